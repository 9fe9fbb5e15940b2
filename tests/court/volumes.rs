//! One numbering over many files: split at exhibits, each with the whole table, none over the
//! limit.

use std::path::PathBuf;
use std::process::Command;

use expediente_tests::{judges, program};

use crate::dossier::{Dossier, Taken};
use crate::papers::{LETTER, Words, heavy, typed};

/// A copy of the court's rules with another size limit.
fn limited(taken: &Taken, limit: u64) {
    let path = taken.store().join("profiles/small.toml");
    // A second limit replaces the first.
    let _ = std::fs::remove_file(&path);
    assert_eq!(taken.run(["profile", "copy", "eoir", "small"]).0, 0);
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace("limit = 25_000_000", &format!("limit = {limit}"));
    let text = text.replace(
        "target = 24_000_000",
        &format!("target = {}", limit * 24 / 25),
    );
    std::fs::write(path, text).unwrap();
    taken.run(["matter", "set", &taken.id, "--profile", "small"]);
}

/// Exhibits of these sizes in bytes, after those of a clean dossier.
fn dossier(sizes: &[usize]) -> Dossier {
    let mut dossier = Dossier::clean("eoir");
    for (at, size) in sizes.iter().enumerate() {
        let text = format!("title = \"Record number {at}\"\nlanguage = \"en\"");
        dossier = dossier.with_exhibit(
            &text,
            &format!("record {at}.pdf"),
            heavy(*size, &format!("Record {at}")),
        );
    }
    dossier
}

fn words(pdf: &std::path::Path) -> Vec<String> {
    let said = Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    text.trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(str::to_owned)
        .collect()
}

