//! The pages of a mail: its head, what is attached, what it says.

use expediente_intake::protocol::{InspectRequest, UntrustedPaper};
use expediente_model::{Code, Finding, MediaKind};

use crate::mail::{Letter, Line, eml, msg};
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
    let names: Vec<&str> = letter
        .attached
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    if !names.is_empty() {
        let label = texts.text("typeset.mail.attached");
        labeled(&mut layout, label, &names.join(", "), style)?;
    }
    layout.gap(5.0);
    layout.rule();
    layout.gap(8.0);
    if letter.body.trim().is_empty() {
        layout.text(Face::Regular, texts.text("typeset.mail.empty"), style)?;
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
    let findings = html.into_iter().collect();
    let known = made::Known {
        findings,
        ..made::Known::default()
    };
    made::paper(layout, header, request, known, out)
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
