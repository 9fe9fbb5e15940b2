//! Creating matters.

use std::sync::Arc;

use expediente_model::{Facts, Matter, MatterId};

use crate::error::{At, VaultError};
use crate::files::durable;
use crate::files::own_files;
use crate::files::papers::{DERIVATIVES, ORIGINALS};
use crate::index::rows::OrderKeys;
use crate::journal::journal_file::JournalFile;
use crate::journal::matter_state::MatterState;
use crate::journal::record::Body;
use crate::matter_store::matters::Matters;
use crate::matter_store::open_matter::OpenMatter;

impl Matters {
    /// Creates a matter.
    pub fn create(
        &mut self,
        id: &MatterId,
        name: &str,
        facts: &Facts,
        source: Option<&str>,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let folder = self.paths.matter(id);
        if self.half_created.contains(id) {
            own_files::remove_matter(&*self.disk, &folder).at(&folder)?;
            self.half_created.remove(id);
        }
        if self.rows.contains_key(id) || folder.exists() {
            return Err(VaultError::MatterTwice(id.clone()));
        }
        let created = self.create_files(id, name, facts, source, at);
        // The remains of a failed attempt would block the next one.
        if created.is_err() && self.disk.remove_folder(&folder).is_err() {
            self.half_created.insert(id.clone());
        }
        let journal = created?;
        let mut state = MatterState::new(Matter::new(id.clone(), name), at.to_owned());
        Arc::make_mut(&mut state.matter).facts = Arc::new(facts.clone());
        state.source = source.map(str::to_owned);
        let matter = Arc::clone(&state.matter);
        let open = OpenMatter {
            state,
            keys: OrderKeys::default(),
            tip: journal.tip(),
            journal: Some(journal),
            read_only: false,
            stale: true,
        };
        self.open.insert(id.clone(), open);
        self.write_rows(id, None);
        // A store with matters and an empty index looks as if the index were lost, which is
        // reported to the user.
        self.flush();
        Ok(matter)
    }

    /// Creates the folders and the journal of a matter.
    fn create_files(
        &self,
        id: &MatterId,
        name: &str,
        facts: &Facts,
        source: Option<&str>,
        at: &str,
    ) -> Result<JournalFile, VaultError> {
        let folder = self.paths.matter(id);
        for path in [folder.join(ORIGINALS), folder.join(DERIVATIVES)] {
            durable::create_folder(&*self.disk, &path).at(&path)?;
        }
        let mut journal = JournalFile::create(&*self.disk, &self.paths.journal(id))?;
        let created = Body::Created {
            id: id.clone(),
            name: name.to_owned(),
            facts: Box::new(facts.clone()),
            source: source.map(str::to_owned),
        };
        journal.append(&*self.disk, at, created)?;
        self.disk.sync_folder(&folder).at(&folder)?;
        Ok(journal)
    }
}
