//! A change is committed under the revision that it was computed from, so acts at the same moment
//! lose nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use expediente_model::{Act, Change, Exhibit, ExhibitId, Facts, Matter, MatterId};
use expediente_vault::{Vault, VaultError};

const AT: &str = "2026-01-02T03:04:05Z";

fn id() -> MatterId {
    MatterId::from_untrusted("m").unwrap()
}

fn vault(store: &Path) -> Vault {
    let (vault, _) = Vault::open(store, "test").unwrap();
    vault.create(&id(), "m", &Facts::default(), AT).unwrap();
    vault
}

/// Adds an exhibit behind all others, with the next free id.
fn append(matter: &Matter) -> Change {
    let exhibit = Exhibit::new(ExhibitId(matter.highest_id + 1), "Carta");
    let at = matter.exhibits.len();
    Change::InsertExhibit { at, exhibit }
}

fn ids(matter: &Matter) -> Vec<u64> {
    matter.exhibits.iter().map(|e| e.id.0).collect()
}

/// The matter as its journal alone tells it.
fn replayed(store: &Path) -> Matter {
    std::fs::remove_dir_all(store.join("index")).unwrap();
    let (vault, _) = Vault::open(store, "test").unwrap();
    assert!(!vault.is_read_only(&id()).unwrap());
    (*vault.matter(&id()).unwrap()).clone()
}

/// A change computed from an old state would overwrite what came in between.
#[test]
fn a_stale_change_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let (matter, revision) = vault.revised(&id()).unwrap();
    let change = append(&matter);
    vault
        .commit_at(&id(), &revision, Act::Add, &change, AT)
        .unwrap();
    let again = vault.commit_at(&id(), &revision, Act::Add, &change, AT);
    assert!(matches!(again, Err(VaultError::Stale(stale)) if stale == id()));
    let (matter, newer) = vault.revised(&id()).unwrap();
    assert_eq!(ids(&matter), [1]);
    assert_ne!(newer, revision);
    // Undoing leads to the old state, but not to the old revision.
    vault.undo(&id(), AT).unwrap();
    let late = vault.commit_at(&id(), &revision, Act::Add, &change, AT);
    assert!(matches!(late, Err(VaultError::Stale(_))));
    let (matter, newest) = vault.revised(&id()).unwrap();
    vault
        .commit_at(&id(), &newest, Act::Add, &append(&matter), AT)
        .unwrap();
    let none = MatterId::from_untrusted("none").unwrap();
    let missing = vault.commit_at(&none, &newest, Act::Add, &change, AT);
    assert!(matches!(missing, Err(VaultError::NoMatter(_))));
}

/// A change that came too late is computed again from the new state, and its own error ends it.
#[test]
fn a_late_change_is_computed_again() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let computed = Cell::new(0);
    let matter = vault
        .commit_with(&id(), Act::Add, AT, |matter| {
            computed.set(computed.get() + 1);
            if computed.get() == 1 {
                // The lock is not held here, so another act can come in between.
                vault.commit(&id(), Act::Add, &append(matter), AT)?;
            }
            Ok::<_, VaultError>(append(matter))
        })
        .unwrap();
    assert_eq!(computed.get(), 2);
    assert_eq!(ids(&matter), [1, 2]);
    let refused = vault.commit_with(&id(), Act::Add, AT, |_| Err(VaultError::NothingTo("add")));
    assert!(matches!(refused, Err(VaultError::NothingTo("add"))));
    assert_eq!(ids(&vault.matter(&id()).unwrap()), [1, 2]);
}

/// An act that others overtook again and again takes its turn: until it is committed, no other act,
/// no undo and no record of a build comes in between.
#[test]
fn an_act_in_its_turn_is_not_overtaken() {
    type Other = fn(&Vault) -> Result<(), VaultError>;
    let others: [Other; 3] = [
        |vault| vault.undo(&id(), AT).map(drop),
        |vault| vault.redo(&id(), AT).map(drop),
        |vault| {
            let (matter, _) = vault.revised(&id())?;
            vault
                .commit(&id(), Act::Add, &append(&matter), AT)
                .map(drop)
        },
    ];
    for other in others {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        // One act to undo and one to redo.
        for _ in 0..2 {
            let (matter, revision) = vault.revised(&id()).unwrap();
            let change = append(&matter);
            vault
                .commit_at(&id(), &revision, Act::Add, &change, AT)
                .unwrap();
        }
        vault.undo(&id(), AT).unwrap();
        thread::scope(|scope| {
            let overtaken = Cell::new(0);
            let result = vault.commit_with(&id(), Act::Add, AT, |matter| {
                overtaken.set(overtaken.get() + 1);
                if overtaken.get() <= 3 {
                    // The vault's record of a step, which leaves what there is to undo and to redo.
                    vault.undo(&id(), AT)?;
                    vault.redo(&id(), AT)?;
                } else {
                    let vault = &vault;
                    let late = scope.spawn(move || other(vault));
                    // It has time to do harm, if it can.
                    thread::sleep(std::time::Duration::from_millis(100));
                    assert!(!late.is_finished());
                }
                Ok::<_, VaultError>(append(matter))
            });
            assert_eq!(overtaken.get(), 4);
            result.unwrap();
        });
    }
}

