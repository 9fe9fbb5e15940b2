//! Court profiles: the program's own, and those that the user copied and changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expediente_bundle::Profile;
use expediente_model::is_reserved_name;

use crate::assets::PROFILES;
use crate::error::{AppError, At};
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file;
use crate::store::profile_fault::ProfileFault;

/// The file with the court profile of an exported case.
pub(crate) const WITH_CASE: &str = "profile.toml";

/// No profile is larger than this.
const MOST_BYTES: u64 = 1 << 18;

/// A court profile.
pub(crate) struct Court {
    pub profile: Arc<Profile>,
    /// Its text, if it is the user's own.
    pub own: Option<String>,
}

/// The folder of the user's own profiles.
pub(crate) fn profile_folder(state: &State) -> PathBuf {
    state.vault.folder().join("profiles")
}

/// A court profile by name.
///
/// # Errors
/// When no profile has this name, or the user's own cannot be used: then with line and reason.
pub(crate) fn court(state: &State, name: &str) -> Result<Court, AppError> {
    if let Some(profile) = state.assets.profile(name) {
        return Ok(Court {
            profile: Arc::clone(profile),
            own: None,
        });
    }
    let path = profile_folder(state).join(format!("{name}.toml"));
    if !is_name(name) || !path.is_file() {
        return Err(AppError::NoProfile {
            name: name.to_owned(),
            known: profile_names(state),
        });
    }
    let (text, profile) = own_profile(&path)?;
    if profile.name != name {
        return Err(AppError::Profile {
            path,
            why: ProfileFault::Name(profile.name),
        });
    }
    Ok(Court {
        profile: Arc::new(profile),
        own: Some(text),
    })
}

/// Takes in the profile of an exported case. Returns its name here, which differs if other rules
/// already have that name.
pub(crate) fn take_profile(state: &State, path: &Path) -> Result<String, AppError> {
    let _alone = state.alone();
    let (text, profile) = own_profile(path)?;
    if !is_name(&profile.name) {
        return Err(AppError::Profile {
            path: path.to_owned(),
            why: ProfileFault::Name(profile.name),
        });
    }
    let mut n = if is_reserved_name(&profile.name) {
        2
    } else {
        1
    };
    loop {
        let name = if n == 1 {
            profile.name.clone()
        } else {
            format!("{}-{n}", profile.name)
        };
        let text = renamed(&text, &name, None);
        if !profile_names(state).contains(&name) {
            keep_profile(state, &name, &text)?;
            return Ok(name);
        }
        // An unreadable profile counts as different and stays.
        let same = |had: String| renamed(&had, &name, None) == text;
        if court(state, &name).is_ok_and(|had| had.own.is_some_and(same)) {
            return Ok(name);
        }
        n += 1;
    }
}

fn keep_profile(state: &State, name: &str, text: &str) -> Result<PathBuf, AppError> {
    let path = profile_folder(state).join(format!("{name}.toml"));
    atomic_file::write_atomic(state, &path, text.as_bytes())?;
    Ok(path)
}

/// The names of all profiles: the program's first, then the user's own.
#[must_use]
pub(crate) fn profile_names(state: &State) -> Vec<String> {
    let mut names: Vec<String> = PROFILES.map(str::to_owned).to_vec();
    let own = fs::read_dir(profile_folder(state))
        .into_iter()
        .flatten()
        .flatten();
    let mut own: Vec<String> = own
        .filter_map(|entry| {
            entry
                .file_name()
                .to_str()?
                .strip_suffix(".toml")
                .map(str::to_owned)
        })
        .filter(|name| is_name(name) && !names.contains(name))
        .collect();
    own.sort();
    names.append(&mut own);
    names
}

/// Copies a profile under a new name, so that the user can change it with any text editor. Returns
/// the path of the copy.
///
/// # Errors
/// When there is no such profile, the name is in use or not allowed, or the disk fails.
pub(crate) fn copy_profile(state: &State, from: &str, name: &str) -> Result<PathBuf, AppError> {
    if !is_new_name(name) {
        return Err(RequestError::ProfileName(name.to_owned()).into());
    }
    let _alone = state.alone();
    if profile_names(state).iter().any(|had| had == name) {
        return Err(RequestError::ProfileTaken(name.to_owned()).into());
    }
    let text = match state.assets.profile_text(from) {
        Some(text) => text.to_owned(),
        None => court(state, from)?.own.ok_or(AppError::Bug(
            "a profile is neither the program's nor the user's own",
        ))?,
    };
    keep_profile(state, name, &renamed(&text, name, Some(name)))
}

/// One of the user's own profiles, with its text.
fn own_profile(path: &Path) -> Result<(String, Profile), AppError> {
    let wrong = |why: ProfileFault| AppError::Profile {
        path: path.to_owned(),
        why,
    };
    if fs::metadata(path).at(path)?.len() > MOST_BYTES {
        return Err(wrong(ProfileFault::NoText));
    }
    let text =
        String::from_utf8(fs::read(path).at(path)?).map_err(|_| wrong(ProfileFault::NoText))?;
    let profile = Profile::from_toml(&text).map_err(|error| wrong(error.into()))?;
    Ok((text, profile))
}

/// The text of a profile with another name and, where given, another title. Everything else stays
/// as it was written.
fn renamed(text: &str, name: &str, title: Option<&str>) -> String {
    // Keys below the first heading belong to a table.
    let top = text
        .lines()
        .take_while(|line| !line.trim_start().starts_with('['))
        .count();
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        // A line without a key, such as a comment, stays as it is.
        let key = line.split_once('=').map_or("", |(key, _)| key.trim());
        match key {
            "name" if at < top => {
                lines.push(format!("name = \"{name}\""));
                lines.extend(title.map(|title| format!("title = \"{title}\"")));
            }
            "title" | "title-es" if at < top && title.is_some() => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

/// Whether a text can be the name of a profile and of its file.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=40).contains(&name.len()) && name.chars().all(plain) && !name.starts_with('-')
}

/// Whether a text can be the name of a new profile. A store from another system can hold a profile
/// named like a device of Windows; no new one gets such a name.
fn is_new_name(name: &str) -> bool {
    is_name(name) && !is_reserved_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A copy of a profile called "aux" could not be written on Windows.
    #[test]
    fn new_profiles_are_not_named_like_devices() {
        for (name, expected) in [
            ("el-paso", true),
            ("aux", false),
            ("com1", false),
            ("Eoir", false),
        ] {
            assert_eq!(is_new_name(name), expected, "{name}");
        }
        assert!(is_name("aux"));
    }
}
