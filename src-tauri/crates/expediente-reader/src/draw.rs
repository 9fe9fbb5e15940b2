//! The child that draws: pages of papers to small JPEGs, one request after the other, until its input ends.
//!
//! A page of a PDF is first put together by the assembler that writes dossiers, so that it is seen as it will be filed:
//! by our own count of pages, with forms and comments as they will look. hayro then draws it. Who asks, and what
//! becomes of a child that hangs, is `painter`'s.

use std::io::{self, BufReader, Read, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use expediente_model::{Code, Finding, MediaKind, cause};
use expediente_pdf::{Assembler, Page, Setup, Source, StampFont, Turn as PageTurn};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{Pdf, PdfData};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::drawing::{Reply, Request, receive, send};
use crate::inspect::{damaged, unsupported};
use crate::shrink::Pixels;
use crate::{caps, mapped, pdf, platform, scaled};

/// Draws until standard input ends, and gives the exit code of the process.
pub(crate) fn run() -> i32 {
    if platform::limit_this_painter().is_err() {
        return 3;
    }
    let Ok(mut studio) = Studio::new() else {
        return 4;
    };
    let clock = Clock::start();
    let mut input = BufReader::with_capacity(1 << 16, stdin().lock());
    let mut out = stdout().lock();
    loop {
        let request: Request = match receive(&mut input) {
            Ok(Some(request)) => request,
            Ok(None) => return 0,
            Err(_) => return 2,
        };
        clock.begin();
        let Ok(inline) = inline(&request, &mut input) else {
            return 2;
        };
        // A panic is an answer too; what it left half done is not used again.
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            inline.and_then(|bytes| studio.draw(&request, bytes))
        }));
        let drawn = drawn.unwrap_or_else(|_| {
            studio.paper = None;
            Err(Finding::new(Code::ReaderFailed))
        });
        let sent = match drawn {
            Ok((jpeg, width, height)) => send(
                &mut out,
                &Reply::Drawn {
                    width,
                    height,
                    length: jpeg.len() as u64,
                },
                &jpeg,
            ),
            Err(finding) => send(&mut out, &Reply::Refused(finding), &[]),
        };
        if sent.is_err() {
            return 5;
        }
        clock.end();
    }
}

/// The bytes that come with a request. Too many of them are read to their end all the same, because the next request
/// stands behind them.
fn inline(
    request: &Request,
    input: &mut impl Read,
) -> io::Result<Result<Option<Vec<u8>>, Finding>> {
    let Some(length) = request.inline else {
        return Ok(Ok(None));
    };
    let mut bytes = Vec::new();
    let room = usize::try_from(length).is_ok_and(|length| bytes.try_reserve_exact(length).is_ok());
    if length > caps::INLINE_BYTES || !room {
        io::copy(&mut input.take(length), &mut io::sink())?;
        let finding = Finding::new(Code::FileTooLarge)
            .with("size", length)
            .with("limit", caps::INLINE_BYTES);
        return Ok(Err(finding));
    }
    input.take(length).read_to_end(&mut bytes)?;
    Ok(Ok(Some(bytes)))
}

/// Ends this process when one page takes far too long. The parent does so first, if there still is one: a program that
/// was killed must not leave a child behind that works for ever.
struct Clock {
    began: Instant,
    /// Milliseconds since then at which it is too late; 0 while there is nothing to do.
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

    fn begin(&self) {
        let end = self.began.elapsed() + Duration::from_secs(2 * caps::DRAW_SECONDS);
        self.end.store(
            u64::try_from(end.as_millis()).unwrap_or(u64::MAX),
            Ordering::Relaxed,
        );
    }

    fn end(&self) {
        self.end.store(0, Ordering::Relaxed);
    }
}

/// A PDF that stays open: whoever turns pages asks for the next one of the same paper.
struct Paper {
    path: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
    source: Arc<Source>,
}

/// What is kept from one request to the next.
struct Studio {
    font: StampFont,
    paper: Option<Paper>,
}

impl Studio {
    fn new() -> Result<Self, expediente_pdf::FontError> {
        Ok(Self {
            font: StampFont::parse(pdf::FONT)?,
            paper: None,
        })
    }

