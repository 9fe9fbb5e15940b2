//! The child that draws: turns pages of papers into small JPEGs, one request after the other, until
//! its input ends.
//!
//! The assembler that writes dossiers first puts a page of a PDF together, so that the picture
//! shows it as it will be filed: with our own page count, and with forms and comments as they will
//! look. hayro then renders it. The parent's `draw_pool` sends the requests and ends a child that
//! hangs.

use std::io::{self, BufReader, Read, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use expediente_intake::limits;
use expediente_intake::protocol::{DrawReply, DrawRequest, Want, receive, send};
use expediente_model::{Code, Finding, MediaKind, Orientation};
use expediente_pdf::{Assembler, CatalogEntries, Page, Setup, Source, StampFont, Turn as PageTurn};
use hayro::hayro_syntax::{Pdf, PdfData};
use jpeg_encoder::SamplingFactor;

use crate::page_facts::printed_words;
use crate::raster::encode::to_jpeg;
use crate::raster::pixels::Pixels;
use crate::raster::render::render_page;
use crate::raster::thumbnail;
use crate::recognize::Recognizer;
use crate::recognize::codes::codes;
use crate::refusal::unsupported;
use crate::sheet::{find, straighten};
use crate::{mapped_file, pdf, platform, rows};

/// Draws until standard input ends, and returns the exit code of the process.
pub(crate) fn run() -> u8 {
    if platform::limit_this_drawer().is_err() {
        return 3;
    }
    let Ok(mut studio) = Studio::new() else {
        return 4;
    };
    let clock = Clock::start();
    let mut input = BufReader::with_capacity(1 << 16, stdin().lock());
    let mut out = stdout().lock();
    loop {
        let request: DrawRequest = match receive(&mut input) {
            Ok(Some(request)) => request,
            Ok(None) => return 0,
            Err(_) => return 2,
        };
        clock.begin(request.want);
        let Ok(inline) = inline(&request, &mut input) else {
            return 2;
        };
        // A panic is an answer too; the state it left is not used again.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            inline.and_then(|bytes| studio.draw(&request, bytes))
        }));
        let drawn = drawn.unwrap_or_else(|_| {
            studio.paper = None;
            Err(Finding::new(Code::ReaderFailed))
        });
        let sent = match drawn {
            Ok((reply, bytes)) => send(&mut out, &reply, &bytes),
            Err(finding) => send(&mut out, &DrawReply::Refused(finding), &[]),
        };
        if sent.is_err() {
            return 5;
        }
        clock.end();
    }
}

/// The bytes sent with a request. Even too many are read to the end, because the next request
/// follows them.
fn inline(
    request: &DrawRequest,
    input: &mut impl Read,
) -> io::Result<Result<Option<Vec<u8>>, Finding>> {
    let Some(length) = request.inline else {
        return Ok(Ok(None));
    };
    let mut bytes = Vec::new();
    let room = usize::try_from(length).is_ok_and(|length| bytes.try_reserve_exact(length).is_ok());
    if length > limits::INLINE_BYTES || !room {
        io::copy(&mut input.take(length), &mut io::sink())?;
        let finding = Finding::new(Code::FileTooLarge)
            .with("size", length)
            .with("limit", limits::INLINE_BYTES);
        return Ok(Err(finding));
    }
    input.take(length).read_to_end(&mut bytes)?;
    Ok(Ok(Some(bytes)))
}

/// Ends this process when one page takes far too long. The parent does so first, if it still runs:
/// a program that was killed must not leave behind a child that works forever.
struct Clock {
    began: Instant,
    /// The deadline in milliseconds since `began`; 0 while idle.
    end: Arc<AtomicU64>,
}

