//! The person who declares or writes, and the person whom a paper is about. Runs in the child.

use super::found::{Found, agreed};
use super::letterhead::shown;
use super::tokens::Page;

/// What a declaration or a letter begins with, before the name of who writes it.
const WRITERS: [&str; 24] = [
    "yo",
    "i",
    "eu",
    "quien suscribe",
    "el suscrito",
    "la suscrita",
    "el que suscribe",
    "la que suscribe",
    "quien aqui suscribe",
    "je soussigne",
    "je soussignee",
    "je soussigne e",
    "the undersigned",
    "my name is",
    "mi nombre es",
    "me llamo",
    "je m appelle",
    "meu nome e",
    "o abaixo assinado",
    "a abaixo assinada",
    "i the undersigned",
    "yo ciudadano",
    "yo ciudadana",
    "mwen menm",
];

/// Verbs of certificates, whose object follows.
const SAYS: [&str; 30] = [
    "constar",
    "certifica",
    "certifico",
    "certificamos",
    "certify",
    "certifies",
    "certifie",
    "certifions",
    "certifica se",
    "atesta",
    "atesto",
    "atestamos",
    "atteste",
    "attestons",
    "verify",
    "confirm",
    "confirms",
    "confirming",
    "verifies",
    "certifying",
    "dar fe",
    "doy fe",
    "damos fe",
    "recomendar",
    "recomiendo",
    "recommend",
    "introduce",
    "declaro",
    "declaramos",
    "declara",
];

/// What a person is called before the name.
const ROLES: [&str; 48] = [
    "ciudadano",
    "ciudadana",
    "senor",
    "senora",
    "senorita",
    "sr",
    "sra",
    "srta",
    "alumno",
    "alumna",
    "estudiante",
    "joven",
    "paciente",
    "bachiller",
    "nino",
    "nina",
    "adolescente",
    "trabajador",
    "trabajadora",
    "hermano",
    "hermana",
    "mr",
    "mrs",
    "ms",
    "miss",
    "monsieur",
    "madame",
    "mademoiselle",
    "m",
    "mme",
    "mlle",
    "senhor",
    "senhora",
    "aluno",
    "aluna",
    "eleve",
    "student",
    "patient",
    "employee",
    "br",
    "menor",
    "don",
    "dona",
    "compatriota",
    "licenciado",
    "licenciada",
    "etudiant",
    "etudiante",
];

/// Labels of forms before the name.
const LABELS: [&str; 22] = [
    "paciente",
    "nombre del paciente",
    "nombre y apellido del paciente",
    "patient",
    "patient name",
    "name of patient",
    "nombres y apellidos",
    "nombre y apellido",
    "nombre y apellidos",
    "nombre completo",
    "full name",
    "student name",
    "name of student",
    "student",
    "alumno",
    "nombre del alumno",
    "nombre del estudiante",
    "estudiante",
    "nom et prenom",
    "nom et prenoms",
    "nome completo",
    "nome do aluno",
];

/// Titles before names, which are none of them.
const TITLES: [&str; 45] = [
    "lic",
    "licdo",
    "licda",
    "licenciado",
    "licenciada",
    "dr",
    "dra",
    "doctor",
    "doctora",
    "abg",
    "abog",
    "abogado",
    "abogada",
    "ing",
    "ingeniero",
    "prof",
    "profa",
    "profesor",
    "profesora",
    "sr",
    "sra",
    "srta",
    "senor",
    "senora",
    "mr",
    "mrs",
    "ms",
    "miss",
    "msc",
    "don",
    "dona",
    "pbro",
    "rev",
    "reverend",
    "pastor",
    "father",
    "padre",
    "ciudadano",
    "ciudadana",
    "monsieur",
    "madame",
    "tsu",
    "mme",
    "m",
    "mlle",
];

