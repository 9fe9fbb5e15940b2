//! Markup without an appearance: what it plainly says, drawn from its shape and colour.
//!
//! Highlights, lines, frames and free text; notes that are only an icon are left out.

use crate::file::syntax;
use crate::geometry::Rect;
use crate::page::appearance::annotation::rect as read_rect;
use crate::page::appearance::field::{self, FieldLook};
use crate::read::source::{Source, as_dict};
use hayro_syntax::object::{Dict, Object};

/// What is drawn for a markup annotation, in user space.
pub(crate) enum Markup {
    Shape {
        content: Vec<u8>,
        /// Entries of a graphics state to draw it in.
        state: Option<Vec<u8>>,
    },
    Text(FieldLook),
}

pub(crate) fn draw(source: &Source, annotation: &Dict<'_>, rect: &Rect) -> Option<Markup> {
    let subtype = source.name(annotation, b"Subtype")?;
    let subtype: &[u8] = subtype.as_ref();
    if subtype == b"FreeText" {
        return Some(Markup::Text(field::free_text(source, annotation, *rect)?));
    }
    let quads: Vec<[f64; 8]> = numbers(source, annotation, b"QuadPoints")
        .chunks_exact(8)
        .filter_map(|q| q.try_into().ok())
        .collect();
    let stroke = colour(source, annotation, b"C", ["G", "RG", "K"]);
    let mut out = Vec::new();
    let mut blend = false;
    match subtype {
        b"Highlight" => {
            blend = true;
            out.extend_from_slice(&colour(source, annotation, b"C", ["g", "rg", "k"])?);
            for [x1, y1, x2, y2, x3, y3, x4, y4] in quads {
                // Corners come as upper left, upper right, lower left, lower right.
                path(&mut out, &[(x1, y1), (x2, y2), (x4, y4), (x3, y3)]);
                out.extend_from_slice(b"f\n");
            }
        }
        b"Underline" | b"Squiggly" | b"StrikeOut" => {
            out.extend_from_slice(stroke.as_deref().unwrap_or(b"0 G\n"));
            for [x1, y1, x2, y2, x3, y3, x4, y4] in quads {
                let height = ((x1 - x3).powi(2) + (y1 - y3).powi(2)).sqrt();
                let up = if subtype == b"StrikeOut" { 0.45 } else { 0.1 };
                let between = |a: f64, b: f64| a + (b - a) * up;
                out.extend_from_slice(
                    format!("{:.3} w ", (height * 0.06).clamp(0.4, 3.0)).as_bytes(),
                );
                path(
                    &mut out,
                    &[
                        (between(x3, x1), between(y3, y1)),
                        (between(x4, x2), between(y4, y2)),
                    ],
                );
                out.extend_from_slice(b"S\n");
            }
        }
        b"Square" | b"Circle" | b"Line" | b"PolyLine" | b"Polygon" | b"Ink" => {
            let width = width(source, annotation);
            let fill = colour(source, annotation, b"IC", ["g", "rg", "k"])
                .filter(|_| !matches!(subtype, b"Line" | b"PolyLine" | b"Ink"));
            let stroke = stroke.filter(|_| width > 0.0);
            let paint: &[u8] = match (&fill, &stroke) {
                (Some(_), Some(_)) => b"B\n",
                (Some(_), None) => b"f\n",
                (None, Some(_)) => b"S\n",
                (None, None) => return None,
            };
            out.extend_from_slice(fill.as_deref().unwrap_or_default());
            out.extend_from_slice(stroke.as_deref().unwrap_or_default());
            out.extend_from_slice(format!("{width:.3} w 1 J 1 j\n").as_bytes());
            shape(source, annotation, subtype, rect, width, paint, &mut out);
        }
        _ => return None,
    }
    let alpha = source
        .value(annotation, b"CA")
        .and_then(Object::into_number)
        .map_or(1.0, |n| n.as_f64().clamp(0.0, 1.0));
    let mut state = Vec::new();
    if blend {
        state.extend_from_slice(b"/BM/Multiply");
    }
    if alpha < 1.0 {
        state.extend_from_slice(format!("/CA {alpha:.3}/ca {alpha:.3}").as_bytes());
    }
    Some(Markup::Shape {
        content: out,
        state: (!state.is_empty()).then_some(state),
    })
}

