//! What the papers of a case say of the person, compared.

use std::fs;

use expediente_tests::{fixtures, judges};
use serde_json::Value;

use crate::papers::case::Case;

/// A petition has the numbers of its signers. One that is like the person's is no slip.
#[test]
fn the_numbers_of_signers_are_not_the_persons() {
    let case = Case::new(&["--profile", "plain"]);
    case.said(&["matter", "set", "m", "--person", "Rosa Prado"]);
    for (label, kind, line) in [
        (
            "A",
            "certificate",
            "Rosa Prado, cedula de identidad V-12.345.678",
        ),
        (
            "B",
            "letter",
            "Rosa Prado, cedula de identidad V-12.345.687",
        ),
        ("C", "petition", "Ana Gil, cedula de identidad V-12.345.679"),
    ] {
        let paper = case.path(&format!("{kind}.pdf"));
        fs::write(&paper, fixtures::pdf(&[line])).unwrap();
        case.said(&["add", "m", paper.to_str().unwrap()]);
        case.said(&["exhibit", "rename", "m", label, "--kind", kind]);
    }
    let said = case.said(&["differences", "show", "m"]);
    let sorts = said["sorts"].as_array().unwrap();
    let numbers = sorts.iter().find(|sort| sort["sort"] == "identity-number");
    let values = numbers.unwrap()["values"].as_array().unwrap();
    let values: Vec<&str> = values
        .iter()
        .map(|one| one["value"].as_str().unwrap())
        .collect();
    assert_eq!(values.len(), 2, "{said:#}");
    assert!(values.iter().all(|one| !one.ends_with("679")), "{values:?}");
}

/// A case with two spellings of the person's name, one of which is explained.
fn explained() -> Case {
    let case = Case::new(&["--profile", "plain"]);
    case.said(&["matter", "set", "m", "--person", "Rosa Elena Prado"]);
    for (at, line) in ["Rosa Elena Prado works here", "Roza Elena Prado is honest"]
        .iter()
        .enumerate()
    {
        let paper = case.path(&format!("paper {at}.pdf"));
        fs::write(&paper, fixtures::pdf(&[line])).unwrap();
        case.said(&["add", "m", paper.to_str().unwrap()]);
    }
    case.said(&["differences", "right", "m", "name", "Rosa Elena Prado"]);
    let reason = [
        "En la oficina escribieron z",
        "--in",
        "en=The office wrote z",
    ];
    let value = ["differences", "explain", "m", "name", "Roza Elena Prado"];
    case.said(&[&value[..], &reason].concat());
    case
}

fn note_of(case: &Case) -> String {
    let out = case.path("o.pdf");
    case.said(&["build", "m", "-o", out.to_str().unwrap()]);
    judges::texts(&out).pop().unwrap()
}

/// The note says where a paper is. When the papers move, or a reason or the language changes, it
/// is told that it does not say so any more; put in again, it does.
#[test]
fn a_note_that_no_longer_says_what_is_there_is_told() {
    let case = explained();
    case.said(&["differences", "add", "m"]);
    assert!(!case.has("note-stale"));
    let note = note_of(&case);
    assert!(note.contains("B, p. 6"), "{note}");
    for change in [
        &["exhibit", "move", "m", "B", "1"][..],
        &["matter", "set", "m", "--lang", "es"],
        &[
            "differences",
            "explain",
            "m",
            "name",
            "Roza Elena Prado",
            "Otra",
        ],
    ] {
        case.run(change);
        assert!(case.has("note-stale"), "{change:?}");
        case.said(&["undo", "m"]);
        assert!(!case.has("note-stale"), "{change:?}");
    }
    case.said(&["exhibit", "move", "m", "B", "1"]);
    case.said(&["differences", "add", "m"]);
    assert!(!case.has("note-stale"));
    let note = note_of(&case);
    assert!(
        note.contains("A, p. 4") && !note.contains("B, p."),
        "{note}"
    );
    // It stays one note.
    let shown = case.said(&["matter", "show", "m"]);
    assert_eq!(shown["exhibits"].as_array().unwrap().len(), 3, "{shown}");
}

/// The note repeats what papers say. It is no paper that says it.
#[test]
fn a_note_is_no_paper_of_its_own() {
    let case = explained();
    let papers = |case: &Case| {
        let said = case.said(&["differences", "show", "m"]);
        let names = said["sorts"][0]["values"].as_array().unwrap().clone();
        let places = names
            .iter()
            .flat_map(|one| one["places"].as_array().unwrap());
        places.count()
    };
    assert_eq!(papers(&case), 2);
    case.said(&["differences", "add", "m"]);
    assert_eq!(papers(&case), 2);
    assert!(!case.has("name-differs"), "{:?}", case.findings());
    // Nor does it say itself where it is.
    case.said(&["differences", "add", "m"]);
    assert!(!note_of(&case).contains("C, p."));
}

/// The reason is printed in the language of the dossier.
#[test]
fn reasons_in_two_languages() {
    let case = explained();
    case.said(&["differences", "add", "m"]);
    let note = note_of(&case);
    assert!(note.contains("The office wrote z"), "{note}");
    assert!(!note.contains("escribieron"), "{note}");
    case.said(&["matter", "set", "m", "--lang", "es"]);
    case.said(&["differences", "add", "m"]);
    let note = note_of(&case);
    assert!(note.contains("En la oficina escribieron z"), "{note}");
    assert!(note.contains("Nota sobre diferencias"), "{note}");
    // The way to another computer keeps it.
    let out = case.path("out");
    case.said(&["export", "m", out.to_str().unwrap()]);
    let toml = fs::read_to_string(out.join("dossier.toml")).unwrap();
    assert!(toml.contains("The office wrote z"), "{toml}");
    assert!(toml.contains("differences-note"), "{toml}");
}

