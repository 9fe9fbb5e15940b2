//! The store: held by one process, rebuilt when its index is damaged, honest about damage to its
//! journals and papers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use expediente_tests::{fixtures, program};

/// A store with one matter, four papers, and some acts.
fn store() -> (tempfile::TempDir, PathBuf) {
    let keep = tempfile::tempdir().unwrap();
    let store = keep.path().join("store");
    let papers = keep.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for name in ["one", "two", "three", "four"] {
        fs::write(papers.join(format!("{name}.pdf")), fixtures::pdf(&[name])).unwrap();
    }
    let paper = |name: &str| papers.join(name).to_str().unwrap().to_owned();
    for arguments in [
        &["matter", "new", "m", "--person", "P"][..],
        &[
            "add",
            "m",
            &paper("one.pdf"),
            &paper("two.pdf"),
            &paper("three.pdf"),
            &paper("four.pdf"),
        ],
        &["exhibit", "move", "m", "A", "3"],
        &["exhibit", "rename", "m", "B", "Renamed"],
        &["exhibit", "remove", "m", "D"],
        &["undo", "m"],
    ] {
        let (code, said) = program::in_store(&store, arguments);
        assert_eq!(code, 0, "{said}");
    }
    (keep, store)
}

fn show(store: &Path) -> serde_json::Value {
    program::in_store(store, ["matter", "show", "m"]).1
}

/// Two windows, or a window and a command, must not write into one store; the second one says what
/// holds it.
#[test]
fn one_store_one_process() {
    let (keep, store) = store();
    // A process that holds the store: it asks before erasing and waits for an answer.
    let mut command = program::command();
    command
        .args(["matter", "erase", "m", "--store"])
        .arg(&store)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    let mut holder = command.stdout(Stdio::null()).spawn().unwrap();
    let mut question = [0; 5];
    std::io::Read::read_exact(holder.stderr.as_mut().unwrap(), &mut question).unwrap();
    let (code, said) = program::in_store(&store, ["matter", "list"]);
    let message = said["error"]["message"].as_str().unwrap();
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (5, Some("store-held"))
    );
    assert!(
        message.contains("expediente") && message.contains(&holder.id().to_string()),
        "{message}"
    );
    drop(holder.stdin.take());
    holder.wait().unwrap();
    assert_eq!(program::in_store(&store, ["matter", "list"]).0, 0);
    drop(keep);
}

/// The index can be deleted or damaged anywhere: it is rebuilt, and nothing acknowledged is lost.
#[test]
fn the_index_is_damaged_at_twenty_places() {
    let (_keep, store) = store();
    let before = show(&store);
    let index = store.join("index");
    let mut healed = 0;
    for place in 0..20usize {
        let files: Vec<PathBuf> = fs::read_dir(&index)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|p| p.is_file())
            .collect();
        match place {
            0 => fs::remove_dir_all(&index).unwrap(),
            1..=4 => files
                .iter()
                .skip(place - 1)
                .step_by(4)
                .for_each(|file| fs::remove_file(file).unwrap()),
            5..=7 => files.iter().for_each(|file| {
                let length = fs::metadata(file).unwrap().len();
                fs::File::options()
                    .write(true)
                    .open(file)
                    .unwrap()
                    .set_len(length * (place as u64 - 5) / 3)
                    .unwrap();
            }),
            _ => {
                for file in &files {
                    let mut bytes = fs::read(file).unwrap();
                    // Only where something was written: sled's file is larger than its content.
                    let used = bytes
                        .iter()
                        .rposition(|&byte| byte != 0)
                        .map_or(0, |last| last + 1);
                    let at = used * (place - 8) / 12;
                    for byte in bytes.iter_mut().skip(at).take(64) {
                        *byte ^= 0xa5;
                    }
                    fs::write(file, bytes).unwrap();
                }
            }
        }
        let shown = show(&store);
        assert_eq!(shown, before, "after damage {place}");
        healed += 1;
        assert_eq!(
            program::in_store(&store, ["check"]).0,
            0,
            "after damage {place}"
        );
    }
    assert_eq!(healed, 20);
    assert_eq!(
        program::in_store(&store, ["redo", "m"]).0,
        0,
        "undo and redo still work"
    );
}

/// An unfinished last line is cut, with a finding; everything acknowledged before it stays.
#[test]
fn an_unfinished_last_line() {
    let (_keep, store) = store();
    let before = show(&store);
    let journal = store.join("matters/m/journal.jsonl");
    let whole = fs::read(&journal).unwrap();
    let last = whole[..whole.len() - 1]
        .iter()
        .rposition(|&byte| byte == b'\n')
        .unwrap();
    let mut torn = whole.clone();
    torn.extend(&whole[last + 1..whole.len() - 40]);
    for tail in [torn, [whole.clone(), vec![0; 300]].concat()] {
        fs::write(&journal, tail).unwrap();
        let (code, report) = program::in_store(&store, ["check"]);
        assert_eq!(code, 0, "{report}");
        assert!(
            report["findings"].to_string().contains("journal-cut"),
            "{report}"
        );
        assert_eq!(show(&store), before);
        assert_eq!(fs::read(&journal).unwrap(), whole);
    }
}

