//! Word since 2007 (ECMA-376, part 1, 17).

use expediente_model::Finding;

use crate::office::package::{Package, damaged};
use crate::office::seen::{Seen, add};
use crate::office::xml::{Step, local};

/// Reads what the file says.
pub(crate) fn see(package: &mut Package<'_>, seen: &mut Seen) -> Result<(), Finding> {
    // The main part may have any name; every program calls it document, with a number if at all.
    let parts = package.names_in("word/", ".xml");
    let is_main = |name: &&String| name.starts_with("word/document");
    if !parts.iter().any(|name| is_main(&name)) {
        return Err(damaged());
    }
    let is_text = |name: &str| {
        ["document", "header", "footer", "footnotes", "endnotes"]
            .iter()
            .any(|kind| {
                name.strip_prefix("word/")
                    .is_some_and(|rest| rest.starts_with(kind))
            })
    };
    for name in parts.iter().filter(|name| is_text(name)) {
        let mut part = Part {
            is_main: is_main(&name),
            ..Part::default()
        };
        package.walk(name, |step| part.step(&step, seen))?;
    }
    seen.comments += package.count("word/comments.xml", "comment")?;
    for name in ["word/styles.xml", "word/theme/theme1.xml"] {
        package.fonts(name, seen)?;
    }
    seen.outside += package.count_outside()?;
    seen.has_macros |= package.has("word/vbaProject.bin");
    Ok(())
}

/// A part with paragraphs, as far as it was read.
#[derive(Default)]
struct Part {
    is_main: bool,
    /// How many elements of deleted words are open.
    deleted: u32,
    /// Whether the words of the run are hidden.
    is_hidden: bool,
    /// Whether the words between are the code of a field.
    in_code: bool,
    in_words: bool,
    in_deleted_words: bool,
    /// The code of the field that is open.
    code: String,
    /// Of each field that is open, whether its words change each time.
    fields: Vec<bool>,
}

impl Part {
    fn step(&mut self, step: &Step<'_>, seen: &mut Seen) {
        match step {
            Step::Open(element) => {
                seen.fonts_of(element);
                match element.local() {
                    "ins" | "moveTo" | "cellIns" | "cellMerge" | "rPrChange" | "pPrChange"
                    | "sectPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange"
                    | "numberingChange" => seen.changes += 1,
                    "del" | "moveFrom" | "cellDel" => {
                        seen.changes += 1;
                        self.deleted += 1;
                    }
                    "r" => self.is_hidden = false,
                    "vanish" => self.is_hidden = element.is_on("val", true),
                    "t" => self.in_words = true,
                    "delText" => self.in_deleted_words = true,
                    "instrText" => self.in_code = true,
                    "fldSimple" => {
                        let code = element.get("instr").map_or("", |code| code);
                        seen.field(code);
                        self.fields.push(is_changing(code));
                    }
                    "fldChar" => self.field(element.get("fldCharType"), seen),
                    "altChunk" => seen.chunks += 1,
                    "tab" | "br" | "cr" if self.is_main => seen.word(" "),
                    _ => {}
                }
            }
            Step::Close(name) => match local(name) {
                "del" | "moveFrom" | "cellDel" => self.deleted = self.deleted.saturating_sub(1),
                "t" => self.in_words = false,
                "delText" => self.in_deleted_words = false,
                "instrText" => self.in_code = false,
                "fldSimple" => {
                    self.fields.pop();
                }
                "p" => {
                    if self.is_main {
                        seen.end_line();
                    }
                    add(&mut seen.hidden_words, " ");
                }
                _ => {}
            },
            Step::Text(text) => {
                if self.in_code {
                    add(&mut self.code, text);
                } else if self.in_deleted_words || (self.in_words && self.deleted > 0) {
                    add(&mut seen.deleted, text);
                } else if self.in_words && self.is_hidden {
                    add(&mut seen.hidden_words, text);
                } else if self.in_words && self.is_main {
                    match self.fields.contains(&true) {
                        true => seen.changing(text),
                        false => seen.word(text),
                    }
                }
            }
        }
    }

    /// A mark of a field: its beginning, the end of its code, its end.
    fn field(&mut self, kind: Option<&str>, seen: &mut Seen) {
        if kind == Some("begin") {
            self.fields.push(false);
            return;
        }
        let code = std::mem::take(&mut self.code);
        seen.field(&code);
        if let Some(last) = self.fields.last_mut() {
            *last |= is_changing(&code);
        }
        if kind == Some("end") {
            self.fields.pop();
        }
    }
}

/// Whether a field shows something else each time: a day, a number of pages, a name.
fn is_changing(code: &str) -> bool {
    let name = code.split_whitespace().next().map(str::to_uppercase);
    matches!(
        name.as_deref(),
        Some(
            "DATE"
                | "TIME"
                | "PRINTDATE"
                | "SAVEDATE"
                | "CREATEDATE"
                | "EDITTIME"
                | "PAGE"
                | "NUMPAGES"
                | "SECTIONPAGES"
                | "NUMWORDS"
                | "FILENAME"
                | "FILESIZE"
                | "USERNAME"
                | "USERINITIALS"
                | "AUTHOR"
                | "LASTSAVEDBY"
                | "PAGEREF"
        )
    )
}
