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

    /// Names that differ only in accents or capitals are in one order, however the folder lists
    /// them; the same folder would give another dossier on another computer.
    #[test]
    fn ties_are_always_in_one_order() {
        let expected = ["ANA 1", "Ana 1", "Ana 01", "ana 1", "an\u{e1} 1"].map(OsStr::new);
        let sorted = |mut names: Vec<&'static OsStr>| {
            names.sort_by(|a, b| natural(a, b));
            names
        };
        let first = sorted(expected.to_vec());
        for turn in 0..expected.len() {
            let mut names = expected.to_vec();
            names.rotate_left(turn);
            assert_eq!(sorted(names.clone()), first, "{names:?}");
            names.reverse();
            assert_eq!(sorted(names.clone()), first, "{names:?}");
        }
        // Among equal numbers, the bytes of the names decide: capitals, then accents.
        let equal = ["ANA 1", "Ana 1", "ana 1", "an\u{e1} 1"].map(OsStr::new);
        assert_eq!(sorted(equal.iter().rev().copied().collect()), equal);
    }

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
