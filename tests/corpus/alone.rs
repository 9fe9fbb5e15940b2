//! Each file of the corpus alone: received and built, or refused, in time and within the reader's
//! memory limit.

use std::process::Command;

use crate::files::{all, corpus, each, files, spread};
use expediente_tests::program;
use serde_json::Value;

const FOLDERS: [&str; 5] = ["pdf", "redaction", "scans", "images", "photos"];

/// Files that `make test` builds alone.
const SOME: usize = 60;

/// Seconds for the whole command with one file, on a machine that is busy with other tests.
const SECONDS: f64 = 20.0;

/// Memory limit of a reader in MB; the program that starts it takes less.
const MEGABYTES: u64 = 512;

/// One hard file must not stop the work on a case: no crash, no hang, no runaway memory.
#[test]
fn each_file_alone() {
    let Some(corpus) = corpus() else { return };
    let every: Vec<_> = FOLDERS
        .iter()
        .flat_map(|folder| files(&corpus.join(folder)))
        .collect();
    let chosen = if all() { every } else { spread(every, SOME) };
    let found = each(&chosen, |file| {
        let keep = tempfile::tempdir().unwrap();
        let folder = keep.path().join("in");
        std::fs::create_dir(&folder).unwrap();
        std::fs::copy(file, folder.join(file.file_name().unwrap())).unwrap();
        let output = Command::new("/usr/bin/python3")
            .arg(expediente_tests::root().join("tests/corpus/measured.py"))
            .arg(program::path())
            .args([
                "build",
                "--json",
                "--profile",
                "plain",
                "--lang",
                "en",
                "-o",
            ])
            .arg(keep.path().join("out.pdf"))
            .arg("--store")
            .arg(keep.path().join("store"))
            .arg(&folder)
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        (
            out,
            String::from_utf8_lossy(&output.stderr).into_owned(),
            keep.path().join("out.pdf").exists(),
        )
    });
    let mut worst = (0.0, 0, String::new(), String::new());
    let mut wrong = Vec::new();
    for (file, (out, err, built)) in chosen.iter().zip(found) {
        let file = file.strip_prefix(&corpus).unwrap().display().to_string();
        let (json, last) = out.trim_end().rsplit_once('\n').unwrap();
        let measures: Vec<f64> = last
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        let (code, seconds, megabytes) = (measures[0], measures[1], measures[2] as u64);
        let report: Value = serde_json::from_str(json)
            .unwrap_or_else(|_| panic!("{file}: {code}, no JSON: {json} {err}"));
        let intake = report
            .get("intake")
            .or_else(|| report["error"].get("intake"));
        let paper = &intake.unwrap_or_else(|| panic!("{file}: {report}"))["papers"][0];
        let received = paper["state"] == "received";
        // Built and proved, or refused with a reason; exit code 1 when there is nothing to build.
        let ended = if received {
            built && [0.0, 3.0, 6.0].contains(&code)
        } else {
            !built && code == 1.0
        };
        let codes = paper["findings"].to_string();
        if !ended
            || err.contains("panicked")
            || codes.contains("reader-failed")
            || codes.contains("reader-timeout")
        {
            wrong.push(format!("{file}: exit code {code}, {paper} {err}"));
        }
        if seconds > SECONDS || megabytes > MEGABYTES {
            wrong.push(format!("{file}: {seconds} s, {megabytes} MB"));
        }
        if seconds > worst.0 {
            worst = (seconds, worst.1, file.clone(), worst.3);
        }
        if megabytes > worst.1 {
            worst = (worst.0, megabytes, worst.2, file);
        }
    }
    eprintln!(
        "{} files; at most {} s ({}) and {} MB ({})",
        chosen.len(),
        worst.0,
        worst.2,
        worst.1,
        worst.3
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
