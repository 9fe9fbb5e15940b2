//! The number of a paper itself: of a certificate, an act, an office's letter or a file. Runs in
//! the child.
//!
//! Papers are full of other numbers, of persons, telephones, taxes and houses, so a number counts
//! only where a label says what it is of, at the beginning of a line, and nothing follows it.

use super::found::{Found, agreed};
use super::tokens::{Kind, Page};

/// What has a number of its own, before "N.º" or a colon.
const NOUNS: [&str; 39] = [
    "certificado",
    "certificacion",
    "constancia",
    "oficio",
    "acta",
    "partida",
    "resolucion",
    "providencia",
    "boleta",
    "factura",
    "recibo",
    "control",
    "numero de control",
    "numero de certificado",
    "numero del certificado",
    "numero de documento",
    "numero de acta",
    "numero de registro",
    "numero de oficio",
    "numero de solicitud",
    "certificate",
    "certificate number",
    "document number",
    "receipt number",
    "report number",
    "invoice",
    "invoice number",
    "registration number",
    "incident report number",
    "control number",
    "certidao",
    "numero da certidao",
    "protocolo",
    "acte",
    "reporte",
    "comprobante",
    "registro",
    "receipt",
    "report",
];

/// Numbers of files, which are of the paper where it has none of its own.
const FILES: [&str; 21] = [
    "expediente",
    "exp",
    "causa",
    "asunto",
    "case",
    "case number",
    "file",
    "file number",
    "cause number",
    "docket",
    "docket number",
    "processo",
    "dossier",
    "referencia",
    "ref",
    "reference",
    "our reference",
    "numero de expediente",
    "nuestra referencia",
    "reference number",
    "asunto principal",
];

/// Words for "number".
const SIGNS: [&str; 8] = ["n", "no", "nro", "num", "numero", "number", "nr", "#"];

/// Words in the lines of numbers of persons, telephones, taxes, accounts and houses.
const OTHERS: [&str; 48] = [
    "cedula",
    "identidad",
    "c i",
    "ci",
    "pasaporte",
    "passport",
    "passeport",
    "passaporte",
    "rif",
    "nit",
    "dni",
    "telefono",
    "telefonos",
    "telf",
    "tlf",
    "tel",
    "phone",
    "fax",
    "cel",
    "celular",
    "movil",
    "cuenta",
    "account",
    "ssn",
    "social",
    "rg",
    "cpf",
    "curp",
    "alien",
    "uscis",
    "historia",
    "medical record",
    "mrn",
    "student id",
    "employee",
    "poliza",
    "policy",
    "casa",
    "calle",
    "avenida",
    "av",
    "apto",
    "apartamento",
    "street",
    "suite",
    "ruc",
    "inpre",
    "colegiado",
];

/// What may follow a number in its line.
const BEHIND: [&str; 14] = [
    "fecha", "date", "data", "folio", "tomo", "libro", "ano", "pagina", "page", "serie", "del",
    "de fecha", "anio", "dated",
];

