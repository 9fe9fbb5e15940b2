//! What the parent and the reader process say to each other.
//!
//! `inspect`: one [`InspectRequest`] as JSON on standard input, one [`InspectReply`] as JSON on
//! standard output, then the process ends. `unpack`: the same with an [`UnpackRequest`] and an
//! [`UnpackReply`]; `days`: an [`InspectRequest`] and a [`DaysReply`]; `facts`: with a
//! [`FactsRequest`] and a [`FactsReply`]; `table`: with a [`TableRequest`] and a [`TableReply`];
//! `straighten`: with a [`StraightenRequest`] and a
//! [`StraightenReply`]. `draw`: any number of [`DrawRequest`]s and [`DrawReply`]s, each a message
//! of [`send`]: its length in four bytes (little-endian), JSON of that length, then the bytes the
//! JSON announces.
//!
//! Types named `Untrusted…` and both replies come from a process that a hostile file may control;
//! `reply_check.rs` and `draw_process.rs` check every value.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;

use expediente_model::{
    CodeKind, Corners, Date, DaySpan, Density, Digest, Finding, FoundRows, MediaKind, Orientation,
    Origin, PageDigest, PageFacts, PaperShape, PhotoFacts, PictureHash, Promises, Purpose,
    ReadLine, TextFacts, Turn,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::sandbox::limits;

/// The verb with which the reader inspects one file.
pub const INSPECT_VERB: &str = "inspect";

/// The verb with which the reader takes the files out of a zip or a mail.
pub const UNPACK_VERB: &str = "unpack";

/// The verb with which the reader tells what words say that were read on pages.
pub const FACTS_VERB: &str = "facts";

/// The verb with which the reader tells the cells of a spreadsheet.
pub const TABLE_VERB: &str = "table";

/// The verb with which the reader counts the messages of a chat.
pub const DAYS_VERB: &str = "days";

/// The verb with which the reader cuts a sheet of paper out of a photo.
pub const STRAIGHTEN_VERB: &str = "straighten";

/// The verb with which the reader draws pages.
pub const DRAW_VERB: &str = "draw";

/// The number of this protocol, the argument after the verb. A change that the other side would
/// misunderstand needs the next number, because an update may replace only one of the two programs.
pub const PROTOCOL: &str = "8";

/// The exit code of a reader that does not understand its parent.
pub const NOT_UNDERSTOOD: u8 = 2;

/// One file to inspect. It travels by standard input, so that a password appears in no list of
/// processes and no environment.
#[derive(Clone, Serialize, Deserialize)]
pub struct InspectRequest {
    /// The staged copy.
    pub path: OsString,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub digest: Digest,
    /// Its kind, as the parent told it from the first bytes; the child does not guess again.
    pub media: MediaKind,
    /// An existing folder for the files made from it.
    pub out: OsString,
    /// The password of a locked PDF.
    pub password: Option<Vec<u8>>,
    /// The locked original, if this is an unlocked copy that came with it: they are compared.
    pub locked: Option<OsString>,
    /// Whether to do optional work too: page facts, first words, a second reader's opinion of a
    /// damaged PDF. A child that this breaks is asked again without it.
    pub words: bool,
    /// For words without pages: what the pages that are made of them need.
    #[serde(default)]
    pub pages: PagesRequest,
    /// Of an Office paper: the PDF that another program made of it. Without one, the child only
    /// looks whether it is one, and what it says.
    #[serde(default)]
    pub exported: Option<ExportedPdf>,
}

impl InspectRequest {
    /// Bytes that are read for it, by which its time is measured.
    #[must_use]
    pub fn work(&self) -> u64 {
        let exported = self.exported.as_ref().map_or(0, |pdf| pdf.size);
        let own = self.size.saturating_add(self.pages.more_work);
        own.saturating_add(exported)
    }
}

/// The PDF that another program made of an Office paper.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportedPdf {
    /// Where it is.
    pub path: OsString,
    /// Its size in bytes.
    pub size: u64,
    /// The program and its version.
    pub program: String,
    /// How it was made.
    pub settings: BTreeMap<String, String>,
    /// The same paper as one XML file, and its kind: of a paper before 2007, which only that
    /// program reads, and of a spreadsheet.
    pub flat: Option<(OsString, MediaKind)>,
    /// The same with every formula calculated, of a spreadsheet that has some.
    pub calculated: Option<OsString>,
}

