//! The outline of a source, read as a tree of titles and pages.
//!
//! What of it goes into the dossier's outline is left to the caller.

use crate::read::destination;
use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Dict, MaybeRef, ObjRef, Object};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const DEEPEST: usize = 16;
const MOST: usize = 20_000;

/// An entry of a source's outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineNode {
    /// What it says.
    pub title: String,
    /// The source page it leads to, from 0.
    pub page: Option<usize>,
    /// What stands under it.
    pub children: Vec<OutlineNode>,
}

impl Source {
    /// The outline: at most 16 levels and 20,000 entries, each entry once.
    pub fn outline(&self) -> Vec<OutlineNode> {
        let top = self.root().and_then(|r| self.dict(&r, b"Outlines"));
        let mut seen = HashSet::new();
        top.map(|t| level(self, &t, 0, &mut seen))
            .unwrap_or_default()
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
    let mut next = parent.get_raw::<Object<'_>>(b"First").and_then(reference);
    while let Some(id) = next {
        if seen.len() >= MOST || !seen.insert(id) {
            break;
        }
        let Some(item) = source.object(id.into()).and_then(as_dict) else {
            break;
        };
        let title = source.text(&item, b"Title").unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let page = destination::of_item(source, &item).map(|t| t.page);
        let children = level(source, &item, depth + 1, seen);
        if title.is_empty() {
            nodes.extend(children);
        } else {
            nodes.push(OutlineNode {
                title,
                page,
                children,
            });
        }
        next = item.get_raw::<Object<'_>>(b"Next").and_then(reference);
    }
    nodes
}

fn reference(value: MaybeRef<Object<'_>>) -> Option<ObjRef> {
    value.as_obj_ref()
}
