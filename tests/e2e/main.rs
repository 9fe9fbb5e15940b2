//! The program as people use it: its real window, on a virtual display, with a real driver.
//!
//! Each test has its own display, session bus, home and store, so that they run side by side. File
//! dialogs are answered from a file, which only a debug build reads.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod case;
mod chat;
mod family;
mod filing;
mod keyboard;
mod life;
mod looks;
mod naming;
mod package;
mod papers;
mod phone;
mod promises;
mod speed;
mod straighten;
mod window;
