//! What the papers of a case say of the person, compared.

use std::fs;

use expediente_tests::fixtures;

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
