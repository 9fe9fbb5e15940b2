//! Carries a verb out and says how it went.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use expediente_app::{
    App, AppError, Arrangement, Assets, Catalogue, Facts, FolderOptions, IntakeReport, Language,
    MatterId, Moment, ReaderProgram, Watch,
};
use serde_json::json;

use crate::arguments::{Arguments, MatterVerb, PasswordArguments, Verb};
use crate::failure::{Failure, Why};
use crate::filing::{FormVerb, PreflightArguments, ProfileVerb};
use crate::progress::Terminal;
use crate::{out, print};

const REFUSED: u8 = 3;
const UNPROVED: u8 = 4;
const STOPS: u8 = 6;

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
    let language = expediente_app::system_language();
    let texts = match Assets::load() {
        Ok(assets) => assets.texts(language).clone(),
        // Without the catalogues there is only the error's own English.
        Err(error) => {
            out::aside(format_args!("expediente: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let json = arguments.json;
    let result = try_run(arguments, language, &texts);
    if let (Err(failure), true) = (&result, json) {
        out::line(format_args!("{:#}", failure.json(&texts)));
    }
    let result = match (result, out::end()) {
        (Ok(_), Err(error)) => Err(Why::Output(error).into()),
        (result, _) => result,
    };
    ExitCode::from(result.unwrap_or_else(|failure| {
        out::aside(format_args!("expediente: {}", failure.sentence(&texts)));
        failure.exit_code()
    }))
}

fn try_run(arguments: Arguments, language: Language, texts: &Catalogue) -> Result<u8, Failure> {
    let cancel = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&cancel);
    // The first Ctrl-C asks the work to end at its next step; nothing is half done then. Where it cannot be heard, the
    // system ends the program as it does others, and the store is made for that.
    let _ = ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed));
    let session = Session {
        store: arguments.store,
        json: arguments.json,
        language,
        texts: texts.clone(),
        cancel,
    };
    match arguments.verb {
        Verb::Build {
            from,
            output,
            profile,
            lang,
            passwords,
        } => {
            let options = FolderOptions {
                passwords: read_passwords(&passwords)?,
                exclude: Some(output.clone()),
                profile,
                language: lang,
                into: None,
            };
            session.build(&from, &output, &options)
        }
        Verb::Matter(verb) => session.matter(verb),
        Verb::Add {
            matter,
            paths,
            passwords,
        } => {
            let app = session.app()?;
            let id = app.matters().resolve(&matter)?;
            let options = FolderOptions {
                passwords: read_passwords(&passwords)?,
                ..FolderOptions::default()
            };
            let report = app.intake().add(&id, &paths, &options, &session.watch())?;
            session.say(&report, |texts| print::intake(texts, &report))?;
            if report.cancelled {
                return Err(AppError::Cancelled.into());
            }
            Ok(if report.refused > 0 { REFUSED } else { 0 })
        }
        Verb::Exhibit(verb) => {
            let app = session.app()?;
            let id = app.matters().resolve(verb.matter())?;
            let arrangement = verb.arrangement(&app, &id)?;
            let act = app.edit().arrange(&id, &arrangement)?;
            session.sentence("report.changed", &[("act", act)])
        }
        Verb::Undo { matter } => {
            let app = session.app()?;
            let act = app.matters().undo(&app.matters().resolve(&matter)?)?;
            session.sentence("report.undone", &[("act", act)])
        }
        Verb::Redo { matter } => {
            let app = session.app()?;
            let act = app.matters().redo(&app.matters().resolve(&matter)?)?;
            session.sentence("report.redone", &[("act", act)])
        }
        Verb::Export { matter, folder } => {
            let app = session.app()?;
            app.transfer()
                .export(&app.matters().resolve(&matter)?, &folder, &session.watch())?;
            session.sentence("report.exported", &[("path", folder.display().to_string())])
        }
        Verb::Preflight(arguments) => session.preflight(&arguments),
        Verb::Form(verb) => session.form(*verb),
        Verb::Sign {
            matter,
            document,
            file,
            passwords,
        } => {
            let app = session.app()?;
            let passwords = read_passwords(&passwords)?;
            let act = app.filing().sign(
                &app.matters().resolve(&matter)?,
                &document,
                &file,
                &passwords,
                &session.watch(),
            )?;
            session.sentence("report.changed", &[("act", act)])
        }
        Verb::Part(arguments) => {
            let app = session.app()?;
            let id = app.matters().resolve(&arguments.matter)?;
            let (document, part) = arguments.part(&app, &id)?;
            let act = app
                .edit()
                .arrange(&id, &Arrangement::Part { document, part })?;
            session.sentence("report.changed", &[("act", act)])
        }
        Verb::Translator(verb) => {
            let translators = verb.carry_out(&session.app()?)?;
            session.say(&translators, |texts| {
                print::translators(texts, &translators)
            })?;
            Ok(0)
        }
        Verb::Profile(verb) => session.profile(verb),
        Verb::Verify { file } => session.verify(&file),
        Verb::Check => {
            // The report itself tells what had to be mended.
            let report = session
                .open(&session.lasting()?)?
                .store_check()
                .check(&session.watch())?;
            session.say(&report, |texts| print::check(texts, &report))?;
            Ok(u8::from(!report.whole))
        }
    }
}

