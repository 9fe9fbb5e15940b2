//! The stamps of a page and their positions: page number, exhibit label, Bates number, and DRAFT
//! on previews.
//!
//! The corner is the court's ([`Position`]), the distance from the edge is set here. How a stamp is
//! drawn, and how several in one corner make room for each other, is in `expediente-pdf`
//! (`page/stamp.rs`).

use expediente_pdf::{Anchor, Stamp, StampFont};

use crate::court::numbering::Position;
use crate::error::BundleError;
use crate::front_matter::fonts::{Face, Fonts};
use crate::plan::bundle_plan::PlannedPage;
use crate::write::render_input::RenderInput;

/// Distance of running text from the top or bottom edge, in points: more than the quarter of an
/// inch that printers need.
const EDGE: f64 = 24.0;
/// Distance of running text from the left or right edge, in points.
const SIDE: f64 = 36.0;
/// Size of the word across the top of a draft, in points.
const DRAFT: f64 = 30.0;

/// The font of the stamps.
pub(crate) fn stamp_font(fonts: &Fonts) -> Result<StampFont, BundleError> {
    StampFont::parse(fonts.bytes(Face::Bold)).map_err(|_| BundleError::Font("Bold"))
}

/// The stamps of a page.
pub(crate) fn stamps(
    planned: &PlannedPage,
    input: &RenderInput,
) -> Result<Vec<Stamp>, BundleError> {
    let numbering = &input.profile.numbering;
    let plan = input.plan;
    let at = |text: Option<String>, position: Position| {
        let text = text?;
        let anchor = anchor(position);
        let dx = if matches!(anchor, Anchor::TopCenter | Anchor::BottomCenter) {
            0.0
        } else {
            SIDE
        };
        Some(Stamp {
            text,
            size: numbering.size,
            at: anchor,
            dx,
            dy: EDGE,
        })
    };
    let number = at(plan.label_of(planned).map(String::from), numbering.position);
    let exhibit = match numbering.exhibit_position {
        Some(position) => at(plan.exhibit_label_of(planned)?, position),
        None => None,
    };
    let bates = at(plan.bates_of(planned), numbering.bates_position);
    // Drafts appear in previews only: no file with one is written.
    let draft = planned.draft.then(|| Stamp {
        text: input.texts.text("dossier.draft").to_owned(),
        size: DRAFT,
        at: Anchor::TopCenter,
        dx: 0.0,
        dy: EDGE,
    });
    Ok([number, exhibit, bates, draft]
        .into_iter()
        .flatten()
        .collect())
}

fn anchor(position: Position) -> Anchor {
    match position {
        Position::TopLeft => Anchor::TopLeft,
        Position::TopCenter => Anchor::TopCenter,
        Position::TopRight => Anchor::TopRight,
        Position::BottomLeft => Anchor::BottomLeft,
        Position::BottomCenter => Anchor::BottomCenter,
        Position::BottomRight => Anchor::BottomRight,
    }
}
