//! A checklist: which papers a kind of case needs, as a file that a user can change.

use expediente_model::{Document, Exhibit, ExhibitKind, Language, Matter, Role, folded};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A checklist in the list of all.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChecklistListing {
    /// Its name.
    pub name: String,
    /// Its title in the user's language.
    pub title: String,
    /// For whom it is.
    pub about: String,
    /// How many papers it has.
    pub papers: usize,
    /// Why it cannot be used.
    pub fault: Option<String>,
}

/// Which papers a kind of case needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Checklist {
    /// Its name in files and commands.
    pub name: String,
    /// Its title in English.
    pub title: String,
    /// Its title in Spanish.
    pub title_es: String,
    /// For whom it is, in English.
    #[serde(default)]
    pub about: String,
    /// The same in Spanish.
    #[serde(default)]
    pub about_es: String,
    /// The headings of its papers, in order.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
    /// The papers, in order.
    #[serde(default, rename = "need")]
    pub needs: Vec<Need>,
}

/// A heading over papers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Group {
    pub name: String,
    pub says: String,
    pub says_es: String,
}

/// A paper that a case needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Need {
    /// Its name, under which an exhibit says that it is this.
    pub name: String,
    /// What it is, in English.
    pub says: String,
    /// What it is, in Spanish.
    pub says_es: String,
    /// Who issues it and how to get it, in English.
    #[serde(default)]
    pub from: String,
    /// The same in Spanish.
    #[serde(default)]
    pub from_es: String,
    /// The name of its heading.
    #[serde(default)]
    pub group: Option<String>,
    /// The kind of exhibit that it is.
    #[serde(default)]
    pub kind: Option<ExhibitKind>,
    /// The role of a document that is this paper: `translation-certificate`.
    #[serde(default)]
    pub part: Option<String>,
    /// Words of titles that are likely this paper.
    #[serde(default)]
    pub titles: Vec<String>,
    /// What must go with it.
    #[serde(default)]
    pub with: Vec<With>,
    /// How many of it are needed.
    #[serde(default = "one")]
    pub count: usize,
    /// Whether a case can do without it.
    #[serde(default)]
    pub optional: bool,
    /// Where that it is needed was read.
    pub source: String,
    /// The same in Spanish, where it is not a name alone.
    #[serde(default)]
    pub source_es: Option<String>,
    /// The day the source was checked.
    pub checked: String,
    /// How reliable the source is: `official`, `second-hand`, `unconfirmed`.
    pub sure: String,
}

fn one() -> usize {
    1
}

/// What goes with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum With {
    /// Its apostille.
    Apostille,
    /// Its translation, where it is in another language than the dossier.
    Translation,
    /// A copy of the identity card of the person who wrote it.
    IdentityCopy,
}

impl With {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Apostille => "apostille",
            Self::Translation => "translation",
            Self::IdentityCopy => "identity-copy",
        }
    }

    /// Whether it goes with the paper that an exhibit of a matter is, there or in an exhibit of its
    /// own.
    pub(crate) fn is_with(self, need: &Need, exhibit: &Exhibit, matter: &Matter) -> bool {
        let papers = need.papers_of(exhibit);
        let goes_with = |is: fn(&Role) -> bool| {
            matter.documents().any(|one| {
                let mut of = one.role.of().iter();
                is(&one.role) && of.any(|id| papers.iter().any(|paper| paper.id == *id))
            })
        };
        match self {
            Self::Apostille => {
                let own = papers.iter().filter_map(|one| one.title.as_deref());
                let mut titles = own.chain([exhibit.title.as_str()]);
                goes_with(|role| matches!(role, Role::Apostille { .. }))
                    || titles.any(|title| folded(title).contains("apostill"))
            }
            Self::Translation => {
                let language = matter.facts.language;
                exhibit.language.as_deref() == Some(language.tag())
                    || exhibit.translated == Some(true)
                    || goes_with(|role| matches!(role, Role::Translation { .. }))
            }
            Self::IdentityCopy => {
                let mut documents = exhibit.documents.iter();
                documents.any(|one| matches!(one.role, Role::IdentityCopy))
                    || has_card(exhibit, matter)
            }
        }
    }
}

/// Whether another exhibit is an identity paper of the person who wrote this one, by that name.
fn has_card(exhibit: &Exhibit, matter: &Matter) -> bool {
    let who = exhibit.who.as_deref().map(folded);
    let Some(who) = who.filter(|who| who.chars().any(char::is_alphabetic)) else {
        return false;
    };
    matter.exhibits.iter().any(|other| {
        let is_card = other.id != exhibit.id && other.kind == Some(ExhibitKind::Identity);
        let named = [Some(other.title.as_str()), other.who.as_deref()];
        let mut named = named.into_iter().flatten();
        is_card && named.any(|name| has_all(&folded(name), &who))
    })
}

