//! Differences between systems when processes are found, started and end.

use std::env;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};

/// Whether the system ended the process because it used up its processor time.
#[cfg(unix)]
pub(crate) fn ran_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGXCPU: 24 on Linux, macOS and BSD.
    const OUT_OF_TIME: i32 = 24;
    status.signal() == Some(OUT_OF_TIME)
}

/// Only the parent's clock limits a process here.
#[cfg(not(unix))]
pub(crate) fn ran_out_of_time(_status: ExitStatus) -> bool {
    false
}

/// The path of a program of the system, by its name without a suffix. A folder that is named
/// relative to the working folder is passed over, because anybody's program could lie there.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let paths = env::var_os("PATH");
    let named = paths.iter().flat_map(env::split_paths);
    let usual = usual_folders(name).into_iter();
    named
        .chain(usual)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Where programs are that the search path of a window does not name: on macOS it is short.
#[cfg(unix)]
fn usual_folders(_name: &str) -> Vec<PathBuf> {
    ["/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin"]
        .map(PathBuf::from)
        .into()
}

/// Programs have folders of their own here, which the search path does not name.
#[cfg(not(unix))]
fn usual_folders(name: &str) -> Vec<PathBuf> {
    let folder = match name {
        "tesseract" => "Tesseract-OCR",
        other => other,
    };
    ["ProgramFiles", "ProgramFiles(x86)"]
        .iter()
        .filter_map(|variable| env::var_os(variable))
        .map(|programs| PathBuf::from(programs).join(folder))
        .collect()
}

/// Has a process use only the time that others leave.
#[cfg(unix)]
pub(crate) fn lower_priority(child: &Child) {
    let pid = i32::try_from(child.id()).ok();
    if let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) {
        // Where the system refuses, the process runs as any other.
        let _ = rustix::process::setpriority_process(Some(pid), 19);
    }
}

/// It was started with a low priority ([`without_window`]).
#[cfg(not(unix))]
pub(crate) fn lower_priority(_child: &Child) {}

/// Starts a background process without a window of its own, where a system would open one.
#[cfg(windows)]
pub(crate) fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    // CREATE_NO_WINDOW and BELOW_NORMAL_PRIORITY_CLASS.
    command.creation_flags(0x0800_0000 | 0x0000_4000);
}

/// No system but Windows opens one.
#[cfg(not(windows))]
pub(crate) fn without_window(_command: &mut Command) {}
