//! The preflight check of a matter: findings with their rules, fixes and answers.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_bundle::{Fix, PlannedFinding, Profile, WrittenFile, preflight_written, weighed};
use expediente_model::{
    Act, Answer, Change, Code, Document, DocumentId, Facts, Finding, Matter, MatterId, Place,
    Severity, one_line,
};
use serde::Serialize;

use crate::checklists::shelf;
use crate::differences::note;
use crate::edit::arrange::batch_of;
use crate::edit::commit::commit_planned;
use crate::edit::text_input::line;
use crate::error::AppError;
use crate::file_names;
use crate::filing::file_name::proposed_name;
use crate::filing::{paper_findings, proof};
use crate::glossary;
use crate::intake::paper_reader;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::profile_store;
use crate::views::finding_view::{FindingView, FixView, TwinView, language_word, place_word};
use crate::views::picture_paths::picture_in;
use crate::views::plans::{self, Planned};
use crate::views::profile_view;

/// The result of the preflight check.
#[derive(Clone, Debug, Serialize)]
pub struct PreflightReport {
    /// The title of the court.
    pub court: String,
    /// The name of its profile.
    pub profile: String,
    /// The proposed name of the file.
    pub name: String,
    /// The number of unanswered findings that stop the filing.
    pub stops: usize,
    /// The number of unanswered findings that need a look.
    pub checks: usize,
    /// All findings: open ones first, the most serious first.
    pub findings: Vec<FindingView>,
}

fn kind_of(fix: &Fix) -> &'static str {
    match fix {
        Fix::Split => "split",
        Fix::Turn { .. } => "turn",
        Fix::Language { .. } => "language",
        Fix::PhotosPerPage { .. } => "photos",
        Fix::LeaveOneTwin { .. } => "leave-one-twin",
        Fix::ProofOfService => "proof-of-service",
        Fix::DifferencesNote => "differences-note",
        Fix::TranslationCertificate { .. } => "translation-certificate",
        Fix::InterpretationCertificate { .. } => "interpretation-certificate",
        Fix::Sign { .. } => "sign",
    }
}

/// Checks the plan of a matter against the rules of its court.
///
/// # Errors
/// When there is no such matter, or its profile is unknown or broken.
pub(crate) fn preflight(state: &State, id: &MatterId) -> Result<PreflightReport, AppError> {
    let planned = plans::planned(state, id)?;
    let name = proposed_name(&planned);
    let mut findings = preflight_views(state, &planned, &name);
    findings.extend(paper_findings::paper_findings(
        state,
        &planned.matter,
        &planned.plan,
    )?);
    Ok(report(state, &planned.profile, name, findings))
}

/// Checks a written file against the same rules. The file is read from scratch, as if it came from
/// somebody else.
///
/// # Errors
/// When there is no such matter, or the file cannot be read or does not pass its proof.
pub(crate) fn preflight_file(
    state: &State,
    id: &MatterId,
    file: &Path,
    watch: &dyn crate::Watch,
) -> Result<PreflightReport, AppError> {
    let matter = state.vault.matter(id)?;
    let court = profile_store::court(state, &matter.facts.profile)?;
    let name = file_names::shown_name(file);
    let proof = proof::verify(file, watch)?;
    let received = paper_reader::inspect_file(state, file, watch)?;
    let written = WrittenFile {
        name: &name,
        bytes: proof.bytes,
        page_facts: received.page_facts.as_deref(),
    };
    let found = preflight_written(written, &matter, &court.profile);
    let findings = found
        .iter()
        .map(|found| ruled_view(state, (found, &found.finding), &matter, &court.profile))
        .collect();
    Ok(report(state, &court.profile, name, findings))
}

fn report(
    state: &State,
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
        court: profile_view::court_title(state, profile),
        profile: profile.name.clone(),
        name,
        stops: open(Severity::Stops),
        checks: open(Severity::Check),
        findings,
    }
}

