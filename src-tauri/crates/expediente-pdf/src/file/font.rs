//! The font of the stamps: widths and glyphs of a TrueType file, which is embedded whole.
//!
//! Text is not shaped: one character, one glyph.

use crate::error::{AssembleError, FontError};
use crate::file::deflate::deflate;
use crate::file::frame_digest::FrameDigest;
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::sync::{Arc, LazyLock};

/// A TrueType font for stamps.
#[derive(Clone)]
pub struct StampFont {
    bytes: Arc<[u8]>,
    glyphs: Arc<HashMap<char, u16>>,
    /// The codes of characters that share the glyph of another: they follow the glyphs.
    shared: Arc<HashMap<char, u16>>,
    advances: Arc<[u16]>,
    units: f64,
    ascent: f64,
    descent: f64,
    cap_height: f64,
    italic_angle: f64,
    bounds: [f64; 4],
    name: String,
}

impl std::fmt::Debug for StampFont {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StampFont")
            .field("name", &self.name)
            .finish()
    }
}

/// Letters beyond Latin, for what was typed into forms: Cyrillic and Greek.
const LETTERS: &[u8] = include_bytes!("../../../../../assets/fonts/ExpedienteSerif-Letters.ttf");

/// Letters that draw nothing, for words under pages that were scanned.
const WORDS: &[u8] = include_bytes!("../../../../../assets/fonts/ExpedienteWords.ttf");

impl StampFont {
    /// The program's own font of words that are not seen.
    pub(crate) fn words() -> Result<Self, AssembleError> {
        static FONT: LazyLock<Option<StampFont>> = LazyLock::new(|| StampFont::parse(WORDS).ok());
        FONT.clone()
            .ok_or(AssembleError::Bug("the font of words is no font"))
    }

    /// The program's own font for texts that the stamps' font lacks letters of.
    pub(crate) fn letters() -> Result<Self, AssembleError> {
        Self::parse(LETTERS).map_err(|_| AssembleError::Bug("the font of letters is no font"))
    }

    /// Reads a TrueType font.
    pub fn parse(bytes: impl Into<Arc<[u8]>>) -> Result<Self, FontError> {
        let bytes: Arc<[u8]> = bytes.into();
        let face = ttf_parser::Face::parse(&bytes, 0).map_err(|_| FontError::NotTrueType)?;
        if face.tables().glyf.is_none() {
            return Err(FontError::NotTrueType);
        }
        let mut glyphs = HashMap::new();
        for table in face.tables().cmap.iter().flat_map(|c| c.subtables) {
            if table.is_unicode() {
                table.codepoints(|code| {
                    if let (Some(c), Some(g)) = (char::from_u32(code), table.glyph_index(code))
                        && g.0 != 0
                    {
                        glyphs.entry(c).or_insert(g.0);
                    }
                });
            }
        }
        let advances: Vec<u16> = (0..face.number_of_glyphs())
            // A glyph without metrics has no width.
            .map(|g| face.glyph_hor_advance(ttf_parser::GlyphId(g)).unwrap_or(0))
            .collect();
        let name = face
            .names()
            .into_iter()
            .filter(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|n| n.to_string())
            .map(|n| {
                n.chars()
                    .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
                    .collect::<String>()
            })
            .filter(|n| !n.is_empty())
            .unwrap_or_else(|| "StampFont".into());
        let units = f64::from(face.units_per_em()).max(1.0);
        let b = face.global_bounding_box();
        let ascent = f64::from(face.ascender()) / units;
        Ok(Self {
            units,
            ascent,
            descent: -f64::from(face.descender()) / units,
            cap_height: face
                .capital_height()
                .map_or(ascent * 0.75, |h| f64::from(h) / units),
            italic_angle: f64::from(face.italic_angle()),
            bounds: [b.x_min, b.y_min, b.x_max, b.y_max].map(|v| f64::from(v) / units * 1000.0),
            shared: Arc::new(shared_codes(&glyphs, advances.len())),
            glyphs: Arc::new(glyphs),
            advances: advances.into(),
            name,
            bytes: Arc::clone(&bytes),
        })
    }

