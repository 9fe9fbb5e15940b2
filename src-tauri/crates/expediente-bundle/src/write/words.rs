//! The words that were read on papers, as they lie under the pages of a dossier, and where the
//! proof must find them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use expediente_model::{Digest, Orientation, ReadLine, ReadPage, ReadWord, Turn, WordsFile};
use expediente_pdf::{PageGeometry, PageWords, PlacedWord, Rect, Turn as PageTurn, WordLine};
use expediente_proof::ExpectedWords;

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedPhoto, PlannedSheet};
use crate::plan::stamped_page::StampedPage;
use crate::write::links::rect;
use crate::write::render_input::RenderInput;

/// The files of words of papers, each opened once.
pub(crate) struct PaperWords<'a> {
    input: &'a RenderInput<'a>,
    open: BTreeMap<Digest, WordsFile>,
}

impl<'a> PaperWords<'a> {
    pub(crate) fn new(input: &'a RenderInput<'a>) -> Self {
        Self {
            input,
            open: BTreeMap::new(),
        }
    }

    /// The words that were read on a page of a paper; nothing where it has none, or has its own.
    pub(crate) fn page(
        &mut self,
        item: Digest,
        page: u32,
    ) -> Result<Option<ReadPage>, BundleError> {
        let paper = self.input.item(item)?;
        let Some(read) = paper.read.as_ref() else {
            return Ok(None);
        };
        let Some(file) = read.words else {
            return Ok(None);
        };
        if !read.has(page) || !paper.lacks_words(page) {
            return Ok(None);
        }
        let altered = || BundleError::Altered {
            name: paper.name.clone(),
        };
        let opened = match self.open.entry(item) {
            Entry::Occupied(opened) => opened.into_mut(),
            Entry::Vacant(place) => {
                let bytes = self.input.papers.bytes(&file);
                let bytes = bytes.map_err(|source| BundleError::Paper {
                    name: paper.name.clone(),
                    digest: paper.original,
                    source,
                })?;
                // Nothing else tells when this file rotted: what a page shows is not promised of
                // words that nobody sees.
                place.insert(WordsFile::checked(bytes, &file).map_err(|_| altered())?)
            }
        };
        opened.page(page).map_err(|_| altered())
    }

    /// The words that were read on a photo, where they are on what is shown of it.
    pub(crate) fn photo(&mut self, photo: &PlannedPhoto) -> Result<Option<ReadPage>, BundleError> {
        let Some(read) = self.page(photo.item, photo.page)? else {
            return Ok(None);
        };
        let Some(digest) = photo.straightened else {
            return Ok(Some(read));
        };
        let item = self.input.item(photo.item)?;
        let made = item.sheet(photo.page, digest).ok_or(NO_PICTURE)?;
        Ok(made.words(&read))
    }

    /// Closes the files of papers that are not among these.
    pub(crate) fn keep(&mut self, is_open: impl Fn(&Digest) -> bool) {
        self.open.retain(|item, _| is_open(item));
    }

    /// What the proof must find of the words of a planned page; none where it has none.
    pub(crate) fn expected(
        &mut self,
        planned: &PlannedPage,
        stamped: &StampedPage,
    ) -> Result<Option<ExpectedWords>, BundleError> {
        let mut found = Found::default();
        match &planned.sheet {
            PlannedSheet::Paper { item, page, .. } => {
                if let Some(read) = self.page(*item, *page)? {
                    let place = self.place_of_paper(*item, *page, stamped)?;
                    found.add(&read, &place);
                }
            }
            PlannedSheet::Photos { photos, .. } => {
                for photo in photos {
                    if let Some(read) = self.photo(photo)? {
                        let place = self.place_of_photo(photo)?;
                        found.add(&read, &place);
                    }
                }
            }
            PlannedSheet::Cover
            | PlannedSheet::Table(_)
            | PlannedSheet::Slip(_)
            | PlannedSheet::Listing(_) => {}
        }
        Ok(found.expected())
    }

    /// Leads from a page of a paper as it is displayed by itself, from the top left of the unit
    /// square, to points of the page of the dossier. It takes the boxes that were promised of the
    /// page, and not those that the writer reads.
    fn place_of_paper(
        &self,
        item: Digest,
        page: u32,
        stamped: &StampedPage,
    ) -> Result<impl Fn(f64, f64) -> (f64, f64) + use<>, BundleError> {
        const NOT_PROMISED: BundleError = BundleError::Bug("nothing was promised of a paper");
        let promises = self.input.item(item)?.promises.as_ref();
        let (_, boxes) = promises
            .and_then(|promises| promises.page(page))
            .ok_or(NOT_PROMISED)?;
        let frame = stamped.frame.ok_or(NOT_PROMISED)?;
        let [left, bottom, right, top] = boxes.visible;
        let own = PageGeometry {
            visible: Rect::new(left, bottom, right, top),
            turn: PageTurn::from_degrees(f64::from(boxes.rotate)),
            user_unit: boxes.unit,
        };
        let (width, height) = own.displayed_size();
        let to_display = frame.shown.user_to_display();
        Ok(move |u: f64, v: f64| {
            let user = own.display_to_user().apply((u * width, (1.0 - v) * height));
            let moved = match &frame.placed {
                Some(placed) => placed.matrix.apply(user),
                None => user,
            };
            to_display.apply(moved)
        })
    }