    /// A request to a JPEG, its width and its height.
    fn draw(
        &mut self,
        request: &Request,
        inline: Option<Vec<u8>>,
    ) -> Result<(Vec<u8>, u32, u32), Finding> {
        let side = request.side.clamp(1, caps::PICTURE_SIDE);
        let path = Path::new(&request.path);
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
                let map = mapped::map(path).map_err(unreadable)?;
                let orientation = request.orientation.turned(request.turn);
                let (pixels, profile) = match request.media {
                    MediaKind::Jpeg => scaled::jpeg(&map, side)?,
                    _ => (scaled::png(&map, side)?, None),
                };
                // Colours of a photo are soft; those of a scan in PNG can be those of letters.
                let sampling = match request.media {
                    MediaKind::Jpeg => SamplingFactor::R_4_2_0,
                    _ => SamplingFactor::R_4_4_4,
                };
                (pixels.held(orientation.exif()), profile, sampling)
            }
            (None, other) => return Err(unsupported(other.extension())),
        };
        let (width, height) = (pixels.width, pixels.height);
        Ok((encoded(pixels, profile, sampling)?, width, height))
    }

    /// One page of a PDF as a PDF of its own.
    fn page(&mut self, path: &Path, request: &Request) -> Result<Vec<u8>, Finding> {
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
        let mut assembler = Assembler::new(Vec::new(), 1, setup)
            .map_err(failed)?
            .sparing();
        let id = assembler.source(source, vec![(index, 0)]);
        let mut page = Page::of_source(id, index);
        page.turn = PageTurn::from_degrees(f64::from(request.turn.degrees()));
        assembler.page(page).map_err(failed)?;
        let closing = pdf::plain_closing(1);
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
        // The one before goes first: two large papers need not be open at once.
        self.paper = None;
        let map = mapped::map(path).map_err(unreadable)?;
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
    Finding::new(Code::FileUnreadable).with("why", cause(&error))
}

/// A page, counted from 1, of a PDF that the assembler has written, on white.
fn rendered(bytes: Vec<u8>, page: u32, side: u32) -> Result<Pixels, Finding> {
    let unread = || Finding::new(Code::PdfPageUnreadable).on_page(page);
    let pdf = Pdf::new(PdfData::from(Arc::new(bytes))).map_err(|_| unread())?;
    let pages = pdf.pages();
    Ok(drawn(
        pages
            .get((page as usize).saturating_sub(1))
            .ok_or_else(unread)?,
        side,
    ))
}

/// A page on white, its longest side of so many pixels.
pub(crate) fn drawn(page: &hayro::hayro_syntax::page::Page<'_>, side: u32) -> Pixels {
    let (across, down) = page.render_dimensions();
    let scale = side as f32 / across.max(down).max(f32::MIN_POSITIVE);
    // In whole pixels, and the page drawn to fill them.
    let pixels = |length: f32| (length * scale).round().clamp(1.0, side as f32);
    let (width, height) = (pixels(across), pixels(down));
    // A hair more, because hayro rounds down.
    let settings = PixmapSettings {
        x_scale: (width + 0.01) / across,
        y_scale: (height + 0.01) / down,
        bg_color: WHITE,
    };
    let cache = RenderCache::new();
    let drawn = hayro::render(
        page,
        &cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    Pixels {
        width: drawn.width().into(),
        height: drawn.height().into(),
        channels: 4,
        data: drawn.data_as_u8_slice().to_vec(),
    }
}

pub(crate) fn encoded(
    pixels: Pixels,
    profile: Option<Vec<u8>>,
    sampling: SamplingFactor,
) -> Result<Vec<u8>, Finding> {
    const QUALITY: u8 = 85;
    let pixels = gray(pixels);
    let colour = match pixels.channels {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => ColorType::Rgba,
    };
    let size = |length: u32| u16::try_from(length).map_err(damaged);
    let (width, height) = (size(pixels.width)?, size(pixels.height)?);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(sampling);
    if let Some(profile) = profile.filter(|_| pixels.channels == 3) {
        encoder.add_icc_profile(&profile).map_err(damaged)?;
    }
    encoder
        .encode(&pixels.data, width, height, colour)
        .map_err(damaged)?;
    Ok(jpeg)
}

/// Most pages are black on white: a third of the work, and of the bytes, when that is said.
fn gray(pixels: Pixels) -> Pixels {
    let channels = pixels.channels;
    let plain = |pixel: &[u8]| matches!(pixel, [r, g, b, ..] if r == g && g == b);
    if channels < 3 || !pixels.data.chunks_exact(channels).all(plain) {
        return pixels;
    }
    let data = pixels.data.iter().step_by(channels).copied().collect();
    Pixels {
        channels: 1,
        data,
        ..pixels
    }
}
