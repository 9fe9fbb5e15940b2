//! The day on which a paper was issued or signed, and the last day on which it is valid. Runs in
//! the child.
//!
//! A day counts where a label, a closing formula or the line of a letter says that it is the
//! paper's own. Days of births, hearings, journeys and payments are in labels and sentences as
//! well, so each of the three is read strictly, and where two say different days nothing is
//! proposed.

use expediente_model::Date;

use super::day::Day;
use super::found::{Found, agreed};
use super::tokens::{Kind, Page};

/// Labels of the day of issue.
const ISSUED: [&str; 38] = [
    "fecha de expedicion",
    "fecha de emision",
    "fecha expedicion",
    "fecha emision",
    "fecha de otorgamiento",
    "fecha de elaboracion",
    "lugar y fecha de expedicion",
    "lugar y fecha de emision",
    "expedido el",
    "expedida el",
    "emitido el",
    "emitida el",
    "expedicion",
    "emision",
    "date of issue",
    "date of issuance",
    "issue date",
    "issued date",
    "date issued",
    "issued on",
    "issued",
    "date signed",
    "dated",
    "executed on",
    "signed on",
    "data de emissao",
    "data da emissao",
    "data de expedicao",
    "data da expedicao",
    "emitido em",
    "emitida em",
    "expedido em",
    "expedida em",
    "date de delivrance",
    "date d emission",
    "delivre le",
    "delivree le",
    "etabli le",
];

/// Labels of a day that is most often the paper's.
const DATED: [&str; 5] = ["fecha", "date", "data", "lugar y fecha", "local e data"];

/// Beginnings of closing sentences that name the day, wherever they begin.
const FORMULAS: [&str; 29] = [
    "se expide",
    "se extiende",
    "se otorga la presente",
    "se otorga el presente",
    "se emite",
    "se firma la presente",
    "se suscribe la presente",
    "se da la presente",
    "expedimos la presente",
    "expido la presente",
    "expido el presente",
    "extiendo la presente",
    "extiendo el presente",
    "otorgo la presente",
    "firmo la presente",
    "firmamos la presente",
    "suscribo la presente",
    "constancia que expido",
    "given under",
    "given this",
    "witness my hand",
    "in witness whereof",
    "in testimony whereof",
    "fait a",
    "fait et delivre a",
    "pour servir et valoir",
    "pour valoir ce que de droit",
    "por ser verdade",
    "por ser expressao da verdade",
];

/// The same at the beginning of a sentence: elsewhere they speak of another paper.
const OPENINGS: [&str; 45] = [
    "dado en",
    "dada en",
    "dado y firmado",
    "dada y firmada",
    "dado firmado y sellado",
    "dada firmada y sellada",
    "dado a los",
    "dada a los",
    "firmado en",
    "firmada en",
    "hecho en",
    "expedido en",
    "expedida en",
    "expedido a",
    "expedida a",
    "emitido en",
    "emitida en",
    "otorgado en",
    "otorgada en",
    "constancia que se expide",
    "en la ciudad de",
    "given at",
    "given on",
    "dated at",
    "dated this",
    "dated on",
    "executed on",
    "executed this",
    "executed at",
    "signed on",
    "signed this",
    "signed at",
    "issued at",
    "issued this",
    "done at",
    "delivre a",
    "passado em",
    "emitido em",
    "a los",
    "extendido en",
    "extendida en",
    "extendido a",
    "extendida a",
    "librado en",
    "librada en",
];

/// Labels of the last day.
const LAST: [&str; 36] = [
    "valido hasta",
    "valida hasta",
    "valido hasta el",
    "valida hasta el",
    "vence",
    "vence el",
    "vencimiento",
    "fecha de vencimiento",
    "fecha vencimiento",
    "fecha de vcto",
    "fecha de expiracion",
    "fecha de caducidad",
    "caduca el",
    "expira",
    "expira el",
    "date of expiry",
    "date of expiration",
    "expiration date",
    "expiry date",
    "expiration",
    "expires",
    "expires on",
    "valid until",
    "valid through",
    "valid thru",
    "valid to",
    "valido ate",
    "valida ate",
    "data de validade",
    "validade",
    "data de vencimento",
    "date d expiration",
    "expire le",
    "valable jusqu au",
    "valable jusqu",
    "good through",
];

