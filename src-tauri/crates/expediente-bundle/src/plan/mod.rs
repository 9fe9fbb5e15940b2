//! The plan of a dossier: every page with its label, before anything is written.
//!
//! [`planner`] makes a [`bundle_plan::BundlePlan`]; the other files hold what it is made of.

pub(crate) mod bundle_plan;
pub(crate) mod drafts;
pub(crate) mod layout;
pub(crate) mod layout_cache;
pub(crate) mod page_counter;
pub(crate) mod page_numbering;
pub(crate) mod places;
pub(crate) mod planner;
pub(crate) mod stamped_page;
pub(crate) mod translation_order;
pub(crate) mod volumes;
pub(crate) mod weight;

#[cfg(test)]
mod tests;
