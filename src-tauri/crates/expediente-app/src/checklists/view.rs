//! The checklist of a case: what is there, what is missing, what runs out.

use expediente_bundle::{Fresh, Profile, date_in_words, fresh_until, hearing_day};
use expediente_model::{Catalogue, Date, Exhibit, Language, Matter, MatterId, NeedState};
use serde::Serialize;
use ts_rs::TS;

use crate::checklists::checklist::{Checklist, Need};
use crate::checklists::shelf;
use crate::conclusions::suggest::labels;
use crate::error::AppError;
use crate::state::State;
use crate::store::profile_store;

/// The checklist of a case.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChecklistView {
    /// Its name.
    pub name: String,
    /// Its title in the user's language.
    pub title: String,
    /// For whom it is.
    pub about: String,
    /// Its papers in order.
    pub needs: Vec<NeedView>,
    /// Its status in one line.
    pub status: String,
    /// Papers that are there.
    pub there: usize,
    /// Papers that are missing, without those that the case can do without.
    pub missing: usize,
    /// Papers that have run out, or will before the hearing.
    pub running_out: usize,
}

/// The status of a paper of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NeedStatus {
    /// It is there, with all that goes with it.
    There,
    /// It is there, and something that goes with it, or one more of it, is not.
    Partly,
    /// It is there and runs out before the hearing, or has.
    RunsOut,
    /// Somebody was asked for it.
    Asked,
    /// It is missing.
    Missing,
    /// The case can do without it.
    NotNeeded,
}

impl NeedStatus {
    /// Its word in catalogues: the text is under `need.` and the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Partly => "partly",
            Self::RunsOut => "runs-out",
            Self::Asked => "asked",
            Self::Missing => "missing",
            Self::NotNeeded => "not-needed",
        }
    }
}

/// A paper of a checklist.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NeedView {
    /// Its name.
    pub name: String,
    /// What it is, in the user's language.
    pub says: String,
    /// Who issues it and how to get it.
    pub from: String,
    /// The heading over it.
    pub group: Option<String>,
    /// Its status.
    pub status: NeedStatus,
    /// The same in words.
    pub status_words: String,
    /// The exhibits that are it.
    pub exhibits: Vec<NeedExhibit>,
    /// Whether a case can do without it.
    pub optional: bool,
    /// Whether somebody said that this case does not need it.
    pub not_needed: bool,
    /// Who was asked for it.
    pub asked_of: String,
    /// The day on which they were asked.
    pub asked_on: Option<String>,
    /// Where that it is needed was read, and how sure that is.
    pub source: String,
}

/// An exhibit that is a paper of a checklist.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NeedExhibit {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// Whether somebody said so; otherwise its title does.
    pub said: bool,
    /// How many papers it has.
    pub papers: usize,
    /// What should go with it and does not, in words.
    pub lacks: Vec<String>,
    /// The last day on which the court takes it.
    pub until: Option<String>,
    /// Whether that day is before the hearing, or has passed.
    pub runs_out: bool,
    /// Whether it has passed.
    pub has_run_out: bool,
}

pub(super) fn view(state: &State, id: &MatterId) -> Result<Option<ChecklistView>, AppError> {
    let matter = state.vault.matter(id)?;
    let Some(followed) = &matter.facts.checklist else {
        return Ok(None);
    };
    let list = shelf::checklist(state, &followed.name)?;
    let court = profile_store::court(state, &matter.facts.profile)?;
    let labels = labels(state, id)?;
    let judge = judge(state, &matter, &court.profile);
    let label = |exhibit: &Exhibit| labels.get(&exhibit.id).cloned();
    Ok(Some(judge.view(&list, &label)))
}

/// What a checklist is compared with.
pub(super) struct Judge<'a> {
    pub matter: &'a Matter,
    pub profile: &'a Profile,
    pub texts: &'a Catalogue,
    pub language: Language,
    pub today: Date,
}

