//! A paper as received: its original, what was found in it, what was made from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::paper::digest::Digest;
use crate::paper::page_facts::PageFacts;
use crate::paper::promises::{PROMISE_VERSION, PageDigest, Promises};
use crate::paper::read_words::ReadFacts;
use crate::paper::turn::Turn;
use crate::text::date::Date;

/// One received paper. Its [`Digest`] identifies it: a matter never stores the same bytes twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// SHA-256 of the original.
    pub original: Digest,
    /// Size of the original in bytes.
    pub size: u64,
    /// The kind of its bytes, whatever its name says.
    pub media: MediaKind,
    /// Number of pages: a PDF's pages, a TIFF's pictures, the pages made of a text or mail,
    /// otherwise 1.
    pub pages: u32,
    /// The file name on arrival; bytes that are not UTF-8 are replaced.
    pub name: String,
    /// When it was received: RFC 3339, UTC.
    pub received: String,
    /// For pictures one entry a page; empty for PDFs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
    /// The photo's EXIF facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoFacts>,
    /// The first words of its first page, for suggestions; `None` when it has no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_words: Option<String>,
    /// What its pages hold; `None` for pictures, and when finding it out failed or took too long.
    #[serde(default, rename = "looks", skip_serializing_if = "Option::is_none")]
    pub page_facts: Option<Box<PageFacts>>,
    /// What was promised of the pages of a PDF, as it is used; `None` for pictures, and for papers
    /// that came in before the program promised anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promises: Option<Box<Promises>>,
    /// The version of its promises ([`PROMISE_VERSION`]); 0 before there were versions.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub promise_version: u32,
    /// What the computer read on its pages that have no words of their own; `None` before it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Box<ReadFacts>>,
    /// Files made from the original so that it can be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derivatives: Vec<Derivative>,
    /// What the user should know about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The file that it came out of: a zip or a mail; none for a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// The file that a paper came out of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The name of the zip or mail that the user gave.
    pub name: String,
    /// Its SHA-256.
    pub digest: Digest,
    /// The path of the paper inside, its parts joined by `/`.
    pub path: String,
}

impl std::fmt::Display for Origin {
    /// The path for people: `Fotos.zip/2024/IMG_1.jpg`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.name, self.path)
    }
}

impl Item {
    /// The bytes to build from: for a PDF the derivative that replaces all of it, if there is one.
    #[must_use]
    pub fn usable(&self) -> Digest {
        let whole = self.derivatives.iter().find(|d| d.purpose.is_whole());
        whole.map_or(self.original, |d| d.digest)
    }

    /// Whether something was promised of all its pages that still holds.
    #[must_use]
    pub fn is_promised(&self) -> bool {
        if self.promise_version != PROMISE_VERSION {
            false
        } else if self.is_picture() {
            self.pictures
                .iter()
                .all(|picture| picture.promise.is_some())
        } else {
            let promises = self.promises.as_ref();
            promises.is_some_and(|promises| u32::try_from(promises.pages()) == Ok(self.pages))
        }
    }

    /// Whether the computer must read a page, counted from 1, for it to have words: its pages are
    /// pictures, or it is known to have no text. Of a paper whose pages were not looked at nothing
    /// is read, because words would be on its pages twice.
    #[must_use]
    pub fn lacks_words(&self, page: u32) -> bool {
        if self.is_picture() {
            return true;
        }
        self.page_facts.as_ref().is_some_and(|facts| {
            let text = facts.text.as_ref();
            !text.is_some_and(|text| text.contains(page))
        })
    }

    /// Pages without words that the computer has not read yet.
    pub fn unread_pages(&self) -> impl Iterator<Item = u32> + '_ {
        (1..=self.pages).filter(|&page| self.is_unread(page))
    }

    /// Whether a page has no words, and the computer has not read it yet.
    #[must_use]
    pub fn is_unread(&self, page: u32) -> bool {
        let read = self.read.as_ref();
        self.lacks_words(page) && !read.is_some_and(|read| read.is_read(page))
    }

    /// Pages on which codes for machines were not looked for yet. They are on certificates and
    /// cards, so a long paper has none.
    pub fn uncoded_pages(&self) -> impl Iterator<Item = u32> + '_ {
        (1..=self.pages).filter(|&page| self.is_uncoded(page))
    }

    /// Whether codes are to be looked for on a page.
    #[must_use]
    pub fn is_uncoded(&self, page: u32) -> bool {
        const LONGEST: u32 = 30;
        let looked = self.read.as_ref().and_then(|read| read.code_pages.as_ref());
        self.pages <= LONGEST && !looked.is_some_and(|pages| pages.contains(page))
    }

    /// Whether its pages are pictures that we lay out on sheets of our own.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media.is_picture()
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(version: &u32) -> bool {
    *version == 0
}

