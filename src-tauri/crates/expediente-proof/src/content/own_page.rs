//! Content that the program draws on pages of its own: texts and straight lines, and pictures.
//!
//! The grammar is that of the writer, token by token, so nothing else can be in such a stream: no
//! white box over a number, no second number beside the first.
//!
//! ```text
//! page     = { text | line }
//! text     = BT /Font size Tf  gray g  x y Td  [ codes ] TJ  ET
//! line     = gray G  width w  x y m  x y l  S
//! pictures = { q  { a b c d e f cm }  /Name Do  Q }
//! ```

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::content::font::Font;
use crate::content::matrix::Matrix;
use crate::content::tokens::Tokens;
use crate::object::Object;

/// A line of text as it is drawn, in the page's user space.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub text: String,
    /// Start and end of its baseline.
    pub from: (f64, f64),
    pub to: (f64, f64),
    pub size: f64,
}

/// Darkest gray that is still read on paper. Leader dots are the lightest text.
const LIGHTEST: f64 = 0.36;
/// How much of a letter's height and width may lie in another text's. Fonts have room around their
/// letters, and texts are rounded to five decimals.
const TOUCHING: f64 = 0.15;

/// The texts of a page of ours; none where it has something else, or where a text or a line covers
/// another text.
pub fn read(content: &[u8], fonts: &BTreeMap<Vec<u8>, Rc<Font>>) -> Option<Vec<Run>> {
    let mut tokens = Tokens::new(content);
    let mut runs: Vec<Run> = Vec::new();
    while !tokens.is_done() {
        if tokens.try_operator(b"BT") {
            runs.push(text(&mut tokens, fonts)?);
        } else {
            line(&mut tokens)?;
        }
    }
    (!any_overlap(&runs)).then_some(runs)
}

fn text(tokens: &mut Tokens<'_>, fonts: &BTreeMap<Vec<u8>, Rc<Font>>) -> Option<Run> {
    let font = fonts.get(&tokens.name()?)?;
    let [size] = tokens.numbers(b"Tf")?;
    let [gray] = tokens.numbers(b"g")?;
    let [x, y] = tokens.numbers(b"Td")?;
    let items = tokens.array()?;
    tokens.operator(b"TJ")?;
    tokens.operator(b"ET")?;
    let (mut text, mut width) = (String::new(), 0.0);
    for item in &items {
        let Object::Text(codes) = item else {
            return None;
        };
        let (letters, thousandths) = font.decode(codes)?;
        text.push_str(&letters);
        width += thousandths / 1000.0 * size;
    }
    let is_seen = size > 0.0 && (0.0..=LIGHTEST).contains(&gray) && font.embedded;
    is_seen.then_some(Run {
        text,
        from: (x, y),
        to: (x + width, y),
        size,
    })
}

/// A line is as thin as a rule between texts.
fn line(tokens: &mut Tokens<'_>) -> Option<()> {
    let [_] = tokens.numbers(b"G")?;
    let [width] = tokens.numbers(b"w")?;
    let [_, _] = tokens.numbers(b"m")?;
    let [_, _] = tokens.numbers(b"l")?;
    tokens.operator(b"S")?;
    if (0.0..=2.0).contains(&width) {
        Some(())
    } else {
        None
    }
}

/// Whether two texts lie over each other.
fn any_overlap(runs: &[Run]) -> bool {
    // By height: only neighbors can overlap.
    let mut order: Vec<&Run> = runs.iter().collect();
    order.sort_by(|a, b| a.from.1.total_cmp(&b.from.1));
    order.iter().enumerate().any(|(at, below)| {
        order
            .iter()
            .skip(at + 1)
            .take_while(|above| above.from.1 < below.from.1 + below.size)
            .any(|above| overlap(below, above))
    })
}

fn overlap(below: &Run, above: &Run) -> bool {
    let smaller = below.size.min(above.size);
    // Capital letters are about 0.7 of the size high.
    let down = below.from.1 + 0.7 * below.size - above.from.1;
    let across = below.to.0.min(above.to.0) - below.from.0.max(above.from.0);
    let is_blank = |run: &Run| run.text.trim().is_empty();
    down > TOUCHING * smaller && across > TOUCHING * smaller && !is_blank(below) && !is_blank(above)
}

/// The pictures that a stream of ours draws: the name of each, and the matrix that puts the unit
/// square in its place.
pub fn pictures(content: &[u8]) -> Option<Vec<(Vec<u8>, Matrix)>> {
    let mut tokens = Tokens::new(content);
    let mut pictures = Vec::new();
    while !tokens.is_done() {
        tokens.operator(b"q")?;
        let mut placed = Matrix::ONE;
        let name = loop {
            if let Some(name) = tokens.try_name() {
                break name;
            }
            placed = Matrix(tokens.numbers(b"cm")?).then(placed);
        };
        tokens.operator(b"Do")?;
        tokens.operator(b"Q")?;
        pictures.push((name, placed));
    }
    Some(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(content: &str) -> Option<Vec<String>> {
        let fonts = BTreeMap::from([(b"F".to_vec(), Rc::new(Font::for_test("0123456789ab")))]);
        let runs = read(content.as_bytes(), &fonts)?;
        Some(runs.into_iter().map(|run| run.text).collect())
    }

    const NINE: &str = "BT /F 10 Tf 0 g 72 500 Td [<0039>] TJ ET ";

    /// A number of the table must not be painted over and replaced.
    #[test]
    fn nothing_but_texts_and_lines_is_ours() {
        assert_eq!(texts(NINE).unwrap(), ["9"]);
        assert_eq!(
            texts(&format!("{NINE} 0 G 0.6 w 1 2 m 3 2 l S")).unwrap(),
            ["9"]
        );
        for added in [
            "1 g 70 498 20 20 re f",
            "1 1 1 rg",
            "q Q",
            "/X Do",
            "/G gs",
            "0 0 9 9 re W n",
            "%c\n",
            "0 G 30 w 1 2 m 3 2 l S",
            "BT /F 10 Tf 1 g 72 400 Td [<0039>] TJ ET",
            "BT /F 10 Tf 3 Tr 0 g 72 400 Td [<0039>] TJ ET",
            "BT /G 10 Tf 0 g 72 400 Td [<0039>] TJ ET",
            "BT /F 10 Tf 0 g 72 503 Td [<0039>] TJ ET",
            "BT /F 10 Tf 0 g 74 500 Td [<0039>] TJ ET",
        ] {
            assert_eq!(texts(&format!("{NINE}{added}")), None, "{added}");
        }
        let below = format!("{NINE} BT /F 10 Tf 0 g 72 488 Td [<0038>] TJ ET");
        assert_eq!(texts(&below).unwrap(), ["9", "8"]);
    }

    #[test]
    fn pictures_are_drawn_and_nothing_else() {
        let placed = pictures(b"q 1 0 0 1 5 6 cm 20 0 0 30 0 0 cm /X Do Q").unwrap();
        assert_eq!(
            placed,
            [(b"X".to_vec(), Matrix([20.0, 0.0, 0.0, 30.0, 5.0, 6.0]))]
        );
        for other in [
            b"q /X Do".as_slice(),
            b"q /X Do Q 1 g",
            b"/X Do",
            b"q /G gs /X Do Q",
        ] {
            assert_eq!(pictures(other), None);
        }
    }
}
