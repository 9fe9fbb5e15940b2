//! `expediente search`

use clap::Args;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Find words in the papers of all matters, or of one
///
/// A page is found if all words are on it, each as the beginning of a word. Accents and the dots of
/// numbers do not matter. Words of scanned pages are found after `expediente ocr`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente search peticion vecinos\n  expediente search 20123456 --case quintero"
)]
pub struct Search {
    /// The words
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Search only this matter, by its id or name
    #[arg(long, value_name = "MATTER")]
    case: Option<String>,
}

impl Search {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = match &self.case {
            Some(case) => Some(app.matters().resolve(case)?),
            None => None,
        };
        let found = app.search().find(id.as_ref(), &self.words.join(" "))?;
        session.say(&found, |texts| {
            for hit in &found.hits {
                let place = match &hit.label {
                    Some(label) => format!("{} · {label}", hit.matter_name),
                    None => hit.matter_name.clone(),
                };
                let key = if hit.read {
                    "report.search.hit-read"
                } else {
                    "report.search.hit"
                };
                let values = [
                    ("place", place),
                    ("title", hit.title.clone()),
                    ("page", hit.page.to_string()),
                ];
                output::line(texts.fill(key, values));
                output::line(format_args!("    {}", hit.snippet));
            }
            output::line(texts.count("report.search.pages", found.total));
            if found.unread > 0 {
                output::line(texts.count("report.search.unread", found.unread));
            }
        })?;
        Ok(0)
    }
}
