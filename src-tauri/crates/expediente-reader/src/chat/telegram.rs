//! Telegram Desktop's `result.json` (core.telegram.org/import-export).

use expediente_model::Date;
use serde_json::Value;

use crate::chat::json::{first, text};
use crate::chat::{Chat, Clock, Message, OrderBy};
use crate::words::STRUCK;

/// How a file that was not exported begins.
const NOT_INCLUDED: &str = "(File";

/// Reads the text; none if it is not an export of Telegram.
pub(crate) fn read(text: &str) -> Option<Chat> {
    let root: Value = serde_json::from_str(text).ok()?;
    let mut messages = Vec::new();
    let chats: Vec<&Value> = match root.get("chats").and_then(|chats| chats.get("list")) {
        Some(list) => list.as_array()?.iter().collect(),
        None => vec![&root],
    };
    let is_one = chats.len() == 1;
    let mut name = None;
    for chat in chats {
        let list = chat.get("messages")?.as_array()?;
        let own = first(chat, &["name", "type"]).map(str::to_owned);
        let mut read = list.iter().map(message).collect::<Option<Vec<Message>>>()?;
        if is_one {
            name = own;
        } else if let (Some(own), Some(begin)) = (own, read.first()) {
            // Several conversations follow each other, each with its name.
            messages.push(Message {
                day: begin.day,
                time: begin.time.clone(),
                text: own,
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
        inside: 0,
    })
}

fn message(value: &Value) -> Option<Message> {
    let kind = text(value, "type")?;
    let (day, time) = text(value, "date")?.split_once('T')?;
    let mut message = Message {
        day: Some(day.parse::<Date>().ok()?),
        time: time.to_owned(),
        ..Message::default()
    };
    let mut said = words(value.get("text"));
    if kind == "message" {
        // An account that was deleted has no name, but a number.
        message.sender = first(value, &["from", "from_id"]).map(str::to_owned);
    } else {
        let actor = first(value, &["actor", "actor_id"]);
        let mut parts: Vec<String> = [actor, text(value, "action"), text(value, "title")]
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
    if let Some(edited) = text(value, "edited") {
        lines.push(format!("✏ {}", edited.replace('T', " ")));
    }
    message.text = lines.join("\n");
    Some(message)
}

/// A text, or its parts one after the other.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => parts.iter().filter_map(part).collect(),
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
}
