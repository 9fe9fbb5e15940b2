//! `expediente checklist`

use std::path::PathBuf;

use clap::Subcommand;
use expediente_app::{NeedState, can_write};

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Which papers a kind of case needs, which are there, and who was asked for the rest.
#[derive(Debug, Subcommand)]
pub enum ChecklistVerb {
    /// List the checklists: the program's, and those in the folder `checklists` of the store
    List,
    /// Show the checklist of a matter: what is there, what is missing, what runs out
    #[command(after_help = "Example:\n  expediente checklist show quintero")]
    Show {
        /// Id or name of the matter
        matter: String,
    },
    /// Choose the checklist of a matter
    #[command(after_help = "Example:\n  expediente checklist choose quintero good-conduct")]
    Choose {
        /// Id or name of the matter
        matter: String,
        /// Name of the checklist; without it, the matter follows none
        name: Option<String>,
    },
    /// Say that somebody was asked for a paper
    #[command(
        after_help = "Example:\n  expediente checklist asked quintero no-record --of \"Luis, the cousin\" --on 2026-01-10"
    )]
    Asked {
        /// Id or name of the matter
        matter: String,
        /// Name of the paper in the checklist
        need: String,
        /// Who was asked; without it, nobody was
        #[arg(long, default_value = "")]
        of: String,
        /// The day
        #[arg(long)]
        on: Option<expediente_app::Date>,
    },
    /// Say that the matter does not need a paper
    NotNeeded {
        /// Id or name of the matter
        matter: String,
        /// Name of the paper in the checklist
        need: String,
        /// It is needed after all
        #[arg(long)]
        needed: bool,
    },
    /// Say that an exhibit is a paper of the checklist
    #[command(after_help = "Example:\n  expediente checklist is quintero no-record B")]
    Is {
        /// Id or name of the matter
        matter: String,
        /// Name of the paper in the checklist
        need: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// It is not
        #[arg(long)]
        not: bool,
    },
    /// Write the checklist of a matter to a PDF to print, in the language of messages
    #[command(after_help = "Example:\n  expediente checklist print quintero -o papeles.pdf")]
    Print {
        /// Id or name of the matter
        matter: String,
        /// The file
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Copy a checklist into the store, where it can be changed
    Copy {
        /// Name of the checklist
        name: String,
        /// Name of the copy: lowercase letters, digits and -
        new: String,
    },
}

impl ChecklistVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let lists = app.checklists();
        let act = match self {
            Self::List => {
                let all = lists.list();
                session.say(&all, |_| {
                    for one in &all {
                        let more = one.fault.as_ref().map_or(&one.about, |fault| fault);
                        output::line(format_args!("  {}  {}  {more}", one.name, one.title));
                    }
                })?;
                return Ok(0);
            }
            Self::Show { matter } => {
                let id = app.matters().resolve(&matter)?;
                let view = lists.view(&id)?;
                session.say(&view, |texts| {
                    let Some(view) = &view else {
                        output::line(texts.text("report.checklist.none"));
                        return;
                    };
                    output::line(format_args!("{}: {}", view.title, view.status));
                    let mut group = None;
                    for need in &view.needs {
                        if group != need.group {
                            group.clone_from(&need.group);
                            output::line(group.as_deref().map_or("", |group| group));
                        }
                        let labels: Vec<&str> = need
                            .exhibits
                            .iter()
                            .map(|one| one.label.as_deref().map_or(one.id.as_str(), |label| label))
                            .collect();
                        let labels = if labels.is_empty() {
                            String::new()
                        } else {
                            format!(" [{}]", labels.join(", "))
                        };
                        output::line(format_args!(
                            "  {}  {}: {}{labels}",
                            need.name, need.says, need.status_words
                        ));
                    }
                })?;
                return Ok(0);
            }
            Self::Choose { matter, name } => {
                let id = app.matters().resolve(&matter)?;
                lists.choose(&id, name.as_deref())?
            }
            Self::Asked {
                matter,
                need,
                of,
                on,
            } => {
                let id = app.matters().resolve(&matter)?;
                let done = NeedState {
                    asked_of: of,
                    asked_on: on,
                    not_needed: false,
                };
                lists.set_need(&id, &need, &done)?
            }
            Self::NotNeeded {
                matter,
                need,
                needed,
            } => {
                let id = app.matters().resolve(&matter)?;
                let done = NeedState {
                    not_needed: !needed,
                    ..NeedState::default()
                };
                lists.set_need(&id, &need, &done)?
            }
            Self::Is {
                matter,
                need,
                exhibit,
                not,
            } => {
                let id = app.matters().resolve(&matter)?;
                lists.assign(&id, &need, &exhibit, !not)?
            }
            Self::Print { matter, output } => {
                let id = app.matters().resolve(&matter)?;
                can_write(&output)?;
                lists.print(&id, &output)?;
                let path = output.display().to_string();
                return session.sentence("report.saved", &[("path", path)]);
            }
            Self::Copy { name, new } => {
                let path = lists.copy(&name, &new)?.display().to_string();
                return session.sentence("report.saved", &[("path", path)]);
            }
        };
        session.sentence("report.changed", &[("act", act)])
    }
}
