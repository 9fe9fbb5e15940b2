//! Copies objects of a source with new numbers: what is shared is copied once, what acts is left behind.
//!
//! Streams go through as raw bytes. Which objects are wanted is left to the caller, who asks for references
//! and then drains the queue of what they lead to.

use crate::copy::shared_size::SharedSize;
use crate::error::AssembleError;
use crate::file::object_writer::{Numbers, ObjectWriter};
use crate::file::syntax;
use crate::image::image_metadata::{self, Plain};
use crate::read::layers;
use crate::read::notice::Notice;
use crate::read::source::Source;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Stream};
use std::collections::{HashMap, VecDeque};
use std::io::Write;
use std::ops::Deref;
use std::sync::Arc;

/// How an object is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// Like any object.
    Plain,
    /// Its keys are names that the file chose, so that none of them means anything.
    Names,
    /// As the appearance of an annotation, which may lack what a form needs.
    Appearance,
    /// As content of a page, which must be a stream whatever becomes of it.
    Content,
}

pub(crate) struct ObjectCopier<S = Arc<Source>> {
    pub(crate) source: S,
    numbers: HashMap<ObjectIdentifier, u32>,
    queue: VecDeque<(ObjectIdentifier, u32, As)>,
    /// Page objects of the source and the dossier's page objects they became.
    pages: HashMap<ObjectIdentifier, u32>,
    /// Layers that were copied: what shows them must be able to name them.
    pub(crate) layers: Vec<(ObjectIdentifier, u32)>,
    /// How many more missing objects are looked for.
    looks_left: usize,
    /// Everything is wanted as it is: no filter.
    whole: bool,
    buffer: Vec<u8>,
    /// Which objects pages share, where somebody asks.
    pub(crate) tally: Option<SharedSize>,
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

/// Keys that act, that tell of the source's making, or that lead out of the page.
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

const DROPPED_OF_STREAMS: [&[u8]; 5] = [b"Length", b"F", b"FFilter", b"FDecodeParms", b"DL"];

/// Types of objects that are never copied: reaching one means having left the page.
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
            looks_left: 20,
            whole: false,
            buffer: Vec::new(),
            tally: None,
        }
    }

    pub(crate) fn whole(source: S) -> Self {
        Self {
            whole: true,
            ..Self::new(source, HashMap::new())
        }
    }

    /// The new number of an object of the source; nothing when it is a page outside the dossier.
    pub(crate) fn number(
        &mut self,
        numbers: &mut Numbers,
        id: ObjectIdentifier,
        read: As,
    ) -> Option<u32> {
        if let Some(&number) = self.numbers.get(&id) {
            if let Some(tally) = &mut self.tally {
                tally.names(number);
            }
            return Some(number);
        }
        if !self.whole && self.source.page_of(id).is_some() {
            return self.pages.get(&id).copied();
        }
        let number = numbers.reserve();
        self.numbers.insert(id, number);
        if let Some(tally) = &mut self.tally {
            tally.names(number);
        }
        self.queue.push_back((id, number, read));
        Some(number)
    }

    /// The new number of an object that was already copied.
    pub(crate) fn copied(&self, id: ObjectIdentifier) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// Writes a value: a reference by its new number, anything else in place.
    pub(crate) fn value(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        value: &MaybeRef<Object<'_>>,
        read: As,
    ) {
        match value {
            MaybeRef::Ref(r) => match self.number(numbers, (*r).into(), read) {
                Some(number) => syntax::reference(out, number),
                None => out.extend_from_slice(b"null"),
            },
            MaybeRef::NotRef(object) => self.object(out, numbers, object, read),
        }
    }

    pub(crate) fn object(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        object: &Object<'_>,
        read: As,
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
                    self.value(out, numbers, &item, As::Plain);
                }
                out.push(b']');
            }
            Object::Dict(d) => {
                if !self.whole && read != As::Names && is_foreign(d) {
                    out.extend_from_slice(b"null");
                    return;
                }
                out.extend_from_slice(b"<<");
                let memberless =
                    read == As::Plain && !self.whole && layers::is_memberless(&self.source, d);
                let skip: &[&[u8]] = if memberless {
                    &[b"OCGs", b"VE", b"P"]
                } else {
                    &[]
                };
                self.entries(out, numbers, d, read, skip);
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
        read: As,
        skip: &[&[u8]],
    ) {
        let layer = read == As::Plain && !self.whole && type_is(dict, b"OCG");
        for (key, value) in dict.entries() {
            let key: &[u8] = key.as_ref();
            if skip.contains(&key) {
                continue;
            }
            if !self.whole && read != As::Names && DROPPED.contains(&key) {
                continue;
            }
            if layer && ![b"Type".as_slice(), b"Name", b"Intent"].contains(&key) {
                continue;
            }
            syntax::name(out, key);
            out.push(b' ');
            let within = if read != As::Names && NAME_MAPS.contains(&key) {
                As::Names
            } else {
                As::Plain
            };
            self.value(out, numbers, &value, within);
        }
    }

    /// Writes everything that was asked for, what it leads to, and nothing after: with it a page ends.
    pub(crate) fn drain<W: Write>(
        &mut self,
        sink: &mut ObjectWriter<W>,
    ) -> Result<Vec<Notice>, AssembleError> {
        let source = self.source.clone();
        let mut notices = Vec::new();
        let mut out = std::mem::take(&mut self.buffer);
        let mut open: Option<(u32, u64)> = None;
        loop {
            if let (Some(tally), Some((number, before))) = (&mut self.tally, open.take()) {
                tally.wrote(number, sink.written() - before);
            }
            let Some((id, number, read)) = self.queue.pop_front() else {
                break;
            };
            if let Some(tally) = &mut self.tally {
                tally.begins(number);
                open = Some((number, sink.written()));
            }
            out.clear();
            match source.object(id) {
                Some(Object::Stream(stream)) => {
                    if !self.whole && read != As::Content && is_foreign(stream.dict()) {
                        sink.object(number, b"null")?;
                        continue;
                    }
                    let data = stream.raw_data();
                    if data.is_empty() && source.was_encrypted() && declares_data(&source, &stream)
                    {
                        notices.push(Notice::PartUnreadable {
                            object: id.obj_number,
                        });
                    }
                    let plain = if self.whole {
                        None
                    } else {
                        image_metadata::plain(&source, &stream, &data)
                    };
                    match plain {
                        None => {
                            self.stream_entries(&mut out, &mut sink.numbers, &stream, read);
                            sink.stream(number, &out, &[&data])?;
                        }
                        Some(Plain::Pieces(pieces)) => {
                            self.stream_entries(&mut out, &mut sink.numbers, &stream, read);
                            let pieces: Vec<&[u8]> = pieces
                                .into_iter()
                                .filter_map(|piece| data.get(piece))
                                .collect();
                            sink.stream(number, &out, &pieces)?;
                        }
                        Some(Plain::Unpacked(picture)) => {
                            self.unpacked_entries(&mut out, &mut sink.numbers, &stream);
                            sink.stream(number, &out, &[&picture])?;
                        }
                    }
                }
                _ if read == As::Content => {
                    notices.push(Notice::PartUnreadable {
                        object: id.obj_number,
                    });
                    sink.stream(number, b"", &[])?;
                }
                None => {
                    // Looking for one goes through the whole file.
                    if self.looks_left > 0 {
                        self.looks_left -= 1;
                        if source.is_lost(id) {
                            notices.push(Notice::PartUnreadable {
                                object: id.obj_number,
                            });
                        }
                    }
                    sink.object(number, b"null")?;
                }
                Some(object) => {
                    if matches!(&object, Object::Dict(d) if type_is(d, b"OCG")) {
                        self.layers.push((id, number));
                    }
                    self.object(&mut out, &mut sink.numbers, &object, read);
                    sink.object(number, &out)?;
                }
            }
        }
        if let Some(tally) = &mut self.tally {
            tally.page_ends();
        }
        self.buffer = out;
        Ok(notices)
    }

    /// How the data of a stream is coded, as entries.
    pub(crate) fn coding(&mut self, out: &mut Vec<u8>, numbers: &mut Numbers, stream: &Stream<'_>) {
        let dict = stream.dict();
        let source = self.source.clone();
        if source.was_encrypted() && without_crypt(&source, dict, out) {
            return;
        }
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            if let Some(value) = dict.get_raw::<Object<'_>>(key) {
                syntax::name(out, key);
                out.push(b' ');
                self.value(out, numbers, &value, As::Plain);
            }
        }
    }

    /// The entries of a picture that is no longer packed in anything but its own format.
    fn unpacked_entries(&mut self, out: &mut Vec<u8>, numbers: &mut Numbers, stream: &Stream<'_>) {
        let source = self.source.clone();
        if let Some(last) = stream.filters().last() {
            out.extend_from_slice(match last {
                Filter::JpxDecode => b"/Filter/JPXDecode",
                _ => b"/Filter/DCTDecode",
            });
        }
        if let Some(parameters) = image_metadata::parameters(&source, stream) {
            out.extend_from_slice(b"/DecodeParms ");
            self.object(out, numbers, &parameters, As::Plain);
        }
        let skip = [
            DROPPED_OF_STREAMS.as_slice(),
            &[b"Filter".as_slice(), b"DecodeParms"],
        ]
        .concat();
        self.entries(out, numbers, stream.dict(), As::Plain, &skip);
    }

    fn stream_entries(
        &mut self,
        out: &mut Vec<u8>,
        numbers: &mut Numbers,
        stream: &Stream<'_>,
        read: As,
    ) {
        let dict = stream.dict();
        let source = self.source.clone();
        let mut skip: Vec<&[u8]> = if self.whole {
            vec![b"Length"]
        } else {
            DROPPED_OF_STREAMS.to_vec()
        };
        let crypt = source.was_encrypted() && without_crypt(&source, dict, out);
        if crypt {
            skip.extend([b"Filter".as_slice(), b"DecodeParms"]);
        }
        if read == As::Appearance {
            // Appearances are drawn as forms even where the file forgot to say that they are.
            skip.extend([b"Type".as_slice(), b"Subtype"]);
            out.extend_from_slice(b"/Type /XObject/Subtype /Form");
            if !dict.contains_key(b"Resources")
                && let Some(defaults) = source.form().and_then(|f| source.dict(&f, b"DR"))
            {
                out.extend_from_slice(b"/Resources ");
                self.object(out, numbers, &Object::Dict(defaults), As::Plain);
            }
        }
        self.entries(out, numbers, dict, As::Plain, &skip);
    }
}

