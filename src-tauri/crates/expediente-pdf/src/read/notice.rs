//! What a source holds that its reader should be told of.
//!
//! Facts with counts and pages; the sentences for people are left to whoever shows them.

use serde::{Deserialize, Serialize};

/// A kind of active content. None of it is ever copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActiveKind {
    /// Scripts.
    JavaScript,
    /// Starting a program or opening a file.
    Launch,
    /// Sending a form.
    SubmitForm,
    /// Filling a form from a file.
    ImportData,
    /// Jumping into another file.
    GoToR,
    /// Jumping into an embedded file.
    GoToE,
    /// Files inside the file.
    EmbeddedFiles,
    /// Film, sound, 3D and the like.
    RichMedia,
    /// An action when the file is opened.
    OpenAction,
    /// Actions on other events.
    AdditionalActions,
    /// Links with a scheme other than web, mail and telephone.
    OtherLinks,
}

/// Something a source holds that its reader should be told of. Pages count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Notice {
    /// The page tree says one number of pages and holds another.
    PageCountDiffers {
        /// As /Count says.
        declared: i64,
        /// As found.
        found: usize,
    },
    /// The page tree was unusable; pages were found by looking at every object, so their order is a guess.
    PagesByScan,
    /// The table of objects was damaged and was rebuilt.
    Repaired,
    /// Encrypted, but open to everyone.
    EncryptedWithEmptyPassword,
    /// Content that acts; it is left out.
    ActiveContent {
        /// What it would do.
        active: ActiveKind,
        /// How often it occurs.
        count: usize,
    },
    /// Comments and markup, which will be part of the page.
    Markup {
        /// How many.
        count: usize,
        /// On which pages.
        pages: Vec<usize>,
    },
    /// Markup without an appearance of its own, of a kind that is not drawn without one.
    MarkupWithoutAppearance {
        /// How many.
        count: usize,
        /// On which pages.
        pages: Vec<usize>,
    },
    /// Redactions that were marked and never applied: the text under them is still there.
    UnappliedRedaction {
        /// How many.
        count: usize,
        /// On which pages.
        pages: Vec<usize>,
    },
    /// Form fields; their current look will be part of the page.
    FormFields {
        /// How many.
        count: usize,
    },
    /// Filled-in fields with no appearance of their own that could not be drawn either.
    FieldWithoutAppearance {
        /// Their names.
        names: Vec<String>,
    },
    /// Signed; the copy does not carry the signature.
    Signed {
        /// How many signatures.
        count: usize,
    },
    /// A form with an XFA part, which is left out.
    Xfa,
    /// Layers that are not shown; they stay hidden.
    HiddenLayers {
        /// Their names.
        names: Vec<String>,
    },
    /// Links of a page that led to pages which are not in the file.
    LinksDropped {
        /// The page.
        page: usize,
        /// How many.
        count: usize,
    },
    /// A page that is named by the page tree and cannot be read; it is not among the pages.
    PageUnreadable {
        /// Where it would have stood.
        page: usize,
    },
    /// Page content that could not be read to its end.
    ContentDamaged {
        /// The page.
        page: usize,
    },
    /// A part of a page that could not be read or decrypted and is empty in the copy.
    PartUnreadable {
        /// Its object number in the source.
        object: u32,
    },
}
