//! Acts on one case at the same moment, as the window sends them: none of them is lost.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use expediente_app::{
    App, Arrangement, DocumentFields, ExhibitFields, Facts, FactsView, FolderOptions, FormRequest,
    Language, MatterId, Moment, Quiet, ReaderProgram, ServiceView, SignedPaper, Translator,
};
use expediente_tests::{fixtures, program};

const ROUNDS: usize = 6;

struct Case {
    folder: tempfile::TempDir,
    app: App,
    id: MatterId,
}

fn open(folder: &Path) -> App {
    let reader = ReaderProgram::at(program::reader());
    let store = folder.join("store");
    App::open(&store, reader, Moment::now, Language::En).unwrap()
}

/// A case for the immigration court: a letter in Spanish without a translation, and one whose page
/// is upside down.
fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    let facts = Facts {
        profile: "eoir".to_owned(),
        person: "Daniela QUINTERO".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().begin("case", &facts).unwrap().id;
    let upside_down = "BT /F1 18 Tf -1 0 0 -1 500 300 Tm (This page stands upside down) Tj ET";
    let papers = [
        ("letter.pdf", fixtures::pdf(&["Carta"])),
        ("scan.pdf", fixtures::pdf_of(&[upside_down.to_owned()])),
    ];
    add(&app, &id, folder.path(), &papers);
    let fields = ExhibitFields {
        title: "Carta".to_owned(),
        language: Some("es".to_owned()),
        photos_per_page: 1,
        ..ExhibitFields::default()
    };
    let exhibit = "A".to_owned();
    app.edit()
        .arrange(&id, &Arrangement::Exhibit { exhibit, fields })
        .unwrap();
    Case { folder, app, id }
}

