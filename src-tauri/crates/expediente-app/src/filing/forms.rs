//! Forms: certificates of translation and interpretation, declarations, proofs of service. The
//! program fills them in; people print and sign them, and the signed paper replaces the form.
//!
//! A form is a paper of the matter like any other, marked as unsigned. It can be viewed in its
//! place, and a dossier that contains it cannot be built.

use std::path::{Path, PathBuf};

use expediente_bundle::{CertificateForm, DeclarationForm, Form, FormLine, Profile, draw_form};
use expediente_model::{
    Act, Catalogue, Change, ChangeError, Date, Digest, Document, DocumentId, Exhibit, ExhibitKind,
    Facts, Language, Matter, MatterId, Place, Role, Service, Translator,
};
use expediente_vault::VaultError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::commit::commit_planned;
use crate::edit::named;
use crate::edit::named::NamedMatter;
use crate::edit::text_input::{date, line, text, texts};
use crate::error::{AppError, At};
use crate::file_names::{self, plain, unreserved};
use crate::filing::made_paper::read_made;
use crate::filing::same_form;
use crate::intake::papers;
use crate::intake::report::{IntakeReport, Wanted};
use crate::item::item_of;
use crate::output_path::can_write;
use crate::platform;
use crate::request_error::RequestError;
use crate::staged_output::staged_folder;
use crate::state::State;
use crate::store::atomic_file::folder_of;
use crate::transfer::export;
use crate::views::facts_view::ServiceView;
use crate::views::finding_view::place_word;
use crate::views::plans::{self, Planned};
use crate::watch::Watch;

/// A form to make.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum FormRequest {
    /// One translator's certificate for one or more translations.
    TranslationCertificate {
        /// The translations.
        of: Vec<String>,
        /// The translator, who is also recorded in the translations.
        translator: Translator,
    },
    /// The certificate that a declaration was read to the person who signs it.
    InterpretationCertificate {
        /// The declaration.
        of: String,
        /// The interpreter.
        interpreter: Translator,
        /// The language it was read in, BCP 47.
        language: String,
    },
    /// The proof of service.
    ProofOfService {
        /// Who was served, how and when.
        service: ServiceView,
    },
    /// A declaration, as an exhibit of its own.
    Declaration {
        /// The declarant.
        who: String,
        /// The place of signing, on which the wording depends.
        place: String,
        /// Whether that place is in the United States.
        in_united_states: bool,
        /// The paragraphs of the declaration.
        paragraphs: Vec<String>,
    },
}

/// A form that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormMade {
    /// The id of its document.
    pub document: String,
    /// Its place: `back`, or an exhibit's id.
    pub place: String,
    /// The name of the act in the user's language.
    pub act: String,
}

/// Makes a form and puts it in its place in the dossier.
///
/// # Errors
/// When a required field is missing, there is no such document, or the disk fails.
pub(crate) fn make_form(
    state: &State,
    id: &MatterId,
    request: &FormRequest,
    watch: &dyn Watch,
) -> Result<FormMade, AppError> {
    loop {
        let planned = plans::planned(state, id)?;
        let form = compose(state, &planned, request)?.form;
        let size = planned.profile.paper.size();
        let bytes = draw_form(&state.assets.fonts, size, &form)?;
        let paper = read_made(state, id, &file_stem(&form.title), &bytes, watch)?;
        let mut made = None;
        let mut outdated = false;
        let committed = state
            .vault
            .admit_with(id, &paper.staged, &state.now(), |_| {
                let planned = plans::planned(state, id)?;
                let composed = compose(state, &planned, request)?;
                // Another act may have changed the words of the form in the meantime. The words are
                // compared, not the bytes: two PDFs of the same words differ in date and id.
                if (&composed.form, planned.profile.paper.size()) != (&form, size) {
                    outdated = true;
                    return Err(VaultError::Stale(id.clone()).into());
                }
                let (document, change) =
                    place_form(&planned, composed, paper.staged.item.original)?;
                made = Some(document);
                Ok::<_, AppError>((Act::Form, change))
            });
        match (committed, made) {
            (Err(_), _) if outdated => {}
            (Err(error), _) => return Err(error),
            (Ok((_, act)), Some((document, place))) => {
                return Ok(FormMade {
                    document: document.to_string(),
                    place: place_word(place),
                    act: state.act(act),
                });
            }
            (Ok(_), None) => return Err(AppError::Bug("a form was committed without a document")),
        }
    }
}

