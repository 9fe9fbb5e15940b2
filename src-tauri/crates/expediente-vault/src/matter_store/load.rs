//! Reading matters into memory, from the index or from their journals.

use expediente_model::{Code, Finding, Matter, MatterId};

use crate::error::VaultError;
use crate::index::rows::OrderKeys;
use crate::journal::journal_file::JournalFile;
use crate::journal::matter_state::MatterState;
use crate::journal::reader::{self, Broken};
use crate::journal::tip::Tip;
use crate::matter_store::matters::Matters;
use crate::matter_store::open_matter::OpenMatter;

impl Matters {
    /// A matter in memory; reads it if it is not there yet.
    pub fn matter(&mut self, id: &MatterId) -> Result<&mut OpenMatter, VaultError> {
        if !self.open.contains_key(id) {
            let Some(row) = self.rows.get(id) else {
                return Err(VaultError::NoMatter(id.to_string()));
            };
            let (tip, read_only) = (row.tip, row.read_only);
            let loaded = self.index.as_ref().map(|index| index.load(id));
            match loaded {
                Some(Ok(Some((_, state, keys)))) if !read_only => {
                    let journal = JournalFile::open(&self.paths.journal(id), tip)?;
                    let open = OpenMatter {
                        state,
                        keys,
                        journal: Some(journal),
                        tip,
                        read_only: false,
                        stale: false,
                    };
                    self.open.insert(id.clone(), open);
                }
                _ => {
                    self.load(id)?;
                }
            }
        }
        self.open
            .get_mut(id)
            .ok_or_else(|| VaultError::NoMatter(id.to_string()))
    }

    /// Reads a matter from the beginning of its journal and rewrites its rows.
    pub fn load(&mut self, id: &MatterId) -> Result<Vec<Finding>, VaultError> {
        let findings = self.replay(id)?;
        self.write_rows(id, None);
        Ok(findings)
    }

    /// Reads a matter from the beginning of its journal. The findings say what is wrong with it.
    pub fn replay(&mut self, id: &MatterId) -> Result<Vec<Finding>, VaultError> {
        let path = self.paths.journal(id);
        let mut state = MatterState::new(Matter::new(id.clone(), id.as_str()), String::new());
        let mut misfit = None;
        let has_journal = path.exists();
        let (tip, broken) = if has_journal {
            reader::read(&path, |offset, record, newer| {
                let seq = record.seq;
                // What a newer version wrote may build on what is unknown here.
                if misfit.is_none() && !state.replay(offset, record) && !newer {
                    misfit = Some(seq);
                }
            })?
        } else {
            (Tip::START, Some(Broken::Damaged { line: 1 }))
        };
        let broken = misfit.map(|line| Broken::Damaged { line }).or(broken);
        // Without a row, as in a new index, nothing is known of an earlier end.
        let known = self.rows.get(id).map_or(Tip::START, |row| row.tip);
        // A journal that ends before what the index knew to be acknowledged, or without its first
        // record, was truncated by something other than a crash of ours.
        let short = tip.seq < known.seq.max(1);
        let broken = match broken {
            None | Some(Broken::Unfinished) if short => Some(Broken::Damaged { line: tip.seq + 1 }),
            broken => broken,
        };
        if short
            && let Some(Ok(Some((_, indexed, _)))) = self.index.as_ref().map(|index| index.load(id))
        {
            // The index still shows what the journal lost, so more of the matter can be read.
            state = indexed;
        }
        let mut journal = if has_journal {
            Some(JournalFile::open(&path, tip)?)
        } else {
            None
        };
        let mut findings = Vec::new();
        let named = |code| Finding::new(code).with("matter", &state.matter.name);
        match (broken, &mut journal) {
            (Some(Broken::Unfinished), Some(journal)) => {
                journal.cut(&*self.disk)?;
                findings.push(named(Code::JournalCut));
            }
            (Some(Broken::Newer), _) => findings.push(named(Code::JournalNewer)),
            (Some(Broken::Damaged { line }), _) => {
                findings.push(named(Code::JournalDamaged).with("line", line));
            }
            (Some(Broken::Unfinished), None) | (None, _) => {}
        }
        let open = OpenMatter {
            state,
            keys: OrderKeys::default(),
            journal,
            tip: if known.seq > tip.seq { known } else { tip },
            read_only: !matches!(broken, None | Some(Broken::Unfinished)),
            stale: true,
        };
        self.open.insert(id.clone(), open);
        Ok(findings)
    }
}
