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
        let text = std::fs::read(path).map_err(|error| CliError::Passwords(path.clone(), error))?;
        let lines = text.split(|byte| *byte == b'\n').map(|line| match line {
            [line @ .., b'\r'] => line,
            line => line,
        });
        Ok(lines
            .filter(|line| !line.is_empty())
            .map(<[u8]>::to_vec)
            .collect())
    }
}
