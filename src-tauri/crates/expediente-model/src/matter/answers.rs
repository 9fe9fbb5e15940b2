//! Whom an answer to a finding belongs to.
//!
//! An answer is kept under the finding's code and the papers that it is about, by their SHA-256, so
//! that it goes with them wherever they are moved, and never to another paper. Journals of earlier
//! versions name the document or exhibit by its id, which means nothing outside of its matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::matter::Matter;
use crate::matter::facts::Answer;
use crate::matter::id::{DocumentId, ExhibitId};
use crate::paper::digest::Digest;

impl Matter {
    /// What stands for a document in the key of an answer: the SHA-256 of its paper.
    #[must_use]
    pub fn document_key(&self, id: DocumentId) -> Option<String> {
        let found = self.documents().find(|document| document.id == id)?;
        Some(found.item.to_string())
    }

    /// What stands for an exhibit in the key of an answer: the SHA-256 of those of its papers, in
    /// whatever order they are. An exhibit without papers has only its title.
    #[must_use]
    pub fn exhibit_key(&self, id: ExhibitId) -> Option<String> {
        let exhibit = self.exhibit(id)?;
        let papers: BTreeSet<String> = exhibit
            .documents
            .iter()
            .map(|document| document.item.to_string())
            .collect();
        let mut text: Vec<String> = papers.into_iter().collect();
        if text.is_empty() {
            text.push(exhibit.title.clone());
        }
        let digest = Digest::of(text.join("\n").as_bytes());
        Some(format!("exhibit-{digest}"))
    }

    /// Answers with the keys of this version. One that names a document or an exhibit which is not
    /// there belongs to nothing and is left out.
    #[must_use]
    pub fn keyed_by_paper(&self, answers: &BTreeMap<String, Answer>) -> BTreeMap<String, Answer> {
        let keyed = answers.iter().filter_map(|(key, answer)| {
            let Some(old) = OldKey::of(key) else {
                return Some((key.clone(), answer.clone()));
            };
            let paper = match old.subject {
                Subject::Document(id) => self.document_key(id)?,
                Subject::Exhibit(id) => self.exhibit_key(id)?,
            };
            let key = format!("{}:{paper}{}", old.code, old.rest);
            Some((key, answer.clone()))
        });
        keyed.collect()
    }
}

/// Whether the key of an answer names a document or an exhibit by its id, as earlier versions did.
#[must_use]
pub fn is_by_id(key: &str) -> bool {
    OldKey::of(key).is_some()
}

enum Subject {
    Document(DocumentId),
    Exhibit(ExhibitId),
}

/// A key such as `page-upside-down:d7` or `letters-missing:e3:0d37625f`.
struct OldKey<'a> {
    code: &'a str,
    subject: Subject,
    rest: &'a str,
}

impl<'a> OldKey<'a> {
    fn of(key: &'a str) -> Option<Self> {
        let (code, after) = key.split_once(':')?;
        let end = after.find(':').unwrap_or(after.len());
        let (id, rest) = after.split_at_checked(end)?;
        let subject = match id.parse() {
            Ok(id) => Subject::Document(id),
            Err(_) => Subject::Exhibit(id.parse().ok()?),
        };
        Some(Self {
            code,
            subject,
            rest,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::change::Change;
    use crate::matter::exhibit::{Document, Exhibit};
    use crate::matter::facts::Facts;
    use crate::matter::id::MatterId;

    use super::*;

    /// A matter with an exhibit 1 of one document, 2.
    fn matter(paper: &[u8]) -> Matter {
        let mut matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
        let mut exhibit = Exhibit::new(ExhibitId(1), "Carta");
        let document = Document::new(DocumentId(2), Digest::of(paper));
        exhibit.documents.push(document);
        matter.exhibits.push(Arc::new(exhibit));
        matter
    }

    fn answer() -> Answer {
        Answer {
            text: "the judge allowed it".to_owned(),
            about: String::new(),
        }
    }

    /// An old journal answers for "d2". The answer goes with the paper, and one for a document that
    /// is gone with nothing.
    #[test]
    fn old_answers_go_with_their_papers() {
        let mut matter = matter(b"carta");
        let keys = [
            "page-upside-down:d2",
            "translation-missing:e1",
            "letters-missing:e1:0d37625f",
            "page-upside-down:d9",
            "fact-missing:judge",
            "needs-split",
            "paper-large:front",
        ];
        let answers = keys.map(|key| (key.to_owned(), answer()));
        let facts = Facts {
            answers: answers.into_iter().collect(),
            ..Facts::default()
        };
        let facts = Box::new(facts);
        matter.apply(&Change::SetFacts { facts }).unwrap();
        let paper = Digest::of(b"carta");
        let exhibit = Digest::of(paper.to_string().as_bytes());
        let expected = [
            "fact-missing:judge".to_owned(),
            format!("letters-missing:exhibit-{exhibit}:0d37625f"),
            "needs-split".to_owned(),
            format!("page-upside-down:{paper}"),
            "paper-large:front".to_owned(),
            format!("translation-missing:exhibit-{exhibit}"),
        ];
        let found: Vec<&String> = matter.facts.answers.keys().collect();
        assert_eq!(found, expected.each_ref());
    }
}