/// The number of a page's paper.
pub(super) fn number(page: &Page<'_>) -> Option<Found> {
    let (mut own, mut alone, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..page.tokens.len() {
        if !page.begins_line(at) || goes_on(page, at) {
            continue;
        }
        if let Some(found) = of_apostille(page, at) {
            // It has numbers of other papers as well.
            return Some(found);
        }
        if let Some(found) = labelled(page, at, &NOUNS) {
            own.push(found);
        } else if let Some(found) = labelled(page, at, &FILES) {
            files.push(found);
        } else if let Some(found) = signed(page, at) {
            alone.push(found);
        }
    }
    if !own.is_empty() {
        return agreed(own);
    }
    if !alone.is_empty() {
        return agreed(alone);
    }
    agreed(files)
}

/// The number of an apostille: item 8 of the model that the Apostille Convention of 1961 annexes,
/// "8. bajo el N.º".
fn of_apostille(page: &Page<'_>, at: usize) -> Option<Found> {
    let line = page.item_of_apostille(at, "8")?;
    let own = page.tokens.iter().enumerate().skip(at + 2);
    let mut own = own.take_while(|(_, token)| token.line == line);
    own.find_map(|(here, _)| code_at(page, here))
}

/// Whether a line goes on with a sentence or an address.
fn goes_on(page: &Page<'_>, at: usize) -> bool {
    let line = page.tokens.get(at).map_or(0, |token| token.line);
    let above = line.checked_sub(1).and_then(|above| page.lines.get(above));
    above.is_some_and(|above| {
        above.ends_with(',') || above.len() > 60 && !above.ends_with(['.', ':', ';'])
    })
}

/// `Certificado N.º 123-2024`, `ACTA DE NACIMIENTO Nro. 45`, or a label with the number below.
fn labelled(page: &Page<'_>, at: usize, nouns: &[&str]) -> Option<Found> {
    let line = page.tokens.get(at)?.line;
    if page.line_has(line, &OTHERS) {
        return None;
    }
    let end = page.any_phrase(at, nouns)?;
    // "Acta de nacimiento N.º": a few words more.
    let is_own = |at: usize| page.tokens.get(at).is_some_and(|token| token.line == line);
    let sign = (end..end + 8).take_while(|at| is_own(*at)).find(|&at| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.is(":") || token.is_any(&SIGNS) && is_sign(page, at))
    });
    let code = match sign {
        Some(sign) => {
            let between = page.tokens.get(end..sign)?;
            let is_name = between.iter().all(|token| token.is_word() || token.is(":"));
            if !is_name {
                return None;
            }
            behind_signs(page, sign)
        }
        // "CONTROL 123" has no sign; "Acta 2024" may be of a year.
        None => behind_signs(page, end),
    };
    if is_own(code) {
        // "Número de certificado" has its sign in it, and in a table nothing between it and the
        // number.
        let has_sign =
            page.tokens.get(at)?.is("numero") || page.tokens.get(end - 1)?.is_any(&SIGNS);
        let is_marked = sign.is_some() || has_sign;
        return is_marked.then(|| code_at(page, code)).flatten();
    }
    // The number is alone in the line below its label, which is nothing but the label.
    let is_whole = sign.is_some()
        || page.tokens.get(end - 1)?.is_any(&["number"])
        || page.tokens.get(at)?.is("numero");
    let is_below = page
        .tokens
        .get(code)
        .is_some_and(|token| token.line == line + 1);
    (is_whole && is_below && page.begins_line(code))
        .then(|| code_at(page, code))
        .flatten()
}

/// `N.º 0045-2023` alone in its line.
fn signed(page: &Page<'_>, at: usize) -> Option<Found> {
    let line = page.tokens.get(at)?.line;
    let is_sign = page.tokens.get(at)?.is_any(&SIGNS) && is_sign(page, at);
    if !is_sign || page.line_has(line, &OTHERS) {
        return None;
    }
    let above = line.checked_sub(1);
    if above.is_some_and(|above| page.line_has(above, &OTHERS)) {
        return None;
    }
    let code = behind_signs(page, at);
    let is_own = page
        .tokens
        .get(code)
        .is_some_and(|token| token.line == line);
    is_own.then(|| code_at(page, code)).flatten()
}

/// Whether "n" or "no" stands for a number: a sign follows, or a figure.
fn is_sign(page: &Page<'_>, at: usize) -> bool {
    let own = page.tokens.get(at);
    let is_long = own.is_some_and(|own| own.is_any(&["nro", "num", "numero", "number", "#"]));
    let next = page.tokens.get(at + 1);
    let is_marked = next.is_some_and(|next| {
        next.is_any(&["º", "°", ".", ":", "#", "o"]) && next.is_attached || next.is_number()
    });
    is_long || is_marked
}

