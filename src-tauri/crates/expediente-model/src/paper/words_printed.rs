//! Words that were read on a page beside those that are printed on it as words: a scan over which a
//! court printed a line has both.

use crate::paper::read_words::{ReadLine, ReadPage, ReadWord};

/// How far around a printed word, in sizes of its letters, what is read there is that word.
const AROUND: f64 = 0.5;

impl ReadPage {
    /// The words that were read where none of these is printed. Both pages are as they are shown;
    /// their pictures may differ in size.
    #[must_use]
    pub fn beside(&self, printed: &Self) -> Self {
        let (across, down) = (
            f64::from(printed.width) / f64::from(self.width.max(1)),
            f64::from(printed.height) / f64::from(self.height.max(1)),
        );
        let is_printed = |line: &ReadLine, word: &ReadWord| {
            let (x, y) = line.middle(word);
            let at = (x * across, y * down);
            printed.lines.iter().any(|line| is_on(line, at))
        };
        let lines = self.lines.iter().filter_map(|line| {
            let own = line.words.iter().filter(|word| !is_printed(line, word));
            let words: Vec<ReadWord> = own.cloned().collect();
            (!words.is_empty()).then(|| ReadLine {
                words,
                ..line.clone()
            })
        });
        Self {
            lines: lines.collect(),
            ..*self
        }
    }
}

/// Whether a point is on a word of a line.
fn is_on(line: &ReadLine, (x, y): (f64, f64)) -> bool {
    let (sin, cos) = f64::from(line.angle).to_radians().sin_cos();
    let (right, low) = (x - f64::from(line.x), y - f64::from(line.y));
    let (along, above) = (right * cos + low * sin, right * sin - low * cos);
    let size = f64::from(line.size);
    let around = size * AROUND;
    let is_beside = (-around..size + around).contains(&above);
    let is_along = |word: &ReadWord| {
        (f64::from(word.from) - around..f64::from(word.to) + around).contains(&along)
    };
    is_beside && line.words.iter().any(is_along)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, from: f32, to: f32) -> ReadWord {
        ReadWord {
            text: text.to_owned(),
            from,
            to,
            sure: 90,
        }
    }

    fn page(width: u32, height: u32, lines: Vec<ReadLine>) -> ReadPage {
        ReadPage {
            page: 2,
            width,
            height,
            lines,
        }
    }

    fn line(x: f32, y: f32, size: f32, words: Vec<ReadWord>) -> ReadLine {
        ReadLine {
            x,
            y,
            size,
            words,
            ..ReadLine::default()
        }
    }

    /// A line that a court printed is left out; what is beside and below it keeps its place. The
    /// printed words come from a picture of half the size.
    #[test]
    fn what_is_printed_is_left_out() {
        let read = page(
            2_550,
            3_300,
            vec![
                line(
                    300.0,
                    100.0,
                    40.0,
                    vec![
                        word("Case", 0.0, 100.0),
                        word("2:20-cv-1", 120.0, 330.0),
                        word("Folio", 1_200.0, 1_300.0),
                    ],
                ),
                line(300.0, 190.0, 40.0, vec![word("CONSTANCIA", 0.0, 300.0)]),
            ],
        );
        let printed = page(
            1_275,
            1_650,
            vec![line(
                150.0,
                51.0,
                20.0,
                vec![word("Case", 0.0, 50.0), word("2:20-cv-1", 60.0, 165.0)],
            )],
        );
        let own = read.beside(&printed);
        assert_eq!(own.text(), "Folio\nCONSTANCIA\n");
        assert_eq!((own.page, own.width, own.height), (2, 2_550, 3_300));
        assert_eq!(own.lines[0].words[0].from, 1_200.0);
        assert_eq!(own.lines[0].x, 300.0);
    }

    /// Bates numbers are printed along the side.
    #[test]
    fn what_is_printed_along_the_side_is_left_out() {
        let upwards = |x, y, words| ReadLine {
            angle: -90.0,
            ..line(x, y, 30.0, words)
        };
        let number = || vec![word("ABC000123", 0.0, 200.0)];
        let read = page(
            1_000,
            1_000,
            vec![
                upwards(960.0, 900.0, number()),
                line(500.0, 900.0, 30.0, number()),
            ],
        );
        let own = read.beside(&page(1_000, 1_000, vec![upwards(962.0, 905.0, number())]));
        assert_eq!(own.lines.len(), 1);
        assert_eq!(own.lines[0].x, 500.0);
    }
}
