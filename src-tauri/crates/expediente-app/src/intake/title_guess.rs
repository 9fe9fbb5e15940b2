//! What kind of paper a title speaks of. A suggestion that the user can change, never a rule.

use expediente_model::{Exhibit, ExhibitId, ExhibitKind};

/// Stems of Spanish and English words, the more telling first: a "certificate of translation" goes with translations,
/// a "carta de buena conducta" is a certificate and no letter.
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

/// The line of a page's first words that reads like its title: words, not a letterhead's numbers, and not too many.
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
    // A title in capitals is set in capitals on the paper only.
    let mut letters = line.chars();
    let first = letters.next()?;
    Some(
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect(),
    )
}

/// A new exhibit, of the kind its title suggests. One without a title has an empty one.
pub(crate) fn exhibit(id: ExhibitId, title: Option<String>) -> Exhibit {
    let title = title.unwrap_or_default();
    Exhibit {
        kind: kind(&title),
        ..Exhibit::new(id, title)
    }
}

/// The kind that a title speaks of, if it speaks of one.
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

    /// The words of the papers that families really bring.
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
