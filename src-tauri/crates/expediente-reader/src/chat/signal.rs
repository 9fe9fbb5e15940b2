//! Signal's exports: lines of JSON as its telephones write them (frames of a backup: recipients,
//! chats, chat items), and lists of messages as programs beside Signal Desktop do.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::chat::json::{first, moment, number, text};
use crate::chat::{Chat, Clock, Doubts, Message, OrderBy};

/// Reads the text; none if it is not an export of Signal.
pub(crate) fn read(text: &str) -> Option<Chat> {
    let (name, messages) = frames(text).or_else(|| list(text))?;
    if messages.is_empty() {
        return None;
    }
    Some(Chat {
        name,
        messages,
        clock: Clock::Utc,
        order: OrderBy::Form,
        doubts: Doubts::default(),
    })
}

/// By what a message names its moment.
const SENT: [&str; 5] = ["sent_at", "dateSent", "timestamp", "date_sent", "date"];

type Read = (Option<String>, Vec<Message>);

/// One frame on each line.
fn frames(all: &str) -> Option<Read> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut chats: BTreeMap<String, String> = BTreeMap::new();
    let mut messages: Vec<(Option<i64>, String, Message)> = Vec::new();
    for line in all.lines().filter(|line| !line.trim().is_empty()) {
        let frame: Value = serde_json::from_str(line).ok()?;
        if let Some(recipient) = frame.get("recipient") {
            let id = id_of(recipient, "id");
            names.extend(id.zip(name_of(recipient)));
        } else if let Some(chat) = frame.get("chat") {
            chats.extend(id_of(chat, "id").zip(id_of(chat, "recipientId")));
        } else if let Some(item) = frame.get("chatItem") {
            let sent = number(item, "dateSent");
            let chat = id_of(item, "chatId")?;
            let author = id_of(item, "authorId");
            let name = author.map(|id| names.get(&id).cloned().map_or(id, |name| name));
            messages.push((sent, chat, chat_item(item, name)?));
        }
    }
    if messages.is_empty() {
        return None;
    }
    messages.sort_by_key(|(sent, ..)| *sent);
    let mut of: Vec<&String> = messages.iter().map(|(_, chat, _)| chat).collect();
    of.sort_unstable();
    of.dedup();
    let name = match of.as_slice() {
        [one] => chats.get(*one).and_then(|id| names.get(id)).cloned(),
        _ => None,
    };
    Some((name, messages.into_iter().map(|(.., one)| one).collect()))
}

fn id_of(object: &Value, key: &str) -> Option<String> {
    let value = object.get(key)?;
    let text = value.as_str().map(str::to_owned);
    text.or_else(|| value.as_u64().map(|id| id.to_string()))
}

fn name_of(recipient: &Value) -> Option<String> {
    if recipient.get("self").is_some() {
        return Some("—".to_owned());
    }
    if let Some(contact) = recipient.get("contact") {
        let keys = ["systemGivenName", "systemFamilyName"];
        let own: Vec<&str> = keys.iter().filter_map(|key| text(contact, key)).collect();
        if !own.is_empty() {
            return Some(own.join(" "));
        }
        let keys = ["profileGivenName", "profileFamilyName"];
        let own: Vec<&str> = keys.iter().filter_map(|key| text(contact, key)).collect();
        if !own.is_empty() {
            return Some(own.join(" "));
        }
        return number(contact, "e164").map(|number| format!("+{number}"));
    }
    let group = recipient.get("group")?.get("snapshot")?.get("title")?;
    first(group, &["title"]).map(str::to_owned)
}

/// A message with its day and time; where they cannot be read, as they stand.
fn dated(object: &Value, keys: &[&str]) -> Message {
    let sent = keys.iter().find_map(|key| number(object, key));
    match sent.and_then(moment) {
        Some((day, time)) => Message {
            day: Some(day),
            time,
            ..Message::default()
        },
        None => {
            let value = keys.iter().find_map(|key| object.get(key));
            let written = value.map_or_else(String::new, Value::to_string);
            Message {
                written: Some(written.trim_matches('"').to_owned()),
                ..Message::default()
            }
        }
    }
}