impl Clock {
    fn start() -> Self {
        let clock = Self {
            began: Instant::now(),
            end: Arc::new(AtomicU64::new(0)),
        };
        let (began, end) = (clock.began, Arc::clone(&clock.end));
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let end = end.load(Ordering::Relaxed);
                if end > 0 && began.elapsed() > Duration::from_millis(end) {
                    std::process::exit(6);
                }
            }
        });
        clock
    }

    fn begin(&self, want: Want) {
        let seconds = match want {
            Want::Words => limits::READ_SECONDS,
            Want::Jpeg | Want::Gray | Want::Sheet | Want::Printed | Want::Codes | Want::Rows => {
                limits::DRAW_SECONDS
            }
        };
        let end = self.began.elapsed() + Duration::from_secs(2 * seconds);
        // A `u64` of milliseconds lasts longer than any process.
        self.end.store(end.as_millis() as u64, Ordering::Relaxed);
    }

    fn end(&self) {
        self.end.store(0, Ordering::Relaxed);
    }
}

/// A PDF that stays open, because the next request is usually for another page of it.
struct Paper {
    path: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
    source: Arc<Source>,
}

/// The state kept between requests.
struct Studio {
    font: StampFont,
    paper: Option<Paper>,
    /// The models that read words; nothing until words are wanted.
    recognizer: Option<Recognizer>,
}

impl Studio {
    fn new() -> Result<Self, expediente_pdf::FontError> {
        Ok(Self {
            font: StampFont::parse(pdf::FONT)?,
            paper: None,
            recognizer: None,
        })
    }

    /// Serves a request: the reply, and the bytes that follow it.
    fn draw(
        &mut self,
        request: &DrawRequest,
        inline: Option<Vec<u8>>,
    ) -> Result<(DrawReply, Vec<u8>), Finding> {
        let side = request.side.clamp(1, limits::PICTURE_SIDE);
        let path = Path::new(&request.path);
        if request.want == Want::Printed {
            return self.printed(path, request, inline);
        }
        let (pixels, profile, sampling) = match (inline, request.media) {
            (Some(bytes), _) => (
                rendered(bytes, request.page, side)?,
                None,
                SamplingFactor::R_4_4_4,
            ),
            (None, MediaKind::Pdf) => (
                rendered(self.page(path, request)?, 1, side)?,
                None,
                SamplingFactor::R_4_4_4,
            ),
            (None, MediaKind::Jpeg | MediaKind::Png) => {
                let map = mapped_file::map(path).map_err(unreadable)?;
                let orientation = request.orientation.turned(request.turn);
                // The side on which pixels lie closer is drawn down later.
                let (density, finer) = match request.density {
                    Some(density) if density.is_possible() => (Some(density), 4 * side),
                    _ => (None, side),
                };
                let (pixels, profile) = match request.media {
                    MediaKind::Jpeg => thumbnail::jpeg(Arc::new(map), finer)?,
                    _ => (thumbnail::png(&map, finer)?, None),
                };
                let pixels = match density {
                    Some(density) => thumbnail::squared(pixels, density, side),
                    None => pixels,
                };
                // The colors of a photo are soft; those of a scan in PNG may be those of letters.
                let sampling = match request.media {
                    MediaKind::Jpeg => SamplingFactor::R_4_2_0,
                    _ => SamplingFactor::R_4_4_4,
                };
                let pixels = match request.cut_out {
                    // The turn comes after the sheet was cut out of the photo.
                    Some(cut) => {
                        let photo = pixels.held(request.orientation.exif());
                        let turn = Orientation::default().turned(request.turn);
                        straighten::preview(&photo, cut, side).held(turn.exif())
                    }
                    None => pixels.held(orientation.exif()),
                };
                (pixels, profile, sampling)
            }
            (None, other) => return Err(unsupported(other.extension())),
        };
        let (width, height) = (pixels.width, pixels.height);
        match request.want {
            Want::Gray => Ok((DrawReply::Gray { width, height }, pixels.into_gray())),
            Want::Sheet => {
                let found = find::sheet(&pixels).map(|sheet| sheet.corners);
                Ok((DrawReply::Sheet(found), Vec::new()))
            }
            Want::Rows => Ok((DrawReply::Rows(rows::find::rows(pixels)), Vec::new())),
            Want::Codes => {
                let codes = codes(pixels.into_gray(), (width, height));
                let reply = DrawReply::Codes {
                    width,
                    height,
                    codes,
                };
                Ok((reply, Vec::new()))
            }
            // Asked and answered above.
            Want::Printed => Err(Finding::new(Code::ReaderFailed)),
            Want::Words => {
                let recognizer = match &self.recognizer {
                    Some(recognizer) => recognizer,
                    None => self.recognizer.insert(Recognizer::load()?),
                };
                let lines = recognizer.lines(&pixels.into_gray(), (width, height))?;
                let reply = DrawReply::Words {
                    width,
                    height,
                    lines,
                };
                Ok((reply, Vec::new()))
            }
            Want::Jpeg => {
                let jpeg = to_jpeg(pixels, profile, sampling)?;
                let length = jpeg.len() as u64;
                let reply = DrawReply::Drawn {
                    width,
                    height,
                    length,
                };
                Ok((reply, jpeg))
            }
        }
    }

