//! The objects of an opened PDF: follows references and reads typed values from dictionaries.
//!
//! A value of the wrong type reads as absent, as viewers treat it.

use crate::geometry::Rect;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use memchr::memmem;
use std::collections::HashSet;

/// Names that are counted in one tree.
const MOST_NAMES: usize = 200_000;
/// Numbers that are read from one array.
const MOST_NUMBERS: usize = 64;

pub(crate) struct Objects {
    pub(crate) pdf: Pdf,
}

impl Objects {
    pub(crate) fn get(&self, id: ObjectIdentifier) -> Option<Object<'_>> {
        self.pdf.xref().get::<Object<'_>>(id)
    }

    /// Whether an unreadable object exists in the file after all, so that content is lost. Most
    /// references to missing objects never had a target.
    ///
    /// Searches the whole file.
    pub(crate) fn is_lost(&self, id: ObjectIdentifier) -> bool {
        let data: &[u8] = self.pdf.data().as_ref();
        let header = format!("{} {} obj", id.obj_number, id.gen_number);
        for at in memmem::find_iter(data, header.as_bytes()) {
            let before = at.checked_sub(1).and_then(|i| data.get(i));
            if before.is_some_and(u8::is_ascii_digit) {
                continue;
            }
            // A null or empty object holds nothing that could be lost.
            return data.get(at + header.len()..).is_some_and(|rest| {
                let value = rest.trim_ascii_start();
                !value.starts_with(b"null") && !value.starts_with(b"endobj")
            });
        }
        false
    }

    /// The object behind a value; nothing for null.
    pub(crate) fn resolve<'a>(&'a self, value: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match value {
            MaybeRef::Ref(r) => self.get(r.into()),
            MaybeRef::NotRef(o) => Some(o),
        }
        .filter(|o| !matches!(o, Object::Null(_)))
    }

    pub(crate) fn resolve_dict<'a>(&'a self, value: &MaybeRef<Object<'a>>) -> Option<Dict<'a>> {
        match value {
            MaybeRef::Ref(r) => as_dict(self.get((*r).into())?),
            MaybeRef::NotRef(o) => as_dict(o.clone()),
        }
    }

    pub(crate) fn value<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
        self.resolve(dict.get_raw::<Object<'_>>(key)?)
    }

    pub(crate) fn dict<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Dict<'a>> {
        as_dict(self.value(dict, key)?)
    }

    pub(crate) fn array<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Array<'a>> {
        self.value(dict, key)?.into_array()
    }

    pub(crate) fn name<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Name<'a>> {
        self.value(dict, key)?.into_name()
    }

    pub(crate) fn name_is(&self, dict: &Dict<'_>, key: &[u8], name: &[u8]) -> bool {
        self.name(dict, key).is_some_and(|n| n.as_ref() == name)
    }

    pub(crate) fn int(&self, dict: &Dict<'_>, key: &[u8]) -> Option<i64> {
        let number = self.value(dict, key)?.into_number()?;
        Some(number.as_i64())
    }

    pub(crate) fn number(&self, dict: &Dict<'_>, key: &[u8]) -> Option<f64> {
        let number = self.value(dict, key)?.into_number()?;
        Some(number.as_f64())
    }

    /// Whether a flag is present and true.
    pub(crate) fn is_true(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        self.value(dict, key).and_then(Object::into_bool) == Some(true)
    }

    /// The numbers of an array, up to the first item that is not a number.
    pub(crate) fn numbers(&self, array: &Array<'_>) -> Vec<f64> {
        array
            .raw_iter()
            .take(MOST_NUMBERS)
            .map_while(|v| Some(self.resolve(v)?.into_number()?.as_f64()))
            .collect()
    }

    /// The first four numbers of an array as a rectangle.
    pub(crate) fn rect(&self, dict: &Dict<'_>, key: &[u8]) -> Option<Rect> {
        match self.numbers(&self.array(dict, key)?).as_slice() {
            [a, b, c, d, ..] => Some(Rect::new(*a, *b, *c, *d)),
            _ => None,
        }
    }

    /// The entries of a name tree.
    pub(crate) fn count_names<'a>(&'a self, tree: Dict<'a>) -> usize {
        let mut count = 0;
        let mut seen = HashSet::new();
        let mut stack = vec![tree];
        while let Some(node) = stack.pop() {
            count += self
                .array(&node, b"Names")
                .map_or(0, |n| n.raw_iter().take(MOST_NAMES).count() / 2);
            let kids = self.array(&node, b"Kids");
            for kid in kids.into_iter().flat_map(|k| k.raw_iter()) {
                if let Some(r) = kid.as_obj_ref()
                    && seen.len() < MOST_NAMES
                    && seen.insert(r)
                {
                    stack.extend(self.get(r.into()).and_then(as_dict));
                }
            }
        }
        count.min(MOST_NAMES)
    }

    /// The document catalog.
    pub(crate) fn root(&self) -> Option<Dict<'_>> {
        as_dict(self.get(self.pdf.xref().root_id())?)
    }

    /// The interactive form.
    pub(crate) fn form(&self) -> Option<Dict<'_>> {
        self.dict(&self.root()?, b"AcroForm")
    }
}

/// The dictionary of an object; a stream counts as its dictionary.
pub(crate) fn as_dict(object: Object<'_>) -> Option<Dict<'_>> {
    match object {
        Object::Dict(d) => Some(d),
        Object::Stream(s) => Some(s.dict().clone()),
        _ => None,
    }
}
