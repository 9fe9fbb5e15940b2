//! The parent's side of the reader processes: their limits, the protocol, and the checks of their
//! replies.

pub(crate) mod draw_pool;
mod draw_process;
pub(crate) mod drawing;
pub(crate) mod inspector;
pub mod limits;
mod member_names;
pub(crate) mod platform;
pub mod protocol;
pub(crate) mod question;
pub(crate) mod reader_program;
pub(crate) mod received;
mod reply_check;
pub(crate) mod unpacked;
pub(crate) mod wait;
