//! `expediente straighten`

use clap::Args;
use expediente_app::{Corners, PagesOf, PaperShape, SheetChoice, SheetView};
use serde_json::json;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Find photos of papers, and cut the papers out of them: straight, and evenly lit
///
/// Without options, lists the photos on which a sheet of paper is seen. Nothing changes before you
/// take it, and the photo is kept as it is: `--leave` and `undo` show it again. Colors stay.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente straighten quintero\n  expediente straighten quintero --take-all\n  expediente straighten quintero --take B --corners \"840,790 9150,1020 9300,9410 700,9200\""
)]
pub struct Straighten {
    /// Id or name of the matter
    matter: String,
    /// Cut the paper out of this photo: the id of a document or the label of its exhibit; of a
    /// paper with several pages with the page, as in d4:2; can be repeated
    #[arg(long, value_name = "PHOTO")]
    take: Vec<String>,
    /// Cut out every paper that is seen
    #[arg(long, conflicts_with = "take")]
    take_all: bool,
    /// Show this photo as it was taken, and do not offer it again; can be repeated
    #[arg(long, value_name = "PHOTO")]
    leave: Vec<String>,
    /// Show all these photos as they were taken
    #[arg(long, conflicts_with_all = ["leave", "take_all"])]
    leave_all: bool,
    /// Cut front and back of an identity card out of their photos, and print both on one page in
    /// their true size
    #[arg(
        long,
        value_names = ["FRONT", "BACK"],
        num_args = 2,
        conflicts_with_all = ["take", "take_all", "leave", "leave_all"]
    )]
    card: Option<Vec<String>>,
    /// The corners of the paper instead of those that are found: upper left, upper right, lower
    /// right and lower left, each across and down in ten-thousandths of the photo
    #[arg(long, value_name = "CORNERS", requires = "take")]
    corners: Option<Corners>,
    /// The shape of the paper instead of the one that its corners show
    #[arg(long, value_name = "SHAPE", value_parser = shape)]
    shape: Option<PaperShape>,
    /// Leave the light as it is
    #[arg(long)]
    as_lit: bool,
}

fn shape(word: &str) -> Result<PaperShape, String> {
    let mut all = PaperShape::KNOWN.into_iter().chain([PaperShape::Other]);
    let found = all.find(|shape| shape.word() == word);
    found.ok_or_else(|| "the shape is one of letter, legal, oficio, a4, card, other".to_owned())
}

/// A photo by its name: a document or exhibit, and the page where it has several.
fn named(name: &str) -> (String, u32) {
    let paged = name.rsplit_once(':');
    let paged = paged.and_then(|(document, page)| Some((document, page.parse().ok()?)));
    let (document, page) = paged.map_or((name, 1), |paged| paged);
    (document.to_owned(), page)
}

impl Straighten {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        let watch = session.watch();
        let legible = app.legible();
        let choice = |document: String, page: u32| SheetChoice {
            document,
            page,
            corners: self.corners,
            shape: self.shape,
            even: !self.as_lit,
        };
        let mut take: Vec<SheetChoice> = Vec::new();
        let mut leave: Vec<(String, u32)> = self.leave.iter().map(|name| named(name)).collect();
        if self.take_all || self.leave_all {
            for one in legible.sheets(&id, &watch)? {
                if self.leave_all {
                    leave.push((one.document, one.page));
                } else if !one.straightened {
                    take.push(choice(one.document, one.page));
                }
            }
        }
        for name in &self.take {
            let (document, page) = named(name);
            take.push(choice(document, page));
        }
        if let Some([front, back]) = self.card.as_deref() {
            legible.card(&id, (front, back), &watch)?;
        }
        if !take.is_empty() {
            legible.straighten(&id, &take, &watch)?;
        }
        if !leave.is_empty() {
            let pages: Vec<PagesOf> = leave
                .into_iter()
                .map(|(document, page)| PagesOf {
                    document,
                    pages: Some(vec![page]),
                })
                .collect();
            legible.leave(&id, &pages)?;
        }
        let sheets = legible.sheets(&id, &watch)?;
        session.say(&json!({ "sheets": sheets }), |texts| {
            for one in &sheets {
                output::line(format_args!("  {}", sentence(texts, one)));
            }
            if sheets.is_empty() {
                output::line(texts.text("report.straighten.none"));
            } else if sheets.iter().any(|one| !one.straightened) {
                output::line(texts.text("report.straighten.ask"));
            }
        })?;
        Ok(0)
    }
}

fn sentence(texts: &expediente_app::Catalogue, one: &SheetView) -> String {
    let place = match &one.label {
        Some(label) => format!("{label} · {}", one.title),
        None => one.title.clone(),
    };
    let key = if one.straightened {
        "report.straighten.done"
    } else {
        "report.straighten.found"
    };
    let corners = one
        .corners
        .map_or_else(String::new, |corners| corners.to_string());
    let shape = one.shape.map_or("other", PaperShape::word);
    let values = [
        ("place", place),
        ("photo", format!("{}:{}", one.document, one.page)),
        ("corners", corners),
        (
            "shape",
            texts.text(&format!("paper-shape.{shape}")).to_owned(),
        ),
    ];
    texts.fill(key, values)
}
