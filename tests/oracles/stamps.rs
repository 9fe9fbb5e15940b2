//! Stamps on papers that have something printed where stamps stand: what the paper shows is all
//! there, and number and label can be read beside it, as poppler draws and reads both.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::thread;

use expediente_tests::dossier::Dossier;
use expediente_tests::judges::{self, Words};
use expediente_tests::picture::{Picture, Place};
use expediente_tests::{fixtures, program};
use serde_json::Value;

const PROFILES: [&str; 9] = [
    "plain",
    "eoir",
    "us-district",
    "uscis-online",
    "uk-courts",
    "uk-ftt-iac",
    "iachr",
    "ca-irb",
    "ca-fc",
];

/// Boxes and turns: each with the width and height that its content is drawn for.
const PAGES: [(&str, f64, f64); 17] = [
    ("/MediaBox[0 0 595.276 841.89]", 595.0, 842.0),
    ("/MediaBox[0 0 612 792]", 612.0, 792.0),
    ("/MediaBox[0 0 612 1008]", 612.0, 1008.0),
    ("/MediaBox[0 0 792 612]", 792.0, 612.0),
    ("/MediaBox[0 0 612 792]/Rotate 90", 612.0, 792.0),
    ("/MediaBox[0 0 612 792]/Rotate 180", 612.0, 792.0),
    ("/MediaBox[0 0 595.276 841.89]/Rotate 270", 595.0, 842.0),
    ("/MediaBox[0 0 306 396]/UserUnit 2", 306.0, 396.0),
    ("/MediaBox[0 0 6120 7920]/UserUnit 0.1", 6120.0, 7920.0),
    (
        "/MediaBox[-50 -70 700 900]/CropBox[0 0 612 792]",
        612.0,
        792.0,
    ),
    ("/MediaBox[0 0 297.638 419.528]", 297.0, 419.0),
    ("/MediaBox[0 0 99 128]", 99.0, 128.0),
    ("/MediaBox[0 0 85 600]", 85.0, 600.0),
    ("/MediaBox[0 0 72 40]", 72.0, 40.0),
    ("/MediaBox[0 0 700 60]", 700.0, 60.0),
    // Frames of links, which a viewer draws over the page.
    (
        "/MediaBox[0 0 200 50]/Annots[<</Type/Annot/Subtype/Link/Rect[4 3 190 20]\
         /A<</S/URI/URI(https://example.org)>>>>]",
        200.0,
        50.0,
    ),
    (
        "/MediaBox[0 0 612 792]/Annots[<</Type/Annot/Subtype/Link/Rect[20 20 590 32]/Border[0 0 2]\
         /A<</S/URI/URI(https://example.org)>>>><</Type/Annot/Subtype/Link/Rect[290 10 500 60]\
         /BS<</W 1>>/A<</S/URI/URI(https://example.org)>>>>]",
        612.0,
        792.0,
    ),
];

/// What is on a page of this size: its own number at the foot and the head; lines from edge to
/// edge; black all over; a coarse scan.
fn contents(width: f64, height: f64) -> [String; 4] {
    let small = width.min(height) / 60.0;
    let line = |x: f64, y: f64, size: f64| {
        format!("BT /F1 {size} Tf {x} {y} Td (zqzqzqzq zqzqzqzq) Tj ET\n")
    };
    let foot = height / 30.0;
    let numbers = line(width * 0.47, foot, small) + &line(width * 0.8, foot, small);
    let mut lines = String::new();
    for row in 0..40 {
        for column in 0..6 {
            let (x, y) = (f64::from(column) / 6.0, f64::from(row) / 40.0);
            lines += &line(x * width, y * height, small);
        }
    }
    let black = format!("0 g 0 0 {width} {height} re f\n");
    let mut scan =
        format!("q {width} 0 0 {height} 0 0 cm\nBI /W 32 /H 32 /CS /G /BPC 8 /F /AHx ID\n");
    for y in 0..32u32 {
        for x in 0..32u32 {
            // Dots and dirt on gray.
            let gray = if (x * 7 + y * 13) % 11 == 0 {
                20
            } else {
                200 + (x + y) % 3 * 18
            };
            let _ = write!(scan, "{gray:02x}");
        }
    }
    scan += ">\nEI Q\n";
    [
        line(width * 0.3, height * 0.5, small) + &numbers,
        lines,
        black,
        scan,
    ]
}

