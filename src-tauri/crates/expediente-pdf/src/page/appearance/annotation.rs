//! The annotations of a source page, sorted by what becomes of them: links that stay, looks that are drawn.
//!
//! Writing and drawing is left to `assembler`; fields without a look are `field`'s.

use crate::file::syntax;
use crate::geometry::{Matrix, Rect};
use crate::page::appearance::field::{self, FieldLook};
use crate::page::appearance::markup::{self, Markup};
use crate::read::destination::{self, Target};
use crate::read::layers;
use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier};

pub(crate) enum Part {
    Link(SourceLink),
    Look(Look),
    Field(FieldLook),
    Shape {
        content: Vec<u8>,
        state: Option<Vec<u8>>,
    },
}

pub(crate) struct SourceLink {
    pub(crate) rect: Rect,
    pub(crate) leads: Leads,
    /// How the border looks, as entries of the annotation.
    pub(crate) border: Vec<u8>,
    /// Whether a border is to be seen.
    pub(crate) framed: bool,
    pub(crate) alt: Option<String>,
}

pub(crate) enum Leads {
    To(Target),
    Uri(Vec<u8>),
    Nowhere,
}

/// An appearance stream and the matrix that puts it in its place.
pub(crate) struct Look {
    pub(crate) form: ObjectIdentifier,
    pub(crate) place: Matrix,
}

const HIDDEN: i64 = 2;
const NO_ROTATE: i64 = 16;
const NO_VIEW: i64 = 32;

pub(crate) fn read(source: &Source, page: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let asks_for_looks = source
        .form()
        .and_then(|f| source.value(&f, b"NeedAppearances"))
        .and_then(Object::into_bool)
        .unwrap_or(false);
    for annotation in source.annotations(page) {
        let flags = source.int(&annotation, b"F").unwrap_or(0);
        if flags & (HIDDEN | NO_VIEW) != 0 {
            continue;
        }
        if annotation
            .get_raw::<Object<'_>>(b"OC")
            .is_some_and(|oc| layers::is_hidden(source, &oc))
        {
            continue;
        }
        let Some(rect) = rect(source, &annotation, b"Rect") else {
            continue;
        };
        let subtype = source.name(&annotation, b"Subtype");
        match subtype.as_ref().map(AsRef::as_ref) {
            Some(b"Popup") => {}
            Some(b"Link") => {
                parts.extend(look(source, &annotation, &rect).map(Part::Look));
                parts.push(Part::Link(link(source, &annotation, rect)));
            }
            Some(b"Widget") => match look(source, &annotation, &rect) {
                Some(look) => {
                    let stale = asks_for_looks
                        && matches!(source.object(look.form), Some(Object::Stream(s))
                            if field::is_stale(source, &annotation, &s));
                    let drawn = stale.then(|| field::look(source, &annotation, rect));
                    parts.push(drawn.flatten().map_or(Part::Look(look), Part::Field));
                }
                // A state without a look of its own, such as an empty box, is drawn as nothing.
                None if is_blank_state(source, &annotation) => {}
                None => parts.extend(field::look(source, &annotation, rect).map(Part::Field)),
            },
            _ => match look(source, &annotation, &rect) {
                Some(mut look) => {
                    // Icons of notes, and what asks for it, stand upright at their corner on a turned page.
                    let icon = subtype.as_ref().is_some_and(|s| s.as_ref() == b"Text");
                    if icon || flags & NO_ROTATE != 0 {
                        let turn = source.page(page).map(|p| p.turn).unwrap_or_default();
                        look.place = look
                            .place
                            .then(&Matrix::turn_about(turn, (rect.x0, rect.y1)));
                    }
                    parts.push(Part::Look(look));
                }
                None if has_appearance(source, &annotation) => {}
                None => {
                    parts.extend(markup::draw(source, &annotation, &rect).map(
                        |drawn| match drawn {
                            Markup::Text(text) => Part::Field(text),
                            Markup::Shape { content, state } => Part::Shape { content, state },
                        },
                    ));
                }
            },
        }
    }
    parts
}

pub(crate) fn rect(source: &Source, dict: &Dict<'_>, key: &[u8]) -> Option<Rect> {
    let values = source.numbers(&source.array(dict, key)?);
    match values.as_slice() {
        [a, b, c, d, ..] if [a, b, c, d].iter().all(|v| v.is_finite()) => {
            Some(Rect::new(*a, *b, *c, *d))
        }
        _ => None,
    }
}

/// Whether there is a normal appearance at all, even when the current state has none.
pub(crate) fn has_appearance(source: &Source, annotation: &Dict<'_>) -> bool {
    source
        .dict(annotation, b"AP")
        .and_then(|ap| source.value(&ap, b"N"))
        .is_some_and(|n| match n {
            Object::Stream(_) => true,
            Object::Dict(states) => !states.is_empty(),
            _ => false,
        })
}

/// Whether there are looks for states and none is meant for the current one. Where one is named that cannot be used,
/// the state is not blank.
fn is_blank_state(source: &Source, annotation: &Dict<'_>) -> bool {
    let Some(appearances) = source.dict(annotation, b"AP") else {
        return false;
    };
    match source.value(&appearances, b"N") {
        Some(Object::Dict(states)) if !states.is_empty() => {
            let state = current_state(source, annotation);
            state == b"Off" || !states.contains_key(state.as_slice())
        }
        _ => false,
    }
}

fn current_state(source: &Source, annotation: &Dict<'_>) -> Vec<u8> {
    source
        .name(annotation, b"AS")
        .map(|n| n.as_ref().to_vec())
        .unwrap_or_else(|| b"Off".to_vec())
}

