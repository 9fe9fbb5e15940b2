//! Words that were read on a photo or on the sheet that was cut out of it, where they are on the
//! other.

use crate::paper::read_words::{ReadLine, ReadPage, ReadWord};
use crate::paper::sheet::corners::{Corners, Projection};
use crate::paper::sheet::straightened::Straightened;

impl Straightened {
    /// The words that were read on the photo, where they are on the sheet; none where none of them
    /// is on it.
    #[must_use]
    pub fn words(&self, read: &ReadPage) -> Option<ReadPage> {
        let (width, height) = self.picture.upright_size();
        let sides = (f64::from(read.width), f64::from(read.height));
        let to_sheet = Projection::onto(self.corners.parts()).inverse();
        let (right, low) = (f64::from(width), f64::from(height));
        let place = |(x, y): (f64, f64)| {
            let (u, v) = to_sheet.map((x / sides.0, y / sides.1));
            (u * right, v * low)
        };
        let on_sheet = |(x, y): (f64, f64)| (0.0..=right).contains(&x) && (0.0..=low).contains(&y);
        let lines = read.lines.iter();
        let lines: Vec<ReadLine> = lines
            .filter_map(|line| moved(line, &place, &on_sheet))
            .collect();
        (!lines.is_empty()).then_some(ReadPage {
            page: read.page,
            width,
            height,
            lines,
        })
    }
}

/// The words of a photo, which were read on the sheet that it shows after that was cut out, and
/// where they are on the photo. It has this size.
#[must_use]
pub fn words_on_photo(
    sheet: &ReadPage,
    corners: &Corners,
    (width, height): (u32, u32),
) -> ReadPage {
    let to_photo = Projection::onto(corners.parts());
    let sides = (f64::from(sheet.width), f64::from(sheet.height));
    let place = |(x, y): (f64, f64)| {
        let (u, v) = to_photo.map((x / sides.0, y / sides.1));
        (u * f64::from(width), v * f64::from(height))
    };
    let lines = sheet.lines.iter();
    ReadPage {
        page: sheet.page,
        width,
        height,
        lines: lines
            .filter_map(|line| moved(line, &place, &|_| true))
            .collect(),
    }
}

/// The words that were read on a photo: those on a sheet that it shows, and those beside it.
#[must_use]
pub fn words_beside(photo: &ReadPage, corners: &Corners) -> (ReadPage, ReadPage) {
    let (width, height) = (f64::from(photo.width), f64::from(photo.height));
    let to_sheet = Projection::onto(corners.parts()).inverse();
    let is_on = |(x, y): (f64, f64)| {
        let (u, v) = to_sheet.map((x / width, y / height));
        (0.0..=1.0).contains(&u) && (0.0..=1.0).contains(&v)
    };
    let only = |is_wanted: &dyn Fn((f64, f64)) -> bool| ReadPage {
        lines: photo
            .lines
            .iter()
            .filter_map(|line| moved(line, &|point| point, is_wanted))
            .collect(),
        ..*photo
    };
    (only(&is_on), only(&|point| !is_on(point)))
}

