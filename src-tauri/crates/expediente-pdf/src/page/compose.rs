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

use crate::copy::object_copier::{ObjectCopier, ObjectKind};
use crate::copy::used_resources::UsedResources;
use crate::error::AssembleError;
use crate::file::deflate::deflate;
use crate::file::font::EmbeddedFont;
use crate::file::object_writer::ObjectWriter;
use crate::file::page_nodes::PageNodes;
use crate::file::syntax;
use crate::geometry::{PageGeometry, Rect};
use crate::page::appearance::annotation::{self, LinkTarget, Part, SourceLink};
use crate::page::overlay::Overlay;
use crate::page::page_spec::{Link, Page, PlacedPicture};
use crate::page::stamp;
use crate::read::content::{self, Content};
use crate::read::content_state::{self, ContentState};
use crate::read::notice::Notice;
use crate::read::source::Source;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier};
use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

/// A source while its pages are written.
pub(crate) struct OpenSource {
    pub(crate) copier: ObjectCopier,
    /// Source pages, and the first dossier page that each became.
    pub(crate) placement: HashMap<usize, usize>,
}

/// The state that all pages of a file share while it is written.
pub(crate) struct Composer<W: Write> {
    pub(crate) writer: ObjectWriter<W>,
    pub(crate) font: EmbeddedFont,
    pub(crate) nodes: PageNodes,
    /// The objects of the pictures.
    pub(crate) pictures: Vec<u32>,
    /// Pages written so far.
    pub(crate) written: usize,
    /// Resources that a page's content does not name are left out.
    pub(crate) sparing: bool,
    /// A content stream that saves the graphics state, shared by all pages.
    save_state: Option<u32>,
}

/// The sheet of a page after it was laid.
#[derive(Default)]
struct LaidSheet<'s> {
    contents: Vec<u32>,
    damaged: bool,
    /// The source's resources, unless they went into a form with the content.
    resources: Option<Dict<'s>>,
    /// The resources that are needed; nothing when that is unknown.
    used: Option<UsedResources>,
}

impl<W: Write> Composer<W> {
    pub(crate) fn new(writer: ObjectWriter<W>, font: EmbeddedFont, nodes: PageNodes) -> Self {
        Self {
            writer,
            font,
            nodes,
            pictures: Vec::new(),
            written: 0,
            sparing: false,
            save_state: None,
        }
    }

