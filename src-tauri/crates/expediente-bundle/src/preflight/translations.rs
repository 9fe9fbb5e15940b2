//! Checks of translations, translators and certificates.

use std::collections::BTreeSet;

use expediente_model::{Code, DocumentId, ExhibitKind, Finding, Place, Role, Wording};

use crate::court::translations::CertificateForm;
use crate::plan::drafts::certified;
use crate::preflight::case::{Case, Placed};
use crate::preflight::finding::{Fix, PlannedFinding};

pub(super) fn check(case: &mut Case) {
    check_missing(case);
    let mut named = certified(case.matter, true);
    // A certificate that waits for its signature is a finding of its own.
    named.extend(certified(case.matter, false));
    let all: Vec<Placed> = case.documents.clone();
    for placed in &all {
        match &placed.document.role {
            Role::Translation { .. } => check_translation(case, placed, &named),
            Role::TranslationCertificate { .. } => check_certificate(case, placed),
            Role::Apostille { of } => check_apostille(case, placed, *of),
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

/// Reports an apostille of a paper that is not in the dossier.
fn check_apostille(case: &mut Case, placed: &Placed, of: DocumentId) {
    let original = case.document(of);
    let is_there = original.is_some_and(|one| !case.pages_of(&one).is_empty());
    if !is_there && placed.planned.is_some() {
        let finding = Finding::new(Code::ApostilleAlone).with("document", placed.title());
        tell(case, placed, finding, None);
    }
}

fn tell(case: &mut Case, placed: &Placed, finding: Finding, fix: Option<Fix>) {
    let page = placed.planned.map(|planned| planned.first);
    let found = PlannedFinding::new(finding)
        .at(Some(placed.place), Some(placed.document.id))
        .on(page);
    case.tell(PlannedFinding { fix, ..found });
}

/// Checks for exhibits in a language that the court does not read.
fn check_missing(case: &mut Case) {
    if case.profile.languages.is_empty() {
        return;
    }
    for exhibit in case.matter.exhibits.clone() {
        let foreign = exhibit
            .language
            .as_deref()
            .filter(|language| !case.profile.names_language(language));
        let Some(language) = foreign else {
            continue;
        };
        if !case.is_shown(&exhibit) {
            continue;
        }
        let translated = exhibit.documents.iter().any(|document| {
            matches!(document.role, Role::Translation { .. })
                || case.translations_of(document.id).next().is_some()
        });
        // Photos need no translation, whatever is written in their background.
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

fn check_translation(case: &mut Case, placed: &Placed, named: &BTreeSet<DocumentId>) {
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
    if !named.contains(&id) {
        // A translation outside the exhibits has none to name.
        let exhibit = placed.exhibit.map(|exhibit| case.name_of(exhibit));
        let exhibit = exhibit.unwrap_or_default();
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
        // Nothing is known of a translator whom nobody named.
        let known = translator.as_deref().cloned().unwrap_or_default();
        let needs_contact = case.profile.translations.certificate == CertificateForm::Eoir;
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

/// Checks the wording of a certificate that came from elsewhere, where it can be read.
fn check_certificate(case: &mut Case, placed: &Placed) {
    if placed.document.unsigned || !case.asks(Code::CertificateWording) {
        return;
    }
    if !placed.is_legible() {
        return;
    }
    let competent = case.profile.translations.certificate != CertificateForm::Irb;
    let missing = [
        (
            "competent",
            competent && !placed.says(Wording::CompetentTranslator),
        ),
        ("accurate", !placed.says(Wording::AccurateTranslation)),
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
