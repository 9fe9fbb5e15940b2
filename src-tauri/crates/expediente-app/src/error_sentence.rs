//! The sentences of errors, from the catalogue of the user's language.

use std::path::Path;

use expediente_bundle::{BundleError, date_in_words};
use expediente_model::{Catalogue, ChangeError, io_reason, one_line};
use expediente_vault::VaultError;

use crate::error::AppError;
use crate::request_error::RequestError;
use crate::store::profile_fault::ProfileFault;
use crate::transfer::manifest_fault::ManifestFault;
use crate::views::finding_view::FindingView;
use crate::views::picture_fault::PictureFault;

/// A sentence lists at most this many names.
const NAMES: usize = 5;

type Values = Vec<(&'static str, String)>;

impl AppError {
    /// What happened and what to do, in one or two sentences.
    #[must_use]
    pub fn sentence(&self, texts: &Catalogue) -> String {
        self.sentence_of("", texts)
    }

    /// The same for the window, which has no commands; some errors have their own sentence there.
    #[must_use]
    pub fn window_sentence(&self, texts: &Catalogue) -> String {
        let own = texts.has(&format!("window.error.{}", self.code()));
        self.sentence_of(if own { "window." } else { "" }, texts)
    }

    fn sentence_of(&self, place: &str, texts: &Catalogue) -> String {
        let code = self.code();
        let key = match self {
            Self::ManifestPapers { papers, .. } => {
                format!(
                    "{place}error.{code}.{}",
                    if papers.len() == 1 { "one" } else { "other" }
                )
            }
            _ => format!("{place}error.{code}"),
        };
        texts.fill(&key, self.values(texts))
    }

    /// The values that the sentence names.
    fn values(&self, texts: &Catalogue) -> Values {
        if let Some((path, needed)) = self.lacks_room() {
            return vec![("path", shown(path)), ("needed", texts.size(needed))];
        }
        match self {
            Self::Vault(error) => vault(error, texts),
            Self::Bundle(error) => bundle(error, texts),
            Self::Change(error) => change(error),
            Self::Asset(what) => vec![("what", what.clone())],
            Self::NoMatter(name)
            | Self::NameTaken(name)
            | Self::NoExhibit(name)
            | Self::NoPaper(name) => {
                vec![("name", name.clone())]
            }
            Self::ManyMatters { name, ids } => {
                vec![("name", name.clone()), ("ids", ids.join(", "))]
            }
            Self::NoProfile { name, known } => {
                vec![("name", name.clone()), ("known", known.join(", "))]
            }
            Self::Request(error) => request(error, texts),
            Self::Manifest { path, why } => {
                vec![("path", shown(path)), ("why", manifest(why, texts))]
            }
            Self::ManifestPapers { path, papers } => {
                let mut names = papers
                    .iter()
                    .take(NAMES)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", ");
                if papers.len() > NAMES {
                    names.push_str(", …");
                }
                vec![
                    ("n", papers.len().to_string()),
                    ("path", shown(path)),
                    ("names", names),
                ]
            }
            Self::Checklist { path, why } => {
                vec![("path", shown(path)), ("why", one_line(why))]
            }
            Self::Profile { path, why } => {
                vec![("path", shown(path)), ("why", profile(why, texts))]
            }
            Self::NoFinding(name) | Self::NoFix(name) => vec![("name", name.clone())],
            Self::NotTaken { path, findings } => {
                let why = findings
                    .iter()
                    .map(|finding| finding.message.clone())
                    .collect::<Vec<_>>()
                    .join(" ");
                vec![("path", shown(path)), ("why", why)]
            }
            Self::Unprintable(finding) => vec![("why", finding.message.clone())],
            Self::Register(path)
            | Self::NothingFound(path)
            | Self::NoFolder(path)
            | Self::IsFolder(path)
            | Self::NotAFile(path)
            | Self::NotACase(path) => {
                vec![("path", shown(path))]
            }
            Self::CaseTooLarge {
                path,
                bytes,
                entries,
            } => vec![
                ("path", shown(path)),
                ("size", texts.size(*bytes)),
                ("files", entries.to_string()),
            ],
            Self::Io { path, source } => {
                vec![
                    ("path", shown(path)),
                    ("why", texts.why(&io_reason(source))),
                ]
            }
            Self::Picture(fault) => vec![("why", picture(fault, texts))],
            Self::Bug(what) => vec![("what", (*what).to_owned())],
            Self::Reader(missing) => vec![("path", shown(&missing.path()))],
            Self::DiskFull { .. } | Self::Id(_) | Self::Unproved(_) | Self::Cancelled => Vec::new(),
        }
    }
}

