//! A list of people: a case and a dossier for each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use expediente_tests::{fixtures, judges, program};
use serde_json::Value;

/// An office with a store, folders of papers, and a list.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// With so many people, each with two papers.
    fn of(people: usize) -> Self {
        let office = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let mut list = String::from("Nombre,Carpeta,Persona,docket,profile,lang\n");
        for n in 1..=people {
            let papers = office.path(&format!("papers/p{n}"));
            fs::create_dir_all(&papers).unwrap();
            let line = format!("Certificate of person {n}");
            fs::write(papers.join("01 Certificate.pdf"), fixtures::lines(&line)).unwrap();
            let line = format!("Letter for person {n}");
            fs::write(papers.join("02 Letter.pdf"), fixtures::lines(&line)).unwrap();
            list.push_str(&format!(
                "Person {n},papers/p{n},PERSON {n},A 0{n};B {n},plain,en\n"
            ));
        }
        office.list(&list);
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn list(&self, text: &str) {
        fs::write(self.path("people.csv"), text).unwrap();
    }

    /// Adds a row.
    fn row(&self, row: &str) {
        let list = fs::read_to_string(self.path("people.csv")).unwrap();
        self.list(&format!("{list}{row}\n"));
    }

    fn arguments(&self, out: &str) -> Vec<String> {
        let list = self.path("people.csv").to_str().unwrap().to_owned();
        let out = self.path(out).to_str().unwrap().to_owned();
        let words = ["batch", &list, "-o", &out, "--jobs", "2"];
        words.map(str::to_owned).to_vec()
    }

    fn batch(&self, out: &str) -> (i32, Value) {
        program::in_store(&self.path("store"), self.arguments(out))
    }
}

/// Every file of a folder with its bytes, but for the results.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap().to_owned();
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found.retain(|name, _| !name.to_str().unwrap().starts_with("batch."));
    found
}

fn outcomes(said: &Value) -> Vec<(&str, &str, bool)> {
    let cases = said["cases"].as_array().unwrap().iter();
    let text = |one: &'_ Value, key: &str| one[key].as_str().unwrap().to_owned();
    let all = cases.map(|one| {
        let (name, outcome) = (&one["name"], &one["outcome"]);
        let _ = text(one, "name");
        (
            name.as_str().unwrap(),
            outcome.as_str().unwrap(),
            one["unchanged"].as_bool().unwrap(),
        )
    });
    all.collect()
}

/// Every person has a case and a proved dossier; what is wrong with one is said of that one alone.
#[test]
fn one_bad_case_stops_no_other() {
    let office = Office::of(3);
    office.row("No Folder,papers/none,X,1,plain,en");
    office.row("No Court,papers/p1b,X,1,nowhere,en");
    fs::create_dir(office.path("papers/p1b")).unwrap();
    fs::write(office.path("papers/p1b/a.pdf"), fixtures::lines("a")).unwrap();
    office.row("No Language,papers/p1c,X,1,plain,xx");
    office.row("Nothing,papers/p1d,X,1,plain,en");
    fs::create_dir(office.path("papers/p1d")).unwrap();
    office.row("Damaged,papers/p1e,X,1,plain,en");
    fs::create_dir(office.path("papers/p1e")).unwrap();
    fs::write(office.path("papers/p1e/a.pdf"), b"%PDF-1.4 nothing").unwrap();
    let (code, said) = office.batch("out");
    assert_eq!(code, 1, "{said:#}");
    let all = outcomes(&said);
    let failed: Vec<&str> = all
        .iter()
        .filter(|one| one.1 == "failed")
        .map(|one| one.0)
        .collect();
    assert_eq!(
        failed,
        ["No Folder", "No Court", "No Language", "Nothing", "Damaged"],
        "{said:#}"
    );
    for (name, outcome, _) in &all[..3] {
        assert_ne!(*outcome, "failed", "{said:#}");
        let dossier = office.path(&format!("out/{name}/{name}.pdf"));
        let text = judges::texts(&dossier).concat();
        assert!(text.contains(&name.to_uppercase()), "{text}");
        let (code, said) =
            program::in_store(&office.path("store"), ["verify", dossier.to_str().unwrap()]);
        assert_eq!(code, 0, "{said}");
    }
    // Each failure has its reason, in the table as well.
    let cases = said["cases"].as_array().unwrap();
    let codes: Vec<&Value> = cases.iter().map(|one| &one["code"]).collect();
    assert_eq!(codes[3], "batch-no-folder", "{said:#}");
    assert_eq!(codes[5], "batch-row", "{said:#}");
    let table = fs::read_to_string(office.path("out/batch.csv")).unwrap();
    assert_eq!(table.lines().count(), 9, "{table}");
    assert!(
        table
            .lines()
            .nth(4)
            .unwrap()
            .contains("there is no such folder"),
        "{table}"
    );
    let json: Value =
        serde_json::from_slice(&fs::read(office.path("out/batch.json")).unwrap()).unwrap();
    assert_eq!(json["cases"].as_array().unwrap().len(), 8);
    let sums = |row: &Value| {
        let file = office
            .path("out")
            .join(row["files"][0]["path"].as_str().unwrap());
        program::sha256(&fs::read(file).unwrap()) == row["files"][0]["sha256"].as_str().unwrap()
    };
    assert!(cases[..3].iter().all(sums), "{said:#}");
    // A case that could not be taken in leaves nothing in the store.
    let (_, matters) = program::in_store(&office.path("store"), ["matter", "list"]);
    let names = matters.to_string();
    assert!(
        !names.contains("Nothing") && !names.contains("No Folder"),
        "{names}"
    );
    // What is mended is built the next time, and nothing else.
    fs::create_dir(office.path("papers/none")).unwrap();
    fs::write(office.path("papers/none/a.pdf"), fixtures::lines("a")).unwrap();
    let before = files(&office.path("out"));
    let (_, said) = office.batch("out");
    let all = outcomes(&said);
    assert!(all[..3].iter().all(|one| one.2), "{said:#}");
    assert!(all[3].1 != "failed" && !all[3].2, "{said:#}");
    let after = files(&office.path("out"));
    assert!(before.iter().all(|(name, bytes)| after[name] == *bytes));
}

