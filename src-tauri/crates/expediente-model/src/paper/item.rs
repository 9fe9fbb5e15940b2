//! A paper as received: its original, what was found in it, what was made from it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::paper::digest::Digest;
use crate::paper::facts::page_facts::PageFacts;
use crate::paper::facts::text_facts::TextFacts;
use crate::paper::picture::Picture;
use crate::paper::promises::{PROMISE_VERSION, Promises};
use crate::paper::read_words::ReadFacts;
use crate::paper::sheet::straightened::Straightened;
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
    /// Pictures of sheets that were cut out of its photos; a document says which it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub straightened: Vec<Straightened>,
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
    /// What its words say: its own, and those that the computer read on it.
    #[must_use]
    pub fn text_facts(&self) -> Option<Cow<'_, TextFacts>> {
        let own = self
            .page_facts
            .as_ref()
            .and_then(|facts| facts.words.as_deref());
        let read = self.read.as_ref().and_then(|read| read.facts.as_deref());
        match (own, read) {
            (Some(own), Some(read)) if own.letters > 0 => Some(Cow::Owned(own.joined(read))),
            (Some(own), None) => Some(Cow::Borrowed(own)),
            (_, read) => read.map(Cow::Borrowed),
        }
    }

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
            let straightened = self.straightened.iter().map(|made| &made.picture);
            let mut pictures = self.pictures.iter().chain(straightened);
            pictures.all(|picture| picture.promise.is_some())
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

    /// Whether words are printed on a page, counted from 1, as words: its own, or a few that others
    /// printed on a scan.
    #[must_use]
    pub fn has_printed_words(&self, page: u32) -> bool {
        !self.lacks_words(page) || self.is_headed(page)
    }

    /// Whether a page, counted from 1, is a scan on which a few words are printed.
    #[must_use]
    pub fn is_headed(&self, page: u32) -> bool {
        let facts = self.page_facts.as_ref();
        let headed = facts.and_then(|facts| facts.headed.as_ref());
        headed.is_some_and(|headed| headed.contains(page))
    }

    /// Pages without words that the computer has not read yet.
    pub fn unread_pages(&self) -> impl Iterator<Item = u32> + '_ {
        (1..=self.pages).filter(|&page| self.is_unread(page))
    }

    /// Whether a page has no words, and the computer has not read it yet, or only before the sheet
    /// on it was cut out as it is now: a crooked page is read badly.
    #[must_use]
    pub fn is_unread(&self, page: u32) -> bool {
        let read = self.read.as_ref().filter(|read| read.is_read(page));
        let is_read = read.is_some_and(|read| {
            let sheet = self.last_sheet(page);
            sheet.is_none_or(|sheet| read.sheet(page) == Some(sheet.corners))
        });
        self.lacks_words(page) && !is_read
    }

    /// The sheet that was cut out of a page last, counted from 1.
    #[must_use]
    pub fn last_sheet(&self, page: u32) -> Option<&Straightened> {
        self.straightened.iter().rfind(|made| made.page == page)
    }

    /// The picture of a page, counted from 1: the page as it came in, or the sheet that was cut out
    /// of it where its SHA-256 is given. None where there is no such page or sheet.
    #[must_use]
    pub fn picture(&self, page: u32, straightened: Option<Digest>) -> Option<&Picture> {
        match straightened {
            Some(digest) => Some(&self.sheet(page, digest)?.picture),
            None => self.pictures.get((page as usize).checked_sub(1)?),
        }
    }

    /// The sheet that was cut out of a page, counted from 1, by the SHA-256 of its picture.
    #[must_use]
    pub fn sheet(&self, page: u32, picture: Digest) -> Option<&Straightened> {
        let mut sheets = self.straightened.iter();
        sheets.find(|made| made.page == page && made.picture.source == picture)
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

    /// The files that came with a chat and could not be papers.
    pub fn refused(&self) -> impl Iterator<Item = &str> {
        let names = self.typeset().and_then(|made| made.settings.get(REFUSED));
        let names = names.into_iter();
        names.flat_map(|names| names.split('/'))
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

/// The setting that names the files of a chat that came with it and could not be papers, with `/`
/// between them.
pub const REFUSED: &str = "refused";

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
    /// A sheet that was cut out of a photo and pulled straight.
    Straightened,
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
