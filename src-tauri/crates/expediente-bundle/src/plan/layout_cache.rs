//! Layouts of exhibits, cached from one plan to the next.
//!
//! The window plans the dossier anew after every change, and nearly every change touches one
//! exhibit: in a case of a thousand exhibits, laying out the others again would take nearly all of
//! the time. So a plan lays out only exhibits that changed, and numbers and labels all of them
//! anew. A layout is reused where its [`LayoutKey`] still holds; keys compare addresses instead of
//! contents, which works because a change replaces the `Arc` of each exhibit and item that it
//! touches, and because a key keeps its own alive, so that no address is used twice.
//!
//! Architecture invariant: a cached layout depends on its key, the profile, the texts and the fonts
//! alone. A plan from the cache equals a plan from scratch (a property test in `tests.rs` compares
//! them).
//!
//! [`LayoutKey`]: crate::plan::layout::LayoutKey

use std::collections::{BTreeSet, HashMap};
use std::mem;
use std::sync::Arc;

use expediente_model::{Catalogue, DocumentId, Exhibit, ExhibitId, Matter};

use crate::court::profile::Profile;
use crate::front_matter::fonts::Fonts;
use crate::plan::layout::ExhibitLayout;

/// Layouts from the last plan of a matter. With another matter it is only useless, not wrong.
#[derive(Default)]
pub struct LayoutCache {
    under: Option<(Profile, bool, Catalogue, Fonts)>,
    exhibits: HashMap<ExhibitId, Arc<ExhibitLayout>>,
}

impl LayoutCache {
    /// The layouts of all exhibits in order, from the cache or from `lay` where something changed.
    pub(crate) fn exhibits(
        &mut self,
        matter: &Matter,
        (profile, own_titles): (&Profile, bool),
        (texts, fonts): (&Catalogue, &Fonts),
        drafts: &BTreeSet<DocumentId>,
        lay: impl Fn(&Arc<Exhibit>) -> ExhibitLayout,
    ) -> Vec<Arc<ExhibitLayout>> {
        let same = self
            .under
            .as_ref()
            .is_some_and(|(of, titles, words, faces)| {
                of == profile && *titles == own_titles && words == texts && faces.same(fonts)
            });
        if !same {
            self.exhibits.clear();
            self.under = Some((profile.clone(), own_titles, texts.clone(), fonts.clone()));
        }
        let mut before = mem::replace(
            &mut self.exhibits,
            HashMap::with_capacity(matter.exhibits.len()),
        );
        let mut all = Vec::with_capacity(matter.exhibits.len());
        for exhibit in &matter.exhibits {
            let layout = match before.remove(&exhibit.id) {
                Some(layout) if layout.key.is_of(exhibit, matter, drafts) => layout,
                _ => Arc::new(lay(exhibit)),
            };
            self.exhibits.insert(exhibit.id, Arc::clone(&layout));
            all.push(layout);
        }
        all
    }
}
