//! Cuts a chat to some of its days.

use std::cmp::Ordering;
use std::path::PathBuf;

use expediente_intake::{ChatDays, PagesRequest, Question, Received, Staged, Stopped, stage};
use expediente_model::{
    Act, Change, DaySpan, Digest, Document, Item, MadePages, Matter, MatterId, PROMISE_VERSION,
};

use crate::chats::ChatDaysView;
use crate::edit::arrange::batch_of;
use crate::edit::commit::commit_planned;
use crate::edit::named::{self, NamedMatter};
use crate::error::{AppError, At};
use crate::intake::typeset_request;
use crate::item::item_of;
use crate::platform;
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::Watch;

/// The chat of a document.
fn chat<'m>(named: &'m NamedMatter, document: &str) -> Result<(&'m Document, &'m Item), AppError> {
    let document = named.document(document)?;
    let item = item_of(&named.matter, &document.item)?;
    if !item.is_chat() {
        return Err(RequestError::NoChat(item.name.clone()).into());
    }
    Ok((document, item))
}

pub(crate) fn days(
    state: &State,
    id: &MatterId,
    document: &str,
    watch: &dyn Watch,
) -> Result<ChatDaysView, AppError> {
    let named = named::named(state, id)?;
    let (document, item) = chat(&named, document)?;
    let shown = typeset_request::days_of(item.typeset());
    let (staged, pages) = asked(state, &named.matter, item, shown, watch)?;
    let counted = count(state, item, (&staged, pages), watch)?;
    let text = |day: expediente_model::Date| day.to_string();
    Ok(ChatDaysView {
        document: document.id.to_string(),
        from: shown.from().map(text),
        to: shown.to().map(text),
        days: counted
            .days
            .iter()
            .map(|(day, messages)| (day.to_string(), *messages))
            .collect(),
        undated: counted.undated,
    })
}

pub(crate) fn cut(
    state: &State,
    id: &MatterId,
    document: &str,
    (from, to): (Option<&str>, Option<&str>),
    watch: &dyn Watch,
) -> Result<String, AppError> {
    cut_to(state, id, document, read_span(from, to)?, watch)
}

fn cut_to(
    state: &State,
    id: &MatterId,
    document: &str,
    span: DaySpan,
    watch: &dyn Watch,
) -> Result<String, AppError> {
    let named = named::named(state, id)?;
    let (document, item) = chat(&named, document)?;
    is_whole(&named.matter, item)?;
    let document = document.id.to_string();
    if typeset_request::days_of(item.typeset()) == span {
        // Nothing is recorded where nothing changes.
        return commit_planned(state, id, |_| Ok((Act::Days, batch_of(Vec::new()))));
    }
    let (staged, pages) = asked(state, &named.matter, item, span, watch)?;
    if !span.is_all() {
        let counted = count(state, item, (&staged, pages.clone()), watch)?;
        has_messages(&counted, span)?;
    }
    let staging = state.vault.staging();
    let out = platform::private_folder_in(&staging, "made-").at(&staging)?;
    let question = Question::new(&staged, out.path()).with_pages(pages);
    let received = state.inspector.inspect(&question, watch.cancel());
    let received = received.map_err(|why| stopped(state, item, why))?;
    let original = item.original;
    let (shown, files) = made_pages(received);
    let now = state.now();
    // The files are durable with the paper before a change shows them.
    state.vault.renew(id, &original, &files, &now, |item| {
        for new in &shown.derivatives {
            if item.derivatives.iter().all(|had| had.digest != new.digest) {
                item.derivatives.push(new.clone());
            }
        }
    })?;
    commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let (_, item) = chat(&named, &document)?;
        is_whole(&named.matter, item)?;
        let change = Change::ShowPages {
            item: original,
            pages: Box::new(shown.clone()),
        };
        Ok((Act::Days, change))
    })
}

