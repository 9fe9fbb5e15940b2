//! The verbs over a lasting store, their JSON and their exit codes.

use std::path::{Path, PathBuf};

use expediente_tests::{fixtures, program};
use serde_json::Value;

/// A store with a matter of three exhibits: A with two documents, B and C with one each.
struct Case {
    keep: tempfile::TempDir,
    store: PathBuf,
}

fn case() -> Case {
    let keep = tempfile::tempdir().unwrap();
    let store = keep.path().join("store");
    let papers = keep.path().join("papers");
    std::fs::create_dir_all(papers.join("01 - Carta")).unwrap();
    std::fs::write(
        papers.join("01 - Carta/1 - uno.pdf"),
        fixtures::pdf(&["a1", "a2"]),
    )
    .unwrap();
    std::fs::write(
        papers.join("01 - Carta/2 - dos.pdf"),
        fixtures::pdf(&["b1"]),
    )
    .unwrap();
    std::fs::write(
        papers.join("02 - Certificado.pdf"),
        fixtures::pdf(&["c1", "c2", "c3"]),
    )
    .unwrap();
    std::fs::write(papers.join("03 - Cédula.pdf"), fixtures::pdf(&["d1"])).unwrap();
    let case = Case { keep, store };
    let (code, new) = case.run(&[
        "matter",
        "new",
        "Quintero Prado",
        "--person",
        "Daniela",
        "--profile",
        "plain",
        "--lang",
        "es",
    ]);
    assert_eq!((code, new["id"].as_str()), (0, Some("quintero-prado")));
    let (code, added) = case.run(&["add", "quintero prado", papers.to_str().unwrap()]);
    assert_eq!((code, added["received"].as_u64()), (0, Some(4)));
    case
}

impl Case {
    fn run(&self, arguments: &[&str]) -> (i32, Value) {
        program::in_store(&self.store, arguments)
    }

    fn show(&self) -> Value {
        self.run(&["matter", "show", "quintero-prado"]).1
    }

    /// Label, pages and title of each exhibit, one line each.
    fn table(&self) -> Vec<String> {
        let shown = self.show();
        let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
        let rows = shown["exhibits"].as_array().unwrap().iter();
        rows.map(|e| {
            format!(
                "{} {} {}",
                text(&e["label"]),
                text(&e["pages"]),
                text(&e["title"])
            )
        })
        .collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.keep.path().join(name)
    }
}

/// Every act of arranging changes the numbers as the printed table will have them, and can be
/// undone and redone.
#[test]
fn arranging_and_taking_back() {
    let case = case();
    let begin = ["A 3–6 Carta", "B 7–10 Certificado", "C 11–12 Cédula"];
    assert_eq!(case.table(), begin);
    let acts: [(&[&str], &[&str]); 8] = [
        (
            &["exhibit", "move", "quintero-prado", "C", "1"],
            &["A 3–4 Cédula", "B 5–8 Carta", "C 9–12 Certificado"],
        ),
        (
            &[
                "exhibit",
                "rename",
                "quintero-prado",
                "A",
                "Cédula de identidad",
            ],
            &[
                "A 3–4 Cédula de identidad",
                "B 5–8 Carta",
                "C 9–12 Certificado",
            ],
        ),
        (
            &[
                "exhibit",
                "join",
                "quintero-prado",
                "B",
                "C",
                "--title",
                "Cartas",
            ],
            &["A 3–4 Cédula de identidad", "B 5–11 Cartas"],
        ),
        (
            &["exhibit", "split", "quintero-prado", "B"],
            &[
                "A 3–4 Cédula de identidad",
                "B 5–7 Uno",
                "C 8–9 Dos",
                "D 10–13 Certificado",
            ],
        ),
        (
            &["exhibit", "pages", "quintero-prado", "D", "3,1"],
            &[
                "A 3–4 Cédula de identidad",
                "B 5–7 Uno",
                "C 8–9 Dos",
                "D 10–12 Certificado",
            ],
        ),
        (
            &[
                "exhibit",
                "pages",
                "quintero-prado",
                "D",
                "all",
                "--leave-out",
                "1-2",
            ],
            &[
                "A 3–4 Cédula de identidad",
                "B 5–7 Uno",
                "C 8–9 Dos",
                "D 10–11 Certificado",
            ],
        ),
        (
            &["exhibit", "turn", "quintero-prado", "C", "90"],
            &[
                "A 3–4 Cédula de identidad",
                "B 5–7 Uno",
                "C 8–9 Dos",
                "D 10–11 Certificado",
            ],
        ),
        (
            &["exhibit", "remove", "quintero-prado", "A"],
            &["A 3–5 Uno", "B 6–7 Dos", "C 8–9 Certificado"],
        ),
    ];
    let mut tables: Vec<Vec<String>> = vec![case.table()];
    for (arguments, expected) in acts {
        let (code, said) = case.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        assert_eq!(case.table(), expected, "{arguments:?}");
        tables.push(case.table());
    }
    for table in tables.iter().rev().skip(1) {
        let (code, said) = case.run(&["undo", "quintero-prado"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(case.table(), *table);
    }
    for table in &tables[1..] {
        assert_eq!(case.run(&["redo", "quintero-prado"]).0, 0);
        assert_eq!(case.table(), *table);
    }
    let (code, said) = case.run(&["redo", "quintero-prado"]);
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("nothing-to-do"))
    );
}

