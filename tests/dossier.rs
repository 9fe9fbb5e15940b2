//! A folder built as one dossier, and the pages of each file in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{self, Said};

/// A built dossier.
pub struct Dossier {
    pub out: PathBuf,
    /// The intake's report on each file, by its path within the folder.
    pub papers: BTreeMap<String, Value>,
    pub placed: BTreeMap<String, Placed>,
    pub took: Duration,
}

/// Where the pages of a file are in the dossier.
pub struct Placed {
    pub label: String,
    /// Physical pages, counted from 1.
    pub first: usize,
    pub last: usize,
}

impl Dossier {
    /// Builds a folder with the profile `plain`, in which label and physical page are the same.
    /// Dossier and store are left in `keep`, whose contents are deleted first.
    pub fn of(folder: &Path, keep: &Path) -> Self {
        let _ = std::fs::remove_dir_all(keep);
        Self::with(folder, keep, "plain")
    }

    /// The same with a profile by which pages stay as large as they are and stamps stay in their
    /// corners, whatever is printed there; only pages without room for stamps stand on a sheet.
    pub fn as_large(folder: &Path, keep: &Path) -> Self {
        let _ = std::fs::remove_dir_all(keep);
        let store = keep.join("store");
        let (code, _) = program::in_store(&store, ["profile", "copy", "plain", "as-large"]);
        assert_eq!(code, 0);
        let file = store.join("profiles/as-large.toml");
        let profile = std::fs::read_to_string(&file).unwrap();
        let size = "size = 10.0\n";
        assert!(profile.contains(size));
        let stays = format!("{size}shrink = false\nreach = \"corner\"\n");
        std::fs::write(&file, profile.replace(size, &stays)).unwrap();
        Self::with(folder, keep, "as-large")
    }

    fn with(folder: &Path, keep: &Path, profile: &str) -> Self {
        std::fs::create_dir_all(keep).unwrap();
        let (out, store) = (keep.join("dossier.pdf"), keep.join("store"));
        let began = Instant::now();
        let mut command = program::command();
        command
            .arg("build")
            .arg(folder)
            .arg("-o")
            .arg(&out)
            .arg("--store")
            .arg(&store);
        command.args(["--json", "--lang", "en", "--profile", profile]);
        let said = Said::of(&command.output().unwrap());
        let took = began.elapsed();
        assert!(
            matches!(said.code, 0 | 3 | 6),
            "exit code {}: {}",
            said.code,
            said.err
        );
        assert!(!said.err.contains("panicked"), "{}", said.err);
        let report = said.json();
        let path_of = |paper: &Value| paper["path"].as_str().unwrap().to_owned();
        let papers: BTreeMap<String, Value> = report["intake"]["papers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| (path_of(p), p.clone()))
            .collect();
        let (_, shown) =
            program::in_store(&store, ["matter", "show", report["id"].as_str().unwrap()]);
        let mut placed = BTreeMap::new();
        for exhibit in shown["exhibits"].as_array().unwrap() {
            for document in exhibit["documents"].as_array().unwrap() {
                let pages = document["pages"].as_str().unwrap();
                let ends: Vec<usize> = pages.split('–').map(|end| end.parse().unwrap()).collect();
                let label = exhibit["label"].as_str().unwrap().to_owned();
                let place = Placed {
                    label,
                    first: ends[0],
                    last: *ends.last().unwrap(),
                };
                placed.insert(document["paper"].as_str().unwrap().to_owned(), place);
            }
        }
        Self {
            out,
            papers,
            placed,
            took,
        }
    }

    /// Received, duplicate or refused.
    pub fn state(&self, file: &str) -> &str {
        self.papers[file]["state"].as_str().unwrap()
    }

    /// The codes of the findings in a file.
    pub fn codes(&self, file: &str) -> Vec<&str> {
        self.papers[file]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["code"].as_str().unwrap())
            .collect()
    }
}
