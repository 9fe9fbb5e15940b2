//! Decides whether a disk shows everything that was acknowledged and nothing half done.

use std::path::Path;
use std::sync::Arc;

use expediente_model::Code;
use expediente_vault::{Disk, Vault};
use tempfile::TempDir;

use crate::dice::Dice;
use crate::platter::{Image, Left, Platter, write_out};
use crate::recorder::{Recorder, Step};
use crate::scenario::{self, Deed, Shown};

pub struct Judge {
    pub deeds: Vec<Deed>,
    /// What is shown before the first act, after the first, and so on.
    pub expected: Vec<Vec<Shown>>,
    /// The index at each of these moments.
    indexes: Vec<TempDir>,
}

impl Judge {
    pub fn new() -> Self {
        let (expected, indexes) = scenario::expected();
        Self {
            deeds: scenario::deeds(),
            expected,
            indexes,
        }
    }

    /// Examines a few disks that a power cut after all these steps could leave.
    pub fn power_cut(
        &self,
        steps: &[Step],
        acknowledged: usize,
        dice: &mut Dice,
    ) -> Result<(), String> {
        let mut platter = Platter::new();
        steps.iter().for_each(|step| platter.carry_out(step));
        for left in [Left::Nothing, Left::Everything, Left::Some(50)] {
            let image = platter.after_power_cut(left, dice);
            self.look(&image, acknowledged, dice)
                .map_err(|why| format!("after a power cut, {left:?} left: {why}"))?;
        }
        Ok(())
    }

    /// Opens a disk as a store after this many acknowledged acts; the next one may be half done.
    pub fn look(&self, image: &Image, acknowledged: usize, dice: &mut Dice) -> Result<(), String> {
        let folder = scratch();
        let store = folder.path();
        write_out(image, store);
        self.lay_index(store, acknowledged, dice);
        let disk = Arc::new(Recorder::new(store));
        let opened = Vault::open_on(Arc::clone(&disk) as Arc<dyn Disk>, store, "test");
        let (vault, findings) =
            opened.map_err(|error| format!("the store does not open: {error}"))?;
        for finding in findings {
            if ![Code::JournalCut, Code::IndexRebuilt].contains(&finding.code) {
                return Err(format!("opening finds {finding:?}"));
            }
        }
        let now =
            scenario::shown(&vault).map_err(|error| format!("a matter cannot be read: {error}"))?;
        let next = self
            .deeds
            .get(acknowledged)
            .filter(|_| now == self.expected[acknowledged]);
        if now != self.expected[acknowledged] && Some(&now) != self.expected.get(acknowledged + 1) {
            return Err(format!(
                "shown is neither what was acknowledged nor the act after it: {now:?}"
            ));
        }
        self.check(&vault, next)?;
        self.tidy(store)?;
        // Work continues, and cleans up after the power cut.
        let Some(next) = next else { return Ok(()) };
        next.carry_out(&vault, &disk)
            .map_err(|error| format!("{next:?} cannot be done again: {error}"))?;
        let now =
            scenario::shown(&vault).map_err(|error| format!("a matter cannot be read: {error}"))?;
        if now != self.expected[acknowledged + 1] {
            return Err(format!("{next:?}, done again, shows {now:?}"));
        }
        self.check(&vault, None)
    }

    /// The check of the store finds nothing except files of a paper that was being admitted.
    pub fn check(&self, vault: &Vault, under_way: Option<&Deed>) -> Result<(), String> {
        let stray = under_way.map(Deed::files).unwrap_or_default();
        for row in vault.matters() {
            let findings = vault
                .check(&row.id, |_, _| true)
                .map_err(|error| format!("check: {error}"))?;
            for finding in findings {
                let known = finding
                    .args
                    .get("file")
                    .is_some_and(|file| stray.contains(file));
                if finding.code != Code::StrayFile || !known {
                    return Err(format!("check finds {finding:?}"));
                }
            }
        }
        Ok(())
    }

    /// Every file belongs to a matter.
    fn tidy(&self, store: &Path) -> Result<(), String> {
        let names = |folder: &str| {
            let entries = std::fs::read_dir(store.join(folder)).unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect::<Vec<_>>()
        };
        let stray: Vec<String> = names("matters")
            .into_iter()
            .filter(|name| !["m", "n"].contains(&name.as_str()))
            .collect();
        let staged = names("staging");
        if stray.is_empty() && staged.is_empty() {
            Ok(())
        } else {
            Err(format!("left behind: {stray:?} {staged:?}"))
        }
    }

    /// The index is never synced: it is missing, or as it was at some earlier moment.
    fn lay_index(&self, store: &Path, acknowledged: usize, dice: &mut Dice) {
        let moment = match dice.below(3) {
            0 => return,
            1 => acknowledged,
            _ => dice.below(acknowledged + 1),
        };
        copy(self.indexes[moment].path(), &store.join("index"));
    }
}

/// A folder for a store, in memory if possible: nothing here needs a real disk.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}
