//! Whether a paper says that it is PDF/A.

use crate::read::content;
use crate::read::source::Source;
use hayro_syntax::object::Object;

impl Source {
    /// Whether the file says that it is PDF/A-1 or PDF/A-2 (ISO 19005-2, 6.6.4), could be read as
    /// it is, and has the colors of an RGB or gray output intent.
    pub fn is_archival(&self) -> bool {
        !self.repaired && !self.was_encrypted() && self.says_archival() && self.has_plain_intent()
    }

    fn says_archival(&self) -> bool {
        let root = self.objects.root();
        let metadata = root.and_then(|root| self.objects.value(&root, b"Metadata"));
        let stream = metadata.and_then(Object::into_stream);
        let xmp = stream.and_then(|stream| content::short(&self.objects, &stream));
        xmp.is_some_and(|xmp| is_identified(&xmp))
    }

    /// Whether all output intents are of three colors or one.
    fn has_plain_intent(&self) -> bool {
        let root = self.objects.root();
        let Some(intents) = root.and_then(|root| self.objects.array(&root, b"OutputIntents"))
        else {
            return true;
        };
        let mut intents = intents
            .raw_iter()
            .filter_map(|intent| self.objects.resolve_dict(&intent));
        intents.all(|intent| {
            let profile = self.objects.value(&intent, b"DestOutputProfile");
            let profile = profile.and_then(Object::into_stream);
            let colors = profile.and_then(|profile| self.objects.int(profile.dict(), b"N"));
            matches!(colors, Some(1 | 3))
        })
    }
}

/// Whether properties say PDF/A-1 or PDF/A-2, as an element or as an attribute.
fn is_identified(xmp: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(xmp) else {
        return false;
    };
    text.match_indices("pdfaid:part").any(|(at, name)| {
        let value = text.get(at + name.len()..).and_then(|after| {
            // `pdfaid:part="2"`; or an element, which may declare its prefix again.
            let is_attribute = after.trim_start().starts_with('=');
            let mark = if is_attribute { '=' } else { '>' };
            after.split_once(mark).map(|(_, value)| value)
        });
        let value = value.map(|value| value.trim_start_matches(['"', '\'', ' ', '\n', '\r']));
        value.is_some_and(|value| {
            let mut digits = value.chars();
            matches!(digits.next(), Some('1' | '2'))
                && !digits.next().is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms in which programs write the identification (ISO 19005-2, 6.6.4).
    #[test]
    fn the_part_of_pdf_a() {
        for xmp in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:part>1</pdfaid:part>",
            "<rdf:Description pdfaid:part=\"2\" pdfaid:conformance=\"B\"/>",
            "<rdf:Description pdfaid:part = '1'/>",
            "<pdfaid:part xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">2</pdfaid:part>",
        ] {
            assert!(is_identified(xmp.as_bytes()), "{xmp}");
        }
        for xmp in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:part>20</pdfaid:part>",
            "<rdf:Description pdfaid:part=\"3\" n=\"2\"/>",
            "<pdfaid:part/>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(!is_identified(xmp.as_bytes()), "{xmp}");
        }
    }
}
