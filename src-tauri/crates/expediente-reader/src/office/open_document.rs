//! OpenDocument (ODF 1.3, part 3), packed or flat.

use std::io::BufRead;

use expediente_model::{Code, Finding};

use crate::office::cells::Sheet;
use crate::office::package::{Package, damaged};
use crate::office::seen::{Seen, add};
use crate::office::widths::Widths;
use crate::office::xml::{Element, Step, walk};

/// Reads what a packed file says.
///
/// # Errors
/// When it is locked or damaged.
pub(crate) fn see(package: &mut Package<'_>, seen: &mut Seen) -> Result<(), Finding> {
    let mut is_locked = false;
    package.walk("META-INF/manifest.xml", |step| {
        if let Step::Open(element) = step {
            is_locked |= element.local() == "encryption-data";
        }
    })?;
    if is_locked {
        return Err(Finding::new(Code::OfficeEncrypted));
    }
    if !package.has("content.xml") {
        return Err(damaged());
    }
    let mut content = Content::default();
    for name in ["styles.xml", "content.xml"] {
        content.is_body = false;
        package.walk(name, |step| content.step(&step, seen))?;
    }
    seen.has_macros |= package.names().iter().any(|name| is_macro(name));
    Ok(())
}

/// Whether a part is a module of a program. Every document has lists of its libraries, which may be
/// empty.
fn is_macro(name: &str) -> bool {
    let file = name.rsplit('/').next().map_or(name, |file| file);
    let is_list = file.starts_with("script-l") || file.starts_with("dialog-l");
    (name.starts_with("Basic/") || name.starts_with("Scripts/")) && !file.is_empty() && !is_list
}

/// Reads what a flat file says.
///
/// # Errors
/// When it is damaged.
pub(crate) fn see_flat(file: impl BufRead, seen: &mut Seen) -> Result<(), Finding> {
    let mut content = Content::default();
    walk(file, |step| content.step(&step, seen)).map_err(|_| damaged())
}

/// A document, as far as it was read.
#[derive(Default)]
struct Content {
    /// Whether the words of the paper are being read.
    is_body: bool,
    /// The names of what is open that has no words of the paper.
    aside: Vec<String>,
    /// How many regions of deleted words are open.
    deletions: u32,
    hidden: u32,
    /// The id of the region that is open, and of those whose words were taken away.
    region: String,
    deleted_regions: Vec<String>,
    /// Styles of tables, slides and words that are not shown.
    unseen: Vec<String>,
    style: String,
    slides: u64,
    in_notes: bool,
    noted: bool,
    /// Whether it is read who made a change and when.
    in_info: bool,
    /// Whether each open paragraph and span is hidden.
    spans: Vec<bool>,
    widths: Widths,
    /// The sheet that is open.
    sheet: Option<Sheet>,
    is_spreadsheet: bool,
    /// Whether the slide that is open is hidden.
    is_hidden_slide: bool,
    /// How many fields are open that show something else each time.
    changing: u32,
    /// Whether each open section is hidden.
    sections: Vec<bool>,
}

impl Content {
    fn step(&mut self, step: &Step<'_>, seen: &mut Seen) {
        match step {
            Step::Open(element) => self.open(element, seen),
            Step::Close(name) => self.close(name, seen),
            Step::Text(text) => self.text(text, seen),
        }
    }

