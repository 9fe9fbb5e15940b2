//! The document's properties as XMP: they must say what the info dictionary says, and nothing else.
//!
//! Programs that write a file anew lay the XML out anew. So tags and texts are compared one after
//! the other, without the space between them and without processing instructions.

use crate::object::{Dict, Object};

/// How XMP agrees with the info dictionary and the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It does not.
    None,
    /// It says the same.
    Same,
    /// It says the same, and that the file is PDF/A-2b.
    Identified,
}

/// How the XMP agrees with what the info dictionary and the catalog say.
pub fn agreement(xmp: &[u8], info: &Dict, language: &str) -> Agreement {
    let found = std::str::from_utf8(xmp).ok().and_then(parts);
    let says = |identified| found.is_some() && found == expected(info, language, identified);
    if says(false) {
        Agreement::Same
    } else if says(true) {
        Agreement::Identified
    } else {
        Agreement::None
    }
}

/// The tags and texts that the properties should have.
fn expected(info: &Dict, language: &str, identified: bool) -> Option<Vec<String>> {
    let text = |key: &[u8]| info.get(key).and_then(Object::text);
    let date = moment(&text(b"CreationDate")?)?;
    if text(b"ModDate")? != text(b"CreationDate")? {
        return None;
    }
    let mut all = Vec::new();
    let mut add = |parts: &[&str]| all.extend(parts.iter().map(|part| (*part).to_owned()));
    add(&["<x:xmpmeta", "<rdf:RDF", "<rdf:Description"]);
    add(&["<dc:format", "application/pdf", "/dc:format"]);
    add(&["<dc:title", "<rdf:Alt", "<rdf:li"]);
    add(&[printed(&text(b"Title")?).as_str()]);
    add(&["/rdf:li", "/rdf:Alt", "/dc:title"]);
    if let Some(author) = text(b"Author") {
        add(&[
            "<dc:creator",
            "<rdf:Seq",
            "<rdf:li",
            printed(&author).as_str(),
        ]);
        add(&["/rdf:li", "/rdf:Seq", "/dc:creator"]);
    }
    add(&["<dc:language", "<rdf:Bag", "<rdf:li", language]);
    add(&["/rdf:li", "/rdf:Bag", "/dc:language"]);
    add(&["<xmp:CreateDate", date.as_str(), "/xmp:CreateDate"]);
    add(&["<xmp:ModifyDate", date.as_str(), "/xmp:ModifyDate"]);
    add(&["<xmp:MetadataDate", date.as_str(), "/xmp:MetadataDate"]);
    add(&[
        "<pdf:Producer",
        printed(&text(b"Producer")?).as_str(),
        "/pdf:Producer",
    ]);
    if identified {
        add(&["<pdfaid:part", "2", "/pdfaid:part"]);
        add(&["<pdfaid:conformance", "B", "/pdfaid:conformance"]);
    }
    add(&["/rdf:Description", "/rdf:RDF", "/x:xmpmeta"]);
    // A text that is empty leaves nothing between its tags.
    all.retain(|part| !part.is_empty());
    Some(all)
}

/// A text without the control characters that XML cannot have, and without space around it.
fn printed(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    text.trim().to_owned()
}

/// `D:20260102030405Z` as `2026-01-02T03:04:05Z`.
fn moment(date: &str) -> Option<String> {
    let digits = date.strip_prefix("D:")?.strip_suffix('Z')?;
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to);
    Some(format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    ))
}

/// The tags and texts of XML, in order: `<name`, `/name`, or a text. None where it has a comment,
/// an entity or an attribute that we do not write.
fn parts(xml: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = xml;
    while let Some((text, after)) = rest.split_once('<') {
        add_text(&mut parts, text)?;
        let (tag, after) = after.split_once('>')?;
        rest = after;
        if let Some(instruction) = tag.strip_prefix('?') {
            if !instruction.starts_with("xpacket ") || !instruction.ends_with('?') {
                return None;
            }
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            parts.push(format!("/{}", name.trim()));
            continue;
        }
        let (name, attributes) = match tag.split_once(char::is_whitespace) {
            Some((name, attributes)) => (name, attributes),
            None => (tag, ""),
        };
        let is_known = attributes.split_whitespace().all(|attribute| {
            matches!(attribute, "rdf:about=\"\"" | "xml:lang=\"x-default\"")
                || attribute.starts_with("xmlns:")
        });
        if name.starts_with('!') || name.ends_with('/') || !is_known {
            return None;
        }
        parts.push(format!("<{name}"));
    }
    add_text(&mut parts, rest)?;
    Some(parts)
}

fn add_text(parts: &mut Vec<String>, text: &str) -> Option<()> {
    let mut pieces = text.split('&');
    let mut plain = pieces.next()?.to_owned();
    for piece in pieces {
        let (entity, after) = piece.split_once(';')?;
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        });
        plain.push_str(after);
    }
    let text = plain.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !text.is_empty() {
        parts.push(text.to_owned());
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(title: &str) -> Dict {
        let text = |text: &str| Object::Text(text.as_bytes().to_vec());
        Dict(vec![
            (b"Title".to_vec(), text(title)),
            (b"Producer".to_vec(), text("Expediente")),
            (b"CreationDate".to_vec(), text("D:20260102030405Z")),
            (b"ModDate".to_vec(), text("D:20260102030405Z")),
        ])
    }

    const XMP: &str = "<?xpacket begin=\"\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF>\
        <rdf:Description rdf:about=\"\"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt>\
        <rdf:li xml:lang=\"x-default\"> A &amp; B</rdf:li></rdf:Alt></dc:title><dc:language>\
        <rdf:Bag><rdf:li>es</rdf:li></rdf:Bag></dc:language>\n\
        <xmp:CreateDate>2026-01-02T03:04:05Z</xmp:CreateDate>\
        <xmp:ModifyDate>2026-01-02T03:04:05Z</xmp:ModifyDate>\
        <xmp:MetadataDate>2026-01-02T03:04:05Z</xmp:MetadataDate>\
        <pdf:Producer>Expediente</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>\
        <?xpacket end=\"w\"?>";

    /// Viewers show one or the other, and a court reads what its viewer shows.
    #[test]
    fn properties_agree_with_each_other() {
        let agrees = |xmp: &str, title: &str, language: &str| {
            agreement(xmp.as_bytes(), &info(title), language)
        };
        assert_eq!(agrees(XMP, "A & B", "es"), Agreement::Same);
        assert_eq!(agrees(XMP, "A & C", "es"), Agreement::None);
        assert_eq!(agrees(XMP, "A & B", "en"), Agreement::None);
        let identified = XMP.replace(
            "</rdf:Description>",
            "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>",
        );
        assert_eq!(agrees(&identified, "A & B", "es"), Agreement::Identified);
        let other = identified.replace(">2<", ">3<");
        assert_eq!(agrees(&other, "A & B", "es"), Agreement::None);
        for (from, to) in [
            ("<dc:format>", "<!-- hidden --><dc:format>"),
            ("Expediente<", "Other<"),
            (
                "<pdf:Producer>",
                "<pdf:Keywords>secret</pdf:Keywords><pdf:Producer>",
            ),
            ("rdf:about=\"\"", "rdf:about=\"\" pdf:Trapped=\"True\""),
            ("05Z</xmp:M", "06Z</xmp:M"),
        ] {
            let altered = XMP.replacen(from, to, 1);
            assert_ne!(altered, XMP);
            assert_eq!(agrees(&altered, "A & B", "es"), Agreement::None, "{to}");
        }
    }
}
