//! Changes to rows that sled makes together.

use serde::Serialize;

use crate::index::fault::IndexFault;
use crate::index::rows::{MATTER, part_key};

/// Bytes of one value. sled moves leaves over 128 KiB out to files; values this small stay far
/// below that.
const VALUE: usize = 3_500;

/// Changes to the rows of one matter.
pub struct Batch<'a> {
    db: &'a sled::Db,
    changes: sled::Batch,
    rows: usize,
    /// All rows of the matter are new.
    fresh: bool,
}

impl<'a> Batch<'a> {
    /// Changes to a matter that has this many rows.
    pub fn update(db: &'a sled::Db, rows: usize) -> Self {
        Self {
            db,
            changes: sled::Batch::default(),
            rows,
            fresh: false,
        }
    }

    /// New rows in place of all that begin with one of these prefixes.
    pub fn replace(db: &'a sled::Db, prefixes: &[Vec<u8>]) -> Result<Self, IndexFault> {
        let mut changes = sled::Batch::default();
        for prefix in prefixes {
            for key in db.scan_prefix(prefix).keys() {
                changes.remove(key?);
            }
        }
        Ok(Self {
            db,
            changes,
            rows: 0,
            fresh: true,
        })
    }

    /// How many rows the matter has after this batch, without its first.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Writes a row.
    pub fn put<T: Serialize>(&mut self, name: &[u8], row: &T) -> Result<(), IndexFault> {
        let had = self.values(name)?;
        let is_matter = name.first() == Some(&MATTER);
        if had == 0 && !is_matter {
            self.rows += 1;
        }
        let value = serde_json::to_vec(row)?;
        let mut count = 0;
        for (number, part) in value.chunks(VALUE).enumerate() {
            self.changes.insert(part_key(name, number)?, part);
            count = number + 1;
        }
        for number in count..had {
            self.changes.remove(part_key(name, number)?);
        }
        Ok(())
    }

    /// Removes a row, if there is one.
    pub fn remove(&mut self, name: &[u8]) -> Result<(), IndexFault> {
        let had = self.values(name)?;
        if had > 0 {
            self.rows = self
                .rows
                .checked_sub(1)
                .ok_or_else(|| IndexFault::bug("more rows are removed than there are"))?;
        }
        for number in 0..had {
            self.changes.remove(part_key(name, number)?);
        }
        Ok(())
    }

    /// Makes all changes at once.
    pub fn apply(self) -> Result<(), IndexFault> {
        Ok(self.db.apply_batch(self.changes)?)
    }

    /// How many values a row has now.
    fn values(&self, name: &[u8]) -> Result<usize, IndexFault> {
        let mut count = 0;
        while !self.fresh && self.db.contains_key(part_key(name, count)?)? {
            count += 1;
        }
        Ok(count)
    }
}
