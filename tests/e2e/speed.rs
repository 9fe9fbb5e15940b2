//! How fast the window is, measured inside it: `make bench-ui` runs this with a release build and
//! writes the results into `docs/benchmarks.md`. Nothing is asserted: a slow machine is not a bug.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::case::to_start;
use crate::window::{Home, Window, processes_of};

const EXHIBITS: usize = 1_000;

/// The release build, which is what people install.
fn released() -> PathBuf {
    let path = expediente_tests::root().join("target/release/expediente-desktop");
    assert!(path.is_file(), "build it first: make bench-ui");
    path
}

/// A case of a thousand exhibits: papers of one to three pages, each its own file.
fn large_case(home: &Home) {
    let papers = home.path("papers");
    std::fs::create_dir(&papers).unwrap();
    let script = expediente_tests::root().join("tests/e2e/scripts/make_papers.py");
    let made = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(&papers)
        .arg(EXHIBITS.to_string())
        .status()
        .unwrap();
    assert!(made.success());
    let program = released().with_file_name("expediente");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let mut command = Command::new(&program);
        command
            .args(arguments)
            .arg("--store")
            .arg(home.store())
            .stdout(std::process::Stdio::null());
        assert!(command.status().unwrap().success());
    };
    run(&["matter", "new", "Large", "--person", "A Thousand"].map(std::ffi::OsStr::new));
    run(&["add".as_ref(), "large".as_ref(), papers.as_os_str()]);
    // A folder is one exhibit; the split makes each paper its own.
    run(&["exhibit", "split", "large", "A"].map(std::ffi::OsStr::new));
}

/// How long each picture took that scrolled into view at one of these heights.
async fn scrolling(window: &Window, script: &str, heights: impl Iterator<Item = u32>) -> Vec<f64> {
    let mut times = Vec::new();
    for top in heights {
        let found = window
            .client
            .execute_async(script, vec![json!(top)])
            .await
            .unwrap();
        times.extend(
            found
                .as_array()
                .unwrap()
                .iter()
                .filter_map(serde_json::Value::as_f64),
        );
    }
    times
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn of_100(mut values: Vec<f64>, at: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * at / 100).min(values.len() - 1)]
}

/// The process that shows the window of a home; its children started later.
fn pid_of(home: &Home) -> u32 {
    let pid = |process: PathBuf| process.file_name()?.to_str()?.parse::<u32>().ok();
    processes_of(&home.store())
        .into_iter()
        .filter_map(pid)
        .min()
        .unwrap()
}

/// When a process started, in milliseconds since 1970, to a hundredth of a second.
fn began(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let after = stat.rsplit_once(')').unwrap().1;
    let ticks: f64 = after.split_whitespace().nth(19).unwrap().parse().unwrap();
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
    let up: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs_f64();
    (now - up + ticks / 100.0) * 1000.0
}

/// A memory figure in megabytes, from a file of `/proc`.
fn memory(pid: u32, file: &str, field: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<f64>()
        .unwrap()
        / 1000.0
}

