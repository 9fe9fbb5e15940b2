//! Pages drawn by real reader processes, and by misbehaving ones.
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

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use expediente_intake::{DrawError, DrawPool, Drawing, Jpeg, ReaderProgram, limits};
use expediente_model::{Code, MediaKind, Orientation, Turn};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

const TESTS: &[(&str, fn())] = &[
    (
        "pages_of_every_kind_are_drawn",
        pages_of_every_kind_are_drawn,
    ),
    ("a_photo_is_held_as_it_says", a_photo_is_held_as_it_says),
    ("a_page_is_cropped_and_turned", a_page_is_cropped_and_turned),
    ("text_without_a_font_is_seen", text_without_a_font_is_seen),
    ("half_a_photo_is_half_seen", half_a_photo_is_half_seen),
    (
        "bombs_are_findings_and_the_next_page_is_drawn",
        bombs_are_findings_and_the_next_page_is_drawn,
    ),
    ("a_child_that_hangs_is_ended", a_child_that_hangs_is_ended),
    (
        "a_child_that_dies_at_once_is_not_started_for_ever",
        a_child_that_dies_at_once_is_not_started_for_ever,
    ),
    (
        "a_child_that_died_is_replaced",
        a_child_that_died_is_replaced,
    ),
    (
        "who_asked_last_is_served_first",
        who_asked_last_is_served_first,
    ),
    ("the_oldest_request_falls_out", the_oldest_request_falls_out),
    ("children_go_home", children_go_home),
    ("what_waits_for_peace_waits", what_waits_for_peace_waits),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("__hang") => loop {
            sleep(Duration::from_secs(1));
        },
        Some("__abort") => {
            log(&arguments);
            std::process::abort()
        }
        // Answers after a while that the page is damaged: enough to see which request was served.
        Some("__slow") => {
            log(&arguments);
            while read_request() {
                sleep(Duration::from_millis(600));
                answer();
            }
            return ExitCode::SUCCESS;
        }
        Some("__once") => {
            log(&arguments);
            read_request();
            answer();
            read_request();
            std::process::abort()
        }
        _ => {}
    }
    by_hand::run(TESTS)
}

/// Records that a child was started.
fn log(arguments: &[String]) {
    let mut file = fs::File::options()
        .create(true)
        .append(true)
        .open(&arguments[1])
        .unwrap();
    file.write_all(b"x").unwrap();
}

fn read_request() -> bool {
    let mut input = std::io::stdin().lock();
    let mut length = [0; 4];
    if input.read_exact(&mut length).is_err() {
        return false;
    }
    let mut json = vec![0; u32::from_le_bytes(length) as usize];
    input.read_exact(&mut json).is_ok()
}

fn answer() {
    let json = br#"{"Refused":{"code":"pdf-damaged"}}"#;
    let mut out = std::io::stdout().lock();
    out.write_all(&u32::try_from(json.len()).unwrap().to_le_bytes())
        .unwrap();
    out.write_all(json).unwrap();
    out.flush().unwrap();
}

/// Two processes of the program under test.
fn pool() -> DrawPool {
    DrawPool::new(
        ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader")),
        2,
    )
}

/// This program, started again as a reader that misbehaves.
fn misbehaving(arguments: &[&str]) -> DrawPool {
    let this = std::env::current_exe().unwrap();
    DrawPool::new(ReaderProgram::at(this).with_arguments(arguments), 1)
}

/// A pool of misbehaving children, which log their starts.
fn odd(verb: &str, log: &Path) -> DrawPool {
    misbehaving(&[verb, log.to_str().unwrap()])
}

fn started(log: &Path) -> usize {
    fs::read(log).unwrap_or_default().len()
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn pixels(jpeg: &Jpeg) -> RgbImage {
    let image = image::load_from_memory(&jpeg.bytes).unwrap().to_rgb8();
    assert_eq!(image.dimensions(), (jpeg.width, jpeg.height));
    image
}

/// The color in the middle of each quarter: top left, top right, bottom left, bottom right.
fn quarters(image: &RgbImage) -> String {
    let (width, height) = image.dimensions();
    let names = [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| {
        let pixel = image.get_pixel(width * x / 4, height * y / 4).0;
        match pixel.map(|v| v > 128) {
            [true, false, false] => 'r',
            [false, true, false] => 'g',
            [false, false, true] => 'b',
            [false, false, false] => 'k',
            [true, true, true] => 'w',
            _ => '?',
        }
    });
    names.iter().collect()
}

/// Red, green, blue and black quarters.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => image::Rgb([230, 10, 10]),
            (false, true) => image::Rgb([10, 230, 10]),
            (true, false) => image::Rgb([10, 10, 230]),
            (false, false) => image::Rgb([5, 5, 5]),
        }
    })
}