impl Checklist {
    /// A checklist from the text of its file.
    ///
    /// # Errors
    /// When it is not one: with the line and the reason, in English.
    pub(crate) fn from_toml(text: &str) -> Result<Self, String> {
        let list: Self = toml::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| error.to_string())?;
        for need in &list.needs {
            let twice = list
                .needs
                .iter()
                .filter(|one| one.name == need.name)
                .count()
                > 1;
            if twice {
                return Err(format!("the need “{}” is there twice", need.name));
            }
            let is_known = |group: &String| list.groups.iter().any(|one| one.name == *group);
            if let Some(group) = need.group.as_ref().filter(|group| !is_known(group)) {
                return Err(format!("the need “{}” names no group “{group}”", need.name));
            }
        }
        Ok(list)
    }

    pub(crate) fn title_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.title,
            Language::Es => &self.title_es,
        }
    }

    pub(crate) fn about_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.about,
            Language::Es => &self.about_es,
        }
    }
}

impl Need {
    pub(crate) fn says_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.says,
            Language::Es => &self.says_es,
        }
    }

    pub(crate) fn issuer_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.from,
            Language::Es => &self.from_es,
        }
    }

    pub(crate) fn source_in(&self, language: Language) -> &str {
        match (language, &self.source_es) {
            (Language::Es, Some(source)) => source,
            _ => &self.source,
        }
    }

    /// The papers of an exhibit that are this one: those that are called so, or else the first.
    fn papers_of<'e>(&self, exhibit: &'e Exhibit) -> Vec<&'e Document> {
        let papers = exhibit.documents.iter().filter(|one| one.role.is_paper());
        let papers: Vec<&Document> = papers.collect();
        let is_called = |one: &&Document| {
            let title = one.title.as_deref().map(folded);
            title.is_some_and(|title| self.is_called(&title))
        };
        let called: Vec<&Document> = papers.iter().copied().filter(is_called).collect();
        if called.is_empty() {
            return papers.into_iter().take(1).collect();
        }
        called
    }

    /// Whether a folded title has the words of one of its titles.
    fn is_called(&self, title: &str) -> bool {
        let mut titles = self.titles.iter();
        titles.any(|words| has_all(title, &folded(words)))
    }

    /// Whether a folded title is of a paper that proves nothing of this: one that was only asked
    /// for, or that is another person's.
    fn is_other(&self, title: &str) -> bool {
        let is_proof = matches!(
            self.kind,
            Some(ExhibitKind::Certificate | ExhibitKind::Identity)
        );
        let has = |words: &[&str]| words.iter().any(|word| has_all(title, word));
        let own: Vec<String> = self.titles.iter().map(|words| folded(words)).collect();
        let names = |word: &&str| own.iter().any(|title| has_all(title, word));
        is_proof && (has(&NOT_YET) || (has(&RELATIVES) && !RELATIVES.iter().any(names)))
    }

    /// Whether an exhibit is likely this paper, by its title in any language and its kind; `person`
    /// is the one of the case.
    pub(crate) fn is_likely(&self, exhibit: &Exhibit, person: &str) -> bool {
        let has_part = |part: &String| {
            let mut documents = exhibit.documents.iter();
            documents.any(|one| one.role.word() == part)
        };
        if self.part.as_ref().is_some_and(has_part) {
            return true;
        }
        // An apostille is called after the paper that it goes with.
        let is_apostille = |one: &Document| matches!(one.role, Role::Apostille { .. });
        if folded(&exhibit.title).starts_with("apostill")
            || exhibit.documents.iter().all(is_apostille)
        {
            return false;
        }
        if self.titles.is_empty() {
            // Photos and petitions are known by their kind alone.
            return self.kind.is_some() && exhibit.kind == self.kind;
        }
        let own = exhibit
            .documents
            .iter()
            .filter_map(|one| one.title.as_deref());
        let also = exhibit.in_languages.iter().map(|(_, _, text)| text);
        let titles = [exhibit.title.as_str()].into_iter().chain(own).chain(also);
        let titles: Vec<String> = titles.map(folded).collect();
        let others = exhibit
            .who
            .as_deref()
            .filter(|who| !shares_word(who, person));
        let is_others = self.kind == Some(ExhibitKind::Identity) && others.is_some();
        !is_others
            && titles.iter().any(|title| self.is_called(title))
            && !titles.iter().any(|title| self.is_other(title))
    }
}

/// Whether two names have a word in common.
fn shares_word(one: &str, other: &str) -> bool {
    let words = folded(other);
    let mut words = words.split(|c: char| !c.is_alphabetic());
    let one = folded(one);
    words.any(|word| word.chars().count() > 2 && one.split(' ').any(|own| own == word))
}

/// Words of titles of papers that say that another is to come.
const NOT_YET: [&str; 11] = [
    "recibo",
    "solicitud",
    "tramite",
    "comprobante",
    "planilla",
    "receipt",
    "request",
    "application",
    "could be",
    "denuncia",
    "complaint",
];

/// Words of titles of papers that are a relative's or a witness's.
const RELATIVES: [&str; 20] = [
    "mama", "papa", "madre", "padre", "herman", "hija", "hijo", "espos", "abuel", "vecin",
    "testig", "mother", "father", "sister", "brother", "wife", "husband", "daughter", "neighbor",
    "witness",
];

/// Whether a title has all of these words, each from its beginning: `antecedent penal`.
fn has_all(title: &str, words: &str) -> bool {
    words.split_whitespace().all(|word| {
        title
            .split(|c: char| !c.is_alphanumeric())
            .any(|own| own.starts_with(word))
    })
}
