//! A finding as people and programs see it.

use expediente_bundle::date_in_words;
use expediente_model::{Catalogue, Code, Date, DocumentId, Finding, Place, Severity};
use serde::Serialize;
use ts_rs::TS;

use crate::views::rule_view::RuleView;
use crate::views::signature_words;

/// A finding with its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingView {
    /// Its code.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What happened and what to do, in the reader's language.
    pub message: String,
    /// The paper it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paper: Option<String>,
    /// The page, counted from 1: of the paper if one is named, else of the dossier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub page: Option<u32>,
    /// The place to view and fix it: `front`, `back` or an exhibit's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
    /// The id of the document there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub document: Option<String>,
    /// The number printed on the page of the dossier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub label: Option<String>,
    /// Its name, by which it is fixed and answered; findings of papers have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// The fact of the case that it is about, as `fact.` texts name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fact: Option<String>,
    /// The court whose rule it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub court: Option<String>,
    /// The rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rule: Option<RuleView>,
    /// The fix that the program offers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fix: Option<FixView>,
    /// The user's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer: Option<String>,
    /// Two papers that look the same, the better one first; none for other findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub twins: Option<Vec<TwinView>>,
}

/// One of two papers that look the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TwinView {
    /// Its file name.
    pub name: String,
    /// The path of its picture.
    pub picture: String,
    /// Its size in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its size in bytes.
    pub size: u64,
}

/// Whether a text names more pages than one: `4–5`, `4-5, 9`. A court's page number can have a
/// hyphen of its own, as `A-4`.
fn are_several(pages: &str) -> bool {
    let is_range = |text: &str| {
        text.split_once('-').is_some_and(|(first, last)| {
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            is_number(first) && is_number(last)
        })
    };
    pages.contains(['–', ',']) || is_range(pages)
}

/// The word for a language; its tag where the catalogue has none.
pub(crate) fn language_word(texts: &Catalogue, tag: &str) -> String {
    let key = format!("language.{tag}");
    if texts.has(&key) {
        texts.text(&key).to_owned()
    } else {
        tag.to_owned()
    }
}

impl FindingView {
    pub(crate) fn new(texts: &Catalogue, finding: &Finding, paper: Option<&str>) -> Self {
        Self::weighed(texts, finding, paper, finding.severity())
    }

