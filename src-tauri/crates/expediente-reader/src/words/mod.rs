//! Papers that are words without pages: text, tables of values, chats, mails. Pages of ours are
//! made of them, in a PDF that replaces the original.
//!
//! Start here: [`text::inspect`].

mod encoding;
pub(crate) mod made;
mod markdown;
mod plain;
pub(crate) mod text;
mod values;
mod web;

pub(crate) use encoding::{decode, decode_as};
pub(crate) use plain::{lines, set as set_lines};
pub(crate) use text::check_size;

/// Before and after words that are struck out, as texts without a layout have it.
pub(crate) const STRUCK: &str = "~~";
