//! Counts of petitions as opposing counsel would read them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use expediente_tests::fixtures;
use serde_json::Value;

use crate::papers::case::Case;

/// A case of papers with these pages, each an exhibit.
fn case_of(papers: &[(&str, &[&str])]) -> Case {
    let case = Case::new(&["--profile", "plain"]);
    for (name, pages) in papers {
        let path = case.path(name);
        fs::write(&path, fixtures::pdf(pages)).unwrap();
        case.said(&["add", "m", path.to_str().unwrap()]);
    }
    case
}

/// One petition of one page.
fn petition() -> Case {
    let case = case_of(&[("m.pdf", &["Firmas"])]);
    case.said(&[
        "exhibit", "rename", "m", "A", "Petition", "--kind", "petition",
    ]);
    case
}

/// Reads a list of signers.
fn list(case: &Case, text: &str) -> Value {
    let path = case.path("list.csv");
    fs::write(&path, text).unwrap();
    case.said(&["petition", "list", "m", "A", path.to_str().unwrap()])
}

fn show(case: &Case) -> Value {
    case.said(&["petition", "show", "m", "A"])
}

/// The words of the dossier, as another program reads them.
fn words(case: &Case) -> String {
    let out = case.path("out.pdf");
    case.said(&["build", "m", "-o", out.to_str().unwrap()]);
    let output = Command::new("pdftotext")
        .arg(&out)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rows that nobody compared are not decided by what was said of two others.
#[test]
fn a_decision_is_about_two_rows() {
    let case = petition();
    case.said(&["petition", "rows", "m", "A", "1", "4s"]);
    list(
        &case,
        "nombre\nMaría Pérez\nMaria Perez\nMARIA PEREZ\nPérez María\n",
    );
    case.said(&["petition", "decide", "m", "A", "1", "one-person"]);
    let view = show(&case);
    let decided: Vec<&Value> = view["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| &pair["decided"])
        .collect();
    assert_eq!(
        decided,
        ["one-person".into(), Value::Null, Value::Null]
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(view["total"], 3);
}

/// Six hundred typed names are six hundred names. The word "signatures" is for what is signed.
#[test]
fn names_on_a_list_are_no_signatures() {
    let case = petition();
    list(
        &case,
        "nombre;cedula\nAna Gil;V-1.234.567\nLuis Paz;V-2.345.678\n",
    );
    let words = words(&case);
    assert!(words.contains("2 names on a list"), "{words}");
    assert!(!words.contains("2 signatures"), "{words}");
    assert!(words.contains("Count of names"), "{words}");
    assert!(
        words.contains("It does not say that anybody signed"),
        "{words}"
    );
    assert!(!words.contains("The person who counted"), "{words}");
    assert!(case.has("list-only"));
    // Once the sheet is counted, the list is in none of its rows.
    case.said(&["petition", "rows", "m", "A", "1", "2s"]);
    assert!(case.has("list-unplaced"));
    // Read again, it goes into the rows.
    list(
        &case,
        "nombre;cedula\nAna Gil;V-1.234.567\nLuis Paz;V-2.345.678\n",
    );
    assert!(!case.has("list-unplaced"));
    assert_eq!(show(&case)["total"], 2);
}

/// Who counted twelve on Monday did not count the eight that somebody added on Friday.
#[test]
fn a_count_that_changes_loses_its_day() {
    let case = petition();
    case.said(&["petition", "rows", "m", "A", "1", "2s 8x"]);
    assert!(case.has("count-unsigned"));
    case.said(&[
        "petition",
        "counted",
        "m",
        "A",
        "--by",
        "Rosa Prado",
        "--on",
        "2026-01-01",
    ]);
    assert!(!case.has("count-unsigned"));
    case.said(&["petition", "rows", "m", "A", "1", "10s"]);
    assert_eq!(show(&case)["on"], Value::Null);
    assert!(case.has("count-unsigned"));
    case.refused(
        &[
            "petition",
            "counted",
            "m",
            "A",
            "--by",
            "Rosa",
            "--on",
            "2099-01-30",
        ],
        "day-ahead",
    );
}

/// A petition that is cut in two counts nobody twice in silence.
#[test]
fn who_signed_two_petitions_is_told() {
    let case = case_of(&[("m.pdf", &["Firmas 1", "Firmas 2"])]);
    case.said(&[
        "exhibit", "rename", "m", "A", "Petition", "--kind", "petition",
    ]);
    for page in ["1", "2"] {
        case.said(&["petition", "rows", "m", "A", page, "1s"]);
    }
    list(
        &case,
        "nombre,cedula\nAna Gil,V-12.345.678\nAna Gil,V-12.345.678\n",
    );
    case.said(&["petition", "decide", "m", "A", "1", "one-person"]);
    assert!(!case.has("signers-across"));
    case.said(&[
        "exhibit", "split", "m", "A", "--before", "d2", "--page", "2",
    ]);
    assert!(case.has("signers-across"));
}

/// Sheets 11 to 20 that stand before sheets 1 to 10 would give every name to another's row.
#[test]
fn names_wait_for_the_order_of_the_sheets() {
    let case = case_of(&[("Hoja 2.pdf", &["b"]), ("Hoja 1.pdf", &["a"])]);
    case.said(&["exhibit", "join", "m", "A", "B", "--title", "Petition"]);
    case.said(&["exhibit", "rename", "m", "A", "--kind", "petition"]);
    for document in ["d2", "d4"] {
        case.said(&["petition", "rows", "m", document, "1", "1s"]);
    }
    let path = case.path("list.csv");
    fs::write(&path, "hoja,fila,nombre\n1,1,Ana\n2,1,Bea\n").unwrap();
    let list = ["petition", "list", "m", "A", path.to_str().unwrap()];
    case.refused(&list, "sheet-order");
    case.said(&["exhibit", "place", "m", "d4", "1"]);
    assert_eq!(case.said(&list)["placed"], 2);
}

/// What LibreOffice writes of a list, in each of its formats, is read as its CSV is.
#[test]
fn lists_in_spreadsheets() {
    let case = petition();
    let text =
        "LISTA DE FIRMANTES,,\nN°,Nombre,Cédula\n1,Ana Gil,12345678\n2,\"Paz, Luis\",V-2.345.678\n";
    let csv = case.path("firmas.csv");
    fs::write(&csv, text).unwrap();
    let read = |path: &Path| {
        case.said(&["petition", "list", "m", "A", path.to_str().unwrap()]);
        show(&case)["listed"].clone()
    };
    let expected = read(&csv);
    assert_eq!(expected[1]["name"], "Paz, Luis");
    assert_eq!(expected[0]["number"], "12345678");
    for format in ["xlsx", "xls", "ods"] {
        let status = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                case.path("profile").display()
            ))
            .args([
                "--headless",
                "--norestore",
                "--infilter=CSV:44,34,76,1",
                "--convert-to",
                format,
                "--outdir",
            ])
            .arg(case.folder.path())
            .arg(&csv)
            .env("HOME", case.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("LibreOffice is missing: tests/tools.sh test");
        assert!(status.success());
        assert_eq!(read(&csv.with_extension(format)), expected, "{format}");
    }
    // What only looks like a spreadsheet is refused.
    let path = case.path("broken.xlsx");
    fs::write(&path, b"PK\x03\x04 and no more").unwrap();
    case.refused(
        &["petition", "list", "m", "A", path.to_str().unwrap()],
        "no-list",
    );
}

/// A workbook as programs write it, without any of their own: three sheets, of which the first is
/// hidden, and a formula that nobody calculated.
const WORKBOOK: &str = r#"
import sys, zipfile
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
package = "http://schemas.openxmlformats.org/package/2006"
sheets = [
    ("Notas", ' state="hidden"', [["nadie", "0000000"]]),
    ("Firmas", "", [["Nombre", "Documento"], ["Ana Gil", "1234567"], ["Luis Paz", "=B2+1"]]),
    ("Otra", "", [["Bea Sol", "7654321"]]),
]
def cell(text):
    if text.startswith("="):
        return f"<c><f>{text[1:]}</f></c>"
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
with zipfile.ZipFile(sys.argv[1], "w") as book:
    names, links = "", ""
    for at, (name, state, rows) in enumerate(sheets, 1):
        names += f'<sheet name="{name}" sheetId="{at}"{state} r:id="r{at}"/>'
        links += f'<Relationship Id="r{at}" Type="{office}/worksheet" Target="worksheets/s{at}.xml"/>'
        data = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
        book.writestr(f"xl/worksheets/s{at}.xml", f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>')
    book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>')
    book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>')
    root = f'<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    book.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">{root}</Relationships>')
    book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')
"#;

/// What of a workbook is not read is named: other sheets, and a line that nobody calculated.
#[test]
fn a_workbook_of_several_sheets() {
    let case = petition();
    let path = case.path("libro.xlsx");
    let status = Command::new("/usr/bin/python3")
        .args(["-c", WORKBOOK])
        .arg(&path)
        .status();
    assert!(status.unwrap().success());
    let read = case.said(&["petition", "list", "m", "A", path.to_str().unwrap()]);
    assert_eq!(
        read["other_sheets"],
        serde_json::json!(["Notas", "Otra"]),
        "{read}"
    );
    assert_eq!(read["unread"], serde_json::json!([3]), "{read}");
    let listed = &show(&case)["listed"];
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(
        (&listed[0]["name"], &listed[0]["number"]),
        (&"Ana Gil".into(), &"1234567".into())
    );
}

/// The typed list that lies beside the scanned sheets becomes pages, and is no sheet.
#[test]
fn a_typed_list_among_the_sheets_is_no_sheet() {
    let case = petition();
    let folder = case.path("Firmas");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("hoja 1.pdf"), fixtures::pdf(&["Firmas"])).unwrap();
    fs::write(
        folder.join("firmas.csv"),
        "nombre,cedula\nAna Gil,1234567\n",
    )
    .unwrap();
    case.said(&["add", "m", folder.to_str().unwrap()]);
    case.said(&["exhibit", "rename", "m", "B", "--kind", "petition"]);
    let view = case.said(&["petition", "show", "m", "B"]);
    let sheets = view["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 1, "{view}");
    assert!(
        sheets[0]["title"].as_str().unwrap().starts_with("hoja 1")
            || sheets[0]["title"] == "Hoja 1"
    );
}

/// Sheets are called by their papers, as on the sheet before the exhibit: a scan without a name is
/// not "Page 1" beside another one's.
#[test]
fn sheets_are_called_by_their_papers() {
    let case = case_of(&[("m.pdf", &["Firmas", "Mas firmas"]), ("n.pdf", &["Otras"])]);
    let papers = ["A", "B"];
    case.said(
        &[
            &["exhibit", "join", "m"],
            &papers[..],
            &["--title", "Petition"],
        ]
        .concat(),
    );
    case.said(&["exhibit", "rename", "m", "A", "--kind", "petition"]);
    case.said(&["exhibit", "caption", "m", "d2", "--title", "Primera"]);
    case.said(&["exhibit", "caption", "m", "d4", "--title", ""]);
    for (paper, page) in [("d2", "1"), ("d2", "2"), ("d4", "1")] {
        case.said(&["petition", "rows", "m", paper, page, "2s"]);
    }
    let words = words(&case);
    assert!(
        words.contains("Primera, page 1") && words.contains("Primera, page 2"),
        "{words}"
    );
    assert!(words.contains("Document 2"), "{words}");
}

/// A count of one of two sheets is not one of the petition.
#[test]
fn a_part_is_called_a_part() {
    let case = case_of(&[("m.pdf", &["Firmas", "Mas firmas"])]);
    case.said(&[
        "exhibit", "rename", "m", "A", "Petition", "--kind", "petition",
    ]);
    case.said(&["petition", "rows", "m", "A", "1", "3s"]);
    let half = words(&case);
    assert!(half.contains("3 signatures on 1 of 2 sheets"), "{half}");
    case.said(&["petition", "rows", "m", "A", "2", "2s"]);
    let whole = words(&case);
    assert!(
        whole.contains("5 signatures") && !whole.contains(" of 2 sheets"),
        "{whole}"
    );
}

/// A case with a petition whose rows the program read: taken in from a folder with a dossier.toml.
fn read_petition(rows: &str) -> Case {
    let case = Case::new(&["--profile", "plain"]);
    let folder = case.path("m");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("m.pdf"), fixtures::pdf(&["Firmas"])).unwrap();
    let toml = format!(
        "version = 1\n\n[matter]\nlanguage = \"en\"\nprofile = \"plain\"\nperson = \"Ana GIL\"\n\n[[exhibit]]\ntitle = \
         \"Petition\"\nkind = \"petition\"\n\n[[exhibit.document]]\nfile = \"m.pdf\"\nrows = {{ \"1\" = \
         [{rows}] }}\n"
    );
    fs::write(folder.join("dossier.toml"), toml).unwrap();
    case.said(&["matter", "erase", "m", "--yes"]);
    let out = case.path("first.pdf");
    case.said(&[
        "build",
        folder.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
    ]);
    case
}

fn read_rows(names: &[(&str, &str)]) -> String {
    let row = |(name, number): &(&str, &str)| {
        format!("{{ mark = \"signed\", name = \"{name}\", number = \"{number}\", read = true }}")
    };
    names.iter().map(row).collect::<Vec<_>>().join(", ")
}

const READ: [(&str, &str); 6] = [
    ("DEISY QUINTERO Ruiz", "V-91.721.980"),
    ("Ana Gil Paz", "V-12.345.678"),
    ("Luis Mora", "|V-23.456.789"),
    ("Rosa Prado", "34.567.891"),
    ("Jose Vasios Amas", "V-45.678.912"),
    ("Inés Peña", "V-56.789.123"),
];

/// What a machine read is not called written down, and nobody is said to have compared it.
#[test]
fn names_that_the_program_read_are_called_so() {
    let case = read_petition(&read_rows(&READ));
    let found = case.findings();
    assert!(
        found.iter().any(|one| one.0 == "names-unchecked"),
        "{found:?}"
    );
    let text = words(&case);
    assert!(
        text.contains("a computer read the name or the identity number"),
        "{text}"
    );
    assert!(!text.contains("was written down"), "{text}");
    assert!(text.contains("As far as they were read"), "{text}");
}

/// A list of other sheets does not go into rows with other people's names. What was read with slips
/// is the list's.
#[test]
fn a_list_of_other_sheets_is_refused() {
    let case = read_petition(&read_rows(&READ));
    let path = case.path("list.csv");
    let other = "nombre,cedula\nMaryuri Contreras,91.111.111\nPedro Paz,12.222.222\nJuana \
                 Sosa,33.333.333\nEva Luna,44.444.444\nLeo Toro,55.555.555\nMar Cruz,66.666.666\n";
    fs::write(&path, other).unwrap();
    case.refused(
        &["petition", "list", "m", "A", path.to_str().unwrap()],
        "other-rows",
    );
    assert!(case.has("names-unchecked"));
    let own = "nombre,cedula\nDeisy Quintero Ruiz,91.721.960\nAna Gil,12.345.678\nLuis \
               Mora,23.456.789\nRosa Prado,34.567.890\nJosé Barrios,45.678.912\nInés Peña,56.789.123\n";
    let read = list(&case, own);
    assert_eq!(
        (&read["placed"], &read["replaced"]),
        (&6.into(), &0.into()),
        "{read}"
    );
    assert!(!case.has("names-unchecked"));
    // Another list over it says how many rows it changed.
    let read = list(&case, &own.replace("Rosa Prado", "Rosa Prada"));
    assert_eq!(read["replaced"], 1, "{read}");
}

/// A list that is read before its sheets are counted has rows for some of its names alone.
#[test]
fn a_list_before_the_count_says_what_to_do() {
    let case = case_of(&[("m.pdf", &["Firmas", "Mas firmas"])]);
    case.said(&[
        "exhibit", "rename", "m", "A", "Petition", "--kind", "petition",
    ]);
    case.said(&["petition", "rows", "m", "A", "1", "1s"]);
    let read = list(&case, "nombre,cedula\nAna Gil,1234567\nLuis Mora,7654321\n");
    assert_eq!(
        (&read["uncounted"], &read["placed"]),
        (&1.into(), &1.into()),
        "{read}"
    );
}

/// What a list says of rows that it names is no longer what the program read.
#[test]
fn a_list_that_names_its_rows_is_no_reading() {
    let case = read_petition(&read_rows(&READ));
    let rows = READ.iter().enumerate().map(|(at, (name, number))| {
        let number = number.replace('|', "");
        format!("1,{},{name},{number}\n", at + 1)
    });
    let text = format!("hoja,fila,nombre,cedula\n{}", rows.collect::<String>());
    let read = list(&case, &text);
    assert_eq!(read["placed"], 6, "{read}");
    assert!(!case.has("names-unchecked"), "{:?}", case.findings());
}
