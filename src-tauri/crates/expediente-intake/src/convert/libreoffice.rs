//! LibreOffice: where it is, the profile with which it opens a stranger's paper, and how it is told
//! to write a PDF.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use expediente_model::{MediaKind, OfficeKind};

use crate::convert::confinement::Confinement;
use crate::convert::file_url::file_url;
use crate::convert::platform;
use crate::convert::run::run;
use crate::sandbox::wait::Ended;

/// LibreOffice as it is installed here.
#[derive(Clone, Debug)]
pub(crate) struct LibreOffice {
    program: PathBuf,
}

/// Seconds in which it must say its version.
const VERSION_SECONDS: u64 = 60;

/// The settings of every run: no macro, no link, no recovery, no question, no network of its own.
///
/// Writer's links: 0 is never; Calc's: 1 is never (`ScLkUpdMode`). `DisableActiveContent`, which
/// 24.2 knows, is left out: it refuses every OpenDocument with a chart in it.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisablePythonRuntime" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableOLEAutomation" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="CheckDocumentEvents" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo"><prop oor:name="Enabled" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/AutoSave"><prop oor:name="Enabled" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-US</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooLocale" oor:op="fuse"><value>en-US</value></prop></item>
</oor:items>
"#;

/// What is exported: the paper as it is printed, without comments, notes and hidden slides; forms
/// as they are seen; pictures as they are.
const EXPORT: &str = r#"{"ExportNotes":{"type":"boolean","value":"false"},"ExportNotesInMargin":{"type":"boolean","value":"false"},"ExportNotesPages":{"type":"boolean","value":"false"},"ExportHiddenSlides":{"type":"boolean","value":"false"},"ExportFormFields":{"type":"boolean","value":"false"},"ReduceImageResolution":{"type":"boolean","value":"false"},"Quality":{"type":"long","value":"95"}}"#;

/// What LibreOffice is asked to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Its pages.
    Pdf,
    /// The same document as one XML file, which the child can read.
    Flat,
    /// The same, with every formula calculated again: its values are compared with those that are
    /// kept in the paper.
    Calculated,
}

/// The setting by which no formula is calculated when a paper is opened, and the one by which all
/// are. The pages show the values that the paper has.
const KEPT: &str = r#"RecalcMode" oor:op="fuse"><value>1</value>"#;
const CALCULATED: &str = r#"RecalcMode" oor:op="fuse"><value>0</value>"#;

/// The kind of a paper written as one XML file.
pub(crate) fn flat(media: MediaKind) -> MediaKind {
    match media.office() {
        Some(OfficeKind::Sheet) => MediaKind::Fods,
        Some(OfficeKind::Slides) => MediaKind::Fodp,
        _ => MediaKind::Fodt,
    }
}

/// The folders of one run.
pub(crate) struct Rooms {
    pub(crate) work: PathBuf,
}

impl Rooms {
    /// Makes them in an empty folder.
    pub(crate) fn make(work: &Path, form: Form) -> io::Result<Self> {
        for part in ["in", "out", "home", "tmp", "profile/user"] {
            fs::create_dir_all(work.join(part))?;
        }
        let profile = match form {
            Form::Calculated => PROFILE.replace(KEPT, CALCULATED),
            Form::Pdf | Form::Flat => PROFILE.to_owned(),
        };
        fs::write(work.join("profile/user/registrymodifications.xcu"), profile)?;
        let work = work.to_owned();
        Ok(Self { work })
    }

    /// What was written in this form of a paper of this kind.
    pub(crate) fn written(&self, media: MediaKind, form: Form) -> PathBuf {
        let ending = match form {
            Form::Pdf => "pdf",
            Form::Flat | Form::Calculated => flat(media).extension(),
        };
        self.work.join("out").join(format!("paper.{ending}"))
    }
}

impl LibreOffice {
    /// The one that is installed: in the `PATH`, or where its installer puts it.
    pub(crate) fn of_this_computer() -> Option<Self> {
        let path = std::env::var_os("PATH");
        let named = path.iter().flat_map(|path| std::env::split_paths(path));
        let mut folders = named.chain(platform::usual_places());
        folders.find_map(|folder| Self::at(&folder.join(platform::SOFFICE)))
    }

    /// The one with this path.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        // The link in /usr/bin leads to the folder of its parts. A snap locks its programs in by
        // itself, cannot be locked in by others, and reads no hidden folder.
        let program = path.canonicalize().ok()?;
        let is_snap = program.file_name().is_some_and(|name| name == "snap");
        (platform::is_program(&program) && !is_snap).then_some(Self { program })
    }

    /// What it says of itself: `LibreOffice 7.4.7.2`.
    pub(crate) fn version(
        &self,
        confinement: Confinement,
        rooms: &Rooms,
        cancel: &AtomicBool,
    ) -> Option<String> {
        let said = rooms.work.join("out").join("version");
        let file = fs::File::create(&said).ok()?;
        let mut command = self.command(confinement, rooms, VERSION_SECONDS);
        command.arg("--version").stdout(Stdio::from(file));
        let time = Duration::from_secs(VERSION_SECONDS);
        match run(command, time, cancel) {
            Ok(Ended::Itself(status)) if status.success() => {}
            _ => return None,
        }
        let text = fs::read(&said).ok()?;
        let text = String::from_utf8_lossy(&text);
        let mut words = text.split_whitespace();
        let name = words.find(|word| *word == "LibreOffice")?;
        let number = words.next()?;
        let is_number = number.chars().all(|c| c.is_ascii_digit() || c == '.');
        is_number.then(|| format!("{name} {number}"))
    }

    /// Has it write a paper in another form, into the rooms.
    pub(crate) fn write(
        &self,
        confinement: Confinement,
        rooms: &Rooms,
        (paper, media, form): (&Path, MediaKind, Form),
        seconds: u64,
        cancel: &AtomicBool,
    ) -> io::Result<Ended> {
        let name = format!("paper.{}", media.extension());
        fs::copy(paper, rooms.work.join("in").join(&name))?;
        let family = media.office();
        let wanted = match form {
            Form::Pdf => {
                let filter = match family {
                    Some(OfficeKind::Sheet) => "calc_pdf_Export",
                    Some(OfficeKind::Slides) => "impress_pdf_Export",
                    _ => "writer_pdf_Export",
                };
                format!("pdf:{filter}:{EXPORT}")
            }
            Form::Flat | Form::Calculated => flat(media).extension().to_owned(),
        };
        let seen = confinement.seen(&rooms.work);
        let mut command = self.command(confinement, rooms, seconds);
        command.args(["--convert-to", &wanted]);
        command.arg("--outdir").arg(seen.join("out"));
        command.arg(seen.join("in").join(name));
        command.stdout(Stdio::null());
        run(command, Duration::from_secs(seconds), cancel)
    }

    /// The command with its profile, without a window and without questions.
    fn command(&self, confinement: Confinement, rooms: &Rooms, seconds: u64) -> Command {
        let profile = file_url(&confinement.seen(&rooms.work).join("profile"));
        let mut command = confinement.command(&rooms.work, &self.program, seconds);
        command.arg(format!("-env:UserInstallation={profile}"));
        command.args(["--headless", "--norestore", "--nologo", "--nolockcheck"]);
        command.args(["--nodefault", "--nofirststartwizard"]);
        command
    }
}
