//! Every change can be reverted, and is the same after it was written and read back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use expediente_model::{
    Bates, Change, ChangeError, Code, Date, Derivative, Digest, Document, DocumentId, Exhibit,
    ExhibitId, ExhibitKind, Facts, Filer, Finding, Item, Language, MadePages, Matter, MatterId,
    MediaKind, PhotosPerPage, Place, Purpose, Turn,
};

fn digest(number: u8) -> Digest {
    Digest::of(&[number])
}

/// Pages that were made of a paper.
fn typeset(item: u8, version: u8) -> Derivative {
    Derivative {
        digest: Digest::of(&[item, version]),
        purpose: Purpose::Typeset,
        page: None,
        settings: [("from".to_owned(), format!("2024-02-0{version}"))].into(),
    }
}

/// A document with every field set.
fn full(id: u64, item: u8) -> Document {
    Document {
        title: Some("título".into()),
        caption: Some("leyenda".into()),
        date: Date::new(2024, Some(2), None),
        place: Some("Capacho".into()),
        pages: Some("3,1-2".parse().unwrap()),
        left_out: [2, 7].into(),
        turns: [(1, Turn::Right), (12, Turn::Around)].into(),
        ..Document::new(DocumentId(id), digest(item))
    }
}

fn exhibit(id: u64, documents: Vec<Document>) -> Exhibit {
    Exhibit {
        date: Date::new(2024, Some(2), Some(11)),
        kind: Some(ExhibitKind::Petition),
        issuer: Some("Alcaldía".into()),
        language: Some("es".into()),
        translated: Some(true),
        group: Some("Grupo".into()),
        photos_per_page: PhotosPerPage::Four,
        documents,
        ..Exhibit::new(ExhibitId(id), format!("anexo {id}"))
    }
}

fn matter() -> Matter {
    let mut matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
    for number in 0..9 {
        let item = Item {
            original: digest(number),
            size: 1,
            media: MediaKind::Pdf,
            pages: 20,
            name: format!("{number}.pdf"),
            received: "2026-01-01T00:00:00Z".into(),
            pictures: Vec::new(),
            straightened: Vec::new(),
            photo: None,
            first_words: None,
            page_facts: None,
            promises: None,
            promise_version: 0,
            origin: None,
            read: None,
            derivatives: vec![typeset(number, 1), typeset(number, 2)],
            findings: Vec::new(),
        };
        matter.items.insert(digest(number), Arc::new(item));
    }
    matter.front.push(full(1, 0));
    matter.back.push(full(2, 1));
    matter
        .exhibits
        .push(Arc::new(exhibit(3, vec![full(4, 2), full(5, 3)])));
    matter.exhibits.push(Arc::new(exhibit(6, vec![full(7, 4)])));
    matter.exhibits.push(Arc::new(exhibit(8, Vec::new())));
    matter.highest_id = 8;
    matter
}

fn facts() -> Facts {
    Facts {
        title: "Título".into(),
        profile: "eoir".into(),
        language: Language::Es,
        docket: vec!["A 1".into(), "A 2".into()],
        judge: Some("J".into()),
        detained: true,
        filer: Filer {
            name: "N".into(),
            address: vec!["x".into()],
            ..Filer::default()
        },
        bates: Some(Bates {
            prefix: "Q".into(),
            start: 7,
            digits: 5,
        }),
        ..Facts::default()
    }
}

fn changes() -> Vec<Change> {
    let (first, second) = (ExhibitId(3), ExhibitId(6));
    vec![
        Change::SetFacts {
            facts: Box::new(facts()),
        },
        Change::SetName {
            name: "otro".into(),
        },
        Change::InsertExhibit {
            at: 1,
            exhibit: exhibit(20, vec![full(21, 5)]),
        },
        Change::RemoveExhibit { id: first },
        Change::MoveExhibit { id: first, to: 2 },
        Change::SetExhibit {
            exhibit: exhibit(6, Vec::new()),
        },
        Change::InsertDocument {
            place: Place::Exhibit(second),
            at: 0,
            document: full(22, 6),
        },
        Change::InsertDocument {
            place: Place::Front,
            at: 1,
            document: full(23, 7),
        },
        Change::RemoveDocument { id: DocumentId(5) },
        Change::MoveDocument {
            id: DocumentId(4),
            place: Place::Back,
            at: 0,
        },
        Change::MoveDocument {
            id: DocumentId(4),
            place: Place::Exhibit(first),
            at: 1,
        },
        Change::SetDocument {
            document: Document {
                turns: [(3, Turn::Left)].into(),
                ..full(7, 4)
            },
        },
        Change::ShowPages {
            item: digest(4),
            pages: Box::new(MadePages {
                pages: 7,
                first_words: Some("Hola".into()),
                page_facts: Some(Box::default()),
                promises: None,
                promise_version: 1,
                read: None,
                derivatives: vec![typeset(4, 2)],
                findings: vec![Finding::new(Code::ChatPages)],
            }),
        },
        Change::Batch {
            changes: vec![
                Change::MoveDocument {
                    id: DocumentId(7),
                    place: Place::Exhibit(first),
                    at: 2,
                },
                Change::RemoveExhibit { id: second },
                Change::MoveExhibit { id: first, to: 1 },
            ],
        },
    ]
}

