//! Faults in what papers say, each with a clean twin that differs in the fault alone. The forms of
//! numbers and dates are those of the rules and standards that the checks name.

use crate::corpus::Fault;
use crate::dossier::{CERTIFIED, Dossier, OATH};
use crate::papers::leaves;

/// The machine-readable zone of a passport with this day of expiry and its check digit, after the
/// specimen of ICAO Doc 9303 part 4. The last digit goes over the whole line, counted apart: 0 of the
/// specimen, 6 with the later day.
fn zone(expires: &str) -> Vec<String> {
    let whole = if expires == "1204159" { 0 } else { 6 };
    let first = "P<UTOPRADO<<AURORA<<<<<<<<<<<<<<<<<<<<<<<<<<".to_owned();
    let second = format!("L898902C36UTO7408122F{expires}ZE184226B<<<<<1{whole}");
    vec![first, second]
}

fn letter(lines: &[&str]) -> Vec<u8> {
    let all: Vec<&str> = [
        "To the judge",
        "I have known Daniela Quintero since she was born.",
    ]
    .into_iter()
    .chain(lines.iter().copied())
    .collect();
    leaves(&[&all])
}

fn oath(lines: &[&str]) -> Vec<u8> {
    let all: Vec<&str> = OATH.into_iter().chain(lines.iter().copied()).collect();
    leaves(&[&all])
}

/// A paper in Spanish of which nobody said the language.
const SPANISH: [&str; 3] = [
    "Yo, Aurora Prado, hago constar que conozco a Daniela Quintero",
    "desde que nació, y que es una persona de buena conducta,",
    "muy querida por los vecinos de esta ciudad.",
];

/// A letter whose language nobody declared, with this text.
fn undeclared(profile: &str, lines: &[&str]) -> Dossier {
    Dossier::clean(profile)
        .exhibit_lacks(1, "language")
        .paper("letter.pdf", leaves(&[lines]))
}

/// A case in which the A-number is on the cover.
fn numbered(line: &str) -> Dossier {
    Dossier::clean("eoir")
        .fact("docket", "A 012-345-678")
        .paper("letter.pdf", letter(&[line]))
}

/// A second original beside the translated one.
fn second_original(lines: &[&str]) -> Dossier {
    let mut document = toml::Table::new();
    document.insert("file".to_owned(), "second.pdf".into());
    let dossier = Dossier::clean("eoir").paper("second.pdf", leaves(&[lines]));
    dossier.with_document(0, document)
}

fn certificate(language: &str) -> Dossier {
    let line = CERTIFIED[0].replace("Spanish", language);
    let lines = [line.as_str(), CERTIFIED[1], CERTIFIED[2]];
    Dossier::clean("eoir").paper("certificate of translation.pdf", leaves(&[&lines]))
}

/// An original of so many pages beside its one-page translation.
fn long_original(pages: usize) -> Dossier {
    let texts: Vec<String> = (1..=pages)
        .map(|page| format!("{page}. Se hace constar que la ciudadana observa buena conducta, y que la presente se expide."))
        .collect();
    let lines: Vec<[&str; 1]> = texts.iter().map(|text| [text.as_str()]).collect();
    let leaves_of: Vec<&[&str]> = lines.iter().map(<[&str; 1]>::as_slice).collect();
    Dossier::clean("eoir").paper("conduct.pdf", leaves(&leaves_of))
}

/// A letter whose pages have these lines at the foot.
fn footed(feet: &[&str]) -> Dossier {
    let pages: Vec<Vec<&str>> = (0..)
        .zip(feet)
        .map(|(at, foot)| {
            let words = [
                "One thing about Daniela Quintero.",
                "Another thing.",
                "The last thing.",
                "And one more.",
            ];
            vec![words[at % words.len()], foot]
        })
        .collect();
    let pages: Vec<&[&str]> = pages.iter().map(Vec::as_slice).collect();
    Dossier::clean("eoir").paper("letter.pdf", leaves(&pages))
}

fn pages(pages: &[&[&str]]) -> Dossier {
    Dossier::clean("eoir").paper("letter.pdf", leaves(pages))
}

/// A letter with a page that has its number alone.
fn footed_blank(foot: &str) -> Dossier {
    pages(&[&["Daniela Quintero is my niece.", "Page 1 of 2"], &[foot]])
}

