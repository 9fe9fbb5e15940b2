//! Checks of translations, their translators and certificates.

use std::collections::BTreeSet;

use expediente_model::{Code, DocumentId, ExhibitKind, Finding, Place, Role, Wording};

use super::{Case, Placed, same_language};
use crate::found::{Fix, PlannedFinding};
use crate::plan;

pub(super) fn check(case: &mut Case) {
    check_missing(case);
    let mut certified = plan::certified(case.matter, true);
    // A certificate that waits for its signature is told by itself.
    certified.extend(plan::certified(case.matter, false));
    let all: Vec<Placed> = case.documents.clone();
    for placed in &all {
        match &placed.document.role {
            Role::Translation { .. } => check_translation(case, placed, &certified),
            Role::TranslationCertificate { .. } => check_certificate(case, placed),
            _ => {}
        }
        if placed.document.unsigned {
            let finding = Finding::new(Code::PaperUnsigned).with("document", placed.title());
            tell(
                case,
                placed,
                finding,
                Some(Fix::Sign {
                    document: placed.document.id,
                }),
            );
        }
    }
}

fn tell(case: &mut Case, placed: &Placed, finding: Finding, fix: Option<Fix>) {
    let page = placed.planned.map(|planned| planned.first);
    let found = PlannedFinding::new(finding)
        .at(Some(placed.place), Some(placed.document.id))
        .on(page);
    case.tell(PlannedFinding { fix, ..found });
}

/// Exhibits in a language that the court does not read.
fn check_missing(case: &mut Case) {
    if case.profile.languages.is_empty() {
        return;
    }
    for exhibit in case.matter.exhibits.clone() {
        let foreign = exhibit.language.as_deref().filter(|language| {
            !case
                .profile
                .languages
                .iter()
                .any(|read| same_language(read, language))
        });
        let shown = case.is_shown(&exhibit);
        let Some(language) = foreign.filter(|_| shown) else {
            continue;
        };
        let translated = exhibit.documents.iter().any(|document| {
            matches!(document.role, Role::Translation { .. })
                || case.translations_of(document.id).next().is_some()
        });
        // Pictures need no translation, whatever stands on them in the background.
        if translated || exhibit.kind == Some(ExhibitKind::Photo) {
            continue;
        }
        let code = if exhibit.translated == Some(true) {
            Code::TranslationUnmarked
        } else {
            Code::TranslationMissing
        };
        if case.asks(code) {
            case.tell_of_exhibit(&exhibit, Finding::new(code).with("language", language));
        }
    }
}

fn check_translation(case: &mut Case, placed: &Placed, certified: &BTreeSet<DocumentId>) {
    let Role::Translation {
        of,
        translator,
        machine,
    } = &placed.document.role
    else {
        return;
    };
    let id = placed.document.id;
    if case.document(*of).is_none() && case.asks(Code::TranslationAlone) {
        tell(
            case,
            placed,
            Finding::new(Code::TranslationAlone).with("document", placed.title()),
            None,
        );
    }
    if !certified.contains(&id) {
        let exhibit = placed
            .exhibit
            .map(|exhibit| case.name_of(exhibit))
            .unwrap_or_default();
        let finding = Finding::new(Code::TranslationUncertified)
            .with("document", placed.title())
            .with("exhibit", exhibit);
        tell(
            case,
            placed,
            finding,
            Some(Fix::TranslationCertificate { of: id }),
        );
    }
    if *machine && case.asks(Code::TranslationByMachine) {
        tell(
            case,
            placed,
            Finding::new(Code::TranslationByMachine).with("document", placed.title()),
            None,
        );
    }
    if case.asks(Code::TranslatorIncomplete) {
        let known = translator.as_deref().cloned().unwrap_or_default();
        let needs_contact =
            case.profile.translations.certificate == crate::profile::CertificateForm::Eoir;
        let missing = [
            ("name", known.name.is_empty()),
            ("address", needs_contact && known.address.is_empty()),
            ("phone", needs_contact && known.phone.is_empty()),
        ];
        if let Some((what, _)) = missing.into_iter().find(|(_, missing)| *missing) {
            let finding = Finding::new(Code::TranslatorIncomplete)
                .with("document", placed.title())
                .with("what", what);
            tell(case, placed, finding, None);
        }
    }
}

/// The words of a certificate that came from elsewhere, where they can be read.
fn check_certificate(case: &mut Case, placed: &Placed) {
    let readable = placed
        .page_facts()
        .filter(|page_facts| page_facts.has_words() && !placed.document.unsigned);
    let Some(page_facts) = readable.filter(|_| case.asks(Code::CertificateWording)) else {
        return;
    };
    let competent = case.profile.translations.certificate != crate::profile::CertificateForm::Irb;
    let missing = [
        (
            "competent",
            competent && !page_facts.says(Wording::CompetentTranslator),
        ),
        ("accurate", !page_facts.says(Wording::AccurateTranslation)),
    ];
    if let Some((words, _)) = missing.into_iter().find(|(_, missing)| *missing) {
        let finding = Finding::new(Code::CertificateWording)
            .with("document", placed.title())
            .with("words", words);
        let place: Place = placed.place;
        let page = placed.planned.map(|planned| planned.first);
        case.tell(
            PlannedFinding::new(finding)
                .at(Some(place), Some(placed.document.id))
                .on(page),
        );
    }
}
