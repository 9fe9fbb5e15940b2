//! Copies objects of a source and gives them new numbers.
//!
//! Asking for an object's new number (`number`) reserves it and puts the object into a queue;
//! `drain` writes the queue, and writing an object asks for the numbers of all objects that it
//! refers to. So a page pulls in all that it needs and nothing else, an object shared by several
//! pages is written once, with the first of them, and cycles end. Because the numbers are reserved
//! first, memory holds one object at a time; of a source only the map of numbers is kept.
//!
//! Copying is also the filter: whatever acts, describes how the source was made or leads out of the
//! page is left out, key by key and by the type of the object. A page outside the dossier becomes
//! `null`, one inside the new page object. Streams go through as their encoded bytes; of JPEGs only
//! the metadata is cut out.

use crate::copy::shared_size::SharedSize;
use crate::error::AssembleError;
use crate::file::object_writer::{Numbers, ObjectWriter};
use crate::file::syntax;
use crate::image::image_metadata::{self, Cleaned};
use crate::read::layers;
use crate::read::notice::Notice;
use crate::read::objects::Objects;
use crate::read::source::Source;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use std::collections::{HashMap, VecDeque};
use std::io::Write;
use std::ops::Deref;
use std::sync::Arc;

/// The use of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    /// Any object.
    Plain,
    /// A dictionary whose keys are names chosen by the file, so that none of them has a meaning.
    Names,
    /// The appearance of an annotation, which may lack entries that a form needs.
    Appearance,
    /// Content of a page, which must stay a stream even when it cannot be read.
    Content,
}

/// Missing objects that are looked for, since each search goes through the whole file.
const MOST_SEARCHES: usize = 20;
/// Padding that encryption adds to a stream without data.
const ENCRYPTED_PADDING: i64 = 32;

pub(crate) struct ObjectCopier<S = Arc<Source>> {
    pub(crate) source: S,
    numbers: HashMap<ObjectIdentifier, u32>,
    queue: VecDeque<(ObjectIdentifier, u32, ObjectKind)>,
    /// Page objects of the source, and the page objects of the dossier that they became.
    pages: HashMap<ObjectIdentifier, u32>,
    /// Layers that were copied. The catalog must list them.
    pub(crate) layers: Vec<(ObjectIdentifier, u32)>,
    searches_left: usize,
    /// Everything is copied as it is.
    unfiltered: bool,
    buffer: Vec<u8>,
    /// The objects that pages share, if asked for.
    pub(crate) shared_size: Option<SharedSize>,
}

/// Keys whose value is a dictionary of freely chosen names.
const NAME_MAPS: [&[u8]; 9] = [
    b"Font",
    b"XObject",
    b"ExtGState",
    b"ColorSpace",
    b"Pattern",
    b"Shading",
    b"Properties",
    b"CharProcs",
    b"Colorants",
];

/// Keys that act, that describe how the source was made, or that lead out of the page.
const DROPPED: [&[u8]; 16] = [
    b"AA",
    b"AF",
    b"JS",
    b"JavaScript",
    b"EmbeddedFiles",
    b"OpenAction",
    b"PieceInfo",
    b"Metadata",
    b"StructParent",
    b"StructParents",
    b"LastModified",
    b"OPI",
    b"Parent",
    b"Thumb",
    b"EF",
    b"Usage",
];

/// Keys of streams that are written anew, or that name data in another file.
const DROPPED_OF_STREAMS: [&[u8]; 5] = [b"Length", b"F", b"FFilter", b"FDecodeParms", b"DL"];

/// Types of objects that are never copied: a reference to one leads out of the page.
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

/// Types of actions.
const ACTIONS: [&[u8]; 17] = [
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ResetForm",
    b"ImportData",
    b"GoTo",
    b"GoToR",
    b"GoToE",
    b"GoToDp",
    b"Thread",
    b"Movie",
    b"Rendition",
    b"RichMediaExecute",
    b"GoTo3DView",
    b"SetOCGState",
    b"Hide",
    b"Named",
];

impl<S: Deref<Target = Source> + Clone> ObjectCopier<S> {
    pub(crate) fn new(source: S, pages: HashMap<ObjectIdentifier, u32>) -> Self {
        Self {
            source,
            numbers: HashMap::new(),
            queue: VecDeque::new(),
            pages,
            layers: Vec::new(),
            searches_left: MOST_SEARCHES,
            unfiltered: false,
            buffer: Vec::new(),
            shared_size: None,
        }
    }

    pub(crate) fn unfiltered(source: S) -> Self {
        Self {
            unfiltered: true,
            ..Self::new(source, HashMap::new())
        }
    }