/// A request that makes no sense is refused with a sentence, and changes nothing.
#[test]
fn what_makes_no_sense() {
    let case = case();
    let before = case.show();
    for arguments in [
        &["exhibit", "move", "quintero-prado", "A", "9"][..],
        &["exhibit", "move", "quintero-prado", "Z", "1"],
        &["exhibit", "pages", "quintero-prado", "B", "1-4"],
        &[
            "exhibit",
            "pages",
            "quintero-prado",
            "B",
            "all",
            "--leave-out",
            "1-3",
        ],
        &["exhibit", "pages", "quintero-prado", "A", "1"],
        &["exhibit", "split", "quintero-prado", "B"],
        &["exhibit", "join", "quintero-prado", "A", "A"],
        &[
            "exhibit",
            "turn",
            "quintero-prado",
            "B",
            "90",
            "--pages",
            "7",
        ],
        &["matter", "show", "nobody"],
        &["matter", "new", "QUINTERO PRADO"],
        &["matter", "new", "other", "--profile", "moon"],
        &["matter", "set", "quintero-prado", "--profile", "moon"],
        &["undo", "nobody"],
        &["add", "quintero-prado", "/nowhere/at/all.pdf"],
    ] {
        let (code, said) = case.run(arguments);
        if arguments[0] == "add" {
            assert_eq!((code, said["refused"].as_u64()), (3, Some(1)), "{said}");
            continue;
        }
        let message = said["error"]["message"]
            .as_str()
            .unwrap_or_else(|| panic!("{arguments:?}: {said}"));
        assert_eq!(code, 1, "{arguments:?}");
        assert!(
            !message.contains('{') && !message.contains("Err("),
            "a debug dump: {message}"
        );
    }
    assert_eq!(case.show(), before);
    assert_eq!(program::run(["build"]).code, 2);
    assert_eq!(program::run(["exhibit", "turn", "m", "d", "45"]).code, 2);
}

/// Export and build on another computer give the same case; originals are exported bit for bit.
#[test]
fn handing_a_case_over() {
    let case = case();
    assert_eq!(
        case.run(&["exhibit", "pages", "quintero-prado", "B", "3,1"])
            .0,
        0
    );
    assert_eq!(case.run(&["exhibit", "remove", "quintero-prado", "C"]).0, 0);
    let folder = case.path("Caso");
    let to = folder.to_str().unwrap();
    assert_eq!(case.run(&["export", "quintero-prado", to]).0, 0);
    let (code, said) = case.run(&["export", "quintero-prado", to]);
    assert_eq!(
        code, 1,
        "a folder that is not empty is not overwritten: {said}"
    );
    let papers: Vec<Vec<u8>> = std::fs::read_dir(folder.join("papers"))
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(
        papers.len(),
        4,
        "the paper that is in no place is exported too"
    );
    assert!(papers.contains(&fixtures::pdf(&["c1", "c2", "c3"])));
    let (first, second) = (case.path("1.pdf"), case.path("2.pdf"));
    assert_eq!(
        case.run(&["build", "quintero-prado", "-o", first.to_str().unwrap()])
            .0,
        0
    );
    let other = case.path("other store");
    let built = program::build(&folder, &second, &["--store", other.to_str().unwrap()]);
    assert!(std::fs::read(first).unwrap() == std::fs::read(second).unwrap());
    let (_, there) = program::in_store(&other, ["matter", "show", built["id"].as_str().unwrap()]);
    assert_eq!(there["facts"], case.show()["facts"]);
    assert_eq!(there["unplaced"].as_array().unwrap().len(), 1);
}

