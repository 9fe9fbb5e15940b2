//! What the file of an Office paper says that its printed pages do not show.

use std::collections::{BTreeMap, BTreeSet};

use expediente_intake::limits;
use expediente_intake::protocol::LINE_MARK;
use expediente_model::{Code, Finding};

use crate::office::xml::Element;

/// Characters of words that a finding quotes.
const QUOTED: usize = 160;

/// Words that should be on the pages, and where they are in the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// `Pagos!B3`; empty where the kind of paper has no places.
    pub(crate) place: String,
    pub(crate) words: String,
}

/// Pieces of words that are looked for on the pages.
const EXPECTED: usize = 50_000;

/// What was seen in a file.
#[derive(Default)]
pub(crate) struct Seen {
    /// The first lines of the paper.
    lines: Vec<String>,
    /// The line that is being read.
    line: String,
    /// Changes that somebody has still to accept or reject.
    pub(crate) changes: u64,
    /// What was taken away by such changes: the words that a reader must not see.
    pub(crate) deleted: String,
    pub(crate) comments: u64,
    /// Notes below slides.
    pub(crate) notes: u64,
    /// What lies outside of the file.
    pub(crate) outside: u64,
    /// Fields that show the day, the name of the file or of the user of the program.
    pub(crate) fields: u64,
    pub(crate) has_macros: bool,
    pub(crate) hidden_words: String,
    pub(crate) hidden_sheets: Vec<String>,
    pub(crate) hidden_rows: u64,
    pub(crate) hidden_columns: u64,
    pub(crate) hidden_slides: Vec<String>,
    /// The sheets that are wider than their paper, and how many percent of them fit.
    pub(crate) fitted: Vec<(String, u32)>,
    /// Cells whose value no page shows: its format shows nothing.
    pub(crate) hidden_values: Vec<String>,
    /// The cells that have formulas, and what they show.
    pub(crate) formulas: Vec<(String, String)>,
    /// Cells whose formulas have another value at each opening.
    pub(crate) volatile: Vec<String>,
    /// Places that show the name of the file.
    pub(crate) file_names: u64,
    /// Parts in another format that Word shows in their place.
    pub(crate) chunks: u64,
    /// The words that should be on the pages.
    pub(crate) shown: Vec<Shown>,
    /// Those of the line that is being read, and where it is.
    expected: String,
    pub(crate) place: String,
    /// The fonts that it asks for.
    pub(crate) fonts: BTreeSet<String>,
}

impl Seen {
    /// Words of the paper that should be on its pages.
    pub(crate) fn word(&mut self, text: &str) {
        if self.shown.len() < EXPECTED {
            self.expected.push_str(text);
        }
        self.changing(text);
    }

    /// Words of the paper that its pages may show in another way: a day, the number of a page.
    pub(crate) fn changing(&mut self, text: &str) {
        if self.lines.len() < limits::FIRST_LINES && self.line.len() < limits::TEXT_CHARS * 4 {
            self.line.push_str(text);
        }
    }

    /// The line ends.
    pub(crate) fn end_line(&mut self) {
        let words = std::mem::take(&mut self.expected);
        if !words.trim().is_empty() {
            self.shown.push(Shown {
                place: self.place.clone(),
                words,
            });
        }
        let line = std::mem::take(&mut self.line);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() && self.lines.len() < limits::FIRST_LINES {
            self.lines
                .push(line.chars().take(limits::TEXT_CHARS).collect());
        }
    }

    /// Its first words on one line; none where it has none that can be read.
    pub(crate) fn words(&self) -> Option<String> {
        if self.lines.is_empty() {
            return None;
        }
        Some(shortened(&self.lines.join(LINE_MARK)))
    }

    /// Notes a field by its code, such as `DATE \@ "d/M/yyyy"`.
    pub(crate) fn field(&mut self, code: &str) {
        let name = code.split_whitespace().next().map(str::to_uppercase);
        match name.as_deref() {
            Some("FILENAME") => self.file_names += 1,
            Some("DATE" | "TIME" | "PRINTDATE" | "USERNAME" | "USERINITIALS") => self.fields += 1,
            Some(
                "INCLUDETEXT" | "INCLUDEPICTURE" | "INCLUDE" | "IMPORT" | "LINK" | "DDE"
                | "DDEAUTO" | "DATABASE" | "RD",
            ) => self.outside += 1,
            _ => {}
        }
    }

