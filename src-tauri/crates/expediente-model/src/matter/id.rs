//! Ids of matters, exhibits and documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The id of a matter in the store; never shown in a dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MatterId(String);

/// The text cannot be a matter's id.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a matter's id has 1 to 40 lower-case letters, digits and hyphens")]
pub struct IdError;

impl MatterId {
    /// Checks an untrusted text.
    ///
    /// # Errors
    /// When it is not 1 to 40 of `a-z`, `0-9`, `-`: an id becomes a folder name. A new id must not
    /// be a [reserved name](crate::is_reserved_name) either, but an id from an existing store may
    /// be.
    pub fn from_untrusted(text: &str) -> Result<Self, IdError> {
        let fits = (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(text.to_owned())).ok_or(IdError)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MatterId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::from_untrusted(&text)
    }
}

impl From<MatterId> for String {
    fn from(id: MatterId) -> Self {
        id.0
    }
}

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! numbered_id {
    ($name:ident, $letter:literal, $what:literal) => {
        #[doc = concat!("Names ", $what, " within its matter; never used again, never shown in a dossier.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = &'static str;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let digits =
                    text.strip_prefix($letter).ok_or(concat!("the id of ", $what, " looks like ", $letter, "12"))?;
                digits.parse().map(Self).map_err(|_| concat!("the id of ", $what, " looks like ", $letter, "12"))
            }
        }
    };
}

numbered_id!(ExhibitId, "e", "an exhibit");
numbered_id!(DocumentId, "d", "a document");
