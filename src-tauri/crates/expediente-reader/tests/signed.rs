//! Signatures of PDFs, told by a real reader process.
//!
//! The files in `signed` were signed by openssl (`signed/make_signed.py`), so the right answers are
//! known by how they were made; pdfsig is asked about the same files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use expediente_intake::{Inspector, Question, ReaderProgram, stage};
use expediente_model::{Code, Finding};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/signed")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.pdf"))).unwrap()
}

fn findings(bytes: &[u8]) -> Vec<Finding> {
    asked(bytes).expect("a PDF that can be taken in")
}

/// What the reader finds about the signatures of a file; none if it refuses the file.
fn asked(bytes: &[u8]) -> Option<Vec<Finding>> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("untrusted");
    fs::write(&file, bytes).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    let reader = ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader"));
    let received = Inspector::new(reader).inspect(&question, &go).ok()?;
    let of_signature = |finding: &Finding| finding.code.is_about_signature();
    let found = received.findings.into_iter().filter(of_signature);
    Some(found.collect())
}

/// What the reader finds in each file, asked once for all tests.
static FOUND: LazyLock<BTreeMap<&str, Vec<Finding>>> = LazyLock::new(|| {
    let names = EXPECTED.iter().map(|(name, _)| *name);
    names.map(|name| (name, findings(&bytes(name)))).collect()
});

/// A finding in one line, without the time, which is that of the making of the file.
fn line(finding: &Finding) -> String {
    let word = finding.code.word();
    let mut line = word
        .strip_prefix("pdf-signature-")
        .unwrap_or(word)
        .to_owned();
    for (name, value) in &finding.args {
        if name != "time" {
            line.push_str(&format!("; {name} {value}"));
        }
    }
    line
}

const ROSA: &str = "certificate Rosa Díaz Ñáñez";
const MARIA: &str = "certificate MARIA PEREZ:12345678900";

