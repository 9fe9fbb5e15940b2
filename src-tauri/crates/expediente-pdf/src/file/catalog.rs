//! What closes a file: outline, labels, properties, layers, the catalog.
//!
//! All of it is written after the last page; the pages are `assembler`'s.

use crate::error::AssembleError;
use crate::file::labels;
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use std::io::Write;

/// All that is said about the file as a whole.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The outline.
    pub outline: Vec<Outline>,
    /// One label for each page.
    pub labels: Vec<String>,
    /// Title, language and the like.
    pub info: Properties,
    /// The file's identity.
    pub id: [u8; 16],
    /// How large the first page is shown when the file is opened.
    pub open_at: OpenAt,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// What it says.
    pub title: String,
    /// The page it leads to, from 0.
    pub page: usize,
    /// Whether what stands under it is shown at first.
    pub open: bool,
    /// What stands under it.
    pub children: Vec<Outline>,
}

/// The document's properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: String,
    /// Language (BCP 47), such as `es-US`.
    pub language: String,
    /// Author.
    pub author: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// The program that made it.
    pub producer: String,
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

/// How large the first page is shown when the file is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OpenAt {
    /// The whole page.
    Fit,
    /// The whole width.
    FitWidth,
    /// By a factor; 1 is 100 %.
    Zoom(f64),
}

/// What the catalog needs to know of the pages.
pub(crate) struct Written {
    pub(crate) catalog: u32,
    pub(crate) info: u32,
    pub(crate) tree: u32,
    /// The page objects in order.
    pub(crate) pages: Vec<u32>,
    /// Layers and whether each is hidden.
    pub(crate) layers: Vec<(u32, bool)>,
    pub(crate) output_intent: Option<u32>,
}

pub(crate) fn write<W: Write>(
    sink: &mut ObjectWriter<W>,
    closing: &Closing,
    written: &Written,
) -> Result<(), AssembleError> {
    let outline = match closing.outline.is_empty() {
        true => None,
        false => Some(write_outline(sink, &closing.outline, &written.pages)?),
    };
    let metadata = sink.reserve();
    sink.stream(
        metadata,
        b"/Type/Metadata/Subtype/XML",
        &[xmp(&closing.info).as_bytes()],
    )?;
    sink.object(written.info, &info(&closing.info))?;

    let mut out = b"<</Type/Catalog/Pages ".to_vec();
    syntax::reference(&mut out, written.tree);
    out.extend_from_slice(b"/PageLabels ");
    out.extend_from_slice(&labels::tree(&closing.labels));
    if let Some(outline) = outline {
        out.extend_from_slice(b"/Outlines ");
        syntax::reference(&mut out, outline);
        out.extend_from_slice(b"/PageMode/UseOutlines");
    }
    out.extend_from_slice(b"/ViewerPreferences<</DisplayDocTitle true>>/Lang");
    syntax::text(&mut out, &closing.info.language);
    out.extend_from_slice(b"/Metadata ");
    syntax::reference(&mut out, metadata);
    if let Some(first) = written.pages.first() {
        out.extend_from_slice(b"/OpenAction[");
        syntax::reference(&mut out, *first);
        match closing.open_at {
            OpenAt::Fit => out.extend_from_slice(b"/Fit]"),
            OpenAt::FitWidth => out.extend_from_slice(b"/FitH null]"),
            OpenAt::Zoom(factor) => {
                out.extend_from_slice(b"/XYZ null null ");
                syntax::real(&mut out, factor);
                out.push(b']');
            }
        }
    }
    if let Some(profile) = written.output_intent {
        out.extend_from_slice(
            b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)\
              /RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile ",
        );
        syntax::reference(&mut out, profile);
        out.extend_from_slice(b">>]");
    }
    if !written.layers.is_empty() {
        out.extend_from_slice(b"/OCProperties<</OCGs[");
        for (layer, _) in &written.layers {
            syntax::reference(&mut out, *layer);
            out.push(b' ');
        }
        out.extend_from_slice(b"]/D<</Name(Default)/BaseState/ON/OFF[");
        for (layer, _) in written.layers.iter().filter(|l| l.1) {
            syntax::reference(&mut out, *layer);
            out.push(b' ');
        }
        out.extend_from_slice(b"]>>>>");
    }
    out.extend_from_slice(b">>");
    sink.object(written.catalog, &out)
}

