//! Checks of stamps: their letters, their length, and what was done so that they cover nothing.

use std::collections::BTreeMap;

use expediente_model::{Catalogue, Code, Finding, Matter};

use crate::court::profile::Profile;
use crate::front_matter::fonts::Fonts;
use crate::plan::bundle_plan::BundlePlan;
use crate::plan::stamped_page::{Room, Stamper};
use crate::preflight::case::{Case, Placed};
use crate::preflight::finding::PlannedFinding;

/// What cannot be printed on the pages of a dossier, so that it cannot be made: letters of a stamp
/// that its font lacks, or a stamp that is too long for a page.
pub fn unprintable(
    matter: &Matter,
    plan: &BundlePlan,
    profile: &Profile,
    texts: &Catalogue,
    fonts: &Fonts,
) -> Option<Finding> {
    if let Some(finding) = missing_letters(plan, fonts) {
        return Some(finding);
    }
    let stamper = Stamper::new(matter, plan, profile, texts, fonts);
    let rooms = plan.pages.iter().enumerate().filter_map(|(at, planned)| {
        // The plan carries the fault and cannot be written.
        let room = stamper.page(planned).ok()?.room;
        matches!(room, Room::TooLong(_)).then_some((at, room))
    });
    let (finding, _) = too_long(plan, &rooms.collect())?;
    Some(finding)
}

pub(super) fn check(case: &mut Case, texts: &Catalogue, fonts: &Fonts) {
    if let Some(finding) = missing_letters(case.plan, fonts) {
        case.tell(PlannedFinding::new(finding));
        return;
    }
    let stamper = Stamper::new(case.matter, case.plan, case.profile, texts, fonts);
    let mut rooms: BTreeMap<usize, Room> = BTreeMap::new();
    for (at, planned) in case.plan.pages.iter().enumerate() {
        match stamper.page(planned).map(|page| page.room) {
            // The plan carries the fault and cannot be written.
            Err(_) | Ok(Room::AsIs | Room::Moved) => {}
            Ok(room) => {
                rooms.insert(at, room);
            }
        }
    }
    if rooms.is_empty() {
        return;
    }
    if let Some((finding, first)) = too_long(case.plan, &rooms) {
        case.tell(PlannedFinding::new(finding).on(Some(first)));
    }
    let all: Vec<Placed> = case.documents.clone();
    for placed in &all {
        let pages = case.pages_of(placed);
        for (code, room) in [
            (Code::StampCovers, Room::Covers),
            (Code::PagesSmaller, Room::Smaller),
            (Code::PagesOnSheet, Room::OnSheet),
        ] {
            let on: Vec<usize> = pages
                .iter()
                .map(|(at, _)| *at)
                .filter(|at| rooms.get(at) == Some(&room))
                .collect();
            case.tell_of_pages(placed, Finding::new(code), &on, None);
        }
    }
}

/// Letters that the stamps' font lacks, in the texts that all stamps are made of.
fn missing_letters(plan: &BundlePlan, fonts: &Fonts) -> Option<Finding> {
    let numbered = plan.pages.iter().find(|page| page.number.is_some());
    let labels = plan.exhibits.iter().filter_map(|exhibit| {
        let page = plan.pages.get(exhibit.slip + 1)?;
        // The plan carries the fault and cannot be written.
        plan.exhibit_label_of(page).ok().flatten()
    });
    let number = numbered.and_then(|page| plan.label_of(page));
    let bates = numbered.and_then(|page| plan.bates_of(page));
    let texts: Vec<String> = number
        .map(String::from)
        .into_iter()
        .chain(bates)
        .chain(labels)
        .collect();
    for text in texts {
        let missing = fonts.stamps().missing(&text);
        if missing.is_empty() {
            continue;
        }
        // A line break has no letter that could be shown.
        let named = |c: &char| match c {
            c if c.is_control() => format!("U+{:04X}", u32::from(*c)),
            c => c.to_string(),
        };
        let letters: Vec<String> = missing.iter().map(named).collect();
        let shown = text.replace(|c: char| c.is_control(), " ");
        let finding = Finding::new(Code::StampLetters)
            .with("letters", letters.join(" "))
            .with("where", shown);
        return Some(finding);
    }
    None
}

/// The longest stamp that is too long for a page, and the first page.
fn too_long(plan: &BundlePlan, rooms: &BTreeMap<usize, Room>) -> Option<(Finding, usize)> {
    let long: Vec<(usize, &String)> = rooms
        .iter()
        .filter_map(|(at, room)| match room {
            Room::TooLong(text) => Some((*at, text)),
            _ => None,
        })
        .collect();
    let on: Vec<usize> = long.iter().map(|(at, _)| *at).collect();
    let longest = long.iter().max_by_key(|(_, text)| text.chars().count());
    let (Some(&first), Some((_, text))) = (on.first(), longest) else {
        return None;
    };
    let finding = Finding::new(Code::StampTooLong)
        .with("text", text)
        .with("pages", plan.said(&on));
    Some((finding, first))
}