fn shape(
    source: &Source,
    annotation: &Dict<'_>,
    subtype: &[u8],
    rect: &Rect,
    width: f64,
    paint: &[u8],
    out: &mut Vec<u8>,
) {
    let differences = read_rect(source, annotation, b"RD");
    let margin = width / 2.0;
    let within = match numbers(source, annotation, b"RD").as_slice() {
        [a, b, c, d] if differences.is_some() => {
            Rect::new(rect.x0 + a, rect.y0 + b, rect.x1 - c, rect.y1 - d)
        }
        _ => *rect,
    };
    let (x0, y0, x1, y1) = (
        within.x0 + margin,
        within.y0 + margin,
        within.x1 - margin,
        within.y1 - margin,
    );
    match subtype {
        b"Square" => {
            path(out, &[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]);
            out.extend_from_slice(b"h ");
            out.extend_from_slice(paint);
        }
        b"Circle" => {
            const K: f64 = 0.552_284_75;
            let (cx, cy) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            let (rx, ry) = ((x1 - x0) / 2.0, (y1 - y0) / 2.0);
            out.extend_from_slice(format!("{:.3} {:.3} m\n", cx + rx, cy).as_bytes());
            for (sx, sy) in [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)] {
                // Each quarter runs counter-clockwise; every other one leaves sideways.
                let points = if sx * sy > 0.0 {
                    [(sx, sy * K), (sx * K, sy), (0.0, sy)]
                } else {
                    [(sx * K, sy), (sx, sy * K), (sx, 0.0)]
                };
                for (px, py) in points {
                    out.extend_from_slice(
                        format!("{:.3} {:.3} ", cx + px * rx, cy + py * ry).as_bytes(),
                    );
                }
                out.extend_from_slice(b"c\n");
            }
            out.extend_from_slice(b"h ");
            out.extend_from_slice(paint);
        }
        b"Line" => {
            path(out, &pairs(&numbers(source, annotation, b"L")));
            out.extend_from_slice(paint);
        }
        b"PolyLine" | b"Polygon" => {
            path(out, &pairs(&numbers(source, annotation, b"Vertices")));
            if subtype == b"Polygon" {
                out.extend_from_slice(b"h ");
            }
            out.extend_from_slice(paint);
        }
        _ => {
            let strokes = source.array(annotation, b"InkList");
            for stroke in strokes.into_iter().flat_map(|s| s.raw_iter().take(5000)) {
                let Some(Object::Array(points)) = source.resolve(stroke) else {
                    continue;
                };
                path(out, &pairs(&all_numbers(source, &points)));
                out.extend_from_slice(paint);
            }
        }
    }
}

fn pairs(values: &[f64]) -> Vec<(f64, f64)> {
    values
        .chunks_exact(2)
        .filter_map(|p| match p {
            [x, y] => Some((*x, *y)),
            _ => None,
        })
        .collect()
}

fn path(out: &mut Vec<u8>, points: &[(f64, f64)]) {
    for (i, (x, y)) in points.iter().enumerate() {
        let operator = if i == 0 { "m" } else { "l" };
        out.extend_from_slice(format!("{x:.3} {y:.3} {operator}\n").as_bytes());
    }
}

fn numbers(source: &Source, dict: &Dict<'_>, key: &[u8]) -> Vec<f64> {
    source
        .array(dict, key)
        .map(|a| all_numbers(source, &a))
        .unwrap_or_default()
}

fn all_numbers(source: &Source, array: &hayro_syntax::object::Array<'_>) -> Vec<f64> {
    array
        .raw_iter()
        .take(100_000)
        .filter_map(|v| match v.as_obj_ref() {
            Some(r) => source.object(r.into())?.into_number(),
            None => match v {
                hayro_syntax::object::MaybeRef::NotRef(o) => o.into_number(),
                hayro_syntax::object::MaybeRef::Ref(_) => None,
            },
        })
        .map(|n| n.as_f64())
        .filter(|v| v.is_finite())
        .collect()
}

/// A colour as tokens, by the number of its components.
pub(crate) fn colour(
    source: &Source,
    dict: &Dict<'_>,
    key: &[u8],
    operators: [&str; 3],
) -> Option<Vec<u8>> {
    let values = source.numbers(&source.array(dict, key)?);
    let operator = match values.len() {
        1 => operators.first(),
        3 => operators.get(1),
        4 => operators.get(2),
        _ => None,
    }?;
    let mut out = Vec::new();
    for value in values {
        syntax::real(&mut out, value);
        out.push(b' ');
    }
    out.extend_from_slice(operator.as_bytes());
    out.push(b'\n');
    Some(out)
}

fn width(source: &Source, annotation: &Dict<'_>) -> f64 {
    let style = source.value(annotation, b"BS").and_then(as_dict);
    let by_style = style
        .and_then(|s| source.value(&s, b"W"))
        .and_then(Object::into_number)
        .map(|n| n.as_f64());
    by_style
        .or_else(|| numbers(source, annotation, b"Border").get(2).copied())
        .unwrap_or(1.0)
        .clamp(0.0, 100.0)
}
