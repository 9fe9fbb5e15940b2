//! Assembles pages into one file, in one pass.
//!
//! `Composer` writes each page, `catalog` writes the end. Of a source this keeps only the numbers
//! of what was copied.

use crate::copy::object_copier::ObjectCopier;
use crate::copy::shared_size::SharedSize;
use crate::error::AssembleError;
use crate::file::catalog::{self, CatalogEntries, Written};
use crate::file::deflate::deflate;
use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::object_writer::{ObjectWriter, XREF_ENTRY};
use crate::file::page_nodes::PageNodes;
use crate::image::picture::{Picture, Space};
use crate::page::compose::{Composer, OpenSource};
use crate::page::page_spec::{Page, PictureId, Sheet, SourceId};
use crate::page::plain_content::PlainContent;
use crate::read::notice::Notice;
use crate::read::source::Source;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// Settings of the whole file.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The font of the stamps.
    pub font: StampFont,
    /// The color profile of the file as a whole: ICC, RGB.
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
    /// The output it was written to.
    pub out: W,
}

/// Writes one file, page by page.
pub struct Assembler<W: Write> {
    composer: Composer<W>,
    catalog: u32,
    info: u32,
    output_intent: Option<u32>,
    /// The sources by their ids; nothing for one that is closed.
    sources: Vec<Option<OpenSource>>,
    /// Color profiles already written, by their hashes.
    profiles: BTreeMap<[u8; 32], u32>,
    weighing: bool,
}

impl<W: Write> Assembler<W> {
    /// Begins a file of so many pages. Their object numbers are reserved at once, so that links can
    /// lead forward.
    pub fn new(out: W, pages: usize, setup: Setup) -> Result<Self, AssembleError> {
        let mut writer = ObjectWriter::new(out)?;
        let catalog = writer.reserve();
        let info = writer.reserve();
        let font = EmbeddedFont::new(setup.font, writer.reserve());
        let nodes = PageNodes::reserve(&mut writer, pages);
        let output_intent = match &setup.output_intent {
            Some(profile) => {
                let number = writer.reserve();
                writer.stream(
                    number,
                    b"/N 3/Alternate/DeviceRGB/Filter/FlateDecode",
                    &[&deflate(profile)?],
                )?;
                Some(number)
            }
            None => None,
        };
        Ok(Self {
            composer: Composer::new(writer, font, nodes),
            catalog,
            info,
            output_intent,
            sources: Vec::new(),
            profiles: BTreeMap::new(),
            weighing: false,
        })
    }

    /// Keeps track of what the pages of each source share, for [`Assembler::shared`].
    #[must_use]
    pub fn weighing(mut self) -> Self {
        self.weighing = true;
        self
    }

    /// Opens a source. `uses` says for each use of it which of its pages become which pages of the
    /// dossier, so that the links of the source lead into the same use.
    pub fn source(&mut self, source: Arc<Source>, uses: &[Vec<(usize, usize)>]) -> SourceId {
        let mut copier = ObjectCopier::new(source);
        copier.shared_size = self.weighing.then(SharedSize::default);
        self.sources.push(Some(OpenSource::new(copier, uses)));
        SourceId(self.sources.len() - 1)
    }

    /// Writes a picture, to be placed on any page that follows.
    pub fn picture(&mut self, picture: Picture) -> Result<PictureId, AssembleError> {
        self.composer.has_inks |= picture.space == Space::Cmyk;
        let number = picture.write(&mut self.composer.writer, &mut self.profiles)?;
        self.composer.pictures.push(number);
        Ok(PictureId(self.composer.pictures.len() - 1))
    }

    /// The bytes that everything written so far takes in the finished file, with its entries in the
    /// xref table but without those of pages yet to come.
    pub fn weight(&self) -> u64 {
        let pages = self.composer.nodes.pages().len();
        let to_come = pages.saturating_sub(self.composer.written) as u64;
        let writer = &self.composer.writer;
        let reserved = writer.numbers.count() as u64;
        writer.written() + XREF_ENTRY * reserved.saturating_sub(to_come)
    }

