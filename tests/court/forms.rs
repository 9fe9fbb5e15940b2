//! Papers to sign: made from the register, marked as drafts, replaced by the signed ones, and only
//! then built into a dossier.

use std::process::Command;

use expediente_tests::program;

use crate::dossier::{CERTIFIED, Dossier, Taken};
use crate::papers::{LETTER, Words, typed};

fn words_of(pdf: &std::path::Path) -> String {
    let said = Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8_lossy(&said.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn register(taken: &Taken) {
    let (code, all) = taken.run([
        "translator",
        "set",
        "Ana Pérez",
        "--address",
        "Calle 1",
        "--address",
        "San Cristóbal",
        "--phone",
        "+58 276 5550000",
        "--language",
        "es",
        "--language",
        "en",
        "--competence",
        "I have translated for the courts since 2010.",
    ]);
    assert_eq!((code, all[0]["name"].as_str()), (0, Some("Ana Pérez")));
}

fn build(taken: &Taken) -> (i32, String) {
    let out = taken.folder().join("final.pdf");
    let (code, said) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
    (
        code,
        said["error"]["code"]
            .as_str()
            .or(said["code"].as_str())
            .unwrap_or_default()
            .to_owned(),
    )
}

fn signed(taken: &Taken, document: &str) {
    let scan = taken.folder().join("signed.pdf");
    std::fs::write(&scan, typed(LETTER, 1, Words::Upright, &CERTIFIED)).unwrap();
    let arguments = ["sign", &taken.id, document, scan.to_str().unwrap()];
    // The words of a form of another program.
    let (code, said) = taken.run([&arguments[..], &["--anyway"]].concat());
    assert_eq!(code, 0, "{said}");
}

/// A translation that nobody certified must not reach a judge: it is a draft until the signed
/// certificate of its translator is there, and the certificate printed for signature has the
/// wording of the Practice Manual.
#[test]
fn a_translation_from_draft_to_final() {
    let taken = Dossier::clean("eoir").without_document(0, 2).taken_in();
    // A draft prevents the build.
    assert_eq!(taken.built.code, 1, "{:?}", taken.built);
    assert_eq!(
        taken.finding("translation-uncertified").unwrap()["fix"]["kind"],
        "translation-certificate"
    );
    register(&taken);

    let translation = taken.document("conduct in English.pdf");
    let print = taken.folder().join("to print.pdf");
    let (code, made) = taken.run([
        "form",
        "translation",
        &taken.id,
        &translation,
        "--translator",
        "ana pérez",
        "--print",
        print.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{made}");
    let words = words_of(&print);
    for asked in [
        "Certificate of Translation",
        "I, Ana Pérez, certify that I am competent to translate from Spanish into English",
        "is true and accurate to the best of my abilities",
        "Calle 1, San Cristóbal",
        "+58 276 5550000",
        "I have translated for the courts since 2010.",
        "Daniela QUINTERO",
    ] {
        assert!(words.contains(asked), "{asked}: {words}");
    }

    // It is in its place, still a draft.
    let document = made["document"].as_str().unwrap().to_owned();
    assert!(taken.finding("translation-uncertified").is_none());
    let waiting = taken.finding("paper-unsigned").unwrap();
    assert_eq!(
        (
            waiting["fix"]["kind"].as_str(),
            waiting["document"].as_str()
        ),
        (Some("sign"), Some(document.as_str()))
    );
    assert_eq!(build(&taken), (1, "draft".to_owned()));

    signed(&taken, &document);
    assert!(taken.finding("paper-unsigned").is_none());
    assert_eq!(build(&taken).0, 0);
    // Undone, it is a draft again: every act can be undone.
    assert_eq!(taken.run(["undo", &taken.id]).0, 0);
    assert_eq!(build(&taken), (1, "draft".to_owned()));
}

/// Without a dated proof of service a filing is not considered (8 CFR 1003.32(a)).
#[test]
fn a_proof_of_service() {
    let taken = Dossier::clean("eoir").without_back().taken_in();
    assert_eq!(
        taken.finding("service-missing").unwrap()["fix"]["kind"],
        "proof-of-service"
    );
    let print = taken.folder().join("service.pdf");
    let (code, made) = taken.run([
        "form",
        "service",
        &taken.id,
        "--on",
        "Office of the Principal Legal Advisor",
        "--address",
        "1 Example Plaza",
        "--how",
        "By first-class mail",
        "--date",
        "2026-01-02",
        "--by",
        "Teresa Whitaker",
        "--print",
        print.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{made}");
    let words = words_of(&print);
    let asked = "On January 2, 2026, I, Teresa Whitaker, served a copy of “Exhibits in support” and all papers attached to it \
                 on Office of the Principal Legal Advisor, 1 Example Plaza, by first-class mail.";
    assert!(words.contains(asked), "{words}");
    assert!(
        taken.finding("service-missing").is_none() && taken.finding("service-undated").is_none()
    );
    assert_eq!(build(&taken), (1, "draft".to_owned()));
    // Its day is also that of the paper.
    let copy = taken.folder().join("copy");
    assert_eq!(
        taken.run(["export", &taken.id, copy.to_str().unwrap()]).0,
        0
    );
    let copy = std::fs::read_to_string(copy.join("dossier.toml")).unwrap();
    let copy: toml::Table = copy.parse().unwrap();
    assert_eq!(copy["back"][0]["date"].as_str(), Some("2026-01-02"));
    // The file that was saved for printing is not the signed paper.
    let document = made["document"].as_str().unwrap();
    let (code, said) = taken.run(["sign", &taken.id, document, print.to_str().unwrap()]);
    assert_eq!(
        (code, &said["error"]["code"]),
        (1, &serde_json::json!("same-form")),
        "{said}"
    );
    // Nor is any other paper.
    let other = taken.folder().join("lease.pdf");
    let words = [
        "This lease is made between the landlord and the tenant",
        "for the house at 12 Oak Street.",
    ];
    std::fs::write(&other, typed(LETTER, 1, Words::Upright, &words)).unwrap();
    let (code, said) = taken.run(["sign", &taken.id, document, other.to_str().unwrap()]);
    assert_eq!(
        (code, &said["error"]["code"]),
        (1, &serde_json::json!("other-than-form")),
        "{said}"
    );
    assert_eq!(build(&taken), (1, "draft".to_owned()));
    signed(&taken, document);
    assert_eq!(build(&taken).0, 0);
}

/// The words of a declaration depend on where it is signed (28 USC 1746) and on the court: those
/// printed here pass the same check as a paper from elsewhere.
#[test]
fn declarations_have_the_words_of_their_court() {
    for (profile, abroad, asked) in [
        (
            "eoir",
            true,
            "under penalty of perjury under the laws of the United States of America that the foregoing",
        ),
        (
            "eoir",
            false,
            "I declare under penalty of perjury that the foregoing is true and correct.",
        ),
        (
            "uk-courts",
            true,
            "I believe that the facts stated in this witness statement are true.",
        ),
    ] {
        let taken = Dossier::clean(profile).without_exhibit(2).taken_in();
        let print = taken.folder().join("declaration.pdf");
        let place = if abroad {
            "San Cristóbal, Venezuela"
        } else {
            "El Paso, Texas"
        };
        let mut arguments = vec![
            "form",
            "declaration",
            &taken.id,
            "--who",
            "Marisol Prado",
            "--place",
            place,
            "--text",
            "I am her mother.",
            "--text",
            "She has never been in prison.",
            "--print",
            print.to_str().unwrap(),
        ];
        if !abroad {
            arguments.push("--in-united-states");
        }
        let (code, made) = taken.run(arguments);
        assert_eq!(code, 0, "{made}");
        let words = words_of(&print);
        assert!(
            words.contains(asked) && words.contains("2. She has never been in prison."),
            "{profile}: {words}"
        );
        assert!(taken.finding("declaration-wording").is_none(), "{profile}");
    }
}

/// A certificate of interpretation names who declared, in which language, and who read it to them;
/// it is not made without the name of the person who declares.
#[test]
fn a_certificate_of_interpretation() {
    let taken = Dossier::clean("eoir")
        .exhibit(2, "understands", "es")
        .taken_in();
    assert_eq!(
        taken.finding("interpretation-missing").unwrap()["fix"]["kind"],
        "interpretation-certificate"
    );
    register(&taken);
    let declaration = taken.document("declaration.pdf");
    let print = taken.folder().join("interpretation.pdf");
    let (code, made) = taken.run([
        "form",
        "interpretation",
        &taken.id,
        &declaration,
        "--interpreter",
        "Ana Pérez",
        "--language",
        "es",
        "--print",
        print.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{made}");
    let words = words_of(&print);
    assert!(
        words.contains("to Marisol Prado in Spanish, a language that they understand"),
        "{words}"
    );
    signed(&taken, made["document"].as_str().unwrap());
    assert!(taken.finding("interpretation-missing").is_none());

    let nobody = Dossier::clean("eoir").exhibit_lacks(2, "who").taken_in();
    register(&nobody);
    let declaration = nobody.document("declaration.pdf");
    let asked = [
        "form",
        "interpretation",
        &nobody.id,
        &declaration,
        "--interpreter",
        "Ana Pérez",
        "--language",
        "es",
    ];
    let mut command = program::command();
    command.args(asked).arg("--store").arg(nobody.store());
    let said = program::Said::of(&command.output().unwrap());
    assert!(
        said.code == 1 && said.err.contains("the name of the person who declares"),
        "{said:?}"
    );
}

/// A case is handed over with its translators and certificates: the dossier built elsewhere is as
/// final as here.
#[test]
fn pairs_survive_handing_over() {
    let taken = Dossier::clean("eoir").taken_in();
    let folder = taken.folder().join("handed over");
    assert_eq!(
        taken.run(["export", &taken.id, folder.to_str().unwrap()]).0,
        0
    );
    let out = taken.folder().join("elsewhere.pdf");
    let store = taken.folder().join("elsewhere");
    let mut command = program::command();
    command
        .arg("build")
        .arg(&folder)
        .arg("--output")
        .arg(&out)
        .arg("--store")
        .arg(&store);
    let said = program::Said::of(&command.output().unwrap());
    assert_eq!(said.code, 0, "{said:?}");
    let (_, report) = program::in_store(&store, ["preflight", "handed over"]);
    assert_eq!(
        (report["stops"].as_u64(), report["checks"].as_u64()),
        (Some(0), Some(0)),
        "{report:#}"
    );
    let (here, there) = (
        std::fs::read(taken.folder().join("out.pdf")).unwrap(),
        std::fs::read(out).unwrap(),
    );
    assert!(here == there, "the dossier built elsewhere differs");
}

/// Families photograph a translation as they do everything: a photo of one is a draft like any
/// other until its certificate is there.
#[test]
fn a_photographed_translation_is_a_draft() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.pdf"), expediente_tests::fixtures::pdf(&["Carta"])).unwrap();
    let photo = expediente_tests::sample().join("06 - Cédula de identidad.jpg");
    std::fs::copy(photo, path("b.jpg")).unwrap();
    let case = |part: &str| {
        let text = format!(
            "version = 1\n[matter]\nprofile = \"eoir\"\n[[exhibit]]\ntitle = \"Letter\"\n\
             [[exhibit.document]]\nfile = \"a.pdf\"\n[[exhibit.document]]\nfile = \"b.jpg\"\n{part}"
        );
        std::fs::write(path("dossier.toml"), text).unwrap();
        let out = path("out.pdf");
        let arguments = ["build".as_ref(), folder.path().as_os_str(), "-o".as_ref()];
        let said = program::run(
            arguments
                .into_iter()
                .chain([out.as_os_str(), "--json".as_ref()]),
        );
        (
            said.code,
            said.json()["error"]["code"].as_str().map(str::to_owned),
        )
    };
    let (code, error) = case("part = \"translation\"\nof = \"a.pdf\"\n");
    assert_eq!((code, error.as_deref()), (1, Some("draft")));
    // The same photo as a paper of its own is no draft.
    let (code, _) = case("");
    assert!(matches!(code, 0 | 6), "{code}");
}
