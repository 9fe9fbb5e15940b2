//! One page put together: the sheet at the bottom, then looks of annotations, pictures, stamps and links.
//!
//! Numbers, order and closing are `assembler`'s.

use crate::assembler::{Assembler, FAN, Open};
use crate::copy::object_copier::As;
use crate::copy::used_resources::UsedResources;
use crate::error::AssembleError;
use crate::file::font::deflate;
use crate::file::syntax;
use crate::geometry::{PageGeometry, Rect};
use crate::page::appearance::annotation::{self, Leads, Part};
use crate::page::overlay::Overlay;
use crate::page::page_spec::Page;
use crate::page::stamp;
use crate::read::content;
use crate::read::content_state;
use crate::read::notice::Notice;
use crate::read::source::Source;
use hayro_syntax::object::{Dict, Object};
use std::io::Write;
use std::sync::Arc;

impl<W: Write> Assembler<W> {
    fn opener(&mut self) -> Result<u32, AssembleError> {
        if let Some(number) = self.opener {
            return Ok(number);
        }
        let number = self.sink.reserve();
        self.sink.stream(number, b"", &[b"q\n"])?;
        self.opener = Some(number);
        Ok(number)
    }

    pub(crate) fn compose(
        &mut self,
        page: &Page,
        media: Rect,
        own: PageGeometry,
        mut from: Option<(&mut Open, usize)>,
    ) -> Result<Vec<Notice>, AssembleError> {
        let shown = PageGeometry {
            turn: own.turn.then(page.turn),
            ..own
        };
        let source = from
            .as_ref()
            .map(|(open, _)| Arc::clone(&open.graph.source));
        let resources: Option<Dict<'_>> = match (&source, &from) {
            (Some(source), Some((_, index))) => source.page_resources(*index),
            _ => None,
        };
        let mut notices = Vec::new();
        let mut layer = Overlay::new(source.as_deref(), resources.as_ref());
        let mut contents: Vec<u32> = Vec::new();
        let mut annotations: Vec<u32> = Vec::new();
        // The source's resources go to the page, or with its content into a form.
        let mut on_page = resources;
        let mut used = None;
        if let (Some(source), Some((open, index))) = (&source, from.as_mut()) {
            let sheet = self.sheet(source, open, *index, &media, &mut layer, &mut on_page)?;
            contents = sheet.contents;
            used = sheet.used;
            if sheet.damaged {
                notices.push(Notice::ContentDamaged { page: *index });
            }
            self.annotations(
                source,
                open,
                *index,
                &mut layer,
                &mut annotations,
                &mut notices,
            )?;
        }
        for placed in &page.pictures {
            let number = self
                .pictures
                .get(placed.picture.0)
                .ok_or(AssembleError::NoSuchPicture)?;
            let name = layer.xobject(*number);
            layer.out.extend_from_slice(b"q\n");
            syntax::concat(&mut layer.out, &shown.display_to_user());
            syntax::concat(&mut layer.out, &placed.orientation.into_box(&placed.rect));
            syntax::name(&mut layer.out, &name);
            layer.out.extend_from_slice(b" Do\nQ\n");
        }
        if !page.stamps.is_empty() {
            let name = layer.font();
            stamp::draw(&mut layer.out, &page.stamps, &mut self.font, &shown, &name);
        }
        for link in &page.links {
            let rect = shown.display_to_user().apply_rect(&link.rect);
            let target = self
                .pages
                .get(link.page)
                .ok_or(AssembleError::NoSuchPage(link.page))?;
            let mut out = b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect".to_vec();
            syntax::rect(&mut out, &rect);
            out.extend_from_slice(b"/Dest[");
            syntax::reference(&mut out, *target);
            out.extend_from_slice(b"/XYZ null null null]/Contents");
            syntax::text(&mut out, &link.alt);
            out.extend_from_slice(b">>");
            let number = self.sink.reserve();
            self.sink.object(number, &out)?;
            annotations.push(number);
        }
        if !layer.out.is_empty() {
            let number = self.sink.reserve();
            self.sink.stream(number, b"", &[&layer.out])?;
            contents.push(number);
        }