    /// Writes a page whose sheet is blank.
    pub(crate) fn blank_page(
        &mut self,
        page: &Page,
        width: f64,
        height: f64,
    ) -> Result<(), AssembleError> {
        let media = Rect::new(0.0, 0.0, width, height);
        let own = PageGeometry::plain(width, height);
        let shown = turned(own, page);
        let mut overlay = Overlay::new();
        let annotations = self.draw_over(page, &shown, &mut overlay)?;
        let contents = self.overlay_content(Vec::new(), &overlay)?;
        let mut out = self.begin_page(&media, &own, &shown)?;
        out.extend_from_slice(b"/Resources");
        overlay.own_resources(&mut out, self.font.number);
        self.end_page(page, out, &contents, &annotations)
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
        let (media, own) = (leaf.media, leaf.geometry);
        let shown = turned(own, page);
        let resources = source.page_resources(index);
        let mut overlay = match &resources {
            Some(resources) => Overlay::beside(&source.objects, resources),
            None => Overlay::new(),
        };
        let mut notices = Vec::new();
        let sheet = self.lay_sheet(&source, open, index, &media, &mut overlay, resources)?;
        if sheet.damaged {
            notices.push(Notice::ContentDamaged { page: index });
        }
        let mut annotations =
            self.draw_annotations(&source, open, index, &mut overlay, &mut notices)?;
        annotations.extend(self.draw_over(page, &shown, &mut overlay)?);
        let contents = self.overlay_content(sheet.contents, &overlay)?;

        let mut out = self.begin_page(&media, &own, &shown)?;
        out.extend_from_slice(b"/Resources");
        overlay.resources(
            &mut out,
            &mut open.copier,
            &mut self.writer.numbers,
            sheet.resources.map(|all| (all, sheet.used.as_ref())),
            self.font.number,
        );
        if let Some(group) = source
            .page_dict(index)
            .and_then(|d| d.get_raw::<Object<'_>>(b"Group"))
        {
            out.extend_from_slice(b"/Group ");
            let numbers = &mut self.writer.numbers;
            open.copier
                .value(&mut out, numbers, &group, ObjectKind::Plain);
        }
        self.end_page(page, out, &contents, &annotations)?;
        notices.extend(open.copier.drain(&mut self.writer)?);
        Ok(notices)
    }

    /// Draws pictures and stamps, and writes the links. Returns the links.
    fn draw_over(
        &mut self,
        page: &Page,
        shown: &PageGeometry,
        overlay: &mut Overlay,
    ) -> Result<Vec<u32>, AssembleError> {
        for placed in &page.pictures {
            self.draw_picture(placed, shown, overlay)?;
        }
        if !page.stamps.is_empty() {
            let name = overlay.font();
            stamp::draw(&mut overlay.out, &page.stamps, &mut self.font, shown, &name);
        }
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

    fn write_link(&mut self, link: &Link, shown: &PageGeometry) -> Result<u32, AssembleError> {
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
        Ok(number)
    }

    /// Writes the content drawn over the sheet. Returns all content streams of the page.
    fn overlay_content(
        &mut self,
        mut contents: Vec<u32>,
        overlay: &Overlay,
    ) -> Result<Vec<u32>, AssembleError> {
        if !overlay.out.is_empty() {
            let number = self.writer.reserve();
            self.writer.stream(number, b"", &[&overlay.out])?;
            contents.push(number);
        }
        Ok(contents)
    }

    /// The first entries of a page dictionary.
    fn begin_page(
        &self,
        media: &Rect,
        own: &PageGeometry,
        shown: &PageGeometry,
    ) -> Result<Vec<u8>, AssembleError> {
        let parent = self.nodes.parent(self.written);
        let mut out = b"<</Type/Page/Parent ".to_vec();
        syntax::reference(&mut out, parent.ok_or(NO_NUMBER)?);
        out.extend_from_slice(b"/MediaBox");
        syntax::rect(&mut out, media);
        if own.visible != *media {
            out.extend_from_slice(b"/CropBox");
            syntax::rect(&mut out, &own.visible);
        }
        if shown.turn.degrees() != 0 {
            out.extend_from_slice(format!("/Rotate {}", shown.turn.degrees()).as_bytes());
        }
        if own.user_unit != 1.0 {
            out.extend_from_slice(b"/UserUnit ");
            syntax::real(&mut out, own.user_unit);
        }
        Ok(out)
    }

    /// Writes a page dictionary.
    fn end_page(
        &mut self,
        page: &Page,
        mut out: Vec<u8>,
        contents: &[u32],
        annotations: &[u32],
    ) -> Result<(), AssembleError> {
        for (key, numbers) in [("/Contents[", contents), ("/Annots[", annotations)] {
            if !numbers.is_empty() {
                out.extend_from_slice(key.as_bytes());
                syntax::references(&mut out, numbers);
                out.push(b']');
            }
        }
        out.extend_from_slice(format!("/XPDT_Role/{}>>", page.role.name()).as_bytes());
        let number = self.nodes.page(self.written).ok_or(NO_NUMBER)?;
        self.writer.object(number, &out)?;
        self.written += 1;
        Ok(())
    }

    /// The stream that saves the graphics state.
    fn save_state(&mut self) -> Result<u32, AssembleError> {
        if let Some(number) = self.save_state {
            return Ok(number);
        }
        let number = self.writer.reserve();
        self.writer.stream(number, b"", &[b"q\n"])?;
        self.save_state = Some(number);
        Ok(number)
    }

    /// Lays the source's content under all that follows, isolated from it.
    fn lay_sheet<'s>(
        &mut self,
        source: &'s Source,
        open: &mut OpenSource,
        index: usize,
        media: &Rect,
        overlay: &mut Overlay,
        resources: Option<Dict<'s>>,
    ) -> Result<LaidSheet<'s>, AssembleError> {
        let streams = source.page_contents(index);
        let mut sheet = LaidSheet {
            resources,
            ..LaidSheet::default()
        };
        if streams.is_empty() {
            return Ok(sheet);
        }
        let mut content = content::read(&source.objects, &streams);
        let state = content_state::of(&content.bytes);
        sheet.damaged = content.damaged || state.torn;
        // Content that was not read to its end may name anything.
        if self.sparing && !content.too_long && !content.unknown {
            sheet.used = sheet
                .resources
                .as_ref()
                .and_then(|all| UsedResources::of(&source.objects, &content.bytes, all));
        }
        for &at in &state.surplus {
            if let Some(byte) = content.bytes.get_mut(at) {
                *byte = b' ';
            }
        }
        // Several streams too long to examine cannot be joined into a form; they are kept as they
        // are.
        let as_form = if content.too_long {
            streams.len() == 1
        } else {
            sheet.damaged || state.faulty
        };
        if as_form {
            let form =
                self.write_form(source, open, &streams, media, &mut sheet, &content, &state)?;
            overlay.draw(form, &[]);
            return Ok(sheet);
        }
        let is_kept = content.too_long || (state.surplus.is_empty() && !content.foreign);
        if is_kept {
            sheet.contents.push(self.save_state()?);
            for id in streams {
                let numbers = &mut self.writer.numbers;
                let number = open.copier.number(numbers, id, ObjectKind::Content);
                sheet.contents.extend(number);
            }
        } else {
            let number = self.writer.reserve();
            let packed = deflate(&content.bytes)?;
            self.writer
                .stream(number, b"/Filter/FlateDecode", &[&packed])?;
            sheet.contents.push(self.save_state()?);
            sheet.contents.push(number);
        }
        if !content.too_long {
            overlay.out.extend_from_slice(&state.closing());
        }
        overlay.out.extend_from_slice(b"Q\n");
        Ok(sheet)
    }

