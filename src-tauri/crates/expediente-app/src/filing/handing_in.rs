//! How the court of a case takes its dossier, as the profile says, and as a page for the family.

use std::path::Path;

use expediente_bundle::{
    HandingInStep, ListColumn, ListPart, ListTable, Listing, date_in_words, list_file,
};
use expediente_model::MatterId;
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::output_path::can_write;
use crate::state::State;
use crate::store::atomic_file::write_durably;
use crate::views::plans::{self, Planned};
use crate::views::profile_view::{court_title, source};
use crate::views::rule_view::RuleView;

/// How a court takes a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HandingInView {
    /// The court.
    pub court: String,
    /// What there is to hand in.
    pub parts: Vec<HandingInPart>,
    /// The steps in their order; none where nothing is known of this court.
    pub stages: Vec<HandingInStage>,
}

/// One file of the dossier, as it is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HandingInPart {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its pages.
    pub pages: usize,
}

/// What is said about one stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HandingInStage {
    /// Its heading.
    pub heading: String,
    /// What is said, each with the way that it is for and its source.
    pub steps: Vec<HandingInStepView>,
}

/// A step with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HandingInStepView {
    /// The way that it is for, for people; none where it is for all.
    pub by: Option<String>,
    /// What it says, with its source.
    pub rule: RuleView,
}

impl HandingInStepView {
    /// What it says, with the way that it is for.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.by {
            Some(by) => format!("{by}: {}", self.rule.says),
            None => self.rule.says.clone(),
        }
    }
}

/// How the court of a matter takes its dossier.
///
/// # Errors
/// When there is no such matter, or its profile is unknown or broken.
pub(super) fn view(state: &State, id: &MatterId) -> Result<HandingInView, AppError> {
    let planned = plans::planned(state, id)?;
    Ok(of(state, &planned))
}

fn of(state: &State, planned: &Planned) -> HandingInView {
    let texts = state.texts();
    let mut steps: Vec<&HandingInStep> = planned.profile.handing_in.iter().collect();
    steps.sort_by_key(|step| step.stage);
    let mut stages: Vec<HandingInStage> = Vec::new();
    for step in steps {
        let heading = texts
            .text(&format!("handing-in.{}", step.stage.word()))
            .to_owned();
        let by = |way: expediente_bundle::Way| {
            texts
                .text(&format!("handing-in.by.{}", way.word()))
                .to_owned()
        };
        let shown = HandingInStepView {
            by: step.by.map(by),
            rule: RuleView {
                about: step.stage.word().to_owned(),
                says: step.says_in(state.language()).to_owned(),
                source: source(state, &step.source),
                checked: step.checked.clone(),
                sure: step.sure.word(),
            },
        };
        match stages.last_mut().filter(|last| last.heading == heading) {
            Some(last) => last.steps.push(shown),
            None => stages.push(HandingInStage {
                heading,
                steps: vec![shown],
            }),
        }
    }
    let volumes = (1..).zip(&planned.plan.volumes);
    HandingInView {
        court: court_title(state, &planned.profile),
        parts: volumes
            .map(|(number, volume)| HandingInPart {
                number,
                pages: volume.pages.len(),
            })
            .collect(),
        stages,
    }
}

/// Writes it as a page in the user's language.
///
/// # Errors
/// When there is no such matter, nothing is known of its court, or the disk fails.
pub(super) fn print(state: &State, id: &MatterId, file: &Path) -> Result<(), AppError> {
    can_write(file)?;
    let planned = plans::planned(state, id)?;
    let listing = listing(state, &planned);
    let size = planned.profile.paper.size();
    let bytes = list_file(&state.assets.fonts, size, &listing)?;
    write_durably(file, &bytes)
}

fn listing(state: &State, planned: &Planned) -> Listing {
    let texts = state.texts();
    let view = of(state, planned);
    let text = |key: &str| texts.text(key).to_owned();
    let mut parts = vec![ListPart::Text(text(if view.stages.is_empty() {
        "handing-in.unknown"
    } else {
        "handing-in.about"
    }))];
    for stage in &view.stages {
        parts.push(ListPart::Heading(stage.heading.clone()));
        for step in &stage.steps {
            parts.push(ListPart::Text(step.words()));
        }
    }
    let pages = |part: &HandingInPart| {
        let number = part.number.to_string();
        vec![number, texts.count("report.pages", part.pages as u64)]
    };
    parts.push(ListPart::Heading(text("handing-in.parts")));
    parts.push(ListPart::Table(ListTable {
        head: vec![
            ListColumn::text(texts.text("handing-in.part")),
            ListColumn::text(texts.text("handing-in.size")),
        ],
        rows: view.parts.iter().map(pages).collect(),
        has_sum: false,
    }));
    if !view.stages.is_empty() {
        parts.push(ListPart::Heading(text("handing-in.sources")));
        let steps = view.stages.iter().flat_map(|stage| &stage.steps);
        let mut sources: Vec<String> = Vec::new();
        for step in steps {
            let sure = text(&format!("sure.{}", step.rule.sure));
            let source = format!("{} ({sure}, {})", step.rule.source, step.rule.checked);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        parts.extend(sources.into_iter().map(ListPart::Text));
    }
    let day = date_in_words(texts, state.today());
    let subtitle = [planned.matter.facts.person.as_str(), &view.court, &day];
    let subtitle = subtitle.into_iter().filter(|one| !one.is_empty());
    Listing {
        title: text("handing-in"),
        subtitle: subtitle.collect::<Vec<_>>().join(" · "),
        parts,
    }
}
