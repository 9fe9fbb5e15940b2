//! What a dossier must not carry: location, device, owner and program of a source, and active
//! content.

use std::path::Path;
use std::process::Command;

use expediente_tests::judges;
use serde_json::Value;

/// Tags of exiftool that reveal where, with what or by whom a source was made.
const TELLING: [&str; 16] = [
    "GPS",
    "Make",
    "Model",
    "LensModel",
    "Software",
    "SerialNumber",
    "Owner",
    "Artist",
    "Author",
    "Copyright",
    "Creator",
    "HostComputer",
    "Location",
    "CameraOwner",
    "By-line",
    "UserComment",
];

/// Asserts that the dossier has none of it, with three programs that look in three ways.
pub fn none_in(dossier: &Path, what: &str) {
    let output = Command::new("exiftool")
        .args(["-ee", "-a", "-G1", "-s", "-json"])
        .arg(dossier)
        .output()
        .unwrap();
    let tags: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (tag, value) in tags[0].as_object().unwrap() {
        let (group, name) = tag.split_once(':').unwrap_or(("", tag));
        // A color profile names the device it was made for; it is kept, because the colors need it.
        let told =
            !group.starts_with("ICC") && TELLING.iter().any(|telling| name.contains(telling));
        assert!(!told, "{what}: exiftool finds {tag} = {value}");
    }
    let output = Command::new("mat2")
        .arg("--show")
        .arg(dossier)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in text.lines().filter(|line| line.contains(": ")) {
        let key = line
            .split(':')
            .next()
            .unwrap()
            .trim()
            .trim_start_matches(['-', ' '])
            .to_lowercase();
        // The dossier's own properties.
        let ours = [
            "title",
            "producer",
            "creation",
            "mod-date",
            "moddate",
            "format",
            "metadata",
            "[+]",
            "createdate",
            "modifydate",
        ];
        assert!(
            ours.iter().any(|own| key.contains(own)),
            "{what}: mat2 finds {line}"
        );
    }
    let text = judges::script("corpus/leaks.py", dossier);
    let found: Vec<&str> = text.lines().collect();
    assert_eq!(
        found.last().map(|last| last.starts_with("looked at")),
        Some(true),
        "{text}"
    );
    assert_eq!(found.len(), 1, "{what}: {text}");
}
