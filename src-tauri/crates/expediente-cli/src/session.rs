//! The context of every verb: the store, the language, and how results are printed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use expediente_app::{App, AppError, Catalogue, Language, Moment, ReaderProgram};
use serde_json::json;

use crate::failure::{CliError, Failure};
use crate::progress::Terminal;
use crate::{output, print};

/// Exit code: done, but papers were refused.
pub const REFUSED: u8 = 3;
/// Exit code: a dossier did not pass its proof.
pub const UNPROVED: u8 = 4;
/// Exit code: problems stop the filing, of a checked or of a built dossier.
pub const STOPS: u8 = 6;

/// The context of every verb.
pub struct Session {
    pub store: Option<PathBuf>,
    pub json: bool,
    pub language: Language,
    pub texts: Catalogue,
    cancel: Arc<AtomicBool>,
}

impl Session {
    /// A session in the named store, if any.
    pub fn new(store: Option<PathBuf>, json: bool, language: Language, texts: &Catalogue) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&cancel);
        // The first Ctrl-C asks the work to stop at its next step, so that nothing is half done.
        // Without the handler, the system ends the program; the store survives that too.
        let _ = ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed));
        Self {
            store,
            json,
            language,
            texts: texts.clone(),
            cancel,
        }
    }

    pub fn watch(&self) -> Terminal {
        Terminal::new(Arc::clone(&self.cancel), self.texts.clone())
    }

    pub fn open(&self, store: &Path) -> Result<App, Failure> {
        let reader = ReaderProgram::beside_this_program().map_err(AppError::from)?;
        Ok(App::open(store, reader, clock, self.language)?)
    }

    /// The permanent store, which must exist where it was named: a misspelled name would look like
    /// an empty store.
    pub fn existing(&self) -> Result<PathBuf, Failure> {
        let store = self.lasting()?;
        if self.store.is_some() && expediente_app::is_to_be_made(&store) {
            return Err(CliError::NoStore(store).into());
        }
        Ok(store)
    }

    /// Opens the permanent store, which must exist where it was named, and prints what was
    /// repaired.
    pub fn app(&self) -> Result<App, Failure> {
        self.existing()?;
        self.app_or_new()
    }

    /// The same, and makes the store if there is none.
    pub fn app_or_new(&self) -> Result<App, Failure> {
        let app = self.open(&self.lasting()?)?;
        self.print_repairs(&app);
        Ok(app)
    }

    pub fn print_repairs(&self, app: &App) {
        if !self.json {
            print::findings(&self.texts, &app.opened());
        }
    }

    /// The path of the permanent store, which need not exist.
    pub fn lasting(&self) -> Result<PathBuf, Failure> {
        let store = self.store.clone().or_else(expediente_app::default_store);
        Ok(store.ok_or(CliError::NoDataFolder)?)
    }

    pub fn say(
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

    pub fn sentence(&self, key: &str, values: &[(&str, String)]) -> Result<u8, Failure> {
        if self.json {
            let map: serde_json::Map<_, _> = values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            print::json(&map)?;
        } else {
            output::line(self.texts.fill(key, values.iter().cloned()));
        }
        Ok(0)
    }
}

/// Now, or the moment set for reproducible builds (reproducible-builds.org, SOURCE_DATE_EPOCH).
fn clock() -> Moment {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    given
        .and_then(|text| text.parse().ok())
        .and_then(Moment::from_seconds)
        .map(Moment::here)
        .unwrap_or_else(Moment::now)
}
