//! The real command table, configuration and capabilities on a window without a display: what every
//! command answers, and what the window cannot reach.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use expediente_app::{App, Catalogue, Language, Moment, ReaderProgram};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::desk::Desk;
use crate::desktop::{Choice, Desktop, WINDOW};
use crate::settings::{Settings, TextSize, Theme};
use crate::shell::configured;

/// A desktop that answers every question with the same paths and records the questions.
#[derive(Default)]
struct Paper {
    answer: Vec<PathBuf>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Desktop for Paper {
    fn choose(&self, choice: Choice, _: Option<PathBuf>, _: &Catalogue) -> Option<Vec<PathBuf>> {
        self.asked.lock().unwrap().push(format!("{choice:?}"));
        (!self.answer.is_empty()).then(|| self.answer.clone())
    }
    fn reveal(&self, path: &Path) -> Result<(), ()> {
        self.asked
            .lock()
            .unwrap()
            .push(format!("reveal {}", path.display()));
        Ok(())
    }
    fn open(&self, _: &Path) -> Result<(), ()> {
        Err(())
    }
    fn drag(&self, _: &Path) -> Result<(), ()> {
        Err(())
    }
    fn set_appearance(&self, _: Settings, _: &str) {}
    fn end(&self) {}
}

struct Rehearsal {
    folder: tempfile::TempDir,
    _app: tauri::App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
}

impl Rehearsal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        let reader = ReaderProgram::at("/no/such/program");
        let app = App::open(&store, reader, Moment::now, Language::Es).unwrap();
        let desk = Desk::new(
            app,
            &store,
            Settings {
                language: Language::Es,
                theme: Theme::System,
                text: TextSize::default(),
                office_unconfined: false,
                read_words: true,
            },
            true,
        );
        desk.set_desktop(Paper {
            answer: vec![folder.path().join("chosen")],
            ..Paper::default()
        });
        let app = configured(mock_builder().manage(Arc::new(desk)))
            .build(tauri::generate_context!())
            .unwrap();
        let window = WebviewWindowBuilder::new(&app, WINDOW, WebviewUrl::default())
            .build()
            .unwrap();
        Self {
            folder,
            _app: app,
            window,
        }
    }

    fn asks(&self, command: &str, body: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: if cfg!(windows) {
                "http://tauri.localhost"
            } else {
                "tauri://localhost"
            }
            .parse()
            .unwrap(),
            body: InvokeBody::Json(body),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().unwrap())
    }
}

fn facts(person: &str) -> Value {
    json!({ "profile": "eoir", "language": "en", "person": person })
}

/// The life of a case through the commands, as the window calls them.
#[test]
fn a_case_through_its_commands() {
    let desk = Rehearsal::new();
    let hello = desk.asks("hello", json!({})).unwrap();
    assert_eq!(
        (hello["settings"]["language"].clone(), hello["demo"].clone()),
        (json!("es"), json!(true))
    );
    assert_eq!(
        hello["profiles"].as_array().unwrap().len(),
        expediente_app::PROFILES.len()
    );
    let case = desk
        .asks(
            "new_matter",
            json!({ "name": "", "facts": facts("Ana Ruiz") }),
        )
        .unwrap();
    assert_eq!(case["name"], "Ana Ruiz");
    let id = case["id"].clone();
    let again = desk
        .asks(
            "new_matter",
            json!({ "name": "", "facts": facts("Ana Ruiz") }),
        )
        .unwrap();
    assert_eq!(again["name"], "Ana Ruiz (2)");
    let renamed = desk
        .asks("rename", json!({ "matter": id, "name": "Ruiz" }))
        .unwrap();
    assert_eq!(renamed["matter"]["view"]["name"], "Ruiz");
    assert_ne!(renamed["matter"]["view"]["revision"], case["revision"]);
    let undone = desk.asks("undo", json!({ "matter": id })).unwrap();
    assert_eq!(
        (
            undone["matter"]["view"]["name"].clone(),
            undone["act"].clone()
        ),
        (json!("Ana Ruiz"), renamed["act"].clone())
    );
    let checked = desk.asks("check", json!({ "matter": id })).unwrap();
    assert_eq!(
        (checked["nothing"].clone(), checked["proposed"].clone()),
        (json!(true), json!("Ana Ruiz.pdf"))
    );
    // Exhibits that stayed as they were are not sent twice.
    let first = desk.asks("show", json!({ "matter": id })).unwrap();
    let again = desk
        .asks("rename", json!({ "matter": id, "name": "Ana" }))
        .unwrap();
    assert_eq!(again["matter"]["since"], first["revision"]);
    desk.asks("undo", json!({ "matter": id })).unwrap();
    let glance = desk.asks("glance", json!({ "matter": id })).unwrap();
    // Before the first paper nothing is missed.
    assert_eq!(
        (glance["missing"].clone(), glance["open"].clone()),
        (json!([]), json!(0))
    );
    let wrong = desk
        .asks("erase", json!({ "matter": id, "name": "Ana" }))
        .unwrap_err();
    assert_eq!(wrong["code"], "other-name");
    desk.asks("erase", json!({ "matter": id, "name": "Ana Ruiz" }))
        .unwrap();
    assert_eq!(
        desk.asks("matters", json!({}))
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

/// A failure arrives as a code and a sentence in the language of the window, which changes at once.
#[test]
fn failures_speak_the_language_of_the_window() {
    let desk = Rehearsal::new();
    let spanish = desk
        .asks("show", json!({ "matter": "nobody" }))
        .unwrap_err();
    desk.asks(
        "set_settings",
        json!({ "settings": { "language": "en", "theme": "dark", "text": 150 } }),
    )
    .unwrap();
    let english = desk
        .asks("show", json!({ "matter": "nobody" }))
        .unwrap_err();
    assert_eq!(
        (spanish["code"].clone(), english["code"].clone()),
        (json!("no-matter"), json!("no-matter"))
    );
    assert_ne!(spanish["message"], english["message"]);
    assert!(
        !english["message"].as_str().unwrap().contains('`'),
        "a window has no commands: {english}"
    );
    let kept = std::fs::read_to_string(desk.folder.path().join("store/settings.json")).unwrap();
    assert!(kept.contains("\"en\"") && kept.contains("\"dark\"") && kept.contains("150"));
    // A size that the window does not offer would make it unusable.
    for text in [0, 90, 1000] {
        let settings = json!({ "language": "en", "theme": "dark", "text": text });
        assert!(
            desk.asks("set_settings", json!({ "settings": settings }))
                .is_err(),
            "{text}"
        );
    }
}

/// The window opens only files that the program has written, and can call no plugin.
#[test]
fn the_window_cannot_reach_beyond_its_commands() {
    let desk = Rehearsal::new();
    for path in ["/etc/passwd", "", "../x"] {
        let refused = desk.asks("open_file", json!({ "path": path })).unwrap_err();
        assert_eq!(refused["code"], "gone", "{path}");
    }
    for command in [
        "plugin:dialog|open",
        "plugin:opener|open_path",
        "plugin:opener|reveal_item_in_dir",
        "plugin:fs|read_file",
        "plugin:shell|execute",
        "plugin:window-state|restore_state",
        "plugin:log|log",
    ] {
        assert!(desk.asks(command, json!({})).is_err(), "{command} is open");
    }
    let chosen = desk.asks("choose_folder", json!({})).unwrap();
    assert!(chosen.as_str().unwrap().ends_with("chosen"));
}
