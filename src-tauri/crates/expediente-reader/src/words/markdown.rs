//! Markdown (CommonMark): headings, lists and tables as such, without the marks that make them.
//! Nothing that it says is left out: addresses, HTML and comments stand as they are written.

use std::ops::Range;

use expediente_model::Finding;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::typeset::faces::Face;
use crate::typeset::line_breaks::Styled;
use crate::typeset::page_layout::{Layout, Style};
use crate::words::STRUCK;

/// Points of the letters, and of those in tables.
const SIZE: f64 = 10.5;
const SMALL: f64 = 8.5;

/// Points by which a list is further in.
const INDENT: f64 = 16.0;

/// Lists in lists that are further in.
const DEEPEST: usize = 8;

/// Whether a file is called as Markdown is.
pub(crate) fn is_named(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".md", ".markdown", ".mdown"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

/// Sets a text.
///
/// # Errors
/// When there are too many pages.
pub(crate) fn set(layout: &mut Layout, text: &str) -> Result<(), Finding> {
    for line in lines(text) {
        match line {
            Set::Gap(points) => layout.gap(points),
            Set::Rule => {
                layout.gap(4.0);
                layout.rule();
                layout.gap(6.0);
            }
            Set::Line {
                parts,
                size,
                indent,
            } => {
                let styled: Vec<Styled<'_>> = parts
                    .iter()
                    .map(|(face, text)| Styled { face: *face, text })
                    .collect();
                let style = Style {
                    size,
                    indent,
                    hanging: 0.0,
                };
                layout.paragraph(&styled, style)?;
            }
            Set::Table(rows) => {
                if !layout.table(&rows, SMALL)? {
                    for row in rows {
                        layout.text(Face::Regular, &row.join(" | "), Style::of(SMALL))?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// What is set, from top to bottom.
#[derive(Debug, PartialEq)]
enum Set {
    Gap(f64),
    Rule,
    Line {
        parts: Vec<(Face, String)>,
        size: f64,
        indent: f64,
    },
    Table(Vec<Vec<String>>),
}

fn lines(text: &str) -> Vec<Set> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(text, options);
    // They stand where nobody sees them.
    let mut definitions: Vec<(usize, String)> = parser
        .reference_definitions()
        .iter()
        .filter_map(|(_, one)| Some((one.span.start, text.get(one.span.clone())?.to_owned())))
        .collect();
    definitions.sort();
    let mut setter = Setter {
        source: text,
        size: SIZE,
        ..Setter::default()
    };
    for (event, range) in parser.into_offset_iter() {
        setter.event(event, &range);
    }
    setter.end_line();
    for (_, definition) in definitions {
        setter.push(&definition);
        setter.end_line();
    }
    setter.done
}

#[derive(Default)]
struct Setter<'a> {
    source: &'a str,
    done: Vec<Set>,
    parts: Vec<(Face, String)>,
    size: f64,
    bold: usize,
    lists: usize,
    quotes: usize,
    is_code: bool,
    links: Vec<(String, String, usize)>,
    table: Vec<Vec<String>>,
    cell: Option<String>,
}

impl Setter<'_> {
    fn push(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.push_str(text);
            return;
        }
        if self.parts.is_empty() && self.quotes > 0 {
            self.parts.push((Face::Regular, "> ".repeat(self.quotes)));
        }
        let face = if self.bold > 0 {
            Face::Bold
        } else {
            Face::Regular
        };
        match self.parts.last_mut() {
            Some((last, said)) if *last == face => said.push_str(text),
            _ => self.parts.push((face, text.to_owned())),
        }
    }

    /// The words so far, for comparing.
    fn said(&self) -> String {
        match &self.cell {
            Some(cell) => cell.clone(),
            None => self.parts.iter().map(|(_, text)| text.as_str()).collect(),
        }
    }

    fn end_line(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        if !parts.is_empty() {
            let depth = self.lists.min(DEEPEST) + usize::from(self.is_code);
            self.done.push(Set::Line {
                parts,
                size: self.size,
                indent: INDENT * depth as f64,
            });
        }
    }

    fn gap(&mut self) {
        self.end_line();
        if !self.done.is_empty() && !matches!(self.done.last(), Some(Set::Gap(_))) {
            self.done.push(Set::Gap(SIZE * 0.6));
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => {
                for line in text.lines() {
                    self.push(line);
                    self.end_line();
                }
            }
            Event::Text(text) | Event::Code(text) => self.push(&text),
            // HTML stands as it is written, with what it would hide.
            Event::Html(text) | Event::InlineHtml(text) => {
                for (at, line) in text.split('\n').enumerate() {
                    if at > 0 {
                        self.end_line();
                    }
                    if !line.is_empty() {
                        self.push(line);
                    }
                }
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text),
            Event::FootnoteReference(label) => self.push(&format!("[^{label}]")),
            Event::SoftBreak | Event::HardBreak if self.cell.is_some() => self.push(" "),
            // Lines stay lines: an address, a list without marks.
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.end_line();
                self.done.push(Set::Rule);
            }
            Event::TaskListMarker(is_done) => self.push(if is_done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.gap();
                self.size = match level {
                    HeadingLevel::H1 => 16.0,
                    HeadingLevel::H2 => 14.0,
                    HeadingLevel::H3 => 12.0,
                    _ => 11.0,
                };
                self.bold += 1;
            }
            Tag::Paragraph if self.lists == 0 => self.gap(),
            Tag::BlockQuote(_) => {
                self.gap();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.gap();
                self.is_code = true;
            }
            Tag::List(_) => {
                if self.lists == 0 {
                    self.gap();
                }
                self.end_line();
                self.lists += 1;
            }
            Tag::Item => {
                self.end_line();
                let mark = self.mark(range);
                self.push(&mark);
            }
            Tag::FootnoteDefinition(label) => {
                self.gap();
                self.push(&format!("[^{label}]: "));
                self.lists += 1;
            }
            Tag::Table(_) => self.gap(),
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.push(STRUCK),
            Tag::Link {
                dest_url, title, ..
            } => {
                let from = self.said().len();
                self.links
                    .push((dest_url.to_string(), title.to_string(), from));
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.push("[");
                let from = self.said().len();
                self.links
                    .push((dest_url.to_string(), title.to_string(), from));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_line();
                self.size = SIZE;
                self.bold = self.bold.saturating_sub(1);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::HtmlBlock => self.end_line(),
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_line();
                self.is_code = false;
            }
            TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.end_line();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::TableCell => {
                let cell = self.cell.take();
                if let (Some(row), Some(cell)) = (self.table.last_mut(), cell) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.table);
                self.done.push(Set::Table(rows));
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.push(STRUCK),
            TagEnd::Link => {
                if let Some(address) = self.address() {
                    self.push(&format!(" <{address}>"));
                }
            }
            TagEnd::Image => {
                let address = self.address();
                let address = address.map(|address| format!(": {address}"));
                self.push(&format!("{}]", address.unwrap_or_default()));
            }
            _ => {}
        }
    }

    /// Where the link that ends leads to, with its title, unless its words say so.
    fn address(&mut self) -> Option<String> {
        let (address, title, from) = self.links.pop()?;
        let said = self.said();
        // Words before a line break are on a line of their own.
        let words = said.get(from..).map_or("", |words| words);
        let is_said = words == address || address.strip_prefix("mailto:") == Some(words);
        match (is_said, title.is_empty()) {
            (true, true) => None,
            (_, true) => Some(address),
            (_, false) => Some(format!("{address} “{title}”")),
        }
    }

    /// The mark of an item: the number that was written, not the one that is counted.
    fn mark(&self, range: &Range<usize>) -> String {
        let item = self.source.get(range.clone()).map_or("", str::trim_start);
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        match item.get(..=digits) {
            Some(mark) if digits > 0 => format!("{mark} "),
            _ => "• ".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let said = |set: Set| match set {
            Set::Gap(_) => None,
            Set::Rule => Some("---".to_owned()),
            Set::Line { parts, .. } => Some(parts.into_iter().map(|(_, text)| text).collect()),
            Set::Table(rows) => Some(
                rows.into_iter()
                    .map(|row| row.join("|"))
                    .collect::<Vec<_>>()
                    .join("/"),
            ),
        };
        lines(text).into_iter().filter_map(said).collect()
    }

    /// What CommonMark's own reader shows (<https://spec.commonmark.org/dingus>), with what it
    /// would hide.
    #[test]
    fn marks_go_and_words_stay() {
        let text = "# Titulo\n\n<!-- nota -->\n\n~~no~~ **negrita** [texto](http://a.b \"tit\") ![foto](x.png)\n\n\
                    - [x] hecho\n- nada\n\n1. uno\n5. cinco\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    code  x\n\n\
                    line1\nline2\n\n> cita\n\nNota[^1] <http://c.d>\n\n[^1]: pie\n\n[ref]: http://e.f \"R\"\n\n\
                    2024\\. y \\*literal\\*\n\n---\n";
        assert_eq!(
            said(text),
            [
                "Titulo",
                "<!-- nota -->",
                "~~no~~ negrita texto <http://a.b “tit”> [foto: x.png]",
                "• [x] hecho",
                "• nada",
                "1. uno",
                "5. cinco",
                "a|b/1|2",
                "code  x",
                "line1",
                "line2",
                "> cita",
                "Nota[^1] http://c.d",
                "[^1]: pie",
                "2024. y *literal*",
                "---",
                "[ref]: http://e.f \"R\"",
            ]
        );
        let first = lines("# A **b**").into_iter().next();
        assert_eq!(
            first,
            Some(Set::Line {
                parts: vec![(Face::Bold, "A b".to_owned())],
                size: 16.0,
                indent: 0.0
            })
        );
    }
}
