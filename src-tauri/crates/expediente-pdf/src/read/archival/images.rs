//! Images, in objects of their own and within content (6.2.8).

use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Object, Stream};

use crate::image::jpeg_segments::JpegSegments;
use crate::read::archival::colors::{self, Colors};
use crate::read::archival::tokens::Operand;
use crate::read::content;
use crate::read::objects::Objects;

/// The intents that exist (6.2.6).
pub(super) const INTENTS: [&[u8]; 4] = [
    b"RelativeColorimetric",
    b"AbsoluteColorimetric",
    b"Perceptual",
    b"Saturation",
];

/// Entries that an image may have, with those that say how its data is encoded.
const ENTRIES: [&[u8]; 17] = [
    b"Type",
    b"Subtype",
    b"Name",
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"Width",
    b"Height",
    b"BitsPerComponent",
    b"Intent",
    b"ImageMask",
    b"Decode",
    b"Interpolate",
    b"Matte",
    b"ColorSpace",
    b"Mask",
    b"SMask",
];

/// Whether an image, or the mask of one, has only what is listed.
pub(super) fn is_listed(objects: &Objects, image: &Stream<'_>) -> bool {
    is_image(objects, image, false)
}

fn is_image(objects: &Objects, image: &Stream<'_>, is_mask_of_other: bool) -> bool {
    let dict = image.dict();
    let mut keys = dict.keys();
    let has_mask = || ["Mask", "SMask"].iter().any(|key| dict.contains_key(key));
    keys.all(|key| ENTRIES.contains(&key.as_ref()))
        && objects.name_is(dict, b"Subtype", b"Image")
        && objects.value(dict, b"Interpolate").is_none_or(|value| {
            // Only the word for it may be there, and must say no.
            value.into_bool() == Some(false)
        })
        && is_intent(objects, dict, b"Intent")
        && has_listed_pixels(objects, image)
        && (!is_mask_of_other || !has_mask())
        && has_listed_mask(objects, dict)
        && has_listed_soft_mask(objects, dict)
}

/// Whether a dictionary has no intent, or one that exists.
pub(super) fn is_intent(objects: &Objects, dict: &Dict<'_>, key: &[u8]) -> bool {
    match objects.value(dict, key) {
        None => true,
        Some(Object::Name(intent)) => INTENTS.contains(&intent.as_ref()),
        Some(_) => false,
    }
}

fn has_listed_pixels(objects: &Objects, image: &Stream<'_>) -> bool {
    let dict = image.dict();
    let bits = objects.value(dict, b"BitsPerComponent");
    let bits = match bits {
        None => None,
        Some(Object::Number(bits)) => Some(bits.as_i64()),
        Some(_) => return false,
    };
    if objects.is_true(dict, b"ImageMask") {
        return matches!(bits, None | Some(1)) && !dict.contains_key(b"ColorSpace".as_slice());
    }
    let colors = objects.value(dict, b"ColorSpace");
    let colors = colors.and_then(|colors| colors::read(objects, &colors, 0));
    let parts = match colors {
        Some(Colors::Parts(parts)) => parts,
        Some(Colors::Indexed) => 1,
        Some(Colors::Pattern) | None => return false,
    };
    matches!(bits, Some(1 | 2 | 4 | 8 | 16))
        && match image.filters().last() {
            Some(Filter::DctDecode) => jpeg_parts(objects, image) == Some(parts),
            _ => true,
        }
}

/// How many colors a JPEG has.
fn jpeg_parts(objects: &Objects, image: &Stream<'_>) -> Option<usize> {
    let raw = image.raw_data();
    let unwrapped;
    let data = match image.filters().len() {
        1 => raw.as_ref(),
        _ => {
            unwrapped = content::unwrapped(objects, image, &raw)?;
            unwrapped.as_slice()
        }
    };
    let is_frame =
        |marker: u8| matches!(marker, 0xC0..=0xCF) && ![0xC4, 0xC8, 0xCC].contains(&marker);
    let frame = JpegSegments::new(data).find(|segment| is_frame(segment.marker))?;
    frame.body.get(5).map(|parts| usize::from(*parts))
}

