//! The pages of a mail: its head, what is attached, what it says.

use expediente_intake::protocol::{InspectRequest, UntrustedPaper};
use expediente_intake::{container, limits, sniff};
use expediente_model::{Catalogue, Code, Digest, Finding, MediaKind};

use crate::mail::{Attached, Letter, Line, eml, msg};
use crate::out_folder::OutFolder;
use crate::typeset::faces::Face;
use crate::typeset::line_breaks::Styled;
use crate::typeset::page_layout::{Layout, Style};
use crate::words::{check_size, made, set_lines};

/// Points of the letters.
const SIZE: f64 = 10.0;

/// Makes pages of a mail.
///
/// # Errors
/// When it cannot be read, or its pages cannot be written.
pub(crate) fn inspect(
    bytes: &[u8],
    request: &InspectRequest,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let letter = match request.media {
        MediaKind::Msg => msg::read(bytes)?,
        _ => eml::read(bytes)?,
    };
    check_size(letter.body.as_bytes())?;
    let pages = &request.pages;
    let texts = made::texts(pages)?;
    let mut layout = Layout::new(pages.paper)?;
    let style = Style {
        hanging: 24.0,
        ..Style::of(SIZE)
    };
    for (line, text) in &letter.head {
        labeled(&mut layout, texts.text(line.key()), text, style)?;
    }
    for one in &letter.attached {
        let label = texts.text("typeset.mail.attached");
        labeled(&mut layout, label, &of_attached(one, &texts), style)?;
    }
    layout.gap(5.0);
    layout.rule();
    layout.gap(8.0);
    if letter.body.trim().is_empty() {
        let unread = letter
            .findings
            .iter()
            .any(|one| one.code == Code::MailUnread);
        let key = if unread {
            "typeset.mail.unread"
        } else {
            "typeset.mail.empty"
        };
        layout.text(Face::Regular, texts.text(key), style)?;
    } else {
        set_lines(&mut layout, &letter.body)?;
    }
    let name = made::shown_name(pages);
    let left = match subject(&letter) {
        Some(subject) => format!("{subject} · {name}"),
        None => name,
    };
    let header = |page, count, _| (left.clone(), made::page_of(&texts, page, count));
    let html = letter
        .pictures
        .map(|pictures| Finding::new(Code::MailFromHtml).with("pictures", pictures));
    let findings = html.into_iter().chain(letter.findings).collect();
    let known = made::Known {
        findings,
        ..made::Known::default()
    };
    made::paper(layout, header, request, known, out)
}

/// What is attached: its name, and by what it is known again; or that it is not taken.
fn of_attached(one: &Attached, texts: &Catalogue) -> String {
    const DIGITS: usize = 16;
    let name = ("name", one.name.clone());
    let head = |bytes: &[u8]| {
        let end = limits::SNIFF_BYTES.min(bytes.len());
        bytes.get(..end).map_or_else(Vec::new, <[u8]>::to_vec)
    };
    match &one.bytes {
        Ok(bytes) if sniff(&head(bytes)).is_ok() || container(&head(bytes)).is_some() => {
            let digest = Digest::of(bytes).to_string();
            let digest = digest.chars().take(DIGITS).collect();
            let size = bytes.len().div_ceil(1000).to_string();
            texts.fill(
                "typeset.mail.file",
                [name, ("size", size), ("digest", digest)],
            )
        }
        _ => texts.fill("typeset.mail.file.left", [name]),
    }
}

fn labeled(layout: &mut Layout, label: &str, text: &str, style: Style) -> Result<(), Finding> {
    let label = format!("{label}: ");
    let parts = [
        Styled {
            face: Face::Bold,
            text: &label,
        },
        Styled {
            face: Face::Regular,
            text,
        },
    ];
    layout.paragraph(&parts, style)
}

fn subject(letter: &Letter) -> Option<&str> {
    let found = letter.head.iter().find(|(line, _)| *line == Line::Subject);
    found.map(|(_, text)| text.as_str())
}
