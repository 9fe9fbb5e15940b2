//! The dossier's words in its language: dates, ranges, particulars.

use expediente_model::{Catalogue, Count, Date, Document, Exhibit, ExhibitKind};

use crate::court::profile::Profile;

/// A date in running text: "14 de febrero de 2025", "February 14, 2025".
pub fn date(texts: &Catalogue, date: Date) -> String {
    let year = date.year().to_string();
    let month = |month| texts.text(&format!("month.{month}")).to_owned();
    match (date.month(), date.day()) {
        (Some(of), Some(day)) => texts.fill(
            "dossier.date.day",
            [("y", year), ("month", month(of)), ("d", day.to_string())],
        ),
        (Some(of), None) => texts.fill("dossier.date.month", [("y", year), ("month", month(of))]),
        // A date without a month has no day.
        (None, _) => texts.fill("dossier.date.year", [("y", year)]),
    }
}

/// A hearing as the user wrote it, except that `2026-03-12 09:00` becomes a date and a time.
pub fn hearing(texts: &Catalogue, text: &str) -> String {
    let Some((day, time)) = text.split_once([' ', 'T']) else {
        return match text.parse::<Date>() {
            Ok(day) => date(texts, day),
            Err(_) => text.to_owned(),
        };
    };
    match day.parse::<Date>() {
        Ok(day) if time.is_empty() => date(texts, day),
        Ok(day) => texts.fill(
            "dossier.date.time",
            [("date", date(texts, day)), ("time", hour(texts, time))],
        ),
        Err(_) => text.to_owned(),
    }
}

/// A time as courts write it: "9:00 a.m." for `09:00`. What is not a time stays as it was written.
fn hour(texts: &Catalogue, time: &str) -> String {
    let parts = time.split_once(':');
    let hour = parts.and_then(|(hour, _)| hour.parse::<u32>().ok());
    let minute = parts.map_or("", |(_, minute)| minute);
    let is_minute = minute.len() == 2 && minute.bytes().all(|byte| byte.is_ascii_digit());
    let Some(hour) = hour.filter(|hour| *hour < 24 && is_minute) else {
        return time.to_owned();
    };
    let half = if hour < 12 {
        "dossier.time.am"
    } else {
        "dossier.time.pm"
    };
    let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
    texts.fill(half, [("h", shown.to_string()), ("m", minute.to_owned())])
}

/// The court's word for an exhibit: "Exhibit", "Tab", "Anexo".
pub fn exhibit(texts: &Catalogue, profile: &Profile) -> String {
    texts
        .text(&format!("dossier.exhibit-word.{}", profile.tabs.word))
        .to_owned()
}

/// Page labels from the first to the last: `3` or `3–7`.
pub fn range(first: &str, last: &str) -> String {
    if first == last {
        first.to_owned()
    } else {
        format!("{first}–{last}")
    }
}

/// What was counted: signatures on sheets, or names on a list that nobody compared with sheets.
pub fn counted(texts: &Catalogue, count: &Count) -> String {
    let key = if count.is_list() {
        "dossier.listed"
    } else {
        "dossier.signatures"
    };
    let counted = texts.count(key, count.total() as u64);
    if count.uncounted == 0 {
        return counted;
    }
    // A count of some sheets is not one of the petition.
    let sheets = count.sheets.iter().filter(|sheet| sheet.page.is_some());
    let some = sheets.count();
    let values = [
        ("counted", counted),
        ("some", some.to_string()),
        ("all", (some + count.uncounted).to_string()),
    ];
    texts.fill("dossier.counted-part", values)
}

/// The particulars under the title that is printed: the paper's own title if it is shown, kind,
/// people, number, date (unless dates have a column), place, signatures, language, translation.
pub fn particulars(
    texts: &Catalogue,
    exhibit: &Exhibit,
    (title, own): (&str, Option<&str>),
    signatures: Option<String>,
    dated: bool,
) -> String {
    let mut parts = Vec::new();
    parts.extend(own.map(str::to_owned));
    if let Some(kind) = exhibit.kind.filter(|kind| *kind != ExhibitKind::Other) {
        let key = format!("kind.{}", kind.word());
        let word = texts.text(&key);
        // A "Certificate of good conduct" need not be called a certificate again.
        let stem: String = word.to_lowercase().chars().take(5).collect();
        if !title.to_lowercase().starts_with(&stem) {
            parts.push(word.to_owned());
        }
    }
    parts.extend(exhibit.issuer.clone());
    parts.extend(exhibit.who.clone());
    parts.extend(
        exhibit
            .number
            .clone()
            .map(|number| texts.fill("dossier.number", [("number", number)])),
    );
    let verified = exhibit.code.clone();
    parts.extend(verified.map(|code| texts.fill("dossier.code", [("code", code)])));
    let address = exhibit.address.clone();
    parts.extend(address.map(|address| texts.fill("dossier.verify-at", [("address", address)])));
    if !dated {
        parts.extend(exhibit.date.map(|day| date(texts, day)));
    }
    parts.extend(exhibit.place.clone());
    parts.extend(signatures);
    let original = exhibit.original_with.clone();
    parts.extend(original.map(|with| texts.fill("dossier.original-with", [("with", with)])));
    if let Some(tag) = &exhibit.language {
        let key = format!("language.{tag}");
        let name = if texts.has(&key) {
            texts.text(&key).to_owned()
        } else {
            tag.clone()
        };
        parts.push(match exhibit.translated {
            Some(true) => texts.fill("dossier.translated", [("language", name)]),
            _ => texts.fill("dossier.in-language", [("language", name)]),
        });
    }
    // Lines break between the parts, not within a date or a short name.
    for part in &mut parts {
        if part.chars().count() <= 30 {
            *part = part.replace(' ', "\u{a0}");
        }
    }
    parts.join(" · ")
}

/// What is said of a paper among several of its exhibit, and not of the exhibit already: issuer,
/// person, place, code and address, date, who holds the original. A picture has person, date and
/// place under it.
pub fn particulars_of_paper(
    texts: &Catalogue,
    document: &Document,
    exhibit: Option<&Exhibit>,
    is_picture: bool,
) -> String {
    let own = |own: &Option<String>, of_exhibit: fn(&Exhibit) -> &Option<String>| {
        let is_said = exhibit.is_some_and(|one| of_exhibit(one) == own);
        own.clone().filter(|_| !is_said)
    };
    let code = own(&document.code, |one| &one.code);
    let address = own(&document.address, |one| &one.address);
    let original = own(&document.original_with, |one| &one.original_with);
    let parts = [
        own(&document.issuer, |one| &one.issuer),
        own(&document.people, |one| &one.who).filter(|_| !is_picture),
        code.map(|code| texts.fill("dossier.code", [("code", code)])),
        address.map(|address| texts.fill("dossier.verify-at", [("address", address)])),
        document
            .date
            .filter(|day| !is_picture && exhibit.is_none_or(|one| one.date != Some(*day)))
            .map(|day| date(texts, day)),
        own(&document.place, |one| &one.place).filter(|_| !is_picture),
        original.map(|with| texts.fill("dossier.original-with", [("with", with)])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