/// The appearance of an annotation in its current state.
fn look(source: &Source, annotation: &Dict<'_>, rect: &Rect) -> Option<Look> {
    let appearances = source.dict(annotation, b"AP")?;
    let normal = appearances.get_raw::<Object<'_>>(b"N")?;
    let mut form = normal.as_obj_ref();
    if let Some(Object::Dict(states)) = source.resolve(normal) {
        let state = current_state(source, annotation);
        form = states.get_raw::<Object<'_>>(&state)?.as_obj_ref();
    }
    let form = ObjectIdentifier::from(form?);
    let Some(Object::Stream(stream)) = source.object(form) else {
        return None;
    };
    let bbox = self::rect(source, stream.dict(), b"BBox")?;
    let matrix = source
        .array(stream.dict(), b"Matrix")
        .map(|m| source.numbers(&m))
        .and_then(|m| <[f64; 6]>::try_from(m).ok())
        .map_or(Matrix::IDENTITY, |values| Matrix { values });
    let bounds = matrix.apply_rect(&bbox);
    let scale = |target: f64, from: f64| match from.abs() > 1e-9 {
        true => target / from,
        false => 1.0,
    };
    let (sx, sy) = (
        scale(rect.width(), bounds.width()),
        scale(rect.height(), bounds.height()),
    );
    let place = Matrix::new(
        sx,
        0.0,
        0.0,
        sy,
        rect.x0 - bounds.x0 * sx,
        rect.y0 - bounds.y0 * sy,
    );
    let finite = place.values.iter().all(|v| v.is_finite());
    finite.then_some(Look { form, place })
}

fn link(source: &Source, annotation: &Dict<'_>, rect: Rect) -> SourceLink {
    let leads = match destination::of_item(source, annotation) {
        Some(target) => Leads::To(target),
        None => uri(source, annotation).map_or(Leads::Nowhere, Leads::Uri),
    };
    let mut border = Vec::new();
    // Without a word about it, a link has a border one unit wide.
    let mut framed = true;
    if let Some(values) = source
        .array(annotation, b"Border")
        .map(|b| source.numbers(&b))
        .filter(|b| b.len() >= 3)
    {
        framed &= values.get(2).is_some_and(|w| *w > 0.0);
        border.extend_from_slice(b"/Border[");
        for (i, value) in values.iter().take(3).enumerate() {
            syntax::real(
                &mut border,
                if i == 2 {
                    thickness(*value, &rect)
                } else {
                    *value
                },
            );
            border.push(b' ');
        }
        border.push(b']');
    }
    if let Some(style) = source.dict(annotation, b"BS") {
        let width = source
            .value(&style, b"W")
            .and_then(Object::into_number)
            .map_or(1.0, |n| n.as_f64());
        framed = width > 0.0;
        border.extend_from_slice(b"/BS<</W ");
        syntax::real(&mut border, thickness(width, &rect));
        if let Some(kind) = source.name(&style, b"S") {
            border.extend_from_slice(b"/S");
            syntax::name(&mut border, kind.as_ref());
        }
        border.extend_from_slice(b">>");
    }
    if let Some(colour) = source.array(annotation, b"C") {
        border.extend_from_slice(b"/C[");
        for value in source.numbers(&colour) {
            syntax::real(&mut border, value);
            border.push(b' ');
        }
        border.push(b']');
    }
    if let Some(name) = source.name(annotation, b"H") {
        border.extend_from_slice(b"/H");
        syntax::name(&mut border, name.as_ref());
    }
    if let Some(quads) = source
        .array(annotation, b"QuadPoints")
        .map(|q| source.numbers(&q))
        .filter(|q| !q.is_empty() && q.len() % 8 == 0)
    {
        border.extend_from_slice(b"/QuadPoints[");
        for value in quads {
            syntax::real(&mut border, value);
            border.push(b' ');
        }
        border.push(b']');
    }
    SourceLink {
        rect,
        leads,
        border,
        framed,
        alt: source
            .text(annotation, b"Contents")
            .filter(|t| !t.is_empty()),
    }
}

/// A frame's width; one that would cover what it frames, and the page around it, is taken for a mistake.
fn thickness(width: f64, rect: &Rect) -> f64 {
    if width > rect.width().min(rect.height()) / 2.0 {
        width.min(1.0)
    } else {
        width
    }
}

/// The web, mail or telephone address of a link.
fn uri(source: &Source, annotation: &Dict<'_>) -> Option<Vec<u8>> {
    let action = destination::action(source, annotation)?;
    if source.name(&action, b"S")?.as_ref() != b"URI" {
        return None;
    }
    let Object::String(address) = source.value(&action, b"URI")? else {
        return None;
    };
    is_harmless(address.as_ref()).then(|| address.as_ref().to_vec())
}

pub(crate) fn is_harmless(address: &[u8]) -> bool {
    let start: Vec<u8> = address
        .trim_ascii()
        .iter()
        .take(10)
        .map(u8::to_ascii_lowercase)
        .collect();
    [b"http://".as_slice(), b"https://", b"mailto:", b"tel:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
        && address.iter().all(|b| *b >= 0x20)
}

/// The value of a key that fields inherit from their parents.
pub(crate) fn inherited<'a>(
    source: &'a Source,
    field: &Dict<'a>,
    key: &[u8],
) -> Option<Object<'a>> {
    let mut at = field.clone();
    for _ in 0..16 {
        if let Some(value) = source.value(&at, key) {
            return Some(value);
        }
        at = match at.get_raw::<Object<'_>>(b"Parent")? {
            MaybeRef::Ref(r) => source.object(r.into()).and_then(as_dict)?,
            MaybeRef::NotRef(_) => return None,
        };
    }
    None
}
