//! Checks of the filing as a whole: size, file name, service, day of the hearing.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_model::{
    Catalogue, Code, ExhibitId, Facts, Finding, Matter, Place, Role, folded, without_accents,
};

use crate::court::files::Letters;
use crate::court::profile::Profile;
use crate::front_matter::fonts::Fonts;
use crate::plan::bundle_plan::{BundlePlan, PlannedVolume};
use crate::preflight::case::{Case, Placed};
use crate::preflight::facts::day_of;
use crate::preflight::finding::{Fix, PlannedFinding};

pub(super) fn check(case: &mut Case, texts: &Catalogue, fonts: &Fonts, name: &str) {
    check_size(case, texts, fonts);
    check_service(case);
    check_hearing(case);
    for finding in file_name_faults(case.profile, case.matter, name) {
        case.tell(finding);
    }
}

/// Bytes rounded up to a tenth of a million, as they are shown. An answer to a finding holds as
/// long as the shown size stays the same.
pub(super) fn in_tenths(bytes: u64) -> u64 {
    bytes.div_ceil(100_000) * 100_000
}

fn check_size(case: &mut Case, texts: &Catalogue, fonts: &Fonts) {
    let Some(limit) = case.profile.limit else {
        return;
    };
    if case.matter.facts.split {
        let plan = case.plan;
        // Of an exhibit that was cut, only the largest part is reported.
        let mut over: BTreeMap<Option<ExhibitId>, (&PlannedVolume, &str)> = BTreeMap::new();
        for volume in plan.volumes.iter().filter(|volume| volume.estimate > limit) {
            // A volume of loose papers alone has no exhibit.
            let exhibit = plan.exhibits.get(volume.exhibits.start);
            let found = (volume, exhibit.map_or("", |exhibit| exhibit.label.as_str()));
            let told = over
                .entry(exhibit.map(|exhibit| exhibit.id))
                .or_insert(found);
            if told.0.estimate < volume.estimate {
                *told = found;
            }
        }
        for (exhibit, (volume, label)) in over {
            let place = exhibit.map(Place::Exhibit);
            let finding =
                Finding::new(Code::VolumeTooLarge).with("size", in_tenths(volume.estimate));
            let finding = finding.with("limit", limit).with("exhibit", label);
            case.tell(
                PlannedFinding::new(finding)
                    .at(place, None)
                    .on(Some(volume.pages.start)),
            );
        }
        return;
    }
    let size = case.plan.estimate;
    if size <= limit {
        return;
    }
    // The first cut would be after the last exhibit of the first volume.
    let mut split: Matter = case.matter.clone();
    split.facts = Arc::new(Facts {
        split: true,
        ..(*case.matter.facts).clone()
    });
    let plan = BundlePlan::of(&split, case.profile, texts, fonts);
    let first = plan
        .volumes
        .first()
        .and_then(|volume| volume.exhibits.end.checked_sub(1));
    let after = first.and_then(|at| plan.exhibits.get(at));
    // A first volume of papers before the cover page alone has no exhibit.
    let after = after.map_or("", |exhibit| exhibit.label.as_str());
    let finding = Finding::new(Code::NeedsSplit)
        .with("size", in_tenths(size))
        .with("limit", limit);
    let finding = finding
        .with("after", after)
        .with("volumes", plan.volumes.len());
    case.tell(PlannedFinding::new(finding).fixed_by(Fix::Split));
}

