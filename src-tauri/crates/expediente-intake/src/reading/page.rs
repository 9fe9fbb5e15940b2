//! One page: which way up its words are, and whether the engine can be believed.

use std::sync::atomic::AtomicBool;

use expediente_model::{ReadLine, ReadPage, Turn};

use crate::reading::engine::{Engine, RawPage, ReadRequest};
use crate::stopped::Stopped;

/// How sure an engine must be of a page to take it as it stands, without trying other turns.
const UPRIGHT: u8 = 78;
/// The least with which words are kept. Below, they are mostly wrong.
const KEPT: u8 = 55;
/// Below this, words are kept and somebody should look.
const SURE: u8 = 75;
/// Letters without which nothing is a page of words: specks of dust and edges of photos give some.
const FEWEST: usize = 12;

/// What became of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// It has words; whether the engine is sure of them.
    Words(ReadPage, bool),
    /// It has none.
    Nothing,
    /// There is something like words, and no turn makes them words.
    Unreadable,
}

/// Reads a page, in the turn in which its words are upright.
///
/// # Errors
/// As [`Engine::read`].
pub fn read_page(
    engine: &dyn Engine,
    request: &ReadRequest,
    page: u32,
    cancel: &AtomicBool,
) -> Result<Reading, Stopped> {
    let mut seen = 0;
    // The best so far, with how sure the engine is of it, and with how much it read.
    let mut best: Option<(ReadPage, u8, usize)> = None;
    for turn in [Turn::None, Turn::Around, Turn::Right, Turn::Left] {
        let turned = ReadRequest {
            turn,
            ..request.clone()
        };
        let raw = engine.read(&turned, cancel)?;
        let aside = raw.aside;
        let read = turned_back(raw, turn, page);
        let letters = letters(&read);
        seen = seen.max(letters).max(aside);
        if let Some(sure) = read.sure().filter(|_| letters >= FEWEST) {
            // A line along the margin is surely read on a page that lies on its side, and the page
            // is not: more words count as well as surer ones.
            let merit = usize::from(sure) * usize::from(sure) * letters;
            if best.as_ref().is_none_or(|(.., most)| merit > *most) {
                best = Some((read, sure, merit));
                if sure >= UPRIGHT && aside <= letters {
                    break;
                }
            }
        }
    }
    Ok(match best {
        Some((read, sure, _)) if sure >= KEPT => Reading::Words(read, sure >= SURE),
        _ if seen >= FEWEST => Reading::Unreadable,
        _ => Reading::Nothing,
    })
}

fn letters(page: &ReadPage) -> usize {
    let words = page.lines.iter().flat_map(|line| &line.words);
    words
        .map(|word| word.text.chars().filter(|c| c.is_alphanumeric()).count())
        .sum()
}

