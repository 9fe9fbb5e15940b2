//! The preflight of a matter: findings with the rule behind each, what mends them, and what the user answered.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use expediente_bundle::{
    Fix, PlannedFinding, Profile, WrittenFile, preflight, preflight_written, weighed,
};
use expediente_model::{Act, Answer, Change, Date, Document, Facts, Matter, MatterId, Severity};
use serde::Serialize;
use ts_rs::TS;

use crate::describe::line;
use crate::finding::place_word;
use crate::outlook::proposed_name;
use crate::pictures::Planned;
use crate::{App, AppError, Asked, FindingView};

/// What the preflight found.
#[derive(Clone, Debug, Serialize)]
pub struct PreflightReport {
    /// What people call the court.
    pub court: String,
    /// Its profile's name.
    pub profile: String,
    /// The name that the file would have.
    pub name: String,
    /// How many findings stop the filing and are not answered.
    pub stops: usize,
    /// How many want a look and are not answered.
    pub checks: usize,
    /// All of them, the gravest first.
    pub findings: Vec<FindingView>,
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

fn kind_of(fix: &Fix) -> &'static str {
    match fix {
        Fix::Split => "split",
        Fix::Turn { .. } => "turn",
        Fix::PhotosPerPage { .. } => "photos",
        Fix::ProofOfService => "proof-of-service",
        Fix::TranslationCertificate { .. } => "translation-certificate",
        Fix::InterpretationCertificate { .. } => "interpretation-certificate",
        Fix::Sign { .. } => "sign",
    }
}

impl App {
    /// Holds the plan of a matter against the rules of its court.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown or broken.
    pub fn preflight(&self, id: &MatterId) -> Result<PreflightReport, AppError> {
        let planned = self.planned(id)?;
        let name = proposed_name(&planned);
        let mut findings = self.preflight_views(&planned, &name);
        findings.extend(self.paper_findings(&planned.matter, &planned.plan));
        Ok(self.report(&planned.profile, name, findings))
    }

    /// Holds a written file against the same rules: it is read anew, as if it came from somebody else.
    ///
    /// # Errors
    /// When there is no such matter, or the file cannot be read or is not proved.
    pub fn preflight_file(
        &self,
        id: &MatterId,
        file: &Path,
        watch: &dyn crate::Watch,
    ) -> Result<PreflightReport, AppError> {
        let matter = self.vault.matter(id)?;
        let court = self.court(&matter.facts.profile)?;
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let proof = Self::verify(file, watch)?;
        let received = self.inspect_file(file, watch)?;
        let written = WrittenFile {
            name: &name,
            bytes: proof.bytes,
            page_facts: received.page_facts.as_deref(),
        };
        let found = preflight_written(written, &matter, &court.profile);
        let findings = found
            .iter()
            .map(|found| self.ruled_view(found, &matter.facts, &court.profile))
            .collect();
        Ok(self.report(&court.profile, name, findings))
    }

    fn report(
        &self,
        profile: &Profile,
        name: String,
        mut findings: Vec<FindingView>,
    ) -> PreflightReport {
        findings.sort_by_key(|finding| {
            (
                finding.answer.is_some(),
                std::cmp::Reverse(finding.severity),
            )
        });
        let open = |severity| {
            findings
                .iter()
                .filter(|finding| finding.severity == severity && finding.answer.is_none())
                .count()
        };
        PreflightReport {
            court: self.court_title(profile),
            profile: profile.name.clone(),
            name,
            stops: open(Severity::Stops),
            checks: open(Severity::Check),
            findings,
        }
    }

    /// Today, by the clock that the program was given.
    pub(crate) fn today(&self) -> Date {
        let (year, month, day, ..) = (self.clock)().civil();
        Date::new(year, Some(month), Some(day)).unwrap_or_default()
    }

    fn found(&self, planned: &Planned, name: &str) -> Vec<PlannedFinding> {
        let Planned {
            matter,
            plan,
            profile,
            ..
        } = planned;
        let texts = self.assets.texts(matter.facts.language);
        let mut found: Vec<PlannedFinding> = plan
            .findings
            .iter()
            .map(|finding| weighed(finding, profile))
            .collect();
        found.extend(preflight(
            matter,
            plan,
            profile,
            (texts, &self.assets.fonts),
            self.today(),
            name,
        ));
        found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        found
    }

    /// What is wrong with a plan, with sentences, rules, answers and what mends it.
    pub(crate) fn preflight_views(&self, planned: &Planned, name: &str) -> Vec<FindingView> {
        let label = |page: usize| planned.plan.label(page).map(String::from);
        let view = |found: &PlannedFinding| FindingView {
            label: found.page.and_then(label),
            ..self.ruled_view(found, &planned.matter.facts, &planned.profile)
        };
        self.found(planned, name).iter().map(view).collect()
    }

