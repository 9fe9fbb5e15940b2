//! The court corpus: clean dossiers, none of which is stopped, and dossiers with one fault each,
//! every one of which is found.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use crate::dossier::{CERTIFIED, Dossier, OATH};
use crate::papers::{A4, LETTER, Words, heavy, leaves, scan, typed};

/// The preflight's findings on a dossier, without the notes of intake.
fn said(report: &Value) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().unwrap().iter();
    let named = findings.filter(|finding| finding["name"].is_string());
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    named
        .map(|finding| (text(finding, "code"), text(finding, "severity")))
        .collect()
}

/// Runs a check on each, on all cores.
fn each<T: Sync>(all: &[T], check: impl Fn(&T) -> Option<String> + Sync) {
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    wrong.lock().unwrap().extend(check(one));
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
}

/// Dossiers that follow the rules of their courts.
fn clean() -> Vec<(String, Dossier)> {
    let mut all: Vec<(String, Dossier)> = expediente_app::PROFILES
        .into_iter()
        .map(|profile| (format!("clean for {profile}"), Dossier::clean(profile)))
        .collect();
    let mut add = |name: &str, dossier: Dossier| all.push((name.to_owned(), dossier));
    let titles = [
        "Constancia de buena conducta",
        "Carta de su tía",
        "Declaración de su madre",
        "Fotos de su trabajo",
    ];
    let family = Dossier::clean("plain")
        .fact("language", "es")
        .fact("title", "Anexos de apoyo");
    let family = (0..).zip(titles).fold(family, |dossier, (at, title)| {
        dossier.exhibit(at, "title", title)
    });
    add("in Spanish for the family", family);
    add(
        "split although it need not be",
        Dossier::clean("eoir").fact("split", true),
    );
    add(
        "letters alone",
        Dossier::clean("eoir")
            .without_exhibit(3)
            .without_exhibit(2)
            .without_exhibit(0),
    );
    add(
        "photos alone",
        Dossier::clean("uscis-online")
            .without_exhibit(2)
            .without_exhibit(1)
            .without_exhibit(0),
    );
    // Signed at home, so without "under the laws of the United States" (28 USC 1746(2)).
    let home = typed(
        LETTER,
        1,
        Words::Upright,
        &[
            "I declare under penalty of perjury that the foregoing",
            "is true and correct.",
        ],
    );
    add(
        "declared at home",
        Dossier::clean("eoir")
            .exhibit(2, "place", "El Paso, Texas")
            .paper("declaration.pdf", home),
    );
    // Where it was signed does not matter if it has the words for abroad.
    add(
        "declared nobody knows where",
        Dossier::clean("eoir").exhibit_lacks(2, "place"),
    );
    let card = typed(
        LETTER,
        1,
        Words::Upright,
        &["Identity card of Aurora Prado"],
    );
    let identity = "title = \"Identity card of Aurora\"\nkind = \"identity\"\nwho = \"aurora prado\"\nlanguage = \"en\"";
    add(
        "the identity card is an exhibit of its own",
        Dossier::clean("uk-ftt-iac")
            .without_document(1, 1)
            .with_exhibit(identity, "own card.pdf", card),
    );
    // A page that was scanned upside down and turned by hand is upright.
    let upside = typed(
        LETTER,
        1,
        Words::UpsideDown,
        &[
            "This letter was laid the wrong way on the glass",
            "of a scanner in a hurry. Daniela Quintero is my niece.",
        ],
    );
    let mut turned = toml::Table::new();
    turned.insert("1".to_owned(), 180.into());
    add(
        "turned by hand",
        Dossier::clean("uk-courts")
            .paper("letter.pdf", upside)
            .document(1, 0, "turn", turned),
    );
    add(
        "scanned at 300",
        Dossier::clean("us-district").paper("letter.pdf", scan(LETTER, 300)),
    );
    add(
        "in the court's other language",
        Dossier::clean("ca-irb").exhibit(1, "language", "fr"),
    );
    add(
        "interpreted for nobody",
        Dossier::clean("eoir").exhibit(2, "understands", "en-US"),
    );
    // The day of the hearing and of the service, and an A-number in each form.
    for (day, number) in [
        ("2026-01-02 09:00", "A 012-345-678"),
        ("2026-01-02", "A012345678"),
        ("2026-03-16T09:00", "a12 345 678"),
        ("2026-03-16", "BIA 2025-17"),
    ] {
        add(
            number,
            Dossier::clean("eoir")
                .fact("hearing", day)
                .fact("docket", number)
                .fact("service", served("2026-01-02"))
                .exhibit(0, "date", "2026-01"),
        );
    }
    // Sworn before a notary (28 USC 1746 is for what is not sworn).
    for (name, sworn) in [
        (
            "sworn",
            "Subscribed and sworn to before me, a Notary Public, on November 3, 2025.",
        ),
        (
            "jurada",
            "Declaracion jurada ante notario, San Cristobal, 3 de noviembre de 2025.",
        ),
    ] {
        let lines = ["Marisol Prado says that what stands above is true.", sworn];
        add(
            name,
            Dossier::clean("eoir")
                .paper("declaration.pdf", typed(LETTER, 1, Words::Upright, &lines)),
        );
    }
    all.extend(crate::contents::clean());
    all
}

