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

/// Writes the flat spreadsheet so that its columns fit.
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
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = memmem::find(rest, LAYOUT) {
        let (before, element) = rest.split_at(at + LAYOUT.len());
        parts.push(before);
        let end = memchr::memchr(b'>', element).map_or(element.len(), |end| end);
        let (mut attributes, after) = element.split_at(end);
        parts.push(FIT);
        while let Some((at, length)) = next_other(attributes) {
            let (before, from) = attributes.split_at(at);
            parts.push(before);
            attributes = from.split_at(length).1;
        }
        parts.push(attributes);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// Where the first attribute is that says it otherwise, and how long.
fn next_other(attributes: &[u8]) -> Option<(usize, usize)> {
    let found = OTHERS.iter().filter_map(|name| {
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
}
