//! The rules of a court: those that the program brings along, and those that a user has copied and changed.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use expediente_bundle::{Profile, ProfileError};

use crate::error::At;
use crate::{App, AppError, Asked, PROFILES};

/// Where the rules lie that a case was handed over with.
pub(crate) const WITH_CASE: &str = "profile.toml";

/// A profile of this size is none.
const MOST_BYTES: u64 = 1 << 18;

/// A court's profile, and a word that changes with it.
pub(crate) struct Court {
    pub profile: Arc<Profile>,
    /// Empty for those that the program brings along.
    pub state: String,
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileFault {
    /// It is not as it should be.
    #[error(transparent)]
    Wrong(#[from] ProfileError),
    /// It is too large, or no text.
    #[error("it is larger than 256 kB, or no UTF-8 text")]
    NoText,
    /// It says another name than its file has.
    #[error("it says name = \"{0}\", and its file is called otherwise; both must be the same")]
    Name(String),
}

impl App {
    /// The folder of the profiles that users have changed.
    pub(crate) fn profile_folder(&self) -> PathBuf {
        self.vault.folder().join("profiles")
    }

    /// A court's profile by its name.
    ///
    /// # Errors
    /// When there is none of that name, or the user's own cannot be used: with line and reason.
    pub(crate) fn court(&self, name: &str) -> Result<Court, AppError> {
        if let Some(profile) = self.assets.profile(name) {
            return Ok(Court { profile: Arc::clone(profile), state: String::new() });
        }
        let path = self.profile_folder().join(format!("{name}.toml"));
        if !is_name(name) || !path.is_file() {
            return Err(AppError::NoProfile { name: name.to_owned(), known: self.profile_names() });
        }
        let (text, state) = self.profile_text(&path)?;
        let wrong = |why: ProfileFault| AppError::Profile { path: path.clone(), why };
        let profile = Profile::from_toml(&text).map_err(|error| wrong(error.into()))?;
        if profile.name != name {
            return Err(wrong(ProfileFault::Name(profile.name)));
        }
        Ok(Court { profile: Arc::new(profile), state })
    }

    fn profile_text(&self, path: &std::path::Path) -> Result<(String, String), AppError> {
        let wrong = |why: ProfileFault| AppError::Profile { path: path.to_owned(), why };
        if fs::metadata(path).at(path)?.len() > MOST_BYTES {
            return Err(wrong(ProfileFault::NoText));
        }
        let bytes = fs::read(path).at(path)?;
        let state = expediente_model::Digest::of(&bytes).short().to_owned();
        let text = String::from_utf8(bytes).map_err(|_| wrong(ProfileFault::NoText))?;
        Ok((text, state))
    }

    /// The text of a profile of the user's own, to be handed over with a case; none of those that every program has.
    pub(crate) fn own_profile(&self, name: &str) -> Result<Option<String>, AppError> {
        if self.court(name)?.state.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.profile_text(&self.profile_folder().join(format!("{name}.toml")))?.0))
    }

    /// Takes a profile in that came with a case. Returns its name here: another one where that name is taken by other rules.
    pub(crate) fn take_profile(&self, path: &std::path::Path) -> Result<String, AppError> {
        let wrong = |why: ProfileFault| AppError::Profile { path: path.to_owned(), why };
        let (text, _) = self.profile_text(path)?;
        let profile = Profile::from_toml(&text).map_err(|error| wrong(error.into()))?;
        if !is_name(&profile.name) {
            return Err(wrong(ProfileFault::Name(profile.name)));
        }
        let named = |name: &str| {
            let own =
                |line: &str| if line.starts_with("name = ") { format!("name = \"{name}\"") } else { line.to_owned() };
            text.lines().map(own).collect::<Vec<_>>().join("\n") + "\n"
        };
        let folder = self.profile_folder();
        fs::create_dir_all(&folder).at(&folder)?;
        for n in 1.. {
            let name = if n == 1 { profile.name.clone() } else { format!("{}-{n}", profile.name) };
            let place = folder.join(format!("{name}.toml"));
            let had = fs::read_to_string(&place).ok();
            if had.as_deref() == Some(named(&name).as_str()) {
                return Ok(name);
            }
            if had.is_none() && !PROFILES.contains(&name.as_str()) {
                fs::write(&place, named(&name)).at(&place)?;
                return Ok(name);
            }
        }
        Ok(profile.name)
    }

    /// The names of all profiles: those of the program first, then the user's own.
    #[must_use]
    pub fn profile_names(&self) -> Vec<String> {
        let mut names: Vec<String> = PROFILES.map(str::to_owned).to_vec();
        let own = fs::read_dir(self.profile_folder()).into_iter().flatten().flatten();
        let mut own: Vec<String> = own
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
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
    pub fn copy_profile(&self, from: &str, name: &str) -> Result<PathBuf, AppError> {
        if !is_name(name) {
            return Err(Asked::ProfileName(name.to_owned()).into());
        }
        if self.profile_names().iter().any(|had| had == name) {
            return Err(Asked::ProfileTaken(name.to_owned()).into());
        }
        let text = match self.assets.profile_text(from) {
            Some(text) => text.to_owned(),
            None => {
                self.court(from)?;
                self.profile_text(&self.profile_folder().join(format!("{from}.toml")))?.0
            }
        };
        let own_title = |line: &str| line.starts_with("title = ") || line.starts_with("title-es = ");
        let mut lines = Vec::new();
        let mut named = false;
        for line in text.lines() {
            if line.starts_with("name = ") && !named {
                named = true;
                lines.push(format!("name = \"{name}\""));
                lines.push(format!("title = \"{name}\""));
            } else if !own_title(line) {
                lines.push(line.to_owned());
            }
        }
        let folder = self.profile_folder();
        fs::create_dir_all(&folder).at(&folder)?;
        let path = folder.join(format!("{name}.toml"));
        fs::write(&path, lines.join("\n") + "\n").at(&path)?;
        Ok(path)
    }
}

/// A name that is also one of a file.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=40).contains(&name.len()) && name.chars().all(plain) && !name.starts_with('-')
}
