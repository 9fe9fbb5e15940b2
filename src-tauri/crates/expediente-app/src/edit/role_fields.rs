//! The role of a document, as the window and the command line see it.

use std::collections::BTreeSet;

use expediente_model::{DocumentId, Matter, MatterId, Role, Translator};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::named;
use crate::edit::named::NamedMatter;
use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;

/// A [`Role`] whose documents are named as people name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum RoleFields {
    /// A paper in its own right.
    #[default]
    Paper,
    /// The translation of another document.
    Translation {
        /// The other document.
        of: String,
        /// The translator.
        #[serde(default)]
        translator: Option<Translator>,
        /// Whether a program made it.
        #[serde(default)]
        machine: bool,
    },
    /// A translator's certificate.
    TranslationCertificate {
        /// The translations it names.
        of: Vec<String>,
    },
    /// An interpreter's certificate.
    InterpretationCertificate {
        /// The declaration.
        of: String,
    },
    /// A copy of an identity card.
    IdentityCopy,
    /// The proof of service.
    ProofOfService,
    /// The program's note on differences.
    DifferencesNote,
    /// The apostille of another document.
    Apostille {
        /// The document.
        of: String,
    },
}

impl RoleFields {
    pub(crate) fn of(role: &Role) -> Self {
        match role {
            Role::Paper => Self::Paper,
            Role::Translation {
                of,
                translator,
                machine,
            } => {
                let translator = translator.as_deref().cloned();
                Self::Translation {
                    of: of.to_string(),
                    translator,
                    machine: *machine,
                }
            }
            Role::TranslationCertificate { of } => Self::TranslationCertificate {
                of: of.iter().map(ToString::to_string).collect(),
            },
            Role::InterpretationCertificate { of } => {
                Self::InterpretationCertificate { of: of.to_string() }
            }
            Role::IdentityCopy => Self::IdentityCopy,
            Role::ProofOfService => Self::ProofOfService,
            Role::DifferencesNote => Self::DifferencesNote,
            Role::Apostille { of } => Self::Apostille { of: of.to_string() },
        }
    }

    /// The role, checked. A document must not refer to itself.
    pub(crate) fn role(&self, matter: &NamedMatter, own: DocumentId) -> Result<Role, AppError> {
        let named = |name: &String| -> Result<DocumentId, AppError> {
            let id = matter.document(name)?.id;
            if goes_with(&matter.matter, id, own) {
                Err(RequestError::GoesWithItself.into())
            } else {
                Ok(id)
            }
        };
        Ok(match self {
            Self::Paper => Role::Paper,
            Self::Translation {
                of,
                translator,
                machine,
            } => Role::Translation {
                of: named(of)?,
                translator: translator
                    .clone()
                    .filter(|known| *known != Translator::default())
                    .map(Box::new),
                machine: *machine,
            },
            Self::TranslationCertificate { of } if of.is_empty() => {
                return Err(RequestError::NothingNamed.into());
            }
            Self::TranslationCertificate { of } => Role::TranslationCertificate {
                of: of.iter().map(named).collect::<Result<_, _>>()?,
            },
            Self::InterpretationCertificate { of } => {
                Role::InterpretationCertificate { of: named(of)? }
            }
            Self::IdentityCopy => Role::IdentityCopy,
            Self::ProofOfService => Role::ProofOfService,
            Self::DifferencesNote => Role::DifferencesNote,
            Self::Apostille { of } => Role::Apostille { of: named(of)? },
        })
    }
}

/// Whether a document is another one, or goes with it, perhaps by way of others.
fn goes_with(matter: &Matter, one: DocumentId, other: DocumentId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![one];
    while let Some(id) = open.pop() {
        if id == other {
            return true;
        }
        if seen.insert(id) {
            let document = matter.documents().find(|document| document.id == id);
            open.extend(document.into_iter().flat_map(|found| found.role.of()));
        }
    }
    false
}

/// The role of a document.
///
/// # Errors
/// When there is no such matter or document.
pub(crate) fn role_fields(
    state: &State,
    id: &MatterId,
    document: &str,
) -> Result<RoleFields, AppError> {
    Ok(RoleFields::of(
        &named::named(state, id)?.document(document)?.role,
    ))
}