/// The words of a page that was read in a turn, as the page is without it.
fn turned_back(raw: RawPage, turn: Turn, page: u32) -> ReadPage {
    // Pictures have sides of 16 bits.
    #[allow(clippy::cast_precision_loss)]
    let (across, down) = (raw.width as f32, raw.height as f32);
    let back = |line: ReadLine| {
        let (x, y) = match turn {
            Turn::None => (line.x, line.y),
            Turn::Right => (line.y, across - line.x),
            Turn::Around => (across - line.x, down - line.y),
            Turn::Left => (down - line.y, line.x),
        };
        let angle = line.angle - f32::from(turn.degrees());
        let angle = if angle <= -180.0 {
            angle + 360.0
        } else {
            angle
        };
        ReadLine {
            x,
            y,
            angle,
            ..line
        }
    };
    let is_sideways = matches!(turn, Turn::Right | Turn::Left);
    let (width, height) = if is_sideways {
        (raw.height, raw.width)
    } else {
        (raw.width, raw.height)
    };
    ReadPage {
        page,
        width,
        height,
        lines: raw.lines.into_iter().map(back).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use expediente_model::{MediaKind, ReadWord, ReadingLanguage};

    use super::*;
    use crate::sandbox::drawing::Drawing;

    /// An engine that is this sure of a word in each turn, and sees so many letters aside.
    struct Sure([u8; 4], Mutex<Vec<u16>>, [usize; 4]);

    impl Engine for Sure {
        fn word(&self) -> &'static str {
            "sure"
        }
        fn made_by(&self) -> String {
            String::new()
        }
        fn reads(&self, _: ReadingLanguage) -> bool {
            true
        }
        fn minds_language(&self) -> bool {
            false
        }
        fn read(&self, request: &ReadRequest, _: &AtomicBool) -> Result<RawPage, Stopped> {
            let degrees = request.turn.degrees();
            self.1.lock().unwrap().push(degrees);
            let sure = self.0[usize::from(degrees / 90)];
            let (width, height) = match degrees {
                90 | 270 => (300, 200),
                _ => (200, 300),
            };
            let word = ReadWord {
                text: "constitucionalmente".into(),
                from: 0.0,
                to: 50.0,
                sure,
            };
            let line = ReadLine {
                x: 20.0,
                y: 30.0,
                angle: 1.0,
                size: 10.0,
                words: vec![word],
            };
            let lines = if sure == 0 { Vec::new() } else { vec![line] };
            Ok(RawPage {
                width,
                height,
                lines,
                aside: self.2[usize::from(degrees / 90)],
            })
        }
    }

    fn reading(sure: [u8; 4]) -> (Reading, Vec<u16>) {
        reading_aside(sure, [0; 4])
    }

    fn reading_aside(sure: [u8; 4], aside: [usize; 4]) -> (Reading, Vec<u16>) {
        let engine = Sure(sure, Mutex::default(), aside);
        let request = ReadRequest {
            drawing: Drawing::of_file(std::path::Path::new("x"), MediaKind::Png),
            inches: 11.0,
            turn: Turn::None,
            language: ReadingLanguage::Es,
        };
        let reading = read_page(&engine, &request, 3, &AtomicBool::new(false)).unwrap();
        (reading, engine.1.into_inner().unwrap())
    }

    #[test]
    fn an_upright_page_is_read_once() {
        let (reading, turns) = reading([96, 20, 20, 20]);
        assert_eq!(turns, [0]);
        let Reading::Words(page, true) = reading else {
            panic!("{reading:?}");
        };
        assert_eq!((page.page, page.width, page.height), (3, 200, 300));
    }

    /// A page that lies on its side or its head is read as it should be held, and its words are
    /// where they are on the page as it lies.
    #[test]
    fn words_are_where_they_are_on_the_page_as_it_lies() {
        for (sure, place, angle) in [
            ([30, 92, 30, 30], (30.0, 280.0), -89.0),
            ([30, 30, 92, 30], (180.0, 270.0), -179.0),
            ([30, 30, 30, 92], (170.0, 20.0), 91.0),
        ] {
            let (Reading::Words(page, true), _) = reading(sure) else {
                panic!("{sure:?}");
            };
            let line = &page.lines[0];
            assert_eq!((page.width, page.height), (200, 300));
            assert_eq!(((line.x, line.y), line.angle), (place, angle), "{sure:?}");
        }
    }

    /// One line along the margin of a page that lies on its side is upright as the page lies.
    #[test]
    fn a_line_along_the_margin_is_not_the_page() {
        let (reading, turns) = reading_aside([90, 93, 20, 20], [700, 15, 20, 700]);
        assert_eq!(turns, [0, 180, 90]);
        let Reading::Words(page, true) = reading else {
            panic!("{reading:?}");
        };
        assert_eq!(page.lines[0].angle, -89.0);
    }

    #[test]
    fn garbage_is_no_words() {
        assert_eq!(reading([30, 31, 40, 50]).0, Reading::Unreadable);
        assert_eq!(reading([0, 0, 0, 0]).0, Reading::Nothing);
        assert!(matches!(reading([60, 0, 0, 0]).0, Reading::Words(_, false)));
    }
}