/// A locked paper opens with its password; the password is nowhere in the store, and the case can
/// be handed over without it.
#[test]
fn a_locked_paper() {
    let case = case();
    let locked = fixtures::folder().join("locked.pdf");
    let locked = locked.to_str().unwrap();
    let (code, said) = case.run(&["add", "quintero-prado", locked]);
    assert_eq!(
        (code, said["papers"][0]["findings"][0]["code"].as_str()),
        (3, Some("pdf-encrypted"))
    );
    let passwords = case.path("passwords");
    std::fs::write(&passwords, "wrong\n").unwrap();
    let (code, said) = case.run(&[
        "add",
        "quintero-prado",
        locked,
        "--password-file",
        passwords.to_str().unwrap(),
    ]);
    assert_eq!(
        (code, said["papers"][0]["findings"][0]["code"].as_str()),
        (3, Some("pdf-wrong-password"))
    );
    std::fs::write(&passwords, "wrong\r\nsecreto\r\n").unwrap();
    let (code, said) = case.run(&[
        "add",
        "quintero-prado",
        locked,
        "--password-file",
        passwords.to_str().unwrap(),
    ]);
    assert_eq!(
        (code, said["papers"][0]["findings"][0]["code"].as_str()),
        (0, Some("pdf-unlocked")),
        "{said}"
    );
    let (first, second) = (case.path("1.pdf"), case.path("2.pdf"));
    assert_eq!(
        case.run(&["build", "quintero-prado", "-o", first.to_str().unwrap()])
            .0,
        0
    );
    let folder = case.path("Caso");
    assert_eq!(
        case.run(&["export", "quintero-prado", folder.to_str().unwrap()])
            .0,
        0
    );
    program::build(&folder, &second, &[]);
    assert!(std::fs::read(first).unwrap() == std::fs::read(second).unwrap());
    let holds = |bytes: &[u8]| bytes.windows(7).any(|part| part == b"secreto");
    for file in files(&case.store) {
        assert!(
            !holds(&std::fs::read(&file).unwrap()),
            "the password is in {}",
            file.display()
        );
    }
}

/// After erasing for good, no name, no title and no paper of the matter is left in the store or its
/// index.
#[test]
fn erasing_for_good() {
    let case = case();
    assert_eq!(case.run(&["matter", "new", "stays"]).0, 0);
    assert_eq!(
        case.run(&[
            "exhibit",
            "rename",
            "quintero-prado",
            "A",
            "Palabra inconfundible"
        ])
        .0,
        0
    );
    let mut asked = program::command();
    asked
        .args(["matter", "erase", "quintero-prado", "--store"])
        .arg(&case.store);
    let said = program::Said::of(&asked.output().unwrap());
    assert!(
        said.code == 1 && said.out.contains("Nothing was erased"),
        "without an answer nothing is erased: {said:?}"
    );
    assert_eq!(
        case.run(&["matter", "erase", "quintero-prado", "--yes"]).0,
        0
    );
    for file in files(&case.store) {
        let bytes = std::fs::read(&file).unwrap();
        for word in ["inconfundible", "Daniela", "quintero-prado"] {
            let left = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!left, "{word} is left in {}", file.display());
        }
    }
    let (_, matters) = case.run(&["matter", "list"]);
    assert_eq!(matters.as_array().unwrap().len(), 1);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

/// A paper whose exhibit was removed, or that an interrupted intake left behind, is placed when it
/// is added again.
#[test]
fn a_paper_that_stands_nowhere_can_be_added_again() {
    let case = case();
    assert_eq!(case.run(&["exhibit", "remove", "quintero-prado", "C"]).0, 0);
    assert_eq!(case.show()["unplaced"].as_array().unwrap().len(), 1);
    let paper = case.path("papers/03 - Cédula.pdf");
    // The second time nothing is left to place.
    for key in ["again", "duplicates"] {
        let (code, said) = case.run(&["add", "quintero-prado", paper.to_str().unwrap()]);
        assert_eq!((code, said[key].as_u64()), (0, Some(1)), "{said}");
        assert_eq!(
            case.table(),
            ["A 3–6 Carta", "B 7–10 Certificado", "C 11–12 Cédula"]
        );
    }
}

