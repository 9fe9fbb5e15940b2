//! The words for a signature of a paper: who signed, when, and what else is to be known of it.

use expediente_bundle::date_in_words;
use expediente_model::{Catalogue, Code, Date, Finding};

/// The values of the sentence of a finding about a signature that are made of several others; none
/// for other findings.
pub(crate) fn values(texts: &Catalogue, finding: &Finding) -> Vec<(&'static str, String)> {
    let is_signed = match finding.code {
        Code::PdfSignatureHeld | Code::PdfSignatureAdded | Code::PdfSignatureChanged => true,
        Code::PdfSignatureBroken | Code::PdfSignatureUnchecked => false,
        _ => return Vec::new(),
    };
    let after = match value(finding, "after") {
        Some("signed") => texts.text("signature.after.signed"),
        Some(_) if finding.code == Code::PdfSignatureAdded => texts.text("signature.after.unseen"),
        Some(_) => texts.text("signature.after.unsigned"),
        None => "",
    };
    vec![
        ("signature", signature(texts, finding, is_signed)),
        ("changed", changed(texts, finding)),
        ("after", after.to_owned()),
        ("notes", notes(texts, finding)),
    ]
}

fn value<'f>(finding: &'f Finding, name: &str) -> Option<&'f str> {
    finding.args.get(name).map(String::as_str)
}

/// Who signed and when; of a signature that does not hold, what it claims.
fn signature(texts: &Catalogue, finding: &Finding, is_signed: bool) -> String {
    let who = match (value(finding, "certificate"), value(finding, "file")) {
        (Some(name), _) => texts.fill("signature.who.certificate", [("name", name.to_owned())]),
        (None, Some(name)) => texts.fill("signature.who.file", [("name", name.to_owned())]),
        (None, None) => texts.text("signature.who.nobody").to_owned(),
    };
    let when = match (value(finding, "time"), value(finding, "clock")) {
        (Some(time), None) => {
            texts.fill("signature.when.own", [("time", time_in_words(texts, time))])
        }
        // The stamp's authority is the one that is named.
        (Some(time), Some(_)) if finding.args.contains_key("stamp") => texts.fill(
            "signature.when.stamp",
            [("time", time_in_words(texts, time))],
        ),
        (Some(time), Some(clock)) => {
            let clock = match clock {
                "" => texts.text("signature.who.nobody"),
                clock => clock,
            };
            let values = [
                ("time", time_in_words(texts, time)),
                ("clock", clock.to_owned()),
            ];
            texts.fill("signature.when.authority", values)
        }
        (None, _) => texts.text("signature.when.unknown").to_owned(),
    };
    let key = match (finding.args.contains_key("stamp"), is_signed) {
        (false, true) => "signature.signed",
        (false, false) => "signature.claimed",
        (true, true) => "signature.stamp.signed",
        (true, false) => "signature.stamp.claimed",
    };
    let sentence = texts.fill(key, [("who", who), ("when", when)]);
    match (value(finding, "number"), value(finding, "count")) {
        (Some(number), Some(count)) => {
            let values = [
                ("number", number.to_owned()),
                ("count", count.to_owned()),
                ("signature", sentence),
            ];
            texts.fill("signature.number", values)
        }
        _ => sentence,
    }
}

/// Which pages look otherwise than when they were signed.
fn changed(texts: &Catalogue, finding: &Finding) -> String {
    let Some(pages) = value(finding, "pages") else {
        return String::new();
    };
    let key = if pages.contains(['-', ',']) {
        "signature.changed.pages"
    } else {
        "signature.changed"
    };
    texts.fill(key, [("pages", pages.to_owned())])
}

/// What else is to be known, each with a space before it.
fn notes(texts: &Catalogue, finding: &Finding) -> String {
    let mut notes = String::new();
    if let Some((from, to)) = value(finding, "valid").and_then(|valid| valid.split_once('/')) {
        let values = [
            ("from", day_in_words(texts, from)),
            ("to", day_in_words(texts, to)),
        ];
        notes.push(' ');
        notes.push_str(&texts.fill("signature.note.valid", values));
    }
    if finding.args.contains_key("own") {
        notes.push(' ');
        notes.push_str(texts.text("signature.note.own"));
    }
    if finding.args.contains_key("weak") {
        notes.push(' ');
        notes.push_str(texts.text("signature.note.weak"));
    }
    notes
}

/// The day of a time as RFC 3339 has it.
fn day_in_words(texts: &Catalogue, time: &str) -> String {
    let day = time.split_once('T').map_or(time, |(day, _)| day);
    day.parse::<Date>()
        .map_or_else(|_| time.to_owned(), |date| date_in_words(texts, date))
}

/// A time as RFC 3339 has it, with its zone if it has one: "March 3, 2025, 10:15 (UTC-05:00)".
fn time_in_words(texts: &Catalogue, time: &str) -> String {
    let day = day_in_words(texts, time);
    let Some((_, clock)) = time.split_once('T') else {
        return day;
    };
    let Some((minute, rest)) = clock.split_at_checked("10:15".len()) else {
        return format!("{day}, {clock}");
    };
    let zone = match rest.split_at_checked(":00".len()) {
        Some((_, "Z")) => " (UTC)".to_owned(),
        Some((_, "")) | None => String::new(),
        Some((_, zone)) => format!(" (UTC{zone})"),
    };
    format!("{day}, {minute}{zone}")
}
