//! Everything that a dossier is written from.

use expediente_model::{Catalogue, Digest, Item, Matter, Papers};

use crate::court::profile::Profile;
use crate::error::BundleError;
use crate::front_matter::fonts::Fonts;
use crate::plan::bundle_plan::BundlePlan;
use crate::plan::stamped_page::Stamper;

/// Everything that a dossier is written from.
pub struct RenderInput<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// Its plan, made for the same profile, texts and fonts.
    pub plan: &'a BundlePlan,
    /// The court's rules.
    pub profile: &'a Profile,
    /// The words of the dossier.
    pub texts: &'a Catalogue,
    /// The fonts of the front matter.
    pub fonts: &'a Fonts,
    /// An sRGB profile for the output intent.
    pub icc: &'a [u8],
    /// The bytes of the papers.
    pub papers: &'a dyn Papers,
    /// The creation date of the file: year, month, day, hour, minute, second, in UTC.
    pub created: (u16, u8, u8, u8, u8, u8),
}

impl<'a> RenderInput<'a> {
    /// What puts the stamps on the pages.
    pub(crate) fn stamper(&self) -> Stamper<'a> {
        Stamper::new(self.matter, self.plan, self.profile, self.texts, self.fonts)
    }

    /// The paper with this original.
    pub(crate) fn item(&self, digest: Digest) -> Result<&'a Item, BundleError> {
        let item = self.matter.items.get(&digest).map(AsRef::as_ref);
        item.ok_or(BundleError::Bug(
            "a page shows a paper that the matter does not have",
        ))
    }
}