/// A store named without a parent folder.
#[test]
fn a_store_in_the_present_folder() {
    let place = tempfile::tempdir().unwrap();
    let mut command = program::command();
    command
        .current_dir(place.path())
        .args(["matter", "new", "m", "--json", "--store", "here"]);
    assert_eq!(program::Said::of(&command.output().unwrap()).code, 0);
}

/// Every verb explains itself with an example, and the help lists the exit codes.
#[test]
fn every_verb_has_help_with_an_example() {
    assert!(
        program::run(["--help"])
            .out
            .contains("130  ended with Ctrl-C")
    );
    let verbs: [&[&str]; 21] = [
        &["build"],
        &["add"],
        &["undo"],
        &["redo"],
        &["export"],
        &["verify"],
        &["check"],
        &["matter", "new"],
        &["matter", "list"],
        &["matter", "show"],
        &["matter", "set"],
        &["matter", "erase"],
        &["exhibit", "rename"],
        &["exhibit", "caption"],
        &["exhibit", "move"],
        &["exhibit", "group"],
        &["exhibit", "join"],
        &["exhibit", "split"],
        &["exhibit", "pages"],
        &["exhibit", "turn"],
        &["exhibit", "remove"],
    ];
    for verb in verbs {
        let mut arguments = verb.to_vec();
        arguments.push("--help");
        let said = program::run(&arguments);
        assert!(
            said.code == 0 && said.out.contains("Example:\n  expediente "),
            "{verb:?}: {}",
            said.out
        );
        assert!(said.out.contains("--json"), "{verb:?}");
    }
}

/// Messages follow the language of the system; in a pipe there is no progress bar.
#[test]
fn messages_in_spanish() {
    let case = case();
    let mut command = program::command();
    command
        .env("LC_ALL", "es_VE.UTF-8")
        .args(["undo", "quintero-prado", "--store"])
        .arg(&case.store);
    let said = program::Said::of(&command.output().unwrap());
    assert_eq!(said.out.trim(), "Deshecho: agregar documentos.");
    assert_eq!(said.err, "");
}

