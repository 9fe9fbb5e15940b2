//! Page by page: text unchanged, pixels unchanged outside the stamps, stamps visible, links and
//! outlines of papers kept.

use std::path::{Path, PathBuf};

use expediente_tests::judges::{self, Word};
use expediente_tests::picture::{Pages, Picture, Place};
use expediente_tests::{fixtures, program};

/// Papers whose pages must look the same in the dossier. (Not the form: poppler draws a field
/// without an appearance in its own way.)
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

/// A dossier built with the profile `plain`, in which label and page number are the same, and the
/// page before the first one of each paper.
struct Dossier {
    _keep: tempfile::TempDir,
    folder: tempfile::TempDir,
    out: PathBuf,
    before: Vec<usize>,
}

fn dossier(papers: &[&str], lang: &str) -> Dossier {
    let folder = fixtures::some(papers);
    let keep = tempfile::tempdir().unwrap();
    let out = keep.path().join("dossier.pdf");
    let store = keep.path().join("store");
    let built = program::build(
        folder.path(),
        &out,
        &[
            "--lang",
            lang,
            "--profile",
            "plain",
            "--store",
            store.to_str().unwrap(),
        ],
    );
    let (_, shown) = program::in_store(&store, ["matter", "show", built["id"].as_str().unwrap()]);
    let slip = |exhibit: &serde_json::Value| {
        exhibit["pages"]
            .as_str()
            .unwrap()
            .split('–')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    };
    let before = shown["exhibits"]
        .as_array()
        .unwrap()
        .iter()
        .map(slip)
        .collect();
    Dossier {
        _keep: keep,
        folder,
        out,
        before,
    }
}

impl Dossier {
    fn paper(&self, index: usize, name: &str) -> PathBuf {
        self.folder
            .path()
            .join(format!("{:02} - {name}", index + 1))
    }
}

/// The words on a page of the dossier that are not on the paper's page: the stamps.
fn stamps(dossier: &[Word], paper: &[Word]) -> Vec<Word> {
    let mut rest: Vec<String> = paper.iter().map(|word| word.text.clone()).collect();
    let mut stamps = Vec::new();
    for word in dossier {
        match rest.iter().position(|text| *text == word.text) {
            Some(at) => {
                rest.remove(at);
            }
            None => stamps.push(word.clone()),
        }
    }
    assert!(rest.is_empty(), "words of the paper are gone: {rest:?}");
    stamps
}

