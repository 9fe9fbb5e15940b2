//! The words of a filing, as its court and its language have them.

use expediente_tests::judges;

use crate::dossier::{Dossier, Taken};
use crate::papers::leaves;

/// The text of every page, and the bookmarks.
fn built(taken: &Taken) -> (Vec<String>, Vec<String>) {
    let out = taken.folder().join("Case.pdf");
    let (exit, said) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
    assert!(matches!(exit, 0 | 6), "{said}");
    let outline = judges::pikepdf(&out)["outline"].clone();
    let entries = outline.as_array().unwrap().iter();
    let titles = entries.map(|entry| entry[1].as_str().unwrap().to_owned());
    (judges::texts(&out), titles.collect())
}

/// A clerk in London sees the tribunal's own name, an appeal number, an index, and days before
/// months.
#[test]
fn a_british_tribunal_reads_its_own_words() {
    let clean = || {
        let case = Dossier::clean("uk-ftt-iac").fact("hearing", "2026-12-20");
        let case = case.fact("docket", "PA/12345/2025");
        case.fact("court", "Taylor House")
    };
    let (pages, bookmarks) = built(&clean().taken_in());
    let cover = &pages[0];
    for words in [
        "First-tier Tribunal",
        "(Immigration and Asylum Chamber)",
        "Appeal number PA/12345/2025",
        "20 December 2026",
    ] {
        let small_capitals = cover.to_lowercase().contains(&words.to_lowercase());
        assert!(small_capitals, "{words}: {cover}");
    }
    let tribunal = cover.to_lowercase().find("tribunal").unwrap();
    assert!(tribunal < cover.to_lowercase().find("taylor house").unwrap());
    assert!(!cover.contains("Case No."), "{cover}");
    let table = &pages[1];
    assert!(
        table.starts_with("Index\n") || table.contains("\nIndex\n"),
        "{table}"
    );
    assert!(table.contains("20 December 2025"), "{table}");
    assert!(!table.contains("Table of Exhibits"), "{table}");
    assert!(
        bookmarks.contains(&"Index (p. 2)".to_owned()),
        "{bookmarks:?}"
    );

    // In the courts each case has a number of its own kind, and the days are the same.
    let (pages, _) = built(
        &Dossier::clean("uk-courts")
            .fact("hearing", "2026-12-20")
            .taken_in(),
    );
    assert!(pages[0].contains("20 December 2026") && pages[0].contains("Case No."));
    assert!(!pages[0].contains("Tribunal"), "{}", pages[0]);
    // American courts keep their own.
    let (pages, _) = built(
        &Dossier::clean("us-district")
            .fact("hearing", "2026-12-20")
            .taken_in(),
    );
    assert!(pages[0].contains("December 20, 2026"), "{}", pages[0]);
    assert!(pages[1].contains("Table of Exhibits"), "{}", pages[1]);
}

/// Parts of an exhibit are called by what they are.
#[test]
fn parts_are_called_by_what_they_are() {
    let taken = Dossier::clean("eoir").back("title", None).taken_in();
    let (pages, bookmarks) = built(&taken);
    for title in [
        "Translation",
        "Certificate of translation",
        "Copy of the identity card",
        "Proof of service",
    ] {
        let mut titles = bookmarks.iter();
        let is = |bookmark: &&String| {
            let after = bookmark.strip_prefix(title);
            after.is_some_and(|after| after.is_empty() || after.starts_with(" (p. "))
        };
        assert!(
            titles.any(|bookmark| is(&bookmark)),
            "{title}: {bookmarks:?}"
        );
    }
    let slip = pages
        .iter()
        .find(|page| page.contains("Certificate of good conduct"));
    assert!(
        pages
            .iter()
            .any(|page| page.contains("Certificate of translation")),
        "{slip:?}"
    );
    let numbered = bookmarks
        .iter()
        .filter(|title| title.starts_with("Document "));
    // The certificate and the letter themselves have no titles in this case.
    assert!(numbered.count() <= 2, "{bookmarks:?}");
}

/// The two sides of an identity card; a picture among papers is one of them.
#[test]
fn pictures_are_counted_among_pictures() {
    let photo = expediente_tests::root()
        .join("assets/sample/caso-ejemplo/04 - Fotos de su trabajo/DSC_0417.JPG");
    let photo = std::fs::read(photo).unwrap();
    let mut other = photo.clone();
    other.extend_from_slice(b"other");
    let card = "title = \"Identity card\"\nkind = \"identity\"\n[[document]]\nfile = \"b.jpg\"";
    let case = Dossier::clean("eoir")
        .with_exhibit(card, "a.jpg", photo)
        .paper("b.jpg", other);
    let (_, bookmarks) = built(&case.taken_in());
    for side in ["Front", "Back"] {
        let mut titles = bookmarks.iter();
        assert!(
            titles.any(|title| title.starts_with(side)),
            "{side}: {bookmarks:?}"
        );
    }
}

/// In Spanish the word for a tab is one, and it is not that of a browser; the other side is not
/// made a man.
#[test]
fn spanish_words() {
    for profile in ["uk-ftt-iac", "us-district", "eoir", "uscis-online"] {
        let taken = Dossier::clean(profile).fact("language", "es").taken_in();
        let (pages, bookmarks) = built(&taken);
        let text = [pages.join("\n"), bookmarks.join("\n")]
            .concat()
            .to_lowercase();
        for word in ["pestaña", "demandado", "peticionario,"] {
            assert!(!text.contains(word), "{profile}: {word}");
        }
    }
}

/// A proof of service was in the folder, and the program asked to make one without a word about
/// it.
#[test]
fn a_paper_called_proof_of_service_is_named() {
    let called = |title: &str| {
        let case = Dossier::clean("eoir").back("part", None);
        let taken = case.back("title", Some(title.into())).taken_in();
        let found = taken.finding("service-missing").unwrap();
        found["message"].as_str().unwrap().to_owned()
    };
    let named = called("Certificate of Service");
    assert!(
        named.contains("“Certificate of Service” may be one"),
        "{named}"
    );
    assert!(called("Annex").contains("make one"));
}

/// The same day was told twice: as a service that is to come, and as a paper of the future.
#[test]
fn a_service_to_come_is_told_once() {
    let mut service = toml::Table::new();
    service.insert("on".to_owned(), "The Other Side".into());
    service.insert("date".to_owned(), "2026-01-03".into());
    let case = Dossier::clean("eoir").fact("service", service);
    let taken = case.back("date", Some("2026-01-03".into())).taken_in();
    assert!(taken.finding("service-future").is_some());
    assert!(taken.finding("date-future").is_none());
}

/// "Pages 48-53 are the same as page 6" was said of six pages that are those of six others.
#[test]
fn pages_that_are_there_twice_name_all_of_the_earlier_ones() {
    let text: &[&[&str]] = &[&["Daniela Quintero is my niece."], &["I will receive her."]];
    let case = Dossier::clean("eoir").paper("letter.pdf", leaves(text));
    let found = case.paper("card.pdf", leaves(text)).taken_in();
    let found = found.finding("page-twice").unwrap();
    let said = found["message"].as_str().unwrap();
    assert!(said.contains("the same as page"), "{said}");
    assert!(
        said.contains('\u{2013}') && said.matches('\u{2013}').count() == 2,
        "{said}"
    );
}