/// A Spanish reader meets no English sentence, no debug output, no error number of the system, and
/// each failure once.
#[test]
fn failures_in_spanish() {
    let case = case();
    let locked = case.path("no papers");
    std::fs::create_dir(&locked).unwrap();
    let toml = case.path("toml");
    std::fs::create_dir(&toml).unwrap();
    std::fs::write(toml.join("dossier.toml"), "version = 7\n").unwrap();
    let outside = case.path("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(
        outside.join("dossier.toml"),
        "version = 1\n[[exhibit]]\nfile = \"../x.pdf\"\n",
    )
    .unwrap();
    let gone = case.path("gone");
    std::fs::create_dir(&gone).unwrap();
    std::fs::write(
        gone.join("dossier.toml"),
        "version = 1\n[[exhibit]]\nfile = \"x.pdf\"\n",
    )
    .unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (locked, toml, outside, gone) = (path(&locked), path(&toml), path(&outside), path(&gone));
    let (out, nowhere) = (
        path(&case.path("out.pdf")),
        path(&case.path("nowhere/out.pdf")),
    );
    let none = path(&case.path("none.pdf"));
    let failing: [&[&str]; 22] = [
        &["matter", "show", "nobody"],
        &["matter", "new", "Quintero Prado"],
        &["matter", "new", ""],
        &["matter", "new", "otro", "--profile", "moon"],
        &["redo", "quintero-prado"],
        &["exhibit", "move", "quintero-prado", "A", "9"],
        &["exhibit", "move", "quintero-prado", "Z", "1"],
        &["exhibit", "pages", "quintero-prado", "B", "1-4"],
        &["exhibit", "pages", "quintero-prado", "B", "x"],
        &[
            "exhibit",
            "pages",
            "quintero-prado",
            "B",
            "all",
            "--leave-out",
            "1-3",
        ],
        &["exhibit", "pages", "quintero-prado", "A", "1"],
        &["exhibit", "split", "quintero-prado", "B"],
        &["exhibit", "split", "quintero-prado", "A", "--before", "d99"],
        &["exhibit", "join", "quintero-prado", "A", "A"],
        &["exhibit", "remove", "quintero-prado", "d99"],
        &["add", "quintero-prado", &locked],
        &["add", "quintero-prado", &none, "--password-file", &none],
        &["build", "nobody", "-o", &out],
        &["build", &toml, "-o", &out],
        &["build", &outside, "-o", &out],
        &["build", &locked, "-o", &nowhere],
        &["verify", &none],
    ];
    let english: serde_json::Map<String, Value> = serde_json::from_str(
        &std::fs::read_to_string(expediente_tests::root().join("assets/messages/en.json")).unwrap(),
    )
    .unwrap();
    let check = |arguments: &[&str], text: &str| {
        for word in [
            " the ", " is ", " no such", " There ", " there ", " cannot ", " not ", "os error",
            "Err(", "Error", " { ",
        ] {
            assert!(!text.contains(word), "{arguments:?}: “{word}” in {text}");
        }
        for sentence in english
            .iter()
            .filter(|(key, _)| key.starts_with("error.") || key.starts_with("why."))
        {
            let begin = sentence
                .1
                .as_str()
                .unwrap()
                .split('{')
                .next()
                .unwrap()
                .trim();
            assert!(
                begin.len() < 12 || !text.contains(begin),
                "{arguments:?}: {text}"
            );
        }
    };
    for arguments in failing {
        let mut command = program::command();
        command
            .env("LC_ALL", "es_VE.UTF-8")
            .args(arguments)
            .arg("--store")
            .arg(&case.store);
        let said = program::Said::of(&command.output().unwrap());
        assert_eq!(said.code, 1, "{arguments:?}: {said:?}");
        assert!(
            said.err.starts_with("expediente: ") && said.err.lines().count() == 1,
            "{arguments:?}: {said:?}"
        );
        check(arguments, &said.err);
    }
    // A missing paper is reported in the table of the intake.
    for arguments in [
        &["add", "quintero-prado", &none][..],
        &["build", &gone, "-o", &out],
    ] {
        let mut command = program::command();
        command
            .env("LC_ALL", "es_VE.UTF-8")
            .args(arguments)
            .arg("--store")
            .arg(&case.store);
        let said = program::Said::of(&command.output().unwrap());
        assert!(
            said.code != 0 && said.out.contains("no está ahí"),
            "{said:?}"
        );
        check(arguments, &format!("{}{}", said.out, said.err));
    }
    assert_eq!(case.run(&["matter", "list"]).1.as_array().unwrap().len(), 1);
}

/// A target that cannot be written is reported before hundreds of papers are read, with the folder
/// that the user named.
#[test]
fn a_place_that_is_not_there() {
    let case = case();
    let papers = case.path("papers");
    let nowhere = case.path("nowhere");
    let build = |out: &Path| {
        let mut command = program::command();
        command.arg("build").arg(&papers).arg("-o").arg(out);
        program::Said::of(&command.output().unwrap())
    };
    let said = build(&nowhere.join("x.pdf"));
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
    assert!(
        said.err.contains(nowhere.to_str().unwrap()) && !said.err.contains(".part"),
        "{said:?}"
    );
    let said = build(&papers);
    assert!(
        said.code == 1 && said.err.contains("is a folder"),
        "{said:?}"
    );
}

/// A misspelled name creates no store.
#[test]
fn neither_a_folder_nor_a_matter() {
    let home = tempfile::tempdir().unwrap();
    let build = |more: &[&str]| {
        let mut command = program::command();
        for name in ["HOME", "XDG_DATA_HOME"] {
            command.env(name, home.path());
        }
        let out = home.path().join("x.pdf");
        command
            .current_dir(home.path())
            .args(["build", "Caso Danila", "-o"])
            .arg(out)
            .args(more);
        program::Said::of(&command.output().unwrap())
    };
    for more in [&[][..], &["--store", "mine"]] {
        let said = build(more);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(
            said.err
                .contains("no folder and no matter called “Caso Danila”"),
            "{said:?}"
        );
        assert_eq!(
            std::fs::read_dir(home.path()).unwrap().count(),
            0,
            "nothing is created"
        );
    }
    let case = case();
    let (code, said) = case.run(&[
        "build",
        "Caso Danila",
        "-o",
        case.path("x.pdf").to_str().unwrap(),
    ]);
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("no-source"))
    );
}