    /// The width of a text in points.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        text.chars()
            .map(|c| self.advance(self.glyph(c)))
            .sum::<f64>()
            * size
    }

    /// The characters of a text that the font lacks, each once.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing: Vec<char> = text.chars().filter(|c| self.glyph(*c) == 0).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// How far letters rise above the baseline at a size.
    pub fn ascent(&self, size: f64) -> f64 {
        self.cap_height.max(0.6) * size
    }

    /// How far letters fall below the baseline at a size.
    pub fn descent(&self, size: f64) -> f64 {
        self.descent.clamp(0.0, 0.3) * size
    }

    /// The glyph of a character or of its plain form; glyph 0 when the font lacks both.
    fn glyph(&self, c: char) -> u16 {
        let glyph = self.glyphs.get(&c).or_else(|| self.glyphs.get(&plain(c)));
        glyph.map_or(0, |glyph| *glyph)
    }

    /// The code and the glyph of a character. The code is the number of the glyph, unless the glyph
    /// has another character that comes first: a no-break hyphen must not turn every hyphen of the
    /// file into one when its text is searched or copied. The code depends on nothing but the
    /// character, so that the same text is the same bytes in every file.
    fn code(&self, c: char) -> (u16, u16) {
        let glyph = self.glyph(c);
        if glyph == 0 {
            // All characters that the font lacks.
            return (0, 0);
        }
        (self.shared.get(&c).map_or(glyph, |code| *code), glyph)
    }

    fn advance(&self, glyph: u16) -> f64 {
        let advance = self.advances.get(usize::from(glyph));
        advance.map_or(0.0, |advance| f64::from(*advance)) / self.units
    }
}

/// Characters that are drawn as another if the font lacks them.
const PLAIN: [(char, char); 5] = [
    ('\u{a0}', ' '),
    ('\u{202f}', ' '),
    ('\u{2009}', ' '),
    ('\u{2011}', '-'),
    ('\u{2010}', '-'),
];

fn plain(c: char) -> char {
    let found = PLAIN.iter().find(|(from, _)| *from == c);
    found.map_or(c, |(_, to)| *to)
}

/// A code above all glyphs for each character whose glyph a smaller character has.
fn shared_codes(glyphs: &HashMap<char, u16>, count: usize) -> HashMap<char, u16> {
    let mut all: Vec<(char, u16)> = glyphs.iter().map(|(c, glyph)| (*c, *glyph)).collect();
    for (c, to) in PLAIN {
        if let (None, Some(glyph)) = (glyphs.get(&c), glyphs.get(&to)) {
            all.push((c, *glyph));
        }
    }
    all.sort_unstable();
    let mut taken = HashSet::new();
    let others = all.into_iter().filter(|(_, glyph)| !taken.insert(*glyph));
    // A character for which no code is left shares that of its glyph.
    others
        .zip(count..=usize::from(u16::MAX))
        .filter_map(|((c, _), code)| Some((c, u16::try_from(code).ok()?)))
        .collect()
}

/// The font within one file, and the characters used so far.
pub(crate) struct EmbeddedFont {
    pub(crate) font: StampFont,
    pub(crate) number: u32,
    /// The glyph and the character of each code that was used.
    used: BTreeMap<u16, (u16, char)>,
}

impl EmbeddedFont {
    pub(crate) fn new(font: StampFont, number: u32) -> Self {
        Self {
            font,
            number,
            used: BTreeMap::new(),
        }
    }

    /// Shows a text, as a string of codes.
    pub(crate) fn show(&mut self, out: &mut Vec<u8>, text: &str) {
        out.push(b'<');
        for c in text.chars() {
            let code = self.code(c);
            out.extend_from_slice(format!("{code:04X}").as_bytes());
        }
        out.extend_from_slice(b"> Tj\n");
    }

    fn code(&mut self, c: char) -> u16 {
        let (code, glyph) = self.font.code(c);
        self.used.entry(code).or_insert((glyph, c));
        code
    }

    /// The glyph of each code, two bytes for each from 0; nothing when all codes equal their
    /// glyphs.
    fn glyphs(&self) -> Option<Vec<u8>> {
        // Codes that differ from their glyphs are above all others.
        let (&last, &(glyph, _)) = self.used.last_key_value()?;
        if last == glyph {
            return None;
        }
        let glyph = |code: u16| self.used.get(&code).map_or(code, |&(glyph, _)| glyph);
        let bytes = (0..=last).flat_map(|code| glyph(code).to_be_bytes());
        Some(bytes.collect())
    }

