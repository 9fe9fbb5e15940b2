//! Stamps: the last stream of a numbered page, token by token as the writer draws it.
//!
//! ```text
//! stamps = { stamp }
//! stamp  = /Artifact << /Type /Pagination /Subtype side >> BDC  q  a b c d e f cm
//!          1 G 1 j 1 J width w  letters(1)  0 g  letters(0)  Q EMC
//! letters(mode) = BT /Font size Tf mode Tr x y Td codes Tj ET
//! ```

use crate::content::matrix::Matrix;
use crate::content::tokens::Tokens;

/// A stamp as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The resource name of its font.
    pub font: Vec<u8>,
    pub codes: Vec<u8>,
    /// The size of its letters in the space of its matrix.
    pub size: f64,
    /// The left end of its baseline in that space.
    pub at: (f64, f64),
    /// From that space to the page's user space.
    pub matrix: Matrix,
}

/// The width of the halo, in sizes of the text. A wider one would hide what is beside it.
pub const HALO: f64 = 0.18;

/// The stamps of a stream; none where it has something else.
pub fn read(content: &[u8]) -> Option<Vec<Stamp>> {
    let mut tokens = Tokens::new(content);
    let mut stamps = Vec::new();
    while !tokens.is_done() {
        stamps.push(stamp(&mut tokens)?);
    }
    Some(stamps)
}

fn stamp(tokens: &mut Tokens<'_>) -> Option<Stamp> {
    let tag = tokens.name()?;
    let properties = tokens.dict()?;
    tokens.operator(b"BDC")?;
    let is_artifact = tag == b"Artifact"
        && properties.name(b"Type") == Some(b"Pagination")
        && matches!(properties.name(b"Subtype"), Some(b"Header" | b"Footer"))
        && properties.0.len() == 2;
    tokens.operator(b"q")?;
    let matrix = Matrix(tokens.numbers(b"cm")?);
    let halo: [f64; 1] = tokens.numbers(b"G")?;
    let joins: [f64; 1] = tokens.numbers(b"j")?;
    let caps: [f64; 1] = tokens.numbers(b"J")?;
    let [width] = tokens.numbers(b"w")?;
    let outline = letters(tokens, 1.0, matrix)?;
    let fill: [f64; 1] = tokens.numbers(b"g")?;
    let filled = letters(tokens, 0.0, matrix)?;
    tokens.operator(b"Q")?;
    tokens.operator(b"EMC")?;
    let is_ours = is_artifact
        && halo == [1.0]
        && joins == [1.0]
        && caps == [1.0]
        && fill == [0.0]
        && (0.0..=HALO * filled.size + 0.01).contains(&width)
        && outline == filled;
    is_ours.then_some(filled)
}

fn letters(tokens: &mut Tokens<'_>, mode: f64, matrix: Matrix) -> Option<Stamp> {
    tokens.operator(b"BT")?;
    let font = tokens.name()?;
    let [size] = tokens.numbers(b"Tf")?;
    let found: [f64; 1] = tokens.numbers(b"Tr")?;
    let [x, y] = tokens.numbers(b"Td")?;
    let codes = tokens.text()?;
    tokens.operator(b"Tj")?;
    tokens.operator(b"ET")?;
    (found == [mode]).then_some(Stamp {
        font,
        codes,
        size,
        at: (x, y),
        matrix,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: &str = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq\n1 0 0 1 0 0 cm\n\
                         1 G 1 j 1 J 1.800 w\nBT\n/F 10 Tf 1 Tr 30 27 Td\n<00F9> Tj\nET\n0 g\nBT\n\
                         /F 10 Tf 0 Tr 30 27 Td\n<00F9> Tj\nET\nQ\nEMC\n";

    /// Whatever hides, moves or doubles a number must not pass for a stamp.
    #[test]
    fn a_stamp_is_a_stamp_to_the_letter() {
        let [stamp] = read(STAMP.as_bytes()).unwrap().try_into().unwrap();
        assert_eq!((stamp.size, stamp.at), (10.0, (30.0, 27.0)));
        assert_eq!(read(STAMP.repeat(2).as_bytes()).unwrap().len(), 2);
        for (from, to) in [
            ("0 g", "1 g"),
            ("0 g", "0.9 g"),
            ("0 g", "0 g /G gs"),
            ("0 g", "/Cs cs 0 scn"),
            ("0 Tr", "3 Tr"),
            ("0 Tr", "7 Tr"),
            ("0 Tr", "0 Tr 40 Ts"),
            ("0 Tr", "0 Tr 1 Tz"),
            ("0 Tr", "0 Tr 50 Tc"),
            ("/F 10 Tf 0", "/Helv 10 Tf 0"),
            ("/F 10 Tf 0", "/F 1 Tf 0"),
            ("0 Tr 30 27", "0 Tr 900 27"),
            ("<00F9> Tj\nET\nQ", "<00FA> Tj\nET\nQ"),
            ("<00F9> Tj\nET\nQ", "<00F9> Tj <00F9> Tj\nET\nQ"),
            ("1.800 w", "90 w"),
            ("1 G", "0 G"),
            ("q\n1 0", "q 0 0 1 1 re W n\n1 0"),
            ("EMC\n", "EMC\n1 g 0 0 99 99 re f\n"),
            ("EMC\n", "EMC\n/X Do\n"),
            ("EMC\n", "EMC\nBI /W 1 /H 1 ID x EI\n"),
            ("EMC\n", "EMC\n/Sh sh\n"),
            ("EMC\n", "EMC %\n"),
            ("Q\nEMC", "EMC"),
            ("/Artifact <<", "/OC <<"),
            ("/Footer>>", "/Footer/OC /X>>"),
            ("/Artifact", "/OC /X BDC /Artifact"),
            ("/Artifact", "q 1 0 0 1 9 9 cm /Artifact"),
        ] {
            assert!(STAMP.contains(from), "{from}");
            let altered = STAMP.replacen(from, to, 1);
            assert_eq!(read(altered.as_bytes()), None, "{to}");
        }
    }
}
