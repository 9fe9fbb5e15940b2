//! Which of its resources a page's content can name.
//!
//! For copies of single pages: some programs give every page of a paper the resources of all of them, and a page
//! for the screen must not carry a thousand scans. What is copied in the end is `overlay`'s.

use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Dict, MaybeRef, Object};
use std::collections::HashSet;

/// Kinds of resources that are left out where the content does not name them: those that can be large.
pub(crate) const SPARED: [&[u8]; 4] = [b"Font", b"Pattern", b"Shading", b"XObject"];

/// Every name that stands in content, and more: what looks like one within a string is taken for one as well.
pub(crate) struct UsedResources(HashSet<Vec<u8>>);

impl UsedResources {
    /// Reads content. Nothing when a part of it draws with the page's resources without naming them here.
    pub(crate) fn of<'s>(source: &'s Source, content: &[u8], resources: &Dict<'s>) -> Option<Self> {
        let used = Self(names(content));
        // Old forms and fonts of drawings without resources of their own draw with those of the page.
        let borrows = |key: &[u8], subtype: &[u8]| {
            let Some(dict) = source.dict(resources, key) else {
                return false;
            };
            dict.entries().any(|(name, value)| {
                used.has(name.as_ref())
                    && source
                        .resolve(value)
                        .is_some_and(|o| is_bare(source, o, subtype))
            })
        };
        let any = borrows(b"XObject", b"Form") || borrows(b"Font", b"Type3");
        (!any).then_some(used)
    }

    /// Whether the content can name it.
    pub(crate) fn has(&self, name: &[u8]) -> bool {
        self.0.contains(name)
    }
}

fn is_bare<'s>(source: &'s Source, object: Object<'s>, subtype: &[u8]) -> bool {
    let Some(dict) = as_dict(object) else {
        return false;
    };
    let is = match dict.get_raw::<Object<'_>>(b"Subtype") {
        Some(MaybeRef::NotRef(Object::Name(name))) => name.as_ref() == subtype,
        // One that has to be looked up is rare enough to be taken for it.
        Some(MaybeRef::Ref(_)) => true,
        _ => false,
    };
    let own = dict.get_raw::<Object<'_>>(b"Resources");
    is && own.and_then(|value| source.resolve(value)).is_none()
}

fn names(content: &[u8]) -> HashSet<Vec<u8>> {
    let mut names = HashSet::new();
    let mut bytes = content.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'/' {
            continue;
        }
        let mut name = Vec::new();
        while let Some(next) =
            bytes.next_if(|b| !b.is_ascii_whitespace() && *b != 0 && !b"()<>[]{}/%".contains(b))
        {
            name.push(next);
        }
        if name.contains(&b'#') {
            names.insert(decoded(&name));
        }
        names.insert(name);
    }
    names
}

/// With its `#20` as bytes.
fn decoded(name: &[u8]) -> Vec<u8> {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = name.get(at) {
        match (byte, digit(name.get(at + 1)), digit(name.get(at + 2))) {
            (b'#', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
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

    /// A name that is missed here would be a picture that is missing on the screen.
    #[test]
    fn every_name_is_seen() {
        let names = names(b"/A Do/B#20c 12 Tf[/D]TJ(x/E)Tj/F<</G 1>>BDC");
        for name in [b"A".as_slice(), b"B c", b"D", b"E", b"F", b"G"] {
            assert!(names.contains(name), "{}", String::from_utf8_lossy(name));
        }
    }
}