/// A form before it is a paper of the matter.
struct Composed {
    form: Form,
    place: Place,
    role: Role,
    /// The day that it is about: of a proof of service, when the other side was served.
    date: Option<Date>,
    /// Changes committed with it.
    changes: Vec<Change>,
}

fn compose(state: &State, planned: &Planned, request: &FormRequest) -> Result<Composed, AppError> {
    let Planned {
        matter, profile, ..
    } = planned;
    let language = language_of(profile, &matter.facts);
    let writer = Writer {
        matter,
        profile,
        texts: state.assets.dossier_texts(language, profile),
    };
    let by_name = NamedMatter::of(planned);
    let named =
        |name: &String| -> Result<Document, AppError> { Ok(by_name.document(name)?.clone()) };
    let mut date = None;
    let (form, place, role, changes) = match request {
        FormRequest::TranslationCertificate { of, translator } => {
            let translations: Vec<Document> = of.iter().map(named).collect::<Result<_, _>>()?;
            let form = writer.translation_certificate(&translations, translator)?;
            let last = translations.last().ok_or(RequestError::NothingNamed)?;
            let (place, _) = matter.find_document(last.id)?;
            // The translations now name their translator.
            let told = translations.iter().filter_map(|one| {
                let Role::Translation { of, machine, .. } = one.role else {
                    return None;
                };
                let role = Role::Translation {
                    of,
                    translator: Some(Box::new(translator.clone())),
                    machine,
                };
                Some(Change::SetDocument {
                    document: Document {
                        role,
                        ..one.clone()
                    },
                })
            });
            let ids = translations.iter().map(|one| one.id).collect();
            (
                form,
                place,
                Role::TranslationCertificate { of: ids },
                told.collect(),
            )
        }
        FormRequest::InterpretationCertificate {
            of,
            interpreter,
            language,
        } => {
            let declaration = named(of)?;
            let form = writer.interpretation_certificate(&declaration, interpreter, language)?;
            let (place, _) = matter.find_document(declaration.id)?;
            (
                form,
                place,
                Role::InterpretationCertificate { of: declaration.id },
                Vec::new(),
            )
        }
        FormRequest::ProofOfService { service } => {
            let service = checked_service(service)?;
            let form = writer.proof_of_service(&service)?;
            date = service.date;
            let facts = Facts {
                service: Some(service),
                ..(*matter.facts).clone()
            };
            (
                form,
                Place::Back,
                Role::ProofOfService,
                vec![Change::SetFacts {
                    facts: Box::new(facts),
                }],
            )
        }
        FormRequest::Declaration {
            who,
            place,
            in_united_states,
            paragraphs,
        } => {
            let form = writer.declaration(who, place, *in_united_states, paragraphs)?;
            let mut fresh = (**matter).clone();
            let exhibit = Exhibit {
                kind: Some(ExhibitKind::Declaration),
                who: line(Some(who))?,
                place: line(Some(place))?,
                language: Some(language.tag().to_owned()),
                ..Exhibit::new(fresh.fresh_exhibit_id(), form.title.clone())
            };
            let place = Place::Exhibit(exhibit.id);
            let at = matter.exhibits.len();
            (
                form,
                place,
                Role::Paper,
                vec![Change::InsertExhibit { at, exhibit }],
            )
        }
    };
    Ok(Composed {
        form,
        place,
        role,
        date,
        changes,
    })
}

