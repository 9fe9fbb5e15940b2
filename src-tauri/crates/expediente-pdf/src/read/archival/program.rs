//! The programs of fonts: which glyph a letter is, and how wide it is.

use std::collections::HashMap;

use ttf_parser::cmap::Subtable;
use ttf_parser::{Face, GlyphId, PlatformId, Tag, cff};

use crate::read::archival::numbered::NumberedWidths;

/// Widths of a dictionary and of a program may differ by this, in thousandths of the size
/// (6.2.11.5).
const TOLERANCE: f64 = 1.0;

/// A TrueType program, all of which is there.
pub(super) struct TrueType<'a> {
    face: Face<'a>,
}

impl<'a> TrueType<'a> {
    pub(super) fn read(data: &'a [u8]) -> Option<Self> {
        let is_truetype = data.starts_with(&[0, 1, 0, 0]) || data.starts_with(b"true");
        let face = Face::parse(data, 0).ok()?;
        let mut tables = face.raw_face().table_records.into_iter();
        let is_whole = tables.all(|table| {
            let end = table.offset.checked_add(table.length);
            end.is_some_and(|end| end as usize <= data.len())
        });
        let has = |tag: &[u8; 4]| face.raw_face().table(Tag::from_bytes(tag)).is_some();
        let has_glyphs = has(b"glyf") && has(b"loca") && has(b"hmtx");
        (is_truetype && is_whole && has_glyphs).then_some(Self { face })
    }

    /// Whether a glyph is there, is not the one for letters that are missing (6.2.11.8), and has
    /// this width.
    pub(super) fn has(&self, glyph: GlyphId, width: f64) -> bool {
        let units = f64::from(self.face.units_per_em());
        let advance = self.face.glyph_hor_advance(glyph);
        let is_there = glyph.0 != 0 && glyph.0 < self.face.number_of_glyphs();
        is_there
            && advance.is_some_and(|advance| {
                (f64::from(advance) * 1000.0 / units - width).abs() <= TOLERANCE
            })
    }

    fn letters(&self) -> impl Iterator<Item = Subtable<'a>> {
        let tables = self.face.tables().cmap;
        tables.into_iter().flat_map(|tables| tables.subtables)
    }

    /// The glyph of a Unicode value, by the table that a font of common letters must have
    /// (6.2.11.6).
    pub(super) fn of_unicode(&self, unicode: u32) -> Option<GlyphId> {
        let mut tables = self.letters();
        let table = tables.find(|table| is_of(table, PlatformId::Windows, 1))?;
        table.glyph_index(unicode)
    }

    /// The glyph of a code of a font with letters of its own: by the table for symbols, or by its
    /// only table. Where it has both kinds of tables, they must agree.
    pub(super) fn of_symbol(&self, code: u8) -> Option<GlyphId> {
        let code = u32::from(code);
        let symbols = self
            .letters()
            .find(|table| is_of(table, PlatformId::Windows, 0));
        let plain = self
            .letters()
            .find(|table| is_of(table, PlatformId::Macintosh, 0));
        let is_only = self.letters().count() == 1;
        let of_plain = plain.and_then(|table| table.glyph_index(code));
        let Some(symbols) = symbols else {
            return of_plain.filter(|_| is_only);
        };
        // The codes are in one of four ranges.
        let mut ranges = [0xF000, 0, 0xF100, 0xF200].into_iter();
        let glyph = ranges.find_map(|range| symbols.glyph_index(range + code))?;
        let agrees = plain.is_none() || of_plain == Some(glyph);
        agrees.then_some(glyph)
    }
}

fn is_of(table: &Subtable<'_>, platform: PlatformId, encoding: u16) -> bool {
    table.platform_id == platform && table.encoding_id == encoding
}

/// A bare CFF program, whose glyphs have names or, in a font of many letters, numbers.
pub(super) struct Compact<'a> {
    table: cff::Table<'a>,
    /// The widths of glyphs that have numbers, and those glyphs by their numbers.
    numbered: Option<(NumberedWidths<'a>, HashMap<u16, GlyphId>)>,
}

impl<'a> Compact<'a> {
    pub(super) fn read(data: &'a [u8]) -> Option<Self> {
        let table = cff::Table::parse(data)?;
        let glyphs = (0..table.number_of_glyphs()).map(GlyphId);
        let numbers = glyphs.filter_map(|glyph| Some((table.glyph_cid(glyph)?, glyph)));
        let numbers: HashMap<u16, GlyphId> = numbers.collect();
        let numbered = if numbers.is_empty() {
            None
        } else {
            Some((NumberedWidths::read(data)?, numbers))
        };
        // Any other scale is rare.
        let is_usual = (table.matrix().sx - 0.001).abs() < 1e-7;
        is_usual.then_some(Self { table, numbered })
    }

    /// The same as of a TrueType program.
    pub(super) fn has(&self, glyph: GlyphId, width: f64) -> bool {
        let is_there = glyph.0 != 0 && glyph.0 < self.table.number_of_glyphs();
        is_there
            && match &self.numbered {
                Some((widths, _)) => {
                    let own = widths.of(glyph.0);
                    own.is_some_and(|own| (own - width).abs() <= TOLERANCE)
                }
                // The reader drops the fraction of a width.
                None => self.table.glyph_width(glyph).is_some_and(|whole| {
                    let whole = f64::from(whole);
                    (whole..=whole + TOLERANCE).contains(&width)
                }),
            }
    }

    pub(super) fn of_code(&self, code: u8) -> Option<GlyphId> {
        self.table.glyph_index(code)
    }

    pub(super) fn of_name(&self, name: &str) -> Option<GlyphId> {
        self.table.glyph_index_by_name(name)
    }

    /// The glyph of a number. Where the glyphs have names, the numbers are those of glyphs.
    pub(super) fn of_number(&self, number: u16) -> Option<GlyphId> {
        match &self.numbered {
            Some((_, glyphs)) => glyphs.get(&number).copied(),
            None => Some(GlyphId(number)),
        }
    }

    /// The names of all glyphs but the one for letters that are missing.
    pub(super) fn names(&self) -> Option<Vec<&'a str>> {
        let glyphs = 1..self.table.number_of_glyphs();
        let names = glyphs.map(|glyph| self.table.glyph_name(GlyphId(glyph)));
        names.collect()
    }
}
