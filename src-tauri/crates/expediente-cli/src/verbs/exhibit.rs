//! `expediente exhibit`

use clap::Subcommand;
use expediente_app::{
    App, Arrangement, DocumentFields, ExhibitFields, ExhibitKind, MatterId, PageRanges, PagesOf,
    PhotosPerPage, TextField, Turn,
};

use crate::failure::{CliError, Failure};
use crate::session::Session;
use crate::text_argument::{self, TextArgument};

/// Exhibits are named by label (C) or id (e3), documents by id (d7), or by their exhibit if it has
/// only one document.
#[derive(Debug, Subcommand)]
pub enum ExhibitVerb {
    /// Set the title, date, kind, issuer or heading of an exhibit
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
        /// Its date, such as 2025, 2025-02 or 2025-02-14; an empty text removes it
        #[arg(long)]
        date: Option<String>,
        /// Its kind: certificate, petition, declaration, translation, photo, identity, letter,
        /// court or other
        #[arg(long)]
        kind: Option<ExhibitKind>,
        /// The issuer; an empty text removes it
        #[arg(long)]
        issuer: Option<String>,
        /// The number printed on it; an empty text removes it
        #[arg(long)]
        number: Option<String>,
        /// The person it is about: who declares, writes, translates, holds it or gathered
        /// signatures; an empty text removes it
        #[arg(long)]
        who: Option<String>,
        /// Where it was made or signed; an empty text removes it
        #[arg(long)]
        place: Option<String>,
        /// The number of signatures; 0 removes it
        #[arg(long)]
        signatures: Option<u32>,
        /// Its language, such as es; an empty text removes it
        #[arg(long)]
        language: Option<String>,
        /// Whether a translation comes with it
        #[arg(long, value_name = "true|false")]
        translated: Option<bool>,
        /// The language that the declarant understands, such as es; an empty text removes it
        #[arg(long, value_name = "LANGUAGE")]
        understands: Option<String>,
        /// The heading above it in the table; an empty text removes it
        #[arg(long)]
        group: Option<String>,
        /// Photos on a page: 1, 2, 4, 6 or 12
        #[arg(long, value_name = "N", value_parser = photos_per_page)]
        photos_per_page: Option<PhotosPerPage>,
        /// Whether a list of its photos is printed before them
        #[arg(long, value_name = "true|false")]
        photo_list: Option<bool>,
        /// The code with which it can be verified; an empty text removes it
        #[arg(long)]
        code: Option<String>,
        /// The address where it can be verified; an empty text removes it
        #[arg(long)]
        address: Option<String>,
        /// The last day on which it is valid; an empty text removes it
        #[arg(long, value_name = "DAY")]
        valid_until: Option<String>,
        /// Who holds the original; an empty text removes it
        #[arg(long, value_name = "WHO")]
        original_with: Option<String>,
        /// A text in another language, such as title.en=Certificate; can be repeated
        #[arg(long = "in", value_name = "TEXT")]
        texts: Vec<TextArgument>,
    },
    /// Set the title, caption, date or place of a document or photo
    #[command(
        after_help = "Example:\n  expediente exhibit caption quintero d7 --caption \"Carnaval\" --place \"Capacho\""
    )]
    Caption {
        /// Id or name of the matter
        matter: String,
        /// Id of the document
        document: String,
        /// Its title in the outline
        #[arg(long)]
        title: Option<String>,
        /// The caption printed under a photo
        #[arg(long)]
        caption: Option<String>,
        /// Its date; an empty text removes it
        #[arg(long)]
        date: Option<String>,
        /// Where it was taken or signed
        #[arg(long)]
        place: Option<String>,
        /// Who issued it, where its exhibit has several papers
        #[arg(long)]
        issuer: Option<String>,
        /// The number on it, of an apostille; an empty text removes it
        #[arg(long)]
        number: Option<String>,
        /// The code with which it can be verified, where its exhibit has several papers
        #[arg(long)]
        code: Option<String>,
        /// The address where it can be verified
        #[arg(long)]
        address: Option<String>,
        /// The last day on which it is valid; an empty text removes it
        #[arg(long)]
        valid_until: Option<String>,
        /// Who holds the original
        #[arg(long)]
        original_with: Option<String>,
        /// Who is on a photo, or whom a paper among several is about; an empty text removes it
        #[arg(long)]
        people: Option<String>,
        /// Who took a photo; an empty text removes it
        #[arg(long)]
        author: Option<String>,
        /// A text in another language, such as caption.en=Her shop; can be repeated
        #[arg(long = "in", value_name = "TEXT")]
        texts: Vec<TextArgument>,
    },
    /// Move an exhibit to a position, counted from 1
    #[command(
        name = "move",
        after_help = "Example:\n  expediente exhibit move quintero F 1"
    )]
    Move {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// Its new position
        to: usize,
    },
    /// Move a document to a position in its exhibit, or in another one, counted from 1
    #[command(
        after_help = "Example:\n  expediente exhibit place quintero d9 1\n  expediente exhibit place quintero d9 2 --in C"
    )]
    Place {
        /// Id or name of the matter
        matter: String,
        /// Id of the document
        document: String,
        /// Its new position
        to: usize,
        /// Label or id of the exhibit; without it, the one in which it is
        #[arg(long = "in", value_name = "EXHIBIT")]
        exhibit: Option<String>,
    },
    /// Put exhibits under one heading of the table, one after the other
    #[command(after_help = "Example:\n  expediente exhibit group quintero D E F --heading Cartas")]
    Group {
        /// Id or name of the matter
        matter: String,
        /// Labels or ids of the exhibits
        #[arg(required = true)]
        exhibits: Vec<String>,
        /// The heading; an empty text removes it
        #[arg(long)]
        heading: String,
    },
    /// Join several exhibits into one; titles, dates and issuers become those of its documents
    #[command(
        after_help = "Example:\n  expediente exhibit join quintero D E F --title \"Fotos de su trabajo\""
    )]
    Join {
        /// Id or name of the matter
        matter: String,
        /// Labels or ids of the exhibits, in the order of their documents
        #[arg(required = true, num_args = 2..)]
        exhibits: Vec<String>,
        /// Title of the joined exhibit; without it, the title of the first that does not go along
        /// with another
        #[arg(long)]
        title: Option<String>,
    },
    /// Split an exhibit
    #[command(
        after_help = "Example:\n  expediente exhibit split quintero D --before d9\n  expediente exhibit split quintero D --before d7 --page 3"
    )]
    Split {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// The first document of the second exhibit; without it, every document becomes an exhibit
        #[arg(long, value_name = "DOCUMENT")]
        before: Option<String>,
        /// Cuts that document in two: the second exhibit begins with this page of it
        #[arg(long, requires = "before")]
        page: Option<u32>,
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
        /// Pages in their new order, such as 1-3,5; or all
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
        /// The pages; without it, all
        #[arg(long)]
        pages: Option<PageRanges>,
    },
    /// Remove an exhibit or a document from the dossier; its papers stay in the store
    #[command(after_help = "Example:\n  expediente exhibit remove quintero G")]
    Remove {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit, or id of the document
        what: String,
    },
}

