//! Carries a verb out and says how it went.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use expediente_app::{
    App, AppError, Assets, Catalogue, Facts, FolderOptions, Inspector, IntakeReport, Language, MatterId, Moment, Watch,
};
use serde_json::json;

use crate::arguments::{Arguments, MatterVerb, PasswordArguments, Verb};
use crate::progress::Terminal;
use crate::{language, print};

const REFUSED: u8 = 3;
const UNPROVED: u8 = 4;
const HELD: u8 = 5;
const CANCELLED: u8 = 130;

/// What every verb needs.
struct Session {
    store: Option<PathBuf>,
    json: bool,
    language: Language,
    texts: Catalogue,
    cancel: Arc<AtomicBool>,
}

/// Runs a verb; what goes wrong is printed, and told by the exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    let json = arguments.json;
    match try_run(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let known = error.downcast_ref::<AppError>();
            let code = known.map_or("asked", AppError::code);
            if json {
                println!("{:#}", json!({ "error": { "code": code, "message": format!("{error:#}") } }));
            }
            eprintln!("expediente: {error:#}");
            ExitCode::from(match known {
                Some(AppError::Unproved(_)) => UNPROVED,
                Some(known) if known.code() == "store-held" => HELD,
                Some(known) if known.is_cancel() => CANCELLED,
                _ => 1,
            })
        }
    }
}

fn try_run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = language::of_system();
    let cancel = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&cancel);
    // The first Ctrl-C asks the work to end at its next step; nothing is half done then.
    ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed)).context("Ctrl-C cannot be heard")?;
    let texts = Assets::load()?.texts(language).clone();
    let session = Session { store: arguments.store, json: arguments.json, language, texts, cancel };
    match arguments.verb {
        Verb::Build { from, output, profile, lang, passwords } => {
            let options = FolderOptions {
                passwords: read_passwords(&passwords)?,
                exclude: Some(output.clone()),
                profile,
                language: lang,
            };
            session.build(&from, &output, &options)
        }
        Verb::Matter(verb) => session.matter(verb),
        Verb::Add { matter, paths, passwords } => {
            let app = session.app()?;
            let id = app.resolve(&matter)?;
            let options = FolderOptions { passwords: read_passwords(&passwords)?, ..FolderOptions::default() };
            let report = app.add(&id, &paths, &options, &session.watch())?;
            session.say(&report, |texts| print::intake(texts, &report))?;
            Ok(if report.refused > 0 { REFUSED } else { 0 })
        }
        Verb::Exhibit(verb) => {
            let (matter, change) = verb.change()?;
            let app = session.app()?;
            let act = app.arrange(&app.resolve(&matter)?, &change)?;
            session.sentence("report.changed", &[("act", act)])
        }
        Verb::Undo { matter } => {
            let app = session.app()?;
            let act = app.undo(&app.resolve(&matter)?)?;
            session.sentence("report.undone", &[("act", act)])
        }
        Verb::Redo { matter } => {
            let app = session.app()?;
            let act = app.redo(&app.resolve(&matter)?)?;
            session.sentence("report.redone", &[("act", act)])
        }
        Verb::Export { matter, folder } => {
            let app = session.app()?;
            app.export(&app.resolve(&matter)?, &folder, &session.watch())?;
            session.sentence("report.exported", &[("path", folder.display().to_string())])
        }
        Verb::Verify { file } => session.verify(&file),
        Verb::Check => {
            let report = session.app()?.check(&session.watch())?;
            session.say(&report, |texts| print::check(texts, &report))?;
            Ok(u8::from(!report.whole))
        }
    }
}

impl Session {
    fn watch(&self) -> Terminal {
        Terminal::new(Arc::clone(&self.cancel), self.texts.clone())
    }

