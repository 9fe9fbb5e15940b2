//! The register of translators who can be named in certificates, shared by all matters of the
//! store.
//!
//! A matter keeps a copy of each translator it names, so that it stays correct when the register
//! changes or the matter moves to another computer.

use std::fs;
use std::path::PathBuf;

use expediente_model::Translator;
use serde::{Deserialize, Serialize};

use crate::edit::text_input::{text, texts};
use crate::error::{AppError, At};
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file;

/// More than any office needs; a longer file is not a register.
const MOST_BYTES: u64 = 1 << 20;

/// The contents of the file.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Register {
    #[serde(default, rename = "translator", skip_serializing_if = "Vec::is_empty")]
    translators: Vec<Translator>,
}

fn register_path(state: &State) -> PathBuf {
    state.vault.folder().join("translators.toml")
}

/// The translators, by name.
///
/// # Errors
/// When the file cannot be read, or is not a register.
pub(crate) fn translators(state: &State) -> Result<Vec<Translator>, AppError> {
    let path = register_path(state);
    let size = match fs::metadata(&path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).at(&path),
    };
    let text = if size > MOST_BYTES {
        None
    } else {
        String::from_utf8(fs::read(&path).at(&path)?).ok()
    };
    let register = text.and_then(|text| toml::from_str::<Register>(&text).ok());
    Ok(register.ok_or(AppError::Register(path))?.translators)
}

/// Adds a translator, or replaces the one with the same name.
///
/// # Errors
/// When the name is empty, or the disk fails; then the register has not changed.
pub(crate) fn keep_translator(
    state: &State,
    translator: Translator,
) -> Result<Vec<Translator>, AppError> {
    let clean = Translator {
        name: text(&translator.name)?,
        address: texts(&translator.address)?,
        phone: text(&translator.phone)?,
        languages: texts(&translator.languages)?,
        competence: text(&translator.competence)?,
    };
    if clean.name.is_empty() {
        return Err(RequestError::TranslatorName.into());
    }
    let _alone = state.alone();
    let mut all = translators(state)?;
    all.retain(|had| had.name.to_lowercase() != clean.name.to_lowercase());
    all.push(clean);
    write_register(state, all)
}

/// Removes a translator from the register. Matters that name them keep their copy.
///
/// # Errors
/// When no translator has this name, or the disk fails.
pub(crate) fn forget_translator(state: &State, name: &str) -> Result<Vec<Translator>, AppError> {
    let _alone = state.alone();
    let mut all = translators(state)?;
    let before = all.len();
    all.retain(|had| had.name.to_lowercase() != name.trim().to_lowercase());
    if all.len() == before {
        return Err(RequestError::NoTranslator(name.to_owned()).into());
    }
    write_register(state, all)
}

/// A translator of the register, by name.
///
/// # Errors
/// When no translator has this name.
pub(crate) fn translator(state: &State, name: &str) -> Result<Translator, AppError> {
    let wanted = name.trim().to_lowercase();
    let found = translators(state)?
        .into_iter()
        .find(|one| one.name.to_lowercase() == wanted);
    found.ok_or_else(|| RequestError::NoTranslator(name.to_owned()).into())
}

fn write_register(state: &State, mut all: Vec<Translator>) -> Result<Vec<Translator>, AppError> {
    all.sort_by_key(|one| one.name.to_lowercase());
    let register = Register { translators: all };
    let text = toml::to_string(&register).map_err(|error| AppError::Asset(error.to_string()))?;
    atomic_file::write_atomic(state, &register_path(state), text.as_bytes())?;
    Ok(register.translators)
}
