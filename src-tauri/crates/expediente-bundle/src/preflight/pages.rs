//! Checks of pages: direction, searchable text, resolution, size.

use std::collections::BTreeSet;

use expediente_model::{
    Code, ExhibitKind, Finding, Item, PageFacts, PhotosPerPage, Role, Turn, Wording,
};

use crate::court::paper::Paper;
use crate::court::rule::Rule;
use crate::plan::bundle_plan::PlannedSheet;
use crate::preflight::case::{Case, Placed};
use crate::preflight::finding::{Fix, PlannedFinding};

/// A scan at nominally 300 dots per inch often has 304.
const TOLERANCE: f64 = 1.05;
/// A picture on our own sheet is reduced to leave margins, which raises its resolution.
pub(super) const ON_OUR_SHEET: f64 = 1.5;

pub(super) fn check(case: &mut Case) {
    let all: Vec<Placed> = case
        .documents
        .iter()
        .filter(|placed| placed.planned.is_some())
        .copied()
        .collect();
    let mut other_size = BTreeSet::new();
    for placed in &all {
        let pages = case.pages_of(placed);
        other_size.extend(of_other_size(case, placed, &pages));
        check_direction(case, placed, &pages);
        check_text(case, placed, &pages);
        check_sharpness(case, placed, &pages);
        check_numbers(case, placed, &pages);
    }
    tell_paper_size(case, &other_size);
}

fn tell(
    case: &mut Case,
    placed: &Placed,
    code: Code,
    on: &[usize],
    values: &[(&str, String)],
    fix: Option<Fix>,
) {
    let finding = values
        .iter()
        .fold(Finding::new(code), |finding, (name, value)| {
            finding.with(name, value)
        });
    case.tell_of_pages(placed, finding, on, fix);
}

/// The turn that would make a page upright, given the turn that it has already. None where it is
/// upright or where its direction is unknown.
fn needed(item: &Item, page: u32, turned: Turn) -> Option<Turn> {
    let own = item.page_facts.as_ref().and_then(|facts| {
        let askew = PageFacts::of_page(&facts.askew, page);
        let has_text = facts.text.as_ref().is_some_and(|on| on.contains(page));
        // A page with text that is not askew is upright as it is.
        askew.or(has_text.then_some(Turn::None))
    });
    let read = || {
        let read = item.read.as_ref()?;
        let is_unsure = read.unsure.as_ref().is_some_and(|on| on.contains(page));
        if is_unsure || !read.has(page) {
            return None;
        }
        Some(PageFacts::of_page(&read.askew, page).map_or(Turn::None, |turn| turn))
    };
    let upright = own.or_else(read)?.degrees();
    match (360 + upright - turned.degrees()) % 360 {
        90 => Some(Turn::Right),
        180 => Some(Turn::Around),
        270 => Some(Turn::Left),
        _ => None,
    }
}

fn check_direction(case: &mut Case, placed: &Placed, pages: &[(usize, u32)]) {
    for (code, around) in [(Code::PageUpsideDown, true), (Code::PageSideways, false)] {
        if !case.asks(code) {
            continue;
        }
        let wrong: Vec<(usize, u32, Turn)> = pages
            .iter()
            .filter_map(|&(at, page)| {
                Some((
                    at,
                    page,
                    needed(placed.item, page, placed.document.turn(page))?,
                ))
            })
            .filter(|(.., turn)| (*turn == Turn::Around) == around)
            .collect();
        let on: Vec<usize> = wrong.iter().map(|(at, ..)| *at).collect();
        let turns = wrong.iter().map(|(_, page, turn)| (*page, *turn)).collect();
        let fix = Fix::Turn {
            document: placed.document.id,
            pages: turns,
        };
        tell(case, placed, code, &on, &[], Some(fix));
    }
}

/// Whether its words should be searchable. Photos and identity cards need no text, and petitions
/// are lists of signatures.
fn has_typed_text(placed: &Placed) -> bool {
    let kind = placed.exhibit.and_then(|exhibit| exhibit.kind);
    let photos = placed
        .exhibit
        .is_some_and(|exhibit| exhibit.photos_per_page != PhotosPerPage::One);
    !photos
        && !matches!(
            kind,
            Some(ExhibitKind::Photo | ExhibitKind::Identity | ExhibitKind::Petition)
        )
        && placed.document.role != Role::IdentityCopy
        && placed.document.caption.is_none()
}

fn check_text(case: &mut Case, placed: &Placed, pages: &[(usize, u32)]) {
    if !case.asks(Code::TextMissing) || !has_typed_text(placed) {
        return;
    }
    let is_read = |page: u32| placed.item.read.as_ref().is_some_and(|read| read.has(page));
    let without = |page: u32| match placed.page_facts() {
        _ if is_read(page) => false,
        Some(page_facts) => page_facts
            .scans
            .as_ref()
            .is_some_and(|scans| scans.contains(page)),
        None => placed.item.is_picture(),
    };
    let on: Vec<usize> = pages
        .iter()
        .filter(|(_, page)| without(*page))
        .map(|(at, _)| *at)
        .collect();
    tell(case, placed, Code::TextMissing, &on, &[], None);
}

