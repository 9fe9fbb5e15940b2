//! A power cut after every single operation of the vault on the disk, with everything unsynced
//! lost, kept or torn.
//!
//! A scenario of acts runs on a disk that records every step. For each step, the test makes the
//! disks that a power cut after it could leave, opens each as a store, and a judge decides whether
//! it shows what was acknowledged and nothing half done.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod dice;
mod judge;
mod platter;
mod recorder;
mod scenario;

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use expediente_model::Change;
use expediente_vault::{Disk, Vault};

use dice::Dice;
use judge::{Judge, scratch};
use platter::{Left, Platter};
use recorder::{Fault, Lie, Recorder, Step};
use scenario::Deed;

/// The disks that are tried after each step: the two extremes, and some random ones.
const LEFT: [Left; 7] = [
    Left::Nothing,
    Left::Everything,
    Left::Some(50),
    Left::Some(50),
    Left::Some(50),
    Left::Some(20),
    Left::Some(80),
];

/// Runs the scenario to its end and returns every step that the disk saw.
fn steps(judge: &Judge, lie: Option<Lie>) -> Vec<Step> {
    let folder = scratch();
    let disk = match lie {
        Some(lie) => Recorder::lying(folder.path(), lie),
        None => Recorder::new(folder.path()),
    };
    let disk = Arc::new(disk);
    let (vault, _) =
        Vault::open_on(Arc::clone(&disk) as Arc<dyn Disk>, folder.path(), "test").unwrap();
    for (done, deed) in judge.deeds.iter().enumerate() {
        deed.carry_out(&vault, &disk).unwrap();
        disk.acknowledge(done + 1);
    }
    disk.steps()
}

/// Cuts the power after each of the steps. Returns how many different disks were examined, or what
/// was wrong with the first bad one.
fn cut_power(judge: &Judge, steps: &[Step]) -> Result<usize, String> {
    let mut platter = Platter::new();
    let mut acknowledged = 0;
    let mut dice = Dice(17);
    let mut seen = HashSet::new();
    for (number, step) in steps.iter().enumerate() {
        platter.carry_out(step);
        if let Step::Acknowledged(acts) = step {
            acknowledged = *acts;
        }
        for left in LEFT {
            let image = platter.after_power_cut(left, &mut dice);
            if seen.insert((acknowledged, image.clone())) {
                judge.look(&image, acknowledged, &mut dice).map_err(|why| {
                    format!("power cut after step {number}, {step:?}, {left:?} left, {acknowledged} acts acknowledged: {why}")
                })?;
            }
        }
    }
    Ok(seen.len())
}

/// After a power cut at any moment, everything acknowledged is there, nothing half done is shown,
/// the check of the store is clean, and work continues.
#[test]
fn a_power_cut_after_any_step_loses_nothing_that_was_acknowledged() {
    let judge = Judge::new();
    let steps = steps(&judge, None);
    let disks = cut_power(&judge, &steps).unwrap_or_else(|why| panic!("{why}"));
    println!(
        "{} steps, {disks} different disks after a power cut",
        steps.len()
    );
    assert!(disks > 2 * steps.len());
}

/// The test above can fail: it does on a disk that omits one kind of sync, for every kind there is.
#[test]
fn a_disk_that_leaves_out_one_kind_of_sync_is_found_out() {
    fn file_in(step: &Step, folder: &str) -> bool {
        matches!(step, Step::SyncFile(path) if path.starts_with(folder))
    }
    fn folder(step: &Step, ends: &str) -> bool {
        matches!(step, Step::SyncFolder(path) if path.ends_with(ends))
    }
    let lies: [(&str, Lie); 6] = [
        ("the staged files", |step| file_in(step, "staging")),
        (
            "the journals",
            |step| matches!(step, Step::SyncFile(path) if path.ends_with("journal.jsonl")),
        ),
        ("the folders of originals", |step| folder(step, "originals")),
        ("the folders of derivatives", |step| {
            folder(step, "derivatives")
        }),
        ("the folders of matters", |step| {
            folder(step, "m") || folder(step, "n")
        }),
        ("the folder of all matters", |step| folder(step, "matters")),
    ];
    let judge = Judge::new();
    for (what, lie) in lies {
        let found = cut_power(&judge, &steps(&judge, Some(lie)));
        println!(
            "without syncs of {what}: {}",
            found.as_ref().err().map_or("nothing found", String::as_str)
        );
        assert!(found.is_err(), "without syncs of {what} nothing was lost");
    }
}

