//! The check of a matter: every record, every original, every file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use expediente_model::{Code, Digest, Finding, Matter, MatterId};
use sha2::{Digest as _, Sha256};

use crate::error::{At, VaultError};
use crate::files::papers::{DERIVATIVES, ORIGINALS};
use crate::journal::reader::{self, Broken};
use crate::journal::tip::Tip;
use crate::store::vault::Vault;

impl Vault {
    /// Reads a matter's journal and all its papers, and compares each with its SHA-256. `step` is
    /// called with the number of papers checked and their total; the check ends when it returns
    /// false.
    ///
    /// # Errors
    /// When there is no such matter, or a folder cannot be read. Damage to papers is reported as
    /// findings.
    pub fn check(
        &self,
        id: &MatterId,
        mut step: impl FnMut(usize, usize) -> bool,
    ) -> Result<Vec<Finding>, VaultError> {
        let matter = self.matter(id)?;
        let mut findings = Vec::new();
        let finding = |code: Code| Finding::new(code).with("matter", &matter.name);
        let path = self.paths().journal(id);
        let known = self.known_tip(id)?;
        let (tip, broken) = if path.exists() {
            reader::read(&path, |_, _| {})?
        } else {
            (Tip::START, None)
        };
        let short = tip.seq < known.seq.max(1);
        match broken {
            None if short => findings.push(finding(Code::JournalDamaged).with("line", tip.seq + 1)),
            None => {}
            Some(Broken::Newer) => findings.push(finding(Code::JournalNewer)),
            Some(Broken::Unfinished) => findings.push(finding(Code::JournalCut)),
            Some(Broken::Damaged { line }) => {
                findings.push(finding(Code::JournalDamaged).with("line", line))
            }
        }
        let papers = self.papers(id);
        let total = matter.items.len();
        for (done, item) in matter.items.values().enumerate() {
            if !step(done, total) {
                return Ok(findings);
            }
            let derivatives = item
                .derivatives
                .iter()
                .map(|d| (d.digest, papers.derivative(&d.digest)));
            for (digest, path) in [(item.original, papers.original(&item.original))]
                .into_iter()
                .chain(derivatives)
            {
                let code = match hash(&path) {
                    Ok(found) if found == digest => continue,
                    Ok(_) => Code::OriginalAltered,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Code::OriginalMissing,
                    Err(error) => return Err(error).at(&path),
                };
                findings.push(finding(code).with("paper", &item.name));
            }
        }
        step(total, total);
        let named: BTreeSet<String> = papers_of(&matter).iter().map(Digest::to_string).collect();
        for folder in [ORIGINALS, DERIVATIVES] {
            let folder = self.paths().matter(id).join(folder);
            for entry in fs::read_dir(&folder).at(&folder)? {
                let name = entry
                    .at(&folder)?
                    .file_name()
                    .to_string_lossy()
                    .into_owned();
                if !named.contains(&name) {
                    findings.push(finding(Code::StrayFile).with("file", name));
                }
            }
        }
        Ok(findings)
    }
}

/// The SHA-256 of every original and derivative that a matter names.
fn papers_of(matter: &Matter) -> BTreeSet<Digest> {
    let items = matter.items.values();
    items
        .flat_map(|item| {
            let derivatives = item.derivatives.iter().map(|d| d.digest);
            derivatives.chain([item.original])
        })
        .collect()
}

fn hash(path: &Path) -> io::Result<Digest> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut hasher = Sha256::new();
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(Digest::from_bytes(hasher.finalize().into()));
        }
        hasher.update(bytes);
        let read = bytes.len();
        reader.consume(read);
    }
}
