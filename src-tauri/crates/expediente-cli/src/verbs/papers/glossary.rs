//! `expediente glossary`

use clap::Args;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Look up what papers, issuers and relations are called in other languages, and where that was
/// taken from
///
/// Your own terms are in the file `glossary.toml` in the folder of the store.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente glossary \"buena conducta\"\n\nA term of your own in glossary.toml:\n  [[term]]\n  es = \"Carta aval\"\n  en = \"Letter of endorsement\"\n  source = \"our translator\""
)]
pub struct Glossary {
    /// Words of the term in any language; without them, all terms
    #[arg(default_value = "")]
    words: String,
}

impl Glossary {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let found = app.glossary().find(&self.words);
        session.say(&found, |texts| {
            for term in &found.terms {
                let forms = [&term.es, &term.en, &term.pt, &term.fr];
                let first = forms.into_iter().filter_map(|forms| forms.first());
                let first: Vec<&str> = first.map(String::as_str).collect();
                output::line(format_args!("  {}  [{}]", first.join(" | "), term.source));
            }
            if let Some(why) = &found.fault {
                let values = [
                    ("path", found.own.display().to_string()),
                    ("why", why.split_whitespace().collect::<Vec<_>>().join(" ")),
                ];
                output::line(texts.fill("report.glossary.fault", values));
            }
        })?;
        Ok(0)
    }
}