/// The disk fails at any operation, once, three times in a row or from then on, during one act.
/// What was acknowledged stays; the act happened completely or not at all; it can be repeated once
/// the disk works; and a power cut after all that finds the same.
#[test]
fn an_error_at_any_step_leaves_nothing_half_done() {
    let judge = Judge::new();
    let asked = {
        let folder = scratch();
        let disk = Arc::new(Recorder::new(folder.path()));
        let (vault, _) =
            Vault::open_on(Arc::clone(&disk) as Arc<dyn Disk>, folder.path(), "test").unwrap();
        judge
            .deeds
            .iter()
            .for_each(|deed| deed.carry_out(&vault, &disk).unwrap());
        disk.asked()
    };
    let mut wrong = Vec::new();
    for from in 0..asked {
        for (count, kind) in [
            (1, io::ErrorKind::StorageFull),
            (3, io::ErrorKind::Other),
            (usize::MAX, io::ErrorKind::StorageFull),
        ] {
            let fault = Fault { from, count, kind };
            if let Err(why) = fail_once(&judge, fault) {
                wrong.push(format!("{fault:?}: {why}"));
            }
        }
    }
    println!("{asked} questions to the disk, each failed in three ways");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A long record fails at its sync, and truncating it fails as well. The next record is shorter.
/// The end of the long one used to follow it and was taken for a damaged line, so the matter became
/// read-only.
#[test]
fn a_long_record_that_failed_does_not_look_out_behind_a_short_one() {
    let folder = scratch();
    let open = |disk: &Arc<Recorder>| {
        Vault::open_on(Arc::clone(disk) as Arc<dyn Disk>, folder.path(), "test").unwrap()
    };
    let name = |name: &str| Deed::Commit("m", Change::SetName { name: name.into() });
    let sound = Arc::new(Recorder::new(folder.path()));
    let (vault, _) = open(&sound);
    Deed::Create("m").carry_out(&vault, &sound).unwrap();
    drop(vault);
    let before = {
        let probe = Arc::new(Recorder::new(folder.path()));
        drop(open(&probe));
        probe.asked()
    };
    // The write succeeds; its sync and the truncation do not.
    let fault = Fault {
        from: before + 1,
        count: 2,
        kind: io::ErrorKind::Other,
    };
    let disk = Arc::new(Recorder::failing(folder.path(), fault));
    let (vault, _) = open(&disk);
    name(&"long ".repeat(100))
        .carry_out(&vault, &disk)
        .unwrap_err();
    assert_eq!(disk.failed(), 2);
    name("short").carry_out(&vault, &disk).unwrap();
    drop(vault);
    let (vault, findings) = open(&sound);
    assert!(findings.is_empty(), "{findings:?}");
    let matter = vault.matter(&scenario::id("m")).unwrap();
    assert_eq!(
        (
            matter.name.as_str(),
            vault.is_read_only(&matter.id).unwrap()
        ),
        ("short", false)
    );
}

/// Runs the scenario on a failing disk, and repairs the disk after the act that failed.
fn fail_once(judge: &Judge, fault: Fault) -> Result<(), String> {
    let folder = scratch();
    let disk = Arc::new(Recorder::failing(folder.path(), fault));
    let open = || Vault::open_on(Arc::clone(&disk) as Arc<dyn Disk>, folder.path(), "test");
    let vault = match open() {
        Ok((vault, _)) => vault,
        Err(_) => {
            disk.heal();
            open().map_err(|error| format!("opened again: {error}"))?.0
        }
    };
    let mut dice = Dice(fault.from as u64);
    let mut struck_at = None;
    let mut acknowledged = 0;
    for (done, deed) in judge.deeds.iter().enumerate() {
        let result = deed.carry_out(&vault, &disk);
        let now = scenario::shown(&vault).map_err(|error| format!("after {deed:?}: {error}"))?;
        let happened = now == judge.expected[done + 1];
        if let Err(error) = result {
            if !happened && now != judge.expected[done] {
                return Err(format!(
                    "{deed:?} failed ({error}) and left something half done"
                ));
            }
            // The power is cut while the disk still fails.
            judge
                .power_cut(&disk.steps(), done, &mut dice)
                .map_err(|why| format!("{deed:?} failed, {why}"))?;
            disk.heal();
            // After a single error the vault has cleaned up.
            if fault.count == 1 {
                judge
                    .check(&vault, None)
                    .map_err(|why| format!("{deed:?} failed, {why}"))?;
            }
            // A matter whose erasure failed is not shown any more, but its erasure is not durable
            // until it is repeated.
            if !happened || matches!(deed, Deed::Erase(_)) {
                deed.carry_out(&vault, &disk)
                    .map_err(|error| format!("{deed:?} again: {error}"))?;
            }
        } else if !happened {
            return Err(format!("{deed:?} is acknowledged and not shown"));
        }
        acknowledged = done + 1;
        if disk.failed() > 0 && struck_at.is_none() {
            disk.heal();
            struck_at = Some(done);
        }
        // Two more acts show that the store works.
        if struck_at.is_some_and(|at| done == at + 2) {
            break;
        }
    }
    drop(vault);
    judge
        .power_cut(&disk.steps(), acknowledged, &mut dice)
        .map_err(|why| format!("two acts later, {why}"))
}
