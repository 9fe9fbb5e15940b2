//! The terms of the glossary, found by any of their forms.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use expediente_model::{Language, folded};
use serde::Deserialize;

/// The program's own terms.
const FILES: [&str; 3] = [
    include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/glossary/papers.toml"
    )),
    include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/glossary/issuers.toml"
    )),
    include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/glossary/relations.toml"
    )),
];

/// A language that a term has forms in. A dossier is in Spanish or English; papers are also in the
/// others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TermLanguage {
    Es,
    En,
    Pt,
    Fr,
}

impl TermLanguage {
    pub(crate) const ALL: [Self; 4] = [Self::Es, Self::En, Self::Pt, Self::Fr];

    pub(crate) fn of(language: Language) -> Self {
        match language {
            Language::Es => Self::Es,
            Language::En => Self::En,
        }
    }
}

/// A term in all its languages. The first form of each is the one that is proposed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Term {
    #[serde(default, deserialize_with = "one_or_more")]
    es: Vec<String>,
    #[serde(default, deserialize_with = "one_or_more")]
    en: Vec<String>,
    #[serde(default, deserialize_with = "one_or_more")]
    pt: Vec<String>,
    #[serde(default, deserialize_with = "one_or_more")]
    fr: Vec<String>,
    /// Where it was taken from.
    #[serde(default)]
    pub source: String,
}

impl Term {
    pub(crate) fn forms(&self, language: TermLanguage) -> &[String] {
        match language {
            TermLanguage::Es => &self.es,
            TermLanguage::En => &self.en,
            TermLanguage::Pt => &self.pt,
            TermLanguage::Fr => &self.fr,
        }
    }

    /// The form that is proposed in a language.
    pub(crate) fn form(&self, language: TermLanguage) -> Option<&str> {
        self.forms(language).first().map(String::as_str)
    }
}

/// One form, or a list of them.
fn one_or_more<'de, D: serde::Deserializer<'de>>(forms: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Forms {
        One(String),
        More(Vec<String>),
    }
    Ok(match Forms::deserialize(forms)? {
        Forms::One(form) => vec![form],
        Forms::More(forms) => forms,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    term: Vec<Term>,
}

/// All terms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    all: Vec<Term>,
    /// The index of a term by language and words.
    by_words: HashMap<(TermLanguage, String), usize>,
    /// The most words that a form has.
    longest: usize,
    /// Why the user's own are not among them.
    pub(crate) fault: Option<String>,
}

impl Terms {
    /// The program's own terms.
    pub(crate) fn default_terms() -> Self {
        static OWN: OnceLock<Terms> = OnceLock::new();
        let terms = OWN.get_or_init(|| {
            let mut terms = Self::default();
            for text in FILES {
                let added = terms.add(text);
                debug_assert!(added.is_ok(), "a glossary of the program: {added:?}");
            }
            terms
        });
        terms.clone()
    }

    /// The user's own terms before the program's.
    ///
    /// # Errors
    /// When they cannot be read: with the line and the reason.
    pub(crate) fn with_own(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default_terms());
        }
        let mut terms = Self::default();
        terms.add(text)?;
        for text in FILES {
            terms.add(text)?;
        }
        Ok(terms)
    }

    /// These terms alone.
    #[cfg(test)]
    pub(crate) fn only(text: &str) -> Self {
        let mut terms = Self::default();
        terms.add(text).unwrap();
        terms
    }

    fn add(&mut self, text: &str) -> Result<(), String> {
        let text = text.strip_prefix('\u{feff}').map_or(text, |rest| rest);
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        for term in file.term {
            let index = self.all.len();
            for language in TermLanguage::ALL {
                for form in term.forms(language) {
                    let words = words(form);
                    self.longest = self.longest.max(words.split(' ').count());
                    // The earlier one stays: the user's own come first.
                    self.by_words.entry((language, words)).or_insert(index);
                }
            }
            self.all.push(term);
        }
        Ok(())
    }

    /// The term with these words in a language.
    pub(crate) fn find(&self, language: TermLanguage, words: &str) -> Option<&Term> {
        let index = self.by_words.get(&(language, words.to_owned()))?;
        self.all.get(*index)
    }

    /// The most words that a form has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// All terms, the user's own first.
    pub(crate) fn all(&self) -> &[Term] {
        &self.all
    }
}

/// The program's terms with the user's, as they were when the user's file was last read.
#[derive(Default)]
pub(crate) struct TermCache {
    known: Mutex<Option<(String, Arc<Terms>)>>,
}

impl TermCache {
    /// The terms with these of the user's own; those that cannot be read are left out, and
    /// [`Terms::fault`] says why.
    pub(crate) fn terms(&self, own: String) -> Arc<Terms> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, terms)) = &*known
            && *of == own
        {
            return Arc::clone(terms);
        }
        let terms = match Terms::with_own(&own) {
            Ok(terms) => terms,
            Err(fault) => Terms {
                fault: Some(fault),
                ..Terms::default_terms()
            },
        };
        let terms = Arc::new(terms);
        *known = Some((own, Arc::clone(&terms)));
        terms
    }
}

/// A form as forms are compared: folded, one space between words.
pub(crate) fn words(form: &str) -> String {
    let folded = folded(form).replace(['’', '‘', '`'], "'");
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || ",;:()".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form that two terms claim would be translated by chance.
    #[test]
    fn every_form_is_of_one_term() {
        let terms = Terms::default_terms();
        assert!(terms.all().len() >= 300, "{}", terms.all().len());
        for (at, term) in terms.all().iter().enumerate() {
            assert!(!term.source.is_empty(), "{term:?}");
            for language in [TermLanguage::Es, TermLanguage::En] {
                assert!(term.form(language).is_some(), "{term:?}");
            }
            for language in TermLanguage::ALL {
                for form in term.forms(language) {
                    let found = terms.by_words.get(&(language, words(form)));
                    assert_eq!(found, Some(&at), "{form}");
                }
            }
        }
    }

    /// The user's word comes before the program's, and a mistake is told with its line.
    #[test]
    fn own_terms_come_first() {
        let own =
            "[[term]]\nes = [\"Constancia de buena conducta\"]\nen = [\"Good behavior letter\"]";
        let terms = Terms::with_own(own).unwrap();
        let found = terms.find(TermLanguage::Es, "constancia de buena conducta");
        let english = found.and_then(|term| term.form(TermLanguage::En));
        assert_eq!(english, Some("Good behavior letter"));
        let fault = Terms::with_own("[[term]]\nes = 3").unwrap_err();
        assert!(fault.contains("line 2"), "{fault}");
    }
}
