//! Certificates, photos and checklists, where what is there is not what it seems.

use std::fs;

use expediente_tests::{fixtures, judges, program};

use crate::papers::case::Case;

/// A case of one exhibit with papers of one page each, that follows a checklist.
fn case_of(papers: &[&str]) -> Case {
    let case = Case::new(&["--profile", "eoir", "--hearing", "2026-06-20"]);
    let folder = case.path("papers");
    fs::create_dir(&folder).unwrap();
    for (at, text) in papers.iter().enumerate() {
        fs::write(folder.join(format!("{at}.pdf")), fixtures::lines(text)).unwrap();
    }
    case.said(&["add", "m", folder.to_str().unwrap()]);
    case.said(&["checklist", "choose", "m", "good-conduct"]);
    case
}

fn rename(case: &Case, more: &[&str]) {
    case.said(&[&["exhibit", "rename", "m", "A"], more].concat());
}

/// The status of a paper of the checklist, and its words.
fn need(case: &Case, name: &str) -> (String, String) {
    let list = case.said(&["checklist", "show", "m"]);
    let needs = list["needs"].as_array().unwrap();
    let need = needs.iter().find(|need| need["name"] == name).unwrap();
    let text = |key: &str| need[key].as_str().unwrap().to_owned();
    (text("status"), text("status_words"))
}

const RECORD: &str = "Certificado de antecedentes penales";

/// The apostille of a diploma says nothing of the certificate beside it.
#[test]
fn an_apostille_is_of_its_own_paper() {
    let case = case_of(&["certificado", "diploma", "apostilla"]);
    rename(
        &case,
        &[RECORD, "--kind", "certificate", "--language", "en"],
    );
    let lacks = || need(&case, "no-record").1.contains("apostille");
    assert!(lacks());
    case.said(&["part", "m", "d4", "apostille", "--of", "d3"]);
    assert!(lacks());
    case.said(&["part", "m", "d4", "apostille", "--of", "d2"]);
    assert!(!lacks());
    case.refused(
        &["part", "m", "d2", "apostille", "--of", "d4"],
        "goes-with-itself",
    );
    case.said(&["exhibit", "remove", "m", "d2"]);
    assert!(lacks() && case.has("apostille-alone"));
}

/// A receipt, a brother's certificate and a mother's card prove nothing of the person.
#[test]
fn papers_of_others_are_not_there() {
    let case = case_of(&["x"]);
    for (title, kind, asked, there) in [
        (RECORD, "certificate", "no-record", true),
        (
            "Recibo de pago de antecedentes penales",
            "certificate",
            "no-record",
            false,
        ),
        (
            "Solicitud de antecedentes penales (en trámite)",
            "certificate",
            "no-record",
            false,
        ),
        (
            "Antecedentes penales de su hermano Luis",
            "certificate",
            "no-record",
            false,
        ),
        ("Cédula de identidad", "identity", "identity", true),
        (
            "Cédula de identidad de la mamá",
            "identity",
            "identity",
            false,
        ),
    ] {
        rename(&case, &[title, "--kind", kind]);
        assert_eq!(need(&case, asked).0 != "missing", there, "{title}");
    }
    rename(
        &case,
        &[
            "Pasaporte",
            "--kind",
            "identity",
            "--who",
            "Pedro José Paz Rojas",
        ],
    );
    assert_eq!(need(&case, "identity").0, "missing");
    rename(&case, &["--who", "Ana Gil"]);
    assert_ne!(need(&case, "identity").0, "missing");
}

