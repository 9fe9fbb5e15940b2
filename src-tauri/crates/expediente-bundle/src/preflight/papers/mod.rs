//! Checks of single exhibits: age of certificates, length, size of photos.

pub(crate) mod certificates;
mod petitions;

use std::collections::BTreeSet;

use expediente_model::{
    Code, Date, Document, DocumentId, Exhibit, ExhibitKind, Finding, Item, PhotosPerPage,
    PictureHash, Place, Role, folded,
};

use crate::court::rule::Rule;
use crate::plan::bundle_plan::PlannedSheet;
use crate::preflight::case::{Case, Placed};
use crate::preflight::finding::{Fix, PlannedFinding};

pub(super) fn check(case: &mut Case) {
    check_twins(case);
    for exhibit in case.matter.exhibits.clone() {
        if !case.is_shown(&exhibit) {
            continue;
        }
        if ages(&exhibit) {
            check_age(case, &exhibit);
        }
        certificates::check_freshness(case, &exhibit);
        certificates::check_number(case, &exhibit);
        petitions::check(case, &exhibit);
        check_length(case, &exhibit);
        check_title(case, &exhibit);
        check_photos(case, &exhibit);
        check_unlisted(case, &exhibit);
    }
    petitions::check_across(case);
}

/// Reports what was written about photos and is printed nowhere: captions that are cut short, and
/// people and authors, which only the list before them has.
fn check_unlisted(case: &mut Case, exhibit: &Exhibit) {
    // Of a paper among several, the slip sheet says it.
    let has_photos = exhibit.kind.is_none_or(|kind| kind == ExhibitKind::Photo);
    if exhibit.photo_list || !has_photos {
        return;
    }
    let parts = case.places.exhibit(exhibit.id).iter();
    let pages = parts.flat_map(|part| part.slip..=part.last);
    let sheets = pages.filter_map(|at| case.plan.pages.get(at));
    let photos = sheets.flat_map(|page| match &page.sheet {
        PlannedSheet::Photos { photos, .. } => photos.as_slice(),
        _ => &[],
    });
    let cut = photos.filter(|photo| photo.cell.is_cut()).count();
    // A caption that somebody ended so.
    let own = exhibit
        .documents
        .iter()
        .filter_map(|one| one.caption.as_deref());
    let cut = cut.saturating_sub(own.filter(|caption| caption.ends_with('…')).count());
    let said = |one: &&Document| one.people.is_some() || one.author.is_some();
    let count = cut.max(exhibit.documents.iter().filter(said).count());
    if count > 0 {
        let finding = Finding::new(Code::PhotosUnlisted).with("count", count);
        case.tell_of_exhibit(exhibit, finding);
    }
}

/// Photos of the same paper, which came in twice: sent again, compressed, photographed again. Of
/// each pair, the worse one is reported, with the better one beside it.
fn check_twins(case: &mut Case) {
    let shown: Vec<Shown> = case.documents.iter().filter_map(Shown::of).collect();
    let mut told: Vec<DocumentId> = Vec::new();
    for (at, one) in shown.iter().enumerate() {
        for other in shown.iter().skip(at + 1) {
            if !one.is_twin_of(other) {
                continue;
            }
            let (better, worse) = if merit(&one.placed) >= merit(&other.placed) {
                (one.placed, other.placed)
            } else {
                (other.placed, one.placed)
            };
            let id = worse.document.id;
            if told.contains(&id) {
                continue;
            }
            told.push(id);
            let finding = Finding::new(Code::SamePaperTwice)
                .with("document", worse.item.name.as_str())
                .with("other", better.item.name.as_str());
            let page = worse.planned.map(|planned| planned.first);
            let found = PlannedFinding::new(finding)
                .at(Some(worse.place), Some(id))
                .on(page);
            let twins = [better.document.id, id];
            case.tell(found.fixed_by(Fix::LeaveOneTwin { twins }));
        }
    }
}

/// A photo of its own, which no other paper goes with, and by what the same one is known.
struct Shown<'a> {
    placed: Placed<'a>,
    hash: Option<PictureHash>,
    words: Option<ReadWords>,
}

impl<'a> Shown<'a> {
    /// None for what is no photo of its own.
    fn of(placed: &Placed<'a>) -> Option<Self> {
        let is_whole = placed.document.role == Role::Paper && !placed.document.unsigned;
        if !is_whole || placed.planned.is_none() || placed.item.pages != 1 {
            return None;
        }
        Some(Self {
            placed: *placed,
            hash: placed.item.picture(1, None)?.hash,
            words: ReadWords::of(placed.item),
        })
    }

