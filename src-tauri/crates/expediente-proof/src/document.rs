//! The page tree: pages with their geometry, content, links and fonts.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::file::{Fault, File, form};
use crate::font::Font;
use crate::matrix::Matrix;
use crate::object::{Dict, Object};

/// The role of a page, as the writer marked it.
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
    /// The physical page that it leads to; none for a web link or a broken one.
    pub page: Option<usize>,
}

/// The target of a link annotation.
enum Target {
    /// A page of the file, or none where it leads nowhere.
    Page(Option<usize>),
    /// An address on the web.
    Web,
    /// Something that does not belong in a dossier.
    Other,
    /// The annotation claims none.
    None,
}

/// A page.
pub struct Page {
    pub role: Option<Role>,
    /// Left, bottom, right, top of the visible area.
    pub visible: [f64; 4],
    /// Clockwise, in degrees.
    pub rotate: i64,
    /// The object numbers of its content streams.
    pub contents: Vec<u32>,
    pub links: Vec<Link>,
    /// Whether an annotation is of a kind that does not belong in a dossier.
    pub stray_annotation: bool,
    /// Whether a link leads nowhere.
    pub broken_link: bool,
    resources: Option<Dict>,
}

/// The pages of the file, in order.
pub struct Document {
    pub root: Dict,
    pages: Vec<u32>,
    places: HashMap<u32, usize>,
}

/// A cache of the fonts of our own text.
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
            return form("a page is in its page tree twice");
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
        let Some(&number) = self.pages.get(at) else {
            return form(format!("page {} is missing", at + 1));
        };
        let Object::Dict(dict) = file.indirect(number)?.object else {
            return form("a page is damaged");
        };
        let visible = match dict.get(b"CropBox").or_else(|| dict.get(b"MediaBox")) {
            Some(value) => rect(&file.resolve(value)?),
            None => None,
        };
        let Some(visible) = visible else {
            return form(format!("page {} has no size", at + 1));
        };
        let Some(contents) = contents(file, &dict)? else {
            return form(format!("the content of page {} is damaged", at + 1));
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
            Some(value) => file.resolve(value)?.integer(),
            None => Some(0),
        };
        let Some(rotate) = rotate else {
            return form(format!("the rotation of page {} is damaged", at + 1));
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
        self.read_annotations(file, at, &dict, &mut page)?;
        Ok(page)
    }

    /// Reads the links of a page, and notes annotations that do not belong on it.
    fn read_annotations(
        &self,
        file: &File<'_>,
        at: usize,
        dict: &Dict,
        page: &mut Page,
    ) -> Result<(), Fault> {
        let annotations = match dict.get(b"Annots") {
            Some(value) => match file.resolve(value)? {
                Object::Array(annotations) => annotations,
                _ => return form(format!("the annotations of page {} are damaged", at + 1)),
            },
            None => Vec::new(),
        };
        for annotation in &annotations {
            let Object::Dict(annotation) = file.resolve(annotation)? else {
                page.stray_annotation = true;
                continue;
            };
            let area = annotation.get(b"Rect").and_then(rect);
            let (Some(b"Link"), Some(area)) = (annotation.name(b"Subtype"), area) else {
                page.stray_annotation = true;
                continue;
            };
            match self.target(file, &annotation)? {
                Target::Page(target) => {
                    page.broken_link |= target.is_none();
                    page.links.push(Link {
                        rect: area,
                        page: target,
                    });
                }
                Target::Web => page.links.push(Link {
                    rect: area,
                    page: None,
                }),
                Target::Other => page.stray_annotation = true,
                // A frame that a paper draws around something.
                Target::None => {}
            }
        }
        Ok(())
    }

    /// The target of a link annotation.
    fn target(&self, file: &File<'_>, annotation: &Dict) -> Result<Target, Fault> {
        if let Some(dest) = annotation.get(b"Dest") {
            return Ok(Target::Page(self.destination(file, dest)?));
        }
        let Some(action) = annotation.get(b"A") else {
            return Ok(Target::None);
        };
        let Object::Dict(action) = file.resolve(action)? else {
            return Ok(Target::Other);
        };
        if is_web(&action) {
            return Ok(Target::Web);
        }
        if action.name(b"S") != Some(b"GoTo") {
            return Ok(Target::Other);
        }
        Ok(Target::Page(match action.get(b"D") {
            Some(dest) => self.destination(file, dest)?,
            None => None,
        }))
    }

    /// The physical page of an explicit destination; none where it is not a page of the file.
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
    /// The fonts of a page that are ours, by resource name.
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
            // Our fonts have this prefix; the others belong to the papers.
            if !name.starts_with(b"Xpdt") {
                continue;
            }
            let Some(number) = value.reference() else {
                return form("a font of ours is not an object of its own");
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
    /// A point of user space on the displayed page: 0 to 1 from the left and from the bottom of its
    /// visible area.
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

    /// A direction of user space on the displayed page.
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

/// The object numbers of a page's content streams; none where they are damaged.
fn contents(file: &File<'_>, page: &Dict) -> Result<Option<Vec<u32>>, Fault> {
    let references = |parts: &[Object]| parts.iter().map(Object::reference).collect();
    Ok(match page.get(b"Contents") {
        Some(Object::Reference(number)) => match file.indirect(*number)?.object {
            Object::Array(parts) => references(&parts),
            _ => Some(vec![*number]),
        },
        Some(Object::Array(parts)) => references(parts),
        Some(_) => None,
        // An empty page.
        None => Some(Vec::new()),
    })
}

/// Four numbers.
fn rect(object: &Object) -> Option<[f64; 4]> {
    let sides: Option<Vec<f64>> = object.array()?.iter().map(Object::number).collect();
    sides?.try_into().ok()
}

/// Whether an action opens an address on the web, a mail or a telephone number.
fn is_web(action: &Dict) -> bool {
    let Some(address) = action.get(b"URI").and_then(Object::text) else {
        return false;
    };
    let address = address.to_ascii_lowercase();
    let allowed = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    action.name(b"S") == Some(b"URI") && allowed && action.get(b"Next").is_none()
}

/// Collects the pages below a node of the page tree, and returns their number.
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
                None => return form("its page tree is damaged"),
            };
            let Some(kids) = kids.array() else {
                return form("its page tree is damaged");
            };
            let mut found = 0;
            for kid in kids {
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
