//! The order within an exhibit: a translation stands with its original, a certificate with what it certifies.

use std::collections::{BTreeMap, BTreeSet};

use expediente_model::{Document, DocumentId, Role};

use crate::profile::PairOrder;

/// The places of documents in the order of the dossier. A document that goes with another one of the same place stands
/// with it, whatever place the user gave it; all others keep theirs.
pub(crate) fn order(documents: &[Document], pairs: PairOrder) -> Vec<usize> {
    if documents.iter().all(|document| document.role.is_paper()) {
        return (0..documents.len()).collect();
    }
    let places: BTreeMap<DocumentId, usize> = documents
        .iter()
        .enumerate()
        .map(|(at, one)| (one.id, at))
        .collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut heads = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        // A certificate of several translations stands behind the last of them.
        let goes_with = document
            .role
            .of()
            .iter()
            .filter_map(|id| places.get(id))
            .max()
            .filter(|with| **with != at);
        match goes_with {
            Some(&with) => children.entry(with).or_default().push(at),
            None => heads.push(at),
        }
    }
    let mut ordered = Vec::with_capacity(documents.len());
    let mut seen = BTreeSet::new();
    for head in heads {
        put(head, documents, pairs, &children, &mut seen, &mut ordered);
    }
    // Documents that say of each other that they are its translation have no head.
    for at in 0..documents.len() {
        put(at, documents, pairs, &children, &mut seen, &mut ordered);
    }
    ordered
}

/// A document with all that goes with it.
fn put(
    at: usize,
    documents: &[Document],
    pairs: PairOrder,
    children: &BTreeMap<usize, Vec<usize>>,
    seen: &mut BTreeSet<usize>,
    ordered: &mut Vec<usize>,
) {
    if !seen.insert(at) {
        return;
    }
    let with = children.get(&at).map(Vec::as_slice).unwrap_or_default();
    let is_translation = |at: &&usize| {
        documents
            .get(**at)
            .is_some_and(|one| matches!(one.role, Role::Translation { .. }))
    };
    let (translations, others): (Vec<&usize>, Vec<&usize>) = with.iter().partition(is_translation);
    let before = pairs == PairOrder::TranslationFirst;
    if before {
        translations
            .iter()
            .for_each(|child| put(**child, documents, pairs, children, seen, ordered));
    }
    ordered.push(at);
    if !before {
        translations
            .iter()
            .for_each(|child| put(**child, documents, pairs, children, seen, ordered));
    }
    others
        .iter()
        .for_each(|child| put(**child, documents, pairs, children, seen, ordered));
}

#[cfg(test)]
mod tests {
    use expediente_model::Digest;

    use super::*;

    fn document(id: u64, role: Role) -> Document {
        Document {
            role,
            ..Document::new(DocumentId(id), Digest::of(b"x"))
        }
    }

    fn translation(of: u64) -> Role {
        Role::Translation {
            of: DocumentId(of),
            translator: None,
            machine: false,
        }
    }

    /// Whatever order papers came in, a judge finds original, translation and certificate side by side, in the order that
    /// the court is used to; and no document is lost, not even where they go round in a circle.
    #[test]
    fn pairs_stand_together() {
        let certificate = |of: &[u64]| Role::TranslationCertificate {
            of: of.iter().copied().map(DocumentId).collect(),
        };
        let check = |roles: Vec<Role>, pairs, expected: &[u64]| {
            let documents: Vec<Document> = (1..)
                .zip(roles)
                .map(|(id, role)| document(id, role))
                .collect();
            let found: Vec<u64> = order(&documents, pairs)
                .into_iter()
                .map(|at| documents[at].id.0)
                .collect();
            assert_eq!(found, expected);
        };
        let (original, translated) = (PairOrder::OriginalFirst, PairOrder::TranslationFirst);
        check(vec![Role::Paper, Role::Paper], original, &[1, 2]);
        check(
            vec![certificate(&[3]), Role::Paper, translation(2), Role::Paper],
            original,
            &[2, 3, 1, 4],
        );
        check(
            vec![certificate(&[3]), Role::Paper, translation(2), Role::Paper],
            translated,
            &[3, 1, 2, 4],
        );
        // One certificate for two translations stands behind the second.
        check(
            vec![
                Role::Paper,
                translation(1),
                Role::Paper,
                translation(3),
                certificate(&[2, 4]),
            ],
            original,
            &[1, 2, 3, 4, 5],
        );
        // Its original is not here.
        check(vec![translation(9), Role::Paper], original, &[1, 2]);
        check(vec![translation(2), translation(1)], original, &[1, 2]);
        check(vec![translation(1)], original, &[1]);
    }
}
