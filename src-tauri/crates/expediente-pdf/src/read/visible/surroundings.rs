//! What content refers to by names: layers, fonts, forms and images. A name that its own resources
//! lack is looked up in those of the page, as viewers do.

use crate::geometry::{Matrix, Rect};
use crate::read::content_names::decoded;
use crate::read::objects::as_dict;
use crate::read::source::Source;
use hayro_syntax::object::{Dict, MaybeRef, Object};

/// The resources of content, and the part of the page that is visible.
pub(crate) struct Surroundings<'a> {
    pub(crate) source: &'a Source,
    /// Its own resources.
    pub(crate) own: Option<Dict<'a>>,
    /// Those of the page.
    pub(crate) page: Option<Dict<'a>>,
    /// What lies wholly outside of this is left out. Nothing where content may be drawn anywhere,
    /// as that of a form.
    pub(crate) visible: Option<Rect>,
}

/// How far letters reach from their origins, in units of their size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    pub(crate) sideways: f64,
    pub(crate) down: f64,
    pub(crate) up: f64,
}

/// Letters of usual fonts stay within this.
const USUAL: Reach = Reach {
    sideways: 1.0,
    down: 1.0,
    up: 1.5,
};

impl<'a> Surroundings<'a> {
    fn named(&self, category: &[u8], name: &[u8]) -> Option<MaybeRef<Object<'a>>> {
        let name = decoded(name);
        [&self.own, &self.page]
            .into_iter()
            .flatten()
            .find_map(|of| {
                let all = self.source.objects.dict(of, category)?;
                all.get_raw::<Object<'_>>(name.as_slice())
            })
    }

    fn dict(&self, category: &[u8], name: &[u8]) -> Option<Dict<'a>> {
        let value = self.named(category, name)?;
        as_dict(self.source.objects.resolve(value)?)
    }

    /// Whether this names a layer, or a membership of layers, that is off.
    pub(crate) fn is_off(&self, name: &[u8]) -> bool {
        self.named(b"Properties", name)
            .is_some_and(|layer| self.source.is_hidden(&layer))
    }

    /// Whether a form or an image is in a layer that is off.
    pub(crate) fn is_off_drawing(&self, name: &[u8]) -> bool {
        let drawn = self.dict(b"XObject", name);
        let layer = drawn.and_then(|drawn| drawn.get_raw::<Object<'_>>(b"OC"));
        layer.is_some_and(|layer| self.source.is_hidden(&layer))
    }

    /// The corners of a form or an image, before the transformation it is drawn with; nothing where
    /// they are unknown.
    pub(crate) fn corners(&self, name: &[u8]) -> Option<[(f64, f64); 4]> {
        let objects = &self.source.objects;
        let drawn = self.dict(b"XObject", name)?;
        if objects.name_is(&drawn, b"Subtype", b"Image") {
            return Some(Rect::new(0.0, 0.0, 1.0, 1.0).corners());
        }
        let bounds = objects.rect(&drawn, b"BBox")?;
        let matrix = match objects.array(&drawn, b"Matrix") {
            Some(matrix) => {
                let values = <[f64; 6]>::try_from(objects.numbers(&matrix)).ok()?;
                Matrix { values }
            }
            None => Matrix::IDENTITY,
        };
        Some(bounds.corners().map(|corner| matrix.apply(corner)))
    }

    /// How far the letters of a font reach; nothing where it is unknown.
    pub(crate) fn reach(&self, font: &[u8]) -> Option<Reach> {
        let objects = &self.source.objects;
        let font = self.dict(b"Font", font)?;
        let kind = objects.name(&font, b"Subtype")?;
        if kind.as_ref() == b"Type3" {
            return None;
        }
        let mut described = font.clone();
        if kind.as_ref() == b"Type0" {
            // The names of vertical encodings end so (ISO 32000-2, 9.7.5.2).
            let encoding = objects.name(&font, b"Encoding")?;
            if encoding.as_ref().ends_with(b"V") {
                return None;
            }
            let descendants = objects.array(&font, b"DescendantFonts")?;
            described = objects.resolve_dict(&descendants.raw_iter().next()?)?;
        }
        // The standard fonts have no descriptor and are as usual.
        let bounds = objects
            .dict(&described, b"FontDescriptor")
            .and_then(|descriptor| objects.rect(&descriptor, b"FontBBox"));
        let Some(bounds) = bounds else {
            return Some(USUAL);
        };
        let em = |units: f64| units / 1000.0;
        Some(Reach {
            sideways: USUAL.sideways.max(em(-bounds.x0)).max(em(bounds.x1)),
            down: USUAL.down.max(em(-bounds.y0)),
            up: USUAL.up.max(em(bounds.y1)),
        })
    }

    /// Whether a graphics state sets a font, and the line width that it sets.
    pub(crate) fn graphics_state(&self, name: &[u8]) -> (bool, Option<f64>) {
        match self.dict(b"ExtGState", name) {
            Some(state) => {
                let width = self.source.objects.number(&state, b"LW");
                (state.contains_key(b"Font"), width)
            }
            None => (false, None),
        }
    }
}
