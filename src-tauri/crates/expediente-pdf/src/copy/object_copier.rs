//! Copies objects of a source and gives them new numbers.
//!
//! Asking for an object's new number (`number`) reserves it and puts the object into a queue;
//! `drain` writes the queue, and writing an object asks for the numbers of all objects that it
//! refers to. So a page pulls in all that it needs and nothing else, an object shared by several
//! pages is written once, with the first of them, and cycles end. Because the numbers are reserved
//! first, memory holds one object at a time; of a source only the map of numbers is kept.
//!
//! Copying is also the filter: `object_kind` says which entries an object may have, by what names
//! it, and `used_resources` which resources content needs. All else is left out. Streams go through
//! as their encoded bytes; of JPEGs only the metadata is cut out.

use crate::copy::filters;
use crate::copy::object_kind::ObjectKind;
use crate::copy::shared_size::SharedSize;
use crate::copy::used_resources::{self, UsedResources};
use crate::error::AssembleError;
use crate::file::deflate::deflate;
use crate::file::object_writer::{Numbers, ObjectWriter};
use crate::file::syntax;
use crate::image::image_metadata::{self, Cleaned};
use crate::read::content;
use crate::read::content_names::{Category, ContentNames};
use crate::read::layers;
use crate::read::notice::Notice;
use crate::read::objects::Objects;
use crate::read::source::Source;
use crate::read::visible::visible_content::VisibleContent;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use std::collections::{HashMap, VecDeque};
use std::io::Write;
use std::ops::Deref;
use std::sync::Arc;

/// Missing objects that are looked for, since each search goes through the whole file.
const MOST_SEARCHES: usize = 20;
/// Padding that encryption adds to a stream without data.
const ENCRYPTED_PADDING: i64 = 32;

pub(crate) struct ObjectCopier<S = Arc<Source>> {
    pub(crate) source: S,
    /// The new number of each object in each of its uses.
    numbers: HashMap<(ObjectIdentifier, ObjectKind), u32>,
    queue: VecDeque<(ObjectIdentifier, u32, ObjectKind)>,
    used: UsedResources,
    /// Words of layers that are off had to stay.
    pub(crate) keeps_hidden: bool,
    searches_left: usize,
    /// The pictures are known to have nothing that is cut out of them, so that none is searched.
    pub(crate) knows_pictures: bool,
    /// Something was cut out of a picture.
    pub(crate) cuts_pictures: bool,
    buffer: Vec<u8>,
    /// The objects that pages share, if asked for.
    pub(crate) shared_size: Option<SharedSize>,
}

/// Keys of streams that are written anew, or that name data in another file.
const REWRITTEN: [&[u8]; 7] = [
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"F",
    b"FFilter",
    b"FDecodeParms",
    b"DL",
];

/// Stands for a form or an image in a layer that is off.
const EMPTY_FORM: &[u8] = b"/Type/XObject/Subtype/Form/BBox[0 0 0 0]";

/// Types of objects that a page does not draw with: a reference to one leads out of the page.
const FOREIGN: [&[u8]; 15] = [
    b"Page",
    b"Pages",
    b"Catalog",
    b"StructTreeRoot",
    b"StructElem",
    b"Filespec",
    b"EmbeddedFile",
    b"Metadata",
    b"Sig",
    b"Action",
    b"XRef",
    b"ObjStm",
    b"Annot",
    b"Outlines",
    b"Template",
];

impl<S: Deref<Target = Source> + Clone> ObjectCopier<S> {
    pub(crate) fn new(source: S) -> Self {
        Self {
            source,
            numbers: HashMap::new(),
            queue: VecDeque::new(),
            used: UsedResources::default(),
            keeps_hidden: false,
            searches_left: MOST_SEARCHES,
            knows_pictures: false,
            cuts_pictures: false,
            buffer: Vec::new(),
            shared_size: None,
        }
    }

    /// The new number of an object of the source; nothing when it is a page, which no page draws.
    pub(crate) fn number(
        &mut self,
        numbers: &mut Numbers,
        id: ObjectIdentifier,
        kind: ObjectKind,
    ) -> Option<u32> {
        let number = match self.numbers.get(&(id, kind)) {
            Some(&number) => number,
            None if kind != ObjectKind::Whole && self.source.tree.page_of(id).is_some() => {
                return None;
            }
            None => {
                let number = numbers.reserve();
                self.numbers.insert((id, kind), number);
                self.queue.push_back((id, number, kind));
                number
            }
        };
        if let Some(shared_size) = &mut self.shared_size {
            shared_size.names(number);
        }
        Some(number)
    }

