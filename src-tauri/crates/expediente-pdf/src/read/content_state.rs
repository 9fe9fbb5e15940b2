//! What page content leaves behind: graphics states not closed, text not ended, states closed too often.
//!
//! How the page is put together then is left to `assembler`.

use crate::read::lexer::Lexer;

/// What is left open at the end of page content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentState {
    /// Graphics states saved and not restored.
    pub(crate) open: usize,
    /// Where a state is restored that was never saved.
    pub(crate) surplus: Vec<usize>,
    pub(crate) in_text: bool,
    pub(crate) marked: usize,
    pub(crate) path: bool,
    /// The content ends within a string, an array or an inline image.
    pub(crate) torn: bool,
    /// There are operators that do not exist or lack operands. Some readers pass over them, others over
    /// everything that follows.
    pub(crate) faulty: bool,
}

impl ContentState {
    /// The operators that close what is open.
    pub(crate) fn closing(&self) -> Vec<u8> {
        let mut out = vec![b'\n'];
        if self.path {
            out.extend_from_slice(b"n\n");
        }
        if self.in_text {
            out.extend_from_slice(b"ET\n");
        }
        for _ in 0..self.marked {
            out.extend_from_slice(b"EMC\n");
        }
        for _ in 0..self.open {
            out.extend_from_slice(b"Q\n");
        }
        out
    }
}

pub(crate) fn of(bytes: &[u8]) -> ContentState {
    let mut found = ContentState::default();
    let mut tokens = Lexer::new(bytes);
    loop {
        let Ok(next) = tokens.operator() else {
            found.torn = true;
            return found;
        };
        let Some((at, word)) = next else {
            found.torn = tokens.nested > 0;
            found.faulty |= tokens.odd;
            return found;
        };
        if tokens.nested > 0 {
            found.faulty = true;
            tokens.nested = 0;
        }
        found.faulty |= operands(word).is_none_or(|wanted| tokens.operands < wanted);
        tokens.operands = 0;
        match word {
            b"q" => found.open += 1,
            b"Q" => match found.open.checked_sub(1) {
                Some(open) => found.open = open,
                None => found.surplus.push(at),
            },
            b"BT" => found.in_text = true,
            b"ET" => found.in_text = false,
            b"BMC" | b"BDC" => found.marked += 1,
            b"EMC" => found.marked = found.marked.saturating_sub(1),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => found.path = true,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                found.path = false;
            }
            b"BI" => {
                if tokens.inline_image().is_err() {
                    found.torn = true;
                    return found;
                }
                tokens.operands = 0;
            }
            _ => {}
        }
    }
}

/// How many operands an operator needs; nothing when there is no such operator.
fn operands(word: &[u8]) -> Option<usize> {
    Some(match word {
        b"q" | b"Q" | b"BT" | b"ET" | b"EMC" | b"BX" | b"EX" | b"BI" | b"EI" | b"T*" => 0,
        b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => 0,
        b"W" | b"W*" | b"SC" | b"SCN" | b"sc" | b"scn" => 0,
        b"BMC" | b"MP" | b"CS" | b"cs" | b"Do" | b"G" | b"g" | b"J" | b"j" | b"M" => 1,
        b"TJ" | b"Tj" | b"'" | b"TL" | b"Tc" | b"Tr" | b"Ts" | b"Tw" | b"Tz" => 1,
        b"gs" | b"i" | b"ri" | b"sh" | b"w" => 1,
        b"BDC" | b"DP" | b"TD" | b"Td" | b"Tf" | b"d" | b"d0" | b"l" | b"m" => 2,
        b"RG" | b"rg" | b"\"" => 3,
        b"K" | b"k" | b"re" | b"v" | b"y" => 4,
        b"Tm" | b"c" | b"cm" | b"d1" => 6,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_counted() {
        let found = of(b"q q 1 0 0 1 0 0 cm Q BT (a \\) b (c)) Tj /P <</A[1]>> BDC 0 0 m % Q\n");
        assert_eq!(
            (found.open, found.in_text, found.marked, found.path),
            (1, true, 1, true)
        );
        assert!(found.surplus.is_empty() && !found.torn && !found.faulty);
        assert_eq!(found.closing(), b"\nn\nET\nEMC\nQ\n");
    }

    #[test]
    fn images_within_are_passed_over() {
        let found = of(b"q BI /W 1 /H 1 /IM true ID \xffq EI q\x80 EI Q Q");
        assert_eq!((found.open, found.surplus.len(), found.torn), (0, 1, false));
    }

    #[test]
    fn faults_are_seen() {
        for bad in [
            "0 cm",
            "ETBT",
            "/F 1e2 Tf",
            "[(a) Tj",
            "1 0 0 rg undefined 1 Tf",
        ] {
            assert!(of(bad.as_bytes()).faulty, "{bad}");
        }
        for good in [
            "[(a) 1 (b)] TJ",
            "/OC /A BDC EMC",
            "-.5 +1 --2 0 re n",
            "/P <</A<</B 1>>>> DP",
        ] {
            assert!(!of(good.as_bytes()).faulty, "{good}");
        }
    }
}