fn chat_item(item: &Value, sender: Option<String>) -> Option<Message> {
    let mut message = Message {
        sender,
        ..dated(item, &["dateSent"])
    };
    let standard = item.get("standardMessage");
    let body = standard.and_then(|one| one.get("text"));
    let body = body.and_then(|body| body.as_str().or_else(|| text(body, "body")));
    let mut lines: Vec<String> = body.into_iter().map(str::to_owned).collect();
    let attached = standard.and_then(|one| one.get("attachments"));
    for attachment in attached.and_then(Value::as_array).into_iter().flatten() {
        let pointer = attachment
            .get("pointer")
            .map_or(attachment, |pointer| pointer);
        match first(pointer, &["fileName", "path"]) {
            Some(name) => {
                lines.push(format!("<{name}>"));
                let name = name.rsplit('/').next().map_or(name, |name| name);
                message.media.push(name.to_owned());
            }
            None => message.left_out += 1,
        }
    }
    if standard.is_none() {
        // Calls, changes of a group, messages that were deleted: by the word of the file.
        let known = [
            "chatId",
            "authorId",
            "dateSent",
            "incoming",
            "outgoing",
            "revisions",
        ];
        let fields = item.as_object()?.keys();
        lines.extend(
            fields
                .filter(|key| !known.contains(&key.as_str()))
                .map(|key| format!("[{key}]")),
        );
    }
    message.text = lines.join("\n");
    Some(message)
}

/// A list of messages, alone or under a key.
fn list(all: &str) -> Option<Read> {
    let root: Value = match serde_json::from_str(all) {
        Ok(root) => root,
        // One message on each line.
        Err(_) => Value::Array(
            all.lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| serde_json::from_str(line).ok())
                .collect::<Option<_>>()?,
        ),
    };
    let list = match &root {
        Value::Array(list) => list,
        other => other.get("messages")?.as_array()?,
    };
    let mut messages = Vec::with_capacity(list.len());
    // A list of other things has no moments at all.
    let has_moment = |one: &Value| {
        let sent = SENT.iter().filter_map(|key| number(one, key));
        sent.into_iter().any(|sent| moment(sent).is_some())
    };
    let is_message = |one: &Value| one.is_object() && SENT.iter().any(|key| one.get(key).is_some());
    if !list.iter().any(has_moment) || !list.iter().all(is_message) {
        return None;
    }
    for one in list {
        let sender = first(one, &["sender", "author", "source", "from", "sourceName"]);
        let outgoing = text(one, "type").filter(|kind| *kind == "outgoing");
        let mut lines: Vec<String> = first(one, &["body", "text"])
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut media = Vec::new();
        let attached = one.get("attachments").and_then(Value::as_array);
        for attachment in attached.into_iter().flatten() {
            if let Some(name) = first(attachment, &["fileName", "filename", "name", "path"]) {
                lines.push(format!("<{name}>"));
                let name = name.rsplit('/').next().map_or(name, |name| name);
                media.push(name.to_owned());
            }
        }
        messages.push(Message {
            sender: sender.or(outgoing).map(str::to_owned),
            text: lines.join("\n"),
            media,
            ..dated(one, &SENT)
        });
    }
    let name = first(&root, &["name", "conversationName", "title"]).map(str::to_owned);
    Some((name, messages))
}

#[cfg(test)]
mod tests {
    /// One moment that is none must not turn a chat into its code.
    #[test]
    fn odd_moments_stay_as_they_stand() {
        let lines = "{\"type\": \"incoming\", \"sent_at\": 1709546400000, \"source\": \"+1\", \"body\": \"uno\"}\n\
                     {\"type\": \"incoming\", \"sent_at\": \"ayer\", \"source\": \"+1\", \"body\": \"dos\"}\n";
        let read = super::read(lines).unwrap();
        let said: Vec<(&str, Option<&str>)> = read
            .messages
            .iter()
            .map(|one| (one.text.as_str(), one.written.as_deref()))
            .collect();
        assert_eq!(said, [("uno", None), ("dos", Some("ayer"))]);
        assert!(super::read("[{\"date\": \"x\", \"a\": 1}]").is_none());
        assert!(super::read("[1, 2]").is_none());
    }
}
