//! Makes the columns of a spreadsheet fit the width of its paper: a printer would put those that do
//! not fit onto sheets of their own, where nobody can tell which row they belong to.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use expediente_model::Finding;
use memchr::memmem;

/// The element that says how a sheet is printed (ODF 1.3, part 3, 17.2).
const LAYOUT: &[u8] = b"<style:page-layout-properties";

/// One page across, as many down as it takes. It makes nothing larger.
const FIT: &[u8] = b" style:scale-to-X=\"1\" style:scale-to-Y=\"0\"";

/// What says it otherwise.
const OTHERS: [&[u8]; 4] = [
    b"style:scale-to",
    b"style:scale-to-pages",
    b"style:scale-to-X",
    b"style:scale-to-Y",
];

/// The elements of cells.
const CELLS: [&[u8]; 2] = [b"<table:table-cell", b"<table:covered-table-cell"];

/// What a cell calculates. LibreOffice 7.4 does so when it opens this form, whatever its settings
/// say, and the pages would show other values than the paper. Without it, they show what it has.
const FORMULA: [&[u8]; 1] = [b"table:formula"];

/// Writes the flat spreadsheet so that its columns fit and its values stay.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write(bytes: &[u8], path: &Path) -> Result<(), Finding> {
    let unwritten = |error: std::io::Error| Finding::unreadable(&error);
    let mut to = BufWriter::new(File::create_new(path).map_err(unwritten)?);
    for part in fitted(bytes) {
        to.write_all(part).map_err(unwritten)?;
    }
    to.flush().map_err(unwritten)
}

/// The parts of the fitted file, in order.
fn fitted(bytes: &[u8]) -> Vec<&[u8]> {
    let between = |from: usize, to: usize| bytes.get(from..to).map_or(b"".as_slice(), |part| part);
    let mut parts = Vec::new();
    let mut done = 0;
    for at in memchr::memchr_iter(b'<', bytes) {
        let element = between(at, bytes.len());
        let (name, more, others) = if element.starts_with(LAYOUT) {
            (LAYOUT, FIT, OTHERS.as_slice())
        } else if let Some(cell) = CELLS.iter().find(|cell| element.starts_with(cell)) {
            (*cell, b"".as_slice(), FORMULA.as_slice())
        } else {
            continue;
        };
        let begin = at + name.len();
        parts.push(between(done, begin));
        parts.push(more);
        let end = memchr::memchr(b'>', element).map_or(bytes.len(), |end| at + end);
        let mut attributes = between(begin, end);
        while let Some((at, length)) = next_of(others, attributes) {
            let (before, from) = attributes.split_at(at);
            parts.push(before);
            attributes = from.split_at(length).1;
        }
        parts.push(attributes);
        done = end;
    }
    parts.push(between(done, bytes.len()));
    parts
}

/// Where the first of these attributes is, and how long.
fn next_of(names: &[&[u8]], attributes: &[u8]) -> Option<(usize, usize)> {
    let found = names.iter().filter_map(|name| {
        let begin = [b" ".as_slice(), name, b"=\""].concat();
        let at = memmem::find(attributes, &begin)?;
        let value = attributes.get(at + begin.len()..)?;
        let length = memchr::memchr(b'"', value)?;
        Some((at, begin.len() + length + 1))
    });
    found.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_fits_and_nothing_else_changes() {
        let file = b"<a><style:page-layout-properties fo:margin=\"1in\" style:scale-to=\"100%\" \
            style:scale-to-pages=\"2\"/><b style:scale-to=\"5%\"/>\
            <style:page-layout-properties/></a>";
        let fitted = String::from_utf8(fitted(file).concat()).unwrap();
        assert_eq!(
            fitted,
            "<a><style:page-layout-properties style:scale-to-X=\"1\" style:scale-to-Y=\"0\" \
             fo:margin=\"1in\"/><b style:scale-to=\"5%\"/>\
             <style:page-layout-properties style:scale-to-X=\"1\" style:scale-to-Y=\"0\"/></a>"
        );
    }

    #[test]
    fn cells_keep_their_values_and_calculate_nothing() {
        let file = b"<table:table-cell table:formula=\"of:=2+3\" office:value=\"99\"><text:p> \
            table:formula=\"x\"</text:p></table:table-cell><table:covered-table-cell \
            table:formula=\"of:=A1\"/><x table:formula=\"y\"/>";
        let fitted = String::from_utf8(fitted(file).concat()).unwrap();
        assert_eq!(
            fitted,
            "<table:table-cell office:value=\"99\"><text:p> table:formula=\"x\"</text:p>\
             </table:table-cell><table:covered-table-cell/><x table:formula=\"y\"/>"
        );
    }
}