/// The kinds of paper that are accepted, recognized by their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// TIFF, each of its pictures a page.
    Tiff,
    /// WebP.
    Webp,
    /// GIF; its first frame is used.
    Gif,
    /// BMP.
    Bmp,
    /// HEIC, and HEIF in general.
    Heic,
    /// AVIF.
    Avif,
    /// JPEG 2000, in a file of its own or as a bare codestream.
    Jp2,
    /// Text: plain, Markdown, a table of values, an exported chat.
    Text,
    /// A mail as mail programs save it.
    Mail,
    /// A mail as Outlook saves it.
    Msg,
    /// A letter of Word since 2007.
    Docx,
    /// A letter of Word before 2007.
    Doc,
    /// A letter of LibreOffice.
    Odt,
    /// A letter of LibreOffice in one XML file.
    Fodt,
    /// A letter in the Rich Text Format.
    Rtf,
    /// A spreadsheet of Excel since 2007.
    Xlsx,
    /// A spreadsheet of Excel before 2007.
    Xls,
    /// A spreadsheet of LibreOffice.
    Ods,
    /// A spreadsheet of LibreOffice in one XML file.
    Fods,
    /// Slides of PowerPoint since 2007.
    Pptx,
    /// Slides of PowerPoint before 2007.
    Ppt,
    /// Slides of LibreOffice.
    Odp,
    /// Slides of LibreOffice in one XML file.
    Fodp,
}

/// The kinds of Office papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeKind {
    /// Letters and other texts.
    Letter,
    /// Spreadsheets.
    Sheet,
    /// Slides.
    Slides,
}

impl MediaKind {
    /// The usual file name extension, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff => "tif",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Jp2 => "jp2",
            Self::Text => "txt",
            Self::Mail => "eml",
            Self::Msg => "msg",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Odt => "odt",
            Self::Fodt => "fodt",
            Self::Rtf => "rtf",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Fods => "fods",
            Self::Pptx => "pptx",
            Self::Ppt => "ppt",
            Self::Odp => "odp",
            Self::Fodp => "fodp",
        }
    }

    /// Whether it is a picture, which is laid out on sheets of ours.
    #[must_use]
    pub fn is_picture(self) -> bool {
        !matches!(self, Self::Pdf) && !self.is_words() && !self.is_office()
    }

    /// Whether it is words without pages: pages of ours are made of it.
    #[must_use]
    pub fn is_words(self) -> bool {
        matches!(self, Self::Text | Self::Mail | Self::Msg)
    }

    /// Whether it is an Office paper: another program makes its pages.
    #[must_use]
    pub fn is_office(self) -> bool {
        self.office().is_some()
    }

    /// Which kind of Office paper it is; none for other papers.
    #[must_use]
    pub fn office(self) -> Option<OfficeKind> {
        match self {
            Self::Docx | Self::Doc | Self::Odt | Self::Fodt | Self::Rtf => Some(OfficeKind::Letter),
            Self::Xlsx | Self::Xls | Self::Ods | Self::Fods => Some(OfficeKind::Sheet),
            Self::Pptx | Self::Ppt | Self::Odp | Self::Fodp => Some(OfficeKind::Slides),
            _ => None,
        }
    }
}

/// One picture of a paper: a page of a TIFF, or a whole photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Bytes that can go into a PDF: those of the original, or a plain PNG or JPEG made from it.
    pub source: Digest,
    /// Pixels across, before orientation.
    pub width: u32,
    /// Pixels down, before orientation.
    pub height: u32,
    /// How to hold it.
    #[serde(default)]
    pub orientation: Orientation,
    /// The shape of its pixels, before orientation; nothing if they are square.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<Density>,
    /// Bytes it takes in a dossier; 0 if not counted.
    #[serde(default)]
    pub weight: u64,
    /// What was promised of it; `None` if it came in before the program promised anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PageDigest>,
}

impl Picture {
    /// Across and down in square pixels, as displayed. A picture whose pixels are not square has
    /// more of them here than in its file, never fewer.
    #[must_use]
    pub fn upright_size(&self) -> (u32, u32) {
        let (width, height) = match self.density {
            Some(density) => density.squared(self.width, self.height),
            None => (self.width, self.height),
        };
        if self.orientation.swaps_sides() {
            (height, width)
        } else {
            (width, height)
        }
    }
}

/// How close the pixels of a picture lie, across and down, where that differs: fax machines send
/// twice as many pixels across as down. Pixels per the same length, whichever that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Density {
    /// Pixels across.
    pub across: u32,
    /// Pixels down.
    pub down: u32,
}

impl Density {
    /// The greatest number on either side.
    pub const MOST: u32 = 1_000_000;

