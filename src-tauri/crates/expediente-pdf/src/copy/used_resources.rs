//! The resources that a page's content can name.
//!
//! For copies of single pages. Some programs give every page of a paper the resources of all pages,
//! and a page for the screen must not carry a thousand scans.

use crate::read::lexer::{hex_digit, is_regular};
use crate::read::objects::{Objects, as_dict};
use hayro_syntax::object::{Dict, MaybeRef, Object};
use std::collections::HashSet;

/// Kinds of resources that can be large, and are left out if the content does not name them.
pub(crate) const SPARED: [&[u8]; 4] = [b"Font", b"Pattern", b"Shading", b"XObject"];

/// Every name in the content.
///
/// Anything that looks like a name counts, even within a string or the data of an inline image: a
/// resource too many costs bytes, one missing costs a picture. So this scans for slashes instead of
/// tokens.
pub(crate) struct UsedResources(HashSet<Vec<u8>>);

impl UsedResources {
    /// Reads content. Nothing when a part of it draws with resources of the page that it does not
    /// name here.
    pub(crate) fn of<'s>(
        objects: &'s Objects,
        content: &[u8],
        resources: &Dict<'s>,
    ) -> Option<Self> {
        let used = Self(names(content));
        // Old forms and Type 3 fonts without resources of their own draw with those of the page.
        let borrows = |key: &[u8], subtype: &[u8]| {
            objects.dict(resources, key).is_some_and(|dict| {
                dict.entries().any(|(name, value)| {
                    used.has(name.as_ref())
                        && objects
                            .resolve(value)
                            .is_some_and(|o| lacks_resources(objects, o, subtype))
                })
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

fn lacks_resources<'s>(objects: &'s Objects, object: Object<'s>, subtype: &[u8]) -> bool {
    let Some(dict) = as_dict(object) else {
        return false;
    };
    let is_kind = match dict.get_raw::<Object<'_>>(b"Subtype") {
        Some(MaybeRef::NotRef(Object::Name(name))) => name.as_ref() == subtype,
        // A reference is rare enough to count as a match without a look.
        Some(MaybeRef::Ref(_)) => true,
        _ => false,
    };
    is_kind && objects.value(&dict, b"Resources").is_none()
}

fn names(content: &[u8]) -> HashSet<Vec<u8>> {
    let mut names = HashSet::new();
    for at in memchr::memchr_iter(b'/', content) {
        let (_, rest) = content.split_at(at + 1);
        let length = rest.iter().take_while(|b| is_regular(**b)).count();
        let (name, _) = rest.split_at(length);
        if name.contains(&b'#') {
            names.insert(decoded(name));
        }
        names.insert(name.to_vec());
    }
    names
}

/// A name with its `#20` decoded.
fn decoded(name: &[u8]) -> Vec<u8> {
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

    /// A name missed here is a picture missing on the screen.
    #[test]
    fn every_name_is_seen() {
        let names = names(b"/A Do/B#20c 12 Tf[/D]TJ(x/E)Tj/F<</G 1>>BDC");
        for name in [b"A".as_slice(), b"B c", b"D", b"E", b"F", b"G"] {
            assert!(names.contains(name), "{}", String::from_utf8_lossy(name));
        }
    }
}
