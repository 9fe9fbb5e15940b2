//! The dossier before it is built: its pages and sections, the rules of the court, and problems.

use expediente_bundle::{PlannedDocument, PlannedSheet, PlannedVolume};
use expediente_model::MatterId;
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::filing::file_name::proposed_name;
use crate::filing::{paper_findings, preflight};
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::views::plans::{self, Planned};
use crate::views::profile_view::{self, ProfileView};

/// Every page of the planned dossier.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DossierPages {
    /// The revision of the matter; part of the paths of the pages.
    pub revision: String,
    /// Height divided by width of the court's paper.
    pub aspect: f64,
    /// The printed number of each page; none if it has none.
    pub labels: Vec<Option<String>>,
    /// The sections in order; documents follow their exhibit.
    pub sections: Vec<SectionView>,
}

/// A section that begins on a page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SectionView {
    /// Its kind.
    pub kind: SectionKind,
    /// An exhibit's label.
    pub label: Option<String>,
    /// Its title in the outline.
    pub title: String,
    /// Its first page, counted from 0.
    pub first: usize,
    /// `front`, `back`, or an exhibit's id.
    pub place: Option<String>,
}

/// The kind of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// A volume, if the dossier is split.
    Volume,
    /// A paper before the cover page.
    Front,
    /// The cover page.
    Cover,
    /// The table of exhibits.
    Table,
    /// An exhibit, from its slip sheet on.
    Exhibit,
    /// A document in an exhibit with several documents.
    Document,
    /// A paper after the last exhibit.
    Back,
}

/// A file of a planned dossier.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VolumeView {
    /// The number of its pages.
    pub pages: usize,
    /// The first number printed on its pages; none if no page has one.
    pub first: Option<String>,
    /// The last number printed on its pages.
    pub last: Option<String>,
    /// Its estimated size in bytes.
    pub estimate: u64,
    /// The same, formatted for people.
    pub estimate_size: String,
}

/// A dossier before it is built.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Checked {
    /// The court's profile.
    pub profile: ProfileView,
    /// The number of its pages.
    pub pages: usize,
    /// Its estimated size in bytes.
    pub estimate: u64,
    /// The same, formatted for people.
    pub estimate_size: String,
    /// The files that a build would write.
    pub volumes: Vec<VolumeView>,
    /// Whether it holds drafts, which prevent a build.
    pub drafts: bool,
    /// Problems with it and with its papers.
    pub findings: Vec<FindingView>,
    /// Whether there is nothing to build yet.
    pub nothing: bool,
    /// The proposed name of its file.
    pub proposed: String,
}

/// Every page of the planned dossier.
///
/// # Errors
/// When there is no such matter, or its profile is unknown.
pub(crate) fn dossier_pages(state: &State, id: &MatterId) -> Result<DossierPages, AppError> {
    let Planned {
        matter,
        revision,
        plan,
        profile,
        ..
    } = plans::planned(state, id)?;
    let (width, height) = profile.paper.size();
    let texts = state.assets.dossier_texts(matter.facts.language, &profile);
    let mut sections = Vec::new();
    let loose = |kind, place: &str, documents: &[PlannedDocument]| -> Vec<SectionView> {
        let section = |document: &PlannedDocument| SectionView {
            kind,
            label: None,
            title: document.title.to_string(),
            first: document.first,
            place: Some(place.to_owned()),
        };
        documents.iter().map(section).collect()
    };
    let total = plan.volumes.len();
    for (at, volume) in plan.volumes.iter().enumerate() {
        // A dossier in one file has no section for its volume.
        if total == 1 {
            break;
        }
        let values = [("n", (at + 1).to_string()), ("total", total.to_string())];
        sections.push(SectionView {
            kind: SectionKind::Volume,
            label: None,
            title: texts.fill("dossier.volume", values),
            first: volume.pages.start,
            place: None,
        });
    }
    sections.extend(loose(SectionKind::Front, "front", &plan.front));
    let own = |kind, key: &str, first| SectionView {
        kind,
        label: None,
        title: texts.text(key).to_owned(),
        first,
        place: None,
    };
    // Each volume has a cover page and a table.
    let places = |wanted: PlannedSheet| {
        plan.pages
            .iter()
            .enumerate()
            .filter(move |(_, page)| page.sheet == wanted)
            .map(|(at, _)| at)
    };
    sections.extend(
        places(PlannedSheet::Cover).map(|at| own(SectionKind::Cover, "dossier.outline.cover", at)),
    );
    sections.extend(
        places(PlannedSheet::Table(0)).map(|at| own(SectionKind::Table, "dossier.table.title", at)),
    );
    for exhibit in &plan.exhibits {
        let place = exhibit.id.to_string();
        sections.push(SectionView {
            kind: SectionKind::Exhibit,
            label: Some(exhibit.label.to_string()),
            title: exhibit.heading.to_string(),
            first: exhibit.slip,
            place: Some(place.clone()),
        });
        if exhibit.documents.len() > 1 {
            sections.extend(loose(SectionKind::Document, &place, &exhibit.documents));
        }
    }
    sections.extend(loose(SectionKind::Back, "back", &plan.back));
    // A volume comes before the section that begins it.
    sections.sort_by_key(|section| section.first);
    Ok(DossierPages {
        revision,
        aspect: height / width,
        labels: plan
            .pages
            .iter()
            .map(|page| plan.label_of(page).map(String::from))
            .collect(),
        sections,
    })
}

/// The dossier before it is built, with the problems it would have.
///
/// # Errors
/// When there is no such matter, or its profile is unknown.
pub(crate) fn before_build(state: &State, id: &MatterId) -> Result<Checked, AppError> {
    let planned = plans::planned(state, id)?;
    let proposed = proposed_name(&planned);
    let mut findings = preflight::preflight_views(state, &planned, &proposed);
    let Planned { matter, plan, .. } = planned;
    findings.extend(paper_findings::paper_findings(state, &matter, &plan)?);
    // Before the first paper everything is missing; to say so helps nobody.
    if matter.documents().next().is_none() {
        findings.clear();
    }
    // Papers before the cover page and after the last exhibit may have no numbers.
    let view = |volume: &PlannedVolume| {
        let pages = plan.pages.get(volume.pages.clone());
        let pages = pages.ok_or(AppError::Bug("a volume is planned outside the dossier"))?;
        let mut labels = pages.iter().filter_map(|page| plan.label_of(page));
        let first = labels.next().map(String::from);
        Ok(VolumeView {
            pages: volume.pages.len(),
            last: labels
                .next_back()
                .map(String::from)
                .or_else(|| first.clone()),
            first,
            estimate: volume.estimate,
            estimate_size: state.texts().about(volume.estimate),
        })
    };
    let volumes = plan
        .volumes
        .iter()
        .map(view)
        .collect::<Result<_, AppError>>()?;
    Ok(Checked {
        profile: profile_view::profile(state, &matter.facts.profile)?,
        pages: plan.pages.len(),
        estimate: plan.estimate,
        estimate_size: state.texts().about(plan.estimate),
        volumes,
        drafts: plan.has_drafts(),
        findings,
        nothing: plan.exhibits.is_empty(),
        proposed,
    })
}