    /// Writes the content of a page as a form, with the resources of the page.
    #[allow(clippy::too_many_arguments, reason = "the sheet's parts, used once")]
    fn write_form(
        &mut self,
        source: &Source,
        open: &mut OpenSource,
        streams: &[ObjectIdentifier],
        media: &Rect,
        sheet: &mut LaidSheet<'_>,
        content: &Content,
        state: &ContentState,
    ) -> Result<u32, AssembleError> {
        let number = self.writer.reserve();
        let mut entries = b"/Type/XObject/Subtype/Form/BBox".to_vec();
        syntax::rect(&mut entries, media);
        entries.extend_from_slice(b"/Resources");
        let resources = sheet.resources.take();
        Overlay::new().resources(
            &mut entries,
            &mut open.copier,
            &mut self.writer.numbers,
            resources.map(|all| (all, sheet.used.as_ref())),
            self.font.number,
        );
        let is_unchanged = content.too_long || state.surplus.is_empty();
        if let [only] = streams
            && !content.unknown
            && is_unchanged
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
        overlay: &mut Overlay,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<u32>, AssembleError> {
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
                Part::Box(field) => {
                    let name = overlay.font();
                    if !field.draw(&mut overlay.out, &mut self.font, &name) {
                        unreadable.push(field.name);
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
                    if target.is_some() || link.framed {
                        links.push(self.write_source_link(&link, target)?);
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

    /// The entries that say where a link leads; nothing when its page is not in the dossier.
    fn link_target(&self, open: &OpenSource, target: &LinkTarget) -> Option<Vec<u8>> {
        match target {
            LinkTarget::Page(target) => {
                let page = self.nodes.page(*open.placement.get(&target.page)?)?;
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
    ) -> Result<u32, AssembleError> {
        let mut out = b"<</Type/Annot/Subtype/Link/F 4/Rect".to_vec();
        syntax::rect(&mut out, &link.rect);
        out.extend_from_slice(&link.border);
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
        Ok(number)
    }
}

const NO_NUMBER: AssembleError = AssembleError::Bug("a page has no object number");

fn turned(own: PageGeometry, page: &Page) -> PageGeometry {
    PageGeometry {
        turn: own.turn.then(page.turn),
        ..own
    }
}
