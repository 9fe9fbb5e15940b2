//! Zips: their files come in as papers of their own.

use std::fs;
use std::time::{Duration, Instant};

use expediente_tests::program;

use super::{add, digest, made, papers, path, store};

const FILE: &str = "Fotos de iCloud.zip";

/// In natural order, each with its bytes and where it came from; what systems leave is counted.
#[test]
fn the_files_of_a_zip_are_papers() {
    let store = store();
    let report = add(store.path(), &path("zips"), &[]);
    let said: Vec<String> = papers(&report)
        .into_iter()
        .map(|(path, state, code)| format!("{path} {state} {code}"))
        .collect();
    assert_eq!(
        said,
        [
            format!("{FILE}/Carta.txt received "),
            format!("{FILE}/clip.mp4 refused kind-media"),
            format!("{FILE}/Fotos/IMG_9.jpg received picture-small"),
            format!("{FILE}/Fotos/IMG_10.jpg received picture-small"),
        ]
    );
    assert_eq!(report["passed_over"], 3);
    for name in ["Carta.txt", "Fotos/IMG_9.jpg", "Fotos/IMG_10.jpg"] {
        let expected = made().1["zip"][name].as_str().unwrap();
        assert_eq!(digest(&report, &format!("{FILE}/{name}")), expected);
    }
    let shown = program::in_store(store.path(), ["matter", "show", "m"]).1;
    let exhibits = shown["exhibits"].as_array().unwrap();
    let origins: Vec<&str> = exhibits
        .iter()
        .flat_map(|exhibit| exhibit["documents"].as_array().unwrap())
        .map(|document| document["origin"].as_str().unwrap())
        .collect();
    assert_eq!(
        origins,
        [
            "Fotos de iCloud.zip/Carta.txt",
            "Fotos de iCloud.zip/Fotos/IMG_9.jpg",
            "Fotos de iCloud.zip/Fotos/IMG_10.jpg",
        ]
    );
    // The same zip again brings nothing new.
    let again = add(store.path(), &path("zips"), &[]);
    assert_eq!(
        (&again["received"], &again["duplicates"]),
        (&0.into(), &3.into())
    );
}

/// A zip alone is taken in like the folder that it was: its folders become exhibits.
#[test]
fn the_folders_of_a_zip_are_exhibits() {
    let store = store();
    add(store.path(), &path("zips").join(FILE), &[]);
    let shown = program::in_store(store.path(), ["matter", "show", "m"]).1;
    let exhibits = shown["exhibits"].as_array().unwrap();
    let titles: Vec<&str> = exhibits
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Carta", "Fotos"]);
}

/// Every file of a zip of hostile names comes in, and nothing is written beside the store.
#[test]
fn hostile_names_write_nothing_outside() {
    let around = tempfile::tempdir().unwrap();
    let store = around.path().join("a/b/c/store");
    fs::create_dir_all(&store).unwrap();
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
    let report = add(&store, &path("hostile.zip"), &[]);
    let count = made().1["hostile"].as_u64().unwrap();
    assert!(count >= 40);
    assert_eq!(report["received"].as_u64(), Some(count), "{report}");
    for folder in ["", "a", "a/b", "a/b/c"] {
        assert_eq!(fs::read_dir(around.path().join(folder)).unwrap().count(), 1);
    }
    assert_eq!(fs::read_dir(store.join("staging")).unwrap().count(), 0);
}

/// Each is refused as a whole with its own sentence, before it takes time or room.
#[test]
fn zips_made_to_harm_are_refused() {
    let store = store();
    let begun = Instant::now();
    for (name, code) in [
        ("overlap", "zip-hostile"),
        ("two-names", "zip-hostile"),
        ("ratio", "zip-too-large"),
        ("cut", "zip-damaged"),
    ] {
        let report = add(store.path(), &path(&format!("bad/{name}.zip")), &[]);
        let said = papers(&report);
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(
            (said[0].1.as_str(), said[0].2.as_str()),
            ("refused", code),
            "{name}"
        );
    }
    // Zips in zips: those that lie too deep are refused by name.
    let report = add(store.path(), &path("nested.zip"), &[]);
    let said = papers(&report);
    assert_eq!(said.len(), 16);
    assert!(
        said.iter().all(|(.., code)| code == "containers-nested"),
        "{said:?}"
    );
    // No limit on speed, but a zip that was unpacked would take minutes.
    assert!(begun.elapsed() < Duration::from_secs(60));
}

/// Names of old zips have their letters.
#[test]
fn names_in_the_letters_of_dos() {
    let store = store();
    let report = add(store.path(), &path("old/viejo.zip"), &[]);
    assert_eq!(papers(&report)[0].0, "viejo.zip/Cédula Ñ.txt");
}

/// Locked by Info-ZIP (`zip -P secreto`) and by pyzipper (AES, 256 bits).
const LOCKED: [&str; 2] = [
    "504b03040a000900000063267d5dc427482b1a0000000e00000005001c00632e74787455540900033aaf0b6b3aaf0b6b75780b000104000000000400000000f75a72950b43a68fe88bc3a1075bf71f16d51920667229a6722c504b0708c427482b1a0000000e000000504b01021e030a000900000063267d5dc427482b1a0000000e000000050018000000000001000000a48100000000632e74787455540500033aaf0b6b75780b000104000000000400000000504b050600000000010001004b000000690000000000",
    "504b030414000100630063267d5d000000002a0000000c00000009000b0063617274612e7478740199070002004145030800dfedb3b4ca7b8ec38cd8d64449964d71b08bb680f9570d6f169b964c2295c2bda920ea0abe45427011fa504b0102140314000100630063267d5d000000002a0000000c00000009000b00000000000000000080010000000063617274612e7478740199070002004145030800504b05060000000001000100420000005c0000000000",
];

/// A locked zip asks for its password, and opens with it.
#[test]
fn a_locked_zip_asks_for_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let passwords = |text: &str| {
        let file = folder.path().join("passwords");
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    for (number, locked) in LOCKED.iter().enumerate() {
        let store = store();
        let bytes: Vec<u8> = (0..locked.len() / 2)
            .map(|at| u8::from_str_radix(&locked[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        let zip = folder.path().join(format!("{number}.zip"));
        fs::write(&zip, bytes).unwrap();
        assert_eq!(papers(&add(store.path(), &zip, &[]))[0].2, "zip-encrypted");
        let wrong = add(
            store.path(),
            &zip,
            &["--password-file", &passwords("otra\n")],
        );
        assert_eq!(papers(&wrong)[0].2, "zip-wrong-password");
        let right = add(
            store.path(),
            &zip,
            &["--password-file", &passwords("otra\nsecreto\n")],
        );
        assert_eq!(right["received"], 1, "{right}");
    }
}