/// A journal that was changed in its middle, or by a newer version, opens read-only, as far as it
/// can be trusted.
#[test]
fn a_journal_that_cannot_be_trusted() {
    for newer in [false, true] {
        let (_keep, store) = store();
        let journal = store.join("matters/m/journal.jsonl");
        let text = fs::read_to_string(&journal).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = lines.len() - 2;
        if newer {
            // A record of version 2, complete and correctly chained, as a later program would write
            // it.
            lines.truncate(at + 1);
            let record: serde_json::Value = serde_json::from_str(&lines[at]).unwrap();
            let mut record = record["record"].clone();
            record["v"] = 2.into();
            record["seq"] = (at as u64 + 2).into();
            let last: serde_json::Value = serde_json::from_str(&lines[at]).unwrap();
            record["prev"] = last["hash"].clone();
            let text = record.to_string();
            let hash = expediente_tests::program::sha256(text.as_bytes());
            lines.push(format!("{{\"hash\":\"{hash}\",\"record\":{text}}}"));
        } else {
            lines[at] = lines[at].replace("\"seq\":", "\"seq\": ");
        }
        fs::write(&journal, lines.join("\n") + "\n").unwrap();
        let (code, shown) = program::in_store(&store, ["matter", "show", "m"]);
        assert_eq!(code, 0, "the trusted part can be read: {shown}");
        assert!(shown["exhibits"].as_array().unwrap().len() >= 3);
        let (code, said) = program::in_store(&store, ["exhibit", "move", "m", "A", "2"]);
        assert_eq!(
            (code, said["error"]["code"].as_str()),
            (1, Some("read-only")),
            "{said}"
        );
        let (_, report) = program::in_store(&store, ["check"]);
        let expected = if newer {
            "journal-newer"
        } else {
            "journal-damaged"
        };
        assert!(
            report["findings"].to_string().contains(expected),
            "{report}"
        );
        assert_eq!(
            fs::read_to_string(&journal).unwrap(),
            lines.join("\n") + "\n",
            "the journal is not overwritten"
        );
    }
}

/// A journal that is gone, emptied, or lacks its last lines: the index knows what was acknowledged,
/// and every opening reports the loss.
#[test]
fn a_journal_that_lacks_its_end() {
    for keep in [None, Some(0), Some(2)] {
        let (_keep, store) = store();
        let journal = store.join("matters/m/journal.jsonl");
        match keep {
            None => fs::remove_file(&journal).unwrap(),
            Some(lines) => {
                let text = fs::read_to_string(&journal).unwrap();
                let kept: String = text
                    .lines()
                    .take(lines)
                    .map(|line| format!("{line}\n"))
                    .collect();
                fs::write(&journal, kept).unwrap();
            }
        }
        for _ in 0..2 {
            let (code, report) = program::in_store(&store, ["check"]);
            assert_eq!(code, 1, "{keep:?}: {report}");
            assert!(
                report["findings"].to_string().contains("journal-damaged"),
                "{keep:?}: {report}"
            );
            let (code, said) = program::in_store(&store, ["matter", "set", "m", "--person", "Q"]);
            assert_eq!(
                (code, said["error"]["code"].as_str()),
                (1, Some("read-only")),
                "{keep:?}: {said}"
            );
        }
    }
}

/// A matter of which a crash left only the folder blocks nothing.
#[test]
fn a_matter_that_never_began() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir_all(place.path().join("matters/quintero/originals")).unwrap();
    fs::write(place.path().join("matters/quintero/journal.jsonl"), b"").unwrap();
    let (code, said) = program::in_store(place.path(), ["matter", "new", "Quintero"]);
    assert_eq!((code, said["id"].as_str()), (0, Some("quintero")), "{said}");
    let (code, said) = program::in_store(place.path(), ["undo", "quintero"]);
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("nothing-to-do")),
        "undo ends at the beginning: {said}"
    );
}

/// A rotten or missing original is found by `check` and stops a build that needs it.
#[test]
fn an_original_that_rotted() {
    let (keep, store) = store();
    let originals: Vec<PathBuf> = fs::read_dir(store.join("matters/m/originals"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(
        fs::metadata(&originals[0])
            .unwrap()
            .permissions()
            .readonly(),
        "an original is written once"
    );
    fs::remove_file(&originals[0]).unwrap();
    let (code, report) = program::in_store(&store, ["check"]);
    assert_eq!(code, 1);
    assert!(
        report["whole"] == false && report["findings"].to_string().contains("original-missing"),
        "{report}"
    );
    let out = keep.path().join("out.pdf");
    let (code, said) = program::in_store(&store, ["build", "m", "-o", out.to_str().unwrap()]);
    assert!(code == 1 && !out.exists(), "{said}");
    // A valid paper in its place: only the hash tells them apart.
    fs::write(&originals[0], fixtures::pdf(&["another"])).unwrap();
    let (code, said) = program::in_store(&store, ["build", "m", "-o", out.to_str().unwrap()]);
    assert!(code == 1 && !out.exists(), "{said}");
    let (_, report) = program::in_store(&store, ["check"]);
    assert!(
        report["findings"].to_string().contains("original-altered"),
        "{report}"
    );
}

/// A store named by the environment, as a lawyer's office sets it.
#[test]
fn the_store_of_the_environment() {
    let place = tempfile::tempdir().unwrap();
    let mut command = program::command();
    command
        .env("EXPEDIENTE_STORE", place.path())
        .args(["matter", "new", "m", "--json"]);
    assert_eq!(
        program::Said::of(&command.output().unwrap()).json()["id"],
        "m"
    );
    assert!(place.path().join("matters/m/journal.jsonl").is_file());
}