fn add(app: &App, id: &MatterId, folder: &Path, papers: &[(&str, Vec<u8>)]) {
    let paths: Vec<PathBuf> = papers.iter().map(|(name, _)| folder.join(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(papers) {
        std::fs::write(path, bytes).unwrap();
    }
    let options = FolderOptions::default();
    let report = app
        .intake()
        .add(id, &paths, &options, &Quiet::default())
        .unwrap();
    assert_eq!(report.received, papers.len(), "{report:?}");
}

fn finding(app: &App, id: &MatterId, code: &str) -> String {
    let report = app.filing().preflight(id).unwrap();
    let found = report.findings.iter().find(|found| found.code == code);
    found
        .unwrap_or_else(|| panic!("{code}: {report:?}"))
        .name
        .clone()
        .unwrap()
}

/// A form is made while facts are typed, a finding is answered, another fixed, papers are added and
/// an exhibit is renamed: afterwards all of it is there, and the journal agrees.
#[test]
fn acts_at_the_same_moment_are_all_kept() {
    let Case { folder, app, id } = case();
    let unanswered = finding(&app, &id, "translation-missing");
    let unfixed = finding(&app, &id, "page-upside-down");
    thread::scope(|scope| {
        scope.spawn(|| {
            let service = ServiceView {
                on: "DHS".to_owned(),
                how: "ECAS".to_owned(),
                by: "Teresa".to_owned(),
                ..ServiceView::default()
            };
            let request = FormRequest::ProofOfService { service };
            app.filing()
                .make_form(&id, &request, &Quiet::default())
                .unwrap();
        });
        scope.spawn(|| {
            let answer = Some("the judge reads Spanish");
            app.filing()
                .answer(&id, std::slice::from_ref(&unanswered), answer)
                .unwrap();
        });
        scope.spawn(|| {
            app.filing()
                .fix(&id, std::slice::from_ref(&unfixed))
                .unwrap()
        });
        for n in 0..ROUNDS {
            let (app, id, folder) = (&app, &id, folder.path());
            scope.spawn(move || {
                let (name, text) = (format!("more-{n}.pdf"), format!("more {n}"));
                add(app, id, folder, &[(&name, fixtures::pdf(&[&text]))]);
            });
            scope.spawn(move || {
                let add = |before: &Facts| Facts {
                    docket: [before.docket.clone(), vec![format!("A {n}")]].concat(),
                    ..before.clone()
                };
                app.matters().set_facts(id, add).unwrap();
            });
        }
    });
    let seen = |app: &App| {
        let facts = app.matters().facts(&id).unwrap();
        let mut docket = facts.docket.clone();
        docket.sort();
        let expected: Vec<String> = (0..ROUNDS).map(|n| format!("A {n}")).collect();
        assert_eq!(docket, expected);
        assert_eq!(facts.service.as_ref().unwrap().on, "DHS");
        let contents = app.views().contents(&id).unwrap();
        assert_eq!(contents.exhibits.len(), 2 + ROUNDS);
        assert_eq!(contents.back.len(), 1, "the form");
        assert!(contents.unplaced.is_empty(), "{:?}", contents.unplaced);
        let report = app.filing().preflight(&id).unwrap();
        let name = Some(unanswered.clone());
        let answered = report.findings.iter().find(|one| one.name == name);
        let answer = answered.unwrap().answer.as_deref();
        assert_eq!(answer, Some("the judge reads Spanish"));
        assert!(
            report
                .findings
                .iter()
                .all(|one| one.code != "page-upside-down")
        );
        serde_json::to_value(contents).unwrap()
    };
    let before = seen(&app);
    drop(app);
    std::fs::remove_dir_all(folder.path().join("store/index")).unwrap();
    assert_eq!(seen(&open(folder.path())), before);
}

/// Undo and redo in the middle of acts take back exactly one act each: the rest can be undone act
/// by act to the beginning, and the store passes its check.
#[test]
fn undo_in_the_middle_of_acts_loses_nothing() {
    let Case { folder, app, id } = case();
    let acts = AtomicUsize::new(2);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let (app, id, acts, done) = (&app, &id, &acts, &done);
        let workers: Vec<_> = (0..3)
            .map(|worker| {
                scope.spawn(move || {
                    for n in 0..20 {
                        let change = |before: &Facts| Facts {
                            docket: [before.docket.clone(), vec![format!("{worker}/{n}")]].concat(),
                            ..before.clone()
                        };
                        app.matters().set_facts(id, change).unwrap();
                        acts.fetch_add(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        scope.spawn(move || {
            // The acts that made the case are not to be undone: what is counted begins after them.
            while acts.load(Ordering::SeqCst) < 6 {
                thread::yield_now();
            }
            while !done.load(Ordering::SeqCst) {
                if app.matters().undo(id).is_ok() {
                    acts.fetch_sub(1, Ordering::SeqCst);
                }
                if app.matters().redo(id).is_ok() {
                    acts.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        for worker in workers {
            worker.join().unwrap();
        }
        done.store(true, Ordering::SeqCst);
    });
    let docket = app.matters().facts(&id).unwrap().docket;
    let left = acts.load(Ordering::SeqCst);
    // Two acts made the case; each of the others that remain added one number, none twice.
    assert_eq!(docket.len(), left - 2, "{docket:?}");
    let mut once = docket.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), docket.len(), "{docket:?}");
    for _ in 0..left {
        app.matters().undo(&id).unwrap();
    }
    assert!(app.matters().undo(&id).is_err());
    assert!(app.matters().facts(&id).unwrap().docket.is_empty());
    assert!(app.store_check().check(&Quiet::default()).unwrap().whole);
    drop((app, folder));
}

fn proof_of_service() -> FormRequest {
    let service = ServiceView {
        on: "DHS".to_owned(),
        how: "ECAS".to_owned(),
        by: "Teresa".to_owned(),
        ..ServiceView::default()
    };
    FormRequest::ProofOfService { service }
}

/// The signed paper takes the place of the form; what was written about it stays.
#[test]
fn signing_keeps_what_was_written() {
    let Case { folder, app, id } = case();
    let quiet = Quiet::default();
    let form = app
        .filing()
        .make_form(&id, &proof_of_service(), &quiet)
        .unwrap();
    let fields = DocumentFields {
        title: Some("Served".to_owned()),
        caption: Some("Served on DHS".to_owned()),
        date: Some("2026-03-01".to_owned()),
        place: Some("El Paso".to_owned()),
        issuer: Some("Teresa".to_owned()),
        ..DocumentFields::default()
    };
    let document = form.document.clone();
    let write = Arrangement::Document {
        document,
        fields: fields.clone(),
    };
    app.edit().arrange(&id, &write).unwrap();
    let signed = folder.path().join("signed.pdf");
    std::fs::write(&signed, fixtures::pdf(&["Signed"])).unwrap();
    let mut paper = SignedPaper {
        path: &signed,
        passwords: &[],
        anyway: false,
    };
    let other = app.filing().sign(&id, &form.document, &paper, &quiet);
    assert_eq!(other.unwrap_err().code(), "other-than-form");
    paper.anyway = true;
    app.filing()
        .sign(&id, &form.document, &paper, &quiet)
        .unwrap();
    let kept = app.edit().document_fields(&id, &form.document).unwrap();
    assert_eq!(format!("{kept:?}"), format!("{fields:?}"));
}

/// The form of facts was opened before a proof of service was made: saving it does not take back
/// what the proof of service says.
#[test]
fn facts_of_before_a_form_keep_its_service() {
    let Case {
        folder: _folder,
        app,
        id,
    } = case();
    let typed = FactsView::from(&app.matters().facts(&id).unwrap());
    app.filing()
        .make_form(&id, &proof_of_service(), &Quiet::default())
        .unwrap();
    app.matters()
        .set_facts(&id, |before| typed.clone().over(before))
        .unwrap();
    let facts = app.matters().facts(&id).unwrap();
    assert_eq!(facts.service.unwrap().on, "DHS");
}

/// What is not a matter is not lost either: each translator stays in the register, and no two
/// matters get one name.
#[test]
fn the_register_and_the_names_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    let facts = Facts {
        profile: "plain".to_owned(),
        ..Facts::default()
    };
    thread::scope(|scope| {
        for n in 0..ROUNDS {
            let (app, facts) = (&app, &facts);
            scope.spawn(move || {
                let name = format!("Ana {n}");
                app.translators()
                    .keep(Translator {
                        name,
                        ..Translator::default()
                    })
                    .unwrap();
            });
            scope.spawn(move || app.matters().begin("Quintero", facts).unwrap());
        }
    });
    assert_eq!(app.translators().list().unwrap().len(), ROUNDS);
    let mut names: Vec<String> = app
        .matters()
        .list()
        .into_iter()
        .map(|one| one.name)
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), ROUNDS);
}
