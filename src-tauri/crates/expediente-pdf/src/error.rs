//! What can go wrong: opening a source, reading a picture, a font, writing the file.

use thiserror::Error;

/// Why a PDF could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Bytes, but no PDF.
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
    /// A PDF without a page.
    #[error("the file has no pages")]
    NoPages,
    /// A PDF too damaged to read.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A form that only Adobe software can show.
    #[error(
        "the file is an XFA form without real pages; open it in Adobe Reader and print it to PDF"
    )]
    XfaOnly,
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
    /// More or fewer pages came than were announced.
    #[error("{announced} pages were announced and {written} written")]
    PageCount {
        /// As announced at the start.
        announced: usize,
        /// As written.
        written: usize,
    },
    /// Not exactly one label for each page.
    #[error("{labels} labels were given for {pages} pages")]
    LabelCount {
        /// Labels given.
        labels: usize,
        /// Pages written.
        pages: usize,
    },
    /// More than the format's classic table can address.
    #[error("the file would be larger than 10 GB")]
    TooLarge,
}

/// Why a picture could not be taken as it is.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PictureError {
    /// Not a JPEG.
    #[error("the file is not a JPEG picture")]
    NotAJpeg,
    /// Not a PNG.
    #[error("the file is not a PNG picture")]
    NotAPng,
    /// A JPEG of a kind that PDF readers do not show.
    #[error("the JPEG is of a kind that PDF does not know: {0}")]
    UnsupportedJpeg(&'static str),
    /// A PNG that must be decoded first.
    #[error("the PNG cannot be taken as it is: {0}")]
    NotPlain(&'static str),
    /// Damaged beyond use.
    #[error("the picture is damaged: {0}")]
    Damaged(&'static str),
}

/// Why a font could not be used.
#[derive(Debug, Error)]
pub enum FontError {
    /// Not a TrueType font with outlines of the glyf kind.
    #[error("the font is not a TrueType font")]
    NotTrueType,
}