fn jpeg_of(image: &RgbImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 90)
        .write_image(
            image,
            image.width(),
            image.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    out.into_inner()
}

fn png_of(image: &RgbImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::codecs::png::PngEncoder::new(&mut out)
        .write_image(
            image,
            image.width(),
            image.height(),
            ExtendedColorType::Rgb8,
        )
        .unwrap();
    out.into_inner()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF of one page, given by its entries, its content and the entries of that.
fn pdf(page: &str, entries: &str, content: &[u8]) -> Vec<u8> {
    let mut content_object = format!("<<{entries}/Length {}>>stream\n", content.len()).into_bytes();
    content_object.extend(content);
    content_object.extend(b"\nendstream");
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec();
    let bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>")
            .into_bytes(),
        content_object,
        font,
    ];
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
    places
        .iter()
        .for_each(|place| out.extend(format!("{place:010} 00000 n \n").as_bytes()));
    out.extend(
        format!(
            "trailer <</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
            bodies.len() + 1
        )
        .as_bytes(),
    );
    out
}

/// The four quarters on a page of 400 by 200, from the given origin.
fn quartered(x: i32, y: i32) -> Vec<u8> {
    let square =
        |color: &str, dx: i32, dy: i32| format!("{color} rg {} {} 200 100 re f ", x + dx, y + dy);
    let all = [
        square("1 0 0", 0, 100),
        square("0 1 0", 200, 100),
        square("0 0 1", 0, 0),
        square("0 0 0", 200, 0),
    ];
    all.concat().into_bytes()
}

fn pages_of_every_kind_are_drawn() {
    let dir = tempfile::tempdir().unwrap();
    let pool = pool();
    let small = pdf("/MediaBox[0 0 400 200]", "", &quartered(0, 0));
    let files = [
        (file(dir.path(), "a", &small), MediaKind::Pdf),
        (
            file(dir.path(), "b", &jpeg_of(&photo(400, 200))),
            MediaKind::Jpeg,
        ),
        (
            file(dir.path(), "c", &png_of(&photo(400, 200))),
            MediaKind::Png,
        ),
    ];
    for side in [160, 320] {
        for (path, media) in &files {
            let drawn = pool
                .draw(&Drawing::of_file(path, *media).longest_side(side))
                .unwrap();
            assert_eq!((drawn.width, drawn.height), (side, side / 2), "{media:?}");
            assert_eq!(quarters(&pixels(&drawn)), "rgbk", "{media:?}");
        }
        let drawn = pool
            .draw(&Drawing::of_pdf(small.clone()).longest_side(side))
            .unwrap();
        assert_eq!(quarters(&pixels(&drawn)), "rgbk");
    }
    // Small pictures are not enlarged; pages have no pixels of their own.
    let large = pool
        .draw(&Drawing::of_file(&files[1].0, MediaKind::Jpeg).longest_side(2048))
        .unwrap();
    assert_eq!((large.width, large.height), (400, 200));
    let large = pool
        .draw(&Drawing::of_file(&files[0].0, MediaKind::Pdf).longest_side(2048))
        .unwrap();
    assert_eq!((large.width, large.height), (2048, 1024));
    for (drawing, code) in [
        (
            Drawing::of_file(&files[0].0, MediaKind::Pdf).page(2),
            Code::FileUnreadable,
        ),
        (
            Drawing::of_file(&dir.path().join("none"), MediaKind::Pdf),
            Code::FileUnreadable,
        ),
        (
            Drawing::of_file(&files[1].0, MediaKind::Tiff),
            Code::PictureUnsupported,
        ),
        (
            Drawing::of_file(&files[0].0, MediaKind::Jpeg),
            Code::PictureDamaged,
        ),
        (
            Drawing::of_file(&files[1].0, MediaKind::Pdf),
            Code::KindUnknown,
        ),
    ] {
        match pool.draw(&drawing.longest_side(160)) {
            Err(DrawError::Refused(finding)) => assert_eq!(finding.code, code),
            other => panic!("{other:?}"),
        }
    }
}

/// The colors are where each orientation puts them (Exif 2.32, tag 0x0112), and where a turn puts
/// them after that.
fn a_photo_is_held_as_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let pool = pool();
    let path = file(dir.path(), "a", &jpeg_of(&photo(400, 200)));
    for (exif, expected) in [
        (1, "rgbk"),
        (2, "grkb"),
        (3, "kbgr"),
        (4, "bkrg"),
        (5, "rbgk"),
        (6, "brkg"),
        (7, "kgbr"),
        (8, "gkrb"),
    ] {
        let orientation = Orientation::from_exif(exif).unwrap();
        let drawing = Drawing::of_file(&path, MediaKind::Jpeg)
            .held(orientation)
            .longest_side(160);
        let drawn = pool.draw(&drawing).unwrap();
        assert_eq!(
            (drawn.width, drawn.height),
            if exif >= 5 { (80, 160) } else { (160, 80) }
        );
        assert_eq!(quarters(&pixels(&drawn)), expected, "{exif}");
        // Four quarter turns lead back to the start.
        let around = pool.draw(&drawing.turned(Turn::Around)).unwrap();
        let reversed: String = expected.chars().rev().collect();
        assert_eq!(quarters(&pixels(&around)), reversed, "{exif}");
    }
}

