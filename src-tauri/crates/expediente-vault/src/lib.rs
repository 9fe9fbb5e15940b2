//! What must not be lost: originals, derivatives, one journal a matter, and an index that serves all reads.
//!
//! A store is a folder. In it each matter has a folder with its originals and derivatives, each a file named by its
//! SHA-256, and a journal of JSON lines, each with the hash of the one before. The journal and the originals are
//! the truth, and only they are synced for each act. sled holds one row for each matter, paper, exhibit and
//! document; every read is served from it, and it is rebuilt from the journals whenever it is missing, behind or
//! damaged. What the papers mean belongs to the model; who may read untrusted bytes belongs to intake.
//!
//! Architecture invariants: an act is acknowledged only after its journal record is synced, and a record only
//! names originals that were synced before. Originals are written once. One process holds a store.
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
//! Limitations: a matter that is open is kept whole in memory (not its papers); on Windows folders cannot be synced,
//! so there a file's name may be lost in a power cut though its bytes are not.
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
pub use files::system_disk::{SystemDisk, sync_folder};
pub use index::rows::MatterRow;
pub use journal::record::Built;
pub use matter_store::admit::{Admission, Staged};
pub use store::vault::Vault;
