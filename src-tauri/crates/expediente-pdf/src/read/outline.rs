//! The outline of a source as a tree of titles and pages.

use crate::read::objects::as_dict;
use crate::read::source::Source;
use crate::read::text_string;
use hayro_syntax::object::{Dict, ObjRef, Object};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const DEEPEST: usize = 16;
const MOST: usize = 20_000;

/// An entry of a source's outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineNode {
    /// Its title.
    pub title: String,
    /// The source page it leads to, from 0.
    pub page: Option<usize>,
    /// The entries below it.
    pub children: Vec<OutlineNode>,
}

impl Source {
    /// The outline: at most 16 levels and 20,000 entries, each entry once.
    pub fn outline(&self) -> Vec<OutlineNode> {
        let objects = &self.objects;
        let top = objects.root().and_then(|r| objects.dict(&r, b"Outlines"));
        top.map_or_else(Vec::new, |top| level(self, &top, 0, &mut HashSet::new()))
    }
}

fn level(
    source: &Source,
    parent: &Dict<'_>,
    depth: usize,
    seen: &mut HashSet<ObjRef>,
) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    if depth >= DEEPEST {
        return nodes;
    }
    let mut next = reference(parent, b"First");
    while let Some(id) = next {
        if seen.len() >= MOST || !seen.insert(id) {
            break;
        }
        let Some(item) = source.objects.get(id.into()).and_then(as_dict) else {
            break;
        };
        let title = text_string::of_entry(&source.objects, &item, b"Title")
            .map_or_else(String::new, |title| {
                title.split_whitespace().collect::<Vec<_>>().join(" ")
            });
        let page = source.destination(&item).map(|t| t.page);
        let children = level(source, &item, depth + 1, seen);
        // The children of an entry without a title take its place.
        if title.is_empty() {
            nodes.extend(children);
        } else {
            nodes.push(OutlineNode {
                title,
                page,
                children,
            });
        }
        next = reference(&item, b"Next");
    }
    nodes
}

fn reference(item: &Dict<'_>, key: &[u8]) -> Option<ObjRef> {
    item.get_raw::<Object<'_>>(key)?.as_obj_ref()
}