impl Session {
    fn watch(&self) -> Terminal {
        Terminal::new(Arc::clone(&self.cancel), self.texts.clone())
    }

    fn open(&self, store: &Path) -> Result<App, Failure> {
        let reader = ReaderProgram::beside_this_program().map_err(AppError::from)?;
        Ok(App::open(store, reader, clock, self.language)?)
    }

    /// The lasting store; what had to be mended when it was opened is told.
    fn app(&self) -> Result<App, Failure> {
        let app = self.open(&self.lasting()?)?;
        self.tell_mended(&app);
        Ok(app)
    }

    fn tell_mended(&self, app: &App) {
        if !self.json {
            print::findings(&self.texts, &app.opened());
        }
    }

    /// Where the lasting store lies, or would lie.
    fn lasting(&self) -> Result<PathBuf, Failure> {
        let store = self.store.clone().or_else(expediente_app::default_store);
        Ok(store.ok_or(Why::NoDataFolder)?)
    }

    fn say(
        &self,
        value: &impl serde::Serialize,
        print: impl FnOnce(&Catalogue),
    ) -> Result<(), Failure> {
        if self.json {
            return print::json(value);
        }
        print(&self.texts);
        Ok(())
    }

    fn sentence(&self, key: &str, values: &[(&str, String)]) -> Result<u8, Failure> {
        if self.json {
            let map: serde_json::Map<_, _> = values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            print::json(&map)?;
        } else {
            out::line(self.texts.fill(key, values.iter().cloned()));
        }
        Ok(0)
    }

    fn build(&self, from: &Path, output: &Path, options: &FolderOptions) -> Result<u8, Failure> {
        // Before anything is read: hundreds of papers are not taken in for a place that is not there.
        expediente_app::can_write(output)?;
        if !from.is_dir() {
            return self.build_matter(from, output, options);
        }
        // Held until the end: the store in it is gone when this is dropped.
        let passing = match &self.store {
            Some(_) => None,
            None => Some(tempfile::tempdir().map_err(Why::System)?),
        };
        let store = self
            .store
            .as_deref()
            .or(passing.as_ref().map(tempfile::TempDir::path))
            .unwrap_or(from);
        let app = self.open(store)?;
        self.tell_mended(&app);
        let name = from
            .canonicalize()
            .ok()
            .and_then(|path| path.file_name().map(|n| n.to_string_lossy().into_owned()));
        let facts = Facts {
            profile: "plain".to_owned(),
            language: self.language,
            ..Facts::default()
        };
        let id = app
            .matters()
            .begin(&name.unwrap_or_else(|| "dossier".to_owned()), &facts)?
            .id;
        let watch = self.watch();
        let report = match app.intake().take_folder(&id, from, options, &watch) {
            Ok(report) if !report.cancelled => report,
            // A case that could not be taken in leaves nothing in a lasting store.
            result => {
                let error = result.err().unwrap_or(AppError::Cancelled);
                app.matters().erase(&id)?;
                return Err(error.into());
            }
        };
        if !self.json {
            print::intake(&self.texts, &report);
        }
        if !report.missing.is_empty() {
            let path = from.join("dossier.toml");
            app.matters().erase(&id)?;
            let error = AppError::ManifestPapers {
                path,
                papers: report.missing.clone(),
            };
            return Err(Failure::from(error).with_intake(&report));
        }
        self.finish(&app, &id, output, &watch, Some(&report))
    }

