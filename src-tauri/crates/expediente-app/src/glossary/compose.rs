//! Puts a text into another language from terms, small words and names.
//!
//! A text is read from left to right: the longest term that begins here, else a small word that
//! joins terms ("de", "con"), else a name or number, which stays as it is. Where a word is none of
//! these, nothing is proposed: half a translation in a court's table would be worse than none.

use expediente_model::{Language, folded};

use crate::glossary::terms::{TermLanguage, Terms, words};

/// Small words by language, and what joins terms in Spanish and English. `her/his` is open: Spanish
/// does not say whose.
const JOINS: [(TermLanguage, &[&str], &str, &str); 26] = [
    (TermLanguage::Es, &["de"], "de", "of"),
    (
        TermLanguage::Es,
        &["del", "de la", "de los", "de las"],
        "de",
        "of the",
    ),
    (TermLanguage::Es, &["con"], "con", "with"),
    (TermLanguage::Es, &["sin"], "sin", "without"),
    (TermLanguage::Es, &["y", "e"], "y", "and"),
    (TermLanguage::Es, &["para"], "para", "for"),
    (TermLanguage::Es, &["por"], "por", "by"),
    (TermLanguage::Es, &["en"], "en", "in"),
    (TermLanguage::Es, &["a"], "a", "to"),
    (TermLanguage::Es, &["su", "sus"], "su", "her/his"),
    (
        TermLanguage::Es,
        &["n.o", "no.", "nro.", "nro", "num.", "numero"],
        "n.º",
        "No.",
    ),
    (TermLanguage::En, &["of", "of the"], "de", "of"),
    (TermLanguage::En, &["with"], "con", "with"),
    (TermLanguage::En, &["without"], "sin", "without"),
    (TermLanguage::En, &["and"], "y", "and"),
    (TermLanguage::En, &["for"], "para", "for"),
    (TermLanguage::En, &["by"], "por", "by"),
    (TermLanguage::En, &["in"], "en", "in"),
    (TermLanguage::En, &["from"], "de", "from"),
    (TermLanguage::En, &["to"], "a", "to"),
    (TermLanguage::En, &["her", "his", "their"], "su", "her"),
    (TermLanguage::En, &["no.", "number"], "n.º", "No."),
    (
        TermLanguage::Pt,
        &["de", "do", "da", "dos", "das"],
        "de",
        "of",
    ),
    (TermLanguage::Pt, &["com"], "con", "with"),
    (TermLanguage::Fr, &["de", "du", "des", "de la"], "de", "of"),
    (TermLanguage::Fr, &["avec"], "con", "with"),
];

/// The most words that a small word has.
const LONGEST_JOIN: usize = 2;

/// What a word of the text became.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A term.
    Term(String),
    /// A word that joins.
    Join(&'static str),
    /// A name or a number, as it was, with the mark after it.
    Name(String),
    /// A comma, a bracket, a dash.
    Mark(String),
}

/// A word of a text, with the marks around it.
struct Word<'a> {
    before: &'a str,
    text: &'a str,
    after: &'a str,
}

/// What a text is called in another language, and whether it is made of whole terms and names
/// alone: where small words join terms, somebody looks at the words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Proposed {
    /// The texts; several where the words leave it open.
    pub texts: Vec<String>,
    pub sure: bool,
}

pub(super) fn proposed(terms: &Terms, text: &str, to: Language) -> Proposed {
    let target = TermLanguage::of(to);
    let text = text.trim();
    // A text of the language itself needs nothing.
    if text.is_empty() || terms.find(target, &words(text)).is_some() {
        return Proposed::default();
    }
    for from in TermLanguage::ALL.into_iter().filter(|one| *one != target) {
        if let Some(pieces) = pieces(terms, text, from, target) {
            let mut texts = written(&pieces, text);
            // A term that waits for a name: "Mayor's Office of the Municipality of".
            if texts.iter().any(|text| is_open(text)) {
                return Proposed::default();
            }
            texts.extend(with_titles(&pieces, text));
            return Proposed {
                texts,
                sure: is_sure(&pieces),
            };
        }
    }
    Proposed::default()
}