fn a_page_is_cropped_and_turned() {
    let dir = tempfile::tempdir().unwrap();
    let pool = pool();
    for (page, turn, expected) in [
        ("/MediaBox[0 0 400 200]/Rotate 90", Turn::None, "brkg"),
        ("/MediaBox[0 0 400 200]/Rotate 270", Turn::None, "gkrb"),
        ("/MediaBox[0 0 400 200]/Rotate 90", Turn::Left, "rgbk"),
        ("/MediaBox[0 0 400 200]", Turn::Right, "brkg"),
        (
            "/MediaBox[-100 -100 700 700]/CropBox[0 0 400 200]",
            Turn::None,
            "rgbk",
        ),
        ("/MediaBox[0 0 400 200]/UserUnit 3", Turn::None, "rgbk"),
    ] {
        let path = file(dir.path(), "a", &pdf(page, "", &quartered(0, 0)));
        let drawn = pool
            .draw(
                &Drawing::of_file(&path, MediaKind::Pdf)
                    .turned(turn)
                    .longest_side(320),
            )
            .unwrap();
        assert_eq!(quarters(&pixels(&drawn)), expected, "{page} {turn:?}");
        assert_eq!(drawn.width.max(drawn.height), 320);
        // A file that was replaced is read again.
        fs::remove_file(path).unwrap();
    }
}

/// Every viewer includes the standard fonts, so the one that shows the paper must, too.
fn text_without_a_font_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    let content = b"BT /F 100 Tf 20 60 Td (Hello) Tj ET";
    let path = file(dir.path(), "a", &pdf("/MediaBox[0 0 300 200]", "", content));
    let drawn = pool()
        .draw(&Drawing::of_file(&path, MediaKind::Pdf).longest_side(320))
        .unwrap();
    let dark = pixels(&drawn)
        .pixels()
        .filter(|pixel| pixel.0[0] < 100)
        .count();
    assert!((1500..20_000).contains(&dark), "{dark} dark pixels");
}

fn half_a_photo_is_half_seen() {
    let dir = tempfile::tempdir().unwrap();
    let whole = jpeg_of(&photo(800, 800));
    let path = file(dir.path(), "a", &whole[..whole.len() * 6 / 10]);
    let drawn = pool()
        .draw(&Drawing::of_file(&path, MediaKind::Jpeg).longest_side(160))
        .unwrap();
    assert!(
        quarters(&pixels(&drawn)).starts_with("rg"),
        "{}",
        quarters(&pixels(&drawn))
    );
    let png = png_of(&photo(800, 800));
    let path = file(dir.path(), "b", &png[..png.len() * 6 / 10]);
    let drawn = pool()
        .draw(&Drawing::of_file(&path, MediaKind::Png).longest_side(160))
        .unwrap();
    assert!(quarters(&pixels(&drawn)).starts_with("rg"));
}

/// Small files that decompress to far more than any machine has cost only their own picture.
fn bombs_are_findings_and_the_next_page_is_drawn() {
    let dir = tempfile::tempdir().unwrap();
    let pool = pool();
    let mut spaces = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b' '; 1 << 20];
    (0..2048).for_each(|_| spaces.write_all(&block).unwrap());
    let gigabytes = deflate(&spaces.finish().unwrap());
    let filter = "/Filter[/FlateDecode/FlateDecode]";
    let bomb = file(
        dir.path(),
        "bomb",
        &pdf("/MediaBox[0 0 400 200]", filter, &gigabytes),
    );
    let mut huge = png_of(&photo(40, 20));
    huge[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    let huge = file(dir.path(), "huge", &huge);
    let good = file(
        dir.path(),
        "good",
        &pdf("/MediaBox[0 0 400 200]", "", &quartered(0, 0)),
    );
    for (path, media) in [
        (&bomb, MediaKind::Pdf),
        (&huge, MediaKind::Png),
        (&bomb, MediaKind::Pdf),
    ] {
        let refused = pool.draw(&Drawing::of_file(path, media).longest_side(160));
        assert!(matches!(refused, Err(DrawError::Refused(_))), "{refused:?}");
        let drawn = pool
            .draw(&Drawing::of_file(&good, MediaKind::Pdf).longest_side(160))
            .unwrap();
        assert_eq!(quarters(&pixels(&drawn)), "rgbk");
    }
    // The bytes sent with a request are limited.
    let too_much = vec![0; usize::try_from(limits::INLINE_BYTES).unwrap() + 1];
    match pool.draw(&Drawing::of_pdf(too_much).longest_side(160)) {
        Err(DrawError::Refused(finding)) => assert_eq!(finding.code, Code::FileTooLarge),
        other => panic!("{other:?}"),
    }
    pool.draw(&Drawing::of_file(&good, MediaKind::Pdf).longest_side(160))
        .unwrap();
}

