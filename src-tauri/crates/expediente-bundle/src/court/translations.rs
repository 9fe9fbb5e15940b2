//! How a court wants translations ordered and certified.

use serde::Deserialize;

/// How a court wants translations filed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Translations {
    /// Whether the original or the translation comes first.
    pub order: PairOrder,
    /// Wording of the translator's certificate.
    pub certificate: CertificateForm,
    /// Wording of declarations.
    pub declaration: DeclarationForm,
}

/// Which of an original and its translation comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairOrder {
    /// The original, then its translation with its certificate.
    #[default]
    OriginalFirst,
    /// The translation with its certificate, then the original.
    TranslationFirst,
}

/// Wording of a certificate of translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateForm {
    /// Immigration Court Practice Manual 3.3(a), which also covers what other courts ask for.
    #[default]
    Eoir,
    /// 8 CFR 103.2(b)(3).
    Uscis,
    /// RPD Rule 32(3), a translator's declaration.
    Irb,
}

/// Wording of a declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclarationForm {
    /// 28 USC 1746, which depends on the place of signing.
    #[default]
    UnitedStates,
    /// A statement of truth (Practice Direction 22).
    StatementOfTruth,
    /// A plain declaration that the content is true.
    Plain,
}
