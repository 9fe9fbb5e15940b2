//! What the reader needs to make pages of a text, a chat or a mail.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_bundle::Paper;
use expediente_intake::{DateOrder, PagesRequest, Staged, limits, sniff};
use expediente_model::{Catalogue, Item, Language, MatterId, MediaKind, Purpose};

use crate::error::AppError;
use crate::intake::report::Wanted;
use crate::state::State;
use crate::store::profile_store;

/// Texts of the pages begin with this.
const TEXTS: &str = "typeset.";

/// The setting that tells the language of the pages.
const LANGUAGE: &str = "language";

/// For a file that comes in: on the paper of the matter's court, in the language of the user.
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
    let profile = &state.vault.matter(id)?.facts.profile;
    // A profile that is gone is told when the dossier is planned. Letter is the paper of most
    // courts here, and its pages fit on A4 with no more than a margin lost.
    let size = match profile_store::court(state, profile) {
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
        texts: texts(state, state.language()),
        paper: points(size),
        dates: paper.dates,
    })
}

/// For a paper of the store whose pages are made again, with the choices of the first time.
pub(crate) fn of_item(state: &State, item: &Item) -> PagesRequest {
    let made = item
        .derivatives
        .iter()
        .find(|made| made.purpose == Purpose::Typeset);
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
    PagesRequest {
        name: item.name.clone(),
        origin: item.origin.clone(),
        beside: None,
        refused: item.refused().map(str::to_owned).collect(),
        more_work: limits::WORDS_WORK * item.size,
        texts: texts(state, known_language),
        paper: match paper {
            Some(paper) => paper,
            None => points(Paper::Letter),
        },
        dates: setting("dates").and_then(|word| DateOrder::of_word(word)),
    }
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