/// The files with what must be told of each signature. `R` is Rosa's certificate, `M` Maria's.
const EXPECTED: &[(&str, &[&str])] = &[
    ("held", &["held; R"]),
    ("held-number", &["held; M"]),
    // The certificate has no name of a person, but one of an office.
    (
        "held-office",
        &["held; certificate Servicio de Registro Civil"],
    ),
    ("held-no-attributes", &["held; R"]),
    ("held-key-id", &["held; R"]),
    ("held-beside-maria", &["held; R"]),
    ("held-beside-rosa", &["held; M"]),
    ("held-newline", &["held; R"]),
    ("held-sha1", &["held; R; weak true"]),
    ("held-sha224", &["held; R"]),
    ("held-sha384", &["held; R"]),
    ("held-sha512", &["held; R"]),
    ("held-cades", &["held; R"]),
    ("held-pss-digest", &["held; R"]),
    ("held-pss-max", &["held; R"]),
    ("held-p256", &["held; certificate Ana P-256; own true"]),
    ("held-p384", &["held; certificate Ana P-384; own true"]),
    (
        "held-p384-sha1",
        &["held; certificate Ana P-384; own true; weak true"],
    ),
    ("held-ber", &["held; R"]),
    ("held-ber-sha1-digest", &["held; R; weak true"]),
    ("held-sha1-digest", &["held; R; weak true"]),
    ("held-plain", &["held; R; weak true"]),
    (
        "held-expired",
        &[
            "held; certificate Luis Viejo; own true; valid 2015-01-01T00:00:00Z/2017-01-01T00:00:00Z",
        ],
    ),
    ("held-stamped", &["held; R; clock Autoridad de Sellado"]),
    // A time stamp of another signature counts for nothing.
    ("held-stamped-other", &["held; R"]),
    (
        "held-document-stamp",
        &["held; certificate Autoridad de Sellado; clock Autoridad de Sellado; stamp true"],
    ),
    ("held-encrypted", &["held; R"]),
    ("byte-changed", &["broken; R; why signature-bytes"]),
    (
        "byte-changed-no-attributes",
        &["broken; R; why signature-other"],
    ),
    (
        "byte-changed-sha1-digest",
        &["broken; R; weak true; why signature-bytes"],
    ),
    ("byte-changed-plain", &["broken; R; why signature-other"]),
    (
        "byte-changed-stamp",
        &[
            "broken; certificate Autoridad de Sellado; clock Autoridad de Sellado; stamp true; \
           why signature-bytes",
        ],
    ),
    ("appended", &["changed; after unsigned; R; pages 1"]),
    // Not named by a table, the other text is not shown.
    ("appended-no-table", &["added; after unsigned; R"]),
    ("appended-data", &["added; after unsigned; R"]),
    (
        "two",
        &[
            "added; after signed; R; count 2; number 1",
            "held; M; count 2; number 2",
        ],
    ),
    (
        "two-text-between",
        &[
            "changed; after signed; R; count 2; number 1; pages 1",
            "held; M; count 2; number 2",
        ],
    ),
    (
        "two-appended",
        &[
            "changed; after unsigned; R; count 2; number 1; pages 1",
            "changed; after unsigned; M; count 2; number 2; pages 1",
        ],
    ),
    (
        "three-with-stamp",
        &[
            "added; after signed; R; count 3; number 1",
            "added; after signed; certificate Ana P-256; count 3; number 2; own true",
            "held; certificate Autoridad de Sellado; clock Autoridad de Sellado; count 3; \
             number 3; stamp true",
        ],
    ),
    ("cut-off", &["broken; why signature-cut-off"]),
    ("other-key", &["broken; R; why signature-key-other"]),
    (
        "other-certificate",
        &["broken; R; why signature-certificate-other"],
    ),
    ("other-kind", &["broken; R; why signature-other"]),
    ("own-content", &["broken; R; why signature-bytes"]),
    ("two-signers", &["unchecked; why signature-signers"]),
    (
        "no-certificate",
        &["unchecked; why signature-no-certificate"],
    ),
    (
        "p521",
        &["unchecked; certificate Ana P-521; own true; why signature-key"],
    ),
    ("md5", &["unchecked; R; why signature-method"]),
    ("other-coding", &["unchecked; why signature-coding"]),
    ("broken-data", &["unchecked; why signature-damaged"]),
    (
        "range-missing",
        &["unchecked; file Rosa; why signature-range-missing"],
    ),
    (
        "range-null",
        &["unchecked; file Rosa; why signature-range-missing"],
    ),
    (
        "range-three",
        &["unchecked; file Rosa; why signature-range-missing"],
    ),
    (
        "range-zeros",
        &["unchecked; file Rosa; why signature-range-impossible"],
    ),
    (
        "range-negative",
        &["unchecked; file Rosa; why signature-range-impossible"],
    ),
    (
        "range-overlapping",
        &["unchecked; file Rosa; why signature-range-impossible"],
    ),
    (
        "range-late",
        &["unchecked; file Rosa; why signature-range-impossible"],
    ),
    ("range-huge", &["broken; file Rosa; why signature-cut-off"]),
    (
        "contents-missing",
        &["broken; file Rosa; why signature-gap"],
    ),
    ("contents-null", &["broken; file Rosa; why signature-gap"]),
    ("contents-empty", &["broken; file Rosa; why signature-gap"]),
    (
        "contents-zeros",
        &["unchecked; file Rosa; why signature-empty"],
    ),
    ("wrapped", &["broken; why signature-gap"]),
    ("other-contents", &["broken; why signature-other-data"]),
];

/// The one file with more signatures than are told one by one.
const MANY: &str = "many";

