//! Where checklists are: the program's own, and the user's in the folder `checklists` of the store.

use std::fs;
use std::path::PathBuf;

use expediente_model::is_reserved_name;

use crate::checklists::checklist::{Checklist, ChecklistListing};
use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file;

macro_rules! own {
    ($($name:literal),+ $(,)?) => {
        [$((
            $name,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../../assets/checklists/",
                $name,
                ".toml"
            )),
        )),+]
    };
}

/// The program's own checklists, in the order that lists show them.
const OWN: [(&str, &str); 6] = own![
    "good-conduct",
    "bond",
    "asylum",
    "sv-ties",
    "support-letters",
    "translations",
];

/// No checklist is larger.
const MOST_BYTES: u64 = 1 << 18;

fn folder(state: &State) -> PathBuf {
    state.vault.folder().join("checklists")
}

/// The text of a checklist: the user's own before the program's.
fn text(state: &State, name: &str) -> Result<String, AppError> {
    let none = || AppError::from(RequestError::NoChecklist(name.to_owned()));
    if !is_name(name) {
        return Err(none());
    }
    let path = folder(state).join(format!("{name}.toml"));
    if let Ok(metadata) = fs::metadata(&path) {
        if metadata.len() > MOST_BYTES {
            return Err(AppError::Checklist {
                path,
                why: "it is larger than 256 kB".to_owned(),
            });
        }
        return fs::read_to_string(&path).map_err(|error| AppError::Checklist {
            path,
            why: error.to_string(),
        });
    }
    let own = OWN.iter().find(|(known, _)| *known == name);
    own.map(|(_, text)| (*text).to_owned()).ok_or_else(none)
}

/// A checklist by name.
///
/// # Errors
/// When there is none, or the user's own cannot be used: then with line and reason.
pub(crate) fn checklist(state: &State, name: &str) -> Result<Checklist, AppError> {
    let text = text(state, name)?;
    Checklist::from_toml(&text).map_err(|why| AppError::Checklist {
        path: folder(state).join(format!("{name}.toml")),
        why,
    })
}

pub(super) fn list(state: &State) -> Vec<ChecklistListing> {
    let mut names: Vec<String> = OWN.iter().map(|(name, _)| (*name).to_owned()).collect();
    // A store without own checklists has no such folder.
    let files = fs::read_dir(folder(state)).into_iter().flatten().flatten();
    let mut own: Vec<String> = files
        .filter_map(|entry| {
            let name = entry.file_name();
            Some(name.to_str()?.strip_suffix(".toml")?.to_owned())
        })
        .filter(|name| is_name(name) && !names.contains(name))
        .collect();
    own.sort();
    names.append(&mut own);
    let language = state.language();
    let listed = names.into_iter().map(|name| match checklist(state, &name) {
        Ok(list) => ChecklistListing {
            title: list.title_in(language).to_owned(),
            about: list.about_in(language).to_owned(),
            papers: list.needs.len(),
            fault: None,
            name,
        },
        Err(error) => ChecklistListing {
            title: name.clone(),
            about: String::new(),
            papers: 0,
            fault: Some(error.sentence(state.texts())),
            name,
        },
    });
    listed.collect()
}

pub(super) fn copy(state: &State, name: &str, new: &str) -> Result<PathBuf, AppError> {
    if !is_name(new) || is_reserved_name(new) {
        return Err(RequestError::ProfileName(new.to_owned()).into());
    }
    let _alone = state.alone();
    let path = folder(state).join(format!("{new}.toml"));
    if path.exists() || OWN.iter().any(|(known, _)| *known == new) {
        return Err(RequestError::ChecklistTaken(new.to_owned()).into());
    }
    let text = text(state, name)?;
    let old = format!("name = \"{name}\"");
    let renamed = text.replacen(&old, &format!("name = \"{new}\""), 1);
    atomic_file::write_atomic(state, &path, renamed.as_bytes())?;
    Ok(path)
}

/// Lower-case letters, digits and hyphens.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=40).contains(&name.len()) && name.chars().all(is_plain) && !name.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every checklist of the program can be read, and says where each of its papers is from.
    #[test]
    fn the_programs_checklists_are_whole() {
        for (name, text) in OWN {
            let list = Checklist::from_toml(text).unwrap();
            assert_eq!(list.name, name);
            assert!(!list.needs.is_empty(), "{name}");
            for need in &list.needs {
                let is_said = [&need.says, &need.says_es, &need.source, &need.checked];
                assert!(
                    is_said.iter().all(|text| !text.is_empty()),
                    "{name}: {need:?}"
                );
                let sure = ["official", "second-hand", "unconfirmed"];
                assert!(sure.contains(&need.sure.as_str()), "{name}: {need:?}");
                assert!(
                    need.kind.is_some() || !need.titles.is_empty(),
                    "nothing tells {name}'s {}",
                    need.name
                );
            }
        }
    }
}
