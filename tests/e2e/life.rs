//! The life of a program: started twice, killed in the middle, without a network.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use expediente_tests::program::in_store;

use crate::case::begin;
use crate::window::{Home, Window, is_left, processes_of, program};

/// Two windows over one store would show two truths: the second start shows the first window and
/// ends.
#[tokio::test]
async fn a_second_start_shows_the_first_window() {
    let home = Home::new("en_US.UTF-8");
    let window = Window::open(&home).await;
    let mut second = Command::new(program());
    home.dress(&mut second);
    let mut second = second
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    for _ in 0..600 {
        if let Some(status) = second.try_wait().unwrap() {
            assert!(status.success());
            begin(&window, "José Gregorio Quintero").await;
            window.close().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    second.kill().unwrap();
    panic!("the second start does not end");
}

/// Papers that the window has shown as received are there after a power cut.
#[tokio::test]
async fn killed_in_the_middle_of_an_import_nothing_received_is_lost() {
    let home = Home::new("en_US.UTF-8");
    let papers = many_papers(&home);
    let window = Window::open(&home).await;
    begin(&window, "José Gregorio Quintero").await;
    home.answer(&[&papers]);
    window.click("[data-test=add-folder]").await;
    window.click("[data-test=together-each]").await;
    window.until("twenty papers received", &received(20)).await;
    kill_the_program_of(&home);
    drop(window);

    let (_, listing) = in_store(&home.store(), ["matter", "list"]);
    let papers = listing[0]["papers"]
        .as_u64()
        .unwrap_or_else(|| panic!("no list of cases: {listing}"));
    assert!(papers >= 20, "{papers} papers are there");
    let (code, report) = in_store(&home.store(), ["check"]);
    assert_eq!(code, 0, "{report}");

    let window = Window::open(&home).await;
    window.click("[data-test=open-case]").await;
    window.find("[data-view=case]").await;
    let script = format!(
        "return document.querySelectorAll('[data-test=row]').length > 0 || document.body.innerText.includes('{papers}')"
    );
    window.until("the papers", &script).await;
    window.close().await;
}

/// Enough that the import still runs when the tests act in the middle of it.
const MANY: usize = 900;

/// A folder of many photos, each a different paper.
fn many_papers(home: &Home) -> PathBuf {
    let papers = home.path("papers");
    std::fs::create_dir(&papers).unwrap();
    let photo = expediente_tests::sample().join("04 - Fotos de su trabajo/DSC_0417.JPG");
    let bytes = std::fs::read(photo).unwrap();
    for n in 0..MANY {
        // The same picture with another tail is a different paper.
        let mut bytes = bytes.clone();
        bytes.extend_from_slice(format!("{n}").as_bytes());
        std::fs::write(papers.join(format!("Foto {n:03}.jpg")), bytes).unwrap();
    }
    papers
}

/// A script: whether the window has shown this many papers as done.
fn received(count: usize) -> String {
    format!(
        "const e = document.querySelector('[data-test=progress]'); const done = e === null ? null \
         : e.innerText.match(/(\\d+) (?:of|de) {MANY}/); return done !== null && Number(done[1]) >= {count}"
    )
}

/// Kills the program that holds a home's store, and its children, and waits until they are gone.
fn kill_the_program_of(home: &Home) {
    let processes = processes_of(&home.store());
    assert!(!processes.is_empty(), "the program runs");
    for process in processes {
        let _ = Command::new("kill")
            .arg("-9")
            .arg(process.file_name().unwrap())
            .status();
        // The store is free only when its last thread is gone; the parent may not have reaped it
        // yet.
        let ended = || {
            let stat = std::fs::read_to_string(process.join("stat")).unwrap_or_default();
            let state = stat.rsplit(')').next().unwrap_or_default().trim_start();
            let threads = std::fs::read_dir(process.join("task")).map_or(0, Iterator::count);
            state.is_empty() || (state.starts_with(['Z', 'X']) && threads <= 1)
        };
        while !ended() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Closing the window while papers come in asks first; staying loses nothing, and closing keeps
/// what was received.
#[tokio::test]
async fn closing_in_the_middle_of_an_import_asks_first() {
    let home = Home::new("es_VE.UTF-8");
    let papers = many_papers(&home);
    let window = Window::open(&home).await;
    begin(&window, "José Gregorio Quintero").await;
    home.answer(&[&papers]);
    window.click("[data-test=add-folder]").await;
    window.click("[data-test=together-each]").await;
    window.until("three papers received", &received(3)).await;
    let close_and = async |answer: &str| {
        // A key that the display loses is pressed again, as a person would.
        for _ in 0..5 {
            let mut command = Command::new("xdotool");
            home.dress(&mut command);
            assert!(
                command
                    .args(["key", "--clearmodifiers", "alt+F4"])
                    .status()
                    .unwrap()
                    .success()
            );
            if window.is_there(answer, Duration::from_secs(1)).await {
                break;
            }
        }
        window.click(answer).await;
    };
    close_and("[data-test=keep-working]").await;
    window.until("ten papers received", &received(10)).await;
    close_and("[data-test=close-now]").await;
    for _ in 0..600 {
        if is_left(&home.store()) {
            // The window flushed its index, so that the next start need not rebuild it.
            let index = std::fs::read(home.store().join("index/db")).unwrap();
            assert!(
                index.windows(10).any(|bytes| bytes == b"Foto 000.j"),
                "the index has the papers"
            );
            let (code, listing) = in_store(&home.store(), ["matter", "list"]);
            // The index is flushed a moment before the program lets the store go.
            if code == 5 {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
            assert!(listing[0]["papers"].as_u64().unwrap() >= 10, "{listing}");
            assert_eq!(in_store(&home.store(), ["check"]).0, 0);
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the program goes on");
}

/// The whole way again without any network but the loopback interface, which the driver needs.
#[test]
fn it_works_without_a_network() {
    let own = std::env::current_exe().unwrap();
    let script = format!(
        "ip link set lo up && exec '{}' --exact family::a_family_builds_its_dossier_in_spanish",
        own.display()
    );
    let output = Command::new("unshare")
        .args(["--net", "--map-root-user", "sh", "-c", &script])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}
