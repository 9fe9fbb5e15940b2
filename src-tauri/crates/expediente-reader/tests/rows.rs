//! Rows of sheets of signatures, found by a real reader process.
//!
//! `tests/legible/make_rows.py` draws the sheets and says which rows they have. The rows of the
//! petition of the sample were counted by looking at it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use expediente_intake::{DrawPool, Drawing, Inspector, Question, ReaderProgram, limits, stage};
use expediente_model::{FoundRow, FoundRows, MediaKind, RowMark, Turn};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn reader() -> ReaderProgram {
    ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader"))
}

fn media(path: &Path) -> MediaKind {
    match path.extension().unwrap().to_str().unwrap() {
        "png" => MediaKind::Png,
        _ => MediaKind::Jpeg,
    }
}

/// Runs the script, and returns its folder with what is true of each picture.
fn made(name: &str, count: usize, mode: &[&str]) -> (PathBuf, Value) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let output = Command::new("/usr/bin/python3")
        .arg(root().join("tests/legible/make_rows.py"))
        .arg(&folder)
        .arg(count.to_string())
        .args(mode)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let truth = fs::read(folder.join("truth.json")).unwrap();
    (folder, serde_json::from_slice(&truth).unwrap())
}

/// Whether all sheets are made, and not only some: `EXPEDIENTE_LEGIBLE_ALL=1`.
fn all() -> bool {
    std::env::var_os("EXPEDIENTE_LEGIBLE_ALL").is_some()
}

/// The rows of each picture that the script made, with what is true of it.
fn found<'t>(folder: &Path, truth: &'t Value) -> Vec<(&'t str, &'t Value, FoundRows)> {
    let pool = DrawPool::new(reader(), 2);
    let of = |(name, truth): (&'t String, &'t Value)| {
        let path = folder.join(name);
        let rows = pool.find_rows(&Drawing::of_file(&path, media(&path)));
        (name.as_str(), truth, rows.unwrap())
    };
    truth.as_object().unwrap().iter().map(of).collect()
}

/// The word of a mark, as the script says it.
fn word(mark: RowMark) -> Value {
    serde_json::to_value(mark).unwrap()
}

fn of_people(rows: &FoundRows) -> usize {
    let people = rows.rows.iter().filter(|row| row.mark != RowMark::Header);
    people.count()
}

/// Of sheets with full grids, lines, dots, notebook paper and no lines, tilted, faxed, in shadow and
/// photographed, nine of ten have exactly their rows, and nearly every row is what it is. Measured
/// on 160: 153 sheets, and 99.1 in a hundred of 4085 rows.
#[test]
fn the_rows_of_a_sheet_are_found_and_told_apart() {
    let count = if all() { 160 } else { 60 };
    let (folder, truth) = made("rows", count, &[]);
    let (mut right, mut marks, mut marked) = (0, 0, 0);
    let mut errors = Vec::new();
    for (name, truth, rows) in found(&folder, &truth) {
        let wanted = truth["rows"].as_array().unwrap();
        let people = wanted.iter().filter(|row| row["mark"] != "header").count();
        if of_people(&rows) == people {
            right += 1;
        } else {
            errors.push(format!("{name}: {} rows, not {people}", of_people(&rows)));
        }
        let down = |row: &Value, corner: usize| row["corners"][corner][1].as_f64().unwrap();
        for row in wanted {
            let middle = (0..4).map(|corner| down(row, corner)).sum::<f64>() / 4.0;
            let height = down(row, 3) - down(row, 0);
            let near =
                |one: &&FoundRow| (f64::from(one.middle()) - middle).abs() < 0.4 * height.abs();
            let near: Vec<&FoundRow> = rows.rows.iter().filter(near).collect();
            marked += 1;
            if let [one] = near[..]
                && word(one.mark) == row["mark"]
            {
                marks += 1;
            }
        }
    }
    eprintln!("{right} of {count} sheets, {marks} of {marked} rows");
    assert!(right * 100 >= count * 91, "{right} of {count}: {errors:#?}");
    assert!(marks * 100 >= marked * 97, "{marks} of {marked} rows");
}

