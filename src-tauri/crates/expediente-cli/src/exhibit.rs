//! The verbs that arrange exhibits.

use clap::Subcommand;
use expediente_app::{Date, ExhibitChange, ExhibitKind, PageRanges, PhotosPerPage, Turn};

use crate::failure::{Failure, Why};

/// Exhibits are named by label (C) or id (e3), documents by id (d7) or by their exhibit where it has only one.
#[derive(Debug, Subcommand)]
pub enum ExhibitVerb {
    /// Give an exhibit a title, a date, a kind, an issuer, a heading
    #[command(
        after_help = "Example:\n  expediente exhibit rename quintero C \"Carta de buena conducta\" --date 2025-02-14"
    )]
    Rename {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// Its title
        title: Option<String>,
        /// Its date, as 2025, 2025-02 or 2025-02-14
        #[arg(long)]
        date: Option<Date>,
        /// Its kind: certificate, petition, declaration, translation, photo, identity, letter, court or other
        #[arg(long)]
        kind: Option<ExhibitKind>,
        /// Who issued it; an empty text takes it away
        #[arg(long)]
        issuer: Option<String>,
        /// Its language, as es; an empty text takes it away
        #[arg(long)]
        language: Option<String>,
        /// The heading that it stands under in the table; an empty text takes it away
        #[arg(long)]
        group: Option<String>,
        /// How many pictures go on a page: 1, 2, 4 or 6
        #[arg(long, value_name = "N", value_parser = photos_per_page)]
        photos_per_page: Option<PhotosPerPage>,
    },
    /// Give a document a title, a photo a caption, a date, a place
    #[command(
        after_help = "Example:\n  expediente exhibit caption quintero d7 --caption \"Carnaval\" --place \"Capacho\""
    )]
    Caption {
        /// Id or name of the matter
        matter: String,
        /// Id of the document
        document: String,
        /// What the outline calls it
        #[arg(long)]
        title: Option<String>,
        /// What is printed under a photo
        #[arg(long)]
        caption: Option<String>,
        /// Its date
        #[arg(long)]
        date: Option<Date>,
        /// Where it was taken
        #[arg(long)]
        place: Option<String>,
    },
    /// Move an exhibit to a place, counted from 1
    #[command(name = "move", after_help = "Example:\n  expediente exhibit move quintero F 1")]
    Move {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// Its place afterwards
        to: usize,
    },
    /// Make one exhibit of several
    #[command(after_help = "Example:\n  expediente exhibit group quintero D E F --title \"Fotos de su trabajo\"")]
    Group {
        /// Id or name of the matter
        matter: String,
        /// Labels or ids of the exhibits, in the order that their documents will have
        #[arg(required = true, num_args = 2..)]
        exhibits: Vec<String>,
        /// Title of the whole; without one it keeps that of the first
        #[arg(long)]
        title: Option<String>,
    },
    /// Make several exhibits of one
    #[command(after_help = "Example:\n  expediente exhibit split quintero D --before d9")]
    Split {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// The document that begins the second one; without it every document becomes an exhibit
        #[arg(long, value_name = "DOCUMENT")]
        before: Option<String>,
    },
    /// Choose the pages of a document
    #[command(
        after_help = "Example:\n  expediente exhibit pages quintero B 1-3,5\n  expediente exhibit pages quintero B all --leave-out 4"
    )]
    Pages {
        /// Id or name of the matter
        matter: String,
        /// Id of the document
        document: String,
        /// Pages in the order that they will have, as 1-3,5; or all
        pages: String,
        /// Pages to leave out of them
        #[arg(long, value_name = "PAGES")]
        leave_out: Option<PageRanges>,
    },
    /// Turn pages clockwise
    #[command(after_help = "Example:\n  expediente exhibit turn quintero B 90 --pages 2")]
    Turn {
        /// Id or name of the matter
        matter: String,
        /// Id of the document
        document: String,
        /// 90, 180 or 270 degrees
        #[arg(value_parser = turn)]
        degrees: Turn,
        /// Which pages; without it all
        #[arg(long)]
        pages: Option<PageRanges>,
    },
    /// Take an exhibit or a document out of the dossier; its papers stay in the store
    #[command(after_help = "Example:\n  expediente exhibit remove quintero G")]
    Remove {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit, or id of the document
        what: String,
    },
}

fn photos_per_page(text: &str) -> Result<PhotosPerPage, String> {
    let count: u8 = text.parse().map_err(|_| "1, 2, 4 or 6 photos go on a page".to_owned())?;
    PhotosPerPage::try_from(count).map_err(str::to_owned)
}

fn turn(text: &str) -> Result<Turn, String> {
    let degrees: u16 = text.parse().map_err(|_| "a page turns by 90, 180 or 270 degrees".to_owned())?;
    Turn::try_from(degrees).map_err(str::to_owned)
}

impl ExhibitVerb {
    /// The matter and what is to be done in it.
    pub fn change(self) -> Result<(String, ExhibitChange), Failure> {
        Ok(match self {
            Self::Rename { matter, exhibit, title, date, kind, issuer, language, group, photos_per_page } => {
                let change =
                    ExhibitChange::Describe { exhibit, title, date, kind, issuer, language, group, photos_per_page };
                (matter, change)
            }
            Self::Caption { matter, document, title, caption, date, place } => {
                (matter, ExhibitChange::Caption { document, title, caption, date, place })
            }
            Self::Move { matter, exhibit, to } => (matter, ExhibitChange::Move { exhibit, to }),
            Self::Group { matter, exhibits, title } => (matter, ExhibitChange::Group { exhibits, title }),
            Self::Split { matter, exhibit, before } => (matter, ExhibitChange::Split { exhibit, before }),
            Self::Pages { matter, document, pages, leave_out } => {
                let chosen = if pages == "all" { None } else { Some(pages.parse().map_err(|_| Why::Pages(pages))?) };
                (matter, ExhibitChange::Pages { document, pages: chosen, leave_out })
            }
            Self::Turn { matter, document, degrees, pages } => {
                (matter, ExhibitChange::Turn { document, pages, turn: degrees })
            }
            Self::Remove { matter, what } => (matter, ExhibitChange::Remove { what }),
        })
    }
}
