//! The stamps of a page and the room they get: page number, exhibit label, Bates number, and DRAFT
//! on previews.
//!
//! The corner is the court's ([`Position`]), the distance from the edge is set here. A stamp covers
//! nothing that a paper has printed. The first of these that works is done:
//!
//! 1. The page stays as it is; each stamp goes to its corner or, as far as the court allows, to
//!    another free place (`page/stamp.rs` in `expediente-pdf`).
//! 2. The page is made a little smaller within its own size, so that strips at its edges are free.
//! 3. The page is so small that it stands on a sheet of the court's paper, in its true size.
//! 4. The page stays as it is, and a stamp covers what is printed: the preflight tells that.
//!
//! It is a function of the plan, so preflight, preview, dossier and proof agree.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use expediente_model::{Catalogue, Digest, EdgeInk, Item, Matter, PageFacts};
use expediente_pdf::{
    Anchor, Fit, Frame, PageGeometry, PlacedStamp, Reach, Rect, Stamp, StampFont, Turn,
    place_stamps,
};

use crate::court::numbering::{Position, StampReach};
use crate::court::profile::Profile;
use crate::error::BundleError;
use crate::front_matter::fonts::Fonts;
use crate::plan::bundle_plan::{BundlePlan, PlannedPage, PlannedSheet};

/// Distance of running text from the top or bottom edge, in points: more than the quarter of an
/// inch that printers need.
const EDGE: f64 = 24.0;
/// Distance of running text from the left or right edge, in points.
const SIDE: f64 = 36.0;
/// Size of the word across the top of a draft, in points.
const DRAFT: f64 = 30.0;
/// The smallest size of a stamp in points that the proof takes for readable.
const SMALLEST: f64 = 6.0;
/// The smallest that a page is made, as a part of its size.
const LEAST_SCALE: f64 = 0.8;
/// Rows of stamps that a strip has at most.
const STRIP_ROWS: usize = 3;
/// Space between the stamps of a strip and the page beside it, in points.
const STRIP_GAP: f64 = 3.0;
/// The margins of our own pages, and of photo sheets, that have nothing but stamps.
const OWN_MARGIN: f64 = 60.0;
const PHOTO_MARGIN: f64 = 54.0;

/// What was done so that the stamps of a page cover nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Room {
    /// Nothing: their places are free.
    AsIs,
    /// Some stand elsewhere.
    Moved,
    /// The page is a little smaller.
    Smaller,
    /// The page stands on a larger sheet.
    OnSheet,
    /// Nothing helps that the court allows: a stamp covers what is printed.
    Covers,
    /// The stamps are too long for the page: this is the longest.
    TooLong(String),
}

/// A page with its stamps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StampedPage {
    pub stamps: Vec<Stamp>,
    /// What is printed where stamps may stand, in points of the page as displayed.
    pub printed: Vec<Rect>,
    pub fit: Fit,
    /// The page with its paper in place; none for our own sheets, and where nothing is known of
    /// the paper's page.
    pub frame: Option<Frame>,
    pub room: Room,
}

/// Puts stamps on the pages of a plan.
pub(crate) struct Stamper<'a> {
    matter: &'a Matter,
    plan: &'a BundlePlan,
    profile: &'a Profile,
    texts: &'a Catalogue,
    font: &'a StampFont,
    /// For each paper, the index of each page's ink among those that were recorded.
    inks: RefCell<BTreeMap<Digest, HashMap<u32, usize>>>,
}

impl<'a> Stamper<'a> {
    pub fn new(
        matter: &'a Matter,
        plan: &'a BundlePlan,
        profile: &'a Profile,
        texts: &'a Catalogue,
        fonts: &'a Fonts,
    ) -> Self {
        Self {
            matter,
            plan,
            profile,
            texts,
            font: fonts.stamps(),
            inks: RefCell::default(),
        }
    }

