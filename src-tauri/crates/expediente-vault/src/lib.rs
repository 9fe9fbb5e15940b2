//! The store: originals, derivatives, one journal per matter, and an index that serves all reads.
//!
//! Start here: [`Vault::open`] opens a store, [`Vault::admit`] takes a paper in, and
//! [`Vault::commit`] makes a change durable.
//!
//! A store is a folder. Each matter has a folder in it, with its originals and derivatives, each a
//! file named by its SHA-256, and a journal of JSON lines, each with the hash of the one before.
//! The journal and the originals are the truth, and only they are synced for each act. sled holds
//! one row for each matter, paper, exhibit and document; every read is served from it, and it is
//! rebuilt from the journals whenever it is missing, behind or damaged. The model defines what the
//! papers mean; the intake crate decides who may read untrusted bytes.
//!
//! Architecture invariants: an act is acknowledged only after its journal record is synced, and a
//! record names only originals that were synced before. Originals are written once. One process
//! holds a store.
//!
//! ```
//! use expediente_model::{Act, Change, Exhibit, Facts, MatterId};
//! use expediente_vault::Vault;
//!
//! let folder = tempfile::tempdir().unwrap();
//! let (vault, findings) = Vault::open(folder.path(), "example").unwrap();
//! assert!(findings.is_empty());
//! let id = MatterId::from_untrusted("m1").unwrap();
//! vault.create(&id, "quintero", &Facts::default(), "2026-01-02T03:04:05Z").unwrap();
//! let exhibit = Exhibit::new(expediente_model::ExhibitId(1), "Carta de buena conducta");
//! let change = Change::InsertExhibit { at: 0, exhibit };
//! let matter = vault.commit(&id, Act::Add, &change, "2026-01-02T03:04:06Z").unwrap();
//! assert_eq!(matter.exhibits.len(), 1);
//! ```
//!
//! Limitations: an open matter is kept in memory as a whole, without its papers. Windows cannot
//! sync folders, so a power cut there may lose a file's name, but not its bytes.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)
)]

mod check;
mod error;
mod files;
#[cfg(test)]
mod fuzz;
mod index;
mod journal;
mod matter_store;
mod store;

pub use error::VaultError;
pub use files::disk::Disk;
pub use files::papers::MatterPapers;
pub use files::pictures::MatterPictures;
pub use files::system_disk::{SystemDisk, create_private_folder, sync_folder};
pub use index::rows::MatterRow;
pub use journal::record::Built;
pub use matter_store::admit::{Admission, Staged};
pub use matter_store::change::StepRecord;
pub use store::marker::{is_part_of_store, is_store, is_to_be_made};
pub use store::repair::unreadable;
pub use store::vault::Vault;
