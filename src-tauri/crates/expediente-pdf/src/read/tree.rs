//! The page tree, walked with our own eyes: every kid in order, repeated ones too, nothing dropped in silence.
//!
//! Yields where each page is and how it shows itself; what a page holds is left to others.

use crate::geometry::{PageGeometry, Rect, Turn};
use crate::read::notice::Notice;
use crate::read::source::as_dict;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use std::collections::HashSet;

/// Nodes below one another. Nothing here calls itself, so that only time and memory set a limit.
const DEEPEST: usize = 100_000;
/// A tree that fans out without end has more; whoever takes papers in takes fewer.
const MOST_PAGES: usize = 100_000;

/// Where a page is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Object(ObjectIdentifier),
    /// Written straight into its parent's list of kids.
    Kid(ObjectIdentifier, usize),
}

/// One page of the tree.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    place: Place,
    /// The ancestor whose Resources the page inherits where it has none of its own.
    pub(crate) resources_from: Option<ObjectIdentifier>,
    pub(crate) media: Rect,
    pub(crate) geometry: PageGeometry,
}

impl Leaf {
    pub(crate) fn object(&self) -> Option<ObjectIdentifier> {
        match self.place {
            Place::Object(id) => Some(id),
            Place::Kid(..) => None,
        }
    }

    pub(crate) fn dict<'a>(&self, pdf: &'a Pdf) -> Option<Dict<'a>> {
        match self.place {
            Place::Object(id) => as_dict(pdf.xref().get::<Object<'_>>(id)?),
            Place::Kid(parent, index) => {
                let node = as_dict(pdf.xref().get::<Object<'_>>(parent)?)?;
                match array(pdf, &node, b"Kids")?.raw_iter().nth(index)? {
                    MaybeRef::NotRef(o) => as_dict(o),
                    MaybeRef::Ref(_) => None,
                }
            }
        }
    }
}

pub(crate) struct Tree {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) notices: Vec<Notice>,
}

#[derive(Clone, Default)]
struct Inherited {
    media: Option<Rect>,
    crop: Option<Rect>,
    rotate: Option<f64>,
    resources: Option<ObjectIdentifier>,
}

struct Frame<'a> {
    id: Option<ObjectIdentifier>,
    kids: Vec<MaybeRef<Object<'a>>>,
    next: usize,
    inherited: Inherited,
}