    /// The stamps of a page of the plan, and the room they get.
    pub fn page(&self, planned: &PlannedPage) -> Result<StampedPage, BundleError> {
        let stamps = self.stamps(planned)?;
        match &planned.sheet {
            PlannedSheet::Paper {
                item, page, turn, ..
            } => {
                let item = self.matter.items.get(item).ok_or(BundleError::Bug(
                    "a page shows a paper that the matter does not have",
                ))?;
                let turned = Turn::from_degrees(f64::from(turn.degrees()));
                let Some(source) = SourcePage::of(item, *page, turned) else {
                    // A paper of an older version, before it is read again for a dossier.
                    return Ok(StampedPage::as_it_is(stamps));
                };
                let ink = self.ink(item, *page).map(|ink| ink.turned(*turn));
                let printed = printed(item, ink.as_ref(), source.size());
                Ok(self.on_paper(stamps, &source, printed))
            }
            PlannedSheet::Photos { size, .. } => Ok(self.on_own(stamps, *size, PHOTO_MARGIN)),
            PlannedSheet::Cover
            | PlannedSheet::Table(_)
            | PlannedSheet::Slip(_)
            | PlannedSheet::Listing(_) => {
                Ok(self.on_own(stamps, self.profile.paper.size(), OWN_MARGIN))
            }
        }
    }

    fn stamps(&self, planned: &PlannedPage) -> Result<Vec<Stamp>, BundleError> {
        let (numbering, plan) = (&self.profile.numbering, self.plan);
        let reach = match numbering.reach {
            StampReach::Corner => Reach::Corner,
            StampReach::Edge => Reach::Edge,
            StampReach::Page => Reach::Page,
        };
        let at = |text: Option<String>, position: Position| {
            let text = text?;
            let anchor = anchor(position);
            let dx = if matches!(anchor, Anchor::TopCenter | Anchor::BottomCenter) {
                0.0
            } else {
                SIDE
            };
            Some(Stamp {
                text,
                size: numbering.size,
                at: anchor,
                dx,
                dy: EDGE,
                reach,
            })
        };
        let number = at(plan.label_of(planned).map(String::from), numbering.position);
        let exhibit = match numbering.exhibit_position {
            Some(position) => at(plan.exhibit_label_of(planned)?, position),
            None => None,
        };
        let bates = at(plan.bates_of(planned), numbering.bates_position);
        // Drafts appear in previews only: no file with one is written.
        let draft = planned.draft.then(|| Stamp {
            text: self.texts.text("dossier.draft").to_owned(),
            size: DRAFT,
            at: Anchor::TopCenter,
            dx: 0.0,
            dy: EDGE,
            reach: Reach::Fixed,
        });
        Ok([number, exhibit, bates, draft]
            .into_iter()
            .flatten()
            .collect())
    }

