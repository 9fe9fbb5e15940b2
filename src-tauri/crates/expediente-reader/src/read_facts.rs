//! What the words say that an engine read on pages.

use std::path::Path;

use expediente_intake::limits;
use expediente_intake::protocol::FactsRequest;
use expediente_model::{Code, Finding, TEXT_VERSION, TextFacts, WordsIndex};

use crate::mapped_file;
use crate::page_facts::first_words;
use crate::text_facts::TextReader;

/// What the words say, and the first words of the first page.
pub(crate) fn told(request: &FactsRequest) -> Result<(TextFacts, Option<String>), Finding> {
    let map =
        mapped_file::map(Path::new(&request.path)).map_err(|error| Finding::unreadable(&error))?;
    let failed = || Finding::new(Code::ReaderFailed);
    let index = WordsIndex::of(&map).map_err(|_| failed())?;
    let mut reader = TextReader::new().map_err(|_| failed())?;
    let mut first = None;
    for number in index.pages().take(limits::WORDING_PAGES) {
        let Some(page) = index.page(&map, number).map_err(|_| failed())? else {
            continue;
        };
        let text = page.text();
        if number == 1 {
            first = first_words(&text);
        }
        // What is written by hand is in the picture, and is not read.
        reader.read(number, &text, true);
    }
    let facts = TextFacts {
        version: TEXT_VERSION,
        ..reader.into_facts()
    };
    Ok((facts, first))
}
