//! A folder as it is: subfolders, loose files, names; and a dossier.toml with mistakes in it.

use expediente_tests::{fixtures, program};
use serde_json::Value;

fn show(folder: &std::path::Path, lang: &str) -> Value {
    let store = tempfile::tempdir().unwrap();
    let out = store.path().join("out.pdf");
    let built = program::build(
        folder,
        &out,
        &[
            "--lang",
            lang,
            "--store",
            store.path().join("s").to_str().unwrap(),
        ],
    );
    program::in_store(
        &store.path().join("s"),
        ["matter", "show", built["id"].as_str().unwrap()],
    )
    .1
}

/// A family sorts papers into folders and names them; phones name them differently.
#[test]
fn names_that_people_gave_and_names_that_phones_gave() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("Caso Daniela");
    for (number, path) in [
        "10 - Recibos/2.pdf",
        "10 - Recibos/10.pdf",
        "2. Carta de buena conducta (2024-02-11).pdf",
        "A. Declaración de la madre/1 - Declaración.pdf",
        "A. Declaración de la madre/más/2 - Traducción.pdf",
        "IMG-20240211-WA0007.pdf",
    ]
    .iter()
    .enumerate()
    {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, fixtures::pdf(&[&number.to_string()])).unwrap();
    }
    std::fs::copy(
        fixtures::folder().join("plain.png"),
        root.join("WhatsApp Image 2024-02-11 at 10.11.12 (1).jpeg"),
    )
    .unwrap();
    let shown = show(&root, "es");
    assert_eq!(shown["facts"]["title"], "Caso Daniela");
    let titles: Vec<&str> = shown["exhibits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "Carta de buena conducta",
            "Recibos",
            "Declaración de la madre",
            "Documento",
            "Fotografías"
        ],
        "{shown}"
    );
    let papers: Vec<&str> = shown["exhibits"][1]["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["paper"].as_str().unwrap())
        .collect();
    assert_eq!(papers, ["2.pdf", "10.pdf"]);
    assert_eq!(
        shown["exhibits"][2]["documents"].as_array().unwrap().len(),
        2,
        "deeper files belong to their exhibit"
    );
}

/// A dossier written into its own folder is not a paper of the next one.
#[test]
fn the_dossier_itself_is_no_paper() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), fixtures::pdf(&["a"])).unwrap();
    let out = folder.path().join("dossier.pdf");
    let first = program::build(folder.path(), &out, &[]);
    let second = program::build(folder.path(), &out, &[]);
    assert_eq!(first["dossier"]["sha256"], second["dossier"]["sha256"]);
    assert_eq!(second["intake"]["received"], 1);
}

/// A mistake in dossier.toml is reported with its position, and nothing is built.
#[test]
fn mistakes_in_dossier_toml() {
    let cases = [
        ("version = 1\n[[exhibit]]\ntitel = \"x\"\n", "line 3"),
        ("version = 7\n", "version 7"),
        (
            "version = 1\n[[exhibit]]\nfile = \"../outside.pdf\"\n",
            "is outside the case folder",
        ),
        (
            "version = 1\n[[exhibit]]\nfile = \"/etc/passwd\"\n",
            "is outside the case folder",
        ),
        (
            "version = 1\n[[exhibit]]\ndate = \"2024-13-01\"\n",
            "line 3",
        ),
        ("version = 1\n[[exhibit]]\nkind = \"poem\"\n", "line 3"),
        ("version = 1\n[[exhibit]]\nphotos_per_page = 3\n", "line 3"),
        (
            "version = 1\n[matter]\nprofile = \"moon\"\n",
            "court profile",
        ),
        (
            "version = 1\n[[exhibit]]\nfile = \"missing.pdf\"\n",
            "could not be added",
        ),
        (
            "version = 1\n[[exhibit]]\n[[exhibit.document]]\nfile = \"a.pdf\"\nturn = { \"x\" = 90 }\n",
            "turn of a.pdf",
        ),
        ("version = 1\n[matter.filer]\nnmae = \"x\"\n", "line 3"),
        (
            "version = 1\n[matter]\nbates = { prefix = \"Q\", strat = 1 }\n",
            "line 3",
        ),
        (
            "version = 1\n[[exhibit]]\nfile = \"a.pdf\"\n[[exhibit]]\nfolder = \"nowhere\"\n",
            "nowhere",
        ),
        (
            "version = 1\n[[exhibit]]\nfile = \"a.pdf\"\n[[exhibit]]\nfolder = \"empty\"\n",
            "added: empty.",
        ),
    ];
    for (text, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.pdf"), fixtures::pdf(&["a"])).unwrap();
        std::fs::create_dir(folder.path().join("empty")).unwrap();
        std::fs::write(folder.path().join("empty/.hidden"), "x").unwrap();
        std::fs::write(folder.path().join("dossier.toml"), text).unwrap();
        let out = folder.path().join("out.pdf");
        let said = program::run([
            std::ffi::OsStr::new("build"),
            folder.path().as_os_str(),
            "-o".as_ref(),
            out.as_os_str(),
        ]);
        assert_eq!(said.code, 1, "{text}: {said:?}");
        assert!(said.err.contains(expected), "{text}: {}", said.err);
        assert!(!out.exists());
    }
}

