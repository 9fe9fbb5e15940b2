//! Files inspected by a real reader process.
//!
//! Without the usual harness, because some tests start this program again as a reader that
//! misbehaves, and it must then write nothing of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod by_hand;

/// The reader's own limits, for a child that misbehaves under them.
#[cfg(unix)]
#[allow(dead_code)]
#[path = "../src/platform.rs"]
mod platform;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use expediente_intake::{Inspector, Question, ReaderProgram, Received, Stopped, stage};
use expediente_model::{Code, Digest, MediaKind, Purpose, Turn, Wording};
use image::{ExtendedColorType, ImageDecoder, ImageEncoder};

const TESTS: &[(&str, fn())] = &[
    ("bombs_are_refused", bombs_are_refused),
    (
        "a_reader_of_another_version_is_told",
        a_reader_of_another_version_is_told,
    ),
    (
        "plain_pictures_stay_as_they_are",
        plain_pictures_stay_as_they_are,
    ),
    ("other_pictures_become_plain", other_pictures_become_plain),
    (
        "each_page_of_a_tiff_is_a_page",
        each_page_of_a_tiff_is_a_page,
    ),
    (
        "colors_are_what_the_file_says",
        colors_are_what_the_file_says,
    ),
    ("a_damaged_page_is_left_out", a_damaged_page_is_left_out),
    ("cut_pictures_are_told", cut_pictures_are_told),
    ("a_photo_broken_early_is_told", a_photo_broken_early_is_told),
    ("pixels_that_are_not_square", pixels_that_are_not_square),
    ("a_photo_says_when_and_where", a_photo_says_when_and_where),
    ("pdfs", pdfs),
    ("what_the_pages_of_a_pdf_hold", what_the_pages_of_a_pdf_hold),
    (
        "pictures_weigh_what_a_dossier_keeps_of_them",
        pictures_weigh_what_a_dossier_keeps_of_them,
    ),
    (
        "an_encrypted_pdf_is_unlocked_with_its_password",
        an_encrypted_pdf_is_unlocked_with_its_password,
    ),
    (
        "a_child_that_fails_is_a_finding",
        a_child_that_fails_is_a_finding,
    ),
    ("cancel_ends_the_child", cancel_ends_the_child),
    ("a_child_that_hangs_is_ended", a_child_that_hangs_is_ended),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("__hang") => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        // Works without end, with the limits that a reader puts on itself.
        #[cfg(unix)]
        Some("__spin") => {
            platform::limit_this_process(0, 0).unwrap();
            for _ in 0..4 {
                std::thread::spawn(|| while std::hint::black_box(true) {});
            }
            loop {
                std::hint::black_box(());
            }
        }
        Some("__abort") => std::process::abort(),
        Some("__noise") => {
            println!("{}", "x".repeat(1000));
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    by_hand::run(TESTS)
}

/// The program under test.
fn reader() -> ReaderProgram {
    ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader"))
}

/// This program, started again as a reader that misbehaves.
fn misbehaving(verb: &str) -> Inspector {
    let this = std::env::current_exe().unwrap();
    Inspector::new(ReaderProgram::at(this).with_arguments([verb]))
}

fn ask(bytes: &[u8], password: Option<&str>) -> (tempfile::TempDir, Result<Received, Code>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("untrusted");
    fs::write(&file, bytes).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let mut question = Question::new(&staged, &dir.path().join("made"));
    if let Some(password) = password {
        question = question.with_password(password);
    }
    let result =
        Inspector::new(reader())
            .inspect(&question, &go)
            .map_err(|stopped| match stopped {
                Stopped::Refused(finding) => finding.code,
                Stopped::Cancelled => panic!("nobody cancelled"),
            });
    if result.is_err() {
        let left = fs::read_dir(dir.path().join("made")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "a refused file leaves nothing behind");
    }
    (dir, result)
}

/// An update that replaced only one of the two programs must not look like damaged papers.
fn a_reader_of_another_version_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("untrusted");
    fs::write(&file, small_pdf("", &[])).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    for program in [
        reader().with_arguments(["inspect", "0"]),
        reader().with_arguments(["inspekt", "1"]),
        ReaderProgram::at(dir.path().join("nothing is here")),
    ] {
        match Inspector::new(program).inspect(&question, &go) {
            Err(Stopped::Refused(finding)) => assert_eq!(finding.code, Code::ReaderUnusable),
            other => panic!("{other:?}"),
        }
    }
    assert!(Inspector::new(reader()).inspect(&question, &go).is_ok());
}

/// What is told, apart from that the pictures of these tests are as small as nobody photographs a
/// paper.
fn codes(received: &Received) -> Vec<Code> {
    let codes = received.findings.iter().map(|f| f.code);
    codes.filter(|code| *code != Code::PictureSmall).collect()
}