/// The change that places a form, and the document it becomes.
fn place_form(
    planned: &Planned,
    composed: Composed,
    paper: Digest,
) -> Result<((DocumentId, Place), Change), AppError> {
    let Composed {
        form,
        place,
        role,
        date,
        mut changes,
    } = composed;
    let mut matter = (*planned.matter).clone();
    for change in &changes {
        matter.apply(change)?;
    }
    let document = Document {
        title: Some(form.title),
        date,
        role,
        unsigned: true,
        ..Document::new(matter.fresh_document_id(), paper)
    };
    let id = document.id;
    let at = match place {
        Place::Front => matter.front.len(),
        Place::Back => matter.back.len(),
        Place::Exhibit(exhibit) => matter
            .exhibit(exhibit)
            .ok_or(ChangeError::NoExhibit(exhibit))?
            .documents
            .len(),
    };
    changes.push(Change::InsertDocument {
        place,
        at,
        document,
    });
    Ok(((id, place), Change::Batch { changes }))
}

/// How something was served, without the word that the sentence has before it: "by hand" after
/// "by".
fn without_by(how: &str) -> &str {
    let how = how.trim();
    ["by ", "por "]
        .iter()
        .find_map(|word| {
            let head = how.get(..word.len())?;
            let rest = how.get(word.len()..)?;
            head.eq_ignore_ascii_case(word).then(|| rest.trim_start())
        })
        .map_or(how, |rest| rest)
}

/// The checked fields of a proof of service.
fn checked_service(view: &ServiceView) -> Result<Service, AppError> {
    Ok(Service {
        on: text(&view.on)?,
        address: texts(&view.address)?,
        how: text(&view.how)?,
        date: date(view.date.as_deref())?,
        by: text(&view.by)?,
    })
}

/// Takes in one paper without placing it.
fn take_paper(
    state: &State,
    id: &MatterId,
    path: &Path,
    passwords: &[Vec<u8>],
    watch: &dyn Watch,
) -> Result<Digest, AppError> {
    let name = file_names::shown_name(path);
    let wanted = [Wanted::file(path.to_owned(), name.clone(), name)];
    let mut report = IntakeReport::default();
    let taken = papers::take_in(state, id, &wanted, passwords, &mut report, watch)?;
    if report.cancelled {
        return Err(AppError::Cancelled);
    }
    let findings = || {
        report
            .papers
            .iter()
            .flat_map(|paper| paper.findings.clone())
            .collect()
    };
    let refused = || AppError::NotTaken {
        path: path.to_owned(),
        findings: findings(),
    };
    taken.first().and_then(|one| one.digest).ok_or_else(refused)
}

/// The signed paper of a form.
#[derive(Clone, Copy, Debug)]
pub struct SignedPaper<'a> {
    /// The file: a scan or a photo.
    pub path: &'a Path,
    /// Passwords to try if it is locked.
    pub passwords: &'a [Vec<u8>],
    /// Whether to take it although its words are not those of the form.
    pub anyway: bool,
}

/// Takes in the signed paper, which replaces the form.
///
/// # Errors
/// When the document does not wait for a signature, the paper cannot be taken in, or its words are
/// not those of the form and nobody said that it is the one all the same.
pub(crate) fn sign(
    state: &State,
    id: &MatterId,
    document: &str,
    signed: &SignedPaper<'_>,
    watch: &dyn Watch,
) -> Result<String, AppError> {
    let waiting = |planned: &Planned| -> Result<Document, AppError> {
        let had = NamedMatter::of(planned).document(document)?.clone();
        if had.unsigned {
            Ok(had)
        } else {
            Err(RequestError::NotWaiting(document.to_owned()).into())
        }
    };
    // Check before the paper is taken in, which can take long, and again when it replaces the form.
    let form = waiting(&plans::planned(state, id)?)?.item;
    let item = take_paper(state, id, signed.path, signed.passwords, watch)?;
    if !signed.anyway
        && item != form
        && same_form::has_other_words(state, id, (&form, &item), watch)?
    {
        return Err(RequestError::OtherThanForm(signed.path.to_owned()).into());
    }
    commit_planned(state, id, |planned| {
        let had = waiting(planned)?;
        // The file that was saved for printing, chosen in place of the scan.
        if item == had.item {
            return Err(RequestError::SameForm(signed.path.to_owned()).into());
        }
        let document = had.with_paper(item);
        Ok((Act::Sign, Change::SetDocument { document }))
    })
}

