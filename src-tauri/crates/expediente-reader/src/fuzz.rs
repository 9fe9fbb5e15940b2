//! Fuzz targets: reading a PDF, a picture, a photo, a text, a chat, a mail, a zip, and the words on
//! a picture, in the child. `tests/fuzz.sh` runs them; `cargo test` runs their seeds and past
//! crashes.

#[path = "../../../../tests/fuzz/mutations.rs"]
mod mutations;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use expediente_intake::protocol::{InspectRequest, PagesRequest, UnpackRequest, UntrustedPaper};
use expediente_intake::{container, limits, sniff};
use expediente_model::{DaySpan, Digest, MediaKind};

use crate::inspect::{read, read_words};
use crate::out_folder::OutFolder;
use crate::recognize::Recognizer;
use crate::unpack::unpack;

/// A folder in memory, where there is one.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() {
        memory
    } else {
        Path::new(".")
    };
    tempfile::tempdir_in(place).unwrap()
}

/// Reads bytes of a known kind as the child does.
fn probe(media: MediaKind, bytes: &[u8]) -> Option<UntrustedPaper> {
    let made = folder();
    let until = Instant::now() + Duration::from_secs(60);
    let bytes: expediente_model::Bytes = Arc::new(bytes.to_vec());
    read(
        bytes,
        media,
        None,
        true,
        &OutFolder::new(made.path(), until),
    )
    .ok()
}

/// No PDF makes the program panic, and the facts about one keep to the limits.
#[test]
fn pdf() {
    bolero::check!(name = "pdf").for_each(read_pdf);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "pdf", read_pdf);
}

fn read_pdf(bytes: &[u8]) {
    if let Some(received) = probe(MediaKind::Pdf, bytes) {
        assert!((1..=limits::PAGES).contains(&received.pages));
    }
}

/// No picture makes the program panic, and an accepted one has a size and fits into memory.
#[test]
fn picture() {
    bolero::check!(name = "picture").for_each(read_picture);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "picture", read_picture);
}

/// No photo in HEIC, AVIF or JPEG 2000 makes the program panic: three decoders of which two are
/// young. Their files are apart from the other pictures, so that each gets its share of the time.
#[test]
fn photo() {
    bolero::check!(name = "photo").for_each(read_picture);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "photo", read_picture);
}

fn read_picture(bytes: &[u8]) {
    let head = &bytes[..bytes.len().min(limits::SNIFF_BYTES)];
    let Ok(media) = sniff(head) else { return };
    if media == MediaKind::Pdf {
        return;
    }
    if let Some(received) = probe(media, bytes) {
        assert_eq!(received.pictures.len(), received.pages as usize);
        assert!(
            received
                .pictures
                .iter()
                .all(|picture| picture.width > 0 && picture.height > 0)
        );
    }
}

/// No text, table or Markdown makes the program panic, and each has pages.
#[test]
fn text() {
    bolero::check!(name = "text").for_each(read_any_words);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "text", read_any_words);
}

/// No chat of WhatsApp, Telegram or Signal makes the program panic, whole or cut to some days.
#[test]
fn chat() {
    let read = |bytes: &[u8]| {
        read_any_words(bytes);
        read_words_of(bytes, some_days());
    };
    bolero::check!(name = "chat").for_each(read);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "chat", read);
}

/// No mail or folder of mails makes the program panic.
#[test]
fn mail() {
    bolero::check!(name = "mail").for_each(read_any_words);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "mail", read_any_words);
}

/// No zip makes the program panic or write more than it may.
#[test]
fn zip() {
    bolero::check!(name = "zip").for_each(read_any_words);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "zip", read_any_words);
}

/// No picture of any shape makes the models that read words panic, and each word that they read has
/// a place along its line. The first two bytes are the sides of the picture, the others its pixels.
#[test]
fn model() {
    bolero::check!(name = "model").for_each(recognize);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "model", recognize);
}

fn recognize(bytes: &[u8]) {
    // Loading the models takes longer than reading a small picture.
    static MODELS: OnceLock<Recognizer> = OnceLock::new();
    let models = MODELS.get_or_init(|| Recognizer::load().unwrap());
    let [width, height, pixels @ ..] = bytes else {
        return;
    };
    let (width, height) = (u32::from(*width) + 1, u32::from(*height) + 1);
    let pixels = pixels.iter().chain(&[255]).copied().cycle();
    let pixels: Vec<u8> = pixels.take((width * height) as usize).collect();
    let lines = models.lines(&pixels, (width, height)).unwrap();
    for word in lines.iter().flat_map(|line| &line.words) {
        assert!(
            word.from.is_finite() && word.from <= word.to && word.sure <= 100,
            "{word:?}"
        );
    }
}

/// The days that the seeds have in the middle.
fn some_days() -> DaySpan {
    let day = |text: &str| text.parse().ok();
    DaySpan::new(day("2024-04-04"), day("2025-03-28")).unwrap()
}

fn read_any_words(bytes: &[u8]) {
    let head = &bytes[..bytes.len().min(limits::SNIFF_BYTES)];
    let made = folder();
    if let Some(container) = container(head) {
        let path = made.path().join("packed");
        std::fs::write(&path, bytes).unwrap();
        let out = made.path().join("out");
        std::fs::create_dir(&out).unwrap();
        let request = UnpackRequest {
            path: path.into(),
            size: bytes.len() as u64,
            container,
            out: out.clone().into(),
            password: Some(b"secreto".to_vec()),
            room: 10_000_000,
            entries: 100,
        };
        if let Ok(unpacked) = unpack(&request) {
            let taken = unpacked.members.iter().filter(|one| one.refused.is_none());
            assert_eq!(std::fs::read_dir(&out).unwrap().count(), taken.count());
        }
    }
    read_words_of(bytes, DaySpan::default());
}

fn read_words_of(bytes: &[u8], days: DaySpan) {
    let head = &bytes[..bytes.len().min(limits::SNIFF_BYTES)];
    let Ok(media) = sniff(head) else { return };
    if !media.is_words() {
        return;
    }
    let made = folder();
    let request = InspectRequest {
        path: "words".into(),
        size: bytes.len() as u64,
        digest: Digest::of(bytes),
        media,
        out: made.path().into(),
        password: None,
        locked: None,
        // What pages hold is the business of the target for PDFs.
        words: false,
        pages: PagesRequest {
            name: "a.csv".to_owned(),
            paper: (612, 792),
            days,
            ..PagesRequest::default()
        },
        exported: None,
    };
    let until = Instant::now() + Duration::from_secs(60);
    let out = OutFolder::new(made.path(), until);
    if let Ok(paper) = read_words(bytes, &request, &out) {
        assert!((1..=limits::PAGES).contains(&paper.pages));
    }
}