fn encode(kind: &str, width: u32, height: u32, color: ExtendedColorType, pixels: &[u8]) -> Vec<u8> {
    use image::codecs::{bmp, gif, jpeg, png, webp};
    let mut out = Cursor::new(Vec::new());
    match kind {
        "png" => png::PngEncoder::new(&mut out)
            .write_image(pixels, width, height, color)
            .unwrap(),
        "jpeg" => jpeg::JpegEncoder::new(&mut out)
            .write_image(pixels, width, height, color)
            .unwrap(),
        "bmp" => bmp::BmpEncoder::new(&mut out)
            .write_image(pixels, width, height, color)
            .unwrap(),
        "webp" => webp::WebPEncoder::new_lossless(&mut out)
            .write_image(pixels, width, height, color)
            .unwrap(),
        "gif" => gif::GifEncoder::new(&mut out)
            .encode(pixels, width, height, color)
            .unwrap(),
        other => panic!("{other}"),
    }
    out.into_inner()
}

/// Pixels that do not compress well.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x1234_5678_u32;
    let mut step = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state & 0xff) as u8
    };
    (0..length).map(|_| step()).collect()
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(body);
    [
        &u32::try_from(body.len()).unwrap().to_be_bytes(),
        kind.as_slice(),
        body,
        &crc.sum().to_be_bytes(),
    ]
    .concat()
}

fn png_of(width: u32, height: u32, bits: u8, color: u8, rows: &[u8]) -> Vec<u8> {
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[bits, color, 0, 0, 0],
    ]
    .concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", &deflate(rows)),
        chunk(b"IEND", b""),
    ]
    .concat()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The bytes of an object stream and the position of its first object; objects are numbered from 1.
fn object_stream(bodies: &[&str]) -> (usize, String) {
    let mut head = String::new();
    let mut at = 0;
    for (index, body) in bodies.iter().enumerate() {
        head += &format!("{} {at} ", index + 1);
        at += body.len() + 1;
    }
    (head.len(), head + &bodies.join(" "))
}

/// Bytes, then spaces up to `length`, compressed `times` times.
fn packed_spaces(begin: &[u8], length: usize, times: usize) -> Vec<u8> {
    let mut bytes = {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(begin).unwrap();
        let block = vec![b' '; 1 << 20];
        for _ in 0..length >> 20 {
            encoder.write_all(&block).unwrap();
        }
        encoder.finish().unwrap()
    };
    for _ in 1..times {
        bytes = deflate(&bytes);
    }
    bytes
}

/// A PDF of bodies numbered from 1, with a cross-reference table.
fn pdf(bodies: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).as_bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", bodies.len() + 1).as_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    out.extend(
        format!(
            "trailer <</Size {}/Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n",
            bodies.len() + 1
        )
        .as_bytes(),
    );
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    [
        format!("<<{dict}/Length {}>>stream\n", bytes.len()).into_bytes(),
        bytes.to_vec(),
        b"\nendstream".to_vec(),
    ]
    .concat()
}

fn small_pdf(page: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut bodies = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]{page}>>").into_bytes(),
    ];
    bodies.extend_from_slice(more);
    pdf(&bodies, "")
}

/// A PDF whose objects are in one stream and whose cross-reference table is a stream: `table` and
/// `objects` are dictionary entries besides type and length.
fn pdf_of_streams(objects: (&str, &[u8]), table_entries: &str, rows: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n4 0 obj\n".to_vec();
    out.extend(stream(&format!("/Type/ObjStm{}", objects.0), objects.1));
    out.extend(b"\nendobj\n");
    let table = out.len();
    out.extend(b"5 0 obj\n");
    out.extend(stream(
        &format!("/Type/XRef/Root 1 0 R{table_entries}"),
        rows,
    ));
    out.extend(format!("\nendobj\nstartxref\n{table}\n%%EOF\n").as_bytes());
    out
}

