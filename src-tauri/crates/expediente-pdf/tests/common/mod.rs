//! Small PDFs written by hand, and files assembled from them and read again.
#![allow(dead_code, missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::print_stdout, clippy::print_stderr)]

use expediente_pdf::*;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

/// A PDF of numbered objects: the first is the catalog.
pub fn pdf(objects: &[&str]) -> Vec<u8> {
    let bytes: Vec<Vec<u8>> = objects.iter().map(|o| o.as_bytes().to_vec()).collect();
    pdf_of(&bytes)
}

pub fn pdf_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (i, body) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", i + 1).bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).bytes());
    for offset in &offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1).bytes());
    out
}

pub fn stream(entries: &str, data: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

pub const TEXT_FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/// A PDF of one page: what its page dictionary holds besides the usual, and its content.
/// Objects: 1 catalog, 2 pages, 3 page, 4 content, 5 font, then `more` from 6.
pub fn one_page(page: &str, content: &str, more: &[&str]) -> Vec<u8> {
    one_page_with("", page, content, more)
}

pub fn one_page_with(catalog: &str, page: &str, content: &str, more: &[&str]) -> Vec<u8> {
    let boxes = if page.contains("/MediaBox") { "" } else { "/MediaBox[0 0 200 300]" };
    let resources = if page.contains("/Resources") { "" } else { "/Resources<</Font<</F1 5 0 R>>>>" };
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{boxes}{resources}{page}>>"),
        stream("", content),
        TEXT_FONT.to_owned(),
    ];
    objects.extend(more.iter().map(|m| (*m).to_owned()));
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    pdf(&objects)
}

pub fn open(bytes: Vec<u8>) -> Arc<Source> {
    Arc::new(Source::open(Arc::new(bytes), None).unwrap())
}

pub fn font() -> StampFont {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..");
    StampFont::parse(std::fs::read(root.join("assets/fonts/ExpedienteSerif-Regular.ttf")).unwrap()).unwrap()
}

pub fn setup() -> Setup {
    Setup { font: font(), output_intent: None }
}

pub fn closing(pages: usize) -> Closing {
    Closing {
        outline: Vec::new(),
        labels: (1..=pages).map(|n| n.to_string()).collect(),
        info: Properties {
            title: "Título <&> \"ñ\"".into(),
            language: "es-US".into(),
            author: None,
            created: Timestamp { year: 2026, month: 2, day: 3, hour: 4, minute: 5, second: 6 },
            producer: "Expediente".into(),
        },
        id: *b"0123456789abcdef",
        open_at: OpenAt::Zoom(1.0),
    }
}

pub fn stamp(text: &str, at: Anchor) -> Stamp {
    Stamp { text: text.into(), size: 10.0, at, dx: 12.0, dy: 12.0 }
}

/// All pages of the sources, one after another, each page made by `make`.
pub fn assemble(sources: &[Arc<Source>], mut make: impl FnMut(Page, usize) -> Page) -> (Vec<u8>, Vec<Notice>) {
    let total = sources.iter().map(|s| s.page_count()).sum();
    let mut file = Assembler::new(Vec::new(), total, setup()).unwrap();
    let mut notices = Vec::new();
    let mut next = 0;
    for source in sources {
        let count = source.page_count();
        let placement = (0..count).map(|i| (i, next + i)).collect();
        let id = file.source(Arc::clone(source), placement);
        for index in 0..count {
            let page = make(Page::of_source(id, index), next);
            notices.extend(file.page(page).unwrap());
            next += 1;
        }
        file.close_source(id);
    }
    let done = file.finish(closing(total)).unwrap();
    assert_eq!(done.bytes as usize, done.out.len());
    check(&done.out);
    (done.out, notices)
}

/// The file of one source as it comes, nothing on it.
pub fn plain(bytes: Vec<u8>) -> Vec<u8> {
    assemble(&[open(bytes)], |p, _| p).0
}

/// What can be said of any file that was written: offsets, lengths and references are right, and qpdf agrees.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(bytes.starts_with(b"%PDF-1.7\n%"));
    assert!(bytes.ends_with(b"%%EOF\n"));
    let start: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
    let table = String::from_utf8_lossy(&bytes[start..]);
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("xref"));
    let size: usize = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    lines.next();
    for number in 1..size {
        let line = lines.next().unwrap();
        let offset: usize = line[..10].parse().unwrap();
        let head = format!("{number} 0 obj\n");
        assert!(bytes[offset..].starts_with(head.as_bytes()), "object {number}");
    }
    if let Some((ok, said)) = tool("qpdf", &["--check"], bytes) {
        assert!(ok, "{said}");
    }
}

/// Runs a judge over a file; nothing when it is not installed.
pub fn tool(name: &str, args: &[&str], bytes: &[u8]) -> Option<(bool, String)> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.pdf");
    std::fs::write(&path, bytes).unwrap();
    let mut command = Command::new(name);
    command.args(args).arg(&path);
    if name == "pdftotext" {
        command.arg("-");
    }
    match command.output() {
        Ok(out) => {
            let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
            Some((out.status.success(), said))
        }
        Err(_) => {
            println!("skipped: {name} is not installed");
            None
        }
    }
}

/// A written file, read again.
pub struct Read {
    pub pdf: Pdf,
}

pub fn read(bytes: &[u8]) -> Read {
    Read { pdf: Pdf::new(bytes.to_vec()).unwrap() }
}

