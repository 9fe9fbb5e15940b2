//! Checks that titles are in the language of the dossier.
//!
//! A title is a few words, too few for statistics of letters. The words of usual papers and the
//! small words tell English from Spanish; a title with words of both, or of neither, is left alone:
//! it may name a street or a newspaper.

use expediente_model::{Code, Finding, Language, Place, without_accents};

use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;

const SPANISH: &str = "\
    el la los las del y con una un por para su sus sin desde hasta en al acta actas antecedentes
    apoyo apostilla asistencia autorizacion aval boleta buena bautismo carta cartas cedula
    certificacion certificado comprobante conducta constancia contrato copia cuenta declaracion
    defuncion denuncia diploma domicilio empleo escritura escuela estudios expediente fe firmas
    foto fotografia fotografias fotos hermana hermano hija hijo hoja identidad informe jurada
    juramento laboral ley licencia madre matrimonio medico nacimiento notas oficio padre partida
    pasaporte penales permiso peticion prueba pruebas recibo recibos recomendacion registro
    residencia resolucion sentencia solicitud soltero solteria solvencia testimonio titulo trabajo
    traduccion vecinal vecinos";

const ENGLISH: &str = "\
    the of and with from for her his their without by to at affidavit agreement aunt baptism bank
    birth brother card certificate certificates certification children church conduct contract copy
    country criminal daughter death declaration deed diploma employer employment evidence exhibit
    family father good housing husband identification identity income jobs judgment lease letter
    letters license marriage medical mother neighbors neighbours passport pay permit petition photo
    photograph photographs photos police proof receipt receipts record records reference report
    residence school sentence sister son statement support tax teacher transcript translation
    utility wife work";

pub(super) fn check(case: &mut Case) {
    let wanted = case.matter.facts.language;
    let filing = case.matter.facts.title.clone();
    if language_of(&filing).is_some_and(|language| language != wanted) {
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
        let other = titles
            .into_iter()
            .find(|title| language_of(title).is_some_and(|language| language != wanted));
        if let Some(title) = other {
            let page = case.page_of(&exhibit);
            let finding = Finding::new(Code::TitleLanguage)
                .with("title", title)
                .with("exhibit", case.name_of(&exhibit))
                .with("language", wanted.tag());
            let finding = PlannedFinding::new(finding);
            case.tell(finding.at(Some(Place::Exhibit(exhibit.id)), None).on(page));
        }
    }
}

/// The language of a title, if it can be told.
fn language_of(title: &str) -> Option<Language> {
    let folded = without_accents(title).to_lowercase();
    let words = folded.split(|c: char| !c.is_alphabetic());
    let (mut spanish, mut english) = (0, 0);
    for word in words.filter(|word| !word.is_empty()) {
        let is_in = |list: &str| list.split_ascii_whitespace().any(|known| known == word);
        spanish += usize::from(is_in(SPANISH));
        english += usize::from(is_in(ENGLISH));
    }
    match (spanish, english) {
        (1.., 0) => Some(Language::Es),
        (0, 1..) => Some(Language::En),
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
            ("Constancia de buena conducta", Some(Language::Es)),
            ("Acta de nacimiento", Some(Language::Es)),
            ("Fotos de su trabajo", Some(Language::Es)),
            ("Declaración de su madre", Some(Language::Es)),
            ("Firmas de los vecinos", Some(Language::Es)),
            ("Certificate of good conduct", Some(Language::En)),
            ("Letter of María de la Cruz", None),
            ("Birth certificate", Some(Language::En)),
            ("Photos", Some(Language::En)),
            ("I-589", None),
            ("Universidad de Oriente", None),
            ("El Universal, 2024", Some(Language::Es)),
            ("Diploma", None),
            ("", None),
        ] {
            assert_eq!(language_of(title), expected, "{title}");
        }
    }
}
