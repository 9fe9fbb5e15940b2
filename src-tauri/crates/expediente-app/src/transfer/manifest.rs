//! `dossier.toml`: a case in a form for people and programs, with paths relative to its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use expediente_intake::DateOrder;
use expediente_model::{
    Answer, Bates, ChecklistState, Date, DaySpan, Digest, Document, DocumentId, Exhibit, ExhibitId,
    ExhibitKind, Facts, Filer, Finding, InLanguages, Item, Language, Origin, PageRanges,
    PhotosPerPage, Role, Service, SheetRow, Spelling, StillToGet, Tally, Translator, Turn,
    is_by_id,
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::legible::sheet_table::{self, SheetTable};
use crate::transfer::manifest_fault::{self, MOST_EXHIBITS, MOST_PAPERS, ManifestFault};
use crate::transfer::manifest_texts;

/// The name of the file.
pub(crate) const NAME: &str = "dossier.toml";

/// The contents of the file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    version: u32,
    #[serde(default)]
    pub matter: MatterTable,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub front: Vec<PaperTable>,
    #[serde(default, rename = "exhibit", skip_serializing_if = "Vec::is_empty")]
    pub exhibits: Vec<ExhibitTable>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub back: Vec<PaperTable>,
    /// Papers that belong to the case but are not placed in the dossier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<String>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MatterTable {
    /// The short name of the case, which it keeps wherever it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(skip_serializing_if = "String::is_empty")]
    person: String,
    #[serde(skip_serializing_if = "Lines::is_empty")]
    docket: Lines,
    #[serde(skip_serializing_if = "Lines::is_empty")]
    court: Lines,
    #[serde(skip_serializing_if = "Lines::is_empty")]
    respondents: Lines,
    #[serde(skip_serializing_if = "Lines::is_empty")]
    minors: Lines,
    #[serde(skip_serializing_if = "Option::is_none")]
    judge: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hearing: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proceeding: Option<String>,
    detained: bool,
    filer: Filer,
    #[serde(skip_serializing_if = "Option::is_none")]
    bates: Option<Bates>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    split: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<Service>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    answers: BTreeMap<String, Answer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    still_to_get: Vec<StillToGet>,
    #[serde(rename = "in", skip_serializing_if = "InLanguages::is_empty")]
    in_languages: InLanguages,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_titles: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checklist: Option<Box<ChecklistState>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    spellings: BTreeMap<String, Spelling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Digest>,
}

/// One line or several.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum Lines {
    One(String),
    Several(Vec<String>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Lines {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Several(lines) if lines.is_empty())
    }

    fn to_vec(&self) -> Vec<String> {
        match self {
            Self::One(line) => vec![line.clone()],
            Self::Several(lines) => lines.clone(),
        }
    }
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExhibitTable {
    #[serde(default)]
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<ExhibitKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signatures: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    translated: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    understands: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original_with: Option<String>,
    /// What of the checklist it is.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    needs: BTreeSet<String>,
    /// Its texts in other languages.
    #[serde(default, rename = "in", skip_serializing_if = "InLanguages::is_empty")]
    in_languages: InLanguages,
    /// How its signatures were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tally: Option<Box<Tally>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    photo_list: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    photos_per_page: Option<PhotosPerPage>,
    /// A folder with its documents, in natural order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Its only paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(default, rename = "document", skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<PaperTable>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperTable {
    pub file: String,
    /// The unlocked copy of a PDF with a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlocked: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// The number on it, of an apostille.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original_with: Option<String>,
    /// Who is on a photo, or whom a paper among several is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    people: Option<String>,
    /// Who took a photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    /// Its texts in other languages.
    #[serde(default, rename = "in", skip_serializing_if = "InLanguages::is_empty")]
    in_languages: InLanguages,
    /// The rows of signatures, by page.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rows: BTreeMap<String, Vec<SheetRow>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pages: Option<PageRanges>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leave_out: Option<PageRanges>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    turn: BTreeMap<String, Turn>,
    /// Sheets that are cut out of its photos, by page.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub straight: BTreeMap<String, SheetTable>,
    #[serde(default, rename = "part", skip_serializing_if = "Option::is_none")]
    role: Option<RoleWord>,
    /// The files of the documents it goes with.
    #[serde(default, skip_serializing_if = "Lines::is_empty")]
    of: Lines,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    machine: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unsigned: bool,
    /// In which order the numbers of the dates of a chat are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// The days of a chat that are shown.
    #[serde(default, skip_serializing_if = "DaySpan::is_all")]
    pub days: DaySpan,
    /// The files that came with a chat and could not be papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    translator: Option<Translator>,
    /// The zip or mail that it came out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// The word of a [`Role`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum RoleWord {
    Translation,
    TranslationCertificate,
    InterpretationCertificate,
    IdentityCopy,
    ProofOfService,
    DifferencesNote,
    Apostille,
}

