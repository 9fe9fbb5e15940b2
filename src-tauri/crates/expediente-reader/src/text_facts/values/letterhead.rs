//! The authority that a paper is of, by the lines at its top. Runs in the child.
//!
//! A letterhead goes from the state to the desk: "República …", "Ministerio …", "Registro Civil …",
//! "División de …". The issuer is the line that names the office by which people know it: the
//! school and not its ministry, the ministry and not its division.

use super::found::Found;
use super::made::begins_with;
use super::tokens::Page;

/// Lines at the top in which a letterhead is.
const TOP: usize = 14;
/// Words that a name of an authority has at most, over all its lines.
const WORDS: usize = 18;

/// How a line names an authority, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// An office whose name says which it is: "Registro Civil del Municipio Valencia".
    Whole,
    /// The town that an office of few words is of.
    Town,
    Office,
    Company,
    Ministry,
    Part,
}

/// Beginnings of the names of offices, schools, hospitals, churches and banks.
const OFFICES: [&str; 84] = [
    "registro civil",
    "registro principal",
    "registro publico",
    "registro subalterno",
    "registro mercantil",
    "oficina de registro civil",
    "unidad de registro civil",
    "oficina municipal de registro",
    "oficina o unidad de registro civil",
    "notaria",
    "fiscalia",
    "hospital",
    "clinica",
    "ambulatorio",
    "universidad",
    "unidad educativa",
    "u e",
    "liceo",
    "colegio",
    "escuela",
    "instituto",
    "prefectura",
    "jefatura civil",
    "iglesia",
    "consulado",
    "embajada",
    "cuerpo de",
    "policia",
    "servicio administrativo",
    "servicio nacional",
    "servicio de administracion",
    "consejo comunal",
    "centro de salud",
    "centro medico",
    "centro de diagnostico",
    "intendencia",
    "comisaria",
    "academia",
    "junta comunal",
    "junta parroquial",
    "corporacion",
    "asociacion",
    "fundacion",
    "cruz roja",
    "comision nacional",
    "direccion general del registro civil",
    "registraduria",
    "instituto nacional",
    "university of",
    "church of",
    "consulate",
    "embassy",
    "office of the county clerk",
    "cartorio",
    "policia federal",
    "universidade",
    "escola",
    "igreja",
    "prefecture",
    "commissariat",
    "hopital",
    "universite",
    "ecole",
    "lycee",
    "commune de",
    "archives nationales",
    "direction departementale",
    "banco",
    "superintendencia",
    "sindicato",
    "camara de comercio",
    "federacion",
    "cooperativa",
    "parroquia eclesiastica",
    "consulado general",
    "juzgado",
    "tribunal",
    "direccion policial",
    "registro nacional",
    "servicio de registro civil",
    "junta de condominio",
    "direccion nacional de",
    "instituto de",
    "corporacion nacional",
];

/// Ends of the names of such in English.
const OFFICE_ENDS: [&str; 31] = [
    "police department",
    "sheriff's office",
    "school district",
    "high school",
    "middle school",
    "elementary school",
    "university",
    "church",
    "hospital",
    "medical center",
    "clinic",
    "college",
    "health department",
    "county clerk",
    "credit union",
    "bank",
    "public schools",
    "academy",
    "foundation",
    "red cross",
    "consulate general",
    "embassy",
    "library",
    "advocacy center",
    "legal services",
    "law center",
    "community center",
    "resource center",
    "legal aid",
    "health center",
    "citizenship and immigration services",
];

const TOWNS: [&str; 4] = ["alcaldia", "ayuntamiento", "municipalidad", "mairie"];
/// Words of the name of an office with its place.
const WHOLE: usize = 5;

const MINISTRIES: [&str; 18] = [
    "ministerio",
    "ministry",
    "ministere",
    "ministerio da",
    "procuraduria",
    "procuradoria",
    "secretaria de estado",
    "defensoria",
    "gobernacion",
    "prefeitura",
    "servicio autonomo de registros",
    "consejo nacional electoral",
    "arquidiocesis",
    "diocesis",
    "archdiocese",
    "diocese",
    "secretaria de",
    "department of",
];

const PARTS: [&str; 6] = [
    "direccion general",
    "oficina nacional",
    "oficina de",
    "office of",
    "coordinacion general",
    "bureau of",
];

