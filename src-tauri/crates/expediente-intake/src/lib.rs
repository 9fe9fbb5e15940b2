//! Takes untrusted files in.
//!
//! Start here: [`walk`] lists the files of a folder, [`stage`] copies and hashes one, and
//! [`Inspector::inspect`] has it read by a child process with limits on memory and time, because a
//! hostile file must not take the program with it. The result is [`Received`], or the
//! [`Finding`](expediente_model::Finding) with which the file is refused. A [`DrawPool`] has pages
//! drawn by processes of the same kind. Storing a paper is left to the vault; what a file name says
//! ([`name_facts`]) is only a proposal.
//!
//! ```no_run
//! use expediente_intake::{Inspector, Question, ReaderProgram, stage, walk};
//! use std::{path::Path, sync::atomic::AtomicBool};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cancel = AtomicBool::new(false);
//! let inspector = Inspector::new(ReaderProgram::beside_this_program()?);
//! for found in walk(Path::new("papers")).files {
//!     let staged = stage(&found.path, Path::new("staging"), &cancel)?;
//!     let question = Question::new(&staged, Path::new("staging/made"));
//!     let received = inspector.inspect(&question, &cancel)?;
//!     assert!(received.pages > 0);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! **Architecture invariant:** this process parses no more of a paper than its first bytes, and
//! links no decoder. It believes nothing a child says before checking it.
//!
//! # Limitations
//!
//! - On Windows only the clock limits the child; on macOS memory is not limited.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod convert;
mod reading;
mod sandbox;
mod source;
mod source_findings;
mod stopped;

pub use convert::{Confinement, Converter, Exported, Run, Unconverted};
pub use reading::engine::{Engine, RawPage, ReadRequest};
pub use reading::page::{Reading, read_page};
pub use reading::shipped::Shipped;
pub use reading::tesseract::Tesseract;
pub use sandbox::draw_pool::DrawPool;
pub use sandbox::drawing::{DrawError, Drawing, Gray, Jpeg};
pub use sandbox::inspector::Inspector;
pub use sandbox::protocol::{Container, DateOrder, PagesRequest};
pub use sandbox::question::Question;
pub use sandbox::reader_program::{ReaderMissing, ReaderProgram};
pub use sandbox::received::{ChatDays, Made, Received, Sheet, Table};
pub use sandbox::unpacked::{Member, Unpacked};
pub use sandbox::{limits, protocol};
pub use source::chat_names::is_called_chat;
pub use source::media_kind::{container, sniff};
pub use source::name_facts::{NameFacts, UnsureDate, name_facts};
pub use source::natural_order::natural;
pub use source::siblings::Siblings;
pub use source::stage::{Staged, head_of, stage};
pub use source::walk::{Found, PassedOver, Walk, Why, is_left_behind, siblings_in, walk};
pub use source::wide_text::{Wide, wide_without_mark};
pub use source_findings::findings_of;
pub use stopped::Stopped;
