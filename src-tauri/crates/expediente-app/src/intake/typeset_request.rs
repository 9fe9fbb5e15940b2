//! What the reader needs to make pages of a text, a chat or a mail.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_bundle::Paper;
use expediente_intake::{DateOrder, PagesRequest, Staged, limits, sniff};
use expediente_model::{
    Catalogue, DATES_BY, DaySpan, Derivative, Digest, FOLDER, Item, Language, Matter, MatterId,
    MediaKind,
};

use crate::error::AppError;
use crate::intake::report::Wanted;
use crate::state::State;
use crate::store::profile_store;

/// Texts of the pages begin with this.
const TEXTS: &str = "typeset.";

/// The setting that tells the language of the pages.
const LANGUAGE: &str = "language";

/// For a file that comes in: on the paper of the matter's court, in the language of the dossier.
pub(crate) fn of_wanted(
    state: &State,
    id: &MatterId,
    paper: &Wanted,
    staged: &Staged,
) -> Result<PagesRequest, AppError> {
    let Ok(media) = sniff(&staged.head) else {
        return Ok(PagesRequest::default());
    };
    if !media.is_words() {
        return Ok(PagesRequest::default());
    }
    let facts = state.vault.matter(id)?.facts.clone();
    // A profile that is gone is told when the dossier is planned. Letter is the paper of most
    // courts here, and its pages fit on A4 with no more than a margin lost.
    let size = match profile_store::court(state, &facts.profile) {
        Ok(court) => court.profile.paper,
        Err(_) => Paper::Letter,
    };
    let folder = paper.path.parent();
    // Only a chat shows the files beside it. Listing them for each of a thousand letters in one
    // folder would read a million entries.
    let beside = match folder {
        Some(folder) if media == MediaKind::Text && may_be_chat(&staged.head) => bytes_in(folder),
        _ => 0,
    };
    Ok(PagesRequest {
        name: paper.name.clone(),
        origin: paper.origin.clone(),
        beside: folder.map(|folder| folder.as_os_str().to_owned()),
        refused: paper.refused.clone(),
        more_work: beside + limits::WORDS_WORK * staged.size,
        texts: texts(state, facts.language),
        paper: points(size),
        dates: paper.dates,
        days: paper.days,
        folder: None,
        media: None,
    })
}

/// For a paper of the store whose pages are made again, with the choices of the first time: those
/// with which `made` was made.
///
/// # Errors
/// When the sizes of the files that came with a chat cannot be read.
pub(crate) fn of_item(
    state: &State,
    matter: &Matter,
    item: &Item,
    made: Option<&Derivative>,
) -> Result<PagesRequest, AppError> {
    let setting = |name: &str| made.and_then(|made| made.settings.get(name));
    let language = setting(LANGUAGE).and_then(|word| word.parse::<Language>().ok());
    let known_language = match language {
        Some(known) => known,
        None => state.language(),
    };
    let paper = setting("paper").and_then(|size| {
        let (across, down) = size.split_once('x')?;
        Some((across.parse().ok()?, down.parse().ok()?))
    });
    let papers = state.vault.papers(&matter.id);
    let mut refused: Vec<String> = item.refused().map(str::to_owned).collect();
    let mut media = Vec::new();
    let mut more_work = limits::WORDS_WORK * item.size;
    for (name, digest) in media_of(matter, item, made) {
        match matter.items.get(&digest) {
            Some(had) => {
                more_work += had.size;
                media.push((name, digest.to_string()));
            }
            // It came and could not be a paper.
            None => refused.push(name),
        }
    }
    let originals = papers.original(&item.original);
    let originals = originals
        .parent()
        .map(|folder| folder.as_os_str().to_owned());
    // What the file shows needs no answer.
    let is_answer = setting(DATES_BY).is_none_or(|by| by == "answer");
    let dates = setting("dates").filter(|_| is_answer);
    Ok(PagesRequest {
        name: item.name.clone(),
        origin: item.origin.clone(),
        beside: originals.filter(|_| item.is_chat()),
        refused,
        more_work,
        texts: texts(state, known_language),
        paper: match paper {
            Some(paper) => paper,
            None => points(Paper::Letter),
        },
        dates: dates.and_then(|word| DateOrder::of_word(word)),
        days: days_of(made),
        folder: setting(FOLDER).cloned(),
        media: Some(media),
    })
}

/// The files that came with a chat, by their names in it. Of pages that do not say so, the papers
/// that came out of the same zip or, beside a chat that came alone, alone as well; of two papers of
/// one name neither.
fn media_of(matter: &Matter, item: &Item, made: Option<&Derivative>) -> Vec<(String, Digest)> {
    if !item.is_chat() {
        return Vec::new();
    }
    if let Some(made) = made
        && made.settings.contains_key(DATES_BY)
    {
        let all = made.media();
        return all
            .map(|(name, digest)| (name.to_owned(), digest))
            .collect();
    }
    let from = |item: &Item| item.origin.as_ref().map(|origin| origin.digest);
    let mut by_name: BTreeMap<&str, Vec<Digest>> = BTreeMap::new();
    for other in matter.items.values() {
        if other.original != item.original && from(other) == from(item) {
            by_name.entry(&other.name).or_default().push(other.original);
        }
    }
    let alone = by_name
        .into_iter()
        .filter_map(|(name, all)| match all.as_slice() {
            [only] => Some((name.to_owned(), *only)),
            _ => None,
        });
    alone.collect()
}

/// Whether a text begins as an exported chat does: with the day of a message, or as JSON.
fn may_be_chat(head: &[u8]) -> bool {
    let first = head.iter().find(|byte| byte.is_ascii_graphic());
    first.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'[' | b'{'))
}

/// The bytes of the files of a folder, for which the child gets time.
fn bytes_in(folder: &Path) -> u64 {
    // A folder that cannot be listed has no pictures to draw, which the paper's findings tell.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries
        .take(limits::MEMBERS)
        .filter_map(|entry| entry.metadata().ok())
        .filter(std::fs::Metadata::is_file);
    sizes
        .map(|data| data.len())
        .sum::<u64>()
        .min(limits::UNPACKED_BYTES)
}

fn points(paper: Paper) -> (u32, u32) {
    let (across, down) = paper.size();
    // Sizes of paper are a few hundred points.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = |points: f64| points.round() as u32;
    (whole(across), whole(down))
}

fn texts(state: &State, language: Language) -> BTreeMap<String, String> {
    let texts: &Catalogue = state.assets.texts(language);
    let keys = texts.keys().filter(|key| key.starts_with(TEXTS));
    let mut chosen: BTreeMap<String, String> = keys
        .map(|key| (key.to_owned(), texts.text(key).to_owned()))
        .collect();
    // The names of months are texts of the dossier, too.
    for month in 1..=12 {
        let name = texts.text(&format!("month.{month}")).to_owned();
        chosen.insert(format!("{TEXTS}month.{month}"), name);
    }
    chosen.insert(LANGUAGE.to_owned(), language.tag().to_owned());
    chosen
}

/// The days of a chat that pages of ours show; all of them where there are no such pages.
pub(crate) fn days_of(made: Option<&Derivative>) -> DaySpan {
    made.map_or_else(DaySpan::default, Derivative::days)
}
