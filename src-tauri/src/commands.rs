//! The handlers of the commands, generated from their declarations in `../commands.rs`. Each calls
//! the method of the same name on the desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_app::{
    Arranged, Arrangement, CaptionView, ChatDaysView, Checked, ChecklistListing, ChecklistView,
    Conclusion, DateOrder, DifferencesView, DossierPages, ExhibitKind, FactsView, FormMade,
    FormRequest, Found, Glance, HandingInView, HistoryView, IntakeReport, Language, Marked,
    MatterListing, MatterView, NeedState, PagesOf, PetitionView, PlaceDetail, ProfileView,
    ReadingReport, Sameness, SheetChoice, SheetRow, SheetView, Together, Translator, UnreadPages,
    WhenHere,
};
use tauri::State;
use tauri::ipc::Channel;

use crate::desk::{Built, Desk, Hello, Imported, SavedPaper, SignersRead};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::settings::Settings;

include!("../commands.rs");

/// Runs work on another thread, so that the window does not wait for a disk.
async fn off_thread<T: Send + 'static>(
    desk: Arc<Desk>,
    name: &'static str,
    work: impl FnOnce(&Desk) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let words = Arc::clone(&desk);
    let result = tauri::async_runtime::spawn_blocking(move || work(&desk)).await;
    let result = result.unwrap_or_else(|_| Err(Failure::broken(&words.app)));
    if let Err(failure) = &result {
        // Log only the code: a sentence would name people and papers.
        log::warn!("{name}: {}", failure.code);
    }
    result
}

macro_rules! handler {
    (ask $(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty) => {
        $(#[$doc])*
        #[tauri::command]
        pub async fn $name(desk: State<'_, Arc<Desk>>, $($arg: $ty),*) -> Result<$ret, Failure> {
            off_thread(Arc::clone(&desk), stringify!($name), move |desk| desk.$name($($arg),*)).await
        }
    };
    (work $(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty) => {
        $(#[$doc])*
        #[tauri::command]
        #[allow(clippy::too_many_arguments, reason = "all that the window says")]
        pub async fn $name(
            desk: State<'_, Arc<Desk>>,
            $($arg: $ty,)*
            job: u32,
            progress: Channel<Progress>,
        ) -> Result<$ret, Failure> {
            off_thread(Arc::clone(&desk), stringify!($name), move |desk| {
                let work = desk.jobs.begin(job, progress);
                desk.$name($($arg,)* &work)
            })
            .await
        }
    };
}

macro_rules! handlers {
    ($($(#[$doc:meta])* $kind:ident $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        $(handler!($kind $(#[$doc])* $name($($arg: $ty),*) -> $ret);)*

        /// The handler of all commands.
        pub fn table<R: tauri::Runtime>() -> impl Fn(tauri::ipc::Invoke<R>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}

with_commands!(handlers);
