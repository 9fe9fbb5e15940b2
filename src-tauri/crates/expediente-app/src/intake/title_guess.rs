//! Guesses the kind of a paper from its title. The guess is a suggestion that the user can change,
//! never a rule.

use expediente_intake::{Siblings, name_facts};
use expediente_model::{Document, Exhibit, ExhibitId, ExhibitKind, Item, one_line};

/// Stems of Spanish and English words, the more specific first: a "certificate of translation"
/// belongs to translations, and a "carta de buena conducta" is a certificate, not a letter.
const STEMS: [(&str, ExhibitKind); 36] = [
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
    ("sworn statement", ExhibitKind::Declaration),
    ("witness statement", ExhibitKind::Declaration),
    ("statement of", ExhibitKind::Declaration),
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
    // "Certificado de antecedentes" is what a paper is, "Oficina de antecedentes" who wrote it.
    let begins = lines.iter().find(|line| begins_with_kind(line));
    let telling = || lines.iter().find(|line| kind(line).is_some());
    let line = begins.or_else(telling).or_else(|| lines.first())?;
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

/// Whether a line begins with the word that says which kind of paper it is.
fn begins_with_kind(line: &str) -> bool {
    let line = line.to_lowercase();
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    kind(line).is_some() && STEMS.iter().any(|(stem, _)| line.starts_with(stem))
}

/// A new exhibit. Without a title, its title is empty.
pub(crate) fn exhibit(id: ExhibitId, title: Option<String>) -> Exhibit {
    Exhibit::new(id, title.unwrap_or_default())
}

/// Gives a paper outside of the exhibits the title in its name, if it has none and is not a form
/// with a name of its own.
pub(crate) fn name_loose(document: &mut Document, item: &Item) {
    if document.title.is_none() && document.role.is_paper() && !item.is_picture() {
        let said = name_facts(item.name.as_ref(), &Siblings::default());
        document.title = said.title.map(|title| one_line(&title));
    }
}

/// Words that have one of the stems and mean something else.
const OTHERS: [&str; 7] = [
    "fotocopi",
    "photocop",
    "statement of account",
    "testimonio de escritura",
    "testimonio de la escritura",
    "testimonio notarial",
    "cartagena",
];

/// The kind that a title suggests, if any.
pub(crate) fn kind(title: &str) -> Option<ExhibitKind> {
    let mut title = title.to_lowercase();
    for other in OTHERS {
        title = title.replace(other, " ");
    }
    let begins = |stem: &str| {
        let mut places = title.match_indices(stem);
        // At the beginning of a word.
        places.any(|(at, _)| {
            let (before, _) = title.split_at(at);
            !before.ends_with(char::is_alphabetic)
        })
    };
    let found = STEMS.iter().find(|(stem, _)| begins(stem));
    found.map(|(_, kind)| *kind)
}

/// Whether the pictures of an exhibit are laid out as photos: by its kind or, before somebody says
/// one, by its title.
pub(crate) fn is_photos(exhibit: &Exhibit) -> bool {
    let kind = exhibit.kind.or_else(|| kind(&exhibit.title));
    kind == Some(ExhibitKind::Photo)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample's certificate: its letterhead has a word of certificates, too.
    #[test]
    fn a_letterhead_is_not_the_title() {
        let words = "OFICINA NACIONAL DE ANTECEDENTES\nDivisión de Antecedentes Penales\n\
                     CERTIFICADO DE ANTECEDENTES PENALES\nNÚMERO DE CERTIFICADO";
        let title = title_of_page(words);
        assert_eq!(
            title.as_deref(),
            Some("Certificado de antecedentes penales")
        );
        let title = title_of_page("ALCALDÍA DE GUÁSIMOS\nSe certifica que vive aquí");
        assert_eq!(title.as_deref(), Some("Se certifica que vive aquí"));
    }

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
            // One word of a title does not make its kind.
            ("Bank statement March 2025", None),
            ("Statement of account", None),
            ("Testimonio de escritura", None),
            ("Fotocopia de la cédula", Some(ExhibitKind::Identity)),
            ("Photocopy of a deed", None),
            ("Descarta su reclamo", None),
            ("Statement of Ana Prado", Some(ExhibitKind::Declaration)),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }
}