fn service(lines: &[&str]) -> Dossier {
    Dossier::clean("eoir").paper("service.pdf", leaves(&[lines]))
}

fn minors(line: &str) -> Dossier {
    let listed = toml::Value::Array(vec!["Sofía Quintero".into()]);
    Dossier::clean("us-district")
        .fact("minors", listed)
        .paper("letter.pdf", letter(&[line]))
}

fn passport(profile: &str, expires: &str) -> Dossier {
    let zone = zone(expires);
    let lines: Vec<&str> = ["PASSPORT", "PRADO, AURORA"]
        .into_iter()
        .chain(zone.iter().map(String::as_str))
        .collect();
    Dossier::clean(profile).paper("card.pdf", leaves(&[&lines]))
}

pub fn faults() -> Vec<Fault> {
    let mut all: Vec<Fault> = Vec::new();
    let mut add = |profile, code, severity, dossier| all.push((profile, code, severity, dossier));
    let district = |line| Dossier::clean("us-district").paper("letter.pdf", letter(&[line]));
    let eoir = |line| Dossier::clean("eoir").paper("letter.pdf", letter(&[line]));

    add(
        "eoir",
        "language-seen",
        "check",
        undeclared("eoir", &SPANISH),
    );
    add(
        "uk-ftt-iac",
        "language-seen",
        "check",
        undeclared("uk-ftt-iac", &SPANISH),
    );
    let wrong = undeclared("eoir", &SPANISH).exhibit(1, "language", "en");
    add("eoir", "language-seen", "check", wrong);
    let portuguese = [
        "Eu, Aurora Prado, declaro que conheço a Daniela desde que nasceu",
        "e que é uma pessoa honesta e trabalhadora.",
    ];
    add(
        "eoir",
        "language-seen",
        "check",
        undeclared("eoir", &portuguese),
    );
    add(
        "eoir",
        "translation-partial",
        "stops",
        second_original(&SPANISH),
    );
    add("ca-fc", "translation-partial", "check", {
        let mut document = toml::Table::new();
        document.insert("file".to_owned(), "second.pdf".into());
        let dossier = Dossier::clean("ca-fc").paper("second.pdf", leaves(&[&SPANISH]));
        dossier.with_document(0, document)
    });
    add("eoir", "translation-short", "check", long_original(5));
    add(
        "eoir",
        "certificate-language",
        "check",
        certificate("Russian"),
    );
    add(
        "eoir",
        "certificate-language",
        "check",
        certificate("the Portuguese language"),
    );
    let titled = |title: &str| Dossier::clean("eoir").exhibit(1, "title", title);
    add("eoir", "title-language", "check", titled("Carta de su tía"));
    add(
        "plain",
        "title-language",
        "check",
        Dossier::clean("plain").exhibit(0, "title", "Constancia de buena conducta"),
    );

    add(
        "eoir",
        "a-number-differs",
        "check",
        numbered("Her file is A 098-765-432."),
    );
    add(
        "eoir",
        "a-number-differs",
        "check",
        numbered("Alien Registration Number: 098 765 432"),
    );
    add(
        "eoir",
        "a-number-differs",
        "check",
        numbered("A012345679, and A012345678 on the back"),
    );
    add(
        "eoir",
        "name-differs",
        "check",
        eoir("Daniella Quintero is my niece."),
    );
    add(
        "eoir",
        "name-differs",
        "check",
        eoir("DANIELA QUINTEROS is my niece."),
    );
    let surname = Dossier::clean("eoir")
        .fact("person", "Rubén Prado")
        .paper("letter.pdf", letter(&[]));
    add("eoir", "person-missing", "check", surname);
    let nobody = Dossier::clean("eoir")
        .fact("person", "Rubén Cárdenas")
        .paper("letter.pdf", letter(&[]));
    add("eoir", "person-missing", "check", nobody);

    add(
        "us-district",
        "identity-number",
        "check",
        district("SSN 219099998"),
    );
    add(
        "us-district",
        "identity-number",
        "check",
        district("Social Security Number: 219 09 9998"),
    );
    add(
        "us-district",
        "identity-number",
        "check",
        district("Her ITIN is 912-78-1234."),
    );
    add("eoir", "identity-number", "note", eoir("SSN 219-09-9998"));
    add(
        "us-district",
        "account-number",
        "check",
        district("Account No. 123456789"),
    );
    add(
        "us-district",
        "account-number",
        "check",
        district("Cuenta corriente 0102-0123-45-0000123456"),
    );
    add(
        "us-district",
        "account-number",
        "check",
        district("IBAN GB82 WEST 1234 5698 7654 32"),
    );
    add(
        "eoir",
        "account-number",
        "note",
        eoir("Account number: 000123456789"),
    );
    add(
        "us-district",
        "birth-date",
        "check",
        district("Date of birth: 03/12/1990"),
    );
    add(
        "us-district",
        "birth-date",
        "check",
        district("nacida el 3 de diciembre de 1990"),
    );
    add("eoir", "birth-date", "note", eoir("DOB 12/03/1990"));
    add(
        "us-district",
        "minor-named",
        "check",
        minors("Her daughter Sofía Quintero needs her."),
    );
    add(
        "us-district",
        "minor-named",
        "check",
        minors("SOFIA QUINTERO PRADO is four."),
    );
    let listed = toml::Value::Array(vec!["Sofía Quintero".into()]);
    add(
        "eoir",
        "minor-named",
        "note",
        eoir("Sofía Quintero is four.").fact("minors", listed),
    );

    add("eoir", "blank-date", "check", eoir("Date: ____________"));
    let undated = [
        OATH[0],
        OATH[1],
        "Executed on ____________.",
        "Daniela Quintero's mother, Marisol Prado",
    ];
    add(
        "eoir",
        "blank-date",
        "check",
        Dossier::clean("eoir").paper("declaration.pdf", leaves(&[&undated])),
    );
    add(
        "eoir",
        "blank-signature",
        "check",
        eoir("Signature: ______________"),
    );
    add(
        "eoir",
        "blank-signature",
        "check",
        eoir("Firma del declarante: __________"),
    );
    add(
        "eoir",
        "service-text-undated",
        "check",
        service(&[
            "PROOF OF SERVICE",
            "I served a copy of this filing by mail on the other side.",
        ]),
    );
    add(
        "eoir",
        "numbered-page-missing",
        "check",
        footed(&["Page 1 of 3", "Page 3 of 3"]),
    );
    add(
        "eoir",
        "numbered-page-missing",
        "check",
        footed(&["Página 1 de 3", "Página 2 de 3"]),
    );
    add(
        "eoir",
        "page-out-of-order",
        "check",
        footed(&["Page 1 of 3", "Page 3 of 3", "Page 2 of 3"]),
    );
    add(
        "eoir",
        "page-blank",
        "check",
        pages(&[&["Daniela Quintero is my niece."], &[]]),
    );
    let twice: &[&str] = &["Daniela Quintero is my niece.", "I will receive her."];
    add(
        "eoir",
        "page-twice",
        "check",
        pages(&[twice, &["More of it."], twice]),
    );
    add(
        "eoir",
        "page-twice",
        "check",
        Dossier::clean("eoir")
            .paper("letter.pdf", leaves(&[twice]))
            .paper(
                "card.pdf",
                leaves(&[&["Identity card of Aurora Prado"], twice]),
            ),
    );
    add(
        "eoir",
        "exhibit-cited",
        "check",
        Dossier::clean("eoir").paper(
            "declaration.pdf",
            oath(&["See Exhibit K, and Exhibits A and B."]),
        ),
    );
    add(
        "eoir",
        "exhibit-cited",
        "check",
        Dossier::clean("eoir").paper("declaration.pdf", oath(&["as Exhibits C-F show"])),
    );
    add(
        "eoir",
        "document-expired",
        "check",
        passport("eoir", "1204159"),
    );
    // The zone has the day of birth in figures.
    add(
        "us-district",
        "birth-date",
        "check",
        passport("us-district", "3004157"),
    );
    for line in [
        "October 28, 2027",
        "Executed on October 28, 2027, at San Jacinto.",
        "Date: 10/28/2027",
    ] {
        add("eoir", "paper-future", "check", eoir(line));
    }
    let spanish = "Se expide en San Jacinto, a los 28 días del mes de octubre de 2062.";
    add(
        "plain",
        "paper-future",
        "check",
        Dossier::clean("plain").paper("letter.pdf", letter(&[spanish])),
    );
    let late = "On December 30, 2027, I served a copy of this filing on the other side.";
    let late = service(&["PROOF OF SERVICE", late]).fact("hearing", "2027-06-01 09:00");
    add("eoir", "service-late", "check", late);
    add("eoir", "page-blank", "check", footed_blank("Page 2 of 2"));
    add(
        "us-district",
        "title-language",
        "check",
        Dossier::clean("us-district").exhibit(0, "title", "Certidão de nascimento"),
    );
    // A dossier that was built before, as a paper of the next one.
    let built = Dossier::clean("plain").taken_in();
    let dossier = std::fs::read(built.folder().join("out.pdf")).unwrap();
    add(
        "eoir",
        "own-dossier",
        "check",
        Dossier::clean("eoir").paper("letter.pdf", dossier),
    );
    all
}

