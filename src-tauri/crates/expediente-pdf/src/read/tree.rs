//! The page tree: where each page is and how it is displayed.
//!
//! We walk the tree ourselves, because hayro-syntax drops damaged pages silently: here every kid
//! counts in order, repeated ones too, and each unreadable one becomes a notice.

use crate::geometry::{PageGeometry, Rect, Turn};
use crate::read::notice::Notice;
use crate::read::objects::{Objects, as_dict};
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier};
use std::collections::{HashMap, HashSet};

/// Levels of nodes. The walk does not recurse, so that only time and memory set a limit.
const DEEPEST: usize = 100_000;
/// A tree that fans out without end has more. Intake accepts fewer.
const MOST_PAGES: usize = 100_000;
/// Parents above a page that was found without the tree.
const MOST_PARENTS: usize = 64;

/// Where a page is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Object(ObjectIdentifier),
    /// Written directly into the Kids of this parent, at this index.
    Kid(ObjectIdentifier, usize),
}

/// One page of the tree.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    place: Place,
    /// The ancestor whose Resources the page inherits if it has none of its own.
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

    pub(crate) fn dict<'a>(&self, objects: &'a Objects) -> Option<Dict<'a>> {
        match self.place {
            Place::Object(id) => as_dict(objects.get(id)?),
            Place::Kid(parent, index) => {
                let node = as_dict(objects.get(parent)?)?;
                match objects.array(&node, b"Kids")?.raw_iter().nth(index)? {
                    MaybeRef::NotRef(o) => as_dict(o),
                    MaybeRef::Ref(_) => None,
                }
            }
        }
    }
}

#[derive(Default)]
pub(crate) struct PageTree {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) notices: Vec<Notice>,
    by_object: HashMap<ObjectIdentifier, usize>,
}

#[derive(Clone, Default)]
struct Inherited {
    media: Option<Rect>,
    crop: Option<Rect>,
    rotate: Option<f64>,
    resources: Option<ObjectIdentifier>,
}

/// A node on the way down.
struct Node<'a> {
    id: Option<ObjectIdentifier>,
    kids: Vec<MaybeRef<Object<'a>>>,
    next: usize,
    inherited: Inherited,
}