/// Small files that claim to be, or decompress to, far more than any machine has.
fn bombs_are_refused() {
    let (first, objects) = object_stream(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R>>",
    ]);
    let objects = objects.as_bytes();
    let row = |kind: u8, a: u16, b: u8| [&[kind][..], &a.to_be_bytes(), &[b]].concat();
    let rows = [
        row(0, 0, 0),
        row(2, 4, 0),
        row(2, 4, 1),
        row(2, 4, 2),
        row(1, 9, 0),
        row(1, 400, 0),
    ]
    .concat();
    let honest = format!("/N 3/First {first}");
    let good = pdf_of_streams((&honest, objects), "/Size 6/W[1 2 1]", &rows);
    assert_eq!(
        ask(&good, None).1.unwrap().pages,
        1,
        "what the bombs are made from is a paper"
    );
    // The bytes before the zeros are a real paper, so that a reader has a reason to continue.
    let object_gigabytes = packed_spaces(objects, 2 << 30, 3);
    let table_gigabytes = packed_spaces(&rows, 2 << 30, 3);
    let filter = "/Filter[/FlateDecode/FlateDecode/FlateDecode]";
    let huge_n = pdf_of_streams(
        (&format!("/N 4294967295/First {first}"), objects),
        "/Size 6/W[1 2 1]",
        &rows,
    );
    let huge_size = pdf_of_streams((&honest, objects), "/Size 2147483647/W[1 2 1]", &rows);
    let huge_index = pdf_of_streams(
        (&honest, objects),
        "/Size 6/W[1 2 1]/Index[0 2147483647]",
        &rows,
    );
    let huge_width = pdf_of_streams(
        (&honest, objects),
        "/Size 6/W[1 2147483647 2147483647]",
        &rows,
    );
    let no_width = pdf_of_streams(
        (&honest, objects),
        "/Size 2147483647/W[0 0 0]/Index[0 2147483647]",
        &rows,
    );
    let object_bomb = pdf_of_streams(
        (&format!("{honest}{filter}"), &object_gigabytes),
        "/Size 6/W[1 2 1]",
        &rows,
    );
    let table_bomb = pdf_of_streams(
        (&honest, objects),
        &format!("/Size 6/W[1 2 1]{filter}"),
        &table_gigabytes,
    );
    let content_bomb = small_pdf("/Contents 4 0 R", &[stream(filter, &object_gigabytes)]);
    let predictor = pdf_of_streams(
        (&honest, objects),
        "/Size 6/W[1 2 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32/BitsPerComponent 16>>",
        &deflate(&rows),
    );
    let nested = small_pdf(&format!("/A {}", "[".repeat(100_000)), &[]);
    let giant = png_of(60_000, 60_000, 8, 2, &[0; 1000]);
    let one_row = png_of(u32::MAX >> 1, 1, 8, 6, &[0; 1000]);
    let tiff = tiff_header(&[
        (256, 4, 60_000),
        (257, 4, 60_000),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, 60_000),
        (279, 4, 100),
    ]);
    let gif =
        [b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;".as_slice()]
            .concat();
    let bmp = [
        b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice(),
        &60_000u32.to_le_bytes(),
        &60_000u32.to_le_bytes(),
        b"\x01\0\x18\0",
        &[0; 24],
    ]
    .concat();
    for (name, bytes, may_open) in [
        ("png 60000", giant, false),
        ("png one row", one_row, false),
        ("tiff 60000", tiff, false),
        ("gif 65535", gif, false),
        ("bmp 60000", bmp, false),
        ("objects unpack to gigabytes", object_bomb, false),
        // These may be read, as long as their claims are not trusted and unneeded parts are not
        // decompressed.
        ("table unpacks to gigabytes", table_bomb, true),
        ("content unpacks to gigabytes", content_bomb, true),
        ("N", huge_n, true),
        ("Size", huge_size, true),
        ("Index", huge_index, true),
        ("W", huge_width, true),
        ("W of nothing", no_width, true),
        ("predictor", predictor, true),
        ("nested", nested, true),
    ] {
        let begin = Instant::now();
        let length = bytes.len();
        // The time is printed and not asserted: the child's own clock ends work that takes too
        // long.
        let (_dir, result) = ask(&bytes, None);
        let took = begin.elapsed();
        println!(
            "  {name}: {length} bytes, {:?} after {} ms",
            result.as_ref().map(|r| r.pages),
            took.as_millis()
        );
        assert!(may_open || result.is_err(), "{name} was taken in");
    }
}

/// Pictures that a PDF can carry are not re-encoded.
fn plain_pictures_stay_as_they_are() {
    let pixels = noise(40 * 30 * 3);
    let two_bits = png_of(8, 4, 2, 0, &[0, 0x1b, 0x1b].repeat(4));
    for (kind, media, bytes) in [
        (
            "rgb",
            MediaKind::Png,
            encode("png", 40, 30, ExtendedColorType::Rgb8, &pixels),
        ),
        (
            "gray",
            MediaKind::Png,
            encode("png", 40, 30, ExtendedColorType::L8, &pixels[..1200]),
        ),
        ("gray 2", MediaKind::Png, two_bits),
        (
            "jpeg",
            MediaKind::Jpeg,
            encode("jpeg", 40, 30, ExtendedColorType::Rgb8, &pixels),
        ),
        (
            "jpeg gray",
            MediaKind::Jpeg,
            encode("jpeg", 40, 30, ExtendedColorType::L8, &pixels[..1200]),
        ),
    ] {
        let (_dir, received) = ask(&bytes, None);
        let received = received.unwrap();
        assert_eq!(
            (received.media, received.pages, received.derivatives.len()),
            (media, 1, 0),
            "{kind}"
        );
        assert_eq!(received.pictures[0].source, Digest::of(&bytes), "{kind}");
        assert_eq!(codes(&received), [], "{kind}");
    }
}

