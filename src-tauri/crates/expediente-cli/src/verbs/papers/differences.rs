//! `expediente differences`

use std::path::PathBuf;

use clap::Subcommand;
use expediente_app::Language;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;
use crate::text_argument;

/// What papers write in several ways: the person's name, days of birth, identity numbers.
///
/// Nothing is ever changed in a paper.
#[derive(Debug, Subcommand)]
pub enum DifferencesVerb {
    /// Show what papers write, side by side, each with its places
    #[command(after_help = "Example:\n  expediente differences show quintero")]
    Show {
        /// Id or name of the matter
        matter: String,
    },
    /// Say which value is right
    #[command(
        after_help = "Example:\n  expediente differences right quintero name \"Daniela Marisol Quintero Prado\""
    )]
    Right {
        /// Id or name of the matter
        matter: String,
        /// name, birth, identity-number or a-number
        sort: String,
        /// The value, as `show` has it; without it, nothing is said to be right
        value: Option<String>,
    },
    /// Explain a value in the note on differences
    #[command(
        after_help = "Example:\n  expediente differences explain quintero name \"Daniella Quintero\" \"The mayor's office wrote it with two l.\""
    )]
    Explain {
        /// Id or name of the matter
        matter: String,
        /// name, birth, identity-number or a-number
        sort: String,
        /// The value, as `show` has it
        value: String,
        /// Why it differs; without it, it is taken out of the note
        reason: Option<String>,
        /// The reason in another language, such as "en=They wrote it with i"; can be repeated
        #[arg(long = "in", value_name = "TEXT", value_parser = text_argument::reason_in)]
        renderings: Vec<(Language, String)>,
    },
    /// Put the note on differences into the dossier, in the place of an earlier one
    #[command(after_help = "Example:\n  expediente differences add quintero")]
    Add {
        /// Id or name of the matter
        matter: String,
    },
    /// Write the note on differences to a PDF file, in the language of the dossier
    #[command(after_help = "Example:\n  expediente differences note quintero -o note.pdf")]
    Note {
        /// Id or name of the matter
        matter: String,
        /// The file
        #[arg(short, long)]
        output: PathBuf,
    },
}

impl DifferencesVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let differences = app.differences();
        let act = match self {
            Self::Show { matter } => {
                let id = app.matters().resolve(&matter)?;
                let view = differences.view(&id)?;
                session.say(&view, |texts| {
                    for sort in &view.sorts {
                        output::line(&sort.says);
                        for value in &sort.values {
                            let mut marks = Vec::new();
                            if value.on_cover {
                                marks.push(texts.text("difference.on-cover").to_owned());
                            }
                            if value.is_right {
                                marks.push(texts.text("difference.is-right").to_owned());
                            }
                            marks.extend(value.reason.clone());
                            for place in &value.places {
                                let label = place.label.as_deref().map_or("–", |label| label);
                                marks.push(format!("{label} {} p. {}", place.title, place.pages));
                            }
                            output::line(format_args!("  {}: {}", value.value, marks.join("; ")));
                        }
                    }
                    if view.unread > 0 {
                        output::line(texts.count("report.differences.unread", view.unread as u64));
                    }
                    output::line(texts.count("report.differences.open", view.open as u64));
                })?;
                return Ok(0);
            }
            Self::Right {
                matter,
                sort,
                value,
            } => {
                let id = app.matters().resolve(&matter)?;
                differences.right(&id, &sort, value.as_deref())?
            }
            Self::Explain {
                matter,
                sort,
                value,
                reason,
                renderings,
            } => {
                let id = app.matters().resolve(&matter)?;
                let also = renderings.into_iter().collect();
                differences.explain(&id, &sort, &value, reason.as_deref(), &also)?
            }
            Self::Add { matter } => {
                let id = app.matters().resolve(&matter)?;
                differences.add(&id)?
            }
            Self::Note { matter, output } => {
                let id = app.matters().resolve(&matter)?;
                differences.print(&id, &output)?;
                let path = output.display().to_string();
                return session.sentence("report.saved", &[("path", path)]);
            }
        };
        session.sentence("report.changed", &[("act", act)])
    }
}