    /// The new number of an object of the source; nothing when it is a page outside the dossier.
    pub(crate) fn number(
        &mut self,
        numbers: &mut Numbers,
        id: ObjectIdentifier,
        kind: ObjectKind,
    ) -> Option<u32> {
        let number = match self.numbers.get(&id) {
            Some(&number) => number,
            None if !self.unfiltered && self.source.tree.page_of(id).is_some() => {
                return self.pages.get(&id).copied();
            }
            None => {
                let number = numbers.reserve();
                self.numbers.insert(id, number);
                self.queue.push_back((id, number, kind));
                number
            }
        };
        if let Some(shared_size) = &mut self.shared_size {
            shared_size.names(number);
        }
        Some(number)
    }

    /// The new number of an object that was already copied.
    pub(crate) fn copied(&self, id: ObjectIdentifier) -> Option<u32> {
        self.numbers.get(&id).copied()
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
            MaybeRef::Ref(r) => match self.number(numbers, (*r).into(), kind) {
                Some(number) => syntax::reference(out, number),
                None => out.extend_from_slice(b"null"),
            },
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
                    self.value(out, numbers, &item, ObjectKind::Plain);
                }
                out.push(b']');
            }
            Object::Dict(d) => {
                if !self.unfiltered && kind != ObjectKind::Names && is_foreign(d) {
                    out.extend_from_slice(b"null");
                    return;
                }
                out.extend_from_slice(b"<<");
                let is_memberless = kind == ObjectKind::Plain
                    && !self.unfiltered
                    && layers::is_memberless(&self.source.objects, d);
                let skip: &[&[u8]] = if is_memberless {
                    &[b"OCGs", b"VE", b"P"]
                } else {
                    &[]
                };
                self.entries(out, numbers, d, kind, skip);
                out.extend_from_slice(b">>");
            }
        }
    }

    /// Writes the entries of a dictionary, without brackets.
    pub(crate) fn entries(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        dict: &Dict<'_>,
        kind: ObjectKind,
        skip: &[&[u8]],
    ) {
        let is_layer = kind == ObjectKind::Plain && !self.unfiltered && type_is(dict, b"OCG");
        for (key, value) in dict.entries() {
            let key: &[u8] = key.as_ref();
            if skip.contains(&key) {
                continue;
            }
            if !self.unfiltered && kind != ObjectKind::Names && DROPPED.contains(&key) {
                continue;
            }
            if is_layer && ![b"Type".as_slice(), b"Name", b"Intent"].contains(&key) {
                continue;
            }
            syntax::name(out, key);
            out.push(b' ');
            let within = if kind != ObjectKind::Names && NAME_MAPS.contains(&key) {
                ObjectKind::Names
            } else {
                ObjectKind::Plain
            };
            self.value(out, numbers, &value, within);
        }
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
                if !self.unfiltered && kind != ObjectKind::Content && is_foreign(stream.dict()) {
                    writer.object(number, b"null")?;
                    return Ok(None);
                }
                let data = stream.raw_data();
                self.stream(writer, number, &stream, &data, kind)?;
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
                if matches!(&object, Object::Dict(d) if type_is(d, b"OCG")) {
                    self.layers.push((id, number));
                }
                let mut out = std::mem::take(&mut self.buffer);
                out.clear();
                self.object(&mut out, &mut writer.numbers, &object, kind);
                writer.object(number, &out)?;
                self.buffer = out;
                Ok(None)
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
        kind: ObjectKind,
    ) -> Result<(), AssembleError> {
        let cleaned = if self.unfiltered {
            None
        } else {
            image_metadata::cleaned(&self.source.objects, stream, data)
        };
        let mut out = Vec::new();
        match cleaned {
            None => {
                self.stream_entries(&mut out, &mut writer.numbers, stream, kind);
                writer.stream(number, &out, &[data])
            }
            Some(Cleaned::Pieces(pieces)) => {
                self.stream_entries(&mut out, &mut writer.numbers, stream, kind);
                writer.stream(number, &out, &pieces)
            }
            Some(Cleaned::Unwrapped(picture)) => {
                self.unwrapped_entries(&mut out, &mut writer.numbers, stream);
                writer.stream(number, &out, &[&picture])
            }
        }
    }

    /// The filters of a stream, as entries.
    pub(crate) fn filters(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        stream: &Stream<'_>,
    ) {
        let dict = stream.dict();
        let source = self.source.clone();
        if source.was_encrypted() && without_crypt(&source.objects, dict, out) {
            return;
        }
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            if let Some(value) = dict.get_raw::<Object<'_>>(key) {
                syntax::name(out, key);
                out.push(b' ');
                self.value(out, numbers, &value, ObjectKind::Plain);
            }
        }
    }

    /// The entries of a picture from which all filters but its own format were removed.
    fn unwrapped_entries(&mut self, out: &mut Vec<u8>, numbers: &mut Numbers, stream: &Stream<'_>) {
        let source = self.source.clone();
        if let Some(last) = stream.filters().last() {
            out.extend_from_slice(match last {
                Filter::JpxDecode => b"/Filter/JPXDecode",
                _ => b"/Filter/DCTDecode",
            });
        }
        if let Some(parameters) = image_metadata::parameters(&source.objects, stream) {
            out.extend_from_slice(b"/DecodeParms ");
            self.object(out, numbers, &parameters, ObjectKind::Plain);
        }
        let skip = [
            DROPPED_OF_STREAMS.as_slice(),
            &[b"Filter".as_slice(), b"DecodeParms"],
        ]
        .concat();
        self.entries(out, numbers, stream.dict(), ObjectKind::Plain, &skip);
    }

    fn stream_entries(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        stream: &Stream<'_>,
        kind: ObjectKind,
    ) {
        let dict = stream.dict();
        let source = self.source.clone();
        let objects = &source.objects;
        let mut skip: Vec<&[u8]> = if self.unfiltered {
            vec![b"Length"]
        } else {
            DROPPED_OF_STREAMS.to_vec()
        };
        if source.was_encrypted() && without_crypt(objects, dict, out) {
            skip.extend([b"Filter".as_slice(), b"DecodeParms"]);
        }
        if kind == ObjectKind::Appearance {
            // Appearances are drawn as forms, even if the file does not say that they are.
            skip.extend([b"Type".as_slice(), b"Subtype"]);
            out.extend_from_slice(b"/Type /XObject/Subtype /Form");
            if !dict.contains_key(b"Resources")
                && let Some(defaults) = objects.form().and_then(|f| objects.dict(&f, b"DR"))
            {
                out.extend_from_slice(b"/Resources ");
                self.object(out, numbers, &Object::Dict(defaults), ObjectKind::Plain);
            }
        }
        self.entries(out, numbers, dict, ObjectKind::Plain, &skip);
    }
}

