//! The sample case, which is part of the program.

use std::io;

use expediente_app::Language;
use include_dir::{Dir, include_dir};

static CASE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../assets/sample/caso-ejemplo");
const ENGLISH: &str = include_str!("../../assets/sample/dossier.en.toml");

/// Writes the sample case into a temporary folder, in a language.
pub fn unpack(language: Language) -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    CASE.extract(folder.path())?;
    if language == Language::En {
        std::fs::write(folder.path().join("dossier.toml"), ENGLISH)?;
    }
    Ok(folder)
}
