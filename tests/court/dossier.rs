//! A dossier of the court corpus: a `dossier.toml` as a table that faults modify, and its papers.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_tests::program;
use serde_json::Value;
use tempfile::TempDir;
use toml::{Table, Value as Toml};

use crate::papers::{LETTER, Words, typed};

/// Wording that satisfies every court here.
pub const OATH: [&str; 5] = [
    "I declare under penalty of perjury under the laws of the United States of America",
    "that the foregoing is true and correct.",
    "I believe that the facts stated in this witness statement are true.",
    "Executed on November 3, 2025.",
    "Marisol Prado",
];
/// Wording that satisfies every court here.
pub const CERTIFIED: [&str; 3] = [
    "I, Ana Perez, certify that I am competent to translate from Spanish into English,",
    "and that the translation of the document named above is true and accurate",
    "to the best of my abilities.",
];

/// A dossier before it is written.
pub struct Dossier {
    pub name: String,
    pub toml: Table,
    pub papers: BTreeMap<String, Vec<u8>>,
    /// Papers that are removed from the dossier once they are in the store.
    pub taken_out: Vec<&'static str>,
}

fn table(text: &str) -> Table {
    toml::from_str(text).unwrap()
}

impl Dossier {
    /// A dossier in which no court here finds anything serious: a certificate with its translation,
    /// a letter with the writer's identity card, a declaration from abroad, photos, a proof of
    /// service.
    pub fn clean(profile: &str) -> Self {
        let toml = table(&format!(
            r#"
            version = 1
            [matter]
            title = "Exhibits in support"
            profile = "{profile}"
            language = "en"
            person = "Daniela QUINTERO"
            docket = ["A 012-345-678"]
            court = "El Paso, Texas"
            respondents = ["The Other Side"]
            hearing = "2026-03-16 09:00"
            [matter.filer]
            name = "Teresa Whitaker"

            [[exhibit]]
            title = "Certificate of good conduct"
            kind = "certificate"
            date = "2025-12-20"
            language = "es"
            [[exhibit.document]]
            file = "conduct.pdf"
            [[exhibit.document]]
            file = "conduct in English.pdf"
            part = "translation"
            of = "conduct.pdf"
            [exhibit.document.translator]
            name = "Ana Perez"
            address = ["Calle 1", "San Cristobal"]
            phone = "+58 276 5550000"
            languages = ["es", "en"]
            competence = ""
            [[exhibit.document]]
            file = "certificate of translation.pdf"
            part = "translation-certificate"
            of = "conduct in English.pdf"

            [[exhibit]]
            title = "Letter of her aunt"
            kind = "letter"
            who = "Aurora Prado"
            language = "en"
            [[exhibit.document]]
            file = "letter.pdf"
            [[exhibit.document]]
            file = "card.pdf"
            part = "identity-copy"

            [[exhibit]]
            title = "Declaration of her mother"
            kind = "declaration"
            who = "Marisol Prado"
            place = "San Cristóbal, Venezuela"
            language = "en"
            [[exhibit.document]]
            file = "declaration.pdf"

            [[exhibit]]
            title = "Photos of her work"
            kind = "photo"
            photos_per_page = 1
            [[exhibit.document]]
            file = "photo.jpg"
            caption = "Her work table"

            [[back]]
            file = "service.pdf"
            title = "Proof of service"
            part = "proof-of-service"
            date = "2025-12-30"
            "#
        ));
        let size = if profile.starts_with("uk") {
            crate::papers::A4
        } else {
            LETTER
        };
        let paper = |lines: &[&str]| typed(size, 1, Words::Upright, lines);
        let photo = expediente_tests::root()
            .join("assets/sample/caso-ejemplo/04 - Fotos de su trabajo/DSC_0417.JPG");
        let papers = [
            (
                "conduct.pdf",
                paper(&[
                    "CONSTANCIA DE BUENA CONDUCTA",
                    "Se hace constar que observa buena conducta.",
                ]),
            ),
            (
                "conduct in English.pdf",
                paper(&[
                    "CERTIFICATE OF GOOD CONDUCT",
                    "It is certified that she is of good conduct.",
                ]),
            ),
            ("certificate of translation.pdf", paper(&CERTIFIED)),
            (
                "letter.pdf",
                paper(&[
                    "To the judge",
                    "I have known Daniela Quintero since she was born, and I will receive her.",
                ]),
            ),
            (
                "card.pdf",
                paper(&[
                    "Republic of Examples",
                    "Identity card of Aurora Prado, number 000",
                ]),
            ),
            ("declaration.pdf", paper(&OATH)),
            ("photo.jpg", std::fs::read(photo).unwrap()),
            (
                "service.pdf",
                paper(&[
                    "PROOF OF SERVICE",
                    "On December 30, 2025, I served a copy of this filing by mail.",
                ]),
            ),
        ];
        let papers = papers
            .into_iter()
            .map(|(name, bytes)| (name.to_owned(), bytes))
            .collect();
        Self {
            name: "dossier".to_owned(),
            toml,
            papers,
            taken_out: Vec::new(),
        }
    }

    /// Sets a fact of the matter.
    pub fn fact(mut self, name: &str, value: impl Into<Toml>) -> Self {
        let matter = self.toml["matter"].as_table_mut().unwrap();
        matter.insert(name.to_owned(), value.into());
        self
    }

    pub fn without_fact(mut self, name: &str) -> Self {
        self.toml["matter"]
            .as_table_mut()
            .unwrap()
            .remove(name)
            .unwrap();
        self
    }

    fn exhibits(&mut self) -> &mut Vec<Toml> {
        self.toml["exhibit"].as_array_mut().unwrap()
    }

