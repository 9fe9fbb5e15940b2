//! The acts of a user in the tests of power cuts: a dozen acts on two matters, and what the store
//! must show after each.

use std::path::Path;
use std::sync::Arc;

use expediente_model::{
    Act, Change, Derivative, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Item, Matter,
    MatterId, MediaKind, Place, Purpose,
};
use expediente_vault::{Admission, Built, Disk, Staged, Vault, VaultError};

use tempfile::TempDir;

use crate::judge::{copy, scratch};
use crate::recorder::Recorder;

pub const AT: &str = "2026-01-02T03:04:05Z";

/// One act.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)] // There are a dozen of them.
pub enum Deed {
    Create(&'static str),
    /// A paper, by its number; odd ones have a derivative.
    Admit(&'static str, usize),
    Commit(&'static str, Change),
    Undo(&'static str),
    Redo(&'static str),
    Built(&'static str),
    Erase(&'static str),
}

/// Everything that is shown of one matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    matter: Matter,
    undo: usize,
    redo: usize,
    built: Option<(String, Built)>,
    read_only: bool,
}

pub fn id(name: &str) -> MatterId {
    MatterId::from_untrusted(name).unwrap()
}

/// The acts: every kind that the vault has, twice where the state before matters.
pub fn deeds() -> Vec<Deed> {
    let exhibit = |number: u64, paper: usize| Exhibit {
        documents: vec![Document::new(DocumentId(number + 1), item(paper).original)],
        ..Exhibit::new(ExhibitId(number), "Acta de nacimiento")
    };
    let insert = |number, paper| Change::InsertExhibit {
        at: 0,
        exhibit: exhibit(number, paper),
    };
    let moved = Change::MoveDocument {
        id: DocumentId(11),
        place: Place::Exhibit(ExhibitId(20)),
        at: 0,
    };
    vec![
        Deed::Create("m"),
        Deed::Admit("m", 0),
        Deed::Admit("m", 1),
        Deed::Commit("m", insert(10, 0)),
        Deed::Create("n"),
        Deed::Admit("n", 1),
        Deed::Commit("m", insert(20, 1)),
        Deed::Commit("m", moved),
        Deed::Undo("m"),
        Deed::Undo("m"),
        Deed::Redo("m"),
        Deed::Built("m"),
        Deed::Commit("n", insert(10, 1)),
        Deed::Erase("n"),
        Deed::Admit("m", 3),
        Deed::Commit(
            "m",
            Change::SetName {
                name: "Quintero".into(),
            },
        ),
    ]
}

/// What the store must show before the first act, after the first, and so on, and its index at each
/// of these moments.
pub fn expected() -> (Vec<Vec<Shown>>, Vec<TempDir>) {
    let (mut all, mut indexes) = (Vec::new(), Vec::new());
    let folder = scratch();
    let disk = Arc::new(Recorder::new(folder.path()));
    for deed in std::iter::once(None).chain(deeds().into_iter().map(Some)) {
        let (vault, _) =
            Vault::open_on(Arc::clone(&disk) as Arc<dyn Disk>, folder.path(), "test").unwrap();
        if let Some(deed) = deed {
            deed.carry_out(&vault, &disk).unwrap();
        }
        all.push(shown(&vault).unwrap());
        // Closed, so that the copy is complete.
        drop(vault);
        let index = scratch();
        copy(&folder.path().join("index"), index.path());
        indexes.push(index);
    }
    (all, indexes)
}

/// What a store shows.
pub fn shown(vault: &Vault) -> Result<Vec<Shown>, VaultError> {
    let rows = vault.matters().into_iter();
    rows.map(|row| {
        let history = vault.history(&row.id)?;
        let matter = (*vault.matter(&row.id)?).clone();
        assert_eq!(
            (row.papers, row.exhibits),
            (matter.items.len(), matter.exhibits.len()),
            "the list of matters"
        );
        let read_only = row.read_only || vault.is_read_only(&row.id)?;
        Ok(Shown {
            matter,
            undo: history.undo.len(),
            redo: history.redo.len(),
            built: row.built,
            read_only,
        })
    })
    .collect()
}

impl Deed {
    pub fn carry_out(&self, vault: &Vault, disk: &Recorder) -> Result<(), VaultError> {
        match self {
            Self::Create(name) => {
                let facts = Facts {
                    person: "Ana Quintero".into(),
                    ..Facts::default()
                };
                vault.create(&id(name), name, &facts, AT).map(drop)
            }
            Self::Admit(name, number) => {
                let staged = staged(*number, &vault.staging(), disk);
                vault
                    .admit(&id(name), &staged, AT)
                    .map(|admission| assert_eq!(admission, Admission::Received))
            }
            Self::Commit(name, change) => vault.commit(&id(name), Act::Move, change, AT).map(drop),
            Self::Undo(name) => vault.undo(&id(name), AT).map(drop),
            Self::Redo(name) => vault.redo(&id(name), AT).map(drop),
            Self::Built(name) => {
                let built = Built {
                    sha256: Digest::of(b"dossier"),
                    bytes: 7,
                    pages: 3,
                    profile: "plain".into(),
                    volumes: Vec::new(),
                };
                vault.built(&id(name), &built, AT)
            }
            Self::Erase(name) => vault.erase(&id(name)),
        }
    }

    /// The files that may be left while the act was not acknowledged.
    pub fn files(&self) -> Vec<String> {
        let Self::Admit(_, number) = self else {
            return Vec::new();
        };
        let item = item(*number);
        let derivatives = item
            .derivatives
            .iter()
            .map(|derivative| derivative.digest.to_string());
        derivatives.chain([item.original.to_string()]).collect()
    }
}

fn paper(number: usize) -> Vec<u8> {
    format!("the bytes of paper {number}. ")
        .repeat(40)
        .into_bytes()
}

fn unlocked(number: usize) -> Option<Vec<u8>> {
    (number % 2 == 1).then(|| {
        format!("paper {number} without its lock. ")
            .repeat(40)
            .into_bytes()
    })
}

fn item(number: usize) -> Item {
    let derivative = |bytes: Vec<u8>| Derivative {
        digest: Digest::of(&bytes),
        purpose: Purpose::Unlocked,
        settings: Default::default(),
        page: None,
    };
    let bytes = paper(number);
    Item {
        original: Digest::of(&bytes),
        size: bytes.len() as u64,
        media: MediaKind::Pdf,
        pages: 3,
        name: format!("{number}.pdf"),
        received: AT.into(),
        pictures: Vec::new(),
        straightened: Vec::new(),
        photo: None,
        first_words: None,
        page_facts: None,
        promises: None,
        promise_version: 0,
        origin: None,
        read: None,
        derivatives: unlocked(number).into_iter().map(derivative).collect(),
        findings: Vec::new(),
    }
}

fn staged(number: usize, staging: &Path, disk: &Recorder) -> Staged {
    // Each attempt has files of its own, named as in the program: six letters and digits at the
    // end.
    let place = |what: char| {
        let attempt = disk.asked() * 16 + number;
        staging.join(format!("staged-{what}{attempt:05x}"))
    };
    let original = place('o');
    disk.stage(&original, &paper(number));
    let derivative = |bytes: Vec<u8>| {
        let path = place('d');
        disk.stage(&path, &bytes);
        (Digest::of(&bytes), path)
    };
    Staged {
        item: item(number),
        original,
        derivatives: unlocked(number).into_iter().map(derivative).collect(),
    }
}