    fn build_matter(
        &self,
        from: &Path,
        output: &Path,
        options: &FolderOptions,
    ) -> Result<u8, Failure> {
        let name = from.to_string_lossy().into_owned();
        // A misspelt folder must not make a store.
        if !self.lasting()?.exists() {
            return Err(Why::NoSource(name).into());
        }
        let app = self.app()?;
        let id = match app.matters().resolve(&name) {
            Err(AppError::NoMatter(_)) => return Err(Why::NoSource(name).into()),
            result => result?,
        };
        app.matters()
            .set_facts(&id, |before| options.over(before.clone()))?;
        self.finish(&app, &id, output, &self.watch(), None)
    }

    fn finish(
        &self,
        app: &App,
        id: &MatterId,
        output: &Path,
        watch: &dyn Watch,
        intake: Option<&IntakeReport>,
    ) -> Result<u8, Failure> {
        let report = match app.filing().build(id, output, watch) {
            Err(AppError::Unproved(findings)) => {
                let views = app.finding_views(&findings);
                if !self.json {
                    out::line(self.texts.text("report.not-handed-over"));
                    print::findings(&self.texts, &views);
                }
                return Err(
                    with_intake(AppError::Unproved(findings).into(), intake).with_findings(views)
                );
            }
            result => result.map_err(|error| with_intake(error.into(), intake))?,
        };
        let value = json!({ "id": id, "path": output, "intake": intake, "dossier": report });
        self.say(&value, |texts| {
            print::built(texts, &output.display().to_string(), &report, intake)
        })?;
        Ok(if intake.is_some_and(|intake| intake.refused > 0) {
            REFUSED
        } else {
            0
        })
    }

    fn matter(&self, verb: MatterVerb) -> Result<u8, Failure> {
        let app = self.app()?;
        match verb {
            MatterVerb::New { name, facts } => {
                let plain = Facts {
                    profile: "plain".to_owned(),
                    language: self.language,
                    ..Facts::default()
                };
                let new = app.matters().new_matter(&name, facts.over(plain))?;
                let values = [("name", new.name.clone()), ("id", new.id.to_string())];
                self.say(&new, |texts| {
                    out::line(texts.fill("report.matter-new", values))
                })?;
                Ok(0)
            }
            MatterVerb::List => {
                let matters = app.matters().list();
                self.say(&matters, |texts| print::matters(texts, &matters))?;
                Ok(0)
            }
            MatterVerb::Show { matter } => {
                let view = app.views().contents(&app.matters().resolve(&matter)?)?;
                self.say(&view, |texts| print::matter(texts, &view))?;
                Ok(0)
            }
            MatterVerb::Set { matter, facts } => {
                let id = app.matters().resolve(&matter)?;
                app.matters()
                    .set_facts(&id, |before| facts.clone().over(before.clone()))?;
                let act = self.texts.text("act.facts").to_owned();
                self.sentence("report.changed", &[("act", act)])
            }
            MatterVerb::Erase { matter, yes } => {
                let id = app.matters().resolve(&matter)?;
                let (name, papers) = app.matters().name_and_papers(&id)?;
                if !yes && !self.asked(&name, papers)? {
                    out::line(self.texts.text("report.erase-kept"));
                    return Ok(1);
                }
                app.matters().erase(&id)?;
                self.sentence("report.matter-erased", &[("name", name)])
            }
        }
    }

    fn preflight(&self, arguments: &PreflightArguments) -> Result<u8, Failure> {
        let app = self.app()?;
        let id = app.matters().resolve(&arguments.matter)?;
        for finding in &arguments.mend {
            app.filing().fix(&id, finding)?;
        }
        if let Some(finding) = &arguments.answer {
            app.filing()
                .answer(&id, finding, arguments.because.as_deref())?;
        }
        if let Some(finding) = &arguments.reopen {
            app.filing().answer(&id, finding, None)?;
        }
        let report = match &arguments.file {
            Some(file) => app.filing().preflight_file(&id, file, &self.watch())?,
            None => app.filing().preflight(&id)?,
        };
        self.say(&report, |texts| print::preflight(texts, &report))?;
        Ok(if report.stops > 0 { STOPS } else { 0 })
    }

