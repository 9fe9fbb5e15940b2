//! Optional content: the layers of a source, and which of them its default view hides.
//!
//! Only the default configuration counts. What it says of usage (`AS`) counts where it hides a
//! layer from view: some viewers follow it and some do not, so what it hides is left out and told.

use crate::read::objects::{Objects, as_dict};
use crate::read::text_string;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use std::collections::HashSet;

/// A layer, or a membership of layers that is hidden.
pub(crate) struct Layer {
    pub(crate) id: ObjectIdentifier,
    pub(crate) hidden: bool,
}

const MOST: usize = 20_000;
/// Visibility expressions one in the other.
const DEEPEST: usize = 32;

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
    let (on, mut off) = (listed(b"ON"), listed(b"OFF"));
    if let Some(default) = &default {
        off.extend(hidden_by_usage(objects, default));
    }
    let all_off = default
        .as_ref()
        .is_some_and(|d| objects.name_is(d, b"BaseState", b"OFF"));
    let mut seen = HashSet::new();
    let mut layers: Vec<Layer> = objects
        .array(&properties, b"OCGs")
        .map_or_else(Vec::new, references)
        .into_iter()
        .filter(|id| seen.insert(*id))
        .map(|id| Layer {
            id,
            hidden: off.contains(&id) || (all_off && !on.contains(&id)),
        })
        .collect();
    // A membership can be hidden although no layer is.
    let memberships: Vec<Layer> = objects
        .pdf
        .objects()
        .into_iter()
        .filter_map(as_dict)
        .filter(|dict| is_membership(dict) && is_hidden_membership(objects, &layers, dict))
        .filter_map(|dict| dict.obj_id())
        .take(MOST)
        .map(|id| Layer { id, hidden: true })
        .collect();
    layers.extend(memberships);
    layers
}

