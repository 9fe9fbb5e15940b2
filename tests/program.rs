//! The program under test: the command line as it was built.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Path of the built program, beside the tests' own folder in target.
pub fn path() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let folder = own.ancestors().nth(2).unwrap();
    let program = folder.join(if cfg!(windows) {
        "expediente.exe"
    } else {
        "expediente"
    });
    assert!(
        program.is_file(),
        "build the program first: cargo build --workspace"
    );
    program
}

/// Path of the program that reads papers, beside the one under test.
pub fn reader() -> PathBuf {
    path().with_file_name(if cfg!(windows) {
        "expediente-reader.exe"
    } else {
        "expediente-reader"
    })
}

/// The program with a fixed clock, messages in English, and no store unless one is named.
pub fn command() -> Command {
    let mut command = Command::new(path());
    command
        .env("SOURCE_DATE_EPOCH", "1767323045")
        .env("LC_ALL", "C")
        .env("TZ", "UTC0")
        .env_remove("EXPEDIENTE_STORE");
    command.stdin(Stdio::null());
    command
}

/// The output of a run.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

/// Runs the program.
pub fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Said {
    Said::of(&command().args(arguments).output().unwrap())
}

/// Runs the program in a store and reads its JSON.
pub fn in_store<S: AsRef<OsStr>>(
    store: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> (i32, Value) {
    let mut command = command();
    command
        .args(arguments)
        .arg("--json")
        .arg("--store")
        .arg(store);
    let said = Said::of(&command.output().unwrap());
    (said.code, said.json())
}

/// Builds a folder, which must succeed, and returns the JSON.
pub fn build(folder: &Path, out: &Path, more: &[&str]) -> Value {
    let mut command = command();
    command
        .arg("build")
        .arg(folder)
        .arg("-o")
        .arg(out)
        .arg("--json")
        .args(more);
    let said = Said::of(&command.output().unwrap());
    assert!(matches!(said.code, 0 | 3 | 6), "{said:?}");
    said.json()
}

/// SHA-256 in hex, by the system's own program.
pub fn sha256(bytes: &[u8]) -> String {
    use std::io::Write;
    let mut child = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stdout)
        .split(' ')
        .next()
        .unwrap()
        .to_owned()
}
