//! Known differences from how other programs read a file, from `tests/corpus.md`: file, what,
//! reason.

use std::collections::BTreeSet;
use std::sync::Mutex;

/// The list, and which of its lines were used.
pub struct Exceptions {
    lines: BTreeSet<(String, String)>,
    needed: Mutex<BTreeSet<(String, String)>>,
}

impl Exceptions {
    /// The lines of these kinds.
    pub fn of(kinds: &[&str]) -> Self {
        let text =
            std::fs::read_to_string(expediente_tests::root().join("tests/corpus.md")).unwrap();
        let mut lines = BTreeSet::new();
        for line in text.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [file, what, reason] = cells.as_slice() else {
                panic!("not file, what, reason: {line}")
            };
            assert!(reason.len() > 15, "no reason: {line}");
            if kinds.contains(what) {
                lines.insert((file.trim_matches('`').to_owned(), (*what).to_owned()));
            }
        }
        Self {
            lines,
            needed: Mutex::new(BTreeSet::new()),
        }
    }

    /// Whether this file may differ in this respect.
    pub fn allow(&self, file: &str, what: &str) -> bool {
        let line = (file.to_owned(), what.to_owned());
        let listed = self.lines.contains(&line);
        if listed {
            self.needed.lock().unwrap().insert(line);
        }
        listed
    }

    /// Lines that were not used: the difference is fixed, or the file is missing. Such a line would
    /// hide the next failure.
    pub fn unneeded(&self) -> Vec<(String, String)> {
        let needed = self.needed.lock().unwrap();
        self.lines
            .iter()
            .filter(|line| !needed.contains(*line))
            .cloned()
            .collect()
    }
}