/// Undo is the inverse, so the inverse must lead back exactly, and its own inverse forward again.
#[test]
fn every_change_has_an_inverse() {
    for change in changes() {
        let before = matter();
        let mut state = before.clone();
        let inverse = state.apply(&change).unwrap();
        let after = state.clone();
        let again = state.apply(&inverse).unwrap();
        // An id is never given twice, not even after undo.
        assert_eq!(
            Matter {
                highest_id: before.highest_id,
                ..state.clone()
            },
            before,
            "{change:?}"
        );
        state.apply(&again).unwrap();
        assert_eq!(state, after, "{change:?}");
    }
}

/// The journal is the truth: a change that cannot be read back is a lost act. (This once failed for
/// the page of a turn, a number as a key.)
#[test]
fn every_change_is_read_back_as_it_was_written() {
    for change in changes() {
        let inverse = matter().apply(&change).unwrap();
        for change in [change, inverse] {
            let text = serde_json::to_string(&change).unwrap();
            assert_eq!(
                serde_json::from_str::<Change>(&text).unwrap(),
                change,
                "{text}"
            );
        }
    }
}

/// A change that does not fit changes nothing, not even its first half.
#[test]
fn a_change_that_does_not_fit_changes_nothing() {
    let nowhere = ExhibitId(99);
    let wrong = [
        (
            Change::RemoveExhibit { id: nowhere },
            ChangeError::NoExhibit(nowhere),
        ),
        (
            Change::MoveExhibit {
                id: ExhibitId(3),
                to: 3,
            },
            ChangeError::NoPlace { asked: 4, have: 3 },
        ),
        (
            Change::MoveDocument {
                id: DocumentId(4),
                place: Place::Exhibit(nowhere),
                at: 0,
            },
            ChangeError::NoExhibit(nowhere),
        ),
        (
            Change::InsertExhibit {
                at: 0,
                exhibit: exhibit(30, vec![full(4, 2)]),
            },
            ChangeError::DocumentTwice(DocumentId(4)),
        ),
        (
            Change::InsertExhibit {
                at: 0,
                exhibit: exhibit(3, Vec::new()),
            },
            ChangeError::ExhibitTwice(ExhibitId(3)),
        ),
        (
            Change::InsertDocument {
                place: Place::Front,
                at: 0,
                document: full(31, 200),
            },
            ChangeError::NoItem(digest(200)),
        ),
        (
            Change::Batch {
                changes: vec![
                    Change::MoveExhibit {
                        id: ExhibitId(3),
                        to: 1,
                    },
                    Change::RemoveExhibit { id: nowhere },
                ],
            },
            ChangeError::NoExhibit(nowhere),
        ),
    ];
    for (change, expected) in wrong {
        let mut state = matter();
        assert_eq!(state.apply(&change), Err(expected));
        assert_eq!(state, matter(), "{change:?}");
    }
}

/// Several documents are added at once, in whatever order of their ids; the next ones get ids that
/// none of them has.
#[test]
fn ids_go_on_after_several_documents() {
    for ids in [[41, 42, 43], [43, 42, 41], [42, 43, 41]] {
        let mut state = matter();
        let documents: Vec<Document> = ids.map(|id| full(id, 5)).to_vec();
        let inserted = documents
            .iter()
            .enumerate()
            .map(|(at, document)| Change::InsertDocument {
                place: Place::Front,
                at,
                document: document.clone(),
            });
        let mut one_by_one = state.clone();
        let changes = inserted.collect();
        one_by_one.apply(&Change::Batch { changes }).unwrap();
        let exhibit = exhibit(40, documents);
        state
            .apply(&Change::InsertExhibit { at: 0, exhibit })
            .unwrap();
        for mut state in [state, one_by_one] {
            assert_eq!(state.fresh_document_id(), DocumentId(44), "{ids:?}");
            assert_eq!(state.fresh_exhibit_id(), ExhibitId(45), "{ids:?}");
        }
    }
}

/// A range includes its last page: "2-4" of a paper with four pages has page 4.
#[test]
fn a_range_has_its_last_page() {
    let document = |pages: &str| Document {
        pages: Some(pages.parse().unwrap()),
        ..Document::new(DocumentId(1), digest(1))
    };
    for (pages, total, expected) in [
        ("2-4", 4, &[2, 3, 4][..]),
        ("2-4", 3, &[2, 3]),
        ("4-4,1-2", 4, &[4, 1, 2]),
        ("1-999999", 2, &[1, 2]),
    ] {
        assert_eq!(document(pages).chosen_pages(total), expected, "{pages}");
        let last = pages.parse::<expediente_model::PageRanges>().unwrap();
        assert!(last.contains(last.highest()), "{pages}");
    }
}