fn vault(error: &VaultError, texts: &Catalogue) -> Values {
    match error {
        // The note about the holder could not be read, so the holder is unknown.
        VaultError::Held { pid: 0, .. } => {
            vec![("holder", texts.text("error.holder-unknown").to_owned())]
        }
        VaultError::Held { program, pid } => {
            let values = [("program", program.clone()), ("pid", pid.to_string())];
            vec![("holder", texts.fill("error.holder", values))]
        }
        VaultError::NotAStore(path) | VaultError::NewerStore(path) => vec![("path", shown(path))],
        VaultError::NoMatter(name) => vec![("name", name.clone())],
        VaultError::MatterTwice(id)
        | VaultError::ReadOnly(id)
        | VaultError::Stale(id)
        | VaultError::Record(id) => {
            vec![("name", id.to_string())]
        }
        VaultError::NothingTo(verb) => {
            let key = if *verb == "undo" {
                "error.to-undo"
            } else {
                "error.to-redo"
            };
            vec![("what", texts.text(key).to_owned())]
        }
        VaultError::Change(error) => change(error),
        VaultError::Io { path, source } => {
            vec![
                ("path", shown(path)),
                ("why", texts.why(&io_reason(source))),
            ]
        }
        VaultError::Index(why) => vec![("why", why.clone())],
    }
}

fn bundle(error: &BundleError, texts: &Catalogue) -> Values {
    match error {
        BundleError::Font(what) | BundleError::Bug(what) => vec![("what", (*what).to_owned())],
        BundleError::Paper { name, source, .. } => {
            vec![
                ("name", name.clone()),
                ("why", texts.why(&io_reason(source))),
            ]
        }
        BundleError::Altered { name } => vec![("name", name.clone())],
        BundleError::Page { name, page, why } => {
            vec![
                ("name", name.clone()),
                ("page", page.to_string()),
                ("why", why.clone()),
            ]
        }
        BundleError::FrontMatter(why) => vec![("why", why.clone())],
        BundleError::Write(source) => vec![("why", texts.why(&io_reason(source)))],
        BundleError::Nothing | BundleError::Draft | BundleError::Cancelled => Vec::new(),
    }
}

fn change(error: &ChangeError) -> Values {
    let name = match error {
        ChangeError::NoExhibit(id) | ChangeError::ExhibitTwice(id) => id.to_string(),
        ChangeError::NoDocument(id) | ChangeError::DocumentTwice(id) => id.to_string(),
        ChangeError::NoItem(digest) => digest.short().to_string(),
        ChangeError::NoPlace { have, .. } => return vec![("count", have.to_string())],
    };
    vec![("name", name)]
}