/// November has at most thirty days: ninety days later the certificate is surely old. Nobody asks
/// for a new letter from an employer.
#[test]
fn what_runs_out_by_the_month() {
    let case = case_of(&["x"]);
    rename(&case, &[RECORD, "--kind", "certificate"]);
    for (date, runs_out) in [("2025-12-20", true), ("2025-12", true), ("2026", false)] {
        rename(&case, &["--date", date]);
        assert_eq!(case.has("runs-out"), runs_out, "{date}");
    }
    rename(&case, &["Constancia de trabajo", "--date", "2025-12-20"]);
    assert!(!case.has("runs-out"));
    // A day that can be read in two ways is asked, and one can be taken away again.
    case.refused(
        &["exhibit", "rename", "m", "A", "--valid-until", "04/03/2026"],
        "two-dates",
    );
    rename(&case, &["--valid-until", "2026-03-04"]);
    assert!(case.has("runs-out"));
    rename(&case, &["--valid-until", ""]);
    assert!(!case.has("runs-out"));
    let said = program::run(["matter", "set", "m", "--hearing", "2026-02-30 09:00"]);
    assert_eq!(said.code, 2, "{said:?}");
}

/// A wrong digit of a card or a passport is told. The zone is the specimen of ICAO Doc 9303, part 4,
/// with one digit changed; the DUI is one of its public examples.
#[test]
fn digits_that_do_not_follow() {
    let zone = "PASAPORTE\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<11";
    let odd = case_of(&[zone]);
    assert!(odd.has("zone-odd"));
    let right = case_of(&[&zone.replace("<<11", "<<10")]);
    assert!(!right.has("zone-odd"));
    let dui = case_of(&["DECLARACION\nYo, ANA GIL, con DUI 00016297-4"]);
    let found = dui.findings();
    let told = found.iter().find(|(code, _)| code == "number-read-odd");
    assert!(
        told.is_some_and(|(_, text)| text.contains("00016297-4")),
        "{found:?}"
    );
    // Signers are compared when they are counted.
    dui.said(&["exhibit", "rename", "m", "A", "P", "--kind", "petition"]);
    assert!(!dui.has("number-read-odd"));
}

/// A child's name is found wherever it would be printed.
#[test]
fn a_childs_name_in_every_field() {
    let case = case_of(&["x"]);
    case.said(&[
        "matter",
        "set",
        "m",
        "--profile",
        "us-district",
        "--minor",
        "Luis Alberto GIL PAZ",
    ]);
    let name = "Luis Alberto Gil Paz";
    for field in ["--issuer", "--place", "--original-with", "--group"] {
        assert!(!case.has("minor-named"), "{field}");
        rename(&case, &[field, name]);
        assert!(case.has("minor-named"), "{field}");
        rename(&case, &[field, ""]);
    }
    for field in ["--people", "--author"] {
        case.said(&["exhibit", "caption", "m", "d2", field, name]);
        assert!(case.has("minor-named"), "{field}");
        case.said(&["exhibit", "caption", "m", "d2", field, ""]);
    }
}

