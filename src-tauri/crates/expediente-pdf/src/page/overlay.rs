//! What is drawn over a sheet, and the resources that this needs under names the sheet does not use.
//!
//! What is drawn is `compose`'s.

use crate::copy::object_copier::{As, ObjectCopier};
use crate::copy::used_resources::{SPARED, UsedResources};
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Dict, Object};
use std::io::Write;
use std::sync::Arc;

/// Drawing over a sheet.
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
    pub(crate) fn new(source: Option<&Source>, resources: Option<&Dict<'_>>) -> Self {
        let mut prefix = b"Xpdt".to_vec();
        if let (Some(source), Some(resources)) = (source, resources) {
            let taken: Vec<Dict<'_>> = [b"Font".as_slice(), b"XObject", b"ExtGState"]
                .iter()
                .filter_map(|key| source.dict(resources, key))
                .collect();
            while taken
                .iter()
                .any(|d| d.keys().any(|name| name.as_ref().starts_with(&prefix)))
            {
                prefix.push(b'_');
            }
        }
        Self {
            out: Vec::new(),
            prefix,
            xobjects: Vec::new(),
            states: Vec::new(),
            font: false,
        }
    }

    pub(crate) fn font(&mut self) -> Vec<u8> {
        self.font = true;
        self.font_name()
    }

    fn font_name(&self) -> Vec<u8> {
        [self.prefix.as_slice(), b"F"].concat()
    }

    pub(crate) fn xobject(&mut self, number: u32) -> Vec<u8> {
        let index = match self.xobjects.iter().position(|n| *n == number) {
            Some(index) => index,
            None => {
                self.xobjects.push(number);
                self.xobjects.len() - 1
            }
        };
        self.xobject_name(index)
    }

    fn xobject_name(&self, index: usize) -> Vec<u8> {
        [self.prefix.as_slice(), b"X", index.to_string().as_bytes()].concat()
    }

    pub(crate) fn state(&mut self, entries: Vec<u8>) -> Vec<u8> {
        let index = match self.states.iter().position(|s| *s == entries) {
            Some(index) => index,
            None => {
                self.states.push(entries);
                self.states.len() - 1
            }
        };
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

    /// The source's resources with ours among them, as a dictionary; of large ones only those that are used, where that
    /// is known.
    pub(crate) fn resources<W: Write>(
        &self,
        out: &mut Vec<u8>,
        graph: &mut ObjectCopier,
        sink: &mut ObjectWriter<W>,
        resources: Option<(Dict<'_>, Option<&UsedResources>)>,
        font: u32,
    ) {
        let Some((resources, used)) = resources else {
            self.own_resources(out, font);
            return;
        };
        let source = Arc::clone(&graph.source);
        out.extend_from_slice(b"<<");
        for key in RESOURCES {
            let ours = match key {
                b"Font" => self.font,
                b"XObject" => !self.xobjects.is_empty(),
                b"ExtGState" => !self.states.is_empty(),
                _ => false,
            };
            let theirs = resources.get_raw::<Object<'_>>(key);
            let used = used.filter(|_| SPARED.contains(&key));
            if ours || used.is_some() {
                syntax::name(out, key);
                out.extend_from_slice(b"<<");
                let dict = theirs.and_then(|raw| match raw.as_obj_ref() {
                    Some(r) => source.object(r.into()).and_then(as_dict),
                    None => source.resolve(raw).and_then(as_dict),
                });
                if let Some(dict) = dict {
                    let names: Vec<_> = dict.keys().collect();
                    let names = names.iter().map(AsRef::as_ref);
                    let unused: Vec<&[u8]> = names
                        .filter(|name| used.is_some_and(|used| !used.has(name)))
                        .collect();
                    graph.entries(out, &mut sink.numbers, &dict, As::Names, &unused);
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
                graph.value(out, &mut sink.numbers, &raw, As::Names);
            }
        }
        out.extend_from_slice(b">>");
    }
}
