//! The page tree, and pages as they are described: boxes, parts of their content, links.

use std::collections::HashSet;

use crate::content::matrix::Matrix;
use crate::file::{Fault, File, form};
use crate::flaw::{Flaw, FlawKind};
use crate::keys;
use crate::ledger::Ledger;
use crate::object::{Dict, Object};
use crate::places::Places;

/// The role of a page, as the writer marked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Cover,
    Table,
    Slip,
    /// A list before the papers of an exhibit.
    List,
    Paper,
    Photos,
    /// Before the cover page or after the last exhibit.
    Loose,
}

impl Role {
    /// Whether the program drew all of the page.
    pub fn is_ours(self) -> bool {
        matches!(self, Self::Cover | Self::Table | Self::Slip | Self::List)
    }

    /// Whether the page is within an exhibit.
    pub fn is_of_exhibit(self) -> bool {
        matches!(self, Self::List | Self::Paper | Self::Photos)
    }
}

/// The content streams of a page by their grammar, in the order in which they are drawn.
#[derive(Debug, Default)]
pub struct Parts {
    /// Words that are not seen, under everything.
    pub words: Option<u32>,
    /// What begins the sheet, its own streams, and what ends it.
    pub sheet: Option<(u32, Vec<u32>, u32)>,
    /// What begins the appearances of annotations, and they themselves.
    pub annotations: Option<(u32, u32)>,
    pub pictures: Option<u32>,
    pub stamps: Option<u32>,
}

impl Parts {
    /// Those streams that are ours, in order.
    pub fn ours(&self) -> impl Iterator<Item = u32> {
        let sheet = self
            .sheet
            .iter()
            .flat_map(|(enter, _, after)| [*enter, *after]);
        let annotations = self
            .annotations
            .iter()
            .flat_map(|(enter, drawn)| [*enter, *drawn]);
        self.words
            .into_iter()
            .chain(sheet)
            .chain(annotations)
            .chain(self.pictures)
            .chain(self.stamps)
    }
}

/// A link on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Left, bottom, right, top in user space.
    pub rect: [f64; 4],
    /// The physical page that it leads to; none for an address on the web, and for a frame that a
    /// paper draws around something.
    pub page: Option<usize>,
    /// The width of its frame in user space; 0 for none.
    pub frame: f64,
}

/// A page.
pub struct Page {
    pub dict: Dict,
    pub role: Role,
    /// Left, bottom, right, top of the page.
    pub media: [f64; 4],
    /// The same of its visible area.
    pub visible: [f64; 4],
    /// Clockwise, in degrees.
    pub rotate: u16,
    /// Points to a unit of user space.
    pub unit: f64,
    pub parts: Parts,
    pub links: Vec<Link>,
    /// Its annotations as they are.
    pub annotations: Vec<Dict>,
    /// Whether a link leads nowhere.
    pub broken_link: bool,
}

/// The pages of the file, in order.
pub struct Document {
    pub root: Dict,
    pages: Vec<u32>,
    pub places: Places,
}