fn dark(picture: &Picture, x: usize, y: usize, below: u32) -> bool {
    // Asked for each point of hundreds of pages, in a build that is not optimized.
    let [red, green, blue] = picture.at(x, y);
    u32::from(red) + u32::from(green) + u32::from(blue) < below * 3
}

/// Left, top, right, bottom of what is dark.
fn extent(picture: &Picture, skip: &dyn Fn(usize, usize) -> bool) -> Option<[f64; 4]> {
    let mut found: Option<[usize; 4]> = None;
    for y in 0..picture.height {
        for x in 0..picture.width {
            if dark(picture, x, y, 110) && !skip(x, y) {
                let [left, top, right, bottom] = found.unwrap_or([x, y, x, y]);
                found = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
            }
        }
    }
    found.map(|sides| sides.map(|side| side as f64))
}

/// Says what is wrong with a page of a dossier that shows a page of a paper.
fn fault(source: &Picture, page: &Picture, stamps: &[Place]) -> Option<String> {
    let is_stamp = |x: usize, y: usize| {
        let (x, y) = (x as f64 + 0.5, y as f64 + 0.5);
        let mut places = stamps.iter();
        places.any(|p| x >= p.left - 1.0 && x <= p.right + 1.0 && y >= p.top && y <= p.bottom)
    };
    let from = extent(source, &|_, _| false)?;
    let Some(to) = extent(page, &is_stamp) else {
        return Some("nothing of the paper is left".to_owned());
    };
    let scale = (to[2] - to[0] + 1.0) / (from[2] - from[0] + 1.0);
    let tall = (to[3] - to[1] + 1.0) / (from[3] - from[1] + 1.0);
    // Edges of half a point are drawn as they fall.
    if (scale - tall).abs() * source.height.min(source.width) as f64 > 4.0 {
        return Some(format!("it is {scale} wide and {tall} high"));
    }
    let forth = |x: usize, y: usize| {
        let x = to[0] + (x as f64 + 0.5 - from[0]) * scale;
        let y = to[1] + (y as f64 + 0.5 - from[1]) * tall;
        (x as usize, y as usize)
    };
    // A page that is dark all over has a ground, and a stamp on it is read by its white rim.
    let points = source.width * source.height;
    let is_dark = |at: &usize| dark(source, at % source.width, at / source.width, 100);
    let has_dark_ground = (0..points).filter(is_dark).count() * 100 > points * 95;
    if has_dark_ground {
        let is_seen = |place: &Place| {
            let mut rows = place.top as usize..=place.bottom as usize;
            rows.any(|y| {
                let mut columns = place.left as usize..=place.right as usize;
                columns.any(|x| x < page.width && y < page.height && !dark(page, x, y, 190))
            })
        };
        if !stamps.iter().all(is_seen) {
            return Some("a stamp is black on black".to_owned());
        }
    }
    let (mut lost, mut all) = (0, 0);
    for y in 0..source.height {
        for x in 0..source.width {
            if !dark(source, x, y, 100) {
                continue;
            }
            all += 1;
            let (at_x, at_y) = forth(x, y);
            if is_stamp(at_x, at_y) && has_dark_ground {
                continue;
            }
            if is_stamp(at_x, at_y) {
                return Some(format!("a stamp is over what is printed at {x} {y}"));
            }
            let near =
                |x: usize, y: usize| x < page.width && y < page.height && dark(page, x, y, 190);
            let mut around = (0..9).map(|at| (at_x + at % 3, at_y + at / 3));
            lost += usize::from(!around.any(|(x, y)| x > 0 && y > 0 && near(x - 1, y - 1)));
        }
    }
    // A page that is drawn smaller has its points elsewhere by a part of a point, and thin strokes
    // become paler.
    let most = if scale == 1.0 && tall == 1.0 {
        0
    } else {
        all / 20
    };
    (lost > most).then(|| format!("{lost} of {all} dark points are lost, {scale} {tall}"))
}

/// A dossier of papers by their names, in order. Returns what the program said, and the file.
fn built(papers: &[(String, Vec<u8>)], profile: &str, folder: &Path) -> (Value, PathBuf) {
    let case = folder.join("case");
    std::fs::create_dir_all(&case).unwrap();
    for (name, bytes) in papers {
        std::fs::write(case.join(name), bytes).unwrap();
    }
    let out = folder.join("dossier.pdf");
    let said = program::build(&case, &out, &["--profile", profile, "--lang", "en"]);
    (said, out)
}

