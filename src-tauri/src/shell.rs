//! The window: how it is built, opened and closed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use expediente_app::{
    App, AppError, Assets, Catalogue, Language, Moment, ReaderProgram, default_store,
    system_language,
};
use tauri::{
    App as TauriApp, Builder, Emitter, Manager, RunEvent, Runtime, WebviewUrl,
    WebviewWindowBuilder, WindowEvent,
};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::desk::Desk;
use crate::desktop::WINDOW;
use crate::settings::Settings;
use crate::{commands, pictures, platform};

/// The smallest size in which three panes fit side by side.
const SMALLEST: (f64, f64) = (1024.0, 700.0);

/// Opens the window and returns when it is closed.
pub fn run() -> ExitCode {
    platform::prepare();
    let store = std::env::var_os("EXPEDIENTE_STORE")
        .map(PathBuf::from)
        .or_else(default_store);
    let demo = std::env::args_os().any(|argument| argument == "--sample");
    let builder = tauri::Builder::default()
        // First, so that a second start exits before it opens the store.
        .plugin(tauri_plugin_single_instance::init(
            |app, _arguments, _folder| show_again(app),
        ))
        .plugin(
            tauri_plugin_log::Builder::new()
                .clear_targets()
                .target(tauri_plugin_log::Target::new(
                    tauri_plugin_log::TargetKind::LogDir { file_name: None },
                ))
                .level(log::LevelFilter::Warn)
                .level_for("expediente_desktop", log::LevelFilter::Info)
                .max_file_size(1_000_000)
                .build(),
        )
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .setup(move |app| {
            if let Some(desk) = open(app, store.as_deref(), demo) {
                open_window(app, desk)?;
            }
            Ok(())
        });
    match configured(builder).build(tauri::generate_context!()) {
        Ok(program) => {
            program.run(|program, event| {
                // The program exits without dropping anything.
                if let RunEvent::Exit = event
                    && let Some(desk) = program.try_state::<Arc<Desk>>()
                {
                    desk.app.flush();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            log::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The configuration shared by the window and its tests without a display.
pub fn configured<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol(
            pictures::SCHEME,
            |context, request, responder| {
                pictures::answer(&context, request.uri().path(), responder);
            },
        )
        .invoke_handler(commands::table())
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event
                && let Some(desk) = window.try_state::<Arc<Desk>>()
            {
                let running = desk.jobs.count();
                // The window first saves what was typed last; while work runs it asks the user.
                // `quit` is the answer. A window that cannot be asked, or did not answer before,
                // closes: what it has sent is saved.
                let hangs = running == 0 && desk.was_asked_to_close();
                if !hangs && window.emit("closing", running).is_ok() {
                    api.prevent_close();
                }
            }
        })
}

/// Opens the store. If that fails, the user sees why and the program ends.
fn open<R: Runtime>(app: &TauriApp<R>, store: Option<&Path>, demo: bool) -> Option<Desk> {
    let Some(store) = store else {
        refuse(app, system_language(), |texts| {
            texts.text("error.no-data-folder").to_owned()
        });
        return None;
    };
    let settings = Settings::read(store);
    let opened = ReaderProgram::beside_this_program()
        .map_err(AppError::from)
        .and_then(|reader| App::open(store, reader, Moment::now, settings.language));
    match opened {
        Ok(opened) => Some(Desk::new(opened, store, settings, demo)),
        Err(error) => {
            log::error!("open: {}", error.code());
            refuse(app, settings.language, |texts| error.window_sentence(texts));
            None
        }
    }
}

/// Tells the user why the program cannot begin, then ends it.
fn refuse<R: Runtime>(
    app: &TauriApp<R>,
    language: Language,
    why: impl FnOnce(&Catalogue) -> String,
) {
    let (title, sentence) = match Assets::load() {
        Ok(assets) => {
            let texts = assets.texts(language);
            (texts.text("window.title").to_owned(), why(texts))
        }
        // Without the catalogues there is only the error's own English.
        Err(error) => ("Expediente".to_owned(), error.to_string()),
    };
    let handle = app.handle().clone();
    let dialog = app.dialog().message(sentence).title(title);
    let dialog = dialog.kind(MessageDialogKind::Error);
    dialog.show(move |_| handle.exit(1));
}

/// Opens the window over a desk.
fn open_window<R: Runtime>(app: &mut TauriApp<R>, desk: Desk) -> tauri::Result<()> {
    desk.set_desktop(app.handle().clone());
    let title = desk.app.texts().text("window.title").to_owned();
    app.manage(Arc::new(desk));
    WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title(title)
        .inner_size(1280.0, 820.0)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .build()?;
    Ok(())
}

/// A second start brings the first window to the front.
fn show_again<R: Runtime>(app: &tauri::AppHandle<R>) {
    let Some(window) = app.get_webview_window(WINDOW) else {
        return;
    };
    // A window manager may refuse the focus; the window is there anyway.
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}