impl Manifest {
    /// Reads and checks a dossier.toml. The findings say which texts were changed.
    ///
    /// # Errors
    /// When its contents are wrong: with line and column.
    pub(crate) fn read(path: &Path) -> Result<(Self, Vec<Finding>), AppError> {
        let wrong = |why: ManifestFault| AppError::Manifest {
            path: path.to_owned(),
            why,
        };
        let bytes = std::fs::read(path).map_err(|error| wrong(error.into()))?;
        Self::parse(bytes).map_err(wrong)
    }

    /// The same from its bytes.
    pub(crate) fn parse(bytes: Vec<u8>) -> Result<(Self, Vec<Finding>), ManifestFault> {
        if bytes.len() > 16 << 20 {
            return Err(ManifestFault::TooLarge);
        }
        let text = String::from_utf8(bytes).map_err(|_| ManifestFault::NotText)?;
        // Editors of Windows may write a byte order mark; most files have none.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // Before the file is understood: a million tables take minutes.
        if text.matches("[[exhibit]]").count() > MOST_EXHIBITS {
            return Err(ManifestFault::TooManyExhibits);
        }
        let wrong = |error: toml::de::Error| ManifestFault::Wrong(error.to_string());
        let manifest: Self = toml::from_str(text).map_err(wrong)?;
        if manifest.version != manifest_fault::VERSION {
            return Err(ManifestFault::Version {
                found: manifest.version,
            });
        }
        if manifest.exhibits.len() > MOST_EXHIBITS {
            return Err(ManifestFault::TooManyExhibits);
        }
        let papers = manifest.exhibits.iter().map(|one| one.documents.len());
        let others = [&manifest.front, &manifest.back].map(Vec::len);
        let loose = others.iter().sum::<usize>() + manifest.unplaced.len();
        if papers.sum::<usize>() + loose > MOST_PAPERS {
            return Err(ManifestFault::TooManyPapers);
        }
        // Read a second time, since cleaned texts no longer have the lines that errors name.
        let mut table: toml::Table = toml::from_str(text).map_err(wrong)?;
        let findings = manifest_texts::clean(&mut table);
        let manifest = table.try_into().map_err(wrong)?;
        Ok((manifest, findings))
    }