        let mut out = b"<</Type/Page/Parent ".to_vec();
        let parent = self
            .levels
            .first()
            .and_then(|l| l.get(self.written / FAN))
            .copied()
            .unwrap_or(self.catalog);
        syntax::reference(&mut out, parent);
        out.extend_from_slice(b"/MediaBox");
        syntax::rect(&mut out, &media);
        if own.visible != media {
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
        out.extend_from_slice(b"/Resources");
        let graph = from.as_mut().map(|(open, _)| &mut open.graph);
        match graph {
            Some(graph) => {
                layer.resources(
                    &mut out,
                    graph,
                    &mut self.sink,
                    on_page.map(|all| (all, used.as_ref())),
                    self.font.number,
                );
                if let Some((source, index)) = source.as_ref().zip(from.as_ref().map(|f| f.1))
                    && let Some(group) = source
                        .page_dict(index)
                        .and_then(|d| d.get_raw::<Object<'_>>(b"Group"))
                    && let Some((open, _)) = from.as_mut()
                {
                    out.extend_from_slice(b"/Group ");
                    open.graph
                        .value(&mut out, &mut self.sink.numbers, &group, As::Plain);
                }
            }
            None => layer.own_resources(&mut out, self.font.number),
        }
        if !contents.is_empty() {
            out.extend_from_slice(b"/Contents[");
            references(&mut out, &contents);
            out.push(b']');
        }
        if !annotations.is_empty() {
            out.extend_from_slice(b"/Annots[");
            references(&mut out, &annotations);
            out.push(b']');
        }
        out.extend_from_slice(format!("/XPDT_Role/{}>>", page.role.name()).as_bytes());
        let number = self
            .pages
            .get(self.written)
            .copied()
            .unwrap_or(self.catalog);
        self.sink.object(number, &out)?;
        if let Some((open, _)) = from.as_mut() {
            notices.extend(open.graph.drain(&mut self.sink)?);
        }
        Ok(notices)
    }

    /// Lays the source's content under the rest so that nothing it leaves open does harm.
    fn sheet<'s>(
        &mut self,
        source: &'s Source,
        open: &mut Open,
        index: usize,
        media: &Rect,
        layer: &mut Overlay,
        resources: &mut Option<Dict<'s>>,
    ) -> Result<SheetContent, AssembleError> {
        let streams = source.page_contents(index);
        let mut sheet = SheetContent::default();
        if streams.is_empty() {
            return Ok(sheet);
        }
        let mut read = content::read(source, &streams);
        let balance = content_state::of(&read.bytes);
        sheet.damaged = read.damaged || balance.torn;
        // What could not be read to its end may name anything.
        if self.sparing && !read.too_long && !read.unknown {
            sheet.used = resources
                .as_ref()
                .and_then(|all| UsedResources::of(source, &read.bytes, all));
        }
        for &at in &balance.surplus {
            if let Some(byte) = read.bytes.get_mut(at) {
                *byte = b' ';
            }
        }
        // What was not read to its end can only be kept apart as a whole.
        let alone = streams.len() == 1;
        let apart = if read.too_long {
            alone
        } else {
            sheet.damaged || balance.faulty
        };
        let kept = balance.surplus.is_empty() && !read.foreign;
        if !apart && (kept || read.too_long) {
            sheet.contents.push(self.opener()?);
            for id in streams {
                sheet
                    .contents
                    .extend(open.graph.number(&mut self.sink.numbers, id, As::Content));
            }
            if !read.too_long {
                layer.out.extend_from_slice(&balance.closing());
            }
            layer.out.extend_from_slice(b"Q\n");
        } else if !apart {
            let number = self.sink.reserve();
            let packed = deflate(&read.bytes)?;
            self.sink
                .stream(number, b"/Filter/FlateDecode", &[&packed])?;
            sheet.contents.push(self.opener()?);
            sheet.contents.push(number);
            layer.out.extend_from_slice(&balance.closing());
            layer.out.extend_from_slice(b"Q\n");
        } else {
            // A form keeps to itself whatever goes wrong within it.
            let number = self.sink.reserve();
            let mut entries = b"/Type/XObject/Subtype/Form/BBox".to_vec();
            syntax::rect(&mut entries, media);
            entries.extend_from_slice(b"/Resources");
            let plain = Overlay::new(None, None);
            let taken = resources.take().map(|all| (all, sheet.used.as_ref()));
            plain.resources(
                &mut entries,
                &mut open.graph,
                &mut self.sink,
                taken,
                self.font.number,
            );
            match streams.as_slice() {
                [only] if !read.unknown && (read.too_long || balance.surplus.is_empty()) => {
                    if let Some(Object::Stream(stream)) = source.object(*only) {
                        open.graph
                            .coding(&mut entries, &mut self.sink.numbers, &stream);
                        self.sink.stream(number, &entries, &[&stream.raw_data()])?;
                    }
                }
                _ => {
                    entries.extend_from_slice(b"/Filter/FlateDecode");
                    let packed = deflate(&read.bytes)?;
                    self.sink.stream(number, &entries, &[&packed])?;
                }
            }
            let name = layer.xobject(number);
            layer.out.extend_from_slice(b"q\n");
            syntax::name(&mut layer.out, &name);
            layer.out.extend_from_slice(b" Do\nQ\n");
        }
        Ok(sheet)
    }