    fn open(&self, store: &Path) -> anyhow::Result<App> {
        let inspector = Inspector::of_this_program().context("this program cannot find itself")?;
        let app = App::open(store, inspector, clock, self.language)?;
        let mended = app.opened();
        if !mended.is_empty() && !self.json {
            print::findings(&self.texts, &mended);
        }
        Ok(app)
    }

    /// The lasting store.
    fn app(&self) -> anyhow::Result<App> {
        let default = || expediente_app::default_store().context("this system has no data folder; say --store DIR");
        let store = self.store.clone().map_or_else(default, Ok)?;
        self.open(&store)
    }

    fn say(&self, value: &impl serde::Serialize, print: impl FnOnce(&Catalogue)) -> anyhow::Result<()> {
        if self.json {
            return print::json(value);
        }
        print(&self.texts);
        Ok(())
    }

    fn sentence(&self, key: &str, values: &[(&str, String)]) -> anyhow::Result<u8> {
        if self.json {
            let map: serde_json::Map<_, _> =
                values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            print::json(&map)?;
        } else {
            println!("{}", self.texts.fill(key, values.iter().cloned()));
        }
        Ok(0)
    }

    fn build(&self, from: &Path, output: &Path, options: &FolderOptions) -> anyhow::Result<u8> {
        if !from.is_dir() {
            return self.build_matter(from, output, options);
        }
        // Held until the end: the store in it is gone when this is dropped.
        let passing = match &self.store {
            Some(_) => None,
            None => Some(tempfile::tempdir().context("there is no place for a passing store")?),
        };
        let store = self.store.as_deref().or(passing.as_ref().map(tempfile::TempDir::path)).unwrap_or(from);
        let app = self.open(store)?;
        let name = from.canonicalize().ok().and_then(|path| path.file_name().map(|n| n.to_string_lossy().into_owned()));
        let facts = Facts { profile: "plain".to_owned(), language: self.language, ..Facts::default() };
        let id = begin(&app, &name.unwrap_or_else(|| "dossier".to_owned()), facts)?;
        let watch = self.watch();
        let report = match app.take_folder(&id, from, options, &watch) {
            Ok(report) => report,
            // A case that could not be taken in leaves nothing in a lasting store.
            Err(error) => {
                app.erase(&id)?;
                return Err(error.into());
            }
        };
        if !self.json {
            print::intake(&self.texts, &report);
        }
        if !report.missing.is_empty() {
            let path = from.join("dossier.toml");
            app.erase(&id)?;
            return Err(AppError::ManifestPapers { path, papers: report.missing }.into());
        }
        self.finish(&app, &id, output, &watch, Some(&report))
    }

    fn build_matter(&self, from: &Path, output: &Path, options: &FolderOptions) -> anyhow::Result<u8> {
        let app = self.app()?;
        let id = app.resolve(&from.to_string_lossy())?;
        let mut facts = app.facts(&id)?;
        facts.profile = options.profile.clone().unwrap_or(facts.profile);
        facts.language = options.language.unwrap_or(facts.language);
        app.set_facts(&id, facts)?;
        self.finish(&app, &id, output, &self.watch(), None)
    }

    fn finish(
        &self,
        app: &App,
        id: &MatterId,
        output: &Path,
        watch: &dyn Watch,
        intake: Option<&IntakeReport>,
    ) -> anyhow::Result<u8> {
        let report = match app.build(id, output, watch) {
            Err(AppError::Unproved(findings)) => {
                if !self.json {
                    println!("{}", self.texts.text("report.not-handed-over"));
                    print::findings(&self.texts, &app.views(&findings));
                }
                return Err(AppError::Unproved(findings).into());
            }
            result => result?,
        };
        let value = json!({ "id": id, "path": output, "intake": intake, "dossier": report });
        self.say(&value, |texts| print::built(texts, &output.display().to_string(), &report, intake))?;
        Ok(if intake.is_some_and(|intake| intake.refused > 0) { REFUSED } else { 0 })
    }

