//! The glossary: what papers, issuers and relations are called in other languages. It proposes; a
//! person takes it.

pub(crate) mod compose;
pub(crate) mod terms;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use expediente_model::{Language, folded};
use serde::Serialize;

use crate::glossary::compose::Proposed;
use crate::glossary::terms::{Term, TermLanguage, Terms};
use crate::state::State;

/// The file with the user's own terms, in the folder of the store.
const OWN: &str = "glossary.toml";

/// No glossary of one person is larger.
const MOST_BYTES: u64 = 4 << 20;

/// Looks terms up.
#[derive(Clone, Copy)]
pub struct Glossary<'a> {
    state: &'a State,
}

/// Terms that were looked up.
#[derive(Clone, Debug, Serialize)]
pub struct TermsFound {
    /// The file with the user's own terms, which need not be there.
    pub own: PathBuf,
    /// Why the user's own terms cannot be used, in English.
    pub fault: Option<String>,
    /// The terms, the user's own first.
    pub terms: Vec<TermView>,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// Its forms in Spanish; the first one is proposed.
    pub es: Vec<String>,
    /// In English.
    pub en: Vec<String>,
    /// In Portuguese.
    pub pt: Vec<String>,
    /// In French.
    pub fr: Vec<String>,
    /// Where it was taken from.
    pub source: String,
}

impl<'a> Glossary<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The terms with these words in any language; all without words.
    #[must_use]
    pub fn find(&self, words: &str) -> TermsFound {
        let wanted = folded(words);
        let known = terms(self.state);
        let has = |term: &&Term| {
            let forms = TermLanguage::ALL
                .into_iter()
                .flat_map(|one| term.forms(one));
            let mut forms = forms.map(|form| folded(form));
            forms.any(|form| form.contains(&wanted))
        };
        let found = known.all().iter().filter(has);
        TermsFound {
            own: own_file(self.state),
            fault: fault(self.state),
            terms: found
                .map(|term| TermView {
                    es: term.forms(TermLanguage::Es).to_vec(),
                    en: term.forms(TermLanguage::En).to_vec(),
                    pt: term.forms(TermLanguage::Pt).to_vec(),
                    fr: term.forms(TermLanguage::Fr).to_vec(),
                    source: term.source.clone(),
                })
                .collect(),
        }
    }
}

/// Where the user's own terms are.
pub(crate) fn own_file(state: &State) -> PathBuf {
    state.vault.folder().join(OWN)
}

/// The terms: the user's before the program's. A file of the user's that cannot be read is left
/// out; [`fault`] says why.
pub(crate) fn terms(state: &State) -> Arc<Terms> {
    let (own, _) = own_text(state);
    state.glossary.terms(own)
}

/// Why the user's own terms cannot be used, with the line; none where they can, or there are none.
pub(crate) fn fault(state: &State) -> Option<String> {
    let (text, fault) = own_text(state);
    fault.or_else(|| state.glossary.terms(text).fault.clone())
}

/// The text of the user's own terms, and why it cannot be read; both empty where there are none.
fn own_text(state: &State) -> (String, Option<String>) {
    let path = own_file(state);
    let Ok(metadata) = fs::metadata(&path) else {
        return (String::new(), None);
    };
    if metadata.len() > MOST_BYTES {
        return (String::new(), Some("it is larger than 4 MB".to_owned()));
    }
    match fs::read_to_string(&path) {
        Ok(text) => (text, None),
        Err(error) => (String::new(), Some(error.to_string())),
    }
}

/// What a text is called in a language; none where it is in that language already, or a word of it
/// is not known.
pub(crate) fn proposed(terms: &Terms, text: &str, to: Language) -> Proposed {
    compose::proposed(terms, text, to)
}
