//! Functions, of which those that are programs are not on the list.

use hayro_syntax::object::Object;

use crate::read::objects::{Objects, as_dict};

/// Functions one in the other.
const DEEPEST: usize = 4;
const MOST: usize = 4_096;

/// Whether a function, or every one of an array of them, has only what is listed.
pub(super) fn are_listed(objects: &Objects, value: Object<'_>, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    if let Object::Array(all) = &value {
        let mut all = all.raw_iter().take(MOST + 1).enumerate();
        return all.all(|(at, value)| match objects.resolve(value) {
            Some(value) if at < MOST => are_listed(objects, value, depth + 1),
            _ => false,
        });
    }
    let is_stream = matches!(value, Object::Stream(_));
    let Some(dict) = as_dict(value) else {
        return false;
    };
    match objects.int(&dict, b"FunctionType") {
        Some(0) => is_stream,
        Some(2) => !is_stream,
        Some(3) => {
            let parts = objects.value(&dict, b"Functions");
            parts.is_some_and(|parts| {
                matches!(parts, Object::Array(_)) && are_listed(objects, parts, depth + 1)
            })
        }
        _ => false,
    }
}
