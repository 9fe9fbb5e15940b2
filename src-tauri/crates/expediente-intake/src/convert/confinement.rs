//! What a program that reads a stranger's paper is kept from: the network, the files of the user,
//! their other processes, and more memory, time and disk than a paper needs.
//!
//! Which means a system has is found out by trying it once: a kernel, a container or a policy can
//! forbid what is installed.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::convert::platform;
use crate::sandbox::limits;

/// How a program is locked in on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// Linux, `bwrap`: no network, no files but the system's programs and its own folder, no
    /// other processes.
    Bubblewrap,
    /// Linux, `unshare`: no network and no other processes. It can read the user's files, but has
    /// nowhere to send them, but into the PDF.
    Namespace,
    /// macOS, `sandbox-exec`: no network, no files of users but its own folder.
    Seatbelt,
    /// Nothing here can lock it in: it has the user's rights.
    Nothing,
}

/// The folder of a run as a program in `bwrap` sees it: its path tells nothing.
const INSIDE: &str = "/paper";

/// Parts of a Linux system that programs need, and nothing of the user's.
const SYSTEM: [&str; 13] = [
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/libreoffice",
    "/etc/localtime",
    "/opt",
    "/var/cache/fontconfig",
];

/// Folders below the user's with fonts, which letters are set in.
const FONTS: [&str; 3] = [".fonts", ".local/share/fonts", "Library/Fonts"];

/// Denies the network and, but for its own folder and fonts, the files of users. The last rule that
/// matches counts.
const SEATBELT: &str = r#"(version 1)
(allow default)
(deny network*)
(deny file-write*)
(deny file-read-data (subpath "/Users") (subpath "/Volumes") (subpath "/private/var/root"))
(allow file-read* (subpath (param "PROGRAM")) (subpath (param "FONTS")))
(allow file-read* file-write* (subpath (param "WORK")))
(allow file-write-data (literal "/dev/null") (literal "/dev/dtracehelper"))
"#;

impl Confinement {
    /// The strictest that works here.
    #[must_use]
    pub fn of_this_computer() -> Self {
        let means: &[Self] = match platform::SYSTEM {
            "linux" => &[Self::Bubblewrap, Self::Namespace],
            "macos" => &[Self::Seatbelt],
            _ => &[],
        };
        let works = |means: &&Self| {
            let Ok(work) = tempfile::tempdir() else {
                return false;
            };
            let mut command = means.command(work.path(), Path::new("/bin/sh"), u64::MAX);
            command.args(["-c", ":"]);
            let silent = command.stdin(Stdio::null()).stdout(Stdio::null());
            let status = silent.stderr(Stdio::null()).status();
            status.is_ok_and(|status| status.success())
        };
        means.iter().find(works).copied().unwrap_or(Self::Nothing)
    }

    /// Its word in the settings of what was made.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Bubblewrap => "bubblewrap",
            Self::Namespace => "network namespace",
            Self::Seatbelt => "sandbox-exec",
            Self::Nothing => "no",
        }
    }

    /// The folder of a run as the program sees it.
    pub(crate) fn seen(self, work: &Path) -> PathBuf {
        if self == Self::Bubblewrap {
            PathBuf::from(INSIDE)
        } else {
            work.to_owned()
        }
    }

    /// A command that starts a program locked in. `work` is the only folder that it may write; in
    /// it are its `home` and `tmp`. It may use the processor for this many seconds.
    pub(crate) fn command(self, work: &Path, program: &Path, seconds: u64) -> Command {
        let mut command = limited(seconds);
        match self {
            Self::Bubblewrap => bubblewrap(&mut command, work, program),
            Self::Namespace => {
                command.arg(own_program("unshare"));
                command.args(["--user", "--map-current-user", "--net", "--ipc", "--uts"]);
                command.args(["--pid", "--fork", "--kill-child", "--"]);
            }
            Self::Seatbelt => {
                command.arg("/usr/bin/sandbox-exec");
                command.args(["-p", SEATBELT]);
                let fonts = home().join("Library/Fonts");
                // The bundle that the program is in, two folders above it.
                let bundle = program.ancestors().nth(2);
                let parts = [
                    ("WORK", work),
                    ("FONTS", &fonts),
                    ("PROGRAM", bundle.unwrap_or(program)),
                ];
                for (name, path) in parts {
                    let mut definition = OsString::from(format!("{name}="));
                    definition.push(real(path));
                    command.arg("-D").arg(definition);
                }
            }
            Self::Nothing => {}
        }
        if platform::IS_WINDOWS {
            // There are no limits to set first: the command is the program.
            command = Command::new(program);
        } else {
            command.arg(program);
        }
        command.current_dir(work);
        environment(&mut command, &self.seen(work));
        command
    }
}