/// What changed is built again: papers, a row of the list, the case itself, a dossier that somebody
/// altered.
#[test]
fn what_changed_is_built_again() {
    let office = Office::of(4);
    let (_, first) = office.batch("out");
    assert!(outcomes(&first).iter().all(|one| !one.2), "{first:#}");
    let old = files(&office.path("out"));
    fs::write(office.path("papers/p1/03 New.pdf"), fixtures::lines("new")).unwrap();
    let list = fs::read_to_string(office.path("people.csv")).unwrap();
    office.list(&list.replace("PERSON 2", "PERSONA 2"));
    let (code, said) = program::in_store(
        &office.path("store"),
        ["matter", "set", "Person 3", "--title", "Another title"],
    );
    assert_eq!(code, 0, "{said}");
    fs::write(office.path("out/Person 4/Person 4.pdf"), b"other").unwrap();
    // A killed run left these.
    let left = ["out/.expediente-a.part", "out/Person 1/.expediente-b.part"];
    for name in left {
        fs::write(office.path(name), b"half").unwrap();
    }
    let (_, said) = office.batch("out");
    let all = outcomes(&said);
    assert!(left.iter().all(|name| !office.path(name).exists()));
    // Nothing that is no dossier is replaced.
    assert_eq!(all[3].1, "failed", "{said:#}");
    assert!(
        all[..3].iter().all(|one| !one.2 && one.1 != "failed"),
        "{said:#}"
    );
    let new = files(&office.path("out"));
    for n in 1..=3 {
        let name = PathBuf::from(format!("Person {n}/Person {n}.pdf"));
        assert_ne!(old[&name], new[&name], "{n}");
    }
    let text =
        |n: usize| judges::texts(&office.path(&format!("out/Person {n}/Person {n}.pdf"))).concat();
    assert!(text(1).contains("new"));
    assert!(text(2).contains("PERSONA 2"));
    assert!(text(3).contains("Another title"));
}

