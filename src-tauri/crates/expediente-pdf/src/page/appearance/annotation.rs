//! The annotations of a source page, and what becomes of each: a link, an appearance of its own, or
//! one that is drawn here.

use crate::file::syntax;
use crate::geometry::{Matrix, Rect, Turn};
use crate::page::appearance::field;
use crate::page::appearance::form_box::FormBox;
use crate::page::appearance::markup::{self, Markup};
use crate::read::annotation_entries::{self, HIDDEN, has_appearance, is_harmless};
use crate::read::destination::Target;
use crate::read::objects::Objects;
use crate::read::source::Source;
use crate::read::text_string;
use crate::read::visible::text_place::is_apart;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier, Stream};

/// The form in which an annotation goes into the dossier.
pub(crate) enum Part {
    Link(SourceLink),
    Appearance(Appearance),
    Box(FormBox),
    Shape {
        content: Vec<u8>,
        state: Option<Vec<u8>>,
    },
}

impl Source {
    /// The frames of the links of a page, which a viewer draws: their rectangles, and their widths,
    /// both in user space.
    pub fn link_frames(&self, page: usize) -> Vec<(Rect, f64)> {
        let parts = read(self, page).into_iter();
        let framed = parts.filter_map(|part| match part {
            Part::Link(link) if link.frame > 0.0 => Some((link.rect, link.frame)),
            _ => None,
        });
        framed.collect()
    }
}

pub(crate) struct SourceLink {
    pub(crate) rect: Rect,
    pub(crate) target: LinkTarget,
    /// The looks of the border, as entries of the annotation.
    pub(crate) border: Vec<u8>,
    /// The width of the border in user space; 0 where none is drawn.
    pub(crate) frame: f64,
    pub(crate) alt: Option<String>,
}

pub(crate) enum LinkTarget {
    Page(Target),
    Uri(Vec<u8>),
    Nothing,
}

/// An appearance stream, and the matrix that puts it in its place.
pub(crate) struct Appearance {
    pub(crate) form: ObjectIdentifier,
    pub(crate) place: Matrix,
}

/// Flag: does not turn with the page.
const NO_ROTATE: i64 = 16;
/// Flag: not shown on screen.
const NO_VIEW: i64 = 32;

pub(crate) fn read(source: &Source, page: usize) -> Vec<Part> {
    let objects = &source.objects;
    let turn = source.page(page).map_or(Turn::None, |page| page.turn);
    let asks_for_appearances = objects
        .form()
        .is_some_and(|form| objects.is_true(&form, b"NeedAppearances"));
    let mut parts = Vec::new();
    for annotation in source.annotations(page) {
        let flags = annotation_entries::flags(objects, &annotation);
        if flags & (HIDDEN | NO_VIEW) != 0 {
            continue;
        }
        let layer = annotation.get_raw::<Object<'_>>(b"OC");
        if layer.is_some_and(|layer| source.is_hidden(&layer)) {
            continue;
        }
        // An annotation without a place cannot be shown.
        let Some(rect) = place(objects, &annotation) else {
            continue;
        };
        // What turns with its viewer can turn into view.
        let is_outside = flags & NO_ROTATE == 0
            && source
                .page(page)
                .is_some_and(|page| is_apart(&rect.corners(), &page.visible));
        if is_outside {
            continue;
        }
        let subtype = objects.name(&annotation, b"Subtype");
        match subtype.as_ref().map(AsRef::as_ref) {
            Some(b"Popup") => {}
            Some(b"Link") => {
                let own = appearance(objects, &annotation, &rect);
                parts.extend(own.map(|(own, _)| Part::Appearance(own)));
                parts.push(Part::Link(link(source, &annotation, rect)));
            }
            Some(b"Widget") => {
                parts.extend(widget(objects, &annotation, rect, asks_for_appearances));
            }
            subtype => {
                // Icons of notes stay upright, as do annotations that ask for it.
                let stays_upright = subtype == Some(b"Text") || flags & NO_ROTATE != 0;
                let turn = if stays_upright { turn } else { Turn::None };
                parts.extend(comment(objects, &annotation, &rect, turn));
            }
        }
    }
    parts
}

fn widget(
    objects: &Objects,
    annotation: &Dict<'_>,
    rect: Rect,
    asks_for_appearances: bool,
) -> Option<Part> {
    let drawn = || field::appearance(objects, annotation, rect).map(Part::Box);
    match appearance(objects, annotation, &rect) {
        Some((own, stream)) => {
            let is_stale = asks_for_appearances && field::is_stale(objects, annotation, &stream);
            let drawn = if is_stale { drawn() } else { None };
            drawn.or(Some(Part::Appearance(own)))
        }
        // A state without an appearance, such as an unchecked box, is drawn as nothing.
        None if is_blank_state(objects, annotation) => None,
        None => drawn(),
    }
}

fn comment(objects: &Objects, annotation: &Dict<'_>, rect: &Rect, turn: Turn) -> Option<Part> {
    if let Some((mut own, _)) = appearance(objects, annotation, rect) {
        if turn != Turn::None {
            // Upright at its upper left corner.
            let about = Matrix::turn_about(turn, (rect.x0, rect.y1));
            own.place = own.place.then(&about);
        }
        return Some(Part::Appearance(own));
    }
    if has_appearance(objects, annotation) {
        return None;
    }
    Some(match markup::appearance(objects, annotation, rect)? {
        Markup::Text(text) => Part::Box(text),
        Markup::Shape { content, state } => Part::Shape { content, state },
    })
}