/// Words at which a name ends, whatever their letters.
const ENDS: [&str; 78] = [
    "mayor",
    "titular",
    "portador",
    "portadora",
    "de nacionalidad",
    "nacionalidad",
    "identificado",
    "identificada",
    "cedula",
    "ci",
    "venezolano",
    "venezolana",
    "colombiano",
    "colombiana",
    "mexicano",
    "mexicana",
    "natural",
    "soltero",
    "soltera",
    "casado",
    "casada",
    "domiciliado",
    "domiciliada",
    "residenciado",
    "residenciada",
    "brasileiro",
    "brasileira",
    "inscrito",
    "inscrita",
    "nascido",
    "nascida",
    "nacido",
    "nacida",
    "ne",
    "nee",
    "demeurant",
    "born",
    "hereby",
    "declare",
    "declaro",
    "do",
    "am",
    "have",
    "state",
    "certify",
    "certifico",
    "hago",
    "being",
    "residing",
    "is",
    "was",
    "has",
    "who",
    "of",
    "con",
    "quien",
    "cursa",
    "es",
    "presta",
    "actuando",
    "en",
    "por",
    "vive",
    "viven",
    "trabaja",
    "reside",
    "nacio",
    "labora",
    "estudia",
    "tiene",
    "fue",
    "ha",
    "asiste",
    "pertenece",
    "lives",
    "works",
    "resides",
    "trabalha",
];

/// Words that are of no person's name.
const NO_NAMES: [&str; 104] = [
    "instituto",
    "hospital",
    "unidad",
    "escuela",
    "empresa",
    "colegio",
    "ministerio",
    "republica",
    "university",
    "school",
    "court",
    "company",
    "liceo",
    "universidad",
    "clinica",
    "iglesia",
    "church",
    "banco",
    "bank",
    "corte",
    "tribunal",
    "estado",
    "state",
    "united",
    "states",
    "america",
    "venezuela",
    "municipio",
    "parroquia",
    "registro",
    "alcaldia",
    "consejo",
    "comunal",
    "asociacion",
    "department",
    "certificado",
    "constancia",
    "acta",
    "presente",
    "documento",
    "firma",
    "fecha",
    "nombre",
    "apellido",
    "apellidos",
    "nombres",
    "name",
    "date",
    "address",
    "direccion",
    "edad",
    "age",
    "sexo",
    "immigration",
    "nao",
    "consta",
    "no",
    "not",
    "si",
    "presenta",
    "posee",
    "tiene",
    "existe",
    "registra",
    "antecedentes",
    "secretario",
    "secretaria",
    "general",
    "director",
    "directora",
    "jefe",
    "jefa",
    "presidente",
    "presidenta",
    "registrador",
    "registradora",
    "prefecto",
    "prefecta",
    "alcalde",
    "alcaldesa",
    "coordinador",
    "coordinadora",
    "gerente",
    "rector",
    "decano",
    "parroco",
    "vocero",
    "vocera",
    "fiscal",
    "juez",
    "jueza",
    "notario",
    "comisario",
    "sindicato",
    "delegado",
    "autoridad",
    "principal",
    "municipal",
    "civil",
    "judge",
    "sheriff",
    "clerk",
    "registrar",
    "manager",
];

/// Small words inside of names.
const PARTICLES: [&str; 16] = [
    "de", "del", "la", "las", "los", "da", "do", "dos", "das", "van", "von", "y", "e", "di", "le",
    "du",
];

/// Words between the verb and the name.
const FAR: usize = 26;

/// The person who declares or writes.
pub(super) fn writer(page: &Page<'_>) -> Option<Found> {
    let mut found = Vec::new();
    for at in 0..page.tokens.len() {
        let Some(mut end) = page.any_phrase(at, &WRITERS) else {
            continue;
        };
        let is_short = page
            .tokens
            .get(at)
            .is_some_and(|own| own.is_any(&["i", "eu"]));
        // "(e)" of a French form, and the comma.
        if page.tokens.get(end).is_some_and(|open| open.is("(")) {
            end += 3;
        }
        let is_apart = page
            .tokens
            .get(end)
            .is_some_and(|comma| comma.is_any(&[",", ":"]));
        if !starts_sentence(page, at) || is_short && !is_apart {
            continue;
        }
        let from = if is_apart { end + 1 } else { end };
        found.extend(name_at(page, from, Followed::Any));
    }
    agreed(found)
}

