//! The pages of a chat: what it is, then day by day each message with its time and its name.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_intake::DateOrder;
use expediente_intake::protocol::{InspectRequest, PagesRequest, UntrustedPaper};
use expediente_model::{Catalogue, Code, Date, FOLDER, FROM, Finding, MEDIA, REFUSED, TO};

use crate::chat::cut::Cut;
use crate::chat::pictures::{Beside, Came};
use crate::chat::{self, Chat, Clock, Message, OrderBy};
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

/// The media that a chat names, and what became of them.
#[derive(Default)]
struct Media {
    named: u64,
    missing: u64,
    refused: u64,
    not_drawn: u64,
    /// By the names in the messages.
    came: BTreeMap<String, Came>,
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
    let cut = Cut::of(chat, pages.days).ok_or_else(|| none_in(chat, &texts))?;
    let chat = &cut.shown;
    let mut beside = beside(pages, out);
    let mut layout = Layout::new(pages.paper)?;
    // Of every file that came the pages can be made again, whichever days they show.
    for name in &cut.media {
        beside.note(name);
    }
    let mut media = count(chat, &mut beside);
    head(&mut layout, &cut, request, &texts, &media)?;
    let mut day: Option<Date> = None;
    // Of a chat that is cut, the messages that are shown are counted.
    let mut shown = 0;
    for (message, &number) in chat.messages.iter().zip(&cut.numbers) {
        if message.is_heading {
            day = None;
            heading(&mut layout, message, &texts)?;
            continue;
        }
        shown += 1;
        let number = if cut.is_cut() { shown } else { number };
        if message.day.is_some() && message.day != day {
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
        set(&mut layout, message, &texts, &mut media)?;
    }
    left_out_media(&mut layout, &cut, &texts)?;
    settings.extend(chat::settings(chat));
    settings.extend(kept_settings(&cut, &beside, pages));
    let names = media.came.iter();
    let refused = names.filter(|(_, came)| matches!(came, Came::Refused));
    let refused: Vec<&str> = refused.map(|(name, _)| name.as_str()).collect();
    if !refused.is_empty() {
        settings.insert(REFUSED.to_owned(), refused.join("/"));
    }
    findings.extend(told(&cut, &media, &texts));
    let (key, total) = if cut.is_cut() {
        ("typeset.chat.messages.cut", cut.count())
    } else {
        ("typeset.chat.messages", cut.total)
    };
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
            texts.fill(key, values) + " · "
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

/// The files that a chat names: in the folder in which it lies, or as the parent knows them.
fn beside(pages: &PagesRequest, out: &OutFolder<'_>) -> Beside {
    let folder = pages.beside.as_deref().map(Path::new);
    let until = out.optional_until();
    match (&pages.media, folder) {
        (Some(media), Some(folder)) => {
            let files = media.iter();
            let files = files.map(|(name, file)| (name.clone(), folder.join(file)));
            Beside::with(files.collect(), &pages.refused, until)
        }
        _ => Beside::of(folder, &pages.refused, until),
    }
}

/// The finding that no message is of the days that were asked for.
fn none_in(chat: &Chat, texts: &Catalogue) -> Finding {
    let (first, last) = ends(chat, texts);
    Finding::new(Code::ChatDaysEmpty)
        .with("first", first)
        .with("last", last)
}

/// The settings without which these pages could not be made again.
fn kept_settings(cut: &Cut, beside: &Beside, pages: &PagesRequest) -> Vec<(String, String)> {
    let day = |name: &str, day: Option<Date>| Some((name.to_owned(), day?.to_string()));
    let folder = pages.folder_name();
    let kept = [
        day(FROM, cut.span.from()),
        day(TO, cut.span.to()),
        beside.as_setting().map(|media| (MEDIA.to_owned(), media)),
        folder.map(|name| (FOLDER.to_owned(), name)),
    ];
    kept.into_iter().flatten().collect()
}

/// The names of the files that only messages name that are left out.
fn left_out_media(layout: &mut Layout, cut: &Cut, texts: &Catalogue) -> Result<(), Finding> {
    if cut.media.is_empty() {
        return Ok(());
    }
    layout.gap(SIZE);
    layout.room(SIZE * 4.0)?;
    layout.rule();
    layout.gap(SIZE * 0.5);
    let title = texts.text("typeset.chat.cut.media.list");
    layout.text(Face::Bold, title, Style::of(9.0))?;
    for name in &cut.media {
        layout.text(Face::Regular, name, Style::of(SMALL))?;
    }
    Ok(())
}

/// Looks what became of the media, each once.
fn count(chat: &Chat, beside: &mut Beside) -> Media {
    let mut media = Media::default();
    for message in &chat.messages {
        media.named += message.media.len() as u64 + message.left_out;
        media.missing += message.left_out;
        for name in &message.media {
            let came = media
                .came
                .entry(name.clone())
                .or_insert_with(|| beside.came(name));
            match came {
                Came::Absent => media.missing += 1,
                Came::Refused => media.refused += 1,
                Came::NotDrawn => media.not_drawn += 1,
                Came::Drawn(_) | Came::Paper => {}
            }
        }
    }
    media
}

/// The name of a conversation of a file with several.
fn heading(layout: &mut Layout, message: &Message, texts: &Catalogue) -> Result<(), Finding> {
    layout.gap(SIZE);
    layout.room(SIZE * 6.0)?;
    layout.rule();
    layout.gap(SIZE * 0.5);
    let title = texts.fill("typeset.chat.with", [("name", message.text.clone())]);
    layout.text(Face::Bold, &title, Style::of(13.0))
}

/// The messages of a chat without the names of its conversations.
fn messages(chat: &Chat) -> usize {
    chat.messages.iter().filter(|one| !one.is_heading).count()
}

/// What the first page says of the chat.
fn head(
    layout: &mut Layout,
    cut: &Cut,
    request: &InspectRequest,
    texts: &Catalogue,
    media: &Media,
) -> Result<(), Finding> {
    let chat = &cut.shown;
    let title = match &chat.name {
        Some(name) => texts.fill("typeset.chat.with", [("name", name.clone())]),
        None => texts.text("typeset.chat.title").to_owned(),
    };
    layout.text(Face::Bold, &title, Style::of(15.0))?;
    layout.gap(6.0);
    let pages = &request.pages;
    // The file that is kept, and what it came out of.
    let file = match &pages.origin {
        Some(origin) => format!("{} ({})", origin.path, origin.name),
        None => pages.name.clone(),
    };
    let digest: String = request.digest.to_string().chars().take(DIGITS).collect();
    let (first, last) = ends(chat, texts);
    if cut.is_cut() {
        for line in cut_in_words(cut, texts) {
            layout.text(Face::Bold, &line, Style::of(9.0))?;
        }
        layout.gap(6.0);
    }
    let mut lines = vec![
        texts.fill("typeset.chat.file", [("file", file), ("digest", digest)]),
        texts.fill(
            "typeset.chat.span",
            [
                ("messages", messages(chat).to_string()),
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
    if media.refused > 0 {
        let count = [("count", media.refused.to_string())];
        lines.push(texts.fill("typeset.chat.media.refused", count));
    }
    lines.extend(order_in_words(chat, texts));
    if chat.doubts.has_one_line_end {
        lines.push(texts.text("typeset.chat.breaks").to_owned());
    }
    for line in lines {
        layout.text(Face::Regular, &line, Style::of(9.0))?;
    }
    layout.gap(6.0);
    layout.rule();
    Ok(())
}

/// What the first page says of a chat that is cut.
fn cut_in_words(cut: &Cut, texts: &Catalogue) -> Vec<String> {
    let say = |day: Date| day_in_words(texts, day);
    let (from, to) = (cut.span.from().map(say), cut.span.to().map(say));
    let (key, from, to) = match (from, to) {
        (Some(from), Some(to)) => ("typeset.chat.cut.between", from, to),
        (Some(from), None) => ("typeset.chat.cut.from", from, String::new()),
        (None, to) => (
            "typeset.chat.cut.to",
            String::new(),
            to.into_iter().collect(),
        ),
    };
    let shown = messages(&cut.shown) as u64;
    let values = [
        ("from", from),
        ("to", to),
        ("shown", shown.to_string()),
        ("total", cut.total.to_string()),
    ];
    let mut lines = vec![texts.fill(key, values)];
    let left_outs = [
        (
            cut.before,
            "typeset.chat.cut.before",
            "typeset.chat.cut.before.none",
        ),
        (
            cut.after,
            "typeset.chat.cut.after",
            "typeset.chat.cut.after.none",
        ),
    ];
    for (left_out, key, none) in left_outs {
        lines.push(match left_out.days {
            None => texts.text(none).to_owned(),
            Some((first, last)) => {
                let values = [
                    ("messages", left_out.messages.to_string()),
                    ("first", say(first)),
                    ("last", say(last)),
                ];
                texts.fill(key, values)
            }
        });
    }
    let counted = |key: &str, count: u64| {
        let line = || texts.fill(key, [("count", count.to_string())]);
        (count > 0).then(line)
    };
    lines.extend(counted("typeset.chat.cut.undated", cut.undated));
    lines.extend(counted("typeset.chat.cut.media", cut.media.len() as u64));
    lines.extend(counted("typeset.chat.cut.unnamed", cut.unnamed));
    if !cut.conversations.is_empty() {
        let names = cut.conversations.join(", ");
        lines.push(texts.fill("typeset.chat.cut.conversations", [("names", names)]));
    }
    lines
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
    texts: &Catalogue,
    media: &mut Media,
) -> Result<(), Finding> {
    let mut lines = message.text.split('\n');
    let first = lines.next().map_or("", |line| line);
    let time = match message.written.as_deref() {
        None => format!("{}  ", message.time),
        Some("") => format!("[{}]  ", texts.text("typeset.chat.undated")),
        Some(written) => format!("[{written}]  "),
    };
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
        let came = media.came.get_mut(name);
        let came = came.map(|came| match came {
            // It is drawn where it is named first.
            Came::Drawn(_) => std::mem::replace(came, Came::Paper),
            Came::Absent => Came::Absent,
            Came::Refused => Came::Refused,
            Came::NotDrawn | Came::Paper => Came::Paper,
        });
        let said = match came {
            Some(Came::Drawn(jpeg)) => {
                layout.picture(jpeg, PICTURE, INDENT)?;
                format!("→ {name}")
            }
            Some(Came::NotDrawn | Came::Paper) => format!("→ {name}"),
            Some(Came::Refused) => texts.fill("typeset.chat.refused", [("name", name.clone())]),
            Some(Came::Absent) | None => {
                texts.fill("typeset.chat.absent", [("name", name.clone())])
            }
        };
        layout.text(Face::Regular, &said, small)?;
    }
    layout.gap(SIZE * 0.25);
    Ok(())
}

/// What the user should know.
fn told(cut: &Cut, media: &Media, texts: &Catalogue) -> Vec<Finding> {
    let chat = &cut.shown;
    let (first, last) = ends(chat, texts);
    let pages = Finding::new(Code::ChatPages)
        .with("messages", messages(chat))
        .with("first", first)
        .with("last", last);
    // Dates that leave no question need no sentence.
    let mut findings = vec![match order_in_words(chat, texts) {
        Some(order) => pages.with("order", order),
        None => pages.with("order", ""),
    }];
    if cut.is_cut() {
        let span = Finding::new(Code::ChatCut)
            .with("shown", messages(chat))
            .with("before", cut.before.messages)
            .with("after", cut.after.messages)
            .with("undated", cut.undated)
            .with("files", cut.media.len());
        findings.push(span);
    }
    if media.missing > 0 {
        let code = match chat.clock {
            Clock::Phone => Code::ChatMediaMissing,
            Clock::Computer | Clock::Utc => Code::ChatFilesMissing,
        };
        findings.push(
            Finding::new(code)
                .with("named", media.named)
                .with("missing", media.missing),
        );
    }
    if media.refused > 0 {
        let names = media.came.iter();
        let names = names.filter(|(_, came)| matches!(came, Came::Refused));
        let names: Vec<&str> = names.map(|(name, _)| name.as_str()).take(TOLD).collect();
        findings.push(
            Finding::new(Code::ChatMediaRefused)
                .with("count", media.refused)
                .with("names", names.join(", ")),
        );
    }
    if media.not_drawn > 0 {
        findings.push(Finding::new(Code::ChatPicturesNotDrawn).with("count", media.not_drawn));
    }
    findings.extend(doubts(chat));
    findings
}

/// Names that a finding tells.
const TOLD: usize = 8;

/// What is not certain of the messages.
fn doubts(chat: &Chat) -> Vec<Finding> {
    let mut findings = Vec::new();
    let counted = |code: Code, count: u64| {
        let finding = Finding::new(code).with("count", count);
        (count > 0).then_some(finding)
    };
    findings.extend(counted(Code::ChatLinesInside, chat.doubts.inside));
    findings.extend(counted(Code::ChatLinesBroken, chat.doubts.broken));
    findings.extend(counted(Code::ChatTimesDiffer, chat.doubts.differing));
    let mut odd = chat.messages.iter().filter_map(|one| one.written.as_ref());
    if let Some(first) = odd.next() {
        findings.push(
            Finding::new(Code::ChatDatesOdd)
                .with("count", odd.count() + 1)
                .with("written", first),
        );
    }
    let (count, first) = chat.back_in_time();
    if let Some(first) = first {
        let day = first.day.map_or_else(String::new, |day| day.to_string());
        findings.push(
            Finding::new(Code::ChatTimeBack)
                .with("count", count)
                .with("date", day)
                .with("time", &first.time),
        );
    }
    if let Some((first, second)) = &chat.doubts.years {
        findings.push(
            Finding::new(Code::ChatYearUnsure)
                .with("first", first)
                .with("second", second),
        );
    }
    let names = chat.messages.iter().filter(|one| one.is_heading);
    let names: Vec<&str> = names.map(|one| one.text.as_str()).collect();
    if !names.is_empty() {
        let shown: Vec<&str> = names.iter().copied().take(TOLD).collect();
        findings.push(
            Finding::new(Code::ChatSeveral)
                .with("count", names.len())
                .with("names", shown.join(", ")),
        );
    }
    findings
}
