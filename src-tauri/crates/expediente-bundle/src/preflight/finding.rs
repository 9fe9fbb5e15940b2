//! Problems that the plan and the preflight find, and the fixes that Expediente can apply.

use expediente_model::{
    Code, Digest, DocumentId, ExhibitId, Finding, PhotosPerPage, Place, Severity, Turn,
};

/// A problem of a planned dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedFinding {
    /// The problem.
    pub finding: Finding,
    /// Its severity for this court.
    pub severity: Severity,
    /// The place that it concerns; none for the matter as a whole.
    pub place: Option<Place>,
    /// The document that it concerns.
    pub document: Option<DocumentId>,
    /// The first physical page of the dossier that it concerns, counted from 0.
    pub page: Option<usize>,
    /// The court's rule that it comes from, as an index into the profile's rules.
    pub rule: Option<usize>,
    /// The fix that the program can apply.
    pub fix: Option<Fix>,
}

/// A fix that the program can apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Split the dossier into volumes.
    Split,
    /// Turn pages, each relative to its present turn.
    Turn {
        /// The document.
        document: DocumentId,
        /// Its pages, counted from 1.
        pages: Vec<(u32, Turn)>,
    },
    /// Print fewer photos on a page.
    PhotosPerPage {
        /// The exhibit.
        exhibit: ExhibitId,
        /// The number of photos on a page.
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
    /// Add the signed paper in place of the unsigned form that the program made.
    Sign {
        /// The document that waits for its signature.
        document: DocumentId,
    },
}

impl PlannedFinding {
    /// A finding with the severity of its code.
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

    /// With the place and the document where it can be fixed.
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

    /// With a fix.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Its name, which identifies it when it is answered: the code and what it concerns. It stays
    /// the same when pages move.
    #[must_use]
    pub fn name(&self) -> String {
        let code = self.finding.code.word();
        if self.finding.code == Code::FactMissing
            && let Some(what) = self.finding.args.get("what")
        {
            return format!("{code}:{what}");
        }
        // A place can have several texts with missing letters.
        let text = match self.finding.args.get("where") {
            Some(text) if self.finding.code == Code::LettersMissing => {
                format!(":{}", Digest::of(text.as_bytes()).short())
            }
            _ => String::new(),
        };
        match (self.document, self.place) {
            (Some(document), _) => format!("{code}:{document}{text}"),
            (None, Some(Place::Exhibit(exhibit))) => format!("{code}:{exhibit}{text}"),
            (None, Some(Place::Front)) => format!("{code}:front{text}"),
            (None, Some(Place::Back)) => format!("{code}:back{text}"),
            (None, None) => format!("{code}{text}"),
        }
    }

    /// Its values except page numbers. An answer holds as long as this stays the same.
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