/// Words near a day that is not the one of the paper.
const OTHERS: [&str; 96] = [
    "nacimiento",
    "nac",
    "nacido",
    "nacida",
    "nacio",
    "born",
    "birth",
    "dob",
    "nascimento",
    "nascido",
    "nascida",
    "naissance",
    "ne",
    "nee",
    "vence",
    "vencimiento",
    "vencera",
    "vcto",
    "expira",
    "expiracion",
    "expires",
    "expiration",
    "expiry",
    "caducidad",
    "caduca",
    "valido",
    "valida",
    "valid",
    "validez",
    "validade",
    "valable",
    "vigencia",
    "vigente",
    "until",
    "hasta",
    "ate",
    "jusqu",
    "jusque",
    "desde",
    "since",
    "from",
    "through",
    "depuis",
    "hearing",
    "audiencia",
    "cita",
    "appointment",
    "due",
    "next",
    "proxima",
    "proximo",
    "deadline",
    "plazo",
    "before",
    "antes",
    "ingreso",
    "egreso",
    "entrada",
    "salida",
    "admission",
    "entry",
    "arrival",
    "effective",
    "period",
    "periodo",
    "comparecio",
    "ocurrio",
    "ocurrido",
    "ocurrida",
    "death",
    "defuncion",
    "fallecio",
    "murio",
    "died",
    "matrimonio",
    "married",
    "marriage",
    "casados",
    "pago",
    "payment",
    "pay",
    "corte",
    "visit",
    "consulta",
    "travel",
    "viaje",
    "departure",
    "return",
    "trial",
    "juicio",
    "graduation",
    "renewal",
    "inicio",
    "start",
    "will",
    "was",
];

/// Words that begin a letter, behind its day.
const SALUTATIONS: [&str; 31] = [
    "dear",
    "honorable",
    "your honor",
    "to whom",
    "estimado",
    "estimada",
    "estimados",
    "senor",
    "senora",
    "senores",
    "sr",
    "sres",
    "ciudadano",
    "ciudadana",
    "ciudadanos",
    "a quien",
    "prezado",
    "prezada",
    "prezados",
    "ilustrissimo",
    "monsieur",
    "madame",
    "messieurs",
    "hon",
    "querido",
    "querida",
    "respetado",
    "respetada",
    "atencion",
    "attention",
    "re",
];

/// Words of bills.
const PAYMENTS: [&str; 14] = [
    "a pagar",
    "pagar",
    "factura",
    "invoice",
    "amount due",
    "payment",
    "balance",
    "saldo",
    "recibo",
    "cliente",
    "customer",
    "total due",
    "due date",
    "commission expires",
];

/// Tokens before a day in which a formula begins.
const SENTENCE: usize = 60;
/// Tokens right before a day in which a word says that it is another's.
const NEAR: usize = 12;
/// Lines at the top of a letter.
const TOP: usize = 12;

/// The day on which a page says that its paper was made.
pub(super) fn made(page: &Page<'_>, days: &[Day]) -> Option<Found> {
    let mut found = Vec::new();
    let mut before = 0;
    for day in days {
        if is_made(page, day, before) && !has_hour(page, day) {
            found.push(of(day));
        }
        before = day.to;
    }
    agreed(found)
}

/// The last day on which a page says that its paper is valid.
pub(super) fn expires(page: &Page<'_>, days: &[Day]) -> Option<Found> {
    // What is owed has a last day as well.
    if page.has(&PAYMENTS) {
        return None;
    }
    let named = days.iter().filter(|day| {
        let label = label_of(page, day.from);
        label.is_some_and(|(from, to)| ends_with(page, from, to, &LAST).is_some())
    });
    agreed(named.map(of).collect())
}

fn of(day: &Day) -> Found {
    Found {
        values: day.dates.iter().map(Date::to_string).collect(),
        from: day.from,
        to: day.to - 1,
    }
}