/// The twins of the faults above, and what a hasty check would take for one.
pub fn clean() -> Vec<(String, Dossier)> {
    let mut all = Vec::new();
    let mut add = |name: &str, dossier: Dossier| all.push((name.to_owned(), dossier));
    let district = |line| Dossier::clean("us-district").paper("letter.pdf", letter(&[line]));
    let eoir = |line| Dossier::clean("eoir").paper("letter.pdf", letter(&[line]));
    add(
        "English that nobody declared",
        undeclared(
            "eoir",
            &["I have known Daniela Quintero since she was born, and I will receive her."],
        ),
    );
    add(
        "Spanish for a court that reads it",
        undeclared("iachr", &SPANISH),
    );
    let both: Vec<&str> = SPANISH
        .into_iter()
        .chain([
            "I, Aurora Prado, state that I have known Daniela Quintero since she was born,",
            "and that she is a person of good conduct, much loved by the neighbors of this city.",
        ])
        .collect();
    add(
        "original and translation on one page",
        undeclared("eoir", &both),
    );
    add(
        "a second original in English",
        second_original(&["This is the receipt for the certificate, and it was paid in full."]),
    );
    add("an original of two pages", long_original(2));
    add("a certificate for Spanish", certificate("Spanish"));
    add(
        "a certificate for Castilian",
        certificate("the Castilian language"),
    );
    for title in [
        "Letter of María de la Cruz",
        "Diploma, Universidad de Los Andes",
        "I-589",
    ] {
        add(title, Dossier::clean("eoir").exhibit(1, "title", title));
    }
    add("her number", numbered("Her file is A 012-345-678."));
    add(
        "hers and her brother's",
        numbered("A012345678 and her brother's A098765432"),
    );
    add(
        "her brother",
        eoir("Daniel Quintero is her brother, Mario Quintero her father."),
    );
    add("her whole name", eoir("DANIELA DEL CARMEN QUINTERO"));
    add(
        "the last four digits",
        district("SSN xxx-xx-9998, account ending in 6789, born in 1990"),
    );
    add(
        "an amount",
        district("The balance of the account is 1,234,567.89."),
    );
    add(
        "initials",
        minors("Her daughter S. Q. needs her, and so does Daniela Quintero."),
    );
    add(
        "a date and a name",
        eoir("Date: November 3, 2025. Signature: Aurora Prado"),
    );
    add("another blank", eoir("Middle name: ________"));
    add(
        "a served date in Spanish",
        service(&[
            "CONSTANCIA",
            "El 30 de diciembre de 2025 entregué copia de esta presentación.",
        ]),
    );
    add(
        "all its pages",
        footed(&["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]),
    );
    add(
        "two papers of two pages",
        footed(&["Page 1 of 2", "Page 2 of 2", "Page 1 of 2", "Page 2 of 2"]),
    );
    add(
        "left blank on purpose",
        pages(&[
            &["Daniela Quintero is my niece."],
            &["This page is left blank on purpose."],
        ]),
    );
    for line in [
        "The card is valid until October 28, 2027.",
        "Date of expiration: 10/28/2027",
        "October 28, 2025",
        "Her next appointment is on October 28, 2027.",
    ] {
        add("a day to come", eoir(line));
    }
    add(
        "alike, but not the same",
        pages(&[
            &["Daniela Quintero, receipt 1"],
            &["Daniela Quintero, receipt 2"],
        ]),
    );
    add(
        "exhibits that are there",
        Dossier::clean("eoir").paper(
            "declaration.pdf",
            oath(&["See Exhibit A, and Exhibits B and D-2."]),
        ),
    );
    add(
        "cites its own exhibits",
        eoir("as Exhibit K to the judgment shows"),
    );
    add("a valid passport", passport("eoir", "3004157"));
    all
}
