//! The pages of a chat: what it is, then day by day each message with its time and its name.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_intake::DateOrder;
use expediente_intake::protocol::{InspectRequest, UntrustedPaper};
use expediente_model::{Catalogue, Code, Date, Finding};

use crate::chat::pictures::{Beside, Drawn};
use crate::chat::{self, Chat, Message, OrderBy};
use crate::out_folder::OutFolder;
use crate::typeset::faces::Face;
use crate::typeset::line_breaks::Styled;
use crate::typeset::page_layout::{LEADING, Layout, Style};
use crate::words::made;

/// Points of the letters.
const SIZE: f64 = 10.0;

/// Points of names of files.
const SMALL: f64 = 8.0;

/// Points of the longest side of a picture: 6 cm.
const PICTURE: f64 = 170.0;

/// Points by which the lines of a message are further in than its time.
const INDENT: f64 = 30.0;

/// Digits of a SHA-256 that are printed.
const DIGITS: usize = 16;

/// How many media a chat names, and how many of them are not there.
#[derive(Default)]
struct Media {
    named: u64,
    missing: u64,
    not_drawn: u64,
}

/// Makes pages of a chat.
///
/// # Errors
/// When there are too many, or they cannot be written.
pub(crate) fn inspect(
    chat: &Chat,
    request: &InspectRequest,
    (mut settings, mut findings): (BTreeMap<String, String>, Vec<Finding>),
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let pages = &request.pages;
    let texts = made::texts(pages)?;
    let folder = pages.beside.as_deref().map(Path::new);
    let mut beside = Beside::of(folder, out.optional_until());
    let mut layout = Layout::new(pages.paper)?;
    let mut media = count(chat, &beside);
    head(&mut layout, chat, request, &texts, &media)?;
    let mut day: Option<Date> = None;
    for (number, message) in (1..).zip(&chat.messages) {
        if message.day != day || number == 1 {
            day = message.day;
            layout.gap(SIZE * 0.6);
            // A heading stays with the first message of its day.
            layout.room(SIZE * 4.0)?;
            layout.mark(number);
            let text = day.map_or_else(String::new, |day| day_in_words(&texts, day));
            layout.text(Face::Bold, &text, Style::of(SIZE))?;
            layout.gap(SIZE * 0.3);
        }
        layout.mark(number);
        set(&mut layout, message, &mut beside, &texts, &mut media)?;
    }
    settings.extend(chat::settings(chat));
    findings.extend(told(chat, &media, &texts));
    let total = chat.messages.len();
    let file = made::shown_name(pages);
    let left = match &chat.name {
        Some(name) => format!("{name} · {file}"),
        None => file,
    };
    let header = |page, count, marks: Option<(u64, u64)>| {
        let of = marks.map(|(first, last)| {
            let values = [
                ("first", first.to_string()),
                ("last", last.to_string()),
                ("total", total.to_string()),
            ];
            texts.fill("typeset.chat.messages", values) + " · "
        });
        let page = made::page_of(&texts, page, count);
        let right = match of {
            Some(of) => of + &page,
            None => page,
        };
        (left.clone(), right)
    };
    let known = made::Known {
        settings,
        findings,
        ..made::Known::default()
    };
    made::paper(layout, header, request, known, out)
}

fn count(chat: &Chat, beside: &Beside) -> Media {
    let mut media = Media::default();
    for message in &chat.messages {
        media.named += message.media.len() as u64 + message.left_out;
        media.missing += message.left_out;
        let missing = message
            .media
            .iter()
            .filter(|name| beside.file(name).is_none());
        media.missing += missing.count() as u64;
    }
    media
}

/// What the first page says of the chat.
fn head(
    layout: &mut Layout,
    chat: &Chat,
    request: &InspectRequest,
    texts: &Catalogue,
    media: &Media,
) -> Result<(), Finding> {
    let title = match &chat.name {
        Some(name) => texts.fill("typeset.chat.with", [("name", name.clone())]),
        None => texts.text("typeset.chat.title").to_owned(),
    };
    layout.text(Face::Bold, &title, Style::of(15.0))?;
    layout.gap(6.0);
    let pages = &request.pages;
    let (file, digest) = match &pages.origin {
        Some(origin) => (format!("{} ({})", origin.name, origin.path), origin.digest),
        None => (pages.name.clone(), request.digest),
    };
    let digest: String = digest.to_string().chars().take(DIGITS).collect();
    let (first, last) = ends(chat, texts);
    let mut lines = vec![
        texts.fill("typeset.chat.file", [("file", file), ("digest", digest)]),
        texts.fill(
            "typeset.chat.span",
            [
                ("messages", chat.messages.len().to_string()),
                ("first", first),
                ("last", last),
            ],
        ),
        texts.text(chat.clock.key()).to_owned(),
        texts.fill(
            "typeset.chat.media",
            [
                ("named", media.named.to_string()),
                ("missing", media.missing.to_string()),
            ],
        ),
    ];
    lines.extend(order_in_words(chat, texts));
    for line in lines {
        layout.text(Face::Regular, &line, Style::of(9.0))?;
    }
    layout.gap(6.0);
    layout.rule();
    Ok(())
}

