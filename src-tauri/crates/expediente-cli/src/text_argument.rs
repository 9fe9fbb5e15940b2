//! A text in a language as an argument: `title.en=Certificate of good conduct`.

use std::str::FromStr;

use expediente_app::{InLanguages, Language, TextField};

/// A text in a language.
#[derive(Clone, Debug)]
pub struct TextArgument {
    field: TextField,
    language: Language,
    text: String,
}

impl TextArgument {
    /// Whether it is this text in this language.
    pub fn is(&self, language: Language, field: TextField) -> bool {
        self.language == language && self.field == field
    }
}

impl FromStr for TextArgument {
    type Err = &'static str;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "write it like title.en=Certificate of good conduct; the texts are \
            title, caption, group, issuer, who, place, proceeding, filer-role, original-with, \
            people and author, the languages en and es";
        let (name, text) = argument.split_once('=').ok_or(WRONG)?;
        let (field, language) = name.rsplit_once('.').ok_or(WRONG)?;
        let field = TextField::ALL.into_iter().find(|one| one.word() == field);
        Ok(Self {
            field: field.ok_or(WRONG)?,
            language: language.parse().map_err(|_| WRONG)?,
            text: text.to_owned(),
        })
    }
}

/// A reason in a language: `en=They wrote it with i`.
///
/// # Errors
/// When it names no language.
pub fn reason_in(argument: &str) -> Result<(Language, String), &'static str> {
    const WRONG: &str = "write it like \"en=They wrote it with i\"; the languages are en and es";
    let (language, text) = argument.split_once('=').ok_or(WRONG)?;
    Ok((language.parse().map_err(|_| WRONG)?, text.to_owned()))
}

/// Sets texts among those that are there; an empty text takes one away.
pub fn set(arguments: &[TextArgument], texts: &mut InLanguages) {
    for one in arguments {
        texts.set(one.language, one.field, Some(one.text.clone()));
    }
}