/// A file name for the paper of a document.
///
/// # Errors
/// When there is no such document.
pub(crate) fn paper_name(state: &State, id: &MatterId, document: &str) -> Result<String, AppError> {
    let document = named::named(state, id)?.document(document)?.clone();
    let matter = state.vault.matter(id)?;
    let item = item_of(&matter, &document.item)?;
    // The form is in the language of the court; the user looks for the file by a name in their own.
    let form = match document.role {
        Role::ProofOfService => Some("dossier.part.proof-of-service"),
        Role::TranslationCertificate { .. } => Some("dossier.part.translation-certificate"),
        Role::InterpretationCertificate { .. } => Some("dossier.part.interpretation-certificate"),
        Role::Apostille { .. } => Some("dossier.part.apostille"),
        Role::DifferencesNote => Some("dossier.note.title"),
        Role::Paper | Role::Translation { .. } | Role::IdentityCopy => None,
    };
    let stem = match (form, document.title) {
        (Some(key), _) => state.texts().text(key).to_owned(),
        (None, Some(title)) => title,
        (None, None) => item.name.trim_end_matches(".pdf").to_owned(),
    };
    Ok(format!("{}.pdf", file_stem(&stem)))
}

/// Writes the paper of a document to a file for printing.
///
/// # Errors
/// When there is no such document, its original is missing or altered, or the disk fails.
pub(crate) fn save_paper(
    state: &State,
    id: &MatterId,
    document: &str,
    out: &Path,
) -> Result<PathBuf, AppError> {
    let document = named::named(state, id)?.document(document)?.clone();
    can_write(out)?;
    let folder = folder_of(out);
    let staged = staged_folder(folder).at(folder)?;
    let copy = staged.path().join("paper");
    export::copy(&state.vault.papers(id), &document.item, &copy)?;
    platform::readable_by_all(&copy, 0o644);
    std::fs::rename(&copy, out).at(out)?;
    expediente_vault::sync_folder(folder).at(folder)?;
    Ok(out.to_owned())
}

/// The language of a form: the dossier's, if the court reads it, else the first one that the court
/// reads.
fn language_of(profile: &Profile, facts: &Facts) -> Language {
    let read = |language: Language| profile.languages.iter().any(|tag| tag == language.tag());
    if profile.languages.is_empty() || read(facts.language) {
        return facts.language;
    }
    let mut others = [Language::En, Language::Es].into_iter();
    match others.find(|language| read(*language)) {
        Some(language) => language,
        // A court that reads neither gets its forms in the language of the dossier.
        None => facts.language,
    }
}

/// A file name for a form, without its extension.
fn file_stem(title: &str) -> String {
    let stem: String = plain(title, " -").chars().take(80).collect();
    unreserved(stem.trim().to_owned())
}

/// Composes the words of a form.
struct Writer<'a> {
    matter: &'a Matter,
    profile: &'a Profile,
    texts: &'a Catalogue,
}

