//! A journal with words of a newer version: all that is known is shown, and nothing is changed.

use std::fs;
use std::path::Path;

use expediente_tests::{fixtures, program};
use serde_json::{Value, json};

/// Changes the records of a journal and chains them anew, as the program that wrote them would.
fn rewrite(journal: &Path, change: impl Fn(usize, &mut Value)) {
    let text = fs::read_to_string(journal).unwrap();
    let mut previous = Value::Null;
    let mut lines = String::new();
    for (number, line) in text.lines().enumerate() {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let mut record = line["record"].take();
        change(number, &mut record);
        record["prev"] = previous;
        let text = record.to_string();
        let hash = program::sha256(text.as_bytes());
        lines += &format!("{{\"hash\":\"{hash}\",\"record\":{text}}}\n");
        previous = json!(hash);
    }
    fs::write(journal, lines).unwrap();
}

/// Each kind of word that a program can have more: a finding, a purpose, a kind, a role, an act, a
/// change, an event. The rest of the matter is shown, and `check` does not call it damaged.
#[test]
fn unknown_words_are_newer_and_not_damaged() {
    let place = tempfile::tempdir().unwrap();
    let model = place.path().join("model");
    let papers = place.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for name in ["one", "two"] {
        fs::write(papers.join(format!("{name}.pdf")), fixtures::pdf(&[name])).unwrap();
    }
    let paper = |name: &str| {
        let path = papers.join(format!("{name}.pdf"));
        path.to_str().unwrap().to_owned()
    };
    // Records: created, received, received, placed, described, moved.
    for arguments in [
        &["matter", "new", "m"][..],
        &["add", "m", &paper("one"), &paper("two")],
        &["exhibit", "rename", "m", "A", "Carta", "--kind", "letter"],
        &["exhibit", "move", "m", "A", "2"],
    ] {
        let (code, said) = program::in_store(&model, arguments);
        assert_eq!(code, 0, "{said}");
    }
    let newer = |number: usize, record: &mut Value, word: &str| {
        let body = &mut record["body"];
        match (word, number) {
            ("finding", 1) => body["item"]["findings"] = json!([{ "code": "smells-of-smoke" }]),
            ("purpose", 1) => {
                let digest = body["item"]["original"].clone();
                let made = json!([{ "digest": digest, "purpose": "ironed" }]);
                body["item"]["derivatives"] = made;
            }
            ("kind", 4) => body["change"]["exhibit"]["kind"] = json!("poem"),
            ("act", 4) => body["act"] = json!("fold"),
            ("role", 3) => {
                let exhibit = &mut body["change"]["changes"][0]["exhibit"];
                exhibit["documents"][0]["part"] = json!({ "is": "oath" });
            }
            ("change", 5) => body["change"] = json!({ "do": "fold-exhibit", "id": 1 }),
            ("inverse", 5) => body["inverse"] = json!({ "do": "unfold-exhibit", "id": 1 }),
            ("event", 5) => *body = json!({ "event": "filed", "with": "EOIR" }),
            _ => {}
        }
    };
    let words = [
        "finding", "purpose", "kind", "act", "role", "change", "inverse", "event",
    ];
    for word in words {
        let store = place.path().join(word);
        expediente_tests::copy_folder(&model, &store);
        let journal = store.join("matters/m/journal.jsonl");
        rewrite(&journal, |number, record| newer(number, record, word));
        let before = fs::read(&journal).unwrap();
        for with_index in [true, false] {
            if !with_index {
                fs::remove_dir_all(store.join("index")).unwrap();
            }
            let (code, shown) = program::in_store(&store, ["matter", "show", "m"]);
            assert_eq!(code, 0, "{word}: {shown}");
            let titles: Vec<&str> = shown["exhibits"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["title"].as_str().unwrap())
                .collect();
            // The move is the last act; where it is unknown, the order before it is shown.
            let moved = !["change", "event"].contains(&word);
            let expected = if moved {
                ["Two", "Carta"]
            } else {
                ["Carta", "Two"]
            };
            assert_eq!(titles, expected, "{word}");
            let (code, said) = program::in_store(&store, ["exhibit", "move", "m", "A", "2"]);
            let error = said["error"]["code"].as_str();
            assert_eq!((code, error), (1, Some("read-only")), "{word}: {said}");
            let (code, report) = program::in_store(&store, ["check"]);
            let found = report["findings"].to_string();
            assert_eq!(code, 0, "{word}: {report}");
            assert!(found.contains("journal-newer"), "{word}: {report}");
            assert!(!found.contains("journal-damaged"), "{word}: {report}");
            let (code, said) = program::in_store(&store, ["repair", "--yes"]);
            assert_eq!((code, &said["report"]), (1, &Value::Null), "{word}: {said}");
            assert_eq!(
                fs::read(&journal).unwrap(),
                before,
                "{word}: nothing is written"
            );
        }
    }
}
