//! Pictures of pages: the window shows what poppler shows of the paper, and what will be built.

use std::fs;
use std::path::Path;

use expediente_app::{
    App, Facts, FolderOptions, Language, MatterId, Moment, Quiet, ReaderProgram, Turn,
};
use expediente_tests::picture::Picture;
use expediente_tests::{fixtures, program, sample};

/// Side in pixels of the squares whose mean is compared with another program's.
const SQUARE: usize = 4;

fn app(store: &Path) -> App {
    app_with(store, &program::reader())
}

/// The app with another program for the children that read and draw.
fn app_with(store: &Path, children: &Path) -> App {
    let reader = ReaderProgram::at(children);
    let clock = || Moment::from_seconds(1_767_323_045).unwrap();
    App::open(store, reader, clock, Language::En).unwrap()
}

/// A matter with all papers of a folder.
fn matter_of(app: &App, folder: &Path) -> MatterId {
    let name = folder.file_name().unwrap().to_string_lossy();
    let facts = Facts {
        profile: "plain".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().new_matter(&name, facts).unwrap().id;
    app.intake()
        .take_folder(&id, folder, &FolderOptions::default(), &Quiet::default())
        .unwrap();
    id
}

/// Papers that are turned, cropped, damaged, compressed, layered: the picture is the one that
/// another viewer gives.
#[test]
fn a_picture_of_a_paper_is_the_paper() {
    const SIDE: u32 = 320;
    const PAPERS: [&str; 11] = [
        "geometry.pdf",
        "graphics-state.pdf",
        "object-streams.pdf",
        "plain.pdf",
        "damaged-xref.pdf",
        "inherited.pdf",
        "shared.pdf",
        "links.pdf",
        "layers.pdf",
        "empty-password.pdf",
        "packed.pdf",
    ];
    let store = tempfile::tempdir().unwrap();
    let app = app(store.path());
    let folder = fixtures::some(&PAPERS);
    let id = matter_of(&app, folder.path());
    let mut compared = 0;
    for (at, name) in PAPERS.iter().enumerate() {
        let path = folder.path().join(format!("{:02} - {name}", at + 1));
        let sha256 = program::sha256(&fs::read(&path).unwrap());
        let mut page = 1;
        while let Ok(jpeg) = app.pictures().paper(&id, &sha256, page, Turn::None, SIDE) {
            let ours = Picture::of_jpeg(&jpeg);
            let theirs = Picture::by_poppler_scaled(&path, page as usize, SIDE);
            let difference = ours.mean_difference(&theirs, SQUARE);
            assert!(difference < 2.0, "{name} {page}: {difference}");
            compared += 1;
            page += 1;
        }
        assert!(page > 1, "{name} has no picture");
    }
    assert!(compared >= 20, "{compared} pages");
}

/// Cover, table, slip sheets, papers, photos: a page made alone is the page of the dossier.
#[test]
fn a_picture_of_the_dossier_is_the_dossier() {
    const SIDE: u32 = 320;
    let store = tempfile::tempdir().unwrap();
    let app = app(store.path());
    let id = matter_of(&app, &sample());
    let out = store.path().join("dossier.pdf");
    let built = app.filing().build(&id, &out, &Quiet::default()).unwrap();
    for index in 0..built.proof.pages {
        let ours = Picture::of_jpeg(&app.pictures().dossier(&id, index, SIDE).unwrap());
        let theirs = Picture::by_poppler_scaled(&out, index + 1, SIDE);
        let difference = ours.mean_difference(&theirs, SQUARE);
        // Lines thinner than a pixel are a full pixel in one program and pale in the other.
        assert!(difference < 6.5, "page {}: {difference}", index + 1);
    }
    assert_eq!(
        app.pictures()
            .dossier(&id, built.proof.pages, SIDE)
            .unwrap_err()
            .code(),
        "picture"
    );
    // The dossier itself as a paper, drawn by the same program: identical pixels, not merely
    // similar ones.
    let copy = tempfile::tempdir().unwrap();
    fs::copy(&out, copy.path().join("dossier.pdf")).unwrap();
    let whole = matter_of(&app, copy.path());
    let sha256 = built.proof.sha256;
    for index in 0..built.proof.pages {
        let page = u32::try_from(index + 1).unwrap();
        let alone = app.pictures().dossier(&id, index, SIDE).unwrap();
        let within = app
            .pictures()
            .paper(&whole, &sha256, page, Turn::None, SIDE)
            .unwrap();
        let (alone, within) = (Picture::of_jpeg(&alone), Picture::of_jpeg(&within));
        let difference = alone.mean_difference(&within, 1);
        assert!(difference < 0.05, "page {page}: {difference}");
    }
}

/// No picture from before a change is shown after it, and no incomplete picture from the store is
/// shown.
#[test]
fn no_stale_and_no_half_picture() {
    let store = tempfile::tempdir().unwrap();
    let app = app(store.path());
    let id = matter_of(&app, &sample());
    let cover = (0..6)
        .find(|at| !app.pictures().dossier(&id, *at, 160).unwrap().is_empty())
        .unwrap()
        + 1;
    let before = (
        app.pictures().revision(&id).unwrap(),
        app.pictures().dossier(&id, cover, 320).unwrap(),
    );
    assert_eq!(app.pictures().dossier(&id, cover, 320).unwrap(), before.1);
    let mut facts = app.matters().facts(&id).unwrap();
    facts.title = "Something else altogether".to_owned();
    facts.person = "Another person".to_owned();
    app.matters().set_facts(&id, |_| facts.clone()).unwrap();
    assert_ne!(app.pictures().revision(&id).unwrap(), before.0);
    assert_ne!(app.pictures().dossier(&id, cover, 320).unwrap(), before.1);
    app.matters().undo(&id).unwrap();
    assert_ne!(app.pictures().revision(&id).unwrap(), before.0);
    assert_eq!(app.pictures().dossier(&id, cover, 320).unwrap(), before.1);

    // Every paper has its two thumbnails, which need no child any more.
    app.pictures().warm(&id, &Quiet::default()).unwrap();
    let pictures = store
        .path()
        .join("matters")
        .join(id.as_str())
        .join("pictures");
    let kept = fs::read_dir(&pictures).unwrap().count();
    let (_, papers) = app.matters().name_and_papers(&id).unwrap();
    assert!(kept >= 2 * papers, "{kept} pictures of {papers} papers");
    let photo = sample().join("06 - Cédula de identidad.jpg");
    let sha256 = program::sha256(&fs::read(photo).unwrap());
    let drawn = app
        .pictures()
        .paper(&id, &sha256, 1, Turn::None, 160)
        .unwrap();
    drop(app);
    let app = app_with(store.path(), Path::new("/no/such/program"));
    assert_eq!(
        app.pictures()
            .paper(&id, &sha256, 1, Turn::None, 160)
            .unwrap(),
        drawn
    );
    for entry in fs::read_dir(&pictures).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
    assert_eq!(
        app.pictures()
            .paper(&id, &sha256, 1, Turn::None, 160)
            .unwrap_err()
            .code(),
        "picture"
    );

    for (item, page, side) in [
        (sha256.as_str(), 1, 161),
        ("../../x", 1, 160),
        (&sha256, 2, 160),
        (&sha256, 0, 160),
    ] {
        let error = app
            .pictures()
            .paper(&id, item, page, Turn::None, side)
            .unwrap_err();
        assert_eq!(error.code(), "picture", "{item} {page} {side}");
        assert!(!error.sentence(app.texts()).contains('{'));
    }
    let other = "0".repeat(64);
    assert_eq!(
        app.pictures()
            .paper(&id, &other, 1, Turn::None, 160)
            .unwrap_err()
            .code(),
        "no-item"
    );
    // They are not part of the truth: the check ignores them, an export has none, and erasing
    // removes them.
    let check = app.store_check().check(&Quiet::default()).unwrap();
    assert!(
        check.whole
            && check
                .findings
                .iter()
                .all(|finding| finding.code != "stray-file"),
        "{:?}",
        check.findings
    );
    let exported = store.path().join("exported");
    app.transfer()
        .export(&id, &exported, &Quiet::default())
        .unwrap();
    assert!(!exported.join("pictures").exists());
    app.matters().erase(&id).unwrap();
    assert!(!pictures.exists());
}

/// The window requests pictures from many threads at once.
#[test]
fn many_ask_at_once() {
    fn shared<T: Send + Sync>(value: T) -> T {
        value
    }
    let store = tempfile::tempdir().unwrap();
    let app = shared(app(store.path()));
    let id = matter_of(&app, &sample());
    std::thread::scope(|scope| {
        for index in 0..12 {
            let (app, id) = (&app, &id);
            scope.spawn(move || app.pictures().dossier(id, index, 320).unwrap());
        }
    });
}
