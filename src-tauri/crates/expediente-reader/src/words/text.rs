//! Reads a text and picks the pages for it: a chat, a table of values, or its lines as they are.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_intake::limits;
use expediente_intake::protocol::{InspectRequest, PagesRequest, UntrustedDays, UntrustedPaper};
use expediente_model::{Code, Date, Finding};

use crate::chat::{self, Chat, Known};
use crate::mapped_file;
use crate::out_folder::OutFolder;
use crate::typeset::page_layout::Layout;
use crate::words::{encoding, lines, made, markdown, plain, values, web};

/// Makes pages of a text.
///
/// # Errors
/// When it is too long or has no words.
pub(crate) fn inspect(
    bytes: &[u8],
    asked: &InspectRequest,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let request = &asked.pages;
    check_size(bytes)?;
    let mut decoded = encoding::decode(bytes);
    decoded.findings.extend(named_otherwise(&request.name));
    if decoded
        .text
        .chars()
        .all(|c| c.is_whitespace() || c.is_control())
    {
        return Err(Finding::new(Code::TextWithoutWords));
    }
    let settings = BTreeMap::from([("encoding".to_owned(), decoded.encoding.to_owned())]);
    if let Some(chat) = chat_in(&decoded.text, request)? {
        return chat::pages::inspect(&chat, asked, (settings, decoded.findings), out);
    }
    if !request.days.is_all() && chat::has_messages(&decoded.text) {
        return Err(Finding::new(Code::ChatDaysUnread));
    }
    if web::is_page(&request.name, &decoded.text) {
        if !web::is_of_mail(request.origin.as_ref()) {
            return Err(Finding::new(Code::KindWeb).with("what", "HTML"));
        }
        decoded.findings.extend(web::read(&mut decoded.text));
    }
    let texts = made::texts(request)?;
    let mut layout = Layout::new(request.paper)?;
    let rows = values::rows(&request.name, &decoded.text);
    let is_table = match rows {
        Some(rows) => values::set(&mut layout, &rows)?,
        None => false,
    };
    if !is_table && markdown::is_named(&request.name) {
        markdown::set(&mut layout, &decoded.text)?;
        decoded.findings.push(Finding::new(Code::TextMarkdown));
    } else if !is_table {
        plain::set(&mut layout, &decoded.text)?;
    }
    let name = made::shown_name(request);
    let header = |page, count, _| (name.clone(), made::page_of(&texts, page, count));
    let first: Vec<&str> = lines(&decoded.text)
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(limits::FIRST_LINES)
        .collect();
    let first = first.join("\n");
    let known = made::Known {
        settings,
        findings: decoded.findings,
        first_words: Some(first),
    };
    made::paper(layout, header, asked, known, out)
}

/// The chat that a text is; none if it is not one.
fn chat_in(text: &str, request: &PagesRequest) -> Result<Option<Chat>, Finding> {
    let folder = request.folder_name();
    let origin = request.origin.as_ref();
    let names = [
        request.name.as_str(),
        origin.map_or("", |origin| origin.name.as_str()),
        folder.as_deref().map_or("", |folder| folder),
    ];
    let dates = request.dates;
    chat::read(text, Known { names, dates })
}

/// Counts the messages of a chat by their days.
///
/// # Errors
/// When the file cannot be read or is not a chat.
pub(crate) fn chat_days(request: &InspectRequest) -> Result<UntrustedDays, Finding> {
    let map = mapped_file::map(Path::new(&request.path));
    let map = map.map_err(|error| Finding::unreadable(&error))?;
    check_size(&map)?;
    let decoded = encoding::decode(&map);
    let chat = chat_in(&decoded.text, &request.pages)?;
    let chat = chat.ok_or_else(|| Finding::new(Code::ReaderFailed))?;
    let mut days: BTreeMap<Date, u64> = BTreeMap::new();
    let mut undated = 0;
    for message in chat.messages.iter().filter(|one| !one.is_heading) {
        match message.day {
            Some(day) => *days.entry(day).or_default() += 1,
            None => undated += 1,
        }
    }
    Ok(UntrustedDays {
        days: days.into_iter().collect(),
        undated,
    })
}

/// What the user should know of a text whose name says that it is another paper.
fn named_otherwise(name: &str) -> Option<Finding> {
    const OTHERS: [&str; 14] = [
        "pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "webp", "gif", "bmp", "doc", "docx",
        "xlsx", "zip",
    ];
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let is_other = OTHERS.contains(&ending.as_str());
    is_other.then(|| Finding::new(Code::TextNamedOtherwise).with("ending", ending))
}

/// Refuses a text of which too many pages would be made.
pub(crate) fn check_size(bytes: &[u8]) -> Result<(), Finding> {
    let size = bytes.len() as u64;
    if size > limits::TEXT_BYTES {
        return Err(Finding::new(Code::FileTooLarge)
            .with("size", size)
            .with("limit", limits::TEXT_BYTES));
    }
    Ok(())
}
