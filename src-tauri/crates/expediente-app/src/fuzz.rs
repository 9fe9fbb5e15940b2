//! Fuzz target for dossier.toml. `tests/fuzz.sh` runs it; `cargo test` runs its seeds and past
//! crashes.

#[path = "../../../../tests/fuzz/mutations.rs"]
mod mutations;

use std::path::Path;

use expediente_model::{Digest, DocumentId, Item};

use crate::transfer::manifest::Manifest;
use crate::transfer::manifest_paths::{Inside, inside};

/// No dossier.toml makes the program panic, one that parses can be written and read again, and no
/// path in it leads out of its folder.
#[test]
fn manifest() {
    bolero::check!(name = "manifest").for_each(read_manifest);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "manifest", read_manifest);
}

fn read_manifest(bytes: &[u8]) {
    let Ok((manifest, _)) = Manifest::parse(bytes.to_vec()) else {
        return;
    };
    let written = toml::to_string(&manifest).unwrap();
    let (again, _) = Manifest::parse(written.clone().into_bytes()).unwrap();
    assert_eq!(toml::to_string(&again).unwrap(), written);
    let folder = Path::new("/case");
    for path in &manifest.unplaced {
        if let Ok(Inside::Path(path)) = inside(folder, path) {
            assert!(
                path.starts_with(folder) && !path.components().any(|step| step.as_os_str() == ".."),
                "{path:?}"
            );
        }
    }
    let item: Item = serde_json::from_value(serde_json::json!({
        "original": Digest::of(b"paper"), "size": 5, "media": "pdf", "pages": 9,
        "name": "a.pdf", "received": "2026-01-02T03:04:05Z",
    }))
    .unwrap();
    let placed = manifest
        .exhibits
        .iter()
        .flat_map(|exhibit| &exhibit.documents);
    for paper in manifest.front.iter().chain(placed).chain(&manifest.back) {
        let _ = paper.document(DocumentId(1), &item);
    }
}