/// All others become a PNG that the assembler takes, with the colors they had, on white.
fn other_pictures_become_plain() {
    let rgba: Vec<u8> = [[200, 100, 50, 255], [10, 20, 30, 0], [0, 0, 0, 128]]
        .concat()
        .repeat(20);
    let rgb: Vec<u8> = [[200, 100, 50], [255, 255, 255], [127, 127, 127]]
        .concat()
        .repeat(20);
    let gray_alpha: Vec<u8> = [[100, 255], [0, 0], [0, 128]].concat().repeat(20);
    let gray: Vec<u8> = [100, 255, 127].repeat(20);
    let deep: Vec<u8> = rgb.iter().flat_map(|&v| [v, v]).collect();
    let opaque: Vec<u8> = rgb.clone();
    for (name, bytes, expected) in [
        (
            "png rgba",
            encode("png", 6, 10, ExtendedColorType::Rgba8, &rgba),
            &rgb,
        ),
        (
            "png gray alpha",
            encode("png", 6, 10, ExtendedColorType::La8, &gray_alpha),
            &gray,
        ),
        (
            "png 16",
            encode("png", 6, 10, ExtendedColorType::Rgb16, &deep),
            &rgb,
        ),
        (
            "webp",
            encode("webp", 6, 10, ExtendedColorType::Rgba8, &rgba),
            &rgb,
        ),
        (
            "webp opaque",
            encode("webp", 6, 10, ExtendedColorType::Rgb8, &opaque),
            &rgb,
        ),
        (
            "bmp",
            encode("bmp", 6, 10, ExtendedColorType::Rgb8, &opaque),
            &rgb,
        ),
        (
            "gif",
            encode("gif", 6, 10, ExtendedColorType::Rgb8, &opaque),
            &rgb,
        ),
    ] {
        let (_dir, received) = ask(&bytes, None);
        let received = received.unwrap_or_else(|code| panic!("{name}: {code:?}"));
        let made = &received.derivatives[0];
        assert_eq!(
            (made.derivative.purpose, made.derivative.page),
            (Purpose::Converted, Some(1)),
            "{name}"
        );
        assert_eq!(
            received.pictures[0].source, made.derivative.digest,
            "{name}"
        );
        let (size, pixels) = read_plain(&made.path);
        assert_eq!(size, (6, 10), "{name}");
        assert_eq!(&pixels, expected, "{name}");
    }
}

/// The pixels of a PNG, which must be one that goes into a PDF as it is.
fn read_plain(path: &Path) -> ((u32, u32), Vec<u8>) {
    let bytes = fs::read(path).unwrap();
    expediente_pdf::Picture::png(std::sync::Arc::new(bytes.clone())).expect("a plain PNG");
    let picture = image::load_from_memory(&bytes).unwrap();
    ((picture.width(), picture.height()), picture.into_bytes())
}

