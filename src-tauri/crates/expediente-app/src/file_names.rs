//! File names: taken from paths, and made from titles.

use std::ffi::OsStr;
use std::path::Path;

use expediente_model::is_reserved_name;

/// The last part of a path. A path such as `..` has none, and its name is empty.
pub(crate) fn name_of(path: &Path) -> &OsStr {
    path.file_name().unwrap_or_default()
}

/// The same as text; bytes that are not text are replaced.
pub(crate) fn shown_name(path: &Path) -> String {
    name_of(path).to_string_lossy().into_owned()
}

/// The last part of a path without its extension. A path such as `..` has none, and its stem is
/// empty.
pub(crate) fn stem_of(path: &Path) -> &OsStr {
    path.file_stem().unwrap_or_default()
}

/// The same as text; bytes that are not text are replaced.
pub(crate) fn shown_stem(path: &Path) -> String {
    stem_of(path).to_string_lossy().into_owned()
}

/// The text with `_` for every character except letters, digits and those in `also`: some system
/// refuses the others in file names.
pub(crate) fn plain(text: &str, also: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || also.contains(c);
    text.chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect()
}

/// A readable name without what some system refuses. Nothing may be left of it, and it may be
/// [reserved](unreserved).
pub(crate) fn portable(text: &str) -> String {
    plain(text, " -_.,()").trim_matches([' ', '.']).to_owned()
}

/// A name that Windows allows: the name of a device gets a `_` before it.
pub(crate) fn unreserved(name: String) -> String {
    if is_reserved_name(&name) {
        format!("_{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dossier called "Con" would be written to the console of Windows.
    #[test]
    fn names_of_devices_are_changed() {
        for (name, expected) in [
            ("con", "_con"),
            ("Aux.pdf", "_Aux.pdf"),
            ("nul.2025", "_nul.2025"),
            ("Constancia", "Constancia"),
        ] {
            let free = unreserved(name.to_owned());
            assert_eq!(free, expected);
            assert!(!is_reserved_name(&free), "{free}");
        }
    }

    /// A path without a name has an empty one, not a part of the rest.
    #[test]
    fn paths_without_a_name() {
        assert_eq!(shown_name(Path::new("a/..")), "");
        assert_eq!(shown_stem(Path::new("/")), "");
        assert_eq!(shown_stem(Path::new("a/b.pdf")), "b");
    }
}