fn request(error: &RequestError, texts: &Catalogue) -> Values {
    match error {
        RequestError::NoPlace { count } => vec![("count", count.to_string())],
        RequestError::NoPage { page, total } => {
            vec![("page", page.to_string()), ("total", total.to_string())]
        }
        RequestError::NamedTwice(name)
        | RequestError::SplitBefore(name)
        | RequestError::LanguageTag(name)
        | RequestError::NoSuggestion(name)
        | RequestError::NoDate(name)
        | RequestError::NoTranslator(name)
        | RequestError::ProfileName(name)
        | RequestError::ProfileTaken(name)
        | RequestError::NoSheet(name)
        | RequestError::NoPhoto(name)
        | RequestError::NoChat(name)
        | RequestError::NoDay(name)
        | RequestError::ChatPagesChosen(name)
        | RequestError::NoPair(name)
        | RequestError::DayAhead(name)
        | RequestError::NoAddress(name)
        | RequestError::NoChecklist(name)
        | RequestError::NoNeed(name)
        | RequestError::ChecklistTaken(name)
        | RequestError::NoSpelling(name)
        | RequestError::NotWaiting(name) => vec![("name", name.clone())],
        RequestError::NoSuchValue { id, values } => {
            vec![("id", id.clone()), ("values", values.clone())]
        }
        RequestError::NotStillToGet { name, list } => {
            let list = match list.is_empty() {
                true => "–".to_owned(),
                false => list.join(", "),
            };
            vec![("name", name.clone()), ("list", list)]
        }
        RequestError::FormLacks(what) => {
            vec![("what", texts.text(&format!("form.lacks.{what}")).to_owned())]
        }
        RequestError::NoMessages { first, last } => {
            vec![("first", said(texts, first)), ("last", said(texts, last))]
        }
        RequestError::TwoDates {
            text,
            first,
            second,
        } => vec![
            ("name", text.clone()),
            ("first", said(texts, first)),
            ("second", said(texts, second)),
            ("plain", first.clone()),
        ],
        RequestError::TooManyRows { most } => vec![("most", most.to_string())],
        RequestError::SheetOrder { title, says, at } => vec![
            ("title", title.clone()),
            ("says", says.to_string()),
            ("at", at.to_string()),
        ],
        RequestError::PeopleTwice(name) => vec![("name", name.clone())],
        RequestError::PeopleCell { line } => vec![("line", line.to_string())],
        RequestError::BatchName(name, other) | RequestError::BatchFolder(name, other) => {
            vec![("name", name.clone()), ("other", other.clone())]
        }
        RequestError::BatchNoFolder(path) => vec![("path", shown(path))],
        RequestError::BatchRow(why) => vec![("why", why.clone())],
        RequestError::OtherRows { differ, of } => {
            vec![("differ", differ.to_string()), ("of", of.to_string())]
        }
        RequestError::OpenQuote { line } => vec![("line", line.to_string())],
        RequestError::NoList(why) => vec![("why", why.clone())],
        RequestError::TooLong { longest } => vec![("longest", longest.to_string())],
        RequestError::WhichDocument(ids) => vec![("ids", ids.join(", "))],
        RequestError::FolderTaken(path)
        | RequestError::SourcePaper(path)
        | RequestError::SameForm(path)
        | RequestError::OtherThanForm(path)
        | RequestError::InStore(path) => vec![("path", shown(path))],
        RequestError::MatterName
        | RequestError::Bates
        | RequestError::NoPageLeft
        | RequestError::GroupOfOne
        | RequestError::SplitOne
        | RequestError::NoEngine
        | RequestError::Corners
        | RequestError::DaysReversed
        | RequestError::NoChats
        | RequestError::NothingNamed
        | RequestError::NoActs
        | RequestError::GoesWithItself
        | RequestError::TranslatorName
        | RequestError::NoAnswer
        | RequestError::ListTooLarge
        | RequestError::NothingExplained
        | RequestError::SignaturesCounted
        | RequestError::ListColumns
        | RequestError::RightFirst
        | RequestError::NoChecklistChosen
        | RequestError::PeopleEmpty
        | RequestError::PhotosPerPage => Vec::new(),
    }
}

/// A day in words.
fn said(texts: &Catalogue, day: &str) -> String {
    match day.parse() {
        Ok(date) => date_in_words(texts, date),
        Err(_) => day.to_owned(),
    }
}