    fn form(&self, verb: FormVerb) -> Result<u8, Failure> {
        let app = self.app()?;
        let id = app.matters().resolve(verb.matter())?;
        let (request, print) = verb.request(&app)?;
        let made = app.filing().make_form(&id, &request, &self.watch())?;
        if let Some(file) = &print {
            app.filing().save_paper(&id, &made.document, file)?;
        }
        let values = [("document", made.document.clone())];
        self.say(&made, |texts| {
            out::line(texts.fill("report.form-made", values))
        })?;
        Ok(0)
    }

    fn profile(&self, verb: ProfileVerb) -> Result<u8, Failure> {
        let app = self.app()?;
        match verb {
            ProfileVerb::List => {
                let profiles = app.profiles().list()?;
                self.say(&profiles, |texts| print::profiles(texts, &profiles))?;
            }
            ProfileVerb::Show { name } => {
                let profile = app.profiles().get(&name)?;
                self.say(&profile, |texts| print::profile(texts, &profile))?;
            }
            ProfileVerb::Copy { from, name } => {
                let path = app.profiles().copy(&from, &name)?;
                return self.sentence(
                    "report.profile-copied",
                    &[("path", path.display().to_string())],
                );
            }
        }
        Ok(0)
    }

    /// Asks for the name of the matter; anything else is a no.
    fn asked(&self, name: &str, papers: usize) -> Result<bool, Failure> {
        let values = [
            ("name", name.to_owned()),
            ("papers", self.texts.count("report.papers", papers as u64)),
        ];
        let mut err = std::io::stderr();
        // Where the question cannot be shown, no answer comes, and nothing is erased.
        let _ = write!(err, "{}", self.texts.fill("report.erase-question", values))
            .and_then(|()| err.flush());
        let mut answer = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut answer)
            .map_err(Why::System)?;
        Ok(answer.trim() == name)
    }

    fn verify(&self, file: &Path) -> Result<u8, Failure> {
        match expediente_app::verify(file, &self.watch()) {
            Ok(report) => {
                let values = [
                    ("path", file.display().to_string()),
                    (
                        "pages",
                        self.texts.count("report.pages", report.pages as u64),
                    ),
                    (
                        "exhibits",
                        self.texts.count("report.exhibits", report.exhibits as u64),
                    ),
                    (
                        "links",
                        self.texts.count("report.links", report.links as u64),
                    ),
                    ("sha256", report.sha256.clone()),
                ];
                let value = json!({ "proved": true, "proof": report });
                self.say(&value, |texts| {
                    out::line(texts.fill("report.verified", values))
                })?;
                Ok(0)
            }
            Err(AppError::Unproved(found)) => {
                let views = expediente_app::proof_findings(&self.texts, &found);
                let value = json!({ "proved": false, "findings": views });
                self.say(&value, |texts| {
                    out::line(
                        texts.fill("report.unproved", [("path", file.display().to_string())]),
                    );
                    print::findings(texts, &views);
                })?;
                Ok(UNPROVED)
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn with_intake(failure: Failure, intake: Option<&IntakeReport>) -> Failure {
    match intake {
        Some(report) => failure.with_intake(report),
        None => failure,
    }
}

/// Now, or the moment that reproducible builds are given (reproducible-builds.org, SOURCE_DATE_EPOCH).
fn clock() -> Moment {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    given
        .and_then(|text| text.parse().ok())
        .and_then(Moment::from_seconds)
        .unwrap_or_else(Moment::now)
}

fn read_passwords(arguments: &PasswordArguments) -> Result<Vec<Vec<u8>>, Failure> {
    let Some(path) = &arguments.password_file else {
        return Ok(Vec::new());
    };
    let text = std::fs::read(path).map_err(|error| Why::Passwords(path.clone(), error))?;
    let lines = text
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines
        .filter(|line| !line.is_empty())
        .map(<[u8]>::to_vec)
        .collect())
}