fn all_findings(state: &State, planned: &Planned, name: &str) -> Vec<PlannedFinding> {
    let Planned {
        matter,
        plan,
        profile,
        ..
    } = planned;
    let texts = state.assets.dossier_texts(matter.facts.language, profile);
    let mut found: Vec<PlannedFinding> = plan
        .findings
        .iter()
        .map(|finding| weighed(finding, profile))
        .collect();
    found.extend(expediente_bundle::preflight(
        matter,
        plan,
        profile,
        (texts, &state.assets.fonts),
        state.today(),
        name,
    ));
    let note = note::stale(state, planned);
    found.extend(note.map(|stale| weighed(&stale.fixed_by(Fix::DifferencesNote), profile)));
    let own = own_files(state, matter).into_iter();
    found.extend(own.map(|finding| weighed(&PlannedFinding::new(finding), profile)));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

/// Files of the user's own that the matter would use and that cannot be read: what the program
/// proposes and counts without them is not what the user wrote.
fn own_files(state: &State, matter: &Matter) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(why) = glossary::fault(state) {
        let path = glossary::own_file(state).display().to_string();
        let finding = Finding::new(Code::GlossaryBroken).with("path", path);
        found.push(finding.with("why", one_line(&why)));
    }
    if let Some(followed) = &matter.facts.checklist
        && let Err(error) = shelf::checklist(state, &followed.name)
    {
        let why = error.sentence(state.texts());
        found.push(Finding::new(Code::ChecklistBroken).with("why", why));
    }
    found
}

/// The findings about a plan, with sentences, rules, answers and fixes.
pub(crate) fn preflight_views(state: &State, planned: &Planned, name: &str) -> Vec<FindingView> {
    let label = |page: usize| planned.plan.label(page).map(String::from);
    let names = own_names(planned);
    let view = |found: &PlannedFinding| {
        let told = in_own_words(&found.finding, &names);
        FindingView {
            label: found.page.and_then(label),
            ..ruled_view(state, (found, &told), &planned.matter, &planned.profile)
        }
    };
    all_findings(state, planned, name)
        .iter()
        .map(view)
        .collect()
}

/// What exhibits and documents are called in the dossier, where the family calls them otherwise,
/// each with that.
fn own_names(planned: &Planned) -> BTreeMap<String, String> {
    let matter = &planned.matter;
    let language = matter.facts.language;
    let mut names = BTreeMap::new();
    let mut add = |printed: &str, own: &str| {
        if printed != own && !own.trim().is_empty() {
            names.insert(printed.to_owned(), own.to_owned());
        }
    };
    for exhibit in &matter.exhibits {
        let printed = exhibit.printed_in(language);
        add(&printed.title, &exhibit.title);
        let placed = planned.plan.exhibits.iter();
        for part in placed.filter(|part| part.id == exhibit.id) {
            let named = |title: &str| format!("{} — {title}", part.label);
            add(&named(&printed.title), &named(&exhibit.title));
        }
    }
    for document in matter.documents() {
        let printed = document.printed_in(language);
        if let (Some(printed), Some(own)) = (&printed.title, &document.title) {
            add(printed, own);
        }
    }
    names
}

/// A finding that names exhibits and documents as the family does.
fn in_own_words(finding: &Finding, names: &BTreeMap<String, String>) -> Finding {
    let mut told = finding.clone();
    for key in ["document", "exhibit", "other"] {
        if let Some(value) = told.args.get_mut(key)
            && let Some(own) = names.get(value)
        {
            value.clone_from(own);
        }
    }
    told
}