impl Document {
    pub fn open(file: &File<'_>, ledger: &Ledger<'_>) -> Result<Self, Fault> {
        keys::check("its trailer", &file.trailer, &keys::TRAILER)?;
        let Some(root) = file.trailer.reference(b"Root") else {
            return form("its catalog is missing");
        };
        let root = ledger.dict(root)?;
        let Some(top) = root.reference(b"Pages") else {
            return form("its page tree is missing");
        };
        let (mut pages, mut seen) = (Vec::new(), HashSet::new());
        walk(ledger, top, None, &mut pages, &mut seen)?;
        let own = [b"XPDT_Font".as_slice(), b"XPDT_Letters", b"XPDT_Words"];
        let own = own.iter().filter_map(|key| root.reference(key)).collect();
        let places = Places::of(&pages, own);
        if places.count() != pages.len() {
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

    pub fn page(&self, ledger: &Ledger<'_>, at: usize) -> Result<Page, Fault> {
        let human = at + 1;
        let Some(&number) = self.pages.get(at) else {
            return form(format!("page {human} is missing"));
        };
        let dict = ledger.dict(number)?;
        keys::check(&format!("page {human}"), &dict, &keys::PAGE)?;
        let Some(media) = dict.get(b"MediaBox").and_then(rect) else {
            return form(format!("page {human} has no size"));
        };
        let visible = match dict.get(b"CropBox") {
            Some(value) => rect(value),
            None => Some(media),
        };
        let Some(visible) = visible.filter(|visible| is_within(visible, &media)) else {
            return form(format!(
                "the visible area of page {human} is not on the page"
            ));
        };
        let rotate = match dict.get(b"Rotate") {
            Some(value) => value.integer(),
            None => Some(0),
        };
        let rotate = match rotate {
            Some(0) => 0,
            Some(90) => 90,
            Some(180) => 180,
            Some(270) => 270,
            _ => return form(format!("the rotation of page {human} is damaged")),
        };
        let unit = match dict.get(b"UserUnit") {
            Some(value) => value.number(),
            None => Some(1.0),
        };
        let Some(unit) = unit.filter(|unit| *unit > 0.0 && unit.is_finite()) else {
            return form(format!("the unit of page {human} is damaged"));
        };
        let role = match dict.name(b"XPDT_Role") {
            Some(b"Cover") => Role::Cover,
            Some(b"Table") => Role::Table,
            Some(b"Slip") => Role::Slip,
            Some(b"List") => Role::List,
            Some(b"Paper") => Role::Paper,
            Some(b"Photos") => Role::Photos,
            Some(b"Front" | b"Back") => Role::Loose,
            _ => return form(format!("page {human} was not written by Expediente")),
        };
        let Some(parts) = parts(&dict) else {
            // A stream too many could move or hide what follows.
            let flaw = Flaw::new(FlawKind::GraphicsState).on_page(at);
            return Err(Fault::Flaw(Box::new(flaw)));
        };
        let mut page = Page {
            role,
            media,
            visible,
            rotate,
            unit,
            parts,
            links: Vec::new(),
            annotations: Vec::new(),
            broken_link: false,
            dict,
        };
        self.read_annotations(ledger, at, &mut page)?;
        Ok(page)
    }

    /// Reads the links of a page. It has no other annotations.
    fn read_annotations(
        &self,
        ledger: &Ledger<'_>,
        at: usize,
        page: &mut Page,
    ) -> Result<(), Fault> {
        let damaged = || format!("the annotations of page {} are damaged", at + 1);
        let Some(annotations) = page.dict.get(b"Annots") else {
            return Ok(());
        };
        let Some(annotations) = annotations.array() else {
            return form(damaged());
        };
        for annotation in annotations {
            let Some(number) = annotation.reference() else {
                return form(damaged());
            };
            let annotation = ledger.dict(number)?;
            keys::check("a link", &annotation, &keys::LINK)?;
            let is_link = annotation.name(b"Subtype") == Some(b"Link")
                && annotation.name(b"Type") == Some(b"Annot")
                && annotation.integer(b"F") == Some(4);
            let area = annotation.get(b"Rect").and_then(rect);
            let (true, Some(rect), Some(frame)) = (is_link, area, frame(&annotation)) else {
                return keys::strange("annotation");
            };
            let target = match (annotation.get(b"Dest"), annotation.get(b"A")) {
                (Some(dest), None) => {
                    let target = self.destination(dest);
                    page.broken_link |= target.is_none();
                    target
                }
                (None, Some(Object::Dict(action))) if is_web(action) => None,
                (None, None) => None,
                _ => return keys::strange("a link that acts"),
            };
            page.links.push(Link {
                rect,
                page: target,
                frame,
            });
            page.annotations.push(annotation);
        }
        Ok(())
    }

    /// The physical page of an explicit destination; none where it is not a page of the file, or
    /// not of a form that viewers agree on.
    pub fn destination(&self, dest: &Object) -> Option<usize> {
        let [page, view, numbers @ ..] = dest.array()? else {
            return None;
        };
        let is_known = matches!(
            view.name()?,
            b"XYZ" | b"Fit" | b"FitH" | b"FitV" | b"FitR" | b"FitB" | b"FitBH" | b"FitBV"
        );
        let is_plain = |value: &Object| value.number().is_some() || *value == Object::Null;
        if !is_known || !numbers.iter().all(is_plain) {
            return None;
        }
        self.places.page(page.reference()?)
    }
}

impl Page {
    /// Width and height in points as displayed.
    pub fn displayed_size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.visible;
        let (width, height) = ((right - left) * self.unit, (top - bottom) * self.unit);
        if matches!(self.rotate, 0 | 180) {
            (width, height)
        } else {
            (height, width)
        }
    }

    /// From user space to points on the displayed page, from its bottom left.
    pub fn display(&self) -> Matrix {
        let [left, bottom, right, top] = self.visible;
        let unit = self.unit;
        match self.rotate {
            90 => Matrix([0.0, -unit, unit, 0.0, -unit * bottom, unit * right]),
            180 => Matrix([-unit, 0.0, 0.0, -unit, unit * right, unit * top]),
            270 => Matrix([0.0, unit, -unit, 0.0, unit * top, -unit * left]),
            _ => Matrix([unit, 0.0, 0.0, unit, -unit * left, -unit * bottom]),
        }
    }
}

fn is_within(inner: &[f64; 4], outer: &[f64; 4]) -> bool {
    let [left, bottom, right, top] = inner;
    let [media_left, media_bottom, media_right, media_top] = outer;
    // Numbers are written with five decimals.
    const ROUNDING: f64 = 1e-4;
    left < right
        && bottom < top
        && *left >= media_left - ROUNDING
        && *bottom >= media_bottom - ROUNDING
        && *right <= media_right + ROUNDING
        && *top <= media_top + ROUNDING
}

/// The content streams of a page, which must be as many as it says.
fn parts(page: &Dict) -> Option<Parts> {
    let said = page.get(b"XPDT_Parts")?.array()?;
    let said: Option<Vec<i64>> = said.iter().map(Object::integer).collect();
    // Only a page with words says how many streams of them it has.
    let (sheet, annotations, pictures, stamps, words) = match said?.as_slice() {
        [sheet, annotations, pictures, stamps] => (*sheet, *annotations, *pictures, *stamps, false),
        [sheet, annotations, pictures, stamps, 1] => {
            (*sheet, *annotations, *pictures, *stamps, true)
        }
        _ => return None,
    };
    let streams: Vec<u32> = match page.get(b"Contents") {
        Some(streams) => streams
            .array()?
            .iter()
            .map(Object::reference)
            .collect::<Option<_>>()?,
        // A page that shows nothing.
        None => Vec::new(),
    };
    let mut streams = streams.into_iter();
    let mut parts = Parts::default();
    if words {
        parts.words = Some(streams.next()?);
    }
    if sheet > 0 {
        let enter = streams.next()?;
        let own: Vec<u32> = streams
            .by_ref()
            .take(usize::try_from(sheet).ok()?)
            .collect();
        parts.sheet = Some((enter, own, streams.next()?));
    }
    for (count, slot) in [(annotations, 0), (pictures, 1), (stamps, 2)] {
        match (count, slot) {
            (0, _) => {}
            (1, 0) => parts.annotations = Some((streams.next()?, streams.next()?)),
            (1, 1) => parts.pictures = Some(streams.next()?),
            (1, _) => parts.stamps = Some(streams.next()?),
            _ => return None,
        }
    }
    streams.next().is_none().then_some(parts)
}

/// The width of the frame of a link (ISO 32000-2, 12.5.4); none where it is damaged.
fn frame(link: &Dict) -> Option<f64> {
    if let Some(style) = link.get(b"BS") {
        let style = style.dict()?;
        if style.others(&[b"W", b"S"]).next().is_some() {
            return None;
        }
        return match style.get(b"W") {
            Some(width) => width.number(),
            None => Some(1.0),
        };
    }
    match link.get(b"Border") {
        Some(border) => match border.array()? {
            [horizontal, vertical, width] => {
                horizontal.number()?;
                vertical.number()?;
                width.number()
            }
            _ => None,
        },
        // The frame that the standard gives.
        None => Some(1.0),
    }
}

/// Four numbers: left, bottom, right, top.
fn rect(object: &Object) -> Option<[f64; 4]> {
    let sides: Option<Vec<f64>> = object.array()?.iter().map(Object::number).collect();
    sides?.try_into().ok()
}

/// Whether an action opens an address on the web, a mail or a telephone number, and does nothing
/// else.
fn is_web(action: &Dict) -> bool {
    let Some(address) = action.get(b"URI").and_then(Object::text) else {
        return false;
    };
    let address = address.to_ascii_lowercase();
    let allowed = ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    action.name(b"S") == Some(b"URI") && allowed && action.others(&[b"S", b"URI"]).next().is_none()
}

/// Collects the pages below a node of the page tree, and returns their number.
fn walk(
    ledger: &Ledger<'_>,
    number: u32,
    parent: Option<u32>,
    pages: &mut Vec<u32>,
    seen: &mut HashSet<u32>,
) -> Result<usize, Fault> {
    let node = ledger.dict(number)?;
    // A node has one parent, so the tree is no deeper than it has nodes; ours are far from this.
    if node.reference(b"Parent") != parent || !seen.insert(number) || seen.len() > 40_000_000 {
        return form("its page tree is damaged");
    }
    match node.name(b"Type") {
        Some(b"Page") => {
            pages.push(number);
            Ok(1)
        }
        Some(b"Pages") => {
            keys::check("a node of its page tree", &node, &keys::NODE)?;
            let Some(kids) = node.get(b"Kids").and_then(Object::array) else {
                return form("its page tree is damaged");
            };
            let mut found = 0;
            for kid in kids {
                let Some(kid) = kid.reference() else {
                    return form("its page tree is damaged");
                };
                found += walk(ledger, kid, Some(number), pages, seen)?;
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
