//! Tells the language of words that were read, among the five that are read.
//!
//! The commonest words of a language are half of any text in it. They are counted without accents,
//! because an engine that reads in the wrong language loses accents first.

use crate::paper::read_words::ReadingLanguage;
use crate::text::fold::folded;

/// Common words that are rare in the other four languages.
const COMMON: [(ReadingLanguage, &[&str]); 5] = [
    (
        ReadingLanguage::Es,
        &[
            "el", "los", "las", "y", "del", "una", "con", "por", "para", "su", "al", "lo", "este",
            "esta", "fue", "mi", "yo", "pero", "cuando", "desde", "hasta", "donde", "nos", "ella",
            "dia", "ano", "anos", "quien", "sin", "sobre", "hijo", "hija", "que",
        ],
    ),
    (
        ReadingLanguage::En,
        &[
            "the", "and", "of", "to", "that", "is", "was", "with", "for", "this", "from", "has",
            "have", "had", "she", "he", "they", "which", "at", "by", "on", "not", "are", "were",
            "been", "her", "his", "their", "my", "when", "in", "it",
        ],
    ),
    (
        ReadingLanguage::Pt,
        &[
            "os", "da", "do", "dos", "das", "em", "um", "uma", "nao", "ao", "na", "no", "nos",
            "com", "foi", "sua", "seu", "ela", "ele", "pela", "pelo", "mais", "eu", "que", "para",
            "por", "como", "entre", "ter", "ser", "sao", "tambem", "anos", "ate",
        ],
    ),
    (
        ReadingLanguage::Fr,
        &[
            "le", "les", "des", "et", "du", "une", "est", "dans", "que", "qui", "pour", "par",
            "sur", "avec", "au", "aux", "je", "il", "elle", "nous", "ont", "ete", "sa", "ses",
            "cette", "sont", "pas", "ne", "etait", "mon", "ma", "ou",
        ],
    ),
    (
        ReadingLanguage::Ht,
        &[
            "nan", "pou", "yo", "ki", "te", "mwen", "li", "pa", "ak", "yon", "nou", "ap", "gen",
            "fe", "epi", "men", "sa", "ke", "kay", "lakay", "avek", "tou", "paske", "di", "ou",
            "te", "pral", "ka", "kote", "sou", "ti",
        ],
    ),
];

/// Common words that a text must have for its language to be told.
const FEWEST: usize = 8;

/// The language of a text; nothing where its words do not tell.
#[must_use]
pub fn language_of_words(text: &str) -> Option<ReadingLanguage> {
    let folded = folded(text);
    let mut counts = [0usize; COMMON.len()];
    for word in folded.split(|c: char| !c.is_alphabetic()) {
        for (count, (_, common)) in counts.iter_mut().zip(&COMMON) {
            *count += usize::from(common.contains(&word));
        }
    }
    let mut found: Vec<(usize, ReadingLanguage)> = counts
        .into_iter()
        .zip(&COMMON)
        .map(|(count, (language, _))| (count, *language))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    let [(first, language), (second, _), ..] = found.as_slice() else {
        return None;
    };
    // A fifth more than the next.
    (*first >= FEWEST && first * 5 >= second * 6).then_some(*language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_tell_the_language() {
        for (language, text) in [
            (
                ReadingLanguage::Es,
                "El día 14 de febrero llegaron a mi casa tres hombres que preguntaron por mi \
                 esposo. Rompieron la puerta y se llevaron los documentos del escritorio. Mi hija \
                 lo vio todo desde la habitación.",
            ),
            (
                ReadingLanguage::En,
                "I have known the applicant since June, when she moved into the apartment next to \
                 mine. She pays her rent on time and has never been in trouble with the police.",
            ),
            (
                ReadingLanguage::Pt,
                "As ameaças começaram após a eleição: pessoas desconhecidas faziam ligações à \
                 noite. A polícia não tomou nenhuma providência, e ela foi para a casa da irmã em \
                 outro município, onde os vizinhos não a conheciam.",
            ),
            (
                ReadingLanguage::Fr,
                "La façade a été dégradée, des lettres anonymes ont été reçues dans lesquelles on \
                 menaçait sa sœur. Plainte a été déposée au commissariat par les voisins.",
            ),
            (
                ReadingLanguage::Ht,
                "Mwen menm, mwen deklare ke sa m ap di la a se verite. Bandi yo te vini lakay mwen \
                 epi yo te boule kay la. Nou pa t kapab rete ankò paske yo te di y ap tounen pou \
                 yo touye nou.",
            ),
        ] {
            assert_eq!(language_of_words(text), Some(language));
            // As an engine of another language reads it.
            let plain = crate::text::fold::without_accents(text);
            assert_eq!(language_of_words(&plain), Some(language));
        }
        assert_eq!(language_of_words("V-20.123.456 Quintero 350"), None);
        assert_eq!(language_of_words(""), None);
    }
}
