//! Gives out page numbers in order.

use crate::court::profile::Profile;
use crate::plan::bundle_plan::{PlannedPage, PlannedSheet};

/// The page number that is given out next.
pub(crate) struct PageCounter {
    every_page: bool,
    next: u32,
}

impl PageCounter {
    pub fn new(profile: &Profile) -> Self {
        Self {
            every_page: profile.numbering.every_page,
            next: 1,
        }
    }

    /// The number of the next numbered page.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// Numbers so many pages and returns the last number. Loose pages have none in most courts.
    pub fn pass(&mut self, pages: usize, loose: bool) -> u32 {
        let numbered = if !loose || self.every_page { pages } else { 0 };
        // The index of a page is a u32 in the plan, and memory ends long before that does.
        #[allow(clippy::cast_possible_truncation)]
        let numbered = numbered as u32;
        self.next = self.next.saturating_add(numbered);
        self.next - 1
    }

    /// The next page. `exhibit` is its entry of the plan's exhibits and its page there.
    pub fn page(
        &mut self,
        sheet: PlannedSheet,
        exhibit: Option<(u32, u32)>,
        loose: bool,
    ) -> PlannedPage {
        let number = (!loose || self.every_page).then_some(self.next);
        self.pass(1, loose);
        PlannedPage {
            number,
            exhibit,
            sheet,
            draft: false,
        }
    }
}