/// The person whom it is about.
pub(super) fn subject(page: &Page<'_>) -> Option<Found> {
    let said: Vec<Found> = (0..page.tokens.len())
        .filter_map(|at| certified(page, at))
        .collect();
    if !said.is_empty() {
        return agreed(said);
    }
    let labelled = (0..page.tokens.len()).filter_map(|at| labelled(page, at));
    agreed(labelled.collect())
}

fn starts_sentence(page: &Page<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| page.tokens.get(at));
    page.begins_line(at) || before.is_some_and(|before| before.is_any(&[".", ":", ";", "-"]))
}

/// The person of "hace constar que el ciudadano …".
fn certified(page: &Page<'_>, at: usize) -> Option<Found> {
    let verb = page.any_phrase(at, &SAYS)?;
    let is_end = |token: &super::tokens::Token<'_>| token.is_any(&[";"]);
    let reach = page.tokens.iter().enumerate().skip(verb).take(FAR);
    let mut direct = None;
    for (here, token) in reach {
        if is_end(token) {
            break;
        }
        if token.is_any(&["que", "that", "qu"]) && direct.is_none() {
            direct = Some(here + 1);
            // "that Maria Perez is", "que María Pérez, titular".
            let mut from = here + 1;
            while page.tokens.get(from).is_some_and(|next| {
                next.is_any(&[",", ":", "'", "’", "el", "la", "al", "o", "a", "le", "the"])
                    || next.is_any(&ROLES)
            }) {
                from += 1;
            }
            if let Some(name) = name_at(page, from, Followed::AsInSentence) {
                return Some(name);
            }
        }
        if token.is_any(&ROLES) {
            let mut from = here + 1;
            while page.tokens.get(from).is_some_and(|next| {
                next.is_any(&[",", ":", ".", "(", ")", "a"]) || next.is_any(&ROLES)
            }) {
                from += 1;
            }
            if let Some(name) = name_at(page, from, Followed::Any) {
                return Some(name);
            }
        }
    }
    None
}

/// The person of "Paciente: …" in a form.
fn labelled(page: &Page<'_>, at: usize) -> Option<Found> {
    if !page.begins_line(at) {
        return None;
    }
    let end = page.any_phrase(at, &LABELS)?;
    let is_marked = page.tokens.get(end)?.is(":");
    if !is_marked {
        return None;
    }
    let line = page.tokens.get(at)?.line;
    let above = line.checked_sub(1);
    // The father's and the mother's names have labels as well, with a heading above.
    let is_others = [above, Some(line)].into_iter().flatten().any(|line| {
        page.line_has(
            line,
            &[
                "padre",
                "madre",
                "representante",
                "father",
                "mother",
                "parent",
                "guardian",
                "testigo",
                "witness",
                "conyuge",
                "spouse",
                "pai",
                "mae",
            ],
        )
    });
    let found = name_at(page, end + 1, Followed::ByLine)?;
    // "Apellidos, nombres"; and a label that follows can be a part of what looks like the name.
    let next = page.tokens.get(found.to + 1);
    let is_cut = next.is_some_and(|next| next.is(","));
    let rest = page.tokens.iter().skip(found.to + 1);
    let mut rest = rest.take_while(|token| token.line == line);
    let is_apart = next.is_some_and(|next| next.line != line || is_far(page, found.to));
    let is_cut = is_cut || !is_apart && rest.any(|token| token.is(":"));
    (!is_others && !is_cut).then_some(found)
}

