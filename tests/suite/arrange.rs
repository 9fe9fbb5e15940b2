//! Arranging as the window does it: moves, undo, suggestions, handing a case over and bringing it
//! in.

use std::path::PathBuf;

use expediente_app::{
    App, AppError, Arrangement, ConcludedField, ExhibitKind, Facts, FolderOptions, Language,
    MatterId, MatterNews, Moment, PagesOf, Quiet, ReadFrom, ReaderProgram, Shown,
};
use expediente_tests::{program, sample};

struct Desk {
    _folder: tempfile::TempDir,
    app: App,
    id: MatterId,
}

fn open(folder: &tempfile::TempDir) -> App {
    let reader = ReaderProgram::at(program::reader());
    App::open(
        &folder.path().join("store"),
        reader,
        Moment::now,
        Language::En,
    )
    .unwrap()
}

/// The sample's papers in a new case, without the dossier.toml that describes them.
fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let facts = Facts {
        profile: "eoir".to_owned(),
        person: "José Gregorio Quintero".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().new_matter("Quintero", facts).unwrap().id;
    let names = [
        "01 - Carta de buena conducta",
        "03 - Petición de vecinos",
        "06 - Cédula de identidad.jpg",
    ];
    let paths: Vec<PathBuf> = names.iter().map(|name| sample().join(name)).collect();
    let report = app
        .intake()
        .add(&id, &paths, &FolderOptions::default(), &Quiet::default())
        .unwrap();
    assert_eq!(report.refused, 0, "{report:?}");
    Desk {
        _folder: folder,
        app,
        id,
    }
}

impl Desk {
    fn does(&self, arrangement: &Arrangement) {
        self.app.edit().arrange(&self.id, arrangement).unwrap();
    }

    fn titles(&self) -> Vec<String> {
        self.app
            .views()
            .matter(&self.id)
            .unwrap()
            .exhibits
            .into_iter()
            .map(|exhibit| exhibit.title)
            .collect()
    }

    fn ids(&self) -> Vec<String> {
        self.app
            .views()
            .matter(&self.id)
            .unwrap()
            .exhibits
            .into_iter()
            .map(|exhibit| exhibit.id)
            .collect()
    }

    fn documents(&self, place: &str) -> Vec<String> {
        let detail = self.app.views().place(&self.id, place).unwrap();
        detail
            .documents
            .into_iter()
            .map(|document| document.id)
            .collect()
    }
}

/// Several exhibits move together and keep their order; one undo brings all of them back.
#[test]
fn several_exhibits_move_as_one_act() {
    let desk = desk();
    let before = desk.titles();
    let ids = desk.ids();
    let exhibits = vec![ids[2].clone(), ids[0].clone()];
    desk.does(&Arrangement::MoveExhibits { exhibits, to: 1 });
    assert_eq!(
        desk.titles(),
        [before[1].clone(), before[0].clone(), before[2].clone()]
    );
    desk.app.matters().undo(&desk.id).unwrap();
    assert_eq!(desk.titles(), before);
    desk.does(&Arrangement::MoveExhibits {
        exhibits: vec![ids[0].clone()],
        to: 0,
    });
    assert!(
        desk.app.matters().undo(&desk.id).is_ok(),
        "the act before it: adding the papers"
    );
    assert!(
        desk.titles().is_empty(),
        "a move to the same place leaves nothing to undo"
    );
    desk.app.matters().redo(&desk.id).unwrap();
    let beyond = Arrangement::MoveExhibits {
        exhibits: vec![ids[0].clone()],
        to: 3,
    };
    assert_eq!(
        desk.app
            .edit()
            .arrange(&desk.id, &beyond)
            .unwrap_err()
            .code(),
        "no-place"
    );
}

