//! The segments of a JPEG (ITU T.81, annex B), borrowed from its bytes.
//!
//! The one reader of JPEG structure in this project. The `img-parts` crate would be the library for
//! it, but it fails on a truncated file, stops at the first scan (progressive photos have tables
//! between ten scans), needs the file as `bytes::Bytes` and does not expose positions, by which we
//! keep and cut pieces of a mapped file.

use std::ops::Range;

/// Start of image.
const SOI: u8 = 0xD8;
/// End of image.
const EOI: u8 = 0xD9;
/// Temporary use in arithmetic coding.
const TEM: u8 = 0x01;

/// One segment of a JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JpegSegment<'a> {
    /// The second byte of its marker, such as 0xDA for the start of a scan.
    pub marker: u8,
    /// From its marker to the end of its body. Fill bytes before the marker and coded pixels after
    /// the body are not included.
    pub range: Range<usize>,
    /// The length that it declares, which includes the two bytes of the length itself. Less than 2
    /// is wrong and counts as 2; the end of the image has none and counts as 0.
    pub declared: u16,
    /// The bytes after the declared length.
    pub body: &'a [u8],
}

impl JpegSegment<'_> {
    /// Whether this is the end of the image, after which no segment follows.
    pub fn is_end(&self) -> bool {
        self.marker == EOI
    }
}

/// Reads the segments of a JPEG in order, up to the end of the image.
///
/// As tolerant as viewers are: bytes between segments are skipped, as are markers that stand alone
/// (start of image, restarts), and coded pixels. The reader ends early where a segment is cut off.
#[derive(Debug, Clone)]
pub struct JpegSegments<'a> {
    data: &'a [u8],
    at: usize,
    ended: bool,
}

impl<'a> JpegSegments<'a> {
    /// Reads a JPEG from its beginning.
    pub fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            ended: false,
        }
    }

    /// Moves over blocks of coded pixels that have no marker.
    fn skip_blocks(&mut self) {
        const BLOCK: usize = 1024;
        // Without branches, so that many bytes are compared at a time. A stuffed byte, restart
        // markers and fill bytes are pixels.
        let has_marker = |block: &[u8]| {
            let (Some((_, firsts)), Some((_, seconds))) = (block.split_last(), block.split_first())
            else {
                return false;
            };
            firsts
                .iter()
                .zip(seconds)
                .fold(false, |found, (first, second)| {
                    let is_pixels = (*second == 0) | (*second & 0xF8 == 0xD0) | (*second == 0xFF);
                    found | ((*first == 0xFF) & !is_pixels)
                })
        };
        while let Some(block) = self.data.get(self.at..=self.at + BLOCK)
            && !has_marker(block)
        {
            self.at += BLOCK;
        }
    }

    /// Continues at this position.
    pub fn seek(&mut self, at: usize) {
        self.at = at;
    }

    /// After the segment of a scan: moves behind its coded pixels and returns where they end. The
    /// next segment is found without this too.
    pub fn skip_pixels(&mut self) -> usize {
        self.skip_blocks();
        while let Some(found) = self
            .data
            .get(self.at..)
            .and_then(|rest| memchr::memchr(0xFF, rest))
        {
            let mark = self.at + found;
            match self.data.get(mark + 1) {
                // A stuffed byte, or a restart marker.
                Some(0 | 0xD0..=0xD7) => self.at = mark + 2,
                // A fill byte.
                Some(0xFF) => self.at = mark + 1,
                _ => {
                    self.at = mark;
                    return mark;
                }
            }
        }
        self.at = self.data.len();
        self.at
    }

    /// Moves past the next marker and returns its second byte.
    fn next_marker(&mut self) -> Option<u8> {
        self.skip_blocks();
        loop {
            self.at += memchr::memchr(0xFF, self.data.get(self.at..)?)?;
            while self.data.get(self.at) == Some(&0xFF) {
                self.at += 1;
            }
            let marker = *self.data.get(self.at)?;
            self.at += 1;
            match marker {
                0 | TEM | 0xD0..=SOI => {}
                _ => return Some(marker),
            }
        }
    }

    fn read(&mut self) -> Option<JpegSegment<'a>> {
        let marker = self.next_marker()?;
        let start = self.at - 2;
        if marker == EOI {
            return Some(JpegSegment {
                marker,
                range: start..self.at,
                declared: 0,
                body: &[],
            });
        }
        let declared = u16::from_be_bytes(*self.data.get(self.at..)?.first_chunk()?);
        let end = self.at + usize::from(declared.max(2));
        let body = self.data.get(self.at + 2..end)?;
        self.at = end;
        Some(JpegSegment {
            marker,
            range: start..end,
            declared,
            body,
        })
    }
}

impl<'a> Iterator for JpegSegments<'a> {
    type Item = JpegSegment<'a>;

    fn next(&mut self) -> Option<JpegSegment<'a>> {
        if self.ended {
            return None;
        }
        let segment = self.read();
        self.ended = segment.as_ref().is_none_or(JpegSegment::is_end);
        segment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Damage between segments costs nothing; a segment that is cut off ends the list.
    #[test]
    fn segments_of_a_damaged_jpeg() {
        let data = b"\xFF\xD8noise\xFF\xFF\xE1\0\x04ab\xFF\xDB\0\x01\xFF\xDA\0\x02\
                     p\xFF\0\xFF\xD3q\xFF\xFE\0\x05abc\xFF\xDB\0\x09";
        let mut segments = JpegSegments::new(data);
        let mut next = || {
            segments
                .next()
                .map(|s| (s.marker, s.range, s.declared, s.body))
        };
        assert_eq!(next(), Some((0xE1, 8..14, 4, b"ab".as_slice())));
        assert_eq!(next(), Some((0xDB, 14..18, 1, b"".as_slice())));
        assert_eq!(next(), Some((0xDA, 18..22, 2, b"".as_slice())));
        assert_eq!(segments.clone().skip_pixels(), 28);
        let mut next = || {
            segments
                .next()
                .map(|s| (s.marker, s.range, s.declared, s.body))
        };
        assert_eq!(next(), Some((0xFE, 28..35, 5, b"abc".as_slice())));
        assert_eq!((next(), next()), (None, None));
    }

    /// Pixels are skipped by blocks; no marker is skipped with them, wherever it is.
    #[test]
    fn markers_among_many_pixels() {
        for length in (1000..1060).chain(2040..2060) {
            for pixel in [b"\x12\x34", b"\xFF\0", b"\xFF\xD3", b"\xFF\xFF"] {
                let pixels: Vec<u8> = pixel.iter().copied().cycle().take(length).collect();
                let data = [
                    b"\xFF\xD8\xFF\xDA\0\x02",
                    pixels.as_slice(),
                    b"\0\xFF\xD9tail",
                ];
                let data = data.concat();
                let mut segments = JpegSegments::new(&data);
                assert_eq!(segments.next().map(|s| s.marker), Some(0xDA));
                let end = 6 + length + 1;
                assert_eq!(segments.clone().skip_pixels(), end);
                assert_eq!(segments.next().map(|s| s.range), Some(end..end + 2));
            }
        }
    }

    #[test]
    fn the_end_of_the_image_is_the_last_segment() {
        let mut segments = JpegSegments::new(b"\xFF\xD8\xFF\xD9\xFF\xE1\0\x02");
        assert_eq!(
            segments.next().map(|s| (s.is_end(), s.range)),
            Some((true, 2..4))
        );
        assert_eq!(segments.next(), None);
    }
}