fn built(taken: &Taken) -> Vec<PathBuf> {
    let out = taken.folder().join("Case.pdf");
    let (code, said) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{said:#}");
    let files = said["dossier"]["files"].as_array().unwrap();
    files
        .iter()
        .map(|file| PathBuf::from(file["path"].as_str().unwrap()))
        .collect()
}

/// A dossier that is too large for the court's portal becomes several files in which a judge still
/// finds every page: one numbering, the whole table in each with volume and page, no file over the
/// limit, each proved and valid to other programs.
#[test]
fn a_dossier_is_split() {
    let taken = dossier(&[300_000, 300_000, 400_000, 200_000]).taken_in();
    limited(&taken, 700_000);
    let finding = taken.finding("needs-split").unwrap();
    assert!(
        finding["message"]
            .as_str()
            .unwrap()
            .contains("the limit is 700 kB"),
        "{finding:#}"
    );
    taken.run(["preflight", &taken.id, "--mend", "needs-split"]);
    assert!(taken.finding("needs-split").is_none());

    let files = built(&taken);
    assert!(files.len() > 2, "{files:?}");
    let mut next = 1;
    for (at, file) in files.iter().enumerate() {
        assert_eq!(
            file.file_name().unwrap().to_str().unwrap(),
            format!("Case_Part{}.pdf", at + 1)
        );
        assert!(std::fs::metadata(file).unwrap().len() <= 700_000);
        let proved = program::run([std::ffi::OsStr::new("verify"), file.as_os_str()]);
        assert_eq!(proved.code, 0, "{proved:?}");
        assert!(
            Command::new("qpdf")
                .arg("--check")
                .arg(file)
                .output()
                .unwrap()
                .status
                .success()
        );
        let pages = words(file);
        assert!(
            pages[0].contains(&format!("Volume {} of {}", at + 1, files.len())),
            "{}",
            pages[0]
        );
        // Every exhibit is in every table; those of other files with their volume.
        let table = &pages[1];
        for n in 0..4 {
            assert!(table.contains(&format!("Record number {n}")), "{table}");
        }
        let others = (1..=files.len()).filter(|n| *n != at + 1);
        for other in others {
            assert!(
                table.contains(&format!("Volume {other}, page ")),
                "{other}: {table}"
            );
        }
        assert!(
            !table.contains(&format!("Volume {}, page", at + 1)),
            "{table}"
        );
        // The numbers run on from file to file; papers after the last exhibit have none.
        for page in &pages {
            let last = page.trim_end().lines().last().unwrap_or_default();
            if last.split_whitespace().any(|word| word == next.to_string()) {
                next += 1;
            }
        }
    }
    let (_, view) = taken.run(["matter", "show", &taken.id]);
    assert_eq!(
        next,
        view["pages"].as_u64().unwrap(),
        "every page but the proof of service after the last exhibit has its number"
    );
}

/// An exhibit that alone is over the limit is split, each part with its own slip sheet that says
/// which part it is.
#[test]
fn an_exhibit_that_is_too_large_is_cut() {
    let mut dossier = Dossier::clean("eoir");
    let text = "title = \"Clinic records\"\nlanguage = \"en\"";
    dossier = dossier.with_exhibit(text, "one.pdf", heavy(350_000, "First visit"));
    // Several papers in one exhibit.
    let exhibits = dossier.toml["exhibit"].as_array_mut().unwrap();
    let clinic = exhibits.last_mut().unwrap().as_table_mut().unwrap();
    clinic.remove("file");
    let documents: Vec<toml::Value> = ["one.pdf", "two.pdf", "three.pdf"]
        .map(|file| toml::Table::from_iter([("file".to_owned(), file.into())]).into())
        .to_vec();
    clinic.insert("document".to_owned(), documents.into());
    dossier = dossier
        .paper("two.pdf", heavy(350_000, "Second visit"))
        .paper("three.pdf", heavy(340_000, "Third visit"));
    let taken = dossier.fact("split", true).taken_in();
    limited(&taken, 600_000);
    let files = built(&taken);
    assert_eq!(files.len(), 4, "{files:?}");
    let all: Vec<String> = files.iter().flat_map(|file| words(file)).collect();
    let all = all.join("\n");
    for n in 1..=3 {
        assert!(
            all.contains(&format!("Clinic records (part {n} of 3)")),
            "{n}"
        );
        assert!(all.contains(&format!("Exhibit E-{n}")), "{n}");
    }

    // The user who arranges the case sees one exhibit, with all of its pages.
    let (_, view) = taken.run(["matter", "show", &taken.id]);
    let exhibits = view["exhibits"].as_array().unwrap();
    let clinic = exhibits.last().unwrap();
    assert_eq!(clinic["title"], "Clinic records");
    let printed: Vec<&str> = clinic["pages"].as_str().unwrap().split(", ").collect();
    assert_eq!(printed.len(), 3, "{clinic:#}");
    for (document, part) in clinic["documents"].as_array().unwrap().iter().zip(printed) {
        // A slip sheet and the one page after it.
        let (slip, page) = part.split_once('–').unwrap();
        assert_eq!(page, document["pages"]);
        assert_eq!(
            slip.parse::<u32>().unwrap() + 1,
            page.parse::<u32>().unwrap()
        );
    }
}

/// A page that is larger than the limit cannot be split: it is reported before the build, with its
/// exhibit, and after.
#[test]
fn a_page_that_is_too_large_is_told() {
    let taken = dossier(&[900_000]).fact("split", true).taken_in();
    limited(&taken, 600_000);
    let finding = taken.finding("volume-too-large").unwrap();
    assert_eq!(finding["severity"], "stops");
    assert!(
        finding["message"].as_str().unwrap().contains("tab E"),
        "{finding:#}"
    );
    let out = taken.folder().join("Case.pdf");
    let (code, said) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
    // The file is proved, and the court does not take it.
    assert_eq!(code, 6, "{said:#}");
    let findings = said["dossier"]["findings"].as_array().unwrap();
    assert!(
        findings
            .iter()
            .any(|finding| finding["code"] == "over-limit"),
        "{findings:#?}"
    );
}

/// A portal refuses a file that is larger than estimated, on the last day: the estimate is
/// within 2 % of the written size, for dossiers of few pages and of many, of papers and of photos.
#[test]
fn sizes_are_told_right() {
    let photos = expediente_tests::root().join("assets/sample/caso-ejemplo");
    let many = typed(
        LETTER,
        300,
        Words::Upright,
        &[
            "A page of the record, with some words on it.",
            "And another line.",
        ],
    );
    let text = "title = \"Record\"\nlanguage = \"en\"";
    let cases = [
        ("clean", Dossier::clean("eoir").taken_in()),
        (
            "many pages",
            Dossier::clean("uk-courts")
                .with_exhibit(text, "many.pdf", many)
                .taken_in(),
        ),
        ("heavy", dossier(&[900_000, 50_000]).taken_in()),
    ];
    for (name, taken) in cases {
        let out = taken.folder().join("sized.pdf");
        let (_, said) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
        let written = said["dossier"]["bytes"].as_f64().unwrap();
        let told = taken.run(["matter", "show", &taken.id]).1["estimate_bytes"]
            .as_f64()
            .unwrap();
        assert!(
            (told - written).abs() <= written * 0.02,
            "{name}: {told} estimated, {written} written"
        );
    }
    // The sample: scans, a TIFF, photos two to a page.
    let keep = tempfile::tempdir().unwrap();
    let store = keep.path().join("store");
    let out = keep.path().join("sample.pdf");
    let mut command = program::command();
    command
        .arg("build")
        .arg(photos)
        .arg("--output")
        .arg(&out)
        .arg("--store")
        .arg(&store);
    // Its translations are missing on purpose.
    assert_eq!(program::Said::of(&command.output().unwrap()).code, 6);
    let written = std::fs::metadata(&out).unwrap().len() as f64;
    let told = program::in_store(&store, ["matter", "show", "caso-ejemplo"]).1["estimate_bytes"]
        .as_f64()
        .unwrap();
    assert!(
        (told - written).abs() <= written * 0.02,
        "the sample: {told} estimated, {written} written"
    );
}

/// A file of exactly the limit is taken, one of a byte more is not.
#[test]
fn the_limit_is_exact() {
    let taken = dossier(&[600_000]).taken_in();
    let out = taken.folder().join("Case.pdf");
    let build = |limit: u64| {
        limited(&taken, limit);
        let out = out.to_str().unwrap();
        let (code, said) = taken.run(["build", &taken.id, "--output", out]);
        let findings = said["dossier"]["findings"].as_array();
        let findings = findings.unwrap_or_else(|| panic!("{said:#}"));
        let over = findings.iter().any(|found| found["code"] == "over-limit");
        (code, over, said["dossier"]["bytes"].as_u64().unwrap())
    };
    let (code, over, bytes) = build(25_000_000);
    assert_eq!((code, over), (0, false));
    assert_eq!(std::fs::metadata(&out).unwrap().len(), bytes);
    assert_eq!(build(bytes), (0, false, bytes));
    assert_eq!(build(bytes - 1), (6, true, bytes));
}

/// The chapters of a paper are found in the file that has them, below their headings, and a heading
/// without a page leads to its first chapter.
#[test]
fn chapters_are_found_in_the_second_volume() {
    const SCRIPT: &str = "
import sys, pikepdf
from pikepdf import OutlineItem as Item
pdf = pikepdf.open(sys.argv[1], allow_overwriting_input=True)
for number, page in enumerate(pdf.pages):
    page.Contents = pdf.make_stream(b'BT /F1 12 Tf 72 700 Td (Sheet %d) Tj ET' % (number + 1))
with pdf.open_outline() as outline:
    part, first, second = Item('Part one'), Item('Chapter 1', 1), Item('Chapter 2', 3)
    first.children.append(Item('Section 1.1', 2))
    part.children.extend([first, second])
    outline.root.append(part)
pdf.save(sys.argv[1])
";
    let keep = tempfile::tempdir().unwrap();
    let file = keep.path().join("chapters.pdf");
    std::fs::write(&file, typed(LETTER, 4, Words::Upright, &["Sheet"])).unwrap();
    let mut command = Command::new("/usr/bin/python3");
    let made = command.args(["-c", SCRIPT]).arg(&file).status().unwrap();
    assert!(made.success());
    let text = "title = \"The book\"\nlanguage = \"en\"";
    let taken = dossier(&[300_000, 300_000])
        .with_exhibit(text, "book.pdf", std::fs::read(&file).unwrap())
        .fact("split", true)
        .taken_in();
    limited(&taken, 600_000);
    let files = built(&taken);
    assert!(files.len() > 1);
    let last = files.last().unwrap();
    let texts = words(last);
    let read = judges::pikepdf(last);
    let outline = read["outline"].as_array().unwrap();
    let at = |title: &str| {
        let found = outline.iter().find(|entry| entry[1] == title);
        let entry = found.unwrap_or_else(|| panic!("{title}: {outline:#?}"));
        let page = usize::try_from(entry[2].as_u64().unwrap()).unwrap();
        (entry[0].as_u64().unwrap(), texts[page].clone())
    };
    let (depth, first) = at("Part one");
    for (title, below, sheet) in [
        ("Part one", 0, 2),
        ("Chapter 1", 1, 2),
        ("Section 1.1", 2, 3),
        ("Chapter 2", 1, 4),
    ] {
        let (found, text) = at(title);
        assert_eq!(found, depth + below, "{title}");
        assert!(text.contains(&format!("Sheet {sheet}")), "{title}: {text}");
    }
    assert!(first.contains("Sheet 2"));
    // The other files do not have them.
    for file in &files[..files.len() - 1] {
        let outline = judges::pikepdf(file)["outline"].to_string();
        assert!(!outline.contains("Chapter"), "{outline}");
    }
}
