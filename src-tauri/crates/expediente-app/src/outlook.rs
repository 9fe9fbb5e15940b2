//! The dossier before it is built: its pages and sections, the court's rules, what is wrong.

use expediente_bundle::{
    PlannedDocument, PlannedSheet, PlannedVolume, Profile, Rule, accepted_name,
};
use expediente_model::{Language, MatterId};
use serde::Serialize;
use ts_rs::TS;

use crate::pictures::Planned;
use crate::{App, AppError, FindingView};

/// Every page of the dossier as it is planned.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DossierPages {
    /// Of the matter; part of where the pages are drawn.
    pub revision: String,
    /// Height over width of the court's paper.
    pub aspect: f64,
    /// The printed number of each page; none where it has none.
    pub labels: Vec<Option<String>>,
    /// What begins where, in order; documents follow their exhibit.
    pub sections: Vec<SectionView>,
}

/// Something that begins on a page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SectionView {
    /// What it is.
    pub kind: SectionKind,
    /// An exhibit's label.
    pub label: Option<String>,
    /// What the outline calls it.
    pub title: String,
    /// The page that it begins on, counted from 0.
    pub first: usize,
    /// `front`, `back`, or an exhibit's id.
    pub place: Option<String>,
}

/// What begins on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// A volume, where the dossier is split.
    Volume,
    /// A paper before the cover page.
    Front,
    /// The cover page.
    Cover,
    /// The table of exhibits.
    Table,
    /// An exhibit, by its slip sheet.
    Exhibit,
    /// A document within an exhibit that has several.
    Document,
    /// A paper after the last exhibit.
    Back,
}

/// A court profile with its rules.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProfileView {
    /// Its name in files.
    pub name: String,
    /// What people call the court.
    pub title: String,
    /// Most bytes of one file.
    pub limit: Option<u64>,
    /// The same for people.
    pub limit_size: Option<String>,
    /// Its paper in words.
    pub paper: String,
    /// What it asks, with where that is written.
    pub rules: Vec<RuleView>,
    /// Whether it is the user's own.
    pub own: bool,
    /// Why it cannot be used; none where it can.
    pub broken: Option<String>,
}

/// A rule with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RuleView {
    /// What it asks, in the language of messages.
    pub says: String,
    /// Where it is written.
    pub source: String,
    /// When the source was read, `2026-11-01`.
    pub checked: String,
    /// How sure it is.
    #[ts(type = "'official' | 'second-hand' | 'unconfirmed'")]
    pub sure: &'static str,
}

/// A file of a dossier before it is built.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VolumeView {
    /// Its pages.
    pub pages: usize,
    /// The first number on its pages; none where none has one.
    pub first: Option<String>,
    /// The last number on its pages.
    pub last: Option<String>,
    /// About how many bytes it will have.
    pub estimate: u64,
    /// The same for people.
    pub estimate_size: String,
}

/// A dossier before it is built.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Checked {
    /// The court's profile.
    pub profile: ProfileView,
    /// Pages of the dossier.
    pub pages: usize,
    /// About how many bytes it will have.
    pub estimate: u64,
    /// The same for people.
    pub estimate_size: String,
    /// The files that it would be written into.
    pub volumes: Vec<VolumeView>,
    /// Whether it holds drafts: then it cannot be built.
    pub drafts: bool,
    /// What is wrong with it, and what its papers want a look at.
    pub findings: Vec<FindingView>,
    /// Whether there is nothing to build yet.
    pub nothing: bool,
    /// A name for its file.
    pub proposed: String,
}