#[test]
fn every_signature_is_told_as_it_is() {
    let mut wrong = Vec::new();
    for (name, expected) in EXPECTED {
        let found: Vec<String> = FOUND[name].iter().map(line).collect();
        let expected: Vec<String> = expected
            .iter()
            .map(|line| line.replace("; R", &format!("; {ROSA}")))
            .map(|line| line.replace("; M", &format!("; {MARIA}")))
            .collect();
        if found != expected {
            wrong.push(format!(
                "{name}:\n  found    {found:?}\n  expected {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No file lies there that nobody asks about.
#[test]
fn every_file_has_its_answer() {
    let files = fs::read_dir(folder()).unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "pdf"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let told = EXPECTED.iter().map(|(name, _)| (*name).to_owned());
    assert_eq!(files, told.chain([MANY.to_owned()]).collect());
}

#[test]
fn of_many_signatures_twenty_are_told_and_the_others_counted() {
    let found = findings(&bytes(MANY));
    assert_eq!(found.len(), 21);
    for (finding, number) in found.iter().zip(1..=20) {
        assert_eq!(finding.code, Code::PdfSignatureAdded);
        assert_eq!(finding.args["number"], number.to_string());
        assert_eq!(finding.args["count"], "22");
        // The last of all reaches to the end.
        assert_eq!(finding.args["after"], "signed");
    }
    assert_eq!(found[20].code, Code::PdfSignaturesMore);
    assert_eq!(found[20].args["count"], "2");
}

/// The time that the file says has its own zone; that of an authority comes before the signer's.
#[test]
fn the_time_is_told_as_it_is_written() {
    let time = |name: &str| FOUND[name][0].args["time"].clone();
    assert_eq!(time("held-no-attributes"), "2025-03-03T10:15:00-05:00");
    assert!(time("held").ends_with('Z'), "of the signed time");
    assert!(time("held-stamped").ends_with('Z'));
    // Where nothing is said, nothing is told.
    assert_eq!(FOUND["range-missing"][0].args.get("time"), None);
}

/// No change of a byte outside of the signature itself goes unnoticed.
#[test]
fn no_changed_byte_is_told_as_held() {
    let file = bytes("held-cades");
    let start = file
        .windows(11)
        .position(|at| at == b"/Contents <")
        .unwrap()
        + 10;
    for at in (0..file.len()).step_by(193) {
        let mut changed = file.clone();
        changed[at] ^= 0x01;
        // The digits that fill up say nothing, and certificates of others are not looked at.
        let is_inside = at > start && at < start + 3_800;
        let Some(found) = asked(&changed) else {
            continue;
        };
        let held = |finding: &Finding| finding.code == Code::PdfSignatureHeld;
        let is_held = found.iter().any(held);
        assert!(!is_held || is_inside, "byte {at} was changed");
    }
}

/// What pdfsig says of a signature.
struct Judged {
    is_valid: bool,
    is_total: bool,
    name: String,
    time: String,
}

fn pdfsig(name: &str) -> Vec<Judged> {
    let output = Command::new("pdfsig")
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .arg("-nocert")
        .arg(folder().join(format!("{name}.pdf")))
        .output()
        .expect("pdfsig of poppler-utils");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split("Signature #")
        .skip(1)
        .map(|part| {
            let after = |label: &str| {
                let line = part.lines().find_map(|line| line.split_once(label));
                line.map_or_else(String::new, |(_, value)| value.trim().to_owned())
            };
            Judged {
                is_valid: part.contains("Signature is Valid."),
                is_total: part.contains("- Total document signed"),
                name: after("Signer Certificate Common Name:"),
                time: after("Signing Time:"),
            }
        })
        .collect()
}

/// Files that pdfsig judges otherwise, each with the reason.
const OTHERWISE: &[(&str, &str)] = &[
    ("held-newline", "it counts an empty line as a change"),
    (
        "held-key-id",
        "its library finds certificates by number only",
    ),
    ("held-sha224", "its library does not know the function"),
    ("held-plain", "it does not know the coding"),
    ("held-document-stamp", "it does not check time stamps"),
    ("three-with-stamp", "it does not check time stamps"),
    (
        "other-certificate",
        "it does not compare the certificate that is meant",
    ),
    ("other-kind", "it does not compare the kind of the content"),
    ("two-signers", "it takes the last of two"),
    ("p521", "it knows the curve"),
    ("wrapped", "it does not look at what a range leaves out"),
];

/// Another program says the same: which signatures are valid, which reach to the end, whose they
/// are, and when they were made.
#[test]
fn another_program_says_the_same() {
    let mut compared = 0;
    for (name, _) in EXPECTED {
        let (ours, theirs) = (&FOUND[name], pdfsig(name));
        if OTHERWISE.iter().any(|(other, _)| other == name) {
            continue;
        }
        assert_eq!(ours.len(), theirs.len(), "{name}");
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let is_valid = matches!(
                ours.code,
                Code::PdfSignatureHeld | Code::PdfSignatureAdded | Code::PdfSignatureChanged
            );
            assert_eq!(is_valid, theirs.is_valid, "{name}");
            if !is_valid {
                continue;
            }
            let is_total = ours.code == Code::PdfSignatureHeld;
            assert_eq!(is_total, theirs.is_total, "{name}");
            if *name != "held-office" {
                assert_eq!(ours.args["certificate"], theirs.name, "{name}");
            }
            // It shows the time of the signer where there is a stamp too.
            if !ours.args.contains_key("clock") {
                assert_eq!(as_pdfsig_writes(&ours.args["time"]), theirs.time, "{name}");
            }
            compared += 1;
        }
    }
    assert!(
        compared > 20,
        "only {compared} valid signatures were compared"
    );
}

/// `2025-03-03T10:15:00-05:00` as pdfsig has it in universal time: `Mar 03 2025 15:15:00`.
fn as_pdfsig_writes(time: &str) -> String {
    let output = Command::new("date")
        .env("LC_ALL", "C")
        .args(["-u", "-d", time, "+%b %d %Y %H:%M:%S"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
