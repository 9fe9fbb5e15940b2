//! The role of a document beside others: a translation, its certificate, the copy of an identity
//! card.

use serde::{Deserialize, Serialize};

use crate::matter::id::DocumentId;

/// The role of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Role {
    /// A paper in its own right.
    #[default]
    Paper,
    /// The translation of another document.
    Translation {
        /// The other document.
        of: DocumentId,
        /// The translator, as far as known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        translator: Option<Box<Translator>>,
        /// Whether a program made it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        machine: bool,
    },
    /// A translator's certificate, for one or more translations.
    TranslationCertificate {
        /// The translations it names.
        of: Vec<DocumentId>,
    },
    /// An interpreter's certificate that a declaration was read to the person who signed it.
    InterpretationCertificate {
        /// The declaration.
        of: DocumentId,
    },
    /// The apostille, or another legalization, of a document.
    Apostille {
        /// The document.
        of: DocumentId,
    },
    /// A copy of the identity card of the person who wrote or declares.
    IdentityCopy,
    /// The proof, or certificate, that the filing was served on the other side.
    ProofOfService,
    /// The program's note on what papers write in several ways.
    DifferencesNote,
}

impl Role {
    /// Its word in files and catalogues: `part.` and the word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Translation { .. } => "translation",
            Self::TranslationCertificate { .. } => "translation-certificate",
            Self::InterpretationCertificate { .. } => "interpretation-certificate",
            Self::Apostille { .. } => "apostille",
            Self::IdentityCopy => "identity-copy",
            Self::ProofOfService => "proof-of-service",
            Self::DifferencesNote => "differences-note",
        }
    }

    /// Whether it is a paper in its own right.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        *self == Self::Paper
    }

    /// The documents it goes with.
    #[must_use]
    pub fn of(&self) -> &[DocumentId] {
        match self {
            Self::Translation { of, .. }
            | Self::InterpretationCertificate { of }
            | Self::Apostille { of } => std::slice::from_ref(of),
            Self::TranslationCertificate { of } => of,
            Self::Paper | Self::IdentityCopy | Self::ProofOfService | Self::DifferencesNote => &[],
        }
    }
}

/// A translator or an interpreter, as certificates name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct Translator {
    /// Name.
    pub name: String,
    /// Address, a line each.
    pub address: Vec<String>,
    /// Telephone.
    pub phone: String,
    /// Languages that they translate from or into, BCP 47.
    pub languages: Vec<String>,
    /// What makes them competent, in their own words: an accreditation, studies, years of work.
    pub competence: String,
}
