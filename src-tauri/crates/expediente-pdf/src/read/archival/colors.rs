//! Color spaces and shadings (6.2.4): gray and three colors, of a device or of a profile, palettes
//! of these, and patterns. Inks are not on the list.

use hayro_syntax::object::{Array, Object, Stream};

use crate::read::archival::functions;
use crate::read::content;
use crate::read::objects::{Objects, as_dict};

/// Color spaces one in the other.
const DEEPEST: usize = 4;

/// What the colors of a space are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colors {
    /// One part or three.
    Parts(usize),
    Indexed,
    Pattern,
}

/// The colors of a space; nothing where it is not on the list.
pub(super) fn read(objects: &Objects, space: &Object<'_>, depth: usize) -> Option<Colors> {
    if depth > DEEPEST {
        return None;
    }
    let array = match space {
        Object::Name(name) => return of_name(name.as_ref()),
        Object::Array(array) => array,
        _ => return None,
    };
    let item = |at: usize| objects.resolve(array.raw_iter().nth(at)?);
    let kind = item(0)?.into_name()?;
    let second = item(1);
    let base = || read(objects, second.as_ref()?, depth + 1);
    let is_dict = || second.clone().is_some_and(|it| as_dict(it).is_some());
    match (kind.as_ref(), length(array)) {
        (name, 1) => of_name(name),
        (b"CalGray", 2) if is_dict() => Some(Colors::Parts(1)),
        (b"CalRGB" | b"Lab", 2) if is_dict() => Some(Colors::Parts(3)),
        (b"ICCBased", 2) => of_profile(objects, &second?.into_stream()?),
        (b"Indexed", 4) => {
            let is_table = matches!(item(3)?, Object::String(_) | Object::Stream(_));
            let is_listed = is_table && matches!(base()?, Colors::Parts(_));
            is_listed.then_some(Colors::Indexed)
        }
        (b"Pattern", 2) => {
            let is_listed = matches!(base()?, Colors::Parts(_) | Colors::Indexed);
            is_listed.then_some(Colors::Pattern)
        }
        _ => None,
    }
}

fn length(array: &Array<'_>) -> usize {
    array.raw_iter().take(8).count()
}

fn of_name(name: &[u8]) -> Option<Colors> {
    match name {
        b"DeviceGray" => Some(Colors::Parts(1)),
        b"DeviceRGB" => Some(Colors::Parts(3)),
        b"Pattern" => Some(Colors::Pattern),
        _ => None,
    }
}

/// The colors of a profile, which must be what its dictionary says (6.2.4.2).
fn of_profile(objects: &Objects, stream: &Stream<'_>) -> Option<Colors> {
    let dict = stream.dict();
    let listed: [&[u8]; 6] = [
        b"N",
        b"Alternate",
        b"Range",
        b"Length",
        b"Filter",
        b"DecodeParms",
    ];
    if !dict.keys().all(|key| listed.contains(&key.as_ref())) {
        return None;
    }
    let parts = match objects.int(dict, b"N")? {
        1 => 1,
        3 => 3,
        _ => return None,
    };
    let is_alternate = match objects.value(dict, b"Alternate") {
        None => true,
        Some(other) => of_alternate(objects, &other) == Some(Colors::Parts(parts)),
    };
    let data = content::short(objects, stream)?;
    let is_sound = is_alternate && is_profile(&data, parts);
    is_sound.then_some(Colors::Parts(parts))
}

/// The colors beside a profile, which have none themselves.
fn of_alternate(objects: &Objects, other: &Object<'_>) -> Option<Colors> {
    match other {
        Object::Name(name) => of_name(name.as_ref()),
        Object::Array(array) => {
            let kind = objects.resolve(array.raw_iter().next()?)?.into_name()?;
            match kind.as_ref() {
                b"CalGray" => Some(Colors::Parts(1)),
                b"CalRGB" | b"Lab" => Some(Colors::Parts(3)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether this is a profile of so many colors: the head of ICC.1:2010, 7.2, and all that its table
/// of tags names.
fn is_profile(data: &[u8], parts: usize) -> bool {
    let word = |at: usize| Some(u32::from_be_bytes(*data.get(at..)?.first_chunk()?));
    // A short head matches nothing.
    let four = |at: usize| data.get(at..at + 4).unwrap_or_default();
    let space: &[u8] = if parts == 1 { b"GRAY" } else { b"RGB " };
    let is_class = [b"prtr", b"mntr", b"scnr", b"spac"]
        .iter()
        .any(|class| four(12) == *class);
    let is_version = matches!(data.get(8), Some(2..=4));
    let length = word(0).map(|length| length as usize);
    let is_whole = length.is_some_and(|length| length <= data.len());
    let tags = word(128).filter(|tags| (1..=100).contains(tags));
    let has_tags = tags.is_some_and(|tags| {
        (0..tags as usize).all(|tag| {
            let entry = 132 + tag * 12;
            let (from, size) = (word(entry + 4), word(entry + 8));
            match (from, size) {
                (Some(from), Some(size)) => from as usize + size as usize <= data.len(),
                _ => false,
            }
        })
    });
    is_whole && is_class && is_version && four(16) == space && four(36) == b"acsp" && has_tags
}

/// Whether a shading has only what is listed.
pub(super) fn is_shading(objects: &Objects, shading: Object<'_>) -> bool {
    let is_stream = matches!(shading, Object::Stream(_));
    let Some(dict) = as_dict(shading) else {
        return false;
    };
    let is_kind = match objects.int(&dict, b"ShadingType") {
        Some(1..=3) => !is_stream,
        Some(4..=7) => is_stream,
        _ => false,
    };
    let space = objects.value(&dict, b"ColorSpace");
    let colors = space.and_then(|space| read(objects, &space, 0));
    let function = objects.value(&dict, b"Function");
    is_kind
        && matches!(colors, Some(Colors::Parts(_) | Colors::Indexed))
        && function.is_none_or(|function| functions::are_listed(objects, function, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A profile that a reader cannot use makes the whole dossier one that lies.
    #[test]
    fn profiles_are_what_they_say() {
        let head = [
            &[0, 0, 0, 160, 0, 0, 0, 0, 2, 0, 0, 0][..],
            b"mntrGRAY",
            &[0; 16],
            b"acsp",
            &[0; 91],
            b"\x01wtpt\0\0\0\x90\0\0\0\x10",
            &[0; 16],
        ];
        let gray = head.concat();
        assert!(is_profile(&gray, 1));
        assert!(!is_profile(&gray, 3));
        for (at, byte) in [
            (3, 161),
            (8, 5),
            (12, b'x'),
            (36, b'x'),
            (131, 0),
            (143, 17),
        ] {
            let mut bad = gray.clone();
            if let Some(changed) = bad.get_mut(at) {
                *changed = byte;
            }
            assert!(!is_profile(&bad, 1), "{at}");
        }
        assert!(!is_profile(b"short", 1));
    }
}
