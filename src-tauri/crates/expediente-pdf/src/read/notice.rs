//! Notices about a source: facts that a user should know, with counts and pages.
//!
//! Sentences for people are made where the notices are shown.

use serde::{Deserialize, Serialize};

/// A kind of active content. None of it is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActiveKind {
    /// Scripts.
    JavaScript,
    /// Starts a program or opens a file.
    Launch,
    /// Sends a form.
    SubmitForm,
    /// Fills a form from a file.
    ImportData,
    /// Jumps into another file.
    GoToR,
    /// Jumps into an embedded file.
    GoToE,
    /// Files inside the file.
    EmbeddedFiles,
    /// Film, sound, 3D.
    RichMedia,
    /// An action on opening the file.
    OpenAction,
    /// Actions on other events.
    AdditionalActions,
    /// Links with a scheme other than web, mail or telephone.
    OtherLinks,
}

/// A fact about a source that a user should know. Pages count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Notice {
    /// The page tree declares one number of pages and has another.
    PageCountDiffers {
        /// As declared by Count.
        declared: i64,
        /// As found.
        found: usize,
    },
    /// The page tree was unusable. The pages are all objects that say they are pages, so their
    /// order is a guess.
    PagesByScan,
    /// The table of objects was damaged and has been rebuilt.
    Repaired,
    /// Encrypted with the empty password: everyone can open it.
    EncryptedWithEmptyPassword,
    /// Active content, which is left out.
    ActiveContent {
        /// Its kind.
        active: ActiveKind,
        /// How often it occurs.
        count: usize,
    },
    /// Comments and markup, which become part of the page.
    Markup {
        /// How many.
        count: usize,
        /// On which pages.
        pages: Vec<usize>,
    },
    /// Markup that has no appearance and is of a kind that is not drawn without one.
    MarkupWithoutAppearance {
        /// How many.
        count: usize,
        /// On which pages.
        pages: Vec<usize>,
    },
    /// Redactions that were marked and never applied: the text below them is still there.
    UnappliedRedaction {
        /// How many.
        count: usize,
        /// On which pages.
        pages: Vec<usize>,
    },
    /// Form fields, whose current appearance becomes part of the page.
    FormFields {
        /// How many.
        count: usize,
    },
    /// Filled fields that have no appearance and could not be drawn either.
    FieldWithoutAppearance {
        /// Their names, each with its value if that is a text.
        names: Vec<String>,
    },
    /// Signed. The copy does not carry the signature.
    Signed {
        /// How many signatures.
        count: usize,
    },
    /// A form with an XFA part, which is left out.
    Xfa,
    /// Layers that are hidden, and are left out.
    HiddenLayers {
        /// Their names.
        names: Vec<String>,
    },
    /// Words of a hidden layer that could not be left out of a page, and are in it as invisible
    /// text.
    HiddenWordsKept {
        /// The page.
        page: usize,
    },
    /// Links of a page to pages that are not in the file.
    LinksDropped {
        /// The page.
        page: usize,
        /// How many.
        count: usize,
    },
    /// An entry of the page tree that cannot be read. It does not count as a page.
    PageUnreadable {
        /// The index it would have had.
        page: usize,
    },
    /// Page content that could not be read to its end.
    ContentDamaged {
        /// The page.
        page: usize,
    },
    /// An object of a page that could not be read or decrypted and is empty in the copy.
    PartUnreadable {
        /// Its object number in the source.
        object: u32,
    },
}
