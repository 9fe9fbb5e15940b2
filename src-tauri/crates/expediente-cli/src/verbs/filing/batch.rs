//! `expediente batch`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use clap::{ArgAction, Args, Command, CommandFactory, Parser};
use expediente_app::{BatchCase, BatchRow, Catalogue, FolderOptions, Language, Outcome, Person};
use serde_json::json;

use crate::chat_arguments::ChatArguments;
use crate::fact_arguments::FactArguments;
use crate::failure::{CliError, Failure};
use crate::office_arguments::OfficeArguments;
use crate::output;
use crate::passwords::PasswordArguments;
use crate::session::{REFUSED, STOPS, Session};

/// Make a case for each row of a list of people, and build all their dossiers
///
/// The list is a CSV file with a heading over each column: `folder` (the papers, beside the list),
/// `name` (of the case; without it, that of the folder), and whatever `expediente matter set`
/// takes, such as person, docket, hearing, profile. Several values in a cell are separated by
/// semicolons. A row without a folder is a case of the store. A case that fails does not stop the
/// others. Run again, it builds only what changed or was not finished.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente batch people.csv -o dossiers --profile eoir\n  expediente batch --all -o dossiers"
)]
pub struct Batch {
    /// The list of people, a CSV file
    #[arg(
        value_name = "PEOPLE.csv",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    people: Option<PathBuf>,
    /// The folder for the dossiers: one folder for each case, batch.csv and batch.json
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Build every case of the store
    #[arg(long)]
    all: bool,
    /// How many cases at a time; without it, as many as the processor has cores
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<usize>,
    /// Court profile of all cases
    #[arg(long)]
    profile: Option<String>,
    /// Language of all dossiers: en or es
    #[arg(long)]
    lang: Option<Language>,
    #[command(flatten)]
    chats: ChatArguments,
    #[command(flatten)]
    office: OfficeArguments,
    #[command(flatten)]
    passwords: PasswordArguments,
}

impl Batch {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let options = FolderOptions {
            passwords: self.passwords.read()?,
            dates: self.chats.dates,
            days: self.chats.days().map_err(expediente_app::AppError::from)?,
            profile: self.profile,
            language: self.lang,
            ..FolderOptions::default()
        };
        let app = if self.all {
            session.app()?
        } else {
            session.app_or_new()?
        };
        self.office.set(&app);
        let batch = app.batch();
        let cases = match &self.people {
            Some(list) => cases(&batch.people(list)?, list)?,
            None => batch.all(),
        };
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let jobs = self.jobs.unwrap_or_else(cores);
        let told = |row: &BatchRow| {
            if !session.json {
                output::line(said(&session.texts, row));
            }
        };
        let rows = batch.run(
            &cases,
            &options,
            (&self.output, jobs),
            &session.watch(),
            &told,
        )?;
        session.say(&json!({ "folder": self.output, "cases": rows }), |texts| {
            output::line(sum(texts, &rows));
        })?;
        // A case without a dossier is worse than one that may not be filed yet.
        Ok(match rows.iter().map(|row| row.outcome).max() {
            Some(Outcome::Failed) => 1,
            Some(Outcome::Stops) => STOPS,
            Some(Outcome::Refused) => REFUSED,
            Some(Outcome::Built) | None => 0,
        })
    }
}

/// One row of the list as arguments.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct RowArguments {
    #[command(flatten)]
    facts: FactArguments,
}

/// Headings in Spanish.
const SPANISH: [(&str, &str); 18] = [
    ("nombre", "name"),
    ("carpeta", "folder"),
    ("perfil", "profile"),
    ("idioma", "lang"),
    ("persona", "person"),
    ("numero", "docket"),
    ("numeros", "docket"),
    ("tribunal", "court"),
    ("demandado", "respondent"),
    ("menor", "minor"),
    ("menores", "minor"),
    ("juez", "judge"),
    ("audiencia", "hearing"),
    ("proceso", "proceeding"),
    ("detenido", "detained"),
    ("detenida", "detained"),
    ("titulo", "title"),
    ("presenta", "filer"),
];

