//! Checks that titles are in the language of the dossier.
//!
//! A title is a few words, too few for statistics of letters. The words of usual papers and the
//! small words tell English from Spanish; a title with words of both, or of neither, is left alone:
//! it may name a street or a newspaper.

use expediente_model::{Code, Finding, Language, Place, folded};

use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;

/// Words of Spanish titles.
const SPANISH: &str = "\
    acta actas antecedentes apoyo apostilla asistencia autorizacion aval boleta buena bautismo
    carta cartas cedula certificacion certificado comprobante conducta constancia contrato copia
    cuenta declaracion defuncion denuncia domicilio empleo escritura escuela estudios expediente fe
    firmas foto fotografia fotografias fotos hermana hermano hija hijo hoja identidad informe
    jurada juramento laboral ley licencia madre matrimonio medico nacimiento notas oficio padre
    partida pasaporte penales permiso peticion prueba pruebas recibo recibos recomendacion registro
    residencia resolucion sentencia solicitud soltero solteria solvencia testimonio titulo trabajo
    traduccion vecinal vecinos";

/// Small words, which are in names, too: "El Paso Times".
const SMALL_SPANISH: &str = "\
    el la los las del y con una un por para su sus sin desde hasta en al";

/// Words of English titles.
const ENGLISH: &str = "\
    affidavit agreement article aunt baptism bank birth brother card certificate certificates
    certification children church conduct contract copy country criminal daughter death declaration
    deed employer employment evidence exhibit family father good housing husband identification
    identity income jobs judgment lease letter letters license marriage medical mother neighbors
    neighbours newspaper passport pay permit petition photo photograph photographs photos police
    proof receipt receipts record records reference report residence school sentence sister son
    statement support tax teacher times transcript translation utility wife work";

/// Small words of English.
const SMALL_ENGLISH: &str = "\
    the of and with from for her his their without by to at";

/// Words of Portuguese, French and Haitian titles.
const OTHER: &str = "\
    atestado boletim carteira casamento certidao comprovante conduta declaracao escola filha filho
    identidade irma irmao mae nascimento obito pai passaporte peticao procuracao trabalho
    attestation casier deces judiciaire lettre mariage naissance travail temoignage anrejistreman
    batiste deklarasyon fanmi kat konduit let maryaj papye sipo travay";

pub(super) fn check(case: &mut Case) {
    let wanted = case.matter.facts.language;
    // Then the dossier's own language is what is wrong.
    if !case.court_reads(wanted.tag()) {
        return;
    }
    let is_other = |title: &str| language_of(title).is_some_and(|language| !language.is(wanted));
    let filing = case.matter.facts.title.clone();
    if is_other(&filing) {
        let finding = Finding::new(Code::TitleLanguage)
            .with("title", filing)
            .with("exhibit", "")
            .with("language", wanted.tag());
        case.tell(PlannedFinding::new(finding));
    }
    for exhibit in case.matter.exhibits.clone() {
        if !case.is_shown(&exhibit) {
            continue;
        }
        let own = exhibit
            .documents
            .iter()
            .filter_map(|document| document.title.as_deref());
        let titles = [exhibit.title.as_str()].into_iter().chain(own);
        let mut others: Vec<&str> = titles.filter(|title| is_other(title)).collect();
        others.dedup();
        if !others.is_empty() {
            let page = case.page_of(&exhibit);
            let finding = Finding::new(Code::TitleLanguage)
                .with("title", others.join("; "))
                .with("exhibit", case.name_of(&exhibit))
                .with("language", wanted.tag());
            let finding = PlannedFinding::new(finding);
            case.tell(finding.at(Some(Place::Exhibit(exhibit.id)), None).on(page));
        }
    }
}

/// The language of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    One(Language),
    /// Neither English nor Spanish.
    Other,
}

impl Told {
    fn is(self, language: Language) -> bool {
        self == Self::One(language)
    }
}

/// The language of a title, if it can be told.
pub(super) fn language_of(title: &str) -> Option<Told> {
    let folded = folded(title);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let counted = |list: &str| {
        let is_in = |word: &&&str| list.split_ascii_whitespace().any(|known| known == **word);
        words.iter().filter(is_in).count()
    };
    let (spanish, english, other) = (counted(SPANISH), counted(ENGLISH), counted(OTHER));
    let has_small = |list: &str| counted(list) > 0;
    match (spanish, english, other) {
        (1.., 0, 0) if !has_small(SMALL_ENGLISH) => Some(Told::One(Language::Es)),
        (0, 1.., 0) if !has_small(SMALL_SPANISH) => Some(Told::One(Language::En)),
        // Portuguese shares words with Spanish, French with English.
        (spanish, english, 1..) if spanish == 0 || english == 0 => Some(Told::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An English table that says "Constancia de buena conducta" is read by nobody at the court; a
    /// false alarm about a name is worse than silence.
    #[test]
    fn the_language_of_a_title() {
        for (title, expected) in [
            (
                "Constancia de buena conducta",
                Some(Told::One(Language::Es)),
            ),
            ("Acta de nacimiento", Some(Told::One(Language::Es))),
            ("Fotos de su trabajo", Some(Told::One(Language::Es))),
            ("Declaración de su madre", Some(Told::One(Language::Es))),
            ("Firmas de los vecinos", Some(Told::One(Language::Es))),
            ("Certificate of good conduct", Some(Told::One(Language::En))),
            ("Letter of María de la Cruz", None),
            ("Birth certificate", Some(Told::One(Language::En))),
            ("Photos", Some(Told::One(Language::En))),
            ("I-589", None),
            ("Universidad de Oriente", None),
            ("El Universal, 2024", None),
            ("El Paso Times", None),
            ("Carta of the mayor", None),
            ("El Diario de El Paso", None),
            ("De la Cruz v. Garland", None),
            ("Carta Magna article", None),
            ("Y", None),
            ("Certidão de nascimento da mãe", Some(Told::Other)),
            ("Declaração de Joana Souza", Some(Told::Other)),
            ("Lèt sipò Marie Joseph", Some(Told::Other)),
            ("Acte de naissance", Some(Told::Other)),
            ("Diploma", None),
            ("", None),
        ] {
            assert_eq!(language_of(title), expected, "{title}");
        }
    }
}
