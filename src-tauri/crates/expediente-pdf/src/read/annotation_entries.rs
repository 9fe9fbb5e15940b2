//! Entries that annotations and form fields share: appearances, inherited values, names, links to
//! the web.

use crate::read::objects::Objects;
use crate::read::text_string;
use hayro_syntax::object::{Dict, MaybeRef, Object};

/// Flag: shown neither on screen nor on paper.
pub(crate) const HIDDEN: i64 = 2;

/// Levels of parents above a field.
const DEEPEST: usize = 16;

/// The flags; none are set where there is no entry.
pub(crate) fn flags(objects: &Objects, annotation: &Dict<'_>) -> i64 {
    objects.int(annotation, b"F").unwrap_or(0)
}

/// Whether there is a normal appearance at all, even when the current state has none.
pub(crate) fn has_appearance(objects: &Objects, annotation: &Dict<'_>) -> bool {
    objects
        .dict(annotation, b"AP")
        .and_then(|ap| objects.value(&ap, b"N"))
        .is_some_and(|n| match n {
            Object::Stream(_) => true,
            Object::Dict(states) => !states.is_empty(),
            _ => false,
        })
}

/// The value of a key that fields inherit from their parents.
pub(crate) fn inherited<'a>(
    objects: &'a Objects,
    field: &Dict<'a>,
    key: &[u8],
) -> Option<Object<'a>> {
    let mut at = field.clone();
    for _ in 0..DEEPEST {
        if let Some(value) = objects.value(&at, key) {
            return Some(value);
        }
        at = match at.get_raw::<Object<'_>>(b"Parent")? {
            parent @ MaybeRef::Ref(_) => objects.resolve_dict(&parent)?,
            MaybeRef::NotRef(_) => return None,
        };
    }
    None
}

pub(crate) fn inherited_int(objects: &Objects, field: &Dict<'_>, key: &[u8]) -> Option<i64> {
    let number = inherited(objects, field, key)?.into_number()?;
    Some(number.as_i64())
}

/// A field's name with those of its parents, such as `person.address`.
pub(crate) fn full_name(objects: &Objects, widget: &Dict<'_>) -> String {
    let mut parts = Vec::new();
    let mut at = Some(widget.clone());
    for _ in 0..DEEPEST {
        let Some(field) = at else { break };
        parts.extend(text_string::of_entry(objects, &field, b"T"));
        at = objects.dict(&field, b"Parent");
    }
    parts.reverse();
    parts.join(".")
}

/// Whether a link leads to the web, to a mail address or to a telephone number.
pub(crate) fn is_harmless(address: &[u8]) -> bool {
    let start: Vec<u8> = address
        .trim_ascii()
        .iter()
        .take(10)
        .map(u8::to_ascii_lowercase)
        .collect();
    [b"http://".as_slice(), b"https://", b"mailto:", b"tel:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
        && address.iter().all(|b| *b >= 0x20)
}