/// What the pages that are made of a text, a chat or a mail need.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PagesRequest {
    /// The name of the file, which its pages show.
    pub name: String,
    /// The file that it came out of.
    pub origin: Option<Origin>,
    /// The folder with the files that it names, such as the pictures of a chat.
    pub beside: Option<OsString>,
    /// Names of files that came with it before and could not be papers: they did not go along when
    /// its case was handed over.
    pub refused: Vec<String>,
    /// Bytes beside those of the file itself for which the child gets time: those of the files in
    /// that folder, and [`limits::WORDS_WORK`] times its own.
    pub more_work: u64,
    /// The texts of the pages, by their keys in the catalogues.
    pub texts: BTreeMap<String, String>,
    /// Points across and down of the paper.
    pub paper: (u32, u32),
    /// In which order the numbers of its dates are read, as the user answered.
    pub dates: Option<DateOrder>,
    /// The days of a chat that are shown.
    #[serde(default)]
    pub days: DaySpan,
    /// The name of the folder in which a chat was, where its pages are made again.
    #[serde(default)]
    pub folder: Option<String>,
    /// The files that came with a chat, where its pages are made again: the name of each in the
    /// chat, and its file in the folder `beside`.
    #[serde(default)]
    pub media: Option<Vec<(String, String)>>,
}

impl PagesRequest {
    /// The name of the folder in which a chat is, or was when it came in.
    #[must_use]
    pub fn folder_name(&self) -> Option<String> {
        let beside = self.beside.as_deref().filter(|_| self.media.is_none());
        let beside = beside.and_then(|folder| Path::new(folder).file_name());
        let beside = beside.map(|name| name.to_string_lossy().into_owned());
        self.folder.clone().or(beside)
    }
}

/// In which order the numbers of a date are, where its file does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 3/4 is April 3.
    DayFirst,
    /// 3/4 is March 4.
    MonthFirst,
}

impl DateOrder {
    /// Its word in arguments, settings and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    /// The order with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst]
            .into_iter()
            .find(|order| order.word() == word)
    }
}

impl std::str::FromStr for DateOrder {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::of_word(text).ok_or("the order is day-first or month-first")
    }
}

/// A file with the words of pages, as the program keeps it.
#[derive(Clone, Serialize, Deserialize)]
pub struct FactsRequest {
    /// The file.
    pub path: OsString,
    /// Its size in bytes.
    pub size: u64,
}

/// The reader's reply to a [`FactsRequest`].
#[derive(Debug, Serialize, Deserialize)]
pub enum FactsReply {
    /// What the words say, and the first of them.
    Told(Box<TextFacts>, Option<String>),
    /// The file cannot be read.
    Refused(Finding),
}

/// A spreadsheet whose cells are to be told.
#[derive(Clone, Serialize, Deserialize)]
pub struct TableRequest {
    /// The file.
    pub path: OsString,
    /// Its size in bytes.
    pub size: u64,
}

/// The reader's reply to a [`TableRequest`].
#[derive(Debug, Serialize, Deserialize)]
pub enum TableReply {
    /// The cells.
    Told(UntrustedTable),
    /// The file cannot be read, or is not a spreadsheet.
    Refused(Finding),
}

/// The cells of the first sheet of a spreadsheet that has some and is shown.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct UntrustedTable {
    /// The rows that are not empty: the number of each, counted from 1, and the texts of its cells
    /// from the first column.
    pub rows: Vec<(u64, Vec<String>)>,
    /// The rows with a formula whose value the file does not have.
    pub without_value: Vec<u64>,
    /// The names of the other sheets that have cells, shown or not.
    pub other_sheets: Vec<String>,
}

/// The reader's reply to the verb [`DAYS_VERB`].
#[derive(Debug, Serialize, Deserialize)]
pub enum DaysReply {
    /// The messages of a chat.
    Told(UntrustedDays),
    /// The file cannot be read, or is not a chat.
    Refused(Finding),
}

/// How many messages of a chat are of which day.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct UntrustedDays {
    /// The messages of each day that has some, the first day first.
    pub days: Vec<(Date, u64)>,
    /// Messages whose day cannot be told.
    pub undated: u64,
}

/// A photo, and where on it a sheet of paper is that is to be cut out.
#[derive(Clone, Serialize, Deserialize)]
pub struct StraightenRequest {
    /// The photo: a JPEG or PNG.
    pub path: OsString,
    /// Its size in bytes.
    pub size: u64,
    /// Which of the two it is.
    pub media: MediaKind,
    /// How to hold it.
    pub orientation: Orientation,
    /// The shape of its pixels, before it is held.
    pub density: Option<Density>,
    /// The corners of the sheet on the photo as it is held.
    pub corners: Corners,
    /// The shape of the sheet; none to tell it from its corners.
    pub shape: Option<PaperShape>,
    /// Whether to light it evenly.
    pub even: bool,
    /// An existing folder for the picture.
    pub out: OsString,
}

/// The reader's reply to a [`StraightenRequest`].
#[derive(Debug, Serialize, Deserialize)]
pub enum StraightenReply {
    /// The sheet, in the file [`page_file_name`] of page 1.
    Made(UntrustedSheet),
    /// The photo cannot be read.
    Refused(Finding),
}

