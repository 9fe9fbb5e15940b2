//! Measures how long the program itself takes with a large case: to plan it, to move an exhibit, to
//! list it and to serialize it for the window.
//!
//! `cargo bench --package expediente-app --bench case` prints medians. It asserts nothing, because
//! a slow machine is not a mistake of the program.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::fs;
use std::path::Path;
use std::time::Instant;

use expediente_app::{App, Arrangement, Language, Moment, ReaderProgram};
use expediente_model::{
    Act, Change, Digest, Document, DocumentId, Exhibit, ExhibitId, ExhibitKind, Facts, Item,
    MatterId, MediaKind,
};
use expediente_vault::{Staged, Vault};

const EXHIBITS: u64 = 1_000;
const PAGES: u32 = 20;
const ROUNDS: usize = 31;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let id = MatterId::from_untrusted("large").unwrap();
    large_case(folder.path(), &id);
    let reader = ReaderProgram::at("/no/such/program");
    let app = App::open(folder.path(), reader, Moment::now, Language::Es).unwrap();
    let view = app.views().matter(&id).unwrap();
    println!("{} exhibits, {} pages", view.exhibits.len(), view.pages);

    let mut turn = 0;
    let mut step = || {
        // Down and up again, in the middle of the case.
        turn += 1;
        let exhibits = vec![format!("e{}", EXHIBITS / 2)];
        app.edit()
            .arrange(
                &id,
                &Arrangement::MoveExhibits {
                    exhibits,
                    to: EXHIBITS as usize / 2 + turn % 2,
                },
            )
            .unwrap();
    };
    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..ROUNDS {
        let [moved, planned, viewed, written] = &mut times;
        moved.push(timed(&mut step));
        planned.push(timed(|| drop(app.views().dossier_pages(&id).unwrap())));
        let mut view = None;
        viewed.push(timed(|| view = Some(app.views().matter(&id).unwrap())));
        let mut text = String::new();
        written.push(timed(|| text = serde_json::to_string(&view).unwrap()));
        assert!(text.len() > 1000);
    }
    for (what, times) in [
        "a move, durable",
        "the plan after it",
        "the list",
        "the list as JSON",
    ]
    .into_iter()
    .zip(times)
    {
        println!("{what}: {:.2} ms", median(times));
    }
}

fn timed(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A store with a case whose papers exist only by name; nothing here reads them.
fn large_case(store: &Path, id: &MatterId) {
    const AT: &str = "2025-01-01T00:00:00Z";
    let (vault, _) = Vault::open(store, "bench").unwrap();
    let facts = Facts {
        profile: "eoir".to_owned(),
        person: "A Thousand".to_owned(),
        ..Facts::default()
    };
    vault.create(id, "Large", &facts, AT).unwrap();
    let mut changes = Vec::new();
    for number in 1..=EXHIBITS {
        let bytes = format!("paper {number}");
        let original = vault.staging().join(number.to_string());
        fs::write(&original, &bytes).unwrap();
        let digest = Digest::of(bytes.as_bytes());
        let item = Item {
            original: digest,
            size: 150_000,
            media: MediaKind::Pdf,
            pages: PAGES,
            name: format!("{number} Constancia de buena conducta.pdf"),
            received: AT.to_owned(),
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
        vault
            .admit(
                id,
                &Staged {
                    item,
                    original,
                    derivatives: Vec::new(),
                },
                AT,
            )
            .unwrap();
        let title = format!(
            "Constancia de buena conducta {number} de la Alcaldía del Municipio Capacho Nuevo"
        );
        let mut exhibit = Exhibit::new(ExhibitId(number), title);
        exhibit.kind = Some(ExhibitKind::Certificate);
        exhibit.issuer = Some("Alcaldía".to_owned());
        exhibit
            .documents
            .push(Document::new(DocumentId(number), digest));
        changes.push(Change::InsertExhibit {
            at: changes.len(),
            exhibit,
        });
    }
    vault
        .commit(id, Act::Add, &Change::Batch { changes }, AT)
        .unwrap();
}
