//! Fonts (6.2.11): their programs are in the file, are of the kind that the dictionary says, and
//! have the letters that are drawn, as wide as the dictionary says.
//!
//! On the list are TrueType and CFF fonts, and fonts of many letters that are made of these, where
//! a code is the number of a letter. Type 1 programs and Type 3 fonts are not.

use std::collections::BTreeSet;

use hayro_syntax::object::{Dict, Object, Stream};
use ttf_parser::GlyphId;

use crate::read::archival::codes::Codes;
use crate::read::archival::encoding::{self, Encoding};
use crate::read::archival::program::{Compact, TrueType};
use crate::read::archival::widths::Widths;
use crate::read::content;
use crate::read::lexer::is_space;
use crate::read::objects::Objects;

/// The flag of a font with letters of its own (ISO 32000-1, table 123).
const SYMBOLIC: i64 = 4;

const SIMPLE: [&[u8]; 10] = [
    b"Type",
    b"Subtype",
    b"Name",
    b"BaseFont",
    b"FirstChar",
    b"LastChar",
    b"Widths",
    b"FontDescriptor",
    b"Encoding",
    b"ToUnicode",
];
const COMPOSITE: [&[u8]; 7] = [
    b"Type",
    b"Subtype",
    b"Name",
    b"BaseFont",
    b"Encoding",
    b"DescendantFonts",
    b"ToUnicode",
];
const DESCENDANT: [&[u8]; 8] = [
    b"Type",
    b"Subtype",
    b"BaseFont",
    b"CIDSystemInfo",
    b"FontDescriptor",
    b"DW",
    b"W",
    b"CIDToGIDMap",
];

const CODE_TABLE: [&[u8]; 7] = [
    b"Type",
    b"CMapName",
    b"CIDSystemInfo",
    b"WMode",
    b"Length",
    b"Filter",
    b"DecodeParms",
];
/// The table by which Ghostscript makes codes of one byte the numbers of letters.
const ONE_BYTE: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap \
    /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def \
    /Supplement 0 def end def /CMapName /OneByteIdentityH def /CMapVersion 1.000 def \
    /CMapType 1 def /UIDOffset 0 def /XUID [1 10 25404 9999] def /WMode 0 def \
    1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <00> <FF> 0 endcidrange \
    endcmap CMapName currentdict /CMap defineresource pop end end";

/// Whether a font has only what is listed and draws these codes as it says.
pub(super) fn is_listed(objects: &Objects, font: &Dict<'_>, codes: &Codes) -> bool {
    let subtype = objects.name(font, b"Subtype");
    let found = match subtype.as_ref().map(AsRef::as_ref) {
        Some(b"TrueType") => is_truetype(objects, font, codes),
        Some(b"Type1") => is_compact(objects, font, codes),
        Some(b"Type0") => is_composite(objects, font, codes),
        _ => None,
    };
    found == Some(true) && objects.name_is(font, b"Type", b"Font")
}

fn has_only_keys(dict: &Dict<'_>, listed: &[&[u8]]) -> bool {
    let mut keys = dict.keys();
    keys.all(|key| listed.contains(&key.as_ref()))
}

fn has_only(font: &Dict<'_>, listed: &[&[u8]]) -> bool {
    has_only_keys(font, listed) && font.contains_key(b"BaseFont".as_slice())
}

/// The only program of a font, which has to be under this key, and the flags.
fn program<'a>(
    objects: &'a Objects,
    descriptor: &Dict<'a>,
    key: &[u8],
) -> Option<(Stream<'a>, i64)> {
    let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let mut others = keys.iter().filter(|other| **other != key);
    // Which letters a subset says to have is not on the list, but for those with names.
    let has_other = others.any(|other| descriptor.contains_key(other))
        || descriptor.contains_key(b"CIDSet".as_slice());
    let flags = objects.int(descriptor, b"Flags")?;
    let stream = objects.value(descriptor, key)?.into_stream()?;
    (!has_other).then_some((stream, flags))
}

fn data(objects: &Objects, stream: &Stream<'_>) -> Option<Vec<u8>> {
    let data = content::of_stream(objects, stream);
    let is_read = !data.damaged && !data.unknown && !data.too_long;
    is_read.then_some(data.bytes)
}

fn is_truetype(objects: &Objects, font: &Dict<'_>, codes: &Codes) -> Option<bool> {
    let descriptor = objects.dict(font, b"FontDescriptor")?;
    let (stream, flags) = program(objects, &descriptor, b"FontFile2")?;
    let data = data(objects, &stream)?;
    let program = TrueType::read(&data)?;
    let widths = Widths::simple(objects, font)?;
    let entry = objects.value(font, b"Encoding");
    let encoding = match entry {
        // Letters of its own have no other encoding (6.2.11.6).
        None if flags & SYMBOLIC != 0 => None,
        Some(entry) if flags & SYMBOLIC == 0 => Some(Encoding::read(objects, &entry)?),
        _ => return None,
    };
    if !has_only(font, &SIMPLE) || encoding.as_ref().is_some_and(|all| !all.has_base()) {
        return None;
    }
    let glyph = |code: u8| match &encoding {
        None => program.of_symbol(code),
        Some(encoding) => program.of_unicode(encoding::unicode_of(encoding.name(code)?)?),
    };
    Some(codes.bytes().all(|code| {
        let width = widths.of(u16::from(code));
        matches!((glyph(code), width), (Some(glyph), Some(width)) if program.has(glyph, width))
    }))
}