pub(crate) fn walk(pdf: &Pdf) -> Tree {
    let mut tree = Tree {
        leaves: Vec::new(),
        notices: Vec::new(),
    };
    let root = pdf
        .xref()
        .get::<Object<'_>>(pdf.xref().root_id())
        .and_then(as_dict);
    let top = root
        .as_ref()
        .and_then(|r| r.get_raw::<Object<'_>>(b"Pages"));
    if let Some(top) = top {
        let id = top.as_obj_ref().map(ObjectIdentifier::from);
        if let Some(dict) = resolve(pdf, top).and_then(as_dict) {
            let declared = number(pdf, &dict, b"Count");
            descend(pdf, dict, id, &mut tree);
            let found = tree.leaves.len();
            if let Some(declared) = declared
                && declared != found as f64
                && found > 0
            {
                tree.notices.push(Notice::PageCountDiffers {
                    declared: declared as i64,
                    found,
                });
            }
        }
    }
    if tree.leaves.is_empty() {
        scan(pdf, &mut tree);
    }
    tree
}

fn descend<'a>(pdf: &'a Pdf, dict: Dict<'a>, id: Option<ObjectIdentifier>, tree: &mut Tree) {
    // Nodes on the way down; a node that is met again below itself would never end.
    let mut above: HashSet<ObjectIdentifier> = HashSet::new();
    let mut stack: Vec<Frame<'a>> = Vec::new();
    if array(pdf, &dict, b"Kids").is_none() {
        // A catalog whose Pages is a page itself.
        if (dict.contains_key(b"Contents") || dict.contains_key(b"MediaBox"))
            && let Some(id) = id
        {
            push(pdf, &dict, Place::Object(id), &Inherited::default(), tree);
        }
        return;
    }
    above.extend(id);
    stack.push(frame(pdf, &dict, id, &Inherited::default()));
    let mut steps = 0usize;
    while let Some(top) = stack.last_mut() {
        steps += 1;
        if tree.leaves.len() >= MOST_PAGES || steps > 4 * MOST_PAGES {
            return;
        }
        let index = top.next;
        let Some(kid) = top.kids.get(index) else {
            if let Some(id) = top.id {
                above.remove(&id);
            }
            stack.pop();
            continue;
        };
        top.next += 1;
        let kid_id = kid.as_obj_ref().map(ObjectIdentifier::from);
        let parent = top.id;
        let inherited = top.inherited.clone();
        let object = match kid {
            MaybeRef::Ref(r) => pdf.xref().get::<Object<'a>>((*r).into()),
            MaybeRef::NotRef(o) => Some(o.clone()),
        };
        let Some(dict) = object.and_then(as_dict) else {
            let page = tree.leaves.len();
            tree.notices.push(Notice::PageUnreadable { page });
            continue;
        };
        let is_page = name_is(pdf, &dict, b"Type", b"Page");
        if !is_page && array(pdf, &dict, b"Kids").is_some() {
            let again = kid_id.is_some_and(|id| above.contains(&id));
            if !again && stack.len() < DEEPEST {
                above.extend(kid_id);
                stack.push(frame(pdf, &dict, kid_id, &inherited));
            } else if !again {
                let page = tree.leaves.len();
                tree.notices.push(Notice::PageUnreadable { page });
            }
            continue;
        }
        // A node without kids is empty, unless it holds what only a page can hold.
        if !is_page && name_is(pdf, &dict, b"Type", b"Pages") && !dict.contains_key(b"Contents") {
            continue;
        }
        let place = match (kid_id, parent) {
            (Some(id), _) => Place::Object(id),
            (None, Some(parent)) => Place::Kid(parent, index),
            (None, None) => {
                let page = tree.leaves.len();
                tree.notices.push(Notice::PageUnreadable { page });
                continue;
            }
        };
        push(pdf, &dict, place, &inherited, tree);
    }
}

fn frame<'a>(
    pdf: &'a Pdf,
    dict: &Dict<'a>,
    id: Option<ObjectIdentifier>,
    above: &Inherited,
) -> Frame<'a> {
    Frame {
        id,
        kids: array(pdf, dict, b"Kids")
            .map(|k| k.raw_iter().collect())
            .unwrap_or_default(),
        next: 0,
        inherited: inherit(pdf, dict, id, above),
    }
}

fn inherit(
    pdf: &Pdf,
    dict: &Dict<'_>,
    id: Option<ObjectIdentifier>,
    above: &Inherited,
) -> Inherited {
    Inherited {
        media: rect(pdf, dict, b"MediaBox").or(above.media),
        crop: rect(pdf, dict, b"CropBox").or(above.crop),
        rotate: number(pdf, dict, b"Rotate").or(above.rotate),
        resources: match dict.contains_key(b"Resources") {
            true => id.or(above.resources),
            false => above.resources,
        },
    }
}

fn push(pdf: &Pdf, dict: &Dict<'_>, place: Place, above: &Inherited, tree: &mut Tree) {
    let own = inherit(pdf, dict, None, above);
    let media = own.media.filter(Rect::is_usable).unwrap_or(Rect::LETTER);
    let visible = own
        .crop
        .and_then(|crop| crop.intersection(&media))
        .unwrap_or(media);
    let user_unit = number(pdf, dict, b"UserUnit")
        .filter(|u| u.is_finite() && *u > 1e-3 && *u < 1e5)
        .unwrap_or(1.0);
    tree.leaves.push(Leaf {
        place,
        resources_from: above.resources,
        media,
        geometry: PageGeometry {
            visible,
            turn: Turn::from_degrees(own.rotate.unwrap_or(0.0)),
            user_unit,
        },
    });
}