impl Judge<'_> {
    pub(super) fn view(
        &self,
        list: &Checklist,
        label: &dyn Fn(&Exhibit) -> Option<String>,
    ) -> ChecklistView {
        let needs: Vec<NeedView> = list
            .needs
            .iter()
            .map(|need| self.need(list, need, label))
            .collect();
        let count = |is: &[NeedStatus]| {
            needs
                .iter()
                .filter(|need| is.contains(&need.status))
                .count()
        };
        let there = count(&[NeedStatus::There, NeedStatus::Partly, NeedStatus::RunsOut]);
        let is_lacking = |need: &&NeedView| {
            matches!(need.status, NeedStatus::Missing | NeedStatus::Asked) && !need.optional
        };
        let missing = needs.iter().filter(is_lacking).count();
        let running_out = count(&[NeedStatus::RunsOut]);
        let wanted = needs
            .iter()
            .filter(|need| need.status != NeedStatus::NotNeeded)
            .filter(|need| !need.optional || !need.exhibits.is_empty())
            .count();
        let mut status = vec![self.texts.fill(
            "checklist.there",
            [("n", there.to_string()), ("total", wanted.to_string())],
        )];
        if missing > 0 {
            status.push(self.texts.count("checklist.missing", missing as u64));
        }
        if running_out > 0 {
            status.push(
                self.texts
                    .count("checklist.running-out", running_out as u64),
            );
        }
        ChecklistView {
            name: list.name.clone(),
            title: list.title_in(self.language).to_owned(),
            about: list.about_in(self.language).to_owned(),
            status: status.join(", "),
            there,
            missing,
            running_out,
            needs,
        }
    }

    fn need(
        &self,
        list: &Checklist,
        need: &Need,
        label: &dyn Fn(&Exhibit) -> Option<String>,
    ) -> NeedView {
        let followed = self.matter.facts.checklist.as_ref();
        // Nothing was done about most papers.
        let done = followed
            .and_then(|state| state.needs.get(&need.name))
            .map_or_else(NeedState::default, NeedState::clone);
        let not = format!("!{}", need.name);
        let exhibits: Vec<NeedExhibit> = self
            .matter
            .exhibits
            .iter()
            .filter(|exhibit| {
                let said = exhibit.needs.contains(&need.name);
                said || (need.is_likely(exhibit, &self.matter.facts.person)
                    && !exhibit.needs.contains(&not))
            })
            .map(|exhibit| self.exhibit(need, exhibit, label(exhibit)))
            .collect();
        let mut lacks: Vec<String> = exhibits.iter().flat_map(|one| one.lacks.clone()).collect();
        lacks.dedup();
        // Ten photos in one exhibit are ten.
        let papers: usize = exhibits.iter().map(|one| one.papers.max(1)).sum();
        let fewer = (!exhibits.is_empty() && papers < need.count).then(|| {
            let values = [("n", papers.to_string()), ("total", need.count.to_string())];
            self.texts.fill("need.fewer", values)
        });
        let status = if exhibits.iter().any(|one| one.runs_out) {
            NeedStatus::RunsOut
        } else if !lacks.is_empty() || fewer.is_some() {
            NeedStatus::Partly
        } else if !exhibits.is_empty() {
            NeedStatus::There
        } else if done.not_needed {
            NeedStatus::NotNeeded
        } else if !done.asked_of.is_empty() || done.asked_on.is_some() {
            NeedStatus::Asked
        } else {
            NeedStatus::Missing
        };
        let group = need.group.as_ref().and_then(|name| {
            let group = list.groups.iter().find(|group| group.name == *name)?;
            Some(match self.language {
                Language::En => group.says.clone(),
                Language::Es => group.says_es.clone(),
            })
        });
        let sure = format!("sure.{}", need.sure);
        let sure = self.texts.text(&sure);
        NeedView {
            name: need.name.clone(),
            says: need.says_in(self.language).to_owned(),
            from: need.issuer_in(self.language).to_owned(),
            group,
            status_words: self.words(need, status, (&exhibits, lacks, fewer), &done),
            status,
            exhibits,
            optional: need.optional,
            not_needed: done.not_needed,
            asked_of: done.asked_of,
            asked_on: done.asked_on.map(|day| day.to_string()),
            source: format!(
                "{} ({sure}, {})",
                need.source_in(self.language),
                need.checked
            ),
        }
    }

    fn words(
        &self,
        need: &Need,
        status: NeedStatus,
        (exhibits, mut lacks, fewer): (&[NeedExhibit], Vec<String>, Option<String>),
        done: &NeedState,
    ) -> String {
        let key = format!("need.{}", status.word());
        match status {
            NeedStatus::Partly => {
                lacks.extend(fewer);
                self.texts.fill(&key, [("what", lacks.join(", "))])
            }
            NeedStatus::RunsOut => {
                let first = exhibits.iter().find(|one| one.runs_out);
                let until = first.and_then(|one| one.until.as_deref());
                let until = until.map_or_else(String::new, str::to_owned);
                let key = match first {
                    Some(one) if one.has_run_out => "need.has-run-out",
                    _ => key.as_str(),
                };
                let until = self.texts.fill(key, [("date", until)]);
                if lacks.is_empty() {
                    return until;
                }
                let lacks = self.texts.fill("need.lacks", [("what", lacks.join(", "))]);
                format!("{until}; {lacks}")
            }
            NeedStatus::Asked => {
                let on = done.asked_on.map(|day| date_in_words(self.texts, day));
                let parts = [Some(done.asked_of.clone()), on];
                let said: Vec<String> = parts
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect();
                self.texts.fill(&key, [("who", said.join(", "))])
            }
            NeedStatus::Missing if need.optional => self.texts.text("need.optional").to_owned(),
            NeedStatus::There | NeedStatus::Missing | NeedStatus::NotNeeded => {
                self.texts.text(&key).to_owned()
            }
        }
    }

    fn exhibit(&self, need: &Need, exhibit: &Exhibit, label: Option<String>) -> NeedExhibit {
        let lacks = need
            .with
            .iter()
            .filter(|with| !with.is_with(need, exhibit, self.matter))
            .map(|with| {
                self.texts
                    .text(&format!("need.with.{}", with.word()))
                    .to_owned()
            });
        // What is a certificate by the list is one before somebody has said so.
        let of_kind = Exhibit {
            kind: exhibit.kind.or(need.kind),
            ..exhibit.clone()
        };
        let fresh = fresh_until(&of_kind, self.profile);
        NeedExhibit {
            id: exhibit.id.to_string(),
            label,
            title: exhibit.title.clone(),
            said: exhibit.needs.contains(&need.name),
            papers: exhibit
                .documents
                .iter()
                .filter(|one| one.role.is_paper())
                .count(),
            lacks: lacks.collect(),
            until: fresh.map(|fresh| date_in_words(self.texts, fresh.until)),
            runs_out: fresh.is_some_and(|fresh| self.runs_out(fresh)),
            has_run_out: fresh.is_some_and(|fresh| fresh.until.days_since(self.today) < 0),
        }
    }

    /// Whether a paper cannot be used at the hearing, or today any more.
    pub(super) fn runs_out(&self, fresh: Fresh) -> bool {
        let first = match hearing_day(&self.matter.facts) {
            Some(hearing) if hearing.days_since(self.today) > 0 => hearing,
            _ => self.today,
        };
        fresh.until.days_since(first) < 0
    }
}

