//! Exports a case as a folder: the originals and a `dossier.toml` that builds the same dossier
//! elsewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use expediente_bundle::BundleError;
use expediente_intake::DateOrder;
use expediente_model::{
    DaySpan, Derivative, Digest, Document, Item, Matter, MatterId, MediaKind, Origin, Papers,
    Purpose,
};

use crate::error::{AppError, At};
use crate::file_names;
use crate::item::item_of;
use crate::legible::sheet_table;
use crate::output_path::not_in_a_store;
use crate::platform;
use crate::request_error::RequestError;
use crate::staged_output::staged_folder;
use crate::state::State;
use crate::store::atomic_file::{folder_of, write_durably};
use crate::store::profile_store::{self, WITH_CASE};
use crate::transfer::manifest::{self, ExhibitTable, Manifest, PaperTable};
use crate::watch::{Phase, Watch};

/// The folder of the papers in an exported case.
const PAPERS: &str = "papers";

/// The files of an item in the exported folder.
struct Placed {
    file: String,
    /// The unlocked copy and its file.
    unlocked: Option<(Digest, String)>,
    dates: Option<DateOrder>,
    days: DaySpan,
    refused: Vec<String>,
    origin: Option<Origin>,
}

/// Exports a matter into a new folder, which appears only when it is complete.
///
/// # Errors
/// When the folder exists and is not empty, an original is missing or altered, the disk fails, or
/// the user cancels.
pub(crate) fn export(
    state: &State,
    id: &MatterId,
    folder: &Path,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    not_in_a_store(folder)?;
    let taken = || -> AppError { RequestError::FolderTaken(folder.to_owned()).into() };
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            Some(_) => return Err(taken()),
            None => fs::remove_dir(folder).at(folder)?,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        // A file, a device or a pipe.
        Err(_) if folder.exists() && !folder.is_dir() => return Err(taken()),
        Err(error) => return Err(error).at(folder),
    }
    let parent = folder_of(folder);
    fs::create_dir_all(parent).at(parent)?;
    let staged = staged_folder(parent).at(parent)?;
    write_export(state, id, staged.path(), watch)?;
    platform::readable_by_all(staged.path(), 0o755);
    // If this fails, the staged folder is removed.
    fs::rename(staged.path(), folder).at(folder)?;
    // The staged folder has its final name, so nothing is left to remove.
    let _ = staged.keep();
    expediente_vault::sync_folder(parent).at(parent)
}

pub(crate) fn write_export(
    state: &State,
    id: &MatterId,
    folder: &Path,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    let matter = state.vault.matter(id)?;
    let papers = state.vault.papers(id);
    let unplaced = matter.unplaced();
    let placed = places_of(&matter, &unplaced)?;
    for name in [PAPERS, "unlocked"] {
        fs::create_dir(folder.join(name)).at(folder)?;
    }
    for (at, (digest, place)) in placed.iter().enumerate() {
        if !watch.step(Phase::Export, at as u64, placed.len() as u64) {
            return Err(AppError::Cancelled);
        }
        copy(&papers, digest, &folder.join(&place.file))?;
        if let Some((made, file)) = &place.unlocked {
            copy(&papers, made, &folder.join(file))?;
        }
    }
    // Only a case with locked PDFs keeps this folder; removing it fails if it is not empty.
    let _ = fs::remove_dir(folder.join("unlocked"));
    let placed: BTreeMap<Digest, Placed> = placed.into_iter().collect();
    let manifest = manifest_of(&matter, &unplaced, &placed)?;
    let path = folder.join(manifest::NAME);
    write_durably(&path, manifest.to_toml()?.as_bytes())?;
    // The other computer does not have the user's own rules, so they go along.
    if let Some(text) = profile_store::court(state, &matter.facts.profile)?.own {
        let path = folder.join(WITH_CASE);
        write_durably(&path, text.as_bytes())?;
    }
    for inner in [PAPERS, "unlocked", ""] {
        let inner = folder.join(inner);
        if inner.is_dir() {
            expediente_vault::sync_folder(&inner).at(&inner)?;
        }
    }
    Ok(())
}

/// Where the papers of a matter are in its exported folder. The files are numbered in the order of
/// the dossier, followed by papers that are not placed.
fn places_of(matter: &Matter, unplaced: &[Digest]) -> Result<Vec<(Digest, Placed)>, AppError> {
    let mut order: Vec<Digest> = Vec::new();
    let documents = matter.documents().map(|document| document.item);
    for digest in documents.chain(unplaced.iter().copied()) {
        if !order.contains(&digest) {
            order.push(digest);
        }
    }
    let place = |(at, digest): (usize, Digest)| {
        let item = item_of(matter, &digest)?;
        let name = file_name(at + 1, &item.name, ending_of(item));
        let unlocked = item
            .derivatives
            .iter()
            .find(|made| made.purpose == Purpose::Unlocked)
            .map(|made| (made.digest, format!("unlocked/{name}")));
        let file = format!("{PAPERS}/{name}");
        let dates = item.derivatives.iter().find_map(|made| {
            let order = made.settings.get("dates");
            order.and_then(|word| DateOrder::of_word(word))
        });
        let placed = Placed {
            file,
            unlocked,
            dates,
            days: item
                .typeset()
                .map_or_else(DaySpan::default, Derivative::days),
            refused: item.refused().map(str::to_owned).collect(),
            origin: item.origin.clone(),
        };
        Ok((digest, placed))
    };
    order.into_iter().enumerate().map(place).collect()
}

