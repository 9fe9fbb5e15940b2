//! Words of papers that are no pictures: every word that poppler reads is found by a search, on its
//! page and at its place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expediente_app::{App, Facts, FolderOptions, Language, Moment, Quiet, ReaderProgram};
use expediente_tests::judges::Word;
use expediente_tests::{copy_folder, fixtures, judges, program, sample};

/// The PDFs of a folder, and of those in it.
fn papers(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(papers(&path));
        } else if path.extension().is_some_and(|ending| ending == "pdf") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// How much two stretches have in common, of what both take.
fn overlap(one: (f64, f64), other: (f64, f64)) -> f64 {
    let common = one.1.min(other.1) - one.0.max(other.0);
    common / (one.1.max(other.1) - one.0.min(other.0))
}

/// Turned, cropped, shared, compressed, filled in: what can be read can be found, and is marked
/// where it stands.
#[test]
fn every_printed_word_is_found_at_its_place() {
    const FIXTURES: [&str; 6] = [
        "geometry.pdf",
        "graphics-state.pdf",
        "object-streams.pdf",
        "inherited.pdf",
        "shared.pdf",
        "packed.pdf",
    ];
    let folder = fixtures::some(&FIXTURES);
    copy_folder(&sample(), &folder.path().join("sample"));
    let papers = papers(folder.path());
    assert!(papers.len() >= 11, "{papers:?}");
    let store = tempfile::tempdir().unwrap();
    let clock = || Moment::from_seconds(1_767_323_045).unwrap();
    let reader = ReaderProgram::at(&program::reader());
    let app = App::open(store.path(), reader, clock, Language::En).unwrap();
    let facts = Facts {
        profile: "plain".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().new_matter("m", facts).unwrap().id;
    let options = FolderOptions::default();
    app.intake()
        .take_folder(&id, folder.path(), &options, &Quiet::default())
        .unwrap();
    let (mut words, mut in_place) = (0, 0);
    for paper in papers {
        let item = program::sha256(&std::fs::read(&paper).unwrap());
        for (number, page) in (1u32..).zip(judges::words(&paper)) {
            let is_seen = |word: &&Word| {
                let place = &word.place;
                let (across, down) = (
                    (place.left + place.right) / 2.0,
                    (place.top + place.bottom) / 2.0,
                );
                (0.0..page.width).contains(&across) && (0.0..page.height).contains(&down)
            };
            let is_plain = |word: &&Word| {
                word.text.chars().count() >= 4 && word.text.chars().all(char::is_alphabetic)
            };
            let all: Vec<&Word> = page.words.iter().filter(is_seen).filter(is_plain).collect();
            let different: BTreeSet<&str> = all.iter().map(|word| word.text.as_str()).collect();
            for text in different {
                let found = app.search().find(Some(&id), text).unwrap();
                let is_hit = found
                    .hits
                    .iter()
                    .any(|hit| hit.item == item && hit.page == number && !hit.read);
                assert!(
                    is_hit,
                    "{text} of {} page {number} is not found",
                    paper.display()
                );
                let marks = app.search().marks(&id, &item, number, text).unwrap();
                for word in all.iter().filter(|word| word.text == text) {
                    words += 1;
                    let place = &word.place;
                    let down = (place.top + place.bottom) / 2.0 / page.height;
                    let across = (place.left / page.width, place.right / page.width);
                    let is_sideways = place.bottom - place.top > 2.0 * (place.right - place.left);
                    in_place += usize::from(marks.iter().any(|mark| {
                        let own = (mark.x, mark.x + mark.width);
                        let upright = (mark.y, mark.y + mark.height);
                        if is_sideways {
                            let along = (place.top / page.height, place.bottom / page.height);
                            let middle = (across.0 + across.1) / 2.0;
                            overlap(upright, along) >= 0.8 && (own.0..own.1).contains(&middle)
                        } else {
                            overlap(own, across) >= 0.8 && (upright.0..upright.1).contains(&down)
                        }
                    }));
                }
            }
        }
    }
    assert!(words > 250, "only {words} words");
    assert!(
        in_place * 100 >= words * 95,
        "{in_place} of {words} words are marked at their place"
    );
    // What is not there is not found.
    for nothing in ["xylophonist", "9999999"] {
        assert_eq!(app.search().find(Some(&id), nothing).unwrap().total, 0);
    }
}
