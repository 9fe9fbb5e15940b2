//! Every limit on untrusted bytes, in one place.
//!
//! They are generous for real papers and small enough for an old laptop. A file that exceeds one is
//! refused with a finding that names it.

/// Bytes of one file: 4 GB.
pub const FILE_BYTES: u64 = 4_000_000_000;

/// Bytes of all files of a zip, unpacked: 20 GB. A court takes a hundredth of that, and a zip of a
/// few kilobytes can claim any amount.
pub const CASE_BYTES: u64 = 20_000_000_000;

/// Files and folders of a zip.
pub const CASE_ENTRIES: usize = 20_000;

/// Pixels of one picture: a phone's 200-megapixel mode, and no more.
pub const PIXELS: u64 = 205_000_000;

/// Bytes of one picture once decoded; half of [`MEMORY_BYTES`], so that there is room to convert
/// it.
pub const DECODED_BYTES: u64 = DECODED_MEMORY as u64;
/// [`DECODED_BYTES`] as a size in memory.
pub const DECODED_MEMORY: usize = 256 * 1024 * 1024;

/// Bytes of a text of which pages are made.
pub const TEXT_BYTES: u64 = 16_000_000;

/// How much more time a byte of words takes than one of other papers, because its pages are made,
/// read and proved.
pub const WORDS_WORK: u64 = 20;

/// Pages that are made of one text, chat or mail.
pub const TYPESET_PAGES: usize = 2_000;

/// Pictures that are drawn in the pages of one chat.
pub const CHAT_PICTURES: usize = 2_000;

/// Settings with which a derivative was made.
pub const SETTINGS: usize = 16;

/// Bytes of all that comes out of one zip or mail, and out of what is inside: 4 GB.
pub const UNPACKED_BYTES: u64 = 4_000_000_000;

/// Bytes of one file in a zip: 512 MiB.
pub const MEMBER_BYTES: u64 = 512 * 1024 * 1024;

/// Files of a zip, and of what is inside.
pub const MEMBERS: usize = 10_000;

/// How many times larger than packed a file of a zip may be, beyond [`RATIO_FREE_BYTES`].
pub const RATIO: u64 = 200;

/// Bytes of a file of a zip below which [`RATIO`] does not count.
pub const RATIO_FREE_BYTES: u64 = 10 * 1024 * 1024;

/// Bytes of one part of a path in a zip.
pub const MEMBER_NAME_BYTES: usize = 255;

/// Mails of a file that is a folder of them.
pub const MBOX_MAILS: usize = 1_000;

/// How deep files that hold others may lie in each other: a zip in a zip with a mail in it.
pub const CONTAINERS: usize = 4;

/// How deep zips may lie in each other.
pub const ZIPS: usize = 2;

/// Pages of one paper.
pub const PAGES: u32 = 20_000;

/// Memory of the child, apart from the mapped file itself.
pub const MEMORY_BYTES: u64 = 512 * 1024 * 1024;

/// Bytes of all files made from one file.
pub const DERIVED_BYTES: u64 = 4_000_000_000;

/// Files that the child may have open.
pub const OPEN_FILES: u64 = 32;

/// Depth of nested folders.
pub const NESTING: usize = 64;

/// Files of one walk.
pub const FILES: usize = 100_000;

/// Bytes of the child's reply to an inspection.
pub const REPLY_BYTES: u64 = 16 * 1024 * 1024;

/// Bytes of one request to the child.
pub const REQUEST_BYTES: u64 = 4 * 1024 * 1024;

/// Characters of one text from a paper: a title, a camera, a layer's name.
pub const TEXT_CHARS: usize = 300;

/// Lines of the first page that are kept, to suggest the kind of the paper.
pub const FIRST_LINES: usize = 12;

/// The first pages of a paper, which are searched for what courts require or object to:
/// declarations and certificates are short.
pub const WORDING_PAGES: usize = 500;

/// Different values of one kind that are kept of the words of one paper: names, numbers, marks.
pub const TEXT_VALUES: usize = 500;

/// Bytes of one such value.
pub const NAME_BYTES: usize = 160;

/// Machine-readable zones of one paper.
pub const ZONES: usize = 50;

/// Bytes of the text of one page that are kept for searching.
pub const PAGE_WORDS: usize = 32 * 1024;

/// Different page sizes that are recorded for one paper.
pub const PAGE_SIZES: usize = 500;

/// The highest resolution that is recorded, in dots per inch.
pub const DOTS_PER_INCH: u32 = 10_000;

