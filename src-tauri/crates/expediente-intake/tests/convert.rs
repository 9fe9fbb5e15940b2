//! Programs that play LibreOffice: one that never ends, one that leaves processes behind, one that
//! writes a link or nothing. Shell scripts, locked in as on Linux.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use expediente_intake::{Confinement, Converter, Exported, Run, Stopped, Unconverted};
use expediente_model::{Code, MediaKind};

/// A program that says a version and then does what `acts` says; `$OUT` is where the PDF belongs.
fn program(folder: &Path, acts: &str) -> PathBuf {
    let path = folder.join("soffice");
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *--version*) echo 'LibreOffice 9.9.1 x'; exit;; esac\n\
         OUT=\"$HOME/../out/paper.pdf\"\n{acts}\n"
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn export(
    confinement: Confinement,
    acts: &str,
    seconds: u64,
    cancel: &AtomicBool,
) -> (Result<Exported, Unconverted>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("a paper");
    fs::write(&paper, "paper").unwrap();
    let work = folder.path().join("work");
    fs::create_dir(&work).unwrap();
    let installed = folder.path().join("program");
    fs::create_dir(&installed).unwrap();
    let converter = Converter::with_program(program(&installed, acts)).confined_by(confinement);
    let run = Run {
        work: &work,
        may_run_free: true,
        seconds,
        cancel,
    };
    let result = converter.export((&paper, MediaKind::Docx), &run, "2026-01-02");
    (result, folder)
}

fn code(result: Result<Exported, Unconverted>) -> Code {
    match result {
        Err(Unconverted::Stopped(Stopped::Refused(finding))) => finding.code,
        other => panic!("{other:?}"),
    }
}

/// How many processes sleep for so long.
fn sleeping(mark: &str) -> usize {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let lines = processes.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    let wanted = format!("sleep\0{mark}\0").into_bytes();
    lines.filter(|line| *line == wanted).count()
}

/// How many of them are left: one that is ended is gone when the system comes to it.
fn left(mark: &str) -> usize {
    let until = Instant::now() + Duration::from_secs(20);
    while sleeping(mark) > 0 && Instant::now() < until {
        thread::sleep(Duration::from_millis(20));
    }
    sleeping(mark)
}

fn means() -> [Confinement; 2] {
    [Confinement::of_this_computer(), Confinement::Nothing]
}

/// The time is over: it and all that it started are ended.
#[test]
fn a_program_without_an_end_is_ended_with_all_it_started() {
    for (number, means) in means().into_iter().enumerate() {
        let mark = format!("3{number}7.{}", std::process::id());
        let acts = format!("sleep {mark} & sleep {mark} & sleep {mark}");
        let begun = Instant::now();
        let (result, _folder) = export(means, &acts, 2, &AtomicBool::new(false));
        assert_eq!(code(result), Code::OfficeTimeout, "{means:?}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{means:?}");
        assert_eq!(left(&mark), 0, "{means:?}");
    }
}

#[test]
fn a_cancel_ends_it_at_once() {
    for (number, means) in means().into_iter().enumerate() {
        let mark = format!("3{number}8.{}", std::process::id());
        let cancel = AtomicBool::new(false);
        let (result, _folder) = thread::scope(|scope| {
            scope.spawn(|| {
                let end = Instant::now() + Duration::from_secs(30);
                while sleeping(&mark) == 0 && Instant::now() < end {
                    thread::sleep(Duration::from_millis(5));
                }
                cancel.store(true, Ordering::Relaxed);
            });
            export(means, &format!("sleep {mark}"), 60, &cancel)
        });
        assert!(
            matches!(result, Err(Unconverted::Stopped(Stopped::Cancelled))),
            "{means:?}: {result:?}"
        );
        assert_eq!(left(&mark), 0, "{means:?}");
    }
}

/// Whatever it leaves running when it ends by itself is ended, too.
#[test]
fn nothing_outlives_it() {
    for (number, means) in means().into_iter().enumerate() {
        let mark = format!("3{number}9.{}", std::process::id());
        let acts = format!("sleep {mark} & echo '%PDF-1.7' > \"$OUT\"");
        let (result, _folder) = export(means, &acts, 20, &AtomicBool::new(false));
        let exported = result.unwrap();
        assert_eq!(exported.program, "LibreOffice 9.9.1");
        assert_eq!(fs::read(exported.path).unwrap(), b"%PDF-1.7\n");
        assert_eq!(left(&mark), 0, "{means:?}");
    }
}

/// A program that was taken over: its output is a link to a file of the user's, a folder, nothing.
#[test]
fn only_a_file_of_its_own_is_taken() {
    for acts in [
        "ln -s /etc/hostname \"$OUT\"",
        "mkdir \"$OUT\"",
        ": > \"$OUT\"",
        "exit 0",
        "exit 9",
    ] {
        let (result, _folder) = export(Confinement::Nothing, acts, 20, &AtomicBool::new(false));
        assert_eq!(code(result), Code::OfficeFailed, "{acts}");
    }
}

/// In the lock there is no network, no home, no environment and no file but the paper; and it can
/// write nowhere else.
#[test]
fn the_lock_holds() {
    let means = Confinement::of_this_computer();
    assert_eq!(
        means,
        Confinement::Bubblewrap,
        "bwrap is missing or forbidden here: tests/tools.sh test"
    );
    let secret = tempfile::tempdir().unwrap();
    let file = secret.path().join("secret");
    fs::write(&file, "a-secret-word").unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let acts = format!(
        "{{ cat {file}; (bash -c 'echo x > /dev/tcp/127.0.0.1/{port}') && echo connected
           echo w > {folder}/written; env; ls in; ulimit -v; ls /proc | grep -c '^[0-9]'; \
           }} > \"$OUT\" 2>/dev/null",
        file = file.display(),
        folder = secret.path().display(),
    );
    let seen_by = |means| {
        let (result, _folder) = export(means, &acts, 20, &AtomicBool::new(false));
        fs::read_to_string(result.unwrap().path).unwrap()
    };
    // The same acts without the lock, so that what is absent could be there.
    let free = seen_by(Confinement::Nothing);
    assert!(
        free.contains("a-secret-word") && free.contains("connected"),
        "{free}"
    );
    fs::remove_file(secret.path().join("written")).unwrap();
    let seen = seen_by(means);
    for absent in ["a-secret-word", "connected", "CARGO"] {
        assert!(!seen.contains(absent), "{absent}: {seen}");
    }
    assert!(!secret.path().join("written").exists());
    let lines: Vec<&str> = seen.lines().collect();
    for line in ["HOME=/paper/home", "paper.docx", "4194304"] {
        assert!(lines.contains(&line), "{seen}");
    }
    let processes: usize = lines.last().unwrap().parse().unwrap();
    assert!(processes < 10, "{seen}");
}

/// Nothing runs free unless the user said so.
#[test]
fn without_a_lock_nothing_runs_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let converter = Converter::with_program(program(folder.path(), "touch ran"))
        .confined_by(Confinement::Nothing);
    let run = Run {
        work: folder.path(),
        may_run_free: false,
        seconds: 10,
        cancel: &AtomicBool::new(false),
    };
    let result = converter.export((Path::new("/nowhere"), MediaKind::Odt), &run, "");
    assert!(matches!(result, Err(Unconverted::Unconfined)), "{result:?}");
    assert!(!folder.path().join("in").exists());
    let missing = Converter::with_program("/nowhere/soffice");
    let result = missing.export((Path::new("/nowhere"), MediaKind::Odt), &run, "");
    assert!(matches!(result, Err(Unconverted::Missing(_))), "{result:?}");
}