    /// The same from a picture as it is held to the page of the dossier on which it lies.
    fn place_of_photo(
        &self,
        photo: &PlannedPhoto,
    ) -> Result<impl Fn(f64, f64) -> (f64, f64) + use<>, BundleError> {
        let own = self.held(photo)?;
        let turn = [Turn::None, Turn::Right, Turn::Around, Turn::Left]
            .into_iter()
            .find(|turn| own.turned(*turn) == photo.orientation)
            .ok_or(BundleError::Bug("a photo is held as no turn holds it"))?;
        let area = rect(photo.cell.picture);
        Ok(move |u: f64, v: f64| {
            let (u, v) = match turn {
                Turn::None => (u, v),
                Turn::Right => (1.0 - v, u),
                Turn::Around => (1.0 - u, 1.0 - v),
                Turn::Left => (v, 1.0 - u),
            };
            (area.x0 + u * area.width(), area.y1 - v * area.height())
        })
    }

    /// How a picture is held without the user's turn, which is how its words were read.
    pub(crate) fn held(&self, photo: &PlannedPhoto) -> Result<Orientation, BundleError> {
        let item = self.input.item(photo.item)?;
        let picture = item.picture(photo.page, photo.straightened);
        Ok(picture.ok_or(NO_PICTURE)?.orientation)
    }
}

const NO_PICTURE: BundleError = BundleError::Bug("a paper lacks one of its pictures");

/// Words as they are collected for the proof.
#[derive(Default)]
struct Found {
    words: Vec<Vec<String>>,
    lines: Vec<[f32; 4]>,
}

impl Found {
    fn add(&mut self, read: &ReadPage, place: &dyn Fn(f64, f64) -> (f64, f64)) {
        let (width, height) = (f64::from(read.width), f64::from(read.height));
        for line in read.lines.iter().filter(|line| is_usable(line)) {
            let ends = (line.words.first(), line.words.last());
            let (Some(first), Some(last)) = ends else {
                continue;
            };
            let angle = f64::from(line.angle);
            let quarter = (angle / 90.0).round() * 90.0;
            let is_stepped = (angle - quarter).abs() <= WordLine::STEPS;
            let direction = if is_stepped { quarter } else { angle };
            // The end of a word, at the height of its middle where words are steps.
            let at = |word: &ReadWord, half: f64| {
                let middle = f64::midpoint(f64::from(word.from), f64::from(word.to));
                let long = f64::from(word.to - word.from) / 2.0;
                let long = long * (angle - direction).to_radians().cos();
                let (sin, cos) = angle.to_radians().sin_cos();
                let (x, y) = (
                    f64::from(line.x) + middle * cos,
                    f64::from(line.y) + middle * sin,
                );
                let (sin, cos) = direction.to_radians().sin_cos();
                place(
                    (x + half * long * cos) / width,
                    (y + half * long * sin) / height,
                )
            };
            let ((x0, y0), (x1, y1)) = (at(first, -1.0), at(last, 1.0));
            // Points of a page, which need no more than this.
            #[allow(clippy::cast_possible_truncation)]
            self.lines.push([x0, y0, x1, y1].map(|value| value as f32));
            let words = line.words.iter();
            self.words
                .push(words.map(|word| PlacedWord::letters(&word.text)).collect());
        }
    }

    fn expected(self) -> Option<ExpectedWords> {
        if self.lines.is_empty() {
            return None;
        }
        Some(ExpectedWords {
            digest: ExpectedWords::digest_of(self.words.iter().map(Vec::as_slice)),
            lines: self.lines,
        })
    }
}

/// Whether a line has a place and words.
fn is_usable(line: &ReadLine) -> bool {
    line.size > 0.0 && !line.words.is_empty()
}

/// Words as the assembler takes them.
#[must_use]
pub fn page_words(read: &ReadPage) -> PageWords {
    let words = |line: &ReadLine| {
        let placed = line.words.iter().map(|word| PlacedWord {
            text: word.text.clone(),
            from: f64::from(word.from),
            to: f64::from(word.to),
        });
        placed.collect()
    };
    let lines = read.lines.iter().filter(|line| is_usable(line));
    PageWords {
        width: f64::from(read.width),
        height: f64::from(read.height),
        lines: lines
            .map(|line| WordLine {
                from: (f64::from(line.x), f64::from(line.y)),
                angle: f64::from(line.angle),
                size: f64::from(line.size),
                words: words(line),
            })
            .collect(),
    }
}
