//! Passwords for locked PDFs.

use std::path::PathBuf;

use clap::Args;

use crate::failure::{CliError, Failure};

/// How locked PDFs are opened.
#[derive(Debug, Args)]
pub struct PasswordArguments {
    /// File with passwords to try on locked PDFs, one per line; they are not saved
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl PasswordArguments {
    /// The passwords in the file, one per line.
    pub fn read(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let Some(path) = &self.password_file else {
            return Ok(Vec::new());
        };
        let bytes =
            std::fs::read(path).map_err(|error| CliError::Passwords(path.clone(), error))?;
        let text = text_of(&bytes);
        Ok(text
            .split(['\n', '\r'])
            .filter(|line| !line.is_empty())
            .map(|line| line.as_bytes().to_vec())
            .collect())
    }
}

/// The text of a file as the editors of each system write it: UTF-8 with or without its mark,
/// UTF-16 with its mark, and otherwise one byte for each letter.
fn text_of(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => {
            let text = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
                Some(text) => text,
                // Most have no mark.
                None => bytes,
            };
            match std::str::from_utf8(text) {
                Ok(text) => text.to_owned(),
                Err(_) => text.iter().map(|byte| char::from(*byte)).collect(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notepad writes a mark before the first line, and it belongs to no password.
    #[test]
    fn files_of_every_editor() {
        let wide: Vec<u8> = "\u{feff}niño\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            "niño\r\n".as_bytes(),
            "\u{feff}niño\r\n".as_bytes(),
            &wide,
            b"ni\xf1o\r\n",
        ] {
            assert_eq!(text_of(bytes), "niño\r\n");
        }
    }
}
