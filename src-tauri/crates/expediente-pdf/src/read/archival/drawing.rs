//! Walks the pages of a copy and everything that they draw with.
//!
//! Each object is looked at once, however many pages share it, and content is read one stream at a
//! time. What the walk may take is limited: a paper beyond that is one of which nothing is known.

use std::collections::{HashMap, HashSet};

use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Stream};

use crate::read::archival::codes::Codes;
use crate::read::archival::colors::{self, Colors};
use crate::read::archival::content::{self as operators, Drawn};
use crate::read::archival::{fonts, images, limits};
use crate::read::content::{self, Content};
use crate::read::content_names::Category;
use crate::read::objects::{Objects, as_dict};
use crate::read::source::Source;

/// Decoded content that is read in all.
const MOST_CONTENT: usize = 128 * 1024 * 1024;
/// Fonts, each of which has a table of letters.
const MOST_FONTS: usize = 2_000;
/// The sides of a page (6.1.13).
const SIDES: std::ops::RangeInclusive<f64> = 3.0..=14_400.0;

const PAGE: [&[u8]; 10] = [
    b"Type",
    b"Parent",
    b"MediaBox",
    b"CropBox",
    b"Rotate",
    b"UserUnit",
    b"Resources",
    b"Contents",
    b"Annots",
    b"Group",
];
const LINK: [&[u8]; 9] = [
    b"Type",
    b"Subtype",
    b"F",
    b"Border",
    b"Rect",
    b"Dest",
    b"A",
    b"Contents",
    b"QuadPoints",
];
const FORM: [&[u8]; 11] = [
    b"Type",
    b"Subtype",
    b"FormType",
    b"BBox",
    b"Matrix",
    b"Name",
    b"Group",
    b"Resources",
    b"Length",
    b"Filter",
    b"DecodeParms",
];
const TILING: [&[u8]; 12] = [
    b"Type",
    b"PatternType",
    b"PaintType",
    b"TilingType",
    b"BBox",
    b"XStep",
    b"YStep",
    b"Matrix",
    b"Resources",
    b"Length",
    b"Filter",
    b"DecodeParms",
];
const SHADED: [&[u8]; 5] = [b"Type", b"PatternType", b"Matrix", b"Shading", b"ExtGState"];
const MASK: [&[u8]; 5] = [b"Type", b"S", b"G", b"BC", b"TR"];
const GROUP: [&[u8]; 5] = [b"Type", b"S", b"I", b"K", b"CS"];

/// The modes that exist (6.2.10).
const BLEND_MODES: [&[u8]; 17] = [
    b"Normal",
    b"Compatible",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

impl Source {
    /// Whether the pages, which are those of a copy that goes into a dossier, have only what is
    /// known to be allowed in PDF/A-2b.
    pub fn has_archival_pages(&self) -> bool {
        limits::are_kept(&self.objects) && Walk::new(self).are_pages_listed()
    }
}

struct Walk<'a> {
    source: &'a Source,
    objects: &'a Objects,
    /// What was looked at, by how it is used.
    seen: HashSet<(ObjectIdentifier, Category)>,
    /// Forms and patterns whose content was not read yet.
    waiting: Vec<Stream<'a>>,
    fonts: HashMap<ObjectIdentifier, Codes>,
    content_left: usize,
}

