//! Content drawn over a sheet, and the resources that it needs, under names that the sheet does not
//! use.

use crate::copy::object_copier::ObjectCopier;
use crate::file::object_writer::Numbers;
use crate::file::syntax;
use crate::geometry::Matrix;
use crate::read::content_names::{Category, ContentNames};
use crate::read::objects::Objects;
use hayro_syntax::object::Dict;

/// Content over a sheet.
pub(crate) struct Overlay {
    /// Appearances of annotations, and pictures.
    pub(crate) out: Vec<u8>,
    prefix: Vec<u8>,
    xobjects: Vec<u32>,
    /// Graphics states, as entries of their dictionaries.
    states: Vec<Vec<u8>>,
    font: bool,
    words: bool,
}

/// The objects of the fonts that an overlay can name.
#[derive(Clone, Copy)]
pub(crate) struct OwnFonts {
    pub(crate) stamps: u32,
    /// The font of words that are not seen; nothing where no page has any.
    pub(crate) words: Option<u32>,
}

impl Overlay {
    pub(crate) fn new() -> Self {
        Self {
            out: Vec::new(),
            prefix: b"Xpdt".to_vec(),
            xobjects: Vec::new(),
            states: Vec::new(),
            font: false,
            words: false,
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

    /// The resource name of the font of words.
    pub(crate) fn words(&mut self) -> Vec<u8> {
        self.words = true;
        self.words_name()
    }

    fn words_name(&self) -> Vec<u8> {
        [self.prefix.as_slice(), b"W"].concat()
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

    /// Our own entries of a category of resources.
    fn own(&self, category: Category, fonts: OwnFonts) -> Vec<u8> {
        let mut out = Vec::new();
        match category {
            Category::Font => {
                if self.font {
                    syntax::name(&mut out, &self.font_name());
                    out.push(b' ');
                    syntax::reference(&mut out, fonts.stamps);
                }
                if let Some(words) = fonts.words
                    && self.words
                {
                    syntax::name(&mut out, &self.words_name());
                    out.push(b' ');
                    syntax::reference(&mut out, words);
                }
            }
            Category::XObject => {
                for (index, number) in self.xobjects.iter().enumerate() {
                    syntax::name(&mut out, &self.xobject_name(index));
                    out.push(b' ');
                    syntax::reference(&mut out, *number);
                }
            }
            Category::ExtGState => {
                for (index, entries) in self.states.iter().enumerate() {
                    syntax::name(&mut out, &self.state_name(index));
                    out.extend_from_slice(b"<</Type/ExtGState");
                    out.extend_from_slice(entries);
                    out.extend_from_slice(b">>");
                }
            }
            _ => {}
        }
        out
    }

    /// Writes our resources.
    pub(crate) fn own_resources(&self, out: &mut Vec<u8>, fonts: OwnFonts) {
        out.extend_from_slice(b"<<");
        for (category, key) in Category::ALL {
            let own = self.own(category, fonts);
            if !own.is_empty() {
                syntax::name(out, key);
                out.extend_from_slice(b"<<");
                out.extend_from_slice(&own);
                out.extend_from_slice(b">>");
            }
        }
        out.extend_from_slice(b">>");
    }

    /// Writes those of the source's resources that are used, and ours, as one dictionary.
    pub(crate) fn resources(
        &self,
        out: &mut Vec<u8>,
        copier: &mut ObjectCopier,
        numbers: &mut Numbers,
        source: Option<(&Dict<'_>, &ContentNames)>,
        fonts: OwnFonts,
    ) {
        let Some((resources, used)) = source else {
            self.own_resources(out, fonts);
            return;
        };
        out.extend_from_slice(b"<<");
        let ours = |category: Category| self.own(category, fonts);
        copier.resources(out, numbers, resources, used, &ours);
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
