//! The fonts of the program's own: of the stamps, of letters that fields of forms need, and of
//! words that are not seen. Each must be the font that the program brings, and each code must show
//! the letter that it is read as. Otherwise a number could look like another one.

use ttf_parser::{Face, GlyphId};

use crate::content::font::Font;
use crate::file::{Fault, form};
use crate::keys;
use crate::ledger::Ledger;
use crate::object::{Dict, Object};

/// The digest of the font of the stamps, `ExpedienteSerif-Bold.ttf`.
pub const STAMPS: [u8; 32] = [
    0x04, 0x65, 0x26, 0x73, 0xf0, 0xe3, 0x59, 0xa1, 0x32, 0x66, 0xae, 0xaa, 0x23, 0x96, 0x3e, 0xbf,
    0x50, 0x6e, 0x67, 0x2f, 0x32, 0xf2, 0xc7, 0xfd, 0x88, 0xa4, 0x90, 0x8e, 0x3a, 0x64, 0xbe, 0x50,
];
/// The digest of the font of letters, `ExpedienteSerif-Letters.ttf`.
pub const LETTERS: [u8; 32] = [
    0x47, 0x26, 0x22, 0xeb, 0xaf, 0x46, 0x76, 0x3e, 0x73, 0x45, 0x6a, 0xec, 0x19, 0x64, 0x0f, 0x5b,
    0x51, 0xa7, 0x34, 0x1a, 0xf9, 0xa1, 0x3f, 0xc6, 0x93, 0x9e, 0xc2, 0xfa, 0x32, 0xd4, 0xab, 0xf6,
];
/// The digest of the font of words that are not seen, `ExpedienteWords.ttf`.
pub const WORDS: [u8; 32] = [
    0x29, 0x21, 0x94, 0xd8, 0xbf, 0x47, 0x39, 0x45, 0x21, 0x33, 0x2c, 0x22, 0xad, 0xf7, 0x1e, 0x66,
    0x61, 0x6d, 0x81, 0x23, 0x7c, 0xba, 0xfe, 0x79, 0xba, 0x5c, 0x86, 0x99, 0x41, 0x73, 0xb5, 0x84,
];
/// The largest font.
const LARGEST: usize = 16 << 20;

const TYPE0: [&[u8]; 6] = [
    b"Type",
    b"Subtype",
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
    b"CIDToGIDMap",
    b"DW",
    b"W",
    b"FontDescriptor",
];
const DESCRIPTOR: [&[u8]; 11] = [
    b"Type",
    b"FontName",
    b"Flags",
    b"StemV",
    b"FontBBox",
    b"Ascent",
    b"Descent",
    b"CapHeight",
    b"ItalicAngle",
    b"FontFile2",
    b"Length1",
];

const FILE: [&[u8]; 3] = [b"Length", b"Length1", b"Filter"];

/// The objects of the font.
pub struct OwnFont {
    pub font: Font,
    /// In the order in which the frame's digest has them.
    pub objects: [Dict; 3],
    pub map: Vec<u8>,
}

/// Reads a font and checks that it is the one with this digest.
pub fn read(ledger: &Ledger<'_>, number: u32, digest: &[u8; 32]) -> Result<OwnFont, Fault> {
    let damaged = "a font of ours is another one";
    let top = ledger.dict(number)?;
    keys::check("a font of ours", &top, &TYPE0)?;
    let descendants = top.get(b"DescendantFonts").and_then(Object::array);
    let (Some([Object::Reference(descendant)]), Some(map)) =
        (descendants, top.reference(b"ToUnicode"))
    else {
        return form(damaged);
    };
    let descendant = ledger.dict(*descendant)?;
    keys::check("a font of ours", &descendant, &DESCENDANT)?;
    let Some(descriptor) = descendant.reference(b"FontDescriptor") else {
        return form(damaged);
    };
    let descriptor = ledger.dict(descriptor)?;
    keys::check("a font of ours", &descriptor, &DESCRIPTOR)?;
    let Some(file) = descriptor.reference(b"FontFile2") else {
        return form(damaged);
    };
    let (entries, file) = ledger.stream(file, LARGEST)?;
    keys::check("a font of ours", &entries, &FILE)?;
    if entries.integer(b"Length1") != i64::try_from(file.len()).ok() {
        return form(damaged);
    }
    let glyphs = match descendant.get(b"CIDToGIDMap") {
        Some(Object::Name(name)) if name == b"Identity" => None,
        Some(Object::Reference(glyphs)) => Some(plain_stream(ledger, *glyphs)?),
        _ => return form(damaged),
    };
    let is_ours = top.name(b"Subtype") == Some(b"Type0")
        && top.name(b"Encoding") == Some(b"Identity-H")
        && descendant.name(b"Subtype") == Some(b"CIDFontType2")
        && blake3::hash(&file) == *digest;
    if !is_ours {
        return form(damaged);
    }
    let map = plain_stream(ledger, map)?;
    let Some(font) = Font::read(ledger.file(), &top)? else {
        return form(damaged);
    };
    let Ok(face) = Face::parse(&file, 0) else {
        return form(damaged);
    };
    let shown = |code: u16| match &glyphs {
        None => Some(code),
        Some(glyphs) => {
            let at = usize::from(code) * 2;
            let pair = glyphs.get(at..at + 2)?;
            Some(u16::from_be_bytes(pair.try_into().ok()?))
        }
    };
    let is_true = font.codes().all(|(code, letters, width)| {
        let mut letters = letters.chars();
        let (Some(letter), None, Some(glyph)) = (letters.next(), letters.next(), shown(code))
        else {
            return false;
        };
        is_glyph_of(&face, letter, glyph) && has_width(&face, glyph, width)
    });
    if !is_true {
        return form("a letter of a font of ours looks like another one");
    }
    Ok(OwnFont {
        font,
        objects: [top, descendant, descriptor],
        map,
    })
}

/// A stream of a font that has no entries but those that every stream has.
fn plain_stream(ledger: &Ledger<'_>, number: u32) -> Result<Vec<u8>, Fault> {
    let (entries, bytes) = ledger.stream(number, LARGEST)?;
    keys::check("a font of ours", &entries, &[b"Length", b"Filter"])?;
    Ok(bytes)
}

/// Whether a letter is shown by a glyph of its own, or of the plain letter that it looks like.
fn is_glyph_of(face: &Face<'_>, letter: char, glyph: u16) -> bool {
    let plain = match letter {
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2011}' | '\u{2010}' => '-',
        letter => letter,
    };
    [letter, plain]
        .iter()
        .any(|letter| face.glyph_index(*letter) == Some(GlyphId(glyph)))
}

/// Whether a width in thousandths is that of the glyph.
fn has_width(face: &Face<'_>, glyph: u16, width: f64) -> bool {
    let advance = face.glyph_hor_advance(GlyphId(glyph));
    let units = f64::from(face.units_per_em()) / 1000.0;
    advance.is_some_and(|advance| (f64::from(advance) / units - width).abs() < 0.01)
}
