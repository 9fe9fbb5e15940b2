//! Puts pages together into one file, in one pass.
//!
//! Each page is `compose`'s, the end is `closing`'s; this holds per source only the numbers of what was copied.

use crate::copy::object_copier::ObjectCopier;
use crate::copy::shared_size::{ENTRY, SharedSize};
use crate::error::AssembleError;
use crate::file::catalog::{self, Closing, Written};
use crate::file::font::{EmbeddedFont, StampFont, deflate};
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use crate::geometry::{PageGeometry, Rect};
use crate::image::picture::Picture;
use crate::page::page_spec::{Page, PictureId, Sheet, SourceId};
use crate::read::notice::Notice;
use crate::read::source::Source;
use hayro_syntax::object::ObjectIdentifier;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::sync::Arc;

/// What every file needs from its beginning.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The font of the stamps.
    pub font: StampFont,
    /// The colour profile of the file as a whole: ICC, RGB.
    pub output_intent: Option<Vec<u8>>,
}

/// A finished file.
#[derive(Debug)]
pub struct Assembled<W> {
    /// Its size.
    pub bytes: u64,
    /// How many pages it has.
    pub pages: usize,
    /// How many objects it has.
    pub objects: usize,
    /// What it was written to.
    pub out: W,
}

/// How many kids a node of the page tree has.
pub(crate) const FAN: usize = 64;

pub(crate) struct Open {
    pub(crate) graph: ObjectCopier,
    /// Source pages and the first dossier page each became.
    pub(crate) placement: HashMap<usize, usize>,
}

/// Writes one file, page by page.
pub struct Assembler<W: Write> {
    pub(crate) sink: ObjectWriter<W>,
    pub(crate) font: EmbeddedFont,
    pub(crate) catalog: u32,
    info: u32,
    output_intent: Option<u32>,
    pub(crate) pages: Vec<u32>,
    /// The nodes of the page tree, lowest level first.
    pub(crate) levels: Vec<Vec<u32>>,
    pub(crate) written: usize,
    sources: Vec<Option<Open>>,
    pub(crate) pictures: Vec<u32>,
    profiles: BTreeMap<[u8; 32], u32>,
    layers: Vec<(u32, bool)>,
    /// A stream that saves the graphics state, shared by all pages.
    pub(crate) opener: Option<u32>,
    /// Resources that a page's content does not name are left out.
    pub(crate) sparing: bool,
    weighing: bool,
}

impl<W: Write> Assembler<W> {
    /// Begins a file of so many pages. Their object numbers are given out at once, so that links can lead
    /// forward.
    pub fn new(out: W, pages: usize, setup: Setup) -> Result<Self, AssembleError> {
        let mut sink = ObjectWriter::new(out)?;
        let catalog = sink.reserve();
        let info = sink.reserve();
        let font = sink.reserve();
        let page_numbers: Vec<u32> = (0..pages).map(|_| sink.reserve()).collect();
        let mut levels = Vec::new();
        let mut count = pages;
        loop {
            count = count.div_ceil(FAN).max(1);
            levels.push((0..count).map(|_| sink.reserve()).collect::<Vec<u32>>());
            if count == 1 {
                break;
            }
        }
        let output_intent = match &setup.output_intent {
            Some(profile) => {
                let number = sink.reserve();
                sink.stream(
                    number,
                    b"/N 3/Alternate/DeviceRGB/Filter/FlateDecode",
                    &[&deflate(profile)?],
                )?;
                Some(number)
            }
            None => None,
        };
        Ok(Self {
            sink,
            font: EmbeddedFont::new(setup.font, font),
            catalog,
            info,
            output_intent,
            pages: page_numbers,
            levels,
            written: 0,
            sources: Vec::new(),
            pictures: Vec::new(),
            profiles: BTreeMap::new(),
            layers: Vec::new(),
            opener: None,
            sparing: false,
            weighing: false,
        })
    }

    /// Leaves out large resources that a page's content does not name. For single pages that are only looked at: some
    /// programs give every page the pictures of all of them.
    #[must_use]
    pub fn sparing(mut self) -> Self {
        self.sparing = true;
        self
    }

    /// Remembers of each source what its pages share, for [`Assembler::shared`].
    #[must_use]
    pub fn weighing(mut self) -> Self {
        self.weighing = true;
        self
    }

    /// Opens a source. `placement` says which dossier page each source page becomes, so that its own links
    /// can be followed; where a page comes twice, the first counts.
    pub fn source(&mut self, source: Arc<Source>, placement: Vec<(usize, usize)>) -> SourceId {
        let mut places = HashMap::new();
        let mut objects: HashMap<ObjectIdentifier, u32> = HashMap::new();
        for (from, to) in placement {
            let Some(&number) = self.pages.get(to) else {
                continue;
            };
            places.entry(from).or_insert(to);
            if let Some(id) = source.leaves.get(from).and_then(|l| l.object()) {
                objects.entry(id).or_insert(number);
            }
        }
        let mut graph = ObjectCopier::new(source, objects);
        graph.tally = self.weighing.then(SharedSize::default);
        self.sources.push(Some(Open {
            graph,
            placement: places,
        }));
        SourceId(self.sources.len() - 1)
    }

    /// Writes a picture, to be placed on any page that follows.
    pub fn picture(&mut self, picture: Picture) -> Result<PictureId, AssembleError> {
        let number = picture.write(&mut self.sink, &mut self.profiles)?;
        self.pictures.push(number);
        Ok(PictureId(self.pictures.len() - 1))
    }

