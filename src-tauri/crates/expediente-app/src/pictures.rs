//! Pictures of pages: of a paper as it came, of the dossier as it will be.
//!
//! Drawing is done by children (`expediente-intake`), the page of the dossier is put together as a build does it
//! (`expediente-bundle`), small pictures of papers are kept in the store (`expediente-vault`). This joins them, and sees
//! to it that no picture of another state of the matter is shown.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use expediente_bundle::{BundlePlan, RenderInput, LayoutCache, Profile, Sources, render_page};
use expediente_intake::{DrawError, DrawPool, Drawing, ReaderProgram};
use expediente_model::{
    ChangeError, Digest, Document, Finding, Item, Matter, MatterId, MediaKind, Turn,
};

use crate::court::Court;
use crate::{App, AppError, Watch};

/// The sides that a picture can have: its longest, in pixels.
pub const PICTURE_SIDES: [u32; 5] = [160, 320, 640, 1280, 2048];

/// The longest side of pictures of papers that are kept in the store.
const KEPT_SIDE: u32 = 320;

/// Bytes of pictures of the dossier that are kept in memory.
const MEMORY_BYTES: usize = 24_000_000;

/// Plans that are kept: of the matter that is shown, and of the one before.
const PLANS: usize = 2;

/// Raised when pictures become others for the same page, so that none of the old ones is shown.
const FORM: u32 = 1;

/// Children that draw at a time.
const CHILDREN: usize = 2;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Pictures are not made in this size.
    #[error("pictures of pages have a longest side of {PICTURE_SIDES:?} pixels, not {0}")]
    Size(u32),
    /// The text is no SHA-256.
    #[error("“{0}” names no paper")]
    NoPaper(String),
    /// There is no such page.
    #[error("page {page} was asked for; there are {total}")]
    NoPage {
        /// Asked for, counted from 1.
        page: u64,
        /// How many there are.
        total: u64,
    },
    /// It cannot be drawn.
    #[error("the page cannot be drawn: {}", .0.code.word())]
    Page(Finding),
}

/// A plan and what it was made of.
pub(crate) struct Planned {
    pub matter: Arc<Matter>,
    pub revision: String,
    pub plan: Arc<BundlePlan>,
    /// The rules that it was made by.
    pub profile: Arc<Profile>,
}

/// Which picture of which state of which dossier.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    matter: MatterId,
    revision: String,
    index: usize,
    side: u32,
}

/// What pictures need from one request to the next.
pub(crate) struct Gallery {
    pool: DrawPool,
    sources: Mutex<Sources>,
    /// The one that was asked for last stands last, here and below.
    plans: Mutex<VecDeque<(MatterId, String, Arc<BundlePlan>)>>,
    /// What the last plan leaves to the next.
    kept: Mutex<LayoutCache>,
    drawn: Mutex<VecDeque<(Key, Arc<Vec<u8>>)>>,
}

impl Gallery {
    pub(crate) fn new(reader: ReaderProgram) -> Self {
        Self {
            pool: DrawPool::new(reader, CHILDREN),
            sources: Mutex::default(),
            plans: Mutex::default(),
            kept: Mutex::default(),
            drawn: Mutex::default(),
        }
    }

    fn found(&self, key: &Key) -> Option<Vec<u8>> {
        let mut drawn = held(&self.drawn);
        let at = drawn.iter().position(|(had, _)| had == key)?;
        let found = drawn.remove(at)?;
        let bytes = found.1.to_vec();
        drawn.push_back(found);
        Some(bytes)
    }

    fn remember(&self, key: Key, bytes: &[u8]) {
        let mut drawn = held(&self.drawn);
        // What was true of an earlier state is not asked for any more, and two threads may have drawn the same.
        drawn.retain(|(had, _)| {
            had.matter != key.matter || (had.revision == key.revision && *had != key)
        });
        drawn.push_back((key, Arc::new(bytes.to_vec())));
        let mut total: usize = drawn.iter().map(|(_, bytes)| bytes.len()).sum();
        while total > MEMORY_BYTES {
            let Some((_, oldest)) = drawn.pop_front() else {
                return;
            };
            total -= oldest.len();
        }
    }
}

/// A panic elsewhere leaves these as they were: they are lists of finished things.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<DrawError> for AppError {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::Refused(finding) => PictureFault::Page(finding).into(),
            // Nobody looks there any more.
            DrawError::Superseded => Self::Cancelled,
        }
    }
}

