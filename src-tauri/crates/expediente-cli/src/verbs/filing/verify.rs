//! `expediente verify`

use std::path::PathBuf;

use clap::Args;
use expediente_app::AppError;
use serde_json::json;

use crate::failure::Failure;
use crate::session::{Session, UNPROVED};
use crate::{output, print};

/// Prove a dossier that Expediente wrote
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente verify dossier.pdf")]
pub struct Verify {
    /// The PDF
    file: PathBuf,
}

impl Verify {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let file = &self.file;
        match expediente_app::verify(file, &session.watch()) {
            Ok(report) => {
                let values = [
                    ("path", file.display().to_string()),
                    (
                        "pages",
                        session.texts.count("report.pages", report.pages as u64),
                    ),
                    (
                        "exhibits",
                        session
                            .texts
                            .count("report.exhibits", report.exhibits as u64),
                    ),
                    (
                        "links",
                        session.texts.count("report.links", report.links as u64),
                    ),
                    ("sha256", report.sha256.clone()),
                ];
                let value = json!({ "proved": true, "proof": report });
                session.say(&value, |texts| {
                    output::line(texts.fill("report.verified", values));
                    output::line(texts.text("report.verify-covers"));
                })?;
                Ok(0)
            }
            Err(AppError::Unproved(found)) => {
                let views = expediente_app::proof_findings(&session.texts, &found);
                let value = json!({ "proved": false, "findings": views });
                session.say(&value, |texts| {
                    output::line(
                        texts.fill("report.unproved", [("path", file.display().to_string())]),
                    );
                    print::findings(texts, &views);
                })?;
                Ok(UNPROVED)
            }
            Err(error) => Err(error.into()),
        }
    }
}
