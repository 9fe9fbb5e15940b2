//! The fonts of the front matter: width of a text, missing letters, line breaks.

use std::collections::BTreeSet;
use std::sync::Arc;

use expediente_pdf::StampFont;
use unicode_normalization::UnicodeNormalization;

use crate::error::BundleError;

/// A face of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Upright, with small capitals in place of lower-case letters.
    SmallCaps,
}

impl Face {
    /// Every face, in the order that [`Fonts::new`] takes them.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::SmallCaps];
}

/// The four faces. Cheap to clone.
#[derive(Clone)]
pub struct Fonts {
    faces: Arc<[Loaded; 4]>,
    stamps: StampFont,
}

struct Loaded {
    bytes: Vec<u8>,
    units: f64,
    /// Every character of the basic plane that the font has, with glyph and advance, sorted.
    glyphs: Vec<(char, u16, u16)>,
    /// Glyph and advance of the characters below [`COMPOSED`], by code point: a fast path for
    /// nearly all text.
    latin: Vec<Option<(u16, u16)>>,
    /// Glyph and advance of the question mark, which stands in for missing letters.
    question_mark: (u16, u16),
}

/// The first combining mark (Unicode block 0300). Every character below it is composed already.
const COMPOSED: u32 = 0x300;

/// The characters of a text in their composed form (NFC).
fn composed(text: &str) -> impl Iterator<Item = char> {
    // Dashes, quotes and dots of running text (2010 to 2027) are composed too, and every range of
    // pages has one.
    let plain = text
        .chars()
        .all(|c| u32::from(c) < COMPOSED || ('\u{2010}'..='\u{2027}').contains(&c));
    let (plain, other) = if plain { (text, "") } else { ("", text) };
    plain.chars().chain(other.nfc())
}

impl Fonts {
    /// Parses the TrueType bytes of the four faces, in the order of [`Face::ALL`].
    ///
    /// # Errors
    /// When one is not a TrueType font.
    pub fn new(bytes: [Vec<u8>; 4]) -> Result<Self, BundleError> {
        const NAMES: [&str; 4] = ["Regular", "Bold", "Italic", "Small Caps"];
        let mut faces = Vec::with_capacity(4);
        for (bytes, name) in bytes.into_iter().zip(NAMES) {
            faces.push(Loaded::new(bytes).ok_or(BundleError::Font(name))?);
        }
        let faces: [Loaded; 4] = faces.try_into().map_err(|_| BundleError::Font("Regular"))?;
        let [_, bold, ..] = &faces;
        let stamps = StampFont::parse(bold.bytes.as_slice());
        Ok(Self {
            stamps: stamps.map_err(|_| BundleError::Font("Bold"))?,
            faces: Arc::new(faces),
        })
    }

    /// The font of the stamps: the bold face.
    pub(crate) fn stamps(&self) -> &StampFont {
        &self.stamps
    }