    /// How many bytes were written so far.
    pub fn bytes(&self) -> u64 {
        self.sink.written()
    }

    /// Bytes that what was written so far takes in the finished file: with its entries in the table of objects, without
    /// those of pages that are yet to come.
    pub fn weight(&self) -> u64 {
        let numbered = self.sink.numbers.given() as u64;
        let to_come = self.pages.len().saturating_sub(self.written) as u64;
        self.sink.written() + ENTRY * numbered.saturating_sub(to_come)
    }

    /// Of the bytes of a source, as many as must at most be written once more where its pages are cut in two: what pages
    /// before a place and pages after it both need, at the place where that is most. 0 unless the assembler was
    /// [`weighing`](Assembler::weighing).
    pub fn shared(&self, id: SourceId) -> u64 {
        let open = self.sources.get(id.0).and_then(Option::as_ref);
        open.and_then(|open| open.graph.tally.as_ref())
            .map_or(0, SharedSize::most_shared)
    }

    /// How many pages were written so far.
    pub fn pages_written(&self) -> usize {
        self.written
    }

    /// Writes the next page. What it says is about this page of the source.
    pub fn page(&mut self, page: Page) -> Result<Vec<Notice>, AssembleError> {
        if self.written >= self.pages.len() {
            return Err(AssembleError::PageCount {
                announced: self.pages.len(),
                written: self.written + 1,
            });
        }
        let notices = match page.sheet {
            Sheet::Blank { width, height } => {
                let media = Rect::new(0.0, 0.0, width, height);
                self.compose(&page, media, PageGeometry::plain(width, height), None)?
            }
            Sheet::Source { source, index } => {
                let mut open = self
                    .sources
                    .get_mut(source.0)
                    .and_then(Option::take)
                    .ok_or(AssembleError::SourceNotOpen)?;
                let leaf = open.graph.source.leaves.get(index).cloned();
                let result = match leaf {
                    Some(leaf) => {
                        self.compose(&page, leaf.media, leaf.geometry, Some((&mut open, index)))
                    }
                    None => Err(AssembleError::NoSuchPage(index)),
                };
                if let Some(slot) = self.sources.get_mut(source.0) {
                    *slot = Some(open);
                }
                result?
            }
        };
        self.written += 1;
        Ok(notices)
    }

    /// Closes a source; what was remembered of it is forgotten.
    pub fn close_source(&mut self, id: SourceId) {
        let Some(open) = self.sources.get_mut(id.0).and_then(Option::take) else {
            return;
        };
        let known = open.graph.source.layers();
        for layer in known {
            if let Some(number) = open.graph.copied(layer.id) {
                self.layers.push((number, layer.hidden));
            }
        }
        // A layer that its source forgot to list is shown; beside the layers of other papers it must be listed for that.
        let known: HashSet<ObjectIdentifier> = known.iter().map(|layer| layer.id).collect();
        self.layers.extend(
            open.graph
                .layers
                .iter()
                .filter(|(id, _)| !known.contains(id))
                .map(|(_, number)| (*number, false)),
        );
    }

    /// Writes all that follows the pages, and the table of objects.
    pub fn finish(mut self, closing: Closing) -> Result<Assembled<W>, AssembleError> {
        let count = self.pages.len();
        if self.written != count {
            return Err(AssembleError::PageCount {
                announced: count,
                written: self.written,
            });
        }
        if closing.labels.len() != count {
            return Err(AssembleError::LabelCount {
                labels: closing.labels.len(),
                pages: count,
            });
        }
        for index in 0..self.sources.len() {
            self.close_source(SourceId(index));
        }
        let tree = self.write_tree()?;
        self.font.write(&mut self.sink)?;
        let written = Written {
            catalog: self.catalog,
            info: self.info,
            tree,
            pages: self.pages,
            layers: self.layers,
            output_intent: self.output_intent,
        };
        catalog::write(&mut self.sink, &closing, &written)?;
        let (out, bytes, objects) =
            self.sink
                .finish(written.catalog, Some(written.info), Some(closing.id))?;
        Ok(Assembled {
            bytes,
            pages: count,
            objects,
            out,
        })
    }

    fn write_tree(&mut self) -> Result<u32, AssembleError> {
        let mut kids = self.pages.clone();
        let mut span = 1usize;
        let mut root = self.catalog;
        for (height, level) in self.levels.iter().enumerate() {
            for (i, &number) in level.iter().enumerate() {
                let own: Vec<u32> = kids.iter().skip(i * FAN).take(FAN).copied().collect();
                let covered = span * FAN;
                let pages = self.pages.len().saturating_sub(i * covered).min(covered);
                let mut out = b"<</Type/Pages".to_vec();
                let above = self.levels.get(height + 1);
                if let Some(parent) = above.and_then(|l| l.get(i / FAN)) {
                    out.extend_from_slice(b"/Parent ");
                    syntax::reference(&mut out, *parent);
                }
                out.extend_from_slice(format!("/Count {pages}/Kids[").as_bytes());
                for kid in own {
                    syntax::reference(&mut out, kid);
                    out.push(b' ');
                }
                out.extend_from_slice(b"]>>");
                self.sink.object(number, &out)?;
                root = number;
            }
            kids = level.clone();
            span *= FAN;
        }
        Ok(root)
    }
}
