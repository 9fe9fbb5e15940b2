//! The order of documents within an exhibit: a translation goes with its original, a certificate
//! with the documents that it certifies.

use std::collections::{BTreeMap, BTreeSet};

use expediente_model::{Document, DocumentId, Role};

use crate::court::translations::PairOrder;

/// The documents of a place in the order of the dossier, each with its index in the place. A
/// document that goes with another one of the same place follows it, wherever the user put it; all
/// others keep their positions.
pub(crate) fn order(documents: &[Document], pairs: PairOrder) -> Vec<(usize, &Document)> {
    let all = documents.iter().enumerate();
    if documents.iter().all(|document| document.role.is_paper()) {
        return all.collect();
    }
    let places: BTreeMap<DocumentId, usize> = all.clone().map(|(at, one)| (one.id, at)).collect();
    let mut ordering = Ordering {
        pairs,
        followers: BTreeMap::new(),
        seen: BTreeSet::new(),
        ordered: Vec::with_capacity(documents.len()),
    };
    let mut heads = Vec::new();
    for (at, document) in all.clone() {
        // A certificate of several translations follows the last of them.
        let named = document.role.of().iter();
        let goes_with = named.filter_map(|id| places.get(id)).max();
        match goes_with {
            Some(&with) if with != at => {
                ordering
                    .followers
                    .entry(with)
                    .or_default()
                    .push((at, document));
            }
            _ => heads.push((at, document)),
        }
    }
    for head in heads {
        ordering.put(head);
    }
    // Documents that claim to be translations of each other have no head.
    for document in all {
        ordering.put(document);
    }
    ordering.ordered
}

struct Ordering<'d> {
    pairs: PairOrder,
    /// Documents that go with another one, by that one's index.
    followers: BTreeMap<usize, Vec<(usize, &'d Document)>>,
    seen: BTreeSet<usize>,
    ordered: Vec<(usize, &'d Document)>,
}

impl<'d> Ordering<'d> {
    /// Puts a document with all that go with it, unless it was put already.
    fn put(&mut self, (at, document): (usize, &'d Document)) {
        if !self.seen.insert(at) {
            return;
        }
        // Each document is put once, so its followers are needed once. Most have none.
        let followers = self.followers.remove(&at).into_iter().flatten();
        let (translations, others): (Vec<_>, Vec<_>) =
            followers.partition(|(_, one)| matches!(one.role, Role::Translation { .. }));
        if self.pairs == PairOrder::TranslationFirst {
            translations.iter().for_each(|child| self.put(*child));
            self.ordered.push((at, document));
        } else {
            self.ordered.push((at, document));
            translations.iter().for_each(|child| self.put(*child));
        }
        others.iter().for_each(|child| self.put(*child));
    }
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

    /// Whatever order papers came in, a judge finds original, translation and certificate side by
    /// side, in the order that the court is used to. No document is lost, not even in a circle.
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
                .map(|(_, document)| document.id.0)
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
        // One certificate for two translations follows the second.
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
