//! Office papers: a child looks at the file, LibreOffice makes its pages, and a child reads them.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_intake::protocol::{FITTED_NAME, FORMULAS, LINE_MARK};
use expediente_intake::{
    Exported, Question, Received, Run, Staged, Stopped, Unconverted, limits, stage,
};
use expediente_model::{Code, DAY, Derivative, Finding, Item, MediaKind, OfficeKind, Purpose};

use crate::intake::title_guess;
use crate::state::State;
use crate::watch::Watch;

/// The folder in which LibreOffice works, among what is made of a paper.
const WORK: &str = "office";

/// Has a child inspect a paper; makes the pages of an Office paper before, as on `day` or today.
///
/// # Errors
/// The finding with which it is refused, or that the user cancelled.
pub(crate) fn inspect(
    state: &State,
    (staged, question): (&Staged, Question),
    (made, day): (&Path, Option<&str>),
    watch: &dyn Watch,
) -> Result<Received, Stopped> {
    let cancel = watch.cancel();
    let media = question.media()?;
    if !media.is_office() {
        return state.inspector.inspect(&question, cancel);
    }
    // What is locked, damaged or made to harm is not given to LibreOffice.
    let looked_at = match state.inspector.inspect(&question, cancel) {
        Err(Stopped::Refused(finding)) if finding.code == Code::OfficeMissing => finding,
        result => return result,
    };
    let unreadable = |error: std::io::Error| Finding::unreadable(&error);
    let work = made.join(WORK);
    fs::create_dir_all(&work).map_err(unreadable)?;
    let today = state.today().to_string();
    let run = Run {
        work: &work,
        may_run_free: state.office_runs_free(),
        seconds: limits::convert_seconds(staged.size),
        cancel,
    };
    let day = day.map_or(today.as_str(), |day| day);
    let received = exported(state, (staged, media), (&run, day))
        .map_err(|why| refusal(why, looked_at))
        .and_then(|exported| {
            let question = question.with_exported(&exported)?;
            state.inspector.inspect(&question, cancel)
        });
    // A profile, a copy of the paper and a second PDF need not wait for the end of the intake.
    let _ = fs::remove_dir_all(&work);
    received
}

/// Has LibreOffice make the pages. Of papers before 2007 and of spreadsheets it first writes one
/// XML file; a child makes the columns of a spreadsheet fit the paper.
fn exported(
    state: &State,
    (staged, media): (&Staged, MediaKind),
    (run, day): (&Run<'_>, &str),
) -> Result<Exported, Unconverted> {
    let converter = &state.converter;
    let is_sheet = media.office() == Some(OfficeKind::Sheet);
    if !is_sheet && !matches!(media, MediaKind::Doc | MediaKind::Ppt) {
        return converter.export((&staged.path, media), run, day);
    }
    let (flat, flat_media) = converter.flatten((&staged.path, media), run)?;
    let kept = stage(&flat, run.work, run.cancel)?;
    let mut paper = (staged.path.to_path_buf(), media);
    let mut calculated = None;
    if is_sheet {
        let folder = run.work.join("fitted");
        // It refuses as it does any Office paper without pages, and leaves the file that fits.
        let question = Question::new(&kept, &folder);
        match state.inspector.inspect(&question, run.cancel) {
            Err(Stopped::Refused(finding)) if finding.code == Code::OfficeMissing => {
                if finding.args.contains_key(FORMULAS) {
                    let written = converter.calculate((&staged.path, media), run)?;
                    let kept = stage(&written, run.work, run.cancel)?;
                    calculated = Some(kept_path(kept)?);
                }
            }
            Err(why) => return Err(why.into()),
            Ok(_) => return Err(Finding::new(Code::ReaderFailed).into()),
        }
        paper = (folder.join(FITTED_NAME), flat_media);
    }
    let exported = converter.export((&paper.0, paper.1), run, day)?;
    Ok(Exported {
        flat: Some((kept_path(kept)?, flat_media)),
        calculated,
        ..exported
    })
}

/// Keeps a copy until the folder in which LibreOffice works is removed.
fn kept_path(copy: Staged) -> Result<PathBuf, Finding> {
    let kept = copy.path.keep();
    kept.map_err(|error| Finding::unreadable(&error.error))
}

/// The finding with which a paper without pages is refused.
fn refusal(why: Unconverted, looked_at: Finding) -> Stopped {
    match why {
        Unconverted::Missing(system) => with_words(looked_at).with("system", system).into(),
        Unconverted::Unconfined => {
            let code = Code::OfficeUnconfined;
            let finding = with_words(looked_at);
            Finding { code, ..finding }.into()
        }
        Unconverted::Stopped(Stopped::Refused(finding)) => match looked_at.args.get("what") {
            Some(what) => finding.with("what", what).into(),
            None => finding.into(),
        },
        Unconverted::Stopped(Stopped::Cancelled) => Stopped::Cancelled,
    }
}

/// The day on which the pages of a stored paper were made.
pub(crate) fn day_of(item: &Item) -> Option<&str> {
    let is_exported = |made: &&Derivative| made.purpose == Purpose::Exported;
    let made = item.derivatives.iter().find(is_exported);
    made.and_then(|made| made.settings.get(DAY))
        .map(String::as_str)
}

/// The words of a paper on one line, and the title that they suggest.
fn with_words(finding: Finding) -> Finding {
    let Some(words) = finding.args.get("words").cloned() else {
        return finding;
    };
    let title =
        title_guess::title_of_page(&words.replace(LINE_MARK, "\n"), &[]).map(|(title, _)| title);
    let finding = finding.with("words", words.replace(LINE_MARK, " / "));
    match title {
        Some(title) => finding.with("title", title),
        None => finding,
    }
}
