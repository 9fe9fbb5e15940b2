//! The resources that content draws with, and what of them must be copied.
//!
//! Many programs give all pages of a paper one dictionary of resources. Copied as it is, a single
//! page would carry the pictures and the text of all the others, invisibly. So a page, a form, a
//! pattern and a Type 3 font each get only those resources that their content names.
//!
//! A form without resources draws with those of the content that draws it, and viewers look there
//! too for names that a form's own resources lack. So the names of drawn content that its own
//! resources do not settle count as names of the content that draws it.

use crate::read::content;
use crate::read::content_names::{Category, ContentNames};
use crate::read::content_state;
use crate::read::objects::{Objects, as_dict};
use crate::read::source::Source;
use crate::read::visible::surroundings::Surroundings;
use crate::read::visible::visible_content::{self, VisibleContent};
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Stream};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Forms within forms that are followed. Viewers stop earlier.
const DEEPEST: usize = 24;

/// Categories of resources that have content of their own.
const DRAWING: [Category; 4] = [
    Category::ExtGState,
    Category::Font,
    Category::Pattern,
    Category::XObject,
];

/// The names that the forms, patterns and Type 3 fonts of a source use, each found once.
#[derive(Default)]
pub(crate) struct UsedResources {
    /// For each object: all names of its content and of what that draws with its resources.
    known: HashMap<ObjectIdentifier, Rc<ContentNames>>,
    /// Objects whose names are being looked for.
    open: HashSet<ObjectIdentifier>,
    /// The page that is copied, in whose resources a name is looked up last.
    pub(crate) page: usize,
    /// Objects with content that layers which are off must be taken out of.
    layered: HashSet<ObjectIdentifier>,
    /// Such glyphs of Type 3 fonts, without those layers: a glyph does not name its font.
    pub(crate) glyphs: HashMap<ObjectIdentifier, VisibleContent>,
    /// Some content was too long to be examined.
    pub(crate) too_long: bool,
}