    /// The manifest of a matter with these facts and tables.
    pub(crate) fn of(
        (name, facts): (&str, &Facts),
        front: Vec<PaperTable>,
        exhibits: Vec<ExhibitTable>,
        back: Vec<PaperTable>,
        unplaced: Vec<String>,
    ) -> Self {
        let lines = |lines: &[String]| Lines::Several(lines.to_vec());
        Self {
            version: manifest_fault::VERSION,
            matter: MatterTable {
                name: Some(name.to_owned()),
                title: facts.title.clone(),
                profile: Some(facts.profile.clone()),
                language: Some(facts.language),
                person: facts.person.clone(),
                docket: lines(&facts.docket),
                court: lines(&facts.court),
                respondents: lines(&facts.respondents),
                minors: lines(&facts.minors),
                judge: facts.judge.clone(),
                hearing: facts.hearing.clone(),
                proceeding: facts.proceeding.clone(),
                detained: facts.detained,
                filer: facts.filer.clone(),
                bates: facts.bates.clone(),
                split: facts.split,
                service: facts.service.clone(),
                answers: facts.answers.clone(),
                still_to_get: facts.still_to_get.clone(),
                in_languages: facts.in_languages.clone(),
                own_titles: facts.own_titles,
                checklist: facts.checklist.clone(),
                spellings: facts.spellings.clone(),
                note: facts.note,
            },
            front,
            exhibits,
            back,
            unplaced,
        }
    }

    /// The manifest as text.
    ///
    /// # Errors
    /// When a value cannot be written as TOML.
    pub(crate) fn to_toml(&self) -> Result<String, AppError> {
        toml::to_string(self).map_err(|error| AppError::Asset(error.to_string()))
    }

    /// The short name of the case, if the file says it.
    pub(crate) fn name(&self) -> Option<&str> {
        self.matter.name.as_deref()
    }

    /// The facts of the matter. Where the file has no profile or language, they come from
    /// `default`.
    pub(crate) fn facts(&self, default: &Facts) -> Facts {
        let table = &self.matter;
        Facts {
            title: table.title.clone(),
            profile: table
                .profile
                .clone()
                .unwrap_or_else(|| default.profile.clone()),
            language: table.language.unwrap_or(default.language),
            person: table.person.clone(),
            docket: table.docket.to_vec(),
            court: table.court.to_vec(),
            respondents: table.respondents.to_vec(),
            minors: table.minors.to_vec(),
            judge: table.judge.clone(),
            hearing: table.hearing.clone(),
            proceeding: table.proceeding.clone(),
            detained: table.detained,
            filer: table.filer.clone(),
            bates: table.bates.clone(),
            split: table.split,
            service: table.service.clone(),
            answers: table.answers(),
            still_to_get: table.still_to_get.clone(),
            in_languages: table.in_languages.clone(),
            own_titles: table.own_titles,
            checklist: table.checklist.clone(),
            spellings: table.spellings.clone(),
            note: table.note,
        }
    }
}

impl MatterTable {
    /// The answers. Earlier versions wrote the ids of documents into this file, which belong to
    /// other papers now; those questions are open again.
    fn answers(&self) -> BTreeMap<String, Answer> {
        let answers = self.answers.iter().filter(|(key, _)| !is_by_id(key));
        answers
            .map(|(key, answer)| (key.clone(), answer.clone()))
            .collect()
    }
}

impl ExhibitTable {
    pub(crate) fn of(exhibit: &Exhibit, documents: Vec<PaperTable>) -> Self {
        Self {
            title: exhibit.title.clone(),
            date: exhibit.date,
            kind: exhibit.kind,
            issuer: exhibit.issuer.clone(),
            number: exhibit.number.clone(),
            who: exhibit.who.clone(),
            place: exhibit.place.clone(),
            signatures: exhibit.signatures,
            language: exhibit.language.clone(),
            translated: exhibit.translated,
            understands: exhibit.understands.clone(),
            group: exhibit.group.clone(),
            code: exhibit.code.clone(),
            address: exhibit.address.clone(),
            valid_until: exhibit.valid_until,
            original_with: exhibit.original_with.clone(),
            needs: exhibit.needs.clone(),
            in_languages: exhibit.in_languages.clone(),
            tally: exhibit.tally.clone(),
            photo_list: exhibit.photo_list,
            photos_per_page: Some(exhibit.photos_per_page),
            folder: None,
            file: None,
            documents,
        }
    }