/// A dossier with a fault: its name, the code of the finding, its severity, and the dossier.
pub type Fault = (&'static str, &'static str, &'static str, Dossier);

fn faults() -> Vec<Fault> {
    let clean = Dossier::clean;
    let mut all: Vec<Fault> = Vec::new();
    let mut add = |profile: &'static str, code, severity, dossier: Dossier| {
        all.push((profile, code, severity, dossier))
    };
    add(
        "eoir",
        "service-missing",
        "stops",
        clean("eoir").without_back(),
    );
    add(
        "eoir",
        "service-undated",
        "stops",
        clean("eoir").back("date", None).paper(
            "service.pdf",
            leaves(&[&["PROOF OF SERVICE", "I served it by ECAS."]]),
        ),
    );
    add(
        "eoir",
        "service-missing",
        "stops",
        clean("eoir").back("part", None),
    );
    add(
        "eoir",
        "service-missing",
        "stops",
        clean("eoir")
            .back("part", None)
            .back("title", Some("Certificate of service".into())),
    );
    for (profile, severity) in [
        ("eoir", "stops"),
        ("us-district", "check"),
        ("uscis-online", "stops"),
        ("uk-courts", "check"),
        ("uk-ftt-iac", "check"),
        ("ca-irb", "stops"),
        ("ca-fc", "check"),
    ] {
        let bare = clean(profile).without_document(0, 2).without_document(0, 1);
        add(profile, "translation-missing", severity, bare);
    }
    for profile in ["eoir", "uscis-online", "ca-irb"] {
        let unmarked = clean(profile)
            .without_document(0, 2)
            .without_document(0, 1)
            .exhibit(0, "translated", true);
        add(profile, "translation-unmarked", "check", unmarked);
    }
    // The original was removed from the exhibit, and is among the papers that are in no place.
    for profile in ["eoir", "us-district", "ca-irb"] {
        add(
            profile,
            "translation-alone",
            "check",
            clean(profile).taking_out("conduct.pdf"),
        );
    }
    for profile in [
        "eoir",
        "us-district",
        "uscis-online",
        "uk-courts",
        "iachr",
        "ca-irb",
        "plain",
    ] {
        add(
            profile,
            "translation-uncertified",
            "stops",
            clean(profile).without_document(0, 2),
        );
    }
    for profile in ["eoir", "plain"] {
        add(
            profile,
            "paper-unsigned",
            "stops",
            clean(profile).document(0, 2, "unsigned", true),
        );
    }
    add(
        "ca-irb",
        "translation-by-machine",
        "stops",
        clean("ca-irb").document(0, 1, "machine", true),
    );
    add(
        "ca-irb",
        "translator-incomplete",
        "check",
        clean("ca-irb").document_lacks(0, 1, "translator"),
    );
    add(
        "eoir",
        "translator-incomplete",
        "check",
        clean("eoir").translator("phone", ""),
    );
    add(
        "eoir",
        "translator-incomplete",
        "check",
        clean("eoir").translator("address", toml::Value::Array(Vec::new())),
    );
    for profile in ["eoir", "uscis-online"] {
        let words = typed(
            LETTER,
            1,
            Words::Upright,
            &["This translation is true and accurate."],
        );
        add(
            profile,
            "certificate-wording",
            "check",
            clean(profile).paper("certificate of translation.pdf", words),
        );
    }
    for profile in ["eoir", "ca-irb"] {
        let words = typed(LETTER, 1, Words::Upright, &[CERTIFIED[0]]);
        add(
            profile,
            "certificate-wording",
            "check",
            clean(profile).paper("certificate of translation.pdf", words),
        );
    }
    add(
        "eoir",
        "interpretation-missing",
        "stops",
        clean("eoir").exhibit(2, "understands", "es"),
    );
    for profile in ["eoir", "us-district", "uscis-online"] {
        let words = typed(
            LETTER,
            1,
            Words::Upright,
            &["All that I say here is true.", "Marisol Prado"],
        );
        add(
            profile,
            "declaration-wording",
            "stops",
            clean(profile).paper("declaration.pdf", words),
        );
        let words = typed(
            LETTER,
            1,
            Words::Upright,
            &[
                "I declare under penalty of perjury that",
                "the foregoing is true and correct.",
            ],
        );
        add(
            profile,
            "declaration-wording",
            "stops",
            clean(profile).paper("declaration.pdf", words),
        );
    }
    for (profile, severity) in [("uk-courts", "stops"), ("uk-ftt-iac", "note")] {
        add(
            profile,
            "declaration-wording",
            severity,
            clean(profile).paper("declaration.pdf", typed(A4, 1, Words::Upright, &OATH[..2])),
        );
    }
    for profile in ["eoir", "us-district"] {
        let words = typed(
            LETTER,
            1,
            Words::Upright,
            &[
                "I declare under penalty of perjury that",
                "the foregoing is true and correct.",
            ],
        );
        let nowhere = clean(profile)
            .exhibit_lacks(2, "place")
            .paper("declaration.pdf", words);
        add(profile, "declaration-place", "check", nowhere);
    }
    add(
        "eoir",
        "declaration-unread",
        "note",
        clean("eoir").paper("declaration.pdf", scan(LETTER, 200)),
    );
    for profile in ["eoir", "uscis-online"] {
        add(
            profile,
            "certificate-old",
            "check",
            clean(profile).exhibit(0, "date", "2025-10-01"),
        );
    }
    add(
        "eoir",
        "certificate-old",
        "check",
        clean("eoir").exhibit(0, "date", "2024"),
    );
    add(
        "eoir",
        "certificate-undated",
        "note",
        clean("eoir").exhibit_lacks(0, "date"),
    );
    for profile in ["eoir", "uk-courts", "uk-ftt-iac"] {
        add(
            profile,
            "letter-without-identity",
            "check",
            clean(profile).without_document(1, 1),
        );
    }
    for (title, pages) in [
        ("Skeleton argument", 13),
        ("Expert report of Dr. Ejemplo", 21),
        ("Country information schedule", 13),
    ] {
        let long = typed(A4, pages, Words::Upright, &["Paragraph after paragraph."]);
        let text = format!("title = \"{title}\"\nlanguage = \"en\"");
        add(
            "uk-ftt-iac",
            "paper-too-long",
            "check",
            clean("uk-ftt-iac").with_exhibit(&text, "long.pdf", long),
        );
    }
    add(
        "uscis-online",
        "photo-too-small",
        "check",
        clean("uscis-online").exhibit(3, "photos_per_page", 6),
    );
    add(
        "ca-irb",
        "hearing-near",
        "stops",
        clean("ca-irb").fact("hearing", "2026-01-09 09:00"),
    );
    let lines = [
        "This letter was laid the wrong way on the glass",
        "of a scanner by somebody in a hurry.",
    ];
    for (profile, severity) in [
        ("eoir", "check"),
        ("uk-courts", "stops"),
        ("iachr", "check"),
    ] {
        let size = if profile == "uk-courts" { A4 } else { LETTER };
        let upside = typed(size, 1, Words::UpsideDown, &lines);
        add(
            profile,
            "page-upside-down",
            severity,
            clean(profile).paper("letter.pdf", upside),
        );
    }
    for profile in ["eoir", "uk-courts"] {
        let size = if profile == "uk-courts" { A4 } else { LETTER };
        add(
            profile,
            "page-sideways",
            "check",
            clean(profile).paper("letter.pdf", typed(size, 1, Words::Upwards, &lines)),
        );
    }
    // A page that was upright and was turned by mistake.
    let mut turned = toml::Table::new();
    turned.insert("1".to_owned(), 180.into());
    add(
        "eoir",
        "page-upside-down",
        "check",
        clean("eoir").document(1, 0, "turn", turned),
    );
    for profile in ["uk-courts", "uk-ftt-iac", "ca-fc"] {
        let size = if profile == "ca-fc" { LETTER } else { A4 };
        add(
            profile,
            "text-missing",
            "check",
            clean(profile).paper("letter.pdf", scan(size, 200)),
        );
    }
    for profile in ["us-district", "uk-courts", "uk-ftt-iac"] {
        let size = if profile == "us-district" { LETTER } else { A4 };
        add(
            profile,
            "too-sharp",
            "check",
            clean(profile).paper("letter.pdf", scan(size, 600)),
        );
    }
    add(
        "eoir",
        "paper-size",
        "note",
        clean("eoir").paper("letter.pdf", typed(A4, 1, Words::Upright, &lines)),
    );
    add(
        "uk-courts",
        "paper-size",
        "note",
        clean("uk-courts").paper("letter.pdf", typed(LETTER, 1, Words::Upright, &lines)),
    );
    let number = typed(
        LETTER,
        1,
        Words::Upright,
        &[
            "Her social security number is 219-09-9998,",
            "as the clinic wrote it down.",
        ],
    );
    add(
        "us-district",
        "identity-number",
        "check",
        clean("us-district").paper("letter.pdf", number),
    );
    add(
        "uscis-online",
        "needs-split",
        "stops",
        clean("uscis-online").paper("letter.pdf", heavy(13_000_000, "A letter")),
    );
    add(
        "us-district",
        "file-name-tells",
        "check",
        clean("us-district").named("Caso Quintero"),
    );
    add(
        "eoir",
        "fact-missing",
        "check",
        clean("eoir").without_fact("docket"),
    );
    add(
        "us-district",
        "fact-missing",
        "check",
        clean("us-district").without_fact("court"),
    );
    add(
        "uk-courts",
        "fact-missing",
        "check",
        clean("uk-courts").without_fact("person"),
    );
    let mut add = |code, dossier| all.push(("eoir", code, "check", dossier));
    let hearing = |day: &str| clean("eoir").fact("hearing", day);
    add("hearing-past", hearing("2026-01-01 09:00"));
    add("hearing-unclear", hearing("mañana"));
    add("hearing-unclear", hearing("2026-02-30 09:00"));
    add("hearing-unclear", hearing("2026-03-02 29:00"));
    add("hearing-past", hearing("January 1, 2026, 9:00 a.m."));
    for number in [
        "A 12-34",
        "A 0000-000-0000",
        "A 000-000-000",
        "A",
        "A 12-345A 201-345-678",
    ] {
        add("a-number-odd", clean("eoir").fact("docket", number));
    }
    add(
        "date-future",
        clean("eoir").exhibit(0, "date", "2031-05-01"),
    );
    add("date-future", clean("eoir").exhibit(0, "date", "2027"));
    add(
        "date-future",
        clean("eoir").back("date", Some("2031-05-01".into())),
    );
    add(
        "service-future",
        clean("eoir").fact("service", served("2026-01-03")),
    );
    add(
        "service-late",
        hearing("2025-12-29").fact("service", served("2025-12-30")),
    );
    add("front-language", clean("eoir").fact("language", "es"));
    all.extend(crate::contents::faults());
    all
}

