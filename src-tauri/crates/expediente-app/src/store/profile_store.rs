//! The rules of a court: those that the program brings along, and those that a user has copied and changed.

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

/// Where the rules lie that a case was handed over with.
pub(crate) const WITH_CASE: &str = "profile.toml";

/// A profile of this size is none.
const MOST_BYTES: u64 = 1 << 18;

/// A court's profile.
pub(crate) struct Court {
    pub profile: Arc<Profile>,
    /// Its text, where it is the user's own.
    pub own: Option<String>,
}

/// The folder of the profiles that users have changed.
pub(crate) fn profile_folder(state: &State) -> PathBuf {
    state.vault.folder().join("profiles")
}

/// A court's profile by its name.
///
/// # Errors
/// When there is none of that name, or the user's own cannot be used: with line and reason.
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

/// Takes a profile in that came with a case. Returns its name here: another one where that name is taken by other rules.
pub(crate) fn take_profile(state: &State, path: &Path) -> Result<String, AppError> {
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
        // One that cannot be read is another one, and stays.
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

/// The names of all profiles: those of the program first, then the user's own.
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

/// Copies a profile under a new name, to be changed with any text editor. Returns where the copy lies.
///
/// # Errors
/// When there is no such profile, the name is taken or no name, or the disk fails.
pub(crate) fn copy_profile(state: &State, from: &str, name: &str) -> Result<PathBuf, AppError> {
    if !is_new_name(name) {
        return Err(RequestError::ProfileName(name.to_owned()).into());
    }
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

/// A profile of the user's own, with its text.
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

/// The text of a profile under another name, and where one is given under another title; all else stays as it was written.
fn renamed(text: &str, name: &str, title: Option<&str>) -> String {
    // What stands under the first heading is about something else.
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

/// A name that is also one of a file.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=40).contains(&name.len()) && name.chars().all(plain) && !name.starts_with('-')
}

/// A name for a new profile. Stores from other systems can have profiles that are named like a
/// device of Windows; new ones are not.
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
