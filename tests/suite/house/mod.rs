//! The rules of the code: which crate may import which, what every file begins with, texts in every
//! language.

mod dependencies;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::root;

use crate::imports::Modules;

fn crates() -> BTreeMap<String, toml::Table> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join("src-tauri/crates")).unwrap() {
        let path = entry.unwrap().path();
        let manifest: toml::Table = fs::read_to_string(path.join("Cargo.toml"))
            .unwrap()
            .parse()
            .unwrap();
        found.insert(
            path.file_name().unwrap().to_string_lossy().into_owned(),
            manifest,
        );
    }
    found
}

fn dependencies(manifest: &toml::Table) -> BTreeSet<String> {
    let table = |name: &str| {
        manifest
            .get(name)
            .and_then(|value| value.as_table())
            .cloned()
            .unwrap_or_default()
    };
    table("dependencies")
        .keys()
        .chain(table("build-dependencies").keys())
        .cloned()
        .collect()
}

pub fn sources(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", ".git"].contains(&name.as_str()) {
            found.extend(sources(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// Imports go one way, so that the model stays pure, the assembler knows no court, and vault,
/// intake and bundle can be understood separately.
#[test]
fn imports_go_one_way() {
    let allowed: [(&str, &[&str]); 9] = [
        ("expediente-model", &[]),
        ("expediente-pdf", &[]),
        ("expediente-proof", &[]),
        ("expediente-vault", &["expediente-model"]),
        ("expediente-intake", &["expediente-model", "expediente-pdf"]),
        (
            "expediente-reader",
            &[
                "expediente-intake",
                "expediente-model",
                "expediente-pdf",
                "expediente-proof",
            ],
        ),
        (
            "expediente-bundle",
            &["expediente-model", "expediente-pdf", "expediente-proof"],
        ),
        (
            "expediente-app",
            &[
                "expediente-bundle",
                "expediente-intake",
                "expediente-model",
                "expediente-pdf",
                "expediente-proof",
                "expediente-vault",
            ],
        ),
        ("expediente-cli", &["expediente-app"]),
    ];
    let crates = crates();
    assert_eq!(
        crates.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        allowed.iter().map(|(name, _)| *name).collect()
    );
    for (name, allowed) in allowed {
        let ours: Vec<String> = dependencies(&crates[name])
            .into_iter()
            .filter(|dependency| dependency.starts_with("expediente"))
            .collect();
        for dependency in &ours {
            assert!(
                allowed.contains(&dependency.as_str()),
                "{name} must not import {dependency}"
            );
        }
    }
}

/// Files that import each other in a circle can only be understood together, and none of them can
/// be moved alone.
#[test]
fn no_circle_of_imports() {
    let crates = crates().into_keys();
    let mut folders: Vec<PathBuf> = crates
        .map(|name| root().join("src-tauri/crates").join(name).join("src"))
        .collect();
    folders.push(root().join("src-tauri/src"));
    let circles: Vec<(PathBuf, Vec<String>)> = folders
        .into_iter()
        .flat_map(|folder| {
            let circles = Modules::of(&folder).circles().into_iter();
            circles.map(move |circle| (folder.clone(), circle))
        })
        .collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// The test above can fail: through groups, through `super`, and through re-exports.
#[test]
fn circles_of_imports_are_found() {
    let circle = |texts: &[(&str, &str)]| Modules::of_texts(texts).circles();
    let parent = ("a", "mod b;\nmod c;\npub use b::Inner;\nuse self::c::Leaf;");
    assert_eq!(
        circle(&[
            parent,
            ("a::b", "use super::c::Leaf;\npub struct Inner;"),
            (
                "a::c",
                "use crate::{a::{Inner, self}, d};\npub struct Leaf;"
            ),
            ("d", "fn f() { crate::e::g(); }"),
            ("e", "pub fn g() {} // crate::d::f()"),
        ]),
        [["a::b", "a::c"]]
    );
    assert_eq!(
        circle(&[
            parent,
            ("a::b", "use super::c::Leaf;"),
            (
                "a::c",
                "#[cfg(test)]\nmod tests { use crate::a::b::Inner; }"
            ),
        ]),
        Vec::<Vec<String>>::new()
    );
}

/// Only the reader's process parses untrusted files: no other program links a decoder or the PDF
/// interpreter.
#[test]
fn only_the_reader_links_decoders() {
    let decoders = [
        "hayro",
        "hayro-interpret",
        "image",
        "jpeg-decoder",
        "kamadak-exif",
        "png",
        "gif",
    ];
    let linked = |name: &str| -> BTreeSet<String> {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--offline", "--prefix", "none"])
            .args(["--edges", "normal,no-proc-macro", "--package", name])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(tree.status.success(), "{tree:?}");
        let lines = String::from_utf8(tree.stdout).unwrap();
        let names = lines.lines().filter_map(|line| line.split(' ').next());
        names.map(str::to_owned).collect()
    };
    let reader = linked("expediente-reader");
    assert_eq!(decoders.iter().find(|name| !reader.contains(**name)), None);
    for program in ["expediente-cli", "expediente-desktop"] {
        let all = linked(program);
        assert!(
            !all.contains("expediente-reader"),
            "{program} links the reader"
        );
        assert_eq!(
            decoders.iter().find(|name| all.contains(**name)),
            None,
            "{program}"
        );
    }
}

/// The window uses only the API of app: no store, no plan, no PDF.
#[test]
fn the_window_knows_only_the_use_cases() {
    let manifest: toml::Table = fs::read_to_string(root().join("src-tauri/Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let all = dependencies(&manifest);
    let ours: Vec<&String> = all
        .iter()
        .filter(|name| name.starts_with("expediente"))
        .collect();
    assert_eq!(ours, ["expediente-app"]);
    for plugin in ["fs", "shell", "http", "process", "updater"] {
        assert!(
            !all.contains(&format!("tauri-plugin-{plugin}")),
            "the window must not have {plugin}"
        );
    }
}

/// The proof would share the writer's mistakes if it shared the writer's PDF readers.
#[test]
fn the_proof_parses_pdf_by_itself() {
    let proof = dependencies(&crates()["expediente-proof"]);
    assert_eq!(
        proof.into_iter().collect::<Vec<_>>(),
        ["blake3", "flate2", "sha2", "ttf-parser"]
    );
}

/// Every dependency is listed in the docs, one line each, with the reason.
#[test]
fn every_dependency_is_written_down() {
    let workspace: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let all = workspace["workspace"]["dependencies"].as_table().unwrap();
    let text = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let used: BTreeSet<String> = sources(&root().join("src-tauri"), "Cargo.toml")
        .into_iter()
        .chain([root().join("tests/Cargo.toml")])
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for name in all.keys().filter(|name| !name.starts_with("expediente")) {
        assert!(
            text.contains(&format!("`{name}`")),
            "{name} is not in docs/dependencies.md"
        );
        assert!(
            used.iter()
                .any(|manifest| manifest.contains(&format!("{name}.workspace"))),
            "{name} is used nowhere"
        );
    }
    assert_eq!(all["sled"].as_str(), Some("=0.34.7"));
}

/// Every source file begins with a module comment.
#[test]
fn every_file_says_what_it_is() {
    for file in sources(&root().join("src-tauri"), ".rs")
        .into_iter()
        .chain(sources(&root().join("tests"), ".rs"))
    {
        let text = fs::read_to_string(&file).unwrap();
        // A file that others include cannot begin with a module comment.
        let included = text.starts_with("// ") && text.contains("// Not a module");
        assert!(
            text.starts_with("//! ") || included,
            "{} does not begin with //!",
            file.display()
        );
    }
    for file in sources(&root().join("ui/src"), ".ts") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("// ") || text.starts_with("/** "),
            "{} does not say what it is",
            file.display()
        );
    }
    for file in sources(&root().join("ui/src"), ".svelte") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("<!-- "),
            "{} does not say what it is",
            file.display()
        );
    }
}

/// Folders are named for their contents.
#[test]
fn no_folder_of_leftovers() {
    let rust = sources(&root().join("src-tauri"), ".rs")
        .into_iter()
        .chain(sources(&root().join("tests"), ".rs"));
    let window = sources(&root().join("ui/src"), ".ts")
        .into_iter()
        .chain(sources(&root().join("ui/src"), ".svelte"));
    for file in rust.chain(window) {
        for part in file.components() {
            let name = part.as_os_str().to_string_lossy().into_owned();
            let name = name.split('.').next().unwrap();
            assert!(
                !["utils", "util", "common", "misc", "helpers", "helper"].contains(&name),
                "{}",
                file.display()
            );
        }
    }
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join(format!("assets/messages/{language}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The placeholders of a text.
fn values(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Users must not meet a key instead of a sentence, or a sentence in the wrong language.
#[test]
fn both_languages_have_every_text() {
    let (english, spanish) = (catalogue("en"), catalogue("es"));
    assert_eq!(
        english.keys().collect::<Vec<_>>(),
        spanish.keys().collect::<Vec<_>>()
    );
    for (key, text) in &english {
        assert_eq!(
            values(text),
            values(&spanish[key]),
            "{key} names other values in Spanish"
        );
        assert!(
            !text.trim().is_empty() && !spanish[key].trim().is_empty(),
            "{key} is empty"
        );
    }
}

/// Every code, kind, act and word that the program can mention has its text, and no text is left
/// over.
#[test]
fn every_text_is_needed_and_there() {
    let english = catalogue("en");
    let codes = finding_codes();
    let codes = codes.iter().map(|code| format!("finding.{code}"));
    let kinds = expediente_app::ExhibitKind::ALL
        .into_iter()
        .map(|kind| format!("kind.{}", kind.word()));
    for key in codes.chain(kinds) {
        assert!(english.contains_key(&key), "{key} has no text");
    }
    let code: String = sources(&root().join("src-tauri"), ".rs")
        .into_iter()
        .chain(sources(&root().join("assets/profiles"), ".toml"))
        .chain(sources(&root().join("ui/src"), ".ts"))
        .chain(sources(&root().join("ui/src"), ".svelte"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    // Keys that the code builds from a stem and a word.
    let stems = [
        "finding.",
        "kind.",
        "language.",
        "month.",
        "act.",
        "fact.",
        "severity.",
        "active.",
        "report.state.",
        "report.head.",
        "error.",
        "window.error.",
        "why.",
        "paper.",
        "profile.",
        "dossier.immigration.",
        "dossier.exhibit-word.",
        "dossier.form.line.",
        "fix.",
        "wording.",
        "translator.",
        "form.lacks.",
        "sure.",
        "office.",
    ];
    let stems = stems.map(|stem| (stem, code.contains(&format!("{stem}{{"))));
    let written = quoted_words(&code);
    let quoted = |key: &str| {
        let one_of = [format!("\"{key}\""), format!("'{key}'")];
        one_of.iter().any(|word| written.contains(word.as_str()))
    };
    let opened = |beginning: &str| written.contains(format!("\"{beginning}{{").as_str());
    // The window also builds some keys from a stem and a word: t(`ui.theme.${theme}`).
    let of_stem = |key: &str| {
        key.rsplit_once('.').is_some_and(|(stem, _)| {
            written.contains(format!("`{stem}.$").as_str()) || opened(&format!("{stem}."))
        })
    };
    for key in english.keys() {
        // The same text in the words of some courts.
        let usual = ["uk.", "iachr."]
            .iter()
            .find_map(|style| key.strip_prefix(style));
        assert!(
            usual.is_none_or(|usual| english.contains_key(usual)),
            "{key}"
        );
        let key = usual.map_or(key.as_str(), |usual| usual);
        let plain = key.trim_end_matches(".one").trim_end_matches(".other");
        let made = stems.iter().find(|(stem, _)| key.starts_with(*stem));
        let used = match made {
            Some((stem, is_built)) => {
                *is_built || quoted(key) || opened(stem.trim_start_matches("dossier.form."))
            }
            None => {
                let of_form = key.strip_prefix("dossier.form.").is_some_and(quoted);
                let of_number = opened(&format!("{plain}."));
                of_form || quoted(plain) || quoted(key) || of_number || of_stem(plain)
            }
        };
        assert!(used, "no code uses the text {key}");
    }
}

/// A key without a text is printed as it is: a court paper said `dossier.tally.where`.
#[test]
fn every_text_that_is_asked_for_is_there() {
    let english = catalogue("en");
    let mut asked = 0;
    for file in sources(&root().join("src-tauri"), ".rs") {
        let code = fs::read_to_string(&file).unwrap();
        let code = crate::imports::production(&code);
        for call in [".text(", ".fill(", ".count("] {
            for (at, _) in code.match_indices(call) {
                let argument = code[at + call.len()..].trim_start();
                let Some(key) = argument.strip_prefix('"') else {
                    continue;
                };
                let key = &key[..key.find('"').unwrap()];
                let is_key =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
                // Other types have functions of these names, too.
                if !key.contains('.') || !key.chars().all(is_key) {
                    continue;
                }
                asked += 1;
                // Forms have a stem of their own.
                let is_there = [
                    key.to_owned(),
                    format!("{key}.one"),
                    format!("dossier.form.{key}"),
                ]
                .iter()
                .any(|key| english.contains_key(key));
                assert!(is_there, "{}: {key} has no text", file.display());
            }
        }
    }
    assert!(asked > 200, "{asked}");
}

/// The keys that stand in a code, each from the quotation mark before it to the sign after it.
fn quoted_words(code: &str) -> BTreeSet<&str> {
    let is_of_key = |sign: char| sign.is_ascii_alphanumeric() || ".-_".contains(sign);
    let marks = code.match_indices(['"', '\'', '`']);
    let words = marks.filter_map(|(at, _)| {
        let word = &code[at + 1..];
        let end = word.find(|sign| !is_of_key(sign))?;
        let after = word[end..].chars().next()?.len_utf8();
        Some(&code[at..at + 1 + end + after])
    });
    words.collect()
}

/// The words of the findings, as the model declares them.
fn finding_codes() -> BTreeSet<String> {
    let path = root().join("src-tauri/crates/expediente-model/src/finding.rs");
    let text = fs::read_to_string(path).unwrap();
    let (_, declared) = text.split_once("\ncodes! {").unwrap();
    let (declared, _) = declared.split_once("\n}").unwrap();
    let words = declared
        .split(" = \"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'));
    let words: BTreeSet<String> = words.map(|(word, _)| word.to_owned()).collect();
    let lines = declared.lines().map(str::trim);
    let ends = lines.filter(|line| !line.starts_with('/') && line.ends_with(';'));
    assert_eq!(words.len(), ends.count());
    words
}

/// The words that the match arms of a file return.
fn words_of_arms(path: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let words = text
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'));
    words.map(|(word, _)| word.to_owned()).collect()
}

/// Every error code has its sentence, every I/O reason has its words, and no text is left over.
#[test]
fn every_error_has_its_sentence() {
    let english = catalogue("en");
    let keys = |stem: &str| -> BTreeSet<String> {
        let words = english.keys().filter_map(|key| key.strip_prefix(stem));
        words
            .map(|word| {
                word.trim_end_matches(".one")
                    .trim_end_matches(".other")
                    .to_owned()
            })
            .collect()
    };
    let mut codes = words_of_arms("src-tauri/crates/expediente-app/src/error.rs");
    codes.extend(words_of_arms(
        "src-tauri/crates/expediente-cli/src/failure.rs",
    ));
    assert!(
        codes.contains("store-held") && codes.contains("no-source"),
        "{codes:?}"
    );
    let sentences = keys("error.");
    assert_eq!(
        codes.difference(&sentences).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "without a sentence"
    );
    // Parts of sentences.
    let parts = ["holder", "holder-unknown", "to-undo", "to-redo"].map(str::to_owned);
    codes.extend(parts);
    assert_eq!(
        sentences.difference(&codes).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "of no error"
    );
    let causes = words_of_arms("src-tauri/crates/expediente-model/src/text/io_reason.rs");
    assert_eq!(
        causes.difference(&keys("why.")).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "without words"
    );
    let code: String = sources(&root().join("src-tauri"), ".rs")
        .into_iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for word in keys("why.") {
        assert!(
            code.contains(&format!("\"{word}\"")),
            "no code names why.{word}"
        );
    }
}

/// No file mentions a path of one machine.
#[test]
fn no_path_of_one_machine() {
    for ending in [
        ".rs", ".md", ".toml", ".py", ".sh", ".json", ".ts", ".svelte", ".yml",
    ] {
        for file in sources(&root(), ending) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            for word in [concat!("/wo", "rk/"), concat!("/ro", "ot/")] {
                assert!(!text.contains(word), "{} names {word}", file.display());
            }
        }
    }
}

/// A sentence that nobody translated reaches a family that does not read English. These few are the
/// same in both languages.
#[test]
fn every_sentence_is_in_spanish() {
    let texts = |language: &str| -> BTreeMap<String, String> {
        let path = root().join(format!("assets/messages/{language}.json"));
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let (english, spanish) = (texts("en"), texts("es"));
    let same: Vec<&str> = english
        .iter()
        .filter(|(key, text)| spanish.get(*key) == Some(text))
        .map(|(key, _)| key.as_str())
        .collect();
    let expected = [
        "dossier.date.time",
        "dossier.date.year",
        "dossier.form.blank-date",
        "dossier.outline.exhibit",
        "dossier.part.original",
        "dossier.stamp.exhibit",
        "error.io",
        "error.manifest",
        "paper-shape.a4",
        "paper-shape.legal",
        "paper-shape.oficio",
        "paper.a4",
        "report.head.id",
        "report.mend",
        "report.preflight",
        "ui.about.title",
        "ui.key.escape",
        "window.title",
    ];
    assert_eq!(same, expected);
    // Words that stand in nearly every English sentence and in no Spanish one.
    let is_english = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| ["the", "of", "and", "is", "not", "with", "this"].contains(word))
            .count()
            > 1
    };
    // Words of the command line and of a court form are English in both.
    let quoted = ["error.part", "ui.service.on-hint", "wording."];
    let left: Vec<&String> = spanish
        .iter()
        .filter(|(key, text)| {
            !quoted.iter().any(|prefix| key.starts_with(prefix)) && is_english(text)
        })
        .map(|(key, _)| key)
        .collect();
    assert_eq!(left, Vec::<&String>::new());
}

/// A window that may load from elsewhere, or run a script that a paper brought, could send a case
/// to anybody.
#[test]
fn the_window_loads_nothing_but_its_own() {
    let path = root().join("src-tauri/tauri.conf.json");
    let config: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    let parts: Vec<&str> = policy.split("; ").collect();
    assert_eq!(
        parts,
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' picture: http://picture.localhost",
            "font-src 'self'",
            "connect-src ipc: http://ipc.localhost",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    );
    let security = config["app"]["security"].as_object().unwrap();
    let loose = ["dangerousDisableAssetCspModification", "devCsp"];
    assert!(loose.iter().all(|key| !security.contains_key(*key)));
    assert!(!security.contains_key("assetProtocol"));
}