/// Counts a thread that works, until it ends or panics: the threads that wait for it must end, too.
struct Working<'a>(&'a AtomicUsize);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Several threads add, undo and redo at once. Each act that was acknowledged counts exactly once,
/// no id is given twice, and the journal tells the same matter.
#[test]
fn acts_at_the_same_moment_lose_nothing() {
    const ADDERS: usize = 4;
    const ADDED_BY_EACH: usize = 12;
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let adding = AtomicUsize::new(ADDERS);
    // Returns the ids of the exhibits that it added.
    let add = || {
        let _working = Working(&adding);
        let mut added = Vec::new();
        for _ in 0..ADDED_BY_EACH {
            let mut own = None;
            let matter = vault
                .commit_with(&id(), Act::Add, AT, |matter| {
                    own = Some(matter.highest_id + 1);
                    Ok::<_, VaultError>(append(matter))
                })
                .unwrap();
            let own = own.unwrap();
            assert_eq!(ids(&matter).last(), Some(&own));
            added.push(own);
        }
        added
    };
    // Returns how many acts it undid and redid.
    let undo_and_redo = || {
        let (mut undone, mut redone) = (0, 0);
        while adding.load(Ordering::Relaxed) > 0 {
            match vault.undo(&id(), AT) {
                Ok(_) => undone += 1,
                Err(VaultError::NothingTo(_)) => {}
                Err(error) => panic!("{error}"),
            }
            match vault.redo(&id(), AT) {
                Ok(_) => redone += 1,
                Err(VaultError::NothingTo(_)) => {}
                Err(error) => panic!("{error}"),
            }
            thread::yield_now();
        }
        (undone, redone)
    };
    let (added, undone, redone) = thread::scope(|scope| {
        let adders: Vec<_> = (0..ADDERS).map(|_| scope.spawn(add)).collect();
        let others: Vec<_> = (0..2).map(|_| scope.spawn(undo_and_redo)).collect();
        let added: Vec<u64> = adders.into_iter().flat_map(|t| t.join().unwrap()).collect();
        let counts: Vec<(usize, usize)> = others.into_iter().map(|t| t.join().unwrap()).collect();
        let undone: usize = counts.iter().map(|(undone, _)| undone).sum();
        let redone: usize = counts.iter().map(|(_, redone)| redone).sum();
        (added, undone, redone)
    });
    assert_eq!(added.len(), ADDERS * ADDED_BY_EACH);
    let unique: BTreeSet<u64> = added.iter().copied().collect();
    assert_eq!(unique.len(), added.len(), "no id is given twice");
    let matter = vault.matter(&id()).unwrap();
    assert_eq!(matter.exhibits.len(), added.len() + redone - undone);
    assert!(ids(&matter).iter().all(|id| unique.contains(id)));
    let journal = folder.path().join("matters/m/journal.jsonl");
    let records = std::fs::read_to_string(journal).unwrap().lines().count();
    assert_eq!(records, 1 + added.len() + undone + redone);
    drop(vault);
    assert_eq!(replayed(folder.path()), *matter);
}

/// An act after an undo ends what could be redone: redoing would put back what the new act has not
/// seen. The journal alone tells the same.
#[test]
fn an_act_after_undo_clears_redo() {
    let folder = tempfile::tempdir().unwrap();
    let store = vault(folder.path());
    let act = |vault: &Vault| {
        let change = append(&vault.matter(&id()).unwrap());
        vault.commit(&id(), Act::Add, &change, AT).unwrap();
    };
    act(&store);
    act(&store);
    store.undo(&id(), AT).unwrap();
    assert_eq!(store.history(&id()).unwrap().redo.len(), 1);
    act(&store);
    let nothing = |vault: &Vault| {
        assert!(vault.history(&id()).unwrap().redo.is_empty());
        let redone = vault.redo(&id(), AT);
        assert!(matches!(redone, Err(VaultError::NothingTo("redo"))));
    };
    nothing(&store);
    drop(store);
    let (store, _) = Vault::open(folder.path(), "test").unwrap();
    nothing(&store);
    drop(store);
    std::fs::remove_dir_all(folder.path().join("index")).unwrap();
    let (store, _) = Vault::open(folder.path(), "test").unwrap();
    nothing(&store);
    let matter = store.matter(&id()).unwrap();
    assert_eq!(ids(&matter), [1, 3], "an id is not given twice");
}