fn type_is(dict: &Dict<'_>, wanted: &[u8]) -> bool {
    name(dict, b"Type").is_some_and(|n| n.as_ref() == wanted)
}

fn name<'a>(dict: &Dict<'a>, key: &[u8]) -> Option<hayro_syntax::object::Name<'a>> {
    match dict.get_raw::<Object<'_>>(key)? {
        MaybeRef::NotRef(o) => o.into_name(),
        MaybeRef::Ref(_) => None,
    }
}

fn is_foreign(dict: &Dict<'_>) -> bool {
    if let Some(kind) = name(dict, b"Type")
        && FOREIGN.contains(&kind.as_ref())
    {
        return true;
    }
    name(dict, b"S").is_some_and(|s| ACTIONS.contains(&s.as_ref()))
}

/// Whether there is more than the beginning and padding that encryption adds to nothing.
fn declares_data(source: &Source, stream: &Stream<'_>) -> bool {
    source
        .int(stream.dict(), b"Length")
        .is_some_and(|length| length > 32)
}

/// The data is decrypted already: its filters without Crypt. Says whether there was one.
fn without_crypt(source: &Source, dict: &Dict<'_>, out: &mut Vec<u8>) -> bool {
    let filters: Vec<Vec<u8>> = match source.value(dict, b"Filter") {
        Some(Object::Name(n)) => vec![n.as_ref().to_vec()],
        Some(Object::Array(a)) => a
            .raw_iter()
            .filter_map(|f| Some(source.resolve(f)?.into_name()?.as_ref().to_vec()))
            .collect(),
        _ => return false,
    };
    if filters.first().map(Vec::as_slice) != Some(b"Crypt") {
        return false;
    }
    let parms: Vec<Option<Dict<'_>>> = match source.value(dict, b"DecodeParms") {
        Some(Object::Dict(d)) => vec![Some(d)],
        Some(Object::Array(a)) => a
            .raw_iter()
            .map(|p| source.resolve(p).and_then(Object::into_dict))
            .collect(),
        _ => Vec::new(),
    };
    out.extend_from_slice(b"/Filter[");
    for filter in filters.iter().skip(1) {
        syntax::name(out, filter);
    }
    out.extend_from_slice(b"]/DecodeParms[");
    for i in 1..filters.len() {
        match parms.get(i).and_then(Option::as_ref) {
            Some(p) => {
                // Parameters of filters hold numbers and booleans only.
                out.extend_from_slice(b"<<");
                for (key, value) in p.entries() {
                    let mut token = Vec::new();
                    match source.resolve(value) {
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
            None => out.extend_from_slice(b"null "),
        }
    }
    out.push(b']');
    true
}
