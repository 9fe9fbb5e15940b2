//! PowerPoint since 2007 (ECMA-376, part 1, 19).

use expediente_model::Finding;

use crate::office::package::{Package, damaged};
use crate::office::seen::Seen;
use crate::office::xml::{Step, local};

/// Reads what the file says.
pub(crate) fn see(package: &mut Package<'_>, seen: &mut Seen) -> Result<(), Finding> {
    if !package.has("ppt/presentation.xml") {
        return Err(damaged());
    }
    for (at, name) in package.names_in("ppt/slides/", ".xml").iter().enumerate() {
        let (mut in_words, mut is_hidden, mut in_field) = (false, false, false);
        seen.place = (at + 1).to_string();
        package.walk(name, |step| match step {
            Step::Open(element) => {
                seen.fonts_of(element);
                in_words = element.local() == "t";
                in_field |= element.local() == "fld";
                if element.local() == "sld" && !element.is_on("show", true) {
                    is_hidden = true;
                    seen.hidden_slides.push((at + 1).to_string());
                }
            }
            Step::Close(name) => {
                in_words = false;
                in_field &= local(name) != "fld";
                if local(name) == "p" {
                    seen.end_line();
                }
            }
            // The number of a slide and the day are what they are on the pages.
            Step::Text(text) if in_words && (is_hidden || in_field) => seen.changing(text),
            Step::Text(text) if in_words => seen.word(text),
            Step::Text(_) => {}
        })?;
    }
    for name in package.names_in("ppt/notesSlides/", ".xml") {
        let mut notes = Notes::default();
        package.walk(&name, |step| notes.step(&step))?;
        seen.notes += u64::from(notes.has_words);
    }
    for name in package.names_in("ppt/comments/", ".xml") {
        seen.comments += package.count(&name, "cm")?;
    }
    package.fonts("ppt/theme/theme1.xml", seen)?;
    seen.outside += package.count_outside()?;
    seen.has_macros |= package.has("ppt/vbaProject.bin");
    Ok(())
}

/// The notes of a slide: words in the shape for them, because the number of the page is in another.
#[derive(Default)]
struct Notes {
    in_body: bool,
    in_words: bool,
    has_words: bool,
}

impl Notes {
    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Open(element) => match element.local() {
                "sp" => self.in_body = false,
                "ph" => self.in_body = element.get("type") == Some("body"),
                "t" => self.in_words = true,
                _ => {}
            },
            Step::Close(_) => self.in_words = false,
            Step::Text(text) => {
                self.has_words |= self.in_body && self.in_words && !text.trim().is_empty();
            }
        }
    }
}
