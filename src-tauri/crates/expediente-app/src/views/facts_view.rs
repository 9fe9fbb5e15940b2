//! The facts of a matter as the window sees them: every field is present, even where files leave it
//! out.

use std::collections::BTreeMap;

use expediente_model::{Bates, Facts, Filer, InLanguages, Language, Service};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// [`Facts`] with every field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "Facts")]
pub struct FactsView {
    /// Title of the filing.
    pub title: String,
    /// The court profile's name.
    pub profile: String,
    /// Language of the dossier.
    pub language: Language,
    /// The person the matter is about.
    pub person: String,
    /// A-numbers, case numbers, appeal references.
    pub docket: Vec<String>,
    /// The court: its place or its full name, one line each.
    pub court: Vec<String>,
    /// The other side, one line each.
    pub respondents: Vec<String>,
    /// Children whose names the court wants as initials.
    pub minors: Vec<String>,
    /// The judge.
    pub judge: Option<String>,
    /// Date, or date and time, of the next hearing, as the user wrote it.
    pub hearing: Option<String>,
    /// The kind of proceeding, if it differs from the profile's words.
    pub proceeding: Option<String>,
    /// Whether the person is detained.
    pub detained: bool,
    /// The filer.
    pub filer: FilerView,
    /// Bates numbers, if wanted.
    pub bates: Option<BatesView>,
    /// How the filing is served on the other side.
    pub service: Option<ServiceView>,
    /// Whether a dossier over the court's limit is split into volumes.
    pub split: bool,
    /// Its texts in other languages.
    pub in_languages: InLanguages,
    /// Whether the table shows the papers' own titles; none where the court's rules decide.
    pub own_titles: Option<bool>,
}

/// [`Service`] with every field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "Service")]
pub struct ServiceView {
    /// The party served.
    pub on: String,
    /// Its address, one line each.
    pub address: Vec<String>,
    /// The method of service.
    pub how: String,
    /// The date: `2026-03-01`; a text that is not a date is dropped.
    pub date: Option<String>,
    /// The person who served it.
    pub by: String,
}

impl From<Service> for ServiceView {
    fn from(
        Service {
            on,
            address,
            how,
            date,
            by,
        }: Service,
    ) -> Self {
        Self {
            on,
            address,
            how,
            date: date.map(|date| date.to_string()),
            by,
        }
    }
}

/// [`Filer`] with every field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "Filer")]
pub struct FilerView {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Address, one line each.
    pub address: Vec<String>,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Bar number, EOIR ID or similar.
    pub number: String,
}

/// A Bates numbering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "Bates")]
pub struct BatesView {
    /// The text before the digits.
    pub prefix: String,
    /// The first number.
    pub start: u64,
    /// The minimum number of digits.
    pub digits: u8,
}

impl From<&Facts> for FactsView {
    fn from(facts: &Facts) -> Self {
        let filer = facts.filer.clone();
        Self {
            title: facts.title.clone(),
            profile: facts.profile.clone(),
            language: facts.language,
            person: facts.person.clone(),
            docket: facts.docket.clone(),
            court: facts.court.clone(),
            respondents: facts.respondents.clone(),
            minors: facts.minors.clone(),
            judge: facts.judge.clone(),
            hearing: facts.hearing.clone(),
            proceeding: facts.proceeding.clone(),
            detained: facts.detained,
            filer: FilerView {
                name: filer.name,
                role: filer.role,
                address: filer.address,
                phone: filer.phone,
                email: filer.email,
                number: filer.number,
            },
            bates: facts.bates.clone().map(
                |Bates {
                     prefix,
                     start,
                     digits,
                 }| BatesView {
                    prefix,
                    start,
                    digits,
                },
            ),
            service: facts.service.clone().map(Into::into),
            split: facts.split,
            in_languages: facts.in_languages.clone(),
            own_titles: facts.own_titles,
        }
    }
}

impl FactsView {
    /// These facts as they are stored. What the window's form does not ask stays as in `facts`.
    #[must_use]
    pub fn over(self, facts: &Facts) -> Facts {
        Facts {
            answers: facts.answers.clone(),
            service: facts.service.clone(),
            still_to_get: facts.still_to_get.clone(),
            checklist: facts.checklist.clone(),
            spellings: facts.spellings.clone(),
            note: facts.note,
            ..self.into()
        }
    }
}

impl From<FactsView> for Facts {
    fn from(view: FactsView) -> Self {
        let FilerView {
            name,
            role,
            address,
            phone,
            email,
            number,
        } = view.filer;
        Self {
            title: view.title,
            profile: view.profile,
            language: view.language,
            person: view.person,
            docket: view.docket,
            court: view.court,
            respondents: view.respondents,
            minors: view.minors,
            judge: view.judge,
            hearing: view.hearing,
            proceeding: view.proceeding,
            detained: view.detained,
            filer: Filer {
                name,
                role,
                address,
                phone,
                email,
                number,
            },
            bates: view.bates.map(
                |BatesView {
                     prefix,
                     start,
                     digits,
                 }| Bates {
                    prefix,
                    start,
                    digits,
                },
            ),
            split: view.split,
            in_languages: view.in_languages,
            own_titles: view.own_titles,
            // None is written in the form of facts: each of them has acts of its own.
            service: None,
            answers: BTreeMap::new(),
            still_to_get: Vec::new(),
            checklist: None,
            spellings: BTreeMap::new(),
            note: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use expediente_model::Answer;

    use super::*;

    /// The window relies on every field: a missing fact is empty, and none is lost on the way.
    #[test]
    fn every_field_crosses_both_ways() {
        let json = serde_json::to_value(FactsView::from(&Facts::default())).unwrap();
        for field in [
            "judge",
            "hearing",
            "proceeding",
            "bates",
            "respondents",
            "minors",
            "filer",
        ] {
            assert!(json.get(field).is_some(), "{field}");
        }
        for field in ["role", "address", "phone", "email", "number"] {
            assert!(json["filer"].get(field).is_some(), "{field}");
        }
        let facts = Facts {
            title: "t".to_owned(),
            judge: Some("j".to_owned()),
            detained: true,
            docket: vec!["A".to_owned()],
            minors: vec!["m".to_owned()],
            filer: Filer {
                name: "n".to_owned(),
                address: vec!["a".to_owned()],
                ..Filer::default()
            },
            bates: Some(Bates {
                prefix: "P".to_owned(),
                start: 7,
                digits: 4,
            }),
            service: Some(Service {
                on: "o".to_owned(),
                date: "2026-03-01".parse().ok(),
                how: "mail".to_owned(),
                ..Service::default()
            }),
            split: true,
            answers: [(
                "a".to_owned(),
                Answer {
                    text: "yes".to_owned(),
                    about: "x".to_owned(),
                },
            )]
            .into(),
            ..Facts::default()
        };
        assert_eq!(FactsView::from(&facts).over(&facts), facts);
    }
}
