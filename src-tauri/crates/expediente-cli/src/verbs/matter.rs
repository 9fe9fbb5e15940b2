//! `expediente matter`

use clap::Subcommand;
use expediente_app::{
    Arrangement, Catalogue, DocumentContents, Facts, MatterContents, MatterListing,
};

use crate::fact_arguments::FactArguments;
use crate::failure::{CliError, Failure};
use crate::session::Session;
use crate::{output, print};

#[derive(Debug, Subcommand)]
pub enum MatterVerb {
    /// Create a matter
    #[command(
        after_help = "Example:\n  expediente matter new quintero --person \"Daniela QUINTERO\" --profile eoir"
    )]
    New {
        /// Its short name
        name: String,
        #[command(flatten)]
        facts: Box<FactArguments>,
    },
    /// List the matters
    #[command(after_help = "Example:\n  expediente matter list")]
    List,
    /// Show a matter with the plan of its dossier
    #[command(after_help = "Example:\n  expediente matter show quintero")]
    Show {
        /// Id or name of the matter
        matter: String,
    },
    /// Change what the cover page says
    #[command(
        after_help = "Example:\n  expediente matter set quintero --court \"El Paso, Texas\" --detained true"
    )]
    Set {
        /// Id or name of the matter
        matter: String,
        #[command(flatten)]
        facts: Box<FactArguments>,
    },
    /// Take papers from the list of those that could not be taken in and are still to get
    #[command(
        after_help = "Example:\n  expediente matter not-needed quintero \"PTT-20250328-WA0014.opus\""
    )]
    NotNeeded {
        /// Id or name of the matter
        matter: String,
        /// Their names in the list that `matter show` prints
        #[arg(required = true)]
        papers: Vec<String>,
    },
    /// Erase a matter for good, with its papers
    #[command(after_help = "Example:\n  expediente matter erase quintero --yes")]
    Erase {
        /// Id or name of the matter
        matter: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

impl MatterVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = match self {
            Self::New { .. } => session.app_or_new()?,
            _ => session.app()?,
        };
        match self {
            Self::New { name, facts } => {
                let plain = Facts {
                    profile: "plain".to_owned(),
                    language: session.language,
                    ..Facts::default()
                };
                let new = app.matters().new_matter(&name, facts.over(plain))?;
                let values = [("name", new.name.clone()), ("id", new.id.to_string())];
                session.say(&new, |texts| {
                    output::line(texts.fill("report.matter-new", values))
                })?;
                Ok(0)
            }
            Self::List => {
                let matters = app.matters().list();
                session.say(&matters, |texts| print_matters(texts, &matters))?;
                Ok(0)
            }
            Self::Show { matter } => {
                let view = app.views().contents(&app.matters().resolve(&matter)?)?;
                session.say(&view, |texts| print_matter(texts, &view))?;
                Ok(0)
            }
            Self::Set { matter, facts } => {
                let id = app.matters().resolve(&matter)?;
                app.matters()
                    .set_facts(&id, |before| facts.clone().over(before.clone()))?;
                let act = session.texts.text("act.facts").to_owned();
                session.sentence("report.changed", &[("act", act)])
            }
            Self::NotNeeded { matter, papers } => {
                let id = app.matters().resolve(&matter)?;
                let act = app
                    .edit()
                    .arrange(&id, &Arrangement::NotNeeded { papers })?;
                session.sentence("report.changed", &[("act", act)])
            }
            Self::Erase { matter, yes } => {
                let id = app.matters().resolve(&matter)?;
                let (name, papers) = app.matters().name_and_papers(&id)?;
                if !yes && !confirmed(session, &name, papers)? {
                    output::line(session.texts.text("report.erase-kept"));
                    return Ok(1);
                }
                app.matters().erase(&id)?;
                session.sentence("report.matter-erased", &[("name", name)])
            }
        }
    }
}

