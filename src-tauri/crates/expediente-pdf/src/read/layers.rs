//! Optional content: the layers of a source, and which of them its default view hides.
//!
//! Only the default configuration counts; usage dictionaries and events are ignored.

use crate::read::objects::{Objects, as_dict};
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use std::collections::HashSet;

pub(crate) struct Layer {
    pub(crate) id: ObjectIdentifier,
    pub(crate) hidden: bool,
}

const MOST: usize = 20_000;

/// The layers of a source in the order of its list.
pub(crate) fn read(objects: &Objects) -> Vec<Layer> {
    let Some(properties) = objects
        .root()
        .and_then(|root| objects.dict(&root, b"OCProperties"))
    else {
        return Vec::new();
    };
    let references = |array: Array<'_>| -> Vec<ObjectIdentifier> {
        let items = array.raw_iter().take(MOST);
        items
            .filter_map(|v| v.as_obj_ref().map(Into::into))
            .collect()
    };
    let default = objects.dict(&properties, b"D");
    let listed = |key: &[u8]| -> HashSet<ObjectIdentifier> {
        let list = default.as_ref().and_then(|d| objects.array(d, key));
        list.map_or_else(HashSet::new, |list| references(list).into_iter().collect())
    };
    let (on, off) = (listed(b"ON"), listed(b"OFF"));
    let all_off = default
        .as_ref()
        .is_some_and(|d| objects.name_is(d, b"BaseState", b"OFF"));
    let mut seen = HashSet::new();
    objects
        .array(&properties, b"OCGs")
        .map_or_else(Vec::new, references)
        .into_iter()
        .filter(|id| seen.insert(*id))
        .map(|id| Layer {
            id,
            hidden: off.contains(&id) || (all_off && !on.contains(&id)),
        })
        .collect()
}

/// Whether a layer or a membership dictionary is hidden.
pub(crate) fn is_hidden(objects: &Objects, layers: &[Layer], value: &MaybeRef<Object<'_>>) -> bool {
    let hidden = |id: ObjectIdentifier| layers.iter().any(|l| l.id == id && l.hidden);
    if let Some(id) = value.as_obj_ref()
        && hidden(id.into())
    {
        return true;
    }
    let Some(dict) = objects.resolve_dict(value) else {
        return false;
    };
    if !is_membership(&dict) {
        return false;
    }
    let each = |members: Array<'_>| -> Vec<bool> {
        let members = members.raw_iter().filter_map(|v| v.as_obj_ref());
        members.map(|r| hidden(r.into())).collect()
    };
    let members: Vec<bool> = match dict.get_raw::<Object<'_>>(b"OCGs") {
        Some(MaybeRef::Ref(r)) => match objects.get(r.into()) {
            Some(Object::Array(members)) => each(members),
            _ => vec![hidden(r.into())],
        },
        Some(MaybeRef::NotRef(Object::Array(members))) => each(members),
        _ => Vec::new(),
    };
    if members.is_empty() {
        return false;
    }
    let policy = dict.get::<Name<'_>>(b"P");
    match policy.as_ref().map(AsRef::as_ref) {
        Some(b"AllOn") => members.iter().any(|h| *h),
        Some(b"AnyOff") => !members.iter().any(|h| *h),
        Some(b"AllOff") => !members.iter().all(|h| *h),
        _ => members.iter().all(|h| *h),
    }
}

/// Whether this is a membership dictionary whose layers do not exist. In a file without layers its
/// content is visible; among the layers of other papers viewers would hide it.
pub(crate) fn is_memberless(objects: &Objects, dict: &Dict<'_>) -> bool {
    if !is_membership(dict) || objects.array(dict, b"VE").is_some() {
        return false;
    }
    let is_layer = |value: MaybeRef<Object<'_>>| match value {
        MaybeRef::Ref(r) => objects.get(r.into()).and_then(as_dict).is_some(),
        MaybeRef::NotRef(_) => false,
    };
    match dict.get_raw::<Object<'_>>(b"OCGs") {
        Some(MaybeRef::NotRef(Object::Array(members))) => !members.raw_iter().any(is_layer),
        Some(MaybeRef::Ref(r)) => match objects.get(r.into()) {
            Some(Object::Array(members)) => !members.raw_iter().any(is_layer),
            Some(object) => as_dict(object).is_none(),
            None => true,
        },
        _ => true,
    }
}

fn is_membership(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>(b"Type")
        .is_some_and(|t| t.as_ref() == b"OCMD")
}