/// Letters, notes, title pages, certificates and pages in columns have no rows. Measured on 120: one
/// page in columns, photographed, has some.
#[test]
fn what_is_no_table_has_no_rows() {
    let count = if all() { 120 } else { 20 };
    let (folder, truth) = made("no-rows", count, &["--nothing"]);
    let found = found(&folder, &truth);
    let some = found.iter().filter(|(_, _, rows)| !rows.rows.is_empty());
    let some: Vec<&str> = some.map(|(name, _, _)| *name).collect();
    assert!(some.len() * 50 <= count, "{some:?}");
}

/// The sheets of the sample: 20 and 20 signatures on the fax, 17 on the photo and three rows left
/// empty, over two of which there is a stamp.
#[test]
fn the_petition_of_the_sample_has_its_signatures() {
    let sample = root().join("assets/sample/caso-ejemplo/03 - Petición de vecinos");
    let dir = tempfile::tempdir().unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&sample.join("1 - Hojas 1 y 2.tif"), dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    let received = Inspector::new(reader()).inspect(&question, &go).unwrap();
    let pages: Vec<&Path> = received
        .derivatives
        .iter()
        .map(|made| made.path.as_path())
        .collect();
    let photo = sample.join("2 - Hoja 3.jpg");
    let [first, second] = pages[..] else {
        panic!("{pages:?}");
    };
    let pool = DrawPool::new(reader(), 1);
    for (path, filled, empty) in [(first, 20, 0), (second, 20, 0), (&photo, 17, 3)] {
        let rows = pool
            .find_rows(&Drawing::of_file(path, media(path)))
            .unwrap();
        let count = |mark| rows.rows.iter().filter(|row| row.mark == mark).count();
        let counts = [RowMark::Header, RowMark::Filled, RowMark::Empty].map(count);
        assert_eq!(counts, [1, filled, empty], "{path:?}: {rows:#?}");
        let last = rows.rows.last().unwrap();
        assert!((0.92..0.96).contains(&last.bottom[0]), "{last:?}");
        // Turned, the page has no level lines.
        let turned = Drawing::of_file(path, media(path)).turned(Turn::Right);
        let turned = pool.find_rows(&turned).unwrap();
        assert_ne!(of_people(&turned), filled + empty);
    }
}

/// A page of a PDF is drawn as it will be filed, and its lines are found there; in a size of its
/// own, whichever was asked for.
#[test]
fn the_rows_of_a_page_of_a_pdf_are_found() {
    let mut content = String::from("0.7 w ");
    for line in 0..=12 {
        content += &format!("72 {0} m 540 {0} l S ", 700 - 40 * line);
    }
    // A hand's strokes in the first five rows.
    for row in 0..5 {
        for x in (0..380).step_by(9) {
            let y = 680 - 40 * row;
            content += &format!("{} {} m {} {} l S ", 110 + x, y - 9, 115 + x, y + 9);
        }
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ];
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    file += &format!(
        "xref\n0 5\n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf");
    fs::write(&path, file).unwrap();
    let pool = DrawPool::new(reader(), 1);
    for side in [160, limits::PICTURE_SIDE] {
        let drawing = Drawing::of_file(&path, MediaKind::Pdf).longest_side(side);
        let rows = pool.find_rows(&drawing).unwrap().rows;
        let marks: Vec<RowMark> = rows.iter().map(|row| row.mark).collect();
        let wanted = [vec![RowMark::Filled; 5], vec![RowMark::Empty; 7]].concat();
        assert_eq!(marks, wanted);
        // Lines at 92 and 572 of 792 points from the top, from 72 to 540 of 612 across.
        let (first, last) = (rows[0], rows[11]);
        for (is, wanted) in [
            (first.top[0], 92.0 / 792.0),
            (last.bottom[1], 572.0 / 792.0),
            (first.across[0], 72.0 / 612.0),
            (last.across[1], 540.0 / 612.0),
        ] {
            assert!((is - wanted).abs() < 0.004, "{is} {wanted}");
        }
    }
}
