//! `expediente build`

use std::path::{Path, PathBuf};

use clap::Args;
use expediente_app::{
    App, AppError, BuildReport, Catalogue, FindingView, FolderCase, FolderFailure, FolderOptions,
    IntakeReport, Language, MatterId, Watch,
};
use serde_json::json;

use crate::chat_arguments::ChatArguments;
use crate::failure::{CliError, Failure};
use crate::office_arguments::OfficeArguments;
use crate::passwords::PasswordArguments;
use crate::session::{REFUSED, STOPS, Session};
use crate::verbs::{add, suggestions};
use crate::{output, print};

/// Build a dossier from a folder or from a matter in the store
///
/// A folder is taken as it is: each subfolder becomes an exhibit, in natural order, and so does
/// each loose file; or it is taken as its dossier.toml says. Without --store, a folder is built in
/// a temporary store. A name that is not a folder is looked up among the matters of the store.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente build \"Caso Daniela\" -o dossier.pdf --profile eoir --lang es"
)]
pub struct Build {
    /// A folder, or the id or name of a matter
    #[arg(value_name = "FOLDER|MATTER")]
    from: PathBuf,
    /// The PDF to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Court profile, as `expediente profile list` names them: eoir, plain, or your own
    #[arg(long)]
    profile: Option<String>,
    /// Language of the dossier: en or es
    #[arg(long)]
    lang: Option<Language>,
    #[command(flatten)]
    chats: ChatArguments,
    #[command(flatten)]
    office: OfficeArguments,
    #[command(flatten)]
    passwords: PasswordArguments,
}

impl Build {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let options = FolderOptions {
            passwords: self.passwords.read()?,
            dates: self.chats.dates,
            days: self.chats.days().map_err(AppError::from)?,
            output: Some(self.output.clone()),
            profile: self.profile,
            language: self.lang,
            ..FolderOptions::default()
        };
        build_folder_or_matter(session, &self.from, self.office, &self.output, &options)
    }
}

fn build_folder_or_matter(
    session: &Session,
    from: &Path,
    office: OfficeArguments,
    output: &Path,
    options: &FolderOptions,
) -> Result<u8, Failure> {
    // Check before anything is read: hundreds of papers are not taken in for a place that does not
    // exist.
    expediente_app::can_write(output)?;
    if !from.is_dir() {
        return build_matter(session, from, output, options);
    }
    // Held until the end: dropping it removes the temporary store.
    let passing;
    let store = match &session.store {
        Some(store) => store.as_path(),
        None => {
            passing = expediente_app::temporary_store().map_err(CliError::System)?;
            passing.path()
        }
    };
    let app = session.open(store)?;
    office.set(&app);
    session.print_repairs(&app);
    let name = from
        .canonicalize()
        .ok()
        .and_then(|path| path.file_name().map(|n| n.to_string_lossy().into_owned()));
    let name = name.unwrap_or_else(|| "dossier".to_owned());
    let watch = session.watch();
    let table = |report: &IntakeReport| {
        if !session.json {
            add::print_intake(&session.texts, report);
        }
    };
    // A folder that was built in this store before is the same matter, brought up to date.
    let taken = app.intake().take_case(from, &name, options, &watch);
    let FolderCase { id, report } = match taken {
        Ok(taken) => taken,
        Err(failed) => {
            let FolderFailure { error, report, .. } = *failed;
            report.iter().for_each(table);
            return Err(with_intake(error.into(), report.as_ref()));
        }
    };
    table(&report);
    finish(session, &app, &id, output, &watch, Some(&report))
}

fn build_matter(
    session: &Session,
    from: &Path,
    output: &Path,
    options: &FolderOptions,
) -> Result<u8, Failure> {
    let name = from.to_string_lossy().into_owned();
    // A misspelled folder must not create a store.
    if !session.lasting()?.exists() {
        return Err(CliError::NoSource(name).into());
    }
    let app = session.app()?;
    let id = match app.matters().resolve(&name) {
        Err(AppError::NoMatter(_)) => return Err(CliError::NoSource(name).into()),
        result => result?,
    };
    app.matters()
        .set_facts(&id, |before| options.over(before.clone()))?;
    let watch = session.watch();
    if !options.days.is_all() {
        app.chats().cut_all(&id, options.days, &watch)?;
    }
    finish(session, &app, &id, output, &watch, None)
}

fn finish(
    session: &Session,
    app: &App,
    id: &MatterId,
    output: &Path,
    watch: &dyn Watch,
    intake: Option<&IntakeReport>,
) -> Result<u8, Failure> {
    let report = match app.filing().build(id, output, watch) {
        Err(AppError::Unproved(findings)) => {
            let views = app.finding_views(&findings);
            if !session.json {
                output::line(session.texts.text("report.not-handed-over"));
                print::findings(&session.texts, &views);
            }
            return Err(
                with_intake(AppError::Unproved(findings).into(), intake).with_findings(views)
            );
        }
        result => result.map_err(|error| with_intake(error.into(), intake))?,
    };
    let unread = app.reading().unread(id)?.unread;
    let value = json!({
        "id": id, "path": output, "intake": intake, "dossier": report, "unread": unread,
    });
    session.say(&value, |texts| {
        print_built(texts, &output.display().to_string(), &report, intake);
        if unread > 0 {
            output::line(texts.count("report.unread", unread));
        }
        if let Some(intake) = intake {
            suggestions::print_concluded(texts, &intake.concluded);
        }
    })?;
    // What stops the filing is worse than a paper that is missing.
    Ok(if report.stops > 0 || report.drawn > 0 {
        STOPS
    } else if intake.is_some_and(|intake| intake.refused > 0) {
        REFUSED
    } else {
        0
    })
}

fn with_intake(failure: Failure, intake: Option<&IntakeReport>) -> Failure {
    match intake {
        Some(report) => failure.with_intake(report),
        None => failure,
    }
}

/// Prints what was built. Findings that the table of the intake has shown are not repeated.
fn print_built(texts: &Catalogue, path: &str, report: &BuildReport, intake: Option<&IntakeReport>) {
    let pages = texts.count("report.pages", report.proof.pages as u64);
    let mut values = vec![
        ("path", path.to_owned()),
        ("pages", pages),
        ("size", report.size.clone()),
    ];
    let key = match &report.limit_size {
        Some(limit) => {
            values.push(("limit", limit.clone()));
            "report.built-limit"
        }
        None => "report.built",
    };
    let said = |finding: &&FindingView| {
        let papers = intake.into_iter().flat_map(|intake| &intake.papers);
        papers
            .flat_map(|paper| &paper.findings)
            .any(|had| had.message == finding.message)
    };
    let new: Vec<FindingView> = report
        .findings
        .iter()
        .filter(|finding| !said(finding))
        .cloned()
        .collect();
    print::findings(texts, &new);
    if let [_, _, ..] = report.files.as_slice() {
        for file in &report.files {
            let pages = texts.count("report.pages", file.pages as u64);
            output::line(format_args!("  {} ({pages}, {})", file.path, file.size));
        }
    }
    // What the word "proved" does not cover is said in the same breath.
    let mut said = vec![texts.fill(key, values)];
    if report.drawn > 0 {
        said.push(texts.count("report.drawn", report.drawn.into()));
    }
    if report.stops > 0 {
        said.push(texts.count("report.stops", report.stops.into()));
    }
    if report.checks > 0 {
        said.push(texts.count("report.checks", report.checks.into()));
    }
    output::line(said.join(" "));
    output::line(texts.text("report.covers"));
}
