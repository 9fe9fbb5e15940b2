//! Names that forge what is printed.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;

use expediente_tests::{fixtures, program};

/// Erases the line, moves up, forges a line, writes backward, erases in one byte of C1.
const EVIL: &str = "x\u{1b}[2K\u{1b}[1A\ry\nforged.pdf  received\u{202e}fdp\u{9b}2K.pdf";

fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    })
}

/// File names, folders, titles, matters and errors: nothing of them reaches a terminal raw, nothing
/// forges a line, and JSON says exactly what they are.
#[test]
fn no_name_reaches_a_terminal_raw() {
    let place = tempfile::tempdir().unwrap();
    let papers = place.path().join("papers");
    let inner = papers.join(EVIL.replace(".pdf", "-folder"));
    fs::create_dir_all(&inner).unwrap();
    fs::write(papers.join(EVIL), fixtures::pdf(&["a"])).unwrap();
    fs::write(inner.join(EVIL), fixtures::pdf(&["b"])).unwrap();
    fs::write(papers.join(format!("bad{EVIL}")), b"no paper").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", papers.join(format!("link{EVIL}"))).unwrap();
    let out = place.path().join(format!("out{EVIL}"));
    let store = place.path().join(format!("store{EVIL}"));
    let arg = OsStr::new;
    let runs: [&[&OsStr]; 8] = [
        &[arg("build"), papers.as_ref(), arg("-o"), out.as_ref()],
        &[
            arg("matter"),
            arg("new"),
            arg("m"),
            arg("--person"),
            arg(EVIL),
        ],
        &[arg("add"), arg("m"), papers.as_ref()],
        &[arg("matter"), arg("show"), arg("m")],
        &[arg("matter"), arg("show"), arg(EVIL)],
        &[arg("preflight"), arg("m")],
        &[arg("verify"), out.as_ref()],
        &[arg(EVIL)],
    ];
    for arguments in runs {
        let mut command = program::command();
        command.args(arguments).arg("--store").arg(&store);
        let said = program::Said::of(&command.output().unwrap());
        assert!(
            is_plain(&said.out) && is_plain(&said.err),
            "{arguments:?}: {said:?}"
        );
        let forged = |text: &str| text.lines().any(|line| line.starts_with("forged"));
        assert!(
            !forged(&said.out) && !forged(&said.err),
            "{arguments:?}: {said:?}"
        );
        command.arg("--json");
        let said = program::Said::of(&command.output().unwrap());
        assert!(is_plain(&said.out), "{arguments:?}: {said:?}");
    }
    let (_, shown) = program::in_store(&store, ["matter", "show", "m"]);
    assert_eq!(shown["facts"]["person"], EVIL, "JSON says what is there");
}