fn type_is(dict: &Dict<'_>, wanted: &[u8]) -> bool {
    direct_name(dict, b"Type").is_some_and(|n| n.as_ref() == wanted)
}

fn direct_name<'a>(dict: &Dict<'a>, key: &[u8]) -> Option<Name<'a>> {
    match dict.get_raw::<Object<'_>>(key)? {
        MaybeRef::NotRef(o) => o.into_name(),
        MaybeRef::Ref(_) => None,
    }
}

fn is_foreign(dict: &Dict<'_>) -> bool {
    let is_one_of = |key: &[u8], names: &[&[u8]]| {
        direct_name(dict, key).is_some_and(|n| names.contains(&n.as_ref()))
    };
    is_one_of(b"Type", &FOREIGN) || is_one_of(b"S", &ACTIONS)
}

/// Whether a stream declares more data than the padding of an encrypted one without data.
fn declares_data(source: &Source, stream: &Stream<'_>) -> bool {
    source
        .objects
        .int(stream.dict(), b"Length")
        .is_some_and(|length| length > ENCRYPTED_PADDING)
}

/// Writes the filters without Crypt, because the data is decrypted already. Returns false, and
/// writes nothing, if there is no Crypt.
fn without_crypt(objects: &Objects, dict: &Dict<'_>, out: &mut Vec<u8>) -> bool {
    let filters: Vec<Name<'_>> = match objects.value(dict, b"Filter") {
        Some(Object::Name(n)) => vec![n],
        Some(Object::Array(a)) => a
            .raw_iter()
            .filter_map(|f| objects.resolve(f)?.into_name())
            .collect(),
        _ => return false,
    };
    let Some((crypt, others)) = filters.split_first() else {
        return false;
    };
    if crypt.as_ref() != b"Crypt" {
        return false;
    }
    let parameters: Vec<Option<Dict<'_>>> = match objects.value(dict, b"DecodeParms") {
        Some(Object::Dict(d)) => vec![Some(d)],
        Some(Object::Array(a)) => a
            .raw_iter()
            .map(|p| objects.resolve(p).and_then(Object::into_dict))
            .collect(),
        _ => Vec::new(),
    };
    out.extend_from_slice(b"/Filter[");
    for filter in others {
        syntax::name(out, filter.as_ref());
    }
    out.extend_from_slice(b"]/DecodeParms[");
    for i in 1..filters.len() {
        match parameters.get(i).and_then(Option::as_ref) {
            Some(parameters) => write_parameters(objects, parameters, out),
            None => out.extend_from_slice(b"null "),
        }
    }
    out.push(b']');
    true
}

/// Writes the parameters of a filter, which are numbers and booleans only.
fn write_parameters<'a>(objects: &'a Objects, parameters: &Dict<'a>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in parameters.entries() {
        let mut token = Vec::new();
        match objects.resolve(value) {
            Some(Object::Number(n)) => syntax::number(&mut token, &n),
            Some(Object::Boolean(b)) => {
                token.extend_from_slice(if b { b"true" } else { b"false" });
            }
            _ => continue,
        }
        syntax::name(out, key.as_ref());
        out.push(b' ');
        out.extend_from_slice(&token);
    }
    out.extend_from_slice(b">>");
}
