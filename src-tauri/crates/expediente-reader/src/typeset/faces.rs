//! The fonts of the pages: which font has a character, how wide it is, which characters are used.

use std::collections::{BTreeMap, HashMap};

use expediente_model::{Code, Finding};
use ttf_parser::Face as Parsed;

use crate::pdf::FONT as BOLD;

const REGULAR: &[u8] = include_bytes!("../../../../../assets/fonts/ExpedienteSerif-Regular.ttf");
const LETTERS: &[u8] = include_bytes!("../../../../../assets/fonts/ExpedienteSerif-Letters.ttf");
const EMOJI: &[u8] = include_bytes!("../../../../../assets/fonts/ExpedienteEmoji.ttf");

/// Letters that are told by name when no font has them.
const TOLD: usize = 24;

/// One of the fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Cyrillic and Greek.
    Letters,
    /// Signs.
    Emoji,
}

impl Face {
    /// Every font, in the order of their names in a page's resources.
    pub(crate) const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Letters, Self::Emoji];

    /// Its name in the resources of a page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Regular => "F0",
            Self::Bold => "F1",
            Self::Letters => "F2",
            Self::Emoji => "F3",
        }
    }

    /// The bytes of the font.
    pub(crate) fn data(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
            Self::Letters => LETTERS,
            Self::Emoji => EMOJI,
        }
    }
}

/// A character as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn {
    pub(crate) face: Face,
    /// Its code in the texts of the pages.
    pub(crate) code: u16,
    /// Its width at size 1.
    pub(crate) width: f64,
}

/// A character of a font that is used on some page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Used {
    pub(crate) char: char,
    pub(crate) glyph: u16,
    /// In thousandths of the size.
    pub(crate) width: f64,
}

/// The fonts, and what was used of them.
pub(crate) struct Faces {
    parsed: BTreeMap<Face, (Parsed<'static>, f64)>,
    drawn: HashMap<(Face, char), Drawn>,
    used: BTreeMap<Face, Vec<Used>>,
    missing: BTreeMap<char, u64>,
    /// The first words with marks that turn their order.
    turned: Option<String>,
}

/// The program's own font cannot be read, which a test would have seen.
fn broken() -> Finding {
    Finding::new(Code::ReaderFailed)
}

impl Faces {
    pub(crate) fn new() -> Result<Self, Finding> {
        let mut parsed = BTreeMap::new();
        for face in Face::ALL {
            let read = Parsed::parse(face.data(), 0).map_err(|_| broken())?;
            let units = f64::from(read.units_per_em());
            parsed.insert(face, (read, units));
        }
        Ok(Self {
            parsed,
            drawn: HashMap::new(),
            used: BTreeMap::new(),
            missing: BTreeMap::new(),
            turned: None,
        })
    }

    /// How a character is drawn, in the wanted font or in the first that has it. One that no font
    /// has is drawn as a question mark and remembered.
    pub(crate) fn drawn(&mut self, wanted: Face, char: char) -> Drawn {
        if let Some(known) = self.drawn.get(&(wanted, char)) {
            if self.missing.contains_key(&char) {
                *self.missing.entry(char).or_default() += 1;
            }
            return *known;
        }
        let drawn = match self.first_with(wanted, char) {
            Some((face, glyph)) => self.use_glyph(face, char, glyph),
            None => {
                *self.missing.entry(char).or_default() += 1;
                match self.first_with(wanted, '?') {
                    Some((face, glyph)) => self.use_glyph(face, '?', glyph),
                    None => Drawn {
                        face: wanted,
                        code: 0,
                        width: 0.0,
                    },
                }
            }
        };
        self.drawn.insert((wanted, char), drawn);
        drawn
    }

    /// The width of a text on one line.
    pub(crate) fn width(&mut self, face: Face, size: f64, text: &str) -> f64 {
        text.chars()
            .map(|char| self.drawn(face, char).width * size)
            .sum()
    }

    fn first_with(&self, wanted: Face, char: char) -> Option<(Face, u16)> {
        [wanted, Face::Regular, Face::Letters, Face::Emoji]
            .into_iter()
            .find_map(|face| {
                let (parsed, _) = self.parsed.get(&face)?;
                let glyph = parsed.glyph_index(char).filter(|glyph| glyph.0 != 0)?;
                Some((face, glyph.0))
            })
    }

    fn use_glyph(&mut self, face: Face, char: char, glyph: u16) -> Drawn {
        let advance = self.parsed.get(&face).map_or(0.0, |(parsed, units)| {
            let advance = parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph));
            advance.map_or(0.0, f64::from) / units
        });
        let used = self.used.entry(face).or_default();
        let at = match used.iter().position(|one| one.char == char) {
            Some(at) => at,
            None => {
                used.push(Used {
                    char,
                    glyph,
                    width: advance * 1000.0,
                });
                used.len() - 1
            }
        };
        Drawn {
            face,
            // The fonts together have fewer than 65,535 characters. Code 0 is for no glyph.
            code: u16::try_from(at + 1).map_or(0, |code| code),
            width: advance,
        }
    }

    /// What is used of each font; the code of a character is its place, counted from 1.
    pub(crate) fn used(&self) -> &BTreeMap<Face, Vec<Used>> {
        &self.used
    }

    /// The font, as it was read.
    pub(crate) fn parsed(&self, face: Face) -> Result<&Parsed<'static>, Finding> {
        let found = self.parsed.get(&face).map(|(parsed, _)| parsed);
        found.ok_or_else(broken)
    }

    /// What the user should know of letters that no font has, and of words that are turned.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let turned = self.turned.as_ref();
        let turned = turned.map(|words| Finding::new(Code::TextTurned).with("words", words));
        self.missing().into_iter().chain(turned).collect()
    }

    /// Notes words that another program shows in another order than the one in which they stand:
    /// `gpj.exe` as `exe.jpg`.
    pub(crate) fn note_turned(&mut self, words: String) {
        self.turned.get_or_insert(words);
    }

    fn missing(&self) -> Option<Finding> {
        if self.missing.is_empty() {
            return None;
        }
        let count: u64 = self.missing.values().sum();
        let letters: Vec<String> = self
            .missing
            .keys()
            .take(TOLD)
            .map(|char| match char.is_alphanumeric() {
                true => format!("{char} (U+{:04X})", u32::from(*char)),
                false => format!("U+{:04X}", u32::from(*char)),
            })
            .collect();
        let more = self.missing.len() > TOLD;
        let list = letters.join(", ") + if more { " …" } else { "" };
        Some(
            Finding::new(Code::LettersNotDrawn)
                .with("count", count)
                .with("letters", list),
        )
    }
}
