//! The fonts of the front matter: how wide a text is, which letters are there, where a line breaks.

use std::collections::BTreeSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::BundleError;

/// Which face of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Upright, with small capitals for lower-case letters.
    SmallCaps,
}

impl Face {
    /// Every face, in the order that they are given in.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::SmallCaps];
}

/// The four faces. Cheap to clone.
#[derive(Clone)]
pub struct Fonts {
    faces: Arc<[Loaded; 4]>,
}

struct Loaded {
    bytes: Vec<u8>,
    units: f64,
    /// Glyph and advance of every character of the basic plane that the font has, sorted.
    glyphs: Vec<(char, u16, u16)>,
    /// The same of the characters below [`COMPOSED`], by their number: nearly all that is ever measured.
    latin: Vec<Option<(u16, u16)>>,
}

/// Below this every character is composed already: the first combining mark (Unicode, block 0300).
const COMPOSED: u32 = 0x300;

/// The characters of a text in their composed form (NFC).
fn composed(text: &str) -> impl Iterator<Item = char> {
    // So are the dashes, quotes and dots of running text (2010 to 2027), of which every range of pages has one.
    let plain = text
        .chars()
        .all(|c| u32::from(c) < COMPOSED || ('\u{2010}'..='\u{2027}').contains(&c));
    let (plain, other) = if plain { (text, "") } else { ("", text) };
    plain.chars().chain(other.nfc())
}

impl Fonts {
    /// Reads the TrueType bytes of the four faces, in the order of [`Face::ALL`].
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
        Ok(Self {
            faces: Arc::new(faces),
        })
    }

    /// Whether these are the very same.
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

    /// Width of a line in points.
    #[must_use]
    pub fn width(&self, face: Face, size: f64, text: &str) -> f64 {
        let font = self.face(face);
        font.points(font.advance(text), size)
    }

    /// The glyphs of a line, each with the character that it stands for.
    pub(crate) fn glyphs(&self, face: Face, text: &str) -> Vec<(u16, char)> {
        let font = self.face(face);
        composed(text).map(|c| (font.glyph(c).0, c)).collect()
    }

    /// Letters that the family does not have; they are drawn as a question mark.
    #[must_use]
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        let font = self.face(Face::Regular);
        composed(text).filter(|&c| !font.has(c)).collect()
    }

    /// Whether no letter of the text is missing.
    #[must_use]
    pub fn has_all(&self, text: &str) -> bool {
        let font = self.face(Face::Regular);
        composed(text).all(|c| font.has(c))
    }

    /// Breaks a text into lines of at most `width` points: between words, and within a word only where it alone is
    /// wider than a line.
    #[must_use]
    pub fn wrap(&self, face: Face, size: f64, text: &str, width: f64) -> Vec<String> {
        let font = self.face(face);
        let fits = |advance: u64| font.points(advance, size) <= width;
        let space = font.advance(" ");
        let mut lines = Vec::new();
        let (mut line, mut long) = (String::new(), 0);
        // A no-break space is white and breaks nothing.
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
        let glyph = |c: char| {
            face.glyph_index(c)
                .map(|glyph| (c, glyph.0, face.glyph_hor_advance(glyph).unwrap_or(0)))
        };
        let glyphs: Vec<_> = letters.into_iter().filter_map(glyph).collect();
        let mut latin = vec![None; COMPOSED as usize];
        for &(c, glyph, advance) in &glyphs {
            if let Some(place) = latin.get_mut(u32::from(c) as usize) {
                *place = Some((glyph, advance));
            }
        }
        (!glyphs.is_empty()).then_some(Self {
            bytes,
            units,
            glyphs,
            latin,
        })
    }

    /// How far a text goes, in units of the font.
    fn advance(&self, text: &str) -> u64 {
        composed(text).map(|c| u64::from(self.glyph(c).1)).sum()
    }

    /// The length in points of one in units of the font.
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

    /// The glyph and its advance; of a letter that is not there, those of a question mark.
    fn glyph(&self, c: char) -> (u16, u16) {
        let c = if c.is_whitespace() && c != '\u{a0}' {
            ' '
        } else {
            c
        };
        self.find(c).or_else(|| self.find('?')).unwrap_or((0, 500))
    }
}
