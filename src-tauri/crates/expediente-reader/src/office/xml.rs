//! Walks an XML part from its beginning to its end, without keeping it.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element as it begins.
pub(crate) struct Element {
    /// Its name with the prefix, as `text:p`.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// Its name without the prefix: writers of OOXML choose their own.
    pub(crate) fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute with this name, whatever its prefix.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| local(own) == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether an attribute is there and means yes; an element of Word means yes without one.
    pub(crate) fn is_on(&self, name: &str, without: bool) -> bool {
        self.get(name).map_or(without, |value| {
            !matches!(value, "0" | "false" | "off" | "none")
        })
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// One step of the walk.
pub(crate) enum Step<'a> {
    /// An element begins.
    Open(&'a Element),
    /// The element with this name ends.
    Close(&'a str),
    /// Words between them.
    Text(&'a str),
}

/// The part is not XML to its end.
#[derive(Debug)]
pub(crate) struct Broken;

/// Tells each step. Entities of a document of its own are not followed: only XML's five and numbers
/// are.
pub(crate) fn walk(part: impl BufRead, mut each: impl FnMut(Step<'_>)) -> Result<(), Broken> {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    let mut open = 0u64;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Broken)? {
            Event::Start(start) => {
                open += 1;
                each(Step::Open(&element(&start)));
            }
            Event::Empty(start) => {
                let element = element(&start);
                each(Step::Open(&element));
                each(Step::Close(&element.name));
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                each(Step::Close(end.name().as_ref()));
            }
            Event::Text(text) => each(Step::Text(&text)),
            Event::CData(text) => each(Step::Text(&text)),
            Event::GeneralRef(entity) => {
                let character = match &*entity {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().map_err(|_| Broken)?,
                };
                if let Some(character) = character {
                    each(Step::Text(character.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof if open == 0 => return Ok(()),
            Event::Eof => return Err(Broken),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    // A writer that repeats an attribute is read to the first; a broken one is left out.
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten();
    Element {
        name: start.name().as_ref().to_owned(),
        attributes: attributes
            .map(|one| {
                let value = quick_xml::escape::unescape(&one.value);
                // An entity of the document's own stays as it is written.
                let value =
                    value.map_or_else(|_| one.value.to_string(), |value| value.into_owned());
                (one.key.as_ref().to_owned(), value)
            })
            .collect(),
    }
}