    /// The most bytes of a source that a cut into two files must write again: the size of what
    /// pages before the cut and pages after it both need, for the cut where that is largest. 0
    /// unless the assembler is [`weighing`](Assembler::weighing).
    pub fn shared(&self, id: SourceId) -> u64 {
        let open = self.sources.get(id.0).and_then(Option::as_ref);
        open.and_then(|open| open.copier.shared_size.as_ref())
            .map_or(0, SharedSize::most_shared)
    }

    /// Writes the next page. Returns notices about this page of the source.
    pub fn page(&mut self, page: Page) -> Result<Vec<Notice>, AssembleError> {
        let announced = self.composer.nodes.pages().len();
        if self.composer.written >= announced {
            return Err(AssembleError::PageCount {
                announced,
                written: self.composer.written + 1,
            });
        }
        match page.sheet {
            Sheet::Blank { width, height } => {
                self.composer.blank_page(&page, width, height)?;
                Ok(Vec::new())
            }
            Sheet::Source { source, index } => {
                let open = self
                    .sources
                    .get_mut(source.0)
                    .and_then(Option::as_mut)
                    .ok_or(AssembleError::SourceNotOpen)?;
                self.composer.source_page(&page, open, index)
            }
        }
    }

    /// What is known of the content of the page that was written last; nothing where the page can
    /// only be copied by reading it.
    pub fn plain_content(&mut self) -> Option<PlainContent> {
        self.composer.content.take()
    }

    /// Whether something was cut out of a picture of an open source.
    pub fn cuts_pictures(&self, id: SourceId) -> bool {
        let open = self.sources.get(id.0).and_then(Option::as_ref);
        open.is_some_and(|open| open.copier.cuts_pictures)
    }

    /// Has the pictures of a source copied without searching them for what is cut out, because it
    /// is known that there is nothing ([`Assembler::cuts_pictures`]).
    pub fn know_pictures(&mut self, id: SourceId) {
        if let Some(Some(open)) = self.sources.get_mut(id.0) {
            open.copier.knows_pictures = true;
        }
    }

    /// Closes a source and frees all that is kept of it.
    pub fn close_source(&mut self, id: SourceId) {
        // Closing a source twice does nothing.
        if let Some(open) = self.sources.get_mut(id.0) {
            *open = None;
        }
    }

    /// Writes everything after the pages, and the xref table.
    pub fn finish(mut self, mut closing: CatalogEntries) -> Result<Assembled<W>, AssembleError> {
        let pages = self.composer.nodes.pages().len();
        if self.composer.written != pages {
            return Err(AssembleError::PageCount {
                announced: pages,
                written: self.composer.written,
            });
        }
        if closing.labels.len() != pages {
            return Err(AssembleError::LabelCount {
                labels: closing.labels.len(),
                pages,
            });
        }
        for index in 0..self.sources.len() {
            self.close_source(SourceId(index));
        }
        // The output intent is sRGB, which says nothing of inks (ISO 19005-2, 6.2.4.3).
        closing.info.archival &= self.output_intent.is_some() && !self.composer.has_inks;
        let Composer {
            mut writer,
            font,
            letters,
            words,
            nodes,
            mut frame,
            ..
        } = self.composer;
        let tree = nodes.write(&mut writer)?;
        font.write(&mut writer, &mut frame)?;
        if let Some(letters) = &letters {
            letters.write(&mut writer, &mut frame)?;
        }
        if let Some(words) = &words {
            words.write(&mut writer, &mut frame)?;
        }
        let written = Written {
            catalog: self.catalog,
            info: self.info,
            tree,
            pages: nodes.pages(),
            output_intent: self.output_intent,
            stamp_font: font.number,
            letters: letters.as_ref().map(|letters| letters.number),
            words: words.as_ref().map(|words| words.number),
        };
        let page_of = |number: u32| nodes.place(number);
        catalog::write(&mut writer, &closing, &written, &mut frame, &page_of)?;
        let (out, bytes, objects) =
            writer.finish(self.catalog, Some(self.info), Some(closing.id))?;
        Ok(Assembled {
            bytes,
            pages,
            objects,
            out,
        })
    }
}
