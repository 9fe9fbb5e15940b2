//! The first words of a PDF's first page, from which a kind and a title are suggested. Runs in the child.
//!
//! It is never needed: a page that cannot be read in a second gives no words, and a child that it breaks is asked again
//! without it.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use expediente_model::Bytes;
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::{Pdf, PdfData};
use hayro::kurbo::{Affine, BezPath, Point, Rect};

use crate::caps;

/// How long anybody waits for words.
const PATIENCE: Duration = Duration::from_secs(1);

/// Letters that are enough to tell what a paper is.
const LETTERS: usize = 1_000;

/// Lines of the first page, in the order that they are drawn; none where it has no text or takes too long.
pub(crate) fn first_words(bytes: Bytes, password: Option<&[u8]>) -> Option<String> {
    let password = password.map(<[u8]>::to_vec);
    let (to, from) = mpsc::channel();
    // The thread ends with the child, which has nothing else to do by then; a panic in it is no words.
    thread::spawn(move || {
        let words = read(bytes, password.as_deref());
        let _ = to.send(words);
    });
    from.recv_timeout(PATIENCE).ok().flatten()
}

/// Bytes that the reader can share.
struct Shared(Bytes);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

fn read(bytes: Bytes, password: Option<&[u8]>) -> Option<String> {
    let data = PdfData::from(std::sync::Arc::new(Shared(bytes)));
    let pdf = match password.and_then(|password| std::str::from_utf8(password).ok()) {
        Some(password) => Pdf::new_with_password(data, password).ok()?,
        None => Pdf::new(data).ok()?,
    };
    let page = pdf.pages().first()?;
    let (width, height) = page.render_dimensions();
    let mut writer = Words::default();
    let cache = InterpreterCache::new();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    interpret_page(page, &mut context, &mut writer);
    let text = writer.lines.join("\n");
    (text.chars().filter(|c| c.is_alphabetic()).count() > 3).then_some(text)
}

/// Gathers letters into lines by where they stand.
#[derive(Default)]
struct Words {
    lines: Vec<String>,
    /// Where the last letter stood, and how large it was.
    last: Option<(Point, f64)>,
    letters: usize,
}

impl Words {
    fn letter(&mut self, text: &str, at: Point, size: f64) {
        if self.letters >= LETTERS || self.lines.len() > caps::FIRST_LINES {
            return;
        }
        self.letters += text.len();
        let same_line = self.last.is_some_and(|(last, _)| (last.y - at.y).abs() < size * 0.5 && at.x >= last.x - size);
        // Wider than the widest letter: words that are set apart without a space between them.
        let gap = self.last.is_some_and(|(last, before)| at.x - last.x > before);
        match self.lines.last_mut() {
            Some(line) if same_line => {
                if gap && !line.ends_with(' ') && !text.starts_with(' ') {
                    line.push(' ');
                }
                line.push_str(text);
            }
            _ => self.lines.push(text.to_owned()),
        }
        self.last = Some((at, size));
    }
}

impl<'a> Device<'a> for Words {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let Some(text) = glyph.as_unicode() else { continue };
            let to_page: Affine = props.transform * glyph.transform();
            let at = to_page * Point::ORIGIN;
            // Glyphs are drawn in thousandths of their size.
            let size = to_page.determinant().abs().sqrt() * 1000.0;
            match &text {
                BfString::Char(c) => self.letter(c.encode_utf8(&mut [0; 4]), at, size),
                BfString::String(text) => self.letter(text, at, size),
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
