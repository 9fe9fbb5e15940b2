//! Fuzz targets: reading a PDF, a picture and a photo in the child. `tests/fuzz.sh` runs them; `cargo test`
//! runs their seeds and past crashes.

#[path = "../../../../tests/fuzz/mutations.rs"]
mod mutations;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use expediente_intake::protocol::UntrustedPaper;
use expediente_intake::{limits, sniff};
use expediente_model::MediaKind;

use crate::inspect::read;
use crate::out_folder::OutFolder;

/// Reads bytes of a known kind as the child does.
fn probe(media: MediaKind, bytes: &[u8]) -> Option<UntrustedPaper> {
    let made = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() {
        Path::new("/dev/shm")
    } else {
        Path::new(".")
    });
    let made = made.unwrap();
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
