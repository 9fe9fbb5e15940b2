//! The sort order of a folder, which becomes the order of its exhibits.

use std::cmp::Ordering;
use std::ffi::OsStr;

use expediente_model::without_accents;

/// The order in which people sort names: `2` before `10`, ignoring accents and case.
#[must_use]
pub fn natural(a: &OsStr, b: &OsStr) -> Ordering {
    let fold = |name: &OsStr| without_accents(&name.to_string_lossy()).to_lowercase();
    natord::compare(&fold(a), &fold(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exhibits are in the dossier in the order in which a file manager shows them.
    #[test]
    fn names_stand_in_natural_order() {
        let mut names = [
            "10 - b", "2 - á", "2 - B", "1 - z", "árbol", "zapato", "Ana",
        ]
        .map(OsStr::new);
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "1 - z", "2 - á", "2 - B", "10 - b", "Ana", "árbol", "zapato"
            ]
            .map(OsStr::new)
        );
    }
}
