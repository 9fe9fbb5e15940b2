//! Puts pages together into one file, in one pass.
//!
//! Copies by `graph`, draws by `stamp` and `field`, closes by `closing`; holds per source only the numbers of
//! what was copied.

use crate::annotation::{self, Leads, Part};
use crate::balance;
use crate::closing::{self, Closing, Written};
use crate::content;
use crate::error::AssembleError;
use crate::font::{Embedded, StampFont, deflate};
use crate::geometry::{PageGeometry, Rect};
use crate::graph::{As, Graph};
use crate::notice::Notice;
use crate::page::{Page, PictureId, Sheet, SourceId};
use crate::picture::Picture;
use crate::sink::Sink;
use crate::source::{Source, as_dict};
use crate::stamp;
use crate::syntax;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier};
use std::collections::{BTreeMap, HashMap};
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
const FAN: usize = 64;

struct Open {
    graph: Graph,
    /// Source pages and the first dossier page each became.
    placement: HashMap<usize, usize>,
}

/// Writes one file, page by page.
pub struct Assembler<W: Write> {
    sink: Sink<W>,
    font: Embedded,
    catalog: u32,
    info: u32,
    output_intent: Option<u32>,
    pages: Vec<u32>,
    /// The nodes of the page tree, lowest level first.
    levels: Vec<Vec<u32>>,
    written: usize,
    sources: Vec<Option<Open>>,
    pictures: Vec<u32>,
    profiles: BTreeMap<[u8; 32], u32>,
    layers: Vec<(u32, bool)>,
    /// A stream that saves the graphics state, shared by all pages.
    opener: Option<u32>,
}

