//! Findings: what the user should know, where it is, and how serious it is.
//!
//! A finding carries a code and values, never a sentence: the sentence comes from the catalogues,
//! in the reader's language. A code that is new here needs a text in every catalogue; a test says
//! so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::io_reason::io_reason;

/// How serious a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look before filing.
    Check,
    /// The paper or the dossier cannot be used as it is.
    Stops,
}

/// One thing that the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// The page of the paper that it is about, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The values that its sentence names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Finding {
    /// A finding without values.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            code,
            page: None,
            args: BTreeMap::new(),
        }
    }

    /// A file or folder that cannot be read or written.
    #[must_use]
    pub fn unreadable(error: &std::io::Error) -> Self {
        Self::new(Code::FileUnreadable).with("why", io_reason(error))
    }

    /// With a value that the sentence names as `{name}`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// On a page, counted from 1.
    #[must_use]
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// How serious it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $severity:ident;)+) => {
        /// What a finding is about. The word is its name in journals, in JSON and in the catalogues
        /// (`finding.` and the word).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $word)] $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// How serious it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

impl Code {
    /// Whether it is about one of the signatures of a PDF.
    #[must_use]
    pub fn is_about_signature(self) -> bool {
        matches!(
            self,
            Self::PdfSignatureHeld
                | Self::PdfSignatureAdded
                | Self::PdfSignatureChanged
                | Self::PdfSignatureBroken
                | Self::PdfSignatureUnchecked
                | Self::PdfSignaturesMore
        )
    }

    /// Whether it says that a photo can hardly be read.
    #[must_use]
    pub fn is_about_legibility(self) -> bool {
        matches!(
            self,
            Self::PictureBlurred | Self::PictureDark | Self::PictureSmall
        )
    }
}

