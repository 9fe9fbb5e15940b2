//! Court profiles and their rules, as the window shows them.

use expediente_bundle::{Profile, Rule};
use expediente_model::Language;
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::state::State;
use crate::store::profile_store;
use crate::views::rule_view::RuleView;

/// A court profile with its rules.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProfileView {
    /// Its name, which is also that of its file.
    pub name: String,
    /// The title of the court.
    pub title: String,
    /// The most bytes of one file.
    pub limit: Option<u64>,
    /// The same, formatted for people.
    pub limit_size: Option<String>,
    /// The languages of the program that the court reads; none where no rule says it.
    pub languages: Vec<Language>,
    /// Its paper size, in words.
    pub paper: String,
    /// Its rules with their sources.
    pub rules: Vec<RuleView>,
    /// Whether it is the user's own.
    pub own: bool,
    /// Why it cannot be used; none if it can.
    pub broken: Option<String>,
}

/// The court profiles, with their titles in the language of messages.
///
/// # Errors
/// When one cannot be read, which a test rules out.
pub(crate) fn profiles(state: &State) -> Result<Vec<ProfileView>, AppError> {
    profile_store::profile_names(state)
        .iter()
        .map(|name| profile(state, name))
        .collect()
}

/// A court profile with its rules, in the language of messages.
///
/// # Errors
/// When no profile has this name.
pub(crate) fn profile(state: &State, name: &str) -> Result<ProfileView, AppError> {
    let profile = match profile_store::court(state, name) {
        Ok(court) => court.profile,
        // A broken profile is listed with the reason, so that the user can fix it.
        Err(error @ AppError::Profile { .. }) => {
            return Ok(ProfileView {
                name: name.to_owned(),
                title: name.to_owned(),
                limit: None,
                limit_size: None,
                languages: Vec::new(),
                paper: String::new(),
                rules: Vec::new(),
                own: true,
                broken: Some(error.window_sentence(state.texts())),
            });
        }
        Err(error) => return Err(error),
    };
    let own = state.assets.profile(name).is_none();
    Ok(ProfileView {
        name: name.to_owned(),
        title: court_title(state, &profile),
        own,
        broken: None,
        limit: profile.limit,
        limit_size: profile.limit.map(|limit| state.texts().size(limit)),
        languages: [Language::En, Language::Es]
            .into_iter()
            .filter(|one| profile.names_language(one.tag()))
            .collect(),
        paper: state
            .texts()
            .text(&format!("paper.{}", profile.paper.word()))
            .to_owned(),
        rules: profile.rules.iter().map(|one| rule(state, one)).collect(),
    })
}

/// The title of a court.
pub(crate) fn court_title(state: &State, profile: &Profile) -> String {
    let key = format!("profile.{}", profile.name);
    let own = match state.language() {
        Language::En => profile.title.as_ref(),
        Language::Es => profile.title_es.as_ref().or(profile.title.as_ref()),
    };
    match own {
        Some(title) => title.clone(),
        None if state.texts().has(&key) => state.texts().text(&key).to_owned(),
        None => profile.name.clone(),
    }
}

/// The titles that sources have in the catalogues: the official ones are those in English.
const SOURCES: [&str; 14] = [
    "source.bond",
    "source.cm-ecf",
    "source.commission",
    "source.court-sites",
    "source.cpr",
    "source.ecas",
    "source.federal-court",
    "source.guidance-bundles",
    "source.icpm",
    "source.irb",
    "source.law-firms",
    "source.nd-cal",
    "source.practice-direction",
    "source.uscis",
];

/// Where a rule is published: its official title and, for those who read another language, what
/// that means.
pub(crate) fn source(state: &State, official: &str) -> String {
    let texts = state.texts();
    if state.language() == Language::En {
        return official.to_owned();
    }
    let english = state.assets.texts(Language::En);
    // What courts do without a written rule is not a title.
    let custom = english.text("source.practice");
    let mut said = match official.strip_prefix(custom) {
        Some("") => return texts.text("source.practice").to_owned(),
        Some(rest) if rest.starts_with(';') => {
            format!("{}{rest}", texts.text("source.practice"))
        }
        _ => official.to_owned(),
    };
    for key in SOURCES {
        if official.contains(english.text(key)) {
            said = format!("{said} ({})", texts.text(key));
            break;
        }
    }
    said
}

pub(crate) fn rule(state: &State, rule: &Rule) -> RuleView {
    RuleView {
        about: rule.about.clone(),
        says: rule.says_in(state.language()).to_owned(),
        source: source(state, &rule.source),
        checked: rule.checked.clone(),
        sure: rule.sure.word(),
    }
}
