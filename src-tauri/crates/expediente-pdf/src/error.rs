//! Errors: opening a source, reading a picture or a font, writing the file.

use thiserror::Error;

/// Why a PDF could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is not a PDF.
    #[error("the file is not a PDF")]
    NotAPdf,
    /// Encrypted, and no password was given.
    #[error("the file is encrypted and needs a password")]
    Encrypted,
    /// Encrypted, and the password given does not open it.
    #[error("the password does not open the file")]
    WrongPassword,
    /// Encrypted in a way that is not supported.
    #[error("the file is encrypted in a way that is not supported")]
    UnsupportedEncryption,
    /// The PDF has no pages.
    #[error("the file has no pages")]
    NoPages,
    /// The PDF is too damaged to read.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A form that only Adobe software can display.
    #[error(
        "the file is an XFA form without real pages; open it in Adobe Reader and print it to PDF"
    )]
    XfaOnly,
    /// A portfolio: a folder of files whose only page asks for another program.
    #[error("the file is a portfolio; save the files in it and add those")]
    Portfolio {
        /// How many files are in it.
        files: usize,
    },
}

/// Why a file could not be assembled.
#[derive(Debug, Error)]
pub enum AssembleError {
    /// Writing failed.
    #[error("the file could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// A page names a source that is not open.
    #[error("a page comes from a source that is not open")]
    SourceNotOpen,
    /// A page names a page that its source does not have.
    #[error("the source has no page {}", .0 + 1)]
    NoSuchPage(usize),
    /// A page names a picture that was not added.
    #[error("a page shows a picture that was not added")]
    NoSuchPicture,
    /// More or fewer pages were written than announced.
    #[error("{announced} pages were announced and {written} written")]
    PageCount {
        /// Pages announced at the start.
        announced: usize,
        /// Pages written.
        written: usize,
    },
    /// There is not exactly one label for each page.
    #[error("{labels} labels were given for {pages} pages")]
    LabelCount {
        /// Labels given.
        labels: usize,
        /// Pages written.
        pages: usize,
    },
    /// A page is too long to take out of it what its source hides.
    #[error("page {} hides something and is too long to be examined", .0 + 1)]
    HiddenUnexamined(usize),
    /// Larger than the classic xref table can address.
    #[error("the file would be larger than 10 GB")]
    TooLarge,
    /// An invariant of this crate does not hold.
    #[error("internal error: {0}")]
    Bug(&'static str),
}

/// Why a picture cannot be embedded as it is.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PictureError {
    /// Not a JPEG.
    #[error("the file is not a JPEG picture")]
    NotAJpeg,
    /// Not a PNG.
    #[error("the file is not a PNG picture")]
    NotAPng,
    /// A JPEG of a kind that PDF viewers do not show.
    #[error("PDF does not support this kind of JPEG: {0}")]
    UnsupportedJpeg(&'static str),
    /// A PNG that must be decoded first.
    #[error("the PNG cannot be embedded as it is: {0}")]
    NotPlain(&'static str),
    /// Too damaged to use.
    #[error("the picture is damaged: {0}")]
    Damaged(&'static str),
}

/// Why a font could not be used.
#[derive(Debug, Error)]
pub enum FontError {
    /// Not a TrueType font with glyf outlines.
    #[error("the font is not a TrueType font")]
    NotTrueType,
}