/// The token behind the words and signs for "number".
fn behind_signs(page: &Page<'_>, at: usize) -> usize {
    let mut here = at;
    while page.tokens.get(here).is_some_and(|token| {
        token.is_any(&[":", "º", "°", ".", "#", "-", "–"])
            || token.is_any(&SIGNS)
            || token.is("o") && token.is_attached
            || token.is("s") && token.is_attached
    }) {
        here += 1;
    }
    here
}

/// The number that begins at a token, if it can be one of a paper.
fn code_at(page: &Page<'_>, at: usize) -> Option<Found> {
    let first = page.tokens.get(at)?;
    let mut to = at;
    while let Some(next) = page.tokens.get(to + 1) {
        let is_part = next.kind != Kind::Sign || next.is_any(&["-", "/", ".", ":", "–"]);
        if !next.is_attached || !is_part || next.line != first.line {
            break;
        }
        to += 1;
    }
    // A point or a dash at its end is none of it.
    while to > at && page.tokens.get(to)?.kind == Kind::Sign {
        to -= 1;
    }
    let code = page.text.get(first.from..page.tokens.get(to)?.to)?;
    let digits = code.chars().filter(char::is_ascii_digit).count();
    let rest = (to + 1..page.tokens.len()).find(|at| {
        page.tokens
            .get(*at)
            .is_some_and(|token| token.is_word() || token.is_number())
    });
    let is_alone = rest.is_none_or(|rest| {
        page.tokens
            .get(rest)
            .is_some_and(|token| token.line != first.line)
            || page.any_phrase(rest, &BEHIND).is_some()
    });
    let is_code = (2..=30).contains(&code.len())
        && digits >= 2
        && is_alone
        && first.kind != Kind::Sign
        && !is_date(page, at, to)
        && !is_of_person(code);
    is_code.then(|| Found {
        values: vec![code.to_owned()],
        from: at,
        to,
    })
}

/// Whether it is a day: `12/05/2024`, `12 de mayo`.
fn is_date(page: &Page<'_>, at: usize, to: usize) -> bool {
    let tokens = page.tokens.get(at..=to).map_or(&[][..], |tokens| tokens);
    let numbers: Vec<&str> = tokens
        .iter()
        .filter(|token| token.is_number())
        .map(|token| token.text)
        .collect();
    let is_three = match numbers.as_slice() {
        [a, b, c] => {
            let lengths = (a.len(), b.len(), c.len());
            matches!(lengths, (1..=2, 1..=2, 2 | 4) | (4, 1..=2, 1..=2))
        }
        _ => false,
    };
    let next = page.tokens.get(to + 1);
    let is_in_words = next.is_some_and(|next| {
        expediente_model::month_named(&next.plain).is_some()
            || next.is("de")
                && page
                    .tokens
                    .get(to + 2)
                    .is_some_and(|month| expediente_model::month_named(&month.plain).is_some())
    });
    is_three || is_in_words
}

/// Whether it is the number of a person, a company or a telephone: `V-12.345.678`, `J-30123456-7`,
/// `A012-345-678`, `0414-1234567`.
fn is_of_person(code: &str) -> bool {
    let digits = code.chars().filter(char::is_ascii_digit).count();
    let letters: String = code.chars().filter(|c| c.is_alphabetic()).collect();
    let is_lettered = code.starts_with(|c: char| "VEJGPAvejgpa".contains(c))
        && letters.len() == 1
        && (6..=10).contains(&digits);
    let parts: Vec<&str> = code.split(['-', '.', ' ']).collect();
    let is_phone = matches!(parts.as_slice(), [area, rest] if area.len() == 4 && area.starts_with('0')
            && rest.len() == 7)
        || matches!(parts.as_slice(), [a, b, c] if a.len() == 3 && b.len() == 3 && c.len() == 4);
    let is_dotted =
        code.matches('.').count() == 2 && (7..=9).contains(&digits) && letters.is_empty();
    is_lettered || is_phone || is_dotted
}
