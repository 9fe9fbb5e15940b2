//! Composes one page: the sheet at the bottom, then appearances of annotations, pictures, stamps
//! and links.
//!
//! A source page keeps its content streams as they are. Whatever they leave open must not affect
//! what is drawn over them, so `lay_sheet` isolates them in one of three ways, the cheapest that is
//! safe:
//!
//! 1. Sound content runs between a saved and a restored graphics state, after the operators that
//!    close what it left open.
//! 2. Content that restores more states than it saves is written anew without the surplus
//!    operators. So is content with filters other than Flate.
//! 3. Damaged content, or content too long to examine, becomes a form. A form ends cleanly whatever
//!    happens in it.
//!
//! Content, appearances, pictures and stamps each have streams of their own, and a page brings only
//! those resources of its source that they name.

use crate::copy::object_copier::ObjectCopier;
use crate::copy::object_kind::ObjectKind;
use crate::error::AssembleError;
use crate::file::deflate::deflate;
use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::frame_digest::{self, FrameDigest};
use crate::file::object_writer::{Numbers, ObjectWriter};
use crate::file::page_nodes::PageNodes;
use crate::file::syntax;
use crate::geometry::{Matrix, PageGeometry, Rect};
use crate::page::appearance::annotation::{self, LinkTarget, Part, SourceLink};
use crate::page::appearance::form_box::FormBox;
use crate::page::frame::Frame;
use crate::page::overlay::{Overlay, OwnFonts};
use crate::page::page_spec::{Link, Page, PlacedPicture};
use crate::page::plain_content::PlainContent;
use crate::page::stamp::{self, PlacedStamp, place_stamps};
use crate::page::words::{self, PageWords};
use crate::read::content::{self, Content};
use crate::read::content_names::{Category, ContentNames};
use crate::read::content_state;
use crate::read::notice::Notice;
use crate::read::source::Source;
use crate::read::visible::surroundings::Surroundings;
use crate::read::visible::visible_content;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier};
use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

/// A source while its pages are written.
pub(crate) struct OpenSource {
    pub(crate) copier: ObjectCopier,
    /// The use of the source that each dossier page belongs to.
    use_of: HashMap<usize, usize>,
    /// The dossier pages that a source page became, by the use and the source page.
    became: HashMap<(usize, usize), Vec<usize>>,
}

impl OpenSource {
    /// `uses` are pairs of source page and dossier page, for each use of the source.
    pub(crate) fn new(copier: ObjectCopier, uses: &[Vec<(usize, usize)>]) -> Self {
        let (mut use_of, mut became) = (HashMap::new(), HashMap::<_, Vec<usize>>::new());
        for (index, pages) in uses.iter().enumerate() {
            for &(from, to) in pages {
                use_of.insert(to, index);
                became.entry((index, from)).or_default().push(to);
            }
        }
        Self {
            copier,
            use_of,
            became,
        }
    }

    /// The dossier page to which a link on page `from` of the dossier leads: the source page as
    /// used there, and of several the nearest.
    fn target(&self, from: usize, page: usize) -> Option<usize> {
        let within = *self.use_of.get(&from)?;
        let pages = self.became.get(&(within, page))?.iter().copied();
        pages.min_by_key(|to| to.abs_diff(from))
    }
}

/// The state that all pages of a file share while it is written.
pub(crate) struct Composer<W: Write> {
    pub(crate) writer: ObjectWriter<W>,
    pub(crate) font: EmbeddedFont,
    /// The font of letters that the stamps' font lacks; nothing until a form needs it.
    pub(crate) letters: Option<EmbeddedFont>,
    /// The font of words that are not seen; nothing until a page has some.
    pub(crate) words: Option<EmbeddedFont>,
    pub(crate) nodes: PageNodes,
    /// The objects of the pictures.
    pub(crate) pictures: Vec<u32>,
    /// Whether a picture is made of inks.
    pub(crate) has_inks: bool,
    /// Pages written so far.
    pub(crate) written: usize,
    /// What is known of the content of the last page, where it was read and copied as it is.
    pub(crate) content: Option<PlainContent>,
    /// A content stream that saves the graphics state, shared by all pages.
    save_state: Option<u32>,
    /// The digest of all that is not a paper's.
    pub(crate) frame: FrameDigest,
}

