//! Guesses the kind of a paper from its title. The guess is a suggestion that the user can change,
//! never a rule.

use std::collections::BTreeSet;

use expediente_intake::{Siblings, name_facts};
use expediente_model::{Document, Exhibit, ExhibitId, ExhibitKind, Item, one_line};

/// Stems of Spanish and English words, the more specific first: a "certificate of translation"
/// belongs to translations, and a "carta de buena conducta" is a certificate, not a letter.
const STEMS: [(&str, ExhibitKind); 39] = [
    ("traducci", ExhibitKind::Translation),
    ("translation", ExhibitKind::Translation),
    ("buena conducta", ExhibitKind::Certificate),
    ("good conduct", ExhibitKind::Certificate),
    ("antecedentes", ExhibitKind::Certificate),
    ("certific", ExhibitKind::Certificate),
    ("constancia", ExhibitKind::Certificate),
    ("diploma", ExhibitKind::Certificate),
    ("partida de nacimiento", ExhibitKind::Certificate),
    ("acta de nacimiento", ExhibitKind::Certificate),
    ("acta de matrimonio", ExhibitKind::Certificate),
    ("acta de defunción", ExhibitKind::Certificate),
    ("acta de grado", ExhibitKind::Certificate),
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

/// Beginnings of titles that say what a paper is, and nothing of its kind.
const PAPERS: [&str; 45] = [
    "receta",
    "informe",
    "recibo",
    "factura",
    "contrato",
    "tarjeta",
    "carnet",
    "carné",
    "licencia",
    "libreta",
    "historia",
    "historial",
    "boleta",
    "boletín",
    "partida",
    "título",
    "récipe",
    "poder",
    "resolución",
    "oficio",
    "solicitud",
    "denuncia",
    "referencia",
    "permiso",
    "orden",
    "registro de",
    "estado de cuenta",
    "aviso",
    "notificación",
    "visa",
    "report",
    "receipt",
    "invoice",
    "lease",
    "contract",
    "agreement",
    "card",
    "license",
    "record",
    "notice",
    "bill",
    "deed",
    "bank statement",
    "medical",
    "school",
];

/// Beginnings of lines that say who wrote a paper, when, or to whom, and not what it is.
const NOT_TITLES: [&str; 61] = [
    "atentamente",
    "sinceramente",
    "sincerely",
    "respectfully",
    "titular",
    "account holder",
    "página",
    "page ",
    "república",
    "république",
    "repiblik",
    "re:",
    "ref.",
    "asunto",
    "republic",
    "gobierno",
    "estado ",
    "state of",
    "ministerio",
    "ministry",
    "alcaldía",
    "municipio",
    "prefectura",
    "gobernación",
    "hospital",
    "clínica",
    "ambulatorio",
    "banco",
    "bank of",
    "universidad",
    "university",
    "unidad educativa",
    "liceo",
    "colegio",
    "escuela",
    "instituto",
    "oficina",
    "office",
    "registro",
    "notaría",
    "tribunal",
    "juzgado",
    "fiscalía",
    "poder judicial",
    "poder popular",
    "dirección",
    "servicio",
    "department",
    "county",
    "parroquia",
    "iglesia",
    "consejo",
    "junta",
    "señor",
    "estimad",
    "a quien",
    "dear",
    "to whom",
    "rif",
    "fecha",
    "teléfono",
];

/// The line among a page's first words that says what the paper is. None where no line does: the
/// name of an office, or a sentence, would be the wrong title. Names that are known keep their
/// capitals. Also tells whether the line names a kind of paper, and is not merely the likeliest.
pub(crate) fn title_of_page(words: &str, names: &[&str]) -> Option<(String, bool)> {
    let reads = |line: &&str| {
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let all = line.chars().filter(|c| !c.is_whitespace()).count();
        // A line that goes on or ends a sentence is text.
        let is_title = line
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
            && !line.ends_with([',', ';', ':', '.'])
            && !goes_on(line);
        // "Receta" is short, and says it.
        let is_long = (8..=90).contains(&letters) || letters > 4 && says_what_it_is(line);
        is_long && letters * 5 >= all * 4 && is_title
    };
    let lines: Vec<&str> = words.lines().map(str::trim).filter(reads).collect();
    // "Certificado de antecedentes" is what a paper is, "Oficina de antecedentes" who wrote it.
    let says = lines.iter().find(|line| says_what_it_is(line));
    let telling = || {
        let near = |line: &&&str| kind(&beginning(line, 3)).is_some();
        lines.iter().find(|line| near(line) && !is_of_writer(line))
    };
    if let Some(line) = says.or_else(telling) {
        let title = without_shouting(line, |line| lowered_but(line, &parts_of(names)));
        return Some((title, true));
    }
    // The lines above the greeting of a letter are who gets it.
    let is_greeting = |line: &str| {
        let line = folded(line);
        [
            "dear ",
            "estimad",
            "distinguid",
            "ciudadano ",
            "ciudadana ",
            "prezad",
        ]
        .iter()
        .any(|greeting| line.starts_with(greeting))
    };
    if words.lines().any(is_greeting) {
        return None;
    }
    let is_short = |line: &&&str| line.split_whitespace().count() <= 9;
    // "Padre: Carlos Núñez" is a field of a form, and a name alone says whose the paper is.
    let is_named = |line: &str| names.iter().any(|name| folded(name) == folded(line));
    let is_other =
        |line: &str| line.contains([':', '<', '>', '|']) || is_sentence(line) || is_named(line);
    let mut others = lines
        .iter()
        .filter(|line| !is_of_writer(line) && is_short(line) && !is_other(line));
    let shouted = others.clone().find(|line| is_shouted(line));
    let line = shouted.or_else(|| others.next())?;
    // Any of its words may be a name.
    Some((without_shouting(line, capitalized), false))
}

/// Whether a sentence ends within a line, or something is called out on it.
fn goes_on(line: &str) -> bool {
    let ends = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        match letters.as_slice() {
            // "Dr." and "C.A." end no sentence.
            [before @ .., '.' | '?' | '!'] => {
                before.len() >= 4 && before.iter().all(|c| c.is_lowercase())
            }
            _ => false,
        }
    };
    line.contains(['¡', '!', '¿', '?']) || line.split_whitespace().any(ends)
}