impl Writer<'_> {
    fn text(&self, key: &str) -> String {
        self.texts.text(&format!("dossier.form.{key}")).to_owned()
    }

    fn fill(&self, key: &str, values: Vec<(&str, String)>) -> String {
        self.texts.fill(&format!("dossier.form.{key}"), values)
    }

    /// The lines that name the case.
    fn heading(&self) -> Vec<String> {
        let facts = &self.matter.facts;
        let mut lines = vec![facts.person.clone()];
        lines.extend(facts.docket.iter().cloned());
        lines.retain(|line| !line.is_empty());
        lines
    }

    fn language(&self, tag: &str) -> String {
        let primary = tag.split_once('-').map_or(tag, |(primary, _)| primary);
        let found = [tag, primary]
            .into_iter()
            .map(|tag| format!("language.{tag}"))
            .find(|key| self.texts.has(key));
        found.map_or_else(|| tag.to_owned(), |key| self.texts.text(&key).to_owned())
    }

    /// The name of the court's own language.
    fn own_language(&self) -> String {
        self.language(self.profile.languages.first().map_or("en", String::as_str))
    }

    fn line(&self, key: &str, value: impl Into<String>) -> FormLine {
        FormLine {
            label: self.text(&format!("line.{key}")),
            value: value.into(),
        }
    }

    fn named(name: &str, what: &'static str) -> Result<String, AppError> {
        line(Some(name))?.ok_or_else(|| RequestError::FormLacks(what).into())
    }

    /// The title that people use for a document.
    fn title(&self, document: &Document) -> Result<String, AppError> {
        if let Some(title) = &document.title {
            return Ok(title.clone());
        }
        match self.matter.exhibit_of(document.id) {
            Some(exhibit) if !exhibit.title.is_empty() => Ok(exhibit.title.clone()),
            _ => Ok(item_of(self.matter, &document.item)?.name.clone()),
        }
    }

    /// Practice Manual 3.3(a), 8 CFR 103.2(b)(3) or RPD Rule 32(3), as the profile says.
    fn translation_certificate(
        &self,
        of: &[Document],
        translator: &Translator,
    ) -> Result<Form, AppError> {
        let name = Self::named(&translator.name, "translator")?;
        let key = match self.profile.translations.certificate {
            CertificateForm::Eoir => "translation.eoir",
            CertificateForm::Uscis => "translation.uscis",
            CertificateForm::Irb => "translation.irb",
        };
        let mut documents = Vec::new();
        let mut languages: Vec<String> = Vec::new();
        for translation in of {
            let Role::Translation { of: original, .. } = translation.role else {
                return Err(RequestError::FormLacks("translation").into());
            };
            let original = self.matter.documents().find(|one| one.id == original);
            documents.push(match original {
                Some(original) => self.title(original)?,
                // The original was removed from the dossier after its translation was linked to it.
                None => self.title(translation)?,
            });
            let from = original
                .and_then(|one| self.matter.exhibit_of(one.id))
                .and_then(|exhibit| exhibit.language.clone());
            let from = from.or_else(|| translator.languages.first().cloned());
            languages.extend(from.map(|tag| self.language(&tag)));
        }
        languages.dedup();
        let from = match languages.first() {
            Some(first) if languages.len() == 1 => first.clone(),
            Some(_) => languages.join(", "),
            None => return Err(RequestError::FormLacks("language").into()),
        };
        let values = vec![
            ("name", name.clone()),
            ("from", from),
            ("to", self.own_language()),
            (
                "documents",
                documents
                    .iter()
                    .map(|title| format!("“{title}”"))
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
        ];
        let mut paragraphs = vec![self.fill(key, values)];
        paragraphs.extend(Some(translator.competence.clone()).filter(|text| !text.is_empty()));
        Ok(Form {
            heading: self.heading(),
            title: self.text("translation.title"),
            paragraphs,
            lines: self.signed_by(translator, &name),
        })
    }

    /// Practice Manual 3.3(a): the declaration was read to the person in a language that they
    /// understand.
    fn interpretation_certificate(
        &self,
        declaration: &Document,
        interpreter: &Translator,
        language: &str,
    ) -> Result<Form, AppError> {
        let name = Self::named(&interpreter.name, "interpreter")?;
        let language = Self::named(language, "language")?;
        let declarant = self
            .matter
            .exhibit_of(declaration.id)
            .and_then(|exhibit| exhibit.who.clone());
        let declarant = declarant.ok_or(RequestError::FormLacks("declarant"))?;
        let values = vec![
            ("name", name.clone()),
            ("language", self.language(&language)),
            ("to", self.own_language()),
            ("declarant", declarant),
            ("document", self.title(declaration)?),
        ];
        let mut paragraphs = vec![self.fill("interpretation.text", values)];
        paragraphs.extend(Some(interpreter.competence.clone()).filter(|text| !text.is_empty()));
        Ok(Form {
            heading: self.heading(),
            title: self.text("interpretation.title"),
            paragraphs,
            lines: self.signed_by(interpreter, &name),
        })
    }

    fn signed_by(&self, person: &Translator, name: &str) -> Vec<FormLine> {
        vec![
            self.line("signature", ""),
            self.line("name", name),
            self.line("address", person.address.join(", ")),
            self.line("phone", person.phone.as_str()),
            self.line("date", ""),
        ]
    }

    /// 8 CFR 1003.32(a): who was served, how and when.
    fn proof_of_service(&self, service: &Service) -> Result<Form, AppError> {
        let on = Self::named(&service.on, "served")?;
        let how = Self::named(&service.how, "how")?;
        let how = without_by(&how).to_owned();
        let by = Self::named(&service.by, "server")?;
        let day = service.date.map_or_else(
            || self.texts.text("dossier.form.blank-date").to_owned(),
            |date| expediente_bundle::date_in_words(self.texts, date),
        );
        let facts = self.matter.facts.printed_in(self.matter.facts.language);
        let title = if facts.title.is_empty() {
            self.texts.text("dossier.untitled-filing").to_owned()
        } else {
            facts.title.clone()
        };
        let mut served = vec![on];
        served.extend(service.address.iter().cloned());
        let values = vec![
            ("date", day),
            ("by", by.clone()),
            ("title", title),
            ("on", served.join(", ")),
            ("how", how),
        ];
        Ok(Form {
            heading: self.heading(),
            title: self.text("service.title"),
            paragraphs: vec![self.fill("service.text", values)],
            lines: vec![
                self.line("signature", ""),
                self.line("name", by),
                self.line("date", ""),
            ],
        })
    }

    /// 28 USC 1746 by the place of signing, or the statement of truth of Practice Direction 22.
    fn declaration(
        &self,
        who: &str,
        place: &str,
        in_united_states: bool,
        paragraphs: &[String],
    ) -> Result<Form, AppError> {
        let who = Self::named(who, "declarant")?;
        let place = Self::named(place, "place")?;
        let mut said = vec![self.fill("declaration.begins", vec![("who", who.clone())])];
        let written = paragraphs
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty());
        said.extend(
            written
                .enumerate()
                .map(|(at, text)| format!("{}. {text}", at + 1)),
        );
        if said.len() == 1 {
            return Err(RequestError::FormLacks("text").into());
        }
        let words = match self.profile.translations.declaration {
            DeclarationForm::UnitedStates if in_united_states => "declaration.inside",
            DeclarationForm::UnitedStates => "declaration.outside",
            DeclarationForm::StatementOfTruth => "declaration.statement-of-truth",
            DeclarationForm::Plain => "declaration.plain",
        };
        said.push(self.text(words));
        Ok(Form {
            heading: self.heading(),
            title: self.fill("declaration.title", vec![("who", who.clone())]),
            paragraphs: said,
            lines: vec![
                self.line("signature", ""),
                self.line("name", who),
                self.line("place", place),
                self.line("date", ""),
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form whose title is the name of a device can be saved and printed on Windows.
    #[test]
    fn file_names_of_forms_are_not_reserved() {
        for (title, expected) in [
            ("Certificate of translation", "Certificate of translation"),
            ("Prn", "_Prn"),
            ("LPT1 ", "_LPT1"),
            ("aux.pdf", "aux_pdf"),
        ] {
            assert_eq!(file_stem(title), expected);
        }
    }
}
