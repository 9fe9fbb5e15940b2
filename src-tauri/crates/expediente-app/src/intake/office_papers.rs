//! Office papers: a child looks at the file, LibreOffice makes its pages, and a child reads them.

use std::fs;
use std::path::Path;

use expediente_intake::{Question, Received, Staged, Stopped, Unconverted};
use expediente_model::{Code, DAY, Derivative, Finding, Item, Purpose, io_reason};

use crate::intake::title_guess;
use crate::state::State;
use crate::watch::Watch;

/// The folder in which LibreOffice works, among what is made of a paper.
const WORK: &str = "office";

/// Separates lines in the value of a finding.
const LINE: &str = " \u{b6} ";

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
    let unreadable =
        |error: std::io::Error| Finding::new(Code::FileUnreadable).with("why", io_reason(&error));
    let work = made.join(WORK);
    fs::create_dir_all(&work).map_err(unreadable)?;
    let today = state.today().to_string();
    let day = day.map_or(today.as_str(), |day| day);
    let how = (state.office_runs_free(), day);
    let exported = match state.converter.export((staged, media), &work, how, cancel) {
        Ok(exported) => exported,
        Err(Unconverted::Missing(system)) => {
            return Err(with_words(looked_at).with("system", system).into());
        }
        Err(Unconverted::Unconfined) => {
            let finding = with_words(looked_at);
            let code = Code::OfficeUnconfined;
            return Err(Finding { code, ..finding }.into());
        }
        Err(Unconverted::Stopped(Stopped::Refused(finding))) => {
            let what = looked_at.args.get("what").cloned();
            return Err(match what {
                Some(what) => finding.with("what", what),
                None => finding,
            }
            .into());
        }
        Err(Unconverted::Stopped(Stopped::Cancelled)) => return Err(Stopped::Cancelled),
    };
    let received = state
        .inspector
        .inspect(&question.with_exported(&exported)?, cancel);
    // A profile, a copy of the paper and a second PDF need not wait for the end of the intake.
    let _ = fs::remove_dir_all(&work);
    received
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
    let title = title_guess::title_of_page(&words.replace(LINE, "\n"));
    let finding = finding.with("words", words.replace(LINE, " / "));
    match title {
        Some(title) => finding.with("title", title),
        None => finding,
    }
}