    fn annotations(
        &mut self,
        source: &Source,
        open: &mut Open,
        index: usize,
        layer: &mut Overlay,
        annotations: &mut Vec<u32>,
        notices: &mut Vec<Notice>,
    ) -> Result<(), AssembleError> {
        let mut unreadable = Vec::new();
        let mut dropped = 0;
        for part in annotation::read(source, index) {
            match part {
                Part::Look(look) => {
                    let Some(number) =
                        open.graph
                            .number(&mut self.sink.numbers, look.form, As::Appearance)
                    else {
                        continue;
                    };
                    let name = layer.xobject(number);
                    layer.out.extend_from_slice(b"q\n");
                    syntax::concat(&mut layer.out, &look.place);
                    syntax::name(&mut layer.out, &name);
                    layer.out.extend_from_slice(b" Do\nQ\n");
                }
                Part::Field(field) => {
                    let name = layer.font();
                    if !field.draw(&mut layer.out, &mut self.font, &name) {
                        unreadable.push(field.name);
                    }
                }
                Part::Shape { content, state } => {
                    layer.out.extend_from_slice(b"q\n");
                    if let Some(state) = state {
                        let name = layer.state(state);
                        syntax::name(&mut layer.out, &name);
                        layer.out.extend_from_slice(b" gs\n");
                    }
                    layer.out.extend_from_slice(&content);
                    layer.out.extend_from_slice(b"Q\n");
                }
                Part::Link(link) => {
                    let mut out = b"<</Type/Annot/Subtype/Link/F 4/Rect".to_vec();
                    syntax::rect(&mut out, &link.rect);
                    out.extend_from_slice(&link.border);
                    match &link.leads {
                        Leads::To(target) => {
                            let page = open
                                .placement
                                .get(&target.page)
                                .and_then(|to| self.pages.get(*to));
                            match page {
                                Some(page) => {
                                    out.extend_from_slice(b"/Dest[");
                                    syntax::reference(&mut out, *page);
                                    out.extend_from_slice(&target.view);
                                    out.push(b']');
                                }
                                None => {
                                    dropped += 1;
                                    if !link.framed {
                                        continue;
                                    }
                                }
                            }
                        }
                        Leads::Uri(address) => {
                            out.extend_from_slice(b"/A<</S/URI/URI");
                            syntax::string(&mut out, address);
                            out.extend_from_slice(b">>");
                        }
                        // A frame that leads nowhere is still part of how the page looks.
                        Leads::Nowhere if link.framed => {}
                        Leads::Nowhere => continue,
                    }
                    if let Some(alt) = &link.alt {
                        out.extend_from_slice(b"/Contents");
                        syntax::text(&mut out, alt);
                    }
                    out.extend_from_slice(b">>");
                    let number = self.sink.reserve();
                    self.sink.object(number, &out)?;
                    annotations.push(number);
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
        Ok(())
    }
}

#[derive(Default)]
struct SheetContent {
    contents: Vec<u32>,
    damaged: bool,
    /// What of the resources is wanted; all of them where it is not known.
    used: Option<UsedResources>,
}

fn references(out: &mut Vec<u8>, numbers: &[u32]) {
    for (i, number) in numbers.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        syntax::reference(out, *number);
    }
}
