//! What went wrong, in the reader's language: every error has its sentence in the catalogues.

use std::path::Path;

use expediente_bundle::BundleError;
use expediente_model::{Catalogue, ChangeError, io_reason};
use expediente_vault::VaultError;

use crate::error::AppError;
use crate::request_error::RequestError;
use crate::store::profile_fault::ProfileFault;
use crate::transfer::manifest_fault::ManifestFault;
use crate::views::finding_view::FindingView;
use crate::views::picture_fault::PictureFault;

/// More names than these make no sentence.
const NAMES: usize = 5;

type Values = Vec<(&'static str, String)>;

impl AppError {
    /// What happened and what to do, in one or two sentences.
    #[must_use]
    pub fn sentence(&self, texts: &Catalogue) -> String {
        self.sentence_of("", texts)
    }

    /// The same in a window, which has no commands: some errors have words of their own there.
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

    /// What its sentence names.
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
            Self::RequestError(asked) => asked_values(asked, texts),
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
            Self::Register(path)
            | Self::NothingFound(path)
            | Self::NoFolder(path)
            | Self::IsFolder(path)
            | Self::NotACase(path) => {
                vec![("path", shown(path))]
            }
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
        // Where the note about the holder cannot be read, nobody knows who it is.
        VaultError::Held { pid: 0, .. } => {
            vec![("holder", texts.text("error.holder-unknown").to_owned())]
        }
        VaultError::Held { program, pid } => {
            let values = [("program", program.clone()), ("pid", pid.to_string())];
            vec![("holder", texts.fill("error.holder", values))]
        }
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

fn asked_values(asked: &RequestError, texts: &Catalogue) -> Values {
    match asked {
        RequestError::NoPlace { count } => vec![("count", count.to_string())],
        RequestError::NoPage { page, total } => {
            vec![("page", page.to_string()), ("total", total.to_string())]
        }
        RequestError::NamedTwice(name)
        | RequestError::SplitBefore(name)
        | RequestError::LanguageTag(name)
        | RequestError::NoDate(name)
        | RequestError::NoTranslator(name)
        | RequestError::ProfileName(name)
        | RequestError::ProfileTaken(name)
        | RequestError::NotWaiting(name) => vec![("name", name.clone())],
        RequestError::FormLacks(what) => {
            vec![("what", texts.text(&format!("form.lacks.{what}")).to_owned())]
        }
        RequestError::TooLong { longest } => vec![("longest", longest.to_string())],
        RequestError::WhichDocument(ids) => vec![("ids", ids.join(", "))],
        RequestError::FolderTaken(path) => vec![("path", shown(path))],
        RequestError::MatterName
        | RequestError::NoPageLeft
        | RequestError::GroupOfOne
        | RequestError::SplitOne
        | RequestError::NothingNamed
        | RequestError::GoesWithItself
        | RequestError::TranslatorName
        | RequestError::NoAnswer
        | RequestError::PhotosPerPage => Vec::new(),
    }
}

fn profile(fault: &ProfileFault, texts: &Catalogue) -> String {
    match fault {
        // Line, column and reason, as the reader of TOML says them.
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
        ManifestFault::Turn(file) => ("manifest.turn", vec![("file", file.clone())]),
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