    fn is_twin_of(&self, other: &Self) -> bool {
        if self.placed.item.original == other.placed.item.original {
            return false;
        }
        let hashes = self.hash.zip(other.hash);
        let looks = |most| hashes.is_some_and(|(one, other)| one.distance(&other) <= most);
        let look_same = looks(PictureHash::SAME);
        match self.words.as_ref().zip(other.words.as_ref()) {
            // Forms of one office look the same, and say something else.
            Some((one, other)) if look_same => one.may_be(other),
            // A paper that was photographed again looks different, and says the same.
            Some((one, other)) => one.is_same(other),
            // Two papers on one table look the same; what they say is not known.
            None => looks(PictureHash::SAME / 2),
        }
    }
}

/// What was read at the beginning of a paper.
struct ReadWords {
    /// Its words, folded, without the short ones.
    words: BTreeSet<String>,
    /// Its long numbers, such as those of identity cards, without their dots.
    numbers: BTreeSet<String>,
}

impl ReadWords {
    /// Nothing where the words are not known, or not surely.
    fn of(item: &Item) -> Option<Self> {
        let read = folded(item.read.as_ref()?.sure_first_words()?);
        let words = read.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() > 2);
        let numbers = read.split_whitespace().map(|word| {
            let digits = word.chars().filter(char::is_ascii_digit);
            digits.collect::<String>()
        });
        Some(Self {
            words: words.map(str::to_owned).collect(),
            numbers: numbers.filter(|digits| digits.len() >= 5).collect(),
        })
    }

    /// Of ten different words, so many are on both.
    fn in_common(&self, other: &Self) -> usize {
        let both = self.words.intersection(&other.words).count();
        both * 10 / self.words.len().max(other.words.len()).max(1)
    }

    /// Whether both can be of one paper, of which some words were misread.
    fn may_be(&self, other: &Self) -> bool {
        let has_other_numbers = !self.numbers.is_empty()
            && !other.numbers.is_empty()
            && self.numbers.is_disjoint(&other.numbers);
        self.in_common(other) >= 7 && !has_other_numbers
    }

    /// Whether both surely say the same.
    fn is_same(&self, other: &Self) -> bool {
        const LEAST: usize = 12;
        // What costs least first: every two papers of a case are compared.
        self.numbers == other.numbers && self.words.len() >= LEAST && self.in_common(other) >= 9
    }
}

/// How good a photo is: whether it can be read, and how many pixels it has.
fn merit(placed: &Placed) -> (bool, u64) {
    let poor = [
        Code::PictureBlurred,
        Code::PictureDark,
        Code::PictureSmall,
        Code::PictureTruncated,
    ];
    let is_poor = placed
        .item
        .findings
        .iter()
        .any(|found| poor.contains(&found.code));
    let pixels = placed.item.picture(1, None).map_or(0, |picture| {
        u64::from(picture.width) * u64::from(picture.height)
    });
    (!is_poor, pixels)
}

/// Whether an exhibit is a certificate that courts want new.
fn ages(exhibit: &Exhibit) -> bool {
    exhibit.kind == Some(ExhibitKind::Certificate) && runs_out(&exhibit.title)
}

/// Days after which a rule calls a certificate old; without a number, the usual three months.
fn days_of(rule: &Rule) -> u32 {
    rule.value.map_or(90, |days| days)
}

/// Whether a certificate is of a kind that courts want new: of the police record, or of conduct. A
/// birth stays what it was, and nobody asks for a new letter from an employer.
fn runs_out(title: &str) -> bool {
    const AGING: [&str; 14] = [
        "antecedent",
        "penal",
        "policia",
        "judicial",
        "prontuario",
        "interpol",
        "conduct",
        "condut",
        "record",
        "criminal",
        "police",
        "fbi",
        "casier",
        "solvencia",
    ];
    let folded = folded(title);
    // An apostille alone; a certificate that has one still ages.
    let is_apostille = folded.starts_with("apostill");
    let mut words = folded.split(|c: char| !c.is_alphabetic());
    !is_apostille && words.any(|word| AGING.iter().any(|stem| word.starts_with(stem)))
}

/// The day of an exhibit. Of papers that were joined each has its own: the earliest counts.
fn day(exhibit: &Exhibit) -> Option<Date> {
    let papers = exhibit.documents.iter().filter(|one| one.role.is_paper());
    let dates = papers.filter_map(|one| one.date);
    exhibit.date.or_else(|| dates.min())
}

fn check_age(case: &mut Case, exhibit: &Exhibit) {
    let Some(rule) = case.rule(Code::CertificateOld) else {
        return;
    };
    let days = days_of(rule);
    match day(exhibit) {
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

/// A word for any paper stands in the table where nobody said what one is.
fn check_title(case: &mut Case, exhibit: &Exhibit) {
    let planned = case.places.exhibit(exhibit.id);
    let Some(planned) = planned.first().filter(|_| exhibit.title.trim().is_empty()) else {
        return;
    };
    if exhibit.kind == Some(ExhibitKind::Photo) {
        return;
    }
    let finding = Finding::new(Code::TitleMissing).with("title", &planned.title);
    case.tell_of_exhibit(exhibit, finding);
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
        PhotosPerPage::Twelve => PhotosPerPage::Six,
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