impl App {
    /// A word that becomes another one with everything that changes in a matter. Pictures of its dossier are those of a
    /// revision.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn revision(&self, id: &MatterId) -> Result<String, AppError> {
        Ok(self.vault.revised(id)?.1)
    }

    /// Plans a matter as it is now, so that what is asked next finds the plan.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown.
    pub fn plan_ahead(&self, id: &MatterId) -> Result<(), AppError> {
        self.planned(id).map(drop)
    }

    /// The plan of a matter as it is now.
    pub(crate) fn planned(&self, id: &MatterId) -> Result<Planned, AppError> {
        // Who arranges a case wants the new numbers before pictures that nobody looks at yet.
        self.gallery.pool.hush();
        let (matter, revision) = self.vault.revised(id)?;
        let Court { profile, own } = self.court(&matter.facts.profile)?;
        // A profile that the user changes makes another dossier of the same matter.
        let revision = match own {
            None => revision,
            Some(text) => format!("{revision}-{}", Digest::of(text.as_bytes()).short()),
        };
        let known = {
            let mut plans = held(&self.gallery.plans);
            let at = plans
                .iter()
                .position(|(of, at, _)| of == id && *at == revision);
            let found = at.and_then(|at| plans.remove(at));
            found.map(|found| {
                let plan = Arc::clone(&found.2);
                plans.push_back(found);
                plan
            })
        };
        if let Some(plan) = known {
            return Ok(Planned {
                matter,
                revision,
                plan,
                profile,
            });
        }
        let facts = &matter.facts;
        let texts = self.assets.texts(facts.language);
        let plan = BundlePlan::again(
            &matter,
            &profile,
            texts,
            &self.assets.fonts,
            &mut held(&self.gallery.kept),
        );
        let plan = Arc::new(plan);
        let mut plans = held(&self.gallery.plans);
        let (mut stale, others): (VecDeque<_>, _) =
            plans.drain(..).partition(|(of, _, _)| of == id);
        *plans = others;
        plans.push_back((id.clone(), revision.clone(), Arc::clone(&plan)));
        while plans.len() > PLANS {
            stale.extend(plans.pop_front());
        }
        // To forget twenty thousand pages takes a millisecond, for which nobody need wait.
        thread::spawn(move || drop(stale));
        Ok(Planned {
            matter,
            revision,
            plan,
            profile,
        })
    }

    /// A page of a paper as a JPEG whose longest side has `px` pixels, or fewer where the paper is a small picture.
    /// `untrusted_item` is the SHA-256 of the original, `page` counts from 1, and `turn` is on top of how it came.
    ///
    /// # Errors
    /// When there is no such paper, page or size, or the page cannot be drawn. Cancelled when so many others were asked
    /// for that nobody looks there any more.
    pub fn paper_picture(
        &self,
        matter: &MatterId,
        untrusted_item: &str,
        page: u32,
        turn: Turn,
        px: u32,
    ) -> Result<Vec<u8>, AppError> {
        check_side(px)?;
        let digest: Digest = untrusted_item
            .parse()
            .map_err(|_| PictureFault::NoPaper(untrusted_item.chars().take(80).collect()))?;
        let whole = self.vault.matter(matter)?;
        let item = whole
            .items
            .get(&digest)
            .ok_or(ChangeError::NoItem(digest))?;
        let pool = &self.gallery.pool;
        let drawing = self.drawing(matter, item, page, turn, px)?;
        let pictures = self.vault.pictures(matter);
        let name = name(&digest, page, turn, px);
        if px <= KEPT_SIDE
            && let Some(kept) = pictures.get(&name)
        {
            return Ok(kept);
        }
        let drawn = pool.draw(&drawing)?;
        if px <= KEPT_SIDE {
            pictures.keep(&name, &drawn.bytes);
        }
        Ok(drawn.bytes)
    }

    /// A page of the dossier as it would be built now, counted from 0, as a JPEG whose longest side has `px` pixels.
    ///
    /// # Errors
    /// As of [`App::paper_picture`].
    pub fn dossier_picture(
        &self,
        matter: &MatterId,
        index: usize,
        px: u32,
    ) -> Result<Vec<u8>, AppError> {
        check_side(px)?;
        let pool = &self.gallery.pool;
        let planned = self.planned(matter)?;
        let key = Key {
            matter: matter.clone(),
            revision: planned.revision.clone(),
            index,
            side: px,
        };
        if let Some(found) = self.gallery.found(&key) {
            return Ok(found);
        }
        let page = self.dossier_page(matter, &planned, index)?;
        let drawn = pool.draw(&Drawing::of_pdf(page).longest_side(px))?;
        self.gallery.remember(key, &drawn.bytes);
        Ok(drawn.bytes)
    }

    /// One page of the dossier as a PDF.
    fn dossier_page(
        &self,
        id: &MatterId,
        planned: &Planned,
        index: usize,
    ) -> Result<Vec<u8>, AppError> {
        let total = planned.plan.pages.len();
        if index >= total {
            return Err(PictureFault::NoPage {
                page: index as u64 + 1,
                total: total as u64,
            }
            .into());
        }
        let facts = &planned.matter.facts;
        let papers = self.vault.papers(id);
        let ingredients = RenderInput {
            matter: &planned.matter,
            plan: &planned.plan,
            profile: &planned.profile,
            texts: self.assets.texts(facts.language),
            fonts: &self.assets.fonts,
            icc: self.assets.icc,
            papers: &papers,
            created: (self.clock)().civil(),
        };
        Ok(render_page(
            &ingredients,
            index,
            &mut held(&self.gallery.sources),
        )?)
    }

    /// Draws the small pictures of the first page of every paper that are not there yet, one at a time and only while
    /// nothing else is to be drawn. What cannot be drawn is passed over: whoever asks for it is told.
    ///
    /// # Errors
    /// When there is no such matter, or it was ended.
    pub fn warm(&self, matter: &MatterId, watch: &dyn Watch) -> Result<(), AppError> {
        let whole = self.vault.matter(matter)?;
        let pool = &self.gallery.pool;
        let pictures = self.vault.pictures(matter);
        let go_on = || !watch.cancel().load(Ordering::Relaxed);
        let placed = whole.documents().filter_map(|document| {
            let item = whole.items.get(&document.item)?;
            let page = first_page(document, item)?;
            Some((item, page, document.turn(page)))
        });
        let unplaced = whole.unplaced();
        let rest = unplaced
            .iter()
            .filter_map(|digest| Some((whole.items.get(digest)?, 1, Turn::None)));
        let first: Vec<_> = placed.chain(rest).collect();
        for side in [160, KEPT_SIDE] {
            for (item, page, turn) in &first {
                let name = name(&item.original, *page, *turn, side);
                if pictures.has(&name) {
                    continue;
                }
                let Ok(drawing) = self.drawing(matter, item, *page, *turn, side) else {
                    continue;
                };
                match pool.draw_when_idle(&drawing, &go_on) {
                    Ok(Some(drawn)) => pictures.keep(&name, &drawn.bytes),
                    Ok(None) => return Err(AppError::Cancelled),
                    Err(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Lets go of a matter's files, so that they can be erased, and of all that was seen of them.
    pub(crate) fn forget_pictures(&self, id: &MatterId) {
        self.gallery.pool.let_go();
        held(&self.gallery.sources).close();
        held(&self.gallery.plans).retain(|(of, _, _)| of != id);
        held(&self.gallery.drawn).retain(|(key, _)| key.matter != *id);
    }

    /// What is asked of a child for a page of a paper.
    fn drawing(
        &self,
        id: &MatterId,
        item: &Item,
        page: u32,
        turn: Turn,
        px: u32,
    ) -> Result<Drawing, AppError> {
        if page == 0 || page > item.pages {
            return Err(PictureFault::NoPage {
                page: page.into(),
                total: item.pages.into(),
            }
            .into());
        }
        let papers = self.vault.papers(id);
        let path = |digest: &Digest| {
            if *digest == item.original {
                papers.original(digest)
            } else {
                papers.derivative(digest)
            }
        };
        let drawing = if item.is_picture() {
            let none = || PictureFault::NoPage {
                page: page.into(),
                total: item.pictures.len() as u64,
            };
            let picture = item
                .pictures
                .get((page as usize).saturating_sub(1))
                .ok_or_else(none)?;
            // What is not drawn from the original is drawn from the plain PNG that was made of it.
            let media = if picture.source == item.original {
                item.media
            } else {
                MediaKind::Png
            };
            Drawing::of_file(&path(&picture.source), media).held(picture.orientation)
        } else {
            Drawing::of_file(&path(&item.usable()), MediaKind::Pdf).page(page)
        };
        Ok(drawing.turned(turn).longest_side(px))
    }
}

fn first_page(document: &Document, item: &Item) -> Option<u32> {
    document.chosen_pages(item.pages).into_iter().next()
}

fn check_side(px: u32) -> Result<(), PictureFault> {
    if PICTURE_SIDES.contains(&px) {
        Ok(())
    } else {
        Err(PictureFault::Size(px))
    }
}

/// What a picture of a paper is called in the store. The paper's bytes are in the name, so that it is never of others.
fn name(digest: &Digest, page: u32, turn: Turn, px: u32) -> String {
    format!("{digest}-{page}-{}-{px}-{FORM}", turn.degrees())
}