/// Words of kin that are titles too: "padre Anselmo" is a priest or somebody's father.
const TITLES: [&str; 8] = [
    "father", "mother", "brother", "sister", "padre", "madre", "hermano", "hermana",
];

fn is_title(term: &str) -> bool {
    TITLES.contains(&term.to_lowercase().as_str())
}

/// Whether the words are those of a person who knows both languages: no small word joins two
/// terms, no two terms stand side by side, and no word of kin may be a title. Before a name a small
/// word can hardly be wrong.
fn is_sure(pieces: &[Piece]) -> bool {
    pieces.windows(2).all(|pair| match pair {
        [Piece::Join(_), next] => matches!(next, Piece::Name(_)),
        [Piece::Term(_), Piece::Term(_)] => false,
        [Piece::Term(term), Piece::Name(_)] => !is_title(term),
        _ => true,
    })
}

/// The texts in which a word of kin before a name is a title: "Letter from Father Anselmo".
fn with_titles(pieces: &[Piece], text: &str) -> Vec<String> {
    let next = pieces.iter().skip(1).map(Some).chain([None]);
    let titled = pieces.iter().zip(next).map(|pair| match pair {
        (Piece::Term(term), Some(Piece::Name(_))) if is_title(term) => Piece::Name(raised(term)),
        (piece, _) => piece.clone(),
    });
    let titled: Vec<Piece> = titled.collect();
    if titled == pieces {
        return Vec::new();
    }
    written(&titled, text)
}

/// Whether a text ends with a word that something has to follow.
fn is_open(text: &str) -> bool {
    let last = text.rsplit(' ').next();
    last.is_some_and(|last| ["of", "the", "de", "del", "la"].contains(&last))
}

/// The text in pieces of the target language; none where a word is not known or no term is in it.
fn pieces(terms: &Terms, text: &str, from: TermLanguage, to: TermLanguage) -> Option<Vec<Piece>> {
    let all: Vec<Word> = text.split_whitespace().map(word).collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut has_term = false;
    while let Some(first) = all.get(at) {
        if !first.before.is_empty() {
            pieces.push(Piece::Mark(first.before.to_owned()));
        }
        let (piece, taken) = if let Some((term, taken)) = term_at(terms, &all, at, from, to) {
            has_term = true;
            (Piece::Term(term), taken)
        } else if let Some((join, taken)) = number_at(&all, at, from, to) {
            (Piece::Join(join), taken)
        } else if let Some((name, taken)) = name_at(&all, at, &pieces) {
            if from != to && is_common(&name) {
                return None;
            }
            (Piece::Name(name), taken)
        } else {
            let (join, taken) = join_at(&all, at, from, to)?;
            (Piece::Join(join), taken)
        };
        pieces.push(piece);
        at += taken;
        let after = all.get(at - 1).map_or("", |last| last.after);
        if !after.is_empty() {
            pieces.push(Piece::Mark(after.to_owned()));
        }
    }
    has_term.then_some(pieces)
}

fn word(text: &str) -> Word<'_> {
    let is_mark = |c: char| ",;:()—–-«»“”\"".contains(c);
    let start = text.find(|c: char| !is_mark(c));
    let Some(start) = start else {
        // A mark alone, such as a dash, stands by itself.
        return Word {
            before: text,
            text: "",
            after: "",
        };
    };
    let end = text.trim_end_matches(is_mark).len();
    let (before, rest) = text.split_at(start);
    let (own, after) = rest.split_at(end - start);
    Word {
        before,
        text: own,
        after,
    }
}