fn place(objects: &Objects, annotation: &Dict<'_>) -> Option<Rect> {
    let rect = objects.rect(annotation, b"Rect")?;
    rect.is_finite().then_some(rect)
}

/// Whether there are appearances for states and none for the current one. If the current one names
/// an appearance that cannot be used, the state is not blank.
fn is_blank_state(objects: &Objects, annotation: &Dict<'_>) -> bool {
    let normal = objects
        .dict(annotation, b"AP")
        .and_then(|appearances| objects.value(&appearances, b"N"));
    match normal {
        Some(Object::Dict(states)) if !states.is_empty() => {
            let state = current_state(objects, annotation);
            state == b"Off" || !states.contains_key(state.as_slice())
        }
        _ => false,
    }
}

/// The appearance state; without one a widget is off.
fn current_state(objects: &Objects, annotation: &Dict<'_>) -> Vec<u8> {
    let state = objects.name(annotation, b"AS");
    state.map_or_else(|| b"Off".to_vec(), |name| name.as_ref().to_vec())
}

/// The appearance of an annotation in its current state, and its stream.
fn appearance<'a>(
    objects: &'a Objects,
    annotation: &Dict<'a>,
    rect: &Rect,
) -> Option<(Appearance, Stream<'a>)> {
    let appearances = objects.dict(annotation, b"AP")?;
    let normal = appearances.get_raw::<Object<'_>>(b"N")?;
    let mut form = normal.as_obj_ref();
    if let Some(Object::Dict(states)) = objects.resolve(normal) {
        let state = current_state(objects, annotation);
        form = states.get_raw::<Object<'_>>(&state)?.as_obj_ref();
    }
    let form = ObjectIdentifier::from(form?);
    let Some(Object::Stream(stream)) = objects.get(form) else {
        return None;
    };
    let place = fit(objects, &stream, rect)?;
    Some((Appearance { form, place }, stream))
}

/// The matrix that fits an appearance into the rectangle of its annotation.
fn fit(objects: &Objects, stream: &Stream<'_>, rect: &Rect) -> Option<Matrix> {
    let bbox = objects.rect(stream.dict(), b"BBox")?;
    let matrix = objects
        .array(stream.dict(), b"Matrix")
        .and_then(|m| <[f64; 6]>::try_from(objects.numbers(&m)).ok())
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
    let is_finite = place.values.iter().all(|v| v.is_finite());
    (bbox.is_finite() && is_finite).then_some(place)
}

fn link(source: &Source, annotation: &Dict<'_>, rect: Rect) -> SourceLink {
    let objects = &source.objects;
    let target = match source.destination(annotation) {
        Some(target) => LinkTarget::Page(target),
        None => uri(objects, annotation).map_or(LinkTarget::Nothing, LinkTarget::Uri),
    };
    let (border, frame) = border(objects, annotation, &rect);
    let alt = text_string::of_entry(objects, annotation, b"Contents");
    SourceLink {
        rect,
        target,
        border,
        frame,
        alt: alt.filter(|text| !text.is_empty()),
    }
}

/// The looks of a link's border, as entries of an annotation, and its width in user space; 0
/// for none.
fn border(objects: &Objects, annotation: &Dict<'_>, rect: &Rect) -> (Vec<u8>, f64) {
    let numbers = |key: &[u8]| {
        let array = objects.array(annotation, key)?;
        Some(objects.numbers(&array))
    };
    let mut out = Vec::new();
    // Without entries a link has a border one unit wide.
    let mut frame = 1.0;
    if let Some([horizontal, vertical, width, ..]) = numbers(b"Border").as_deref() {
        frame = thickness(*width, rect);
        out.extend_from_slice(b"/Border[");
        syntax::reals(&mut out, &[*horizontal, *vertical, frame]);
        out.push(b']');
    }
    if let Some(style) = objects.dict(annotation, b"BS") {
        let width = objects.number(&style, b"W").unwrap_or(1.0); // The default of the format.
        frame = thickness(width, rect);
        out.extend_from_slice(b"/BS<</W ");
        syntax::real(&mut out, frame);
        if let Some(kind) = objects.name(&style, b"S") {
            out.extend_from_slice(b"/S");
            syntax::name(&mut out, kind.as_ref());
        }
        out.extend_from_slice(b">>");
    }
    if let Some(color) = numbers(b"C") {
        out.extend_from_slice(b"/C[");
        syntax::reals(&mut out, &color);
        out.push(b']');
    }
    if let Some(name) = objects.name(annotation, b"H") {
        out.extend_from_slice(b"/H");
        syntax::name(&mut out, name.as_ref());
    }
    if let Some(quads) = numbers(b"QuadPoints")
        && !quads.is_empty()
        && quads.len() % 8 == 0
    {
        out.extend_from_slice(b"/QuadPoints[");
        syntax::reals(&mut out, &quads);
        out.push(b']');
    }
    (out, frame)
}

/// The width of a frame. One that would cover what it frames, and the page around it, counts as a
/// mistake.
fn thickness(width: f64, rect: &Rect) -> f64 {
    if width > rect.width().min(rect.height()) / 2.0 {
        width.min(1.0)
    } else {
        width
    }
}

/// The web, mail or telephone address of a link.
fn uri(objects: &Objects, annotation: &Dict<'_>) -> Option<Vec<u8>> {
    let action = objects.dict(annotation, b"A")?;
    if !objects.name_is(&action, b"S", b"URI") {
        return None;
    }
    let Object::String(address) = objects.value(&action, b"URI")? else {
        return None;
    };
    is_harmless(address.as_ref()).then(|| address.as_ref().to_vec())
}
