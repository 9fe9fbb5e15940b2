//! A damaged journal shows as much as can be trusted, and nothing is invented.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use expediente_model::{Act, Change, Code, Exhibit, ExhibitId, Facts, Matter, MatterId};
use expediente_vault::Vault;
use proptest::prelude::*;

const AT: &str = "2026-01-02T03:04:05Z";

fn id() -> MatterId {
    MatterId::from_untrusted("m").unwrap()
}

fn journal(store: &Path) -> PathBuf {
    store.join("matters/m/journal.jsonl")
}

/// A journal of a dozen records, and the matter after each of them.
struct Story {
    bytes: Vec<u8>,
    /// Where each record ends.
    ends: Vec<usize>,
    matters: Vec<Matter>,
}

static STORY: LazyLock<Story> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let (vault, _) = Vault::open(folder.path(), "test").unwrap();
    let mut matters = vec![(*vault.create(&id(), "m", &Facts::default(), AT).unwrap()).clone()];
    let mut keep = |matter: std::sync::Arc<Matter>| matters.push((*matter).clone());
    for number in 0..6 {
        let change = Change::InsertExhibit {
            at: 0,
            exhibit: Exhibit::new(ExhibitId(number + 1), "Carta ñ"),
        };
        keep(vault.commit(&id(), Act::Add, &change, AT).unwrap());
    }
    keep(vault.undo(&id(), AT).unwrap().0);
    keep(vault.undo(&id(), AT).unwrap().0);
    keep(vault.redo(&id(), AT).unwrap().0);
    keep(
        vault
            .commit(
                &id(),
                Act::Move,
                &Change::MoveExhibit {
                    id: ExhibitId(1),
                    to: 0,
                },
                AT,
            )
            .unwrap(),
    );
    keep(
        vault
            .commit(
                &id(),
                Act::Move,
                &Change::SetName {
                    name: "otro".into(),
                },
                AT,
            )
            .unwrap(),
    );
    drop(vault);
    let bytes = std::fs::read(journal(folder.path())).unwrap();
    let ends = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .map(|(at, _)| at + 1)
        .collect();
    Story {
        bytes,
        ends,
        matters,
    }
});

/// How many intact records these bytes begin with.
fn whole(bytes: &[u8]) -> usize {
    STORY
        .ends
        .iter()
        .take_while(|&&end| bytes.get(..end) == STORY.bytes.get(..end))
        .count()
}

/// A store with this journal and no index; in memory if possible.
fn store(bytes: &[u8]) -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .unwrap();
    // With a paper, so that it is never taken for a half-created matter.
    for name in ["originals", "derivatives"] {
        std::fs::create_dir_all(folder.path().join("matters/m").join(name)).unwrap();
    }
    std::fs::write(folder.path().join("matters/m/originals/paper"), b"paper").unwrap();
    std::fs::write(journal(folder.path()), bytes).unwrap();
    folder
}

/// Opens it: the matter is as it was after the intact records, and any damage is a finding.
fn look(bytes: &[u8]) -> Result<(), TestCaseError> {
    let folder = store(bytes);
    let (vault, findings) = Vault::open(folder.path(), "test")
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    let whole = whole(bytes);
    let seen = (*vault.matter(&id()).unwrap()).clone();
    match whole {
        0 => prop_assert!(seen.exhibits.is_empty() && vault.is_read_only(&id()).unwrap()),
        _ => prop_assert_eq!(&seen, &STORY.matters[whole - 1]),
    }
    let all = whole > 0 && STORY.ends[whole - 1] == bytes.len();
    let told = findings
        .iter()
        .any(|f| [Code::JournalCut, Code::JournalDamaged, Code::JournalNewer].contains(&f.code));
    prop_assert_eq!(told, !all, "{:?}", findings);
    // A journal that cannot be trusted is not overwritten; an unfinished line is cut, and work
    // continues.
    let change = Change::SetName { name: "x".into() };
    if vault.is_read_only(&id()).unwrap() {
        prop_assert!(vault.commit(&id(), Act::Move, &change, AT).is_err());
        drop(vault);
        prop_assert_eq!(std::fs::read(journal(folder.path())).unwrap(), bytes);
    } else {
        vault
            .commit(&id(), Act::Move, &change, AT)
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        drop(vault);
        std::fs::remove_dir_all(folder.path().join("index")).unwrap();
        let (vault, findings) = Vault::open(folder.path(), "test").unwrap();
        prop_assert!(findings.is_empty(), "{:?}", findings);
        prop_assert_eq!(&vault.matter(&id()).unwrap().name, "x");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(64)
    })]

    /// A truncated journal shows its intact records. If whole lines are missing at the end, nothing
    /// can tell; half a line is cut and reported.
    #[test]
    fn any_prefix(cut in 0.0f64..1.0) {
        let length = (STORY.bytes.len() as f64 * cut) as usize;
        look(&STORY.bytes[..length])?;
    }

    /// Bytes altered, removed or inserted anywhere never show a state that the matter never had.
    #[test]
    fn any_damage(
        at in 0.0f64..1.0,
        gone in 0usize..40,
        new in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut bytes = STORY.bytes.clone();
        let at = (bytes.len() as f64 * at) as usize;
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new);
        look(&bytes)?;
    }

    /// Lines that are swapped, duplicated or missing break the chain there.
    #[test]
    fn any_order(first in 0usize..12, second in 0usize..12, how in 0usize..3) {
        let mut lines: Vec<&[u8]> = STORY.bytes.split_inclusive(|byte| *byte == b'\n').collect();
        match how {
            0 => lines.swap(first, second),
            1 => lines.insert(first, lines[second]),
            _ => drop(lines.remove(first)),
        }
        look(&lines.concat())?;
    }
}
