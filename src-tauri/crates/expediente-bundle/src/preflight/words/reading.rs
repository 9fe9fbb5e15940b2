//! Reports pages on which the computer read words that it is not sure of, or none although there
//! are marks like words.

use expediente_model::{Code, Finding};

use crate::preflight::case::{Case, Placed};
use crate::preflight::words::{shown, tell};

pub(super) fn check(case: &mut Case) {
    let documents: Vec<Placed> = case.documents.clone();
    for placed in documents {
        let Some(read) = placed.item.read.as_ref() else {
            continue;
        };
        for (code, pages) in [
            (Code::WordsUnsure, &read.unsure),
            (Code::WordsUnread, &read.unread),
        ] {
            if let Some(pages) = pages {
                let on = shown(case, &placed, pages);
                tell(case, &placed, Finding::new(code), &on);
            }
        }
    }
}
