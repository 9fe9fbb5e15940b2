//! The resources that content names, by category.

use crate::read::lexer::{hex_digit, is_regular};
use std::collections::{BTreeMap, BTreeSet};

/// A category of resources (ISO 32000-2, table 34). `ProcSet` is obsolete and not copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Category {
    ColorSpace,
    ExtGState,
    Font,
    Pattern,
    Properties,
    Shading,
    XObject,
}

impl Category {
    /// All of them, by their keys.
    pub(crate) const ALL: [(Self, &'static [u8]); 7] = [
        (Self::ColorSpace, b"ColorSpace"),
        (Self::ExtGState, b"ExtGState"),
        (Self::Font, b"Font"),
        (Self::Pattern, b"Pattern"),
        (Self::Properties, b"Properties"),
        (Self::Shading, b"Shading"),
        (Self::XObject, b"XObject"),
    ];
}

/// The names of resources in content.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct ContentNames {
    named: BTreeMap<Category, BTreeSet<Vec<u8>>>,
    /// Names that can be of any category, where operators cannot be told apart.
    anywhere: BTreeSet<Vec<u8>>,
    /// Content that was not read can name anything.
    pub(crate) unknown: bool,
}

impl ContentNames {
    /// Every word that looks like a name, even within a string or the data of an inline image.
    pub(crate) fn anywhere(content: &[u8]) -> Self {
        let mut anywhere = BTreeSet::new();
        for at in memchr::memchr_iter(b'/', content) {
            let (_, name) = content.split_at(at);
            let length = name.iter().skip(1).take_while(|b| is_regular(**b)).count();
            let (name, _) = name.split_at(1 + length);
            anywhere.insert(decoded(name));
        }
        Self {
            anywhere,
            ..Self::default()
        }
    }

    /// Names of content that was not read.
    pub(crate) fn of_unknown() -> Self {
        Self {
            unknown: true,
            ..Self::default()
        }
    }

    /// Notes what an operator uses of the names before it.
    pub(crate) fn use_of(&mut self, operator: &[u8], names: &[&[u8]]) {
        let category = match operator {
            b"Do" => Category::XObject,
            b"Tf" => Category::Font,
            b"gs" => Category::ExtGState,
            b"cs" | b"CS" => Category::ColorSpace,
            b"scn" | b"SCN" | b"sc" | b"SC" => Category::Pattern,
            b"sh" => Category::Shading,
            b"BDC" | b"DP" => Category::Properties,
            _ => return,
        };
        // The first name before BDC is a tag. It does no harm as a property list that does not
        // exist.
        self.add(category, names);
    }

    fn add(&mut self, category: Category, names: &[&[u8]]) {
        if !names.is_empty() {
            let named = self.named.entry(category).or_default();
            named.extend(names.iter().map(|name| decoded(name)));
        }
    }

    /// Notes a name.
    pub(crate) fn insert(&mut self, category: Category, name: Vec<u8>) {
        self.named.entry(category).or_default().insert(name);
    }

    /// Notes the names in the description of an inline image, one of which can be a color space.
    pub(crate) fn in_inline_image(&mut self, names: &[&[u8]]) {
        self.add(Category::ColorSpace, names);
    }

    /// Whether the content can name this resource.
    pub(crate) fn has(&self, category: Category, name: &[u8]) -> bool {
        // The color spaces that stand for the device's are used without being named.
        let stands_for_device = || {
            category == Category::ColorSpace
                && matches!(name, b"DefaultGray" | b"DefaultRGB" | b"DefaultCMYK")
        };
        self.unknown
            || self.anywhere.contains(name)
            || (self.named.get(&category)).is_some_and(|named| named.contains(name))
            || stands_for_device()
    }

    /// The names that can be of a category, some of them twice.
    pub(crate) fn of(&self, category: Category) -> impl Iterator<Item = &[u8]> {
        let named = self.named.get(&category).into_iter().flatten();
        named.chain(&self.anywhere).map(Vec::as_slice)
    }

    /// Adds names of other content.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.extend_with(other, |_, _| true);
    }

    /// Adds those names of other content for which `missing` holds.
    pub(crate) fn extend_with(&mut self, other: &Self, missing: impl Fn(Category, &[u8]) -> bool) {
        for (&category, names) in &other.named {
            let new = names.iter().filter(|name| missing(category, name));
            self.named.entry(category).or_default().extend(new.cloned());
        }
        let any = |name: &&Vec<u8>| Category::ALL.iter().any(|(of, _)| missing(*of, name));
        self.anywhere
            .extend(other.anywhere.iter().filter(any).cloned());
        self.unknown |= other.unknown;
    }
}

/// A name as written, without its slash and with its `#20` decoded.
pub(crate) fn decoded(name: &[u8]) -> Vec<u8> {
    let name = match name {
        [b'/', name @ ..] => name,
        name => name,
    };
    let digit = |b: Option<&u8>| b.and_then(|b| hex_digit(*b));
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = name.get(at) {
        match (byte, digit(name.get(at + 1)), digit(name.get(at + 2))) {
            (b'#', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::content_state;

    /// A name missed here is a picture missing in the dossier; one too many is a page that was left
    /// out and lies in it all the same.
    #[test]
    fn names_count_for_their_operators_only() {
        let names = content_state::of(
            b"/A Do/B#20c 12 Tf [(/E)]TJ (x/E)Tj /G gs /H cs /I scn /J sh /T/K BDC EMC \
              /L<</M 1>>BDC EMC BI /W 1 /CS /N ID \x01 EI",
        )
        .names;
        for (category, name) in [
            (Category::XObject, "A"),
            (Category::Font, "B c"),
            (Category::ExtGState, "G"),
            (Category::ColorSpace, "H"),
            (Category::Pattern, "I"),
            (Category::Shading, "J"),
            (Category::Properties, "K"),
            (Category::ColorSpace, "N"),
            (Category::ColorSpace, "DefaultRGB"),
        ] {
            assert!(names.has(category, name.as_bytes()), "{name}");
        }
        for (category, name) in [
            (Category::Font, "A"),
            (Category::XObject, "E"),
            (Category::Font, "E"),
            (Category::XObject, "K"),
        ] {
            assert!(!names.has(category, name.as_bytes()), "{name}");
        }
    }

    /// Viewers disagree about broken content, so that nothing that it can name is left out.
    #[test]
    fn broken_content_can_name_anything_in_it() {
        let names = content_state::of(b"/A Do (x/E) /F nonsense (").names;
        for name in [b"A", b"E", b"F"] {
            assert!(names.has(Category::XObject, name) && names.has(Category::Font, name));
        }
        assert!(!names.has(Category::XObject, b"B"));
    }
}