fn info(p: &Properties) -> Vec<u8> {
    let mut out = b"<</Title".to_vec();
    syntax::text(&mut out, &p.title);
    if let Some(author) = &p.author {
        out.extend_from_slice(b"/Author");
        syntax::text(&mut out, author);
    }
    out.extend_from_slice(b"/Producer");
    syntax::text(&mut out, &p.producer);
    let t = p.created;
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

fn xmp(p: &Properties) -> String {
    let t = p.created;
    let date = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        t.year, t.month, t.day, t.hour, t.minute, t.second
    );
    let author = p.author.as_ref().map_or(String::new(), |a| {
        format!(
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
            xml(a)
        )
    });
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\
         <dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>{author}\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         <xmp:MetadataDate>{date}</xmp:MetadataDate><pdf:Producer>{producer}</pdf:Producer>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        title = xml(&p.title),
        language = xml(&p.language),
        producer = xml(&p.producer),
    )
}

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

fn write_outline<W: Write>(
    sink: &mut ObjectWriter<W>,
    entries: &[Outline],
    pages: &[u32],
) -> Result<u32, AssembleError> {
    let root = sink.reserve();
    let (first, last) = write_level(sink, entries, root, pages)?;
    let mut out = b"<</Type/Outlines/First ".to_vec();
    syntax::reference(&mut out, first);
    out.extend_from_slice(b"/Last ");
    syntax::reference(&mut out, last);
    out.extend_from_slice(format!("/Count {}>>", shown(entries)).as_bytes());
    sink.object(root, &out)?;
    Ok(root)
}

/// How many entries are to be seen when a level is open.
fn shown(entries: &[Outline]) -> usize {
    entries
        .iter()
        .map(|e| 1 + if e.open { shown(&e.children) } else { 0 })
        .sum()
}

fn write_level<W: Write>(
    sink: &mut ObjectWriter<W>,
    entries: &[Outline],
    parent: u32,
    pages: &[u32],
) -> Result<(u32, u32), AssembleError> {
    let numbers: Vec<u32> = entries.iter().map(|_| sink.reserve()).collect();
    for (i, entry) in entries.iter().enumerate() {
        let Some(&number) = numbers.get(i) else {
            continue;
        };
        let mut out = b"<</Title".to_vec();
        syntax::text(&mut out, &entry.title);
        out.extend_from_slice(b"/Parent ");
        syntax::reference(&mut out, parent);
        let before = i.checked_sub(1).and_then(|i| numbers.get(i));
        for (key, other) in [("/Prev ", before), ("/Next ", numbers.get(i + 1))] {
            if let Some(other) = other {
                out.extend_from_slice(key.as_bytes());
                syntax::reference(&mut out, *other);
            }
        }
        let page = pages
            .get(entry.page)
            .ok_or(AssembleError::NoSuchPage(entry.page))?;
        out.extend_from_slice(b"/Dest[");
        syntax::reference(&mut out, *page);
        out.extend_from_slice(b"/XYZ null null null]");
        if !entry.children.is_empty() {
            let (first, last) = write_level(sink, &entry.children, number, pages)?;
            out.extend_from_slice(b"/First ");
            syntax::reference(&mut out, first);
            out.extend_from_slice(b"/Last ");
            syntax::reference(&mut out, last);
            let sign = if entry.open { "" } else { "-" };
            out.extend_from_slice(format!("/Count {sign}{}", shown(&entry.children)).as_bytes());
        }
        out.extend_from_slice(b">>");
        sink.object(number, &out)?;
    }
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) => Ok((*first, *last)),
        _ => Ok((parent, parent)),
    }
}
