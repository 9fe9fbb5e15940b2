//! `expediente suggestions`

use clap::Args;
use expediente_app::{Catalogue, ConcludedField, Conclusion};
use serde_json::json;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Conclusions that are printed after an intake.
const SHOWN: usize = 12;

/// List what names and first pages suggest for a matter, and take or drop it
///
/// Nothing of it is in the dossier before it is taken. Where a date can be read in two ways, name
/// the one that is meant.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente suggestions quintero\n  expediente suggestions quintero --take e2:kind --take e3:date=2023-04-03\n  expediente suggestions quintero --take-all"
)]
pub struct Suggestions {
    /// Id or name of the matter
    matter: String,
    /// Take a suggestion, by its name; can be repeated
    #[arg(long, value_name = "NAME[=VALUE]")]
    take: Vec<String>,
    /// Drop a suggestion, by its name, so that it is not made again; can be repeated
    #[arg(long, value_name = "NAME")]
    drop: Vec<String>,
    /// Take all that can mean only one thing
    #[arg(long, conflicts_with = "take")]
    take_all: bool,
    /// Drop all that are left
    #[arg(long, conflicts_with = "drop")]
    drop_all: bool,
}

impl Suggestions {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        let conclusions = app.conclusions();
        if self.take_all {
            conclusions.take(&id, &[])?;
        } else if !self.take.is_empty() {
            let named = self.take.iter().map(|name| match name.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (name.clone(), None),
            });
            conclusions.take(&id, &named.collect::<Vec<_>>())?;
        }
        if self.drop_all {
            conclusions.drop(&id, &[])?;
        } else if !self.drop.is_empty() {
            conclusions.drop(&id, &self.drop)?;
        }
        let left = conclusions.suggestions(&id)?;
        session.say(&json!({ "suggestions": left }), |texts| {
            for one in &left {
                output::line(format_args!("  {}", sentence(texts, one)));
            }
            if left.is_empty() {
                output::line(texts.text("report.no-suggestions"));
            }
        })?;
        Ok(0)
    }
}

/// Prints what an intake concluded: all that is in the dossier already, which no other command
/// lists, and the first of what is asked.
pub fn print_concluded(texts: &Catalogue, concluded: &[Conclusion]) {
    if concluded.is_empty() {
        return;
    }
    output::line(texts.text("report.concluded"));
    let (taken, asked): (Vec<_>, Vec<_>) = concluded.iter().partition(|one| one.taken);
    for one in taken.iter().chain(asked.iter().take(SHOWN)) {
        output::line(format_args!("  {}", sentence(texts, one)));
    }
    let more = asked.len().saturating_sub(SHOWN);
    if more > 0 {
        let more = texts.count("report.concluded-more", more as u64);
        output::line(format_args!("  {more}"));
    }
    if concluded.iter().any(|one| !one.taken) {
        output::line(texts.text("report.concluded-ask"));
    }
}

fn sentence(texts: &Catalogue, one: &Conclusion) -> String {
    let of = match &one.label {
        Some(label) => format!("{label} · {}", one.of),
        None => one.of.clone(),
    };
    let field = match one.field {
        ConcludedField::InLanguage(field) => {
            let key = format!("text-field.{}", field.word());
            let field = texts.text(&key).to_owned();
            texts.fill("conclusion.field.in-language", [("field", field)])
        }
        other => texts.text(field_key(other)).to_owned(),
    };
    let mut values = vec![
        ("of", of),
        ("field", field),
        ("value", one.shown.join(texts.text("conclusion.or"))),
        ("from", one.from.clone()),
    ];
    if one.taken {
        return texts.fill("conclusion.taken", values);
    }
    values.push(("id", one.id.clone()));
    match &one.at {
        Some(at) => {
            values.push(("n", at.page.to_string()));
            texts.fill("conclusion.asked-on", values)
        }
        None => texts.fill("conclusion.asked", values),
    }
}

/// The name of a field, but of a text in another language.
fn field_key(field: ConcludedField) -> &'static str {
    match field {
        ConcludedField::Title => "conclusion.field.title",
        ConcludedField::Kind => "conclusion.field.kind",
        ConcludedField::Date => "conclusion.field.date",
        ConcludedField::Number => "conclusion.field.number",
        ConcludedField::Issuer => "conclusion.field.issuer",
        ConcludedField::PaperNumber => "conclusion.field.paper-number",
        ConcludedField::Who => "conclusion.field.who",
        ConcludedField::Code => "conclusion.field.code",
        ConcludedField::Address => "conclusion.field.address",
        ConcludedField::ValidUntil => "conclusion.field.valid-until",
        ConcludedField::Language | ConcludedField::InLanguage(_) => "conclusion.field.language",
    }
}
