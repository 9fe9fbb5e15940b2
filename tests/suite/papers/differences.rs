//! What the papers of a case say of the person, compared.

use expediente_tests::{fixtures, program};

/// A petition has the numbers of its signers. One that is like the person's is no slip.
#[test]
fn the_numbers_of_signers_are_not_the_persons() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, line: &str| {
        std::fs::write(folder.path().join(name), fixtures::pdf(&[line])).unwrap();
    };
    let own = "Rosa Prado, cedula de identidad V-12.345.678";
    write("certificate.pdf", own);
    write("letter.pdf", "Rosa Prado, cedula de identidad V-12.345.687");
    write("petition.pdf", "Ana Gil, cedula de identidad V-12.345.679");
    let case = r#"
        version = 1
        [matter]
        profile = "plain"
        person = "Rosa Prado"
        [[exhibit]]
        title = "Certificate"
        kind = "certificate"
        [[exhibit.document]]
        file = "certificate.pdf"
        [[exhibit]]
        title = "Letter"
        kind = "letter"
        [[exhibit.document]]
        file = "letter.pdf"
        [[exhibit]]
        title = "Petition"
        kind = "petition"
        [[exhibit.document]]
        file = "petition.pdf"
    "#;
    std::fs::write(folder.path().join("dossier.toml"), case).unwrap();
    let store = tempfile::tempdir().unwrap();
    let out = store.path().join("out.pdf");
    let store = store.path().join("store");
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let build = [
        "build".to_owned(),
        path(folder.path()),
        "-o".to_owned(),
        path(&out),
    ];
    let (code, said) = program::in_store(&store, build);
    assert_eq!(code, 0, "{said}");
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let (_, said) = program::in_store(&store, ["differences", "show", name]);
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
