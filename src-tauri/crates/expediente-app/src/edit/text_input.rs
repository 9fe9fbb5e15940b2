//! Checks texts, language tags and dates that people type.

use expediente_model::{Date, InLanguages, date_in, one_line};

use crate::error::AppError;
use crate::request_error::RequestError;

/// Longer than any title that fits the table.
pub(crate) const LONGEST: usize = 500;

/// A text on one line, however it was pasted. It can be empty.
pub(crate) fn text(typed: &str) -> Result<String, AppError> {
    let text = one_line(typed);
    if text.chars().count() > LONGEST {
        return Err(RequestError::TooLong { longest: LONGEST }.into());
    }
    Ok(text)
}

/// Texts of one line each, without the empty ones.
pub(crate) fn texts(typed: &[String]) -> Result<Vec<String>, AppError> {
    let mut texts = Vec::with_capacity(typed.len());
    for one in typed {
        texts.extend(line(Some(one))?);
    }
    Ok(texts)
}

/// A text on one line; none where it is empty.
pub(crate) fn line(typed: Option<&str>) -> Result<Option<String>, AppError> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    Ok(Some(text(typed)?).filter(|text| !text.is_empty()))
}

/// Texts in other languages, each on one line, without the empty ones.
pub(crate) fn lines(typed: &InLanguages) -> Result<InLanguages, AppError> {
    let mut lines = InLanguages::default();
    for (language, field, text) in typed.iter() {
        lines.set(language, field, line(Some(text))?);
    }
    Ok(lines)
}

/// An address of the web, with or without `https://`; none where it is empty.
pub(crate) fn address(typed: Option<&str>) -> Result<Option<String>, AppError> {
    let address = line(typed)?;
    let is_one = |text: &str| {
        let rest = text
            .strip_prefix("https://")
            .or(text.strip_prefix("http://"));
        let rest = rest.map_or(text, |rest| rest);
        let place = rest.split(['/', '?', '#']).next().map_or("", |host| host);
        let (host, port) = place.split_once(':').map_or((place, "443"), |parts| parts);
        host.contains('.') && !host.contains(['@', ' ']) && port.parse::<u16>().is_ok()
    };
    match address {
        Some(text) if !is_one(&text) => Err(RequestError::NoAddress(text).into()),
        address => Ok(address),
    }
}

/// A language tag; none where it is empty.
pub(crate) fn tag(text: Option<&str>) -> Result<Option<String>, AppError> {
    let tag = line(text)?;
    match tag {
        Some(tag)
            if tag.len() > 35 || !tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') =>
        {
            Err(RequestError::LanguageTag(tag).into())
        }
        tag => Ok(tag),
    }
}

/// A date as files have it, or as people write it where only one day can be meant: `11/25/2024`,
/// `11 de febrero de 2024`. Whether 11/02/2024 is in February or in November depends on who wrote
/// it, and the language of the dossier is that of the court.
pub(crate) fn date(text: Option<&str>) -> Result<Option<Date>, AppError> {
    let Some(text) = line(text)? else {
        return Ok(None);
    };
    if let Ok(date) = text.parse::<Date>() {
        return Ok(Some(date));
    }
    match (date_in(&text, false), date_in(&text, true)) {
        (Some(first), Some(second)) if first != second => Err(RequestError::TwoDates {
            text,
            first: first.to_string(),
            second: second.to_string(),
        }
        .into()),
        (Some(date), _) | (None, Some(date)) => Ok(Some(date)),
        (None, None) => Err(RequestError::NoDate(text).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People write dates as they learned to. A text that is not a date is reported, not dropped.
    #[test]
    fn dates_as_people_write_them() {
        for (text, expected) in [
            ("2024-02-11", Some("2024-02-11")),
            ("25/02/2024", Some("2024-02-25")),
            ("2/25/2024", Some("2024-02-25")),
            ("2/2/2024", Some("2024-02-02")),
            ("11 de febrero de 2024", Some("2024-02-11")),
            ("2024", Some("2024")),
            ("ayer", None),
            // February 11 or November 2: nobody but who wrote it knows.
            ("11/02/2024", None),
        ] {
            let found = date(Some(text)).ok().flatten().map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        assert_eq!(date(Some("  ")).unwrap(), None);
    }

    /// An address on a court paper must be one that anybody can open.
    #[test]
    fn addresses_of_the_web() {
        for (text, is_one) in [
            ("https://alcaldia.example/v/BC-0148", true),
            ("alcaldia.example/v?c=7", true),
            ("https://consultas.example:8443/v/7", true),
            ("https://consultas.example:8443@evil.example/", false),
            ("https://consultas.example:99999/v/7", false),
            ("javascript:alert(1)", false),
            ("https://saime.gob.ve@evil.example/", false),
            ("file:///etc/passwd", false),
            ("no", false),
        ] {
            assert_eq!(address(Some(text)).is_ok(), is_one, "{text}");
        }
    }

    /// A title pasted with line breaks becomes one line; a whole page is refused, not cut.
    #[test]
    fn texts_are_one_line() {
        assert_eq!(
            line(Some(" Carta\n de\tbuena  conducta "))
                .unwrap()
                .as_deref(),
            Some("Carta de buena conducta")
        );
        assert!(line(Some(&"x".repeat(501))).is_err());
    }
}