/// Beginnings of the parts of a ministry that people do not know it by.
const UNDER: [&str; 12] = [
    "viceministerio",
    "division",
    "departamento",
    "coordinacion",
    "direccion",
    "oficina",
    "unidad de",
    "subsecretaria",
    "secretaria general",
    "despacho",
    "office",
    "division of",
];

/// Lines of the state, which is not the issuer.
const STATES: [&str; 24] = [
    "republica",
    "republic",
    "republique",
    "repiblik",
    "estados unidos mexicanos",
    "united states of america",
    "gobierno",
    "government",
    "estado",
    "state of",
    "reino de",
    "gobierno bolivariano",
    "commonwealth",
    "poder popular",
    "poder ejecutivo",
    "poder publico",
    "poder judicial",
    "poder electoral",
    "poder ciudadano",
    "republica federativa",
    "governo",
    "liberte",
    "liberty",
    "municipio",
];

/// Ends of the names of companies, without signs.
const COMPANIES: [&str; 15] = [
    "c a",
    "s a",
    "s r l",
    "r l",
    "s a s",
    "s a de c v",
    "ltda",
    "llc",
    "inc",
    "ltd",
    "corp",
    "l l c",
    "sarl",
    "eireli",
    "company",
];

/// Lines behind which nothing is a letterhead any more.
const BODY: [&str; 33] = [
    "dear",
    "honorable",
    "hon",
    "to whom",
    "to",
    "a quien",
    "senor",
    "senores",
    "sr",
    "sra",
    "sres",
    "ciudadano",
    "ciudadana",
    "estimado",
    "estimada",
    "yo",
    "i",
    "quien suscribe",
    "re",
    "asunto",
    "atencion",
    "attention",
    "presente",
    "su despacho",
    "para",
    "je",
    "eu",
    "judge",
    "juez",
    "monsieur",
    "madame",
    "in the matter",
    "att",
];

/// Words of letters and pleadings, whose upper lines may name whom they are for.
const GREETINGS: [&str; 17] = [
    "dear",
    "estimado",
    "estimada",
    "estimados",
    "distinguido",
    "distinguida",
    "apreciado",
    "respetado",
    "ciudadano fiscal",
    "ciudadana fiscal",
    "ciudadano juez",
    "ciudadana jueza",
    "ciudadano director",
    "prezado",
    "prezada",
    "monsieur le",
    "madame la",
];
const PLEADINGS: [&str; 22] = [
    "motion",
    "brief",
    "attorney for",
    "counsel for",
    "pro se",
    "respondent s",
    "plaintiff",
    "defendant",
    "dear judge",
    "your honor",
    "honorable judge",
    "dear immigration judge",
    "ciudadano juez",
    "senor juez",
    "demanda",
    "escrito",
    "solicito a usted",
    "apoderado judicial",
    "petitioner",
    "ante usted",
    "certificate of service",
    "in removal proceedings",
];

/// The authority of the letterhead of a page.
pub(super) fn issuer(page: &Page<'_>) -> Option<Found> {
    // Above the greeting of a letter is who gets it.
    if page.has(&PLEADINGS) || (0..page.lines.len()).any(|line| begins_with(page, line, &GREETINGS))
    {
        return None;
    }
    let mut best: Option<(Rank, Found)> = None;
    // Names of which nothing is known: one below a ministry can be the office.
    let mut has_unknown = false;
    let mut line = 0;
    while line < page.lines.len().min(TOP) {
        let text = page.lines.get(line)?;
        if text.is_empty() {
            line += 1;
            continue;
        }
        if is_body(page, line) {
            break;
        }
        let (name, after) = name_of(page, line);
        // A name that goes on where nothing was read is not one.
        let is_whole = last_word(page, after - 1).is_none_or(|last| !OPEN.contains(&last));
        if let Some(rank) = rank_of(page, line, &name).filter(|_| is_whole)
            && best.as_ref().is_none_or(|(had, _)| rank < *had)
        {
            let at = |wanted: usize| page.tokens.iter().position(|token| token.line == wanted);
            let from = at(line)?;
            let to = page
                .tokens
                .iter()
                .rposition(|token| token.line == after - 1)?;
            let values = vec![shown(&name)];
            best = Some((rank, Found { values, from, to }));
        }
        let is_known = rank_of(page, line, &name).is_some()
            || begins_with(page, line, &STATES)
            || begins_with(page, line, &UNDER)
            || is_title(page, line);
        has_unknown |= best.is_some() && !is_known && is_name(&name);
        line = after;
    }
    let sure = best.filter(|(rank, _)| *rank < Rank::Ministry || !has_unknown);
    sure.map(|(_, found)| found)
}