fn look(profile: &str, papers: &[(String, Vec<u8>)], folder: &Path) -> Vec<String> {
    let (_, out) = built(papers, profile, folder);
    let all = judges::words(&out);
    let mut wrong = Vec::new();
    for (at, (name, _)) in papers.iter().enumerate() {
        // Of each paper a slip sheet and its page.
        let number = all.len() - 2 * papers.len() + 2 * at + 2;
        let Words { width, words, .. } = &all[number - 1];
        let dpi = if *width > 2000.0 {
            10
        } else if *width < 320.0 {
            150
        } else {
            80
        };
        let points = f64::from(dpi) / 72.0;
        let ours = words.iter().filter(|word| !word.text.contains("zq"));
        let ours: Vec<_> = ours.collect();
        let stamps: Vec<Place> = ours
            .iter()
            .map(|word| Place {
                left: word.place.left * points,
                // A word's box has the whole height of its font.
                top: word.place.top * points + (word.place.bottom - word.place.top) * points * 0.15,
                right: word.place.right * points,
                bottom: word.place.bottom * points,
            })
            .collect();
        let mut tell = |what: String| wrong.push(format!("{profile} {name}: {what}"));
        let texts: Vec<&str> = ours.iter().map(|word| word.text.as_str()).collect();
        if !texts.contains(&number.to_string().as_str()) || texts.len() < 2 {
            tell(format!("page {number} has {texts:?}"));
        }
        for (first, one) in stamps.iter().enumerate() {
            for other in &stamps[first + 1..] {
                let across = one.right.min(other.right) - one.left.max(other.left);
                let down = one.bottom.min(other.bottom) - one.top.max(other.top);
                if across > 0.0 && down > 3.0 {
                    tell(format!("stamps touch: {texts:?}"));
                }
            }
        }
        let source = Picture::by_poppler(&folder.join("case").join(name), 1, dpi);
        let page = Picture::by_poppler(&out, number, dpi);
        if let Some(what) = fault(&source, &page, &stamps) {
            tell(what);
        }
    }
    wrong
}

/// Whatever a paper has at its edges, and whatever its size: not a point of it is lost under a
/// number, and every number can be read.
#[test]
fn a_stamp_covers_nothing_and_is_seen() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stamps");
    let _ = std::fs::remove_dir_all(&folder);
    let mut wrong = Vec::new();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..2)
            .map(|half| {
                let folder = &folder;
                scope.spawn(move || {
                    let mut wrong = Vec::new();
                    let profiles = PROFILES.iter().enumerate().filter(|(at, _)| at % 2 == half);
                    for (at, profile) in profiles {
                        let pages = PAGES.iter().enumerate();
                        let papers = pages.flat_map(|(page, (entries, width, height))| {
                            let all = contents(*width, *height).into_iter().enumerate();
                            // For the first profile all of them, for the others a third; with
                            // frames only what is small beside them.
                            let has_frames = entries.contains("/Link");
                            let all = all.filter(move |(kind, _)| match has_frames {
                                true => *kind == 0,
                                false => at == 0 || (kind + page + at) % 3 == 0,
                            });
                            all.map(move |(kind, content)| {
                                (
                                    format!("{page:02}-{kind}.pdf"),
                                    fixtures::one_page(entries, &content),
                                )
                            })
                        });
                        let papers: Vec<_> = papers.collect();
                        wrong.extend(look(profile, &papers, &folder.join(profile)));
                    }
                    wrong
                })
            })
            .collect();
        for run in runs {
            wrong.extend(run.join().unwrap());
        }
    });
    assert!(wrong.is_empty(), "{}\n{wrong:#?}", wrong.len());
}

/// What shows nothing, and what shows only marks, stands on a sheet where it is too small.
#[test]
fn a_small_page_without_content_is_proved() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("small-stamps");
    let _ = std::fs::remove_dir_all(&folder);
    let marks = "/Annots[<</Type/Annot/Subtype/Square/F 4/Rect[110 660 150 670]/C[1 0 0]\
                 /Contents(mark)>>]";
    let pages = [
        "/MediaBox[0 0 3 3]".to_owned(),
        "/MediaBox[0 0 10 10]/Rotate 90".to_owned(),
        format!("/MediaBox[0 0 612 792]/CropBox[105 654 169 677]{marks}"),
        format!("/MediaBox[0 0 612 792]/CropBox[105 654 169 677]/Rotate 180{marks}"),
    ];
    let papers: Vec<_> = (1..)
        .zip(&pages)
        .map(|(number, entries)| (format!("{number}.pdf"), fixtures::one_page(entries, "")))
        .collect();
    for profile in ["plain", "us-district"] {
        // Refused, if the proof does not hold.
        let (said, out) = built(&papers, profile, &folder.join(profile));
        assert_eq!(said["intake"]["refused"], 0, "{said}");
        let words = judges::words(&out);
        for page in words.iter().rev().step_by(2).take(4) {
            assert!(page.width >= 612.0, "{profile}: {}", page.width);
        }
    }
}