codes! {
    // Intake: refused.
    /// The file has no bytes.
    FileEmpty = "file-empty", Stops;
    /// The file could not be read: `why`.
    FileUnreadable = "file-unreadable", Stops;
    /// The file is larger than the limit: `size`, `limit`.
    FileTooLarge = "file-too-large", Stops;
    /// The disk has no room for a copy of it: `needed`.
    DiskFull = "disk-full", Stops;
    /// The file changed while it was read.
    FileChanged = "file-changed", Stops;
    /// Its content is of an unknown kind.
    KindUnknown = "kind-unknown", Stops;
    /// HEIC or AVIF photo in a coding that cannot be read: `what`.
    KindHeic = "kind-heic", Stops;
    /// Word processor, spreadsheet or slides.
    KindOffice = "kind-office", Stops;
    /// Office paper, and nothing here makes its pages: `what`, `system`, `words`.
    OfficeMissing = "office-missing", Stops;
    /// Office paper, and nothing can lock in the program that makes its pages: `what`, `words`.
    OfficeUnconfined = "office-unconfined", Stops;
    /// Office paper that is locked with a password: `what`.
    OfficeEncrypted = "office-encrypted", Stops;
    /// Office paper that is damaged: `what`.
    OfficeDamaged = "office-damaged", Stops;
    /// LibreOffice made no pages of it: `program`, `what`.
    OfficeFailed = "office-failed", Stops;
    /// LibreOffice took longer than the limit: `program`, `seconds`.
    OfficeTimeout = "office-timeout", Stops;
    /// Mail message.
    KindMail = "kind-mail", Stops;
    /// Web page.
    KindWeb = "kind-web", Stops;
    /// Plain text.
    KindText = "kind-text", Stops;
    /// A text without a word in it.
    TextWithoutWords = "text-without-words", Stops;
    /// More pages would be made of a text than the limit: `limit`.
    TextTooLong = "text-too-long", Stops;
    /// The order of day and month in a chat is not told by anything: `date`, `first`, `second`.
    ChatDateOrder = "chat-date-order", Stops;
    /// No message of a chat is of the days that were asked for: it has those from `first` to
    /// `last`.
    ChatDaysEmpty = "chat-days-empty", Stops;
    /// Days were chosen, and a text that looks like a chat is not read as one.
    ChatDaysUnread = "chat-days-unread", Stops;
    /// The zip is locked with a password.
    ZipEncrypted = "zip-encrypted", Stops;
    /// The given password does not open the zip.
    ZipWrongPassword = "zip-wrong-password", Stops;
    /// The zip is damaged or cut off.
    ZipDamaged = "zip-damaged", Stops;
    /// The zip or a file in it is too large to unpack: `why`.
    ZipTooLarge = "zip-too-large", Stops;
    /// The zip contradicts itself, as ones made to harm do: `why`.
    ZipHostile = "zip-hostile", Stops;
    /// The zip has no file that can be a paper.
    ZipNoPapers = "zip-no-papers", Stops;
    /// The zip is a case that the program exported.
    ZipIsCase = "zip-is-case", Stops;
    /// A file in a zip is a link.
    MemberLink = "member-link", Stops;
    /// A file in a zip is packed in a way that is not read: `how`.
    MemberPacking = "member-packing", Stops;
    /// A zip has two files with one name; the last is taken.
    MemberTwice = "member-twice", Stops;
    /// Files that hold others lie too deep in each other.
    ContainersNested = "containers-nested", Stops;
    /// The mail cannot be read.
    MailDamaged = "mail-damaged", Stops;
    /// The mail is encrypted.
    MailLocked = "mail-locked", Stops;
    /// The mail program had marked the mail as deleted.
    MailDeleted = "mail-deleted", Stops;
    /// The file has more mails than the limit: `mails`, `limit`.
    MailTooMany = "mail-too-many", Stops;
    /// A mail inside a mail of Outlook, which is no file of its own.
    MailInside = "mail-inside", Stops;
    /// Attachments packed by Outlook (winmail.dat).
    MailWinmail = "mail-winmail", Stops;
    /// Archive such as zip.
    KindArchive = "kind-archive", Stops;
    /// An envelope of a signature or a lock, which is not opened: `what`.
    KindSigned = "kind-signed", Stops;
    /// Sound or video.
    KindMedia = "kind-media", Stops;
    /// The PDF needs a password.
    PdfEncrypted = "pdf-encrypted", Stops;
    /// The given password does not open it.
    PdfWrongPassword = "pdf-wrong-password", Stops;
    /// Its encryption is not supported.
    PdfEncryptionUnsupported = "pdf-encryption-unsupported", Stops;
    /// The PDF has no page.
    PdfNoPages = "pdf-no-pages", Stops;
    /// The PDF is too damaged to read.
    PdfDamaged = "pdf-damaged", Stops;
    /// The PDF can be read, but a copy of its pages could not be proved: `why`.
    PdfUncopyable = "pdf-uncopyable", Stops;
    /// The PDF is an XFA form without pages of its own.
    PdfXfaOnly = "pdf-xfa-only", Stops;
    /// The PDF is a portfolio: a folder of this many files.
    PdfPortfolio = "pdf-portfolio", Stops;
    /// The picture is too damaged to read: `why`.
    PictureDamaged = "picture-damaged", Stops;
    /// The picture is of a rare kind that a PDF cannot carry: `why`.
    PictureUnsupported = "picture-unsupported", Stops;
    /// The picture file ends before its end.
    PictureCut = "picture-cut", Stops;
    /// What was read of the picture is of one color although its code is not short.
    PictureBlank = "picture-blank", Stops;
    /// The picture has more pixels than the limit: `width`, `height`.
    PictureTooLarge = "picture-too-large", Stops;
    /// The paper has more pages than the limit: `pages`, `limit`.
    TooManyPages = "too-many-pages", Stops;
    /// Reading it took more memory than the limit, or crashed the reader.
    ReaderFailed = "reader-failed", Stops;
    /// The reader could not be started, or is of another version: the fault of the installation.
    ReaderUnusable = "reader-unusable", Stops;
    /// Reading it took longer than the limit: `seconds`.
    ReaderTimeout = "reader-timeout", Stops;
    // Words that were read.
    /// The computer is not sure of the words that it read on pages: `document`, `pages`.
    WordsUnsure = "words-unsure", Note;
    /// There is something like words on pages that the computer could not read: `document`,
    /// `pages`.
    WordsUnread = "words-unread", Note;
    // Intake: received.
    /// The encoding of a text was guessed from its bytes: `encoding`, `sample`.
    TextEncodingGuessed = "text-encoding-guessed", Check;
    /// Places of a text are no letters: `count`.
    TextDamaged = "text-damaged", Check;
    /// The name of a text ends as that of another kind of file: `ending`.
    TextNamedOtherwise = "text-named-otherwise", Check;
    /// Letters that no font has: `count`, `letters`.
    LettersNotDrawn = "letters-not-drawn", Check;
    /// Marks turn the order of words: `words`.
    TextTurned = "text-turned", Check;
    /// The marks of Markdown were taken away: headings, lists and tables are set as such.
    TextMarkdown = "text-markdown", Note;
    /// Pages of ours were made of a chat: `messages`, `first`, `last`, `order`.
    ChatPages = "chat-pages", Note;
    /// Only some days of a chat are shown: `shown`, `before`, `after`, `undated` messages, and
    /// `files` of those that are not shown.
    ChatCut = "chat-cut", Note;
    /// Media that a chat names did not come with it: `missing`, `named`.
    ChatMediaMissing = "chat-media-missing", Check;
    /// Media that a chat of another app names did not come with it: `missing`, `named`.
    ChatFilesMissing = "chat-files-missing", Check;
    /// Media that a chat names came with it and cannot be papers: `count`, `names`.
    ChatMediaRefused = "chat-media-refused", Check;
    /// The pages of a chat were made anew with media that came now.
    ChatRenewed = "chat-renewed", Note;
    /// A chat that was here already is shown as before, and not for the days that were chosen now.
    ChatDaysKept = "chat-days-kept", Check;
    /// Lines of a chat look like messages and are older than those around them: `count`.
    ChatLinesInside = "chat-lines-inside", Note;
    /// Lines in messages of a chat look like messages of others: `count`.
    ChatLinesBroken = "chat-lines-broken", Check;
    /// Messages of a chat have a day or time that does not exist: `count`, `written`.
    ChatDatesOdd = "chat-dates-odd", Check;
    /// Messages of a chat are older than the ones before: `count`, `date`, `time`.
    ChatTimeBack = "chat-time-back", Check;
    /// Messages of a chat have two times that are not the same moment: `count`.
    ChatTimesDiffer = "chat-times-differ", Check;
    /// Dates of a chat can begin with their year: `first`, `second`.
    ChatYearUnsure = "chat-year-unsure", Check;
    /// A file has several chats: `count`, `names`.
    ChatSeveral = "chat-several", Note;
    /// Pictures of a chat are not drawn in its pages: `count`.
    ChatPicturesNotDrawn = "chat-pictures-not-drawn", Note;
    /// A mail has only a part for the web, whose words were taken: `pictures` left out.
    MailFromHtml = "mail-from-html", Note;
    /// The head of a mail has a line twice that it has once: `lines`.
    MailLinesTwice = "mail-lines-twice", Check;
    /// Another one sent a mail than the one who is said to have written it: `from`, `sender`.
    MailSender = "mail-sender", Check;
    /// A mail ends before its end.
    MailCut = "mail-cut", Check;
    /// Attachments of a mail are not whole: `names`.
    MailPartCut = "mail-part-cut", Check;
    /// The text, the subject or the sender of a mail of Outlook could not be read.
    MailUnread = "mail-unread", Check;
    /// A mail has a text that says something else than its page, and the page is shown: `words`.
    MailTextsDiffer = "mail-texts-differ", Check;
    /// Words of a mail that its reader did not see are left out: `words`.
    MailHidden = "mail-hidden", Check;
    /// Words of a mail are written in the color of paper: `words`.
    MailPale = "mail-pale", Check;
    /// Pictures in the text of a mail did not come with it: `count`.
    MailPicturesMissing = "mail-pictures-missing", Check;
    /// A dossier of ours in a folder of papers is no paper: `name`.
    DossierPassedOver = "dossier-passed-over", Note;
    /// Papers came out of a zip or mail: `file`, `papers`, `passed`.
    FileOpened = "file-opened", Note;
    /// LibreOffice made the pages of an Office paper: `program`, `what`, `day`.
    OfficePages = "office-pages", Note;
    /// Changes of an Office paper are tracked: `count`, `words`.
    OfficeChanges = "office-changes", Check;
    /// An Office paper has comments, which are not printed: `count`.
    OfficeComments = "office-comments", Check;
    /// Parts of an Office paper are hidden and not printed: `what`, `count`, `names`.
    OfficeHidden = "office-hidden", Check;
    /// Slides have notes, which are not printed: `count`.
    OfficeNotes = "office-notes", Note;
    /// An Office paper names what is not in its file and was not fetched: `count`.
    OfficeLinks = "office-links", Check;
    /// An Office paper has a program in it, which did not run.
    OfficeMacros = "office-macros", Check;
    /// An Office paper has fields that show another day or name each time: `count`.
    OfficeFields = "office-fields", Check;
    /// Places of an Office paper show the name of the file: `count`.
    OfficeFileName = "office-file-name", Check;
    /// Cells of a spreadsheet have another value at each opening: `count`, `names`.
    OfficeVolatile = "office-volatile", Check;
    /// Formulas of a spreadsheet give another value than the one that it has: `count`, `names`.
    OfficeValuesDiffer = "office-values-differ", Check;
    /// Words of an Office paper are not on its pages: `count`, `names`.
    OfficeNotShown = "office-not-shown", Check;
    /// An Office paper has parts in another format that its own program shows: `count`.
    OfficeChunks = "office-chunks", Check;
    /// Fonts of an Office paper are not on this computer: `fonts`.
    OfficeFonts = "office-fonts", Check;
    /// The columns of a spreadsheet were made smaller to fit: `percent`, `names`.
    OfficeFitted = "office-fitted", Check;
    /// The lower part of the photo is missing.
    PictureTruncated = "picture-truncated", Check;
    /// Two papers of the dossier look the same: `document`, `other`, which is the better one.
    SamePaperTwice = "same-paper-twice", Check;
    /// The photo is blurred, so that words on it cannot be read.
    PictureBlurred = "picture-blurred", Check;
    /// The photo is too dark to be read.
    PictureDark = "picture-dark", Check;
    /// The photo has too few pixels to be read: `pixels`.
    PictureSmall = "picture-small", Check;
    /// A page of the picture file could not be read.
    PicturePageUnreadable = "picture-page-unreadable", Check;
    /// From this page on the picture file is damaged, and how many pages follow is unknown.
    PicturePagesLost = "picture-pages-lost", Check;
    /// Films of live photos, whose stills are taken: `count`, `names`.
    LiveFilms = "live-films", Note;
    /// An animated picture; its first frame is used.
    PictureAnimated = "picture-animated", Note;
    /// The PDF was damaged and has been repaired for reading.
    PdfRepaired = "pdf-repaired", Check;
    /// It could not be read as it is; it was rebuilt from the objects that were found.
    PdfRebuilt = "pdf-rebuilt", Check;
    /// It could only be rendered; its pages are now pictures.
    PdfDrawn = "pdf-drawn", Check;
    /// A second reader finds more pages: `found`, `other`.
    PdfReadersDiffer = "pdf-readers-differ", Check;
    /// Count and page tree disagree: `declared`, `found`.
    PdfPageCountDiffers = "pdf-page-count-differs", Check;
    /// A page could not be read.
    PdfPageUnreadable = "pdf-page-unreadable", Check;
    /// Part of a page could not be read.
    PdfContentUnreadable = "pdf-content-unreadable", Check;
    /// It was encrypted with an empty password.
    PdfEmptyPassword = "pdf-empty-password", Note;
    /// It was unlocked with the password given.
    PdfUnlocked = "pdf-unlocked", Note;
    /// Active content stays out: `what`, `count`.
    PdfActiveContent = "pdf-active-content", Check;
    /// It carries comments or markup: `count`, `pages`.
    PdfMarkup = "pdf-markup", Check;
    /// It carries comments or markup without an appearance, which are not printed: `count`,
    /// `pages`.
    PdfMarkupNotDrawn = "pdf-markup-not-drawn", Check;
    /// It is a form with an XFA part, which is left out.
    PdfXfaLeftOut = "pdf-xfa-left-out", Check;
    /// Redactions are marked but not applied: `count`, `pages`.
    PdfUnappliedRedaction = "pdf-unapplied-redaction", Check;
    /// It is a form; its values are drawn: `count`.
    PdfForm = "pdf-form", Note;
    /// Form fields without an appearance: `names`.
    PdfFieldWithoutAppearance = "pdf-field-without-appearance", Check;
    /// It is signed; the copy no longer carries the signature: `count`.
    PdfSigned = "pdf-signed", Check;
    // What all findings about one signature have: `certificate` or `file`, the signer's name as the
    // one or the other says it; `time`, as in RFC 3339; `clock`, the authority whose time it is,
    // else the signer's; `stamp`, if it is such an authority's own; `number` of `count`, if there
    // are several; `valid`, when the certificate may be used, if not then; `own`, if the signer made
    // the certificate; `weak`, by its method.
    /// A signature holds, and the file was not changed since.
    PdfSignatureHeld = "pdf-signature-held", Note;
    /// A signature holds for what was signed. Something was added since, which changes no page:
    /// `after`, whether it is signed.
    PdfSignatureAdded = "pdf-signature-added", Note;
    /// A signature holds for what was signed, and the file was changed since: `after`, whether the
    /// change is signed; `pages`, the pages that look otherwise, if that is known.
    PdfSignatureChanged = "pdf-signature-changed", Check;
    /// A signature does not hold: `why`.
    PdfSignatureBroken = "pdf-signature-broken", Check;
    /// A signature could not be checked: `why`.
    PdfSignatureUnchecked = "pdf-signature-unchecked", Check;
    /// More signatures than are checked: `count`.
    PdfSignaturesMore = "pdf-signatures-more", Check;
    /// It has layers that are not shown, and were left out: `names`.
    PdfHiddenLayers = "pdf-hidden-layers", Check;
    /// Words under a box or a picture: `pages`, `words`.
    PdfWordsCovered = "pdf-words-covered", Check;
    /// Pictures that nobody sees: `pages`.
    PdfPicturesUnseen = "pdf-pictures-unseen", Check;
    /// Words in the color of what is behind them, or in none: `pages`, `words`.
    PdfWordsUnseen = "pdf-words-unseen", Check;
    /// Words beyond what is seen of a page, which were left out: `pages`, `words`.
    PdfWordsCutOff = "pdf-words-cut-off", Check;
    /// Words beyond what is seen of a page, which could not be left out: `pages`, `words`.
    PdfWordsOutside = "pdf-words-outside", Check;
    /// Words of a layer that is not shown could not be left out of a page.
    PdfHiddenWordsKept = "pdf-hidden-words-kept", Check;
    // Matter and dossier.
    /// Requested pages that the paper does not have: `paper`, `pages`, `total`.
    PagesMissing = "pages-missing", Check;
    /// An exhibit has no page: `exhibit`.
    ExhibitEmpty = "exhibit-empty", Check;
    /// A fact that the cover page needs is missing: `what`.
    FactMissing = "fact-missing", Check;
    /// Letters that the fonts do not have were replaced: `letters`, `where`.
    LettersMissing = "letters-missing", Check;
    /// Links on a page of a paper point to pages that are not in the dossier: `count`.
    LinksDropped = "links-dropped", Note;
    /// The file is larger than the profile allows: `size`, `limit`.
    OverLimit = "over-limit", Stops;
    /// A file from an earlier build is beside the dossier but not part of it: `file`.
    OlderFile = "older-file", Check;
    // Preflight: the rules of a court. Profiles say how serious each is for their court.
    /// The dossier is larger than one file may be for this court: `size`, `limit`, `after` (the tab
    /// to
    /// split after).
    NeedsSplit = "needs-split", Stops;
    /// A volume would be over the limit, because one of its pages alone is: `size`, `limit`,
    /// `exhibit`.
    VolumeTooLarge = "volume-too-large", Stops;
    /// Pages are upside down: `pages`.
    PageUpsideDown = "page-upside-down", Check;
    /// The text of pages runs up or down: `pages`.
    PageSideways = "page-sideways", Check;
    /// Pages are pictures without searchable text: `pages`.
    TextMissing = "text-missing", Check;
    /// Pages have a higher resolution than the court wants: `pages`, `dpi`, `most`.
    TooSharp = "too-sharp", Check;
    /// Pages do not have the court's paper size: `pages`, `paper`.
    PaperSize = "paper-size", Note;
    /// Letters of a number or a label that is printed on every page are not in the font: `letters`,
    /// `where`.
    StampLetters = "stamp-letters", Stops;
    /// A number or a label is too long for its page: `text`, `pages`.
    StampTooLong = "stamp-too-long", Stops;
    /// A number or a label covers what a paper has printed, because the court wants no smaller
    /// pages: `pages`, `document`.
    StampCovers = "stamp-covers", Stops;
    /// Pages were made a little smaller, so that number and label cover nothing: `pages`,
    /// `document`.
    PagesSmaller = "pages-smaller", Note;
    /// Pages that are too small for number and label stand on a sheet of paper: `pages`,
    /// `document`.
    PagesOnSheet = "pages-on-sheet", Note;
    /// A complete social-security number is visible: `pages`.
    IdentityNumber = "identity-number", Check;
    /// There is no proof of service.
    ServiceMissing = "service-missing", Stops;
    /// The proof of service has no date.
    ServiceUndated = "service-undated", Stops;
    /// A paper in another language has no translation: `exhibit`, `language`.
    TranslationMissing = "translation-missing", Stops;
    /// The exhibit is said to include a translation, but no document is marked as one: `exhibit`.
    TranslationUnmarked = "translation-unmarked", Check;
    /// A translation is in the dossier and its original is not: `document`.
    TranslationAlone = "translation-alone", Check;
    /// A translation has no signed translator's certificate: `document`, `exhibit`.
    TranslationUncertified = "translation-uncertified", Stops;
    /// The translation was made by a program: `document`.
    TranslationByMachine = "translation-by-machine", Stops;
    /// Details of the translator are missing: `document`, `what`.
    TranslatorIncomplete = "translator-incomplete", Check;
    /// Phrases that a translator's certificate must have were not found in it: `document`, `words`.
    CertificateWording = "certificate-wording", Check;
    /// A declaration by a person who does not understand its language has no certificate of
    /// interpretation: `exhibit`, `language`.
    InterpretationMissing = "interpretation-missing", Stops;
    /// Phrases that a declaration must have were not found in it: `exhibit`, `words`.
    DeclarationWording = "declaration-wording", Stops;
    /// The required phrases depend on where a declaration was signed, which is unknown: `exhibit`.
    DeclarationPlace = "declaration-place", Check;
    /// A declaration is a picture, so its text could not be checked: `exhibit`, `words`.
    DeclarationUnread = "declaration-unread", Note;
    /// A paper made by Expediente is not signed yet: `document`.
    PaperUnsigned = "paper-unsigned", Stops;
    /// A certificate is older than the court allows: `exhibit`, `date`, `days`.
    CertificateOld = "certificate-old", Check;
    /// Nobody said what an exhibit is; in the table it has a word for any: `exhibit`, `title`.
    TitleMissing = "title-missing", Check;
    /// A certificate has no date: `exhibit`.
    CertificateUndated = "certificate-undated", Note;
    /// A paper says that it was valid until a day that has passed: `exhibit`, `date`.
    HasRunOut = "has-run-out", Check;
    /// A paper will be too old, or no longer valid, on the day of the hearing: `exhibit`, `date`,
    /// `hearing`.
    RunsOut = "runs-out", Check;
    /// An identity number cannot be right: `exhibit`, `number`, `kind`.
    NumberForm = "number-form", Check;
    /// Sheets of a petition were not counted, and others were: `exhibit`, `count`.
    SheetsUncounted = "sheets-uncounted", Check;
    /// Entries of a petition may be of one person, and nobody decided: `exhibit`, `count`.
    SignersAlike = "signers-alike", Check;
    /// Texts are printed that are not there in the language of the dossier: `texts`, `count`,
    /// `language`.
    TextOneLanguage = "text-one-language", Check;
    /// A letter of support has no copy of the writer's identity card: `exhibit`.
    LetterWithoutIdentity = "letter-without-identity", Check;
    /// A paper of this kind is longer than the court allows: `exhibit`, `pages`, `most`.
    PaperTooLong = "paper-too-long", Check;
    /// Photos are printed smaller than the court wants: `exhibit`.
    PhotoTooSmall = "photo-too-small", Check;
    /// Papers could not be taken in and are still to get: `count`, `names`.
    StillToGet = "still-to-get", Check;
    /// Papers left the list of those still to get, because others of their name came in: `names`.
    StillToGetCame = "still-to-get-came", Note;
    /// The hearing is nearer than the deadline for papers: `date`, `days`.
    HearingNear = "hearing-near", Check;
    /// The hearing is in the past: `date`.
    HearingPast = "hearing-past", Check;
    /// What was written for the hearing is not a day and time: `hearing`.
    HearingUnclear = "hearing-unclear", Check;
    /// No A-number can be like this: `number`.
    ANumberOdd = "a-number-odd", Check;
    /// An exhibit or a document is dated in the future: `document`, `date`.
    DateFuture = "date-future", Check;
    /// A paper says that it was made on a day to come: `document`, `date`, `pages`.
    PaperFuture = "paper-future", Check;
    /// The filing is said to have been served after today: `date`.
    ServiceFuture = "service-future", Check;
    /// The filing is said to have been served after the hearing: `date`, `hearing`.
    ServiceLate = "service-late", Check;
    /// Cover page, table and slip sheets are in a language that the court does not read:
    /// `language`.
    FrontLanguage = "front-language", Check;
    /// A paper reads as another language than the court's, and nobody said so: `document`,
    /// `language`, `pages`.
    LanguageSeen = "language-seen", Check;
    /// An original has no translation, and another one of its exhibit has: `document`, `exhibit`,
    /// `language`.
    TranslationPartial = "translation-partial", Stops;
    /// A translation is much shorter than its original: `document`, `original`, `count`, `total`.
    TranslationShort = "translation-short", Check;
    /// A translator's certificate names another language: `document`, `language`, `other`.
    CertificateLanguage = "certificate-language", Check;
    /// A title is not in the language of the dossier: `exhibit`, `title`, `language`.
    TitleLanguage = "title-language", Check;
    /// A paper has an A-number that the cover page does not have: `document`, `number`, `pages`.
    ANumberDiffers = "a-number-differs", Check;
    /// A paper spells the person's name in another way: `document`, `found`, `person`, `pages`.
    NameDiffers = "name-differs", Check;
    /// Papers give days of birth that may be one, in several ways: `values`.
    BirthDiffers = "birth-differs", Check;
    /// Papers give identity numbers that may be one, in several ways: `values`.
    IdentityNumberDiffers = "identity-number-differs", Check;
    /// Nobody says who counted the signatures of a petition, or when: `exhibit`.
    CountUnsigned = "count-unsigned", Check;
    /// Names and numbers of rows that the program read, and that nobody looked at: `exhibit`,
    /// `count`.
    NamesUnchecked = "names-unchecked", Check;
    /// A check digit of a passport's machine-readable lines does not follow: `document`, `pages`.
    ZoneOdd = "zone-odd", Check;
    /// A paper has an identity number that cannot be right: `document`, `number`, `kind`, `pages`.
    NumberReadOdd = "number-read-odd", Check;
    /// A list of names was read, and no sheet is counted: `exhibit`, `count`.
    ListOnly = "list-only", Check;
    /// A list of names was read before sheets were counted, and is in none of their rows:
    /// `exhibit`, `count`.
    ListUnplaced = "list-unplaced", Check;
    /// Signers of two petitions are alike: `exhibit`, `other`, `count`.
    SignersAcross = "signers-across", Check;
    /// Captions of photos are cut short, or what is said of photos is printed nowhere: `exhibit`,
    /// `count`.
    PhotosUnlisted = "photos-unlisted", Check;
    /// An apostille goes with a paper that is not in the dossier: `document`.
    ApostilleAlone = "apostille-alone", Check;
    /// The user's own terms of the glossary cannot be read: `path`, `why`.
    GlossaryBroken = "glossary-broken", Check;
    /// The note on differences says other things than it would now: other pages or labels, other
    /// values, another language.
    NoteStale = "note-stale", Stops;
    /// The checklist that the case follows cannot be read: `why`.
    ChecklistBroken = "checklist-broken", Check;
    /// No paper names the person: `person`.
    PersonMissing = "person-missing", Check;
    /// A complete number of an account or a card is visible: `document`, `pages`.
    AccountNumber = "account-number", Check;
    /// A full date of birth is visible: `document`, `pages`.
    BirthDate = "birth-date", Check;
    /// A minor is named: `document`, `name`, `pages`.
    MinorNamed = "minor-named", Check;
    /// A blank for a date is empty: `document`, `pages`.
    BlankDate = "blank-date", Check;
    /// A blank for a signature is empty: `document`, `pages`.
    BlankSignature = "blank-signature", Check;
    /// The text of a proof of service has no date: `document`.
    ServiceTextUndated = "service-text-undated", Check;
    /// Of a paper with numbered pages some are missing: `document`, `missing`, `of`.
    NumberedPageMissing = "numbered-page-missing", Check;
    /// Numbered pages of a paper are not in their order: `document`, `order`.
    PageOutOfOrder = "page-out-of-order", Check;
    /// Nothing is printed on pages: `document`, `pages`.
    PageBlank = "page-blank", Check;
    /// Pages are there twice: `document`, `pages`, `earlier`.
    PageTwice = "page-twice", Check;
    /// A declaration cites exhibits that are not in the dossier: `document`, `marks`.
    ExhibitCited = "exhibit-cited", Check;
    /// A passport or an identity card has expired: `document`, `date`.
    DocumentExpired = "document-expired", Check;
    /// A dossier that Expediente made is used as an exhibit: `document`.
    OwnDossier = "own-dossier", Check;
    /// The file name has characters that the court does not accept: `name`, `characters`.
    FileName = "file-name", Check;
    /// The file name reveals who the person is: `name`.
    FileNameTells = "file-name-tells", Check;
    /// A text of a dossier.toml had unseen marks, which were removed: `where`.
    TextCleaned = "text-cleaned", Note;
    /// A text of a dossier.toml was too long and was cut: `where`.
    TextCut = "text-cut", Check;
    // Proof.
    /// The written file does not have the required form: `why`.
    ProofForm = "proof-form", Stops;
    /// The file has active content: `what`.
    ProofActive = "proof-active", Stops;
    /// The number of pages is wrong: `expected`, `found`.
    ProofPages = "proof-pages", Stops;
    /// The PDF's own label of a page is not the planned one: `expected`, `found`.
    ProofLabel = "proof-label", Stops;
    /// The label is not printed on the page: `label`.
    ProofStampMissing = "proof-stamp-missing", Stops;
    /// The label is printed, but outside the visible page, turned, or too pale: `label`.
    ProofStampHidden = "proof-stamp-hidden", Stops;
    /// A number is printed on a page that should have none.
    ProofStampStray = "proof-stamp-stray", Stops;
    /// The page's content could move or hide what is printed on it.
    ProofGraphicsState = "proof-graphics-state", Stops;
    /// The page numbers printed in the table are not those of the exhibit: `expected`, `found`.
    ProofTable = "proof-table", Stops;
    /// The table has no line that links to an exhibit.
    ProofTableMissing = "proof-table-missing", Stops;
    /// The slip sheet does not name its pages, or has no link back.
    ProofSlip = "proof-slip", Stops;
    /// An outline entry does not lead to the page it names: `entry`.
    ProofOutline = "proof-outline", Stops;
    /// A link leads nowhere.
    ProofLink = "proof-link", Stops;
    /// A page of the program's own is not as it draws it.
    ProofOwnPage = "proof-own-page", Stops;
    /// A page does not show what was promised of the paper.
    ProofContent = "proof-content", Stops;
    /// The words under a page are not those that were read, or show something.
    ProofWords = "proof-words", Stops;
    /// A page was changed after it was written.
    ProofChanged = "proof-changed", Stops;
    /// Bookmarks, page labels or properties were changed after they were written.
    ProofFrame = "proof-frame", Stops;
    /// The file was written by an older version of the program, which promised nothing.
    ProofOlder = "proof-older", Stops;
    /// The program did not write the file.
    ProofForeign = "proof-foreign", Stops;
    // Store.
    /// An unfinished last line of a journal was cut: `matter`.
    JournalCut = "journal-cut", Check;
    /// A journal is damaged at a line; nothing after it can be trusted: `matter`, `line`.
    JournalDamaged = "journal-damaged", Stops;
    /// A newer version wrote a journal: `matter`.
    JournalNewer = "journal-newer", Check;
    /// A matter cannot be read at all: `matter`, `why`.
    MatterUnreadable = "matter-unreadable", Stops;
    /// A stored paper cannot be read: `matter`, `paper`, `why`.
    OriginalUnreadable = "original-unreadable", Stops;
    /// The stored bytes of a paper were damaged and were replaced by those that were added.
    PaperMended = "paper-mended", Note;
    /// A repair writes a journal anew: `matter`.
    RepairJournal = "repair-journal", Stops;
    /// A repair puts good bytes in place of a damaged paper: `matter`, `paper`.
    RepairPaper = "repair-paper", Stops;
    /// A repair forgets the damaged words that were read on a paper: `matter`, `paper`.
    RepairWords = "repair-words", Stops;
    /// Only adding a damaged paper again mends it: `matter`, `paper`.
    RepairPaperAgain = "repair-paper-again", Stops;
    /// An unlocked copy could not be compared with its locked original.
    UnlockedUnchecked = "unlocked-unchecked", Check;
    /// The unlocked copy is of another paper: `why`.
    UnlockedOther = "unlocked-other", Stops;
    /// An original is missing: `matter`, `paper`.
    OriginalMissing = "original-missing", Stops;
    /// An original no longer has its SHA-256: `matter`, `paper`.
    OriginalAltered = "original-altered", Stops;
    /// The index was rebuilt from the journals.
    IndexRebuilt = "index-rebuilt", Note;
    /// A file in the store does not belong to any paper: `file`.
    StrayFile = "stray-file", Note;
}
