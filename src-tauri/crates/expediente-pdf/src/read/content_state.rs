//! The state that page content leaves behind: graphics states not restored, text objects not ended,
//! states restored too often.
//!
//! The composer draws over the content and needs the initial state back. It closes what is open, or
//! isolates content that cannot be closed.
//!
//! In the same pass it notes which resources the content names, because only those are copied.

use crate::read::content_names::ContentNames;
use crate::read::visible::operators::{Operators, operands};
use std::ops::Range;

/// The states that are open at the end of page content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentState {
    /// Graphics states saved and not restored.
    pub(crate) open: usize,
    /// Positions of operators that restore a state never saved.
    pub(crate) surplus: Vec<usize>,
    /// Property lists of marked content whose brackets do not match. Nothing is drawn by them, but
    /// some viewers take all that follows for a part of them.
    pub(crate) broken_lists: Vec<Range<usize>>,
    pub(crate) in_text: bool,
    pub(crate) marked: usize,
    pub(crate) path: bool,
    /// The content ends within a string, an array or an inline image.
    pub(crate) torn: bool,
    /// Some operators do not exist or lack operands, brackets do not match, or readers find the end
    /// of an inline image at different places. Some viewers skip these, others stop there.
    pub(crate) faulty: bool,
    /// There is an inline image.
    pub(crate) inline_image: bool,
    /// Where an inline image ends is a guess, so that what follows may be its data.
    pub(crate) guessed: bool,
    /// The resources that the content names.
    pub(crate) names: ContentNames,
}

impl ContentState {
    /// The operators that close the open states.
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
    let mut found = followed(bytes);
    if found.torn || found.faulty {
        // Viewers disagree about which operators such content has, so that any name can be used.
        found.names = ContentNames::anywhere(bytes);
    }
    found
}

fn followed(bytes: &[u8]) -> ContentState {
    let mut found = ContentState::default();
    let mut operators = Operators::new(bytes);
    loop {
        let Ok(next) = operators.next_operator() else {
            found.torn = true;
            return found;
        };
        let Some((at, word)) = next else {
            found.torn = !operators.nested.is_empty();
            found.faulty |= operators.odd;
            return found;
        };
        let mismatched = std::mem::take(&mut operators.mismatched);
        let opened = operators.opened.take();
        if mismatched || !operators.nested.is_empty() {
            operators.nested.clear();
            match opened {
                Some(start) if matches!(word, b"BDC" | b"DP") => {
                    found.broken_lists.push(start..at);
                    operators.operands = operators.operands.max(2);
                }
                _ => found.faulty = true,
            }
        }
        found.faulty |= operands(word).is_none_or(|wanted| operators.operands < wanted);
        found.names.use_of(word, &operators.names);
        operators.clear_operands();
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
                found.inline_image = true;
                let skipped = operators.skip_inline_image();
                found.guessed |= operators.guessed;
                found.names.in_inline_image(&operators.names);
                if skipped.is_err() {
                    found.torn = true;
                    return found;
                }
                operators.clear_operands();
            }
            _ => {}
        }
    }
}

impl ContentState {
    /// Takes out of content what no viewer may read: operators that restore a state never saved,
    /// and broken property lists. Returns whether there were any.
    pub(crate) fn mend(&self, content: &mut [u8]) -> bool {
        for &at in &self.surplus {
            if let Some(byte) = content.get_mut(at) {
                *byte = b' ';
            }
        }
        for list in &self.broken_lists {
            if let Some(bytes) = content.get_mut(list.clone()) {
                bytes.fill(b' ');
                // Room for these is there: the list began with a bracket, and a space follows.
                let empty: &[u8] = if bytes.len() > 4 { b"<<>>" } else { b"/P" };
                for (to, from) in bytes.iter_mut().zip(empty) {
                    *to = *from;
                }
            }
        }
        !self.surplus.is_empty() || !self.broken_lists.is_empty()
    }
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

    /// A viewer that takes the rest of the page for a part of a property list shows nothing of it.
    #[test]
    fn broken_property_lists_are_emptied() {
        for (bad, mended) in [
            (
                "/P <</A[1 2>> BDC (x) Tj EMC",
                "/P <<>>       BDC (x) Tj EMC",
            ),
            (
                "/P <</A[[1>>]] BDC (x) Tj EMC",
                "/P <<>>        BDC (x) Tj EMC",
            ),
            ("/P <</A 1 BDC (x) Tj EMC", "/P <<>>   BDC (x) Tj EMC"),
        ] {
            let state = of(bad.as_bytes());
            assert!(!state.faulty && !state.torn, "{bad}");
            let mut content = bad.as_bytes().to_vec();
            assert!(state.mend(&mut content));
            assert_eq!(String::from_utf8_lossy(&content), mended);
        }
    }

    #[test]
    fn faults_are_seen() {
        for bad in [
            "0 cm",
            "ETBT",
            "/F 1e2 Tf",
            "[(a) Tj",
            "1 0 0 rg undefined 1 Tf",
            "[1 2>> 0 d",
            "BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80>EI Q",
        ] {
            assert!(of(bad.as_bytes()).faulty, "{bad}");
        }
        for good in [
            "[(a) 1 (b)] TJ",
            "/OC /A BDC EMC",
            "-.5 +1 --2 0 re n",
            "/P <</A<</B 1>>>> DP",
            "/P <</A[[1]<</B 2>>]>> BDC EMC",
            "BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80> EI Q",
        ] {
            assert!(!of(good.as_bytes()).faulty, "{good}");
        }
    }
}
