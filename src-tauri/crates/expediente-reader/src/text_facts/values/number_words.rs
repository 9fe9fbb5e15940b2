//! Days and years that are written in words: "catorce", "twenty-first", "dos mil veinticuatro".
//! Runs in the child.

use super::tokens::Page;

/// Words of numbers in Spanish, English, Portuguese and French, without accents.
const NUMBERS: [(u16, &str); 40] = [
    (
        1,
        "uno un una primero primer one first um primeiro premier une",
    ),
    (2, "dos two second dois deux segundo"),
    (3, "tres three third trois tercero"),
    (4, "cuatro four fourth quatro quatre"),
    (5, "cinco five fifth cinq"),
    (6, "seis six sixth"),
    (7, "siete seven seventh sete sept"),
    (8, "ocho eight eighth oito huit"),
    (9, "nueve nine ninth nove neuf"),
    (10, "diez ten tenth dez dix"),
    (11, "once eleven eleventh onze"),
    (12, "doce twelve twelfth doze douze"),
    (13, "trece thirteen thirteenth treze treize"),
    (14, "catorce fourteen fourteenth quatorze catorze"),
    (15, "quince fifteen fifteenth quinze"),
    (16, "dieciseis sixteen sixteenth dezesseis dezasseis seize"),
    (17, "diecisiete seventeen seventeenth dezessete dezassete"),
    (18, "dieciocho eighteen eighteenth dezoito"),
    (19, "diecinueve nineteen nineteenth dezenove dezanove"),
    (20, "veinte twenty twentieth vinte vingt"),
    (21, "veintiuno veintiun"),
    (22, "veintidos"),
    (23, "veintitres"),
    (24, "veinticuatro"),
    (25, "veinticinco"),
    (26, "veintiseis"),
    (27, "veintisiete"),
    (28, "veintiocho"),
    (29, "veintinueve"),
    (30, "treinta thirty thirtieth trinta trente"),
    (40, "cuarenta forty quarenta quarante"),
    (50, "cincuenta fifty cinquenta cinquante"),
    (60, "sesenta sixty sessenta soixante"),
    (70, "setenta seventy"),
    (80, "ochenta eighty oitenta"),
    (90, "noventa ninety noventa"),
    (900, "novecientos novecentos"),
    // They multiply what is before them.
    (1_000, "mil thousand mille"),
    (100, "cent hundred"),
    (0, "y e et and"),
];

/// The value of one word; 0 for one that joins two others.
fn value_of(word: &str) -> Option<u16> {
    let found = NUMBERS
        .iter()
        .find(|(_, words)| words.split(' ').any(|known| known == word));
    found.map(|(value, _)| *value)
}

/// The number that is written in words from a token on, and the token behind it.
pub(super) fn number_in_words(page: &Page<'_>, at: usize) -> Option<(u16, usize)> {
    let (mut total, mut part, mut last): (u16, u16, u16) = (0, 0, u16::MAX);
    let mut here = at;
    let mut end = None;
    while let Some(token) = page.tokens.get(here) {
        // "twenty-first"
        if token.is("-") && token.is_attached && end.is_some() {
            here += 1;
            continue;
        }
        let Some(value) = value_of(&token.plain).filter(|_| token.is_word()) else {
            break;
        };
        match value {
            0 if end.is_none() => return None,
            0 => {
                here += 1;
                continue;
            }
            100 | 1_000 => {
                total = total.checked_add(part.max(1).checked_mul(value)?)?;
                part = 0;
            }
            value => {
                let fits = match last {
                    // "dix-sept", "diez y seis"
                    10 => (6..=9).contains(&value),
                    20 | 30..=90 => value < 10,
                    1..=29 => false,
                    _ => true,
                };
                // "veinte diez" is not a number.
                if part > 0 && !fits {
                    break;
                }
                part = part.checked_add(value)?;
            }
        }
        last = value;
        here += 1;
        end = Some(here);
    }
    Some((total.checked_add(part)?, end?))
}