/// A little-endian TIFF directory at 8, of tag, type and value, followed by `more`.
fn tiff_header(entries: &[(u16, u16, u32)]) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    out.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for &(tag, kind, value) in entries {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(1u32.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.extend(0u32.to_le_bytes());
    out
}

/// Two pages, gray and CMYK, then one of single bits; the preview between them is not a page.
fn each_page_of_a_tiff_is_a_page() {
    use tiff::encoder::{TiffEncoder, colortype};
    use tiff::tags::Tag;
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap();
    let mut first = encoder.new_image::<colortype::Gray8>(4, 3).unwrap();
    first.encoder().write_tag(Tag::Orientation, 6u16).unwrap();
    first.write_data(&[9; 12]).unwrap();
    let mut preview = encoder.new_image::<colortype::Gray8>(1, 1).unwrap();
    preview
        .encoder()
        .write_tag(Tag::NewSubfileType, 1u32)
        .unwrap();
    preview.write_data(&[0]).unwrap();
    encoder
        .write_image::<colortype::CMYK8>(1, 2, &[0, 255, 255, 0, 0, 0, 0, 255])
        .unwrap();
    let mut clear = encoder.new_image::<colortype::RGBA8>(1, 1).unwrap();
    clear.encoder().write_tag(Tag::ExtraSamples, 2u16).unwrap();
    clear.write_data(&[7, 8, 9, 0]).unwrap();
    encoder
        .write_image::<colortype::RGB16>(1, 1, &[0x1234, 0xffff, 0])
        .unwrap();
    let (_dir, received) = ask(&out.into_inner(), None);
    let received = received.unwrap();
    assert_eq!((received.media, received.pages), (MediaKind::Tiff, 4));
    assert!(received.findings.is_empty(), "{:?}", received.findings);
    let pages: Vec<_> = received
        .derivatives
        .iter()
        .map(|made| read_plain(&made.path))
        .collect();
    assert_eq!(pages[0], ((4, 3), vec![9; 12]));
    assert_eq!(pages[1], ((1, 2), vec![255, 0, 0, 0, 0, 0]));
    assert_eq!(pages[2].1, [255, 255, 255]);
    assert_eq!(pages[3].1, [0x12, 0xff, 0]);
    let orientations: Vec<u8> = received
        .pictures
        .iter()
        .map(|p| p.orientation.exif())
        .collect();
    assert_eq!(orientations, [6, 1, 1, 1]);

    // Single bits stay single bits, with white as zero, as in fax.
    let mut bits = tiff_header(&[
        (256, 4, 10),
        (257, 4, 2),
        (258, 3, 1),
        (259, 3, 1),
        (262, 3, 0),
        (273, 4, 122),
        (277, 3, 1),
        (278, 4, 2),
        (279, 4, 4),
    ]);
    assert_eq!(bits.len(), 122);
    bits.extend([0b1000_0000, 0, 0, 0b0100_0000]);
    let (_dir, received) = ask(&bits, None);
    let received = received.unwrap();
    let bytes = fs::read(&received.derivatives[0].path).unwrap();
    assert_eq!(bytes[24..26], [1, 0], "one bit, gray");
    let (_, pixels) = read_plain(&received.derivatives[0].path);
    let black: Vec<usize> = pixels
        .iter()
        .enumerate()
        .filter(|(_, v)| **v == 0)
        .map(|(i, _)| i)
        .collect();
    assert_eq!(black, [0, 19]);
}

/// A TIFF with color coefficients of its own is read with them, and with the usual ones if they are
/// nonsense; the profile of a BMP is kept.
fn colors_are_what_the_file_says() {
    use tiff::encoder::{Rational, TiffEncoder, colortype};
    use tiff::tags::Tag;
    // Red, by ITU-R BT.709 and by BT.601.
    let pixels = [54, 99, 255, 76, 85, 255];
    let red_of = |mix: Option<[u32; 3]>| {
        let mut out = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut out).unwrap();
        let mut image = encoder.new_image::<colortype::YCbCr8>(2, 1).unwrap();
        if let Some(mix) = mix {
            let mix = mix.map(|n| Rational {
                n,
                d: if mix == [0; 3] { 0 } else { 10_000 },
            });
            image
                .encoder()
                .write_tag(Tag::Unknown(529), &mix[..])
                .unwrap();
        }
        image.write_data(&pixels).unwrap();
        let (_dir, received) = ask(&out.into_inner(), None);
        let pixels = read_plain(&received.unwrap().derivatives[0].path).1;
        let is_red = |pixel: &[u8]| pixel[0] > 250 && pixel[1] < 5 && pixel[2] < 5;
        (is_red(&pixels[..3]), is_red(&pixels[3..]))
    };
    assert_eq!(red_of(Some([2126, 7152, 722])), (true, false));
    assert_eq!(red_of(None), (false, true));
    assert_eq!(red_of(Some([0; 3])), (false, true), "a division by nothing");

    let icc = fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/icc/srgb.icc"
    ))
    .unwrap();
    let mut bmp = b"BM".to_vec();
    let header: [u32; 5] = [0, 0, 14 + 124, 124, 1];
    bmp.extend(header.iter().flat_map(|n| n.to_le_bytes()));
    bmp.extend(1u32.to_le_bytes());
    bmp.extend([1, 0, 24, 0]);
    bmp.resize(14 + 56, 0);
    bmp.extend(b"DEBM");
    bmp.resize(14 + 112, 0);
    let icc_size = u32::try_from(icc.len()).unwrap();
    bmp.extend(
        [124 + 4, icc_size, 0]
            .iter()
            .flat_map(|n: &u32| n.to_le_bytes()),
    );
    bmp.extend([10, 20, 30, 0]);
    bmp.extend(&icc);
    let profile_of = |bmp: &[u8]| {
        let (_dir, received) = ask(bmp, None);
        let made = fs::read(&received.unwrap().derivatives[0].path).unwrap();
        image::codecs::png::PngDecoder::new(Cursor::new(made))
            .unwrap()
            .icc_profile()
            .unwrap()
    };
    assert!(profile_of(&bmp) == Some(icc));
    // A profile with a false position is ignored.
    bmp[14 + 112] = 255;
    assert!(profile_of(&bmp).is_none());
}

