//! Checks of the languages that papers are in, by their text.

use expediente_model::{
    Code, DocumentId, Exhibit, ExhibitKind, Finding, Place, Role, TextFacts, UNKNOWN_LANGUAGE,
    Wording,
};

use crate::court::profile::same_language;
use crate::preflight::case::{Case, Placed};
use crate::preflight::finding::{Fix, PlannedFinding};
use crate::preflight::words::{read, tell};

pub(super) fn check(case: &mut Case) {
    if !case.profile.languages.is_empty() {
        check_papers(case);
        check_partial(case);
    }
    check_short(case);
    check_certificates(case);
}

/// Whether a document is the kind that needs a translation, and has none.
fn is_untranslated(case: &Case, placed: &Placed) -> bool {
    let is_meant = matches!(placed.document.role, Role::Paper | Role::IdentityCopy);
    let is_photo = placed
        .exhibit
        .is_some_and(|exhibit| exhibit.kind == Some(ExhibitKind::Photo));
    is_meant && !is_photo && case.translations_of(placed.document.id).next().is_none()
}

/// Reports papers that read as another language than the court's, of which the user has not said
/// so.
fn check_papers(case: &mut Case) {
    if !case.asks(Code::LanguageSeen) {
        return;
    }
    for (placed, words) in read(case) {
        let declared = placed
            .exhibit
            .and_then(|exhibit| exhibit.language.as_deref());
        let is_declared = declared.is_some_and(|language| !case.court_reads(language));
        let is_translation = matches!(placed.document.role, Role::Translation { .. });
        if !is_translation && (is_declared || !is_untranslated(case, &placed)) {
            continue;
        }
        if let Some((language, on)) = foreign_pages(case, &placed, &words) {
            let finding = Finding::new(Code::LanguageSeen).with("language", language);
            // A translation in such a language is not one for this court.
            let is_known = language != UNKNOWN_LANGUAGE;
            let exhibit = placed.exhibit.filter(|_| !is_translation && is_known);
            let fix = exhibit.map(|exhibit| Fix::Language {
                exhibit: exhibit.id,
                language: language.to_owned(),
            });
            case.tell_of_pages(&placed, finding, &on, fix);
        }
    }
}

/// The pages of a document in a language that the court does not read, with the first such
/// language. A paper with a certificate of translation has its translation in it.
fn foreign_pages<'w>(
    case: &Case,
    placed: &Placed,
    words: &'w TextFacts,
) -> Option<(&'w str, Vec<usize>)> {
    let pages = case.pages_of(placed).into_iter();
    let told = pages.filter_map(|(at, page)| Some((at, words.language_of(page)?)));
    let (own, foreign): (Vec<_>, Vec<_>) =
        told.partition(|(_, language)| case.court_reads(language));
    let (_, language) = foreign.first()?;
    let on: Vec<usize> = foreign.iter().map(|(at, _)| *at).collect();
    // A certificate in the paper itself speaks of its translation.
    let is_certified = !words.translated_from.is_empty()
        || placed.says(Wording::CompetentTranslator)
        || placed.says(Wording::AccurateTranslation);
    (own.is_empty() || !is_certified).then_some((*language, on))
}

/// Reports originals without translation in an exhibit that has one of another original.
fn check_partial(case: &mut Case) {
    if !case.asks(Code::TranslationPartial) {
        return;
    }
    for exhibit in case.matter.exhibits.clone() {
        let language = exhibit.language.as_deref();
        let foreign = language.filter(|language| !case.court_reads(language));
        if let Some(language) = foreign {
            check_originals(case, &exhibit, language);
        }
    }
}

