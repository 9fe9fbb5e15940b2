//! The slip sheet before an exhibit: its label, title, contents and pages.

use expediente_model::Catalogue;

use crate::court::tabs::TabSheet;
use crate::front_matter::area::{Area, MARGIN};
use crate::front_matter::canvas::{Align, Canvas};
use crate::front_matter::fonts::Face;

/// The words of a slip sheet.
pub(crate) struct Slip {
    /// "Exhibit", "Tab", "Anexo".
    pub word: String,
    pub label: String,
    pub title: String,
    pub particulars: String,
    /// "Pages 14–22".
    pub pages: String,
    /// Titles and pages of the documents behind it, where there is more than one.
    pub documents: Vec<(String, String)>,
}

/// Draws a slip sheet or a plain divider. Returns the area of its link back to the table.
pub(crate) fn draw_slip(
    canvas: &mut Canvas,
    slip: &Slip,
    sheet: TabSheet,
    texts: &Catalogue,
) -> Area {
    let label = |canvas: &mut Canvas, top: f64| match sheet {
        TabSheet::Slip => large_label(canvas, slip, top),
        TabSheet::Divider => plain_words(canvas, slip, top),
    };
    // A label with many documents below it stands higher.
    let usual = canvas.height
        * match sheet {
            TabSheet::Slip => 0.70,
            TabSheet::Divider => 0.64,
        };
    let mut trial = Canvas::new(canvas.fonts(), (canvas.width, canvas.height));
    let room = label(&mut trial, usual) - LOWEST;
    let lacking = (documents_height(canvas, slip) - room).max(0.0);
    let highest = canvas.height - MARGIN - LEADING;
    let y = label(canvas, (usual + lacking).min(highest));
    draw_documents(canvas, slip, y, texts);
    let middle = canvas.width / 2.0;
    let back = texts.text("dossier.slip.back");
    let back_width = canvas.fonts().width(Face::Italic, 10.0, back);
    let area = Area {
        left: middle - back_width / 2.0 - 4.0,
        bottom: MARGIN - 4.0,
        width: back_width + 8.0,
        height: 15.0,
    };
    canvas.shaded(
        Face::Italic,
        10.0,
        Align::Center,
        (middle, MARGIN),
        0.3,
        back,
    );
    area
}

/// Word and label on one line and the title below, all bold and centered, for courts that
/// discourage tabs.
fn plain_words(canvas: &mut Canvas, slip: &Slip, top: f64) -> f64 {
    let middle = canvas.width / 2.0;
    let width = canvas.width - 2.0 * MARGIN;
    let fonts = canvas.fonts();
    let mut y = top;
    // The label is a text of its own and a little larger than its word: the proof takes the
    // largest text of a slip sheet for its label.
    let word = format!("{} ", slip.word);
    let (before, after) = (
        fonts.width(Face::Bold, 30.0, &word),
        fonts.width(Face::Bold, 31.0, &slip.label),
    );
    let left = middle - (before + after) / 2.0;
    canvas.text(Face::Bold, 30.0, Align::Left, (left, y), &word);
    canvas.text(
        Face::Bold,
        31.0,
        Align::Left,
        (left + before, y),
        &slip.label,
    );
    y -= 46.0;
    let title = fonts.wrap(Face::Bold, 20.0, &slip.title, width);
    y = canvas.lines(Face::Bold, 20.0, Align::Center, (middle, y), 27.0, &title) - 4.0;
    let said = fonts.wrap(Face::Regular, 12.0, &slip.particulars, width);
    if !slip.particulars.is_empty() {
        y = canvas.lines(Face::Regular, 12.0, Align::Center, (middle, y), 16.0, &said) - 4.0;
    }
    canvas.text(Face::Regular, 12.0, Align::Center, (middle, y), &slip.pages);
    y - 44.0
}

fn large_label(canvas: &mut Canvas, slip: &Slip, top: f64) -> f64 {
    let middle = canvas.width / 2.0;
    let width = canvas.width - 2.0 * MARGIN;
    let fonts = canvas.fonts();
    let mut y = top;
    canvas.text(
        Face::SmallCaps,
        20.0,
        Align::Center,
        (middle, y),
        &slip.word,
    );
    // A long label such as AAA must still fit on one line.
    let size =
        (92.0_f64).min(92.0 * width * 0.8 / fonts.width(Face::Regular, 92.0, &slip.label).max(1.0));
    y -= size * 0.72 + 22.0;
    canvas.text(Face::Regular, size, Align::Center, (middle, y), &slip.label);
    y -= 30.0;
    canvas.rule((middle - 60.0, y), (middle + 60.0, y), 0.8);
    y -= 34.0;
    let title_size = if slip.title.chars().count() > 140 {
        14.0
    } else {
        19.0
    };
    let lines = fonts.wrap(Face::Regular, title_size, &slip.title, width - 30.0);
    y = canvas.lines(
        Face::Regular,
        title_size,
        Align::Center,
        (middle, y),
        title_size * 1.3,
        &lines,
    );
    if !slip.particulars.is_empty() {
        y -= 2.0;
        let lines = fonts.wrap(Face::Italic, 12.0, &slip.particulars, width - 30.0);
        y = canvas.lines(Face::Italic, 12.0, Align::Center, (middle, y), 16.0, &lines);
    }
    y -= 10.0;
    canvas.text(Face::Regular, 12.0, Align::Center, (middle, y), &slip.pages);
    y - 44.0
}

/// The list of documents: size, distance of lines, space between documents, lower end.
const SIZE: f64 = 11.0;
const LEADING: f64 = 16.0;
const GAP: f64 = 2.0;
const LOWEST: f64 = MARGIN + 30.0;

/// The left and right end of the list of documents.
fn list_ends(canvas: &Canvas) -> (f64, f64) {
    (MARGIN + 36.0, canvas.width - MARGIN - 36.0)
}

/// The lines of the title of a document.
fn title_lines(canvas: &Canvas, title: &str) -> Vec<String> {
    let (left, right) = list_ends(canvas);
    let width = right - left - 60.0;
    canvas.fonts().wrap(Face::Regular, SIZE, title, width)
}

fn documents_height(canvas: &Canvas, slip: &Slip) -> f64 {
    let titles = slip.documents.iter().map(|(title, _)| title);
    titles
        .map(|title| LEADING * title_lines(canvas, title).len() as f64 + GAP)
        .sum()
}

fn draw_documents(canvas: &mut Canvas, slip: &Slip, mut y: f64, texts: &Catalogue) {
    let (left, right) = list_ends(canvas);
    for (at, (title, pages)) in slip.documents.iter().enumerate() {
        let rest = slip.documents.len() - at;
        let lines = title_lines(canvas, title);
        let height = LEADING * lines.len() as f64;
        let needed = if rest > 1 { height + LEADING } else { height };
        if y - needed < LOWEST {
            let more = texts.count("dossier.slip.more", rest as u64);
            canvas.text(Face::Italic, SIZE, Align::Left, (left, y), &more);
            return;
        }
        y = canvas.lines(Face::Regular, SIZE, Align::Left, (left, y), LEADING, &lines);
        let baseline = y + LEADING;
        let last = lines.last().map_or("", String::as_str);
        let from = left + canvas.fonts().width(Face::Regular, SIZE, last) + 4.0;
        let pages_width = canvas.fonts().width(Face::Regular, SIZE, pages);
        canvas.leader(from, right - pages_width - 5.0, baseline, SIZE);
        canvas.text(Face::Regular, SIZE, Align::Right, (right, baseline), pages);
        y -= GAP;
    }
}