fn is_compact(objects: &Objects, font: &Dict<'_>, codes: &Codes) -> Option<bool> {
    let descriptor = objects.dict(font, b"FontDescriptor")?;
    let (stream, _) = program(objects, &descriptor, b"FontFile3")?;
    let data = data(objects, &stream)?;
    let program = Compact::read(&data)?;
    let widths = Widths::simple(objects, font)?;
    let encoding = match objects.value(font, b"Encoding") {
        None => None,
        Some(entry) => Some(Encoding::read(objects, &entry)?),
    };
    let is_kind = objects.name_is(stream.dict(), b"Subtype", b"Type1C");
    if !is_kind || !has_only(font, &SIMPLE) || !names_glyphs(objects, &descriptor, &program) {
        return None;
    }
    let glyph = |code: u8| match &encoding {
        None => program.of_code(code),
        Some(encoding) => program.of_name(encoding.name(code)?),
    };
    Some(codes.bytes().all(|code| {
        let width = widths.of(u16::from(code));
        matches!((glyph(code), width), (Some(glyph), Some(width)) if program.has(glyph, width))
    }))
}

/// Whether the list of glyphs, if there is one, names all glyphs of a program (6.2.11.4.2).
fn names_glyphs(objects: &Objects, descriptor: &Dict<'_>, program: &Compact<'_>) -> bool {
    let said = match objects.value(descriptor, b"CharSet") {
        None => return true,
        Some(Object::String(said)) => String::from_utf8_lossy(said.as_ref()).into_owned(),
        Some(_) => return false,
    };
    let said: BTreeSet<&str> = said.split('/').map(str::trim).collect();
    let names = program.names();
    names.is_some_and(|names| names.iter().all(|name| said.contains(name)))
}

fn is_composite(objects: &Objects, font: &Dict<'_>, codes: &Codes) -> Option<bool> {
    let descendants = objects.array(font, b"DescendantFonts")?;
    let mut descendants = descendants.raw_iter();
    let descendant = objects.resolve_dict(&descendants.next()?)?;
    let is_listed = has_only(font, &COMPOSITE)
        && has_only(&descendant, &DESCENDANT)
        && descendants.next().is_none()
        && objects.name_is(&descendant, b"Type", b"Font");
    if !is_listed {
        return None;
    }
    let numbers: Vec<u16> = match length_of_codes(objects, font, &descendant)? {
        1 => codes.bytes().map(u16::from).collect(),
        _ if codes.odd => return None,
        _ => codes.pairs().collect(),
    };
    let descriptor = objects.dict(&descendant, b"FontDescriptor")?;
    let widths = Widths::composite(objects, &descendant)?;
    let subtype = objects.name(&descendant, b"Subtype")?;
    match subtype.as_ref() {
        b"CIDFontType2" => {
            let (stream, _) = program(objects, &descriptor, b"FontFile2")?;
            let data = data(objects, &stream)?;
            let program = TrueType::read(&data)?;
            let glyphs = Glyphs::read(objects, &descendant)?;
            Some(numbers.into_iter().all(|number| {
                let (glyph, width) = (glyphs.of(number), widths.of(number));
                matches!((glyph, width), (Some(glyph), Some(width)) if program.has(glyph, width))
            }))
        }
        b"CIDFontType0" => {
            let (stream, _) = program(objects, &descriptor, b"FontFile3")?;
            let data = data(objects, &stream)?;
            let program = Compact::read(&data)?;
            if !objects.name_is(stream.dict(), b"Subtype", b"CIDFontType0C") {
                return None;
            }
            Some(numbers.into_iter().all(|number| {
                let (glyph, width) = (program.of_number(number), widths.of(number));
                matches!((glyph, width), (Some(glyph), Some(width)) if program.has(glyph, width))
            }))
        }
        _ => None,
    }
}

/// The bytes of a code, where it is the number of a letter: two by the name of the encoding, or one
/// by the table that Ghostscript writes.
fn length_of_codes(objects: &Objects, font: &Dict<'_>, descendant: &Dict<'_>) -> Option<usize> {
    let system = objects.dict(descendant, b"CIDSystemInfo")?;
    let registry = objects.value(&system, b"Registry")?.into_string()?;
    let ordering = objects.value(&system, b"Ordering")?.into_string()?;
    match objects.value(font, b"Encoding")? {
        Object::Name(name) => (name.as_ref() == b"Identity-H").then_some(2),
        Object::Stream(table) => {
            let text = content::short(objects, &table)?;
            let words = text.split(|byte| is_space(*byte));
            let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
            let is_known = words == ONE_BYTE.split(' ').map(str::as_bytes).collect::<Vec<_>>();
            let is_same = registry.as_ref() == b"Adobe" && ordering.as_ref() == b"Identity";
            (is_known && is_same && has_only_keys(table.dict(), &CODE_TABLE)).then_some(1)
        }
        _ => None,
    }
}

/// Which glyphs the letters of a font of many letters are (6.2.11.3.2).
enum Glyphs {
    /// Their numbers are the same.
    Same,
    Mapped(Vec<u8>),
}

impl Glyphs {
    fn read(objects: &Objects, font: &Dict<'_>) -> Option<Self> {
        match objects.value(font, b"CIDToGIDMap")? {
            Object::Name(name) if name.as_ref() == b"Identity" => Some(Self::Same),
            Object::Stream(stream) => content::short(objects, &stream).map(Self::Mapped),
            _ => None,
        }
    }

    fn of(&self, code: u16) -> Option<GlyphId> {
        match self {
            Self::Same => Some(GlyphId(code)),
            Self::Mapped(map) => {
                let (pairs, _) = map.as_chunks::<2>();
                let pair = pairs.get(usize::from(code))?;
                Some(GlyphId(u16::from_be_bytes(*pair)))
            }
        }
    }
}
