//! The index agrees with the journal, whatever led to the present state of the matter.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::Path;

use expediente_model::{
    Act, Change, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Item, Matter, MatterId,
    MediaKind, Place, Turn,
};
use expediente_vault::{Admission, Staged, Vault};

const AT: &str = "2026-01-02T03:04:05Z";

fn id() -> MatterId {
    MatterId::from_untrusted("m").unwrap()
}

fn item(number: usize) -> (Item, Vec<u8>) {
    let bytes = format!("paper {number}").into_bytes();
    let item = Item {
        original: Digest::of(&bytes),
        size: bytes.len() as u64,
        media: MediaKind::Pdf,
        pages: 3,
        // Longer than one value of the index.
        name: format!(
            "{number} {}.pdf",
            "nombre ".repeat(if number == 1 { 900 } else { 1 })
        ),
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
        derivatives: Vec::new(),
        findings: Vec::new(),
    };
    (item, bytes)
}

fn admit(vault: &Vault, number: usize) -> Digest {
    let (item, bytes) = item(number);
    let original = vault.staging().join(format!("staged-{number}"));
    std::fs::write(&original, bytes).unwrap();
    let digest = item.original;
    let staged = Staged {
        item,
        original,
        derivatives: Vec::new(),
    };
    assert_eq!(
        vault.admit(&id(), &staged, AT).unwrap(),
        Admission::Received
    );
    digest
}

/// The matter as a new process reads it from the index, and as it reads it without an index.
fn seen(store: &Path) -> [(Matter, usize, usize); 2] {
    [false, true].map(|without_index| {
        if without_index {
            std::fs::remove_dir_all(store.join("index")).unwrap();
        }
        let (vault, findings) = Vault::open(store, "test").unwrap();
        assert!(without_index || findings.is_empty(), "{findings:?}");
        let history = vault.history(&id()).unwrap();
        (
            (*vault.matter(&id()).unwrap()).clone(),
            history.undo.len(),
            history.redo.len(),
        )
    })
}

/// Only changed rows are written; a row that was forgotten shows as a matter that changes when the
/// index is rebuilt. So both are compared after each of many acts.
#[test]
fn the_index_tells_what_the_journal_tells() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path();
    let (vault, _) = Vault::open(store, "test").unwrap();
    vault
        .create(
            &id(),
            "m",
            &Facts {
                person: "P".into(),
                ..Facts::default()
            },
            AT,
        )
        .unwrap();
    let items: Vec<Digest> = (0..6).map(|number| admit(&vault, number)).collect();
    drop(vault);
    let exhibit = |number: u64, documents: &[u64]| {
        let document = |id: &u64| Document::new(DocumentId(*id), items[*id as usize % 6]);
        Exhibit {
            documents: documents.iter().map(document).collect(),
            ..Exhibit::new(ExhibitId(number), "t".repeat(5_000))
        }
    };
    let turned = Document {
        turns: [(2, Turn::Right)].into(),
        ..Document::new(DocumentId(11), items[5])
    };
    let changes = [
        Change::InsertExhibit {
            at: 0,
            exhibit: exhibit(10, &[11, 12]),
        },
        Change::InsertExhibit {
            at: 0,
            exhibit: exhibit(20, &[21]),
        },
        Change::InsertExhibit {
            at: 1,
            exhibit: exhibit(30, &[]),
        },
        Change::MoveExhibit {
            id: ExhibitId(20),
            to: 2,
        },
        Change::MoveDocument {
            id: DocumentId(12),
            place: Place::Exhibit(ExhibitId(30)),
            at: 0,
        },
        Change::MoveDocument {
            id: DocumentId(11),
            place: Place::Front,
            at: 0,
        },
        Change::InsertDocument {
            place: Place::Back,
            at: 0,
            document: Document::new(DocumentId(40), items[0]),
        },
        Change::SetDocument { document: turned },
        Change::SetExhibit {
            exhibit: Exhibit::new(ExhibitId(30), "short"),
        },
        Change::MoveDocument {
            id: DocumentId(11),
            place: Place::Exhibit(ExhibitId(30)),
            at: 0,
        },
        Change::RemoveExhibit { id: ExhibitId(20) },
        Change::SetName {
            name: "otro".into(),
        },
    ];
    for change in &changes {
        let (vault, _) = Vault::open(store, "test").unwrap();
        vault.commit(&id(), Act::Move, change, AT).unwrap();
        drop(vault);
        let [indexed, replayed] = seen(store);
        assert_eq!(indexed, replayed, "{change:?}");
    }
    for undo in [true; 12].into_iter().chain([false; 12]) {
        let (vault, _) = Vault::open(store, "test").unwrap();
        let result = if undo {
            vault.undo(&id(), AT)
        } else {
            vault.redo(&id(), AT)
        };
        result.unwrap();
        drop(vault);
        let [indexed, replayed] = seen(store);
        assert_eq!(indexed, replayed);
    }
    assert_eq!(seen(store)[0].0.exhibits.len(), 2);
}

/// sled's threads outlive their database by a moment. Opening it in that moment failed, so the
/// index looked damaged: it was rebuilt, and the user was told of damage that never was.
#[test]
fn a_store_that_was_closed_opens_again_at_once() {
    // In memory if possible: on a disk the threads end before the next opening.
    let memory = Some(Path::new("/dev/shm")).filter(|path| path.is_dir());
    for _ in 0..50 {
        let folder =
            tempfile::tempdir_in(memory.map_or_else(std::env::temp_dir, Path::to_path_buf))
                .unwrap();
        let (vault, _) = Vault::open(folder.path(), "test").unwrap();
        vault.create(&id(), "m", &Facts::default(), AT).unwrap();
        drop(vault);
        let (_, findings) = Vault::open(folder.path(), "test").unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    }
}