/// Whether text begins at a line: a sentence, a salutation, a day.
fn is_body(page: &Page<'_>, line: usize) -> bool {
    let text = page.lines.get(line).map_or("", |text| text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let low = words
        .iter()
        .filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3);
    let is_sentence = words.len() >= 8 && low.count() * 2 >= words.len()
        || text.ends_with('.') && words.len() > 6
        || text.ends_with(',') && words.len() <= 4 && text.chars().any(char::is_lowercase);
    let begins = |phrases: &[&str]| begins_with(page, line, phrases);
    is_sentence || begins(&BODY)
}

/// Words that do not end the name of an authority.
const OPEN: [&str; 24] = [
    "de",
    "del",
    "la",
    "las",
    "los",
    "para",
    "y",
    "e",
    "of",
    "the",
    "and",
    "do",
    "da",
    "des",
    "du",
    "et",
    "municipio",
    "municipality",
    "estado",
    "parroquia",
    "ciudad",
    "san",
    "santa",
    "sao",
];

/// The last word of a line, folded.
fn last_word<'p>(page: &'p Page<'_>, line: usize) -> Option<&'p str> {
    page.plain.get(line)?.split(' ').next_back()
}

/// The name that begins in a line, with the lines in which it goes on, and the line behind it.
fn name_of(page: &Page<'_>, line: usize) -> (String, usize) {
    let mut name = page.lines.get(line).map_or("", |text| text).to_owned();
    let mut after = line + 1;
    while after < line + 3 {
        let Some(next) = page.lines.get(after).filter(|next| !next.is_empty()) else {
            break;
        };
        let is_open = last_word(page, after - 1)
            .is_some_and(|last| OPEN.contains(&last) || last.ends_with(','));
        let first = page
            .plain
            .get(after)
            .and_then(|text| text.split(' ').next());
        // "Del Valle High School" begins a name.
        let is_shouted = !next.chars().any(char::is_lowercase);
        let is_small = next.starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic());
        let may_go_on = is_shouted || is_small;
        let goes_on = first.is_some_and(|first| {
            [
                "de", "del", "y", "e", "para", "of", "and", "da", "do", "et", "\"", "“",
            ]
            .contains(&first)
                || first.starts_with(['"', '“', '«', '('])
        });
        let is_same = is_open || may_go_on && goes_on;
        if !is_same || next.contains(':') {
            break;
        }
        name.push(' ');
        name.push_str(next);
        after += 1;
    }
    (name, after)
}

fn rank_of(page: &Page<'_>, line: usize, name: &str) -> Option<Rank> {
    if !is_name(name) {
        return None;
    }
    let begins = |phrases: &[&str]| begins_with(page, line, phrases);
    let plain = page.plain.get(line).map_or("", |plain| plain);
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if begins(&STATES) && !begins(&["gobernacion"]) {
        return None;
    }
    if is_title(page, line) {
        return None;
    }
    let is_parish = begins(&["parroquia", "parish"])
        && page.has(&[
            "diocesis",
            "arquidiocesis",
            "diocese",
            "pbro",
            "parroco",
            "bautismo",
        ]);
    // Who made a form or wrote an article has no letterhead.
    if begins(&["by", "por", "prepared", "from", "insurance company"]) {
        return None;
    }
    let is_office = is_parish
        || begins(&OFFICES)
        || OFFICE_ENDS
            .iter()
            .any(|end| ends_with_words(plain, end) || plain.contains(&format!(" {end} of ")));
    if is_office {
        let is_whole = name.split_whitespace().count() >= WHOLE;
        return Some(if is_whole { Rank::Whole } else { Rank::Office });
    }
    if begins(&TOWNS) {
        return Some(Rank::Town);
    }
    let signs = plain.replace(['.', ','], " ");
    let spaced = signs.split_whitespace().collect::<Vec<_>>().join(" ");
    if COMPANIES.iter().any(|end| ends_with_words(&spaced, end)) {
        return Some(Rank::Company);
    }
    if begins(&MINISTRIES) {
        return Some(Rank::Ministry);
    }
    begins(&PARTS).then_some(Rank::Part)
}