/// The name of a layer, or of the first layer of a membership.
pub(crate) fn name(objects: &Objects, id: ObjectIdentifier) -> Option<String> {
    let dict = objects.get(id).and_then(as_dict)?;
    if !is_membership(&dict) {
        return text_string::of_entry(objects, &dict, b"Name");
    }
    let first = |value: Object<'_>| match value {
        Object::Array(items) => items
            .raw_iter()
            .take(MOST)
            .find_map(|item| item.as_obj_ref()),
        _ => None,
    };
    let members = dict.get_raw::<Object<'_>>(b"OCGs");
    let one = members.as_ref().and_then(MaybeRef::as_obj_ref);
    let one = one.filter(|id| objects.get((*id).into()).and_then(as_dict).is_some());
    let member = one
        .or_else(|| first(objects.resolve(members?)?))
        .or_else(|| first(objects.resolve(dict.get_raw::<Object<'_>>(b"VE")?)?))?;
    let layer = objects.get(member.into()).and_then(as_dict)?;
    text_string::of_entry(objects, &layer, b"Name")
}

/// The layers that are off on a screen by what is said of their usage (ISO 32000-2, 8.11.4.4).
fn hidden_by_usage(objects: &Objects, default: &Dict<'_>) -> Vec<ObjectIdentifier> {
    const STATES: [(&[u8], &[u8]); 3] = [
        (b"View", b"ViewState"),
        (b"Print", b"PrintState"),
        (b"Export", b"ExportState"),
    ];
    let mut hidden = Vec::new();
    let Some(usages) = objects.array(default, b"AS") else {
        return hidden;
    };
    for usage in usages.raw_iter().take(MOST) {
        let Some(usage) = objects.resolve_dict(&usage) else {
            continue;
        };
        if !objects.name_is(&usage, b"Event", b"View") {
            continue;
        }
        let (Some(layers), Some(categories)) = (
            objects.array(&usage, b"OCGs"),
            objects.array(&usage, b"Category"),
        ) else {
            continue;
        };
        let named = |name: &[u8]| {
            let mut all = categories.raw_iter().take(MOST);
            all.any(|category| {
                let category = objects.resolve(category).and_then(Object::into_name);
                category.is_some_and(|category| category.as_ref() == name)
            })
        };
        let states: Vec<_> = STATES.iter().filter(|(name, _)| named(name)).collect();
        for layer in layers.raw_iter().take(MOST) {
            let is_off = objects.resolve_dict(&layer).is_some_and(|layer| {
                let usage = objects.dict(&layer, b"Usage");
                let is_off = |state: &&(&[u8], &[u8])| {
                    let (name, state) = **state;
                    let usage = usage.as_ref().and_then(|usage| objects.dict(usage, name));
                    usage.is_some_and(|usage| objects.name_is(&usage, state, b"OFF"))
                };
                states.iter().copied().any(|state| is_off(&state))
            });
            if is_off {
                hidden.extend(layer.as_obj_ref().map(ObjectIdentifier::from));
            }
        }
    }
    hidden
}

/// Whether a layer or a membership dictionary is hidden.
pub(crate) fn is_hidden(objects: &Objects, layers: &[Layer], value: &MaybeRef<Object<'_>>) -> bool {
    let hidden = |id: ObjectIdentifier| layers.iter().any(|l| l.id == id && l.hidden);
    if let Some(id) = value.as_obj_ref()
        && hidden(id.into())
    {
        return true;
    }
    // Without layers nothing is hidden.
    let Some(dict) = objects.resolve_dict(value).filter(|_| !layers.is_empty()) else {
        return false;
    };
    is_membership(&dict) && is_hidden_membership(objects, layers, &dict)
}

fn is_hidden_membership(objects: &Objects, layers: &[Layer], dict: &Dict<'_>) -> bool {
    let hidden = |id: ObjectIdentifier| layers.iter().any(|l| l.id == id && l.hidden);
    if let Some(expression) = objects.array(dict, b"VE") {
        return !is_visible_by(objects, &hidden, &expression, 0);
    }
    // Members that do not exist do not count (ISO 32000-2, table 97).
    let state = |value: &MaybeRef<Object<'_>>| {
        let id = ObjectIdentifier::from(value.as_obj_ref()?);
        objects.get(id).and_then(as_dict)?;
        Some(hidden(id))
    };
    let members: Vec<bool> = match dict.get_raw::<Object<'_>>(b"OCGs") {
        Some(value) => {
            let one = state(&value);
            match objects.resolve(value) {
                Some(Object::Array(members)) => {
                    let members = members.raw_iter().take(MOST);
                    members.filter_map(|member| state(&member)).collect()
                }
                _ => one.into_iter().collect(),
            }
        }
        None => Vec::new(),
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

/// Whether a visibility expression is true (ISO 32000-2, 8.11.2.2). One that cannot be read is.
fn is_visible_by(
    objects: &Objects,
    hidden: &dyn Fn(ObjectIdentifier) -> bool,
    expression: &Array<'_>,
    depth: usize,
) -> bool {
    if depth > DEEPEST {
        return true;
    }
    let mut items = expression.raw_iter().take(MOST);
    let operator = items
        .next()
        .and_then(|item| objects.resolve(item)?.into_name());
    let mut operands = items.map(|item| {
        let layer = item.as_obj_ref().map(ObjectIdentifier::from);
        match (objects.resolve(item), layer) {
            (Some(Object::Array(inner)), _) => is_visible_by(objects, hidden, &inner, depth + 1),
            (_, Some(layer)) => !hidden(layer),
            _ => true,
        }
    });
    match operator.as_ref().map(AsRef::as_ref) {
        Some(b"And") => operands.all(|visible| visible),
        Some(b"Or") => operands.any(|visible| visible),
        Some(b"Not") => !operands.any(|visible| visible),
        _ => true,
    }
}

/// Whether a property list is a layer or a membership of layers.
pub(crate) fn is_layer(objects: &Objects, value: &MaybeRef<Object<'_>>) -> bool {
    objects
        .resolve_dict(value)
        .is_some_and(|dict| is_membership(&dict) || objects.name_is(&dict, b"Type", b"OCG"))
}

fn is_membership(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>(b"Type")
        .is_some_and(|t| t.as_ref() == b"OCMD")
}