/// The words from `at`, so many of them, if no mark is between them.
fn run(all: &[Word], at: usize, count: usize) -> Option<String> {
    let some = all.get(at..at + count)?;
    let (last, others) = some.split_last()?;
    let has_marks = others.iter().any(|word| !word.after.is_empty())
        || some.iter().skip(1).any(|word| !word.before.is_empty());
    if has_marks || last.text.is_empty() {
        return None;
    }
    let texts: Vec<&str> = some.iter().map(|word| word.text).collect();
    Some(texts.join(" "))
}

/// The longest term that begins at a word.
fn term_at(
    terms: &Terms,
    all: &[Word],
    at: usize,
    from: TermLanguage,
    to: TermLanguage,
) -> Option<(String, usize)> {
    for count in (1..=terms.longest()).rev() {
        let Some(text) = run(all, at, count) else {
            continue;
        };
        if let Some(term) = terms.find(from, &words(&text))
            && let Some(form) = term.form(to)
        {
            return Some((form.to_owned(), count));
        }
    }
    None
}

/// A name or a number that begins at a word: words with a capital letter or a digit, and the small
/// words between the parts of a name.
fn name_at(all: &[Word], at: usize, before: &[Piece]) -> Option<(String, usize)> {
    let is_name = |word: &Word| {
        let mut chars = word.text.chars();
        let first = chars.next();
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
            || word.text.chars().any(|c| c.is_ascii_digit())
    };
    let first = all.get(at)?;
    // The first word of a text has a capital letter whatever it is.
    if before.is_empty() || !is_name(first) {
        return None;
    }
    let mut count = 1;
    loop {
        let last = all.get(at + count - 1)?;
        if !last.after.is_empty() {
            break;
        }
        // "de la" within a name; after a number it joins.
        let small = all
            .iter()
            .skip(at + count)
            .take_while(|word| {
                [
                    "de", "del", "la", "los", "las", "y", "da", "do", "dos", "das", "du", "van",
                    "von",
                ]
                .contains(&word.text)
            })
            .count();
        let is_number = last.text.chars().all(|c| !c.is_alphabetic());
        let next = all.get(at + count + small);
        match next {
            Some(next) if next.before.is_empty() && is_name(next) && (small == 0 || !is_number) => {
                count += small + 1;
            }
            _ => break,
        }
    }
    Some((run(all, at, count)?, count))
}

/// Endings of Spanish and Portuguese nouns that are no names.
const COMMON_ENDINGS: [&str; 12] = [
    "cion", "ciones", "cao", "coes", "eria", "erias", "dades", "miento", "mientos", "mento",
    "mentos", "logia",
];

/// Names that end like them.
const NAMES: [&str; 12] = [
    "concepcion",
    "asuncion",
    "encarnacion",
    "anunciacion",
    "ascension",
    "purificacion",
    "presentacion",
    "consolacion",
    "visitacion",
    "nacimiento",
    "sacramento",
    "almeria",
];

/// Whether a name has a word in it that is none, and would have to be translated: "Dirección de
/// Legalizaciones". Half a translation in a court's table is worse than none.
fn is_common(name: &str) -> bool {
    let folded = folded(name);
    let mut words = folded.split(|c: char| !c.is_alphabetic());
    words.any(|word| COMMON_ENDINGS.iter().any(|end| word.ends_with(end)) && !NAMES.contains(&word))
}

/// "N.º" before a number, which has a capital letter and is no name.
fn number_at(
    all: &[Word],
    at: usize,
    from: TermLanguage,
    to: TermLanguage,
) -> Option<(&'static str, usize)> {
    let next = all.get(at + 1)?;
    let is_number = next.text.chars().any(|c| c.is_ascii_digit());
    let (join, taken) = join_at(all, at, from, to)?;
    (is_number && ["n.º", "No."].contains(&join)).then_some((join, taken))
}