#[tokio::test]
#[ignore = "a measurement, run by `make bench-ui`"]
async fn how_fast_the_window_is() {
    let home = Home::new("en_US.UTF-8");
    large_case(&home);

    println!("a case of {EXHIBITS} exhibits is there");
    let mut starts = Vec::new();
    for _ in 0..7 {
        let window = Window::open_with(&home, &released(), &[]).await;
        window.find("[data-test=open-case]").await;
        window
            .until(
                "the mark of the list",
                "return performance.getEntriesByName('usable').length > 0",
            )
            .await;
        let usable =
            "return performance.timeOrigin + performance.getEntriesByName('usable')[0].startTime";
        let usable = window.js(usable, Vec::new()).await.as_f64().unwrap();
        starts.push(usable - began(pid_of(&home)));
        window.close().await;
    }

    let window = Window::open_with(&home, &released(), &[]).await;
    let opened = "const done = arguments[0]; const began = performance.now(); \
        document.querySelector('[data-test=open-case]').click(); \
        const look = () => document.querySelector('[data-view=case] [data-test=row][data-sort=exhibit]') \
        ? done(performance.now() - began) : requestAnimationFrame(look); look();";
    let mut opens = Vec::new();
    for _ in 0..7 {
        window.find("[data-test=open-case]").await;
        opens.push(
            window
                .client
                .execute_async(opened, Vec::new())
                .await
                .unwrap()
                .as_f64()
                .unwrap(),
        );
        to_start(&window).await;
    }
    window.click("[data-test=open-case]").await;
    window.click("[data-test=row][data-sort=exhibit]").await;

    // Rows that scroll in: from when an image element is in view to when its picture is loaded.
    let scrolled = "const [top, done] = arguments; const list = document.querySelector('[role=listbox]'); \
        const box = [list, ...list.querySelectorAll('*'), list.parentElement].find((e) => e.scrollHeight > e.clientHeight + 50); \
        const had = new Set(list.querySelectorAll('img')); const times = []; const began = performance.now(); \
        box.scrollTop = top; let waiting = new Map(); \
        const look = () => { const now = performance.now(); const edge = box.getBoundingClientRect(); \
        for (const i of list.querySelectorAll('img')) { const r = i.getBoundingClientRect(); \
        if (had.has(i) && !waiting.has(i) || r.bottom < edge.top || r.top > edge.bottom) continue; \
        if (!waiting.has(i)) waiting.set(i, { since: now, done: false }); const w = waiting.get(i); \
        if (!w.done && i.complete && i.naturalWidth > 0) { w.done = true; times.push(now - w.since); } } \
        if (now - began < 700) requestAnimationFrame(look); else done(times); }; requestAnimationFrame(look);";
    println!("started {starts:.0?}, opened {opens:.0?}");
    // From the end, because pictures are drawn ahead from the beginning.
    let fresh = scrolling(&window, scrolled, (1..=25).map(|step| 60_000 - step * 1500)).await;

    println!("scrolled");
    // One row down or up: from the key to the end of the frame that shows the new number. A message
    // sent before a frame is painted arrives after it.
    window.press("home").await;
    window
        .find("[data-test=row][data-sort=exhibit][aria-posinset='1'][aria-selected=true]")
        .await;
    let ready = "window.moved = null; \
        const label = () => document.querySelector('[data-test=row][aria-selected=true] [data-test=row-label]')?.textContent; \
        const before = label(); addEventListener('keydown', function hear(event) { if (!event.key.startsWith('Arrow')) return; \
        removeEventListener('keydown', hear, true); const began = performance.now(); \
        const painted = new MessageChannel(); painted.port1.onmessage = () => window.moved = performance.now() - began; \
        const look = () => { const now = label(); if (now && now !== before) painted.port2.postMessage(null); \
        else requestAnimationFrame(look); }; requestAnimationFrame(look); }, true);";
    let mut moves = Vec::new();
    for turn in 0..15 {
        window.js(ready, Vec::new()).await;
        // Down and up again, so that the row stays visible.
        window
            .press(if turn % 2 == 0 { "alt+down" } else { "alt+up" })
            .await;
        window
            .until("the new number", "return window.moved !== null")
            .await;
        moves.push(
            window
                .js("return window.moved", Vec::new())
                .await
                .as_f64()
                .unwrap(),
        );
    }

    println!("moved {moves:.0?}");
    // A page as large as the window: from the key to the kept picture, and to the sharp one, which
    // was never drawn.
    let ready = "window.looked = null; addEventListener('keydown', function hear(event) { \
        if (event.key !== ' ') return; removeEventListener('keydown', hear, true); \
        const began = performance.now(); let first = null; const look = () => { \
        const now = performance.now() - began; \
        const small = document.querySelector('[data-test=look-box] img'); \
        if (first === null && small?.complete && small.naturalWidth > 0) first = now; \
        if (document.querySelector('[data-test=look-picture]')?.dataset.sharp === 'true') \
        window.looked = [first ?? now, now]; else requestAnimationFrame(look); }; \
        requestAnimationFrame(look); }, true);";
    let (mut kept_looks, mut sharp_looks) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        window.press("down").await;
        window.js(ready, Vec::new()).await;
        window.press("space").await;
        window
            .until("the page", "return window.looked !== null")
            .await;
        let looked = window.js("return window.looked", Vec::new()).await;
        kept_looks.extend(looked[0].as_f64());
        sharp_looks.extend(looked[1].as_f64());
        window.press("escape").await;
        window.find("[data-view=case]").await;
    }

    println!("looked {kept_looks:.0?}, sharp {sharp_looks:.0?}");
    window.close().await;
    let window = Window::open_with(&home, &released(), &[]).await;
    window.click("[data-test=open-case]").await;
    window.find("[data-view=case]").await;
    let kept = scrolling(&window, scrolled, (1..=25).map(|step| 60_000 - step * 1500)).await;

    tokio::time::sleep(Duration::from_secs(5)).await;
    let pid = pid_of(&home);
    let (resident, anonymous) = (
        memory(pid, "status", "VmRSS:"),
        memory(pid, "status", "RssAnon:"),
    );
    let share = memory(pid, "smaps_rollup", "Pss:");
    window.close().await;
    let bundle = gzipped();

    let mut table = String::new();
    let mut row = |what: &str, goal: &str, measured: String| {
        let _ = writeln!(table, "| {what} | {goal} | {measured} |");
    };
    row(
        "start of the process to a usable list, median of 7",
        "1,000 ms",
        format!("{:.0} ms", median(starts)),
    );
    row(
        "a case of 1,000 exhibits opens, median of 7",
        "300 ms",
        format!("{:.0} ms", median(opens)),
    );
    row(
        "a move in it shows the new numbers, median of 15",
        "50 ms",
        format!("{:.0} ms", median(moves)),
    );
    row(
        "a page is looked at closely, its kept picture, median of 15",
        "60 ms",
        format!("{:.0} ms", median(kept_looks)),
    );
    row(
        "the same page sharp, never drawn before, median of 15",
        "250 ms",
        format!("{:.0} ms", median(sharp_looks)),
    );
    let thumbs =
        |times: &[f64]| format!("{:.0} ms, of {}", of_100(times.to_vec(), 95), times.len());
    row(
        "a thumbnail that was never drawn appears, 95th of 100",
        "60 ms",
        thumbs(&fresh),
    );
    row(
        "a thumbnail that is kept in the store appears, 95th of 100",
        "60 ms",
        thumbs(&kept),
    );
    row(
        "scripts and styles of the window, gzipped",
        "200 KB",
        format!("{bundle:.0} KB"),
    );
    row(
        "memory of the process with that case open",
        "120 MB",
        format!(
            "{anonymous:.0} MB of its own; with the system's libraries {share:.0} MB where each counts by its share (PSS), \
             {resident:.0} MB where it counts whole (RSS)"
        ),
    );
    write_down("window", &table);
}

