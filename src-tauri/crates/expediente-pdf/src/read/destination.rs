//! Destinations of links and outline entries: a page of the source and a view of it.
//!
//! Resolves arrays, names and GoTo actions. The caller knows which dossier page a source page
//! became.

use crate::file::syntax;
use crate::read::objects::Objects;
use crate::read::tree::PageTree;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object};
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// A page of the source, and the rest of the destination as PDF tokens, beginning with the name of
/// the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) page: usize,
    pub(crate) view: Vec<u8>,
}

const MOST_NAMES: usize = 200_000;

/// The destinations of a source. Named ones are read when the first one is needed.
#[derive(Default)]
pub(crate) struct Destinations {
    named: OnceLock<BTreeMap<Vec<u8>, Target>>,
}

impl Destinations {
    /// The destination of an annotation or outline item: its Dest, or that of its GoTo action.
    pub(crate) fn of_item(
        &self,
        objects: &Objects,
        tree: &PageTree,
        item: &Dict<'_>,
    ) -> Option<Target> {
        if let Some(dest) = item.get_raw::<Object<'_>>(b"Dest") {
            return self.target(objects, tree, dest);
        }
        let action = objects.dict(item, b"A")?;
        let kind = match action.get_raw::<Object<'_>>(b"S")? {
            MaybeRef::NotRef(kind) => kind.into_name()?,
            MaybeRef::Ref(_) => return None,
        };
        if kind.as_ref() != b"GoTo" {
            return None;
        }
        self.target(objects, tree, action.get_raw::<Object<'_>>(b"D")?)
    }

    /// A destination of any form. A dictionary counts only behind a reference.
    fn target(
        &self,
        objects: &Objects,
        tree: &PageTree,
        value: MaybeRef<Object<'_>>,
    ) -> Option<Target> {
        let is_direct = matches!(value, MaybeRef::NotRef(_));
        match objects.resolve(value)? {
            Object::String(s) => self.named(objects, tree).get(s.as_ref()).cloned(),
            Object::Name(n) => self.named(objects, tree).get(n.as_ref()).cloned(),
            Object::Dict(_) if is_direct => None,
            other => explicit(objects, tree, other),
        }
    }

    fn named(&self, objects: &Objects, tree: &PageTree) -> &BTreeMap<Vec<u8>, Target> {
        self.named.get_or_init(|| read_named(objects, tree))
    }
}

/// All named destinations of a source: those of the old dictionary, then those of the name tree.
fn read_named(objects: &Objects, tree: &PageTree) -> BTreeMap<Vec<u8>, Target> {
    let mut found = BTreeMap::new();
    let Some(root) = objects.root() else {
        return found;
    };
    let target = |value: MaybeRef<Object<'_>>| explicit(objects, tree, objects.resolve(value)?);
    if let Some(old) = objects.dict(&root, b"Dests") {
        for (key, value) in old.entries().take(MOST_NAMES) {
            if let Some(target) = target(value) {
                found.insert(key.as_ref().to_vec(), target);
            }
        }
    }
    let top = objects
        .dict(&root, b"Names")
        .and_then(|names| objects.dict(&names, b"Dests"));
    let mut seen = HashSet::new();
    let mut stack: Vec<Dict<'_>> = top.into_iter().collect();
    while let Some(node) = stack.pop() {
        if let Some(pairs) = objects.array(&node, b"Names") {
            let mut items = pairs.raw_iter();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                if found.len() >= MOST_NAMES {
                    return found;
                }
                if let Some(Object::String(key)) = objects.resolve(key)
                    && let Some(target) = target(value)
                {
                    found.insert(key.as_ref().to_vec(), target);
                }
            }
        }
        for kid in objects
            .array(&node, b"Kids")
            .into_iter()
            .flat_map(|k| k.raw_iter())
        {
            let new = kid.as_obj_ref().is_none_or(|r| seen.insert(r));
            if new
                && seen.len() < MOST_NAMES
                && let Some(kid) = objects.resolve_dict(&kid)
            {
                stack.push(kid);
            }
        }
    }
    found
}

fn explicit(objects: &Objects, tree: &PageTree, value: Object<'_>) -> Option<Target> {
    let array = match value {
        Object::Array(a) => a,
        Object::Dict(d) => objects.array(&d, b"D")?,
        _ => return None,
    };
    from_array(tree, &array)
}

fn from_array(tree: &PageTree, array: &Array<'_>) -> Option<Target> {
    let mut items = array.raw_iter();
    let page = match items.next()? {
        MaybeRef::Ref(r) => tree.page_of(r.into())?,
        MaybeRef::NotRef(Object::Number(n)) => usize::try_from(n.as_i64()).ok()?,
        MaybeRef::NotRef(_) => return None,
    };
    if page >= tree.leaves.len() {
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