fn check_originals(case: &mut Case, exhibit: &Exhibit, language: &str) {
    let documents: Vec<Placed> = exhibit
        .documents
        .iter()
        .filter_map(|document| case.document(document.id))
        .collect();
    let is_translation = |placed: &Placed| matches!(placed.document.role, Role::Translation { .. });
    let is_translated = |placed: &Placed| case.translations_of(placed.document.id).next().is_some();
    let has_some = documents
        .iter()
        .any(|placed| is_translation(placed) || is_translated(placed));
    // With none at all, the exhibit as a whole is reported.
    if !has_some {
        return;
    }
    for placed in documents {
        let words = placed.text_facts();
        let own = words.as_deref().and_then(main_language);
        let is_read = own.is_some_and(|own| case.court_reads(own));
        let is_paper = placed.document.role == Role::Paper;
        if is_paper && !is_read && is_untranslated(case, &placed) {
            let page = placed.planned.map(|planned| planned.first);
            let finding = Finding::new(Code::TranslationPartial)
                .with("document", placed.title())
                .with("exhibit", case.name_of(exhibit))
                .with("language", language);
            let place = Some(Place::Exhibit(exhibit.id));
            let finding = PlannedFinding::new(finding);
            case.tell(finding.at(place, Some(placed.document.id)).on(page));
        }
    }
}

/// Reports translations with far fewer pages than their originals, and fewer words.
fn check_short(case: &mut Case) {
    if !case.asks(Code::TranslationShort) {
        return;
    }
    for placed in case.documents.clone() {
        if let Role::Translation { of, .. } = placed.document.role
            && let Some(original) = case.document(of)
        {
            check_length(case, &placed, &original);
        }
    }
}

fn check_length(case: &mut Case, placed: &Placed, original: &Placed) {
    let (pages, wanted) = (case.pages_of(placed), case.pages_of(original));
    let letters = |placed: &Placed| {
        let words = placed.text_facts();
        words
            .map(|words| words.letters)
            .filter(|letters| *letters > 0)
    };
    // Languages differ in length by a quarter, and letterheads are left out.
    let is_full = match (letters(placed), letters(original)) {
        (Some(own), Some(other)) => own * 2 >= other,
        _ => false,
    };
    if pages.len() * 2 >= wanted.len() || is_full {
        return;
    }
    let on: Vec<usize> = pages.iter().map(|(at, _)| *at).collect();
    let finding = Finding::new(Code::TranslationShort)
        .with("count", pages.len())
        .with("total", wanted.len())
        .with("original", original.title());
    tell(case, placed, finding, &on);
}

/// Reports certificates of translation that name another language than that of the original.
fn check_certificates(case: &mut Case) {
    if !case.asks(Code::CertificateLanguage) {
        return;
    }
    for (placed, words) in read(case) {
        if let Role::TranslationCertificate { of } = &placed.document.role
            && let Some((language, other)) = other_language(case, of, &words)
        {
            let on: Vec<usize> = case.pages_of(&placed).iter().map(|(at, _)| *at).collect();
            let finding = Finding::new(Code::CertificateLanguage)
                .with("language", language)
                .with("other", other);
            tell(case, &placed, finding, &on);
        }
    }
}

/// The language of the first original, and the one that a certificate names, if it names none of
/// the originals' languages.
fn other_language<'w>(
    case: &Case,
    of: &[DocumentId],
    words: &'w TextFacts,
) -> Option<(String, &'w str)> {
    let originals = of
        .iter()
        .filter_map(|id| match case.document(*id)?.document.role {
            Role::Translation { of, .. } => case.document(of),
            _ => None,
        });
    let languages: Vec<String> = originals
        .filter_map(|original| language_of(&original))
        .collect();
    let named = words.translated_from.iter().map(|(tag, _)| tag.as_str());
    let is_named = named.clone().any(|name| {
        languages
            .iter()
            .any(|language| same_language(name, language))
    });
    let first = named.clone().next().filter(|_| !is_named)?;
    Some((languages.into_iter().next()?, first))
}

/// The language of an original: as the user said, or as it reads.
fn language_of(placed: &Placed) -> Option<String> {
    let said = placed.exhibit.and_then(|exhibit| exhibit.language.clone());
    let words = placed.text_facts();
    said.or_else(|| words.as_deref().and_then(main_language).map(str::to_owned))
}

/// The language of most pages.
fn main_language(words: &TextFacts) -> Option<&str> {
    let languages = words.languages.iter();
    let most = languages.max_by_key(|(_, pages)| pages.iter().count());
    most.map(|(tag, _)| tag.as_str())
}
