//! What is said of numbers and labels that cannot stand where a court wants them.

use toml::Value as Toml;

use crate::dossier::{Dossier, Taken};
use crate::papers::{LETTER, Words, typed};

fn with_bates(prefix: &str) -> Taken {
    let mut bates = toml::Table::new();
    bates.insert("prefix".to_owned(), prefix.into());
    bates.insert("start".to_owned(), Toml::Integer(1));
    bates.insert("digits".to_owned(), Toml::Integer(6));
    let clean = Dossier::clean("us-district");
    clean.fact("bates", bates).taken_in()
}

/// What cannot be printed is told before the build, and the build says the same and writes nothing.
#[test]
fn a_bates_number_that_cannot_be_printed_is_told() {
    let long = "WWWWWWWWWW".repeat(16);
    for (prefix, code, said) in [
        ("Ж", "stamp-letters", "Ж"),
        (long.as_str(), "stamp-too-long", "WWWWW"),
    ] {
        let taken = with_bates(prefix);
        let finding = taken.finding(code).unwrap();
        assert_eq!(finding["severity"], "stops");
        let message = finding["message"].as_str().unwrap();
        assert!(message.contains(said), "{message}");
        let out = taken.folder().join("Case.pdf");
        let (exit, told) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
        assert_eq!((exit, &told["error"]["code"]), (1, &"unprintable".into()));
        let told = told["error"]["message"].as_str().unwrap();
        assert!(told.contains(message), "{told}");
        assert!(!out.exists());
    }
    let taken = with_bates("QUI-");
    for code in ["stamp-letters", "stamp-too-long", "stamp-covers"] {
        assert!(taken.finding(code).is_none(), "{code}");
    }
}

/// A court may want its numbers in their corners on pages of full size. Then a number covers what a
/// paper has there, and the preflight says where.
#[test]
fn a_covered_corner_is_told() {
    const LINE: &str =
        "A line from edge to edge of the paper, and the next one is close below it, at last";
    let lines = [LINE; 35];
    let full = typed(LETTER, 1, Words::Upright, &lines);
    let text = "title = \"A full page\"\nlanguage = \"en\"";
    let dossier = Dossier::clean("eoir").with_exhibit(text, "full.pdf", full);
    let taken = dossier.taken_in();
    assert!(taken.finding("stamp-covers").is_none());
    assert_eq!(taken.run(["profile", "copy", "eoir", "strict"]).0, 0);
    let path = taken.store().join("profiles/strict.toml");
    let profile = std::fs::read_to_string(&path).unwrap();
    let edge = "reach = \"edge\"";
    assert!(profile.contains(edge));
    let strict = profile.replace(edge, "reach = \"corner\"\nshrink = false");
    std::fs::write(&path, strict).unwrap();
    taken.run(["matter", "set", &taken.id, "--profile", "strict"]);
    let finding = taken.finding("stamp-covers").unwrap();
    let message = finding["message"].as_str().unwrap();
    assert!(
        message.contains("A full page") || message.contains("full"),
        "{message}"
    );
    assert!(taken.finding("pages-smaller").is_none());
}
