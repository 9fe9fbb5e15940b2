//! Telegram Desktop's `result.json` (core.telegram.org/import-export).

use std::collections::BTreeMap;

use expediente_model::Date;
use serde_json::Value;

use crate::chat::json::{first, moment, number, text};
use crate::chat::{Chat, Clock, Doubts, Message, OrderBy};
use crate::words::STRUCK;

/// How a file that was not exported begins.
const NOT_INCLUDED: &str = "(File";

/// Letters of a message that is answered that are quoted.
const QUOTED: usize = 60;

/// Seconds by which the clocks of the world differ from universal time at most, and the least
/// difference between two of them.
const FARTHEST: i64 = 14 * 3600;
const STEP: i64 = 15 * 60;

/// Seconds by which a clock is put back in autumn.
const PUT_BACK: i64 = 3600;

/// Reads the text; none if it is not an export of Telegram.
pub(crate) fn read(text: &str) -> Option<Chat> {
    let root: Value = serde_json::from_str(text).ok()?;
    // All of an account is exported in lists: of chats, and of those that were left.
    let lists = ["chats", "left_chats"];
    let lists = lists
        .iter()
        .filter_map(|key| root.get(key)?.get("list")?.as_array());
    let mut chats: Vec<&Value> = lists.flatten().collect();
    if chats.is_empty() {
        chats.push(&root);
    }
    let is_one = chats.len() == 1;
    let mut messages = Vec::new();
    let mut doubts = Doubts::default();
    let mut name = None;
    for chat in chats {
        let list = chat.get("messages")?.as_array()?;
        // Lists of other programs have kinds of their own.
        let is_own = |one: &Value| matches!(first(one, &["type"]), Some("message" | "service"));
        if !list.is_empty() && !list.iter().any(is_own) {
            return None;
        }
        let own = first(chat, &["name", "type"]).map(str::to_owned);
        let known: BTreeMap<i64, &Value> = list
            .iter()
            .filter_map(|one| Some((number(one, "id")?, one)))
            .collect();
        let read = list.iter().map(|one| message(one, &known));
        let mut read = read.collect::<Option<Vec<Message>>>()?;
        for ((before, value), message) in list
            .iter()
            .zip(list.iter().skip(1))
            .zip(read.iter_mut().skip(1))
        {
            message.is_put_back = is_put_back(before, value);
        }
        doubts.differing += list.iter().filter(|one| times_differ(one)).count() as u64;
        if is_one {
            name = own;
        } else if !read.is_empty() {
            messages.push(Message {
                text: own.unwrap_or_else(|| "—".to_owned()),
                is_heading: true,
                ..Message::default()
            });
        }
        messages.append(&mut read);
    }
    if messages.is_empty() {
        return None;
    }
    Some(Chat {
        name,
        messages,
        clock: Clock::Computer,
        order: OrderBy::Form,
        doubts,
    })
}

/// Whether the clock of the computer was put back between two messages, as it is in autumn: the
/// second is the later one, and its time at most so much earlier as a clock is put back.
fn is_put_back(before: &Value, value: &Value) -> bool {
    let moments = (
        number(before, "date_unixtime"),
        number(value, "date_unixtime"),
    );
    let (Some((last, earlier)), Some((day, seconds))) = (shown(before), shown(value)) else {
        return false;
    };
    let back = last.days_since(day) * 86_400 + earlier - seconds;
    let is_later = matches!(moments, (Some(first), Some(second)) if first <= second);
    is_later && (1..=PUT_BACK).contains(&back)
}

/// The day of a message and the second of the day, as the clock of the computer showed them.
fn shown(value: &Value) -> Option<(Date, i64)> {
    let (day, time) = text(value, "date")?.split_once('T')?;
    Some((day.parse().ok()?, seconds_of(time)?))
}

/// Whether the two times of a message are not the same moment on any clock of the world.
fn times_differ(value: &Value) -> bool {
    let Some((day, seconds)) = shown(value) else {
        return false;
    };
    let Some(unix) = number(value, "date_unixtime") else {
        return false;
    };
    let Some((other, time)) = unix.checked_mul(1000).and_then(moment) else {
        return true;
    };
    let Some(other_seconds) = seconds_of(&time) else {
        return true;
    };
    let apart = day.days_since(other) * 86_400 + seconds - other_seconds;
    apart.abs() > FARTHEST || apart % STEP != 0
}

/// Seconds of a day.
fn seconds_of(time: &str) -> Option<i64> {
    let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    Some(hour * 3600 + minute * 60 + second)
}