/// The changes since an earlier view, applied to it, give exactly the current view.
#[test]
fn only_what_has_changed_is_told() {
    let desk = desk();
    let ids = desk.ids();
    let had = desk.app.views().matter(&desk.id).unwrap();
    desk.does(&Arrangement::MoveExhibits {
        exhibits: vec![ids[2].clone()],
        to: 1,
    });
    let now = desk.app.views().matter(&desk.id).unwrap();
    let (news, shown) = MatterNews::since(Some(&Shown::from(&had)), now.clone());
    assert_eq!(news.since.as_ref(), Some(&had.revision));
    let told: Vec<&str> = news
        .view
        .exhibits
        .iter()
        .map(|exhibit| exhibit.id.as_str())
        .collect();
    assert_eq!(
        told,
        [&ids[2], &ids[1]],
        "the first is in its old place, with the same pages"
    );
    let known = news.view.exhibits.iter().chain(&had.exhibits);
    let find = |id: &String| known.clone().find(|exhibit| exhibit.id == *id).unwrap();
    assert_eq!(
        news.order.iter().map(find).collect::<Vec<_>>(),
        now.exhibits.iter().collect::<Vec<_>>()
    );
    let (again, _) = MatterNews::since(Some(&shown), now.clone());
    assert_eq!(
        (again.since.as_ref(), again.view.exhibits.len()),
        (Some(&now.revision), 0),
        "a second update has nothing new"
    );
    let (anew, _) = MatterNews::since(None, now.clone());
    assert_eq!((anew.since, anew.view.exhibits), (None, now.exhibits));
}

/// A document goes to another exhibit, to one of its own and before the cover; an exhibit left
/// empty disappears, and undo brings it back.
#[test]
fn documents_go_where_they_belong() {
    let desk = desk();
    let ids = desk.ids();
    let [card] = desk.documents(&ids[2]).try_into().unwrap();
    desk.does(&Arrangement::MoveDocuments {
        documents: vec![card.clone()],
        place: ids[1].clone(),
        at: 1,
    });
    assert_eq!(desk.ids(), ids[..2], "the empty exhibit is gone");
    let petition = desk.documents(&ids[1]);
    assert_eq!((petition.len(), petition[1].clone()), (3, card.clone()));
    desk.does(&Arrangement::MoveDocuments {
        documents: vec![petition[2].clone(), card],
        place: "new".to_owned(),
        at: 0,
    });
    let now = desk.ids();
    assert_eq!((now.len(), desk.documents(&now[0]).len()), (3, 2));
    desk.does(&Arrangement::MoveDocuments {
        documents: desk.documents(&now[0]),
        place: "front".to_owned(),
        at: 0,
    });
    let view = desk.app.views().matter(&desk.id).unwrap();
    assert_eq!((view.front.len(), view.exhibits.len()), (2, 2));
    for _ in 0..3 {
        desk.app.matters().undo(&desk.id).unwrap();
    }
    assert_eq!(desk.ids(), ids);
}

/// A removed paper is still there, and goes back where the user wants it.
#[test]
fn removed_papers_can_be_placed_again() {
    let desk = desk();
    let ids = desk.ids();
    desk.does(&Arrangement::Remove {
        exhibits: vec![ids[0].clone()],
        documents: desk.documents(&ids[2]),
    });
    let view = desk.app.views().matter(&desk.id).unwrap();
    assert_eq!((view.exhibits.len(), view.unplaced.len()), (1, 2));
    let papers = view
        .unplaced
        .iter()
        .map(|paper| paper.sha256.clone())
        .collect();
    desk.does(&Arrangement::PlacePapers {
        papers,
        place: "new".to_owned(),
        at: 0,
    });
    let view = desk.app.views().matter(&desk.id).unwrap();
    assert_eq!((view.exhibits.len(), view.unplaced.len()), (3, 0));
}