    fn open(&mut self, element: &Element, seen: &mut Seen) {
        self.widths.open(element);
        self.open_cell(element, seen);
        if is_changing(&element.name) {
            self.changing += 1;
        }
        match element.name.as_str() {
            "office:body" => self.is_body = true,
            "style:style" => {
                self.style = element.get("name").map_or("", |name| name).to_owned();
            }
            "style:table-properties" if !element.is_on("display", true) => {
                self.unseen.push(self.style.clone());
            }
            "style:drawing-page-properties" if element.get("visibility") == Some("hidden") => {
                self.unseen.push(self.style.clone());
            }
            "style:font-face" => {
                let family = element
                    .get("font-family")
                    .map(|name| name.trim_matches('\''));
                seen.fonts.extend(family.map(str::to_owned));
            }
            "text:changed-region" => {
                seen.changes += 1;
                self.region = element.get("id").map_or("", |id| id).to_owned();
            }
            "table:cell-content-change"
            | "table:insertion"
            | "table:deletion"
            | "table:movement" => {
                seen.changes += 1;
            }
            "text:deletion" => {
                self.deletions += 1;
                self.deleted_regions.push(self.region.clone());
            }
            // Some writers leave the words where they were, between two marks.
            "text:change-start" if self.is_of_deletion(element) => self.deletions += 1,
            "text:change-end" if self.is_of_deletion(element) => {
                self.deletions = self.deletions.saturating_sub(1);
            }
            "office:annotation" => {
                seen.comments += 1;
                self.aside.push(element.name.clone());
            }
            "text:tracked-changes"
            | "table:tracked-changes"
            | "office:scripts"
            | "presentation:notes" => {
                self.in_notes |= element.name == "presentation:notes";
                self.noted = false;
                self.aside.push(element.name.clone());
            }
            "text:hidden-text" | "text:hidden-paragraph" => {
                if let Some(words) = element.get("string-value") {
                    add(&mut seen.hidden_words, words);
                }
                self.hidden += 1;
            }
            "text:date" | "text:time" | "text:author-name" | "text:author-initials"
                if !element.is_on("fixed", false) =>
            {
                seen.fields += 1;
            }
            "text:file-name" if !element.is_on("fixed", false) => seen.file_names += 1,
            "text:section" => {
                let is_hidden =
                    element.get("display") == Some("none") || element.is_on("is-hidden", false);
                self.hidden += u32::from(is_hidden);
                self.sections.push(is_hidden);
            }
            // One of its two texts is shown.
            "text:conditional-text" => {
                let current = element.is_on("current-value", false);
                let other = if current {
                    "string-value-if-false"
                } else {
                    "string-value-if-true"
                };
                if let Some(words) = element.get(other) {
                    add(&mut seen.hidden_words, words);
                    add(&mut seen.hidden_words, " ");
                }
            }
            "text:section-source"
            | "office:dde-source"
            | "table:table-source"
            | "table:cell-range-source"
            | "text:dde-connection-decl" => seen.outside += 1,
            "draw:image"
            | "draw:object"
            | "draw:object-ole"
            | "draw:plugin"
            | "draw:floating-frame"
            | "draw:applet"
            | "draw:fill-image"
            | "style:background-image" => {
                seen.outside += u64::from(element.get("href").is_some_and(is_outside));
            }
            "ooo:module" | "script:event-listener" => seen.has_macros = true,
            "office:change-info" => self.in_info = true,
            "style:text-properties" if element.get("display") == Some("none") => {
                self.unseen.push(self.style.clone());
            }
            "text:p" | "text:h" | "text:span" => {
                let is_unseen = self.is_unseen(element);
                self.hidden += u32::from(is_unseen);
                self.spans.push(is_unseen);
            }
            "table:table" if self.is_unseen(element) => {
                let name = element.get("name").map_or("", |name| name);
                seen.hidden_sheets.push(name.to_owned());
            }
            "table:table-row" if is_hidden(element) => {
                seen.hidden_rows += repeated(element, "number-rows-repeated");
            }
            "table:table-column" if is_hidden(element) => {
                seen.hidden_columns += repeated(element, "number-columns-repeated");
            }
            "draw:page" => {
                self.slides += 1;
                self.is_hidden_slide = self.is_unseen(element);
                seen.place = self.slides.to_string();
                if self.is_hidden_slide {
                    seen.hidden_slides.push(self.slides.to_string());
                }
            }
            "text:tab" | "text:s" | "text:line-break" => self.text(" ", seen),
            _ => {}
        }
    }

    /// Notes which cell is read.
    fn open_cell(&mut self, element: &Element, seen: &mut Seen) {
        if element.name == "office:spreadsheet" {
            self.is_spreadsheet = true;
        }
        if !self.is_spreadsheet {
            return;
        }
        if element.name == "table:table" {
            let is_hidden = self.is_unseen(element);
            let name = element.get("name").map_or("", |name| name);
            self.sheet = Some(Sheet::new(name, is_hidden));
        }
        let Some(sheet) = &mut self.sheet else {
            return;
        };
        match element.name.as_str() {
            "table:table-column" => sheet.column(is_hidden(element), element),
            "table:table-row" => sheet.row(is_hidden(element), element),
            "table:table-cell" | "table:covered-table-cell" => sheet.cell(element, seen),
            _ => {}
        }
    }

