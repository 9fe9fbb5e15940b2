//! Form fields without an appearance: what they hold, drawn plainly.
//!
//! Single and several lines of text, choices, check boxes and radio buttons; anything else is left out.

use crate::file::font::EmbeddedFont;
use crate::file::syntax;
use crate::geometry::{Matrix, Rect};
use crate::page::appearance::annotation::inherited;
use crate::page::appearance::markup;
use crate::read::content;
use crate::read::source::Source;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, MaybeRef, Object, Stream};

pub(crate) struct FieldLook {
    pub(crate) name: String,
    rect: Rect,
    turn: i64,
    paint: Vec<u8>,
    background: Option<Vec<u8>>,
    border: Option<Vec<u8>>,
    mark: Mark,
}

enum Mark {
    Nothing,
    Check,
    Dot,
    Text {
        text: String,
        size: f64,
        align: i64,
        several: bool,
        comb: Option<usize>,
    },
}

const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const RADIO: i64 = 1 << 15;
const BUTTON: i64 = 1 << 16;
const COMB: i64 = 1 << 24;

pub(crate) fn look(source: &Source, widget: &Dict<'_>, rect: Rect) -> Option<FieldLook> {
    let kind = inherited(source, widget, b"FT")?.into_name()?;
    let flags = inherited(source, widget, b"Ff")
        .and_then(Object::into_number)
        .map_or(0, |n| n.as_i64());
    let style = source.dict(widget, b"MK");
    let colour =
        |key: &[u8], operators: [&str; 3]| markup::colour(source, style.as_ref()?, key, operators);
    let appearance = inherited(source, widget, b"DA")
        .and_then(Object::into_string)
        .map(|s| s.as_ref().to_vec())
        .or_else(|| {
            let form = source.form()?;
            Some(source.value(&form, b"DA")?.into_string()?.as_ref().to_vec())
        })
        .unwrap_or_default();
    let (size, paint) = default_appearance(&appearance);
    let text = |text: String, several: bool, comb: Option<usize>| Mark::Text {
        text,
        size,
        align: inherited(source, widget, b"Q")
            .or_else(|| source.value(&source.form()?, b"Q"))
            .and_then(Object::into_number)
            .map_or(0, |n| n.as_i64()),
        several,
        comb,
    };
    let mark = match kind.as_ref() {
        b"Tx" => {
            let value = value_text(source, inherited(source, widget, b"V"));
            let value = if flags & PASSWORD != 0 {
                "*".repeat(value.chars().count())
            } else {
                value
            };
            let comb = inherited(source, widget, b"MaxLen")
                .and_then(Object::into_number)
                .and_then(|n| usize::try_from(n.as_i64()).ok())
                .filter(|n| flags & COMB != 0 && *n > 0 && *n < 1000);
            text(value, flags & MULTILINE != 0, comb)
        }
        b"Ch" => text(choice(source, widget), false, None),
        b"Btn" if flags & BUTTON != 0 => {
            let caption = style
                .as_ref()
                .and_then(|s| source.text(s, b"CA"))
                .unwrap_or_default();
            match text(caption, false, None) {
                Mark::Text { text, size, .. } => Mark::Text {
                    text,
                    size,
                    align: 1,
                    several: false,
                    comb: None,
                },
                other => other,
            }
        }
        b"Btn" => {
            let state = source
                .name(widget, b"AS")
                .or_else(|| inherited(source, widget, b"V")?.into_name());
            match state {
                Some(s) if s.as_ref() != b"Off" && flags & RADIO != 0 => Mark::Dot,
                Some(s) if s.as_ref() != b"Off" => Mark::Check,
                _ => Mark::Nothing,
            }
        }
        _ => return None,
    };
    Some(FieldLook {
        name: full_name(source, widget),
        rect,
        turn: style
            .as_ref()
            .and_then(|s| source.int(s, b"R"))
            .unwrap_or(0)
            .rem_euclid(360),
        paint,
        background: colour(b"BG", ["g", "rg", "k"]),
        border: colour(b"BC", ["G", "RG", "K"]),
        mark,
    })
}

