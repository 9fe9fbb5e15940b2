//! The pages of the file: where they are, what they hold, what lies on them.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::content::Matrix;
use crate::file::{Fault, File, form};
use crate::font::Font;
use crate::object::{Dict, Object};

/// What a page is, as the writer marked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Cover,
    Table,
    Slip,
    Paper,
    /// Before the cover page or after the last exhibit.
    Loose,
}

/// A link on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Left, bottom, right, top in user space.
    pub rect: [f64; 4],
    /// The physical page that it leads to; none for a web link.
    pub page: Option<usize>,
}

/// A page.
pub struct Page {
    pub role: Option<Role>,
    /// Left, bottom, right, top of what is visible.
    pub visible: [f64; 4],
    /// Clockwise, in degrees.
    pub rotate: i64,
    /// The object numbers of its content streams.
    pub contents: Vec<u32>,
    pub links: Vec<Link>,
    /// Whether an annotation is of a kind that does not belong into a dossier, or leads nowhere.
    pub stray_annotation: bool,
    pub broken_link: bool,
    resources: Option<Dict>,
}

/// The page tree, walked.
pub struct Document {
    pub root: Dict,
    pages: Vec<u32>,
    places: HashMap<u32, usize>,
}

/// The fonts of our own text that were read already.
#[derive(Default)]
pub struct Fonts {
    read: HashMap<u32, Option<Rc<Font>>>,
}

impl Document {
    pub fn open(file: &File<'_>) -> Result<Self, Fault> {
        if file.trailer.get(b"Encrypt").is_some() {
            return form("it is encrypted");
        }
        let trailer = file.trailer.clone();
        let Some(root) = file.dict(&trailer, b"Root")? else {
            return form("its catalog is missing");
        };
        let Some(top) = root.reference(b"Pages") else {
            return form("its page tree is missing");
        };
        let mut pages = Vec::new();
        let declared = walk(file, top, None, &mut pages, 0)?;
        if declared != pages.len() {
            return form("its page tree counts wrong");
        }
        let places: HashMap<u32, usize> = pages
            .iter()
            .enumerate()
            .map(|(place, &number)| (number, place))
            .collect();
        if places.len() != pages.len() {
            return form("a page stands in it twice");
        }
        Ok(Self {
            root,
            pages,
            places,
        })
    }

    pub fn len(&self) -> usize {
        self.pages.len()
    }

    pub fn page(&self, file: &File<'_>, at: usize) -> Result<Page, Fault> {
        let number = self.pages.get(at).copied().unwrap_or(0);
        let Object::Dict(dict) = file.indirect(number)?.object else {
            return form("a page is damaged");
        };
        let rect = |object: &Object| -> Option<[f64; 4]> {
            let sides: Vec<f64> = object.array()?.iter().filter_map(Object::number).collect();
            sides.try_into().ok()
        };
        let mut boxes = Vec::new();
        for key in [b"CropBox".as_slice(), b"MediaBox"] {
            if let Some(value) = dict.get(key) {
                boxes.extend(rect(&file.resolve(value)?));
            }
        }
        let Some(visible) = boxes.first().copied() else {
            return form(format!("page {} has no size", at + 1));
        };
        let contents = match dict.get(b"Contents") {
            Some(Object::Reference(number)) => match file.indirect(*number)?.object {
                Object::Array(parts) => parts.iter().filter_map(Object::reference).collect(),
                _ => vec![*number],
            },
            Some(Object::Array(parts)) => parts.iter().filter_map(Object::reference).collect(),
            _ => Vec::new(),
        };
        let role = match dict.name(b"XPDT_Role") {
            Some(b"Cover") => Some(Role::Cover),
            Some(b"Table") => Some(Role::Table),
            Some(b"Slip") => Some(Role::Slip),
            Some(b"Paper" | b"Photos") => Some(Role::Paper),
            Some(b"Front" | b"Back") => Some(Role::Loose),
            _ => None,
        };
        let rotate = match dict.get(b"Rotate") {
            Some(value) => file.resolve(value)?.integer().unwrap_or(0),
            None => 0,
        };
        let mut page = Page {
            role,
            visible,
            rotate: rotate.rem_euclid(360),
            contents,
            links: Vec::new(),
            stray_annotation: false,
            broken_link: false,
            resources: file.dict(&dict, b"Resources")?,
        };
        let annotations = match dict.get(b"Annots") {
            Some(value) => file.resolve(value)?,
            None => Object::Null,
        };
        for annotation in annotations.array().unwrap_or_default() {
            let Object::Dict(annotation) = file.resolve(annotation)? else {
                continue;
            };
            let area = annotation.get(b"Rect").and_then(rect);
            let (Some(b"Link"), Some(area)) = (annotation.name(b"Subtype"), area) else {
                page.stray_annotation = true;
                continue;
            };
            let target = match (annotation.get(b"Dest"), file.dict(&annotation, b"A")?) {
                (Some(dest), _) => self.destination(file, dest)?,
                (None, Some(action)) if is_web(&action) => {
                    page.links.push(Link {
                        rect: area,
                        page: None,
                    });
                    continue;
                }
                (None, Some(action)) if action.name(b"S") == Some(b"GoTo") => {
                    match action.get(b"D") {
                        Some(dest) => self.destination(file, dest)?,
                        None => None,
                    }
                }
                (None, Some(_)) => {
                    page.stray_annotation = true;
                    continue;
                }
                // A frame that a paper draws around something; it leads nowhere and does not say that it does.
                (None, None) => continue,
            };
            page.broken_link |= target.is_none();
            page.links.push(Link {
                rect: area,
                page: target,
            });
        }
        Ok(page)
    }