    /// The density of a picture that states these numbers of pixels per the same length; nothing if
    /// they make square pixels, or none that a scanner or fax machine makes.
    #[must_use]
    pub fn uneven(across: f64, down: f64) -> Option<Self> {
        let ratio = across / down;
        // Programs round numbers of dots per inch and per meter, which changes no shape.
        let square = (ratio - 1.0).abs() <= 0.01;
        if !(0.25..=4.0).contains(&ratio) || across <= 0.0 || square {
            return None;
        }
        let whole = |v: f64| v.fract() == 0.0 && v <= f64::from(Self::MOST);
        let scale = if whole(across) && whole(down) {
            1.0
        } else {
            10_000.0 / across.max(down)
        };
        // Both are between 1 and a million now.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let number = |v: f64| (v * scale).round() as u32;
        let density = Self {
            across: number(across),
            down: number(down),
        };
        density.is_possible().then_some(density)
    }

    /// Whether [`Density::uneven`] can have made it.
    #[must_use]
    pub fn is_possible(self) -> bool {
        let Self { across, down } = self;
        let sides = 1..=Self::MOST;
        sides.contains(&across)
            && sides.contains(&down)
            && across <= down.saturating_mul(4)
            && down <= across.saturating_mul(4)
    }

    /// The sides of a picture in square pixels: one of its sides is longer than in the file.
    fn squared(self, width: u32, height: u32) -> (u32, u32) {
        let (across, down) = (u64::from(self.across), u64::from(self.down));
        let longer = |side: u32, by: u64, to: u64| {
            let side = (u64::from(side) * by + to / 2) / to.max(1);
            // At most four times a side of 16 bits or of a picture that was not refused.
            u32::try_from(side).unwrap_or(u32::MAX)
        };
        if across > down {
            (width, longer(height, across, down))
        } else {
            (longer(width, down, across), height)
        }
    }
}

/// EXIF orientation, 1 to 8 (Exif 2.32, tag 0x0112).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Orientation(u8);

impl Orientation {
    /// From the tag's value; a value outside 1 to 8 is invalid.
    #[must_use]
    pub fn from_exif(value: u32) -> Option<Self> {
        u8::try_from(value)
            .ok()
            .filter(|v| (1..=8).contains(v))
            .map(Self)
    }

    /// The tag's value.
    #[must_use]
    pub fn exif(self) -> u8 {
        self.0
    }

    /// This orientation followed by a turn.
    #[must_use]
    pub fn turned(self, turn: Turn) -> Self {
        // Each family in order of quarter turns clockwise; the second is mirrored.
        const PLAIN: [u8; 4] = [1, 6, 3, 8];
        const MIRRORED: [u8; 4] = [2, 7, 4, 5];
        for family in [PLAIN, MIRRORED] {
            if let Some(at) = family.iter().position(|&value| value == self.0) {
                let quarters = at + usize::from(turn.degrees() / 90);
                return family.get(quarters % 4).map_or(self, |&value| Self(value));
            }
        }
        self
    }

    /// Whether width and height are exchanged.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

impl Default for Orientation {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u8> for Orientation {
    type Error = &'static str;
    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::from_exif(value.into()).ok_or("an EXIF orientation is 1 to 8")
    }
}

impl From<Orientation> for u8 {
    fn from(orientation: Orientation) -> Self {
        orientation.0
    }
}

/// What a photo's EXIF says, for the record; none of it enters the dossier by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PhotoFacts {
    /// The day it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Date and time as the camera wrote them, `2024-02-11T10:11:12`, with the offset if it wrote
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<String>,
    /// Make and model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<String>,
    /// Latitude and longitude in decimal degrees, north and east positive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<(f64, f64)>,
}

/// The setting of a derivative that names the tools with which it was made.
pub const MADE_BY: &str = "made-by";

/// The setting of a derivative that names the day on which it was made, where its pages may show
/// it.
pub const DAY: &str = "day";

/// A file made from an original so that it can be used; the original is never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivative {
    /// SHA-256 of the derivative.
    pub digest: Digest,
    /// Its purpose, which also tells how it was made.
    pub purpose: Purpose,
    /// The page of the original it shows, counted from 1; `None` for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// How it was made, by name: `encoding`, `dates`, `paper`, and under [`MADE_BY`] the tools and
    /// how they were set, as `heifer 0.3.22, sRGB, JPEG 92`. Of an Office paper also the `day`,
    /// which its fields may show, and how the program was `confined`. Older records have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, String>,
}

/// How a derivative was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// A PDF without its encryption.
    Unlocked,
    /// A plain PNG or JPEG of a picture that a PDF cannot carry as it is.
    Converted,
    /// A PDF rebuilt from the readable parts of a damaged one.
    Repaired,
    /// A PDF of pictures of the pages, which could not be copied in any other way.
    Drawn,
    /// A PDF of pages of ours with the words of a text, a chat or a mail.
    Typeset,
    /// A PDF of an Office paper, whose pages another program made.
    Exported,
    /// The words that were read on its pages.
    Words,
}

impl Purpose {
    /// Whether the derivative replaces the whole original.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Self::Unlocked | Self::Repaired | Self::Drawn | Self::Typeset | Self::Exported
        )
    }
}
