//! Printing shared by verbs: tables, findings, JSON.

use expediente_app::{Catalogue, FindingView, RuleView, Severity};
use serde::Serialize;

use crate::failure::{CliError, Failure};
use crate::output;

/// Prints JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| CliError::Output(error.into()))?;
    output::json(&text);
    Ok(())
}

/// Prints columns as wide as their widest cell; the last one is not padded.
pub fn table(heads: &[&str], rows: &[Vec<String>]) {
    // Cleaned before it is measured; a mark of direction has no width.
    let clean = |row: &Vec<String>| -> Vec<String> {
        let cells = row.iter();
        cells.map(|cell| output::clean(cell).into_owned()).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(clean).collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: Vec<&str>| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        output::line(padded.collect::<Vec<_>>().join("  ").trim_end());
    };
    line(heads.to_vec());
    for row in &rows {
        line(row.iter().map(String::as_str).collect());
    }
}

/// The message of a finding, with its page.
pub fn sentence(texts: &Catalogue, finding: &FindingView) -> String {
    // People look for the printed number.
    let page = finding
        .label
        .clone()
        .filter(|label| !label.is_empty())
        .or_else(|| finding.page.map(|page| page.to_string()));
    match page {
        Some(page) => {
            format!(
                "{}: {}",
                texts.fill("report.page", [("page", page)]),
                finding.message
            )
        }
        None => finding.message.clone(),
    }
}

/// Prints findings, one per line, each with its severity.
pub fn findings(texts: &Catalogue, findings: &[FindingView]) {
    for finding in findings {
        let word = match finding.severity {
            Severity::Stops => "stops",
            Severity::Check => "check",
            Severity::Note => "note",
        };
        let paper = match &finding.paper {
            Some(paper) => format!("{paper}: "),
            None => String::new(),
        };
        output::line(format_args!(
            "  [{}] {paper}{}",
            texts.text(&format!("severity.{word}")),
            sentence(texts, finding)
        ));
    }
}

/// Prints a rule with its source.
pub fn rule(texts: &Catalogue, indent: &str, says: String, rule: &RuleView) {
    let values = [
        ("rule", says),
        ("source", rule.source.clone()),
        ("checked", rule.checked.clone()),
        (
            "sure",
            texts.text(&format!("sure.{}", rule.sure)).to_owned(),
        ),
    ];
    output::line(format_args!(
        "{indent}{}",
        texts.fill("report.rule", values)
    ));
}