/// A paper with the numbers of many people is a list of them, before anybody says what it is.
#[test]
fn a_list_of_people_says_no_number_of_the_person() {
    let case = Case::new(&["--profile", "plain"]);
    let lines: Vec<String> = (10..20)
        .map(|n| format!("Nombre {n}, cedula de identidad V-12.345.6{n}"))
        .collect();
    let sheet = case.path("hoja.pdf");
    fs::write(&sheet, fixtures::lines(&lines.join("\n"))).unwrap();
    case.said(&["add", "m", sheet.to_str().unwrap()]);
    let said = case.said(&["differences", "show", "m"]);
    let mut sorts = said["sorts"].as_array().unwrap().iter();
    assert!(
        sorts.all(|sort| sort["sort"] != "identity-number"),
        "{said:#}"
    );
    // Those of a family are still told.
    let card = case.path("tarjeta.pdf");
    fs::write(&card, fixtures::lines(&lines[..7].join("\n"))).unwrap();
    case.said(&["add", "m", card.to_str().unwrap()]);
    let said = case.said(&["differences", "show", "m"]);
    let mut sorts = said["sorts"].as_array().unwrap().iter();
    assert!(
        sorts.any(|sort| sort["sort"] == "identity-number"),
        "{said:#}"
    );
}

/// The check calls a paper as the family does, and the court reads it as it is printed.
#[test]
fn findings_call_papers_as_the_family_does() {
    let case = Case::new(&["--profile", "plain"]);
    let paper = case.path("a.pdf");
    fs::write(&paper, fixtures::pdf(&["Roza GIL"])).unwrap();
    case.said(&["add", "m", paper.to_str().unwrap()]);
    let title = ["exhibit", "rename", "m", "A", "Carta de mi tía"];
    let english = ["--in", "title.en=Letter of my aunt", "--date", "2027-01-01"];
    case.said(&[&title[..], &english].concat());
    let findings = case.findings();
    let told = findings.iter().find(|(code, _)| code == "date-future");
    let (_, words) = told.unwrap_or_else(|| panic!("{findings:?}"));
    assert!(words.contains("A — Carta de mi tía"), "{words}");
}

/// With the note, the table of exhibits needs another page, and all pages move: the note says
/// where they are then.
#[test]
fn a_note_that_moves_the_pages_says_where_they_are() {
    let case = Case::new(&["--profile", "plain"]);
    case.said(&["matter", "set", "m", "--person", "Rosa Elena Prado"]);
    let papers = case.path("papers");
    fs::create_dir(&papers).unwrap();
    for at in 0..26 {
        let name = if at == 0 { "Roza" } else { "Rosa" };
        let text = format!("{name} Elena Prado {at}");
        fs::write(
            papers.join(format!("p{at:02}.pdf")),
            fixtures::pdf(&[&text]),
        )
        .unwrap();
    }
    case.said(&["add", "m", papers.to_str().unwrap(), "--each"]);
    case.said(&["differences", "right", "m", "name", "Rosa Elena Prado"]);
    case.said(&[
        "differences",
        "explain",
        "m",
        "name",
        "Roza Elena Prado",
        "x",
    ]);
    let first = |case: &Case| case.said(&["matter", "show", "m"])["exhibits"][0]["pages"].clone();
    let before = first(&case);
    case.said(&["differences", "add", "m"]);
    assert_ne!(first(&case), before, "the table has to grow");
    assert!(!case.has("note-stale"));
}

/// Every title in another language is told, not only the first of an exhibit.
#[test]
fn all_titles_in_another_language_are_told() {
    let case = Case::new(&["--profile", "eoir"]);
    for name in ["a", "b"] {
        let paper = case.path(&format!("{name}.pdf"));
        fs::write(&paper, fixtures::pdf(&[name])).unwrap();
        case.said(&["add", "m", paper.to_str().unwrap()]);
    }
    let join = ["exhibit", "join", "m", "A", "B", "--title", "Letters"];
    case.said(&join);
    case.said(&[
        "exhibit",
        "caption",
        "m",
        "d2",
        "--title",
        "Carta de su tía",
    ]);
    case.said(&[
        "exhibit",
        "caption",
        "m",
        "d4",
        "--title",
        "Carta de su hermano",
    ]);
    let findings = case.findings();
    let told = findings.iter().find(|(code, _)| code == "title-language");
    let (_, words) = told.unwrap_or_else(|| panic!("{findings:?}"));
    assert!(
        words.contains("Carta de su tía") && words.contains("Carta de su hermano"),
        "{words}"
    );
}

/// A reason in another language than the court's is named before it is filed.
#[test]
fn a_reason_in_one_language_is_told() {
    let case = explained();
    case.said(&["differences", "add", "m"]);
    let is_told = |case: &Case, words: &str| {
        let found = case.findings();
        let mut told = found.iter().filter(|one| one.0 == "text-one-language");
        told.any(|one| one.1.contains(words))
    };
    assert!(!is_told(&case, "The office"), "{:?}", case.findings());
    let values = case.said(&["differences", "show", "m"]);
    let wrong = values["sorts"][0]["values"].as_array().unwrap().iter();
    let wrong = wrong.filter(|one| one["reason"] != Value::Null);
    let wrong: Vec<&str> = wrong.map(|one| one["value"].as_str().unwrap()).collect();
    let why = "La alcaldía lo escribió con i y sin acento en la constancia.";
    case.said(&[
        "differences",
        "explain",
        "m",
        "name",
        wrong[0],
        why,
        "--in",
        "en=",
    ]);
    case.said(&["differences", "add", "m"]);
    assert!(
        is_told(&case, "La alcaldía lo escribió"),
        "{:?}",
        case.findings()
    );
}