fn check_service(case: &mut Case) {
    if !case.asks(Code::ServiceMissing) && !case.asks(Code::ServiceUndated) {
        return;
    }
    let proofs: Vec<_> = case
        .documents
        .iter()
        .filter(|placed| placed.document.role == Role::ProofOfService)
        .copied()
        .collect();
    if proofs.is_empty() {
        if case.asks(Code::ServiceMissing) {
            let mut finding = Finding::new(Code::ServiceMissing);
            let said = case.documents.iter().find(|placed| is_called_proof(placed));
            let Some(said) = said.copied() else {
                case.tell(PlannedFinding::new(finding).fixed_by(Fix::ProofOfService));
                return;
            };
            // It is there, and nobody has said what it is.
            finding = finding.with("document", said.title());
            let page = said.planned.map(|planned| planned.first);
            case.tell(
                PlannedFinding::new(finding)
                    .at(Some(said.place), Some(said.document.id))
                    .on(page),
            );
        }
        return;
    }
    let dated = case
        .matter
        .facts
        .service
        .as_ref()
        .is_some_and(|service| service.date.is_some())
        || proofs
            .iter()
            .any(|proof| proof.document.date.is_some() || says_when(proof));
    if dated || !case.asks(Code::ServiceUndated) {
        return;
    }
    if let Some(proof) = proofs.first() {
        let page = proof.planned.map(|planned| planned.first);
        let finding = PlannedFinding::new(Finding::new(Code::ServiceUndated));
        case.tell(
            finding
                .at(Some(proof.place), Some(proof.document.id))
                .on(page),
        );
    }
}

fn check_hearing(case: &mut Case) {
    let Some(days) = case.rule(Code::HearingNear).and_then(|rule| rule.value) else {
        return;
    };
    let Some(hearing) = &case.matter.facts.hearing else {
        return;
    };
    let Some(date) = day_of(hearing) else {
        return;
    };
    let left = date.days_since(case.today);
    if left >= 0 && left < i64::from(days) {
        let finding = Finding::new(Code::HearingNear)
            .with("date", date)
            .with("days", days);
        case.tell(PlannedFinding::new(finding));
    }
}

/// What papers about service are called, folded.
const PROOFS: [&str; 9] = [
    "proof of service",
    "certificate of service",
    "affidavit of service",
    "declaration of service",
    "proof of mailing",
    "constancia de notificacion",
    "acuse de notificacion",
    "prueba de notificacion",
    "comprobante de notificacion",
];

/// Whether a paper is called a proof of service, by its title or its file.
fn is_called_proof(placed: &Placed) -> bool {
    let called = [placed.title(), placed.item.name.clone()].map(|name| folded(&name));
    let words = called.map(|name| name.replace(['_', '-'], " "));
    placed.document.role == Role::Paper
        && PROOFS
            .iter()
            .any(|proof| words.iter().any(|name| name.contains(proof)))
}

/// Whether the words of a proof of service have the day.
fn says_when(proof: &Placed) -> bool {
    let words = proof.text_facts();
    words.is_some_and(|words| !words.made.is_empty())
}

/// Problems that the court has with the name of a file.
#[must_use]
pub(crate) fn file_name_faults(
    profile: &Profile,
    matter: &Matter,
    name: &str,
) -> Vec<PlannedFinding> {
    let stem = match name.rsplit_once('.') {
        Some((stem, "pdf" | "PDF")) => stem,
        _ => name,
    };
    let files = &profile.files;
    let wrong = |c: &char| {
        files.forbidden.contains(*c) || files.letters == Letters::English && !c.is_ascii()
    };
    let mut characters: Vec<char> = stem.chars().filter(wrong).collect();
    characters.sort_unstable();
    characters.dedup();
    let mut found = Vec::new();
    if !characters.is_empty() {
        let said = characters
            .iter()
            .map(char::to_string)
            .collect::<Vec<_>>()
            .join(" ");
        found.push(PlannedFinding::new(
            Finding::new(Code::FileName)
                .with("name", name)
                .with("characters", said),
        ));
    }
    // Short words of a person's name are often words of other things, too.
    let person = matter.facts.person.to_lowercase();
    let lower = stem.to_lowercase();
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let inside = words(&lower);
    let tells = words(&person)
        .iter()
        .any(|word| word.chars().count() > 3 && inside.contains(word));
    if files.public && tells {
        found.push(PlannedFinding::new(
            Finding::new(Code::FileNameTells).with("name", name),
        ));
    }
    found
}

/// A file name that the court accepts.
#[must_use]
pub fn accepted_name(profile: &Profile, stem: &str) -> String {
    let english = profile.files.letters == Letters::English;
    let written = if english {
        without_accents(stem)
    } else {
        stem.into()
    };
    let taken = |c: char| !profile.files.forbidden.contains(c) && (!english || c.is_ascii());
    written
        .chars()
        .map(|c| if taken(c) { c } else { '_' })
        .collect()
}