/// Whether a day is in item 6 of an apostille, "6. el día".
fn is_of_apostille(page: &Page<'_>, day: &Day) -> bool {
    let line = page.tokens.get(day.from).map(|token| token.line);
    let first = page
        .tokens
        .iter()
        .position(|token| Some(token.line) == line);
    first.is_some_and(|first| page.item_of_apostille(first, "6").is_some())
}

fn is_made(page: &Page<'_>, day: &Day, before: usize) -> bool {
    if is_of_apostille(page, day) {
        return true;
    }
    is_labelled(page, day) || is_in_formula(page, day, before) || is_of_letter(page, day)
}

/// The tokens of the label of what begins at a token: what is before it in its line or, where it
/// begins its line, the line above, if that is short.
fn label_of(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let line = page.tokens.get(at)?.line;
    let (line, end) = if page.begins_line(at) {
        let above = at.checked_sub(1)?;
        let above = page.tokens.get(above)?.line;
        // What is far above is no label, nor is a sentence.
        let own = page.lines.get(above).map_or("", |own| own);
        if above + 2 < line || own.len() > 60 || own.ends_with(['.', ',']) {
            return None;
        }
        (above, at)
    } else {
        (line, at)
    };
    let count = page.tokens.iter().take(end).rev();
    let count = count.take_while(|token| token.line == line).count();
    (count > 0).then_some((end - count, end))
}

/// The label among these that ends at the end of these tokens, signs and little words apart: its
/// first token. It begins its line, or follows a sign or a number.
fn ends_with(page: &Page<'_>, from: usize, to: usize, labels: &[&str]) -> Option<usize> {
    let mut end = to;
    while end > from {
        let last = page.tokens.get(end - 1)?;
        let is_skipped =
            last.kind == Kind::Sign || last.is_any(&["dd", "mm", "aaaa", "yyyy", "aa", "dia", "d"]);
        if !is_skipped {
            break;
        }
        end -= 1;
    }
    let has_colon = page.tokens.get(end..to)?.iter().any(|sign| sign.is(":"));
    (from..end).find(|&at| {
        let is_whole = labels
            .iter()
            .any(|label| phrase_with_signs(page, at, label) == Some(end));
        let is_first = at == from || {
            let before = page.tokens.get(at - 1);
            before.is_some_and(|before| match before.kind {
                Kind::Sign => !before.is_any(&[",", "'", "’"]),
                Kind::Number => has_colon,
                Kind::Word => false,
            })
        };
        is_whole && is_first
    })
}

/// As [`Page::phrase`], with the apostrophe of French.
fn phrase_with_signs(page: &Page<'_>, at: usize, words: &str) -> Option<usize> {
    let mut here = at;
    for word in words.split(' ') {
        while page.tokens.get(here)?.is_any(&["'", "’", "."]) && here > at {
            here += 1;
        }
        if !page.tokens.get(here)?.is(word) {
            return None;
        }
        here += 1;
    }
    Some(here)
}

fn is_labelled(page: &Page<'_>, day: &Day) -> bool {
    let Some((from, to)) = label_of(page, day.from) else {
        return false;
    };
    let has_other = (from..to).any(|at| page.tokens.get(at).is_some_and(|one| one.is_any(&OTHERS)));
    if has_other && !page.begins_line(day.from) {
        // "Fecha de nacimiento 1/2/1990 Fecha de expedición 3/4/2020": its own label counts.
        return ends_with(page, from, to, &ISSUED)
            .is_some_and(|at| !(at..to).any(|at| is_other(page, at)));
    }
    if has_other {
        return false;
    }
    // Behind "Fecha de", the rest of a label is another's.
    if ends_with(page, from, to, &ISSUED).is_some() {
        return true;
    }
    let Some(at) = ends_with(page, from, to, &DATED) else {
        return false;
    };
    // The day of a hearing or of a visit has a label as short, and words around it.
    let own = page.tokens.get(at).map_or(0, |token| token.line);
    let above = own.checked_sub(1);
    // "… en" and below "fecha 3 de mayo": a label has a colon, or a line of its own.
    let is_bare = own == page.tokens.get(day.from).map_or(0, |token| token.line)
        && !page
            .tokens
            .get(at..day.from)
            .is_some_and(|label| label.iter().any(|sign| sign.is(":")));
    let near = [above, Some(own), Some(own + 1), Some(own + 2)];
    let is_others = near.into_iter().flatten().any(|line| {
        page.line_has(
            line,
            &[
                "hora",
                "time",
                "hearing",
                "audiencia",
                "cita",
                "appointment",
            ],
        )
    });
    !is_bare && !is_others
}

