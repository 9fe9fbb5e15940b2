//! Flaws of a file, as values.

use std::collections::BTreeMap;

/// One way in which a file is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Its kind.
    pub kind: FlawKind,
    /// Its page, counted from 1, where it is on one.
    pub page: Option<u32>,
    /// Details by name: `expected`, `found`, `what`, `why`, `object`, `label`, `entry`.
    pub details: BTreeMap<&'static str, String>,
}

/// Kinds of flaws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// The file does not have the form of a dossier: `why`.
    Form,
    /// The file has something that a dossier does not have, active or not: `what`.
    Active,
    /// The number of pages is not the planned one: `expected`, `found`.
    Pages,
    /// A page label is not the planned one: `expected`, `found`.
    Label,
    /// A page of the program's own is not as it draws it.
    OwnPage,
    /// What a page shows is not what was promised of it.
    Content,
    /// The words of a page that are not seen are not those that were promised, or draw something.
    Words,
    /// A page is not as it was written: its boxes, rotation, role, stamps or links.
    Changed,
    /// The outline, the page labels or the properties are not as they were written.
    Frame,
    /// The file was written by a version that promised nothing.
    Older,
    /// The program did not write the file.
    Foreign,
    /// The content of a page leaves graphics states open or closes too many.
    GraphicsState,
    /// A stamp is missing: `label`.
    StampMissing,
    /// A stamp is there but cannot be seen: `label`.
    StampHidden,
    /// A stamp is where none should be.
    StampStray,
    /// A row of the table is wrong: `expected`, `found`.
    Table,
    /// An exhibit is not in the table, or not where it should begin.
    TableMissing,
    /// A slip sheet is wrong.
    Slip,
    /// A link does not lead to a page of the file.
    Link,
    /// The outline does not lead to the pages that it names: `entry`.
    Outline,
}

impl Flaw {
    /// A flaw without details.
    pub(crate) fn new(kind: FlawKind) -> Self {
        Self {
            kind,
            page: None,
            details: BTreeMap::new(),
        }
    }

    /// With a detail.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.insert(name, value.to_string());
        self
    }

    /// On a page, counted from 0.
    pub(crate) fn on_page(mut self, at: usize) -> Self {
        // Pages are objects, and the number of an object fits.
        self.page = u32::try_from(at + 1).ok();
        self
    }
}