/// A sheet that the reader cut out of a photo.
#[derive(Debug, Serialize, Deserialize)]
pub struct UntrustedSheet {
    /// The shape in which it came out.
    pub shape: PaperShape,
    /// Its picture.
    pub picture: UntrustedPicture,
}

/// A file whose members are papers of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Container {
    /// A zip: its files.
    Zip,
    /// A mail: its attachments.
    Mail,
    /// A mail of Outlook: its attachments.
    Msg,
    /// A folder of mails in one file: the mails.
    Mbox,
}

/// One file to take others out of.
#[derive(Clone, Serialize, Deserialize)]
pub struct UnpackRequest {
    /// The staged copy.
    pub path: OsString,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub container: Container,
    /// An existing folder for the files taken out of it.
    pub out: OsString,
    /// The password of a locked zip.
    pub password: Option<Vec<u8>>,
    /// How many bytes may be taken out of it.
    pub room: u64,
    /// How many files may be taken out of it.
    pub entries: usize,
}

/// The reader's reply to an [`UnpackRequest`].
#[derive(Debug, Serialize, Deserialize)]
pub enum UnpackReply {
    /// Its members.
    Unpacked(UntrustedMembers),
    /// The file is refused as a whole.
    Refused(Finding),
}

/// What the reader took out of a file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct UntrustedMembers {
    /// Every member but folders and what systems leave behind, in order.
    pub members: Vec<UntrustedMember>,
    /// How many files of systems were passed over.
    pub passed_over: u64,
}

/// One member. If it is not refused, its bytes are in the file [`member_file_name`] of its place
/// in the list, counted from 1.
#[derive(Debug, Serialize, Deserialize)]
pub struct UntrustedMember {
    /// The parts of its path, as the file says.
    pub path: Vec<String>,
    /// Why it was not taken out.
    pub refused: Option<Finding>,
}

/// The file name of a member that was taken out of a file, counted from 1.
#[must_use]
pub fn member_file_name(member: usize) -> String {
    format!("member-{member:05}")
}

/// The reader's reply to an [`InspectRequest`].
#[derive(Debug, Serialize, Deserialize)]
pub enum InspectReply {
    /// The file can be used.
    Received(UntrustedPaper),
    /// The file is refused.
    Refused(Finding),
}

/// What the reader says of a file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct UntrustedPaper {
    /// How many pages it has.
    pub pages: u32,
    /// Of a picture file: one entry a page.
    pub pictures: Vec<UntrustedPicture>,
    /// What a photo's EXIF says.
    pub photo: Option<PhotoFacts>,
    /// How the PDF that replaces the original was made, if there is one.
    pub instead: Option<Purpose>,
    /// The choices with which that PDF was made.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// What the user should know.
    pub findings: Vec<Finding>,
    /// The first words of the first page.
    pub first_words: Option<String>,
    /// What the pages of a PDF hold.
    pub page_facts: Option<Box<PageFacts>>,
    /// What is promised of each page of a PDF, as it is used.
    pub promises: Option<Box<Promises>>,
}

/// One picture of a file: the original itself, or one made from it.
#[derive(Debug, Serialize, Deserialize)]
pub struct UntrustedPicture {
    /// The picture that was made, in a file named [`page_file_name`]; nothing if the original is
    /// used as it is.
    pub made: Option<MadePicture>,
    /// Pixels across, before orientation.
    pub width: u32,
    /// Pixels down, before orientation.
    pub height: u32,
    /// How to hold it.
    pub orientation: Orientation,
    /// The shape of its pixels; nothing if they are square.
    #[serde(default)]
    pub density: Option<Density>,
    /// Bytes it takes in a dossier; 0 when not counted.
    #[serde(default)]
    pub weight: u64,
    /// What is promised of it.
    #[serde(default)]
    pub promise: Option<PageDigest>,
    /// By which the same picture is found again.
    #[serde(default)]
    pub hash: Option<PictureHash>,
}

/// A picture that was made because a PDF cannot carry the original.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MadePicture {
    /// The form of its bytes.
    pub form: PictureForm,
    /// The tools that made it and how they were set.
    pub with: String,
}

/// The forms of pictures that a PDF carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureForm {
    /// A plain PNG: nothing is lost.
    Png,
    /// A JPEG: for photos, which take ten times the bytes as PNG.
    Jpeg,
}

impl PictureForm {
    /// The usual file name extension, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    /// The first bytes of such a file.
    #[must_use]
    pub fn signature(self) -> &'static [u8] {
        match self {
            Self::Png => b"\x89PNG\r\n\x1a\n",
            Self::Jpeg => b"\xff\xd8\xff",
        }
    }
}