    /// Whether both share the same faces in memory.
    pub(crate) fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.faces, &other.faces)
    }

    fn face(&self, face: Face) -> &Loaded {
        let [regular, bold, italic, small_caps] = &*self.faces;
        match face {
            Face::Regular => regular,
            Face::Bold => bold,
            Face::Italic => italic,
            Face::SmallCaps => small_caps,
        }
    }

    /// The TrueType bytes of a face.
    #[must_use]
    pub fn bytes(&self, face: Face) -> &[u8] {
        &self.face(face).bytes
    }

    /// The width of a line in points.
    #[must_use]
    pub fn width(&self, face: Face, size: f64, text: &str) -> f64 {
        let font = self.face(face);
        font.points(font.advance(text), size)
    }

    /// The glyphs of a line, each with its character.
    pub(crate) fn glyphs(&self, face: Face, text: &str) -> Vec<(u16, char)> {
        let font = self.face(face);
        composed(text)
            .map(|c| {
                // What is copied from the page is what stands there.
                let seen = if font.has(c) { c } else { '?' };
                (font.glyph(c).0, seen)
            })
            .collect()
    }

    /// Letters that the family lacks; they are drawn as question marks.
    #[must_use]
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        let font = self.face(Face::Regular);
        composed(text).filter(|&c| !font.has(c)).collect()
    }

    /// Whether the family has every letter of a text.
    #[must_use]
    pub fn has_all(&self, text: &str) -> bool {
        let font = self.face(Face::Regular);
        composed(text).all(|c| font.has(c))
    }

    /// Breaks a text into lines of at most `width` points: between words, and within a word only
    /// where the word alone is wider than a line.
    #[must_use]
    pub fn wrap(&self, face: Face, size: f64, text: &str, width: f64) -> Vec<String> {
        let font = self.face(face);
        let fits = |advance: u64| font.points(advance, size) <= width;
        let space = font.advance(" ");
        let mut lines = Vec::new();
        let (mut line, mut long) = (String::new(), 0);
        // A no-break space is whitespace but no place to break.
        let words = text
            .split(|c: char| c.is_whitespace() && c != '\u{a0}')
            .filter(|word| !word.is_empty());
        for word in words {
            let advance = font.advance(word);
            let joined = if line.is_empty() {
                advance
            } else {
                long + space + advance
            };
            if fits(joined) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                long = joined;
                continue;
            }
            if !line.is_empty() {
                // The mark between two particulars is not needed where a line ends.
                let end = line.strip_suffix(" ·").map_or(line.len(), str::len);
                line.truncate(end);
                lines.push(std::mem::take(&mut line));
            }
            long = 0;
            for c in composed(word) {
                let advance = u64::from(font.glyph(c).1);
                if !line.is_empty() && !fits(long + advance) {
                    lines.push(std::mem::take(&mut line));
                    long = 0;
                }
                line.push(c);
                long += advance;
            }
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }
}

impl Loaded {
    fn new(bytes: Vec<u8>) -> Option<Self> {
        let face = ttf_parser::Face::parse(&bytes, 0).ok()?;
        let units = f64::from(face.units_per_em());
        let mut letters = BTreeSet::new();
        for table in face
            .tables()
            .cmap
            .iter()
            .flat_map(|cmap| cmap.subtables)
            .filter(|table| table.is_unicode())
        {
            table.codepoints(|code| {
                letters
                    .extend(char::from_u32(code).filter(|c| ('\u{20}'..='\u{ffff}').contains(c)));
            });
        }
        let mut glyphs = Vec::with_capacity(letters.len());
        for c in letters {
            // A character map may name characters without a glyph.
            if let Some(glyph) = face.glyph_index(c) {
                glyphs.push((c, glyph.0, face.glyph_hor_advance(glyph)?));
            }
        }
        // Missing letters are drawn as question marks.
        let question_mark = face.glyph_index('?')?;
        let question_mark = (question_mark.0, face.glyph_hor_advance(question_mark)?);
        let mut latin = vec![None; COMPOSED as usize];
        for &(c, glyph, advance) in &glyphs {
            if let Some(place) = latin.get_mut(u32::from(c) as usize) {
                *place = Some((glyph, advance));
            }
        }
        Some(Self {
            bytes,
            units,
            glyphs,
            latin,
            question_mark,
        })
    }

    /// The advance of a text in units of the font.
    fn advance(&self, text: &str) -> u64 {
        composed(text).map(|c| u64::from(self.glyph(c).1)).sum()
    }

    /// Converts an advance to points.
    fn points(&self, advance: u64, size: f64) -> f64 {
        advance as f64 * size / self.units
    }

    fn has(&self, c: char) -> bool {
        c.is_whitespace() || self.find(c).is_some()
    }

    fn find(&self, c: char) -> Option<(u16, u16)> {
        if let Some(found) = self.latin.get(u32::from(c) as usize) {
            return *found;
        }
        let at = self.glyphs.binary_search_by_key(&c, |&(c, ..)| c).ok()?;
        self.glyphs
            .get(at)
            .map(|&(_, glyph, advance)| (glyph, advance))
    }

    /// Glyph and advance of a letter; those of a question mark where the font lacks it.
    fn glyph(&self, c: char) -> (u16, u16) {
        let c = if c.is_whitespace() && c != '\u{a0}' {
            ' '
        } else {
            c
        };
        self.find(c).unwrap_or(self.question_mark)
    }
}
