//! Files that a court accepts, and their names.

use serde::Deserialize;

/// Files and their names.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Files {
    /// File name extensions that the court accepts. A dossier is always a PDF.
    pub types: Vec<String>,
    /// The name of a volume: `{name}` is the name of the dossier, `{n}` the volume's number.
    pub part: String,
    /// Letters that a name may have.
    pub letters: Letters,
    /// Characters that a name must not have, apart from the dot before its extension.
    pub forbidden: String,
    /// Whether names appear in the public notice, so that they must not reveal anything
    /// confidential.
    pub public: bool,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            types: vec!["pdf".to_owned()],
            part: "{name}_Part{n}".to_owned(),
            letters: Letters::Any,
            forbidden: String::new(),
            public: false,
        }
    }
}

/// Letters that a file name may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letters {
    /// Any.
    Any,
    /// ASCII only.
    English,
}
