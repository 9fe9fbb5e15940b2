//! The commands of the window, each a method of the same name.
//!
//! Answers that change a case carry only its news (`arranged`). The desk remembers the view that
//! the window has of the open case (`shown`): `show` sets it, and each act compares the new view
//! with it, sends the exhibits that differ, and remembers the new view in its place. The lock is
//! held from before the new view is made, so that two acts at once send news that follow each
//! other. A window that missed an answer finds that `since` is not its own revision, and asks for
//! the whole case with `show`.

mod papers;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use expediente_app::{
    App, AppError, Arranged, Arrangement, BuildReport, CaptionView, CaseHere, ChatDaysView,
    Checked, Conclusion, DateOrder, DossierPages, EngineChoice, ExhibitKind, FactsView,
    FindingView, FolderOptions, FormMade, FormRequest, Found, Glance, HistoryView, IntakeReport,
    Marked, MatterId, MatterListing, MatterNews, MatterView, PagesOf, PlaceDetail, ProfileView,
    Quiet, ReadingReport, SheetChoice, SheetView, Shown, SignedPaper, TakenBack, Together,
    Translator, UnreadPages, Watch, WhenHere,
};
use serde::Serialize;
use ts_rs::TS;

use crate::chosen_paths::ChosenPaths;
use crate::desktop::{Choice, Desktop};
use crate::failure::Failure;
use crate::jobs::Jobs;
use crate::progress::Work;
use crate::sample;
use crate::settings::Settings;

pub use papers::SignersRead;

/// How long jobs may take to stop before the program exits.
const PATIENCE: Duration = Duration::from_secs(10);

/// The program over one store, with the state that a window needs.
pub struct Desk {
    pub app: Arc<App>,
    pub jobs: Jobs,
    store: PathBuf,
    settings: Mutex<Settings>,
    desktop: OnceLock<Box<dyn Desktop>>,
    chosen: ChosenPaths,
    /// Files built or exported since the program began; only these are opened or shown.
    written: Mutex<BTreeSet<PathBuf>>,
    /// Cancels the thread that draws pictures ahead.
    ahead: Mutex<Option<Arc<Quiet>>>,
    /// The case as the window has it.
    shown: Mutex<Option<Shown>>,
    demo: bool,
    closing: AtomicBool,
}

/// Everything that the first paint needs.
#[derive(Debug, Serialize, TS)]
pub struct Hello {
    /// Language and theme.
    pub settings: Settings,
    /// The program's version.
    pub version: String,
    /// The folder of the store.
    pub store: String,
    /// The court profiles.
    pub profiles: Vec<ProfileView>,
    /// The list of cases.
    pub matters: Vec<MatterListing>,
    /// What was repaired when the store was opened.
    pub opened: Vec<FindingView>,
    /// Whether to open the sample case.
    pub demo: bool,
}

/// A dossier that was built.
#[derive(Debug, Serialize, TS)]
pub struct Built {
    /// Its proof and findings.
    #[serde(flatten)]
    pub report: BuildReport,
    /// Its path; the first of several volumes.
    pub path: String,
}

/// A paper that was written to a file for printing.
#[derive(Debug, Serialize, TS)]
pub struct SavedPaper {
    /// Its path.
    pub path: String,
    /// Whether a program opened it.
    pub opened: bool,
}

/// A case that was imported, or a question before it is.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Imported {
    /// It is here.
    Done {
        /// The case.
        matter: Box<MatterView>,
        /// The outcome for its papers.
        report: IntakeReport,
        /// Whether it was here already and was brought up to date.
        known: bool,
    },
    /// It is here already, and differs from what comes: nothing was changed.
    Differs {
        /// How it differs.
        here: CaseHere,
    },
}

type Done<T> = Result<T, Failure>;

impl Desk {
    /// A desk over an open store. `demo` asks the window to begin with the sample case if there is
    /// no other.
    pub fn new(app: App, store: &Path, settings: Settings, demo: bool) -> Self {
        app.set_language(settings.language);
        app.set_office_runs_free(settings.office_unconfined);
        Self {
            app: Arc::new(app),
            jobs: Jobs::default(),
            store: store.to_owned(),
            settings: Mutex::new(settings),
            desktop: OnceLock::new(),
            chosen: ChosenPaths::default(),
            written: Mutex::default(),
            ahead: Mutex::default(),
            shown: Mutex::default(),
            demo,
            closing: AtomicBool::new(false),
        }
    }

    /// Whether the window was asked before to save what was typed and close.
    pub fn was_asked_to_close(&self) -> bool {
        self.closing.swap(true, Ordering::Relaxed)
    }

