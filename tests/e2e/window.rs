//! The real window on a virtual display, driven through WebKit's own driver.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// Longer than anything takes on a slow machine, so that a test that waits in vain ends. It
/// measures nothing.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A process that does not outlive its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display with a window manager and a session bus.
pub struct Display {
    name: String,
    bus: String,
    _processes: Vec<Process>,
}

impl Display {
    pub fn new() -> Self {
        let mut xvfb = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1440x900x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb");
        let mut number = String::new();
        BufReader::new(xvfb.stdout.as_mut().unwrap())
            .read_line(&mut number)
            .unwrap();
        let name = format!(":{}", number.trim());
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--print-address=1", "--nofork"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon");
        let mut address = String::new();
        BufReader::new(bus.stdout.as_mut().unwrap())
            .read_line(&mut address)
            .unwrap();
        let manager = Command::new("openbox")
            .env("DISPLAY", &name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox");
        let processes = vec![Process(manager), Process(bus), Process(xvfb)];
        Self {
            name,
            bus: address.trim().to_owned(),
            _processes: processes,
        }
    }
}

/// A person's computer: a home with a store, a language, papers, and their answers to dialogs.
pub struct Home {
    pub folder: tempfile::TempDir,
    pub display: Display,
    language: &'static str,
}

impl Home {
    pub fn new(language: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            folder,
            display: Display::new(),
            language,
        }
    }

    /// A computer on which words are not read by themselves: reading those of the sample takes a
    /// quarter of the time of a test that looks at none of them.
    pub fn without_reading(language: &'static str) -> Self {
        let home = Self::new(language);
        let (code, said) = expediente_tests::program::in_store(&home.store(), ["init"]);
        assert_eq!(code, 0, "{said}");
        let settings = json!({
            "language": language.get(..2),
            "theme": "system",
            "read_words": false,
        });
        fs::write(home.store().join("settings.json"), settings.to_string()).unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.path("store")
    }

    /// Sets the answer to the next file dialog.
    pub fn answer(&self, paths: &[&Path]) {
        let line: Vec<String> = paths
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
        let mut text = fs::read_to_string(self.path("answers")).unwrap_or_default();
        text.push_str(&line.join("\t"));
        text.push('\n');
        fs::write(self.path("answers"), text).unwrap();
    }

    /// Moves the pointer and presses keys as hardware does; returns what it says.
    pub fn xdotool(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        self.dress(&mut command);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "xdotool {arguments:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Gives a command the person's environment.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display.name)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.display.bus);
        command
            .env("EXPEDIENTE_STORE", self.store())
            .env("EXPEDIENTE_DIALOG_ANSWERS", self.path("answers"));
        command
            .env("LC_ALL", self.language)
            .env("SOURCE_DATE_EPOCH", "1767323045");
        command
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("NO_AT_BRIDGE", "1");
        // Drawing by a graphics card that is only imitated takes more time than without one.
        command.env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
        for name in [
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
        ] {
            let folder = self.path(name);
            fs::create_dir_all(&folder).unwrap();
            command.env(name, folder);
        }
        let runtime = self.path("run");
        fs::create_dir_all(&runtime).unwrap();
        command.env("XDG_RUNTIME_DIR", runtime);
    }
}

/// Path of the built program.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let path = own.ancestors().nth(2).unwrap().join("expediente-desktop");
    assert!(path.is_file(), "build the window first: make app");
    path
}

/// The driven window.
pub struct Window {
    pub client: Client,
    driver: Process,
    store: PathBuf,
}

/// The processes that use a store: the window and its children.
pub fn processes_of(store: &Path) -> Vec<PathBuf> {
    processes(store, false)
}

/// Whether no process uses a store any more. One that is ending has given back its memory, and with
/// it what tells whose it is, but not yet its files and their locks; so has one that begins.
pub fn is_left(store: &Path) -> bool {
    processes(store, true).is_empty()
}

fn processes(store: &Path, unknown_too: bool) -> Vec<PathBuf> {
    let wanted = format!("EXPEDIENTE_STORE={}", store.display());
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(surroundings) = fs::read(entry.path().join("environ")) else {
            continue;
        };
        let told = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let Some((name, state)) = told.rsplit_once(") ") else {
            continue;
        };
        let is_ours = surroundings
            .split(|byte| *byte == 0)
            .any(|pair| pair == wanted.as_bytes());
        let is_unknown = surroundings.is_empty() && !state.starts_with(['Z', 'X']);
        if (is_ours || unknown_too && is_unknown) && name.contains("(expediente") {
            found.push(entry.path());
        }
    }
    found
}

impl Window {
    pub async fn open(home: &Home) -> Self {
        Self::open_with(home, &program(), &[]).await
    }