/// A shell that limits itself for good and becomes the command that its arguments name.
fn limited(seconds: u64) -> Command {
    let kilobytes = limits::CONVERT_MEMORY_BYTES / 1024;
    let blocks = limits::CONVERTED_BYTES / 512;
    let mut limit = format!("ulimit -c 0; ulimit -v {kilobytes}; ulimit -f {blocks};");
    if seconds < u64::MAX {
        limit.push_str(&format!(" ulimit -t {seconds};"));
    }
    let mut command = Command::new("/bin/sh");
    // A limit that the system does not know is no reason not to work.
    command.args([
        "-c",
        &format!("{{ {limit} }} 2>/dev/null; exec \"$@\""),
        "sh",
    ]);
    command
}

fn bubblewrap(command: &mut Command, work: &Path, program: &Path) {
    command.arg(own_program("bwrap"));
    command.args(["--unshare-all", "--die-with-parent", "--new-session"]);
    command.args(["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]);
    for part in SYSTEM {
        command.args(["--ro-bind-try", part, part]);
    }
    // A program that is installed elsewhere; its link may lie in a folder above.
    if !SYSTEM.iter().any(|part| program.starts_with(part))
        && let Some(folder) = program.parent()
    {
        command.arg("--ro-bind").arg(folder).arg(folder);
    }
    command.arg("--bind").arg(work).arg(INSIDE);
    for fonts in FONTS {
        let inside = Path::new(INSIDE).join("home").join(fonts);
        command
            .arg("--ro-bind-try")
            .arg(home().join(fonts))
            .arg(inside);
    }
    command.args(["--chdir", INSIDE, "--"]);
}

/// Nothing of the user's environment, which may hold secrets, but where the system is.
fn environment(command: &mut Command, work: &Path) {
    command.env_clear();
    for name in [
        "SystemRoot",
        "SystemDrive",
        "windir",
        "PATHEXT",
        "ProgramFiles",
    ] {
        if let Some(value) = env::var_os(name) {
            command.env(name, value);
        }
    }
    if platform::IS_WINDOWS {
        command.envs(env::var_os("PATH").map(|path| ("PATH", path)));
    } else {
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
    }
    for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
        command.env(name, work.join("home"));
    }
    for name in ["TMPDIR", "TMP", "TEMP"] {
        command.env(name, work.join("tmp"));
    }
    command.env("LC_ALL", "C.UTF-8");
    // Dialogs and accelerated drawing are of no use without a screen.
    command.env("SAL_USE_VCLPLUGIN", "svp");
    command.env("SAL_DISABLE_OPENCL", "1");
}

/// A program of the system, not one that lies in a folder of the user's `PATH`.
fn own_program(name: &str) -> PathBuf {
    let folders = ["/usr/bin", "/bin", "/usr/local/bin"];
    let found = folders.iter().map(|folder| Path::new(folder).join(name));
    let there = found.into_iter().find(|path| platform::is_program(path));
    // Where it is not, trying it fails, and the next means is tried.
    there.unwrap_or_else(|| Path::new("/usr/bin").join(name))
}

fn home() -> PathBuf {
    // Without a home there are no fonts in it.
    env::var_os("HOME").map_or_else(|| PathBuf::from("/nonexistent"), PathBuf::from)
}

/// Its path without links, by which the system compares.
fn real(path: &Path) -> PathBuf {
    // What is not there cannot be read, either.
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
