//! How many things one act was about, as undo says it: thirteen suggestions, three findings.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::change::act::Act;
use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;

/// How many suggestions, findings or photos an act was about; 1 for every other act. `inverse`
/// reverts `change`; which of the two is which does not matter.
#[must_use]
pub fn act_count(act: Act, change: &Change, inverse: &Change) -> usize {
    let (new, had) = (Parts::of(change), Parts::of(inverse));
    let answers = new.answers_unlike(&had);
    let found = match act {
        Act::Take => answers + new.fields_unlike(&had),
        Act::Straighten => new.sheets_unlike(&had),
        Act::Drop | Act::Keep | Act::PutBack | Act::Answer => answers,
        _ => 1,
    };
    found.max(1)
}

/// What a change sets.
#[derive(Default)]
struct Parts<'c> {
    facts: Option<&'c Facts>,
    exhibits: Vec<&'c Exhibit>,
    documents: Vec<&'c Document>,
}

impl<'c> Parts<'c> {
    fn of(change: &'c Change) -> Self {
        let mut parts = Self::default();
        parts.add(change);
        parts
    }

    fn add(&mut self, change: &'c Change) {
        match change {
            Change::SetFacts { facts } => self.facts = Some(facts),
            Change::SetExhibit { exhibit } => self.exhibits.push(exhibit),
            Change::SetDocument { document } => self.documents.push(document),
            Change::Batch { changes } => changes.iter().for_each(|change| self.add(change)),
            _ => {}
        }
    }

    /// Answers that one of the two has and the other does not, or has with other words.
    fn answers_unlike(&self, other: &Self) -> usize {
        let (Some(new), Some(had)) = (self.facts, other.facts) else {
            return 0;
        };
        let keys: BTreeSet<&String> = new.answers.keys().chain(had.answers.keys()).collect();
        let unlike = keys.iter();
        unlike
            .filter(|key| new.answers.get(**key) != had.answers.get(**key))
            .count()
    }

    /// Pages that show a sheet in one of the two, and their photo or another sheet in the other.
    fn sheets_unlike(&self, other: &Self) -> usize {
        let mut found = 0;
        for new in &self.documents {
            for had in other.documents.iter().filter(|had| had.id == new.id) {
                let pages: BTreeSet<&u32> = new
                    .straightened
                    .keys()
                    .chain(had.straightened.keys())
                    .collect();
                let unlike = pages.into_iter();
                found += unlike
                    .filter(|page| new.straightened.get(page) != had.straightened.get(page))
                    .count();
            }
        }
        found
    }

    /// Fields that differ. A title that differs with its date was only cut.
    fn fields_unlike(&self, other: &Self) -> usize {
        let mut found = 0;
        for new in &self.exhibits {
            for had in other.exhibits.iter().filter(|had| had.id == new.id) {
                let dated = new.date != had.date;
                found += usize::from(dated) + usize::from(new.kind != had.kind);
                found += usize::from(!dated && new.title != had.title);
                let of_paper = [
                    new.issuer != had.issuer,
                    new.number != had.number,
                    new.who != had.who,
                    new.language != had.language,
                ];
                found += of_paper.into_iter().filter(|differs| *differs).count();
            }
        }
        for new in &self.documents {
            let had = other.documents.iter().find(|had| had.id == new.id);
            found += usize::from(had.is_some_and(|had| had.date != new.date));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::exhibit::ExhibitKind;
    use crate::matter::facts::Answer;
    use crate::matter::id::{DocumentId, ExhibitId};
    use crate::paper::digest::Digest;

    /// Undo of thirteen suggestions read as one, and so did three answers.
    #[test]
    fn one_act_counts_its_suggestions_and_answers() {
        let exhibit = |title: &str, date: Option<&str>, kind| Change::SetExhibit {
            exhibit: Exhibit {
                date: date.and_then(|date| date.parse().ok()),
                kind,
                ..Exhibit::new(ExhibitId(1), title)
            },
        };
        let had = exhibit("Acta 2024", None, None);
        let new = exhibit("Acta", Some("2024"), Some(ExhibitKind::Certificate));
        assert_eq!(act_count(Act::Take, &new, &had), 2);
        assert_eq!(act_count(Act::Rename, &new, &had), 1);
        let described = Change::SetExhibit {
            exhibit: Exhibit {
                issuer: Some("Alcaldía".to_owned()),
                number: Some("7".to_owned()),
                who: Some("Ana".to_owned()),
                language: Some("es".to_owned()),
                ..Exhibit::new(ExhibitId(1), "Acta 2024")
            },
        };
        assert_eq!(act_count(Act::Take, &described, &had), 4);
        let photos = |sheets: &[u32]| {
            let document = Document {
                straightened: sheets
                    .iter()
                    .map(|page| (*page, Digest::of(b"sheet")))
                    .collect(),
                ..Document::new(DocumentId(1), Digest::of(b"photo"))
            };
            Change::SetDocument { document }
        };
        let count = act_count(Act::Straighten, &photos(&[1, 2, 3]), &photos(&[2]));
        assert_eq!(count, 2, "two more of three photos");
        let answered = |names: &[&str]| {
            let mut facts = Facts::default();
            for name in names {
                let answer = Answer {
                    text: "x".to_owned(),
                    about: String::new(),
                };
                facts.answers.insert((*name).to_owned(), answer);
            }
            Change::SetFacts {
                facts: Box::new(facts),
            }
        };
        let (none, three) = (answered(&[]), answered(&["a", "b", "c"]));
        assert_eq!(act_count(Act::Answer, &three, &none), 3);
        assert_eq!(act_count(Act::Answer, &none, &three), 3, "an undo");
    }
}
