//! Differences between systems: groups of processes, and where programs are installed.

use std::path::{Path, PathBuf};

use process_wrap::std::CommandWrap;

/// Makes a command the first of a group that is ended as one.
#[cfg(unix)]
pub(crate) fn group(command: &mut CommandWrap) {
    command.wrap(process_wrap::std::ProcessGroup::leader());
}

/// Makes a command the first of a group that is ended as one.
#[cfg(windows)]
pub(crate) fn group(command: &mut CommandWrap) {
    command.wrap(process_wrap::std::JobObject);
}

/// The file name of LibreOffice for command lines. On Windows `soffice.exe` returns before its work
/// is done.
pub(crate) const SOFFICE: &str = if IS_WINDOWS { "soffice.com" } else { "soffice" };

/// Where LibreOffice is where its installer for this system puts it, most likely first.
pub(crate) fn usual_places() -> Vec<PathBuf> {
    let mut places = Vec::new();
    if IS_WINDOWS {
        for variable in ["ProgramFiles", "ProgramFiles(x86)"] {
            let folder = std::env::var_os(variable).map(PathBuf::from);
            places.extend(folder.map(|folder| folder.join("LibreOffice").join("program")));
        }
    } else if cfg!(target_os = "macos") {
        let inside = Path::new("LibreOffice.app/Contents/MacOS");
        places.push(Path::new("/Applications").join(inside));
        let home = std::env::var_os("HOME").map(PathBuf::from);
        places.extend(home.map(|home| home.join("Applications").join(inside)));
    } else {
        for folder in ["/usr/lib/libreoffice", "/usr/lib64/libreoffice"] {
            places.push(Path::new(folder).join("program"));
        }
        // The packages of the project itself: /opt/libreoffice25.8 and such.
        let installed = std::fs::read_dir("/opt").into_iter().flatten().flatten();
        let mut own: Vec<PathBuf> = installed
            .filter(|entry| {
                entry
                    .file_name()
                    .as_encoded_bytes()
                    .starts_with(b"libreoffice")
            })
            .map(|entry| entry.path().join("program"))
            .collect();
        own.sort();
        places.extend(own.into_iter().rev());
    }
    places
}

/// Whether paths have backslashes and there is no shell.
pub(crate) const IS_WINDOWS: bool = cfg!(windows);

/// The word for this system, for the sentence that says how to get LibreOffice.
pub(crate) const SYSTEM: &str = if IS_WINDOWS {
    "windows"
} else if cfg!(target_os = "macos") {
    "macos"
} else {
    "linux"
};

/// Whether the file can be started.
#[cfg(unix)]
pub(crate) fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// Whether the file can be started.
#[cfg(not(unix))]
pub(crate) fn is_program(path: &Path) -> bool {
    path.is_file()
}