/// The streams of a page's content, in the order in which they are drawn. The page says how many of
/// each kind there are (`XPDT_Parts`), so that the proof knows which grammar each must have.
#[derive(Default)]
struct Parts {
    /// The words that are not seen.
    words: Option<Vec<u8>>,
    /// The content of the source, after a stream that saves the state and puts the page in its
    /// place, and before one that restores the state.
    sheet: Vec<u32>,
    /// What restores the state after the sheet.
    after_sheet: Option<Vec<u8>>,
    /// The appearances of annotations, between two such streams.
    annotations: Option<Vec<u8>>,
    pictures: Option<Vec<u8>>,
    stamps: Option<Vec<u8>>,
}

/// The content of a sheet that is not read.
enum SheetContent {
    /// Streams, which are copied as they are.
    Streams(Vec<ObjectIdentifier>),
    /// The data of a stream of ours.
    Packed(Vec<u8>),
}

/// The sheet of a page after it was laid.
struct LaidSheet<'s> {
    damaged: bool,
    /// The content draws something that the page does not have.
    draws_nothing: bool,
    /// Words of a layer that is off had to stay.
    keeps_hidden: bool,
    /// The source's resources and which of them are used, unless they went into a form with the
    /// content.
    resources: Option<(Dict<'s>, ContentNames)>,
}

impl<W: Write> Composer<W> {
    pub(crate) fn new(writer: ObjectWriter<W>, font: EmbeddedFont, nodes: PageNodes) -> Self {
        Self {
            writer,
            font,
            letters: None,
            words: None,
            nodes,
            pictures: Vec::new(),
            has_inks: false,
            written: 0,
            content: None,
            save_state: None,
            frame: FrameDigest::default(),
        }
    }

    /// Writes a page whose sheet is blank.
    pub(crate) fn blank_page(
        &mut self,
        page: &Page,
        width: f64,
        height: f64,
    ) -> Result<(), AssembleError> {
        let frame = Frame::of_plain(width, height, page.turn);
        let mut overlay = Overlay::new();
        let mut parts = Parts::default();
        self.draw_words(page, &frame, None, &mut overlay, &mut parts)?;
        let stamps = self.placed(page, &frame);
        self.draw_over(page, (&frame, &stamps), &mut overlay, &mut parts)?;
        let links = self.write_links(page, &frame.shown)?;
        let mut out = self.begin_page(&frame)?;
        out.extend_from_slice(b"/Resources");
        overlay.own_resources(&mut out, self.own_fonts());
        self.end_page(page, out, &frame, parts, &links)
    }