/// Compared with the original, the dossier differs only in the stamps; and they are found upright,
/// in their place, on white, dark, turned, cropped and odd pages, whatever state the paper's
/// content left open.
#[test]
fn a_page_is_the_paper_and_its_stamps_and_nothing_else() {
    const DPI: u32 = 50;
    let dossier = dossier(&PAPERS, "en");
    let words = judges::words(&dossier.out);
    let mut by_mupdf = Pages::by_mupdf(&dossier.out, DPI);
    for (index, name) in PAPERS.iter().enumerate() {
        let paper = dossier.paper(index, name);
        let own = judges::words(&paper);
        for (at, page) in own.iter().enumerate() {
            let physical = dossier.before[index] + at + 1;
            let new = &words[physical - 1];
            let what = format!("{name}, page {}", at + 1);
            assert!(
                (new.width - page.width).abs() < 0.6 && (new.height - page.height).abs() < 0.6,
                "{what}: {new:?}"
            );
            let stamps = stamps(&new.words, &page.words);
            let texts: Vec<&str> = stamps.iter().map(|word| word.text.as_str()).collect();
            assert!(
                texts.contains(&physical.to_string().as_str()),
                "{what}: {texts:?}"
            );
            assert!(
                texts.contains(&"Exhibit") && texts.len() == 3,
                "{what}: {texts:?}"
            );
            for word in &stamps {
                let Place {
                    left,
                    top,
                    right,
                    bottom,
                } = word.place;
                assert!(
                    left >= 0.0 && top >= 0.0 && right <= new.width && bottom <= new.height,
                    "{what}: {word:?}"
                );
                // Upright: poppler gives a turned word a box that is taller than wide.
                assert!(
                    word.text.len() < 5 || right - left > bottom - top,
                    "{what}: {word:?}"
                );
            }
            let scale = f64::from(DPI) / 72.0;
            let boxes: Vec<Place> = stamps
                .iter()
                .map(|word| widened(word.place, scale))
                .collect();
            // One after the other: poppler draws a page otherwise behind one that leaves its state
            // open.
            let before = Picture::by_poppler(&paper, at + 1, DPI);
            let after = Picture::by_poppler(&dossier.out, physical, DPI);
            assert_eq!(
                before.differences(&after, 40, &boxes, false),
                0,
                "{what}: pixels outside the stamps"
            );
            for (word, place) in stamps.iter().zip(&boxes) {
                let seen = before.differences(&after, 90, std::slice::from_ref(place), true);
                assert!(seen > 3, "{what}: the stamp {word:?} is not seen");
            }
            let other = by_mupdf.page(physical);
            // poppler draws in user space units and does not accept one larger than a point; MuPDF
            // draws the physical size.
            let unit = if *name == "geometry.pdf" && (10..12).contains(&at) {
                2.0
            } else {
                1.0
            };
            let off = |own: usize, other: usize| (own as f64 * unit - other as f64).abs();
            assert!(
                off(before.width, other.width) <= 2.0 && off(before.height, other.height) <= 2.0,
                "{what}: MuPDF sees another size"
            );
            let label = stamps
                .iter()
                .find(|word| word.text == physical.to_string())
                .unwrap();
            assert!(
                contrast(other, widened(label.place, scale * unit)) > 120,
                "{what}: MuPDF does not show the label"
            );
        }
    }
}

/// The box of a stamp in pixels, with its halo.
fn widened(place: Place, scale: f64) -> Place {
    Place {
        left: place.left * scale - 2.5,
        top: place.top * scale - 2.5,
        right: place.right * scale + 2.5,
        bottom: place.bottom * scale + 2.5,
    }
}

/// The difference between the darkest and the lightest pixel of an area.
fn contrast(picture: &Picture, place: Place) -> u8 {
    let mut range = (255, 0);
    for y in place.top.max(0.0) as usize..(place.bottom as usize).min(picture.height) {
        for x in place.left.max(0.0) as usize..(place.right as usize).min(picture.width) {
            let value = picture.at(x, y)[1];
            range = (value.min(range.0), value.max(range.1));
        }
    }
    range.1 - range.0
}

/// A paper's links lead to its pages in the dossier, whether the destination is explicit or named;
/// web links stay, links to the reader's own disk do not; its outline comes under its document.
#[test]
fn links_and_outline_of_a_paper_live_on() {
    let dossier = dossier(&["plain.pdf", "links.pdf"], "en");
    let facts = judges::pikepdf(&dossier.out);
    let first = dossier.before[1];
    let links = facts["links"][first].as_array().unwrap();
    let pages: Vec<u64> = links
        .iter()
        .filter_map(|link| link["page"].as_u64())
        .collect();
    let first = first as u64;
    assert_eq!(pages, [first + 3, first + 2, first + 1, first + 2]);
    let uris: Vec<&str> = links
        .iter()
        .filter_map(|link| link["uri"].as_str())
        .filter(|uri| !uri.is_empty())
        .collect();
    assert_eq!(uris, ["https://example.org/verifica"]);
    let outline: Vec<(u64, &str, u64)> = facts["outline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry[0].as_u64().unwrap(),
                entry[1].as_str().unwrap(),
                entry[2].as_u64().unwrap(),
            )
        })
        .filter(|(depth, ..)| *depth > 2)
        .collect();
    assert_eq!(
        outline,
        [
            (3, "Primera parte", first),
            (4, "Capítulo dos", first + 1),
            (3, "Final (p. 9)", first + 3)
        ]
    );
}

