//! Photos in HEIC, AVIF and JPEG 2000, read by a real reader process.
//!
//! `photos/make_photos.py` made the files with other programs, and says which colors they show.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use expediente_intake::{Inspector, Question, ReaderProgram, Received, Stopped, stage};
use expediente_model::{Code, Digest, Finding, MediaKind, Purpose};
use image::{DynamicImage, RgbImage};

type Color = [u8; 3];

/// Upper left, upper right, lower left, lower right.
const COLORS: [Color; 4] = [[200, 60, 50], [50, 150, 70], [60, 70, 180], [210, 200, 90]];
const GRAYS: [Color; 4] = [[20; 3], [90; 3], [160; 3], [230; 3]];

fn photo(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photos");
    fs::read(folder.join(name)).unwrap()
}

fn ask(bytes: &[u8]) -> (tempfile::TempDir, Result<Received, Finding>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("untrusted");
    fs::write(&file, bytes).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    let reader = ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader"));
    let result = Inspector::new(reader)
        .inspect(&question, &go)
        .map_err(|stopped| match stopped {
            Stopped::Refused(finding) => finding,
            Stopped::Cancelled => panic!("nobody cancelled"),
        });
    if result.is_err() {
        let left = fs::read_dir(dir.path().join("made")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "a refused file leaves nothing behind");
    }
    (dir, result)
}

fn refused(bytes: &[u8]) -> &'static str {
    match ask(bytes).1 {
        Err(finding) => finding.code.word(),
        Ok(_) => "received",
    }
}

/// A photo that was received, the tools that made its picture, and the picture.
fn read(name: &str) -> (Received, String, RgbImage) {
    let bytes = photo(name);
    let (_dir, received) = ask(&bytes);
    let received = received.unwrap_or_else(|finding| panic!("{name}: {finding:?}"));
    // The photos are as small as nobody photographs a paper.
    let mut findings = received.findings.iter();
    assert!(findings.all(|one| one.code == Code::PictureSmall), "{name}");
    let [made] = received.derivatives.as_slice() else {
        panic!("{name}: {} files", received.derivatives.len());
    };
    let derivative = &made.derivative;
    assert_eq!(derivative.purpose, Purpose::Converted);
    assert_eq!(derivative.page, Some(1));
    assert_ne!(derivative.digest, Digest::of(&bytes));
    let picture = received.pictures[0];
    assert_eq!(picture.source, derivative.digest);
    assert_eq!(picture.orientation.exif(), 1, "{name} is held once");
    let bytes = fs::read(&made.path).unwrap();
    let shown = image::load_from_memory(&bytes).unwrap();
    let is_jpeg = bytes.starts_with(b"\xff\xd8\xff");
    // A court gets neither the place nor the camera.
    for hidden in [b"Exif".as_slice(), b"iPhone", b"ICC_PROFILE", b"iCCP"] {
        assert!(!bytes.windows(hidden.len()).any(|w| w == hidden), "{name}");
    }
    let bytes = Arc::new(bytes);
    let carried = if is_jpeg {
        expediente_pdf::Picture::jpeg(bytes)
    } else {
        expediente_pdf::Picture::png(bytes)
    };
    let carried = carried.unwrap();
    assert_eq!(
        (carried.width(), carried.height()),
        (picture.width, picture.height),
        "{name}"
    );
    assert_eq!(picture.weight, carried.weight().unwrap(), "{name}");
    let with = derivative.settings["made-by"].clone();
    (received, with, rgb(shown))
}

fn rgb(shown: DynamicImage) -> RgbImage {
    shown.into_rgb8()
}

/// The colors in the middle of the four quarters are these, to within so many steps.
fn assert_shows(name: &str, shown: &RgbImage, wanted: [Color; 4], most: u8) {
    let (width, height) = shown.dimensions();
    let at = [(1, 1), (3, 1), (1, 3), (3, 3)];
    for ((x, y), wanted) in at.into_iter().zip(wanted) {
        let found = shown.get_pixel(width * x / 4, height * y / 4).0;
        let is_near = found
            .iter()
            .zip(wanted)
            .all(|(found, wanted)| found.abs_diff(wanted) <= most);
        assert!(is_near, "{name} at {x}, {y}: {found:?} and not {wanted:?}");
    }
}