/// The status of a case's checklist in one line, or why it cannot be read; none if the case follows
/// no checklist. For the list of cases, where no plan is made.
pub(crate) fn status_line(state: &State, matter: &Matter, profile: &Profile) -> Option<String> {
    let followed = matter.facts.checklist.as_ref()?;
    let list = match shelf::checklist(state, &followed.name) {
        Ok(list) => list,
        Err(error) => return Some(error.sentence(state.texts())),
    };
    let judge = judge(state, matter, profile);
    Some(judge.view(&list, &|_| None).status)
}

/// The titles of papers that have run out, or will before the hearing.
pub(crate) fn running_out(state: &State, matter: &Matter, profile: &Profile) -> Vec<String> {
    let judge = judge(state, matter, profile);
    let exhibits = matter.exhibits.iter();
    let running = exhibits
        .filter(|exhibit| fresh_until(exhibit, profile).is_some_and(|fresh| judge.runs_out(fresh)));
    running.map(|exhibit| exhibit.title.clone()).collect()
}

/// Until when a court takes an exhibit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FreshView {
    /// The day and what says it, for people.
    pub text: String,
    /// Whether it has run out, or will before the hearing.
    pub runs_out: bool,
}

/// Until when the court of a profile takes an exhibit; none where nothing limits it.
pub(crate) fn freshness(
    state: &State,
    matter: &Matter,
    profile: &Profile,
    exhibit: &Exhibit,
) -> Option<FreshView> {
    let fresh = fresh_until(exhibit, profile)?;
    let judge = judge(state, matter, profile);
    let runs_out = judge.runs_out(fresh);
    let has_run_out = fresh.until.days_since(judge.today) < 0;
    let key = match (has_run_out, runs_out) {
        (true, _) => "fresh.past",
        (false, true) => "fresh.before-hearing",
        (false, false) => "fresh.until",
    };
    let texts = judge.texts;
    let by = match fresh.days {
        None => texts.text("fresh.by-paper").to_owned(),
        Some(days) => texts.count("fresh.by-rule", days.into()),
    };
    let date = date_in_words(texts, fresh.until);
    Some(FreshView {
        text: texts.fill(key, [("date", date), ("by", by)]),
        runs_out,
    })
}

fn judge<'a>(state: &'a State, matter: &'a Matter, profile: &'a Profile) -> Judge<'a> {
    Judge {
        matter,
        profile,
        texts: state.texts(),
        language: state.language(),
        today: state.today(),
    }
}