    /// Sets the desktop, once there is one.
    pub fn set_desktop(&self, desktop: impl Desktop + 'static) {
        // A second desktop would be a second window, which this process never opens.
        let _ = self.desktop.set(Box::new(desktop));
    }

    fn desktop(&self) -> Done<&dyn Desktop> {
        self.desktop
            .get()
            .map(AsRef::as_ref)
            .ok_or_else(|| Failure::of(&self.app, "broken"))
    }

    fn done<T>(&self, result: Result<T, AppError>) -> Done<T> {
        result.map_err(|error| Failure::new(&self.app, &error))
    }

    fn id(&self, untrusted: &str) -> Done<MatterId> {
        self.done(self.app.matters().resolve(untrusted))
    }

    fn arranged(&self, id: &MatterId, act: Result<String, AppError>) -> Done<Arranged> {
        let act = self.done(act)?;
        // Locked before the view is made, so that no older view follows a newer one.
        let mut shown = self.shown();
        let now = self.done(self.app.views().matter(id))?;
        let (matter, now) = MatterNews::since(shown.as_ref(), now);
        *shown = Some(now);
        Ok(Arranged { act, matter })
    }

    fn shown(&self) -> MutexGuard<'_, Option<Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record_written(&self, path: PathBuf) -> String {
        let shown = self.chosen.text(&path);
        self.written
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path);
        shown
    }

    /// Draws the missing thumbnails of a case while no other picture is requested.
    fn draw_ahead(&self, id: &MatterId) {
        let watch = Arc::new(Quiet::default());
        let before = self
            .ahead
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(Arc::clone(&watch));
        // The thread before drew another case, or fewer papers; this one covers all of them.
        if let Some(before) = before {
            before.cancel().store(true, Ordering::Relaxed);
        }
        let (app, id) = (Arc::clone(&self.app), id.clone());
        // The thread ends with the program. A missing picture is drawn when it is viewed, and
        // missing words are taken out when they are searched.
        thread::spawn(move || {
            let drawn = app.pictures().warm(&id, &*watch);
            drawn.and_then(|()| app.search().prepare(&id, &*watch))
        });
    }

    /// A path that was written since the program began.
    fn written(&self, path: &str) -> Done<PathBuf> {
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let found = written
            .iter()
            .find(|known| **known == self.chosen.path(path))
            .cloned();
        found
            .filter(|path| path.exists())
            .ok_or_else(|| Failure::of(&self.app, "gone"))
    }

    pub fn hello(&self) -> Done<Hello> {
        let matters = self.app.matters().list();
        Ok(Hello {
            settings: *self.settings.lock().unwrap_or_else(PoisonError::into_inner),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            store: self.store.to_string_lossy().into_owned(),
            profiles: self.done(self.app.profiles().list())?,
            demo: self.demo && matters.is_empty(),
            matters,
            opened: self.app.opened(),
        })
    }

    pub fn set_settings(&self, settings: Settings) -> Done<Settings> {
        self.app.set_language(settings.language);
        self.app.set_office_runs_free(settings.office_unconfined);
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = settings;
        settings.keep(&self.store);
        self.desktop()?
            .set_appearance(settings, self.app.texts().text("window.title"));
        Ok(settings)
    }

    pub fn matters(&self) -> Done<Vec<MatterListing>> {
        Ok(self.app.matters().list())
    }

    pub fn glance(&self, matter: String) -> Done<Glance> {
        let id = self.id(&matter)?;
        self.done(self.app.views().glance(&id))
    }

    pub fn profiles(&self) -> Done<Vec<ProfileView>> {
        self.done(self.app.profiles().list())
    }

    pub fn new_matter(&self, name: String, facts: FactsView) -> Done<MatterView> {
        let name = if name.trim().is_empty() {
            facts.person.clone()
        } else {
            name
        };
        let new = self.done(self.app.matters().begin(&name, &facts.into()))?;
        self.done(self.app.views().matter(&new.id))
    }

    pub fn show(&self, matter: String) -> Done<MatterView> {
        let id = self.id(&matter)?;
        let view = self.done(self.app.views().matter(&id))?;
        *self.shown() = Some(Shown::from(&view));
        self.draw_ahead(&id);
        Ok(view)
    }

    pub fn detail(&self, matter: String, place: String) -> Done<PlaceDetail> {
        let id = self.id(&matter)?;
        self.done(self.app.views().place(&id, &place))
    }

    pub fn captions(&self, matter: String) -> Done<Vec<CaptionView>> {
        let id = self.id(&matter)?;
        self.done(self.app.views().captions(&id))
    }

    pub fn suggestions(&self, matter: String) -> Done<Vec<Conclusion>> {
        let id = self.id(&matter)?;
        let mut all = self.done(self.app.conclusions().suggestions(&id))?;
        all.extend(self.done(self.app.conclusions().filled(&id))?);
        Ok(all)
    }

    pub fn guess_kind(&self, title: String) -> Done<Option<ExhibitKind>> {
        Ok(self.app.conclusions().kind_of_title(&title))
    }

    pub fn take_suggestions(
        &self,
        matter: String,
        named: Vec<(String, Option<String>)>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.conclusions().take(&id, &named))
    }

    pub fn drop_suggestions(&self, matter: String, named: Vec<String>) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.conclusions().drop(&id, &named))
    }

    pub fn set_facts(&self, matter: String, facts: FactsView) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let set = self
            .app
            .matters()
            .set_facts(&id, |before| facts.clone().over(before));
        self.arranged(&id, set)
    }

    pub fn rename(&self, matter: String, name: String) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.matters().rename(&id, &name))
    }

    pub fn arrange(&self, matter: String, change: Arrangement) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.edit().arrange(&id, &change))
    }

    pub fn undo(&self, matter: String) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.matters().undo(&id))
    }

    pub fn redo(&self, matter: String) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.matters().redo(&id))
    }

    pub fn history(&self, matter: String) -> Done<HistoryView> {
        let id = self.id(&matter)?;
        self.done(self.app.views().history(&id))
    }

    pub fn go_back(&self, matter: String, steps: usize) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.matters().go_back(&id, steps))
    }

    pub fn find(&self, matter: Option<String>, question: String) -> Done<Found> {
        let id = matter.map(|matter| self.id(&matter)).transpose()?;
        self.done(self.app.search().find(id.as_ref(), &question))
    }

    pub fn marks(
        &self,
        matter: String,
        item: String,
        page: u32,
        question: String,
    ) -> Done<Vec<Marked>> {
        let id = self.id(&matter)?;
        self.done(self.app.search().marks(&id, &item, page, &question))
    }

    pub fn line_marks(
        &self,
        matter: String,
        item: String,
        page: u32,
        line: String,
    ) -> Done<Vec<Marked>> {
        let id = self.id(&matter)?;
        self.done(self.app.search().line_marks(&id, &item, page, &line))
    }

    pub fn unread(&self, matter: String) -> Done<UnreadPages> {
        let id = self.id(&matter)?;
        self.done(self.app.reading().unread(&id))
    }

    pub fn read_words(&self, matter: String, work: &Work) -> Done<ReadingReport> {
        let id = self.id(&matter)?;
        self.done(self.app.reading().read(&id, EngineChoice::Best, work))
    }

    pub fn sheet(&self, matter: String, document: String, page: u32) -> Done<SheetView> {
        let id = self.id(&matter)?;
        self.done(self.app.legible().sheet(&id, &document, page))
    }

    pub fn leave_sheets(&self, matter: String, pages: Vec<PagesOf>) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.legible().leave(&id, &pages))
    }

    pub fn sheets(&self, matter: String, work: &Work) -> Done<Vec<SheetView>> {
        let id = self.id(&matter)?;
        self.done(self.app.legible().sheets(&id, work))
    }

    pub fn straighten(
        &self,
        matter: String,
        chosen: Vec<SheetChoice>,
        work: &Work,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let done = self.app.legible().straighten(&id, &chosen, work);
        self.draw_ahead(&id);
        self.arranged(&id, done)
    }

    pub fn chat_days(&self, matter: String, document: String, work: &Work) -> Done<ChatDaysView> {
        let id = self.id(&matter)?;
        self.done(self.app.chats().days(&id, &document, work))
    }

    pub fn cut_chat(
        &self,
        matter: String,
        document: String,
        from: Option<String>,
        to: Option<String>,
        work: &Work,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let days = (from.as_deref(), to.as_deref());
        let done = self.app.chats().cut(&id, &document, days, work);
        self.draw_ahead(&id);
        self.arranged(&id, done)
    }

    pub fn card(&self, matter: String, front: String, back: String, work: &Work) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let done = self.app.legible().card(&id, (&front, &back), work);
        self.draw_ahead(&id);
        self.arranged(&id, done)
    }

    pub fn dossier_pages(&self, matter: String) -> Done<DossierPages> {
        let id = self.id(&matter)?;
        self.done(self.app.views().dossier_pages(&id))
    }

    pub fn check(&self, matter: String) -> Done<Checked> {
        let id = self.id(&matter)?;
        self.done(self.app.views().before_build(&id))
    }

    pub fn mend(&self, matter: String, findings: Vec<String>) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.filing().fix(&id, &findings))
    }

    pub fn answer(
        &self,
        matter: String,
        findings: Vec<String>,
        text: Option<String>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let answered = self.app.filing().answer(&id, &findings, text.as_deref());
        self.arranged(&id, answered)
    }

    pub fn translators(&self) -> Done<Vec<Translator>> {
        self.done(self.app.translators().list())
    }

    pub fn keep_translator(&self, translator: Translator) -> Done<Vec<Translator>> {
        self.done(self.app.translators().keep(translator))
    }

    pub fn forget_translator(&self, name: String) -> Done<Vec<Translator>> {
        self.done(self.app.translators().forget(&name))
    }

    pub fn copy_profile(&self, from: String, name: String) -> Done<Vec<ProfileView>> {
        let path = self.done(self.app.profiles().copy(&from, &name))?;
        // Without a file manager, the copy still exists.
        let _ = self.desktop()?.reveal(&path);
        self.done(self.app.profiles().list())
    }

    pub fn save_paper(&self, matter: String, document: String, out: String) -> Done<SavedPaper> {
        let id = self.id(&matter)?;
        let out = self.done(self.app.filing().save_paper(
            &id,
            &document,
            &self.chosen.path(&out),
        ))?;
        self.saved(out)
    }

    /// Opens a file that was written for printing.
    fn saved(&self, out: PathBuf) -> Done<SavedPaper> {
        // Without a viewer, the paper still exists, and the window says where.
        let opened = self.desktop()?.open(&out).is_ok();
        let path = self.record_written(out);
        Ok(SavedPaper { path, opened })
    }

    pub fn choose_paper(&self, matter: String, document: String) -> Done<Option<String>> {
        let id = self.id(&matter)?;
        let name = self.done(self.app.filing().paper_name(&id, &document))?;
        self.choose_one(Choice::Save {
            name,
            ending: "pdf",
        })
    }

    pub fn choose_signed(&self) -> Done<Option<String>> {
        self.choose_one(Choice::File)
    }

    pub fn erase(&self, matter: String, name: String) -> Done<()> {
        let id = self.id(&matter)?;
        let (known, _) = self.done(self.app.matters().name_and_papers(&id))?;
        if name.trim() != known {
            return Err(Failure::of(&self.app, "other-name"));
        }
        self.done(self.app.matters().erase(&id))?;
        self.shown().take_if(|shown| shown.is_of(&id));
        Ok(())
    }

    pub fn cancel(&self, job: u32) -> Done<()> {
        self.jobs.cancel(job);
        Ok(())
    }

    pub fn show_in_folder(&self, path: String) -> Done<()> {
        let path = self.written(&path)?;
        self.desktop()?
            .reveal(&path)
            .map_err(|()| Failure::of(&self.app, "no-file-manager"))
    }

    pub fn open_file(&self, path: String) -> Done<()> {
        let path = self.written(&path)?;
        self.desktop()?
            .open(&path)
            .map_err(|()| Failure::of(&self.app, "no-viewer"))
    }

    pub fn drag_file(&self, path: String) -> Done<()> {
        let path = self.written(&path)?;
        self.desktop()?
            .drag(&path)
            .map_err(|()| Failure::of(&self.app, "no-drag"))
    }

    pub fn choose_files(&self) -> Done<Option<Vec<String>>> {
        self.choose(Choice::Files)
    }

    pub fn choose_folder(&self) -> Done<Option<String>> {
        self.choose_one(Choice::Folder)
    }

    pub fn choose_dossier(&self, matter: String, proposed: String) -> Done<Option<String>> {
        self.id(&matter)?;
        self.choose_one(Choice::Save {
            name: proposed,
            ending: "pdf",
        })
    }

    pub fn choose_export(&self, matter: String, zip: bool) -> Done<Option<String>> {
        let id = self.id(&matter)?;
        let (name, _) = self.done(self.app.matters().name_and_papers(&id))?;
        if zip {
            return self.choose_one(Choice::Save {
                name: format!("{name}.zip"),
                ending: "zip",
            });
        }
        // The user chooses a folder, and the case gets its own folder in it.
        let parent = self.choose_one(Choice::Folder)?;
        Ok(parent.map(|parent| {
            self.chosen
                .text(&self.chosen.path(&parent).join(id.as_str()))
        }))
    }

    pub fn choose_import(&self, zip: bool) -> Done<Option<String>> {
        self.choose_one(if zip { Choice::Zip } else { Choice::Folder })
    }

    fn choose(&self, choice: Choice) -> Done<Option<Vec<String>>> {
        let folder = self.chosen.folder();
        let chosen = self.desktop()?.choose(choice, folder, self.app.texts());
        if let Some(paths) = &chosen {
            self.chosen.closed_at(paths);
        }
        Ok(chosen.map(|paths| paths.iter().map(|path| self.chosen.text(path)).collect()))
    }

    fn choose_one(&self, choice: Choice) -> Done<Option<String>> {
        Ok(self
            .choose(choice)?
            .and_then(|paths| paths.into_iter().next()))
    }

    pub fn quit(&self) -> Done<()> {
        self.jobs.end_all(PATIENCE);
        self.desktop()?.end();
        Ok(())
    }

    pub fn together(&self, paths: Vec<String>) -> Done<Vec<Together>> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.chosen.path(path)).collect();
        Ok(self.app.intake().together(&paths))
    }

    #[allow(clippy::too_many_arguments, reason = "all that the window says")]
    pub fn add(
        &self,
        matter: String,
        paths: Vec<String>,
        into: Option<String>,
        passwords: Vec<String>,
        dates: Option<DateOrder>,
        each: bool,
        work: &Work,
    ) -> Done<IntakeReport> {
        let id = self.id(&matter)?;
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.chosen.path(path)).collect();
        let passwords = passwords.into_iter().map(String::into_bytes).collect();
        let options = FolderOptions {
            passwords,
            dates,
            into,
            each_file: each,
            ..FolderOptions::default()
        };
        let report = self.done(self.app.intake().add(&id, &paths, &options, work))?;
        self.draw_ahead(&id);
        Ok(report)
    }

    pub fn open_sample(&self, work: &Work) -> Done<MatterView> {
        let language = self.app.language();
        let name = self.app.texts().text("window.sample").to_owned();
        if let Ok(id) = self.app.matters().resolve(&name) {
            self.draw_ahead(&id);
            return self.done(self.app.views().matter(&id));
        }
        let unpacked = sample::unpack(language).map_err(|_| Failure::of(&self.app, "sample"))?;
        let (new, _) = self.done(self.app.transfer().import(unpacked.path(), &name, work))?;
        self.draw_ahead(&new.id);
        self.done(self.app.views().matter(&new.id))
    }

    pub fn make_form(&self, matter: String, request: FormRequest, work: &Work) -> Done<FormMade> {
        let id = self.id(&matter)?;
        let made = self.done(self.app.filing().make_form(&id, &request, work))?;
        self.draw_ahead(&id);
        Ok(made)
    }

    pub fn sign(
        &self,
        matter: String,
        document: String,
        path: String,
        anyway: bool,
        work: &Work,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let paper = SignedPaper {
            path: &self.chosen.path(&path),
            passwords: &[],
            anyway,
        };
        let signed = self.app.filing().sign(&id, &document, &paper, work);
        self.arranged(&id, signed)
    }

    pub fn build(&self, matter: String, out: String, work: &Work) -> Done<Built> {
        let id = self.id(&matter)?;
        let out = self.chosen.path(&out);
        let mut report = self.done(self.app.filing().build(&id, &out, work))?;
        for file in &mut report.files {
            file.path = self.record_written(self.chosen.path(&file.path));
        }
        let Some(first) = report.files.first() else {
            let error = AppError::Bug("a dossier was built without a file");
            return Err(Failure::new(&self.app, &error));
        };
        let path = first.path.clone();
        Ok(Built { report, path })
    }

    pub fn export_case(&self, matter: String, out: String, zip: bool, work: &Work) -> Done<String> {
        let id = self.id(&matter)?;
        let out = self.chosen.path(&out);
        self.done(if zip {
            self.app.transfer().export_zip(&id, &out, work)
        } else {
            self.app.transfer().export(&id, &out, work)
        })?;
        Ok(self.record_written(out))
    }

    pub fn import_case(&self, path: String, here: WhenHere, work: &Work) -> Done<Imported> {
        let path = self.chosen.path(&path);
        // A path without a name, such as `/`, gives an empty name, which a case cannot have.
        let name = path.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let taken = self.app.transfer().take_back(&path, &name, here, work);
        match self.done(taken)? {
            TakenBack::Differs(here) => Ok(Imported::Differs { here }),
            TakenBack::Done {
                matter,
                known,
                report,
            } => {
                self.draw_ahead(&matter);
                Ok(Imported::Done {
                    matter: Box::new(self.done(self.app.views().matter(&matter))?),
                    report,
                    known,
                })
            }
        }
    }
}