impl Read {
    pub fn root(&self) -> Dict<'_> {
        self.pdf.xref().get(self.pdf.xref().root_id()).unwrap()
    }

    pub fn page_ids(&self) -> Vec<ObjectIdentifier> {
        let mut ids = Vec::new();
        let top = self.root().get_ref(b"Pages").unwrap();
        self.kids(top.into(), &mut ids);
        ids
    }

    fn kids(&self, node: ObjectIdentifier, ids: &mut Vec<ObjectIdentifier>) {
        let dict: Dict<'_> = self.pdf.xref().get(node).unwrap();
        match dict.get::<Array<'_>>(b"Kids") {
            Some(kids) => {
                let before = ids.len();
                for kid in kids.raw_iter() {
                    self.kids(kid.as_obj_ref().unwrap().into(), ids);
                }
                let count = dict.get::<i32>(b"Count").unwrap();
                assert_eq!(count as usize, ids.len() - before);
            }
            None => ids.push(node),
        }
    }

    pub fn page(&self, index: usize) -> Dict<'_> {
        self.pdf.xref().get(self.page_ids()[index]).unwrap()
    }

    /// The content of a page, decoded, its streams joined by line ends.
    pub fn content(&self, index: usize) -> String {
        let mut out = String::new();
        let Some(list) = self.page(index).get::<Array<'_>>(b"Contents") else {
            return out;
        };
        for item in list.iter::<Stream<'_>>() {
            out.push_str(&String::from_utf8_lossy(&item.decoded().unwrap()));
            out.push('\n');
        }
        out
    }

    pub fn links(&self, index: usize) -> Vec<Dict<'_>> {
        self.page(index).get::<Array<'_>>(b"Annots").map(|a| a.iter::<Dict<'_>>().collect()).unwrap_or_default()
    }

    /// The page (from 0) that a link leads to.
    pub fn leads_to(&self, link: &Dict<'_>) -> Option<usize> {
        let dest = link.get::<Array<'_>>(b"Dest")?;
        let page = dest.raw_iter().next()?.as_obj_ref()?;
        self.page_ids().iter().position(|id| *id == page.into())
    }

    pub fn names(&self, dict: &Dict<'_>, keys: &[&[u8]]) -> Option<String> {
        let (last, path) = keys.split_last()?;
        let mut at = dict.clone();
        for key in path {
            at = at.get::<Dict<'_>>(key)?;
        }
        at.get::<Name<'_>>(last).map(|n| n.as_str().to_owned())
    }

    /// Every form drawn on a page by name, with its content.
    pub fn form(&self, index: usize, name: &str) -> String {
        let resources: Dict<'_> = self.page(index).get(b"Resources").unwrap();
        let forms: Dict<'_> = resources.get(b"XObject").unwrap();
        let form: Stream<'_> = forms.get(name.as_bytes()).unwrap();
        String::from_utf8_lossy(&form.decoded().unwrap()).into_owned()
    }
}

/// Whether any object of a file, decoded, holds some bytes.
pub fn holds(bytes: &[u8], what: &str) -> bool {
    let read = read(bytes);
    if bytes.windows(what.len()).any(|w| w == what.as_bytes()) {
        return true;
    }
    read.pdf.objects().into_iter().any(|object| match object {
        Object::Stream(s) => s.decoded_data().is_ok_and(|d| d.windows(what.len()).any(|w| w == what.as_bytes())),
        _ => false,
    })
}

pub fn text_of(bytes: &[u8]) -> Option<String> {
    tool("pdftotext", &["-enc", "UTF-8", "-layout"], bytes).map(|t| t.1)
}

/// A page rendered by poppler: width, height, grey values from the top left.
pub struct Picture8 {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<u8>,
}

pub fn render(bytes: &[u8], page: usize) -> Option<Picture8> {
    let args = ["-r", "72", "-gray", "-cropbox", "-f", "PAGE", "-l", "PAGE", "FILE"];
    rendered("pdftoppm", &args, bytes, page)
}

/// The same by MuPDF, which follows UserUnit and passes over a Q too many.
pub fn render_mupdf(bytes: &[u8], page: usize) -> Option<Picture8> {
    let args = ["draw", "-q", "-r", "72", "-c", "gray", "-F", "pgm", "-o", "-", "FILE", "PAGE"];
    rendered("mutool", &args, bytes, page)
}

fn rendered(name: &str, args: &[&str], bytes: &[u8], page: usize) -> Option<Picture8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.pdf");
    std::fs::write(&path, bytes).unwrap();
    let number = (page + 1).to_string();
    let mut command = Command::new(name);
    for arg in args {
        match *arg {
            "FILE" => command.arg(&path),
            "PAGE" => command.arg(&number),
            other => command.arg(other),
        };
    }
    let out = match command.output() {
        Ok(out) => out.stdout,
        Err(_) => {
            println!("skipped: {name} is not installed");
            return None;
        }
    };
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let end = at + out[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        fields.push(String::from_utf8_lossy(&out[at..end]).into_owned());
        at = end + 1;
    }
    Some(Picture8 { width: fields[1].parse().unwrap(), height: fields[2].parse().unwrap(), grey: out[at..].to_vec() })
}

impl Picture8 {
    /// The box of all pixels that differ from another rendering of the same size: x0, y0, x1, y1 from the top left.
    pub fn difference(&self, other: &Self) -> Option<(usize, usize, usize, usize)> {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let mut found: Option<(usize, usize, usize, usize)> = None;
        for y in 0..self.height {
            for x in 0..self.width {
                let i = y * self.width + x;
                if self.grey[i].abs_diff(other.grey[i]) > 40 {
                    let f = found.get_or_insert((x, y, x, y));
                    *f = (f.0.min(x), f.1.min(y), f.2.max(x), f.3.max(y));
                }
            }
        }
        found
    }

    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.grey[y * self.width + x]
    }
}