fn photos_per_page(text: &str) -> Result<PhotosPerPage, String> {
    let count: u8 = text
        .parse()
        .map_err(|_| "1, 2, 4 or 6 photos go on a page".to_owned())?;
    PhotosPerPage::try_from(count).map_err(str::to_owned)
}

/// A position as people count it, from 1. The position 0 is refused like any other that does not
/// exist.
fn from_one(to: usize) -> usize {
    to.checked_sub(1).unwrap_or(usize::MAX)
}

fn turn(text: &str) -> Result<Turn, String> {
    let degrees: u16 = text
        .parse()
        .map_err(|_| "a page turns by 90, 180 or 270 degrees".to_owned())?;
    Turn::try_from(degrees).map_err(str::to_owned)
}

impl ExhibitVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(self.matter())?;
        let kept = self.kept_title(&app, &id)?;
        let arrangement = self.arrangement(&app, &id)?;
        let act = app.edit().arrange(&id, &arrangement)?;
        let code = session.sentence("report.changed", &[("act", act)])?;
        match kept {
            // A list for programs is one value.
            Some(kept) if !session.json => {
                session.sentence("report.title-kept", &[("texts", kept)])
            }
            _ => Ok(code),
        }
    }

    /// Titles in other languages that stay while the title changes: they may say what it said
    /// before.
    fn kept_title(&self, app: &App, id: &MatterId) -> Result<Option<String>, Failure> {
        let Self::Rename {
            exhibit,
            title: Some(title),
            texts,
            ..
        } = self
        else {
            return Ok(None);
        };
        let had = app.edit().exhibit_fields(id, exhibit)?;
        if had.title == *title {
            return Ok(None);
        }
        let kept = had.in_languages.iter().filter(|(language, field, _)| {
            *field == TextField::Title && !texts.iter().any(|one| one.is(*language, *field))
        });
        let kept: Vec<String> = kept
            .map(|(language, _, text)| format!("title.{}={text}", language.tag()))
            .collect();
        Ok((!kept.is_empty()).then(|| kept.join("; ")))
    }

    /// The matter it is about.
    fn matter(&self) -> &str {
        match self {
            Self::Rename { matter, .. }
            | Self::Caption { matter, .. }
            | Self::Move { matter, .. }
            | Self::Place { matter, .. }
            | Self::Group { matter, .. }
            | Self::Join { matter, .. }
            | Self::Split { matter, .. }
            | Self::Pages { matter, .. }
            | Self::Turn { matter, .. }
            | Self::Remove { matter, .. } => matter,
        }
    }

    /// The arrangement. Fields that are not given stay as they are; an empty text removes one.
    fn arrangement(self, app: &App, id: &MatterId) -> Result<Arrangement, Failure> {
        Ok(match self {
            Self::Rename {
                exhibit,
                title,
                date,
                kind,
                issuer,
                number,
                who,
                place,
                signatures,
                language,
                translated,
                understands,
                group,
                photos_per_page,
                photo_list,
                code,
                address,
                valid_until,
                original_with,
                texts,
                ..
            } => {
                let had = app.edit().exhibit_fields(id, &exhibit)?;
                let mut in_languages = had.in_languages;
                text_argument::set(&texts, &mut in_languages);
                let fields = ExhibitFields {
                    in_languages,
                    photo_list: photo_list.unwrap_or(had.photo_list),
                    code: code.or(had.code),
                    address: address.or(had.address),
                    valid_until: valid_until.or(had.valid_until),
                    original_with: original_with.or(had.original_with),
                    needs: had.needs,
                    title: title.unwrap_or(had.title),
                    date: date.or(had.date),
                    kind: kind.or(had.kind),
                    issuer: issuer.or(had.issuer),
                    number: number.or(had.number),
                    who: who.or(had.who),
                    place: place.or(had.place),
                    signatures: signatures.or(had.signatures),
                    language: language.or(had.language),
                    group: group.or(had.group),
                    photos_per_page: photos_per_page.map_or(had.photos_per_page, u8::from),
                    translated: translated.or(had.translated),
                    understands: understands.or(had.understands),
                };
                Arrangement::Exhibit { exhibit, fields }
            }
            Self::Caption {
                document,
                title,
                caption,
                date,
                place,
                issuer,
                number,
                code,
                address,
                valid_until,
                original_with,
                people,
                author,
                texts,
                ..
            } => {
                let had = app.edit().document_fields(id, &document)?;
                let mut in_languages = had.in_languages;
                text_argument::set(&texts, &mut in_languages);
                let fields = DocumentFields {
                    in_languages,
                    number: number.or(had.number),
                    code: code.or(had.code),
                    address: address.or(had.address),
                    valid_until: valid_until.or(had.valid_until),
                    original_with: original_with.or(had.original_with),
                    people: people.or(had.people),
                    author: author.or(had.author),
                    title: title.or(had.title),
                    caption: caption.or(had.caption),
                    date: date.or(had.date),
                    place: place.or(had.place),
                    issuer: issuer.or(had.issuer),
                };
                Arrangement::Document { document, fields }
            }
            Self::Move { exhibit, to, .. } => Arrangement::MoveExhibits {
                exhibits: vec![exhibit],
                to: from_one(to),
            },
            Self::Place {
                document,
                to,
                exhibit,
                ..
            } => {
                let place = match exhibit {
                    Some(exhibit) => exhibit,
                    None => app.edit().place_of(id, &document)?,
                };
                Arrangement::MoveDocuments {
                    documents: vec![document],
                    place,
                    at: from_one(to),
                }
            }
            Self::Group {
                exhibits, heading, ..
            } => Arrangement::Group {
                exhibits,
                heading: Some(heading),
            },
            Self::Join {
                exhibits, title, ..
            } => Arrangement::Join { exhibits, title },
            Self::Split {
                exhibit,
                before,
                page,
                ..
            } => Arrangement::Split {
                exhibit,
                before,
                page,
            },
            Self::Pages {
                document,
                pages,
                leave_out,
                ..
            } => {
                let chosen = if pages == "all" {
                    None
                } else {
                    Some(pages.parse().map_err(|_| CliError::Pages(pages))?)
                };
                Arrangement::Pages {
                    document,
                    pages: chosen,
                    leave_out,
                }
            }
            Self::Turn {
                document,
                degrees,
                pages,
                ..
            } => {
                let pages = vec![PagesOf {
                    document,
                    pages: pages.map(|pages| pages.iter().collect()),
                }];
                Arrangement::Turn { pages, degrees }
            }
            Self::Remove { what, .. } => {
                let document = what.starts_with('d')
                    && what.len() > 1
                    && what.chars().skip(1).all(|c| c.is_ascii_digit());
                let (exhibits, documents) = if document {
                    (Vec::new(), vec![what])
                } else {
                    (vec![what], Vec::new())
                };
                Arrangement::Remove {
                    exhibits,
                    documents,
                }
            }
        })
    }
}
