//! Documents that are not ready to be filed.

use std::collections::BTreeSet;

use expediente_model::{Document, DocumentId, Matter, Role};

/// Documents that are not ready to be filed: those that wait for a signature, and translations that
/// no signed certificate names.
pub(crate) fn drafts(matter: &Matter) -> BTreeSet<DocumentId> {
    let certified = certified(matter, true);
    let draft = |document: &&Document| {
        document.unsigned
            || matches!(document.role, Role::Translation { .. })
                && !certified.contains(&document.id)
    };
    matter
        .documents()
        .filter(draft)
        .map(|document| document.id)
        .collect()
}

/// The translations that a certificate names: a signed one, or one that waits for its signature.
pub(crate) fn certified(matter: &Matter, signed: bool) -> BTreeSet<DocumentId> {
    let certificate = |document: &&Document| {
        document.unsigned != signed && matches!(document.role, Role::TranslationCertificate { .. })
    };
    matter
        .documents()
        .filter(certificate)
        .flat_map(|document| document.role.of().iter().copied())
        .collect()
}