/// Links to pages that were left out cannot work; a finding says so.
#[test]
fn links_into_pages_that_were_left_out() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(
        fixtures::folder().join("links.pdf"),
        folder.path().join("links.pdf"),
    )
    .unwrap();
    let toml =
        "version = 1\n[[exhibit]]\n[[exhibit.document]]\nfile = \"links.pdf\"\npages = \"1-2\"\n";
    std::fs::write(folder.path().join("dossier.toml"), toml).unwrap();
    let out = folder.path().join("out.pdf");
    let built = program::build(folder.path(), &out, &["--lang", "en"]);
    let findings = built["dossier"]["findings"].as_array().unwrap();
    let dropped = findings
        .iter()
        .find(|finding| finding["code"] == "links-dropped")
        .unwrap();
    assert!(
        dropped["message"]
            .as_str()
            .unwrap()
            .starts_with("Some links on this page (3)"),
        "{dropped}"
    );
    let links = &judges::pikepdf(&out)["links"][3];
    assert_eq!(
        links.as_array().unwrap().len(),
        2,
        "one to page 2, one to the web: {links}"
    );
}

/// Form values and comments are drawn as they look; what was hidden stays hidden; a field without
/// an appearance is drawn.
#[test]
fn forms_and_comments_become_part_of_the_page() {
    let dossier = dossier(&["form.pdf", "layers.pdf"], "en");
    let texts = judges::texts(&dossier.out);
    let form = &texts[dossier.before[0]];
    for said in ["Marisol Prado", "San Jacinto", "nota al margen"] {
        assert!(form.contains(said), "{said} is not on the page: {form}");
    }
    assert!(!form.contains("nunca visible"), "{form}");
    let layers = Picture::by_mupdf(&dossier.out, dossier.before[1] + 1, 36);
    let red = |pixel: [u8; 3]| pixel[0] > 200 && pixel[1] < 80;
    let shown = (0..layers.height).any(|y| (0..layers.width).any(|x| red(layers.at(x, y))));
    assert!(!shown, "the hidden layer is shown");
}

/// A resource that pages share is copied once: six pages with one picture of 300 kB.
#[test]
fn what_is_shared_goes_in_once() {
    let dossier = dossier(&["shared.pdf"], "en");
    let size = std::fs::metadata(&dossier.out).unwrap().len();
    assert!(size < 300_000 + 250_000, "{size} bytes");
}

/// Pages that a person chose, left out and turned, and Bates numbers.
#[test]
fn chosen_pages_turns_and_bates_numbers() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("a.pdf"),
        fixtures::pdf(&["one", "two", "three", "four"]),
    )
    .unwrap();
    std::fs::write(
        folder.path().join("dossier.toml"),
        r#"version = 1
[matter]
title = "T"
person = "P"
profile = "plain"
language = "en"
bates = { prefix = "QUI-", start = 41, digits = 4 }
[[exhibit]]
title = "Papers"
[[exhibit.document]]
file = "a.pdf"
pages = "3,1-2,4"
leave_out = "2"
turn = { "1" = 90 }
"#,
    )
    .unwrap();
    let out = folder.path().join("out.pdf");
    program::build(folder.path(), &out, &[]);
    let texts = judges::texts(&out);
    assert_eq!(texts.len(), 6);
    for (text, (said, bates)) in texts[3..].iter().zip([
        ("three", "QUI-0044"),
        ("one", "QUI-0045"),
        ("four", "QUI-0046"),
    ]) {
        assert!(text.contains(said) && text.contains(bates), "{text}");
    }
    let sizes: Vec<(f64, f64)> = judges::words(&out)
        .iter()
        .map(|page| (page.width, page.height))
        .collect();
    assert_eq!(sizes[4], (792.0, 612.0), "the turned page lies on its side");
    let label = judges::words(&out)[4]
        .words
        .iter()
        .find(|word| word.text == "5")
        .cloned()
        .unwrap();
    assert!(
        label.place.top > 560.0,
        "its number is at the bottom of the turned page: {label:?}"
    );
    assert!(Path::new(&out).exists());
}