/// A finding with its rule, fix and answer, told in the words of `told`.
fn ruled_view(
    state: &State,
    (found, told): (&PlannedFinding, &Finding),
    matter: &Matter,
    profile: &Profile,
) -> FindingView {
    let rule = found.rule.and_then(|at| profile.rules.get(at));
    let view = FindingView::weighed(state.texts(), told, None, found.severity)
        .at(found.place, found.document);
    let fix = found.fix.as_ref().map(|fix| FixView {
        words: fix_words(state, fix, found),
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
        page: found.page.and_then(|page| u32::try_from(page + 1).ok()),
        name: Some(found.name()),
        court: rule.map(|_| profile_view::court_title(state, profile)),
        rule: rule.map(|rule| profile_view::rule(state, rule)),
        fix,
        answer: answer_of(matter, found),
        twins: twins(matter, found),
        place: view.place.clone().or_else(|| found.place.map(place_word)),
        ..view
    }
}

/// The two papers of a finding that look the same, the better one first.
fn twins(matter: &Matter, found: &PlannedFinding) -> Option<Vec<TwinView>> {
    let Some(Fix::LeaveOneTwin { twins }) = &found.fix else {
        return None;
    };
    let view = |id: &DocumentId| {
        let document = matter.documents().find(|one| one.id == *id)?;
        let item = matter.items.get(&document.item)?;
        let (width, height) = item.picture(1, None)?.upright_size();
        Some(TwinView {
            name: item.name.clone(),
            picture: picture_in(matter, document, 1),
            width,
            height,
            size: item.size,
        })
    };
    Some(twins.iter().filter_map(view).collect())
}

fn fix_words(state: &State, fix: &Fix, found: &PlannedFinding) -> String {
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
    if let Fix::Language { language, .. } = fix {
        values.push(("language", language_word(state.texts(), language)));
    }
    state.texts().fill(&key, values)
}

/// Findings about a plan, by their names.
fn findings_named(
    state: &State,
    planned: &Planned,
    names: &[String],
) -> Result<Vec<PlannedFinding>, AppError> {
    let file = proposed_name(planned);
    let all = all_findings(state, planned, &file);
    let all: BTreeMap<String, PlannedFinding> =
        all.into_iter().map(|one| (one.name(), one)).collect();
    let named = names.iter().map(|name| {
        let found = all.get(name).cloned();
        found.ok_or_else(|| AppError::NoFinding(name.clone()))
    });
    let named: Vec<PlannedFinding> = named.collect::<Result<_, _>>()?;
    if named.is_empty() {
        return Err(RequestError::NothingNamed.into());
    }
    Ok(named)
}

/// Applies the fixes of findings, by their names, as one act. Returns the name of the act in the
/// user's language.
///
/// # Errors
/// When there is no such finding, or a fix needs more information.
pub(crate) fn fix(state: &State, id: &MatterId, names: &[String]) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let mut matter = (*planned.matter).clone();
        let mut changes = Vec::new();
        let mut first = None;
        for found in findings_named(state, planned, names)? {
            // After the fixes before it: two findings can be about one document.
            let (act, change) = fix_of(&matter, &found)?;
            first = first.or(Some(act));
            matter.apply(&change)?;
            changes.push(change);
        }
        let act = first.ok_or(AppError::Bug("findings were fixed without a fix"))?;
        Ok((act, batch_of(changes)))
    })
}

/// The change that fixes a finding, if it needs no further information.
fn fix_of(matter: &Matter, found: &PlannedFinding) -> Result<(Act, Change), AppError> {
    let none = || AppError::NoFix(found.name());
    Ok(match found.fix.clone().ok_or_else(none)? {
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
        Fix::Language { exhibit, language } => {
            let had = matter.exhibit(exhibit).ok_or_else(none)?;
            let exhibit = expediente_model::Exhibit {
                language: Some(language),
                documents: Vec::new(),
                ..had.clone()
            };
            (Act::Language, Change::SetExhibit { exhibit })
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
        Fix::LeaveOneTwin { twins: [_, worse] } => {
            let (place, _) = matter.find_document(worse)?;
            let alone = match place {
                Place::Exhibit(id) => matter
                    .exhibit(id)
                    .filter(|exhibit| exhibit.documents.len() == 1)
                    .map(|exhibit| exhibit.id),
                Place::Front | Place::Back => None,
            };
            let change = match alone {
                Some(id) => Change::RemoveExhibit { id },
                None => Change::RemoveDocument { id: worse },
            };
            (Act::Remove, change)
        }
        Fix::ProofOfService
        | Fix::DifferencesNote
        | Fix::TranslationCertificate { .. }
        | Fix::InterpretationCertificate { .. }
        | Fix::Sign { .. } => return Err(none()),
    })
}

/// Saves an answer to findings, or removes it. Returns the name of the act in the user's language.
///
/// # Errors
/// When there is no such finding, or the answer is empty.
pub(crate) fn answer(
    state: &State,
    id: &MatterId,
    names: &[String],
    answer: Option<&str>,
) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let mut facts = (*planned.matter.facts).clone();
        for found in findings_named(state, planned, names)? {
            let key = found.answer_key(&planned.matter);
            match answer {
                Some(text) => {
                    let about = found.about();
                    let text = line(Some(text))?.ok_or(RequestError::NoAnswer)?;
                    facts.answers.insert(key, Answer { text, about });
                }
                None => {
                    let had = facts.answers.remove(&key);
                    had.ok_or_else(|| AppError::NoFinding(found.name()))?;
                }
            }
        }
        let facts = Box::new(facts);
        Ok((Act::Answer, Change::SetFacts { facts }))
    })
}

/// The user's answer to a finding, as long as the finding has not changed since.
fn answer_of(matter: &Matter, found: &PlannedFinding) -> Option<String> {
    let answer = matter.facts.answers.get(&found.answer_key(matter))?;
    found.is_about(&answer.about).then(|| answer.text.clone())
}