    /// A finding with the rule behind it, what mends it and what was answered.
    fn ruled_view(&self, found: &PlannedFinding, facts: &Facts, profile: &Profile) -> FindingView {
        let rule = found.rule.and_then(|at| profile.rules.get(at));
        let view =
            FindingView::new(self.texts(), &found.finding, None).at(found.place, found.document);
        let fix = found.fix.as_ref().map(|fix| FixView {
            words: self.fix_words(fix, found),
            kind: kind_of(fix),
            document: found
                .document
                .map(|document| document.to_string())
                .or_else(|| match fix {
                    Fix::InterpretationCertificate { of } => Some(of.to_string()),
                    _ => None,
                }),
        });
        FindingView {
            severity: found.severity,
            page: found.page.and_then(|page| u32::try_from(page + 1).ok()),
            name: Some(found.name()),
            court: rule.map(|_| self.court_title(profile)),
            rule: rule.map(|rule| self.rule(rule)),
            fix,
            answer: answer_of(facts, found),
            place: view.place.clone().or_else(|| found.place.map(place_word)),
            ..view
        }
    }

    fn fix_words(&self, fix: &Fix, found: &PlannedFinding) -> String {
        let key = format!("fix.{}", kind_of(fix));
        let values = found
            .finding
            .args
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()));
        let count = match fix {
            Fix::PhotosPerPage { count, .. } => count.count(),
            Fix::Turn { pages, .. } => pages.len(),
            _ => 0,
        };
        let mut values: Vec<(&str, String)> = values.collect();
        values.push(("n", count.to_string()));
        self.texts().fill(&key, values)
    }

    fn finding_named(
        &self,
        id: &MatterId,
        name: &str,
    ) -> Result<(Arc<Matter>, PlannedFinding), AppError> {
        let planned = self.planned(id)?;
        let file = proposed_name(&planned);
        let found = self
            .found(&planned, &file)
            .into_iter()
            .find(|finding| finding.name() == name);
        let found = found.ok_or_else(|| AppError::NoFinding(name.to_owned()))?;
        Ok((planned.matter, found))
    }

    /// Does what the program can do about a finding, by its name. Returns the name of the act in words.
    ///
    /// # Errors
    /// When there is no such finding, or more must be known to mend it.
    pub fn mend(&self, id: &MatterId, name: &str) -> Result<String, AppError> {
        let (matter, found) = self.finding_named(id, name)?;
        let none = || AppError::NoFix(name.to_owned());
        let (act, change) = match found.fix.ok_or_else(none)? {
            Fix::Split => {
                let facts = Facts {
                    split: true,
                    ..(*matter.facts).clone()
                };
                (
                    Act::Volumes,
                    Change::SetFacts {
                        facts: Box::new(facts),
                    },
                )
            }
            Fix::Turn { document, pages } => {
                let had = matter
                    .documents()
                    .find(|one| one.id == document)
                    .ok_or_else(none)?;
                let mut turns = had.turns.clone();
                for (page, turn) in pages {
                    let now = had.turn(page).then(turn);
                    turns.insert(page, now);
                }
                turns.retain(|_, turn| turn.degrees() != 0);
                (
                    Act::Turn,
                    Change::SetDocument {
                        document: Document {
                            turns,
                            ..had.clone()
                        },
                    },
                )
            }
            Fix::PhotosPerPage { exhibit, count } => {
                let had = matter.exhibit(exhibit).ok_or_else(none)?;
                let exhibit = expediente_model::Exhibit {
                    photos_per_page: count,
                    documents: Vec::new(),
                    ..had.clone()
                };
                (Act::Describe, Change::SetExhibit { exhibit })
            }
            Fix::ProofOfService
            | Fix::TranslationCertificate { .. }
            | Fix::InterpretationCertificate { .. }
            | Fix::Sign { .. } => return Err(none()),
        };
        self.vault.commit(id, act, &change, &self.now())?;
        Ok(self.act(act))
    }

    /// Keeps an answer to a finding, or takes it back. Returns the name of the act in words.
    ///
    /// # Errors
    /// When there is no such finding, or the answer has no words.
    pub fn answer(
        &self,
        id: &MatterId,
        name: &str,
        answer: Option<&str>,
    ) -> Result<String, AppError> {
        let facts = self.facts(id)?;
        let mut answers: BTreeMap<String, Answer> = facts.answers.clone();
        match answer {
            Some(text) => {
                let (_, found) = self.finding_named(id, name)?;
                let text = line(Some(text))?.ok_or(Asked::NoAnswer)?;
                answers.insert(
                    name.to_owned(),
                    Answer {
                        text,
                        about: found.about(),
                    },
                );
            }
            None => {
                answers
                    .remove(name)
                    .ok_or_else(|| AppError::NoFinding(name.to_owned()))?;
            }
        }
        let facts = Facts { answers, ..facts };
        self.vault.commit(
            id,
            Act::Answer,
            &Change::SetFacts {
                facts: Box::new(facts),
            },
            &self.now(),
        )?;
        Ok(self.act(Act::Answer))
    }
}

/// What the user answered to a finding, as long as it says the same as then.
fn answer_of(facts: &Facts, found: &PlannedFinding) -> Option<String> {
    let answer = facts.answers.get(&found.name())?;
    (answer.about == found.about()).then(|| answer.text.clone())
}