impl<'a> Walk<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            objects: &source.objects,
            seen: HashSet::new(),
            waiting: Vec::new(),
            fonts: HashMap::new(),
            content_left: MOST_CONTENT,
        }
    }

    fn are_pages_listed(mut self) -> bool {
        for page in 0..self.source.page_count() {
            if !self.is_page_listed(page) {
                return false;
            }
            while let Some(stream) = self.waiting.pop() {
                let resources = self.objects.dict(stream.dict(), b"Resources");
                let content = content::of_stream(self.objects, &stream);
                if !self.is_content_listed(&content, resources) {
                    return false;
                }
            }
        }
        let objects = self.objects;
        self.fonts.iter().all(|(id, codes)| {
            let font = objects.get(*id).and_then(as_dict);
            font.is_some_and(|font| fonts::is_listed(objects, &font, codes))
        })
    }

    fn is_page_listed(&mut self, index: usize) -> bool {
        let Some(page) = self.source.page_dict(index) else {
            return false;
        };
        let is_ours = |key: &[u8]| key.starts_with(b"XPDT_");
        let mut keys = page.keys();
        let has_only = keys.all(|key| PAGE.contains(&key.as_ref()) || is_ours(key.as_ref()));
        let boxes: [&[u8]; 2] = [b"MediaBox", b"CropBox"];
        let is_sized = boxes.iter().all(|key| {
            let sides = self.objects.rect(&page, key);
            sides.is_none_or(|sides| {
                SIDES.contains(&sides.width()) && SIDES.contains(&sides.height())
            })
        });
        let annotations = self.source.annotations(index);
        let are_links = annotations.iter().all(|annotation| {
            has_only_keys(annotation, &LINK)
                && self.objects.name_is(annotation, b"Subtype", b"Link")
        });
        has_only && is_sized && are_links && self.is_group_listed(&page) && {
            let content = content::read(self.objects, &self.source.page_contents(index));
            let resources = self.objects.dict(&page, b"Resources");
            self.is_content_listed(&content, resources)
        }
    }

    /// Whether content, and all resources beside it, have only what is listed.
    fn is_content_listed(&mut self, content: &Content, resources: Option<Dict<'a>>) -> bool {
        let Some(left) = self.content_left.checked_sub(content.bytes.len()) else {
            return false;
        };
        self.content_left = left;
        if content.damaged || content.unknown || content.too_long {
            return false;
        }
        let Some(drawn) = operators::read(&content.bytes) else {
            return false;
        };
        match resources {
            // Content without resources of its own may name none (6.2.2).
            None => drawn.names.is_empty() && drawn.fonts.is_empty(),
            Some(resources) => {
                self.are_resources_listed(&resources) && self.are_named(&drawn, &resources)
            }
        }
    }

    /// Whether everything that content names is in its resources. Notes the letters of fonts.
    fn are_named(&mut self, drawn: &Drawn, resources: &Dict<'a>) -> bool {
        let of = |category: Category| {
            let mut keys = Category::ALL.iter();
            let key = keys.find(|(of, _)| *of == category)?.1;
            self.objects.dict(resources, key)
        };
        let are_there = drawn.names.iter().all(|(category, name)| {
            let all = of(*category);
            all.is_some_and(|all| self.objects.value(&all, name).is_some())
        });
        let fonts = of(Category::Font);
        are_there
            && drawn.fonts.iter().all(|(name, codes)| {
                let font = fonts.as_ref().and_then(|fonts| fonts.get_ref(name));
                // A font without a number of its own is rare.
                let Some(font) = font.map(ObjectIdentifier::from) else {
                    return false;
                };
                self.fonts.entry(font).or_default().extend(codes);
                self.fonts.len() <= MOST_FONTS
            })
    }

    fn are_resources_listed(&mut self, resources: &Dict<'a>) -> bool {
        let is_known = |key: &[u8]| {
            key == b"ProcSet" || Category::ALL.iter().any(|(_, category)| *category == key)
        };
        if !resources.keys().all(|key| is_known(key.as_ref())) {
            return false;
        }
        Category::ALL.into_iter().all(|(category, key)| {
            let Some(all) = self.objects.dict(resources, key) else {
                return !resources.contains_key(key);
            };
            let mut entries = all.entries();
            entries.all(|(_, value)| self.is_resource_listed(category, value))
        })
    }

    fn is_resource_listed(&mut self, category: Category, value: MaybeRef<Object<'a>>) -> bool {
        let id = value.as_obj_ref().map(ObjectIdentifier::from);
        if id.is_some_and(|id| !self.seen.insert((id, category))) {
            return true;
        }
        let Some(object) = self.objects.resolve(value) else {
            return false;
        };
        match category {
            Category::ColorSpace => colors::read(self.objects, &object, 0).is_some(),
            Category::Shading => colors::is_shading(self.objects, object),
            Category::Properties => matches!(object, Object::Dict(_)),
            Category::ExtGState => match object {
                Object::Dict(state) => self.is_state_listed(&state),
                _ => false,
            },
            Category::Font => match id {
                Some(id) => {
                    self.fonts.entry(id).or_default();
                    self.fonts.len() <= MOST_FONTS
                }
                None => false,
            },
            Category::Pattern => self.is_pattern_listed(object),
            Category::XObject => match object {
                Object::Stream(stream)
                    if self.objects.name_is(stream.dict(), b"Subtype", b"Image") =>
                {
                    images::is_listed(self.objects, &stream)
                }
                Object::Stream(stream) => self.is_form_listed(stream),
                _ => false,
            },
        }
    }

    fn is_form_listed(&mut self, form: Stream<'a>) -> bool {
        let dict = form.dict();
        let is_listed = has_only_keys(dict, &FORM)
            && self.objects.name_is(dict, b"Subtype", b"Form")
            && self.objects.rect(dict, b"BBox").is_some()
            && self.is_group_listed(dict);
        self.waiting.push(form);
        is_listed
    }

    fn is_pattern_listed(&mut self, pattern: Object<'a>) -> bool {
        match pattern {
            Object::Stream(tiling) => {
                let dict = tiling.dict();
                let is_listed = has_only_keys(dict, &TILING)
                    && self.objects.int(dict, b"PatternType") == Some(1)
                    && self.objects.rect(dict, b"BBox").is_some();
                self.waiting.push(tiling);
                is_listed
            }
            Object::Dict(shaded) => {
                let shading = self.objects.value(&shaded, b"Shading");
                let is_shading =
                    shading.is_some_and(|shading| colors::is_shading(self.objects, shading));
                let state = self.objects.dict(&shaded, b"ExtGState");
                has_only_keys(&shaded, &SHADED)
                    && self.objects.int(&shaded, b"PatternType") == Some(2)
                    && is_shading
                    && state.is_none_or(|state| self.is_state_listed(&state))
            }
            _ => false,
        }
    }

    /// Whether a page or a form has no group, or one of colors that are listed.
    fn is_group_listed(&self, of: &Dict<'a>) -> bool {
        let group = match self.objects.value(of, b"Group") {
            None => return true,
            Some(Object::Dict(group)) => group,
            Some(_) => return false,
        };
        let space = self.objects.value(&group, b"CS");
        has_only_keys(&group, &GROUP)
            && self.objects.name_is(&group, b"S", b"Transparency")
            && space.is_none_or(|space| {
                let colors = colors::read(self.objects, &space, 0);
                matches!(colors, Some(Colors::Parts(_)))
            })
    }

    fn is_state_listed(&mut self, state: &Dict<'a>) -> bool {
        state.keys().all(|key| {
            let value = self.objects.value(state, key.as_ref());
            self.is_parameter_listed(key.as_ref(), value)
        })
    }

    /// Whether a parameter of the graphics state may be so (6.2.5).
    fn is_parameter_listed(&mut self, key: &[u8], value: Option<Object<'a>>) -> bool {
        let Some(value) = value else {
            return true;
        };
        match (key, value) {
            (b"Type", Object::Name(_)) => true,
            (b"LW" | b"LC" | b"LJ" | b"ML" | b"FL" | b"SM" | b"OPM", Object::Number(_)) => true,
            (b"D", Object::Array(_)) => true,
            (b"OP" | b"op" | b"SA" | b"AIS" | b"TK", Object::Boolean(_)) => true,
            (b"RI", Object::Name(intent)) => images::INTENTS.contains(&intent.as_ref()),
            (b"BM", Object::Name(mode)) => BLEND_MODES.contains(&mode.as_ref()),
            (b"CA" | b"ca", Object::Number(alpha)) => (0.0..=1.0).contains(&alpha.as_f64()),
            (b"TR2", Object::Name(name)) => name.as_ref() == b"Default",
            (b"SMask", Object::Name(name)) => name.as_ref() == b"None",
            (b"SMask", Object::Dict(mask)) => self.is_mask_listed(&mask),
            _ => false,
        }
    }

    fn is_mask_listed(&mut self, mask: &Dict<'a>) -> bool {
        let is_plain = match self.objects.value(mask, b"TR") {
            None => true,
            Some(Object::Name(name)) => name.as_ref() == b"Identity",
            Some(_) => false,
        };
        let Some(group) = mask.get_raw::<Object<'_>>(b"G".as_slice()) else {
            return false;
        };
        has_only_keys(mask, &MASK) && is_plain && self.is_resource_listed(Category::XObject, group)
    }
}

fn has_only_keys(dict: &Dict<'_>, listed: &[&[u8]]) -> bool {
    let mut keys = dict.keys();
    keys.all(|key| listed.contains(&key.as_ref()))
}