/// `expediente matter show x | head -1`: nobody reads the rest, and that is not an error.
#[cfg(unix)]
#[test]
fn a_pipe_that_is_closed() {
    let case = case();
    let build = case.path("x.pdf");
    let build = build.to_str().unwrap();
    for arguments in [
        &["matter", "show", "quintero-prado"][..],
        &["matter", "show", "quintero-prado", "--json"],
        &["matter", "list"],
        &["check"],
        &["build", "quintero-prado", "-o", build],
        &["undo", "quintero-prado"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program::command();
        command
            .args(arguments)
            .arg("--store")
            .arg(&case.store)
            .stdout(writer)
            .stderr(std::process::Stdio::piped());
        let said = program::Said::of(&command.spawn().unwrap().wait_with_output().unwrap());
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{arguments:?}");
    }
    assert!(
        Path::new(build).is_file(),
        "the request itself is carried out"
    );
    // A full disk is an error.
    if Path::new("/dev/full").exists() {
        let mut command = program::command();
        command.args(["matter", "list", "--store"]).arg(&case.store);
        command.stdout(
            std::fs::File::options()
                .write(true)
                .open("/dev/full")
                .unwrap(),
        );
        let said = program::Said::of(&command.output().unwrap());
        assert!(
            said.code == 1 && said.err.contains("the disk is full"),
            "{said:?}"
        );
    }
}

/// Ctrl-C in the middle of a build leaves no dossier, no partial file beside it, and an intact
/// store.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_done() {
    let case = case();
    let papers = case.path("many");
    std::fs::create_dir(&papers).unwrap();
    for number in 0..200 {
        std::fs::write(
            papers.join(format!("{number}.pdf")),
            fixtures::pdf(&[&format!("page {number}")]),
        )
        .unwrap();
    }
    let out = case.path("out.pdf");
    let mut command = program::command();
    command
        .arg("build")
        .arg(&papers)
        .arg("-o")
        .arg(&out)
        .arg("--store")
        .arg(&case.store);
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Not before the first papers are in: then the work is under way, and far from its end.
    let journal = case.store.join("matters/many/journal.jsonl");
    let begun =
        || std::fs::read_to_string(&journal).is_ok_and(|text| text.contains("\"received\""));
    while !begun() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let pid = child.id().to_string();
    std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status()
        .unwrap();
    let said = program::Said::of(&child.wait_with_output().unwrap());
    assert_eq!(said.code, 130, "{said:?}");
    assert!(!out.exists());
    let beside: Vec<_> = std::fs::read_dir(case.keep.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        !beside
            .iter()
            .any(|name| name.to_string_lossy().contains(".part")),
        "{beside:?}"
    );
    assert_eq!(
        case.run(&["matter", "list"]).1.as_array().unwrap().len(),
        1,
        "the case that was refused is not kept"
    );
    assert_eq!(case.run(&["check"]).0, 0);
}

/// What stops the filing is worse than a paper that was refused, and what "proved" means is said
/// beside it.
#[test]
fn the_exit_code_tells_the_worst() {
    let keep = tempfile::tempdir().unwrap();
    let folder = keep.path().join("case");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("good.pdf"), fixtures::pdf(&["a letter"])).unwrap();
    let build = |profile: &str| {
        let mut command = program::command();
        command
            .arg("build")
            .arg(&folder)
            .arg("-o")
            .arg(keep.path().join("out.pdf"));
        let command = command.args(["--lang", "en", "--profile", profile]);
        program::Said::of(&command.output().unwrap())
    };
    assert_eq!(build("plain").code, 0);
    // It lacks the proof of service.
    assert_eq!(build("eoir").code, 6);
    std::fs::write(folder.join("bad.pdf"), b"OggS: a recording").unwrap();
    assert_eq!(build("plain").code, 3);
    let said = build("eoir");
    assert_eq!(said.code, 6);
    assert!(
        said.out
            .contains("It does not mean that the court's rules are met."),
        "{said:?}"
    );
}