    /// Begins a page: names that its forms lack are looked up in its resources.
    pub(crate) fn begin_page(&mut self, page: usize) {
        self.used.page = page;
    }

    /// Writes a value: a reference with its new number, anything else in place.
    pub(crate) fn value(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        value: &MaybeRef<Object<'_>>,
        kind: ObjectKind,
    ) {
        match value {
            MaybeRef::Ref(r) => {
                let id = ObjectIdentifier::from(*r);
                let source = self.source.clone();
                if kind == ObjectKind::Value
                    && let Some(object) = source.objects.get(id)
                    && !matches!(object, Object::Array(_))
                {
                    // A single number or name needs no object of its own.
                    self.object(out, numbers, &object, kind);
                    return;
                }
                match self.number(numbers, id, kind) {
                    Some(number) => syntax::reference(out, number),
                    None => out.extend_from_slice(b"null"),
                }
            }
            MaybeRef::NotRef(object) => self.object(out, numbers, object, kind),
        }
    }

    fn object(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        object: &Object<'_>,
        kind: ObjectKind,
    ) {
        match object {
            Object::Null(_) | Object::Stream(_) => out.extend_from_slice(b"null"),
            Object::Boolean(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
            Object::Number(n) => syntax::number(out, n),
            Object::String(s) => syntax::string(out, s.as_ref()),
            Object::Name(n) => syntax::name(out, n.as_ref()),
            Object::Array(items) => {
                out.push(b'[');
                for (i, item) in items.raw_iter().enumerate() {
                    if i > 0 {
                        out.push(b' ');
                    }
                    self.value(out, numbers, &item, kind);
                }
                out.push(b']');
            }
            Object::Dict(dict) => self.dictionary(out, numbers, dict, kind),
        }
    }

    /// Writes a dictionary with the entries that its kind may have.
    pub(crate) fn dictionary(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        dict: &Dict<'_>,
        kind: ObjectKind,
    ) {
        if !kind.is_structure() || (kind != ObjectKind::Whole && is_foreign(dict)) {
            out.extend_from_slice(b"null");
            return;
        }
        out.extend_from_slice(b"<<");
        self.entries(out, numbers, dict, kind, &[]);
        if kind == ObjectKind::Font && self.source.objects.name_is(dict, b"Subtype", b"Type3") {
            self.own_resources(out, numbers, dict, None);
        }
        out.extend_from_slice(b">>");
    }

    /// Writes the entries of a dictionary, without brackets.
    fn entries(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        dict: &Dict<'_>,
        kind: ObjectKind,
        skip: &[&[u8]],
    ) {
        for (key, value) in dict.entries() {
            let key: &[u8] = key.as_ref();
            let Some(within) = kind.entry(key) else {
                continue;
            };
            if skip.contains(&key) {
                continue;
            }
            syntax::name(out, key);
            out.push(b' ');
            self.value(out, numbers, &value, within);
        }
    }

    /// Writes those resources that `used` names, by category, as entries without brackets. `ours`
    /// adds entries to a category.
    pub(crate) fn resources(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        resources: &Dict<'_>,
        used: &ContentNames,
        ours: &dyn Fn(Category) -> Vec<u8>,
    ) {
        let source = self.source.clone();
        for (category, key) in Category::ALL {
            let mut entries = ours(category);
            if let Some(dict) = source.objects.dict(resources, key) {
                for (name, value) in dict.entries() {
                    // Content names no layers any more.
                    let is_layer = category == Category::Properties
                        && layers::is_layer(&source.objects, &value);
                    if used.has(category, name.as_ref()) && !is_layer {
                        syntax::name(&mut entries, name.as_ref());
                        entries.push(b' ');
                        self.value(&mut entries, numbers, &value, kind_of(category));
                    }
                }
            }
            if !entries.is_empty() {
                syntax::name(out, key);
                out.extend_from_slice(b"<<");
                out.extend_from_slice(&entries);
                out.extend_from_slice(b">>");
            }
        }
    }

    /// The names that content uses of these resources.
    pub(crate) fn used_by(&mut self, content: &ContentNames, resources: &Dict<'_>) -> ContentNames {
        let source = self.source.clone();
        self.used.of_content(&source, content, resources)
    }

    /// Writes the resources of a form, a pattern or a Type 3 font that its content names; nothing
    /// where it has none. `id` is the object it was read from.
    fn own_resources(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        dict: &Dict<'_>,
        id: Option<ObjectIdentifier>,
    ) {
        let source = self.source.clone();
        let Some(resources) = source.objects.dict(dict, b"Resources") else {
            return;
        };
        let used = match id {
            Some(id) => self.used.within(&source, id),
            None => self.used.within_font(&source, dict),
        };
        out.extend_from_slice(b"/Resources<<");
        self.resources(out, numbers, &resources, &used, &|_| Vec::new());
        out.extend_from_slice(b">>");
    }

    /// Writes everything that was asked for and all that it leads to. This ends a page.
    pub(crate) fn drain<W: Write>(
        &mut self,
        writer: &mut ObjectWriter<W>,
    ) -> Result<Vec<Notice>, AssembleError> {
        let source = self.source.clone();
        let mut notices = Vec::new();
        while let Some((id, number, kind)) = self.queue.pop_front() {
            let before = writer.written();
            if let Some(shared_size) = &mut self.shared_size {
                shared_size.begin(number);
            }
            notices.extend(self.copy(writer, &source, id, number, kind)?);
            if let Some(shared_size) = &mut self.shared_size {
                shared_size.end(number, writer.written() - before);
            }
        }
        if let Some(shared_size) = &mut self.shared_size {
            shared_size.end_page();
        }
        if self.used.too_long && source.has_hidden_layers() {
            return Err(AssembleError::HiddenUnexamined(self.used.page));
        }
        Ok(notices)
    }

    /// Writes one object. Returns a notice when it cannot be read.
    fn copy<W: Write>(
        &mut self,
        writer: &mut ObjectWriter<W>,
        source: &Source,
        id: ObjectIdentifier,
        number: u32,
        kind: ObjectKind,
    ) -> Result<Option<Notice>, AssembleError> {
        let unreadable = Notice::PartUnreadable {
            object: id.obj_number,
        };
        match source.objects.get(id) {
            Some(Object::Stream(stream)) => {
                let is_left_out = !matches!(kind, ObjectKind::Whole | ObjectKind::Content)
                    && (!kind.is_structure() || is_foreign(stream.dict()));
                if is_left_out {
                    writer.object(number, b"null")?;
                    return Ok(None);
                }
                // Viewers ask the annotation, not its appearance, whether its layer is on.
                let is_drawn = kind == ObjectKind::XObject;
                if is_drawn && used_resources::is_off(source, stream.dict()) {
                    writer.stream(number, EMPTY_FORM, &[])?;
                    return Ok(None);
                }
                let data = stream.raw_data();
                self.stream(writer, number, &stream, &data, (id, kind))?;
                let is_lost =
                    data.is_empty() && source.was_encrypted() && declares_data(source, &stream);
                Ok(is_lost.then_some(unreadable))
            }
            _ if kind == ObjectKind::Content => {
                writer.stream(number, b"", &[])?;
                Ok(Some(unreadable))
            }
            None => {
                writer.object(number, b"null")?;
                if self.searches_left == 0 {
                    return Ok(None);
                }
                self.searches_left -= 1;
                Ok(source.objects.is_lost(id).then_some(unreadable))
            }
            Some(object) => {
                // What is drawn is a stream; a stream that a reader takes for none is lost.
                let is_hollow = kind == ObjectKind::XObject && !matches!(object, Object::Null(_));
                let mut out = std::mem::take(&mut self.buffer);
                out.clear();
                self.object(&mut out, &mut writer.numbers, &object, kind);
                writer.object(number, &out)?;
                self.buffer = out;
                Ok(is_hollow.then_some(unreadable))
            }
        }
    }

    /// Writes a stream, a picture without its metadata.
    fn stream<W: Write>(
        &mut self,
        writer: &mut ObjectWriter<W>,
        number: u32,
        stream: &Stream<'_>,
        data: &[u8],
        (id, kind): (ObjectIdentifier, ObjectKind),
    ) -> Result<(), AssembleError> {
        let mut out = Vec::new();
        if kind == ObjectKind::Whole {
            let (numbers, source) = (&mut writer.numbers, self.source.clone());
            let mut skip: Vec<&[u8]> = vec![b"Length"];
            if source.was_encrypted() && is_crypt(&source.objects, stream.dict()) {
                skip.extend([b"Filter".as_slice(), b"DecodeParms"]);
                self.filters(&mut out, numbers, stream);
            }
            self.entries(&mut out, numbers, stream.dict(), kind, &skip);
            return writer.stream(number, &out, &[data]);
        }
        let source = self.source.clone();
        let numbers = &mut writer.numbers;
        let objects = &source.objects;
        if let Some(seen) = self.seen(stream, id, kind) {
            if seen.keeps_hidden {
                self.keeps_hidden = true;
            }
            let packed = deflate(&seen.bytes)?;
            out.extend_from_slice(b"/Filter/FlateDecode");
            self.stream_entries(&mut out, numbers, stream, id, kind);
            return writer.stream(number, &out, &[&packed]);
        }
        if let Some(packed) = repacked(objects, stream, data)? {
            out.extend_from_slice(b"/Filter/FlateDecode");
            self.stream_entries(&mut out, numbers, stream, id, kind);
            return writer.stream(number, &out, &[&packed]);
        }
        let cleaned = match self.knows_pictures {
            true => None,
            false => image_metadata::cleaned(objects, stream, data),
        };
        self.cuts_pictures |= cleaned.is_some();
        match cleaned {
            None => {
                self.filters(&mut out, numbers, stream);
                self.stream_entries(&mut out, numbers, stream, id, kind);
                writer.stream(number, &out, &[data])
            }
            Some(Cleaned::Pieces(pieces)) => {
                self.filters(&mut out, numbers, stream);
                self.stream_entries(&mut out, numbers, stream, id, kind);
                writer.stream(number, &out, &pieces)
            }
            Some(Cleaned::Unwrapped(picture)) => {
                self.unwrapped_filter(&mut out, numbers, stream);
                self.stream_entries(&mut out, numbers, stream, id, kind);
                writer.stream(number, &out, &[&picture])
            }
        }
    }

    /// The content of a stream without the layers that are off; nothing where all of it stays.
    fn seen(
        &mut self,
        stream: &Stream<'_>,
        id: ObjectIdentifier,
        kind: ObjectKind,
    ) -> Option<VisibleContent> {
        let source = self.source.clone();
        let own = source.objects.dict(stream.dict(), b"Resources");
        match kind {
            ObjectKind::XObject
            | ObjectKind::Form
            | ObjectKind::Appearance
            | ObjectKind::Pattern => {
                // The names are looked for first, and with them the layers.
                let _ = self.used.within(&source, id);
                self.used.seen(&source, id, stream, own)
            }
            ObjectKind::Content => self.used.glyphs.remove(&id),
            _ => None,
        }
    }

    /// Writes the filters of a stream as entries. Where its data is decrypted already, without the
    /// filter for that.
    pub(crate) fn filters(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        stream: &Stream<'_>,
    ) {
        let source = self.source.clone();
        let mut filters = filters::read(&source.objects, stream.dict());
        if source.was_encrypted() {
            filters.retain(|(name, _)| name != b"Crypt");
        }
        let (open, close): (&[u8], &[u8]) = match filters.len() {
            0 => return,
            1 => (b"", b""),
            _ => (b"[", b"]"),
        };
        out.extend_from_slice(b"/Filter");
        out.extend_from_slice(open);
        for (name, _) in &filters {
            syntax::name(out, name);
        }
        out.extend_from_slice(close);
        if filters.iter().all(|(_, parameters)| parameters.is_none()) {
            return;
        }
        out.extend_from_slice(b"/DecodeParms");
        out.extend_from_slice(open);
        for (_, parameters) in &filters {
            match parameters {
                Some(parameters) => {
                    self.dictionary(out, numbers, parameters, ObjectKind::FilterParameters);
                }
                None => out.extend_from_slice(b"null "),
            }
        }
        out.extend_from_slice(close);
    }

    /// The filter of a picture from which all filters but its own format were removed.
    fn unwrapped_filter(&mut self, out: &mut Vec<u8>, numbers: &mut Numbers, stream: &Stream<'_>) {
        let source = self.source.clone();
        if let Some(last) = stream.filters().last() {
            out.extend_from_slice(match last {
                Filter::JpxDecode => b"/Filter/JPXDecode",
                _ => b"/Filter/DCTDecode",
            });
        }
        if let Some(parameters) = image_metadata::parameters(&source.objects, stream) {
            out.extend_from_slice(b"/DecodeParms ");
            self.object(out, numbers, &parameters, ObjectKind::FilterParameters);
        }
    }

    /// Writes the entries of a stream besides those of its encoding.
    fn stream_entries(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        stream: &Stream<'_>,
        id: ObjectIdentifier,
        kind: ObjectKind,
    ) {
        let dict = stream.dict();
        let source = self.source.clone();
        let objects = &source.objects;
        let mut skip = REWRITTEN.to_vec();
        let kind = match objects.name(dict, b"Subtype") {
            Some(subtype) if kind == ObjectKind::XObject => match subtype.as_ref() {
                b"Image" => ObjectKind::Image,
                b"Form" => ObjectKind::Form,
                _ => kind,
            },
            _ => kind,
        };
        if kind == ObjectKind::Appearance {
            // Appearances are drawn as forms, even if the file does not say that they are.
            skip.extend([b"Type".as_slice(), b"Subtype"]);
            out.extend_from_slice(b"/Type /XObject/Subtype /Form");
            if !dict.contains_key(b"Resources")
                && let Some(defaults) = objects.form().and_then(|f| objects.dict(&f, b"DR"))
            {
                let names = self.used.within(&source, id);
                let used = self.used_by(&names, &defaults);
                out.extend_from_slice(b"/Resources<<");
                self.resources(out, numbers, &defaults, &used, &|_| Vec::new());
                out.extend_from_slice(b">>");
            }
        }
        self.entries(out, numbers, dict, kind, &skip);
        if matches!(
            kind,
            ObjectKind::Appearance | ObjectKind::Form | ObjectKind::XObject | ObjectKind::Pattern
        ) {
            self.own_resources(out, numbers, dict, Some(id));
        }
    }
}

/// The data of a stream deflated, where it is not compressed, or by filters that not all programs
/// read or keep. Nothing where it can stay as it is, or cannot be decoded here.
///
/// So every stream of a dossier is Flate or a picture's own format, and a program that writes the
/// dossier anew has no reason to change one.
fn repacked(
    objects: &Objects,
    stream: &Stream<'_>,
    data: &[u8],
) -> Result<Option<Vec<u8>>, AssembleError> {
    let filters = filters::read(objects, stream.dict());
    let is_kept = |name: &[u8]| {
        matches!(
            name,
            b"FlateDecode" | b"DCTDecode" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode"
        )
    };
    match filters.as_slice() {
        [] => return Ok(Some(deflate(data)?)),
        [(only, _)] if is_kept(only) => return Ok(None),
        [.., (last, _)] if last != b"FlateDecode" && is_kept(last) => return Ok(None),
        _ => {}
    }
    let mut content = content::of_stream(objects, stream);
    if content.damaged || content.unknown || content.too_long {
        return Ok(None);
    }
    Ok(Some(content.take_packed()?))
}

/// The kind of a resource by its category.
fn kind_of(category: Category) -> ObjectKind {
    match category {
        Category::ColorSpace => ObjectKind::ColorSpace,
        Category::ExtGState => ObjectKind::GraphicsState,
        Category::Font => ObjectKind::Font,
        Category::Pattern => ObjectKind::Pattern,
        Category::Properties => ObjectKind::Properties,
        Category::Shading => ObjectKind::Shading,
        Category::XObject => ObjectKind::XObject,
    }
}

fn direct_name<'a>(dict: &Dict<'a>, key: &[u8]) -> Option<Name<'a>> {
    match dict.get_raw::<Object<'_>>(key)? {
        MaybeRef::NotRef(o) => o.into_name(),
        MaybeRef::Ref(_) => None,
    }
}

fn is_foreign(dict: &Dict<'_>) -> bool {
    direct_name(dict, b"Type").is_some_and(|n| FOREIGN.contains(&n.as_ref()))
}

/// Whether a stream declares more data than the padding of an encrypted one without data.
fn declares_data(source: &Source, stream: &Stream<'_>) -> bool {
    source
        .objects
        .int(stream.dict(), b"Length")
        .is_some_and(|length| length > ENCRYPTED_PADDING)
}

/// Whether the data of a stream is encrypted by a filter of its own.
fn is_crypt(objects: &Objects, dict: &Dict<'_>) -> bool {
    let filters = filters::read(objects, dict);
    filters.first().is_some_and(|(name, _)| name == b"Crypt")
}
