//! Records with words that this program does not know.
//!
//! The hash of a line tells that it is as it was written. If it cannot be read nevertheless, a
//! newer version wrote it, with a finding, a kind or a change that does not exist here. All of the
//! record that is known is kept, so that the matter can be shown; it is never written on.

use expediente_model::{Act, Change, Derivative, Digest, Document, Exhibit, Facts, Finding, Item};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::journal::record::{Body, Record};

/// The part of a record that this program knows; none if nothing of it can be shown.
pub fn understand(text: &str) -> Option<Record> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    let body = value.get_mut("body")?.as_object_mut()?;
    match body.get("event")?.as_str()? {
        "created" => fields::<Facts>(body.get_mut("facts")?.as_object_mut()?, &plain_facts()),
        "received" => item(body.get_mut("item")?.as_object_mut()?),
        "changed" => {
            if !reads::<Act>(body.get("act")?) {
                // Nothing is undone in a matter of a newer version; the word is not shown.
                body.insert("act".to_owned(), json!(Act::Describe.word()));
            }
            let mut known = body.remove("change")?;
            if !change(&mut known) {
                return None;
            }
            body.insert("change".to_owned(), known);
            let nothing = Change::Batch {
                changes: Vec::new(),
            };
            body.insert("inverse".to_owned(), serde_json::to_value(nothing).ok()?);
        }
        _ => {}
    }
    if !reads::<Body>(value.get("body")?) {
        return None;
    }
    serde_json::from_value(value).ok()
}

fn reads<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

/// Removes the fields of an object that a `T` cannot have: those with which a plain one,
/// `template`, would not read.
fn fields<T: DeserializeOwned>(object: &mut Map<String, Value>, template: &Value) {
    object.retain(|name, value| {
        let mut one = template.clone();
        if let Some(one) = one.as_object_mut() {
            one.insert(name.clone(), value.clone());
        }
        reads::<T>(&one)
    });
}

fn plain_facts() -> Value {
    json!({})
}

fn plain_exhibit() -> Value {
    json!({ "id": 1, "title": "" })
}

fn plain_document() -> Value {
    json!({ "id": 1, "item": Digest::of(b"") })
}

fn plain_item() -> Value {
    json!({
        "original": Digest::of(b""), "size": 0, "media": "pdf", "pages": 1, "name": "",
        "received": "",
    })
}

/// Keeps what is known of a received paper.
fn item(item: &mut Map<String, Value>) {
    keep::<Finding>(item, "findings");
    keep::<Derivative>(item, "derivatives");
    fields::<Item>(item, &plain_item());
}

/// Keeps the known values of a list.
fn keep<T: DeserializeOwned>(object: &mut Map<String, Value>, name: &str) {
    if let Some(Value::Array(values)) = object.get_mut(name) {
        values.retain(reads::<T>);
    }
}

/// Keeps what is known of a change. Returns whether anything is.
fn change(value: &mut Value) -> bool {
    let Some(known) = value.as_object_mut() else {
        return false;
    };
    if let Some(Value::Array(changes)) = known.get_mut("changes") {
        changes.retain_mut(change);
    }
    if let Some(Value::Object(facts)) = known.get_mut("facts") {
        fields::<Facts>(facts, &plain_facts());
    }
    if let Some(Value::Object(exhibit)) = known.get_mut("exhibit") {
        if let Some(Value::Array(documents)) = exhibit.get_mut("documents") {
            for document in documents.iter_mut() {
                if let Some(document) = document.as_object_mut() {
                    fields::<Document>(document, &plain_document());
                }
            }
        }
        keep::<Document>(exhibit, "documents");
        fields::<Exhibit>(exhibit, &plain_exhibit());
    }
    if let Some(Value::Object(document)) = known.get_mut("document") {
        fields::<Document>(document, &plain_document());
    }
    reads::<Change>(value)
}

#[cfg(test)]
mod tests {
    use expediente_model::Role;

    use super::*;

    const DIGEST: &str = "0d37625f4a8cca4e853a4488181519e74329f69fba651a825e3765ff7e35018b";

    fn record(body: Value) -> Option<Record> {
        let record = json!({
            "v": 1, "seq": 1, "prev": null, "at": "2026-01-02T03:04:05Z", "body": body,
        });
        understand(&record.to_string())
    }

    fn changed(change: Value) -> Option<Change> {
        let body = json!({
            "event": "changed", "act": "fold", "cause": "act", "change": change,
            "inverse": { "do": "unfold" },
        });
        match record(body)?.body {
            Body::Changed { change, .. } => Some(*change),
            _ => None,
        }
    }

    /// A newer program has a finding and a purpose more. The paper is shown without them.
    #[test]
    fn a_paper_with_unknown_words() {
        let item = json!({
            "original": DIGEST, "size": 1, "media": "pdf", "pages": 2, "name": "carta.pdf",
            "received": "2026-01-02T03:04:05Z",
            "findings": [{ "code": "smells-of-smoke" }, { "code": "file-empty" }],
            "derivatives": [{ "digest": DIGEST, "purpose": "ironed" }],
        });
        let known = record(json!({ "event": "received", "item": item })).unwrap();
        let Body::Received { item } = known.body else {
            panic!("not received");
        };
        assert_eq!((item.pages, item.findings.len()), (2, 1));
        assert!(item.derivatives.is_empty());
    }

    /// An exhibit of an unknown kind with a document of an unknown role, beside a change that is
    /// unknown as a whole.
    #[test]
    fn a_change_with_unknown_words() {
        let document =
            json!({ "id": 2, "item": DIGEST, "title": "Acta", "part": { "is": "oath" } });
        let exhibit = json!({
            "id": 1, "title": "Carta", "kind": "poem", "language": "es", "translated": 7,
            "documents": [document],
        });
        let known = changed(json!({ "do": "several", "changes": [
            { "do": "fold-exhibit", "id": 1 },
            { "do": "insert-exhibit", "at": 0, "exhibit": exhibit },
        ]}));
        let Some(Change::Batch { changes }) = known else {
            panic!("{known:?}");
        };
        let [Change::InsertExhibit { exhibit, .. }] = changes.as_slice() else {
            panic!("{changes:?}");
        };
        assert_eq!((exhibit.title.as_str(), exhibit.kind), ("Carta", None));
        assert_eq!(exhibit.language.as_deref(), Some("es"));
        assert_eq!(exhibit.documents[0].role, Role::Paper);
        assert_eq!(exhibit.documents[0].title.as_deref(), Some("Acta"));
        assert_eq!(changed(json!({ "do": "fold-exhibit", "id": 1 })), None);
    }
}