    /// Its title.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// All that is said of it, whatever the files of its papers are called.
    pub(crate) fn words(&self) -> Result<String, AppError> {
        let text = toml::to_string(self).map_err(|error| AppError::Asset(error.to_string()))?;
        let paths = ["file =", "of =", "unlocked ="];
        let says = |line: &&str| !paths.iter().any(|key| line.starts_with(key));
        Ok(text.lines().filter(says).collect::<Vec<_>>().join("\n"))
    }

    /// Whether this is its title.
    pub(crate) fn is_titled(&self, title: &str) -> bool {
        self.title == title
    }

    pub(crate) fn exhibit(&self, id: ExhibitId, documents: Vec<Document>) -> Exhibit {
        // A short file does not say how many photos go on a page.
        let photos = if self.kind == Some(ExhibitKind::Photo) {
            PhotosPerPage::Two
        } else {
            PhotosPerPage::One
        };
        Exhibit {
            id,
            title: self.title.clone(),
            date: self.date,
            kind: self.kind,
            issuer: self.issuer.clone(),
            number: self.number.clone(),
            who: self.who.clone(),
            place: self.place.clone(),
            signatures: self.signatures,
            language: self.language.clone(),
            translated: self.translated,
            understands: self.understands.clone(),
            group: self.group.clone(),
            code: self.code.clone(),
            address: self.address.clone(),
            valid_until: self.valid_until,
            original_with: self.original_with.clone(),
            needs: self.needs.clone(),
            in_languages: self.in_languages.clone(),
            tally: self.tally.clone(),
            photo_list: self.photo_list,
            photos_per_page: self.photos_per_page.unwrap_or(photos),
            documents,
        }
    }
}

impl PaperTable {
    /// A paper without any fields.
    pub(crate) fn bare(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }

    /// The table of a document. `files` has the file of each document of the matter.
    pub(crate) fn of(
        document: &Document,
        file: String,
        unlocked: Option<String>,
        files: &BTreeMap<DocumentId, String>,
    ) -> Self {
        let (role, translator, machine) = match &document.role {
            Role::Paper => (None, None, false),
            Role::Translation {
                translator,
                machine,
                ..
            } => (
                Some(RoleWord::Translation),
                translator.as_deref().cloned(),
                *machine,
            ),
            Role::TranslationCertificate { .. } => {
                (Some(RoleWord::TranslationCertificate), None, false)
            }
            Role::InterpretationCertificate { .. } => {
                (Some(RoleWord::InterpretationCertificate), None, false)
            }
            Role::IdentityCopy => (Some(RoleWord::IdentityCopy), None, false),
            Role::ProofOfService => (Some(RoleWord::ProofOfService), None, false),
            Role::DifferencesNote => (Some(RoleWord::DifferencesNote), None, false),
            Role::Apostille { .. } => (Some(RoleWord::Apostille), None, false),
        };
        let of = document
            .role
            .of()
            .iter()
            // A document that was removed since has no file and is left out.
            .filter_map(|id| files.get(id).cloned())
            .collect();
        Self {
            file,
            role,
            of: Lines::Several(of),
            translator,
            // What the paper itself says is added where the paper is known.
            dates: None,
            days: DaySpan::default(),
            refused: Vec::new(),
            origin: None,
            machine,
            unsigned: document.unsigned,
            unlocked,
            title: document.title.clone(),
            caption: document.caption.clone(),
            date: document.date,
            place: document.place.clone(),
            issuer: document.issuer.clone(),
            number: document.number.clone(),
            code: document.code.clone(),
            address: document.address.clone(),
            valid_until: document.valid_until,
            original_with: document.original_with.clone(),
            people: document.people.clone(),
            author: document.author.clone(),
            in_languages: document.in_languages.clone(),
            rows: document
                .rows
                .iter()
                .map(|(page, rows)| (page.to_string(), rows.clone()))
                .collect(),
            pages: document.pages.clone(),
            leave_out: PageRanges::from_pages(document.left_out.iter().copied()),
            straight: BTreeMap::new(),
            turn: document
                .turns
                .iter()
                .map(|(page, turn)| (page.to_string(), *turn))
                .collect(),
        }
    }