/// A page that is left out has no number, the others move up, and the last one cannot be left out.
#[test]
fn pages_are_left_out_and_put_back() {
    let desk = desk();
    let ids = desk.ids();
    let document = desk.documents(&ids[1])[0].clone();
    let leaves = || {
        desk.app.views().place(&desk.id, &ids[1]).unwrap().documents[0]
            .leaves
            .clone()
    };
    assert_eq!(leaves().len(), 2, "a TIFF of two pages");
    let second = leaves()[1].label.clone();
    let of = |pages: &[u32]| PagesOf {
        document: document.clone(),
        pages: Some(pages.to_vec()),
    };
    desk.does(&Arrangement::LeaveOut {
        pages: vec![of(&[1])],
        out: true,
    });
    assert_eq!((leaves()[0].label.clone(), leaves()[0].out), (None, true));
    assert_ne!(leaves()[1].label, second);
    let last = Arrangement::LeaveOut {
        pages: vec![of(&[2])],
        out: true,
    };
    assert_eq!(
        desk.app.edit().arrange(&desk.id, &last).unwrap_err().code(),
        "no-page-left"
    );
    desk.does(&Arrangement::LeaveOut {
        pages: vec![of(&[1])],
        out: false,
    });
    assert_eq!(leaves()[1].label, second);
    desk.does(&Arrangement::Turn {
        pages: vec![of(&[2])],
        degrees: expediente_app::Turn::Right,
    });
    assert_eq!((leaves()[0].turn, leaves()[1].turn), (0, 90));
    assert!(leaves()[1].picture.ends_with("/2/90"));
}

/// Turning pages of several papers at once is one act: one undo takes all of it back.
#[test]
fn pages_of_several_documents_turn_in_one_act() {
    let desk = desk();
    let documents: Vec<String> = desk
        .ids()
        .iter()
        .map(|exhibit| desk.documents(exhibit)[0].clone())
        .collect();
    let turns = || -> Vec<u16> {
        let of = |exhibit: &String| {
            desk.app.views().place(&desk.id, exhibit).unwrap().documents[0].leaves[0].turn
        };
        desk.ids().iter().map(of).collect()
    };
    let pages: Vec<PagesOf> = documents
        .iter()
        .map(|document| PagesOf {
            document: document.clone(),
            pages: Some(vec![1]),
        })
        .collect();
    assert!(pages.len() > 1);
    desk.does(&Arrangement::Turn {
        pages: pages.clone(),
        degrees: expediente_app::Turn::Right,
    });
    assert!(turns().iter().all(|turn| *turn == 90));
    desk.app.matters().undo(&desk.id).unwrap();
    assert!(turns().iter().all(|turn| *turn == 0));
    let twice = Arrangement::Turn {
        pages: vec![pages[0].clone(), pages[0].clone()],
        degrees: expediente_app::Turn::Right,
    };
    assert_eq!(
        desk.app
            .edit()
            .arrange(&desk.id, &twice)
            .unwrap_err()
            .code(),
        "named-twice"
    );
}

/// Every field of an exhibit is checked, kept, and shown in the table.
#[test]
fn what_is_said_of_an_exhibit_is_checked_and_kept() {
    let desk = desk();
    let ids = desk.ids();
    let mut fields = desk.app.edit().exhibit_fields(&desk.id, &ids[1]).unwrap();
    // Its title suggests a kind, which nobody has taken.
    assert_eq!(fields.kind, None);
    fields.kind = Some(ExhibitKind::Petition);
    fields.who = Some("Junta\nde vecinos".to_owned());
    fields.signatures = Some(612);
    fields.date = Some("11/2/2025".to_owned());
    desk.does(&Arrangement::Exhibit {
        exhibit: ids[1].clone(),
        fields: fields.clone(),
    });
    let kept = desk.app.edit().exhibit_fields(&desk.id, &ids[1]).unwrap();
    assert_eq!(kept.who.as_deref(), Some("Junta de vecinos"));
    assert_eq!(
        kept.date.as_deref(),
        Some("2025-11-02"),
        "read as the dossier's language writes dates"
    );
    for (wrong, code) in [("yesterday", "no-date"), ("31/31/2025", "no-date")] {
        fields.date = Some(wrong.to_owned());
        let act = Arrangement::Exhibit {
            exhibit: ids[1].clone(),
            fields: fields.clone(),
        };
        assert_eq!(
            desk.app.edit().arrange(&desk.id, &act).unwrap_err().code(),
            code
        );
    }
    let out = tempfile::tempdir().unwrap();
    let pdf = out.path().join("dossier.pdf");
    desk.app
        .filing()
        .build(&desk.id, &pdf, &Quiet::default())
        .unwrap();
    let table = expediente_tests::judges::texts(&pdf)[1].replace('\u{a0}', " ");
    assert!(
        table.contains("612 signatures") && table.contains("Junta de vecinos"),
        "{table}"
    );
}

