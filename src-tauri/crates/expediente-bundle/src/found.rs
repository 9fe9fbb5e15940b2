//! What is wrong with a dossier before it is filed, where it can be mended, and what the program itself can do about it.

use expediente_model::{
    Code, Digest, DocumentId, ExhibitId, Finding, PhotosPerPage, Place, Severity, Turn,
};

/// Something that is wrong with the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedFinding {
    /// What is wrong.
    pub finding: Finding,
    /// How grave it is for this court.
    pub severity: Severity,
    /// The place that it is about; none for the matter as a whole.
    pub place: Option<Place>,
    /// The document that it is about.
    pub document: Option<DocumentId>,
    /// The first physical page of the dossier that it is about, counted from 0.
    pub page: Option<usize>,
    /// The court's rule behind it: its place among the profile's rules.
    pub rule: Option<usize>,
    /// What the program can do about it.
    pub fix: Option<Fix>,
}

/// What the program can do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Split the dossier into volumes.
    Split,
    /// Turn pages, each by so much more than now.
    Turn {
        /// Of which document.
        document: DocumentId,
        /// Its pages, counted from 1.
        pages: Vec<(u32, Turn)>,
    },
    /// Print fewer photos on a page.
    PhotosPerPage {
        /// Of which exhibit.
        exhibit: ExhibitId,
        /// How many.
        count: PhotosPerPage,
    },
    /// Make the proof of service, to be signed.
    ProofOfService,
    /// Make the certificate of a translation, to be signed.
    TranslationCertificate {
        /// The translation.
        of: DocumentId,
    },
    /// Make the certificate that a declaration was read to the person, to be signed.
    InterpretationCertificate {
        /// The declaration.
        of: DocumentId,
    },
    /// Take the signed paper in, in the place of the one that was made here.
    Sign {
        /// The document that waits for its signature.
        document: DocumentId,
    },
}

impl PlannedFinding {
    /// A finding as grave as its code is.
    #[must_use]
    pub fn new(finding: Finding) -> Self {
        let severity = finding.severity();
        Self {
            finding,
            severity,
            place: None,
            document: None,
            page: None,
            rule: None,
            fix: None,
        }
    }

    /// With where it can be mended.
    #[must_use]
    pub fn at(mut self, place: Option<Place>, document: Option<DocumentId>) -> Self {
        self.place = place;
        self.document = document;
        self
    }

    /// With the page of the dossier.
    #[must_use]
    pub fn on(mut self, page: Option<usize>) -> Self {
        self.page = page;
        self
    }

    /// With what the program can do.
    #[must_use]
    pub fn mended_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Its name, by which it is answered: the code, and what it is about. It stays the same when pages move.
    #[must_use]
    pub fn name(&self) -> String {
        let code = self.finding.code.word();
        if self.finding.code == Code::FactMissing
            && let Some(what) = self.finding.args.get("what")
        {
            return format!("{code}:{what}");
        }
        // A place can have several, each with its own text.
        let text = self
            .finding
            .args
            .get("where")
            .filter(|_| self.finding.code == Code::LettersMissing);
        let text = text
            .map(|text| format!(":{}", Digest::of(text.as_bytes()).short()))
            .unwrap_or_default();
        match (self.document, self.place) {
            (Some(document), _) => format!("{code}:{document}{text}"),
            (None, Some(Place::Exhibit(exhibit))) => format!("{code}:{exhibit}{text}"),
            (None, Some(Place::Front)) => format!("{code}:front{text}"),
            (None, Some(Place::Back)) => format!("{code}:back{text}"),
            (None, None) => format!("{code}{text}"),
        }
    }

    /// What it says, apart from where pages stand: an answer holds as long as this is the same.
    #[must_use]
    pub fn about(&self) -> String {
        let values = self
            .finding
            .args
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "pages" | "page" | "after"));
        values
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }
}