    /// The words that are printed on a page of a PDF.
    fn printed(
        &mut self,
        path: &Path,
        request: &DrawRequest,
        inline: Option<Vec<u8>>,
    ) -> Result<(DrawReply, Vec<u8>), Finding> {
        if inline.is_some() || request.media != MediaKind::Pdf {
            return Err(unsupported(request.media.extension()));
        }
        let side = request.side.clamp(1, limits::PICTURE_SIDE);
        let bytes = self.page(path, request)?;
        let unread = || Finding::new(Code::PdfPageUnreadable).on_page(request.page);
        let one = Source::open(Arc::new(bytes), None).map_err(|_| unread())?;
        let (width, height, lines) = printed_words(&one, side).ok_or_else(unread)?;
        let reply = DrawReply::Words {
            width,
            height,
            lines,
        };
        Ok((reply, Vec::new()))
    }

    /// One page of a PDF as a PDF of its own.
    fn page(&mut self, path: &Path, request: &DrawRequest) -> Result<Vec<u8>, Finding> {
        let source = self.open(path)?;
        let index = (request.page as usize).saturating_sub(1);
        if index >= source.page_count() {
            return Err(unreadable(io::ErrorKind::NotFound.into()));
        }
        let failed = |_| Finding::new(Code::PdfPageUnreadable).on_page(request.page);
        let setup = Setup {
            font: self.font.clone(),
            output_intent: None,
        };
        let mut assembler = Assembler::new(Vec::new(), 1, setup).map_err(failed)?;
        let id = assembler.source(source, &[vec![(index, 0)]]);
        let mut page = Page::of_source(id, index);
        page.turn = PageTurn::from_degrees(f64::from(request.turn.degrees()));
        assembler.page(page).map_err(failed)?;
        let closing = CatalogEntries::plain(1);
        Ok(assembler.finish(closing).map_err(failed)?.out)
    }

    fn open(&mut self, path: &Path) -> Result<Arc<Source>, Finding> {
        let metadata = path.metadata().map_err(unreadable)?;
        let (length, modified) = (metadata.len(), metadata.modified().ok());
        if let Some(paper) = &self.paper
            && (paper.path.as_path(), paper.length, paper.modified) == (path, length, modified)
        {
            return Ok(Arc::clone(&paper.source));
        }
        // The previous paper is closed first: two large papers need not be open at once.
        self.paper = None;
        let map = mapped_file::map(path).map_err(unreadable)?;
        let source = Source::open(Arc::new(map), None).map_err(|error| pdf::refusal(&error))?;
        let source = Arc::new(source);
        self.paper = Some(Paper {
            path: path.to_owned(),
            length,
            modified,
            source: Arc::clone(&source),
        });
        Ok(source)
    }
}

fn unreadable(error: io::Error) -> Finding {
    Finding::unreadable(&error)
}

/// A page, counted from 1, of a PDF written by the assembler, on white.
fn rendered(bytes: Vec<u8>, page: u32, side: u32) -> Result<Pixels, Finding> {
    let unread = || Finding::new(Code::PdfPageUnreadable).on_page(page);
    let pdf = Pdf::new(PdfData::from(Arc::new(bytes))).map_err(|_| unread())?;
    let pages = pdf.pages();
    Ok(render_page(
        pages
            .get((page as usize).saturating_sub(1))
            .ok_or_else(unread)?,
        side,
    ))
}
