//! Hybrid files: a table of objects and a stream that lists more. What they hold is told by qpdf
//! and poppler.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;
use fixtures::*;

/// A file with revisions after it, each a table beside a stream, and both name the table before.
struct Hybrid {
    bytes: Vec<u8>,
    table: usize,
}

impl Hybrid {
    fn new() -> Self {
        let bytes = one_page("", "BT /F1 12 Tf 20 200 Td (first) Tj ET", &[]);
        let text = String::from_utf8(bytes).unwrap();
        // The page has the box of the tree above it.
        let text = text.replace("/MediaBox[0 0 200 300]", &" ".repeat(22));
        let bytes = text.clone().into_bytes();
        let table = text.rsplit("startxref\n").next().unwrap();
        let table = table.lines().next().unwrap().parse().unwrap();
        Self { bytes, table }
    }

    fn object(&mut self, number: usize, body: &str) -> usize {
        let at = self.bytes.len();
        self.bytes
            .extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
        at
    }

    /// New content in the table, a larger page in a packed object that only the stream lists.
    fn revise(&mut self, size: usize, words: &str, width: usize) {
        let content = format!("BT /F1 12 Tf 20 200 Td ({words}) Tj ET");
        let content = self.object(4, &stream("", &content));
        // A reader that gathers objects from the bytes takes this one.
        self.object(4, "<<>>");
        let pages = format!("2 0 <</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 {width} 300]>>");
        let packed = self.object(size, &stream("/Type/ObjStm/N 1/First 4", &pages));
        let list = [format!("02{size:06X}00"), format!("01{packed:06X}00")];
        let before = self.table;
        let stream = self.object(
            size + 1,
            &stream(
                &format!(
                    "/Type/XRef/W[1 3 1]/Index[2 1 {size} 1]/Size {}/Root 1 0 R/Prev {before}\
                     /Filter/ASCIIHexDecode",
                    size + 2
                ),
                &list.concat(),
            ),
        );
        self.table = self.bytes.len();
        let (table, next) = (self.table, size + 2);
        self.bytes.extend(
            format!(
                "xref\n4 1\n{content:010} 00000 n \ntrailer\n<</Size {next}/Root 1 0 R/Prev {before}\
                 /XRefStm {stream}>>\nstartxref\n{table}\n%%EOF\n"
            )
            .bytes(),
        );
    }
}

/// The newest of all objects is taken, and nothing is told, for nothing is wrong with the file.
#[test]
fn the_newest_objects_of_hybrid_files_are_taken() {
    let mut hybrid = Hybrid::new();
    for (size, words, width) in [(6, "second", 210), (8, "third", 220)] {
        hybrid.revise(size, words, width);
        let bytes = hybrid.bytes.clone();
        let (after, notices) = assemble(&[open(bytes.clone())], |page, _| page);
        assert_eq!(notices, []);
        let source = open(bytes.clone());
        assert!(source.report().is_empty(), "{:?}", source.report());
        for file in [&bytes, &after] {
            if let Some(text) = text_of(file) {
                assert_eq!(text.trim(), words);
            }
            if let Some((true, said)) = tool("qpdf", &["--qdf", "--object-streams=disable"], file) {
                assert!(said.is_empty() || said.contains(words));
            }
        }
        assert!(holds(&after, &format!("({words})")), "{words}");
        if let (Some(before), Some(after)) = (render(&bytes, 0), render(&after, 0)) {
            assert_eq!(before.difference(&after), None, "{words}");
        }
        let (wide, _) = source.page(0).unwrap().displayed_size();
        assert!((wide - width as f64).abs() < 0.1, "{wide}");
    }
}
