//! Phrases in papers that courts ask for, or object to.

use serde::{Deserialize, Serialize};

/// A phrase that a court requires, in English or Spanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "under penalty of perjury" (28 USC 1746).
    Perjury,
    /// "under the laws of the United States of America" (28 USC 1746(1), for what is signed
    /// abroad).
    UnitedStatesLaws,
    /// "I believe that the facts stated in this … are true" (CPR Practice Direction 22).
    StatementOfTruth,
    /// That the translator is competent to translate.
    CompetentTranslator,
    /// That the translation is true and accurate, or complete and accurate.
    AccurateTranslation,
    /// That it was read to the person in a language they understand, or interpreted for them.
    ReadToPerson,
    /// That it was sworn before somebody who may take oaths, such as a notary. A sworn paper needs
    /// no other words (28 USC 1746 is for those that are not sworn).
    Jurat,
    /// A number that looks like a complete United States social-security number (FRCP 5.2(a)).
    SocialSecurityNumber,
}
