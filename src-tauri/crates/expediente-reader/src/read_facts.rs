//! What the words say that an engine read on pages.

use std::path::Path;

use expediente_intake::limits;
use expediente_intake::protocol::FactsRequest;
use expediente_model::{Code, Finding, ReadPage, TEXT_VERSION, TextFacts, WordsIndex};

use crate::mapped_file;
use crate::page_facts::{find_phrases, first_words};
use crate::text_facts::TextReader;

/// What the words say, and the first words of the first page, of lines of which the engine is sure.
pub(crate) fn told(request: &FactsRequest) -> Result<(TextFacts, Option<String>), Finding> {
    let map =
        mapped_file::map(Path::new(&request.path)).map_err(|error| Finding::unreadable(&error))?;
    let failed = || Finding::new(Code::ReaderFailed);
    let index = WordsIndex::of(&map).map_err(|_| failed())?;
    let mut reader = TextReader::new().map_err(|_| failed())?;
    let (mut first, mut texts) = (None, Vec::new());
    for number in index.pages().take(limits::WORDING_PAGES) {
        let Some(page) = index.page(&map, number).map_err(|_| failed())? else {
            continue;
        };
        let text = page.text();
        let unsure = unsure_lines(&page);
        if number == 1 {
            let lines = text.lines().enumerate();
            let sure = lines.filter(|(at, _)| !unsure.contains(at));
            let sure: Vec<&str> = sure.map(|(_, line)| line).collect();
            first = first_words(&sure.join("\n"));
        }
        // What is written by hand is in the picture, and is not read.
        reader.read_unsure(number, &text, true, &unsure);
        // Pages without words are between those that have some.
        let before = number.saturating_sub(1).min(limits::PAGES) as usize;
        texts.resize(before, String::new());
        texts.push(text);
    }
    let facts = TextFacts {
        version: TEXT_VERSION,
        wordings: find_phrases(&texts),
        ..reader.into_facts()
    };
    Ok((facts, first))
}

/// How sure an engine must be of each word of a line from which a value is proposed.
const SURE: u8 = 60;

/// The lines with a word of which the engine is not sure, counted from 0.
fn unsure_lines(page: &ReadPage) -> Vec<usize> {
    let lines = page.lines.iter().enumerate();
    let unsure = lines.filter(|(_, line)| line.words.iter().any(|word| word.sure < SURE));
    unsure.map(|(at, _)| at).collect()
}