fn is_other(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|one| one.is_any(&OTHERS))
}

/// Whether a sentence that closes a paper names the day.
fn is_in_formula(page: &Page<'_>, day: &Day, before: usize) -> bool {
    let first = day.from.saturating_sub(SENTENCE).max(before);
    // Nothing between says that the day is another's.
    let is_own = |at: usize| {
        let near = at.max(day.from.saturating_sub(NEAR))..day.from;
        !near.into_iter().any(|at| is_other(page, at))
    };
    for at in (first..day.from).rev() {
        let (is_stop, is_capital) = start_of_sentence(page, at);
        if page
            .any_phrase(at, &FORMULAS)
            .is_some_and(|end| end <= day.from)
        {
            return is_own(at);
        }
        if (is_stop || is_capital)
            && let Some(end) = page.any_phrase(at, &OPENINGS)
            && end <= day.from
        {
            // "En la ciudad de X, a los 3 días" opens an act as well, with what happened then.
            let is_act = page.any_phrase(at, &["en la ciudad de", "a los"]).is_some();
            return is_own(at) && (!is_act || is_last_line(page, day));
        }
        if is_stop {
            return false;
        }
    }
    false
}

/// Whether only a signature can follow.
fn is_last_line(page: &Page<'_>, day: &Day) -> bool {
    let behind = page.tokens.get(day.to);
    let last = page.tokens.get(day.to - 1).map_or(0, |token| token.line);
    let rest = page.lines.iter().skip(last + 1);
    let words: usize = rest.map(|line| line.split_whitespace().count()).sum();
    behind.is_none_or(|sign| sign.is(".")) && words < 40
}

/// Whether a sentence begins at a token: behind a point or at the beginning of the page; or, as it
/// seems, with a capital at the beginning of a line.
fn start_of_sentence(page: &Page<'_>, at: usize) -> (bool, bool) {
    let Some(before) = at.checked_sub(1).and_then(|at| page.tokens.get(at)) else {
        return (true, false);
    };
    let word_before = at.checked_sub(2).and_then(|at| page.tokens.get(at));
    // "Edo." and "N.º" end no sentence.
    let is_short = word_before.is_some_and(|word| word.is_word() && word.text.len() <= 3);
    let is_stop = before.is_any(&[".", ";", ":"]) && !is_short;
    let is_capital = page.tokens.get(at).is_some_and(|own| {
        let is_shouted = own.text.len() > 1 && !own.text.chars().any(char::is_lowercase);
        own.is_capital() && !is_shouted && page.begins_line(at)
    });
    // A line that goes on is not the end of a sentence.
    let goes_on = before.is(",") || before.is_word() && before.plain.len() <= 3;
    (is_stop, is_capital && !goes_on)
}