    pub(crate) fn write<W: Write>(
        &self,
        writer: &mut ObjectWriter<W>,
        frame: &mut FrameDigest,
    ) -> Result<(), AssembleError> {
        let font = &self.font;
        let (descendant, descriptor, file, unicode) = (
            writer.reserve(),
            writer.reserve(),
            writer.reserve(),
            writer.reserve(),
        );
        let glyphs = match self.glyphs() {
            Some(glyphs) => Some((writer.reserve(), deflate(&glyphs)?)),
            None => None,
        };
        let mut out = Vec::new();
        out.extend_from_slice(b"<</Type/Font/Subtype/Type0/BaseFont");
        syntax::name(&mut out, font.name.as_bytes());
        out.extend_from_slice(b"/Encoding/Identity-H/DescendantFonts[");
        syntax::reference(&mut out, descendant);
        out.extend_from_slice(b"]/ToUnicode ");
        syntax::reference(&mut out, unicode);
        out.extend_from_slice(b">>");
        writer.object(self.number, &out)?;
        frame.font_object(&out)?;

        out.clear();
        out.extend_from_slice(b"<</Type/Font/Subtype/CIDFontType2/BaseFont");
        syntax::name(&mut out, font.name.as_bytes());
        out.extend_from_slice(
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap",
        );
        match &glyphs {
            Some((number, _)) => {
                out.push(b' ');
                syntax::reference(&mut out, *number);
            }
            None => out.extend_from_slice(b"/Identity"),
        }
        out.extend_from_slice(b"/DW 0/W[");
        for (code, &(glyph, _)) in &self.used {
            out.extend_from_slice(format!("{code}[").as_bytes());
            syntax::real(&mut out, font.advance(glyph) * 1000.0);
            out.push(b']');
        }
        out.extend_from_slice(b"]/FontDescriptor ");
        syntax::reference(&mut out, descriptor);
        out.extend_from_slice(b">>");
        writer.object(descendant, &out)?;
        frame.font_object(&out)?;
        if let Some((number, packed)) = glyphs {
            writer.stream(number, b"/Filter/FlateDecode", &[&packed])?;
        }

        out.clear();
        out.extend_from_slice(b"<</Type/FontDescriptor/FontName");
        syntax::name(&mut out, font.name.as_bytes());
        out.extend_from_slice(b"/Flags 32/StemV 80/FontBBox[");
        syntax::reals(&mut out, &font.bounds.map(f64::round));
        out.push(b']');
        for (key, value) in [
            ("Ascent", font.ascent * 1000.0),
            ("Descent", font.descent * -1000.0),
            ("CapHeight", font.cap_height * 1000.0),
            ("ItalicAngle", font.italic_angle),
        ] {
            out.extend_from_slice(format!("/{key} ").as_bytes());
            syntax::real(&mut out, value.round());
        }
        out.extend_from_slice(b"/FontFile2 ");
        syntax::reference(&mut out, file);
        out.extend_from_slice(b">>");
        writer.object(descriptor, &out)?;
        frame.font_object(&out)?;

        let packed = deflate(&font.bytes)?;
        let entries = format!("/Filter/FlateDecode/Length1 {}", font.bytes.len());
        writer.stream(file, entries.as_bytes(), &[&packed])?;
        let map = self.to_unicode();
        frame.bytes(map.as_bytes());
        let packed = deflate(map.as_bytes())?;
        writer.stream(unicode, b"/Filter/FlateDecode", &[&packed])
    }

    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)\
             /Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
        );
        let pairs: Vec<(u16, char)> = self
            .used
            .iter()
            .filter(|(code, _)| **code != 0)
            .map(|(code, &(_, c))| (*code, c))
            .collect();
        for chunk in pairs.chunks(100) {
            map.push_str(&format!("{} beginbfchar\n", chunk.len()));
            for (code, c) in chunk {
                let mut units = [0u16; 2];
                let letters: String = c
                    .encode_utf16(&mut units)
                    .iter()
                    .map(|u| format!("{u:04X}"))
                    .collect();
                map.push_str(&format!("<{code:04X}><{letters}>\n"));
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
        map
    }
}