pub(crate) fn cut_all(
    state: &State,
    id: &MatterId,
    span: DaySpan,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    let matter = state.vault.matter(id)?;
    let mut has_chat = false;
    for document in matter.documents() {
        if item_of(&matter, &document.item)?.is_chat() {
            has_chat = true;
            cut_to(state, id, &document.id.to_string(), span, watch)?;
        }
    }
    if has_chat {
        Ok(())
    } else {
        Err(RequestError::NoChats.into())
    }
}

/// A span as people write its days.
pub(crate) fn read_span(from: Option<&str>, to: Option<&str>) -> Result<DaySpan, RequestError> {
    let day = |text: Option<&str>| match text {
        None => Ok(None),
        Some(text) => {
            let day = text.parse::<expediente_model::Date>().ok();
            let day = day.filter(|day| day.day().is_some());
            day.map(Some)
                .ok_or_else(|| RequestError::NoDay(text.to_owned()))
        }
    };
    DaySpan::new(day(from)?, day(to)?).ok_or(RequestError::DaysReversed)
}

/// Pages that somebody chose or turned by number would be others.
fn is_whole(matter: &Matter, item: &Item) -> Result<(), RequestError> {
    let mut documents = matter.documents().filter(|one| one.item == item.original);
    let has_chosen = documents.any(|one| {
        one.pages.is_some()
            || !one.left_out.is_empty()
            || one.turns.values().any(|turn| turn.degrees() != 0)
    });
    if has_chosen {
        Err(RequestError::ChatPagesChosen(item.name.clone()))
    } else {
        Ok(())
    }
}

fn has_messages(counted: &ChatDays, span: DaySpan) -> Result<(), RequestError> {
    let days = || counted.days.iter().map(|(day, _)| *day);
    if days().any(|day| span.place_of(day) == Ordering::Equal) {
        return Ok(());
    }
    let text =
        |day: Option<expediente_model::Date>| day.map_or_else(String::new, |day| day.to_string());
    Err(RequestError::NoMessages {
        first: text(days().min()),
        last: text(days().max()),
    })
}

/// A copy of a chat in the staging folder, and what its pages need.
fn asked(
    state: &State,
    matter: &Matter,
    item: &Item,
    span: DaySpan,
    watch: &dyn Watch,
) -> Result<(Staged, PagesRequest), AppError> {
    let path = state.vault.papers(&matter.id).original(&item.original);
    let staged = stage(&path, &state.vault.staging(), watch.cancel());
    let staged = staged.map_err(|why| stopped(state, item, why))?;
    if staged.digest != item.original {
        let name = item.name.clone();
        return Err(expediente_bundle::BundleError::Altered { name }.into());
    }
    let pages = typeset_request::of_item(state, matter, item, item.typeset())?;
    Ok((
        staged,
        PagesRequest {
            days: span,
            ..pages
        },
    ))
}

fn count(
    state: &State,
    item: &Item,
    (staged, pages): (&Staged, PagesRequest),
    watch: &dyn Watch,
) -> Result<ChatDays, AppError> {
    let staging = state.vault.staging();
    let question = Question::new(staged, &staging).with_pages(pages);
    let counted = state.inspector.chat_days(&question, watch.cancel());
    counted.map_err(|why| stopped(state, item, why))
}

fn stopped(state: &State, item: &Item, why: Stopped) -> AppError {
    match why {
        Stopped::Cancelled => AppError::Cancelled,
        Stopped::Refused(finding) => AppError::NotTaken {
            path: item.name.clone().into(),
            findings: vec![FindingView::new(state.texts(), &finding, None)],
        },
    }
}

/// The pages that a reader made of a chat, and their files.
fn made_pages(received: Received) -> (MadePages, Vec<(Digest, PathBuf)>) {
    let made = received.derivatives.into_iter();
    let (derivatives, files) = made
        .map(|made| {
            let file = (made.derivative.digest, made.path);
            (made.derivative, file)
        })
        .unzip();
    let shown = MadePages {
        pages: received.pages,
        first_words: received.first_words,
        page_facts: received.page_facts,
        promises: received.promises,
        promise_version: PROMISE_VERSION,
        read: None,
        derivatives,
        findings: received.findings,
    };
    (shown, files)
}
