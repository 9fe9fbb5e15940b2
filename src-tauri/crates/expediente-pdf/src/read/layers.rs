//! Optional content: which layers a source has and which of them its default view hides.
//!
//! Usage dictionaries and events are not followed: what counts is what the default configuration says.

use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier};
use std::collections::HashSet;

pub(crate) struct Layer {
    pub(crate) id: ObjectIdentifier,
    pub(crate) hidden: bool,
}

const MOST: usize = 20_000;

/// The layers of a source, in the order it lists them.
pub(crate) fn read(source: &Source) -> Vec<Layer> {
    let Some(properties) = source
        .root()
        .and_then(|root| source.dict(&root, b"OCProperties"))
    else {
        return Vec::new();
    };
    let default = source.dict(&properties, b"D");
    let list = |key: &[u8]| -> HashSet<ObjectIdentifier> {
        default
            .as_ref()
            .and_then(|d| source.array(d, key))
            .into_iter()
            .flat_map(|a| a.raw_iter().take(MOST))
            .filter_map(|v| v.as_obj_ref().map(Into::into))
            .collect()
    };
    let (on, off) = (list(b"ON"), list(b"OFF"));
    let all_off = default
        .as_ref()
        .and_then(|d| source.name(d, b"BaseState"))
        .is_some_and(|n| n.as_ref() == b"OFF");
    let mut seen = HashSet::new();
    source
        .array(&properties, b"OCGs")
        .into_iter()
        .flat_map(|a| a.raw_iter().take(MOST))
        .filter_map(|v| v.as_obj_ref().map(ObjectIdentifier::from))
        .filter(|id| seen.insert(*id))
        .map(|id| Layer {
            id,
            hidden: off.contains(&id) || (all_off && !on.contains(&id)),
        })
        .collect()
}

/// Whether a layer or a membership of layers is hidden.
pub(crate) fn is_hidden(source: &Source, value: &MaybeRef<Object<'_>>) -> bool {
    let hidden = |id: ObjectIdentifier| source.layers().iter().any(|l| l.id == id && l.hidden);
    if let Some(id) = value.as_obj_ref()
        && hidden(id.into())
    {
        return true;
    }
    let dict: Option<Dict<'_>> = match value {
        MaybeRef::Ref(r) => source.object((*r).into()).and_then(as_dict),
        MaybeRef::NotRef(o) => as_dict(o.clone()),
    };
    let Some(dict) = dict else { return false };
    if dict
        .get::<Name<'_>>(b"Type")
        .is_none_or(|t| t.as_ref() != b"OCMD")
    {
        return false;
    }
    let members: Vec<bool> = match dict.get_raw::<Object<'_>>(b"OCGs") {
        Some(MaybeRef::Ref(r)) => match source.object(r.into()) {
            Some(Object::Array(a)) => a
                .raw_iter()
                .filter_map(|v| v.as_obj_ref())
                .map(|r| hidden(r.into()))
                .collect(),
            _ => vec![hidden(r.into())],
        },
        Some(MaybeRef::NotRef(Object::Array(a))) => a
            .raw_iter()
            .filter_map(|v| v.as_obj_ref())
            .map(|r| hidden(r.into()))
            .collect(),
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

/// Whether this is a membership of layers none of which exists. Alone such content is shown; in a file that has layers
/// of other papers it would not be.
pub(crate) fn is_memberless(source: &Source, dict: &Dict<'_>) -> bool {
    let membership = dict
        .get::<Name<'_>>(b"Type")
        .is_some_and(|t| t.as_ref() == b"OCMD");
    if !membership || source.array(dict, b"VE").is_some() {
        return false;
    }
    let is_layer = |value: MaybeRef<Object<'_>>| match value {
        MaybeRef::Ref(r) => source.object(r.into()).and_then(as_dict).is_some(),
        MaybeRef::NotRef(_) => false,
    };
    match dict.get_raw::<Object<'_>>(b"OCGs") {
        Some(MaybeRef::NotRef(Object::Array(members))) => !members.raw_iter().any(is_layer),
        Some(MaybeRef::Ref(r)) => match source.object(r.into()) {
            Some(Object::Array(members)) => !members.raw_iter().any(is_layer),
            Some(object) => as_dict(object).is_none(),
            None => true,
        },
        _ => true,
    }
}
