//! The check of a matter: every record, every original, every file.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use expediente_model::{Code, Digest, Finding, Matter, MatterId};

use crate::error::{At, VaultError};
use crate::files::faults::{Fault, faults};
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
    /// When there is no such matter, or its journal or a folder cannot be read. Damage to papers is
    /// reported as findings.
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
            reader::read(&path, |_, _, _| {})?
        } else {
            (Tip::START, None)
        };
        let damaged = |line: u64| finding(Code::JournalDamaged).with("line", line);
        match broken {
            // Acts that were acknowledged are not there, however the journal ends.
            None | Some(Broken::Unfinished) if tip.seq < known.seq.max(1) => {
                findings.push(damaged(tip.seq + 1));
            }
            None => {}
            Some(Broken::Newer) => findings.push(finding(Code::JournalNewer)),
            Some(Broken::Unfinished) => findings.push(finding(Code::JournalCut)),
            Some(Broken::Damaged { line }) => findings.push(damaged(line)),
        }
        let papers = self.papers(id);
        let total = matter.items.len();
        for (done, item) in matter.items.values().enumerate() {
            if !step(done, total) {
                return Ok(findings);
            }
            for (_, fault) in faults(&papers, item) {
                let found = match fault {
                    Fault::Altered => finding(Code::OriginalAltered),
                    Fault::Missing => finding(Code::OriginalMissing),
                    Fault::Unreadable(why) => finding(Code::OriginalUnreadable).with("why", why),
                };
                findings.push(found.with("paper", &item.name));
            }
        }
        step(total, total);
        let named: BTreeSet<String> = papers_of(&matter).iter().map(Digest::to_string).collect();
        for folder in [ORIGINALS, DERIVATIVES] {
            let folder = self.paths().matter(id).join(folder);
            let entries = match fs::read_dir(&folder) {
                // Its papers are missing, which was said of each.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries.at(&folder)?,
            };
            for entry in entries {
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