/// Whether a line is words of a sentence: many, and small ones.
fn is_sentence(line: &str) -> bool {
    let long = |word: &&str| word.chars().count() > 3;
    let words: Vec<&str> = line.split_whitespace().collect();
    let large = words.iter().copied().filter(long);
    let small = large
        .clone()
        .skip(1)
        .filter(|word| word.starts_with(char::is_lowercase));
    words.len() >= 5 && small.count() * 2 > large.count().saturating_sub(1)
}

fn is_shouted(line: &str) -> bool {
    !line.chars().any(char::is_lowercase)
}

/// A line as it stands, or rewritten where it is all in capitals.
fn without_shouting(line: &str, rewritten: impl Fn(&str) -> String) -> String {
    if is_shouted(line) {
        rewritten(line)
    } else {
        line.to_owned()
    }
}

/// A line in small letters, from its first letter on.
fn folded(line: &str) -> String {
    let line = line.to_lowercase();
    line.trim_start_matches(|c: char| !c.is_alphabetic())
        .to_owned()
}

/// Whether a line begins with the word that says what a paper is.
fn says_what_it_is(line: &str) -> bool {
    let is_of_writer = is_of_writer(line);
    let line = folded(line);
    let begins = |stem: &str| line.starts_with(stem);
    let has_kind = || kind(&line).is_some() && STEMS.iter().any(|(stem, _)| begins(stem));
    !is_of_writer && (has_kind() || PAPERS.iter().any(|paper| begins(paper)))
}

fn is_of_writer(line: &str) -> bool {
    let line = folded(line);
    let begins = |word: &&str| line.starts_with(*word);
    // "Estado de cuenta", "Registro de vacunas" and "Poder notarial" are papers.
    let is_paper = [
        "estado de cuenta",
        "registro de vac",
        "poder notarial",
        "poder especial",
    ];
    NOT_TITLES.iter().any(begins) && !is_paper.iter().any(begins)
}

/// The first words of a line.
fn beginning(line: &str, count: usize) -> String {
    let words: Vec<&str> = line.split_whitespace().take(count).collect();
    words.join(" ")
}