/// Free text on a page, which has no field.
pub(crate) fn free_text(source: &Source, annotation: &Dict<'_>, rect: Rect) -> Option<FieldLook> {
    let text = source.text(annotation, b"Contents")?;
    let appearance = source
        .value(annotation, b"DA")
        .and_then(Object::into_string)
        .map(|s| s.as_ref().to_vec())
        .unwrap_or_default();
    let (size, paint) = default_appearance(&appearance);
    Some(FieldLook {
        name: source.text(annotation, b"NM").unwrap_or_default(),
        rect,
        turn: source
            .int(annotation, b"Rotate")
            .unwrap_or(0)
            .rem_euclid(360),
        paint,
        background: markup::colour(source, annotation, b"C", ["g", "rg", "k"]),
        border: None,
        mark: Mark::Text {
            text,
            size,
            align: source.int(annotation, b"Q").unwrap_or(0),
            several: true,
            comb: None,
        },
    })
}

/// Whether a field's appearance, in a form that asks for new ones, does not show what the field holds.
pub(crate) fn is_stale(source: &Source, widget: &Dict<'_>, look: &Stream<'_>) -> bool {
    let kind = inherited(source, widget, b"FT").and_then(Object::into_name);
    let value = match kind.as_ref().map(AsRef::as_ref) {
        Some(b"Tx") => value_text(source, inherited(source, widget, b"V")),
        Some(b"Ch") => choice(source, widget),
        _ => return false,
    };
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let value = letters(&value);
    if value.is_empty() {
        return false;
    }
    let Some(content) = content::short(source, look) else {
        return false;
    };
    let mut shown: Vec<u8> = Vec::new();
    let mut operations = UntypedIter::new(&content);
    while let Some(operation) = operations.next() {
        if !matches!(&**operation.operator, b"Tj" | b"TJ" | b"'" | b"\"") {
            continue;
        }
        for operand in operation.operands() {
            match operand {
                Object::String(s) => shown.extend_from_slice(s.as_ref()),
                Object::Array(a) => {
                    for item in a.raw_iter() {
                        if let MaybeRef::NotRef(Object::String(s)) = item {
                            shown.extend_from_slice(s.as_ref());
                        }
                    }
                }
                _ => {}
            }
        }
    }
    // Codes of two bytes say nothing without their font; there the appearance is trusted.
    if shown.iter().any(|b| *b < 0x09) {
        return false;
    }
    !letters(&syntax::decode_text(&shown)).contains(&value)
}

pub(crate) fn value_text(source: &Source, value: Option<Object<'_>>) -> String {
    match value {
        Some(Object::String(s)) => syntax::decode_text(s.as_ref()),
        Some(Object::Name(n)) => syntax::decode_text(n.as_ref()),
        Some(Object::Stream(s)) => content::short(source, &s)
            .map(|d| syntax::decode_text(&d))
            .unwrap_or_default(),
        Some(Object::Number(n)) => n.as_f64().to_string(),
        Some(Object::Array(a)) => a
            .raw_iter()
            .filter_map(|v| match v {
                MaybeRef::NotRef(Object::String(s)) => Some(syntax::decode_text(s.as_ref())),
                MaybeRef::Ref(r) => match source.object(r.into()) {
                    Some(Object::String(s)) => Some(syntax::decode_text(s.as_ref())),
                    _ => None,
                },
                _ => None,
            })
            .collect::<Vec<_>>()
            .join(", "),
        _ => String::new(),
    }
}