impl PageTree {
    /// Reads the tree from its root; if that has no page, collects every object that is one.
    pub(crate) fn read(objects: &Objects) -> Self {
        let mut tree = Self::default();
        let root = objects.root();
        let top = root
            .as_ref()
            .and_then(|r| r.get_raw::<Object<'_>>(b"Pages"));
        if let Some(top) = top {
            let id = top.as_obj_ref().map(ObjectIdentifier::from);
            if let Some(dict) = objects.resolve_dict(&top) {
                let declared = objects.number(&dict, b"Count");
                tree.descend(objects, dict, id);
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
            tree.scan(objects);
        }
        for (index, leaf) in tree.leaves.iter().enumerate() {
            if let Some(id) = leaf.object() {
                tree.by_object.entry(id).or_insert(index);
            }
        }
        tree
    }

    /// The first page that is this object.
    pub(crate) fn page_of(&self, id: ObjectIdentifier) -> Option<usize> {
        self.by_object.get(&id).copied()
    }

    fn descend<'a>(&mut self, objects: &'a Objects, dict: Dict<'a>, id: Option<ObjectIdentifier>) {
        // The nodes on the way down: a node below itself would never end.
        let mut above: HashSet<ObjectIdentifier> = HashSet::new();
        let mut stack: Vec<Node<'a>> = Vec::new();
        let Some(top) = node(objects, &dict, id, &Inherited::default()) else {
            // Some catalogs name a page itself as their Pages.
            if (dict.contains_key(b"Contents") || dict.contains_key(b"MediaBox"))
                && let Some(id) = id
            {
                self.push(objects, &dict, Place::Object(id), &Inherited::default());
            }
            return;
        };
        above.extend(id);
        stack.push(top);
        let mut steps = 0usize;
        while let Some(top) = stack.last_mut() {
            steps += 1;
            if self.leaves.len() >= MOST_PAGES || steps > 4 * MOST_PAGES {
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
            let Some(dict) = objects.resolve_dict(kid) else {
                self.unreadable();
                continue;
            };
            let is_page = objects.name_is(&dict, b"Type", b"Page");
            if !is_page && let Some(node) = node(objects, &dict, kid_id, &inherited) {
                let again = kid_id.is_some_and(|id| above.contains(&id));
                if !again && stack.len() < DEEPEST {
                    above.extend(kid_id);
                    stack.push(node);
                } else if !again {
                    self.unreadable();
                }
                continue;
            }
            // A node without kids is empty, unless it has content, which only a page can have.
            if !is_page
                && objects.name_is(&dict, b"Type", b"Pages")
                && !dict.contains_key(b"Contents")
            {
                continue;
            }
            match (kid_id, parent) {
                (Some(id), _) => self.push(objects, &dict, Place::Object(id), &inherited),
                (None, Some(parent)) => {
                    self.push(objects, &dict, Place::Kid(parent, index), &inherited);
                }
                // A direct page in a direct node cannot be found again.
                (None, None) => self.unreadable(),
            }
        }
    }

    fn unreadable(&mut self) {
        let page = self.leaves.len();
        self.notices.push(Notice::PageUnreadable { page });
    }

    fn push(&mut self, objects: &Objects, dict: &Dict<'_>, place: Place, above: &Inherited) {
        let own = inherit(objects, dict, None, above);
        let media = match own.media {
            Some(media) if media.is_usable() => media,
            _ => Rect::LETTER,
        };
        let visible = match own.crop.and_then(|crop| crop.intersection(&media)) {
            Some(cropped) => cropped,
            None => media,
        };
        let user_unit = match objects.number(dict, b"UserUnit") {
            Some(unit) if unit.is_finite() && unit > 1e-3 && unit < 1e5 => unit,
            _ => 1.0,
        };
        self.leaves.push(Leaf {
            place,
            resources_from: above.resources,
            media,
            geometry: PageGeometry {
                visible,
                turn: own.rotate.map_or(Turn::None, Turn::from_degrees),
                user_unit,
            },
        });
    }

    /// Adds every object that says it is a page, in the order of the file.
    fn scan(&mut self, objects: &Objects) {
        for object in objects.pdf.objects() {
            if let Some(dict) = object.into_dict()
                && let Some(id) = dict.obj_id()
                && objects.name_is(&dict, b"Type", b"Page")
                && self.leaves.len() < MOST_PAGES
            {
                let above = from_parents(objects, &dict);
                self.push(objects, &dict, Place::Object(id), &above);
            }
        }
        if !self.leaves.is_empty() {
            self.notices.push(Notice::PagesByScan);
        }
    }
}

/// A node of the tree; nothing when it has no Kids.
fn node<'a>(
    objects: &'a Objects,
    dict: &Dict<'a>,
    id: Option<ObjectIdentifier>,
    above: &Inherited,
) -> Option<Node<'a>> {
    Some(Node {
        id,
        kids: objects.array(dict, b"Kids")?.raw_iter().collect(),
        next: 0,
        inherited: inherit(objects, dict, id, above),
    })
}

fn inherit(
    objects: &Objects,
    dict: &Dict<'_>,
    id: Option<ObjectIdentifier>,
    above: &Inherited,
) -> Inherited {
    Inherited {
        media: objects.rect(dict, b"MediaBox").or(above.media),
        crop: objects.rect(dict, b"CropBox").or(above.crop),
        rotate: objects.number(dict, b"Rotate").or(above.rotate),
        resources: match dict.contains_key(b"Resources") {
            true => id.or(above.resources),
            false => above.resources,
        },
    }
}

/// The values that a page inherits when it was found without the tree: from its parents upward.
fn from_parents(objects: &Objects, page: &Dict<'_>) -> Inherited {
    let parent = |node: &Dict<'_>| -> Option<ObjectIdentifier> {
        let parent = node.get_raw::<Object<'_>>(b"Parent")?;
        parent.as_obj_ref().map(ObjectIdentifier::from)
    };
    let mut nodes: Vec<(ObjectIdentifier, Dict<'_>)> = Vec::new();
    let mut next = parent(page);
    while let Some(id) = next
        && nodes.len() < MOST_PARENTS
        && !nodes.iter().any(|(known, _)| *known == id)
        && let Some(node) = objects.get(id).and_then(as_dict)
    {
        next = parent(&node);
        nodes.push((id, node));
    }
    let mut inherited = Inherited::default();
    for (id, node) in nodes.into_iter().rev() {
        inherited = inherit(objects, &node, Some(id), &inherited);
    }
    inherited
}
