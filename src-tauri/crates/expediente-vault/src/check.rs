//! The check of a whole store: every record, every original, every file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use expediente_model::{Code, Digest, Finding, MatterId};
use sha2::{Digest as _, Sha256};

use crate::error::{At, VaultError};
use crate::index;
use crate::journal::{self, Broken, Tip};
use crate::vault::Vault;

impl Vault {
    /// Reads a matter's journal and every paper of it, and compares each with its SHA-256. `step` is called with the
    /// papers done and their number, and ends the check by returning false.
    ///
    /// # Errors
    /// When there is no such matter, or a folder cannot be read. What is wrong with papers is a finding.
    pub fn check(
        &self,
        id: &MatterId,
        mut step: impl FnMut(usize, usize) -> bool,
    ) -> Result<Vec<Finding>, VaultError> {
        let matter = self.matter(id)?;
        let mut findings = Vec::new();
        let finding = |code: Code| Finding::new(code).with("matter", &matter.name);
        let path = self.journal_path(id);
        let known = self.known_tip(id)?;
        let (tip, broken) = if path.exists() {
            journal::read(&path, Tip::default(), |_, _| {})?
        } else {
            (Tip::default(), None)
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
        let named: BTreeSet<String> = index::named(&matter)
            .iter()
            .map(Digest::to_string)
            .collect();
        for folder in ["originals", "derivatives"] {
            let folder = self.matter_folder(id).join(folder);
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

fn hash(path: &Path) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(Digest::from_bytes(hasher.finalize().into()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}
