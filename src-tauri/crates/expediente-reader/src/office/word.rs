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
                        if let Some(code) = element.get("instr") {
                            seen.field(code);
                        }
                    }
                    "fldChar" if element.get("fldCharType") != Some("begin") => {
                        seen.field(&std::mem::take(&mut self.code));
                    }
                    "tab" | "br" | "cr" if self.is_main => seen.word(" "),
                    _ => {}
                }
            }
            Step::Close(name) => match local(name) {
                "del" | "moveFrom" | "cellDel" => self.deleted = self.deleted.saturating_sub(1),
                "t" => self.in_words = false,
                "delText" => self.in_deleted_words = false,
                "instrText" => self.in_code = false,
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
                    seen.word(text);
                }
            }
        }
    }
}