fn join_at(
    all: &[Word],
    at: usize,
    from: TermLanguage,
    to: TermLanguage,
) -> Option<(&'static str, usize)> {
    for count in (1..=LONGEST_JOIN).rev() {
        let Some(text) = run(all, at, count) else {
            continue;
        };
        let text = words(&text);
        let found = JOINS
            .iter()
            .find(|(of, forms, ..)| *of == from && forms.contains(&text.as_str()));
        if let Some((_, _, spanish, english)) = found {
            let join = if to == TermLanguage::Es {
                spanish
            } else {
                english
            };
            return Some((join, count));
        }
    }
    // A dash or another mark alone.
    all.get(at)?.text.is_empty().then_some(("", 1))
}

/// The texts that the pieces make: two where a possessive is open.
fn written(pieces: &[Piece], original: &str) -> Vec<String> {
    let is_open = pieces.contains(&Piece::Join("her/his"));
    let variants: &[&str] = if is_open { &["her", "his"] } else { &[""] };
    let texts = variants.iter().map(|whose| {
        let mut text = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            let word = match piece {
                Piece::Join("her/his") => (*whose).to_owned(),
                // Before a name, the article is a part of it or needs none.
                Piece::Join("of the") if !matches!(pieces.get(at + 1), Some(Piece::Term(_))) => {
                    "of".to_owned()
                }
                Piece::Join(join) => (*join).to_owned(),
                Piece::Name(name) | Piece::Mark(name) => name.clone(),
                Piece::Term(term) if at == 0 => term.clone(),
                Piece::Term(term) => lowered(term),
            };
            let opens = |text: &str| text.ends_with(['(', '«', '“']);
            let closes = matches!(piece, Piece::Mark(mark) if !opens(mark) && !mark.starts_with(['—', '–', '-']));
            if !(text.is_empty() || word.is_empty() || closes || opens(&text)) {
                text.push(' ');
            }
            text.push_str(&word);
        }
        // A text that began small, as part of a sentence, stays small.
        match original.chars().next() {
            Some(first) if first.is_lowercase() => lowered(&text),
            _ => raised(&text),
        }
    });
    texts.collect()
}

/// A text with a capital letter at its start.
fn raised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(chars)
        .collect()
}