impl UsedResources {
    /// The names that content uses of these resources: its own, and those of what it draws that are
    /// not settled there.
    pub(crate) fn of_content(
        &mut self,
        source: &Source,
        own: &ContentNames,
        resources: &Dict<'_>,
    ) -> ContentNames {
        let objects = &source.objects;
        let mut all = own.clone();
        if all.unknown {
            return all;
        }
        // What is drawn can name more of what can be drawn, so this goes on until nothing is new.
        let (mut drawn, mut in_place) = (HashSet::new(), HashSet::new());
        loop {
            let (mut found, before) = (Vec::new(), in_place.len());
            let mut glyphs = ContentNames::default();
            for (category, key) in Category::ALL {
                if !DRAWING.contains(&category) {
                    continue;
                }
                let Some(dict) = objects.dict(resources, key) else {
                    continue;
                };
                for name in all.of(category) {
                    let Some(value) = dict.get_raw::<Object<'_>>(name) else {
                        continue;
                    };
                    let value = match category {
                        Category::ExtGState => match mask_of(objects, &value) {
                            Some(mask) => mask,
                            None => continue,
                        },
                        _ => value,
                    };
                    match value.as_obj_ref().map(ObjectIdentifier::from) {
                        Some(id) if drawn.insert(id) => found.push(id),
                        Some(_) => {}
                        // A font can be written in place.
                        None => {
                            if let Some(font) = objects.resolve_dict(&value)
                                && in_place.insert(name.to_vec())
                            {
                                glyphs.extend(&self.glyph_names(source, &font));
                            }
                        }
                    }
                }
            }
            all.extend(&glyphs);
            if found.is_empty() && in_place.len() == before {
                return all;
            }
            for id in found {
                let (names, own) = self.of_object(source, id);
                let is_missing = |category: Category, name: &[u8]| {
                    own.as_ref()
                        .is_none_or(|own| !defines(objects, own, category, name))
                };
                all.extend_with(&names, is_missing);
                if all.unknown {
                    return all;
                }
            }
        }
    }

    /// The names that an object uses of its own resources or of those around it, and its own
    /// resources.
    fn of_object<'s>(
        &mut self,
        source: &'s Source,
        id: ObjectIdentifier,
    ) -> (Rc<ContentNames>, Option<Dict<'s>>) {
        let objects = &source.objects;
        let object = objects.get(id);
        let dict = object.clone().and_then(as_dict);
        let own = dict
            .as_ref()
            .and_then(|dict| objects.dict(dict, b"Resources"));
        if let Some(known) = self.known.get(&id) {
            return (Rc::clone(known), own);
        }
        // A form that draws itself names nothing new.
        if self.open.len() >= DEEPEST || !self.open.insert(id) {
            return (Rc::default(), own);
        }
        let content = match (&object, &dict) {
            (Some(Object::Stream(stream)), Some(dict)) if is_content(objects, dict) => {
                if is_off(source, dict) {
                    ContentNames::default()
                } else {
                    let (names, seen) = self.names_of(source, stream, own.clone());
                    if seen.is_some() {
                        self.layered.insert(id);
                    }
                    names
                }
            }
            (Some(_), Some(dict)) if objects.name_is(dict, b"Subtype", b"Type3") => {
                self.glyph_names(source, dict)
            }
            _ => ContentNames::default(),
        };
        let all = match &own {
            Some(resources) => self.of_content(source, &content, resources),
            None => content,
        };
        self.open.remove(&id);
        let all = Rc::new(all);
        self.known.insert(id, Rc::clone(&all));
        (all, own)
    }

    /// The names that a form, a pattern or a font uses of its own resources.
    pub(crate) fn within(&mut self, source: &Source, id: ObjectIdentifier) -> Rc<ContentNames> {
        self.of_object(source, id).0
    }

    /// The names that the glyphs of a Type 3 font use of its own resources.
    pub(crate) fn within_font(&mut self, source: &Source, font: &Dict<'_>) -> Rc<ContentNames> {
        let names = self.glyph_names(source, font);
        Rc::new(match source.objects.dict(font, b"Resources") {
            Some(resources) => self.of_content(source, &names, &resources),
            None => names,
        })
    }

    /// The names in the content of a stream, and that content without the layers that are off,
    /// where it has such.
    fn names_of(
        &mut self,
        source: &Source,
        stream: &Stream<'_>,
        own: Option<Dict<'_>>,
    ) -> (ContentNames, Option<VisibleContent>) {
        let content = content::of_stream(&source.objects, stream);
        self.too_long |= content.too_long;
        if content.too_long || content.unknown {
            return (ContentNames::of_unknown(), None);
        }
        let seen = seen(source, self.page, own, &content.bytes);
        let bytes = seen.as_ref().map_or(&content.bytes, |seen| &seen.bytes);
        (content_state::of(bytes).names, seen)
    }

    /// The names in all glyphs of a Type 3 font.
    fn glyph_names(&mut self, source: &Source, font: &Dict<'_>) -> ContentNames {
        let mut all = ContentNames::default();
        let Some(glyphs) = source.objects.dict(font, b"CharProcs") else {
            return all;
        };
        let own = source.objects.dict(font, b"Resources");
        for (_, glyph) in glyphs.entries() {
            let id = glyph.as_obj_ref().map(ObjectIdentifier::from);
            if let Some(Object::Stream(stream)) = source.objects.resolve(glyph) {
                let (names, seen) = self.names_of(source, &stream, own.clone());
                all.extend(&names);
                if let (Some(id), Some(seen)) = (id, seen) {
                    self.glyphs.insert(id, seen);
                }
            }
        }
        all
    }

    /// The content of a form or a pattern without what is not seen of it; nothing where all
    /// of it stays. `own` are the resources that the object has.
    pub(crate) fn seen(
        &self,
        source: &Source,
        id: ObjectIdentifier,
        stream: &Stream<'_>,
        own: Option<Dict<'_>>,
    ) -> Option<VisibleContent> {
        if !self.layered.contains(&id) {
            return None;
        }
        let content = content::of_stream(&source.objects, stream);
        seen(source, self.page, own, &content.bytes)
    }
}

/// Content without the layers that are off.
fn seen(
    source: &Source,
    page: usize,
    own: Option<Dict<'_>>,
    content: &[u8],
) -> Option<VisibleContent> {
    let around = Surroundings {
        source,
        own,
        page: source.page_resources(page),
        visible: None,
    };
    visible_content::of(content, &around)
}

/// Whether a form or an image is in a layer that is off.
pub(crate) fn is_off(source: &Source, dict: &Dict<'_>) -> bool {
    let layer = dict.get_raw::<Object<'_>>(b"OC");
    layer.is_some_and(|layer| source.is_hidden(&layer))
}

/// The form of the soft mask of a graphics state.
fn mask_of<'a>(objects: &'a Objects, state: &MaybeRef<Object<'a>>) -> Option<MaybeRef<Object<'a>>> {
    let mask = objects.dict(&objects.resolve_dict(state)?, b"SMask")?;
    mask.get_raw::<Object<'_>>(b"G")
}

/// Whether a stream is content: a form or a tiling pattern, even if it does not say so.
fn is_content(objects: &Objects, dict: &Dict<'_>) -> bool {
    !objects.name_is(dict, b"Subtype", b"Image")
        && (dict.contains_key(b"BBox") || objects.name_is(dict, b"Subtype", b"Form"))
        && !dict.contains_key(b"ShadingType")
}

/// Whether resources have one of this name.
fn defines(objects: &Objects, resources: &Dict<'_>, category: Category, name: &[u8]) -> bool {
    Category::ALL
        .iter()
        .find(|(of, _)| *of == category)
        .and_then(|(_, key)| objects.dict(resources, key))
        .is_some_and(|dict| dict.contains_key(name))
}
