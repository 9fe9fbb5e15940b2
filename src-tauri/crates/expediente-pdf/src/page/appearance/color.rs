//! Colors of annotations.

use crate::file::syntax;
use crate::read::objects::Objects;
use hayro_syntax::object::Dict;

/// Operators that set the fill color, by the number of components: gray, RGB, CMYK.
pub(crate) const FILL: [&str; 3] = ["g", "rg", "k"];
/// Operators that set the stroke color.
pub(crate) const STROKE: [&str; 3] = ["G", "RG", "K"];

/// The operator that sets the color of an entry; nothing when it has none.
pub(crate) fn of_entry(
    objects: &Objects,
    dict: &Dict<'_>,
    key: &[u8],
    [gray, rgb, cmyk]: [&str; 3],
) -> Option<Vec<u8>> {
    let values = objects.numbers(&objects.array(dict, key)?);
    let operator = match values.len() {
        1 => gray,
        3 => rgb,
        4 => cmyk,
        _ => return None,
    };
    let mut out = Vec::new();
    syntax::reals(&mut out, &values);
    out.extend_from_slice(operator.as_bytes());
    out.push(b'\n');
    Some(out)
}