    fn matter(&self, verb: MatterVerb) -> anyhow::Result<u8> {
        let app = self.app()?;
        match verb {
            MatterVerb::New { name, facts } => {
                let plain = Facts { profile: "plain".to_owned(), language: self.language, ..Facts::default() };
                let new = app.new_matter(&name, facts.over(plain))?;
                let values = [("name", new.name.clone()), ("id", new.id.to_string())];
                self.say(&new, |texts| println!("{}", texts.fill("report.matter-new", values)))?;
                Ok(0)
            }
            MatterVerb::List => {
                let matters = app.matters();
                self.say(&matters, |texts| print::matters(texts, &matters))?;
                Ok(0)
            }
            MatterVerb::Show { matter } => {
                let view = app.show(&app.resolve(&matter)?)?;
                self.say(&view, |texts| print::matter(texts, &view))?;
                Ok(0)
            }
            MatterVerb::Set { matter, facts } => {
                let id = app.resolve(&matter)?;
                app.set_facts(&id, facts.over(app.facts(&id)?))?;
                let act = self.texts.text("act.facts").to_owned();
                self.sentence("report.changed", &[("act", act)])
            }
            MatterVerb::Erase { matter, yes } => {
                let id = app.resolve(&matter)?;
                let (name, papers) = app.name_and_papers(&id)?;
                if !yes && !self.asked(&name, papers)? {
                    println!("{}", self.texts.text("report.erase-kept"));
                    return Ok(1);
                }
                app.erase(&id)?;
                self.sentence("report.matter-erased", &[("name", name)])
            }
        }
    }

    /// Asks for the name of the matter; anything else is a no.
    fn asked(&self, name: &str, papers: usize) -> anyhow::Result<bool> {
        let values = [("name", name.to_owned()), ("papers", papers.to_string())];
        eprint!("{}", self.texts.fill("report.erase-question", values));
        std::io::stderr().flush()?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer)?;
        Ok(answer.trim() == name)
    }

    fn verify(&self, file: &Path) -> anyhow::Result<u8> {
        match App::verify(file, &self.watch()) {
            Ok(report) => {
                let values = [
                    ("path", file.display().to_string()),
                    ("pages", report.pages.to_string()),
                    ("exhibits", report.exhibits.to_string()),
                    ("links", report.links.to_string()),
                    ("sha256", report.sha256.clone()),
                ];
                let value = json!({ "proved": true, "proof": report });
                self.say(&value, |texts| println!("{}", texts.fill("report.verified", values)))?;
                Ok(0)
            }
            Err(AppError::Unproved(found)) => {
                let views = App::proof_findings(&self.texts, &found);
                let value = json!({ "proved": false, "findings": views });
                self.say(&value, |texts| {
                    println!("{}", texts.fill("report.unproved", [("path", file.display().to_string())]));
                    print::findings(texts, &views);
                })?;
                Ok(UNPROVED)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Begins a matter; a number goes behind a name that is in use.
fn begin(app: &App, name: &str, facts: Facts) -> Result<MatterId, AppError> {
    let mut number = 1;
    loop {
        let numbered = if number == 1 { name.to_owned() } else { format!("{name} ({number})") };
        match app.new_matter(&numbered, facts.clone()) {
            Err(AppError::NameTaken(_)) => number += 1,
            result => return result.map(|new| new.id),
        }
    }
}

/// Now, or the moment that reproducible builds are given (reproducible-builds.org, SOURCE_DATE_EPOCH).
fn clock() -> Moment {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    given.and_then(|text| text.parse().ok()).and_then(Moment::from_seconds).unwrap_or_else(Moment::now)
}

fn read_passwords(arguments: &PasswordArguments) -> anyhow::Result<Vec<Vec<u8>>> {
    let Some(path) = &arguments.password_file else { return Ok(Vec::new()) };
    let text = std::fs::read(path).with_context(|| format!("the passwords in {} cannot be read", path.display()))?;
    let lines = text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines.filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect())
}