const HEVC: &str = "heifer 0.3.22, JPEG 92";
const AV1: &str = "re_rav1d 0.1.3, JPEG 92";

/// Two parts in a hundred of a channel are five steps.
#[test]
fn photos_are_received_with_their_colors() {
    for (name, media, with) in [
        ("plain.heic", MediaKind::Heic, HEVC),
        ("crop.heic", MediaKind::Heic, HEVC),
        ("tone-map.heic", MediaKind::Heic, HEVC),
        ("tone-map-first.heic", MediaKind::Heic, HEVC),
        ("jpeg.heic", MediaKind::Heic, "zune-jpeg 0.5.15, JPEG 92"),
        ("plain.avif", MediaKind::Avif, AV1),
        ("ten-bits.avif", MediaKind::Avif, AV1),
        ("lossless.avif", MediaKind::Avif, "re_rav1d 0.1.3, PNG"),
        ("lossless.jp2", MediaKind::Jp2, "hayro-jpeg2000 0.5.0, PNG"),
        ("bare.j2k", MediaKind::Jp2, "hayro-jpeg2000 0.5.0, PNG"),
        ("lossy.jp2", MediaKind::Jp2, "hayro-jpeg2000 0.5.0, JPEG 92"),
    ] {
        let (received, made_with, shown) = read(name);
        assert_eq!((received.media, received.pages), (media, 1), "{name}");
        assert_eq!(shown.dimensions(), (96, 64), "{name}");
        assert_eq!(made_with, with, "{name}");
        let most = if with.ends_with("PNG") { 0 } else { 5 };
        assert_shows(name, &shown, COLORS, most);
    }
}

/// iPhones store a photo in tiles, of which the last ones reach beyond it.
#[test]
fn tiles_are_put_together() {
    let (_, _, shown) = read("grid.heic");
    assert_eq!(shown.dimensions(), (96, 80));
    assert_shows("grid.heic", &shown, COLORS, 5);
}

/// The container says how to hold a photo, and EXIF says it again: applying both turns it twice.
#[test]
fn photos_are_upright_once() {
    for orientation in 2..=8 {
        let name = format!("turned-{orientation}.heic");
        let (received, _, shown) = read(&name);
        assert_eq!(shown.dimensions(), (96, 64), "{name}");
        assert_shows(&name, &shown, COLORS, 5);
        let facts = received.photo.unwrap();
        assert_eq!(facts.date.unwrap().to_string(), "2024-02-11");
        assert_eq!(facts.camera.as_deref(), Some("Apple iPhone 13"));
        assert_eq!(facts.position, Some((19.416_667, -99.133_333)));
    }
}

/// The numbers of a phone's photo are those of Display P3; as sRGB they are others, computed from
/// the standards in `make_photos.py`.
#[test]
fn colors_of_phones_become_srgb() {
    let srgb = [[217, 42, 39], [0, 153, 58], [57, 70, 187], [212, 200, 66]];
    for (name, with) in [
        ("display-p3.heic", "heifer 0.3.22, sRGB, JPEG 92"),
        ("display-p3.avif", "re_rav1d 0.1.3, sRGB, JPEG 92"),
        ("display-p3-number.heic", "heifer 0.3.22, sRGB, JPEG 92"),
    ] {
        let (_, made_with, shown) = read(name);
        assert_shows(name, &shown, srgb, 5);
        assert_eq!(made_with, with);
    }
}

/// Inks have the colors of their profile, as littlecms converts them (`make_photos.py`).
#[test]
fn inks_have_the_colors_of_their_profile() {
    let (received, made_with, shown) = read("inks.tif");
    assert_eq!(received.media, MediaKind::Tiff);
    let srgb = [[147, 208, 235], [222, 150, 172], [244, 224, 158], [94; 3]];
    assert_shows("inks.tif", &shown, srgb, 5);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(made_with, format!("expediente-reader {version}, sRGB, PNG"));
}

#[test]
fn gray_photos_keep_their_grays() {
    for (name, wanted, most) in [
        ("gray.avif", GRAYS, 2),
        ("gray.jp2", GRAYS, 0),
        ("narrow-gray.heic", [[0; 3], [64; 3], [128; 3], [255; 3]], 2),
    ] {
        let (_, _, shown) = read(name);
        assert_shows(name, &shown, wanted, most);
    }
}

