//! Writes laid pages as a PDF: fonts with the used letters only, each code with its character.

use std::fs;
use std::io::Write;
use std::path::Path;

use expediente_model::{Code, Finding};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use crate::typeset::faces::{Face, Faces, Used};
use crate::typeset::pieces::{Jpeg, LaidPage, Piece};

const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Numbers of objects, given one after the other.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The parts of the program do not fit together.
fn broken() -> Finding {
    Finding::new(Code::ReaderFailed)
}

pub(crate) fn write(
    path: &Path,
    faces: &Faces,
    (width, height): (f64, f64),
    pages: &[LaidPage],
    pictures: &[Jpeg],
) -> Result<(), Finding> {
    let mut numbers = Numbers(0);
    let (catalog, tree) = (numbers.next(), numbers.next());
    let mut pdf = Pdf::new();
    let kids: Vec<(Ref, Ref)> = pages
        .iter()
        .map(|_| (numbers.next(), numbers.next()))
        .collect();
    let drawn: Vec<Ref> = pictures.iter().map(|_| numbers.next()).collect();
    let mut fonts = Vec::new();
    for (face, used) in faces.used() {
        fonts.push((*face, font(&mut pdf, &mut numbers, faces, *face, used)?));
    }
    pdf.catalog(catalog).pages(tree);
    let count = i32::try_from(pages.len()).map_err(|_| broken())?;
    pdf.pages(tree)
        .kids(kids.iter().map(|(page, _)| *page))
        .count(count);
    for (page, (number, content)) in pages.iter().zip(&kids) {
        let mut written = pdf.page(*number);
        written
            .parent(tree)
            .media_box(Rect::new(0.0, 0.0, width as f32, height as f32))
            .contents(*content);
        let mut resources = written.resources();
        let mut named = resources.fonts();
        for (face, font) in &fonts {
            named.pair(Name(face.name().as_bytes()), *font);
        }
        named.finish();
        let shown: Vec<usize> = page
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Picture { picture, .. } => Some(*picture),
                _ => None,
            })
            .collect();
        if !shown.is_empty() {
            let mut named = resources.x_objects();
            for picture in shown {
                let reference = drawn.get(picture).ok_or_else(broken)?;
                named.pair(Name(picture_name(picture).as_bytes()), *reference);
            }
            named.finish();
        }
        resources.finish();
        written.finish();
        let bytes = packed(&drawing(page))?;
        pdf.stream(*content, &bytes).filter(Filter::FlateDecode);
    }
    for (jpeg, number) in pictures.iter().zip(drawn) {
        let mut image = pdf.image_xobject(number, &jpeg.bytes);
        let side = |pixels: u32| i32::try_from(pixels).map_err(|_| broken());
        image.width(side(jpeg.width)?).height(side(jpeg.height)?);
        if jpeg.is_gray {
            image.color_space().device_gray();
        } else {
            image.color_space().device_rgb();
        }
        image.bits_per_component(8).filter(Filter::DctDecode);
    }
    let unwritten = |error: std::io::Error| Finding::unreadable(&error);
    let mut file = fs::File::create_new(path).map_err(unwritten)?;
    file.write_all(&pdf.finish()).map_err(unwritten)
}

fn picture_name(picture: usize) -> String {
    format!("P{picture}")
}

/// The content of a page.
fn drawing(page: &LaidPage) -> Vec<u8> {
    let mut content = Content::new();
    for piece in &page.pieces {
        match piece {
            Piece::Text { x, y, size, line } => {
                content.begin_text();
                let mut at = (0.0, 0.0);
                for run in line.runs.iter().filter(|run| !run.codes.is_empty()) {
                    content.set_font(Name(run.face.name().as_bytes()), *size as f32);
                    let to = (x + run.x, *y);
                    content.next_line((to.0 - at.0) as f32, (to.1 - at.1) as f32);
                    at = to;
                    let bytes: Vec<u8> = run
                        .codes
                        .iter()
                        .flat_map(|code| code.to_be_bytes())
                        .collect();
                    content.show(Str(&bytes));
                }
                content.end_text();
            }
            Piece::Picture {
                x,
                y,
                width,
                height,
                picture,
            } => {
                content.save_state();
                content.transform([
                    *width as f32,
                    0.0,
                    0.0,
                    *height as f32,
                    *x as f32,
                    *y as f32,
                ]);
                content.x_object(Name(picture_name(*picture).as_bytes()));
                content.restore_state();
            }
            Piece::Rule { x, y, width } => {
                content.set_line_width(0.4);
                content.move_to(*x as f32, *y as f32);
                content.line_to((x + width) as f32, *y as f32);
                content.stroke();
            }
        }
    }
    content.finish().into_vec()
}