impl<W: Write> Assembler<W> {
    /// Begins a file of so many pages. Their object numbers are given out at once, so that links can lead
    /// forward.
    pub fn new(out: W, pages: usize, setup: Setup) -> Result<Self, AssembleError> {
        let mut sink = Sink::new(out)?;
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
                sink.stream(number, b"/N 3/Alternate/DeviceRGB/Filter/FlateDecode", &[&deflate(profile)?])?;
                Some(number)
            }
            None => None,
        };
        Ok(Self {
            sink,
            font: Embedded::new(setup.font, font),
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
        })
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
        self.sources.push(Some(Open { graph: Graph::new(source, objects), placement: places }));
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

    /// How many pages were written so far.
    pub fn pages_written(&self) -> usize {
        self.written
    }

    /// Writes the next page. What it says is about this page of the source.
    pub fn page(&mut self, page: Page) -> Result<Vec<Notice>, AssembleError> {
        if self.written >= self.pages.len() {
            return Err(AssembleError::PageCount { announced: self.pages.len(), written: self.written + 1 });
        }
        let notices = match page.sheet {
            Sheet::Blank { width, height } => {
                let media = Rect::new(0.0, 0.0, width, height);
                self.compose(&page, media, PageGeometry::plain(width, height), None)?
            }
            Sheet::Source { source, index } => {
                let mut open =
                    self.sources.get_mut(source.0).and_then(Option::take).ok_or(AssembleError::SourceNotOpen)?;
                let leaf = open.graph.source.leaves.get(index).cloned();
                let result = match leaf {
                    Some(leaf) => self.compose(&page, leaf.media, leaf.geometry, Some((&mut open, index))),
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
        for layer in open.graph.source.layers() {
            if let Some(number) = open.graph.copied(layer.id) {
                self.layers.push((number, layer.hidden));
            }
        }
    }

    /// Writes all that follows the pages, and the table of objects.
    pub fn finish(mut self, closing: Closing) -> Result<Assembled<W>, AssembleError> {
        let count = self.pages.len();
        if self.written != count {
            return Err(AssembleError::PageCount { announced: count, written: self.written });
        }
        if closing.labels.len() != count {
            return Err(AssembleError::LabelCount { labels: closing.labels.len(), pages: count });
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
        closing::write(&mut self.sink, &closing, &written)?;
        let (out, bytes, objects) = self.sink.finish(written.catalog, Some(written.info), Some(closing.id))?;
        Ok(Assembled { bytes, pages: count, objects, out })
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

    fn opener(&mut self) -> Result<u32, AssembleError> {
        if let Some(number) = self.opener {
            return Ok(number);
        }
        let number = self.sink.reserve();
        self.sink.stream(number, b"", &[b"q\n"])?;
        self.opener = Some(number);
        Ok(number)
    }

    fn compose(
        &mut self,
        page: &Page,
        media: Rect,
        own: PageGeometry,
        mut from: Option<(&mut Open, usize)>,
    ) -> Result<Vec<Notice>, AssembleError> {
        let shown = PageGeometry { turn: own.turn.then(page.turn), ..own };
        let source = from.as_ref().map(|(open, _)| Arc::clone(&open.graph.source));
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
        if let (Some(source), Some((open, index))) = (&source, from.as_mut()) {
            let sheet = self.sheet(source, open, *index, &media, &mut layer, &mut on_page)?;
            contents = sheet.contents;
            if sheet.damaged {
                notices.push(Notice::ContentDamaged { page: *index });
            }
            self.annotations(source, open, *index, &mut layer, &mut annotations, &mut notices)?;
        }
        for placed in &page.pictures {
            let number = self.pictures.get(placed.picture.0).ok_or(AssembleError::NoSuchPicture)?;
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
            let target = self.pages.get(link.page).ok_or(AssembleError::NoSuchPage(link.page))?;
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
        let parent = self.levels.first().and_then(|l| l.get(self.written / FAN)).copied().unwrap_or(self.catalog);
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
                layer.resources(&mut out, graph, &mut self.sink, on_page, self.font.number);
                if let Some((source, index)) = source.as_ref().zip(from.as_ref().map(|f| f.1))
                    && let Some(group) = source.page_dict(index).and_then(|d| d.get_raw::<Object<'_>>(b"Group"))
                    && let Some((open, _)) = from.as_mut()
                {
                    out.extend_from_slice(b"/Group ");
                    open.graph.value(&mut out, &mut self.sink.numbers, &group, As::Plain);
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
        let number = self.pages.get(self.written).copied().unwrap_or(self.catalog);
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
        let balance = balance::balance(&read.bytes);
        sheet.damaged = read.damaged || balance.torn;
        for &at in &balance.surplus {
            if let Some(byte) = read.bytes.get_mut(at) {
                *byte = b' ';
            }
        }
        // What was not read to its end can only be kept apart as a whole.
        let alone = streams.len() == 1;
        let apart = if read.too_long { alone } else { sheet.damaged || balance.faulty };
        if !apart && (balance.surplus.is_empty() || read.too_long) {
            sheet.contents.push(self.opener()?);
            for id in streams {
                sheet.contents.extend(open.graph.number(&mut self.sink.numbers, id, As::Content));
            }
            if !read.too_long {
                layer.out.extend_from_slice(&balance.closing());
            }
            layer.out.extend_from_slice(b"Q\n");
        } else if !apart {
            let number = self.sink.reserve();
            let packed = deflate(&read.bytes)?;
            self.sink.stream(number, b"/Filter/FlateDecode", &[&packed])?;
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
            plain.resources(&mut entries, &mut open.graph, &mut self.sink, resources.take(), self.font.number);
            match streams.as_slice() {
                [only] if !read.unknown && (read.too_long || balance.surplus.is_empty()) => {
                    if let Some(Object::Stream(stream)) = source.object(*only) {
                        open.graph.coding(&mut entries, &mut self.sink.numbers, &stream);
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
        for part in annotation::read(source, index) {
            match part {
                Part::Look(look) => {
                    let Some(number) = open.graph.number(&mut self.sink.numbers, look.form, As::Appearance) else {
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
                            let page = open.placement.get(&target.page).and_then(|to| self.pages.get(*to));
                            match page {
                                Some(page) => {
                                    out.extend_from_slice(b"/Dest[");
                                    syntax::reference(&mut out, *page);
                                    out.extend_from_slice(&target.view);
                                    out.push(b']');
                                }
                                None if link.framed => {}
                                None => continue,
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
}

fn references(out: &mut Vec<u8>, numbers: &[u32]) {
    for (i, number) in numbers.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        syntax::reference(out, *number);
    }
}

/// What is drawn over a sheet, and the resources that this needs under names the sheet does not use.
struct Overlay {
    out: Vec<u8>,
    prefix: Vec<u8>,
    xobjects: Vec<u32>,
    /// Graphics states, as entries of their dictionaries.
    states: Vec<Vec<u8>>,
    font: bool,
}

const RESOURCES: [&[u8]; 8] =
    [b"ColorSpace", b"ExtGState", b"Font", b"Pattern", b"ProcSet", b"Properties", b"Shading", b"XObject"];

impl Overlay {
    fn new(source: Option<&Source>, resources: Option<&Dict<'_>>) -> Self {
        let mut prefix = b"Xpdt".to_vec();
        if let (Some(source), Some(resources)) = (source, resources) {
            let taken: Vec<Dict<'_>> = [b"Font".as_slice(), b"XObject", b"ExtGState"]
                .iter()
                .filter_map(|key| source.dict(resources, key))
                .collect();
            while taken.iter().any(|d| d.keys().any(|name| name.as_ref().starts_with(&prefix))) {
                prefix.push(b'_');
            }
        }
        Self { out: Vec::new(), prefix, xobjects: Vec::new(), states: Vec::new(), font: false }
    }

    fn font(&mut self) -> Vec<u8> {
        self.font = true;
        self.font_name()
    }

    fn font_name(&self) -> Vec<u8> {
        [self.prefix.as_slice(), b"F"].concat()
    }

    fn xobject(&mut self, number: u32) -> Vec<u8> {
        let index = match self.xobjects.iter().position(|n| *n == number) {
            Some(index) => index,
            None => {
                self.xobjects.push(number);
                self.xobjects.len() - 1
            }
        };
        self.xobject_name(index)
    }

    fn xobject_name(&self, index: usize) -> Vec<u8> {
        [self.prefix.as_slice(), b"X", index.to_string().as_bytes()].concat()
    }

    fn state(&mut self, entries: Vec<u8>) -> Vec<u8> {
        let index = match self.states.iter().position(|s| *s == entries) {
            Some(index) => index,
            None => {
                self.states.push(entries);
                self.states.len() - 1
            }
        };
        self.state_name(index)
    }

    fn state_name(&self, index: usize) -> Vec<u8> {
        [self.prefix.as_slice(), b"G", index.to_string().as_bytes()].concat()
    }

    fn own_states(&self, out: &mut Vec<u8>) {
        for (index, entries) in self.states.iter().enumerate() {
            syntax::name(out, &self.state_name(index));
            out.extend_from_slice(b"<</Type/ExtGState");
            out.extend_from_slice(entries);
            out.extend_from_slice(b">>");
        }
    }

    fn own_fonts(&self, out: &mut Vec<u8>, font: u32) {
        if self.font {
            syntax::name(out, &self.font_name());
            out.push(b' ');
            syntax::reference(out, font);
        }
    }

    fn own_xobjects(&self, out: &mut Vec<u8>) {
        for (index, number) in self.xobjects.iter().enumerate() {
            syntax::name(out, &self.xobject_name(index));
            out.push(b' ');
            syntax::reference(out, *number);
        }
    }

    fn own_resources(&self, out: &mut Vec<u8>, font: u32) {
        out.extend_from_slice(b"<</Font<<");
        self.own_fonts(out, font);
        out.extend_from_slice(b">>/XObject<<");
        self.own_xobjects(out);
        out.extend_from_slice(b">>/ExtGState<<");
        self.own_states(out);
        out.extend_from_slice(b">>>>");
    }

    /// The source's resources with ours among them, as a dictionary.
    fn resources<W: Write>(
        &self,
        out: &mut Vec<u8>,
        graph: &mut Graph,
        sink: &mut Sink<W>,
        resources: Option<Dict<'_>>,
        font: u32,
    ) {
        let Some(resources) = resources else {
            self.own_resources(out, font);
            return;
        };
        let source = Arc::clone(&graph.source);
        out.extend_from_slice(b"<<");
        for key in RESOURCES {
            let ours = match key {
                b"Font" => self.font,
                b"XObject" => !self.xobjects.is_empty(),
                b"ExtGState" => !self.states.is_empty(),
                _ => false,
            };
            let theirs = resources.get_raw::<Object<'_>>(key);
            if ours {
                syntax::name(out, key);
                out.extend_from_slice(b"<<");
                let dict = theirs.and_then(|raw| match raw.as_obj_ref() {
                    Some(r) => source.object(r.into()).and_then(as_dict),
                    None => source.resolve(raw).and_then(as_dict),
                });
                if let Some(dict) = dict {
                    graph.entries(out, &mut sink.numbers, &dict, As::Names, &[]);
                }
                match key {
                    b"Font" => self.own_fonts(out, font),
                    b"XObject" => self.own_xobjects(out),
                    _ => self.own_states(out),
                }
                out.extend_from_slice(b">>");
            } else if let Some(raw) = theirs {
                syntax::name(out, key);
                out.push(b' ');
                graph.value(out, &mut sink.numbers, &raw, As::Names);
            }
        }
        out.extend_from_slice(b">>");
    }
}