/// Every object that says it is a page, in the order of the file.
fn scan(pdf: &Pdf, tree: &mut Tree) {
    for object in pdf.objects() {
        let Some(dict) = object.into_dict() else {
            continue;
        };
        let Some(id) = dict.obj_id() else { continue };
        if name_is(pdf, &dict, b"Type", b"Page") && tree.leaves.len() < MOST_PAGES {
            let above = from_parents(pdf, &dict);
            push(pdf, &dict, Place::Object(id), &above, tree);
        }
    }
    if !tree.leaves.is_empty() {
        tree.notices.push(Notice::PagesByScan);
    }
}

/// What a page inherits that was not met on a way down: by the way up.
fn from_parents(pdf: &Pdf, page: &Dict<'_>) -> Inherited {
    let mut ids = Vec::new();
    let mut next = page
        .get_raw::<Object<'_>>(b"Parent")
        .and_then(|parent| parent.as_obj_ref());
    while let Some(id) = next.map(ObjectIdentifier::from)
        && ids.len() < 64
        && !ids.contains(&id)
    {
        let Some(node) = pdf.xref().get::<Object<'_>>(id).and_then(as_dict) else {
            break;
        };
        ids.push(id);
        next = node
            .get_raw::<Object<'_>>(b"Parent")
            .and_then(|parent| parent.as_obj_ref());
    }
    let mut inherited = Inherited::default();
    for id in ids.into_iter().rev() {
        if let Some(node) = pdf.xref().get::<Object<'_>>(id).and_then(as_dict) {
            inherited = inherit(pdf, &node, Some(id), &inherited);
        }
    }
    inherited
}

fn resolve<'a>(pdf: &'a Pdf, value: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
    match value {
        MaybeRef::Ref(r) => pdf.xref().get::<Object<'a>>(r.into()),
        MaybeRef::NotRef(o) => Some(o),
    }
}

fn array<'a>(pdf: &'a Pdf, dict: &Dict<'a>, key: &[u8]) -> Option<Array<'a>> {
    resolve(pdf, dict.get_raw::<Object<'_>>(key)?)?.into_array()
}

fn name_is(pdf: &Pdf, dict: &Dict<'_>, key: &[u8], name: &[u8]) -> bool {
    let found = match dict.get_raw::<Object<'_>>(key) {
        Some(MaybeRef::NotRef(o)) => o.into_name().map(|n| n.as_ref() == name),
        Some(MaybeRef::Ref(r)) => pdf
            .xref()
            .get::<Object<'_>>(r.into())
            .and_then(Object::into_name)
            .map(|n| n.as_ref() == name),
        None => None,
    };
    found.unwrap_or(false)
}

fn number(pdf: &Pdf, dict: &Dict<'_>, key: &[u8]) -> Option<f64> {
    let number = match dict.get_raw::<Object<'_>>(key)? {
        MaybeRef::NotRef(o) => o.into_number(),
        MaybeRef::Ref(r) => pdf.xref().get::<Object<'_>>(r.into())?.into_number(),
    };
    number.map(|n| n.as_f64())
}

fn rect(pdf: &Pdf, dict: &Dict<'_>, key: &[u8]) -> Option<Rect> {
    let read = |items: Array<'_>| {
        let mut values = items.raw_iter().take(4).map(|v| match v {
            MaybeRef::NotRef(o) => o.into_number().map(|n| n.as_f64()),
            MaybeRef::Ref(r) => pdf
                .xref()
                .get::<Object<'_>>(r.into())
                .and_then(Object::into_number)
                .map(|n| n.as_f64()),
        });
        let mut next = || values.next().flatten();
        Some(Rect::new(next()?, next()?, next()?, next()?))
    };
    match dict.get_raw::<Object<'_>>(key)? {
        MaybeRef::NotRef(o) => read(o.into_array()?),
        MaybeRef::Ref(r) => read(pdf.xref().get::<Object<'_>>(r.into())?.into_array()?),
    }
}
