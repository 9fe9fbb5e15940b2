//! Guesses the kind of a paper from its title. The guess is a suggestion that the user can change,
//! never a rule.

use expediente_model::{Exhibit, ExhibitId, ExhibitKind};

/// Stems of Spanish and English words, the more specific first: a "certificate of translation"
/// belongs to translations, and a "carta de buena conducta" is a certificate, not a letter.
const STEMS: [(&str, ExhibitKind); 34] = [
    ("traducci", ExhibitKind::Translation),
    ("translation", ExhibitKind::Translation),
    ("buena conducta", ExhibitKind::Certificate),
    ("good conduct", ExhibitKind::Certificate),
    ("antecedentes", ExhibitKind::Certificate),
    ("certific", ExhibitKind::Certificate),
    ("constancia", ExhibitKind::Certificate),
    ("diploma", ExhibitKind::Certificate),
    ("partida de nacimiento", ExhibitKind::Certificate),
    ("acta de", ExhibitKind::Certificate),
    ("petici", ExhibitKind::Petition),
    ("petition", ExhibitKind::Petition),
    ("firmas", ExhibitKind::Petition),
    ("signatures", ExhibitKind::Petition),
    ("declaraci", ExhibitKind::Declaration),
    ("declaration", ExhibitKind::Declaration),
    ("affidavit", ExhibitKind::Declaration),
    ("testimonio", ExhibitKind::Declaration),
    ("statement", ExhibitKind::Declaration),
    ("foto", ExhibitKind::Photo),
    ("photo", ExhibitKind::Photo),
    ("imágenes", ExhibitKind::Photo),
    ("pictures", ExhibitKind::Photo),
    ("cédula", ExhibitKind::Identity),
    ("cedula", ExhibitKind::Identity),
    ("pasaporte", ExhibitKind::Identity),
    ("passport", ExhibitKind::Identity),
    ("identi", ExhibitKind::Identity),
    ("carta", ExhibitKind::Letter),
    ("letter", ExhibitKind::Letter),
    ("sentencia", ExhibitKind::Court),
    ("order of", ExhibitKind::Court),
    ("judgment", ExhibitKind::Court),
    ("auto judicial", ExhibitKind::Court),
];

/// The line among a page's first words that reads like a title: words, not the numbers of a
/// letterhead, and not too many.
pub(crate) fn title_of_page(words: &str) -> Option<String> {
    let reads = |line: &&str| {
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let all = line.chars().filter(|c| !c.is_whitespace()).count();
        (8..=90).contains(&letters) && letters * 5 >= all * 4
    };
    let lines: Vec<&str> = words.lines().map(str::trim).filter(reads).collect();
    let telling = lines.iter().find(|line| kind(line).is_some());
    let line = telling.or_else(|| lines.first())?;
    let shouted = !line.chars().any(char::is_lowercase);
    if !shouted {
        return Some((*line).to_owned());
    }
    // An all-caps title is lowered; the capitals belong to the paper.
    let mut letters = line.chars();
    let first = letters.next()?;
    Some(
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect(),
    )
}

/// A new exhibit of the kind that its title suggests. Without a title, its title is empty.
pub(crate) fn exhibit(id: ExhibitId, title: Option<String>) -> Exhibit {
    let title = title.unwrap_or_default();
    Exhibit {
        kind: kind(&title),
        ..Exhibit::new(id, title)
    }
}

/// The kind that a title suggests, if any.
pub(crate) fn kind(title: &str) -> Option<ExhibitKind> {
    let title = title.to_lowercase();
    STEMS
        .iter()
        .find(|(stem, _)| title.contains(stem))
        .map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles of papers that families really bring.
    #[test]
    fn titles_of_real_papers() {
        for (title, expected) in [
            ("Carta de buena conducta", Some(ExhibitKind::Certificate)),
            (
                "Certificado de antecedentes penales",
                Some(ExhibitKind::Certificate),
            ),
            ("Petición de vecinos", Some(ExhibitKind::Petition)),
            ("Fotos de su trabajo", Some(ExhibitKind::Photo)),
            ("Declaración de la madre", Some(ExhibitKind::Declaration)),
            ("Certificate of translation", Some(ExhibitKind::Translation)),
            ("Cédula de identidad", Some(ExhibitKind::Identity)),
            ("Carta del párroco", Some(ExhibitKind::Letter)),
            ("Recibo de luz", None),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }
}