    /// What is printed at the edges of a page of a paper, as it came in.
    fn ink<'i>(&self, item: &'i Item, page: u32) -> Option<&'i EdgeInk> {
        let groups = item.page_facts.as_ref()?.ink.as_ref()?;
        let mut inks = self.inks.borrow_mut();
        let of_paper = inks.entry(item.original).or_insert_with(|| {
            let numbered = groups.iter().enumerate();
            let pages =
                numbered.flat_map(|(at, (_, pages))| pages.iter().map(move |page| (page, at)));
            pages.collect()
        });
        groups.get(*of_paper.get(&page)?).map(|(ink, _)| ink)
    }

    /// One of our own sheets. Its margins have nothing but stamps.
    fn on_own(&self, stamps: Vec<Stamp>, (width, height): (f64, f64), margin: f64) -> StampedPage {
        let sheet = PageGeometry::plain(width, height);
        let printed = vec![Rect::new(0.0, margin, width, height - margin)];
        let mut page = StampedPage::as_it_is(stamps);
        if self.are_free(&page.stamps, &sheet, &printed) {
            page.printed = printed;
        } else if !self.are_free(&page.stamps, &sheet, &[]) {
            page.room = page.too_long();
        }
        page
    }

    /// A page of a paper.
    fn on_paper(&self, stamps: Vec<Stamp>, source: &SourcePage, printed: Vec<Rect>) -> StampedPage {
        let shown = source.shown;
        let as_it_is = |stamps: Vec<Stamp>, printed: Vec<Rect>, room: Room| StampedPage {
            stamps,
            printed,
            fit: Fit::AsIs,
            frame: Some(source.frame(Fit::AsIs)),
            room,
        };
        if stamps.iter().all(|stamp| stamp.reach == Reach::Fixed) {
            return as_it_is(stamps, Vec::new(), Room::AsIs);
        }
        let places = |printed: &[Rect]| place_stamps(&stamps, self.font, &shown, printed);
        let placed = places(&printed);
        if are_seen(&stamps, &placed) {
            let is_home = printed.is_empty() || placed == places(&[]);
            let room = if is_home { Room::AsIs } else { Room::Moved };
            return as_it_is(stamps, printed, room);
        }
        let shrink = self.profile.numbering.shrink;
        let smaller = if shrink {
            self.smaller(&stamps, source, &printed)
        } else {
            None
        };
        let has_space = self.are_free(&stamps, &shown, &[]);
        let found = smaller.or_else(|| {
            if shrink || !has_space {
                self.on_sheet(&stamps, source)
            } else {
                None
            }
        });
        match found {
            Some((fit, printed, room)) => StampedPage {
                stamps,
                printed,
                fit,
                frame: Some(source.frame(fit)),
                room,
            },
            None if has_space => as_it_is(stamps, printed, Room::Covers),
            None => {
                let mut page = as_it_is(stamps, printed, Room::Covers);
                page.room = page.too_long();
                page
            }
        }
    }

    /// The page within its own size, with free strips for the stamps.
    fn smaller(
        &self,
        stamps: &[Stamp],
        source: &SourcePage,
        printed: &[Rect],
    ) -> Option<(Fit, Vec<Rect>, Room)> {
        let (width, height) = source.size();
        let first = stamps.first()?;
        let own = !is_top(first.at);
        for rows in 1..=STRIP_ROWS {
            let strip = self.strip(first.size, height, rows);
            for (below, above) in [(own, !own), (!own, own), (true, true)] {
                let below = if below { strip } else { 0.0 };
                let above = if above { strip } else { 0.0 };
                let scale = (height - below - above) / height;
                if scale < LEAST_SCALE {
                    continue;
                }
                let x = (width - width * scale) / 2.0;
                let moved = |ink: &Rect| {
                    Rect::new(
                        x + ink.x0 * scale,
                        below + ink.y0 * scale,
                        x + ink.x1 * scale,
                        below + ink.y1 * scale,
                    )
                };
                let printed: Vec<Rect> = printed.iter().map(moved).collect();
                if self.are_free(stamps, &source.shown, &printed) {
                    let fit = Fit::Within { scale, x, y: below };
                    return Some((fit, printed, Room::Smaller));
                }
            }
        }
        None
    }

    /// The height of a strip for so many rows of stamps, on a page of this height.
    fn strip(&self, size: f64, height: f64, rows: usize) -> f64 {
        let line = (self.font.ascent(size) + self.font.descent(size)) * 1.35;
        EDGE.min(height / 12.0) + line * rows as f64 + STRIP_GAP
    }

    /// The page in its true size, in the middle of a sheet of the court's paper, or of a larger one
    /// if it is longer than that.
    fn on_sheet(&self, stamps: &[Stamp], source: &SourcePage) -> Option<(Fit, Vec<Rect>, Room)> {
        let (page_width, page_height) = source.size();
        let size = stamps.first()?.size;
        let (mut width, mut height) = self.profile.paper.size();
        if page_width > width && page_width > page_height {
            (width, height) = (height, width);
        }
        let strips = 2.0 * self.strip(size, height, STRIP_ROWS);
        let (width, height) = (width.max(page_width), height.max(page_height + strips));
        let (x, y) = ((width - page_width) / 2.0, (height - page_height) / 2.0);
        let printed = vec![Rect::new(x, y, x + page_width, y + page_height)];
        let fit = Fit::On {
            width,
            height,
            scale: 1.0,
            x,
            y,
        };
        let sheet = PageGeometry::plain(width, height);
        self.are_free(stamps, &sheet, &printed)
            .then_some((fit, printed, Room::OnSheet))
    }

    /// Whether all stamps have free places and are large enough to be read.
    fn are_free(&self, stamps: &[Stamp], geometry: &PageGeometry, printed: &[Rect]) -> bool {
        are_seen(stamps, &place_stamps(stamps, self.font, geometry, printed))
    }
}