/// The cases of a list.
fn cases(people: &[Person], list: &Path) -> Result<Vec<BatchCase>, Failure> {
    let base = list.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let command = RowArguments::command();
    let cases = people.iter().map(|person| case(person, &base, &command));
    cases.collect()
}

fn case(person: &Person, base: &Path, command: &Command) -> Result<BatchCase, Failure> {
    let option = |name: &str| {
        let mut all = command.get_arguments();
        all.find(|one| one.get_long() == Some(name))
    };
    let mut cells = BTreeMap::new();
    for (heading, cell) in &person.cells {
        let spanish = SPANISH.iter().find(|(spanish, _)| spanish == heading);
        let name = spanish.map_or(heading.as_str(), |(_, name)| *name);
        if !["name", "folder"].contains(&name) && option(name).is_none() {
            return Err(CliError::Heading(heading.clone()).into());
        }
        cells.insert(name, cell.as_str());
    }
    let folder = cells.remove("folder").map(|folder| base.join(folder));
    let of_folder = || {
        let name = folder.as_ref()?.file_name()?;
        Some(name.to_string_lossy().into_owned())
    };
    let name = cells.remove("name").map(str::to_owned).or_else(of_folder);
    let name = name.ok_or(CliError::NoName(person.line))?;
    let mut arguments = Vec::new();
    for (name, cell) in &cells {
        let takes_several =
            option(name).is_some_and(|one| matches!(one.get_action(), ArgAction::Append));
        if takes_several {
            let parts = cell
                .split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            arguments.extend(parts.map(|part| format!("--{name}={part}")));
        } else {
            arguments.push(format!("--{name}={cell}"));
        }
    }
    // The rest of the list is built all the same.
    let (facts, fault) = match RowArguments::try_parse_from(&arguments) {
        Ok(row) => (row.facts, None),
        Err(error) => {
            let text = error.to_string();
            let first = text.lines().next().map_or("", |first| first);
            let why = first.trim_start_matches("error: ").to_owned();
            (
                FactArguments::default(),
                Some(format!("{}: {why}", person.line)),
            )
        }
    };
    Ok(BatchCase {
        name,
        folder,
        facts: Arc::new(move |had| facts.clone().over(had)),
        said: arguments.join("\n"),
        fault,
    })
}

/// What became of a case, in one line.
fn said(texts: &Catalogue, row: &BatchRow) -> String {
    if row.outcome == Outcome::Failed {
        let values = [("name", row.name.clone()), ("why", row.message.clone())];
        return texts.fill("report.batch.failed", values);
    }
    let pages = texts.count("report.pages", row.pages as u64);
    let values = [
        ("name", row.name.clone()),
        ("pages", pages),
        ("size", texts.size(row.bytes)),
    ];
    let key = if row.unchanged {
        "report.batch.unchanged"
    } else {
        "report.batch.built"
    };
    let mut parts = vec![texts.fill(key, values)];
    if row.refused > 0 {
        parts.push(texts.count("report.batch.refused", row.refused as u64));
    }
    if row.stops > 0 {
        parts.push(texts.count("report.batch.stops", row.stops.into()));
    }
    if row.checks > 0 {
        parts.push(texts.count("report.batch.checks", row.checks.into()));
    }
    parts.join(" ")
}

/// The sum of a batch.
fn sum(texts: &Catalogue, rows: &[BatchRow]) -> String {
    let of = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let values = [
        ("cases", rows.len().to_string()),
        ("built", of(Outcome::Built).to_string()),
        ("stops", of(Outcome::Stops).to_string()),
        ("refused", of(Outcome::Refused).to_string()),
        ("failed", of(Outcome::Failed).to_string()),
    ];
    texts.fill("report.batch.sum", values)
}
