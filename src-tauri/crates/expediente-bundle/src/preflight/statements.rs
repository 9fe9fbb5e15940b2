//! Checks of declarations and letters: wording, interpretation, identity of the writer.

use expediente_model::{Code, Exhibit, ExhibitKind, Finding, Place, Role, Wording};

use crate::court::profile::same_language;
use crate::court::translations::DeclarationForm;
use crate::preflight::case::{Case, Placed};
use crate::preflight::finding::{Fix, PlannedFinding};
use crate::preflight::whereabouts::{Whereabouts, whereabouts};

pub(super) fn check(case: &mut Case) {
    for exhibit in case.matter.exhibits.clone() {
        if !case.is_shown(&exhibit) {
            continue;
        }
        match exhibit.kind {
            Some(ExhibitKind::Declaration) => {
                check_wording(case, &exhibit);
                check_interpretation(case, &exhibit);
            }
            Some(ExhibitKind::Letter) => check_identity(case, &exhibit),
            _ => {}
        }
    }
}

fn check_wording(case: &mut Case, exhibit: &Exhibit) {
    if !case.asks(Code::DeclarationWording) {
        return;
    }
    let documents: Vec<Placed> = exhibit
        .documents
        .iter()
        .filter_map(|document| case.document(document.id))
        .collect();
    // The words may be in the original or in its translation.
    let statement =
        |placed: &&Placed| matches!(placed.document.role, Role::Paper | Role::Translation { .. });
    let own: Vec<&Placed> = documents.iter().filter(statement).collect();
    let is_read = own.iter().any(|placed| placed.is_legible());
    let says = |wording| own.iter().any(|placed| placed.says(wording));
    // Who swore before a notary need not declare under penalty of perjury as well.
    if says(Wording::Jurat) {
        return;
    }
    let place = exhibit
        .place
        .as_deref()
        .map_or(Whereabouts::Unknown, whereabouts);
    let missing = match case.profile.translations.declaration {
        DeclarationForm::UnitedStates => {
            // A declaration signed abroad must name the laws of the United States (28 USC 1746(1));
            // one signed at home need not (1746(2)).
            if place == Whereabouts::Unknown
                && !says(Wording::UnitedStatesLaws)
                && case.asks(Code::DeclarationPlace)
            {
                case.tell_of_exhibit(exhibit, Finding::new(Code::DeclarationPlace));
            }
            let abroad = place == Whereabouts::Abroad;
            if !says(Wording::Perjury) {
                Some("perjury")
            } else if abroad && !says(Wording::UnitedStatesLaws) {
                Some("united-states-laws")
            } else {
                None
            }
        }
        DeclarationForm::StatementOfTruth if !says(Wording::StatementOfTruth) => {
            Some("statement-of-truth")
        }
        DeclarationForm::StatementOfTruth | DeclarationForm::Plain => None,
    };
    if let Some(words) = missing {
        let code = if is_read {
            Code::DeclarationWording
        } else {
            Code::DeclarationUnread
        };
        case.tell_of_exhibit(exhibit, Finding::new(code).with("words", words));
    }
}

/// Checks that a declaration in a language that its signer does not understand was interpreted.
fn check_interpretation(case: &mut Case, exhibit: &Exhibit) {
    let (Some(language), Some(understands)) = (&exhibit.language, &exhibit.understands) else {
        return;
    };
    if !case.asks(Code::InterpretationMissing) || same_language(language, understands) {
        return;
    }
    let ids: Vec<_> = exhibit
        .documents
        .iter()
        .map(|document| document.id)
        .collect();
    let certified = case
        .documents
        .iter()
        .any(|placed| match placed.document.role {
            Role::InterpretationCertificate { of } => ids.contains(&of),
            _ => false,
        });
    let declaration = exhibit
        .documents
        .iter()
        .find(|document| document.role.is_paper());
    if certified {
        return;
    }
    if let Some(declaration) = declaration {
        let page = case.page_of(exhibit);
        let finding = Finding::new(Code::InterpretationMissing)
            .with("exhibit", case.name_of(exhibit))
            .with("language", understands);
        let place = Place::Exhibit(exhibit.id);
        let fix = Fix::InterpretationCertificate { of: declaration.id };
        case.tell(
            PlannedFinding::new(finding)
                .at(Some(place), None)
                .on(page)
                .fixed_by(fix),
        );
    }
}

/// Checks that a letter of support comes with a copy of its writer's identity card, in the same
/// exhibit or in one of the same person.
fn check_identity(case: &mut Case, letter: &Exhibit) {
    if !case.asks(Code::LetterWithoutIdentity) {
        return;
    }
    let with_it = letter
        .documents
        .iter()
        .any(|document| document.role == Role::IdentityCopy);
    let same_person = |other: &Exhibit| match (&letter.who, &other.who) {
        (Some(writer), Some(holder)) => writer.to_lowercase() == holder.to_lowercase(),
        _ => false,
    };
    let elsewhere = case.matter.exhibits.iter();
    let elsewhere = elsewhere
        .filter(|other| other.kind == Some(ExhibitKind::Identity))
        .any(|other| same_person(other));
    if !with_it && !elsewhere {
        case.tell_of_exhibit(letter, Finding::new(Code::LetterWithoutIdentity));
    }
}