/// Whether each stamp covers nothing and is large enough to be read, where it must.
fn are_seen(stamps: &[Stamp], placed: &[PlacedStamp]) -> bool {
    let is_seen = |place: &PlacedStamp| place.is_free && place.size >= SMALLEST - 1e-9;
    let mut all = stamps.iter().zip(placed);
    all.all(|(stamp, place)| stamp.reach == Reach::Fixed || is_seen(place))
}

impl StampedPage {
    fn as_it_is(stamps: Vec<Stamp>) -> Self {
        Self {
            stamps,
            printed: Vec::new(),
            fit: Fit::AsIs,
            frame: None,
            room: Room::AsIs,
        }
    }

    fn too_long(&self) -> Room {
        let texts = self.stamps.iter().map(|stamp| &stamp.text);
        let longest = texts.max_by_key(|text| text.chars().count());
        longest.map_or(Room::AsIs, |text| Room::TooLong(text.clone()))
    }
}

/// A page of a paper with the user's turn.
struct SourcePage {
    media: Rect,
    own: PageGeometry,
    turn: Turn,
    /// As it is displayed with the turn.
    shown: PageGeometry,
}

impl SourcePage {
    fn of(item: &Item, page: u32, turn: Turn) -> Option<Self> {
        let (_, boxes) = item.promises.as_ref()?.page(page)?;
        let rect = |[left, bottom, right, top]: [f64; 4]| Rect::new(left, bottom, right, top);
        let own = PageGeometry {
            visible: rect(boxes.visible),
            turn: Turn::from_degrees(f64::from(boxes.rotate)),
            user_unit: boxes.unit,
        };
        let media = rect(boxes.media);
        Some(Self {
            media,
            own,
            turn,
            shown: Frame::of_source(media, own, turn, Fit::AsIs).shown,
        })
    }

    fn size(&self) -> (f64, f64) {
        self.shown.displayed_size()
    }

    fn frame(&self, fit: Fit) -> Frame {
        Frame::of_source(self.media, self.own, self.turn, fit)
    }
}

/// The printed areas of a page of this size. A page that could not be looked at is printed on
/// everywhere; of a paper of an older version, which nobody looked at yet, nothing is known.
fn printed(item: &Item, ink: Option<&EdgeInk>, (width, height): (f64, f64)) -> Vec<Rect> {
    let looked_at = |facts: &PageFacts| facts.ink.is_some();
    match ink {
        Some(ink) => {
            let area = |[left, top, right, bottom]: [f64; 4]| {
                let (y0, y1) = ((1.0 - bottom) * height, (1.0 - top) * height);
                Rect::new(left * width, y0, right * width, y1)
            };
            ink.areas().into_iter().map(area).collect()
        }
        None if item.page_facts.as_deref().is_some_and(looked_at) => {
            vec![Rect::new(0.0, 0.0, width, height)]
        }
        None => Vec::new(),
    }
}

fn is_top(anchor: Anchor) -> bool {
    matches!(
        anchor,
        Anchor::TopLeft | Anchor::TopCenter | Anchor::TopRight
    )
}

fn anchor(position: Position) -> Anchor {
    match position {
        Position::TopLeft => Anchor::TopLeft,
        Position::TopCenter => Anchor::TopCenter,
        Position::TopRight => Anchor::TopRight,
        Position::BottomLeft => Anchor::BottomLeft,
        Position::BottomCenter => Anchor::BottomCenter,
        Position::BottomRight => Anchor::BottomRight,
    }
}
