//! A case in a store of its own, told what to do by the command line.

use std::path::PathBuf;

use expediente_tests::program;
use serde_json::Value;

/// A store with one case, `m`, of Ana Gil in English.
pub struct Case {
    pub folder: tempfile::TempDir,
}

impl Case {
    /// With more facts, as arguments.
    pub fn new(facts: &[&str]) -> Self {
        let case = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let plain = ["matter", "new", "m", "--person", "Ana GIL", "--lang", "en"];
        case.said(&[&plain[..], facts].concat());
        case
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, arguments: &[&str]) -> (i32, Value) {
        program::in_store(&self.path("store"), arguments)
    }

    /// The same, which must succeed.
    pub fn said(&self, arguments: &[&str]) -> Value {
        let (code, said) = self.run(arguments);
        assert!(code == 0 || code == 6, "{arguments:?}: {code} {said}");
        said
    }

    /// The same, which must fail with an error of this name.
    pub fn refused(&self, arguments: &[&str], with: &str) {
        let (code, said) = self.run(arguments);
        assert_eq!((code, &said["error"]["code"]), (1, &with.into()), "{said}");
    }

    /// The findings of the check before filing: the name of each, and its words.
    pub fn findings(&self) -> Vec<(String, String)> {
        let said = self.said(&["preflight", "m"]);
        let all = said["findings"].as_array().unwrap().iter();
        let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
        all.map(|one| (text(one, "code"), text(one, "message")))
            .collect()
    }

    pub fn has(&self, code: &str) -> bool {
        self.findings().iter().any(|(found, _)| found == code)
    }
}
