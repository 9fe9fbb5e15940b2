//! Content drawn over a sheet, and the resources that it needs, under names that the sheet does not
//! use.

use crate::copy::object_copier::{ObjectCopier, ObjectKind};
use crate::copy::used_resources::{SPARED, UsedResources};
use crate::file::object_writer::Numbers;
use crate::file::syntax;
use crate::geometry::Matrix;
use crate::read::objects::Objects;
use hayro_syntax::object::{Dict, Object};
use std::sync::Arc;

/// Content over a sheet.
pub(crate) struct Overlay {
    pub(crate) out: Vec<u8>,
    prefix: Vec<u8>,
    xobjects: Vec<u32>,
    /// Graphics states, as entries of their dictionaries.
    states: Vec<Vec<u8>>,
    font: bool,
}

const RESOURCES: [&[u8]; 8] = [
    b"ColorSpace",
    b"ExtGState",
    b"Font",
    b"Pattern",
    b"ProcSet",
    b"Properties",
    b"Shading",
    b"XObject",
];

impl Overlay {
    pub(crate) fn new() -> Self {
        Self {
            out: Vec::new(),
            prefix: b"Xpdt".to_vec(),
            xobjects: Vec::new(),
            states: Vec::new(),
            font: false,
        }
    }

    /// An overlay whose resources have a prefix that these resources do not use.
    pub(crate) fn beside(objects: &Objects, resources: &Dict<'_>) -> Self {
        let mut overlay = Self::new();
        let taken: Vec<Dict<'_>> = [b"Font".as_slice(), b"XObject", b"ExtGState"]
            .iter()
            .filter_map(|key| objects.dict(resources, key))
            .collect();
        while taken.iter().any(|d| {
            d.keys()
                .any(|name| name.as_ref().starts_with(&overlay.prefix))
        }) {
            overlay.prefix.push(b'_');
        }
        overlay
    }

    /// The resource name of the stamp font.
    pub(crate) fn font(&mut self) -> Vec<u8> {
        self.font = true;
        self.font_name()
    }

    fn font_name(&self) -> Vec<u8> {
        [self.prefix.as_slice(), b"F"].concat()
    }

    /// The resource name of a form or an image.
    pub(crate) fn xobject(&mut self, number: u32) -> Vec<u8> {
        let index = index_of(&mut self.xobjects, number);
        self.xobject_name(index)
    }

    /// Draws a form or an image, after transforming the space it is drawn in.
    pub(crate) fn draw(&mut self, number: u32, transforms: &[Matrix]) {
        let name = self.xobject(number);
        self.out.extend_from_slice(b"q\n");
        for transform in transforms {
            syntax::concat(&mut self.out, transform);
        }
        syntax::name(&mut self.out, &name);
        self.out.extend_from_slice(b" Do\nQ\n");
    }

    fn xobject_name(&self, index: usize) -> Vec<u8> {
        [self.prefix.as_slice(), b"X", index.to_string().as_bytes()].concat()
    }

    /// The resource name of a graphics state with these entries.
    pub(crate) fn state(&mut self, entries: Vec<u8>) -> Vec<u8> {
        let index = index_of(&mut self.states, entries);
        self.state_name(index)
    }

    fn state_name(&self, index: usize) -> Vec<u8> {
        [self.prefix.as_slice(), b"G", index.to_string().as_bytes()].concat()
    }

    fn own_states(&self, out: &mut Vec<u8>) {
        for (index, entries) in self.states.iter().enumerate() {
            syntax::name(out, &self.state_name(index));
            out.extend_from_slice(b"<</Type/ExtGState");
            out.extend_from_slice(entries);
            out.extend_from_slice(b">>");
        }
    }

    fn own_fonts(&self, out: &mut Vec<u8>, font: u32) {
        if self.font {
            syntax::name(out, &self.font_name());
            out.push(b' ');
            syntax::reference(out, font);
        }
    }

    fn own_xobjects(&self, out: &mut Vec<u8>) {
        for (index, number) in self.xobjects.iter().enumerate() {
            syntax::name(out, &self.xobject_name(index));
            out.push(b' ');
            syntax::reference(out, *number);
        }
    }

    pub(crate) fn own_resources(&self, out: &mut Vec<u8>, font: u32) {
        out.extend_from_slice(b"<</Font<<");
        self.own_fonts(out, font);
        out.extend_from_slice(b">>/XObject<<");
        self.own_xobjects(out);
        out.extend_from_slice(b">>/ExtGState<<");
        self.own_states(out);
        out.extend_from_slice(b">>>>");
    }

    /// Writes the source's resources and ours as one dictionary. Large ones are left out if they
    /// are known to be unused.
    pub(crate) fn resources(
        &self,
        out: &mut Vec<u8>,
        copier: &mut ObjectCopier,
        numbers: &mut Numbers,
        resources: Option<(Dict<'_>, Option<&UsedResources>)>,
        font: u32,
    ) {
        let Some((resources, used)) = resources else {
            self.own_resources(out, font);
            return;
        };
        let source = Arc::clone(&copier.source);
        out.extend_from_slice(b"<<");
        for key in RESOURCES {
            let ours = match key {
                b"Font" => self.font,
                b"XObject" => !self.xobjects.is_empty(),
                b"ExtGState" => !self.states.is_empty(),
                _ => false,
            };
            let theirs = resources.get_raw::<Object<'_>>(key);
            let used = if SPARED.contains(&key) { used } else { None };
            if ours || used.is_some() {
                syntax::name(out, key);
                out.extend_from_slice(b"<<");
                if let Some(dict) = theirs.and_then(|raw| source.objects.resolve_dict(&raw)) {
                    let names: Vec<_> = dict.keys().collect();
                    let names = names.iter().map(AsRef::as_ref);
                    let unused: Vec<&[u8]> = names
                        .filter(|name| used.is_some_and(|used| !used.has(name)))
                        .collect();
                    copier.entries(out, numbers, &dict, ObjectKind::Names, &unused);
                }
                match key {
                    b"Font" => self.own_fonts(out, font),
                    b"XObject" => self.own_xobjects(out),
                    b"ExtGState" => self.own_states(out),
                    _ => {}
                }
                out.extend_from_slice(b">>");
            } else if let Some(raw) = theirs {
                syntax::name(out, key);
                out.push(b' ');
                copier.value(out, numbers, &raw, ObjectKind::Names);
            }
        }
        out.extend_from_slice(b">>");
    }
}

/// The index of an item, which is added if it is new.
fn index_of<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    items.iter().position(|i| *i == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}
