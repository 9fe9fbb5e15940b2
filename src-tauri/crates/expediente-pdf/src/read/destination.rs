//! Where links and outline entries of a source lead: a page and a view of it.
//!
//! Resolves arrays, names and GoTo actions; which dossier page a source page became is left to the caller.

use crate::file::syntax;
use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Array, Dict, MaybeRef, Object};
use std::collections::{BTreeMap, HashSet};

/// A page of the source and the rest of the destination as PDF tokens, beginning with the name of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) page: usize,
    pub(crate) view: Vec<u8>,
}

pub(crate) type Named = BTreeMap<Vec<u8>, Target>;

const MOST_NAMES: usize = 200_000;

/// All named destinations of a source.
pub(crate) fn named(source: &Source) -> Named {
    let mut found = Named::new();
    let Some(root) = source.root() else {
        return found;
    };
    if let Some(old) = source.dict(&root, b"Dests") {
        for (key, value) in old.entries().take(MOST_NAMES) {
            if let Some(target) = source.resolve(value).and_then(|v| explicit(source, v)) {
                found.insert(key.as_ref().to_vec(), target);
            }
        }
    }
    let tree = source
        .dict(&root, b"Names")
        .and_then(|names| source.dict(&names, b"Dests"));
    let mut seen = HashSet::new();
    let mut stack: Vec<Dict<'_>> = tree.into_iter().collect();
    while let Some(node) = stack.pop() {
        if let Some(pairs) = source.array(&node, b"Names") {
            let mut items = pairs.raw_iter();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                if found.len() >= MOST_NAMES {
                    return found;
                }
                let Some(Object::String(key)) = source.resolve(key) else {
                    continue;
                };
                if let Some(target) = source.resolve(value).and_then(|v| explicit(source, v)) {
                    found.insert(key.as_ref().to_vec(), target);
                }
            }
        }
        for kid in source
            .array(&node, b"Kids")
            .into_iter()
            .flat_map(|k| k.raw_iter())
        {
            let new = kid.as_obj_ref().is_none_or(|r| seen.insert(r));
            if new
                && seen.len() < MOST_NAMES
                && let Some(kid) = source.resolve(kid).and_then(as_dict)
            {
                stack.push(kid);
            }
        }
    }
    found
}

/// A destination of whatever form.
pub(crate) fn target<'a>(source: &'a Source, value: MaybeRef<Object<'a>>) -> Option<Target> {
    match source.resolve(value)? {
        Object::String(s) => source.named().get(s.as_ref()).cloned(),
        Object::Name(n) => source.named().get(n.as_ref()).cloned(),
        other => explicit(source, other),
    }
}

/// The destination of an annotation or outline item: its Dest, or that of its GoTo action.
pub(crate) fn of_item(source: &Source, item: &Dict<'_>) -> Option<Target> {
    // The item borrows from the same file; taking its parts by number keeps the lifetimes apart.
    if let Some(dest) = item.get_raw::<Object<'_>>(b"Dest") {
        return match dest {
            MaybeRef::Ref(r) => target(source, MaybeRef::Ref(r)),
            MaybeRef::NotRef(Object::String(s)) => source.named().get(s.as_ref()).cloned(),
            MaybeRef::NotRef(Object::Name(n)) => source.named().get(n.as_ref()).cloned(),
            MaybeRef::NotRef(Object::Array(a)) => from_array(source, &a),
            MaybeRef::NotRef(_) => None,
        };
    }
    let action = action(source, item)?;
    if action.get_raw::<Object<'_>>(b"S").and_then(|s| match s {
        MaybeRef::NotRef(o) => o.into_name(),
        MaybeRef::Ref(_) => None,
    })? != hayro_syntax::object::Name::new_unescaped(b"GoTo")
    {
        return None;
    }
    match action.get_raw::<Object<'_>>(b"D")? {
        MaybeRef::Ref(r) => target(source, MaybeRef::Ref(r)),
        MaybeRef::NotRef(Object::String(s)) => source.named().get(s.as_ref()).cloned(),
        MaybeRef::NotRef(Object::Name(n)) => source.named().get(n.as_ref()).cloned(),
        MaybeRef::NotRef(Object::Array(a)) => from_array(source, &a),
        MaybeRef::NotRef(_) => None,
    }
}

/// The action of an annotation or outline item.
pub(crate) fn action<'a>(source: &'a Source, item: &Dict<'a>) -> Option<Dict<'a>> {
    source.dict(item, b"A")
}

fn explicit(source: &Source, value: Object<'_>) -> Option<Target> {
    match value {
        Object::Array(a) => from_array(source, &a),
        Object::Dict(d) => match d.get_raw::<Object<'_>>(b"D")? {
            MaybeRef::NotRef(o) => from_array(source, &o.into_array()?),
            MaybeRef::Ref(r) => from_array(source, &source.object(r.into())?.into_array()?),
        },
        _ => None,
    }
}

fn from_array(source: &Source, array: &Array<'_>) -> Option<Target> {
    let mut items = array.raw_iter();
    let page = match items.next()? {
        MaybeRef::Ref(r) => source.page_of(r.into())?,
        MaybeRef::NotRef(Object::Number(n)) => usize::try_from(n.as_i64()).ok()?,
        MaybeRef::NotRef(_) => return None,
    };
    if page >= source.page_count() {
        return None;
    }
    let kind = match items.next() {
        Some(MaybeRef::NotRef(Object::Name(n))) => n.as_ref().to_vec(),
        _ => b"Fit".to_vec(),
    };
    let wanted = match kind.as_slice() {
        b"XYZ" => 3,
        b"FitH" | b"FitV" | b"FitBH" | b"FitBV" => 1,
        b"FitR" => 4,
        b"Fit" | b"FitB" => 0,
        _ => {
            return Some(Target {
                page,
                view: b"/Fit".to_vec(),
            });
        }
    };
    let mut view = Vec::new();
    syntax::name(&mut view, &kind);
    for _ in 0..wanted {
        match items.next() {
            Some(MaybeRef::NotRef(Object::Number(n))) => {
                view.push(b' ');
                syntax::number(&mut view, &n);
            }
            _ if kind == b"FitR" => view.extend_from_slice(b" 0"),
            _ => view.extend_from_slice(b" null"),
        }
    }
    Some(Target { page, view })
}