    /// Notes the fonts that an element of OOXML asks for.
    pub(crate) fn fonts_of(&mut self, element: &Element) {
        let names: &[&str] = match element.local() {
            "rFonts" => &["ascii", "hAnsi", "cs", "eastAsia"],
            "latin" | "ea" | "cs" | "sym" | "font" => &["typeface"],
            "name" | "rFont" => &["val"],
            _ => &[],
        };
        let named = names.iter().filter_map(|name| element.get(name));
        self.fonts.extend(named.map(str::to_owned));
    }

    /// Adds what the same paper says as one XML file: everything, if the paper itself could not be
    /// read; of a spreadsheet, how far its columns were made smaller.
    pub(crate) fn add_flat(&mut self, flat: Self, is_all: bool) {
        let of_cells = (
            flat.fitted.clone(),
            flat.shown.clone(),
            flat.hidden_values.clone(),
            flat.volatile.clone(),
            flat.formulas.clone(),
        );
        if is_all {
            *self = flat;
        }
        (
            self.fitted,
            self.shown,
            self.hidden_values,
            self.volatile,
            self.formulas,
        ) = of_cells;
    }

    /// The finding of formulas that give another value than the one that the paper has.
    pub(crate) fn differing(&self, calculated: &Self) -> Option<Finding> {
        let values: BTreeMap<&String, &String> = calculated
            .formulas
            .iter()
            .map(|(place, value)| (place, value))
            .collect();
        let differing: Vec<String> = self
            .formulas
            .iter()
            .filter_map(|(place, kept)| {
                let value = values.get(place)?;
                let is_same = value.trim() == kept.trim();
                (!is_same).then(|| format!("{place}: {} ({})", kept.trim(), value.trim()))
            })
            .collect();
        if differing.is_empty() {
            return None;
        }
        let finding = Finding::new(Code::OfficeValuesDiffer)
            .with("count", differing.len())
            .with("names", shortened(&differing.join(", ")));
        Some(finding)
    }

    /// What the user should know.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let counted = |code: Code, count: u64| {
            let finding = Finding::new(code).with("count", count);
            (count > 0).then_some(finding)
        };
        if let Some(changes) = counted(Code::OfficeChanges, self.changes) {
            let words = shortened(self.deleted.trim());
            findings.push(changes.with("words", words));
        }
        findings.extend(counted(Code::OfficeComments, self.comments));
        let hidden = |what: &str, count: usize, names: String| {
            Finding::new(Code::OfficeHidden)
                .with("what", what)
                .with("count", count)
                .with("names", shortened(&names))
        };
        let words = self.hidden_words.trim();
        if !words.is_empty() {
            findings.push(hidden(
                "words",
                words.split_whitespace().count(),
                words.to_owned(),
            ));
        }
        for (what, names) in [
            ("values", &self.hidden_values),
            ("sheets", &self.hidden_sheets),
            ("slides", &self.hidden_slides),
        ] {
            if !names.is_empty() {
                findings.push(hidden(what, names.len(), names.join(", ")));
            }
        }
        for (what, count) in [("rows", self.hidden_rows), ("columns", self.hidden_columns)] {
            if let Ok(count) = usize::try_from(count)
                && count > 0
            {
                findings.push(hidden(what, count, String::new()));
            }
        }
        if let Some(least) = self.fitted.iter().map(|(_, percent)| *percent).min() {
            let names: Vec<&str> = self.fitted.iter().map(|(name, _)| name.as_str()).collect();
            let finding = Finding::new(Code::OfficeFitted)
                .with("percent", least)
                .with("names", shortened(&names.join(", ")));
            findings.push(finding);
        }
        findings.extend(counted(Code::OfficeNotes, self.notes));
        findings.extend(counted(Code::OfficeLinks, self.outside));
        findings.extend(counted(Code::OfficeFields, self.fields));
        findings.extend(counted(Code::OfficeFileName, self.file_names));
        findings.extend(counted(Code::OfficeChunks, self.chunks));
        if !self.volatile.is_empty() {
            let names = shortened(&self.volatile.join(", "));
            let finding = Finding::new(Code::OfficeVolatile)
                .with("count", self.volatile.len())
                .with("names", names);
            findings.push(finding);
        }
        if self.has_macros {
            findings.push(Finding::new(Code::OfficeMacros));
        }
        findings
    }
}

/// Adds words to a text, as long as it is short, and a space after them.
pub(crate) fn add(text: &mut String, words: &str) {
    if text.len() < QUOTED * 4 {
        text.push_str(words);
    }
}

pub(crate) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTED {
        return line;
    }
    line.chars().take(QUOTED).chain(['…']).collect()
}