    /// The role of the document, once all documents have ids. `ids` finds them by their files.
    ///
    /// # Errors
    /// When it goes with a file that is not a document of the case.
    pub(crate) fn role(&self, ids: &BTreeMap<&str, DocumentId>) -> Result<Role, ManifestFault> {
        let of = self.of.to_vec();
        let of = of.iter().map(|file| {
            ids.get(file.as_str())
                .copied()
                .ok_or_else(|| ManifestFault::NoDocument(file.clone()))
        });
        let of: Vec<DocumentId> = of.collect::<Result<_, _>>()?;
        let alone = |wanted: &[DocumentId]| match wanted {
            [one] => Ok(*one),
            _ => Err(ManifestFault::OneDocument(self.file.clone())),
        };
        Ok(match self.role {
            None => Role::Paper,
            Some(RoleWord::Translation) => Role::Translation {
                of: alone(&of)?,
                translator: self.translator.clone().map(Box::new),
                machine: self.machine,
            },
            Some(RoleWord::TranslationCertificate) if of.is_empty() => {
                return Err(ManifestFault::OneDocument(self.file.clone()));
            }
            Some(RoleWord::TranslationCertificate) => Role::TranslationCertificate { of },
            Some(RoleWord::InterpretationCertificate) => {
                Role::InterpretationCertificate { of: alone(&of)? }
            }
            Some(RoleWord::IdentityCopy) => Role::IdentityCopy,
            Some(RoleWord::ProofOfService) => Role::ProofOfService,
            Some(RoleWord::DifferencesNote) => Role::DifferencesNote,
            Some(RoleWord::Apostille) => Role::Apostille { of: alone(&of)? },
        })
    }

    /// The document, once its paper is taken in and its sheets are cut out. Its role comes from
    /// [`PaperTable::role()`].
    ///
    /// # Errors
    /// When the key of a turn is not a list of pages, or that of a sheet or of rows is not a page,
    /// or its corners are not those of a sheet.
    pub(crate) fn document(&self, id: DocumentId, item: &Item) -> Result<Document, ManifestFault> {
        let total = item.pages;
        let mut turns = BTreeMap::new();
        for (page, turn) in &self.turn {
            let page = page
                .parse::<PageRanges>()
                .map_err(|_| ManifestFault::Turn(self.file.clone()))?;
            turns.extend(page.clipped(total).iter().map(|page| (page, *turn)));
        }
        for (page, table) in &self.straight {
            let is_page = page.parse::<u32>().is_ok_and(|page| page > 0);
            if !is_page || table.corners().is_none() {
                return Err(ManifestFault::Straight(self.file.clone()));
            }
        }
        let mut rows = BTreeMap::new();
        for (page, on) in &self.rows {
            let page: Option<u32> = page.parse().ok();
            let page = page.filter(|page| (1..=total).contains(page));
            let page = page.ok_or_else(|| ManifestFault::Rows(self.file.clone()))?;
            rows.insert(page, on.clone());
        }
        let left_out = self.leave_out.as_ref().map(|pages| pages.clipped(total));
        Ok(Document {
            title: self.title.clone(),
            caption: self.caption.clone(),
            date: self.date,
            place: self.place.clone(),
            issuer: self.issuer.clone(),
            number: self.number.clone(),
            code: self.code.clone(),
            address: self.address.clone(),
            valid_until: self.valid_until,
            original_with: self.original_with.clone(),
            people: self.people.clone(),
            author: self.author.clone(),
            in_languages: self.in_languages.clone(),
            rows,
            pages: self.pages.as_ref().map(|pages| pages.clipped(total)),
            left_out: left_out.iter().flat_map(PageRanges::iter).collect(),
            turns,
            unsigned: self.unsigned,
            straightened: sheet_table::shown_by(&self.straight, item),
            ..Document::new(id, item.original)
        })
    }
}