/// A scan with a meaningless name is recognized by its first page; nothing is used without the
/// user.
#[test]
fn the_first_page_suggests_what_a_paper_is() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let facts = Facts {
        profile: "plain".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().new_matter("Quintero", facts).unwrap().id;
    let scan = folder.path().join("DOC-20250114-WA0003.pdf");
    std::fs::copy(
        sample().join("02 - Certificado de antecedentes penales.pdf"),
        &scan,
    )
    .unwrap();
    app.intake()
        .add(&id, &[scan], &FolderOptions::default(), &Quiet::default())
        .unwrap();
    let exhibit = app.views().matter(&id).unwrap().exhibits[0].clone();
    assert!(!exhibit.named, "{exhibit:?}");
    let found = app.views().place(&id, &exhibit.id).unwrap().suggestions;
    let values = |field: ConcludedField| -> Vec<String> {
        let of = found.iter().filter(|one| one.field == field);
        of.flat_map(|one| one.values.clone()).collect()
    };
    assert_eq!(values(ConcludedField::Kind), ["certificate"], "{found:?}");
    let titles = values(ConcludedField::Title);
    assert!(
        titles[0].to_lowercase().contains("antecedentes"),
        "{titles:?}"
    );
    assert!(found.iter().all(|one| one.source == ReadFrom::FirstPage));
}

/// A case goes out as a zip and comes in on another computer as the same dossier, page by page.
#[test]
fn a_case_that_was_handed_over_is_the_same() {
    let desk = desk();
    let out = tempfile::tempdir().unwrap();
    let zip = out.path().join("Caso Quintero.zip");
    desk.app
        .transfer()
        .export_zip(&desk.id, &zip, &Quiet::default())
        .unwrap();
    let other = tempfile::tempdir().unwrap();
    let app = open(&other);
    let (new, report) = app
        .transfer()
        .import(&zip, "Quintero", &Quiet::default())
        .unwrap();
    assert_eq!((report.refused, report.missing.len()), (0, 0), "{report:?}");
    let build = |app: &App, id: &MatterId, name: &str| {
        let pdf = out.path().join(name);
        app.filing()
            .build(id, &pdf, &Quiet::default())
            .unwrap()
            .proof
            .pages
    };
    assert_eq!(
        build(&desk.app, &desk.id, "a.pdf"),
        build(&app, &new.id, "b.pdf")
    );
    let text = |name: &str| expediente_tests::judges::texts(&out.path().join(name));
    assert_eq!(text("a.pdf"), text("b.pdf"));

    // A foreign zip, and a truncated one, leave nothing behind.
    let bytes = std::fs::read(&zip).unwrap();
    std::fs::write(&zip, &bytes[..bytes.len() / 2]).unwrap();
    let error = app
        .transfer()
        .import(&zip, "Otro", &Quiet::default())
        .unwrap_err();
    assert_eq!(error.code(), "not-a-case");
    assert!(matches!(error, AppError::NotACase(_)));
    assert_eq!(app.matters().list().len(), 1);
}

/// A zip whose names lead out of its folder writes nothing there.
#[test]
fn a_zip_cannot_write_outside_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("evil.zip");
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\nz.writestr('../../escaped.txt', 'x')\nz.close()";
    let made = std::process::Command::new("/usr/bin/python3")
        .args(["-c", script])
        .arg(&zip)
        .status()
        .unwrap();
    assert!(made.success());
    let app = open(&folder);
    assert!(
        app.transfer()
            .import(&zip, "Evil", &Quiet::default())
            .is_err()
    );
    assert!(app.matters().list().is_empty());
    assert!(
        !folder.path().join("escaped.txt").exists()
            && !folder.path().join("store/escaped.txt").exists()
    );
}
