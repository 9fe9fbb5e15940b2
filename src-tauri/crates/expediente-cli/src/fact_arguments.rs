//! The facts of a matter as arguments.

use clap::Args;
use expediente_app::{Bates, Date, Facts, Language};

use crate::text_argument::{self, TextArgument};

/// What the cover page says. Facts that are not given stay as they are.
#[derive(Clone, Debug, Default, Args)]
pub struct FactArguments {
    /// Title of the filing
    #[arg(long)]
    title: Option<String>,
    /// Court profile, as `expediente profile list` names them: eoir, plain, or your own
    #[arg(long)]
    profile: Option<String>,
    /// Language of the dossier: en or es
    #[arg(long)]
    lang: Option<Language>,
    /// The person the matter is about
    #[arg(long)]
    person: Option<String>,
    /// A-number, case number or reference; can be repeated
    #[arg(long, value_name = "NUMBER")]
    docket: Vec<String>,
    /// The court; repeat for each line
    #[arg(long, value_name = "LINE")]
    court: Vec<String>,
    /// The other side; repeat for each line
    #[arg(long, value_name = "LINE")]
    respondent: Vec<String>,
    /// A child whose name the court wants as initials; can be repeated
    #[arg(long, value_name = "NAME")]
    minor: Vec<String>,
    /// The judge
    #[arg(long)]
    judge: Option<String>,
    /// The next hearing, such as 2026-03-12 09:00
    #[arg(value_parser = hearing, long)]
    hearing: Option<String>,
    /// The kind of proceeding
    #[arg(long)]
    proceeding: Option<String>,
    /// Whether the person is detained
    #[arg(long, value_name = "true|false")]
    detained: Option<bool>,
    /// Name of the filer
    #[arg(long, value_name = "NAME")]
    filer: Option<String>,
    /// Role of the filer
    #[arg(long, value_name = "ROLE")]
    filer_role: Option<String>,
    /// Address of the filer; repeat for each line
    #[arg(long, value_name = "LINE")]
    filer_address: Vec<String>,
    /// Telephone of the filer
    #[arg(long, value_name = "PHONE")]
    filer_phone: Option<String>,
    /// E-mail of the filer
    #[arg(long, value_name = "EMAIL")]
    filer_email: Option<String>,
    /// Bar number or EOIR ID of the filer
    #[arg(long, value_name = "NUMBER")]
    filer_number: Option<String>,
    /// Prefix of Bates numbers, such as QUI-; an empty one removes them
    #[arg(long, value_name = "PREFIX")]
    bates: Option<String>,
    /// Split a dossier over the court's limit into volumes
    #[arg(long, value_name = "true|false")]
    split: Option<bool>,
    /// Whether the table shows the papers' own titles beside those in the dossier's language
    #[arg(long, value_name = "true|false")]
    own_titles: Option<bool>,
    /// A text in another language, such as title.en=Documents in support; can be repeated
    #[arg(long = "in", value_name = "TEXT")]
    texts: Vec<TextArgument>,
}

impl FactArguments {
    /// The facts, with the given ones replaced.
    pub fn over(self, mut facts: Facts) -> Facts {
        let words = |new: Option<String>, old: &mut Option<String>| {
            if let Some(new) = new {
                *old = Some(new).filter(|new| !new.is_empty());
            }
        };
        let lines = |new: Vec<String>, old: &mut Vec<String>| {
            if !new.is_empty() {
                *old = new.into_iter().filter(|line| !line.is_empty()).collect();
            }
        };
        replace(self.title, &mut facts.title);
        replace(self.profile, &mut facts.profile);
        replace(self.lang, &mut facts.language);
        replace(self.person, &mut facts.person);
        lines(self.docket, &mut facts.docket);
        lines(self.court, &mut facts.court);
        lines(self.respondent, &mut facts.respondents);
        lines(self.minor, &mut facts.minors);
        words(self.judge, &mut facts.judge);
        words(self.hearing, &mut facts.hearing);
        words(self.proceeding, &mut facts.proceeding);
        replace(self.detained, &mut facts.detained);
        replace(self.filer, &mut facts.filer.name);
        replace(self.filer_role, &mut facts.filer.role);
        lines(self.filer_address, &mut facts.filer.address);
        replace(self.filer_phone, &mut facts.filer.phone);
        replace(self.filer_email, &mut facts.filer.email);
        replace(self.filer_number, &mut facts.filer.number);
        if let Some(prefix) = self.bates {
            facts.bates = if prefix.is_empty() {
                None
            } else {
                Some(Bates {
                    prefix,
                    start: 1,
                    digits: 6,
                })
            };
        }
        replace(self.split, &mut facts.split);
        facts.own_titles = self.own_titles.or(facts.own_titles);
        text_argument::set(&self.texts, &mut facts.in_languages);
        facts
    }
}

/// A hearing as somebody writes it, unless it begins with a day in figures that is in no calendar.
fn hearing(text: &str) -> Result<String, String> {
    let day = text.split_whitespace().next().map_or("", |day| day);
    let is_figures = day.len() == 10 && day.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_figures && day.parse::<Date>().is_err() {
        return Err(format!("{day} is in no calendar"));
    }
    Ok(text.to_owned())
}

/// Replaces a fact if a new one was given.
fn replace<T>(new: Option<T>, old: &mut T) {
    if let Some(new) = new {
        *old = new;
    }
}
