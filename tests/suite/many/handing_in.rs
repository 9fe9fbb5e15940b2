//! How each court takes a dossier.

use expediente_tests::{fixtures, judges, program};
use serde_json::Value;
use std::fs;

const COURTS: [&str; 8] = [
    "eoir",
    "us-district",
    "uscis-online",
    "ca-irb",
    "ca-fc",
    "uk-ftt-iac",
    "uk-courts",
    "iachr",
];

/// Every court says where the dossier goes, and every step has its source; a court of which nothing
/// is known says so.
#[test]
fn every_court_says_how_it_takes_a_dossier() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let say = |arguments: &[&str]| -> Value {
        let (code, said) = program::in_store(&store, arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        said
    };
    say(&["matter", "new", "m", "--person", "Ana GIL", "--lang", "en"]);
    let paper = folder.path().join("a.pdf");
    fs::write(&paper, fixtures::lines("a")).unwrap();
    say(&["add", "m", paper.to_str().unwrap()]);
    for court in COURTS {
        say(&["matter", "set", "m", "--profile", court]);
        let out = folder.path().join(format!("{court}.pdf"));
        let said = say(&["handing-in", "m", "--print", out.to_str().unwrap()]);
        let stages = said["stages"].as_array().unwrap();
        assert_eq!(
            stages[0]["steps"][0]["rule"]["about"], "where",
            "{court}: {said}"
        );
        let printed = judges::texts(&out).concat();
        let printed: String = printed.split_whitespace().collect();
        for step in stages
            .iter()
            .flat_map(|stage| stage["steps"].as_array().unwrap())
        {
            let rule = &step["rule"];
            for key in ["says", "source", "checked", "sure"] {
                assert!(
                    rule[key].as_str().is_some_and(|text| !text.is_empty()),
                    "{court}: {step}"
                );
            }
            for key in ["says", "source"] {
                let said: String = rule[key].as_str().unwrap().split_whitespace().collect();
                assert!(printed.contains(&said), "{court}: {said} not in {printed}");
            }
        }
        // Somebody without a lawyer has a way: on paper, by mail, or the court's own site.
        assert!(said["parts"][0]["pages"].as_u64().unwrap() > 0);
    }
    say(&["matter", "set", "m", "--profile", "plain"]);
    let said = say(&["handing-in", "m"]);
    assert_eq!(said["stages"].as_array().unwrap().len(), 0, "{said}");
    let mut command = program::command();
    command.args(["handing-in", "m", "--store"]).arg(&store);
    let words = program::Said::of(&command.output().unwrap()).out;
    assert!(
        words.contains("does not know how this court takes dossiers"),
        "{words}"
    );
}

/// What people do with the file is no part of it: other words there change no byte of a dossier.
#[test]
fn the_steps_change_no_dossier() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let say = |arguments: &[&str]| -> Value {
        let (code, said) = program::in_store(&store, arguments);
        assert!(matches!(code, 0 | 6), "{arguments:?}: {said}");
        said
    };
    say(&["matter", "new", "m", "--person", "Ana GIL", "--lang", "en"]);
    let paper = folder.path().join("a.pdf");
    fs::write(&paper, fixtures::lines("a")).unwrap();
    say(&["add", "m", paper.to_str().unwrap()]);
    say(&["profile", "copy", "eoir", "mine"]);
    say(&["matter", "set", "m", "--profile", "mine"]);
    let build = |name: &str| {
        let out = folder.path().join(name);
        say(&["build", "m", "-o", out.to_str().unwrap()]);
        fs::read(out).unwrap()
    };
    let before = build("before.pdf");
    let own = store.join("profiles/mine.toml");
    let text = fs::read_to_string(&own).unwrap();
    assert!(text.contains("[[handing-in]]"), "{text}");
    let text = text.replace("Print on one side only.", "Print on both sides.");
    fs::write(&own, text).unwrap();
    let said = say(&["handing-in", "m"]).to_string();
    assert!(said.contains("Print on both sides."), "{said}");
    assert!(before == build("after.pdf"));
}