/// The shown words for the chosen value.
fn choice(source: &Source, widget: &Dict<'_>) -> String {
    let value = value_text(source, inherited(source, widget, b"V"));
    let Some(Object::Array(options)) = inherited(source, widget, b"Opt") else {
        return value;
    };
    for option in options.raw_iter().take(5000) {
        if let Some(Object::Array(pair)) = source.resolve(option) {
            let mut words = pair
                .raw_iter()
                .map(|w| value_text(source, source.resolve(w)));
            if let (Some(export), Some(shown)) = (words.next(), words.next())
                && export == value
            {
                return shown;
            }
        }
    }
    value
}

pub(crate) fn full_name(source: &Source, widget: &Dict<'_>) -> String {
    let mut parts = Vec::new();
    let mut at = Some(widget.clone());
    for _ in 0..16 {
        let Some(field) = at else { break };
        parts.extend(source.text(&field, b"T"));
        at = source.dict(&field, b"Parent");
    }
    parts.reverse();
    parts.join(".")
}

/// Size and colour from a default appearance string such as `/Helv 0 Tf 0 g`.
fn default_appearance(bytes: &[u8]) -> (f64, Vec<u8>) {
    let words: Vec<&[u8]> = bytes
        .split(u8::is_ascii_whitespace)
        .filter(|w| !w.is_empty())
        .collect();
    let number = |i: Option<usize>| -> Option<f64> {
        std::str::from_utf8(words.get(i?)?).ok()?.parse().ok()
    };
    let mut size = 0.0;
    let mut paint = b"0 g\n".to_vec();
    for (i, word) in words.iter().enumerate() {
        match *word {
            b"Tf" => size = number(i.checked_sub(1)).unwrap_or(0.0),
            b"g" | b"rg" | b"k" => {
                let count = match *word {
                    b"g" => 1,
                    b"rg" => 3,
                    _ => 4,
                };
                let values: Option<Vec<f64>> = (0..count)
                    .map(|k| number((i + k).checked_sub(count)))
                    .collect();
                if let Some(values) = values {
                    paint.clear();
                    for value in values {
                        syntax::real(&mut paint, value);
                        paint.push(b' ');
                    }
                    paint.extend_from_slice(word);
                    paint.push(b'\n');
                }
            }
            _ => {}
        }
    }
    (size.abs(), paint)
}

impl FieldLook {
    /// Draws the field in user space. Says whether every character could be drawn.
    pub(crate) fn draw(
        &self,
        out: &mut Vec<u8>,
        embedded: &mut EmbeddedFont,
        font_name: &[u8],
    ) -> bool {
        let r = &self.rect;
        // The box as the field sees it: upright, its origin at the bottom left.
        let (width, height, place) = match self.turn {
            90 => (
                r.height(),
                r.width(),
                Matrix::new(0.0, 1.0, -1.0, 0.0, r.x1, r.y0),
            ),
            180 => (
                r.width(),
                r.height(),
                Matrix::new(-1.0, 0.0, 0.0, -1.0, r.x1, r.y1),
            ),
            270 => (
                r.height(),
                r.width(),
                Matrix::new(0.0, -1.0, 1.0, 0.0, r.x0, r.y1),
            ),
            _ => (
                r.width(),
                r.height(),
                Matrix::new(1.0, 0.0, 0.0, 1.0, r.x0, r.y0),
            ),
        };
        out.extend_from_slice(b"q\n");
        syntax::concat(out, &place);
        if let Some(paint) = &self.background {
            out.extend_from_slice(paint);
            out.extend_from_slice(format!("0 0 {width:.3} {height:.3} re f\n").as_bytes());
        }
        if let Some(paint) = &self.border {
            out.extend_from_slice(paint);
            out.extend_from_slice(
                format!(
                    "1 w 0.5 0.5 {:.3} {:.3} re S\n",
                    (width - 1.0).max(0.0),
                    (height - 1.0).max(0.0)
                )
                .as_bytes(),
            );
        }
        let mut complete = true;
        match &self.mark {
            Mark::Nothing => {}
            Mark::Check => {
                let s = width.min(height);
                let (ox, oy) = ((width - s) / 2.0, (height - s) / 2.0);
                out.extend_from_slice(
                    format!(
                        "0 G 1 J 1 j {:.3} w {:.3} {:.3} m {:.3} {:.3} l {:.3} {:.3} l S\n",
                        s * 0.1,
                        ox + s * 0.22,
                        oy + s * 0.5,
                        ox + s * 0.42,
                        oy + s * 0.25,
                        ox + s * 0.8,
                        oy + s * 0.78
                    )
                    .as_bytes(),
                );
            }
            Mark::Dot => {
                let d = width.min(height) * 0.5;
                out.extend_from_slice(
                    format!(
                        "0 G 1 J {d:.3} w {x:.3} {y:.3} m {x:.3} {y:.3} l S\n",
                        x = width / 2.0,
                        y = height / 2.0
                    )
                    .as_bytes(),
                );
            }
            Mark::Text {
                text,
                size,
                align,
                several,
                comb,
            } => {
                complete = embedded
                    .font
                    .missing(text)
                    .iter()
                    .all(|c| c.is_whitespace());
                let lines = Lines {
                    width,
                    height,
                    size: *size,
                    align: *align,
                };
                out.extend_from_slice(format!("0 0 {width:.3} {height:.3} re W n\n").as_bytes());
                out.extend_from_slice(&self.paint);
                lines.draw(out, embedded, font_name, text, *several, *comb);
            }
        }
        out.extend_from_slice(b"Q\n");
        complete
    }
}

