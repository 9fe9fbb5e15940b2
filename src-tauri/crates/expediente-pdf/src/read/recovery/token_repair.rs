//! The words of a damaged object put in order: what is no token is left out, what is open is closed.
//!
//! What the words mean is left to whoever reads them. Nothing here calls itself.

/// What is open, and what is awaited within it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Array,
    /// A dictionary that awaits a key.
    Key,
    /// A dictionary that awaits the value of a key.
    Value,
}

const DEEPEST: usize = 500;

fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(b: u8) -> bool {
    !is_space(b) && !b"()<>[]{}/%".contains(&b)
}

/// The value at the beginning of an object's body in good order, and how many bytes it took. It ends with the value, and
/// before a stream at the latest.
pub(crate) fn tidy(body: &[u8]) -> (Vec<u8>, usize) {
    let mut out = Vec::with_capacity(body.len());
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some(&b) = body.get(at) {
        let rest = body.get(at..).unwrap_or_default();
        let is_key = open.last() == Some(&Open::Key);
        if is_space(b) {
            at += 1;
            continue;
        }
        if b == b'%' {
            at += rest
                .iter()
                .position(|b| matches!(b, b'\r' | b'\n'))
                .unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with(b"stream") || rest.starts_with(b"endobj") {
            break;
        }
        if rest.starts_with(b">>") || b == b']' {
            at += if b == b']' { 1 } else { 2 };
            let array = b == b']';
            // What closes nothing is left out; what closes more than the innermost closes that as well.
            if !open.iter().any(|o| (*o == Open::Array) == array) {
                continue;
            }
            while let Some(inner) = open.pop() {
                out.extend_from_slice(closing(inner));
                after_value(&mut open);
                if (inner == Open::Array) == array {
                    break;
                }
            }
            if open.is_empty() {
                break;
            }
            continue;
        }
        let (token, length) = token(rest);
        at += length;
        if is_key {
            // Only a name can be a key; whatever else stands here has lost its own.
            if token.first() == Some(&b'/') {
                out.extend_from_slice(&token);
                out.push(b' ');
                if let Some(last) = open.last_mut() {
                    *last = Open::Value;
                }
            }
            continue;
        }
        match token.as_slice() {
            b"" => continue,
            b"<<" | b"[" if open.len() < DEEPEST => {
                open.push(if token == b"[" {
                    Open::Array
                } else {
                    Open::Key
                });
                out.extend_from_slice(&token);
                continue;
            }
            b"<<" | b"[" => out.extend_from_slice(b"null"),
            _ => out.extend_from_slice(&token),
        }
        out.push(b' ');
        after_value(&mut open);
        if open.is_empty() {
            break;
        }
    }
    while let Some(inner) = open.pop() {
        out.extend_from_slice(closing(inner));
        after_value(&mut open);
    }
    (out, at)
}

fn closing(open: Open) -> &'static [u8] {
    match open {
        Open::Array => b"]",
        Open::Key => b">>",
        Open::Value => b"null>>",
    }
}

fn after_value(open: &mut [Open]) {
    if let Some(last) = open.last_mut()
        && *last == Open::Value
    {
        *last = Open::Key;
    }
}

/// The token at the beginning, as it should be, and how many bytes it took; empty where there is none.
fn token(rest: &[u8]) -> (Vec<u8>, usize) {
    let run = |from: usize| {
        rest.iter()
            .skip(from)
            .take_while(|b| is_regular(**b))
            .count()
            + from
    };
    let part = |to: usize| rest.get(..to).unwrap_or_default().to_vec();
    match rest.first() {
        Some(b'/') => (part(run(1)), run(1)),
        Some(b'[') => (part(1), 1),
        Some(b'(') => {
            let mut depth = 0usize;
            let mut escaped = false;
            for (at, b) in rest.iter().enumerate() {
                match b {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'(' => depth += 1,
                    b')' if depth == 1 => return (part(at + 1), at + 1),
                    b')' => depth -= 1,
                    _ => {}
                }
            }
            // Never closed: all of it cannot be meant.
            (Vec::new(), 1)
        }
        Some(b'<') => {
            let hex = rest
                .iter()
                .skip(1)
                .take_while(|b| b.is_ascii_hexdigit() || is_space(**b))
                .count()
                + 1;
            match rest.get(hex) {
                Some(b'>') => (part(hex + 1), hex + 1),
                // Two brackets of which one is damaged.
                Some(_) if hex == 1 => (b"<<".to_vec(), 2),
                _ => {
                    let end = rest
                        .iter()
                        .position(|b| *b == b'>')
                        .map_or(1, |end| end + 1);
                    let digits = rest
                        .iter()
                        .take(end)
                        .filter(|b| b.is_ascii_hexdigit())
                        .copied();
                    (
                        [b"<".to_vec(), digits.collect(), b">".to_vec()].concat(),
                        end,
                    )
                }
            }
        }
        Some(&b) if is_regular(b) => {
            let end = run(0);
            let word = part(end);
            match word.as_slice() {
                b"true" | b"false" | b"null" => (word, end),
                _ if is_number(&word) => reference(rest, end).unwrap_or((word, end)),
                // Garbage stands for a value that is lost.
                _ => (b"null".to_vec(), end),
            }
        }
        _ => (Vec::new(), 1),
    }
}

fn is_number(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
        && word
            .iter()
            .all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.'))
}

/// `12 0 R`, where the first number ends at `end`.
fn reference(rest: &[u8], end: usize) -> Option<(Vec<u8>, usize)> {
    let head = rest.get(..rest.len().min(40))?;
    let number = head
        .get(..end)
        .filter(|n| n.iter().all(u8::is_ascii_digit))?;
    let mut at = end
        + head
            .get(end..)?
            .iter()
            .take_while(|b| is_space(**b))
            .count();
    let generation = head
        .get(at..)?
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let generation = head.get(at..at + generation).filter(|g| !g.is_empty())?;
    at += generation.len();
    at += head.get(at..)?.iter().take_while(|b| is_space(**b)).count();
    let lone = head.get(at) == Some(&b'R') && head.get(at + 1).is_none_or(|b| !is_regular(*b));
    lone.then(|| ([number, b" ", generation, b" R"].concat(), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(body: &str) -> String {
        let (out, _) = tidy(body.as_bytes());
        String::from_utf8_lossy(&out)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What is in order stays so.
    #[test]
    fn good_words() {
        let good = "<</A 1/B[2 0 R(a\\)b)<0aF>]/C<</D true>>/E -.5>>";
        assert_eq!(
            tidied(good),
            "<</A 1 /B [2 0 R (a\\)b) <0aF> ]/C <</D true >>/E -.5 >>"
        );
        assert_eq!(tidy(b"<</A 1>>\nstream").1, 8);
    }

    /// One bad byte costs the value that it stands in and not the page.
    #[test]
    fn damaged_words() {
        assert_eq!(tidied("<</A @b/B 1"), "<</A null /B 1 >>");
        assert_eq!(tidied("<</A[1 2/B 3>>"), "<</A [1 2 /B 3 ]>>");
        assert_eq!(tidied("<</R<w/F 1>>/T/Page>>"), "<</R <</F 1 >>/T /Page >>");
        assert_eq!(tidied("<<A 7/B 1)/C 2>>"), "<</B 1 /C 2 >>");
        assert_eq!(
            tidied("<</A<1x2>/B(open/C 2>>"),
            "<</A <12> /B null /C 2 >>"
        );
    }

    /// Depth is no way to break anything.
    #[test]
    fn deep_words() {
        let (out, _) = tidy(&b"[".repeat(1_000_000));
        assert!(out.len() < 20_000_000);
    }
}
