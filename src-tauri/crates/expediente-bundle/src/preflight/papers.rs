//! Checks of single exhibits: age of certificates, length, size of photos.

use expediente_model::{Code, Exhibit, ExhibitKind, Finding, PhotosPerPage, Place, folded};

use crate::plan::bundle_plan::PlannedSheet;
use crate::preflight::case::Case;
use crate::preflight::finding::{Fix, PlannedFinding};

pub(super) fn check(case: &mut Case) {
    for exhibit in case.matter.exhibits.clone() {
        if !case.is_shown(&exhibit) {
            continue;
        }
        if exhibit.kind == Some(ExhibitKind::Certificate) && runs_out(&exhibit.title) {
            check_age(case, &exhibit);
        }
        check_length(case, &exhibit);
        check_photos(case, &exhibit);
    }
}

/// Whether a certificate is of a kind that courts want new. A birth stays what it was.
fn runs_out(title: &str) -> bool {
    const LASTING: [&str; 17] = [
        "nacimiento",
        "matrimonio",
        "defuncion",
        "bautismo",
        "diploma",
        "titulo",
        "bachiller",
        "estudios",
        "notas",
        "curso",
        "birth",
        "marriage",
        "death",
        "baptism",
        "degree",
        "transcript",
        "training",
    ];
    let folded = folded(title);
    !folded
        .split(|c: char| !c.is_alphabetic())
        .any(|word| LASTING.contains(&word))
}

fn check_age(case: &mut Case, exhibit: &Exhibit) {
    let Some(rule) = case.rule(Code::CertificateOld) else {
        return;
    };
    // A rule without a number means the usual three months.
    let days = rule.value.unwrap_or(90);
    match exhibit.date {
        Some(date) if case.today.days_since(date) > i64::from(days) => {
            case.tell_of_exhibit(
                exhibit,
                Finding::new(Code::CertificateOld)
                    .with("date", date)
                    .with("days", days),
            );
        }
        Some(_) => {}
        None if case.asks(Code::CertificateUndated) => {
            case.tell_of_exhibit(exhibit, Finding::new(Code::CertificateUndated));
        }
        None => {}
    }
}

/// A rule on length applies to papers whose titles contain certain words. A profile may have
/// several; the strictest one counts.
fn check_length(case: &mut Case, exhibit: &Exhibit) {
    let pages = case.places.sheets_of_exhibit(exhibit.id);
    let title = exhibit.title.to_lowercase();
    let rules = case.profile.rules.iter().enumerate();
    let meant = |words: &[String]| {
        words
            .iter()
            .any(|word| title.contains(&word.to_lowercase()))
    };
    let rules = rules
        .filter(|(_, rule)| rule.checks.contains_key(&Code::PaperTooLong) && meant(&rule.titles));
    let least = rules.filter_map(|(at, rule)| Some((rule.value?, at))).min();
    if let Some((most, at)) = least.filter(|(most, _)| pages > *most as usize) {
        let finding = Finding::new(Code::PaperTooLong)
            .with("pages", pages)
            .with("most", most);
        let finding = finding.with("exhibit", case.name_of(exhibit));
        let page = case.page_of(exhibit);
        let found = PlannedFinding::new(finding)
            .at(Some(Place::Exhibit(exhibit.id)), None)
            .on(page);
        case.tell(PlannedFinding {
            rule: Some(at),
            ..found
        });
    }
}

/// Photos must have at least 4 x 6 inches, upright or landscape.
fn check_photos(case: &mut Case, exhibit: &Exhibit) {
    const SHORT: f64 = 4.0 * 72.0;
    const LONG: f64 = 6.0 * 72.0;
    if !case.asks(Code::PhotoTooSmall) {
        return;
    }
    let is_small = |at: &usize| match case.plan.pages.get(*at).map(|page| &page.sheet) {
        Some(PlannedSheet::Photos { photos, .. }) => photos.iter().any(|photo| {
            let (width, height) = (photo.cell.picture.width, photo.cell.picture.height);
            // A picture of other proportions is large enough if one of its sides is.
            width.max(height) < LONG - 1.0 && width.min(height) < SHORT - 1.0
        }),
        _ => false,
    };
    let small = case
        .places
        .exhibit(exhibit.id)
        .iter()
        .flat_map(|part| part.slip..=part.last)
        .find(is_small);
    let Some(at) = small else {
        return;
    };
    let fewer = match exhibit.photos_per_page {
        PhotosPerPage::Six | PhotosPerPage::Four => PhotosPerPage::Two,
        PhotosPerPage::Two => PhotosPerPage::One,
        // A photo that has the whole page cannot be larger.
        PhotosPerPage::One => return,
    };
    let finding = Finding::new(Code::PhotoTooSmall).with("exhibit", case.name_of(exhibit));
    let found = PlannedFinding::new(finding)
        .at(Some(Place::Exhibit(exhibit.id)), None)
        .on(Some(at));
    case.tell(found.fixed_by(Fix::PhotosPerPage {
        exhibit: exhibit.id,
        count: fewer,
    }));
}