/// The dots per inch that a rule allows.
pub(super) fn resolution_limit(rule: &Rule) -> u32 {
    // A rule without a number means the usual limit.
    rule.value.unwrap_or(300)
}

fn check_sharpness(case: &mut Case, placed: &Placed, pages: &[(usize, u32)]) {
    let Some(rule) = case.rule(Code::TooSharp) else {
        return;
    };
    let most = resolution_limit(rule);
    let mut sharp: Vec<(usize, u32)> = Vec::new();
    if let Some(page_facts) = placed.page_facts() {
        let dpi = |page| {
            PageFacts::of_page(&page_facts.dpi, page)
                .filter(|dpi| f64::from(*dpi) > f64::from(most) * TOLERANCE)
        };
        sharp.extend(
            pages
                .iter()
                .filter_map(|&(at, page)| Some((at, dpi(page)?))),
        );
    } else if has_typed_text(placed) {
        for &(at, page) in pages {
            let dpi = dots_per_inch(case, placed, at, page)
                .filter(|dpi| *dpi > f64::from(most) * ON_OUR_SHEET);
            // Dots per inch fit easily.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            sharp.extend(dpi.map(|dpi| (at, (dpi / 10.0).round() as u32 * 10)));
        }
    }
    let on: Vec<usize> = sharp.iter().map(|(at, _)| *at).collect();
    let Some(finest) = sharp.iter().map(|(_, dpi)| *dpi).max() else {
        return;
    };
    let values = [("dpi", finest.to_string()), ("most", most.to_string())];
    tell(case, placed, Code::TooSharp, &on, &values, None);
}

/// The resolution at which a picture is printed on our own sheet.
fn dots_per_inch(case: &Case, placed: &Placed, at: usize, page: u32) -> Option<f64> {
    let PlannedSheet::Photos { photos, .. } = &case.plan.pages.get(at)?.sheet else {
        return None;
    };
    let photo = photos
        .iter()
        .find(|photo| photo.item == placed.item.original && photo.page == page)?;
    let picture = placed.item.picture(page, photo.straightened)?;
    let (width, height) = if photo.orientation.swaps_sides() {
        (picture.height, picture.width)
    } else {
        (picture.width, picture.height)
    };
    let dense = |pixels: u32, points: f64| f64::from(pixels) / (points / 72.0).max(0.1);
    let cell = &photo.cell.picture;
    // Of pixels that are not square, the denser side counts.
    Some(dense(width, cell.width).max(dense(height, cell.height)))
}

fn check_numbers(case: &mut Case, placed: &Placed, pages: &[(usize, u32)]) {
    if !case.asks(Code::IdentityNumber) {
        return;
    }
    let Some(where_found) = placed.pages_saying(Wording::SocialSecurityNumber) else {
        return;
    };
    let on: Vec<usize> = pages
        .iter()
        .filter(|(_, page)| where_found.contains(*page))
        .map(|(at, _)| *at)
        .collect();
    tell(case, placed, Code::IdentityNumber, &on, &[], None);
}

/// Whether a page has the size of the paper, upright or landscape, within a tolerance that printers
/// have anyway.
pub(super) fn fits((across, down): (u32, u32), paper: Paper) -> bool {
    let (width, height) = paper.size();
    let near = |one: u32, other: f64| (f64::from(one) - other).abs() <= other * 0.02;
    near(across, width) && near(down, height) || near(across, height) && near(down, width)
}

/// The pages of a document that do not have the size of the court's paper.
fn of_other_size(case: &Case, placed: &Placed, pages: &[(usize, u32)]) -> Vec<usize> {
    if !case.asks(Code::PaperSize) {
        return Vec::new();
    }
    let Some(page_facts) = placed.page_facts() else {
        return Vec::new();
    };
    let other = |page| {
        PageFacts::of_page(&page_facts.sizes, page)
            .is_some_and(|size| !fits(size, case.profile.paper))
    };
    pages
        .iter()
        .filter(|(_, page)| other(*page))
        .map(|(at, _)| *at)
        .collect()
}

/// Reports other sizes once for the whole dossier, because papers from abroad often all have the
/// other size.
fn tell_paper_size(case: &mut Case, on: &BTreeSet<usize>) {
    let on: Vec<usize> = on.iter().copied().collect();
    if let Some(&first) = on.first() {
        let finding = Finding::new(Code::PaperSize)
            .with("pages", case.said(&on))
            .with("paper", case.profile.paper.word());
        case.tell(PlannedFinding::new(finding).on(Some(first)));
    }
}