/// Whether a line may be a name.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let is_capital = name
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_uppercase);
    let digits = name.chars().filter(char::is_ascii_digit).count();
    (2..=WORDS).contains(&words)
        && is_capital
        && digits <= 4
        && !name.contains([':', '@', '_', '|', '#', '/', '+', '*', '†'])
        && !name.ends_with([',', '-'])
        && is_written_as_name(name)
}

/// Whether a line says what a paper is, which can be by an office: "Registro civil de nacimiento".
fn is_title(page: &Page<'_>, line: usize) -> bool {
    page.line_has(
        line,
        &[
            "certificado",
            "certificacion",
            "certificate",
            "constancia",
            "acta",
            "partida",
            "carta",
            "informe",
            "record",
            "report",
            "card",
            "carnet",
            "tarjeta",
            "licencia",
            "license",
            "transcript",
            "diploma",
            "statement",
            "nacimiento",
            "defuncion",
            "matrimonio",
            "attestation",
            "acte",
            "certidao",
            "declaracao",
            "historial",
            "boleta",
            "recibo",
            "factura",
            "invoice",
            "letter",
            "order",
            "notice",
            "solicitud",
            "form",
        ],
    )
}

fn ends_with_words(text: &str, end: &str) -> bool {
    text.strip_suffix(end)
        .is_some_and(|before| before.ends_with(' '))
}

/// Whether its long words have capitals, as those of names do.
fn is_written_as_name(name: &str) -> bool {
    let long = name
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|word| word.chars().count() > 4);
    long.clone().count() > 0
        && long
            .clone()
            .all(|word| !word.starts_with(char::is_lowercase))
}

/// Short forms that stay in capitals.
const SHORT_FORMS: [&str; 8] = ["sarl", "llc", "eirl", "usa", "pllc", "rl", "sa", "ca"];
/// Articles, which are a part of a name unless they follow a small word.
const ARTICLES: [&str; 4] = ["el", "la", "los", "las"];

/// Small words in names.
const LITTLE: [&str; 25] = [
    "de", "del", "la", "las", "los", "el", "y", "e", "en", "para", "por", "of", "the", "and",
    "for", "da", "do", "dos", "das", "des", "du", "et", "a", "al", "con",
];

/// A name in capitals with a capital for each of its words but the little ones; any other as it is.
pub(super) fn shown(name: &str) -> String {
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '*'));
    if name.chars().any(char::is_lowercase) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut shown: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let low = word.to_lowercase();
        let letters: String = low.chars().filter(|c| c.is_alphabetic()).collect();
        // "C.A.", "U.E." and "S.A." stay, and the numbers of schools.
        let is_short = word.contains('.') && letters.chars().count() <= 4
            || SHORT_FORMS.contains(&letters.as_str());
        let is_roman = !letters.is_empty() && letters.chars().all(|c| "ivx".contains(c));
        let is_little = LITTLE.contains(&low.as_str());
        let before = shown.last().map(String::as_str);
        // "Inversiones El Roble" and "Ministerio para la Educación".
        let is_article = ARTICLES.contains(&low.as_str());
        let follows_little =
            before.is_some_and(|before| LITTLE.contains(&before) && before != "of");
        shown.push(if is_short || is_roman && word.len() > 1 {
            word.to_owned()
        } else if is_little && before.is_some() && (!is_article || follows_little) {
            low
        } else {
            capitalized(&low)
        });
    }
    shown.join(" ")
}

/// A word in small letters with a capital at its beginning, and behind each sign.
fn capitalized(word: &str) -> String {
    // "d'Haïti", but "O'Brien".
    if let Some((first, rest)) = word.split_once(['\'', '’'])
        && matches!(first, "d" | "l")
    {
        let sign = word.chars().nth(1).map_or('\'', |sign| sign);
        return format!("{first}{sign}{}", capitalized(rest));
    }
    let mut shown = String::with_capacity(word.len());
    let mut begins = true;
    for c in word.chars() {
        if begins && c.is_alphabetic() {
            shown.extend(c.to_uppercase());
        } else {
            shown.push(c);
        }
        begins = !c.is_alphanumeric();
    }
    shown
}