/// Reads a message. One whose date cannot be read keeps it as it stands.
fn message(value: &Value, known: &BTreeMap<i64, &Value>) -> Option<Message> {
    let kind = text(value, "type")?;
    let written = text(value, "date").map_or("", |date| date);
    let moment = written
        .split_once('T')
        .and_then(|(day, time)| Some((day.parse::<Date>().ok()?, time)));
    let mut message = match moment {
        Some((day, time)) => Message {
            day: Some(day),
            time: time.to_owned(),
            ..Message::default()
        },
        None => Message {
            written: Some(written.to_owned()),
            ..Message::default()
        },
    };
    let mut said = words(value.get("text"));
    if kind == "message" {
        // An account that was deleted has no name, but a number.
        message.sender = first(value, &["from", "from_id"]).map(str::to_owned);
    } else {
        let actor = first(value, &["actor", "actor_id", "from", "from_id"]);
        let action = text(value, "action").or(Some(kind).filter(|kind| *kind != "service"));
        let mut parts: Vec<String> = [actor, action, text(value, "title")]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect();
        let members = value.get("members").and_then(Value::as_array);
        let names = members.into_iter().flatten().filter_map(Value::as_str);
        parts.extend(names.map(str::to_owned));
        let seconds = value.get("duration_seconds").and_then(Value::as_i64);
        parts.extend(seconds.map(|seconds| format!("{seconds} s")));
        let head = parts.join(" · ");
        said = if said.is_empty() {
            head
        } else {
            format!("{head}\n{said}")
        };
    }
    let mut lines: Vec<String> = Vec::new();
    if let Some(id) = number(value, "reply_to_message_id") {
        let line = answered(id, known);
        let of = known.get(&id).and_then(|value| shown(value));
        message.answers = of.map(|(day, _)| (day, line.clone()));
        lines.push(line);
    }
    if let Some(from) = text(value, "forwarded_from") {
        lines.push(format!("↪ {from}"));
    }
    if !said.is_empty() {
        lines.push(said);
    }
    lines.extend(text(value, "sticker_emoji").map(str::to_owned));
    for key in ["photo", "file"] {
        let Some(path) = text(value, key) else {
            continue;
        };
        if path.starts_with(NOT_INCLUDED) {
            let own = text(value, "file_name").map(|name| format!("{name}: "));
            lines.push(match own {
                Some(own) => own + path,
                None => path.to_owned(),
            });
            message.left_out += 1;
        } else {
            let name = path.rsplit('/').next().map_or(path, |name| name);
            lines.push(format!("<{path}>"));
            message.media.push(name.to_owned());
        }
    }
    if let Some(place) = value.get("location_information") {
        let degrees = |key: &str| place.get(key).and_then(Value::as_f64);
        let (north, east) = (degrees("latitude"), degrees("longitude"));
        lines.extend(
            north
                .zip(east)
                .map(|(north, east)| format!("{north}, {east}")),
        );
    }
    if let Some(contact) = value.get("contact_information") {
        let keys = ["first_name", "last_name", "phone_number"];
        let parts: Vec<&str> = keys.iter().filter_map(|key| text(contact, key)).collect();
        lines.push(parts.join(" "));
    }
    if let Some(poll) = value.get("poll") {
        lines.extend(text(poll, "question").map(str::to_owned));
        let answers = poll.get("answers").and_then(Value::as_array);
        for answer in answers.into_iter().flatten() {
            let voters = answer.get("voters").and_then(Value::as_i64);
            let voters = voters.map_or_else(String::new, |voters| format!(" ({voters})"));
            lines.extend(text(answer, "text").map(|text| format!("– {text}{voters}")));
        }
    }
    for key in ["via_bot", "author", "saved_from", "place_name", "address"] {
        lines.extend(text(value, key).map(|said| format!("({said})")));
    }
    lines.extend(reactions(value));
    if let Some(edited) = text(value, "edited") {
        lines.push(format!("✏ {}", edited.replace('T', " ")));
    }
    message.text = lines.join("\n");
    Some(message)
}

/// In place of a message that is answered and not shown.
pub(super) const UNTOLD: &str = "← …";

/// Which message is answered: who said what and when.
fn answered(id: i64, known: &BTreeMap<i64, &Value>) -> String {
    let Some(value) = known.get(&id) else {
        return UNTOLD.to_owned();
    };
    let sender = first(value, &["from", "from_id", "actor"]);
    let time = text(value, "date").map(|date| date.replace('T', " "));
    let said = words(value.get("text"));
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = said.chars().take(QUOTED).collect();
    let short = match short.len() < said.len() {
        true => format!("“{short}…”"),
        false if said.is_empty() => String::new(),
        false => format!("“{short}”"),
    };
    let parts = [sender.map(str::to_owned), time, Some(short)];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|one| !one.is_empty())
        .collect();
    format!("← {}", parts.join(", "))
}

/// How others reacted: each sign, how often, and who is named.
fn reactions(value: &Value) -> Option<String> {
    let all = value.get("reactions")?.as_array()?;
    let said = all.iter().map(|one| {
        let sign = first(one, &["emoji", "document_id", "type"]).map_or("", |sign| sign);
        let count = number(one, "count").map_or(1, |count| count);
        let recent = one.get("recent").and_then(Value::as_array);
        let names: Vec<&str> = recent
            .into_iter()
            .flatten()
            .filter_map(|one| first(one, &["from", "from_id"]))
            .collect();
        let names = match names.is_empty() {
            true => String::new(),
            false => format!(": {}", names.join(", ")),
        };
        format!("[{sign} {count}{names}]")
    });
    Some(said.collect::<Vec<_>>().join(" "))
}