/// The file name of the picture made of a page, counted from 1.
#[must_use]
pub fn page_file_name(page: u32, form: PictureForm) -> String {
    format!("page-{page:05}.{}", form.extension())
}

/// The file name of a PDF that replaces the original: unlocked, repaired or drawn.
pub const REPLACEMENT_NAME: &str = "instead.pdf";

/// The value of a finding that a spreadsheet has formulas.
pub const FORMULAS: &str = "formulas";

/// The file name of a spreadsheet in one XML file whose columns fit the paper. The reader writes it
/// when it looks at such a file.
pub const FITTED_NAME: &str = "fitted.fods";

/// Separates the lines of a paper in the value of a finding, which is one line.
pub const LINE_MARK: &str = " \u{b6} ";

/// The file name of the dossier of one paper that the reader makes to have it proved.
pub const REHEARSAL_NAME: &str = "rehearsal.pdf";

/// The name of an empty file that tells the parent: the PDF was read, only optional work follows.
pub const READ_MARKER: &str = "read";

/// One page to draw. The bytes of an inline PDF follow the message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DrawRequest {
    /// The file to draw from, unless a PDF follows inline.
    pub path: OsString,
    /// Its kind.
    pub media: MediaKind,
    /// The size of the PDF that follows the message, if one does.
    pub inline: Option<u64>,
    /// The page, counted from 1.
    pub page: u32,
    /// A turn to apply, clockwise.
    pub turn: Turn,
    /// Of a picture: how to hold it before turning it.
    pub orientation: Orientation,
    /// Of a picture: the shape of its pixels, before it is held and turned.
    #[serde(default)]
    pub density: Option<Density>,
    /// Of a picture: the corners of the sheet of paper on it as it is held, where only that is to
    /// be drawn, and whether it is lit evenly.
    #[serde(default)]
    pub cut_out: Option<(Corners, bool)>,
    /// The longest side of the drawing in pixels.
    pub side: u32,
    /// What is wanted of the page.
    #[serde(default)]
    pub want: Want,
}

impl Default for DrawRequest {
    fn default() -> Self {
        Self {
            path: OsString::new(),
            media: MediaKind::Pdf,
            inline: None,
            page: 1,
            turn: Turn::default(),
            orientation: Orientation::default(),
            density: None,
            cut_out: None,
            side: 1,
            want: Want::Jpeg,
        }
    }
}

/// What is wanted of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Want {
    /// A JPEG to be looked at.
    #[default]
    Jpeg,
    /// Gray pixels, to be read by another program.
    Gray,
    /// The words on it, read by the models of the reader.
    Words,
    /// The corners of the sheet of paper that it shows, where it is a photo.
    Sheet,
    /// The words that are printed on it as words.
    Printed,
    /// The codes on it that machines read.
    Codes,
    /// The rows of the table on it.
    Rows,
}

/// The reader's reply to a [`DrawRequest`].
#[derive(Debug, Serialize, Deserialize)]
pub enum DrawReply {
    /// A JPEG follows the message.
    Drawn {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Bytes of the JPEG.
        length: u64,
    },
    /// Gray pixels follow the message, a byte each.
    Gray {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The words on the page.
    Words {
        /// Pixels across of the picture on which they were read.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Lines in the order in which they are read.
        lines: Vec<ReadLine>,
    },
    /// The corners of the sheet on the photo as it is held; none where none is seen.
    Sheet(Option<Corners>),
    /// The codes on the page.
    Codes {
        /// Pixels across of the picture on which they were read.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The codes.
        codes: Vec<UntrustedCode>,
    },
    /// The rows of the table on the page; none where it has no table.
    Rows(FoundRows),
    /// The page cannot be drawn.
    Refused(Finding),
}

/// A code that a page seems to have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UntrustedCode {
    /// How it is drawn.
    pub kind: CodeKind,
    /// What it says.
    pub text: String,
    /// Its left, top, right and bottom edge in pixels.
    pub place: [f32; 4],
}

/// Writes a message and the bytes it announces.
///
/// # Errors
/// When the pipe is closed, or the message is too long.
pub fn send(out: &mut impl Write, message: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    let length = u32::try_from(json.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&json)?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads a message; `None` when the other side has closed the pipe.
///
/// # Errors
/// When the pipe breaks inside a message, the message is over [`limits::REQUEST_BYTES`], or it is
/// not what was expected.
pub fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = Vec::with_capacity(4);
    (&mut *from).take(4).read_to_end(&mut length)?;
    if length.is_empty() {
        return Ok(None);
    }
    let length: [u8; 4] = length
        .try_into()
        .map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let length = u64::from(u32::from_le_bytes(length));
    if length > limits::REQUEST_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut json = Vec::new();
    from.take(length).read_to_end(&mut json)?;
    Ok(Some(serde_json::from_slice(&json)?))
}