    /// A finding with the severity that the court gives it.
    pub(crate) fn weighed(
        texts: &Catalogue,
        finding: &Finding,
        paper: Option<&str>,
        severity: Severity,
    ) -> Self {
        let values = finding.args.iter().map(|(name, value)| {
            // Some values are words of the catalogue themselves.
            let value = match (finding.code, name.as_str()) {
                (Code::FactMissing, "what") => texts.text(&format!("fact.{value}")).to_owned(),
                (Code::PdfActiveContent, "what") => {
                    texts.text(&format!("active.{value}")).to_owned()
                }
                (
                    Code::FileUnreadable
                    | Code::ZipTooLarge
                    | Code::ZipHostile
                    | Code::PdfSignatureBroken
                    | Code::PdfSignatureUnchecked,
                    "why",
                ) => texts.why(value),
                (
                    Code::CertificateWording | Code::DeclarationWording | Code::DeclarationUnread,
                    "words",
                ) => texts.text(&format!("wording.{value}")).to_owned(),
                (Code::TranslatorIncomplete, "what") => {
                    texts.text(&format!("translator.{value}")).to_owned()
                }
                (Code::OfficeHidden, "what") => {
                    let own = ["count", "names"]
                        .into_iter()
                        .filter_map(|name| Some((name, finding.args.get(name)?.clone())));
                    texts.fill(&format!("office.hidden.{value}"), own)
                }
                (
                    Code::OfficeMissing
                    | Code::OfficeUnconfined
                    | Code::OfficeDamaged
                    | Code::OfficeFailed
                    | Code::OfficeTimeout
                    | Code::OfficePages,
                    "what",
                ) => texts.text(&format!("office.{value}")).to_owned(),
                (Code::OfficeMissing, "system") => {
                    texts.text(&format!("office.get.{value}")).to_owned()
                }
                (Code::NumberForm | Code::NumberReadOdd, "kind") => {
                    texts.text(&format!("number-kind.{value}")).to_owned()
                }
                (Code::PaperSize, "paper") => texts.text(&format!("paper.{value}")).to_owned(),
                (
                    Code::TranslationMissing
                    | Code::TranslationUnmarked
                    | Code::InterpretationMissing
                    | Code::FrontLanguage
                    | Code::LanguageSeen
                    | Code::TranslationPartial
                    | Code::CertificateLanguage
                    | Code::TextOneLanguage
                    | Code::TitleLanguage,
                    "language" | "other",
                ) => language_word(texts, value),
                (
                    Code::FileTooLarge
                    | Code::DiskFull
                    | Code::OverLimit
                    | Code::NeedsSplit
                    | Code::VolumeTooLarge,
                    "size" | "limit" | "needed",
                ) => value
                    .parse()
                    .map_or_else(|_| value.clone(), |bytes| texts.size(bytes)),
                (Code::ChatDateOrder | Code::ChatYearUnsure, "first" | "second") => {
                    match value.parse::<Date>() {
                        Ok(date) => date_in_words(texts, date),
                        Err(_) => value.clone(),
                    }
                }
                // A hearing that is not a date is shown as it was written.
                (_, "date" | "hearing") => match value.parse::<Date>() {
                    Ok(date) => date_in_words(texts, date),
                    Err(_) => value.clone(),
                },
                _ => value.clone(),
            };
            (name.as_str(), value)
        });
        let values = values.chain(signature_words::values(texts, finding));
        let mut key = format!("finding.{}", finding.code.word());
        // What no rule of the court asks for is said as advice.
        let advice = format!("{key}.advice");
        if severity == Severity::Note && texts.has(&advice) {
            key = advice;
        }
        // What is there, and only not said to be what it is, is named.
        let named = format!("{key}.named");
        if finding.args.contains_key("document") && texts.has(&named) {
            key = named;
        }
        let worded = format!("{key}.words");
        let has_words = finding
            .args
            .get("words")
            .is_some_and(|words| !words.is_empty());
        if has_words && texts.has(&worded) {
            key = worded;
        }
        let several = format!("{key}.pages");
        if finding
            .args
            .get("pages")
            .is_some_and(|pages| are_several(pages))
            && texts.has(&several)
        {
            key = several;
        }
        Self {
            code: finding.code.word(),
            severity,
            message: texts.fill(&key, values),
            paper: paper.map(str::to_owned),
            page: finding.page,
            place: None,
            document: None,
            label: None,
            name: None,
            fact: match finding.code {
                Code::FactMissing => finding.args.get("what").cloned(),
                Code::FrontLanguage => Some("language".to_owned()),
                Code::HearingNear | Code::HearingPast | Code::HearingUnclear => {
                    Some("hearing".to_owned())
                }
                Code::ANumberOdd => Some("docket".to_owned()),
                _ => None,
            },
            court: None,
            rule: None,
            fix: None,
            answer: None,
            twins: None,
        }
    }

    /// The same finding with its place.
    pub(crate) fn at(mut self, place: Option<Place>, document: Option<DocumentId>) -> Self {
        self.place = place.map(place_word);
        self.document = document.map(|document| document.to_string());
        self
    }
}

/// A place as a word: `front`, `back` or an exhibit's id.
pub(crate) fn place_word(place: Place) -> String {
    match place {
        Place::Front => "front".to_owned(),
        Place::Back => "back".to_owned(),
        Place::Exhibit(id) => id.to_string(),
    }
}

