//! `expediente ocr`

use clap::Args;
use expediente_app::EngineChoice;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Read the words of scanned pages and photos, so that they can be searched and copied
///
/// The originals stay as they are. The words lie, unseen, under the pages of the dossier. What was
/// read is kept: after Ctrl-C, the next run goes on from there.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente ocr quintero")]
pub struct Ocr {
    /// Id or name of the matter
    matter: String,
    /// Read with this program only, such as tesseract
    #[arg(long, value_name = "ENGINE")]
    engine: Option<String>,
}

impl Ocr {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        let choice = match self.engine {
            Some(word) => EngineChoice::Named(word),
            None => EngineChoice::Best,
        };
        let report = app.reading().read(&id, choice, &session.watch())?;
        session.say(&report, |texts| {
            output::line(texts.count("report.ocr.done", report.done));
            let after = &report.after;
            for (key, count) in [
                ("report.ocr.unsure", after.unsure),
                ("report.ocr.unreadable", after.unreadable),
                ("report.ocr.without", after.without),
                ("report.sheets-seen", after.sheets),
            ] {
                if count > 0 {
                    output::line(texts.count(key, count));
                }
            }
            for paper in &after.papers {
                output::line(format_args!("  {}", paper.title));
                for (key, pages) in [
                    ("report.ocr.pages-unsure", &paper.unsure),
                    ("report.ocr.pages-unreadable", &paper.unreadable),
                    ("report.ocr.pages-without", &paper.without),
                ] {
                    if let Some(pages) = pages {
                        let line = texts.fill(key, [("pages", pages.clone())]);
                        output::line(format_args!("    {line}"));
                    }
                }
                for code in &paper.codes {
                    let values = [("page", code.page.to_string()), ("text", code.text.clone())];
                    let line = texts.fill("report.ocr.code", values);
                    output::line(format_args!("    {line}"));
                }
            }
        })?;
        Ok(0)
    }
}