impl App {
    /// Every page of the dossier as it is planned.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown.
    pub fn dossier_pages(&self, id: &MatterId) -> Result<DossierPages, AppError> {
        let Planned {
            matter,
            revision,
            plan,
            profile,
        } = self.planned(id)?;
        let (width, height) = profile.paper.size();
        let texts = self.assets.texts(matter.facts.language);
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
        for (at, volume) in plan.volumes.iter().enumerate().filter(|_| total > 1) {
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
        // Each volume has both.
        let places = |wanted: PlannedSheet| {
            plan.pages
                .iter()
                .enumerate()
                .filter(move |(_, page)| page.sheet == wanted)
                .map(|(at, _)| at)
        };
        sections.extend(
            places(PlannedSheet::Cover)
                .map(|at| own(SectionKind::Cover, "dossier.outline.cover", at)),
        );
        sections.extend(
            places(PlannedSheet::Table(0))
                .map(|at| own(SectionKind::Table, "dossier.table.title", at)),
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
        // A volume stands before what begins it.
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

    /// The court profiles, with their titles in the language of messages.
    ///
    /// # Errors
    /// When one cannot be read, which a test rules out.
    pub fn profiles(&self) -> Result<Vec<ProfileView>, AppError> {
        self.profile_names()
            .iter()
            .map(|name| self.profile(name))
            .collect()
    }

    /// A court profile with its rules, in the language of messages.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn profile(&self, name: &str) -> Result<ProfileView, AppError> {
        let profile = match self.court(name) {
            Ok(court) => court.profile,
            // One that a user broke is listed with its reason, so that it can be mended.
            Err(error @ AppError::Profile { .. }) => {
                return Ok(ProfileView {
                    name: name.to_owned(),
                    title: name.to_owned(),
                    limit: None,
                    limit_size: None,
                    paper: String::new(),
                    rules: Vec::new(),
                    own: true,
                    broken: Some(error.window_sentence(self.texts())),
                });
            }
            Err(error) => return Err(error),
        };
        let own = self.assets.profile(name).is_none();
        Ok(ProfileView {
            name: name.to_owned(),
            title: self.court_title(&profile),
            own,
            broken: None,
            limit: profile.limit,
            limit_size: profile.limit.map(|limit| self.texts().size(limit)),
            paper: self
                .texts()
                .text(&format!("paper.{}", profile.paper.word()))
                .to_owned(),
            rules: profile.rules.iter().map(|rule| self.rule(rule)).collect(),
        })
    }

    /// What people call a court.
    pub(crate) fn court_title(&self, profile: &Profile) -> String {
        let key = format!("profile.{}", profile.name);
        let own = match self.language() {
            Language::En => profile.title.as_ref(),
            Language::Es => profile.title_es.as_ref().or(profile.title.as_ref()),
        };
        match own {
            Some(title) => title.clone(),
            None if self.texts().has(&key) => self.texts().text(&key).to_owned(),
            None => profile.name.clone(),
        }
    }

    pub(crate) fn rule(&self, rule: &Rule) -> RuleView {
        RuleView {
            says: rule.says_in(self.language()).to_owned(),
            source: rule.source.clone(),
            checked: rule.checked.clone(),
            sure: rule.sure.word(),
        }
    }

    /// The dossier before it is built: what would be wrong with it.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown.
    pub fn outlook(&self, id: &MatterId) -> Result<Checked, AppError> {
        let planned = self.planned(id)?;
        let proposed = proposed_name(&planned);
        let mut findings = self.preflight_views(&planned, &proposed);
        let Planned { matter, plan, .. } = planned;
        findings.extend(self.paper_findings(&matter, &plan));
        // Papers before the cover page and after the last exhibit have no number.
        let labels = |volume: &PlannedVolume| {
            let pages = plan.pages.get(volume.pages.clone()).unwrap_or_default();
            pages
                .iter()
                .filter_map(|page| plan.label_of(page).map(String::from))
        };
        let volumes = |volume: &PlannedVolume| VolumeView {
            pages: volume.pages.len(),
            first: labels(volume).next(),
            last: labels(volume).next_back(),
            estimate: volume.estimate,
            estimate_size: self.texts().size(volume.estimate),
        };
        Ok(Checked {
            profile: self.profile(&matter.facts.profile)?,
            pages: plan.pages.len(),
            estimate: plan.estimate,
            estimate_size: self.texts().size(plan.estimate),
            volumes: plan.volumes.iter().map(volumes).collect(),
            drafts: plan.has_drafts(),
            findings,
            nothing: plan.exhibits.is_empty(),
            proposed,
        })
    }
}

/// A name for the file that systems and the court take.
pub(crate) fn proposed_name(planned: &Planned) -> String {
    let name = file_name(&planned.matter.name);
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    format!("{}.pdf", accepted_name(&planned.profile, stem))
}

/// A name that every system takes.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || " -_.,()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let plain = plain.trim_matches([' ', '.']);
    if plain.is_empty() {
        "dossier.pdf".to_owned()
    } else {
        format!("{plain}.pdf")
    }
}