fn profile(fault: &ProfileFault, texts: &Catalogue) -> String {
    match fault {
        // Line, column and reason, as the TOML parser words them.
        ProfileFault::Wrong(why) => why.to_string().trim_end().to_owned(),
        ProfileFault::NoText => texts.text("profile-fault.no-text").to_owned(),
        ProfileFault::Name(name) => texts.fill("profile-fault.name", [("name", name.clone())]),
    }
}

fn manifest(fault: &ManifestFault, texts: &Catalogue) -> String {
    let (key, values): (&str, Values) = match fault {
        ManifestFault::Unreadable(source) => (
            "manifest.unreadable",
            vec![("why", texts.why(&io_reason(source)))],
        ),
        ManifestFault::TooLarge => ("manifest.too-large", Vec::new()),
        ManifestFault::NotText => ("manifest.not-text", Vec::new()),
        ManifestFault::Wrong(why) => ("manifest.wrong", vec![("why", why.trim_end().to_owned())]),
        ManifestFault::Version { found } => {
            let reads = ManifestFault::READS.to_string();
            (
                "manifest.version",
                vec![("found", found.to_string()), ("reads", reads)],
            )
        }
        ManifestFault::Outside(path) => ("manifest.outside", vec![("path", path.clone())]),
        ManifestFault::Link(path) => ("manifest.link", vec![("path", path.clone())]),
        ManifestFault::TooManyExhibits => ("manifest.too-many-exhibits", Vec::new()),
        ManifestFault::TooManyPapers => ("manifest.too-many-papers", Vec::new()),
        ManifestFault::Turn(file) => ("manifest.turn", vec![("file", file.clone())]),
        ManifestFault::Rows(file) => ("manifest.rows", vec![("file", file.clone())]),
        ManifestFault::Straight(file) => ("manifest.straight", vec![("file", file.clone())]),
        ManifestFault::NoDocument(file) => ("manifest.no-document", vec![("file", file.clone())]),
        ManifestFault::OneDocument(file) => ("manifest.one-document", vec![("file", file.clone())]),
        ManifestFault::WholeCase => ("manifest.whole-case", Vec::new()),
    };
    texts.fill(key, values)
}