    /// Writes a page whose sheet is a page of a source. Returns notices about that page.
    pub(crate) fn source_page(
        &mut self,
        page: &Page,
        open: &mut OpenSource,
        index: usize,
    ) -> Result<Vec<Notice>, AssembleError> {
        let source = Arc::clone(&open.copier.source);
        let leaf = source
            .tree
            .leaves
            .get(index)
            .ok_or(AssembleError::NoSuchPage(index))?;
        let frame = Frame::of_source(leaf.media, leaf.geometry, page.turn, page.fit);
        open.copier.begin_page(index);
        let resources = source.page_resources(index);
        let mut overlay = match &resources {
            Some(resources) => Overlay::beside(&source.objects, resources),
            None => Overlay::new(),
        };
        let (mut notices, mut parts) = (Vec::new(), Parts::default());
        self.draw_words(page, &frame, Some(leaf.geometry), &mut overlay, &mut parts)?;
        self.content = None;
        let streams = source.page_contents(index);
        let known = match &page.content {
            Some(content) if content.is_packed() => content::packed(&source.objects, &streams)
                .map(|packed| (content, SheetContent::Packed(packed))),
            Some(content) => Some((content, SheetContent::Streams(streams))),
            None => None,
        };
        let sheet = match known {
            Some((content, data)) => {
                self.lay_plain_sheet(&source, open, (content, data), resources, &mut parts)?
            }
            None => self.lay_sheet(&source, open, index, &mut overlay, resources, &mut parts)?,
        };
        if sheet.damaged || sheet.draws_nothing {
            notices.push(Notice::ContentDamaged { page: index });
        }
        let hollow = source.hollow_contents(index);
        notices.extend(hollow.iter().map(|id| Notice::PartUnreadable {
            object: id.obj_number,
        }));
        let stamps = self.placed(page, &frame);
        let around = (&frame, stamps.as_slice());
        let mut links =
            self.draw_annotations(&source, open, index, around, &mut overlay, &mut notices)?;
        if !overlay.out.is_empty() {
            let drawn = std::mem::take(&mut overlay.out);
            parts.annotations = Some([b"\n", drawn.as_slice(), b"Q\n"].concat());
        }
        self.draw_over(page, around, &mut overlay, &mut parts)?;
        links.extend(self.write_links(page, &frame.shown)?);

        let mut out = self.begin_page(&frame)?;
        out.extend_from_slice(b"/Resources");
        let fonts = self.own_fonts();
        overlay.resources(
            &mut out,
            &mut open.copier,
            &mut self.writer.numbers,
            sheet.resources.as_ref().map(|(all, used)| (all, used)),
            fonts,
        );
        if let Some(group) = source
            .page_dict(index)
            .and_then(|d| d.get_raw::<Object<'_>>(b"Group"))
        {
            out.extend_from_slice(b"/Group ");
            let numbers = &mut self.writer.numbers;
            open.copier
                .value(&mut out, numbers, &group, ObjectKind::Group);
        }
        self.end_page(page, out, &frame, parts, &links)?;
        notices.extend(open.copier.drain(&mut self.writer)?);
        if sheet.keeps_hidden || std::mem::take(&mut open.copier.keeps_hidden) {
            notices.push(Notice::HiddenWordsKept { page: index });
        }
        Ok(notices)
    }

    fn placed(&self, page: &Page, frame: &Frame) -> Vec<PlacedStamp> {
        place_stamps(&page.stamps, &self.font.font, &frame.shown, &page.printed)
    }

    fn own_fonts(&self) -> OwnFonts {
        OwnFonts {
            stamps: self.font.number,
            words: self.words.as_ref().map(|font| font.number),
        }
    }

    /// Draws the words of the sheet and of the pictures on it, which are not seen. `own` is how
    /// the sheet is displayed by itself.
    fn draw_words(
        &mut self,
        page: &Page,
        frame: &Frame,
        own: Option<PageGeometry>,
        overlay: &mut Overlay,
        parts: &mut Parts,
    ) -> Result<(), AssembleError> {
        let mut placed: Vec<(&PageWords, Matrix)> = Vec::new();
        if let (Some(words), Some(own)) = (&page.words, own) {
            let (width, height) = own.displayed_size();
            let displayed = Matrix::new(width, 0.0, 0.0, height, 0.0, 0.0);
            let to_page = own.display_to_user().then(&frame.to_page());
            placed.push((words, displayed.then(&to_page)));
        }
        for picture in &page.pictures {
            if let Some((words, upright)) = &picture.words
                && let Some(pixels) = upright.into_box(&Rect::new(0.0, 0.0, 1.0, 1.0)).inverse()
            {
                let into_box = picture.orientation.into_box(&picture.rect);
                let to_page = into_box.then(&frame.shown.display_to_user());
                placed.push((words, pixels.then(&to_page)));
            }
        }
        placed.retain(|(words, _)| !words.lines.is_empty());
        if placed.is_empty() {
            return Ok(());
        }
        let font = match &mut self.words {
            Some(font) => font,
            none => {
                let number = self.writer.reserve();
                none.insert(EmbeddedFont::new(StampFont::words()?, number))
            }
        };
        let name = overlay.words();
        let mut out = b"q\n".to_vec();
        for (words, place) in placed {
            words::draw(&mut out, words, &place, font, &name);
        }
        out.extend_from_slice(b"Q\n");
        parts.words = Some(out);
        Ok(())
    }

    /// Draws pictures and stamps, each in a stream of its own.
    fn draw_over(
        &mut self,
        page: &Page,
        (frame, stamps): (&Frame, &[PlacedStamp]),
        overlay: &mut Overlay,
        parts: &mut Parts,
    ) -> Result<(), AssembleError> {
        let shown = &frame.shown;
        if !page.pictures.is_empty() {
            for placed in &page.pictures {
                self.draw_picture(placed, shown, overlay)?;
            }
            parts.pictures = Some(std::mem::take(&mut overlay.out));
        }
        if !page.stamps.is_empty() {
            let name = overlay.font();
            let mut out = Vec::new();
            let stamps = (page.stamps.as_slice(), stamps);
            stamp::draw(&mut out, stamps, &mut self.font, shown, &name);
            parts.stamps = Some(out);
        }
        Ok(())
    }

    /// Writes the links of a page.
    fn write_links(
        &mut self,
        page: &Page,
        shown: &PageGeometry,
    ) -> Result<Vec<(u32, Vec<u8>)>, AssembleError> {
        page.links
            .iter()
            .map(|link| self.write_link(link, shown))
            .collect()
    }

    fn draw_picture(
        &self,
        placed: &PlacedPicture,
        shown: &PageGeometry,
        overlay: &mut Overlay,
    ) -> Result<(), AssembleError> {
        let number = self
            .pictures
            .get(placed.picture.0)
            .ok_or(AssembleError::NoSuchPicture)?;
        let into_box = placed.orientation.into_box(&placed.rect);
        overlay.draw(*number, &[shown.display_to_user(), into_box]);
        Ok(())
    }

    fn write_link(
        &mut self,
        link: &Link,
        shown: &PageGeometry,
    ) -> Result<(u32, Vec<u8>), AssembleError> {
        let rect = shown.display_to_user().apply_rect(&link.rect);
        let target = self
            .nodes
            .page(link.page)
            .ok_or(AssembleError::NoSuchPage(link.page))?;
        let mut out = b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect".to_vec();
        syntax::rect(&mut out, &rect);
        out.extend_from_slice(b"/Dest[");
        syntax::reference(&mut out, target);
        out.extend_from_slice(b"/XYZ null null null]/Contents");
        syntax::text(&mut out, &link.alt);
        out.extend_from_slice(b">>");
        let number = self.writer.reserve();
        self.writer.object(number, &out)?;
        Ok((number, out))
    }

    /// The first entries of a page dictionary.
    fn begin_page(&self, frame: &Frame) -> Result<Vec<u8>, AssembleError> {
        let parent = self.nodes.parent(self.written);
        let mut out = b"<</Type/Page/Parent ".to_vec();
        syntax::reference(&mut out, parent.ok_or(NO_NUMBER)?);
        out.extend_from_slice(b"/MediaBox");
        syntax::rect(&mut out, &frame.media);
        if frame.shown.visible != frame.media {
            out.extend_from_slice(b"/CropBox");
            syntax::rect(&mut out, &frame.shown.visible);
        }
        if frame.shown.turn.degrees() != 0 {
            out.extend_from_slice(format!("/Rotate {}", frame.shown.turn.degrees()).as_bytes());
        }
        if frame.shown.user_unit != 1.0 {
            out.extend_from_slice(b"/UserUnit ");
            syntax::real(&mut out, frame.shown.user_unit);
        }
        Ok(out)
    }

    /// Writes a page dictionary and those of its streams that are ours.
    fn end_page(
        &mut self,
        page: &Page,
        mut out: Vec<u8>,
        frame: &Frame,
        parts: Parts,
        links: &[(u32, Vec<u8>)],
    ) -> Result<(), AssembleError> {
        let [annotations, pictures, stamps] = [&parts.annotations, &parts.pictures, &parts.stamps]
            .map(|part| usize::from(part.is_some()));
        out.extend_from_slice(
            format!(
                "/XPDT_Role/{}/XPDT_Parts[{} {annotations} {pictures} {stamps}{}]",
                page.role.name(),
                parts.sheet.len(),
                // Pages without words are as they were before there were any.
                if parts.words.is_some() { " 1" } else { "" },
            )
            .as_bytes(),
        );
        if let Some(promise) = &page.promise {
            out.extend_from_slice(b"/XPDT_Promise");
            syntax::hex(&mut out, promise);
        }
        if !page.picture_promises.is_empty() {
            out.extend_from_slice(b"/XPDT_Pictures[");
            for promise in &page.picture_promises {
                syntax::hex(&mut out, promise);
            }
            out.push(b']');
        }
        let (mut contents, mut ours) = (Vec::new(), Vec::new());
        if let Some(words) = parts.words {
            let number = self.writer.reserve();
            let packed = deflate(&words)?;
            self.writer
                .stream(number, b"/Filter/FlateDecode", &[&packed])?;
            contents.push(number);
            ours.push(words);
        }
        if let Some(after) = parts.after_sheet
            && !parts.sheet.is_empty()
        {
            contents.push(self.enter(frame, &mut ours)?);
            contents.extend_from_slice(&parts.sheet);
            contents.push(self.own_stream(after, &mut ours)?);
        }
        if let Some(annotations) = parts.annotations {
            contents.push(self.enter(frame, &mut ours)?);
            contents.push(self.own_stream(annotations, &mut ours)?);
        }
        for part in [parts.pictures, parts.stamps].into_iter().flatten() {
            contents.push(self.own_stream(part, &mut ours)?);
        }
        let numbers: Vec<u32> = links.iter().map(|(number, _)| *number).collect();
        for (key, numbers) in [("/Contents[", contents), ("/Annots[", numbers)] {
            if !numbers.is_empty() {
                out.extend_from_slice(key.as_bytes());
                syntax::references(&mut out, &numbers);
                out.push(b']');
            }
        }
        out.extend_from_slice(b">>");
        let bodies: Vec<Vec<u8>> = links.iter().map(|(_, body)| body.clone()).collect();
        let nodes = &self.nodes;
        let page_of = |number: u32| nodes.place(number);
        let digest = frame_digest::of_page(self.written, &out, &ours, &bodies, &page_of)?;
        self.frame.page(&digest);
        out.truncate(out.len() - 2);
        out.extend_from_slice(b"/XPDT_Page");
        syntax::hex(&mut out, &digest);
        out.extend_from_slice(b">>");
        let number = self.nodes.page(self.written).ok_or(NO_NUMBER)?;
        self.writer.object(number, &out)?;
        self.written += 1;
        Ok(())
    }

    /// Writes a content stream of ours, and notes it among them.
    fn own_stream(
        &mut self,
        content: Vec<u8>,
        ours: &mut Vec<Vec<u8>>,
    ) -> Result<u32, AssembleError> {
        let number = self.writer.reserve();
        self.writer.stream(number, b"", &[&content])?;
        ours.push(content);
        Ok(number)
    }

    /// The stream that saves the graphics state and puts the page in its place.
    fn enter(&mut self, frame: &Frame, ours: &mut Vec<Vec<u8>>) -> Result<u32, AssembleError> {
        let mut out = b"q\n".to_vec();
        if let Some(placed) = &frame.placed {
            syntax::concat(&mut out, &placed.matrix);
            let Rect { x0, y0, .. } = placed.visible;
            let (width, height) = (placed.visible.width(), placed.visible.height());
            syntax::reals(&mut out, &[x0, y0, width, height]);
            out.extend_from_slice(b"re W n\n");
            return self.own_stream(out, ours);
        }
        if let Some(number) = self.save_state {
            ours.push(out);
            return Ok(number);
        }
        let number = self.own_stream(out, ours)?;
        self.save_state = Some(number);
        Ok(number)
    }

    /// Lays the source's content under all that follows, isolated from it.
    fn lay_sheet<'s>(
        &mut self,
        source: &'s Source,
        open: &mut OpenSource,
        index: usize,
        overlay: &mut Overlay,
        resources: Option<Dict<'s>>,
        parts: &mut Parts,
    ) -> Result<LaidSheet<'s>, AssembleError> {
        let streams = source.page_contents(index);
        let mut content = content::read(&source.objects, &streams);
        let mut state = content_state::of(&content.bytes);
        let damaged = content.damaged || state.torn;
        // Operators in the data of a picture are none.
        let mended = !state.guessed && state.mend(&mut content.bytes);
        if content.too_long && source.has_hidden_layers() {
            return Err(AssembleError::HiddenUnexamined(index));
        }
        let seen = if content.too_long || content.unknown {
            None
        } else {
            // Where viewers disagree about what is drawn, they do about where.
            let visible = if damaged || state.faulty || state.guessed {
                None
            } else {
                source.page(index).map(|page| page.visible)
            };
            let around = Surroundings {
                source,
                own: resources.clone(),
                page: None,
                visible,
            };
            visible_content::of(&content.bytes, &around)
        };
        let keeps_hidden = seen.as_ref().is_some_and(|seen| seen.keeps_hidden);
        let is_rewritten = mended || seen.is_some();
        if let Some(seen) = seen {
            content.bytes = seen.bytes;
            state = content_state::of(&content.bytes);
        }
        if content.too_long || content.unknown {
            state.names = ContentNames::of_unknown();
        }
        // Of broken content every name counts as one of everything.
        let is_clear = !damaged && !state.faulty && !content.too_long && !content.unknown;
        let draws_nothing = is_clear && draws_nothing(source, resources.as_ref(), &state.names);
        let resources = resources.map(|all| {
            let used = open.copier.used_by(&state.names, &all);
            (all, used)
        });
        let mut sheet = LaidSheet {
            damaged,
            draws_nothing,
            keeps_hidden,
            resources,
        };
        if streams.is_empty() {
            return Ok(sheet);
        }
        // Several streams too long to examine cannot be joined into a form; they are kept as they
        // are.
        let as_form = if content.too_long {
            streams.len() == 1
        } else {
            damaged || state.faulty || state.inline_image
        };
        let mut after = b"\n".to_vec();
        let (mut is_plain, mut is_packed) = (false, false);
        if as_form {
            let form = self.write_form(
                source,
                open,
                &streams,
                index,
                &mut sheet,
                &content,
                is_rewritten,
            )?;
            let name = overlay.xobject(form);
            let mut out = Vec::new();
            syntax::name(&mut out, &name);
            out.extend_from_slice(b" Do\n");
            let number = self.writer.reserve();
            self.writer.stream(number, b"", &[&out])?;
            parts.sheet.push(number);
        } else if content.too_long || (!is_rewritten && !content.foreign) {
            parts.sheet = copied_streams(&mut self.writer.numbers, open, streams);
            is_plain = !content.too_long;
        } else {
            let number = self.writer.reserve();
            is_packed = !is_rewritten && content.is_packed();
            let packed = if is_rewritten {
                deflate(&content.bytes)?
            } else {
                content.take_packed()?
            };
            self.writer
                .stream(number, b"/Filter/FlateDecode", &[&packed])?;
            parts.sheet.push(number);
        }
        if !content.too_long && !as_form {
            after = state.closing();
        }
        after.extend_from_slice(b"Q\n");
        parts.after_sheet = Some(after);
        if is_plain || is_packed {
            self.content = Some(PlainContent::of(state, is_packed));
        }
        Ok(sheet)
    }

    /// Lays content that is known to go into the file as it is, without reading it.
    fn lay_plain_sheet<'s>(
        &mut self,
        source: &'s Source,
        open: &mut OpenSource,
        (content, data): (&PlainContent, SheetContent),
        resources: Option<Dict<'s>>,
        parts: &mut Parts,
    ) -> Result<LaidSheet<'s>, AssembleError> {
        let names = content.names();
        let draws_nothing = draws_nothing(source, resources.as_ref(), names);
        let resources = resources.map(|all| {
            let used = open.copier.used_by(names, &all);
            (all, used)
        });
        match data {
            SheetContent::Streams(streams) => {
                parts.sheet = copied_streams(&mut self.writer.numbers, open, streams);
            }
            SheetContent::Packed(packed) => {
                let number = self.writer.reserve();
                self.writer
                    .stream(number, b"/Filter/FlateDecode", &[&packed])?;
                parts.sheet.push(number);
            }
        }
        if !parts.sheet.is_empty() {
            let mut after = content.closing();
            after.extend_from_slice(b"Q\n");
            parts.after_sheet = Some(after);
        }
        Ok(LaidSheet {
            damaged: false,
            draws_nothing,
            keeps_hidden: false,
            resources,
        })
    }

    /// Writes the content of a page as a form, with the resources of the page.
    #[allow(clippy::too_many_arguments, reason = "the sheet's parts, used once")]
    fn write_form(
        &mut self,
        source: &Source,
        open: &mut OpenSource,
        streams: &[ObjectIdentifier],
        index: usize,
        sheet: &mut LaidSheet<'_>,
        content: &Content,
        is_rewritten: bool,
    ) -> Result<u32, AssembleError> {
        let leaf = source.tree.leaves.get(index);
        let media = leaf.ok_or(AssembleError::NoSuchPage(index))?.media;
        let number = self.writer.reserve();
        let mut entries = b"/Type/XObject/Subtype/Form/BBox".to_vec();
        syntax::rect(&mut entries, &media);
        entries.extend_from_slice(b"/Resources");
        let resources = sheet.resources.take();
        let fonts = self.own_fonts();
        Overlay::new().resources(
            &mut entries,
            &mut open.copier,
            &mut self.writer.numbers,
            resources.as_ref().map(|(all, used)| (all, used)),
            fonts,
        );
        let is_unchanged = content.too_long || !is_rewritten;
        // Of damaged content some viewers show nothing; what could be read goes into the file.
        let is_whole = !content.damaged || content.bytes.is_empty();
        if let [only] = streams
            && !content.unknown
            && is_unchanged
            && is_whole
        {
            let Some(Object::Stream(stream)) = source.objects.get(*only) else {
                return Err(AssembleError::Bug("the content of a page is not a stream"));
            };
            let numbers = &mut self.writer.numbers;
            open.copier.filters(&mut entries, numbers, &stream);
            self.writer
                .stream(number, &entries, &[&stream.raw_data()])?;
        } else {
            entries.extend_from_slice(b"/Filter/FlateDecode");
            let packed = deflate(&content.bytes)?;
            self.writer.stream(number, &entries, &[&packed])?;
        }
        Ok(number)
    }

    /// Draws the annotations of a source page. Returns its links.
    fn draw_annotations(
        &mut self,
        source: &Source,
        open: &mut OpenSource,
        index: usize,
        (frame, stamps): (&Frame, &[PlacedStamp]),
        overlay: &mut Overlay,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<(u32, Vec<u8>)>, AssembleError> {
        let mut links = Vec::new();
        let mut unreadable = Vec::new();
        let mut dropped = 0;
        for part in annotation::read(source, index) {
            match part {
                Part::Appearance(appearance) => {
                    let numbers = &mut self.writer.numbers;
                    let form = appearance.form;
                    // An appearance that is a page outside the dossier is left out.
                    if let Some(number) = open.copier.number(numbers, form, ObjectKind::Appearance)
                    {
                        overlay.draw(number, &[appearance.place]);
                    }
                }
                Part::Box(field) if self.wants_letters(&field)? => {
                    let number = self.draw_with_letters(&field)?;
                    overlay.draw(number, &[]);
                }
                Part::Box(field) => {
                    let name = overlay.font();
                    if !field.draw(&mut overlay.out, &mut self.font, &name) {
                        unreadable.push(field.name_and_value());
                    }
                }
                Part::Shape { content, state } => {
                    overlay.out.extend_from_slice(b"q\n");
                    if let Some(state) = state {
                        let name = overlay.state(state);
                        syntax::name(&mut overlay.out, &name);
                        overlay.out.extend_from_slice(b" gs\n");
                    }
                    overlay.out.extend_from_slice(&content);
                    overlay.out.extend_from_slice(b"Q\n");
                }
                Part::Link(link) => {
                    let target = self.link_target(open, &link.target);
                    if target.is_none() && matches!(link.target, LinkTarget::Page(_)) {
                        dropped += 1;
                    }
                    // A frame without a target is still part of how the page looks.
                    if target.is_some() || link.frame > 0.0 {
                        links.push(self.write_source_link(&link, target, frame, stamps)?);
                    }
                }
            }
        }
        if dropped > 0 {
            notices.push(Notice::LinksDropped {
                page: index,
                count: dropped,
            });
        }
        if !unreadable.is_empty() {
            notices.push(Notice::FieldWithoutAppearance { names: unreadable });
        }
        Ok(links)
    }

    /// Whether the stamps' font lacks letters of a field's text that the font of letters has.
    fn wants_letters(&mut self, field: &FormBox) -> Result<bool, AssembleError> {
        if !field.lacks(&self.font.font) {
            return Ok(false);
        }
        let letters = match &self.letters {
            Some(letters) => letters.font.clone(),
            None => StampFont::letters()?,
        };
        if field.lacks(&letters) {
            return Ok(false);
        }
        if self.letters.is_none() {
            let number = self.writer.reserve();
            self.letters = Some(EmbeddedFont::new(letters, number));
        }
        Ok(true)
    }

    /// Writes a field as a form of its own, in the font of letters.
    fn draw_with_letters(&mut self, field: &FormBox) -> Result<u32, AssembleError> {
        const NONE: AssembleError = AssembleError::Bug("there is no font of letters");
        let letters = self.letters.as_mut().ok_or(NONE)?;
        let mut content = Vec::new();
        field.draw(&mut content, letters, b"F");
        let mut entries = b"/Type/XObject/Subtype/Form/BBox".to_vec();
        syntax::rect(&mut entries, &field.rect);
        entries.extend_from_slice(b"/Resources<</Font<</F ");
        syntax::reference(&mut entries, letters.number);
        entries.extend_from_slice(b">>>>");
        let number = self.writer.reserve();
        self.writer.stream(number, &entries, &[&content])?;
        Ok(number)
    }

    /// The entries that say where a link leads; nothing when its page is not in the dossier.
    fn link_target(&self, open: &OpenSource, target: &LinkTarget) -> Option<Vec<u8>> {
        match target {
            LinkTarget::Page(target) => {
                let to = open.target(self.written, target.page)?;
                let page = self.nodes.page(to)?;
                let mut out = b"/Dest[".to_vec();
                syntax::reference(&mut out, page);
                out.extend_from_slice(&target.view);
                out.push(b']');
                Some(out)
            }
            LinkTarget::Uri(address) => {
                let mut out = b"/A<</S/URI/URI".to_vec();
                syntax::string(&mut out, address);
                out.extend_from_slice(b">>");
                Some(out)
            }
            LinkTarget::Nothing => None,
        }
    }

    fn write_source_link(
        &mut self,
        link: &SourceLink,
        target: Option<Vec<u8>>,
        frame: &Frame,
        stamps: &[PlacedStamp],
    ) -> Result<(u32, Vec<u8>), AssembleError> {
        let mut out = b"<</Type/Annot/Subtype/Link/F 4/Rect".to_vec();
        let rect = frame.to_page().apply_rect(&link.rect);
        syntax::rect(&mut out, &rect);
        // A viewer draws frames over all else. Where a stamp has no other place, it stays readable.
        let width = link.frame * frame.shown.user_unit;
        let shown = frame.shown.user_to_display().apply_rect(&rect);
        if width > 0.0
            && stamps
                .iter()
                .any(|stamp| stamp.is_under_frame(&shown, width))
        {
            out.extend_from_slice(b"/Border[0 0 0]");
        } else {
            out.extend_from_slice(&link.border);
        }
        if let Some(target) = target {
            out.extend_from_slice(&target);
        }
        if let Some(alt) = &link.alt {
            out.extend_from_slice(b"/Contents");
            syntax::text(&mut out, alt);
        }
        out.extend_from_slice(b">>");
        let number = self.writer.reserve();
        self.writer.object(number, &out)?;
        Ok((number, out))
    }
}

/// The new numbers of the streams of a page, which are copied as they are.
fn copied_streams(
    numbers: &mut Numbers,
    open: &mut OpenSource,
    streams: Vec<ObjectIdentifier>,
) -> Vec<u32> {
    let number = |id| open.copier.number(numbers, id, ObjectKind::Content);
    streams.into_iter().filter_map(number).collect()
}

/// Whether content draws something that its resources do not have.
fn draws_nothing(source: &Source, resources: Option<&Dict<'_>>, names: &ContentNames) -> bool {
    let drawable = resources.and_then(|all| source.objects.dict(all, b"XObject"));
    let is_missing = |name: &[u8]| {
        let found = drawable.as_ref();
        found.is_none_or(|found| !found.contains_key(name))
    };
    names.of(Category::XObject).any(is_missing)
}

const NO_NUMBER: AssembleError = AssembleError::Bug("a page has no object number");
