//! A finding as people and programs see it.

use expediente_model::{Catalogue, Code, DocumentId, Finding, Place, Severity};
use serde::Serialize;
use ts_rs::TS;

use crate::views::rule_view::RuleView;

/// A finding with its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingView {
    /// Its code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What happened and what to do, in the reader's language.
    pub message: String,
    /// The paper that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paper: Option<String>,
    /// The page, counted from 1: of the paper where one is named, else of the dossier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub page: Option<u32>,
    /// Where it can be looked at and mended: `front`, `back` or an exhibit's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
    /// The document's id there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub document: Option<String>,
    /// The number printed on the page of the dossier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub label: Option<String>,
    /// Its name, by which it is mended and answered; findings of papers have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// Whose rule it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub court: Option<String>,
    /// The rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rule: Option<RuleView>,
    /// What the program can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fix: Option<FixView>,
    /// What the user answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer: Option<String>,
}

impl FindingView {
    pub(crate) fn new(texts: &Catalogue, finding: &Finding, paper: Option<&str>) -> Self {
        let values = finding.args.iter().map(|(name, value)| {
            // What is missing on the cover page is itself a word of the catalogue.
            let value = match (finding.code, name.as_str()) {
                (Code::FactMissing, "what") => texts.text(&format!("fact.{value}")).to_owned(),
                (Code::PdfActiveContent, "what") => {
                    texts.text(&format!("active.{value}")).to_owned()
                }
                (Code::FileUnreadable, "why") => texts.why(value),
                (
                    Code::CertificateWording | Code::DeclarationWording | Code::DeclarationUnread,
                    "words",
                ) => texts.text(&format!("wording.{value}")).to_owned(),
                (Code::TranslatorIncomplete, "what") => {
                    texts.text(&format!("translator.{value}")).to_owned()
                }
                (Code::PaperSize, "paper") => texts.text(&format!("paper.{value}")).to_owned(),
                (
                    Code::TranslationMissing
                    | Code::TranslationUnmarked
                    | Code::InterpretationMissing,
                    "language",
                ) => {
                    let key = format!("language.{value}");
                    if texts.has(&key) {
                        texts.text(&key).to_owned()
                    } else {
                        value.clone()
                    }
                }
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
                _ => value.clone(),
            };
            (name.as_str(), value)
        });
        Self {
            code: finding.code.word(),
            severity: finding.severity(),
            message: texts.fill(&format!("finding.{}", finding.code.word()), values),
            paper: paper.map(str::to_owned),
            page: finding.page,
            place: None,
            document: None,
            label: None,
            name: None,
            court: None,
            rule: None,
            fix: None,
            answer: None,
        }
    }

    /// With where it is.
    pub(crate) fn at(mut self, place: Option<Place>, document: Option<DocumentId>) -> Self {
        self.place = place.map(place_word);
        self.document = document.map(|document| document.to_string());
        self
    }
}

/// A place as it crosses.
pub(crate) fn place_word(place: Place) -> String {
    match place {
        Place::Front => "front".to_owned(),
        Place::Back => "back".to_owned(),
        Place::Exhibit(id) => id.to_string(),
    }
}

/// What the program can do about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FixView {
    /// What it is, in words for a button.
    pub words: String,
    /// Which: what needs to be asked before differs.
    #[ts(
        type = "'split' | 'turn' | 'photos' | 'proof-of-service' | 'translation-certificate' | 'interpretation-certificate' | 'sign'"
    )]
    pub kind: &'static str,
    /// The document that it is about.
    pub document: Option<String>,
}