/// The manifest with which a matter would be exported now.
pub(crate) fn manifest_now(matter: &Matter) -> Result<Manifest, AppError> {
    let unplaced = matter.unplaced();
    let placed = places_of(matter, &unplaced)?;
    manifest_of(matter, &unplaced, &placed.into_iter().collect())
}

/// The manifest of a matter whose papers are in the exported folder.
fn manifest_of(
    matter: &Matter,
    unplaced: &[Digest],
    placed: &BTreeMap<Digest, Placed>,
) -> Result<Manifest, AppError> {
    let place_of = |item: &Digest| {
        let place = placed.get(item);
        place.ok_or(AppError::Bug("a paper was not exported with its matter"))
    };
    let mut files = BTreeMap::new();
    for document in matter.documents() {
        files.insert(document.id, place_of(&document.item)?.file.clone());
    }
    let tables = |documents: &[Document]| -> Result<Vec<PaperTable>, AppError> {
        let table = |document: &Document| {
            let placed = place_of(&document.item)?;
            let unlocked = placed.unlocked.as_ref();
            let mut table = PaperTable::of(
                document,
                placed.file.clone(),
                unlocked.map(|(_, file)| file.clone()),
                &files,
            );
            table.dates = placed.dates;
            table.days = placed.days;
            table.refused.clone_from(&placed.refused);
            table.straight = sheet_table::tables_of(document, item_of(matter, &document.item)?);
            table.origin.clone_from(&placed.origin);
            Ok(table)
        };
        documents.iter().map(table).collect()
    };
    let mut exhibits = Vec::with_capacity(matter.exhibits.len());
    for exhibit in &matter.exhibits {
        exhibits.push(ExhibitTable::of(exhibit, tables(&exhibit.documents)?));
    }
    let unplaced = unplaced
        .iter()
        .map(|digest| Ok(place_of(digest)?.file.clone()));
    Ok(Manifest::of(
        (&matter.name, &matter.facts),
        tables(&matter.front)?,
        exhibits,
        tables(&matter.back)?,
        unplaced.collect::<Result<_, AppError>>()?,
    ))
}

pub(crate) fn copy(papers: &dyn Papers, digest: &Digest, to: &Path) -> Result<(), AppError> {
    let bytes = papers.bytes(digest).at(to)?;
    let bytes = (*bytes).as_ref();
    if Digest::of(bytes) != *digest {
        let name = file_names::shown_name(to);
        return Err(BundleError::Altered { name }.into());
    }
    write_durably(to, bytes)
}

/// The extension of a paper: that of its kind; of a text its own, which tells a table of values
/// from lines.
fn ending_of(item: &Item) -> &'static str {
    const TEXTS: [&str; 6] = ["csv", "tsv", "md", "json", "vcf", "log"];
    let lower = item.name.to_lowercase();
    let own = TEXTS.into_iter().find(|ending| {
        lower
            .strip_suffix(ending)
            .is_some_and(|rest| rest.ends_with('.'))
    });
    match own {
        Some(own) if item.media == MediaKind::Text => own,
        _ => item.media.extension(),
    }
}

/// A file name that every system accepts: a number, the readable part of the paper's name, and the
/// extension of its kind.
fn file_name(number: usize, name: &str, ending: &str) -> String {
    let stem = file_names::shown_stem(Path::new(name));
    let stem: String = file_names::plain(&stem, " -_.,()")
        .chars()
        .take(60)
        .collect();
    let stem = stem.trim_matches([' ', '.']);
    if stem.is_empty() {
        format!("{number:03}.{ending}")
    } else {
        format!("{number:03} - {stem}.{ending}")
    }
}

/// The name that a paper had before [`file_name`] gave it a number: a case that goes back and forth
/// would collect one number each time.
pub(crate) fn own_name(path: &Path) -> String {
    let name = file_names::shown_name(path);
    let exported = path.parent().is_some_and(|folder| folder.ends_with(PAPERS));
    match name.split_once(" - ") {
        Some((number, own))
            if exported && number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            own.to_owned()
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use expediente_model::is_reserved_name;

    use super::*;

    /// An exported case can be unpacked on every system, even if a paper is called "con.pdf".
    #[test]
    fn exported_names_are_not_reserved() {
        for (name, expected) in [
            ("Carta.pdf", "001 - Carta.pdf"),
            ("con.pdf", "001 - con.pdf"),
            ("aux. .pdf", "001 - aux.pdf"),
            ("...", "001.pdf"),
        ] {
            let file = file_name(1, name, MediaKind::Pdf.extension());
            assert_eq!(file, expected);
            assert!(!is_reserved_name(&file), "{file}");
        }
    }

    #[test]
    fn a_paper_that_went_out_and_came_back_has_its_own_name() {
        for (path, expected) in [
            ("case/papers/001 - 07 - Carta.pdf", "07 - Carta.pdf"),
            ("case/papers/1204 - Acta.pdf", "Acta.pdf"),
            ("case/papers/001.pdf", "001.pdf"),
            ("case/cartas/001 - Carta.pdf", "001 - Carta.pdf"),
            ("case/papers/01 - Carta.pdf", "01 - Carta.pdf"),
        ] {
            assert_eq!(own_name(Path::new(path)), expected);
        }
    }
}
