//! hOCR, the form in which tesseract says where words are: HTML whose `title`s hold boxes,
//! baselines and confidences.
//!
//! Of each line this takes the baseline (a slope, and how far it is above the lower left corner of
//! the line's box), the height of its letters and its words with their boxes.

use expediente_model::{ReadLine, ReadWord};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Letters from the top of an ascender to the foot of a descender, in sizes of fonts.
const LETTERS: f32 = 0.92;
/// A slope that is as good as level: one pixel in 200.
const LEVEL: f32 = 0.005;

/// What an element is.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    Line,
    Word,
    Other,
}

/// A box: left, top, right, bottom.
type Box4 = [f32; 4];

#[derive(Default)]
struct LineBox {
    bounds: Box4,
    slope: f32,
    rise: f32,
    size: f32,
    is_turned: bool,
    words: Vec<(String, Box4, u8)>,
}

/// What stands on a page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Lines that can be read as the page is held.
    pub(crate) lines: Vec<ReadLine>,
    /// Letters in lines that stand on their side. Tesseract reads them too, and without a
    /// `textangle`, so only the shape of their box tells.
    pub(crate) aside: usize,
}

/// The lines of a page; nothing where it is not hOCR.
pub(crate) fn page(hocr: &str) -> Option<Page> {
    let mut reader = Reader::from_str(hocr);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<Element> = Vec::new();
    let mut line: Option<LineBox> = None;
    let mut word: Option<(String, Box4, u8)> = None;
    let mut page = Page::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let element = element(&start)?;
                match element {
                    Element::Line => line = Some(line_of(&title(&start)?)?),
                    Element::Word => {
                        let title = title(&start)?;
                        let bounds = numbers::<4>(&title, "bbox")?;
                        let [sure] = numbers::<1>(&title, "x_wconf")?;
                        word = Some((String::new(), bounds, percent(sure)));
                    }
                    Element::Other => {}
                }
                open.push(element);
            }
            Event::End(_) => match open.pop()? {
                Element::Line => match line.take() {
                    Some(line) if line.stands_aside() => page.aside += line.letters(),
                    line => page.lines.extend(line.map(placed)),
                },
                Element::Word => {
                    if let (Some(line), Some(word)) = (&mut line, word.take()) {
                        line.words.push(word);
                    }
                }
                Element::Other => {}
            },
            Event::Text(text) => {
                if let Some((letters, ..)) = &mut word {
                    letters.push_str(&text.html_content());
                }
            }
            Event::GeneralRef(named) => {
                if let Some((letters, ..)) = &mut word {
                    match named.resolve_char_ref().ok()? {
                        Some(letter) => letters.push(letter),
                        None => letters.push_str(resolve_predefined_entity(&named)?),
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.is_empty().then_some(page)
}

fn element(start: &BytesStart<'_>) -> Option<Element> {
    let class = start.try_get_attribute("class").ok()?;
    let class = class.map(|class| class.value.to_string());
    Some(match class.as_deref() {
        Some("ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat") => Element::Line,
        Some("ocrx_word") => Element::Word,
        _ => Element::Other,
    })
}

fn title(start: &BytesStart<'_>) -> Option<String> {
    let title = start.try_get_attribute("title").ok()??;
    let title = title.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(title.into_owned())
}

/// The numbers after a name in a title: `bbox 10 20 30 40; x_wconf 96`.
fn numbers<const N: usize>(title: &str, name: &str) -> Option<[f32; N]> {
    let field = title
        .split(';')
        .map(str::trim)
        .find_map(|field| field.strip_prefix(name)?.strip_prefix(' '))?;
    let mut numbers = [0.0; N];
    let mut words = field.split_ascii_whitespace();
    for number in &mut numbers {
        *number = words.next()?.parse().ok()?;
    }
    words.next().is_none().then_some(numbers)
}

/// A confidence as a whole number.
fn percent(value: f32) -> u8 {
    // Within 0 and 100, so the cast loses nothing.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = value.clamp(0.0, 100.0).round() as u8;
    percent
}

fn line_of(title: &str) -> Option<LineBox> {
    let [slope, rise] = numbers::<2>(title, "baseline").unwrap_or([0.0, 0.0]);
    let [size] = numbers::<1>(title, "x_size")?;
    Some(LineBox {
        bounds: numbers::<4>(title, "bbox")?,
        slope,
        rise,
        size,
        is_turned: numbers::<1>(title, "textangle").is_some_and(|[angle]| angle != 0.0),
        words: Vec::new(),
    })
}

impl LineBox {
    /// Letters and digits of its words.
    fn letters(&self) -> usize {
        let words = self.words.iter().map(|(word, ..)| word);
        let letters = words.flat_map(|word| word.chars().filter(|c| c.is_alphanumeric()));
        letters.count()
    }

    /// Whether it stands on its side: the page is read again in another turn.
    fn stands_aside(&self) -> bool {
        let [left, top, right, bottom] = self.bounds;
        // A single letter is higher than wide, and the box of a steep line is as high as wide.
        let is_tall = bottom - top > 2.0 * (right - left) && self.letters() >= 4;
        self.is_turned || self.slope.abs() > 1.0 || is_tall
    }
}

/// A line with its words along its baseline.
fn placed(line: LineBox) -> ReadLine {
    let [left, _, _, bottom] = line.bounds;
    let slope = if line.slope.abs() < LEVEL {
        0.0
    } else {
        line.slope
    };
    let angle = slope.atan();
    // A tilted line is longer than its box is wide.
    let along = |x: f32| (x - left) / angle.cos();
    let mut words: Vec<ReadWord> = line
        .words
        .into_iter()
        .map(|(text, [from, _, to, _], sure)| ReadWord {
            text: text.trim().to_owned(),
            from: along(from),
            to: along(to),
            sure,
        })
        .collect();
    words.sort_by(|a, b| a.from.total_cmp(&b.from));
    ReadLine {
        x: left,
        y: bottom + line.rise,
        angle: angle.to_degrees(),
        size: line.size / LETTERS,
        words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD \
        XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n\
        <html><head><title></title><meta name='ocr-system' content='tesseract 5.3.0' /></head><body>\
        <div class='ocr_page' title='image &quot;stdin&quot;; bbox 0 0 2550 3300; ppageno 0'>\
        <span class='ocr_line' id='l' title=\"bbox 250 254 1000 300; baseline 0.02 -9; x_size 46; \
        x_descenders 9; x_ascenders 11\">\
        <span class='ocrx_word' id='a' title='bbox 250 254 313 289; x_wconf 96'>Peña</span>\
        <span class='ocrx_word' id='b' title='bbox 330 254 420 289; x_wconf 61'><strong>A&amp;B</strong></span>\
        </span></div></body></html>";

    #[test]
    fn lines_have_a_baseline_and_words_along_it() {
        let [line] = page(PAGE).unwrap().lines.try_into().unwrap();
        assert_eq!((line.x, line.y, line.size), (250.0, 291.0, 50.0));
        assert!((line.angle - 1.1458).abs() < 0.001, "{}", line.angle);
        let [first, second] = line.words.try_into().unwrap();
        assert_eq!(
            (first.text.as_str(), first.from, first.sure),
            ("Peña", 0.0, 96)
        );
        assert_eq!((second.text.as_str(), second.sure), ("A&B", 61));
        assert!((second.from - 80.016).abs() < 0.01, "{}", second.from);
    }

    /// Output of a process that a picture may have led astray.
    #[test]
    fn what_is_no_hocr_is_nothing() {
        for (from, to) in [
            ("</span></div>", "</div>"),
            ("bbox 250 254 313 289; ", ""),
            ("x_wconf 96", "x_wconf NaN9"),
            ("x_size 46", "x_size"),
            ("bbox 330 254 420 289", "bbox 330 254 420 289 5"),
            ("&amp;", "&lol;"),
            ("</html>", ""),
        ] {
            assert!(PAGE.contains(from), "{from}");
            assert_eq!(page(&PAGE.replacen(from, to, 1)), None, "{to}");
        }
        let turned = PAGE.replace("baseline 0.02 -9", "textangle 90; baseline 0 -9");
        let aside = |lines: Vec<ReadLine>, aside| Some(Page { lines, aside });
        assert_eq!(page(&turned), aside(Vec::new(), 6));
        // As tesseract 5.3 writes a line of a page that lies on its side.
        let tall = PAGE.replace(
            "bbox 250 254 1000 300; baseline 0.02 -9",
            "bbox 250 254 300 1000",
        );
        assert_eq!(page(&tall), aside(Vec::new(), 6));
    }
}