fn code(result: Result<Jpeg, DrawError>) -> Code {
    match result {
        Err(DrawError::Refused(finding)) => finding.code,
        other => panic!("{other:?}"),
    }
}

fn a_child_that_hangs_is_ended() {
    let pool =
        misbehaving(&["__hang"]).paced(Duration::from_millis(300), Duration::from_secs(1), 10);
    // Bytes that fill a pipe nobody reads must not block anyone either.
    assert_eq!(
        code(pool.draw(&Drawing::of_pdf(vec![0; 1 << 20]))),
        Code::ReaderTimeout
    );
    assert_eq!(
        code(pool.draw(&Drawing::of_pdf(Vec::new()))),
        Code::ReaderTimeout
    );
}

fn a_child_that_dies_at_once_is_not_started_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log");
    assert_eq!(
        code(odd("__abort", &log).draw(&Drawing::of_pdf(Vec::new()))),
        Code::ReaderFailed
    );
    assert_eq!(started(&log), 1);
    let none = DrawPool::new(ReaderProgram::at("/no/such/program"), 1);
    assert_eq!(
        code(none.draw(&Drawing::of_pdf(Vec::new()))),
        Code::ReaderFailed
    );
}

/// It may have died of an earlier page, or been killed by the system: this page is not to blame
/// until a new child dies of it.
fn a_child_that_died_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log");
    let pool = odd("__once", &log);
    for _ in 0..3 {
        assert_eq!(
            code(pool.draw(&Drawing::of_pdf(Vec::new()))),
            Code::PdfDamaged
        );
    }
    assert_eq!(started(&log), 3);
}

/// Requests pages, one after the other, that one child draws slowly; returns the order of the
/// answers.
fn answered(pool: &DrawPool, count: usize) -> Vec<(usize, Result<Jpeg, DrawError>)> {
    let order = Mutex::new(Vec::new());
    scope(|scope| {
        for number in 0..count {
            let order = &order;
            scope.spawn(move || {
                let result = pool.draw(&Drawing::of_pdf(Vec::new()));
                order.lock().unwrap().push((number, result));
            });
            // A busy computer lets a request wait, and the first is served meanwhile.
            sleep(Duration::from_millis(140));
        }
    });
    order.into_inner().unwrap()
}

fn who_asked_last_is_served_first() {
    let dir = tempfile::tempdir().unwrap();
    let pool = odd("__slow", &dir.path().join("log"));
    let order: Vec<usize> = answered(&pool, 4)
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    assert_eq!(order, [0, 3, 2, 1]);
}

fn the_oldest_request_falls_out() {
    let dir = tempfile::tempdir().unwrap();
    let pool = odd("__slow", &dir.path().join("log"));
    let pool = pool.paced(Duration::from_secs(5), Duration::from_secs(1), 2);
    let mut results = answered(&pool, 4);
    results.sort_by_key(|(number, _)| *number);
    let superseded: Vec<bool> = results
        .iter()
        .map(|(_, r)| *r == Err(DrawError::Superseded))
        .collect();
    assert_eq!(superseded, [false, true, false, false]);
}

fn children_go_home() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log");
    let pool = odd("__slow", &log).paced(Duration::from_secs(5), Duration::from_millis(300), 10);
    let draw = || code(pool.draw(&Drawing::of_pdf(Vec::new())));
    draw();
    draw();
    assert_eq!(started(&log), 1, "one is kept for the next page");
    sleep(Duration::from_millis(700));
    draw();
    assert_eq!(started(&log), 2, "and goes when there is none");
    pool.let_go();
    draw();
    assert_eq!(started(&log), 3, "or when it is let go");
}

fn what_waits_for_peace_waits() {
    let dir = tempfile::tempdir().unwrap();
    let pool = odd("__slow", &dir.path().join("log"));
    let drawing = Drawing::of_pdf(Vec::new());
    let begun = Instant::now();
    scope(|scope| {
        scope.spawn(|| pool.draw(&drawing));
        sleep(Duration::from_millis(50));
        assert_eq!(pool.draw_when_idle(&drawing, &|| false), Ok(None));
        let done = pool.draw_when_idle(&drawing, &|| true);
        assert!(matches!(done, Err(DrawError::Refused(_))));
    });
    assert!(begun.elapsed() >= Duration::from_millis(350));
}