/// A page that cannot be read is left out, and the finding says which of the file it was: a blank
/// page with a number would stand for a paper that nobody has seen.
fn a_damaged_page_is_left_out() {
    use tiff::encoder::{TiffEncoder, colortype};
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap();
    encoder
        .write_image::<colortype::Gray8>(4, 3, &[9; 12])
        .unwrap();
    encoder
        .write_image::<colortype::Gray32Float>(5, 3, &[0.5; 15])
        .unwrap();
    encoder
        .write_image::<colortype::Gray8>(4, 3, &[8; 12])
        .unwrap();
    let mut file = out.into_inner();
    let (_dir, received) = ask(&file, None);
    let received = received.unwrap();
    assert_eq!((received.pages, received.derivatives.len()), (2, 2));
    let told = |received: &Received| -> Vec<(Code, Option<u32>, String)> {
        let findings = received.findings.iter();
        findings
            .map(|f| (f.code, f.page, f.args["number"].clone()))
            .collect()
    };
    assert_eq!(
        told(&received),
        [(Code::PicturePageUnreadable, None, "2".to_owned())]
    );
    assert_eq!(read_plain(&received.derivatives[1].path).1, vec![8; 12]);
    // The way to the third page leads out of the file: how many are lost is unknown.
    let next = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let link = |at: usize| at + 2 + 12 * usize::from(u16::from_le_bytes([file[at], file[at + 1]]));
    let second = link(next(link(next(4))));
    file[second..second + 4].copy_from_slice(&[0xff; 4]);
    let (_dir, received) = ask(&file, None);
    let received = received.unwrap();
    assert_eq!(received.pages, 1);
    assert_eq!(
        told(&received),
        [
            (Code::PicturePageUnreadable, None, "2".to_owned()),
            (Code::PicturePagesLost, None, "3".to_owned()),
        ]
    );
    let mut only = Cursor::new(Vec::new());
    TiffEncoder::new(&mut only)
        .unwrap()
        .write_image::<colortype::Gray32Float>(5, 3, &[0.5; 15])
        .unwrap();
    assert_eq!(
        ask(&only.into_inner(), None).1.unwrap_err(),
        Code::PictureUnsupported
    );
}

/// A photo that ends early, or whose codes turn to nonsense, is nine tenths gray; decoders accept
/// it without a word.
fn a_photo_broken_early_is_told() {
    let (width, height) = (300, 200);
    let pixels = noise(width as usize * height as usize * 3);
    let jpeg = encode("jpeg", width, height, ExtendedColorType::Rgb8, &pixels);
    let start = jpeg
        .windows(2)
        .rposition(|two| two == [0xff, 0xda])
        .unwrap()
        + 14;
    for tenths in [1, 5, 9] {
        let cut = start + (jpeg.len() - start) * tenths / 10;
        let rest = jpeg.len() - cut - 2;
        let broken = [
            [&jpeg[..cut], b"\xff\xd9"].concat(),
            [&jpeg[..cut], &vec![0; rest], b"\xff\xd9"].concat(),
            [&jpeg[..cut], &vec![0x5a; rest], b"\xff\xd9"].concat(),
        ];
        for (kind, broken) in broken.iter().enumerate() {
            let (_dir, received) = ask(broken, None);
            let codes = codes(&received.unwrap());
            assert_eq!(codes, [Code::PictureTruncated], "{tenths} {kind}");
        }
    }
    // A few bytes that fill a file to a round length harm nothing.
    let end = jpeg.len() - 2;
    let filled = [&jpeg[..end], &[0; 30], &jpeg[end..]].concat();
    let (_dir, received) = ask(&filled, None);
    assert_eq!(codes(&received.unwrap()), []);
    let (_dir, received) = ask(&jpeg, None);
    assert_eq!(codes(&received.unwrap()), []);
}

/// A fax has twice as many pixels across as down; its page keeps the shape of the paper.
fn pixels_that_are_not_square() {
    let fax = |across: u32, down: u32, unit: u32| {
        let mut bytes = tiff_header(&[
            (256, 4, 408),
            (257, 4, 196),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, 178),
            (277, 3, 1),
            (278, 4, 196),
            (279, 4, 408 * 196),
            (282, 5, 162),
            (283, 5, 170),
            (296, 3, unit),
        ]);
        assert_eq!(bytes.len(), 158);
        bytes.extend([0; 4]);
        bytes.extend([across, 1, down, 1].iter().flat_map(|n| n.to_le_bytes()));
        bytes.resize(178 + 408 * 196, 200);
        let (_dir, received) = ask(&bytes, None);
        let picture = received.unwrap().pictures[0];
        assert_eq!((picture.width, picture.height), (408, 196));
        picture.upright_size()
    };
    assert_eq!(fax(204, 98, 2), (408, 408));
    assert_eq!(fax(98, 204, 3), (849, 196));
    assert_eq!(fax(204, 98, 1), (408, 408), "a shape without a size");
    for square in [(0, 98), (204, 0), (300, 1), (300, 301), (72, 72)] {
        assert_eq!(fax(square.0, square.1, 2), (408, 196), "{square:?}");
    }
}