/// Where a court wants its numbers in their corners whatever stands there, the frame of a link,
/// which a viewer draws over all else, gives way.
#[test]
fn no_frame_is_drawn_over_a_stamp() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("framed-stamps");
    let _ = std::fs::remove_dir_all(&folder);
    let (case, keep) = (folder.join("case"), folder.join("keep"));
    std::fs::create_dir_all(&case).unwrap();
    let link = |rect: &str| {
        format!(
            "<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 3]/A<</S/URI/URI(https://a.example)>>>>"
        )
    };
    let frames = [
        link("10 28 600 40"),
        link("300 20 320 60"),
        link("20 700 40 720"),
    ]
    .concat();
    let page = format!("/MediaBox[0 0 612 792]/Annots[{frames}]");
    std::fs::write(case.join("framed.pdf"), fixtures::one_page(&page, "")).unwrap();
    let dossier = Dossier::as_large(&case, &keep);
    let place = &dossier.placed["framed.pdf"];
    let page = Picture::by_poppler(&dossier.out, place.first, 72);
    // The frame that is in nobody's way is drawn, those in the way are not: a row of points above
    // the number, and one left of it, are white.
    assert!((18..44).any(|x| dark(&page, x, 81, 128)));
    assert!((10..280).all(|x| (748..768).all(|y| !dark(&page, x, y, 200))));
    let words = &judges::words(&dossier.out)[place.first - 1].words;
    let number = place.first.to_string();
    assert!(words.iter().any(|word| word.text == number), "{words:?}");
}

/// Three stamps in one corner stand one above the other in even rows, the first nearest to the
/// edge.
#[test]
fn stamps_in_one_corner_stand_in_rows() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stamp-rows");
    let _ = std::fs::remove_dir_all(&folder);
    let (case, store) = (folder.join("case"), folder.join("store"));
    std::fs::create_dir_all(&case).unwrap();
    std::fs::write(case.join("white.pdf"), fixtures::one_page(PAGES[1].0, "")).unwrap();
    let bates = "version = 1\n[matter]\nbates = { prefix = \"QUI\", start = 7, digits = 6 }\n\
                 [[exhibit]]\nfile = \"white.pdf\"\n";
    std::fs::write(case.join("dossier.toml"), bates).unwrap();
    for corner in ["bottom-right", "top-left"] {
        let name = format!("all-{corner}");
        assert_eq!(
            program::in_store(&store, ["profile", "copy", "plain", &name]).0,
            0
        );
        let file = store.join(format!("profiles/{name}.toml"));
        let mut profile = std::fs::read_to_string(&file).unwrap();
        for at in ["\"bottom-center\"", "\"bottom-right\"", "\"bottom-left\""] {
            profile = profile.replace(at, &format!("\"{corner}\""));
        }
        std::fs::write(&file, profile).unwrap();
        let out = folder.join(format!("{corner}.pdf"));
        let mut command = program::command();
        command
            .arg("build")
            .arg(&case)
            .arg("-o")
            .arg(&out)
            .arg("--store")
            .arg(&store);
        let output = command
            .args(["--profile", &name, "--lang", "en"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let pages = judges::words(&out);
        let page = pages.last().unwrap();
        let row = |text: &str| {
            let word = page.words.iter().find(|word| word.text == text);
            let place = word
                .unwrap_or_else(|| panic!("{text}: {:?}", page.words))
                .place;
            (place.top + place.bottom) / 2.0
        };
        let number = pages.len().to_string();
        let bates = format!("QUI{:06}", 6 + pages.len());
        let rows = [row(&number), row("Exhibit"), row(&bates)];
        let inward = if corner == "top-left" { 1.0 } else { -1.0 };
        let (second, third) = ((rows[1] - rows[0]) * inward, (rows[2] - rows[1]) * inward);
        assert!((second - third).abs() < 0.05, "{corner}: {rows:?}");
        // Of ten points each.
        assert!((12.0..15.0).contains(&second), "{corner}: {rows:?}");
    }
}