    /// The physical page of an explicit destination.
    pub fn destination(&self, file: &File<'_>, dest: &Object) -> Result<Option<usize>, Fault> {
        let dest = file.resolve(dest)?;
        let page = dest
            .array()
            .and_then(<[Object]>::first)
            .and_then(Object::reference);
        Ok(page.and_then(|number| self.places.get(&number)).copied())
    }
}

impl Fonts {
    /// The fonts of a page that are of our kind, by resource name.
    pub fn of(
        &mut self,
        file: &File<'_>,
        page: &Page,
    ) -> Result<BTreeMap<Vec<u8>, Rc<Font>>, Fault> {
        let mut fonts = BTreeMap::new();
        let Some(resources) = &page.resources else {
            return Ok(fonts);
        };
        let Some(named) = file.dict(resources, b"Font")? else {
            return Ok(fonts);
        };
        for (name, value) in &named.0 {
            // Fonts of ours begin so; those of a user's paper are nobody's to prove.
            if !name.starts_with(b"Xpdt") {
                continue;
            }
            let Some(number) = value.reference() else {
                continue;
            };
            if let Entry::Vacant(slot) = self.read.entry(number) {
                let font = match file.indirect(number)?.object {
                    Object::Dict(dict) => Font::read(file, &dict)?.map(Rc::new),
                    _ => None,
                };
                slot.insert(font);
            }
            if let Some(Some(font)) = self.read.get(&number) {
                fonts.insert(name.clone(), Rc::clone(font));
            }
        }
        Ok(fonts)
    }
}

impl Page {
    /// A point of user space as a share of the visible page as it is shown: 0 to 1 from the left and from the bottom.
    pub fn shown(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [left, bottom, right, top] = self.visible;
        let (x, y) = ((x - left) / (right - left), (y - bottom) / (top - bottom));
        match self.rotate {
            90 => (y, 1.0 - x),
            180 => (1.0 - x, 1.0 - y),
            270 => (1.0 - y, x),
            _ => (x, y),
        }
    }

    /// A direction of user space as it is shown.
    pub fn shown_direction(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let turn = match self.rotate {
            90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Matrix::ONE,
        };
        turn.apply(x, y)
    }
}

fn is_web(action: &Dict) -> bool {
    let address = action
        .get(b"URI")
        .and_then(Object::text)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let allowed = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    action.name(b"S") == Some(b"URI") && allowed && action.get(b"Next").is_none()
}

fn walk(
    file: &File<'_>,
    number: u32,
    parent: Option<u32>,
    pages: &mut Vec<u32>,
    depth: usize,
) -> Result<usize, Fault> {
    let Object::Dict(node) = file.indirect(number)?.object else {
        return form("its page tree is damaged");
    };
    if node.reference(b"Parent") != parent || depth > 30 {
        return form("its page tree is damaged");
    }
    match node.name(b"Type") {
        Some(b"Page") => {
            pages.push(number);
            Ok(1)
        }
        Some(b"Pages") => {
            let kids = match node.get(b"Kids") {
                Some(kids) => file.resolve(kids)?,
                None => Object::Null,
            };
            let mut found = 0;
            for kid in kids.array().unwrap_or_default() {
                let Some(kid) = kid.reference() else {
                    return form("its page tree is damaged");
                };
                found += walk(file, kid, Some(number), pages, depth + 1)?;
            }
            let declared = node
                .integer(b"Count")
                .and_then(|count| usize::try_from(count).ok());
            if declared == Some(found) {
                Ok(found)
            } else {
                form("its page tree counts wrong")
            }
        }
        _ => form("its page tree is damaged"),
    }
}