/// The made-up case of 600 signatures (`assets/sample/make_case.py`): opened, and its petition
/// counted by accepting each sheet with Enter as the program found it.
#[tokio::test]
#[ignore = "a measurement, run by `make bench-ui`"]
async fn how_fast_a_petition_is_counted() {
    const SHEETS: usize = 30;
    let home = Home::without_reading("es_VE.UTF-8");
    let made = home.path("made");
    let script = expediente_tests::root().join("assets/sample/make_case.py");
    let status = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(&made)
        .status();
    assert!(status.unwrap().success());
    let papers = made.join("Papeles de Yuleidy");
    let say = |arguments: &[&str]| {
        let (code, said) = expediente_tests::program::in_store(&home.store(), arguments);
        assert!(matches!(code, 0 | 3 | 6), "{arguments:?}: {said}");
        said
    };
    say(&[
        "matter",
        "new",
        "caso",
        "--person",
        "Yuleidy",
        "--profile",
        "eoir",
    ]);
    say(&["add", "caso", papers.to_str().unwrap()]);
    say(&["checklist", "choose", "caso", "good-conduct"]);
    let shown = say(&["matter", "show", "caso"]);
    let exhibits = shown["exhibits"].as_array().unwrap();
    let petition = exhibits
        .iter()
        .find(|one| one["documents"].to_string().contains("hoja 21.jpg"));
    let label = petition.unwrap()["label"].as_str().unwrap().to_owned();
    say(&["exhibit", "rename", "caso", &label, "--kind", "petition"]);

    let window = Window::open_with(&home, &released(), &[]).await;
    window.find("[data-test=open-case]").await;
    let opened = "const done = arguments[0]; const began = performance.now(); \
        document.querySelector('[data-test=open-case]').click(); \
        const look = () => document.querySelector('[data-view=case] [data-test=row][data-sort=exhibit]') \
        ? done(performance.now() - began) : requestAnimationFrame(look); look();";
    let opened = window
        .client
        .execute_async(opened, Vec::new())
        .await
        .unwrap();
    window.click(&format!("[data-label={label}]")).await;
    window.click("[data-test=count-signatures]").await;
    window.find("[data-view=petition]").await;
    let began = std::time::Instant::now();
    let mut slowest = Duration::ZERO;
    for sheet in 1..=SHEETS {
        let asked = std::time::Instant::now();
        let there = format!(
            "return document.querySelector('[data-test=petition-sheet]')?.innerText\
             .includes('Hoja {sheet} de') && document.querySelector('[data-test=petition-row]') !== null"
        );
        window.until("the rows of the sheet", &there).await;
        slowest = slowest.max(asked.elapsed());
        window.press("enter").await;
    }
    window.find("[data-test=petition-sum]").await;
    let whole = began.elapsed();
    window.close().await;
    let total = say(&["petition", "show", "caso", &label])["total"].clone();
    let table = format!(
        "| the made-up case with all of it opens | 300 ms | {:.0} ms |\n\
         | 600 rows on {SHEETS} sheets, each accepted with Enter as it was found | 5 minutes | {:.0} s, of one sheet at most {:.1} s; {total} signatures |\n",
        opened.as_f64().unwrap(),
        whole.as_secs_f64(),
        slowest.as_secs_f64(),
    );
    print!("{table}");
    write_down("pass", &table);
}

/// Scripts and styles as a server would send them, in thousands of bytes.
fn gzipped() -> f64 {
    let folder = expediente_tests::root().join("ui/dist/assets");
    let mut total = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|ending| ending == "js" || ending == "css")
        {
            total += Command::new("gzip")
                .arg("-c")
                .arg(path)
                .output()
                .unwrap()
                .stdout
                .len();
        }
    }
    total as f64 / 1000.0
}

/// Replaces the table between the markers of this name in `docs/benchmarks.md`.
fn write_down(name: &str, table: &str) {
    let path = expediente_tests::root().join("docs/benchmarks.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(&format!("<!-- {name} -->\n")).unwrap();
    let (_, after) = rest.split_once(&format!("<!-- /{name} -->\n")).unwrap();
    let head = "| what | to reach | measured |\n|---|---|---|\n";
    std::fs::write(
        path,
        format!("{before}<!-- {name} -->\n{head}{table}<!-- /{name} -->\n{after}"),
    )
    .unwrap();
}