    /// Sets a field of an exhibit, counted from 0.
    pub fn exhibit(mut self, at: usize, name: &str, value: impl Into<Toml>) -> Self {
        self.exhibits()[at]
            .as_table_mut()
            .unwrap()
            .insert(name.to_owned(), value.into());
        self
    }

    pub fn exhibit_lacks(mut self, at: usize, name: &str) -> Self {
        self.exhibits()[at]
            .as_table_mut()
            .unwrap()
            .remove(name)
            .unwrap();
        self
    }

    /// Removes an exhibit.
    pub fn without_exhibit(mut self, at: usize) -> Self {
        self.exhibits().remove(at);
        self
    }

    fn documents(&mut self, at: usize) -> &mut Vec<Toml> {
        self.exhibits()[at].as_table_mut().unwrap()["document"]
            .as_array_mut()
            .unwrap()
    }

    /// Sets a field of a document.
    pub fn document(
        mut self,
        at: usize,
        document: usize,
        name: &str,
        value: impl Into<Toml>,
    ) -> Self {
        self.documents(at)[document]
            .as_table_mut()
            .unwrap()
            .insert(name.to_owned(), value.into());
        self
    }

    pub fn document_lacks(mut self, at: usize, document: usize, name: &str) -> Self {
        self.documents(at)[document]
            .as_table_mut()
            .unwrap()
            .remove(name)
            .unwrap();
        self
    }

    /// Adds a document to an exhibit.
    pub fn with_document(mut self, at: usize, document: Table) -> Self {
        self.documents(at).push(Toml::Table(document));
        self
    }

    /// Removes a document.
    pub fn without_document(mut self, at: usize, document: usize) -> Self {
        self.documents(at).remove(document);
        self
    }

    /// Sets a field of the certificate's translator.
    pub fn translator(mut self, name: &str, value: impl Into<Toml>) -> Self {
        let documents = self.documents(0);
        let translator = documents[1].as_table_mut().unwrap()["translator"]
            .as_table_mut()
            .unwrap();
        translator.insert(name.to_owned(), value.into());
        self
    }

    /// Removes the papers after the last exhibit.
    pub fn without_back(mut self) -> Self {
        self.toml.remove("back").unwrap();
        self
    }

    pub fn back(mut self, name: &str, value: Option<Toml>) -> Self {
        let back = self.toml["back"].as_array_mut().unwrap()[0]
            .as_table_mut()
            .unwrap();
        match value {
            Some(value) => drop(back.insert(name.to_owned(), value)),
            None => drop(back.remove(name).unwrap()),
        }
        self
    }

    /// Replaces a paper under the same name.
    pub fn paper(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.papers.insert(name.to_owned(), bytes);
        self
    }

    /// Adds an exhibit.
    pub fn with_exhibit(mut self, text: &str, file: &str, bytes: Vec<u8>) -> Self {
        let mut exhibit = table(text);
        exhibit.insert("file".to_owned(), file.into());
        self.exhibits().push(Toml::Table(exhibit));
        self.paper(file, bytes)
    }

    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Writes it into a folder and adds it to a store of its own.
    pub fn taken_in(&self) -> Taken {
        let keep = tempfile::tempdir().unwrap();
        let folder = keep.path().join(&self.name);
        std::fs::create_dir(&folder).unwrap();
        for (name, bytes) in &self.papers {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        std::fs::write(
            folder.join("dossier.toml"),
            toml::to_string(&self.toml).unwrap(),
        )
        .unwrap();
        let store = keep.path().join("store");
        let out = keep.path().join("out.pdf");
        let mut command = program::command();
        command
            .arg("build")
            .arg(&folder)
            .arg("--output")
            .arg(&out)
            .arg("--store")
            .arg(&store);
        let built = program::Said::of(&command.output().unwrap());
        let (_, matters) = program::in_store(&store, ["matter", "list"]);
        let id = matters[0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{}: {built:?}", self.name))
            .to_owned();
        let taken = Taken { keep, id, built };
        for paper in &self.taken_out {
            let (code, said) = taken.run(["exhibit", "remove", &taken.id, &taken.document(paper)]);
            assert_eq!(code, 0, "{said}");
        }
        taken
    }

    pub fn taking_out(mut self, paper: &'static str) -> Self {
        self.taken_out.push(paper);
        self
    }
}

/// A dossier in a store.
pub struct Taken {
    keep: TempDir,
    pub id: String,
    pub built: program::Said,
}

impl Taken {
    pub fn folder(&self) -> &Path {
        self.keep.path()
    }

    pub fn store(&self) -> std::path::PathBuf {
        self.keep.path().join("store")
    }

    /// Runs a verb in its store.
    pub fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> (i32, Value) {
        program::in_store(&self.store(), arguments)
    }

    /// The preflight's report.
    pub fn preflight(&self) -> Value {
        self.run(["preflight", &self.id]).1
    }

    /// The finding with this code, if there is one.
    pub fn finding(&self, code: &str) -> Option<Value> {
        let report = self.preflight();
        report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["code"] == code)
            .cloned()
    }

    /// The id of the document that shows a paper.
    pub fn document(&self, paper: &str) -> String {
        let (_, view) = self.run(["matter", "show", &self.id]);
        let exhibits = view["exhibits"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|one| one["documents"].as_array().unwrap());
        let all = exhibits
            .chain(view["front"].as_array().unwrap())
            .chain(view["back"].as_array().unwrap());
        let found = all.into_iter().find(|document| document["paper"] == paper);
        found.unwrap_or_else(|| panic!("{paper}: {view:#}"))["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}
