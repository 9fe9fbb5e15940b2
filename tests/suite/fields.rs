//! A field of an exhibit, a document or a matter is declared in the model and reaches every way in
//! and out: the window's forms, `dossier.toml`, the command line. These tests find the place where
//! one is missing.

use std::collections::BTreeSet;
use std::fs;

use expediente_tests::root;

/// The fields of a struct, or of a variant of an enum, as its source declares them.
fn fields(path: &str, head: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("src-tauri/crates").join(path)).unwrap();
    let start = text
        .find(head)
        .unwrap_or_else(|| panic!("{path} has no {head}"));
    let body = &text[start + head.len()..];
    let indent = body.trim_start_matches('\n');
    let indent = &indent[..indent.len() - indent.trim_start().len()];
    let mut found = BTreeSet::new();
    for line in body.lines().skip(1) {
        let Some(rest) = line.strip_prefix(indent) else {
            if line.is_empty() {
                continue;
            }
            break;
        };
        let rest = rest.strip_prefix("pub ").unwrap_or(rest);
        if let Some((name, _)) = rest.split_once(": ")
            && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        {
            found.insert(name.to_owned());
        }
    }
    assert!(found.len() > 2, "{path} {head}: {found:?}");
    found
}

/// Asserts that every field of the model has one here. `apart` names those with another name, or
/// `-` for those that users do not fill in here.
fn reaches(model: &BTreeSet<String>, here: &str, found: &BTreeSet<String>, apart: &[(&str, &str)]) {
    for field in model {
        let name = apart.iter().find(|(own, _)| own == field);
        let name = name.map_or(field.as_str(), |(_, name)| name);
        assert!(name == "-" || found.contains(name), "{here} lacks {field}");
    }
}

#[test]
fn every_field_of_an_exhibit_goes_everywhere() {
    let model = fields(
        "expediente-model/src/matter/exhibit.rs",
        "pub struct Exhibit {",
    );
    // What is counted has an act and a verb of its own.
    let apart = [("id", "-"), ("documents", "-"), ("tally", "-")];
    let form = fields(
        "expediente-app/src/edit/fields.rs",
        "pub struct ExhibitFields {",
    );
    reaches(&model, "the form of the window", &form, &apart);
    let table = fields(
        "expediente-app/src/transfer/manifest.rs",
        "pub(crate) struct ExhibitTable {",
    );
    reaches(&model, "dossier.toml", &table, &[("id", "-")]);
    let verb = fields("expediente-cli/src/verbs/exhibit.rs", "    Rename {");
    // What it is of the checklist is said by `expediente checklist is`.
    let words = [
        ("id", "-"),
        ("documents", "-"),
        ("tally", "-"),
        ("needs", "-"),
        ("in_languages", "texts"),
    ];
    reaches(&model, "expediente exhibit rename", &verb, &words);
}

#[test]
fn every_field_of_a_document_goes_everywhere() {
    let model = fields(
        "expediente-model/src/matter/exhibit.rs",
        "pub struct Document {",
    );
    // Pages, sheets and role have their own acts in the window and their own verbs.
    let acts = [
        ("id", "-"),
        ("item", "-"),
        ("pages", "-"),
        ("left_out", "-"),
        ("turns", "-"),
        ("straightened", "-"),
        ("role", "-"),
        ("unsigned", "-"),
        ("rows", "-"),
    ];
    let form = fields(
        "expediente-app/src/edit/fields.rs",
        "pub struct DocumentFields {",
    );
    reaches(&model, "the form of the window", &form, &acts);
    let verb = fields("expediente-cli/src/verbs/exhibit.rs", "    Caption {");
    let words = [acts.as_slice(), &[("in_languages", "texts")]].concat();
    reaches(&model, "expediente exhibit caption", &verb, &words);
    let table = fields(
        "expediente-app/src/transfer/manifest.rs",
        "pub(crate) struct PaperTable {",
    );
    let words = [
        ("id", "-"),
        ("item", "file"),
        ("left_out", "leave_out"),
        ("turns", "turn"),
        ("straightened", "straight"),
    ];
    reaches(&model, "dossier.toml", &table, &words);
}

#[test]
fn every_fact_goes_everywhere() {
    let model = fields("expediente-model/src/matter/facts.rs", "pub struct Facts {");
    let view = fields(
        "expediente-app/src/views/facts_view.rs",
        "pub struct FactsView {",
    );
    // Answers are given to findings, not typed into the form, and refused papers come by intakes.
    // The checklist and differences between papers have dialogs of their own.
    let apart = [
        ("answers", "-"),
        ("still_to_get", "-"),
        ("checklist", "-"),
        ("spellings", "-"),
        ("note", "-"),
    ];
    reaches(&model, "the form of the window", &view, &apart);
    let table = fields(
        "expediente-app/src/transfer/manifest.rs",
        "pub(crate) struct MatterTable {",
    );
    reaches(&model, "dossier.toml", &table, &[]);
    let verb = fields(
        "expediente-cli/src/fact_arguments.rs",
        "pub struct FactArguments {",
    );
    let words = [
        ("language", "lang"),
        ("respondents", "respondent"),
        ("minors", "minor"),
        // Their verbs are `expediente form service` and `expediente preflight --answer`.
        ("service", "-"),
        ("answers", "-"),
        // `expediente matter not-needed`, `expediente checklist` and `expediente differences`.
        ("still_to_get", "-"),
        ("checklist", "-"),
        ("spellings", "-"),
        ("note", "-"),
        ("in_languages", "texts"),
    ];
    reaches(&model, "expediente matter set", &verb, &words);
}
