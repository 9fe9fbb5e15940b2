//! Appearances of markup that has none, drawn plainly from its shape and color.
//!
//! Highlights, lines, frames and free text. Notes that are only an icon are left out.

use crate::geometry::Rect;
use crate::page::appearance::color::{self, FILL, STROKE};
use crate::page::appearance::default_appearance::DefaultAppearance;
use crate::page::appearance::form_box::{FormBox, Mark};
use crate::page::appearance::text_layout::BoxText;
use crate::read::objects::Objects;
use crate::read::text_string;
use hayro_syntax::object::{Array, Dict, Object};

/// Numbers of one array.
const MOST_NUMBERS: usize = 100_000;
/// Strokes of one ink annotation.
const MOST_STROKES: usize = 5000;

/// A drawn markup annotation, in user space.
pub(crate) enum Markup {
    Shape {
        content: Vec<u8>,
        /// Entries of the graphics state to draw it with.
        state: Option<Vec<u8>>,
    },
    Text(FormBox),
}

pub(crate) fn appearance(objects: &Objects, annotation: &Dict<'_>, rect: &Rect) -> Option<Markup> {
    let subtype = objects.name(annotation, b"Subtype")?;
    let subtype: &[u8] = subtype.as_ref();
    if subtype == b"FreeText" {
        return Some(Markup::Text(free_text(objects, annotation, *rect)?));
    }
    let numbers_of_quads = numbers(objects, annotation, b"QuadPoints");
    let (quads, _) = numbers_of_quads.as_chunks::<8>();
    let stroke = color::of_entry(objects, annotation, b"C", STROKE);
    let mut out = Vec::new();
    match subtype {
        b"Highlight" => {
            out.extend_from_slice(&color::of_entry(objects, annotation, b"C", FILL)?);
            for &[x1, y1, x2, y2, x3, y3, x4, y4] in quads {
                // The corners are upper left, upper right, lower left, lower right.
                path(&mut out, &[(x1, y1), (x2, y2), (x4, y4), (x3, y3)]);
                out.extend_from_slice(b"f\n");
            }
        }
        b"Underline" | b"Squiggly" | b"StrikeOut" => {
            out.extend_from_slice(stroke.as_deref().unwrap_or(b"0 G\n")); // Black by default.
            for &[x1, y1, x2, y2, x3, y3, x4, y4] in quads {
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
            let width = line_width(objects, annotation);
            let is_open = matches!(subtype, b"Line" | b"PolyLine" | b"Ink");
            let fill = color::of_entry(objects, annotation, b"IC", FILL);
            let fill = if is_open { None } else { fill };
            let stroke = if width > 0.0 { stroke } else { None };
            let paint: &[u8] = match (&fill, &stroke) {
                (Some(_), Some(_)) => b"B\n",
                (Some(_), None) => b"f\n",
                (None, Some(_)) => b"S\n",
                (None, None) => return None,
            };
            for color in [fill, stroke].into_iter().flatten() {
                out.extend_from_slice(&color);
            }
            out.extend_from_slice(format!("{width:.3} w 1 J 1 j\n").as_bytes());
            shape(objects, annotation, subtype, rect, width, paint, &mut out);
        }
        _ => return None,
    }
    let mut state = Vec::new();
    if subtype == b"Highlight" {
        state.extend_from_slice(b"/BM/Multiply");
    }
    if let Some(alpha) = objects.number(annotation, b"CA")
        && alpha < 1.0
    {
        let alpha = alpha.max(0.0);
        state.extend_from_slice(format!("/CA {alpha:.3}/ca {alpha:.3}").as_bytes());
    }
    Some(Markup::Shape {
        content: out,
        state: (!state.is_empty()).then_some(state),
    })
}

/// Free text on a page, which is drawn like a field.
fn free_text(objects: &Objects, annotation: &Dict<'_>, rect: Rect) -> Option<FormBox> {
    let text = text_string::of_entry(objects, annotation, b"Contents")?;
    let default = objects
        .value(annotation, b"DA")
        .and_then(Object::into_string);
    let default = DefaultAppearance::parse(default.as_ref().map_or(b"", |s| s.as_ref()));
    let name = text_string::of_entry(objects, annotation, b"NM");
    let turn = objects.int(annotation, b"Rotate");
    Some(FormBox {
        name: name.unwrap_or_default(), // Free text may have no name.
        rect,
        turn: turn.map_or(0, |turn| turn.rem_euclid(360)),
        paint: default.paint,
        background: color::of_entry(objects, annotation, b"C", FILL),
        border: None,
        mark: Mark::Text(BoxText {
            text,
            size: default.size,
            align: objects.int(annotation, b"Q").unwrap_or(0), // Left by default.
            multiline: true,
            comb: None,
        }),
    })
}

fn shape(
    objects: &Objects,
    annotation: &Dict<'_>,
    subtype: &[u8],
    rect: &Rect,
    width: f64,
    paint: &[u8],
    out: &mut Vec<u8>,
) {
    let margin = width / 2.0;
    let has_differences = objects.rect(annotation, b"RD").is_some();
    let within = match numbers(objects, annotation, b"RD").as_slice() {
        [a, b, c, d] if has_differences => {
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
            // The distance of the control points of a quarter circle, drawn as a Bézier curve.
            const K: f64 = 0.552_284_75;
            let (cx, cy) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            let (rx, ry) = ((x1 - x0) / 2.0, (y1 - y0) / 2.0);
            out.extend_from_slice(format!("{:.3} {:.3} m\n", cx + rx, cy).as_bytes());
            for (sx, sy) in [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)] {
                // Each quarter runs counter-clockwise; every second one starts at the side.
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
            path(out, &points(&numbers(objects, annotation, b"L")));
            out.extend_from_slice(paint);
        }
        b"PolyLine" | b"Polygon" => {
            path(out, &points(&numbers(objects, annotation, b"Vertices")));
            if subtype == b"Polygon" {
                out.extend_from_slice(b"h ");
            }
            out.extend_from_slice(paint);
        }
        _ => {
            let strokes = objects.array(annotation, b"InkList");
            for stroke in strokes
                .into_iter()
                .flat_map(|s| s.raw_iter().take(MOST_STROKES))
            {
                if let Some(Object::Array(stroke)) = objects.resolve(stroke) {
                    path(out, &points(&all_numbers(objects, &stroke)));
                    out.extend_from_slice(paint);
                }
            }
        }
    }
}

fn points(values: &[f64]) -> Vec<(f64, f64)> {
    let (pairs, _) = values.as_chunks::<2>();
    pairs.iter().map(|&[x, y]| (x, y)).collect()
}

fn path(out: &mut Vec<u8>, points: &[(f64, f64)]) {
    for (i, (x, y)) in points.iter().enumerate() {
        let operator = if i == 0 { "m" } else { "l" };
        out.extend_from_slice(format!("{x:.3} {y:.3} {operator}\n").as_bytes());
    }
}

/// The finite numbers of an entry; none when there is no such entry.
fn numbers(objects: &Objects, dict: &Dict<'_>, key: &[u8]) -> Vec<f64> {
    objects
        .array(dict, key)
        .map_or_else(Vec::new, |array| all_numbers(objects, &array))
}

fn all_numbers(objects: &Objects, array: &Array<'_>) -> Vec<f64> {
    array
        .raw_iter()
        .take(MOST_NUMBERS)
        .filter_map(|v| Some(objects.resolve(v)?.into_number()?.as_f64()))
        .filter(|v| v.is_finite())
        .collect()
}

fn line_width(objects: &Objects, annotation: &Dict<'_>) -> f64 {
    let by_style = objects
        .dict(annotation, b"BS")
        .and_then(|style| objects.number(&style, b"W"));
    by_style
        .or_else(|| numbers(objects, annotation, b"Border").get(2).copied())
        .unwrap_or(1.0) // The default of the format.
        .clamp(0.0, 100.0)
}
