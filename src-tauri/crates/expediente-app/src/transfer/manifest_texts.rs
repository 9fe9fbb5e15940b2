//! The texts of a dossier.toml, which go onto pages: cleaned, and no longer than a page can hold.

use expediente_model::{Code, Finding, composed, one_line};
use toml::{Table, Value};

use crate::edit::text_input::LONGEST;

/// Keys whose texts are names of files. They are used as they are, in the composed form.
const FILES: [&str; 5] = ["file", "unlocked", "folder", "of", "unplaced"];

/// At most this many findings about texts are listed: a file can have millions.
const LISTED: usize = 50;

/// Cleans every text. The findings say which ones were changed.
pub(super) fn clean(table: &mut Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    clean_table(table, "", &mut findings);
    findings
}

fn clean_table(table: &mut Table, at: &str, findings: &mut Vec<Finding>) {
    for (key, value) in table.iter_mut() {
        let name = one_line(key);
        let here = if at.is_empty() {
            name
        } else {
            format!("{at}.{name}")
        };
        let is_file = FILES.contains(&key.as_str());
        clean_value(value, &here, is_file, findings);
    }
}

fn clean_value(value: &mut Value, at: &str, is_file: bool, findings: &mut Vec<Finding>) {
    match value {
        Value::String(text) if is_file => *text = composed(text).into_owned(),
        Value::String(text) => {
            if let Some(code) = clean_text(text)
                && findings.len() < LISTED
            {
                findings.push(Finding::new(code).with("where", at));
            }
        }
        Value::Array(values) => {
            for (number, value) in values.iter_mut().enumerate() {
                let here = format!("{at}[{}]", number + 1);
                clean_value(value, &here, is_file, findings);
            }
        }
        Value::Table(table) => clean_table(table, at, findings),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

/// Cleans a text. Returns what a person should know of it: spaces and forms of letters that look
/// the same are not worth a word.
fn clean_text(text: &mut String) -> Option<Code> {
    let mut clean = one_line(text);
    let hidden = text
        .chars()
        .any(|c| expediente_model::is_hidden(c) && !c.is_whitespace());
    let long = clean.chars().count() > LONGEST;
    if long {
        clean = clean.chars().take(LONGEST - 1).chain(['…']).collect();
    }
    *text = clean;
    if long {
        Some(Code::TextCut)
    } else if hidden {
        Some(Code::TextCleaned)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title that writes backward, and one of a million letters, would spoil the table of
    /// exhibits; the names of files stay as they are.
    #[test]
    fn texts_are_cleaned_and_cut() {
        let text = format!(
            "[matter]\ntitle = \"a\\u202Eb\"\ndocket = [\"A 1\", \"{}\"]\n\
             [[exhibit]]\nfile = \"Ce\\u0301dula\\u202E.pdf\"\ntitle = \"dos\\n l\\u00EDneas\"\n",
            "x".repeat(1_000_000)
        );
        let mut table: Table = toml::from_str(&text).unwrap();
        let findings: Vec<(Code, String)> = clean(&mut table)
            .into_iter()
            .map(|finding| (finding.code, finding.args["where"].clone()))
            .collect();
        assert_eq!(
            findings,
            [
                (Code::TextCut, "matter.docket[2]".to_owned()),
                (Code::TextCleaned, "matter.title".to_owned())
            ]
        );
        assert_eq!(table["matter"]["title"].as_str(), Some("ab"));
        let cut = table["matter"]["docket"][1].as_str().unwrap();
        assert_eq!(cut.chars().count(), 500);
        assert_eq!(table["exhibit"][0]["title"].as_str(), Some("dos líneas"));
        let file = table["exhibit"][0]["file"].as_str();
        assert_eq!(file, Some("C\u{e9}dula\u{202e}.pdf"));
    }
}
