//! Requests that make no sense in the current state of a matter.

use std::path::PathBuf;

/// The request cannot be carried out; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The name of a matter is empty, too long, or not one line.
    #[error("a matter's name has 1 to 100 characters; choose another")]
    MatterName,
    /// An exhibit cannot go to that place.
    #[error("the place must be between 1 and {count}")]
    NoPlace {
        /// The number of places.
        count: usize,
    },
    /// The paper has no such page.
    #[error("there is no page {page}; the paper has {total}")]
    NoPage {
        /// The requested page, counted from 1.
        page: u32,
        /// The number of pages it has.
        total: u32,
    },
    /// Every page would be left out.
    #[error("no page would be left; remove the document instead")]
    NoPageLeft,
    /// An exhibit or document is named twice.
    #[error("“{0}” is named twice")]
    NamedTwice(String),
    /// Only one exhibit to group.
    #[error("name at least two exhibits to group")]
    GroupOfOne,
    /// A document that cannot begin the second exhibit.
    #[error("“{0}” is not a document of this exhibit, or it is its first one")]
    SplitBefore(String),
    /// Only one document to split.
    #[error("the exhibit has only one document and cannot be split")]
    SplitOne,
    /// An exhibit with several documents does not name one of them.
    #[error("name one of the exhibit's documents: {}", .0.join(", "))]
    WhichDocument(Vec<String>),
    /// A folder that must be new is not empty.
    #[error("{}: this folder is not empty; choose a new folder", .0.display())]
    FolderTaken(PathBuf),
    /// The file to write is a paper that was given.
    #[error("{} is a paper and would be replaced; choose another name", .0.display())]
    SourcePaper(PathBuf),
    /// The file or folder to write is inside a store.
    #[error("{} is inside a store of Expediente; choose another place", .0.display())]
    InStore(PathBuf),
    /// No engine that reads words is installed, or not the one that was named.
    #[error("there is no such program to read words of pages; install tesseract")]
    NoEngine,
    /// The corners of a sheet are outside of the photo, twisted or too close.
    #[error(
        "these cannot be the corners of a paper: upper left, upper right, lower right, lower left"
    )]
    Corners,
    /// No sheet of paper is seen on a photo.
    #[error("no sheet of paper is seen on “{0}”; tell its corners")]
    NoSheet(String),
    /// The paper is not a photo.
    #[error("“{0}” is not a photo")]
    NoPhoto(String),
    /// The paper is not a chat.
    #[error("“{0}” is not an exported chat")]
    NoChat(String),
    /// Days were chosen and no paper is a chat.
    #[error("days were chosen, and no paper is an exported chat")]
    NoChats,
    /// A text that is not a whole day.
    #[error("“{0}” is not a day; write it like 2024-02-11")]
    NoDay(String),
    /// The last day is before the first.
    #[error("the last day is before the first")]
    DaysReversed,
    /// No message of a chat is of these days.
    #[error("the chat has no message of these days; it goes from {first} to {last}")]
    NoMessages {
        /// Its first day.
        first: String,
        /// Its last day.
        last: String,
    },
    /// Pages of a chat were chosen, left out or turned by their numbers, which would change.
    #[error("pages of “{0}” were chosen, left out or turned; show all of them first")]
    ChatPagesChosen(String),
    /// Nothing to move, place or remove.
    #[error("nothing is selected")]
    NothingNamed,
    /// A paper that is not on the list of those still to get.
    #[error("“{name}” is not on the list of papers still to get: {}", list.join(", "))]
    NotStillToGet {
        /// What was named.
        name: String,
        /// The list.
        list: Vec<String>,
    },
    /// No act to go back.
    #[error("write how many acts to undo, from 1")]
    NoActs,
    /// No such suggestion: it was taken, dropped or never made.
    #[error("there is no suggestion {0}")]
    NoSuggestion(String),
    /// A suggestion has several values, or not this one.
    #[error("{id} can be: {values}; say which one")]
    NoSuchValue {
        /// Which suggestion.
        id: String,
        /// What it can be.
        values: String,
    },
    /// A text that is not a language tag.
    #[error("“{0}” is not a language code; write a code such as es or pt-BR")]
    LanguageTag(String),
    /// A number of photos that no photo sheet has.
    #[error("1, 2, 4 or 6 photos go on a page")]
    PhotosPerPage,
    /// A text that is longer than any line of a table.
    #[error("the text is longer than {longest} characters; shorten it")]
    TooLong {
        /// The maximum number of characters.
        longest: usize,
    },
    /// A text that is not a date.
    #[error("“{0}” is not a date; write it like 2024-02-11, 2024-02 or 2024")]
    NoDate(String),
    /// A document cannot be its own translation or certificate.
    #[error("a document cannot be its own translation or certificate")]
    GoesWithItself,
    /// A translator without a name.
    #[error("a translator needs a name")]
    TranslatorName,
    /// A translator who is not in the register.
    #[error(
        "there is no translator “{0}” in the register; `expediente translator list` shows them"
    )]
    NoTranslator(String),
    /// A name that is not allowed for a profile.
    #[error("“{0}” cannot be the name of a profile: use lowercase letters, digits and -")]
    ProfileName(String),
    /// Another profile has this name.
    #[error("there is already a court profile “{0}”; choose another name")]
    ProfileTaken(String),
    /// A Bates number that is too large to be counted on, or has too many digits.
    #[error("the first Bates number is at most 999,000,000,000, with at most 12 digits")]
    Bates,
    /// An empty answer.
    #[error("an answer needs words: why does the finding not hold up the filing?")]
    NoAnswer,
    /// A document that does not wait for a signature.
    #[error("“{0}” does not need a signature")]
    NotWaiting(String),
    /// The unsigned form itself, in place of the signed paper.
    #[error("{} is the form as it was saved for printing, without a signature", .0.display())]
    SameForm(PathBuf),
    /// A paper with other words, in place of the signed form.
    #[error("{} does not have the words of the form", .0.display())]
    OtherThanForm(PathBuf),
    /// More rows than a sheet of signatures has.
    #[error("a sheet has at most {most} rows")]
    TooManyRows {
        /// The most rows.
        most: usize,
    },
    /// No two entries of the petition are this pair.
    #[error("no two entries of this petition are the pair “{0}”")]
    NoPair(String),
    /// A list of signers that is larger than any petition.
    #[error("the list is larger than any petition: at most 16 MB and 100,000 signers")]
    ListTooLarge,
    /// A file that is not a list of signers; the reason in English, where there is one.
    #[error("this is not a list of signers: {0}")]
    NoList(String),
    /// No checklist has this name.
    #[error("there is no checklist “{0}”")]
    NoChecklist(String),
    /// The case follows no checklist.
    #[error("this matter follows no checklist; choose one")]
    NoChecklistChosen,
    /// The checklist of the case has no such paper.
    #[error("the checklist of this case has no paper “{0}”")]
    NoNeed(String),
    /// Another checklist has this name.
    #[error("there is already a checklist “{0}”; choose another name")]
    ChecklistTaken(String),
    /// Papers do not write this value.
    #[error("no paper says “{0}”")]
    NoSpelling(String),
    /// A note on differences that would explain nothing.
    #[error("no difference is explained yet")]
    NothingExplained,
    /// A list with a quotation mark that is not closed.
    #[error("line {line} has a quotation mark that is not closed")]
    OpenQuote {
        /// The line, counted from 1.
        line: u64,
    },
    /// A list with two columns of identity numbers.
    #[error("the list has two columns for the identity number")]
    ListColumns,
    /// A paper of a petition that is not where its title says.
    #[error("“{title}” says that its first sheet is {says}, and it is sheet {at} here")]
    SheetOrder {
        /// The title of the paper.
        title: String,
        /// The sheet that it names.
        says: usize,
        /// The number of its first sheet in the petition, counted from 1.
        at: usize,
    },
    /// A list whose names and numbers are not those of the rows.
    #[error("{differ} of {of} rows have another name and number than the list")]
    OtherRows {
        /// Rows that the list says something else of.
        differ: usize,
        /// Rows that were compared.
        of: usize,
    },
    /// A list of people without a row under its headings.
    #[error("the list of people is empty: it needs a heading over each column, and a row for each")]
    PeopleEmpty,
    /// Two columns of a list of people with one heading.
    #[error("two columns are called “{0}”")]
    PeopleTwice(String),
    /// A cell of a list of people without a heading over it.
    #[error("line {line} has a cell without a heading over it")]
    PeopleCell {
        /// The line in the file, counted from 1.
        line: u64,
    },
    /// Two cases of a batch whose dossiers would have one name, or a name that no file can have.
    #[error("“{0}” cannot be the name of a dossier of its own: “{1}” has it")]
    BatchName(String, String),
    /// Two cases of a batch of one folder.
    #[error("“{0}” and “{1}” are one folder")]
    BatchFolder(String, String),
    /// A case of a batch without its folder.
    #[error("{}: there is no such folder", .0.display())]
    BatchNoFolder(PathBuf),
    /// A row of a list of people that says something that cannot be.
    #[error("{0}")]
    BatchRow(String),
    /// A date that can be read in two ways.
    #[error("“{text}” can be {first} or {second}")]
    TwoDates {
        /// As it was written.
        text: String,
        /// The day with the first number as the day.
        first: String,
        /// The day with the second number as the day.
        second: String,
    },
    /// A value that is explained before anybody said which is right.
    #[error("first say which value is right")]
    RightFirst,
    /// An address that no browser opens.
    #[error("“{0}” is not an address")]
    NoAddress(String),
    /// Signatures that somebody gave a number for, where they are counted.
    #[error("the signatures of this exhibit are counted")]
    SignaturesCounted,
    /// A day that is still to come, of something that was done.
    #[error("{0} is still to come")]
    DayAhead(String),
    /// A form lacks a field, named by a word of the catalogues (`form.lacks.`).
    #[error("the form lacks: {0}")]
    FormLacks(&'static str),
}
