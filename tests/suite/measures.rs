//! What is counted in the code: files in a folder, and defaults that take the place of a value.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use expediente_tests::root;

use crate::house::sources;
use crate::imports::production;

/// A folder that can be seen at a glance: fifteen files beside the ones that only gather them.
#[test]
fn no_folder_is_full() {
    let mut folders: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (folder, endings) in [
        ("src-tauri", &[".rs"] as &[_]),
        ("ui/src", &[".ts", ".svelte"]),
        ("tests", &[".rs"]),
    ] {
        for file in endings
            .iter()
            .flat_map(|end| sources(&root().join(folder), end))
        {
            let gathers = ["mod.rs", "lib.rs", "main.rs"]
                .iter()
                .any(|name| file.ends_with(name));
            *folders
                .entry(file.parent().unwrap().to_owned())
                .or_default() += usize::from(!gathers);
        }
    }
    assert!(folders.len() > 50, "{folders:?}");
    folders.retain(|_, files| *files > 15);
    assert_eq!(folders, BTreeMap::new());
}

/// A default in the place of a value can hide a broken invariant, so there are few: 1.5 for 1,000
/// lines of production code.
#[test]
fn defaults_are_few() {
    let (mut defaults, mut lines) = (0, 0);
    for file in sources(&root().join("src-tauri"), ".rs") {
        let path = file.strip_prefix(root()).unwrap();
        let is_test = path
            .iter()
            .any(|part| part == "tests" || part == "examples" || part == "benches")
            || ["tests.rs", "fuzz.rs", "typescript.rs"]
                .iter()
                .any(|name| path.ends_with(name));
        if is_test {
            continue;
        }
        let code = production(&fs::read_to_string(&file).unwrap());
        defaults += defaults_in(&code);
        lines += code.lines().count();
    }
    assert!(lines > 40_000, "{lines}");
    assert!(
        defaults * 1_000 <= lines * 3 / 2,
        "{defaults} defaults in {lines} lines"
    );
}

fn defaults_in(code: &str) -> usize {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = ["unwrap_or_default", ".unwrap_or(", "else { continue"];
    let plain: usize = plain.iter().map(|word| code.matches(word).count()).sum();
    let dropped = code.split("filter_map(").skip(1).filter(|after| {
        let end = after.find([';', '{', '}']).unwrap_or(after.len());
        after[..end].contains(".ok())")
    });
    plain + dropped.count()
}

/// Code that differs between systems is in few files, and the docs name each.
#[test]
fn platform_code_is_where_the_docs_say() {
    let docs = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, section) = docs.split_once("\n## Platforms\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let mut found = 0;
    for file in sources(&root().join("src-tauri"), ".rs") {
        let path = file.strip_prefix(root()).unwrap();
        let is_test = path.iter().any(|part| part == "tests") || path.ends_with("command_tests.rs");
        let code = production(&fs::read_to_string(&file).unwrap());
        let differs = [
            "cfg(unix",
            "cfg(windows",
            "cfg(target_",
            "cfg(not(",
            "cfg(any(",
            "cfg(all(",
            "cfg!(",
        ];
        if is_test || !differs.iter().any(|word| code.contains(word)) {
            continue;
        }
        let path: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
        let path = path.join("/");
        let path = path.strip_prefix("src-tauri/crates/").unwrap_or(&path);
        assert!(section.contains(path), "the docs do not name {path}");
        found += 1;
    }
    assert_eq!(found, 7);
    assert!(section.contains("in nine files"));
}

/// The count finds what it counts.
#[test]
fn defaults_are_found() {
    let code = "a.unwrap_or_default(); b.unwrap_or(1); c.unwrap_or_else(d);
        let Some(e) = f else {
            continue;
        };
        g.filter_map(|h| h.parse().ok()).sum(); i.filter_map(j);";
    assert_eq!(defaults_in(code), 4);
}
