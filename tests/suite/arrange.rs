//! Arranging as the window does it: moves, undo, suggestions, handing a case over and bringing it
//! in.

use std::path::PathBuf;

use expediente_app::{
    App, AppError, Arrangement, ConcludedField, ExhibitFields, ExhibitKind, Facts, FolderOptions,
    Language, MatterId, MatterNews, Moment, PagesOf, Quiet, ReadFrom, ReaderProgram, Shown,
    TakenBack, WhenHere,
};
use expediente_tests::{fixtures, program, sample};

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
    fields.date = Some("25/2/2025".to_owned());
    desk.does(&Arrangement::Exhibit {
        exhibit: ids[1].clone(),
        fields: fields.clone(),
    });
    let kept = desk.app.edit().exhibit_fields(&desk.id, &ids[1]).unwrap();
    assert_eq!(kept.who.as_deref(), Some("Junta de vecinos"));
    assert_eq!(
        kept.date.as_deref(),
        Some("2025-02-25"),
        "there is no month 25"
    );
    for (wrong, code) in [
        ("yesterday", "no-date"),
        ("31/31/2025", "no-date"),
        ("11/2/2025", "two-dates"),
    ] {
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
    // All of it is one act, which undo names as what it was.
    assert_eq!(app.matters().undo(&new.id).unwrap(), "bringing the case in");
    assert!(app.matters().undo(&new.id).is_err());
    app.matters().redo(&new.id).unwrap();
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

/// A case with these papers, each an exhibit.
fn desk_with(names: &[&str]) -> (Desk, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let papers = folder.path().join("Papeles de José");
    std::fs::create_dir(&papers).unwrap();
    for name in names {
        std::fs::write(papers.join(name), fixtures::pdf(&[name])).unwrap();
    }
    let app = open(&folder);
    let facts = Facts {
        profile: "eoir".to_owned(),
        person: "José Gregorio Quintero".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().new_matter("Quintero", facts).unwrap().id;
    let options = FolderOptions {
        each_file: true,
        ..FolderOptions::default()
    };
    let quiet = Quiet::default();
    app.intake()
        .add(&id, std::slice::from_ref(&papers), &options, &quiet)
        .unwrap();
    let desk = Desk {
        _folder: folder,
        app,
        id,
    };
    (desk, papers)
}

impl Desk {
    fn describe(&self, exhibit: &str, date: &str, issuer: &str) {
        let mut fields = self.app.edit().exhibit_fields(&self.id, exhibit).unwrap();
        fields.date = Some(date.to_owned());
        fields.issuer = Some(issuer.to_owned());
        let exhibit = exhibit.to_owned();
        self.does(&Arrangement::Exhibit { exhibit, fields });
    }
}

/// A mother added the folder of her papers; the window said that each becomes an exhibit, and made
/// one exhibit of all of them.
#[test]
fn each_file_of_an_added_folder_is_an_exhibit() {
    let (desk, _) = desk_with(&["Carta.pdf", "Recibo.pdf", "Título.pdf"]);
    assert_eq!(desk.titles(), ["Carta", "Recibo", "Título"]);
}

/// Three letters became one exhibit, and two of their titles, dates and issuers were lost. Split,
/// each has its own again.
#[test]
fn joined_papers_keep_what_was_said_of_them() {
    let (desk, _) = desk_with(&["Carta.pdf", "Recibo.pdf", "Título.pdf"]);
    let ids = desk.ids();
    desk.describe(&ids[0], "2024-01-02", "Alcaldía");
    desk.describe(&ids[1], "2024-03-04", "Banco");
    desk.does(&Arrangement::Join {
        exhibits: ids.clone(),
        title: Some("Papeles".to_owned()),
    });
    assert_eq!(desk.titles(), ["Papeles"]);
    let inside = desk.app.views().place(&desk.id, &ids[0]).unwrap();
    let said: Vec<_> = inside
        .documents
        .iter()
        .map(|one| {
            (
                one.title.as_deref(),
                one.date.as_deref(),
                one.issuer.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (Some("Carta"), Some("2024-01-02"), Some("Alcaldía")),
            (Some("Recibo"), Some("2024-03-04"), Some("Banco")),
            (Some("Título"), None, None),
        ]
    );
    // What is true of one of them only is not said of all.
    let whole = desk.app.edit().exhibit_fields(&desk.id, &ids[0]).unwrap();
    assert_eq!((whole.date, whole.issuer), (None, None));
    desk.does(&Arrangement::Split {
        exhibit: ids[0].clone(),
        before: None,
        page: None,
    });
    assert_eq!(desk.titles(), ["Carta", "Recibo", "Título"]);
    let second = desk.ids()[1].clone();
    let second = desk.app.edit().exhibit_fields(&desk.id, &second).unwrap();
    assert_eq!(second.date.as_deref(), Some("2024-03-04"));
    assert_eq!(second.issuer.as_deref(), Some("Banco"));
    desk.app.matters().undo(&desk.id).unwrap();
    desk.app.matters().undo(&desk.id).unwrap();
    assert_eq!(desk.ids(), ids);
}

/// Who gave a paper was lost when its second page, which nobody named, was joined to it.
#[test]
fn another_page_leaves_a_paper_as_it_is() {
    let (desk, _) = desk_with(&["Constancia.pdf", "IMG_2041.pdf"]);
    let ids = desk.ids();
    desk.describe(&ids[0], "2025-03-07", "Consejo Comunal El Calvario");
    let before = desk.app.edit().exhibit_fields(&desk.id, &ids[0]).unwrap();
    desk.does(&Arrangement::Join {
        exhibits: ids.clone(),
        title: None,
    });
    let after = desk.app.edit().exhibit_fields(&desk.id, &ids[0]).unwrap();
    assert_eq!(after, before);
    assert_eq!(desk.documents(&ids[0]).len(), 2);
}

/// "Group…" put a heading over the chosen exhibits only in its words. They come together, and one
/// that gets the heading later comes to them.
#[test]
fn a_heading_stands_over_the_chosen_exhibits() {
    let (desk, _) = desk_with(&["A.pdf", "B.pdf", "C.pdf", "D.pdf"]);
    let ids = desk.ids();
    let group = |exhibits: &[usize], heading: Option<&str>| {
        desk.does(&Arrangement::Group {
            exhibits: exhibits.iter().map(|at| ids[*at].clone()).collect(),
            heading: heading.map(str::to_owned),
        });
    };
    let shown = || -> Vec<(String, Option<String>)> {
        let view = desk.app.views().matter(&desk.id).unwrap();
        let shown = view.exhibits.into_iter();
        shown.map(|one| (one.id, one.group)).collect()
    };
    let under = |at: usize, heading: Option<&str>| (ids[at].clone(), heading.map(str::to_owned));
    let letters = Some("Cartas");
    group(&[1, 3], letters);
    assert_eq!(
        shown(),
        [
            under(0, None),
            under(1, letters),
            under(3, letters),
            under(2, None)
        ]
    );
    group(&[0], letters);
    assert_eq!(
        shown(),
        [
            under(1, letters),
            under(3, letters),
            under(0, letters),
            under(2, None)
        ]
    );
    group(&[1, 3, 0], None);
    assert!(shown().iter().all(|(_, heading)| heading.is_none()));
}

/// A form before the cover page was called "Document 1" in the outline.
#[test]
fn papers_around_the_exhibits_are_called_as_their_files() {
    let (desk, papers) = desk_with(&["EOIR-28.pdf", "Carta.pdf"]);
    let ids = desk.ids();
    let documents = desk.documents(&ids[1]);
    desk.does(&Arrangement::MoveDocuments {
        documents,
        place: "front".to_owned(),
        at: 0,
    });
    let later = papers.join("Recibo de pago.pdf");
    std::fs::write(&later, fixtures::pdf(&["paid"])).unwrap();
    let options = FolderOptions::default();
    let quiet = Quiet::default();
    desk.app
        .intake()
        .add(&desk.id, &[later], &options, &quiet)
        .unwrap();
    let last = desk.ids()[1].clone();
    desk.does(&Arrangement::Remove {
        exhibits: vec![last],
        documents: Vec::new(),
    });
    let unplaced = desk.app.views().matter(&desk.id).unwrap().unplaced;
    desk.does(&Arrangement::PlacePapers {
        papers: vec![unplaced[0].sha256.clone()],
        place: "back".to_owned(),
        at: 0,
    });
    let pages = desk.app.views().dossier_pages(&desk.id).unwrap();
    let titles: Vec<&str> = pages.sections.iter().map(|one| &*one.title).collect();
    assert_eq!(titles.first(), Some(&"EOIR-28"), "{titles:?}");
    assert_eq!(titles.last(), Some(&"Recibo de pago"), "{titles:?}");
}

/// A case went out, was changed elsewhere and came back: it stood here twice, the second with
/// numbers before the names of its papers.
#[test]
fn a_case_that_comes_back_is_no_second_case() {
    let (desk, _) = desk_with(&["07 - Carta.pdf", "Recibo.pdf"]);
    let (app, id) = (&desk.app, &desk.id);
    let quiet = Quiet::default();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("Quintero.zip");
    app.transfer().export_zip(id, &out, &quiet).unwrap();
    let before = desk.titles();
    let first = desk.ids()[0].clone();
    desk.does(&Arrangement::Remove {
        exhibits: vec![first],
        documents: Vec::new(),
    });
    let take = |name: &str, here| app.transfer().take_back(&out, name, here, &quiet).unwrap();
    // What is only here is asked about before it goes.
    desk.does(&Arrangement::Exhibit {
        exhibit: desk.ids()[0].clone(),
        fields: ExhibitFields {
            title: "Recibo pagado".to_owned(),
            ..app.edit().exhibit_fields(id, &desk.ids()[0]).unwrap()
        },
    });
    let TakenBack::Differs(asked) = take("Otro nombre", WhenHere::Ask) else {
        panic!("it replaced newer work without a question");
    };
    assert_eq!(asked.only_here, ["Recibo pagado"]);
    assert_eq!(asked.only_there, before);
    assert_eq!(desk.titles(), ["Recibo pagado"]);
    let back = take("Otro nombre", WhenHere::Replace);
    assert!(matches!(&back, TakenBack::Done { known: true, matter, .. } if matter == id));
    assert_eq!(desk.titles(), before);
    assert_eq!(app.matters().list().len(), 1);
    // It is one act, facts and papers.
    assert_eq!(app.matters().undo(id).unwrap(), "taking the case back");
    assert_eq!(desk.titles(), ["Recibo pagado"]);
    app.matters().redo(id).unwrap();
    // The same once more is no question and no act.
    assert!(matches!(
        take("Quintero", WhenHere::Ask),
        TakenBack::Done { known: true, .. }
    ));
    // Somebody else of the same name is another case, and its papers have their own names.
    app.matters().erase(id).unwrap();
    let facts = Facts {
        profile: "eoir".to_owned(),
        person: "Otra Persona".to_owned(),
        ..Facts::default()
    };
    app.matters().new_matter("Quintero", facts).unwrap();
    let TakenBack::Done { matter, known, .. } = take("Otro nombre", WhenHere::Ask) else {
        panic!("it asked about the case of somebody else");
    };
    assert!(!known);
    assert_eq!(app.matters().list().len(), 2);
    let view = app.views().matter(&matter).unwrap();
    assert!(
        view.name.starts_with("Quintero"),
        "it keeps its own name: {}",
        view.name
    );
    let inside = app.views().place(&matter, &view.exhibits[0].id).unwrap();
    assert!(
        inside.documents[0].paper.ends_with("Carta.pdf")
            && !inside.documents[0].paper.starts_with("00"),
        "{}",
        inside.documents[0].paper
    );
}

/// Twelve equal findings had to be answered one by one. The card of the case, its view and the
/// check tell one number, and before the first paper none of them warns.
#[test]
fn findings_are_answered_together_and_counted_alike() {
    let (desk, _) = desk_with(&["Carta de Ana.pdf", "Carta de Luz.pdf"]);
    let (app, id) = (&desk.app, &desk.id);
    for exhibit in desk.ids() {
        let mut fields = app.edit().exhibit_fields(id, &exhibit).unwrap();
        fields.kind = Some(ExhibitKind::Letter);
        fields.language = Some("es".to_owned());
        desk.does(&Arrangement::Exhibit { exhibit, fields });
    }
    let open = || {
        let checked = app.views().before_build(id).unwrap();
        let needs = checked.findings.into_iter().filter(|one| {
            let severity = serde_json::to_value(one.severity).unwrap();
            severity != "note" && one.answer.is_none()
        });
        needs.collect::<Vec<_>>()
    };
    let before = open();
    assert_eq!(app.views().glance(id).unwrap().open, Some(before.len()));
    let alike = before
        .iter()
        .filter(|one| one.code == "letter-without-identity");
    let names: Vec<String> = alike.filter_map(|one| one.name.clone()).collect();
    assert_eq!(names.len(), 2, "{before:?}");
    app.filing()
        .answer(id, &names, Some("the judge knows"))
        .unwrap();
    assert_eq!(open().len(), before.len() - 2);
    assert_eq!(app.views().glance(id).unwrap().open, Some(before.len() - 2));
    app.matters().undo(id).unwrap();
    assert_eq!(open().len(), before.len(), "one act");
    app.filing()
        .answer(id, &names, Some("the judge knows"))
        .unwrap();
    app.filing().answer(id, &names, None).unwrap();
    assert_eq!(open().len(), before.len());

    let facts = Facts {
        profile: "eoir".to_owned(),
        ..Facts::default()
    };
    let empty = app.matters().new_matter("Empty", facts).unwrap().id;
    assert!(
        app.views()
            .before_build(&empty)
            .unwrap()
            .findings
            .is_empty()
    );
    let look = app.views().glance(&empty).unwrap();
    assert_eq!((look.open, look.missing.len()), (Some(0), 0));
}

/// In Spanish the rules named their sources in English only.
#[test]
fn sources_have_a_title_in_spanish_beside_the_official_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let sources = |language: Language| -> Vec<String> {
        app.set_language(language);
        let all = app.profiles().list().unwrap();
        let eoir = all.into_iter().find(|one| one.name == "eoir").unwrap();
        eoir.rules.into_iter().map(|rule| rule.source).collect()
    };
    let (english, spanish) = (sources(Language::En), sources(Language::Es));
    let manual = "Immigration Court Practice Manual";
    for (official, said) in english.iter().zip(&spanish) {
        if official == "practice" {
            assert_eq!(said, "costumbre de los tribunales");
        } else if official.contains(manual) {
            assert!(
                said.contains(manual)
                    && said.ends_with("(manual de los tribunales de inmigración)"),
                "{said}"
            );
        }
    }
    assert!(spanish.iter().any(|said| said.contains("manual de los")));
}

/// A date and a number that were certain were cut from their titles, and nothing in the window said
/// so. They are shown until somebody keeps them or puts them back.
#[test]
fn what_names_filled_in_is_shown_and_put_back() {
    let (desk, _) = desk_with(&["014 - Acta.pdf", "Carta 2024-02-11.pdf", "Recibo.pdf"]);
    let (app, id) = (&desk.app, &desk.id);
    let filled = || -> Vec<(String, Option<String>)> {
        let found = app.conclusions().filled(id).unwrap().into_iter();
        assert!(
            app.conclusions()
                .suggestions(id)
                .unwrap()
                .iter()
                .all(|one| !one.taken)
        );
        found.map(|one| (one.id, one.title)).collect()
    };
    let ids = desk.ids();
    let (number, date) = (format!("{}:number", ids[0]), format!("{}:date", ids[1]));
    let back = |title: &str| Some(title.to_owned());
    assert_eq!(
        filled(),
        [
            (number.clone(), back("014 - Acta")),
            (date.clone(), back("Carta 2024-02-11"))
        ]
    );
    let shown = app.views().place(id, &ids[1]).unwrap().suggestions;
    assert!(
        shown.iter().any(|one| one.id == date && one.taken),
        "{shown:?}"
    );
    app.conclusions()
        .drop(id, &[date.clone(), number.clone()])
        .unwrap();
    assert_eq!(desk.titles(), ["014 - Acta", "Carta 2024-02-11", "Recibo"]);
    let fields = app.edit().exhibit_fields(id, &ids[1]).unwrap();
    assert_eq!(fields.date, None);
    assert!(filled().is_empty(), "{:?}", filled());
    assert_eq!(
        app.matters().undo(id).unwrap(),
        "putting back 2 things that names filled in"
    );
    assert_eq!(desk.titles(), ["Acta", "Carta", "Recibo"]);
    // What is right is no longer asked about.
    let named = [(date, None), (number, None)];
    app.conclusions().take(id, &named).unwrap();
    assert_eq!(desk.titles(), ["Acta", "Carta", "Recibo"]);
    assert!(filled().is_empty(), "{:?}", filled());
    assert_eq!(
        app.matters().undo(id).unwrap(),
        "finding right 2 things that names filled in"
    );
}

/// "Take all" gave an exhibit made from a folder the kind of its first paper, and splitting gave it
/// to the others, too.
#[test]
fn the_kind_of_one_paper_is_not_that_of_its_exhibit() {
    let (desk, papers) = desk_with(&["Z.pdf"]);
    let folder = papers.join("Varios");
    std::fs::create_dir(&folder).unwrap();
    for name in ["Petición de los vecinos", "Recibo"] {
        let path = folder.join(format!("{name}.pdf"));
        std::fs::write(path, fixtures::pdf(&[name])).unwrap();
    }
    let quiet = Quiet::default();
    let (app, id) = (&desk.app, &desk.id);
    let options = FolderOptions::default();
    app.intake().add(id, &[folder], &options, &quiet).unwrap();
    let exhibit = desk.ids()[1].clone();
    let kind = format!("{exhibit}:kind");
    let suggested = || app.conclusions().suggestions(id).unwrap();
    assert!(
        suggested().iter().all(|one| one.id != kind),
        "{:?}",
        suggested()
    );
    // A kind, a number and a person of the whole are not those of each paper.
    let fields = ExhibitFields {
        kind: Some(ExhibitKind::Petition),
        number: Some("7".to_owned()),
        ..app.edit().exhibit_fields(id, &exhibit).unwrap()
    };
    desk.does(&Arrangement::Exhibit {
        exhibit: exhibit.clone(),
        fields,
    });
    desk.does(&Arrangement::Split {
        exhibit,
        before: None,
        page: None,
    });
    let said = desk.ids().into_iter().map(|id| {
        let fields = app.edit().exhibit_fields(&desk.id, &id).unwrap();
        (fields.title, fields.kind, fields.number)
    });
    assert_eq!(
        said.skip(1).collect::<Vec<_>>(),
        [
            (
                "Petición de los vecinos".to_owned(),
                Some(ExhibitKind::Petition),
                None
            ),
            ("Recibo".to_owned(), None, None)
        ]
    );
}

/// An exhibit that was moved into a group split it, and its heading was printed twice.
#[test]
fn what_comes_between_two_of_a_heading_comes_under_it() {
    let (desk, _) = desk_with(&["A.pdf", "B.pdf", "C.pdf", "D.pdf"]);
    let ids = desk.ids();
    desk.does(&Arrangement::Group {
        exhibits: ids[1..3].to_vec(),
        heading: Some("Cartas".to_owned()),
    });
    desk.does(&Arrangement::MoveExhibits {
        exhibits: vec![ids[3].clone()],
        to: 2,
    });
    let groups = || -> Vec<Option<String>> {
        let view = desk.app.views().matter(&desk.id).unwrap();
        view.exhibits.into_iter().map(|one| one.group).collect()
    };
    let letters = Some("Cartas".to_owned());
    assert_eq!(
        groups(),
        [None, letters.clone(), letters.clone(), letters.clone()]
    );
    desk.app.matters().undo(&desk.id).unwrap();
    assert_eq!(
        groups(),
        [None, letters.clone(), letters, None],
        "it is one act"
    );
}

/// The headings of a case, one for each exhibit by its first title.
fn headed(desk: &Desk) -> Vec<(String, Option<String>)> {
    let view = desk.app.views().matter(&desk.id).unwrap();
    let shown = view.exhibits.into_iter();
    shown.map(|one| (one.title, one.group)).collect()
}

/// An exhibit that was moved out of its group kept the heading, and one whose heading was typed in
/// its details stayed where it was: the table then had a heading twice.
#[test]
fn no_heading_is_there_twice() {
    let (desk, _) = desk_with(&["A.pdf", "B.pdf", "C.pdf", "D.pdf", "E.pdf"]);
    let ids = desk.ids();
    for (exhibits, heading) in [(&ids[..2], "Identidad"), (&ids[2..4], "Cartas")] {
        desk.does(&Arrangement::Group {
            exhibits: exhibits.to_vec(),
            heading: Some(heading.to_owned()),
        });
    }
    let rows = |rows: &[(&str, &str)]| -> Vec<(String, Option<String>)> {
        let some = |heading: &str| (!heading.is_empty()).then(|| heading.to_owned());
        rows.iter()
            .map(|(title, heading)| ((*title).to_owned(), some(heading)))
            .collect()
    };
    let move_to = |at: usize, to: usize| {
        desk.does(&Arrangement::MoveExhibits {
            exhibits: vec![ids[at].clone()],
            to,
        });
    };
    let (i, c) = ("Identidad", "Cartas");
    // Out of its group to the end: it is there with those that have no heading.
    move_to(0, 4);
    let out = [("B", i), ("C", c), ("D", c), ("E", ""), ("A", "")];
    assert_eq!(headed(&desk), rows(&out));
    desk.app.matters().undo(&desk.id).unwrap();
    // To the beginning: the heading of the first.
    move_to(3, 0);
    let first = [("D", i), ("A", i), ("B", i), ("C", c), ("E", "")];
    assert_eq!(headed(&desk), rows(&first));
    desk.app.matters().undo(&desk.id).unwrap();
    // The only one with its heading keeps it, wherever it goes.
    move_to(0, 1);
    move_to(4, 2);
    let between = [("B", i), ("A", i), ("E", ""), ("C", c), ("D", c)];
    assert_eq!(headed(&desk), rows(&between));
    let type_heading = |at: usize, heading: &str| {
        let exhibit = ids[at].clone();
        let mut fields = desk.app.edit().exhibit_fields(&desk.id, &exhibit).unwrap();
        fields.group = (!heading.is_empty()).then(|| heading.to_owned());
        desk.does(&Arrangement::Exhibit { exhibit, fields });
    };
    // Typed in the details: it comes to the others that have it.
    type_heading(3, i);
    let typed = [("B", i), ("A", i), ("D", i), ("E", ""), ("C", c)];
    assert_eq!(headed(&desk), rows(&typed));
    assert_eq!(
        desk.app.matters().undo(&desk.id).unwrap(),
        "grouping under a heading"
    );
    assert_eq!(headed(&desk), rows(&between));
    // Taken away in the middle: it goes after those that keep it.
    type_heading(1, "");
    let left = [("A", i), ("B", ""), ("E", ""), ("C", c), ("D", c)];
    assert_eq!(headed(&desk), rows(&left));
    // One that is beside the others already stays there.
    type_heading(4, c);
    let beside = [("A", i), ("B", ""), ("E", c), ("C", c), ("D", c)];
    assert_eq!(headed(&desk), rows(&beside));
}

/// A scanner makes one file of many papers, and only a whole file could become an exhibit.
#[test]
fn a_long_scan_is_cut_at_a_page() {
    let (desk, papers) = desk_with(&["Z.pdf"]);
    let scan = papers.join("Escaneo.pdf");
    std::fs::write(&scan, fixtures::pdf(&["1", "2", "3", "4", "5", "6"])).unwrap();
    let quiet = Quiet::default();
    let (app, id) = (&desk.app, &desk.id);
    let options = FolderOptions::default();
    app.intake().add(id, &[scan], &options, &quiet).unwrap();
    let exhibit = desk.ids()[1].clone();
    let document = desk.documents(&exhibit)[0].clone();
    let pages_of = |pages: Vec<u32>| {
        vec![PagesOf {
            document: document.clone(),
            pages: Some(pages),
        }]
    };
    desk.does(&Arrangement::LeaveOut {
        pages: pages_of(vec![2, 5]),
        out: true,
    });
    desk.does(&Arrangement::Turn {
        pages: pages_of(vec![6]),
        degrees: 90.try_into().unwrap(),
    });
    let split = |page: u32| Arrangement::Split {
        exhibit: exhibit.clone(),
        before: Some(document.clone()),
        page: Some(page),
    };
    desk.does(&split(4));
    let leaves = |exhibit: &str| -> Vec<(u32, bool, u16)> {
        let detail = app.views().place(id, exhibit).unwrap();
        let documents = detail.documents.into_iter();
        documents
            .flat_map(|one| one.leaves)
            .map(|leaf| (leaf.page, leaf.out, leaf.turn))
            .collect()
    };
    let ids = desk.ids();
    assert_eq!(ids.len(), 3);
    assert_eq!(
        leaves(&ids[1]),
        [(1, false, 0), (2, true, 0), (3, false, 0)]
    );
    assert_eq!(
        leaves(&ids[2]),
        [(4, false, 0), (5, true, 0), (6, false, 90)]
    );
    app.matters().undo(id).unwrap();
    assert_eq!(leaves(&exhibit).len(), 6, "one act");
    // At its first page there is nothing to cut; of pages that are all left out no exhibit is made.
    for (page, code) in [(1, "split-before"), (9, "no-page")] {
        let refused = app.edit().arrange(id, &split(page)).unwrap_err();
        assert_eq!(refused.code(), code);
    }
    desk.does(&Arrangement::LeaveOut {
        pages: pages_of(vec![6]),
        out: true,
    });
    let refused = app.edit().arrange(id, &split(5)).unwrap_err();
    assert_eq!(refused.code(), "no-page-left");
}

/// An exhibit that was removed and placed again had lost its title and who issued it.
#[test]
fn what_is_placed_again_is_as_it_was() {
    let (desk, _) = desk_with(&["Carta.pdf", "Recibo.pdf", "Acta.pdf"]);
    let (app, id) = (&desk.app, &desk.id);
    let exhibit = desk.ids()[1].clone();
    let mut fields = app.edit().exhibit_fields(id, &exhibit).unwrap();
    fields.title = "Letter of Berta to the court".to_owned();
    fields.issuer = Some("Berta".to_owned());
    desk.does(&Arrangement::Exhibit {
        exhibit: exhibit.clone(),
        fields: fields.clone(),
    });
    let remove = || {
        let exhibits = vec![desk.ids()[1].clone()];
        desk.does(&Arrangement::Remove {
            exhibits,
            documents: Vec::new(),
        });
        let outside = app.views().matter(id).unwrap().unplaced;
        outside.into_iter().map(|paper| paper.sha256).collect()
    };
    let place = |papers: Vec<String>, place: &str, at: usize| {
        let place = place.to_owned();
        desk.does(&Arrangement::PlacePapers { papers, place, at });
    };
    let papers: Vec<String> = remove();
    place(papers, "new", 1);
    let again = desk.ids()[1].clone();
    assert_eq!(app.edit().exhibit_fields(id, &again).unwrap(), fields);
    // Among other papers it is called as its exhibit was.
    let papers = remove();
    let other = desk.ids()[0].clone();
    place(papers, &other, 1);
    let inside = app.views().place(id, &other).unwrap().documents;
    assert_eq!(
        inside[1].title.as_deref(),
        Some("Letter of Berta to the court")
    );
    // By its document, as the pane of pages removes it.
    let document = desk.documents(&desk.ids()[1])[0].clone();
    desk.does(&Arrangement::Remove {
        exhibits: Vec::new(),
        documents: vec![document],
    });
    let outside = app.views().matter(id).unwrap().unplaced;
    let papers = outside.into_iter().map(|paper| paper.sha256).collect();
    place(papers, "new", 1);
    assert_eq!(desk.titles(), ["Acta", "Recibo"]);
    // The exhibit that goes with its only document comes back, too.
    let exhibit = desk.ids()[1].clone();
    let mut fields = app.edit().exhibit_fields(id, &exhibit).unwrap();
    fields.title = "Receipt".to_owned();
    desk.does(&Arrangement::Exhibit {
        exhibit: exhibit.clone(),
        fields,
    });
    desk.does(&Arrangement::Remove {
        exhibits: Vec::new(),
        documents: desk.documents(&exhibit),
    });
    let outside = app.views().matter(id).unwrap().unplaced;
    let papers = outside.into_iter().map(|paper| paper.sha256).collect();
    place(papers, "new", 1);
    assert_eq!(desk.titles(), ["Acta", "Receipt"]);
}

/// Undo called each of these a change of the facts, or both ways of leaving pages out the same.
#[test]
fn undo_names_the_court_the_volumes_and_the_pages() {
    let (desk, _) = desk_with(&["Carta.pdf", "Recibo.pdf"]);
    let (app, id) = (&desk.app, &desk.id);
    let undone = || app.matters().undo(id).unwrap();
    let facts = || app.matters().facts(id).unwrap();
    let court = Facts {
        profile: "uk-courts".to_owned(),
        ..facts()
    };
    app.matters().set_facts(id, |_| court.clone()).unwrap();
    assert_eq!(undone(), "choosing another court");
    let split = Facts {
        split: true,
        ..facts()
    };
    app.matters().set_facts(id, |_| split.clone()).unwrap();
    assert_eq!(undone(), "splitting into volumes, or not");
    let exhibit = desk.ids()[0].clone();
    let pages = vec![PagesOf {
        document: desk.documents(&exhibit)[0].clone(),
        pages: Some(vec![1]),
    }];
    let leave = |out: bool| Arrangement::LeaveOut {
        pages: pages.clone(),
        out,
    };
    assert!(
        app.edit().arrange(id, &leave(true)).is_err(),
        "the only page"
    );
    assert_eq!(
        app.edit().arrange(id, &leave(false)).unwrap(),
        "putting pages in again"
    );
}

/// A signed proof of service that was added again came in as an exhibit, while an exhibit that was
/// added again was told to be there; and the report on new papers told what was read of older ones.
#[test]
fn what_is_added_again_is_told_to_be_there() {
    let (desk, papers) = desk_with(&["Carta de recomendación.pdf"]);
    let (app, id) = (&desk.app, &desk.id);
    let quiet = Quiet::default();
    let proof = papers.join("Proof of service.pdf");
    std::fs::write(&proof, fixtures::pdf(&["PROOF OF SERVICE"])).unwrap();
    let add = |into: Option<&str>| {
        let options = FolderOptions {
            into: into.map(str::to_owned),
            ..FolderOptions::default()
        };
        let files = std::slice::from_ref(&proof);
        app.intake().add(id, files, &options, &quiet).unwrap()
    };
    let report = add(Some("back"));
    assert_eq!(report.received, 1);
    assert!(report.concluded.is_empty(), "{:?}", report.concluded);
    assert!(!app.conclusions().suggestions(id).unwrap().is_empty());
    let report = add(None);
    assert_eq!((report.again, report.duplicates), (0, 1));
    assert_eq!(desk.titles().len(), 1);
}
