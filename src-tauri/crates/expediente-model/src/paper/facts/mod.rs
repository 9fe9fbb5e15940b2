//! What is known of pages and their words.

pub mod page_facts;
pub mod paper_value;
pub mod text_facts;
pub mod wording;