/// A program that asked for JSON gets, for each paper, the reason why the case could not be added.
#[test]
fn papers_that_are_missing_in_json() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), fixtures::pdf(&["a"])).unwrap();
    let text = "version = 1\n[[exhibit]]\nfile = \"a.pdf\"\n[[exhibit]]\nfile = \"b.pdf\"\n[[exhibit]]\nfolder = \"c\"\n";
    std::fs::write(folder.path().join("dossier.toml"), text).unwrap();
    let out = folder.path().join("out.pdf");
    let mut command = program::command();
    let output = command
        .arg("build")
        .arg(folder.path())
        .arg("-o")
        .arg(&out)
        .arg("--json")
        .output()
        .unwrap();
    let said = program::Said::of(&output);
    let error = &said.json()["error"];
    assert_eq!(
        (said.code, error["code"].as_str()),
        (1, Some("manifest-papers"))
    );
    assert_eq!(
        error["intake"]["missing"],
        serde_json::json!(["c", "b.pdf"]),
        "{said:?}"
    );
    assert_eq!(error["intake"]["refused"], 2, "{said:?}");
    assert!(!out.exists());
}

/// An empty folder, and one with nothing usable in it.
#[test]
fn nothing_to_build_from() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.pdf");
    let arguments = || {
        [
            std::ffi::OsStr::new("build"),
            folder.path().as_os_str(),
            "-o".as_ref(),
            out.as_os_str(),
        ]
    };
    let said = program::run(arguments());
    assert!(
        said.code == 1 && said.err.contains("no paper here"),
        "{said:?}"
    );
    std::fs::write(folder.path().join("empty.pdf"), b"").unwrap();
    let said = program::run(arguments());
    assert!(
        said.code == 1 && said.err.contains("no exhibit with pages"),
        "{said:?}"
    );
    assert!(!out.exists());
}

/// A dossier over the court's limit is built anyway, and says so.
#[test]
fn over_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    // 13 MB that cannot be compressed, as a picture that the page draws.
    // Bytes that no compression makes fewer (xorshift, Marsaglia 2003).
    let mut state = 2_463_534_242_u32;
    let noise: Vec<u8> = (0..13_000_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 11) as u8
        })
        .collect();
    let big = big_pdf(&noise);
    std::fs::write(folder.path().join("big.pdf"), big).unwrap();
    let out = folder.path().join("out.pdf");
    let built = program::build(
        folder.path(),
        &out,
        &["--profile", "uscis-online", "--lang", "en"],
    );
    let codes: Vec<&str> = built["dossier"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"over-limit"), "{codes:?}");
    assert!(out.exists() && built["dossier"]["limit"] == 12_000_000);
}

/// A page that draws one gray picture of the given bytes.
fn big_pdf(bytes: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let content = "q 500 0 0 500 50 50 cm /Im Do Q";
    let objects: [(String, &[u8]); 5] = [
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), b""),
        ("<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(), b""),
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</Im 5 0 R>>>>/Contents 4 0 R>>"
                .to_owned(),
            b"",
        ),
        (format!("<</Length {}>>", content.len()), content.as_bytes()),
        (
            format!(
                "<</Type/XObject/Subtype/Image/Width 1000/Height {}/BitsPerComponent 8/ColorSpace/DeviceGray/Length {}>>",
                bytes.len() / 1000,
                bytes.len()
            ),
            bytes,
        ),
    ];
    for (number, (dict, stream)) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{dict}\n", number + 1).bytes());
        if !stream.is_empty() {
            file.extend(b"stream\n");
            file.extend(*stream);
            file.extend(b"\nendstream\n");
        }
        file.extend(b"endobj\n");
    }
    let table = file.len();
    file.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}