fn picture(fault: &PictureFault, texts: &Catalogue) -> String {
    match fault {
        PictureFault::Size(_) => texts.text("picture.size").to_owned(),
        PictureFault::NoPaper(_) => texts.text("picture.no-paper").to_owned(),
        PictureFault::NoPage { page, total } => texts.fill(
            "picture.no-page",
            [("page", page.to_string()), ("total", total.to_string())],
        ),
        PictureFault::Page(finding) => FindingView::new(texts, finding, None).message,
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use expediente_model::{Code, Digest, DocumentId, ExhibitId, Finding, MatterId};

    use super::*;
    use crate::assets::Assets;

    /// One error of every variant, including the families below.
    #[allow(clippy::too_many_lines, reason = "a list")]
    fn every() -> Vec<AppError> {
        let text = || "x".to_owned();
        let path = || PathBuf::from("x");
        let source = || io::Error::from(io::ErrorKind::NotFound);
        let id = || MatterId::from_untrusted("m").unwrap();
        let digest = Digest::of(b"x");
        let vault = [
            VaultError::Held {
                program: text(),
                pid: 1,
            },
            VaultError::Held {
                program: text(),
                pid: 0,
            },
            VaultError::NotAStore(path()),
            VaultError::NewerStore(path()),
            VaultError::NoMatter(text()),
            VaultError::MatterTwice(id()),
            VaultError::ReadOnly(id()),
            VaultError::Stale(id()),
            VaultError::NothingTo("undo"),
            VaultError::NothingTo("redo"),
            VaultError::Io {
                path: path(),
                source: source(),
            },
            VaultError::Record(id()),
            VaultError::Index(text()),
        ];
        let bundle = [
            BundleError::Font("x"),
            BundleError::Nothing,
            BundleError::Draft,
            BundleError::Paper {
                name: text(),
                digest,
                source: source(),
            },
            BundleError::Altered { name: text() },
            BundleError::Page {
                name: text(),
                page: 1,
                why: text(),
            },
            BundleError::FrontMatter(text()),
            BundleError::Write(source()),
            BundleError::Cancelled,
        ];
        let change = [
            ChangeError::NoExhibit(ExhibitId(1)),
            ChangeError::NoDocument(DocumentId(1)),
            ChangeError::ExhibitTwice(ExhibitId(1)),
            ChangeError::DocumentTwice(DocumentId(1)),
            ChangeError::NoItem(digest),
            ChangeError::NoPlace { asked: 2, have: 1 },
        ];
        let request = [
            RequestError::MatterName,
            RequestError::NoPlace { count: 1 },
            RequestError::NoPage { page: 2, total: 1 },
            RequestError::NoPageLeft,
            RequestError::NamedTwice(text()),
            RequestError::GroupOfOne,
            RequestError::SplitBefore(text()),
            RequestError::SplitOne,
            RequestError::WhichDocument(vec![text()]),
            RequestError::FolderTaken(path()),
            RequestError::SourcePaper(path()),
            RequestError::InStore(path()),
            RequestError::NoEngine,
            RequestError::Corners,
            RequestError::NoSheet(text()),
            RequestError::NoPhoto(text()),
            RequestError::NoChat(text()),
            RequestError::NoChats,
            RequestError::NoDay(text()),
            RequestError::DaysReversed,
            RequestError::NoMessages {
                first: text(),
                last: text(),
            },
            RequestError::ChatPagesChosen(text()),
            RequestError::NothingNamed,
            RequestError::NotStillToGet {
                name: text(),
                list: vec![text()],
            },
            RequestError::NoActs,
            RequestError::NoSuggestion(text()),
            RequestError::NoSuchValue {
                id: text(),
                values: text(),
            },
            RequestError::LanguageTag(text()),
            RequestError::PhotosPerPage,
            RequestError::TooLong { longest: 1 },
            RequestError::NoDate(text()),
            RequestError::GoesWithItself,
            RequestError::TranslatorName,
            RequestError::NoTranslator(text()),
            RequestError::ProfileName(text()),
            RequestError::ProfileTaken(text()),
            RequestError::Bates,
            RequestError::TooManyRows { most: 1 },
            RequestError::NoPair(text()),
            RequestError::DayAhead(text()),
            RequestError::SignaturesCounted,
            RequestError::ListColumns,
            RequestError::RightFirst,
            RequestError::NoAddress(text()),
            RequestError::OpenQuote { line: 3 },
            RequestError::TwoDates {
                text: text(),
                first: text(),
                second: text(),
            },
            RequestError::SheetOrder {
                title: text(),
                says: 1,
                at: 11,
            },
            RequestError::OtherRows { differ: 9, of: 10 },
            RequestError::PeopleEmpty,
            RequestError::PeopleTwice(text()),
            RequestError::PeopleCell { line: 3 },
            RequestError::BatchName(text(), text()),
            RequestError::BatchFolder(text(), text()),
            RequestError::BatchNoFolder(PathBuf::from("x")),
            RequestError::BatchRow(text()),
            RequestError::ListTooLarge,
            RequestError::NothingExplained,
            RequestError::NoChecklistChosen,
            RequestError::NoList(text()),
            RequestError::NoChecklist(text()),
            RequestError::NoNeed(text()),
            RequestError::ChecklistTaken(text()),
            RequestError::NoSpelling(text()),
            RequestError::NoAnswer,
            RequestError::NotWaiting(text()),
            RequestError::SameForm(PathBuf::from("Proof.pdf")),
            RequestError::OtherThanForm(PathBuf::from("Proof.pdf")),
            RequestError::FormLacks("declarant"),
        ];
        let manifest = [
            ManifestFault::Unreadable(source()),
            ManifestFault::TooLarge,
            ManifestFault::NotText,
            ManifestFault::Wrong(text()),
            ManifestFault::Version { found: 9 },
            ManifestFault::Outside(text()),
            ManifestFault::Link(text()),
            ManifestFault::TooManyExhibits,
            ManifestFault::TooManyPapers,
            ManifestFault::Turn(text()),
            ManifestFault::Straight(text()),
            ManifestFault::NoDocument(text()),
            ManifestFault::OneDocument(text()),
            ManifestFault::WholeCase,
        ];
        let picture = [
            PictureFault::Size(1),
            PictureFault::NoPaper(text()),
            PictureFault::NoPage { page: 2, total: 1 },
            PictureFault::Page(Finding::new(Code::PdfDamaged)),
        ];
        let profile = [ProfileFault::NoText, ProfileFault::Name(text())];
        let mut all = vec![
            AppError::Reader(expediente_intake::ReaderMissing::NotThere(path())),
            AppError::Bug("x"),
            AppError::Asset(text()),
            AppError::NoMatter(text()),
            AppError::ManyMatters {
                name: text(),
                ids: vec![text()],
            },
            AppError::NameTaken(text()),
            AppError::Id(MatterId::from_untrusted("").unwrap_err()),
            AppError::NoProfile {
                name: text(),
                known: vec![text()],
            },
            AppError::Checklist {
                path: path(),
                why: text(),
            },
            AppError::Register(path()),
            AppError::NoFinding(text()),
            AppError::NoFix(text()),
            AppError::NotTaken {
                path: path(),
                findings: Vec::new(),
            },
            AppError::NoExhibit(text()),
            AppError::NoPaper(text()),
            AppError::NotACase(path()),
            AppError::CaseTooLarge {
                path: path(),
                bytes: 9,
                entries: 9,
            },
            AppError::ManifestPapers {
                path: path(),
                papers: vec![text()],
            },
            AppError::NothingFound(path()),
            AppError::Unprintable(Box::new(FindingView::new(
                Assets::load()
                    .unwrap()
                    .texts(expediente_model::Language::En),
                &Finding::new(Code::StampTooLong)
                    .with("text", "x")
                    .with("pages", 1),
                None,
            ))),
            AppError::Unproved(Vec::new()),
            AppError::NoFolder(path()),
            AppError::IsFolder(path()),
            AppError::NotAFile(path()),
            AppError::DiskFull {
                path: path(),
                needed: 1,
            },
            AppError::Io {
                path: path(),
                source: source(),
            },
            AppError::Cancelled,
        ];
        all.extend(vault.map(AppError::from));
        all.extend(bundle.map(AppError::from));
        all.extend(change.map(AppError::from));
        all.extend(request.map(AppError::from));
        all.extend(picture.map(AppError::from));
        all.extend(manifest.map(|why| AppError::Manifest { path: path(), why }));
        all.extend(profile.map(|why| AppError::Profile { path: path(), why }));
        all
    }

    /// Every code that `code()` can return is covered below, so that no new error is forgotten.
    #[test]
    fn every_code_is_tried() {
        let source = include_str!("error.rs");
        let begin = source.find("pub fn code(").unwrap();
        let end = source.find("/// Adds the path").unwrap();
        let words = source[begin..end].split('"').skip(1).step_by(2);
        let tried: Vec<&str> = every().iter().map(AppError::code).collect();
        let mut counted = 0;
        for word in words {
            counted += 1;
            assert!(tried.contains(&word), "no test makes the error {word}");
        }
        assert!(counted > 50, "{counted}");
    }

    /// A sentence names its values: users must see neither `{name}` nor a key.
    #[test]
    fn sentences_are_filled() {
        let assets = Assets::load().unwrap();
        for language in [
            expediente_model::Language::En,
            expediente_model::Language::Es,
        ] {
            let texts = assets.texts(language);
            for error in every() {
                for sentence in [error.sentence(texts), error.window_sentence(texts)] {
                    let filled = !sentence.contains(['{', '}']) && sentence.contains(' ');
                    assert!(filled, "{}: {sentence}", error.code());
                }
            }
        }
    }
}
