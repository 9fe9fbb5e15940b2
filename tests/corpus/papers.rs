//! The PDFs of the corpus as one dossier of thousands of pages: received, with all their pages,
//! text and appearance.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use expediente_tests::dossier::{Dossier, Placed};

use crate::dossier_of;
use crate::exceptions::Exceptions;
use crate::files::{all, corpus, each, files, spread};
use crate::foreign;
use expediente_tests::picture::{Picture, Place};

const FOLDERS: [&str; 2] = ["pdf", "redaction"];

/// Files whose appearance `make test` compares; with `EXPEDIENTE_CORPUS_ALL`, all of them.
const LOOKS: usize = 120;

/// Files whose text it compares.
const TEXTS: usize = 140;
/// The resolution at which pages are compared, and a finer one for those that differ: edges that
/// fall on another pixel matter less at the finer one, real differences do not.
const DPI: u32 = 36;
const CLOSER: u32 = 144;
/// The side of a square in which pixels are compared by their mean.
const SQUARE: usize = 6;

struct Built {
    folder: PathBuf,
    dossier: Dossier,
}

/// Built once for all tests of this file.
fn built() -> Option<&'static Vec<(&'static str, Built)>> {
    static BUILT: OnceLock<Option<Vec<(&'static str, Built)>>> = OnceLock::new();
    let build = |corpus: PathBuf| {
        let one = |name: &'static str| {
            let folder = corpus.join(name);
            let dossier = dossier_of(&folder);
            (name, Built { folder, dossier })
        };
        FOLDERS.into_iter().map(one).collect()
    };
    BUILT.get_or_init(|| corpus().map(build)).as_ref()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A family can file a paper that other programs open. None of these is refused, none crashes the
/// program, and none loses a page.
#[test]
fn every_paper_is_taken_in_with_all_its_pages() {
    let Some(built) = built() else { return };
    let exceptions = Exceptions::of(&["refused", "pages"]);
    let mut wrong = Vec::new();
    for (
        folder,
        Built {
            folder: path,
            dossier,
        },
    ) in built
    {
        let files = files(path);
        assert_eq!(files.len(), dossier.papers.len(), "every file has a result");
        // Twenty seconds each at worst; in fact about a tenth of a second.
        assert!(dossier.took.as_secs() < 600, "{:?}", dossier.took);
        let counts = each(&files, |file| foreign::counts(file));
        for (file, counts) in files.iter().zip(counts) {
            let (file, key) = (name(file), format!("{folder}/{}", name(file)));
            match (dossier.state(&file), dossier.placed.get(&file)) {
                ("received", Some(Placed { first, last, .. })) => {
                    let pages = last - first + 1;
                    if !counts.is_empty()
                        && !counts.contains(&pages)
                        && !exceptions.allow(&key, "pages")
                    {
                        wrong.push(format!("{key}: {pages} pages, others count {counts:?}"));
                    }
                }
                // The same paper under another name, in a second place.
                ("again", _) => {
                    let first = dossier.papers[&file]["same_as"].as_str();
                    if !first.is_some_and(|first| dossier.placed.contains_key(first)) {
                        wrong.push(format!("{key}: not placed again"));
                    }
                }
                ("refused", _) => {
                    let codes = dossier.codes(&file);
                    assert!(
                        !codes.contains(&"reader-failed") && !codes.contains(&"reader-timeout"),
                        "{key}: {codes:?}"
                    );
                    if !counts.is_empty() && !exceptions.allow(&key, "refused") {
                        wrong.push(format!(
                            "{key}: refused as {codes:?}, others count {counts:?}"
                        ));
                    }
                }
                (state, _) => wrong.push(format!("{key}: {state} and nowhere in the dossier")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(exceptions.unneeded(), [], "unused exceptions");
}

/// Text that a judge can search and copy in the paper can be searched and copied in the dossier,
/// page by page: the same text, followed by the stamps and nothing else.
#[test]
fn every_page_has_its_text() {
    let Some(built) = built() else { return };
    let exceptions = Exceptions::of(&["text"]);
    let mut wrong = Vec::new();
    for (
        folder,
        Built {
            folder: path,
            dossier,
        },
    ) in built
    {
        let placed: Vec<(&String, &Placed)> = dossier.placed.iter().collect();
        let placed = if all() { placed } else { spread(placed, TEXTS) };
        let found = each(&placed, |(file, place)| {
            let own = foreign::texts(&path.join(file), None);
            (
                own,
                foreign::texts(&dossier.out, Some((place.first, place.last))),
            )
        });
        for ((file, place), (own, copied)) in placed.iter().zip(found) {
            let key = format!("{folder}/{file}");
            // If poppler cannot open the paper, or reads it for minutes, there is nothing to
            // compare.
            let Some(own) = own else { continue };
            let Some(copied) = copied else {
                wrong.push(format!(
                    "{key}: poppler does not end with the dossier's pages"
                ));
                continue;
            };
            for (at, (own, copied)) in own.iter().zip(&copied).enumerate() {
                let page = place.first + at;
                // Each stamp is drawn twice, first as its halo.
                let stamps = format!(
                    "{page}{page}{0}{0}",
                    format!("Exhibit{}-{}", place.label, at + 1)
                );
                if *copied != format!("{own}{stamps}") && !exceptions.allow(&key, "text") {
                    wrong.push(format!(
                        "{key}, page {}: {} characters became {}",
                        at + 1,
                        own.len(),
                        copied.len()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if all() {
        assert_eq!(exceptions.unneeded(), [], "unused exceptions");
    }
}

/// A page in the dossier looks as it did in the paper, except for the stamps.
#[test]
fn every_page_looks_as_it_did() {
    let Some(built) = built() else { return };
    let exceptions = Exceptions::of(&["look"]);
    let mut wrong = Vec::new();
    for (
        folder,
        Built {
            folder: path,
            dossier,
        },
    ) in built
    {
        let pages = |place: &Placed| {
            if all() {
                place.last - place.first + 1
            } else {
                1
            }
        };
        let jobs: Vec<(&String, &Placed, usize)> = dossier
            .placed
            .iter()
            .flat_map(|(file, place)| (0..pages(place)).map(move |at| (file, place, at)))
            .collect();
        let jobs = if all() { jobs } else { spread(jobs, LOOKS) };
        let found = each(&jobs, |(file, place, at)| {
            differs(&path.join(file), *at, &dossier.out, place)
        });
        for ((file, _, at), found) in jobs.iter().zip(found) {
            let key = format!("{folder}/{file}");
            if let Some(found) = found
                && !exceptions.allow(&key, "look")
            {
                wrong.push(format!("{key}, page {}: {found}", at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if all() {
        assert_eq!(exceptions.unneeded(), [], "unused exceptions");
    }
}

/// How a page differs from the paper's, outside the stamps.
fn differs(paper: &Path, at: usize, dossier: &Path, place: &Placed) -> Option<String> {
    differs_at(DPI, paper, at, dossier, place)
        .and_then(|_| differs_at(CLOSER, paper, at, dossier, place))
}

fn differs_at(dpi: u32, paper: &Path, at: usize, dossier: &Path, place: &Placed) -> Option<String> {
    let page = place.first + at;
    // Pages that poppler cannot draw cannot be compared.
    let before = foreign::look(paper, at + 1, dpi)?;
    let Some(after) = foreign::look(dossier, page, dpi) else {
        return Some("it is not drawn any more".into());
    };
    if (before.width, before.height) != (after.width, after.height) {
        // For a page it refuses, poppler gives one pixel.
        let none = before.width <= 1 && before.height <= 1;
        return if none {
            None
        } else {
            differs_on_sheet(&before, &after)
        };
    }
    let count = |stamps: &[Place]| before.differences(&after, 40, stamps, false);
    if count(&[]) == 0 {
        return None;
    }
    let exhibit = format!("{}-{}", place.label, at + 1);
    let words = ["Exhibit", &exhibit, &page.to_string()].map(str::to_owned);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let stamps: Vec<Place> = foreign::places(dossier, page, &words)
        .into_iter()
        .map(|p| in_pixels(p, dpi, &before))
        .collect();
    // Edges of letters may fall on another pixel.
    let (found, total) = (count(&stamps), before.width * before.height);
    (found * 2_000 > total).then(|| format!("{found} of {total} pixels differ"))
}

/// How a page differs from the paper's that stands in the middle of a sheet, in its true size
/// there: by squares, because it stands between pixels.
fn differs_on_sheet(before: &Picture, after: &Picture) -> Option<String> {
    let sizes = format!(
        "{}x{} became {}x{}",
        before.width, before.height, after.width, after.height
    );
    let (Some(across), Some(down)) = (
        after.width.checked_sub(before.width),
        after.height.checked_sub(before.height),
    ) else {
        return Some(sizes);
    };
    let square = SQUARE.min(before.width).min(before.height);
    let mean = |picture: &Picture, left: usize, top: usize| -> f64 {
        let points = (0..square * square).map(|at| (left + at % square, top + at / square));
        let all = points.map(|(x, y)| picture.at(x, y).iter().map(|c| f64::from(*c)).sum::<f64>());
        all.sum::<f64>() / (3 * square * square) as f64
    };
    let mut worst: f64 = 0.0;
    for top in (0..=before.height - square).step_by(square) {
        for left in (0..=before.width - square).step_by(square) {
            let there = mean(after, across / 2 + left, down / 2 + top);
            worst = worst.max((mean(before, left, top) - there).abs());
        }
    }
    // Half a point of black in a square.
    (worst > 70.0).then(|| format!("{sizes}, and a square differs by {worst}"))
}

fn in_pixels(place: Place, dpi: u32, picture: &Picture) -> Place {
    let scale = f64::from(dpi) / 72.0;
    Place {
        left: (place.left * scale - 2.5).max(0.0),
        top: (place.top * scale - 2.5).max(0.0),
        right: (place.right * scale + 2.5).min(picture.width as f64),
        bottom: (place.bottom * scale + 2.5).min(picture.height as f64),
    }
}

/// Nothing invisible in the papers gets into the dossier, and the dossier has no active content.
#[test]
fn nothing_goes_along_unseen() {
    let Some(built) = built() else { return };
    for (folder, Built { dossier, .. }) in built {
        crate::leaks::none_in(&dossier.out, folder);
    }
}