/// Half a photo is shown as half a photo, with a finding.
fn cut_pictures_are_told() {
    let pixels = noise(200 * 200 * 3);
    let jpeg = encode("jpeg", 200, 200, ExtendedColorType::Rgb8, &pixels);
    let (_dir, received) = ask(&jpeg[..jpeg.len() / 2], None);
    assert_eq!(codes(&received.unwrap()), [Code::PictureTruncated]);
    assert_eq!(ask(&jpeg[..30], None).1.unwrap_err(), Code::PictureDamaged);

    let png = encode("png", 200, 200, ExtendedColorType::Rgb8, &pixels);
    let (_dir, received) = ask(&png[..png.len() / 2], None);
    let received = received.unwrap();
    assert_eq!(codes(&received), [Code::PictureTruncated]);
    let (_, shown) = read_plain(&received.derivatives[0].path);
    assert_eq!(shown[..600], pixels[..600]);
    assert_eq!(shown[shown.len() - 600..], [255; 600]);
    assert_eq!(
        ask(b"\x89PNG\r\n\x1a\n", None).1.unwrap_err(),
        Code::PictureDamaged
    );
}

/// Date, camera, position and orientation from a photo's EXIF.
fn a_photo_says_when_and_where() {
    use exif::experimental::Writer;
    use exif::{Field, In, Rational, Tag, Value};
    let text = |t: &str| Value::Ascii(vec![t.as_bytes().to_vec()]);
    let parts = |d, m, s| Value::Rational([d, m, s].map(|num| Rational { num, denom: 1 }).to_vec());
    let fields: Vec<Field> = [
        (Tag::Orientation, Value::Short(vec![6])),
        (Tag::Make, text("Andina")),
        (Tag::Model, text("A12")),
        (Tag::DateTimeOriginal, text("2024:02:11 10:11:12")),
        (Tag::OffsetTimeOriginal, text("-04:00")),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, parts(8, 30, 36)),
        (Tag::GPSLongitudeRef, text("W")),
        (Tag::GPSLongitude, parts(71, 6, 0)),
    ]
    .map(|(tag, value)| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    })
    .to_vec();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = Cursor::new(b"Exif\0\0".to_vec());
    let mut exif_only = Cursor::new(Vec::new());
    writer.write(&mut exif_only, false).unwrap();
    block.get_mut().extend(exif_only.into_inner());
    let block = block.into_inner();
    let jpeg = encode("jpeg", 40, 30, ExtendedColorType::Rgb8, &noise(3600));
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    let photo = [&jpeg[..2], b"\xff\xe1", &length, &block, &jpeg[2..]].concat();
    let (_dir, received) = ask(&photo, None);
    let received = received.unwrap();
    assert_eq!(received.pictures[0].upright_size(), (30, 40));
    let facts = received.photo.unwrap();
    assert_eq!(facts.date.unwrap().to_string(), "2024-02-11");
    assert_eq!(facts.taken.as_deref(), Some("2024-02-11T10:11:12-04:00"));
    assert_eq!(facts.camera.as_deref(), Some("Andina A12"));
    assert_eq!(facts.position, Some((8.51, -71.1)));
}

fn pdfs() {
    let (_dir, received) = ask(&small_pdf("/Rotate 90", &[]), None);
    let received = received.unwrap();
    assert_eq!((received.media, received.pages), (MediaKind::Pdf, 1));
    let sizes = &received.page_facts.as_ref().unwrap().sizes;
    assert_eq!(sizes, &[((792, 612), "1".parse().unwrap())]);
    let script = b"<</S/JavaScript/JS(app.alert\\(1\\))>>".to_vec();
    let (_dir, received) = ask(&small_pdf("/AA<</O 4 0 R>>", &[script]), None);
    assert!(codes(&received.unwrap()).contains(&Code::PdfActiveContent));
    let none = pdf(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[]/Count 0>>".to_vec(),
        ],
        "",
    );
    assert_eq!(ask(&none, None).1.unwrap_err(), Code::PdfNoPages);
    assert!(matches!(
        ask(b"%PDF-1.4\nnothing else", None).1.unwrap_err(),
        Code::PdfDamaged | Code::PdfNoPages
    ));
}

/// The rules of courts are checked with these facts, before anything is written.
fn what_the_pages_of_a_pdf_hold() {
    let content = b"BT /F1 12 Tf -1 0 0 -1 500 300 Tm (I declare under penalty of perjury) Tj ET";
    let page =
        "/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
    let bytes = small_pdf(page, &[stream("", content)]);
    let (_dir, received) = ask(&bytes, None);
    let page_facts = received.unwrap().page_facts.unwrap();
    let first = || "1".parse().unwrap();
    assert_eq!(page_facts.text, Some(first()));
    assert_eq!(page_facts.askew, [(Turn::Around, first())]);
    assert_eq!(page_facts.sizes, [((612, 792), first())]);
    assert_eq!(page_facts.wordings, [(Wording::Perjury, first())]);
    let weight = page_facts.weights.iter().sum::<u64>();
    assert!(
        page_facts.weights.len() == 1 && (300..1_500).contains(&weight),
        "{weight}"
    );
    assert_eq!(page_facts.shared, 0);
    // And of a file whose table is lost.
    let damaged = String::from_utf8_lossy(&bytes).replace("startxref", "startxxxx");
    let (_dir, received) = ask(damaged.as_bytes(), None);
    assert_eq!(
        received.unwrap().page_facts.unwrap().askew,
        [(Turn::Around, first())]
    );
    assert_eq!(
        ask(&encode("png", 4, 4, ExtendedColorType::L8, &[7; 16]), None)
            .1
            .unwrap()
            .page_facts,
        None
    );
}

