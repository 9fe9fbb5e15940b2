//! The made-up case of `assets/sample/make_case.py`: a petition of six hundred signatures, two
//! certificates, a name that is spelled in two ways. The right values are in its `expected.json`,
//! by how the papers were made.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::{judges, program, root};
use serde_json::{Value, json};

struct Lifelike {
    folder: tempfile::TempDir,
    papers: PathBuf,
    expected: Value,
}

impl Lifelike {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made");
        let status = Command::new("/usr/bin/python3")
            .arg(root().join("assets/sample/make_case.py"))
            .arg(&made)
            .status();
        assert!(status.unwrap().success());
        let expected = fs::read(made.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let papers = made.join(expected["folder"].as_str().unwrap());
        Self {
            folder,
            papers,
            expected,
        }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn said(&self, arguments: &[&str]) -> Value {
        let (code, said) = program::in_store(&self.store(), arguments);
        assert!(code == 0 || code == 6, "{arguments:?}: {code} {said}");
        said
    }

    /// File and page of each sheet of the petition.
    fn sheets(&self) -> Vec<(String, u64)> {
        let scans = &self.expected["petition"]["scans"];
        let sheets = (1..=30).map(|sheet| {
            let scan = &scans[sheet.to_string()];
            let file = scan["file"].as_str().unwrap().to_owned();
            (file, scan["page"].as_u64().unwrap())
        });
        sheets.collect()
    }

    /// The case as a file: two certificates with their apostilles, the petition in its order, the
    /// declaration with its translation, letters with identity cards, photos.
    fn manifest(&self) -> String {
        let mut text = String::from(
            "version = 1\n[matter]\ntitle = \"Documentos en apoyo\"\nprofile = \"eoir\"\n\
             language = \"en\"\nhearing = \"2026-06-15\"\ncourt = \"El Paso, Texas\"\n\
             docket = \"A 000-000-001\"\ndetained = true\nown_titles = true\n\
             in = { en = { title = \"Documents in support\" } }\n\
             checklist = { name = \"good-conduct\" }\n",
        );
        let person = &self.expected["person"]["name"];
        writeln!(
            text,
            "person = {person}\n[matter.filer]\nname = \"Ana Gil\""
        )
        .unwrap();
        for one in self.expected["certificates"].as_array().unwrap() {
            let file = &one["file"];
            let english = self.english(file.as_str().unwrap());
            let apostille = &one["apostille"];
            writeln!(
                text,
                "[[exhibit]]\ntitle = {}\nkind = \"certificate\"\ndate = {}\nnumber = {}\n\
                 code = {}\naddress = {}\nissuer = {}\nlanguage = \"es\"\nin.en.title = {english}\n\
                 [[exhibit.document]]\nfile = {file}\n[[exhibit.document]]\nfile = {}\n\
                 number = {}\npart = \"apostille\"\nof = {file}",
                self.spanish(file.as_str().unwrap()),
                one["date"],
                one["number"],
                one["code"],
                one["url"],
                one["issuer"],
                apostille["file"],
                apostille["number"],
            )
            .unwrap();
        }
        text.push_str(
            "[[exhibit]]\ntitle = \"Petición de los vecinos\"\nkind = \"petition\"\n\
             in.en.title = \"Petition of the neighbors\"\n",
        );
        let mut seen = BTreeSet::new();
        for (file, _) in self.sheets() {
            if seen.insert(file.clone()) {
                let file = json!(format!("Firmas de los vecinos/{file}"));
                writeln!(text, "[[exhibit.document]]\nfile = {file}").unwrap();
            }
        }
        text.push_str(
            "[[exhibit]]\ntitle = \"Declaración de la madre\"\nkind = \"declaration\"\n\
             [[exhibit.document]]\nfile = \"Declaración de mi mamá.pdf\"\n",
        );
        text.push_str("[[exhibit]]\ntitle = \"Cartas de apoyo\"\nkind = \"letter\"\n");
        for one in self.expected["letters"].as_array().unwrap() {
            let (file, card) = (&one["file"], &one["identity_card"]);
            writeln!(
                text,
                "[[exhibit.document]]\nfile = {file}\n[[exhibit.document]]\nfile = {card}\n\
                 part = \"identity-copy\""
            )
            .unwrap();
        }
        text.push_str(
            "[[exhibit]]\ntitle = \"Fotos de su trabajo\"\nkind = \"photo\"\nphoto_list = true\n\
             photos_per_page = 12\nfolder = \"Fotos\"\n",
        );
        text
    }

    fn titled(&self, file: &str, language: &str) -> Value {
        let all = self.expected["titles"].as_array().unwrap();
        let one = all.iter().find(|one| one["file"] == file).unwrap();
        one[language].clone()
    }

    fn spanish(&self, file: &str) -> Value {
        self.titled(file, "es")
    }

    fn english(&self, file: &str) -> Value {
        self.titled(file, "en")
    }
}

fn codes(said: &Value) -> Vec<&str> {
    let all = said["findings"].as_array().unwrap().iter();
    all.map(|one| one["code"].as_str().unwrap()).collect()
}

/// Sheet and row of one side of a pair.
fn at(entry: &Value) -> (u64, u64) {
    let number = |name: &str| entry[name].as_u64().unwrap();
    (number("sheet"), number("row"))
}

#[test]
fn a_case_of_six_hundred_signatures() {
    let case = Lifelike::new();
    fs::write(case.papers.join("dossier.toml"), case.manifest()).unwrap();
    let out = case.folder.path().join("before.pdf");
    let papers = case.papers.to_str().unwrap();
    case.said(&["build", papers, "-o", out.to_str().unwrap()]);
    let matters = case.said(&["matter", "list"]);
    let id = matters[0]["id"].as_str().unwrap().to_owned();
    let shown = case.said(&["matter", "show", &id]);
    let exhibits = shown["exhibits"].as_array().unwrap();
    let petition = exhibits
        .iter()
        .find(|one| one["title"] == "Petition of the neighbors");
    let petition = petition.unwrap();
    let document = |file: &str| -> String {
        let all = petition["documents"].as_array().unwrap();
        let is_it = |one: &&Value| {
            let paper = one["paper"].as_str().unwrap();
            Path::new(paper).file_name().unwrap().to_str() == Some(file)
        };
        all.iter().find(is_it).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };

    // The rows are found; what is written of a sheet that is not found right is corrected.
    let said = &case.expected["petition"];
    let rows_at = |list: &Value| -> BTreeSet<(u64, u64)> {
        list.as_array().unwrap().iter().map(at).collect()
    };
    let (struck, unreadable) = (rows_at(&said["struck_out"]), rows_at(&said["unreadable"]));
    assert_eq!((struck.len(), unreadable.len()), (4, 2));
    let (mut whole, mut right, mut strikes) = (0, 0, 0);
    for (sheet, (file, page)) in (1..).zip(case.sheets()) {
        let (document, page) = (document(&file), page.to_string());
        let found = case.said(&["petition", "find", &id, &document, &page]);
        let found = found["rows"].as_array().unwrap();
        whole += u32::from(found.len() == 20);
        for (row, one) in (1..).zip(found) {
            let wanted = if struck.contains(&(sheet, row)) {
                "struck-out"
            } else {
                "signed"
            };
            right += u32::from(one["mark"] == wanted);
            strikes += u32::from(one["mark"] == "struck-out" && wanted == "struck-out");
        }
        let letters: Vec<&str> = (1..=20)
            .map(|row| match (sheet, row) {
                at if struck.contains(&at) => "x",
                at if unreadable.contains(&at) => "u",
                _ => "s",
            })
            .collect();
        case.said(&[
            "petition",
            "rows",
            &id,
            &document,
            &page,
            &letters.join(" "),
        ]);
    }
    assert!(whole >= 28, "{whole} of 30 sheets have twenty rows");
    assert!(right >= 580, "{right} of 600 rows");
    assert!(strikes >= 3, "{strikes} of 4 rows that are struck out");

    // The names come from the list; whoever signed twice is shown, and somebody decides.
    let label = petition["label"].as_str().unwrap();
    let list = case.papers.join("Firmas de los vecinos/firmas.csv");
    let read = case.said(&["petition", "list", &id, label, list.to_str().unwrap()]);
    assert_eq!(
        (&read["signers"], &read["placed"]),
        (&json!(600), &json!(594))
    );
    assert_eq!(read["without_row"].as_array().unwrap().len(), 6, "{read}");
    let view = case.said(&["petition", "show", &id, label]);
    assert_eq!(view["total"], 594, "nobody has decided yet");
    let pairs = view["pairs"].as_array().unwrap();
    let shown_pairs: BTreeSet<_> = pairs
        .iter()
        .map(|pair| (at(&pair["first"]), at(&pair["second"])))
        .collect();
    let wanted: BTreeSet<_> = said["twice"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (at(&pair["first"]), at(&pair["second"])))
        .collect();
    assert_eq!(shown_pairs, wanted);
    assert!(codes(&case.said(&["preflight", &id])).contains(&"signers-alike"));
    for number in 1..=pairs.len() {
        let number = number.to_string();
        case.said(&["petition", "decide", &id, label, &number, "one-person"]);
    }
    case.said(&[
        "petition",
        "counted",
        &id,
        label,
        "--by",
        "Ana Gil",
        "--on",
        "2026-01-02",
    ]);
    let view = case.said(&["petition", "show", &id, label]);
    assert_eq!(view["total"], said["counted_once"], "{}", view["total"]);

    // What runs out, what is missing, what is spelled otherwise.
    let checklist = case.said(&["checklist", "show", &id]);
    let needs = checklist["needs"].as_array().unwrap();
    let with = |status: &str| -> Vec<&str> {
        let found = needs
            .iter()
            .filter(|need| need["status"] == status && need["optional"] == false);
        found.map(|need| need["name"].as_str().unwrap()).collect()
    };
    let missing = with("missing");
    for one in case.expected["missing"].as_array().unwrap() {
        assert!(
            missing.contains(&one["need"].as_str().unwrap()),
            "{missing:?}"
        );
    }
    assert!(with("runs-out").contains(&"no-record"), "{needs:?}");
    assert!(!with("runs-out").contains(&"good-conduct"), "{needs:?}");
    let found = case.said(&["preflight", &id]);
    assert!(codes(&found).contains(&"runs-out"), "{found}");
    let differences = case.said(&["differences", "show", &id]);
    let sorts = differences["sorts"].as_array().unwrap();
    let births = sorts.iter().find(|sort| sort["sort"] == "birth").unwrap();
    let days: BTreeSet<&str> = births["values"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|value| value["differs"] == true)
        .map(|value| value["value"].as_str().unwrap())
        .collect();
    assert_eq!(days, BTreeSet::from(["1996-03-14", "1996-03-15"]));

    // The dossier says all of it in English, with the papers' own titles beside.
    let out = case.folder.path().join("after.pdf");
    case.said(&["build", &id, "-o", out.to_str().unwrap()]);
    let text = judges::texts(&out);
    let text: Vec<&str> = text
        .iter()
        .flat_map(|page| page.split_whitespace())
        .collect();
    let text = text.join(" ");
    for printed in [
        "585 signatures",
        "Count of signatures",
        "Counted by Ana Gil on January 2, 2026",
        "Sheet 4, row 13",
        "List of photographs",
        "Petición de los vecinos",
        "Certificado de antecedentes penales",
        "Apostille, No. AE-2026-0219408",
    ] {
        assert!(text.contains(printed), "{printed}");
    }
    let english = case.english("ANTECEDENTES PENALES.pdf");
    assert!(text.contains(english.as_str().unwrap()), "{english}");
}
