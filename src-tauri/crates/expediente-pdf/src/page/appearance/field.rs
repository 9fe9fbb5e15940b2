//! Appearances of form fields that have none: their value, drawn plainly.
//!
//! Text, choices, check boxes, radio buttons and buttons. Other fields are left out.

use crate::geometry::Rect;
use crate::page::appearance::color;
use crate::page::appearance::default_appearance::DefaultAppearance;
use crate::page::appearance::form_box::{FormBox, Mark};
use crate::page::appearance::text_layout::BoxText;
use crate::read::annotation_entries::{full_name, inherited, inherited_int};
use crate::read::content;
use crate::read::objects::Objects;
use crate::read::text_string;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, MaybeRef, Object, Stream};

const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const RADIO: i64 = 1 << 15;
const BUTTON: i64 = 1 << 16;
const COMB: i64 = 1 << 24;

/// Cells of a comb field.
const MOST_CELLS: usize = 1000;
/// Options of a choice.
const MOST_OPTIONS: usize = 5000;

pub(crate) fn appearance(objects: &Objects, widget: &Dict<'_>, rect: Rect) -> Option<FormBox> {
    let kind = inherited(objects, widget, b"FT")?.into_name()?;
    let flags = inherited_int(objects, widget, b"Ff").unwrap_or(0); // No flags are set.
    let style = objects.dict(widget, b"MK");
    let form = objects.form();
    let default = inherited(objects, widget, b"DA")
        .and_then(Object::into_string)
        .or_else(|| objects.value(form.as_ref()?, b"DA")?.into_string());
    let default = DefaultAppearance::parse(default.as_ref().map_or(b"", |s| s.as_ref()));
    let align = inherited(objects, widget, b"Q")
        .or_else(|| objects.value(form.as_ref()?, b"Q"))
        .and_then(Object::into_number)
        .map_or(0, |n| n.as_i64());
    let line = |text: String| BoxText {
        text,
        size: default.size,
        align,
        multiline: false,
        comb: None,
    };
    let mark = match kind.as_ref() {
        b"Tx" => {
            let value = value_text(objects, inherited(objects, widget, b"V"));
            let is_password = flags & PASSWORD != 0;
            Mark::Text(BoxText {
                multiline: flags & MULTILINE != 0,
                comb: comb(objects, widget, flags),
                ..line(if is_password {
                    "*".repeat(value.chars().count())
                } else {
                    value
                })
            })
        }
        b"Ch" => Mark::Text(line(choice(objects, widget))),
        b"Btn" if flags & BUTTON != 0 => {
            let caption = style
                .as_ref()
                .and_then(|s| text_string::of_entry(objects, s, b"CA"));
            Mark::Text(BoxText {
                align: 1,
                ..line(caption.unwrap_or_default()) // A button may have no caption.
            })
        }
        b"Btn" => {
            let state = objects
                .name(widget, b"AS")
                .or_else(|| inherited(objects, widget, b"V")?.into_name());
            match state {
                Some(s) if s.as_ref() != b"Off" && flags & RADIO != 0 => Mark::Dot,
                Some(s) if s.as_ref() != b"Off" => Mark::Check,
                _ => Mark::Nothing,
            }
        }
        _ => return None,
    };
    let color = |key: &[u8], operators| {
        let style = style.as_ref()?;
        color::of_entry(objects, style, key, operators)
    };
    let turn = style.as_ref().and_then(|s| objects.int(s, b"R"));
    Some(FormBox {
        name: full_name(objects, widget),
        rect,
        turn: turn.map_or(0, |turn| turn.rem_euclid(360)),
        paint: default.paint,
        background: color(b"BG", color::FILL),
        border: color(b"BC", color::STROKE),
        mark,
    })
}

/// The number of cells of a comb field.
fn comb(objects: &Objects, widget: &Dict<'_>, flags: i64) -> Option<usize> {
    if flags & COMB == 0 {
        return None;
    }
    let cells = usize::try_from(inherited_int(objects, widget, b"MaxLen")?).ok()?;
    (1..MOST_CELLS).contains(&cells).then_some(cells)
}

/// Whether a field's appearance, in a form that asks for new ones, does not show the field's value.
pub(crate) fn is_stale(objects: &Objects, widget: &Dict<'_>, appearance: &Stream<'_>) -> bool {
    let kind = inherited(objects, widget, b"FT").and_then(Object::into_name);
    let value = match kind.as_ref().map(AsRef::as_ref) {
        Some(b"Tx") => value_text(objects, inherited(objects, widget, b"V")),
        Some(b"Ch") => choice(objects, widget),
        _ => return false,
    };
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let value = letters(&value);
    if value.is_empty() {
        return false;
    }
    let Some(content) = content::short(objects, appearance) else {
        return false;
    };
    let shown = shown_strings(&content);
    // Codes of two bytes mean nothing without their font; such an appearance is trusted.
    if shown.iter().any(|b| *b < 0x09) {
        return false;
    }
    !letters(&text_string::decode(&shown)).contains(&value)
}

/// All strings that content shows, one after another.
fn shown_strings(content: &[u8]) -> Vec<u8> {
    let mut shown: Vec<u8> = Vec::new();
    let mut operations = UntypedIter::new(content);
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
    shown
}

/// The value of a field as text; empty for a field without a value.
fn value_text(objects: &Objects, value: Option<Object<'_>>) -> String {
    match value {
        Some(Object::String(s)) => text_string::decode(s.as_ref()),
        Some(Object::Name(n)) => text_string::decode(n.as_ref()),
        Some(Object::Stream(s)) => {
            content::short(objects, &s).map_or_else(String::new, |data| text_string::decode(&data))
        }
        Some(Object::Number(n)) => n.as_f64().to_string(),
        Some(Object::Array(a)) => a
            .raw_iter()
            .filter_map(|v| match objects.resolve(v)? {
                Object::String(s) => Some(text_string::decode(s.as_ref())),
                _ => None,
            })
            .collect::<Vec<_>>()
            .join(", "),
        _ => String::new(),
    }
}

/// The displayed text of the chosen value, or of all of them.
fn choice(objects: &Objects, widget: &Dict<'_>) -> String {
    let chosen = inherited(objects, widget, b"V");
    let shown: Vec<(String, String)> = match inherited(objects, widget, b"Opt") {
        Some(Object::Array(options)) => options
            .raw_iter()
            .take(MOST_OPTIONS)
            .filter_map(|option| {
                let Some(Object::Array(pair)) = objects.resolve(option) else {
                    // It is shown as it is.
                    return None;
                };
                let mut texts = pair
                    .raw_iter()
                    .map(|word| value_text(objects, objects.resolve(word)));
                Some((texts.next()?, texts.next()?))
            })
            .collect(),
        _ => Vec::new(),
    };
    let shown_of = |value: String| {
        let pair = shown.iter().find(|(export, _)| *export == value);
        pair.map_or(value.clone(), |(_, shown)| shown.clone())
    };
    match chosen {
        Some(Object::Array(values)) => {
            let values = values.raw_iter().take(MOST_OPTIONS);
            let texts = values.map(|value| value_text(objects, objects.resolve(value)));
            texts.map(shown_of).collect::<Vec<_>>().join(", ")
        }
        value => shown_of(value_text(objects, value)),
    }
}
