//! The document's properties: title, language, author, dates. Written twice, as the info dictionary
//! and as XMP.

use crate::file::syntax;

/// The document's properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: String,
    /// Language (BCP 47), such as `es-US`.
    pub language: String,
    /// Author.
    pub author: Option<String>,
    /// When the document was made.
    pub created: Timestamp,
    /// The program that made it.
    pub producer: String,
    /// Whether everything in it is as PDF/A-2b wants it, so that it may say so (ISO 19005-2,
    /// 6.6.4). The assembler knows its own pages; the caller vouches for the papers.
    pub archival: bool,
}

/// A moment in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}

impl Properties {
    /// The info dictionary.
    pub(crate) fn dictionary(&self) -> Vec<u8> {
        let mut out = b"<</Title".to_vec();
        syntax::text(&mut out, &self.title);
        if let Some(author) = &self.author {
            out.extend_from_slice(b"/Author");
            syntax::text(&mut out, author);
        }
        out.extend_from_slice(b"/Producer");
        syntax::text(&mut out, &self.producer);
        let t = self.created;
        let date = format!(
            "D:{:04}{:02}{:02}{:02}{:02}{:02}Z",
            t.year, t.month, t.day, t.hour, t.minute, t.second
        );
        for key in ["/CreationDate", "/ModDate"] {
            out.extend_from_slice(key.as_bytes());
            syntax::string(&mut out, date.as_bytes());
        }
        out.extend_from_slice(b">>");
        out
    }

    /// The XMP packet.
    pub(crate) fn xmp(&self) -> String {
        let t = self.created;
        let date = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            t.year, t.month, t.day, t.hour, t.minute, t.second
        );
        let author = self.author.as_ref().map_or(String::new(), |a| {
            format!(
                "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
                xml(a)
            )
        });
        let (namespace, identification) = if self.archival {
            (
                " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
                "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
            )
        } else {
            ("", "")
        };
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\
             {namespace}>\
             <dc:format>application/pdf</dc:format>\
             <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>{author}\
             <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
             <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
             <xmp:MetadataDate>{date}</xmp:MetadataDate><pdf:Producer>{producer}</pdf:Producer>\
             {identification}</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
            title = xml(&self.title),
            language = xml(&self.language),
            producer = xml(&self.producer),
        )
    }
}

/// A text within XML, without control characters other than newline and tab.
fn xml(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}