/// A service on a day.
fn served(day: &str) -> toml::Table {
    let mut service = toml::Table::new();
    service.insert("on".to_owned(), "The Other Side".into());
    service.insert("date".to_owned(), day.into());
    service
}

/// A rule that no dossier here breaks is not known to work.
#[test]
fn every_rule_has_its_fault() {
    let broken: std::collections::BTreeSet<&str> =
        faults().into_iter().map(|(_, code, ..)| code).collect();
    for profile in expediente_app::PROFILES {
        let path = expediente_tests::root().join(format!("assets/profiles/{profile}.toml"));
        let rules: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for rule in rules["rule"].as_array().unwrap() {
            let checks = rule.get("checks").and_then(toml::Value::as_table);
            for code in checks.into_iter().flat_map(toml::Table::keys) {
                // A file name is wrong only once a user has chosen one: see `profiles.rs`.
                assert!(
                    broken.contains(code.as_str()) || code == "file-name",
                    "{profile}: {code}"
                );
            }
        }
    }
}

/// Users who are shown false findings stop reading findings: a dossier that follows the rules has
/// none.
#[test]
fn no_clean_dossier_is_stopped() {
    let all = clean();
    assert_eq!(all.len(), 57);
    each(&all, |(name, dossier)| {
        let taken = dossier.taken_in();
        let report = taken.preflight();
        let grave: Vec<_> = said(&report)
            .into_iter()
            .filter(|(_, severity)| severity != "note")
            .collect();
        // A scan without text is a note in some profiles, and a check where the court asks for
        // searchable text.
        (!grave.is_empty() || taken.built.code != 0)
            .then(|| format!("{name}: {grave:?} {}", taken.built.err))
    });
}

/// What no court has to ask for.
const OWN: [&str; 9] = [
    "translation-uncertified",
    "paper-unsigned",
    "hearing-past",
    "hearing-unclear",
    "a-number-odd",
    "date-future",
    "service-future",
    "service-late",
    "front-language",
];

/// A fault that is not found here is found by the clerk. Each is found, with the severity of the
/// court's rule, the rule and its source, and nothing else is reported in its place.
#[test]
fn every_fault_is_found() {
    let all = faults();
    assert_eq!(all.len(), 149);
    each(&all, |(profile, code, severity, dossier)| {
        let taken = dossier.taken_in();
        let report = taken.preflight();
        let said = said(&report);
        let found = taken.finding(code);
        let as_grave = said.contains(&((*code).to_owned(), (*severity).to_owned()));
        let ruled = found.as_ref().is_some_and(|finding| {
            let own = OWN.contains(code);
            own || finding["rule"]["source"].is_string() && finding["court"].is_string()
        });
        let stops = report["stops"].as_u64().unwrap() > 0;
        let right = as_grave && ruled && stops == (*severity == "stops");
        (!right).then(|| format!("{profile} {code} {severity}: {said:?} ruled {ruled}"))
    });
}