/// A text, or its parts one after the other.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => parts.iter().filter_map(part).collect(),
        Some(one @ Value::Object(_)) => part(one).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A part of a text. One that is struck out is marked, as its line is not drawn.
fn part(part: &Value) -> Option<String> {
    let said = part.as_str().or_else(|| text(part, "text"))?;
    Some(match text(part, "type") {
        Some("strikethrough") => format!("{STRUCK}{said}{STRUCK}"),
        _ => said.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    /// "NO si" was printed without the line through the first word.
    #[test]
    fn struck_words_are_marked() {
        let chat = r#"{"name": "Ana", "type": "personal_chat", "id": 1, "messages": [{"id": 1,
            "type": "message", "date": "2024-03-01T10:00:00", "from": "Ana",
            "text": [{"type": "strikethrough", "text": "NO"}, " si"]}]}"#;
        let read = super::read(chat).unwrap();
        assert_eq!(read.messages[0].text, "~~NO~~ si");
    }

    /// Chats that were left are in a list of their own.
    #[test]
    fn every_chat_of_an_account_is_there() {
        let one = |name: &str| {
            format!(
                r#"{{"name": "{name}", "type": "personal_chat", "id": 1, "messages": [{{"id": 1,
                "type": "message", "date": "2024-03-01T10:00:00", "from": "{name}", "text": "x"}}]}}"#
            )
        };
        let all = format!(
            r#"{{"chats": {{"list": [{}, {}]}}, "left_chats": {{"list": [{}]}}}}"#,
            one("Uno"),
            one("Dos"),
            one("Tres")
        );
        let read = super::read(&all).unwrap();
        let headings = read.messages.iter().filter(|one| one.is_heading);
        let names: Vec<&str> = headings.map(|one| one.text.as_str()).collect();
        assert_eq!(names, ["Uno", "Dos", "Tres"]);
        assert_eq!(read.messages.len(), 6);
    }

    /// On October 27, 2019, clocks in Madrid went from 3:00 back to 2:00, at 1:00 of universal time.
    #[test]
    fn a_clock_that_is_put_back_is_no_moved_line() {
        let chat = |second: &str, moment: &str| {
            format!(
                r#"{{"name": "Ana", "type": "personal_chat", "id": 1, "messages": [
                {{"id": 1, "type": "message", "date": "2019-10-27T02:30:00", "from": "Ana",
                "text": "antes", "date_unixtime": "1572136200"}},
                {{"id": 2, "type": "message", "date": "{second}", "from": "Ana",
                "text": "después", "date_unixtime": "{moment}"}}]}}"#
            )
        };
        let told = |second, moment| {
            let read = super::read(&chat(second, moment)).unwrap();
            read.back_in_time().0
        };
        assert_eq!(told("2019-10-27T02:10:00", "1572138600"), 0);
        // Two hours, or the moment of an earlier message.
        assert_eq!(told("2019-10-27T00:10:00", "1572138600"), 1);
        assert_eq!(told("2019-10-27T02:10:00", "1572135000"), 1);
    }

    /// One date that cannot be read must not hide who said what.
    #[test]
    fn odd_dates_replies_and_reactions() {
        let chat = r#"{"name": "Ana", "type": "personal_chat", "id": 1, "messages": [
            {"id": 1, "type": "message", "date": "2024-03-01T10:00:00", "from": "Ana", "text": "Ven  ya",
             "date_unixtime": "1709287200", "reactions": [{"type": "emoji", "count": 1, "emoji": "X",
             "recent": [{"from": "Bob", "date": "2024-03-01T10:00:10"}]}]},
            {"id": 2, "type": "message", "date": "9999-99-99T10:00:00", "from": "Bob",
             "text": {"type": "plain", "text": "voy"}, "reply_to_message_id": 1},
            {"id": 3, "type": "message", "from": "Bob", "text": "sin fecha", "reply_to_message_id": 9},
            {"id": 4, "type": "unsupported", "date": "2024-03-01T10:00:00", "from": "Bob",
             "text": "otro", "date_unixtime": "1509546400"}]}"#;
        let read = super::read(chat).unwrap();
        let texts: Vec<&str> = read.messages.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Ven  ya\n[X 1: Bob]",
                "← Ana, 2024-03-01 10:00:00, “Ven ya”\nvoy",
                "← …\nsin fecha",
                "Bob · unsupported\notro"
            ]
        );
        let written: Vec<Option<&str>> = read
            .messages
            .iter()
            .map(|one| one.written.as_deref())
            .collect();
        assert_eq!(written, [None, Some("9999-99-99T10:00:00"), Some(""), None]);
        // 10:00 at universal time, and a moment of another year.
        assert_eq!(read.doubts.differing, 1);
    }
}