/// What must follow a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Followed {
    Any,
    /// Where nothing says that a person follows, what follows a name in a sentence.
    AsInSentence,
    /// It is in one line of a form.
    ByLine,
}

/// The name that begins at a token.
fn name_at(page: &Page<'_>, at: usize, followed: Followed) -> Option<Found> {
    let mut from = at;
    while page.tokens.get(from)?.is_any(&TITLES) || page.tokens.get(from)?.is(".") && from > at {
        from += 1;
    }
    let first_line = page.tokens.get(from)?.line;
    let (mut here, mut last, mut words) = (from, None, 0);
    while let Some(token) = page.tokens.get(here) {
        let is_in_form = followed == Followed::ByLine;
        let is_below = token.line > first_line + usize::from(!is_in_form)
            || is_in_form && here > from && is_far(page, here - 1);
        if is_below || page.any_phrase(here, &ENDS).is_some() && !token.is("do") {
            break;
        }
        let is_joined = token.is_any(&["-", "'", "’"]) && token.is_attached
            || token.is(".") && is_initial(page, here);
        if is_joined && words > 0 {
            here += 1;
            continue;
        }
        let is_particle = token.is_any(&PARTICLES) && words > 0;
        let is_caps_verb = token.is("do") && words > 1;
        if is_caps_verb
            && page
                .tokens
                .get(here + 1)
                .is_some_and(|next| next.is("hereby"))
        {
            break;
        }
        if !is_particle && !token.is_capital() {
            break;
        }
        if token.is_any(&NO_NAMES) {
            return None;
        }
        if !is_particle {
            words += 1;
            last = Some(here);
        }
        here += 1;
    }
    let to = last?;
    let letters = page.tokens.get(from..=to)?;
    let whole = letters
        .iter()
        .filter(|token| token.is_word() && token.plain.len() > 2);
    if !(2..=6).contains(&words) || whole.count() < 2 {
        return None;
    }
    // Letters that a font does not tell are lost in the middle of a name.
    let own = page.tokens.get(to)?;
    let behind = page.text.get(own.to..)?.chars().next();
    let line = page.lines.get(own.line)?;
    let is_lost =
        |c: char| c == '\u{fffd}' || c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c);
    if behind.is_some_and(char::is_alphanumeric) || line.chars().any(is_lost) {
        return None;
    }
    // A small word alone before a comma is the rest of a name of which a letter is lost.
    let is_rest = page.tokens.get(to + 1).is_some_and(|next| {
        next.is_word()
            && next.text.starts_with(char::is_lowercase)
            && !next.is_any(&PARTICLES)
            && page.any_phrase(to + 1, &ENDS).is_none()
    });
    if is_rest && page.tokens.get(to + 2).is_some_and(|next| next.is(",")) {
        return None;
    }
    if followed == Followed::AsInSentence && !is_followed(page, to) {
        return None;
    }
    // A line of capitals goes on with other words.
    let text = page
        .text
        .get(page.tokens.get(from)?.from..page.tokens.get(to)?.to)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Found {
        values: vec![shown(&text)],
        from,
        to,
    })
}

/// Whether there is much space behind a token.
fn is_far(page: &Page<'_>, at: usize) -> bool {
    let (Some(own), Some(next)) = (page.tokens.get(at), page.tokens.get(at + 1)) else {
        return false;
    };
    next.from > own.to + 1
}

/// Whether a point is that of an initial: "María J. Pérez".
fn is_initial(page: &Page<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| page.tokens.get(at));
    before.is_some_and(|before| before.is_capital() && before.plain.len() == 1)
}

/// Whether a comma, a verb or a small word follows, as behind a name in a sentence.
fn is_followed(page: &Page<'_>, to: usize) -> bool {
    page.tokens.get(to + 1).is_some_and(|next| {
        next.is_any(&[",", "("])
            || page.any_phrase(to + 1, &ENDS).is_some()
            || next.is_word() && next.text.starts_with(char::is_lowercase)
    })
}
