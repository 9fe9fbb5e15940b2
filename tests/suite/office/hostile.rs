//! Papers that try to load from loopback and from files beside them.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use expediente_tests::picture::Picture;

use super::{add, codes, made, own_export, pdf, store, words};

const KINDS: [&str; 7] = ["docx", "odt", "fodt", "ods", "rtf", "xlsx", "odp"];

/// What a listener on loopback heard.
fn listener() -> (u16, Arc<Mutex<Vec<String>>>) {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heard);
    thread::spawn(move || {
        for stream in socket.incoming() {
            let mut stream = stream.unwrap();
            let mut bytes = [0; 512];
            let count = stream.read(&mut bytes).unwrap_or(0);
            let line = String::from_utf8_lossy(&bytes[..count]);
            kept.lock()
                .unwrap()
                .push(line.lines().next().unwrap_or("").to_owned());
            let _ = stream.write_all(b"HTTP/1.0 404 Not Found\r\n\r\n");
        }
    });
    (port, heard)
}

/// How many dots of a page have the color of the picture that lies outside of the paper.
fn secret_dots(pdf: &Path) -> usize {
    let page = Picture::by_poppler(pdf, 1, 40);
    let dots = (0..page.height).flat_map(|y| (0..page.width).map(move |x| (x, y)));
    dots.filter(|&(x, y)| {
        let [r, g, b] = page.at(x, y);
        r.abs_diff(0x12) < 12 && g.abs_diff(0xab) < 12 && b.abs_diff(0x34) < 12
    })
    .count()
}

/// No paper reaches the network or a file outside of itself, and each says that it tried. The same
/// papers do reach them through LibreOffice as a person starts it, so that the listener and the
/// secret are right.
#[test]
fn no_paper_reaches_the_network_or_other_files() {
    let (port, heard) = listener();
    let folder = made(port);
    let store = store();
    let report = add(store.path(), &folder.path().join("hostile"));
    assert_eq!(report["received"], KINDS.len(), "{report}");
    for kind in KINDS {
        let name = format!("a.{kind}");
        let (file, made) = pdf(store.path(), &report, &name);
        assert!(!words(&file).contains("SECRETO"), "{name}");
        assert_eq!(secret_dots(&file), 0, "{name}");
        assert!(
            codes(&report, &name).contains(&"office-links".to_owned()),
            "{name}"
        );
        assert_eq!(made["purpose"], "exported");
        assert_eq!(made["settings"]["confined"], "bubblewrap");
        assert_eq!(made["settings"]["day"], "2026-01-02");
        assert!(
            made["settings"]["made-by"]
                .as_str()
                .unwrap()
                .starts_with("LibreOffice ")
        );
    }
    assert_eq!(*heard.lock().unwrap(), Vec::<String>::new());
    for ran in ["MACRO-RAN", "MACRO-RAN2"] {
        assert!(!folder.path().join(ran).exists());
    }
    assert!(codes(&report, "a.odt").contains(&"office-macros".to_owned()));

    let out = tempfile::tempdir().unwrap();
    own_export(&folder.path().join("hostile/a.docx"), out.path());
    assert!(
        !heard.lock().unwrap().is_empty(),
        "the listener hears nothing at all"
    );
    let rtf = own_export(&folder.path().join("hostile/a.rtf"), out.path());
    assert!(
        secret_dots(&rtf) > 20,
        "the secret picture is not seen at all"
    );
}

/// Where nothing can lock LibreOffice in, it is said and nothing is made; allowed, the profile
/// alone still keeps letters and spreadsheets from the network and from running programs. (Slides
/// with linked pictures and RTF need the lock: LibreOffice 7.4 loads them whatever its profile
/// says.)
#[test]
fn without_a_lock_it_is_asked_and_the_profile_still_holds() {
    let (port, heard) = listener();
    let folder = made(port);
    let store = store();
    let run = |more: &[&str]| -> serde_json::Value {
        // A computer without bwrap, and whose kernel gives no namespaces to anybody: the program
        // `unshare` is not there.
        let mut command = Command::new("bwrap");
        command.args(["--dev-bind", "/", "/"]);
        for hidden in ["bwrap", "unshare"] {
            let path = format!("/usr/bin/{hidden}");
            command.args(["--ro-bind", "/dev/null", &path]);
        }
        command.arg(expediente_tests::program::path());
        command
            .args(["add", "m", "--json", "--store"])
            .arg(store.path());
        let output = command
            .args(
                ["docx", "odt", "fodt", "ods", "xlsx"]
                    .map(|kind| folder.path().join(format!("hostile/a.{kind}"))),
            )
            .args(more)
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    };
    let report = run(&[]);
    assert_eq!(report["received"], 0);
    assert_eq!(codes(&report, "a.docx"), ["office-unconfined"]);
    let report = run(&["--office-unconfined"]);
    assert_eq!(report["received"], 5, "{report}");
    assert_eq!(
        pdf(store.path(), &report, "a.docx").1["settings"]["confined"],
        "no"
    );
    assert_eq!(*heard.lock().unwrap(), Vec::<String>::new());
    assert!(!folder.path().join("MACRO-RAN").exists());
    for kind in ["docx", "odt", "fodt", "ods", "xlsx"] {
        let (file, _) = pdf(store.path(), &report, &format!("a.{kind}"));
        assert!(!words(&file).contains("SECRETO"), "{kind}");
    }
    fs::metadata(folder.path().join("secret.txt")).unwrap();
}