/// Killed in the middle and started again, a batch ends with the same bytes as one that was not.
#[test]
fn a_batch_that_is_killed_goes_on() {
    let whole = Office::of(12);
    let (_, said) = whole.batch("out");
    assert!(
        outcomes(&said).iter().all(|one| one.1 != "failed"),
        "{said:#}"
    );
    let right = files(&whole.path("out"));

    let office = Office::of(12);
    let mut running = program::command();
    running
        .args(office.arguments("out"))
        .arg("--store")
        .arg(office.path("store"));
    let mut running = running
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let results = office.path("out/batch.json");
    let done = || {
        let read = fs::read(&results).ok();
        let json = read.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        json.map_or(0, |json| json["cases"].as_array().unwrap().len())
    };
    let begun = Instant::now();
    while done() < 3 && begun.elapsed() < Duration::from_secs(120) {
        thread::sleep(Duration::from_millis(10));
    }
    let killed = Command::new("kill")
        .arg("-9")
        .arg(running.id().to_string())
        .status()
        .unwrap();
    assert!(killed.success());
    running.wait().unwrap();
    let had = done();
    assert!((3..12).contains(&had), "{had}");
    let (code, said) = office.batch("out");
    assert_ne!(code, 1, "{said:#}");
    let kept = outcomes(&said).iter().filter(|one| one.2).count();
    assert!(kept >= had, "{kept} of {had}: {said:#}");
    let left = files(&office.path("out"));
    assert_eq!(
        left.keys().collect::<Vec<_>>(),
        right.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &right {
        assert!(left[name] == *bytes, "{}", name.display());
    }
}

/// Two dossiers of one name would be one.
#[test]
fn cases_of_one_name_are_refused_before_anything_is_built() {
    let office = Office::of(1);
    for (row, code) in [
        ("person 1,papers/p2,X,1,plain,en", "batch-name"),
        ("Other,papers/../papers/p1,X,1,plain,en", "batch-folder"),
        ("...,papers/p2,X,1,plain,en", "batch-name"),
        ("a,b,c,d,e,f,g", "people-cell"),
    ] {
        let had = fs::read_to_string(office.path("people.csv")).unwrap();
        office.row(row);
        let (exit, said) = office.batch("out");
        assert_eq!(
            (exit, &said["error"]["code"]),
            (1, &code.into()),
            "{row}: {said}"
        );
        assert!(!office.path("out").exists(), "{row}");
        office.list(&had);
    }
    office.list("name,folder,shoe size\na,b,c\n");
    let (exit, said) = office.batch("out");
    assert_eq!(
        (exit, &said["error"]["code"]),
        (1, &"heading".into()),
        "{said}"
    );
}

/// Every case of the store, without a list.
#[test]
fn all_cases_of_the_store() {
    let office = Office::of(2);
    office.batch("out");
    let all = office.path("all");
    let arguments = ["batch", "--all", "-o", all.to_str().unwrap()];
    let (code, said) = program::in_store(&office.path("store"), arguments);
    assert_ne!(code, 1, "{said:#}");
    assert_eq!(files(&all), files(&office.path("out")));
}

/// The results take the place of nothing: a list of people may be called batch.csv.
#[test]
fn a_file_of_the_same_name_is_not_replaced() {
    let office = Office::of(1);
    let out = office.path("out");
    fs::create_dir(&out).unwrap();
    for name in ["batch.csv", "batch.json"] {
        let own = out.join(name);
        fs::write(&own, "name,folder\n").unwrap();
        let (code, said) = office.batch("out");
        assert_eq!(
            (code, &said["error"]["code"]),
            (1, &"source-paper".into()),
            "{said}"
        );
        assert_eq!(fs::read(&own).unwrap(), b"name,folder\n");
        assert_eq!(files(&out).len(), 0, "{name}");
        fs::remove_file(&own).unwrap();
    }
    let (code, said) = office.batch("out");
    assert_ne!(code, 1, "{said}");
}

/// Days that are asked for are those of chats that came in before, too: of a folder, and of a case
/// of the store.
#[test]
fn chats_of_a_batch_are_cut() {
    let office = Office::of(0);
    let papers = office.path("papers/chat");
    fs::create_dir_all(&papers).unwrap();
    let chat = "13/07/24, 20:14 - Ana Gil: early secret\n\
                14/07/24, 20:15 - Rosa Prado: middle\n\
                25/07/24, 20:16 - Ana Gil: late words\n";
    fs::write(papers.join("WhatsApp Chat with Rosa Prado.txt"), chat).unwrap();
    office.row("Chat,papers/chat,ANA,1,plain,en");
    let text = |out: &str| judges::texts(&office.path(&format!("{out}/Chat/Chat.pdf"))).concat();
    let (_, said) = office.batch("out");
    assert!(text("out").contains("early secret"), "{said}");
    let cut = |arguments: &[String]| {
        let days = ["--chat-from", "2024-07-20"].map(str::to_owned);
        program::in_store(&office.path("store"), [arguments, &days].concat())
    };
    let (_, said) = cut(&office.arguments("out"));
    assert!(!text("out").contains("early secret"), "{said}");
    assert!(text("out").contains("late words"), "{said}");
    // Whole again, and cut as a case of the store.
    let (code, said) = program::in_store(&office.path("store"), ["days", "Chat", "d2", "--all"]);
    assert_eq!(code, 0, "{said}");
    let all = office.path("all").to_str().unwrap().to_owned();
    let arguments = ["batch", "--all", "-o", &all].map(str::to_owned);
    let (_, said) = cut(&arguments);
    assert!(!text("all").contains("early secret"), "{said}");
}
