//! `expediente petition`

use std::path::PathBuf;

use clap::Subcommand;
use expediente_app::{Catalogue, EntryMark, EntryView, Likeness, PairView, PetitionView, Sameness};

use serde_json::json;

use crate::failure::{CliError, Failure};
use crate::output;
use crate::session::Session;

/// A petition is an exhibit, named by label or id. Its sheets are the pages of its documents.
#[derive(Debug, Subcommand)]
pub enum PetitionVerb {
    /// Show the sheets of a petition, what is counted, and who may have signed twice
    #[command(after_help = "Example:\n  expediente petition show quintero C")]
    Show {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
    },
    /// Count the rows of a sheet
    ///
    /// Rows are written from the top: s signed, u unreadable, x struck out, e empty, each with how
    /// many follow each other. Names and numbers that were there stay with their rows.
    #[command(after_help = "Example:\n  expediente petition rows quintero d7 1 \"18s x s 2e\"")]
    Rows {
        /// Id or name of the matter
        matter: String,
        /// Id of the document, or label of its exhibit
        document: String,
        /// Its page, counted from 1
        page: u32,
        /// The rows from the top; an empty text takes the count back
        rows: String,
    },
    /// Show the rows that the program finds on a sheet; nothing is counted before you say so
    #[command(after_help = "Example:\n  expediente petition find quintero d7 1")]
    Find {
        /// Id or name of the matter
        matter: String,
        /// Id of the document, or label of its exhibit
        document: String,
        /// Its page, counted from 1
        #[arg(default_value_t = 1)]
        page: u32,
    },
    /// Read names and identity numbers from a CSV file or a spreadsheet
    ///
    /// They go into the signed rows in order, or into the rows that the columns for sheet and row
    /// name. Where no sheet is counted, they are a list of their own.
    #[command(after_help = "Example:\n  expediente petition list quintero C firmas.csv")]
    List {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// The file
        file: PathBuf,
    },
    /// Decide whether two rows are of one person, by the numbers that `show` gives the pairs
    #[command(
        after_help = "Example:\n  expediente petition decide quintero C 1 one-person\n  expediente petition decide quintero C 2 two-people"
    )]
    Decide {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// The number of the pair, counted from 1
        pair: usize,
        /// one-person, two-people, or open to take the decision back
        decision: String,
    },
    /// Say who counted, and when
    #[command(
        after_help = "Example:\n  expediente petition counted quintero C --by \"Rosa Prado\" --on 2026-01-30"
    )]
    Counted {
        /// Id or name of the matter
        matter: String,
        /// Label or id of the exhibit
        exhibit: String,
        /// Who counted
        #[arg(long)]
        by: String,
        /// The day
        #[arg(long)]
        on: Option<String>,
    },
}

impl PetitionVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let petitions = app.petitions();
        match self {
            Self::Show { matter, exhibit } => {
                let id = app.matters().resolve(&matter)?;
                let view = petitions.view(&id, &exhibit)?;
                session.say(&view, |texts| show(texts, &view))?;
                Ok(0)
            }
            Self::Rows {
                matter,
                document,
                page,
                rows,
            } => {
                let id = app.matters().resolve(&matter)?;
                let rows = marks(&rows)?;
                let act = petitions.mark_rows(&id, &document, page, &rows)?;
                session.sentence("report.changed", &[("act", act)])
            }
            Self::Find {
                matter,
                document,
                page,
            } => {
                let id = app.matters().resolve(&matter)?;
                let found = petitions.found_rows(&id, &document, page)?;
                session.say(&json!({ "rows": found }), |texts| {
                    for (at, row) in found.iter().enumerate() {
                        let mark = format!("ui.row.{}", row.mark.word());
                        let mark = texts.text(&mark);
                        let said = [row.name.as_deref(), row.number.as_deref()];
                        let said: Vec<&str> = said.into_iter().flatten().collect();
                        output::line(format_args!("  {}  {mark}  {}", at + 1, said.join(", ")));
                    }
                    if found.is_empty() {
                        output::line(texts.text("report.petition.no-rows"));
                    }
                })?;
                Ok(0)
            }
            Self::List {
                matter,
                exhibit,
                file,
            } => {
                let id = app.matters().resolve(&matter)?;
                let read = petitions.read_list(&id, &exhibit, &file)?;
                session.say(&read, |texts| {
                    output::line(texts.count("report.petition.signers", read.signers as u64));
                    if read.placed > 0 {
                        output::line(texts.count("report.petition.placed", read.placed as u64));
                    }
                    let lines = |lines: &[u64]| lines.iter().map(ToString::to_string).collect();
                    named(texts, "without-row", "lines", lines(&read.without_row));
                    if !read.without_row.is_empty() && read.uncounted > 0 {
                        output::line(texts.text("report.petition.count-first"));
                    }
                    named(texts, "unread", "lines", lines(&read.unread));
                    named(
                        texts,
                        "unread-columns",
                        "columns",
                        read.unread_columns.clone(),
                    );
                    if read.replaced > 0 {
                        output::line(texts.count("report.petition.replaced", read.replaced as u64));
                    }
                    if read.cleared > 0 {
                        output::line(texts.count("report.petition.cleared", read.cleared as u64));
                    }
                    named(texts, "other-sheets", "sheets", read.other_sheets.clone());
                })?;
                Ok(0)
            }
            Self::Decide {
                matter,
                exhibit,
                pair,
                decision,
            } => {
                let id = app.matters().resolve(&matter)?;
                let view = petitions.view(&id, &exhibit)?;
                let found = pair.checked_sub(1).and_then(|at| view.pairs.get(at));
                let found = found.ok_or_else(|| CliError::Pair(pair.to_string()))?;
                let said = match decision.as_str() {
                    "one-person" => Some(Sameness::OnePerson),
                    "two-people" => Some(Sameness::TwoPeople),
                    "open" => None,
                    _ => return Err(CliError::Pair(decision).into()),
                };
                petitions.decide(&id, &exhibit, &[(found.key.clone(), said)])?;
                let pair = PairView {
                    decided: said,
                    ..found.clone()
                };
                session.say(&pair, |texts| output::line(pair_line(texts, &pair)))?;
                Ok(0)
            }
            Self::Counted {
                matter,
                exhibit,
                by,
                on,
            } => {
                let id = app.matters().resolve(&matter)?;
                let act = petitions.counted(&id, &exhibit, &by, on.as_deref())?;
                session.sentence("report.changed", &[("act", act)])
            }
        }
    }
}