    fn close_cell(&mut self, name: &str, seen: &mut Seen) {
        let Some(sheet) = &mut self.sheet else {
            return;
        };
        match name {
            "table:table-row" => sheet.end_row(),
            "table:table-cell" | "table:covered-table-cell" => sheet.end_cell(seen),
            "table:table" => {
                self.sheet = None;
                seen.place.clear();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, seen: &mut Seen) {
        self.close_cell(name, seen);
        if is_changing(name) {
            self.changing = self.changing.saturating_sub(1);
        }
        if name == "text:section" && self.sections.pop() == Some(true) {
            self.hidden = self.hidden.saturating_sub(1);
        }
        if self.aside.last().is_some_and(|aside| aside == name) {
            self.aside.pop();
        }
        if matches!(name, "text:p" | "text:h" | "text:span") && self.spans.pop() == Some(true) {
            self.hidden = self.hidden.saturating_sub(1);
            add(&mut seen.hidden_words, " ");
        }
        match name {
            "text:deletion" => self.deletions = self.deletions.saturating_sub(1),
            "text:hidden-text" | "text:hidden-paragraph" => {
                self.hidden = self.hidden.saturating_sub(1);
                add(&mut seen.hidden_words, " ");
            }
            "presentation:notes" => self.in_notes = false,
            "office:change-info" => self.in_info = false,
            "table:table" => seen.fitted.extend(self.widths.close_table()),
            "text:p" | "text:h" if self.deletions > 0 => add(&mut seen.deleted, " "),
            "text:p" | "text:h" if self.is_body && self.aside.is_empty() => seen.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, seen: &mut Seen) {
        if !self.is_body || self.in_info {
            return;
        }
        if self.in_notes && !self.noted && !text.trim().is_empty() {
            self.noted = true;
            seen.notes += 1;
        }
        if self.deletions > 0 {
            add(&mut seen.deleted, text);
        } else if self.hidden > 0 {
            add(&mut seen.hidden_words, text);
        } else if self.aside.is_empty() {
            let is_of_page = match &mut self.sheet {
                Some(sheet) => sheet.words(text),
                None => !self.is_hidden_slide,
            };
            match is_of_page && self.changing == 0 {
                true => seen.word(text),
                false => seen.changing(text),
            }
        }
    }

    fn is_of_deletion(&self, element: &Element) -> bool {
        let id = element.get("change-id");
        id.is_some_and(|id| self.deleted_regions.iter().any(|deleted| deleted == id))
    }

    fn is_unseen(&self, element: &Element) -> bool {
        let style = element.get("style-name");
        style.is_some_and(|style| self.unseen.iter().any(|unseen| unseen == style))
    }
}

/// Whether an address leads out of the file: inside are `Pictures/…`, `./Object 1` and `#…`.
fn is_outside(address: &str) -> bool {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '+')
    });
    has_scheme || address.starts_with('/') || address.starts_with("../")
}

/// Whether a field shows something else each time.
fn is_changing(name: &str) -> bool {
    matches!(
        name,
        "text:date"
            | "text:time"
            | "text:page-number"
            | "text:page-count"
            | "text:file-name"
            | "text:author-name"
            | "text:author-initials"
            | "text:modification-date"
            | "text:modification-time"
            | "text:print-date"
            | "text:print-time"
            | "text:conditional-text"
            | "text:sheet-name"
            | "presentation:date-time"
            | "presentation:header"
            | "presentation:footer"
    )
}

fn is_hidden(element: &Element) -> bool {
    matches!(element.get("visibility"), Some("collapse" | "filter"))
}

/// How many rows or columns an element is; one that fills the rest of the sheet is none.
fn repeated(element: &Element, name: &str) -> u64 {
    match element.get(name).map(str::parse::<u64>) {
        None => 1,
        Some(Ok(count)) if count < 1_000 => count,
        Some(_) => 0,
    }
}