/// What can be seen through shows white paper, not black.
#[test]
fn photos_that_can_be_seen_through_are_on_white() {
    let wanted = [COLORS[0], [255; 3], [157, 162, 217], COLORS[3]];
    for name in ["alpha.heic", "alpha.avif", "alpha.jp2"] {
        let (_, _, shown) = read(name);
        assert_shows(name, &shown, wanted, 5);
    }
}

/// With colors half as fine as brightness, the last column and row have a color of their own.
#[test]
fn photos_with_odd_sides() {
    let (_, _, shown) = read("odd.avif");
    assert_eq!(shown.dimensions(), (95, 63));
    assert_shows("odd.avif", &shown, COLORS, 5);
    for (x, y, wanted) in [(94, 5, COLORS[1]), (5, 62, COLORS[2]), (94, 62, COLORS[3])] {
        let found = shown.get_pixel(x, y).0;
        let is_near = found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 8);
        assert!(is_near, "{found:?} and not {wanted:?} at {x}, {y}");
    }
}

/// A name may lie; the bytes tell.
#[test]
fn a_film_or_an_unknown_codec_is_refused_with_the_way_out() {
    let (_, refusal) = ask(&photo("other.heic"));
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.code.word(), "kind-heic");
    assert_eq!(refusal.args["kind"], "HEIC");
    assert_eq!(refusal.args["what"], "vvc1");
    let film = b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08moov";
    assert_eq!(refused(film), "kind-media");
}

/// A cable or a chat that broke off: sending it again helps, where "damaged" sounds like the end.
#[test]
fn photos_that_were_cut_off_are_told_as_such() {
    for name in [
        "plain.heic",
        "grid.heic",
        "plain.avif",
        "lossless.jp2",
        "bare.j2k",
    ] {
        let whole = photo(name);
        for at in (64..whole.len() - 2).step_by(whole.len() / 9) {
            assert_eq!(refused(&whole[..at]), "picture-cut", "{name} at {at}");
        }
        // The room for it was there, and its end never came.
        let mut empty = whole.clone();
        let end = whole.len() - 100;
        empty[end..].fill(0);
        assert_eq!(refused(&empty), "picture-cut", "{name}");
    }
    // The room for the file, and nothing in it.
    let whole = photo("plain.heic");
    let mut beyond = whole.clone();
    beyond.truncate(whole.len() - 10);
    let mdat = beyond.windows(4).position(|w| w == b"mdat").unwrap();
    beyond[mdat - 4..mdat].fill(0);
    assert_eq!(refused(&beyond), "picture-cut", "its items end beyond it");
}

/// A decoder that gives black for what it cannot read must not put a black page before a court; a
/// black picture with the code of one is what it is.
#[test]
fn a_photo_that_comes_out_as_one_color_is_refused() {
    assert_eq!(refused(&photo("black.heic")), "picture-blank");
    let (_, _, shown) = read("flat.heic");
    assert_shows("flat.heic", &shown, [[0; 3]; 4], 1);
}

/// Bytes that were exchanged or lost end in a finding or in a picture, never in a broken reader.
#[test]
fn damaged_photos_end_in_a_finding() {
    let names = [
        "grid.heic",
        "crop.heic",
        "alpha.heic",
        "jpeg.heic",
        "plain.avif",
        "ten-bits.avif",
        "lossy.jp2",
        "gray.jp2",
    ];
    let mut random = 7u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % below
    };
    for name in names {
        let whole = photo(name);
        for _ in 0..25 {
            let mut damaged = whole.clone();
            for _ in 0..=next(3) {
                let at = next(damaged.len());
                match next(3) {
                    0 => damaged[at] ^= 1 << next(8),
                    1 => damaged[at] = [0, 1, 0x7f, 0x80, 0xff][next(5)],
                    _ => {
                        damaged.remove(at);
                    }
                }
            }
            let told = refused(&damaged);
            assert_ne!(told, "reader-failed", "{name}");
            assert_ne!(told, "reader-timeout", "{name}");
        }
    }
}