/// Prints what of a list is left, if anything is.
fn named(texts: &Catalogue, key: &str, name: &str, what: Vec<String>) {
    if !what.is_empty() {
        let key = format!("report.petition.{key}");
        output::line(texts.fill(&key, [(name, what.join(", "))]));
    }
}

/// Marks of rows: `18s x s 2e`.
fn marks(text: &str) -> Result<Vec<EntryMark>, Failure> {
    let wrong = || Failure::from(CliError::Rows(text.to_owned()));
    let mut marks = Vec::new();
    for part in text.split_whitespace() {
        let letter = part.chars().last().ok_or_else(wrong)?;
        let mark = match letter {
            's' => EntryMark::Signed,
            'u' => EntryMark::Unreadable,
            'x' => EntryMark::StruckOut,
            'e' => EntryMark::Empty,
            _ => return Err(wrong()),
        };
        let count = part.trim_end_matches(letter);
        let count = if count.is_empty() {
            1
        } else {
            count.parse().map_err(|_| wrong())?
        };
        if marks.len() + count > 1_000 {
            return Err(wrong());
        }
        marks.extend(std::iter::repeat_n(mark, count));
    }
    Ok(marks)
}

fn show(texts: &Catalogue, view: &PetitionView) {
    for (at, sheet) in view.sheets.iter().enumerate() {
        let said = match &sheet.rows {
            Some(rows) => {
                let count = |mark| rows.iter().filter(|row| row.mark == mark).count();
                let values = [
                    ("counted", sheet.counted.to_string()),
                    ("rows", rows.len().to_string()),
                    ("unreadable", count(EntryMark::Unreadable).to_string()),
                    ("struck", count(EntryMark::StruckOut).to_string()),
                    ("empty", count(EntryMark::Empty).to_string()),
                ];
                texts.fill("report.petition.sheet", values)
            }
            None => texts.text("report.petition.uncounted").to_owned(),
        };
        output::line(format_args!(
            "  {}  {} {}  {}  {said}",
            at + 1,
            sheet.document,
            sheet.page,
            sheet.title
        ));
    }
    if !view.listed.is_empty() {
        output::line(texts.count("report.petition.listed", view.listed.len() as u64));
    }
    for (at, pair) in view.pairs.iter().enumerate() {
        output::line(format_args!("  {}. {}", at + 1, pair_line(texts, pair)));
    }
    match view.total {
        Some(total) if view.is_list => {
            output::line(texts.count("dossier.listed", total as u64));
        }
        Some(total) => output::line(texts.count("dossier.signatures", total as u64)),
        None => output::line(texts.text("report.petition.none")),
    }
}

/// Two entries, what they have in common, and what was decided.
fn pair_line(texts: &Catalogue, pair: &PairView) -> String {
    let like = match pair.like {
        Likeness::NameAndNumber => "petition.like.name-and-number",
        Likeness::Number => "petition.like.number",
        Likeness::Name => "petition.like.name",
    };
    let decided = match pair.decided {
        Some(Sameness::OnePerson) => "petition.one-person",
        Some(Sameness::TwoPeople) => "petition.two-people",
        None => "petition.undecided",
    };
    let (first, second) = (entry(texts, &pair.first), entry(texts, &pair.second));
    let (like, decided) = (texts.text(like), texts.text(decided));
    format!("{first} = {second}: {like} ({decided})")
}

fn entry(texts: &Catalogue, entry: &EntryView) -> String {
    let at = if entry.sheet == 0 {
        texts.fill("dossier.tally.at-list", [("row", entry.row.to_string())])
    } else {
        let values = [
            ("sheet", entry.sheet.to_string()),
            ("row", entry.row.to_string()),
        ];
        texts.fill("dossier.tally.at", values)
    };
    let said: Vec<&str> = [entry.name.as_deref(), entry.number.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    format!("{at} [{}]", said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_as_they_are_written() {
        let count = |text: &str| marks(text).map(|marks| marks.len()).ok();
        assert_eq!(count("18s x s 2e"), Some(22));
        assert_eq!(count(""), Some(0));
        assert_eq!(count("3q"), None);
        assert_eq!(count("-1s"), None);
        assert_eq!(count("99999999999s"), None);
    }
}