/// A line in capitals as a sentence; the capitals belong to the paper.
fn lowered(line: &str) -> String {
    let mut letters = line.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

/// A line in capitals as a sentence in which names keep their capitals.
fn lowered_but(line: &str, names: &BTreeSet<String>) -> String {
    let words = line.split_whitespace().enumerate().map(|(at, word)| {
        let low = word.to_lowercase();
        if at == 0 || names.contains(letters_of(&low)) {
            lowered(word)
        } else {
            low
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn letters_of(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphabetic())
}

/// The words of names, in small letters.
fn parts_of(names: &[&str]) -> BTreeSet<String> {
    let words = names.iter().flat_map(|name| name.split_whitespace());
    let capitalized = words.map(letters_of).filter(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
    });
    capitalized.map(str::to_lowercase).collect()
}

/// A line in capitals with a capital for each of its words but the little ones.
fn capitalized(line: &str) -> String {
    let little = [
        "de", "del", "la", "las", "los", "el", "y", "e", "en", "des", "du", "of", "the", "and",
        "al", "for",
    ];
    let words = line.split_whitespace().enumerate().map(|(at, word)| {
        let low = word.to_lowercase();
        if at > 0 && little.contains(&low.as_str()) {
            low
        } else {
            lowered(word)
        }
    });
    words.collect::<Vec<_>>().join(" ")
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
const OTHERS: [&str; 10] = [
    "solicitud de pasaporte",
    "solicitud de cédula",
    "passport application",
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

    fn title_alone(words: &str) -> Option<String> {
        title_of_page(words, &[]).map(|(title, _)| title)
    }

    /// What is no title at all, and what is one only perhaps.
    #[test]
    fn a_title_is_sure_where_it_names_a_paper() {
        for words in [
            "Querido hijo:\nCONSTANCIA DE TRABAJO que pidió el juez. Te quiere, tu mamá. San",
            "+58 412 1234567\nTe van a matar si vuelves",
            "Ferretería El Tornillo C.A. - ¡OFERTAS!",
            "REGISTRO CIVIL\nInscrita: Daniela Quintero Núñez",
            "Padre: Carlos Quintero Madre: Elena Núñez",
            "< Juan Pérez",
            "PEDRO GÓMEZ\nSan Antonio, 4 de mayo",
        ] {
            let found = title_of_page(words, &["Pedro Gómez"]);
            assert_eq!(found, None, "{words}");
        }
        for (words, title, sure) in [
            (
                "BANCO DEL TÁCHIRA\nTransferencia enviada",
                "Transferencia enviada",
                false,
            ),
            ("Clínica Santa Fe\nINFORME MÉDICO", "Informe médico", true),
            ("Dr. Luis Pérez\nCARTA DE APOYO", "Carta de apoyo", true),
        ] {
            let found = title_of_page(words, &[]);
            assert_eq!(found, Some((title.to_owned(), sure)), "{words}");
        }
    }

    /// The sample's certificate: its letterhead has a word of certificates, too.
    #[test]
    fn a_letterhead_is_not_the_title() {
        let words = "OFICINA NACIONAL DE ANTECEDENTES\nDivisión de Antecedentes Penales\n\
                     CERTIFICADO DE ANTECEDENTES PENALES\nNÚMERO DE CERTIFICADO";
        let title = title_alone(words);
        assert_eq!(
            title.as_deref(),
            Some("Certificado de antecedentes penales")
        );
        let title = title_alone("ALCALDÍA DE GUÁSIMOS\nSe certifica que vive aquí");
        assert_eq!(title.as_deref(), Some("Se certifica que vive aquí"));
    }

    /// First lines of papers as phones bring them: what the paper calls itself, or nothing.
    #[test]
    fn a_paper_is_called_as_it_calls_itself() {
        for (words, expected) in [
            (
                "HOSPITAL CENTRAL DE VALENCIA\nINFORME MÉDICO\nPaciente: Yelitza Quintero",
                Some("Informe médico"),
            ),
            (
                "MINISTERIO DE SALUD\nTARJETA DE VACUNACIÓN",
                Some("Tarjeta de vacunación"),
            ),
            (
                "BANCO DEL TESORO\nESTADO DE CUENTA\nJunio",
                Some("Estado de cuenta"),
            ),
            (
                "CORPOELEC\nRECIBO DE ENERGÍA ELÉCTRICA",
                Some("Recibo de energía eléctrica"),
            ),
            (
                "Clínica Santa Fe\nRECETA\nFecha: 7 de setiembre de 2023\nPaciente: Rosa Díaz",
                Some("Receta"),
            ),
            // Above the greeting of a letter is who gets it.
            (
                "March 2, 2025\nHouston Immigration Court\n600 Jefferson Street\nRe: Rosa Díaz\n\
                 Dear Honorable Judge:\nI have known Rosa Díaz for six years.",
                None,
            ),
            (
                "CARTA DE BUENA CONDUCTA\nEstimado juez:\nConozco a Rosa Díaz",
                Some("Carta de buena conducta"),
            ),
            // A sentence, and what somebody wrote in a chat.
            ("es hijo de RAMÓN QUINTERO y de la presentante.\n", None),
            (
                "Buenos días, hija,\nQue lleve la partida y los antecedentes.",
                None,
            ),
            (
                "REPÚBLICA BOLIVARIANA DE VENEZUELA\nALCALDÍA DE NIRGUA",
                None,
            ),
            ("A quien pueda interesar\nSeñores del jurado", None),
            // An unknown kind of paper: any word may be a name.
            (
                "RECONOCIMIENTO AL MÉRITO DE VALENCIA",
                Some("Reconocimiento al Mérito de Valencia"),
            ),
            ("LIBRETA MILITAR", Some("Libreta militar")),
            (
                "Lease Agreement\nThis lease is made on",
                Some("Lease Agreement"),
            ),
        ] {
            assert_eq!(title_alone(words).as_deref(), expected, "{words}");
        }
    }

    /// A title in capitals keeps those of names that are known.
    #[test]
    fn names_in_a_title_keep_their_capitals() {
        let words = "DECLARACIÓN DE MARISOL PRADO DE QUINTERO\nen apoyo de su hija, Daniela";
        let title = title_of_page(words, &["Daniela Quintero", "Marisol Prado de Quintero"]);
        let expected = "Declaración de Marisol Prado de Quintero";
        assert_eq!(title, Some((expected.to_owned(), true)));
        let title = title_alone("CONSTANCIA DEL CONSEJO COMUNAL EL CALVARIO");
        let expected = "Constancia del consejo comunal el calvario";
        assert_eq!(title.as_deref(), Some(expected));
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
            ("Solicitud de pasaporte", None),
            ("Acta de denuncia", None),
            ("Acta de nacimiento", Some(ExhibitKind::Certificate)),
            ("Photocopy of a deed", None),
            ("Descarta su reclamo", None),
            ("Statement of Ana Prado", Some(ExhibitKind::Declaration)),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }
}
