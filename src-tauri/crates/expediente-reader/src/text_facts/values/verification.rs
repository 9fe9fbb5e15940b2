//! The code and the address with which anybody can verify a certificate. Runs in the child.

use super::found::{Found, agreed};
use super::tokens::{Kind, Page};

/// What a code stands behind, or below.
const LABELS: [&str; 16] = [
    "codigo de verificacion",
    "codigo verificador",
    "codigo de validacion",
    "codigo de autenticidad",
    "codigo de autenticacion",
    "codigo de seguridad",
    "codigo unico de verificacion",
    "codigo de control",
    "verification code",
    "validation code",
    "authentication code",
    "security code",
    "codigo de verificacao",
    "codigo de autenticidade",
    "code de verification",
    "code verification",
];

/// Beginnings of words on a page that says how it is verified.
const VERIFIES: [&str; 6] = [
    "verific", "validar", "validez", "comprob", "autentic", "verify",
];

/// The code of a page, if it has one.
pub(super) fn code(page: &Page<'_>) -> Option<Found> {
    let ends = (0..page.tokens.len()).filter_map(|at| {
        let end = page.any_phrase(at, &LABELS)?;
        code_behind(page, end)
    });
    agreed(ends.collect())
}

fn code_behind(page: &Page<'_>, end: usize) -> Option<Found> {
    let label = page.tokens.get(end.checked_sub(1)?)?.line;
    let is_sign = |at: &usize| {
        page.tokens
            .get(*at)
            .is_some_and(|token| token.is_any(&[":", ".", "#", "-", "–", "n", "no", "º", "°"]))
    };
    let from = (end..page.tokens.len()).find(|at| !is_sign(at))?;
    let first = page.tokens.get(from)?;
    let is_near = first.line == label || first.line == label + 1 && page.begins_line(from);
    let mut to = from;
    while let Some(next) = page.tokens.get(to + 1) {
        let is_part = next.kind != Kind::Sign || next.is_any(&["-", "/", "."]);
        if !next.is_attached || !is_part {
            break;
        }
        to += 1;
    }
    while to > from && page.tokens.get(to)?.kind == Kind::Sign {
        to -= 1;
    }
    let code = page.text.get(first.from..page.tokens.get(to)?.to)?;
    let has_digit = code.chars().any(|c| c.is_ascii_digit());
    let is_code = is_near && has_digit && (5..=40).contains(&code.len());
    is_code.then(|| Found {
        values: vec![code.to_owned()],
        from,
        to,
    })
}

/// The address that stands alone in a line of a page that says how it is verified.
pub(super) fn address(page: &Page<'_>) -> Option<Found> {
    let verifies = page.plain.iter().any(|line| {
        let mut words = line.split(|c: char| !c.is_alphabetic());
        words.any(|word| VERIFIES.iter().any(|stem| word.starts_with(stem)))
    });
    if !verifies {
        return None;
    }
    let found = page.lines.iter().enumerate().filter_map(|(at, line)| {
        let line = line.trim();
        let is_address = ["https://", "http://", "www."]
            .iter()
            .any(|start| line.starts_with(start));
        if !is_address || line.contains(char::is_whitespace) {
            return None;
        }
        let own = || {
            (0..page.tokens.len()).filter(|n| page.tokens.get(*n).is_some_and(|one| one.line == at))
        };
        Some(Found {
            values: vec![line.to_owned()],
            from: own().next()?,
            to: own().next_back()?,
        })
    });
    agreed(found.collect())
}