/// The code and the address that a certificate prints are offered, and what is taken is printed.
#[test]
fn how_a_certificate_is_verified() {
    let case = case_of(&[
        "CERTIFICADO DE ANTECEDENTES PENALES\nPuede comprobarse en la direccion indicada.\n\
         Codigo de verificacion\nK7RD-4M2X-9QHT\nhttps://verificar.example/AP-0083312/K7RD4M2X",
    ]);
    rename(&case, &[RECORD, "--kind", "certificate"]);
    let offered = case.said(&["suggestions", "m"]);
    let value = |field: &str| {
        let all = offered["suggestions"].as_array().unwrap().iter();
        let found = all.filter(|one| one["field"] == field);
        found
            .map(|one| one["values"][0].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(value("code"), ["K7RD-4M2X-9QHT"]);
    assert_eq!(
        value("address"),
        ["https://verificar.example/AP-0083312/K7RD4M2X"]
    );
    let (code, _) = case.run(&[
        "exhibit",
        "rename",
        "m",
        "A",
        "--address",
        "javascript:alert(1)",
    ]);
    assert_eq!(code, 1);
}

/// What was written about a photo is printed, or it is told that it is not.
#[test]
fn what_is_said_of_photos_is_printed() {
    let case = case_of(&["x"]);
    let photo = expediente_tests::sample().join("04 - Fotos de su trabajo/DSC_0417.JPG");
    case.said(&["add", "m", photo.to_str().unwrap()]);
    let set = ["exhibit", "rename", "m", "B", "Photos", "--kind", "photo"];
    case.said(&[&set[..], &["--photos-per-page", "12"]].concat());
    let caption = |text: &str| {
        case.said(&["exhibit", "caption", "m", "B", "--caption", text]);
    };
    caption("At her shop");
    assert!(!case.has("photos-unlisted"));
    caption(&"Ana in the bakery of her aunt, who says that nobody was ever accused. ".repeat(4));
    assert!(case.has("photos-unlisted"));
    caption("At her shop");
    case.said(&["exhibit", "caption", "m", "B", "--author", "Rosa Prado"]);
    assert!(case.has("photos-unlisted"));
    case.said(&["exhibit", "rename", "m", "B", "--photo-list", "true"]);
    assert!(!case.has("photos-unlisted"));
}

/// A page whose number was not read may be the one that seems to be missing.
#[test]
fn a_photo_beside_numbered_pages_may_be_the_missing_one() {
    let case = case_of(&["Sheet one\nPage 1 of 3"]);
    let third = case.path("third.pdf");
    fs::write(&third, fixtures::lines("Sheet three\nPage 3 of 3")).unwrap();
    let photo = expediente_tests::sample().join("04 - Fotos de su trabajo/DSC_0417.JPG");
    case.said(&["add", "m", third.to_str().unwrap()]);
    case.said(&["exhibit", "join", "m", "A", "B"]);
    assert!(case.has("numbered-page-missing"));
    case.said(&["add", "m", photo.to_str().unwrap()]);
    case.said(&["exhibit", "join", "m", "A", "B"]);
    assert!(!case.has("numbered-page-missing"), "{:?}", case.findings());
}

/// In the list of photos the day stays on one line, however long the other texts are.
#[test]
fn a_day_in_the_list_of_photos_does_not_break() {
    let case = case_of(&["x"]);
    let photo = expediente_tests::sample().join("04 - Fotos de su trabajo/DSC_0417.JPG");
    case.said(&["add", "m", photo.to_str().unwrap()]);
    let set = ["exhibit", "rename", "m", "B", "Photos", "--kind", "photo"];
    case.said(&[&set[..], &["--photo-list", "true"]].concat());
    let long = "Ana in the bakery of her aunt, who says that nobody was ever accused. ".repeat(4);
    let people = "Rosa Elena Prado de la Torre, Carmen Rosa Gil Prado, three ladies";
    let texts = ["--caption", &long, "--people", people, "--place", people];
    let more = ["--author", people, "--date", "2023-11-24"];
    case.said(&[&["exhibit", "caption", "m", "B"], &texts[..], &more].concat());
    let dossier = case.path("o.pdf");
    case.said(&["build", "m", "-o", dossier.to_str().unwrap()]);
    let list = judges::texts(&dossier);
    let list = list
        .iter()
        .position(|page| page.contains("List of photographs"));
    let words = &judges::words(&dossier)[list.unwrap()].words;
    let of = |text: &str| {
        let mut found = words.iter().filter(|word| word.text == text);
        found.next().unwrap().place.top
    };
    let (month, day, year) = (of("November"), of("24,"), of("2023"));
    assert!((month - day).abs() + (day - year).abs() < 1.0, "{words:?}");
}

/// A text that is there in the other language, too, was written in this one.
#[test]
fn a_text_in_two_languages_is_in_both() {
    let case = case_of(&["x"]);
    let said = "Audiencia de fianza";
    let english = ["--in", "proceeding.en=Bond proceedings", "--lang", "es"];
    case.said(&[&["matter", "set", "m", "--proceeding", said][..], &english].concat());
    assert!(case.findings().iter().all(|(_, text)| !text.contains(said)));
}

/// A list of one's own that cannot be read is not passed over.
#[test]
fn own_files_that_are_broken() {
    let case = case_of(&["x"]);
    assert!(!case.has("glossary-broken") && !case.has("checklist-broken"));
    fs::write(case.path("store/glossary.toml"), "[[term]\n").unwrap();
    assert!(case.has("glossary-broken"));
    case.said(&["checklist", "copy", "good-conduct", "mine"]);
    case.said(&["checklist", "choose", "m", "mine"]);
    fs::write(case.path("store/checklists/mine.toml"), "x = [\n").unwrap();
    assert!(case.has("checklist-broken"));
}

/// An apostille that joins its certificate keeps what was said of it, and what was said of the
/// certificate stays that of the exhibit, in whatever order they are named.
#[test]
fn what_was_said_of_papers_that_join_stays() {
    for order in [["A", "B"], ["B", "A"]] {
        let case = case_of(&["Certificado", "Apostilla"]);
        case.said(&["exhibit", "split", "m", "A"]);
        let said = |label: &str, title: &str, more: &[&str]| {
            case.said(&[&["exhibit", "rename", "m", label, title][..], more].concat());
        };
        said(
            "A",
            "Carta de buena conducta",
            &[
                "--date",
                "2026-02-20",
                "--who",
                "Ana Gil",
                "--issuer",
                "Alcaldía",
                "--in",
                "title.en=Certificate of good conduct",
            ],
        );
        said(
            "B",
            "Apostilla buena conducta",
            &[
                "--date",
                "2026-03-02",
                "--number",
                "AP-7",
                "--who",
                "Beatriz Whitman",
                "--code",
                "K9-APO",
                "--address",
                "https://apostilla.example/v",
                "--valid-until",
                "2026-05-09",
                "--original-with",
                "la tía",
                "--in",
                "title.en=Apostille of the certificate",
                "--in",
                "original-with.en=the aunt",
            ],
        );
        let title = ["--title", "Carta de buena conducta"];
        case.said(&[&["exhibit", "join", "m"], &order[..], &title].concat());
        let one = &case.said(&["matter", "show", "m"])["exhibits"][0];
        let text = one.to_string();
        assert_eq!(one["date"], "2026-02-20", "{text}");
        let dossier = case.path("o.pdf");
        case.said(&["build", "m", "-o", dossier.to_str().unwrap()]);
        let text = judges::texts(&dossier).concat();
        assert!(text.contains("Certificate of good conduct"), "{text}");
        assert!(text.contains("Apostille of the certificate"), "{text}");
        assert!(text.contains("Alcaldía"), "{text}");
        // What is said of the apostille stands beside it alone.
        assert!(text.contains("Ana Gil"), "{text}");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let of_apostille = "Apostille of the certificate, No. AP-7 (Beatriz Whitman · \
                            verification code K9-APO · can be verified at \
                            https://apostilla.example/v · March 2, 2026 · original held by the \
                            aunt)";
        assert_eq!(text.matches("Beatriz").count(), 1, "{text}");
        // What is said of the exhibit is not said of its main paper again: it is in the table, and
        // once on the sheet before it.
        assert_eq!(text.matches("Alcaldía").count(), 2, "{text}");
        assert!(text.contains(of_apostille), "{text}");
        // It runs out first.
        case.said(&["matter", "set", "m", "--hearing", "2026-06-01"]);
        let findings = case.findings();
        let runs_out: Vec<_> = findings.iter().filter(|one| one.0 == "runs-out").collect();
        assert_eq!(runs_out.len(), 1, "{findings:?}");
        assert!(runs_out[0].1.contains("May 9, 2026"), "{runs_out:?}");
        // Split again, each is what it was.
        case.said(&["exhibit", "split", "m", "A"]);
        let shown = case.said(&["matter", "show", "m"]);
        let all = shown["exhibits"].as_array().unwrap().iter();
        let mut all = all.filter(|one| one["title"] == "Apostille of the certificate");
        let apostille = all.next().unwrap_or_else(|| panic!("{shown}"));
        assert_eq!(apostille["date"], "2026-03-02", "{apostille}");
        let out = case.path("out");
        case.said(&["export", "m", out.to_str().unwrap()]);
        let toml = fs::read_to_string(out.join("dossier.toml")).unwrap();
        let mut all = toml.split("[[exhibit]]");
        let own = all.find(|one| one.contains("Apostilla buena conducta"));
        let own = own.and_then(|one| one.split("[[exhibit.document]]").next());
        let own = own.unwrap_or_else(|| panic!("{toml}"));
        for line in [
            r#"number = "AP-7""#,
            r#"who = "Beatriz Whitman""#,
            r#"code = "K9-APO""#,
            r#"address = "https://apostilla.example/v""#,
            r#"valid_until = "2026-05-09""#,
            r#"original_with = "la tía""#,
            r#"original-with = "the aunt""#,
        ] {
            assert!(own.lines().any(|one| one == line), "{line}: {toml}");
        }
    }
}

/// What is corrected of an exhibit is corrected of the paper that repeats it, and of no other.
#[test]
fn a_joined_paper_repeats_what_its_exhibit_says_now() {
    let case = case_of(&["Certificado", "Apostilla"]);
    case.said(&["exhibit", "split", "m", "A"]);
    let said = |label: &str, more: &[&str]| {
        case.said(&[&["exhibit", "rename", "m", label], more].concat());
    };
    said("A", &["Antecedentes", "--valid-until", "2026-02-01"]);
    said(
        "B",
        &["Apostilla", "--valid-until", "2027-02-01", "--code", "B-1"],
    );
    case.said(&["exhibit", "join", "m", "A", "B", "--title", "Antecedentes"]);
    case.said(&["matter", "set", "m", "--hearing", "2026-06-01"]);
    assert!(case.has("runs-out"));
    // The day was misread.
    said("A", &["--valid-until", "2026-12-01"]);
    assert!(!case.has("runs-out"), "{:?}", case.findings());
    let out = case.path("out");
    case.said(&["export", "m", out.to_str().unwrap()]);
    let toml = fs::read_to_string(out.join("dossier.toml")).unwrap();
    let count = |line: &str| toml.lines().filter(|one| *one == line).count();
    assert_eq!(count(r#"valid_until = "2026-12-01""#), 2, "{toml}");
    assert_eq!(count(r#"valid_until = "2027-02-01""#), 1, "{toml}");
    assert_eq!(count(r#"code = "B-1""#), 1, "{toml}");
}

/// An apostille that comes first, and even gives the title, is not what the exhibit is: its code is
/// not the certificate's.
#[test]
fn an_apostille_that_is_named_first_gives_nothing_to_its_certificate() {
    for title in [None, Some("Apostilla buena conducta"), Some("Otro título")] {
        let case = case_of(&["Apostilla", "Certificado"]);
        case.said(&["exhibit", "split", "m", "A"]);
        case.said(&[
            "exhibit",
            "rename",
            "m",
            "A",
            "Apostilla buena conducta",
            "--code",
            "APO-1",
        ]);
        case.said(&[
            "exhibit",
            "rename",
            "m",
            "B",
            "Carta de buena conducta",
            "--code",
            "CER-2",
            "--issuer",
            "Alcaldía",
        ]);
        let titled: Vec<&str> = title.iter().flat_map(|one| ["--title", one]).collect();
        case.said(&[&["exhibit", "join", "m", "A", "B"], &titled[..]].concat());
        let dossier = case.path("o.pdf");
        case.said(&["build", "m", "-o", dossier.to_str().unwrap()]);
        let pages = judges::texts(&dossier);
        let flat = pages
            .concat()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let table = flat.split("Exhibit A ").next().unwrap();
        assert!(
            table.contains("CER-2") && !table.contains("APO-1"),
            "{title:?}: {flat}"
        );
        assert!(
            flat.contains("(verification code APO-1)"),
            "{title:?}: {flat}"
        );
        assert!(table.contains("Alcaldía"), "{title:?}: {flat}");
        let called = title.unwrap_or("Carta de buena conducta");
        assert!(table.contains(called), "{title:?}: {flat}");
    }
}