/// The first and the last day.
fn ends(chat: &Chat, texts: &Catalogue) -> (String, String) {
    let days = || chat.messages.iter().filter_map(|message| message.day);
    let say = |day: Option<Date>| day.map_or_else(String::new, |day| day_in_words(texts, day));
    (say(days().min()), say(days().max()))
}

fn order_in_words(chat: &Chat, texts: &Catalogue) -> Option<String> {
    let key = match chat.order {
        OrderBy::Form => return None,
        OrderBy::Day(DateOrder::DayFirst) => "typeset.chat.order.day",
        OrderBy::Day(DateOrder::MonthFirst) => "typeset.chat.order.month",
        OrderBy::Language(_) => "typeset.chat.order.language",
        OrderBy::Answer(DateOrder::DayFirst) => "typeset.chat.order.answer-day",
        OrderBy::Answer(DateOrder::MonthFirst) => "typeset.chat.order.answer-month",
    };
    Some(texts.text(key).to_owned())
}

fn day_in_words(texts: &Catalogue, day: Date) -> String {
    let (Some(month), Some(number)) = (day.month(), day.day()) else {
        return day.to_string();
    };
    let values = [
        ("day", number.to_string()),
        (
            "month",
            texts.text(&format!("typeset.month.{month}")).to_owned(),
        ),
        ("year", day.year().to_string()),
    ];
    texts.fill("typeset.day", values)
}

/// Sets one message.
fn set(
    layout: &mut Layout,
    message: &Message,
    beside: &mut Beside,
    texts: &Catalogue,
    media: &mut Media,
) -> Result<(), Finding> {
    let mut lines = message.text.split('\n');
    let first = lines.next().map_or("", |line| line);
    let time = format!("{}  ", message.time);
    let sender = message.sender.as_ref().map(|name| format!("{name}: "));
    let mut parts = vec![Styled {
        face: Face::Regular,
        text: &time,
    }];
    parts.extend(sender.as_ref().map(|text| Styled {
        face: Face::Bold,
        text,
    }));
    parts.push(Styled {
        face: Face::Regular,
        text: first,
    });
    let style = Style {
        hanging: INDENT,
        ..Style::of(SIZE)
    };
    layout.paragraph(&parts, style)?;
    let further = Style {
        indent: INDENT,
        ..Style::of(SIZE)
    };
    for line in lines {
        if line.trim().is_empty() {
            layout.gap(SIZE * LEADING / 2.0);
        } else {
            layout.text(Face::Regular, line, further)?;
        }
    }
    for name in &message.media {
        let small = Style {
            indent: INDENT,
            ..Style::of(SMALL)
        };
        let Some(path) = beside.file(name).map(Path::to_owned) else {
            let text = texts.fill("typeset.chat.absent", [("name", name.clone())]);
            layout.text(Face::Regular, &text, small)?;
            continue;
        };
        match beside.drawn(&path) {
            Drawn::Jpeg(jpeg) => layout.picture(jpeg, PICTURE, INDENT)?,
            Drawn::NotNow => media.not_drawn += 1,
            Drawn::NoPicture => {}
        }
        layout.text(Face::Regular, &format!("→ {name}"), small)?;
    }
    layout.gap(SIZE * 0.25);
    Ok(())
}

/// What the user should know.
fn told(chat: &Chat, media: &Media, texts: &Catalogue) -> Vec<Finding> {
    let (first, last) = ends(chat, texts);
    let pages = Finding::new(Code::ChatPages)
        .with("messages", chat.messages.len())
        .with("first", first)
        .with("last", last);
    // Dates that leave no question need no sentence.
    let mut findings = vec![match order_in_words(chat, texts) {
        Some(order) => pages.with("order", order),
        None => pages.with("order", ""),
    }];
    if media.missing > 0 {
        findings.push(
            Finding::new(Code::ChatMediaMissing)
                .with("named", media.named)
                .with("missing", media.missing),
        );
    }
    if media.not_drawn > 0 {
        findings.push(Finding::new(Code::ChatPicturesNotDrawn).with("count", media.not_drawn));
    }
    if chat.inside > 0 {
        findings.push(Finding::new(Code::ChatLinesInside).with("count", chat.inside));
    }
    findings
}
