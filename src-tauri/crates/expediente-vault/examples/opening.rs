//! Measures how long it takes to open a store of 252 matters with 5,000 papers: `cargo run
//! --release -p expediente-vault --example opening`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use expediente_model::{
    Act, Change, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Item, MatterId, MediaKind,
};
use expediente_vault::{Disk, Staged, SystemDisk, Vault};

const MATTERS: usize = 252;
const PAPERS: usize = 5_000;
const AT: &str = "2026-01-02T03:04:05Z";

/// The system's disk without syncs: filling the store is not what is measured.
#[derive(Debug)]
struct Hasty;

impl Disk for Hasty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        SystemDisk.create_folder(path)
    }
    fn create_file(&self, path: &Path) -> io::Result<File> {
        SystemDisk.create_file(path)
    }
    fn write(&self, path: &Path, file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()> {
        SystemDisk.write(path, file, offset, bytes)
    }
    fn cut(&self, path: &Path, file: &File, length: u64) -> io::Result<()> {
        SystemDisk.cut(path, file, length)
    }
    fn sync_file(&self, _path: &Path, _file: &File) -> io::Result<()> {
        Ok(())
    }
    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }
    fn protect(&self, path: &Path) -> io::Result<()> {
        SystemDisk.protect(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        SystemDisk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        SystemDisk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        SystemDisk.remove_folder(path)
    }
}

fn fill(store: &Path) {
    let (vault, _) = Vault::open_on(Arc::new(Hasty), store, "example").unwrap();
    let ids: Vec<MatterId> = (0..MATTERS)
        .map(|number| MatterId::from_untrusted(&format!("m{number}")).unwrap())
        .collect();
    for id in &ids {
        vault
            .create(
                id,
                id.as_str(),
                &Facts {
                    person: "Ana Quintero".into(),
                    ..Facts::default()
                },
                AT,
            )
            .unwrap();
    }
    for (number, id) in ids.iter().cycle().take(PAPERS).enumerate() {
        let bytes = format!("paper {number}").into_bytes();
        let original = vault.staging().join(number.to_string());
        std::fs::write(&original, &bytes).unwrap();
        let item = Item {
            original: Digest::of(&bytes),
            size: bytes.len() as u64,
            media: MediaKind::Pdf,
            pages: 3,
            name: format!("Acta de nacimiento {number}.pdf"),
            received: AT.into(),
            pictures: Vec::new(),
            straightened: Vec::new(),
            photo: None,
            first_words: Some("Estados Unidos Mexicanos. Acta de nacimiento. ".repeat(5)),
            page_facts: None,
            promises: None,
            promise_version: 0,
            origin: None,
            read: None,
            derivatives: Vec::new(),
            findings: Vec::new(),
        };
        let digest = item.original;
        vault
            .admit(
                id,
                &Staged {
                    item,
                    original,
                    derivatives: Vec::new(),
                },
                AT,
            )
            .unwrap();
        let number = number as u64 * 2 + 1;
        let exhibit = Exhibit {
            documents: vec![Document::new(DocumentId(number + 1), digest)],
            ..Exhibit::new(ExhibitId(number), "Acta de nacimiento")
        };
        vault
            .commit(id, Act::Add, &Change::InsertExhibit { at: 0, exhibit }, AT)
            .unwrap();
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    fill(folder.path());
    println!("filled in {:.1} s", started.elapsed().as_secs_f64());
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let started = Instant::now();
            let (vault, findings) = Vault::open(folder.path(), "example").unwrap();
            let time = started.elapsed().as_secs_f64() * 1_000.0;
            assert!(findings.is_empty() && vault.matters().len() == MATTERS);
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{MATTERS} matters, {PAPERS} papers: opened in {:.0} ms (median of {}; {:.0} to {:.0})",
        times[times.len() / 2],
        times.len(),
        times[0],
        times[times.len() - 1]
    );
    std::fs::remove_dir_all(folder.path().join("index")).unwrap();
    let started = Instant::now();
    drop(Vault::open(folder.path(), "example").unwrap());
    println!(
        "without an index, made anew from the journals: {:.0} ms",
        started.elapsed().as_secs_f64() * 1_000.0
    );
}