/// What a camera wrote beside the picture does not count; a converted picture counts as converted.
fn pictures_weigh_what_a_dossier_keeps_of_them() {
    let jpeg = encode(
        "jpeg",
        200,
        200,
        ExtendedColorType::Rgb8,
        &noise(200 * 200 * 3),
    );
    let told = [
        &jpeg[..2],
        &[0xff, 0xfe, 0xc3, 0x52][..],
        &vec![b'x'; 0xc350],
        &jpeg[2..],
    ]
    .concat();
    let weight = |bytes: &[u8]| {
        let (_dir, received) = ask(bytes, None);
        let received = received.unwrap();
        (
            received.pictures[0].weight,
            received.derivatives.first().map(|made| made.size),
        )
    };
    let near = |said: u64, is: u64| assert!(said.abs_diff(is) < 400, "{said} was said, {is} it is");
    near(weight(&jpeg).0, jpeg.len() as u64);
    assert_eq!(weight(&told), weight(&jpeg));
    let png = encode(
        "png",
        200,
        200,
        ExtendedColorType::Rgb8,
        &noise(200 * 200 * 3),
    );
    near(weight(&png).0, png.len() as u64);
    let (made, size) = weight(&encode(
        "bmp",
        200,
        200,
        ExtendedColorType::Rgb8,
        &noise(200 * 200 * 3),
    ));
    near(made, size.unwrap());
}

fn an_encrypted_pdf_is_unlocked_with_its_password() {
    let mut document = lopdf::Document::load_mem(&small_pdf("", &[])).unwrap();
    document.trailer.set(
        "ID",
        lopdf::Object::Array(vec![lopdf::Object::string_literal("0123456789abcdef"); 2]),
    );
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "dueño",
        user_password: "secreto",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(ask(&bytes, None).1.unwrap_err(), Code::PdfEncrypted);
    assert_eq!(
        ask(&bytes, Some("otro")).1.unwrap_err(),
        Code::PdfWrongPassword
    );
    let (dir, received) = ask(&bytes, Some("secreto"));
    let received = received.unwrap();
    assert!(codes(&received).contains(&Code::PdfUnlocked));
    let made = &received.derivatives[0];
    assert_eq!(
        (made.derivative.purpose, made.derivative.page),
        (Purpose::Unlocked, None)
    );
    let unlocked = fs::read(&made.path).unwrap();
    assert_eq!(made.derivative.digest, Digest::of(&unlocked));
    let (_dir, again) = ask(&unlocked, None);
    assert_eq!(again.unwrap().pages, 1);
    drop(dir);
}

fn a_child_that_fails_is_a_finding() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a");
    fs::write(&file, small_pdf("", &[])).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    for inspector in [misbehaving("__abort"), misbehaving("__noise")] {
        match inspector.inspect(&question, &go) {
            Err(Stopped::Refused(finding)) => assert_eq!(finding.code, Code::ReaderFailed),
            other => panic!("{other:?}"),
        }
    }
}

fn cancel_ends_the_child() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a");
    fs::write(&file, small_pdf("", &[])).unwrap();
    let cancel = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &cancel).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    let hang = misbehaving("__hang");
    let result = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| hang.inspect(&question, &cancel));
        std::thread::sleep(Duration::from_millis(100));
        cancel.store(true, Ordering::Relaxed);
        waiting.join().unwrap()
    });
    // Not that its clock ended it, which would have happened otherwise.
    assert_eq!(result, Err(Stopped::Cancelled));
}

/// A file that makes its reader wait or work forever is refused: by the parent's clock, and by the
/// processor's time, which a busy child uses up sooner.
fn a_child_that_hangs_is_ended() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a");
    fs::write(&file, small_pdf("", &[])).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let ask = |verb: &str| {
        let question = Question::new(&staged, &dir.path().join(verb));
        match misbehaving(verb).inspect(&question, &go) {
            Err(Stopped::Refused(finding)) => finding,
            other => panic!("{verb}: {other:?}"),
        }
    };
    std::thread::scope(|scope| {
        let verbs: &[&str] = if cfg!(unix) {
            &["__hang", "__spin"]
        } else {
            &["__hang"]
        };
        let asked: Vec<_> = verbs.iter().map(|verb| scope.spawn(|| ask(verb))).collect();
        for ended in asked {
            let finding = ended.join().unwrap();
            assert_eq!(finding.code, Code::ReaderTimeout);
            assert_eq!(finding.args["seconds"], "20");
        }
    });
}
