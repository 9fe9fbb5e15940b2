//! How programs that share no code with Expediente read a file. They may hang on hard files, so
//! each run has a timeout.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use expediente_tests::picture::Picture;

/// The output of a program, if it ended in time.
fn output(command: &mut Command, seconds: u64) -> Option<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut from = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut out = Vec::new();
        from.read_to_end(&mut out).map(|_| out)
    });
    let end = Instant::now() + Duration::from_secs(seconds);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(3));
    }
    reader.join().unwrap().ok()
}

fn said(command: &mut Command) -> String {
    output(command, 60)
        .map(|out| String::from_utf8_lossy(&out).into_owned())
        .unwrap_or_default()
}

/// The page counts of other readers that open the file and count at least one page.
pub fn counts(pdf: &Path) -> Vec<usize> {
    let by_qpdf = said(Command::new("qpdf").args(["--show-npages"]).arg(pdf))
        .trim()
        .parse()
        .ok();
    let info = said(Command::new("mutool").args(["info", "-M"]).arg(pdf));
    let by_mutool = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages: ")?.trim().parse().ok());
    [by_qpdf, by_mutool]
        .into_iter()
        .flatten()
        .filter(|count| *count > 0)
        .collect()
}

/// The text of some pages as poppler reads it, without spaces; `None` if it takes too long.
pub fn texts(pdf: &Path, pages: Option<(usize, usize)>) -> Option<Vec<String>> {
    let mut command = Command::new("pdftotext");
    command.args(["-cropbox", "-raw"]);
    if let Some((first, last)) = pages {
        command.args(["-f", &first.to_string(), "-l", &last.to_string()]);
    }
    let out = output(command.arg(pdf).arg("-"), 120)?;
    let text = String::from_utf8_lossy(&out).into_owned();
    let mut pages: Vec<String> = text
        .split('\u{c}')
        .map(|page| page.chars().filter(|c| !c.is_whitespace()).collect())
        .collect();
    pages.pop();
    Some(pages)
}

/// A page as poppler draws it; `None` if it takes too long or draws nothing.
pub fn look(pdf: &Path, page: usize, dpi: u32) -> Option<Picture> {
    let (page, dpi) = (page.to_string(), dpi.to_string());
    let mut command = Command::new("pdftoppm");
    command
        .args(["-cropbox", "-r", &dpi, "-f", &page, "-l", &page])
        .arg(pdf);
    let ppm = output(&mut command, 60)?;
    ppm.starts_with(b"P6").then(|| Picture::parse(&ppm))
}

/// Where these words are on a page, in points from the top left.
pub fn places(pdf: &Path, page: usize, words: &[&str]) -> Vec<expediente_tests::picture::Place> {
    let page = page.to_string();
    let text = said(
        Command::new("pdftotext")
            .args(["-cropbox", "-bbox", "-f", &page, "-l", &page])
            .arg(pdf)
            .arg("-"),
    );
    let mut found = Vec::new();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("<word "))
    {
        let word = line
            .split('>')
            .nth(1)
            .unwrap_or_default()
            .split('<')
            .next()
            .unwrap_or_default();
        if words.contains(&word) {
            let number = |key: &str| -> f64 {
                line.split(&format!("{key}=\""))
                    .nth(1)
                    .and_then(|v| v.split('"').next()?.parse().ok())
                    .unwrap_or(0.0)
            };
            found.push(expediente_tests::picture::Place {
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
            });
        }
    }
    found
}
