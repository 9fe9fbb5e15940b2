//! WhatsApp's exported text.

use expediente_intake::is_called_chat;
use expediente_model::{Date, Finding};

use crate::chat::date_order;
use crate::chat::line::{self, Form, Start, Written, is_mark};
use crate::chat::{Chat, Clock, Known, Message};
use crate::words::lines;

/// Days by which a message may be older than the one before: telephones that were off send late.
const LATE: i64 = 1;

/// Letters of the longest name before a text.
const NAME: usize = 100;

/// Reads the text; none if it is not a chat.
///
/// # Errors
/// The finding that asks how its dates are read.
pub(crate) fn read(text: &str, known: Known<'_>) -> Result<Option<Chat>, Finding> {
    let all: Vec<&str> = lines(text).collect();
    let first = all.iter().find(|line| !line.trim().is_empty());
    let Some(form) = first
        .and_then(|line| line::start(line))
        .map(|start| start.form)
    else {
        return Ok(None);
    };
    let starts: Vec<Option<Start<'_>>> = all.iter().map(|line| start_of(line, form)).collect();
    let count = starts.iter().flatten().count();
    let is_sent = |start: &&Start<'_>| split(start.rest).0.is_some();
    let named = known.names.iter().any(|name| is_called_chat(name));
    if !named && (count < 2 || !starts.iter().flatten().any(|start| is_sent(&start))) {
        return Ok(None);
    }
    let dates: Vec<Written> = starts.iter().flatten().map(|start| start.date).collect();
    let order = date_order::of(&dates, &all, known)?;
    let mut messages: Vec<Message> = Vec::with_capacity(count);
    let (mut inside, mut latest) = (0, None);
    for (line, start) in all.iter().zip(starts) {
        let day = start.as_ref().and_then(|start| {
            let day = date_order::read(start.date, order.order())?;
            Some((start, day))
        });
        match day {
            Some((start, day)) if !is_older(day, latest) => {
                latest = Some(day);
                messages.push(begun(start, day));
            }
            other => {
                inside += u64::from(other.is_some());
                // Before the first message there are only empty lines.
                if let Some(message) = messages.last_mut() {
                    message.text.push('\n');
                    message.text.push_str(line);
                }
            }
        }
    }
    for message in &mut messages {
        let kept = message.text.trim_end().len();
        message.text.truncate(kept);
        note_media(message, form);
    }
    Ok(Some(Chat {
        name: conversation(known.names),
        messages,
        clock: Clock::Phone,
        order,
        inside,
    }))
}

/// The beginning of a message in the form of the file.
fn start_of(line: &str, form: Form) -> Option<Start<'_>> {
    line::start(line).filter(|start| start.form == form)
}

/// Whether a day is much earlier than the one before: then the line was pasted into a message.
fn is_older(day: Date, latest: Option<Date>) -> bool {
    latest.is_some_and(|latest| latest.days_since(day) > LATE)
}

fn begun(start: &Start<'_>, day: Date) -> Message {
    let (sender, text) = split(start.rest);
    Message {
        day: Some(day),
        time: start.time.clone(),
        sender: sender.map(|name| name.trim_matches(is_mark).trim().to_owned()),
        text: text.to_owned(),
        ..Message::default()
    }
}

/// The name and the text of a message. Where the app itself speaks on Android, there is no name.
fn split(rest: &str) -> (Option<&str>, &str) {
    let (name, text) = match rest.split_once(": ") {
        Some(parts) => parts,
        // A message that begins with an empty line.
        None => match rest.strip_suffix(':') {
            Some(name) => (name, ""),
            None => return (None, rest),
        },
    };
    let is_name = !name.contains(['"', '“', '”', '«']) && name.chars().count() <= NAME;
    if is_name && !name.trim_matches(is_mark).trim().is_empty() {
        (Some(name), text)
    } else {
        (None, rest)
    }
}

/// Words behind a file's name on Android.
const ATTACHED: [&str; 8] = [
    "file attached",
    "archivo adjunto",
    "arquivo anexado",
    "ficheiro anexado",
    "fichier joint",
    "document joint",
    "datei angehängt",
    "file allegato",
];

/// Endings of words for what was left out, in the four languages.
const LEFT_OUT: [&str; 12] = [
    "omitted", "omitido", "omitida", "omitidos", "oculta", "ocultado", "ocultada", "oculto",
    "omis", "omise", "absent", "absente",
];

/// Finds the files that a message names.
fn note_media(message: &mut Message, form: Form) {
    let mut media = Vec::new();
    let mut left_out = 0;
    for line in message.text.lines() {
        if let Some(name) = bracketed(line).or_else(|| attached(line)) {
            media.push(name.to_owned());
        } else if is_left_out(line, form) {
            left_out += 1;
        }
    }
    message.media = media;
    message.left_out = left_out;
}

/// `<adjunto: 00000003-PHOTO-2021-05-04-10-02-50.jpg>` at the end of a line.
fn bracketed(line: &str) -> Option<&str> {
    let inner = line
        .trim_end()
        .trim_end_matches(is_mark)
        .strip_suffix('>')?;
    let (_, inner) = inner.rsplit_once('<')?;
    let (word, name) = inner.split_once(':')?;
    let is_word = (3..=24).contains(&word.trim().chars().count()) && !word.contains('/');
    if is_word { file_name(name) } else { None }
}

/// `PTT-20250328-WA0014.opus (archivo adjunto)`.
fn attached(line: &str) -> Option<&str> {
    let (name, word) = line.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    if ATTACHED.contains(&word.to_lowercase().as_str()) {
        file_name(name)
    } else {
        None
    }
}

/// A name of a file with an ending, without a path.
fn file_name(name: &str) -> Option<&str> {
    let name = name.trim().trim_matches(is_mark);
    let (stem, ending) = name.rsplit_once('.')?;
    let is_ending =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_ending && !stem.is_empty() && !name.contains(['/', '\\', '\0'])).then_some(name)
}

/// `<Multimedia omitido>` on Android; `imagen omitida` behind a mark on an iPhone.
fn is_left_out(line: &str, _form: Form) -> bool {
    let line = line.trim();
    let bare = line.trim_matches(is_mark);
    let inner = bare
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let said = match inner {
        Some(inner) => inner,
        None if bare.len() < line.len() => bare,
        None => return false,
    };
    let lower = said.to_lowercase();
    let last = lower.rsplit([' ', '\u{a0}']).next();
    said.chars().count() <= 60 && last.is_some_and(|word| LEFT_OUT.contains(&word))
}

/// What comes before the name of a conversation in the names of files.
const BEFORE_NAME: [&str; 10] = [
    "WhatsApp Chat - ",
    "WhatsApp Chat with ",
    "Chat de WhatsApp con ",
    "Chat de WhatsApp - ",
    "Conversa do WhatsApp com ",
    "Conversa do WhatsApp - ",
    "Conversas do WhatsApp com ",
    "Discussion WhatsApp avec ",
    "Discussion WhatsApp - ",
    "Chat WhatsApp avec ",
];

/// The name of the conversation, from the name of the file or of the zip.
fn conversation(names: [&str; 3]) -> Option<String> {
    names.iter().find_map(|name| {
        let rest = BEFORE_NAME
            .iter()
            .find_map(|before| name.strip_prefix(before))?;
        let (stem, ending) = rest.rsplit_once('.').map_or((rest, ""), |parts| parts);
        let stem = if matches!(ending, "txt" | "zip") {
            stem
        } else {
            rest
        };
        Some(stem.to_owned()).filter(|stem| !stem.is_empty())
    })
}
