//! The font of the stamps: it must be the font that the program brings, and each code must show the
//! letter that it is read as. Otherwise a number could look like another one.

use ttf_parser::{Face, GlyphId};

use crate::content::font::Font;
use crate::file::{Fault, form};
use crate::keys;
use crate::ledger::Ledger;
use crate::object::{Dict, Object};

/// The digest of the font that the program brings, `ExpedienteSerif-Bold.ttf`.
pub const FONT: [u8; 32] = [
    0x04, 0x65, 0x26, 0x73, 0xf0, 0xe3, 0x59, 0xa1, 0x32, 0x66, 0xae, 0xaa, 0x23, 0x96, 0x3e, 0xbf,
    0x50, 0x6e, 0x67, 0x2f, 0x32, 0xf2, 0xc7, 0xfd, 0x88, 0xa4, 0x90, 0x8e, 0x3a, 0x64, 0xbe, 0x50,
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

/// The objects of the font.
pub struct StampFont {
    pub font: Font,
    /// In the order in which the frame's digest has them.
    pub objects: [Dict; 3],
    pub map: Vec<u8>,
}

/// Reads and checks the font of the stamps.
pub fn read(ledger: &Ledger<'_>, number: u32) -> Result<StampFont, Fault> {
    let damaged = "the font of its page numbers is not ours";
    let top = ledger.dict(number)?;
    keys::check("the font of its page numbers", &top, &TYPE0)?;
    let descendants = top.get(b"DescendantFonts").and_then(Object::array);
    let (Some([Object::Reference(descendant)]), Some(map)) =
        (descendants, top.reference(b"ToUnicode"))
    else {
        return form(damaged);
    };
    let descendant = ledger.dict(*descendant)?;
    keys::check("the font of its page numbers", &descendant, &DESCENDANT)?;
    let Some(descriptor) = descendant.reference(b"FontDescriptor") else {
        return form(damaged);
    };
    let descriptor = ledger.dict(descriptor)?;
    keys::check("the font of its page numbers", &descriptor, &DESCRIPTOR)?;
    let Some(file) = descriptor.reference(b"FontFile2") else {
        return form(damaged);
    };
    let (_, file) = ledger.stream(file, LARGEST)?;
    let glyphs = match descendant.get(b"CIDToGIDMap") {
        Some(Object::Name(name)) if name == b"Identity" => None,
        Some(Object::Reference(glyphs)) => Some(ledger.stream(*glyphs, LARGEST)?.1),
        _ => return form(damaged),
    };
    let is_ours = top.name(b"Subtype") == Some(b"Type0")
        && top.name(b"Encoding") == Some(b"Identity-H")
        && descendant.name(b"Subtype") == Some(b"CIDFontType2")
        && blake3::hash(&file) == FONT;
    if !is_ours {
        return form(damaged);
    }
    let (_, map) = ledger.stream(map, LARGEST)?;
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
        return form("a letter of its page numbers looks like another one");
    }
    Ok(StampFont {
        font,
        objects: [top, descendant, descriptor],
        map,
    })
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