/// Whether it is the line of a letter: a place and the day, or the day alone above a salutation.
fn is_of_letter(page: &Page<'_>, day: &Day) -> bool {
    let Some(line) = page.tokens.get(day.from).map(|token| token.line) else {
        return false;
    };
    let behind = page.tokens.iter().skip(day.to);
    let mut behind = behind.take_while(|token| token.line == line);
    if behind.any(|token| !token.is(".")) {
        return false;
    }
    if page
        .tokens
        .get(day.to - 1)
        .is_none_or(|last| last.line != line)
    {
        return false;
    }
    let (above, below) = (line.checked_sub(1), line + 1);
    let text = |line: usize| page.lines.get(line).map_or("", |text| text);
    let above_text = above.map_or("", text);
    // A label is above, not the end of a sentence.
    let has_other =
        !above_text.ends_with('.') && above.is_some_and(|above| page.line_has(above, &OTHERS));
    // A paragraph that goes on.
    let small = above_text
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3);
    let goes_on = above_text.ends_with([',', ':', '-'])
        || small.count() >= 3 && !above_text.ends_with(['.', '!', '?', ')', '"', '”'])
        || text(below).starts_with(char::is_lowercase)
        || ends_with_little_word(page, day.from, line);
    if has_other || goes_on {
        return false;
    }
    let own = page.tokens.iter().enumerate().take(day.from).rev();
    let own: Vec<usize> = own
        .take_while(|(_, token)| token.line == line)
        .map(|(at, _)| at)
        .collect();
    let words: Vec<usize> = own
        .iter()
        .copied()
        .filter(|at| {
            page.tokens
                .get(*at)
                .is_some_and(super::tokens::Token::is_word)
        })
        .filter(|at| {
            !page.tokens.get(*at).is_some_and(|word| {
                word.is_any(&["a", "el", "le", "los", "on", "em", "dia", "the", "de", "of"])
                    || word.is_any(&WEEKDAYS)
            })
        })
        .collect();
    let signs = own.iter().filter_map(|at| page.tokens.get(*at));
    let is_plain = signs
        .filter(|token| !token.is_word())
        .all(|token| token.is_any(&[",", ".", "-", "(", ")", "–"]));
    if !is_plain {
        return false;
    }
    if words.is_empty() {
        let is_top = line < TOP;
        let greets = (line + 1..line + 9).any(|line| begins_with(page, line, &SALUTATIONS));
        return is_top && greets;
    }
    let is_place = words.len() <= 7
        && words.iter().all(|at| {
            page.tokens.get(*at).is_some_and(|word| {
                (word.is_capital() || word.is_any(&["del", "la", "las", "los", "do", "da", "edo"]))
                    && !word.is_any(&OTHERS)
                    && !word.is_any(&["fecha", "date", "data", "dated", "fait"])
            })
        });
    let has_comma = own.iter().any(|at| {
        page.tokens
            .get(*at)
            .is_some_and(|sign| sign.is(",") || sign.is("."))
    });
    let is_edge = line < TOP + 6 || line + TOP + 3 > page.lines.len();
    is_place && has_comma && is_edge
}

const WEEKDAYS: [&str; 28] = [
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "samedy",
];

/// Whether the word before a line asks for more: "nació en".
fn ends_with_little_word(page: &Page<'_>, from: usize, line: usize) -> bool {
    let before = page.tokens.iter().take(from).rev();
    let mut before = before.skip_while(|token| token.line == line);
    before.next().is_some_and(|last| {
        last.line + 1 == line
            && last.is_any(&[
                "en", "de", "el", "a", "los", "y", "la", "del", "on", "in", "at", "of", "the",
                "em", "le", "au", "do", "da",
            ])
    })
}

/// Whether a line begins with any of these.
pub(super) fn begins_with(page: &Page<'_>, line: usize, phrases: &[&str]) -> bool {
    let first = page.tokens.iter().position(|token| token.line == line);
    first.is_some_and(|at| page.any_phrase(at, phrases).is_some())
}

/// Whether an hour follows: then somebody is to come.
fn has_hour(page: &Page<'_>, day: &Day) -> bool {
    let next = |count: usize| page.tokens.get(day.to + count);
    let is_clock = |at: usize| {
        let hour = next(at).is_some_and(super::tokens::Token::is_number);
        let colon = next(at + 1).is_some_and(|sign| sign.is(":") && sign.is_attached);
        let half = next(at + 1).is_some_and(|half| half.is_any(&["am", "pm", "a", "p"]));
        hour && (colon || half)
    };
    let is_named = (0..3).any(|at| {
        page.any_phrase(day.to + at, &["a las", "at", "hora", "time"])
            .is_some_and(|end| {
                page.tokens
                    .get(end)
                    .is_some_and(super::tokens::Token::is_number)
            })
            || next(at).is_some_and(|word| word.is_any(&["hora", "time"]))
    });
    (0..2).any(is_clock) || is_named
}