/// A term within a text: "Letter of support" becomes "letter of support"; "United States" and
/// "DUI" stay.
fn lowered(term: &str) -> String {
    let mut chars = term.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    // A name of an authority has other capital letters.
    let rest_is_small = !chars.as_str().chars().any(char::is_uppercase);
    if rest_is_small && term.chars().any(char::is_lowercase) {
        first.to_lowercase().chain(chars).collect()
    } else {
        term.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposals(terms: &Terms, text: &str, to: Language) -> Vec<String> {
        proposed(terms, text, to).texts
    }

    /// "Carta del vecino" in a court's table is for a person to say.
    #[test]
    fn what_small_words_join_is_looked_at() {
        let sure = |text: &str| proposed(&terms(), text, Language::En).sure;
        assert!(sure("Constancia de buena conducta, con apostilla"));
        assert!(sure("Carta de apoyo de Rosa Prado"));
        assert!(!sure("Petición de los vecinos"));
        assert!(!sure("Declaración madre"));
        assert!(!sure("Carta de apoyo madre Rosa"));
        assert!(sure("Carta de apoyo, tía Rosa"));
        let texts = proposals(&terms(), "Carta de apoyo madre Rosa", Language::En);
        assert_eq!(
            texts,
            [
                "Letter of support mother Rosa",
                "Letter of support Mother Rosa"
            ]
        );
    }

    /// "Address of Legalizaciones" stood in a court's table.
    #[test]
    fn half_a_translation_is_not_proposed() {
        for text in [
            "Dirección de Legalizaciones",
            "Dirección de Educación",
            "Dirección General de Identificación y Extranjería",
            "Ministerio de Justicia y Legalizaciones",
            "Constancia de Residencia de Extranjería",
            "Carta de apoyo de Extranjería",
        ] {
            assert_eq!(proposals(&terms(), text, Language::En), [""; 0], "{text}");
        }
        let texts = proposals(&terms(), "Carta de apoyo de Concepción Gil", Language::En);
        assert_eq!(texts, ["Letter of support of Concepción Gil"]);
    }

    /// A text that breaks off is not a translation.
    #[test]
    fn a_term_that_waits_for_a_name_is_not_proposed() {
        assert!(proposals(&terms(), "Alcaldía del Municipio", Language::En).is_empty());
        assert_eq!(
            proposals(&terms(), "Alcaldía del Municipio Junín", Language::En),
            ["Mayor's Office of the Municipality of Junín"]
        );
    }

    fn terms() -> Terms {
        Terms::only(
            r#"
            [[term]]
            es = ["Constancia de buena conducta", "Carta de buena conducta"]
            en = ["Certificate of good conduct"]
            pt = ["Atestado de boa conduta"]
            [[term]]
            es = ["Carta de apoyo"]
            en = ["Letter of support"]
            [[term]]
            es = ["Declaración"]
            en = ["Declaration"]
            [[term]]
            es = ["madre"]
            en = ["mother"]
            [[term]]
            es = ["tía"]
            en = ["aunt"]
            [[term]]
            es = ["vecinos"]
            en = ["neighbors"]
            [[term]]
            es = ["petición"]
            en = ["petition"]
            [[term]]
            es = ["con apostilla"]
            en = ["with apostille"]
            [[term]]
            es = ["Alcaldía del Municipio"]
            en = ["Mayor's Office of the Municipality of"]
            "#,
        )
    }

    /// What a person of both languages would write.
    #[test]
    fn titles_that_are_made_of_terms_and_names() {
        for (spanish, english) in [
            (
                "Constancia de buena conducta",
                "Certificate of good conduct",
            ),
            ("CARTA DE BUENA CONDUCTA", "Certificate of good conduct"),
            (
                "Constancia de buena conducta n.º 0037-2026",
                "Certificate of good conduct No. 0037-2026",
            ),
            ("Petición de los vecinos", "Petition of the neighbors"),
            (
                "Constancia de buena conducta N.º 0037-2026",
                "Certificate of good conduct No. 0037-2026",
            ),
            (
                "Constancia de buena conducta, con apostilla",
                "Certificate of good conduct, with apostille",
            ),
            (
                "Constancia de buena conducta (con apostilla)",
                "Certificate of good conduct (with apostille)",
            ),
            (
                "Carta de apoyo de Rosa de la Cruz, tía",
                "Letter of support of Rosa de la Cruz, aunt",
            ),
            (
                "Alcaldía del Municipio San Jacinto de la Sierra",
                "Mayor's Office of the Municipality of San Jacinto de la Sierra",
            ),
            (
                "Carta de apoyo — Constancia de buena conducta",
                "Letter of support — certificate of good conduct",
            ),
        ] {
            assert_eq!(proposals(&terms(), spanish, Language::En), [english]);
        }
        assert_eq!(
            proposals(&terms(), "Atestado de boa conduta", Language::Es),
            ["Constancia de buena conducta"]
        );
    }

    /// Spanish does not say whose mother she is.
    #[test]
    fn an_open_possessive_is_a_choice() {
        assert_eq!(
            proposals(&terms(), "Declaración de su madre", Language::En),
            ["Declaration of her mother", "Declaration of his mother"]
        );
    }

    /// Half a translation is none.
    #[test]
    fn a_text_with_an_unknown_word_is_left_to_people() {
        for text in [
            "Constancia de buena conducta y vecindad",
            "Fotografías de su trabajo",
            "Rosa Prado",
            "Certificate of good conduct",
            "",
        ] {
            assert!(
                proposals(&terms(), text, Language::En)
                    .iter()
                    .all(|text| text.is_empty()),
                "{text}"
            );
        }
    }
}