/// Asks the user to type the name of the matter; any other answer means no.
fn confirmed(session: &Session, name: &str, papers: usize) -> Result<bool, Failure> {
    let values = [
        ("name", name.to_owned()),
        (
            "papers",
            session.texts.count("report.papers", papers as u64),
        ),
    ];
    let question = session.texts.fill("report.erase-question", values);
    let answer = output::ask(&question).map_err(CliError::System)?;
    Ok(answer == name)
}

/// Prints the list of matters.
fn print_matters(texts: &Catalogue, matters: &[MatterListing]) {
    if matters.is_empty() {
        output::line(texts.text("report.matter-none"));
        return;
    }
    let heads = ["id", "name", "person", "exhibits", "papers", "built"]
        .map(|head| format!("report.head.{head}"));
    let heads: Vec<&str> = heads.iter().map(|key| texts.text(key)).collect();
    let rows: Vec<Vec<String>> = matters
        .iter()
        .map(|matter| {
            let built = matter.built.clone().unwrap_or_else(|| "–".to_owned());
            let (exhibits, papers) = (matter.exhibits.to_string(), matter.papers.to_string());
            vec![
                matter.id.to_string(),
                matter.name.clone(),
                matter.person.clone(),
                exhibits,
                papers,
                built,
            ]
        })
        .collect();
    print::table(&heads, &rows);
}

/// Prints a matter like its table of exhibits.
fn print_matter(texts: &Catalogue, matter: &MatterContents) {
    output::line(format_args!("{} ({})", matter.name, matter.id));
    let facts = &matter.facts;
    for line in [&facts.person, &facts.title]
        .into_iter()
        .filter(|line| !line.is_empty())
    {
        output::line(line);
    }
    output::line(format_args!(
        "{} · {} · {}",
        facts.profile,
        texts.count("report.pages", matter.pages as u64),
        matter.estimate
    ));
    if let Some(checklist) = &matter.checklist {
        output::line(texts.fill("report.checklist", [("status", checklist.clone())]));
    }
    if matter.differences > 0 {
        let open = texts.count("report.differences.open", matter.differences as u64);
        output::line(open);
    }
    output::line("");
    let heads = ["exhibit", "pages", "id", "title"].map(|head| format!("report.head.{head}"));
    let heads: Vec<&str> = heads.iter().map(|key| texts.text(key)).collect();
    let mut rows = Vec::new();
    let document = |rows: &mut Vec<Vec<String>>, document: &DocumentContents| {
        let name = match document.title.as_ref().or(document.caption.as_ref()) {
            Some(title) if !title.is_empty() => format!("{title} ({})", document.paper),
            _ => document.paper.clone(),
        };
        let pages = document.pages.clone().filter(|pages| !pages.is_empty());
        rows.push(vec![
            String::new(),
            pages.unwrap_or_else(|| "–".to_owned()),
            document.id.clone(),
            format!("  {name}"),
        ]);
    };
    matter
        .front
        .iter()
        .for_each(|paper| document(&mut rows, paper));
    for exhibit in &matter.exhibits {
        let none = || "–".to_owned();
        rows.push(vec![
            exhibit.label.clone().unwrap_or_else(none),
            exhibit.pages.clone().unwrap_or_else(none),
            exhibit.id.clone(),
            exhibit.title.clone(),
        ]);
        exhibit
            .documents
            .iter()
            .for_each(|paper| document(&mut rows, paper));
    }
    matter
        .back
        .iter()
        .for_each(|paper| document(&mut rows, paper));
    print::table(&heads, &rows);
    if !matter.unplaced.is_empty() {
        output::line("");
        output::line(texts.fill("report.unplaced", [("names", matter.unplaced.join(", "))]));
    }
    if !matter.still_to_get.is_empty() {
        output::line("");
        output::line(texts.text("report.still-to-get"));
        for paper in &matter.still_to_get {
            output::line(format_args!("  {}: {}", paper.name, paper.why.join(" ")));
        }
    }
    if !matter.findings.is_empty() {
        output::line("");
        print::findings(texts, &matter.findings);
    }
}