/// A fix that the program offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FixView {
    /// Its words, for a button.
    pub words: String,
    /// Its kind, on which the questions before it depend.
    #[ts(
        type = "'split' | 'turn' | 'language' | 'photos' | 'proof-of-service' | 'translation-certificate' | 'interpretation-certificate' | 'sign' | 'leave-one-twin' | 'differences-note'"
    )]
    pub kind: &'static str,
    /// The document it is about.
    pub document: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "2026-01-14" stood in sentences for people.
    #[test]
    fn dates_have_the_order_of_their_reader() {
        for (json, expected) in [
            (
                include_str!("../../../../../assets/messages/en.json"),
                "(March 12, 2026)",
            ),
            (
                include_str!("../../../../../assets/messages/es.json"),
                "(12 de marzo de 2026)",
            ),
        ] {
            let texts = Catalogue::from_json(json).unwrap();
            let finding = Finding::new(Code::HearingPast).with("date", "2026-03-12");
            let view = FindingView::new(&texts, &finding, None);
            assert!(view.message.contains(expected), "{}", view.message);
        }
    }

    #[test]
    fn one_page_and_several() {
        for one in ["4", "A-4", "HB-0012", "iv"] {
            assert!(!are_several(one), "{one}");
        }
        for several in ["4–5", "4-5", "4, 9", "A-4–A-5"] {
            assert!(are_several(several), "{several}");
        }
    }

    fn texts(language: &str) -> Catalogue {
        let json = match language {
            "en" => include_str!("../../../../../assets/messages/en.json"),
            _ => include_str!("../../../../../assets/messages/es.json"),
        };
        Catalogue::from_json(json).unwrap()
    }

    fn message(texts: &Catalogue, finding: &Finding) -> String {
        FindingView::new(texts, finding, None).message
    }

    #[test]
    fn who_signed_and_when_is_told() {
        let held = Finding::new(Code::PdfSignatureHeld)
            .with("certificate", "MARIA PEREZ:12345678900")
            .with("time", "2025-03-03T10:15:00-05:00");
        let english = message(&texts("en"), &held);
        assert!(
            english.starts_with(
                "Signed by “MARIA PEREZ:12345678900” (the name in the certificate) on March 3, \
                 2025, 10:15 (UTC-05:00), by the signer’s own clock. The file was not changed \
                 after that."
            ),
            "{english}"
        );
        let spanish = message(&texts("es"), &held);
        assert!(
            spanish.starts_with(
                "Firmado por «MARIA PEREZ:12345678900» (el nombre del certificado) el 3 de marzo \
                 de 2025, 10:15 (UTC-05:00), según el reloj de quien firmó. El archivo no se \
                 cambió después."
            ),
            "{spanish}"
        );
    }

    /// No sentence shows the name of a value or of a text in the place of its words.
    #[test]
    fn every_form_has_its_words() {
        let codes = [
            Code::PdfSignatureHeld,
            Code::PdfSignatureAdded,
            Code::PdfSignatureChanged,
            Code::PdfSignatureBroken,
            Code::PdfSignatureUnchecked,
        ];
        let languages = ["en", "es"].map(texts);
        let mut seen = Vec::new();
        for code in codes {
            for (certificate, file) in [(true, false), (false, true), (false, false)] {
                for time in ["", "2025-03-03T10:15:00", "2025-03-03T10:15:00Z"] {
                    for clock in [None, Some(""), Some("FNMT")] {
                        for stamp in [false, true] {
                            let mut finding = Finding::new(code)
                                .with("why", "signature-bytes")
                                .with("after", "signed");
                            for (name, value, is_there) in [
                                ("certificate", "Rosa", certificate),
                                ("file", "Rosa", file),
                                ("time", time, !time.is_empty()),
                                ("clock", clock.unwrap_or(""), clock.is_some()),
                                ("stamp", "true", stamp),
                                ("weak", "true", stamp),
                                ("own", "true", stamp),
                                ("valid", "2020-01-01T00:00:00Z/2021-01-01T00:00:00Z", stamp),
                                ("number", "1", stamp),
                                ("count", "2", stamp),
                            ] {
                                if is_there {
                                    finding = finding.with(name, value);
                                }
                            }
                            seen.extend(languages.each_ref().map(|it| message(it, &finding)));
                        }
                    }
                }
            }
        }
        for sentence in seen {
            let is_bare = sentence.contains(['{', '}'])
                || sentence.contains("signature.")
                || sentence.contains("why.")
                || sentence.contains("  ")
                || sentence.contains(" .")
                || sentence.contains("..");
            assert!(!is_bare, "{sentence}");
        }
    }
}