/// Findings of one paper.
pub const FINDINGS: usize = 1000;

/// Values of one finding.
pub const FINDING_VALUES: usize = 12;

/// Bytes read to tell the kind of a file.
pub const SNIFF_BYTES: usize = 4096;

/// Bytes of a damaged PDF that is given to a second reader, which holds the file in memory.
pub const SECOND_READER_BYTES: usize = 64 * 1024 * 1024;

/// Pages of a PDF that can only be drawn.
pub const DRAWN_PAGES: usize = 200;

/// Pixels of the longest side of such a page: 200 per inch on letter paper.
pub const DRAWN_SIDE: u32 = 2200;

/// Pixels of the longest side of a picture of a page.
pub const PICTURE_SIDE: u32 = 4096;

/// Pixels of the longest side of the picture on which rows of tables are looked for.
pub const ROWS_SIDE: u32 = 2000;

/// Seconds for one picture of a page. A user waits for it.
pub const DRAW_SECONDS: u64 = 10;

/// Bytes of a PDF that is sent to be drawn rather than named: half of [`MEMORY_BYTES`].
pub const INLINE_BYTES: u64 = 256 * 1024 * 1024;

/// Bytes of one picture of a page.
pub const PICTURE_BYTES: u64 = 32 * 1024 * 1024;

/// Seconds for reading the words of one page in one turn. Nobody waits for it.
pub const READ_SECONDS: u64 = 120;

/// Bytes of what an engine says of the words of one page.
pub const HOCR_BYTES: u64 = 16 * 1024 * 1024;

/// Lines of one page.
pub const PAGE_LINES: usize = 2_000;

/// Letters of one page.
pub const PAGE_LETTERS: usize = 50_000;

/// Letters of one word.
pub const WORD_LETTERS: usize = 200;

/// Rows of a spreadsheet that are told.
pub const TABLE_ROWS: usize = 100_000;

/// Columns of them.
pub const TABLE_COLUMNS: usize = 64;

/// Names of sheets of one spreadsheet.
pub const TABLE_SHEETS: usize = 100;

/// Letters of one code for machines: ISO/IEC 18004 has at most 7,089 digits.
pub const CODE_CHARS: usize = 8_000;

/// Codes of one page.
pub const PAGE_CODES: usize = 50;

/// Requests for pictures that may wait.
pub const WAITING: usize = 400;

/// Seconds after which an idle child is ended.
pub const IDLE_SECONDS: u64 = 20;

/// Seconds for one file, by the clock and by the processor: 20, and one more for each 5 MB, because
/// a legitimate scan can have a thousand pages.
#[must_use]
pub fn seconds(size: u64) -> u64 {
    20 + size / 5_000_000
}

/// Milliseconds for reading facts about the pages of a PDF, which is optional: 4 seconds, and 40
/// milliseconds for each page.
#[must_use]
pub fn page_facts_milliseconds(pages: usize) -> u64 {
    4_000 + 40 * pages as u64
}

/// Parts of an Office paper that is a zip.
pub const OFFICE_PARTS: usize = 20_000;

/// Bytes of all parts of such a paper, unpacked: 1 GiB.
pub const OFFICE_UNPACKED_BYTES: u64 = 1024 * 1024 * 1024;

/// Bytes of an unpacked Office paper below which [`RATIO`] does not count: a spreadsheet of one
/// repeated number packs far better than pictures.
pub const OFFICE_RATIO_FREE_BYTES: u64 = 100 * 1024 * 1024;

/// Seconds for making the pages of an Office paper, by the clock and by the processor: a minute,
/// and one second more for each 200 KB. The first start takes up to ten seconds on an old laptop.
#[must_use]
pub fn convert_seconds(size: u64) -> u64 {
    60 + size / 200_000
}

/// Memory of the program that makes these pages, each of its processes: 4 GiB.
pub const CONVERT_MEMORY_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Bytes of each file that this program may write: 1 GiB.
pub const CONVERTED_BYTES: u64 = 1024 * 1024 * 1024;

/// Bytes of what is recorded of the printed edges of one paper's pages. Pages behind that are as if
/// they could not be looked at.
pub const INK_BYTES: usize = 2 * 1024 * 1024;

/// Milliseconds for drawing the pages of a PDF to see where their edges are printed on, which is
/// optional: 4 seconds, and 100 milliseconds for each page.
#[must_use]
pub fn ink_milliseconds(pages: usize) -> u64 {
    4_000 + 100 * pages as u64
}
