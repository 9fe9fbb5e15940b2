//! Problems that the plan and the preflight find, and the fixes that Expediente can apply.

use expediente_model::{
    Code, Digest, DocumentId, ExhibitId, Finding, Matter, PhotosPerPage, Place, Severity, Turn,
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
    /// Say which language an exhibit is in.
    Language {
        /// The exhibit.
        exhibit: ExhibitId,
        /// The language, as a tag.
        language: String,
    },
    /// Print fewer photos on a page.
    PhotosPerPage {
        /// The exhibit.
        exhibit: ExhibitId,
        /// The number of photos on a page.
        count: PhotosPerPage,
    },
    /// Keep the first of two papers that look the same, and take the second out of the dossier.
    LeaveOneTwin {
        /// The better and the worse one.
        twins: [DocumentId; 2],
    },
    /// Make the proof of service, to be signed.
    ProofOfService,
    /// Put the note on differences into the dossier again.
    DifferencesNote,
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

    /// Its name, by which people choose it: the code and what it concerns. It stays the same when
    /// pages move.
    #[must_use]
    pub fn name(&self) -> String {
        let subject = match (self.document, self.place) {
            (Some(document), _) => Some(document.to_string()),
            (None, Some(Place::Exhibit(exhibit))) => Some(exhibit.to_string()),
            (None, place) => place.map(|place| loose(place).to_owned()),
        };
        self.named(subject)
    }

    /// The key of its answer: the code and the papers it concerns, by their SHA-256, so that the
    /// answer goes with the papers and with no others.
    #[must_use]
    pub fn answer_key(&self, matter: &Matter) -> String {
        let subject = match (self.document, self.place) {
            (Some(document), _) => matter.document_key(document),
            (None, Some(Place::Exhibit(exhibit))) => matter.exhibit_key(exhibit),
            (None, place) => place.map(|place| loose(place).to_owned()),
        };
        self.named(subject)
    }

    fn named(&self, subject: Option<String>) -> String {
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
        match subject {
            Some(subject) => format!("{code}:{subject}{text}"),
            None => format!("{code}{text}"),
        }
    }

    /// Its values, except page numbers and what names its exhibit or document. An answer holds as
    /// long as this stays the same.
    #[must_use]
    pub fn about(&self) -> String {
        let values = self.finding.args.iter();
        let values = values.filter(|(name, _)| !PLACES.contains(&name.as_str()));
        values
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// Whether an answer was given to what it says now. Earlier versions wrote into `about` what
    /// names the exhibit or document, too.
    #[must_use]
    pub fn is_about(&self, about: &str) -> bool {
        let mut parts: Vec<String> = Vec::new();
        for part in about.split("; ").filter(|part| !part.is_empty()) {
            let known = self.finding.args.keys();
            let begins = known.map(String::as_str).chain(PLACES).any(|name| {
                part.strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with('='))
            });
            match parts.last_mut() {
                // A value can have the mark that separates values.
                Some(last) if !begins => {
                    last.push_str("; ");
                    last.push_str(part);
                }
                _ => parts.push(part.to_owned()),
            }
        }
        let is_place = |part: &String| {
            let name = part.split('=').next();
            name.is_some_and(|name| PLACES.contains(&name))
        };
        parts.retain(|part| !is_place(part));
        parts.join("; ") == self.about()
    }
}

/// The values that tell where something is, and change when exhibits move.
const PLACES: [&str; 5] = ["after", "document", "exhibit", "page", "pages"];

/// The name of a place outside of the exhibits.
fn loose(place: Place) -> &'static str {
    match place {
        Place::Back => "back",
        Place::Front | Place::Exhibit(_) => "front",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer of an earlier version holds after the exhibit has moved; not after the paper's
    /// language has changed.
    #[test]
    fn an_answer_is_about_the_facts_and_not_the_place() {
        let found = |language: &str| {
            let finding = Finding::new(Code::TranslationMissing)
                .with("exhibit", "B — Actas; partidas")
                .with("language", language);
            PlannedFinding::new(finding)
        };
        for (about, expected) in [
            ("exhibit=A — Actas; partidas; language=es", true),
            ("exhibit=A — Actas; partidas; language=pt", false),
            ("language=es", true),
            ("language=pt", false),
            ("", false),
        ] {
            assert_eq!(found("es").is_about(about), expected, "{about}");
        }
        assert_eq!(found("es").about(), "language=es");
    }
}
