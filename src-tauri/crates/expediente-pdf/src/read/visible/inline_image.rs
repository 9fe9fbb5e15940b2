//! Where the data of an inline image ends.
//!
//! The letters `EI` can occur in the data, so whoever looks for them can be wrong. Most images say
//! how long they are: without a filter by their size and colors, with most filters by a mark at the
//! end of the data.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

use crate::read::lexer::{Kind, Lexer};

/// What the description of an inline image says of its data.
#[derive(Default)]
pub(crate) struct InlineImage<'a> {
    width: Option<usize>,
    height: Option<usize>,
    bits: Option<usize>,
    length: Option<usize>,
    is_mask: bool,
    /// The first name of its colors.
    colors: Option<&'a [u8]>,
    /// The first of its filters.
    filter: Option<&'a [u8]>,
}

impl<'a> InlineImage<'a> {
    /// Reads a description, from `BI` to `ID`.
    pub(crate) fn read(description: &'a [u8]) -> Self {
        let mut image = Self::default();
        let mut key: &[u8] = b"";
        let mut depth = 0usize;
        // Whether the next name is a key.
        let mut wants_key = true;
        for token in Lexer::new(description) {
            match token.kind {
                Kind::ArrayOpen | Kind::DictOpen => {
                    depth += 1;
                    continue;
                }
                Kind::ArrayClose | Kind::DictClose => {
                    depth = depth.saturating_sub(1);
                    wants_key = depth == 0;
                    continue;
                }
                Kind::Name if depth == 0 && wants_key => {
                    key = token
                        .text
                        .strip_prefix(b"/")
                        .map_or(token.text, |name| name);
                    wants_key = false;
                    continue;
                }
                _ => {}
            }
            let text = token
                .text
                .strip_prefix(b"/")
                .map_or(token.text, |name| name);
            let number = || std::str::from_utf8(text).ok()?.parse().ok();
            match key {
                b"W" | b"Width" => image.width = number(),
                b"H" | b"Height" => image.height = number(),
                b"BPC" | b"BitsPerComponent" => image.bits = number(),
                b"L" | b"Length" => image.length = number(),
                b"IM" | b"ImageMask" => image.is_mask = text == b"true",
                b"CS" | b"ColorSpace" => {
                    image.colors.get_or_insert(text);
                }
                b"F" | b"Filter" if text != b"null" => {
                    image.filter.get_or_insert(text);
                }
                _ => {}
            }
            wants_key = depth == 0;
        }
        image
    }

    /// The bytes that the data takes; nothing where only `EI` tells.
    pub(crate) fn length(&self, data: &[u8]) -> Option<usize> {
        let after = |mark: &[u8]| memmem::find(data, mark).map(|at| at + mark.len());
        match self.filter {
            None => self.unpacked(),
            Some(b"AHx" | b"ASCIIHexDecode") => after(b">"),
            Some(b"A85" | b"ASCII85Decode") => after(b"~>"),
            Some(b"Fl" | b"FlateDecode") => inflated(data),
            Some(b"RL" | b"RunLengthDecode") => runs(data),
            Some(_) => None,
        }
        .or(self.length)
    }

    /// The length of data without a filter.
    fn unpacked(&self) -> Option<usize> {
        let (bits, colors) = match (self.is_mask, self.colors) {
            (true, _) => (1, 1),
            (_, Some(b"G" | b"DeviceGray" | b"CalGray" | b"I" | b"Indexed")) => (self.bits?, 1),
            (_, Some(b"RGB" | b"DeviceRGB" | b"CalRGB")) => (self.bits?, 3),
            (_, Some(b"CMYK" | b"DeviceCMYK")) => (self.bits?, 4),
            _ => return None,
        };
        let line = self
            .width?
            .checked_mul(bits)?
            .checked_mul(colors)?
            .div_ceil(8);
        line.checked_mul(self.height?)
    }
}

fn inflated(data: &[u8]) -> Option<usize> {
    let mut inflater = Decompress::new(true);
    let mut out = vec![0; 1 << 14];
    loop {
        let from = usize::try_from(inflater.total_in()).ok()?;
        let before = inflater.total_out();
        let status = inflater.decompress(data.get(from..)?, &mut out, FlushDecompress::None);
        match status {
            Ok(Status::StreamEnd) => return usize::try_from(inflater.total_in()).ok(),
            Ok(_) if inflater.total_out() > before => {}
            _ => return None,
        }
    }
}

fn runs(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += match data.get(at)? {
            128 => return Some(at + 1),
            head @ 0..128 => 2 + usize::from(*head),
            _ => 2,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(description: &str, data: &[u8]) -> Option<usize> {
        InlineImage::read(description.as_bytes()).length(data)
    }

    /// Counted by hand.
    #[test]
    fn an_image_says_how_long_it_is() {
        let none = b"".as_slice();
        assert_eq!(length("/W 9 /H 3 /BPC 1 /CS /G", none), Some(6));
        assert_eq!(length("/Width 9/Height 3/ImageMask true", none), Some(6));
        assert_eq!(
            length("/W 3/H 2/BPC 8/CS/RGB/D[0 1 0 1 0 1]", none),
            Some(18)
        );
        assert_eq!(
            length("/CS[/I/RGB 1<000000FFFFFF>]/W 3/H 2/BPC 4", none),
            Some(4)
        );
        assert_eq!(length("/W 3/H 2/BPC 8/CS/Cs1", none), None);
        assert_eq!(length("/W 3/H 2/BPC 8/CS/Cs1/L 7", none), Some(7));
        assert_eq!(length("/F/AHx/W 1/H 1/CS/G/BPC 8", b"8 0> EI"), Some(4));
        assert_eq!(
            length("/F[/A85 /Fl]/W 1/H 1/CS/G/BPC 8", b"zz~> EI"),
            Some(4)
        );
        assert_eq!(
            length("/F/RL", &[1, 7, 7, 254, 9, 128, 32, 69, 73]),
            Some(6)
        );
        assert_eq!(length("/F/CCF/DP<</K -1/W 5>>/W 1/H 1", none), None);
    }
}
