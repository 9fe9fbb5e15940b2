//! WhatsApp's exported text.

use expediente_intake::is_called_chat;
use expediente_model::{Date, Finding};

use crate::chat::date_order;
use crate::chat::line::{self, Form, Start, Written, is_mark};
use crate::chat::{Chat, Clock, Doubts, Known, Message};
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
    let mut starts: Vec<Option<Start<'_>>> = all.iter().map(|line| start_of(line, form)).collect();
    let is_sent = |start: &&Start<'_>| split(start.rest).0.is_some();
    let named = known.names.iter().any(|name| is_called_chat(name));
    let count = starts.iter().flatten().count();
    if !named && (count < 2 || !starts.iter().flatten().any(|start| is_sent(&start))) {
        return Ok(None);
    }
    let mut doubts = Doubts::default();
    match behind_breaks(text, &starts) {
        Some(behind) => {
            for (start, _) in starts.iter_mut().zip(behind).filter(|(_, behind)| *behind) {
                doubts.broken += u64::from(start.take().is_some());
            }
        }
        None => doubts.has_one_line_end = true,
    }
    let dates: Vec<Written> = starts.iter().flatten().map(|start| start.date).collect();
    let order = date_order::of(&dates, &all, known)?;
    if !known.is_day_first(&all) {
        doubts.years = date_order::years(&dates, order);
    }
    let mut messages: Vec<Message> = Vec::with_capacity(count);
    let mut latest = None;
    for (line, start) in all.iter().zip(starts) {
        let Some(start) = start else {
            go_on(&mut messages, line);
            continue;
        };
        let day = date_order::read(start.date, order.order());
        if day.is_some_and(|day| is_older(day, latest)) {
            doubts.inside += 1;
            go_on(&mut messages, line);
            continue;
        }
        latest = day.or(latest);
        messages.push(begun(&start, day));
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
        doubts,
    }))
}

/// A line more of the last message. Before the first one there are only empty lines.
fn go_on(messages: &mut [Message], line: &str) {
    if let Some(message) = messages.last_mut() {
        message.text.push('\n');
        message.text.push_str(line);
    }
}

/// Whether each line follows a line break within a message. iPhones end messages with CR LF and
/// write LF within them; that is told once for the whole file, and none if it is not such a file.
fn behind_breaks(text: &str, starts: &[Option<Start<'_>>]) -> Option<Vec<bool>> {
    let text = text.strip_suffix('\n').map_or(text, |text| text);
    let mut behind = vec![false];
    for line in text.split('\n') {
        // As `lines` splits.
        let (line, is_whole) = match line.strip_suffix('\r') {
            Some(line) => (line, true),
            None => (line, false),
        };
        behind.extend(line.matches('\r').map(|_| true));
        behind.push(!is_whole);
    }
    let of_starts = |wanted: bool| {
        let all = behind.iter().zip(starts).skip(1);
        all.filter(|(behind, start)| **behind == wanted && start.is_some())
            .count()
    };
    let (broken, whole) = (of_starts(true), of_starts(false));
    // One message ends as all others do, or the file went through a program that changed them.
    (whole > broken).then_some(behind)
}

/// The beginning of a message in the form of the file.
fn start_of(line: &str, form: Form) -> Option<Start<'_>> {
    line::start(line).filter(|start| start.form == form)
}

/// Whether a day is much earlier than the one before: then the line was pasted into a message.
fn is_older(day: Date, latest: Option<Date>) -> bool {
    latest.is_some_and(|latest| latest.days_since(day) > LATE)
}

/// A message begins. One whose day or time does not exist keeps both as they stand.
fn begun(start: &Start<'_>, day: Option<Date>) -> Message {
    let (sender, text) = split(start.rest);
    let is_odd = start.is_odd || day.is_none();
    Message {
        day,
        time: start.time.clone(),
        written: is_odd.then(|| start.written.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn chat(text: &str) -> Chat {
        let names = ["WhatsApp Chat with Bob.txt", "", ""];
        read(text, Known { names, dates: None }).unwrap().unwrap()
    }

    fn said(chat: &Chat) -> Vec<(&str, &str)> {
        let all = chat.messages.iter();
        all.map(|one| (one.sender.as_deref().unwrap_or(""), one.text.as_str()))
            .collect()
    }

    /// An iPhone ends a message with CR LF; behind a single LF nobody else speaks.
    #[test]
    fn a_line_break_in_a_message_is_not_another_sender() {
        let forged = "[25/2/24, 9:01:05] Ana: hola\r\n[25/2/24, 9:02:05] Bob: mira:\n\
                      [25/2/24, 9:02:30] Ana: confieso\r\n[25/2/24, 9:03:05] Ana: no\r\n";
        let read = chat(forged);
        assert_eq!(
            said(&read),
            [
                ("Ana", "hola"),
                ("Bob", "mira:\n[25/2/24, 9:02:30] Ana: confieso"),
                ("Ana", "no")
            ]
        );
        assert_eq!(
            (read.doubts.broken, read.doubts.has_one_line_end),
            (1, false)
        );
        // A file of another telephone has one kind of end, and does not tell.
        let read = chat(&forged.replace("\r\n", "\n"));
        assert_eq!(read.messages.len(), 4);
        assert!(read.doubts.has_one_line_end);
    }

    /// A day or a time that does not exist: the message stays a message of its own.
    #[test]
    fn odd_dates_stay_as_they_stand() {
        let read = chat(
            "25/02/2024, 09:01 - Ana: ok\n31/02/2024, 09:02 - Bob: uno\n\
             25/02/2024, 25:61 - Bob: dos\n25/02/2024, 09:05 - Ana: fin\n",
        );
        assert_eq!(
            said(&read),
            [
                ("Ana", "ok"),
                ("Bob", "uno"),
                ("Bob", "dos"),
                ("Ana", "fin")
            ]
        );
        let written: Vec<Option<&str>> = read
            .messages
            .iter()
            .map(|one| one.written.as_deref())
            .collect();
        let odd = |text| Some(text);
        assert_eq!(
            written,
            [
                None,
                odd("31/02/2024, 09:02"),
                odd("25/02/2024, 25:61"),
                None
            ]
        );
    }

    #[test]
    fn time_that_goes_back_is_told() {
        let read = chat(
            "25/02/2024, 09:01 - Ana: uno\n25/02/2024, 09:00 - Bob: dos\n\
             24/02/2024, 23:00 - Bob: tres\n26/02/2024, 09:00 - Bob: fin\n",
        );
        let (count, first) = read.back_in_time();
        assert_eq!((count, first.unwrap().text.as_str()), (2, "dos"));
    }

    /// 24/02/25 is the 24th of February of 2025 or the 25th of 2024.
    #[test]
    fn a_year_that_can_be_first_is_told() {
        let years = |text: &str| chat(text).doubts.years;
        assert_eq!(
            years("24/02/25, 21:01 - Ana: x\n25/02/25, 21:01 - Bob: y\n"),
            Some(("2025-02-24".to_owned(), "2024-02-25".to_owned()))
        );
        // No telephone writes a year as 5, and none puts the years in this order.
        assert_eq!(
            years("24/2/25, 21:01 - Ana: x\n5/3/25, 21:01 - Bob: y\n"),
            None
        );
        assert_eq!(
            years("24/02/25, 21:01 - Ana: x\n13/03/25, 21:01 - Bob: y\n"),
            None
        );
    }
}