fn has_listed_mask(objects: &Objects, dict: &Dict<'_>) -> bool {
    match objects.value(dict, b"Mask") {
        None => true,
        Some(Object::Stream(mask)) => {
            objects.is_true(mask.dict(), b"ImageMask") && is_image(objects, &mask, true)
        }
        Some(Object::Array(range)) => {
            let mut range = range.raw_iter();
            range.all(|value| matches!(objects.resolve(value), Some(Object::Number(_))))
        }
        Some(_) => false,
    }
}

fn has_listed_soft_mask(objects: &Objects, dict: &Dict<'_>) -> bool {
    match objects.value(dict, b"SMask") {
        None => true,
        Some(Object::Stream(mask)) => {
            objects.name_is(mask.dict(), b"ColorSpace", b"DeviceGray")
                && is_image(objects, &mask, true)
        }
        Some(_) => false,
    }
}

/// The name of the color space of an inline image, where it is a resource; nothing where the image
/// has what is not listed.
pub(super) fn inline_colors(entries: &[Operand]) -> Option<Option<Vec<u8>>> {
    let (pairs, odd) = entries.as_chunks::<2>();
    let mut named = None;
    if !odd.is_empty() {
        return None;
    }
    for [key, value] in pairs {
        let Operand::Name(key) = key else {
            return None;
        };
        let is_listed = match key.as_slice() {
            b"W" | b"Width" | b"H" | b"Height" | b"L" | b"Length" => {
                matches!(value, Operand::Number(_))
            }
            b"BPC" | b"BitsPerComponent" => {
                matches!(value, Operand::Number(bits) if [1.0, 2.0, 4.0, 8.0].contains(bits))
            }
            b"D" | b"Decode" => matches!(value, Operand::Array(_)),
            b"DP" | b"DecodeParms" => matches!(value, Operand::Dict(_) | Operand::Array(_)),
            b"IM" | b"ImageMask" => matches!(value, Operand::Boolean(_)),
            b"I" | b"Interpolate" => *value == Operand::Boolean(false),
            b"F" | b"Filter" => match value {
                Operand::Array(filters) => filters.iter().all(is_inline_filter),
                filter => is_inline_filter(filter),
            },
            b"CS" | b"ColorSpace" => {
                let base = match value {
                    Operand::Name(space) => Some(space),
                    Operand::Array(parts) => indexed_base(parts),
                    _ => None,
                };
                match base.map(Vec::as_slice) {
                    Some(b"G" | b"RGB" | b"DeviceGray" | b"DeviceRGB") => true,
                    Some(b"CMYK" | b"DeviceCMYK" | b"I" | b"Indexed" | b"Pattern") | None => false,
                    Some(space) => {
                        named = Some(space.to_vec());
                        true
                    }
                }
            }
            _ => false,
        };
        if !is_listed {
            return None;
        }
    }
    Some(named)
}

fn is_inline_filter(filter: &Operand) -> bool {
    let listed: [&[u8]; 10] = [
        b"AHx",
        b"ASCIIHexDecode",
        b"A85",
        b"ASCII85Decode",
        b"Fl",
        b"FlateDecode",
        b"RL",
        b"RunLengthDecode",
        b"CCF",
        b"CCITTFaxDecode",
    ];
    matches!(filter, Operand::Name(name) if listed.contains(&name.as_slice()))
}

/// The colors of a palette.
fn indexed_base(parts: &[Operand]) -> Option<&Vec<u8>> {
    match parts {
        [
            Operand::Name(kind),
            Operand::Name(base),
            Operand::Number(_),
            Operand::Text(_),
        ] if [b"I".as_slice(), b"Indexed"].contains(&kind.as_slice()) => Some(base),
        _ => None,
    }
}
