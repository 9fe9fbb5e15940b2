//! Names without their extensions.

use std::ffi::OsStr;
use std::path::Path;

/// The name without an extension. The part after the last dot counts as one only if it looks like
/// one: `Carta Dr. Rangel` has none.
pub(crate) fn stem(name: &OsStr) -> String {
    let path = Path::new(name);
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let known = extension.is_some_and(|e| {
        (2..=5).contains(&e.len())
            && e.bytes().all(|b| b.is_ascii_alphanumeric())
            && e.bytes().any(|b| b.is_ascii_alphabetic())
    });
    let stem = if known {
        path.file_stem()
    } else {
        path.file_name()
    };
    // A name like `..` has neither.
    stem.map_or(name, |stem| stem)
        .to_string_lossy()
        .into_owned()
}
