//! The filters of a stream by their names in full.
//!
//! Some programs abbreviate the names of filters in streams, as is allowed only in inline images,
//! or write them as references. Viewers differ in what they take, but all of them read full names
//! in place.

use crate::read::objects::Objects;
use hayro_syntax::object::{Dict, Object};

/// Filters of one stream.
const MOST: usize = 64;

/// The name in full of a filter (ISO 32000-2, table 92).
fn in_full(name: &[u8]) -> &[u8] {
    match name {
        b"AHx" => b"ASCIIHexDecode",
        b"A85" => b"ASCII85Decode",
        b"LZW" => b"LZWDecode",
        b"Fl" => b"FlateDecode",
        b"RL" => b"RunLengthDecode",
        b"CCF" => b"CCITTFaxDecode",
        b"DCT" => b"DCTDecode",
        name => name,
    }
}

/// The names of a stream's filters, and for each its parameters where it has some.
pub(crate) fn read<'a>(objects: &'a Objects, dict: &Dict<'a>) -> Vec<(Vec<u8>, Option<Dict<'a>>)> {
    // `F` names another file, but readers take a name there for a filter.
    let entry = |keys: [&[u8]; 2]| keys.into_iter().find_map(|key| objects.value(dict, key));
    let names: Vec<Vec<u8>> = match entry([b"Filter", b"F"]) {
        Some(Object::Name(name)) => vec![name.as_ref().to_vec()],
        Some(Object::Array(names)) => names
            .raw_iter()
            .take(MOST)
            .filter_map(|name| Some(objects.resolve(name)?.into_name()?.as_ref().to_vec()))
            .collect(),
        _ => Vec::new(),
    };
    let parameters: Vec<Option<Dict<'a>>> = match entry([b"DecodeParms", b"DP"]) {
        Some(Object::Dict(parameters)) => vec![Some(parameters)],
        Some(Object::Array(all)) => all
            .raw_iter()
            .take(MOST)
            .map(|one| objects.resolve(one).and_then(Object::into_dict))
            .collect(),
        _ => Vec::new(),
    };
    names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let parameters = parameters.get(at).and_then(Clone::clone);
            (in_full(&name).to_vec(), parameters)
        })
        .collect()
}
