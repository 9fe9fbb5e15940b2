//! Tests of many cases at once.

mod batch;