/// A font with the used letters, and its number.
fn font(
    pdf: &mut Pdf,
    numbers: &mut Numbers,
    faces: &Faces,
    face: Face,
    used: &[Used],
) -> Result<Ref, Finding> {
    let parsed = faces.parsed(face)?;
    let mut remapper = GlyphRemapper::new();
    // Code 0 is no glyph.
    let mut glyphs: Vec<u8> = vec![0, 0];
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Expediente-UCS"), SYSTEM);
    let mut tag = 0u64;
    for (at, one) in used.iter().enumerate() {
        let code = u16::try_from(at + 1).map_err(|_| broken())?;
        glyphs.extend(remapper.remap(one.glyph).to_be_bytes());
        cmap.pair(code, one.char);
        tag = (tag ^ u64::from(u32::from(one.char))).wrapping_mul(0x0100_0000_01b3);
    }
    let program = subsetter::subset(face.data(), 0, &remapper).map_err(|_| broken())?;
    let name = format!("{}+{}", tag_of(tag), name_of(parsed));
    let name = Name(name.as_bytes());
    let [font, cid, descriptor, file, to_glyphs, to_unicode] =
        std::array::from_fn(|_| numbers.next());
    pdf.type0_font(font)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(to_unicode);
    let mut written = pdf.cid_font(cid);
    written
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(SYSTEM)
        .font_descriptor(descriptor)
        .cid_to_gid_map_stream(to_glyphs);
    written
        .widths()
        .consecutive(1, used.iter().map(|one| one.width as f32));
    written.finish();
    let units = f32::from(parsed.units_per_em());
    let thousandths = |value: i16| f32::from(value) / units * 1000.0;
    let bounds = parsed.global_bounding_box();
    let bounds = Rect::new(
        thousandths(bounds.x_min),
        thousandths(bounds.y_min),
        thousandths(bounds.x_max),
        thousandths(bounds.y_max),
    );
    let height = parsed.capital_height().map_or(700.0, thousandths);
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(bounds)
        .italic_angle(0.0)
        .ascent(thousandths(parsed.ascender()))
        .descent(thousandths(parsed.descender()))
        .cap_height(height)
        .stem_v(if face == Face::Bold { 140.0 } else { 80.0 })
        .font_file2(file);
    let length = i32::try_from(program.len()).map_err(|_| broken())?;
    let bytes = packed(&program)?;
    let mut stream = pdf.stream(file, &bytes);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Length1"), length);
    stream.finish();
    let bytes = packed(&glyphs)?;
    pdf.stream(to_glyphs, &bytes).filter(Filter::FlateDecode);
    let bytes = packed(cmap.finish().as_slice())?;
    pdf.stream(to_unicode, &bytes).filter(Filter::FlateDecode);
    Ok(font)
}

/// Six capitals that differ between subsets (PDF 1.7, 9.6.4).
fn tag_of(mut number: u64) -> String {
    let mut letters = String::with_capacity(6);
    for _ in 0..6 {
        let letter = u8::try_from(number % 26).map_or(b'A', |at| b'A' + at);
        letters.push(char::from(letter));
        number /= 26;
    }
    letters
}

fn name_of(parsed: &ttf_parser::Face<'_>) -> String {
    let names = parsed.names().into_iter();
    let name = names
        .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
        .find_map(|name| name.to_string());
    // The program's own fonts have names.
    match name {
        Some(name) => name,
        None => "Expediente".to_owned(),
    }
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>, Finding> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).map_err(|_| broken())?;
    packer.finish().map_err(|_| broken())
}
