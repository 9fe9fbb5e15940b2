//! How large numbers, names and strings may be (6.1.13), and which filters streams may have
//! (6.1.7.2), in all objects of a file.

use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, MaybeRef, Number, Object, Stream};

use crate::read::objects::Objects;

const LONGEST_NAME: usize = 127;
pub(super) const LONGEST_STRING: usize = 32_767;
/// Arrays and dictionaries one in the other.
pub(super) const DEEPEST: usize = 32;
const LARGEST_REAL: f64 = 3.403e38;
/// Anything nearer to zero than this is zero itself.
const SMALLEST_REAL: f64 = 1.176e-38;

/// Whether every object of a file is within the limits.
pub(super) fn are_kept(objects: &Objects) -> bool {
    let all = objects.pdf.objects();
    all.into_iter().all(|object| is_within(&object, 0))
}

fn is_within(object: &Object<'_>, depth: usize) -> bool {
    let is_item_within = |item: &MaybeRef<Object<'_>>| match item {
        MaybeRef::Ref(_) => true,
        MaybeRef::NotRef(object) => is_within(object, depth + 1),
    };
    let is_dict_within = |dict: &Dict<'_>| {
        let mut entries = dict.entries();
        entries.all(|(key, value)| is_name(key.as_ref()) && is_item_within(&value))
    };
    if depth > DEEPEST {
        return false;
    }
    match object {
        Object::Null(_) | Object::Boolean(_) => true,
        Object::Number(number) => is_number(number),
        Object::Name(name) => is_name(name.as_ref()),
        Object::String(string) => string.as_ref().len() <= LONGEST_STRING,
        Object::Array(items) => items.raw_iter().all(|item| is_item_within(&item)),
        Object::Dict(dict) => is_dict_within(dict),
        Object::Stream(stream) => has_listed_filters(stream) && is_dict_within(stream.dict()),
    }
}

/// Whether a name may be so long, and can be read as text (6.1.8).
pub(super) fn is_name(name: &[u8]) -> bool {
    name.len() <= LONGEST_NAME && std::str::from_utf8(name).is_ok()
}

fn is_number(number: &Number) -> bool {
    let (real, whole) = (number.as_f64(), number.as_i64());
    // A real number without a fraction is copied as a whole one.
    if whole as f64 == real {
        return i32::try_from(whole).is_ok();
    }
    is_real(real)
}

pub(super) fn is_real(real: f64) -> bool {
    real == 0.0 || (SMALLEST_REAL..=LARGEST_REAL).contains(&real.abs())
}

/// Whether the data is where the file says, with the filters that are allowed.
fn has_listed_filters(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    let named = match dict.get::<Object<'_>>(b"Filter".as_slice()) {
        None => 0,
        Some(Object::Name(_)) => 1,
        Some(Object::Array(names)) => names.raw_iter().count(),
        Some(_) => return false,
    };
    let filters = stream.filters();
    let is_listed = |filter: &Filter| {
        matches!(
            filter,
            Filter::AsciiHexDecode
                | Filter::Ascii85Decode
                | Filter::FlateDecode
                | Filter::RunLengthDecode
                | Filter::CcittFaxDecode
                | Filter::Jbig2Decode
                | Filter::DctDecode
        )
    };
    let elsewhere: [&[u8]; 3] = [b"F", b"FFilter", b"FDecodeParms"];
    filters.len() == named
        && filters.iter().all(is_listed)
        && !elsewhere.iter().any(|key| dict.contains_key(key))
}