/// A line of words whose points were moved; none if no word of it is in sight any more.
fn moved(
    line: &ReadLine,
    place: &dyn Fn((f64, f64)) -> (f64, f64),
    in_sight: &dyn Fn((f64, f64)) -> bool,
) -> Option<ReadLine> {
    let size = f64::from(line.size);
    let point = |along: f32, above: f64| place(line.point(f64::from(along), above));
    let words = line.words.iter();
    let words: Vec<&ReadWord> = words
        .filter(|word| in_sight(place(line.middle(word))))
        .collect();
    let (first, last) = (words.first()?, words.last()?);
    let (start, end) = (point(first.from, 0.0), point(last.to, 0.0));
    let (across, down) = (end.0 - start.0, end.1 - start.1);
    let length = across.hypot(down);
    if !length.is_normal() {
        return None;
    }
    let along = |(x, y): (f64, f64)| ((x - start.0) * across + (y - start.1) * down) / length;
    let halfway = f32::midpoint(first.from, last.to);
    let (low, high) = (point(halfway, 0.0), point(halfway, size));
    // Pixels of a picture, for which a float is fine enough.
    #[allow(clippy::cast_possible_truncation)]
    let pixels = |value: f64| value as f32;
    let words = words
        .iter()
        .map(|word| ReadWord {
            text: word.text.clone(),
            from: pixels(along(point(word.from, 0.0))),
            to: pixels(along(point(word.to, 0.0))),
            sure: word.sure,
        })
        .collect();
    Some(ReadLine {
        x: pixels(start.0),
        y: pixels(start.1),
        angle: pixels(down.atan2(across).to_degrees()),
        size: pixels((high.0 - low.0).hypot(high.1 - low.1)),
        words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::cast_precision_loss)]
    fn line(x: f32, y: f32, text: &str) -> ReadLine {
        let mut from = 0.0;
        let words = text.split(' ').map(|text| {
            let to = from + 20.0 * text.len() as f32;
            let word = ReadWord {
                text: text.to_owned(),
                from,
                to,
                sure: 90,
            };
            from = to + 20.0;
            word
        });
        ReadLine {
            x,
            y,
            size: 40.0,
            words: words.collect(),
            ..ReadLine::default()
        }
    }

    /// What was read on a sheet comes to its photo and back to where it was.
    #[test]
    fn words_go_to_the_photo_and_back() {
        let corners: Corners = "1000,1500 8200,900 9100,9000 600,8300".parse().unwrap();
        let sheet = ReadPage {
            page: 1,
            width: 1700,
            height: 2200,
            lines: vec![
                line(100.0, 200.0, "PARTIDA DE NACIMIENTO"),
                line(150.0, 2000.0, "Nirgua, Yaracuy"),
            ],
        };
        let photo = words_on_photo(&sheet, &corners, (4000, 3000));
        let (on, beside) = words_beside(&photo, &corners);
        assert_eq!((on.lines.len(), beside.lines.len()), (2, 0));
        // By hand: the corner of the sheet is at 400, 450, and the line begins right of and below.
        let first = &photo.lines[0];
        assert!((400.0..900.0).contains(&first.x), "{first:?}");
        assert!((450.0..900.0).contains(&first.y), "{first:?}");
        let made = Straightened {
            page: 1,
            corners,
            shape: crate::PaperShape::Letter,
            picture: crate::Picture {
                source: crate::Digest::of(b"sheet"),
                width: 1700,
                height: 2200,
                orientation: crate::Orientation::default(),
                density: None,
                weight: 0,
                promise: None,
                hash: None,
            },
        };
        let back = made.words(&photo).unwrap();
        for (line, had) in back.lines.iter().zip(&sheet.lines) {
            assert!((line.x - had.x).hypot(line.y - had.y) < 1.0, "{line:?}");
            for (word, known) in line.words.iter().zip(&had.words) {
                assert_eq!(word.text, known.text);
                let off = (word.from - known.from).abs() + (word.to - known.to).abs();
                assert!(off < 1.0, "{word:?} {known:?}");
            }
        }
    }

    /// A line that goes over the edge of the sheet is parted there.
    #[test]
    fn words_beside_a_sheet_are_told_apart() {
        let corners: Corners = "0,0 5000,0 5000,10000 0,10000".parse().unwrap();
        let photo = ReadPage {
            page: 3,
            width: 1000,
            height: 1000,
            lines: vec![line(300.0, 500.0, "dentro aqui fuera lejos")],
        };
        let (on, beside) = words_beside(&photo, &corners);
        assert_eq!(on.text(), "dentro aqui\n");
        assert_eq!(beside.text(), "fuera lejos\n");
        assert_eq!((beside.page, beside.width, beside.height), (3, 1000, 1000));
        assert!((beside.lines[0].x - 540.0).abs() < 0.01, "{beside:?}");
    }
}