    pub async fn open_with(home: &Home, program: &Path, arguments: &[&str]) -> Self {
        // The port was free when asked for; if another process takes it, the driver says so and the
        // next one is tried.
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0")
                .unwrap()
                .local_addr()
                .unwrap()
                .port();
            // A session of its own, as a desktop has one: Linux shares the processors between
            // sessions, and what the window does at low priority would wait for all other tests.
            let mut command = Command::new("setsid");
            command.arg("WebKitWebDriver");
            command.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
            home.dress(&mut command);
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let driver = Process(command.spawn().expect("setsid, WebKitWebDriver"));
            let capabilities = json!({
                "webkitgtk:browserOptions": { "binary": program, "args": arguments },
            });
            let Value::Object(capabilities) = capabilities else {
                unreachable!()
            };
            let until = Instant::now() + Duration::from_secs(40);
            while Instant::now() < until {
                let mut builder = ClientBuilder::new(HttpConnector::new());
                builder.capabilities(capabilities.clone());
                let address = format!("http://127.0.0.1:{port}");
                if let Ok(Ok(client)) =
                    tokio::time::timeout(PATIENCE, builder.connect(&address)).await
                {
                    let window = Self {
                        client,
                        driver,
                        store: home.store(),
                    };
                    window.find("[data-view]").await;
                    return window;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        panic!("the window did not open");
    }

    /// The first visible element that matches a selector; waits for it.
    pub async fn find(&self, css: &str) -> Element {
        match self.found(css, PATIENCE).await {
            Some(element) => element,
            None => self.fail(&format!("nothing is found by {css}")).await,
        }
    }

    /// Whether an element matches a selector within this time.
    pub async fn is_there(&self, css: &str, patience: Duration) -> bool {
        self.found(css, patience).await.is_some()
    }

    async fn found(&self, css: &str, patience: Duration) -> Option<Element> {
        let until = Instant::now() + patience;
        loop {
            for element in self
                .client
                .find_all(Locator::Css(css))
                .await
                .unwrap_or_default()
            {
                if element.is_displayed().await.unwrap_or(false) {
                    return Some(element);
                }
            }
            if Instant::now() >= until {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Fails the test with the text of the window and a screenshot.
    async fn fail(&self, what: &str) -> ! {
        self.picture(&format!("failed-{}", std::process::id()))
            .await;
        let text = self.text("body").await;
        panic!("{what}; the window says:\n{text}");
    }

    /// Asks for the menu of an element, as the right button of the mouse does. The driver's own
    /// right button stays pressed for the clicks after it.
    pub async fn click_right(&self, css: &str) {
        self.find(css).await;
        let script = "const element = document.querySelector(arguments[0]);
            const box = element.getBoundingClientRect();
            element.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true,
                button: 2, clientX: box.left + 40, clientY: box.top + 10 }))";
        self.js(script, vec![json!(css)]).await;
    }

    pub async fn click(&self, css: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let element = self.find(css).await;
            // It may move while it is drawn.
            match element.click().await {
                Ok(()) => return,
                Err(error) if Instant::now() >= until => panic!("{css} cannot be clicked: {error}"),
                Err(_) => {
                    // Unlike a person, the driver does not scroll within a dialog.
                    let script =
                        "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
                    let _ = self.client.execute(script, vec![json!(css)]).await;
                    tokio::time::sleep(Duration::from_millis(60)).await;
                }
            }
        }
    }

    /// Replaces the text of a field.
    pub async fn write(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses keys wherever the focus is: `ctrl+shift+z`, `enter`, `a`.
    pub async fn press(&self, chord: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        let parts: Vec<char> = chord.split('+').map(key).collect();
        for key in &parts {
            keys = keys.then(KeyAction::Down { value: *key });
        }
        for key in parts.iter().rev() {
            keys = keys.then(KeyAction::Up { value: *key });
        }
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Types a text wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await.unwrap();
    }

    /// The text of an element; empty if there is none.
    pub async fn text(&self, css: &str) -> String {
        self.js(
            "const e = document.querySelector(arguments[0]); return e ? e.innerText : ''",
            vec![json!(css)],
        )
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
    }

    pub async fn js(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// Waits until a condition in the window holds.
    pub async fn until(&self, what: &str, script: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            if self.client.execute(script, Vec::new()).await.ok() == Some(Value::Bool(true)) {
                return;
            }
            if Instant::now() >= until {
                self.fail(&format!("never came: {what}")).await;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Saves a screenshot of the whole window, once it is still, under `target/screenshots`.
    pub async fn picture(&self, name: &str) {
        // Two frames: the last input may still be on its way to the screen.
        let drawn = "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        let _ = self.client.execute_async(drawn, Vec::new()).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let folder = expediente_tests::root().join("target/screenshots");
        fs::create_dir_all(&folder).unwrap();
        let png = self.client.screenshot().await.unwrap();
        fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    /// Ends the session and then the program, which the driver does not always end. `life.rs` tests
    /// how a person closes it. A start beside a program that is still ending would only show the
    /// old window.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
        drop(self.driver);
        let until = Instant::now() + PATIENCE;
        loop {
            if is_left(&self.store) {
                return;
            }
            assert!(Instant::now() < until, "the program does not end");
            for process in processes_of(&self.store)
                .iter()
                .filter_map(|process| process.file_name())
            {
                let _ = Command::new("kill")
                    .arg("-TERM")
                    .arg(process)
                    .stderr(Stdio::null())
                    .status();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn key(name: &str) -> char {
    let key = match name {
        "ctrl" => Key::Control,
        "shift" => Key::Shift,
        "alt" => Key::Alt,
        "enter" => Key::Enter,
        "escape" => Key::Escape,
        "tab" => Key::Tab,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pageup" => Key::PageUp,
        "space" => return ' ',
        "delete" => Key::Delete,
        "f2" => Key::F2,
        "f3" => Key::F3,
        "f10" => Key::F10,
        other => {
            let mut letters = other.chars();
            let letter = letters.next().unwrap();
            assert!(letters.next().is_none(), "no key is called {other}");
            return letter;
        }
    };
    char::from(key)
}