struct Lines {
    width: f64,
    height: f64,
    size: f64,
    align: i64,
}

impl Lines {
    fn draw(
        &self,
        out: &mut Vec<u8>,
        embedded: &mut EmbeddedFont,
        font_name: &[u8],
        text: &str,
        several: bool,
        comb: Option<usize>,
    ) {
        const PAD: f64 = 2.0;
        let room = (self.width - 2.0 * PAD).max(1.0);
        let font = embedded.font.clone();
        let mut size = match self.size {
            s if s > 0.5 => s,
            _ if several => 10.0,
            _ => (self.height * 0.68).clamp(4.0, 12.0),
        };
        let mut put = |out: &mut Vec<u8>, x: f64, y: f64, size: f64, text: &str| {
            out.extend_from_slice(b"BT ");
            syntax::name(out, font_name);
            out.push(b' ');
            syntax::real(out, size);
            out.extend_from_slice(b" Tf ");
            syntax::real(out, x);
            out.push(b' ');
            syntax::real(out, y);
            out.extend_from_slice(b" Td ");
            embedded.show(out, text);
            out.extend_from_slice(b"ET\n");
        };
        if several {
            let lines = wrap(text, |t| font.width(t, size), room);
            for (i, line) in lines.iter().enumerate() {
                let y = self.height - PAD - font.ascent(size) - i as f64 * size * 1.2;
                let x = self.start(font.width(line, size), PAD);
                put(out, x, y, size, line);
            }
            return;
        }
        let text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
        let y = (self.height - font.ascent(size)) / 2.0;
        if let Some(cells) = comb {
            let cell = self.width / cells as f64;
            for (i, c) in text.chars().take(cells).enumerate() {
                let c = c.to_string();
                let x = cell * (i as f64 + 0.5) - font.width(&c, size) / 2.0;
                put(out, x, y, size, &c);
            }
            return;
        }
        let width = font.width(&text, size);
        if self.size <= 0.5 && width > room {
            size = (size * room / width).max(4.0);
        }
        let y = (self.height - font.ascent(size)) / 2.0;
        let x = self.start(font.width(&text, size), PAD);
        put(out, x, y, size, &text);
    }

    fn start(&self, text_width: f64, pad: f64) -> f64 {
        match self.align {
            1 => (self.width - text_width) / 2.0,
            2 => self.width - pad - text_width,
            _ => pad,
        }
    }
}

fn wrap(text: &str, width: impl Fn(&str) -> f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split(['\n', '\r']) {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if width(&longer) > room && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
    }
    lines
}
