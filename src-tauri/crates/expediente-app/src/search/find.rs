//! Goes through the words of papers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use expediente_bundle::BundleError;
use expediente_model::{
    Bytes, Digest, Document, DocumentId, Exhibit, Item, Matter, MatterId, Papers, ReadPage,
    WordsIndex,
};

use crate::error::{AppError, At};
use crate::search::folded_paper::{FoldedPaper, Wanted, is_wanted, words_of};
use crate::search::hit::{Found, Hit, Marked};
use crate::state::State;
use crate::views::plans;

/// Pages that are told with their words.
const SHOWN: usize = 200;
/// Words before and after the first that was found.
const AROUND: usize = 8;
/// Increase it when the form of what is kept changes.
const FORM: u32 = 1;

/// The pages on which all words of a question are.
pub(crate) fn find(
    state: &State,
    id: Option<&MatterId>,
    question: &str,
) -> Result<Found, AppError> {
    let mut found = Found::default();
    let Some(wanted) = Wanted::of(question) else {
        return Ok(found);
    };
    let words = words_of(question);
    let ids: Vec<MatterId> = match id {
        Some(id) => vec![id.clone()],
        None => state
            .vault
            .matters()
            .into_iter()
            .map(|row| row.id)
            .collect(),
    };
    for id in ids {
        find_in(state, &id, (&wanted, &words), &mut found)?;
    }
    Ok(found)
}

fn find_in(
    state: &State,
    id: &MatterId,
    (wanted, words): (&Wanted, &[Vec<String>]),
    found: &mut Found,
) -> Result<(), AppError> {
    let matter = state.vault.matter(id)?;
    let places = Places::of(&matter);
    let mut labels: Option<HashMap<String, String>> = None;
    for (item, document) in &places.papers {
        let folded = folded(state, id, item)?;
        found.pages += folded.pages();
        found.unread += item.unread_pages().count() as u64;
        let pages = folded.pages_with(wanted);
        found.total += pages.len() as u64;
        if pages.is_empty() || found.hits.len() >= SHOWN {
            continue;
        }
        let open = PaperText::open(state, id, item)?;
        for page in pages {
            if found.hits.len() >= SHOWN {
                break;
            }
            let snippet = match open.page(page)? {
                Some(read) => snippet(&read, words),
                None => String::new(),
            };
            let exhibit = document.and_then(|document| places.exhibits.get(&document.id));
            let label = match exhibit {
                Some(exhibit) => {
                    let labels = match &mut labels {
                        Some(labels) => labels,
                        none => none.insert(labels_of(state, id)?),
                    };
                    labels.get(exhibit).cloned()
                }
                None => None,
            };
            let title = document.and_then(|document| document.title.clone());
            found.hits.push(Hit {
                matter: id.as_str().to_owned(),
                matter_name: matter.name.clone(),
                document: document.map(|document| document.id.to_string()),
                exhibit: exhibit.cloned(),
                label,
                title: title.unwrap_or_else(|| item.name.clone()),
                item: item.original.to_string(),
                page,
                snippet,
                read: item.lacks_words(page),
            });
        }
    }
    Ok(())
}

/// Where the words of a question are on a page of a paper.
pub(crate) fn marks(
    state: &State,
    id: &MatterId,
    untrusted_item: &str,
    page: u32,
    question: &str,
) -> Result<Vec<Marked>, AppError> {
    let matter = state.vault.matter(id)?;
    let no_paper = || AppError::NoPaper(untrusted_item.chars().take(80).collect());
    let digest: Digest = untrusted_item.parse().map_err(|_| no_paper())?;
    let item = matter.items.get(&digest).ok_or_else(no_paper)?;
    let words = words_of(question);
    let open = PaperText::open(state, id, item)?;
    Ok(match open.page(page)? {
        Some(read) => marked(&read, &words),
        None => Vec::new(),
    })
}

/// The boxes of the words of a page that were asked for.
fn marked(page: &ReadPage, wanted: &[Vec<String>]) -> Vec<Marked> {
    let (width, height) = (f64::from(page.width), f64::from(page.height));
    let mut all = Vec::new();
    for line in &page.lines {
        let (sin, cos) = f64::from(line.angle).to_radians().sin_cos();
        let size = f64::from(line.size);
        for word in line
            .words
            .iter()
            .filter(|word| is_wanted(&word.text, wanted))
        {
            // The corners of the word: from above its capitals to below its baseline.
            let corners = [f64::from(word.from), f64::from(word.to)]
                .into_iter()
                .flat_map(|along| [(along, -0.8 * size), (along, 0.25 * size)])
                .map(|(along, down)| {
                    (
                        f64::from(line.x) + along * cos - down * sin,
                        f64::from(line.y) + along * sin + down * cos,
                    )
                });
            let (mut left, mut top) = (f64::INFINITY, f64::INFINITY);
            let (mut right, mut bottom) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
            for (x, y) in corners {
                (left, right) = (left.min(x), right.max(x));
                (top, bottom) = (top.min(y), bottom.max(y));
            }
            all.push(Marked {
                x: left / width,
                y: top / height,
                width: (right - left) / width,
                height: (bottom - top) / height,
            });
        }
    }
    all
}

/// The words around the first that was asked for.
fn snippet(page: &ReadPage, wanted: &[Vec<String>]) -> String {
    let words: Vec<&str> = page
        .lines
        .iter()
        .flat_map(|line| &line.words)
        .map(|word| word.text.as_str())
        .collect();
    let found = words.iter().position(|word| is_wanted(word, wanted));
    let at = found.map_or(0, |at| at);
    let from = at.saturating_sub(AROUND);
    let around = words.iter().skip(from).take(2 * AROUND + 1);
    let mut text = String::new();
    if from > 0 {
        text.push_str("… ");
    }
    text.push_str(&around.copied().collect::<Vec<_>>().join(" "));
    if from + 2 * AROUND + 1 < words.len() {
        text.push_str(" …");
    }
    text
}

/// The papers of a matter in the order of the dossier, each with the first document that shows it.
struct Places<'m> {
    papers: Vec<(&'m Item, Option<&'m Document>)>,
    /// The exhibit of each document.
    exhibits: HashMap<DocumentId, String>,
}

impl<'m> Places<'m> {
    fn of(matter: &'m Matter) -> Self {
        let mut seen = BTreeSet::new();
        let placed = matter.documents().map(|one| (one.item, Some(one)));
        let unplaced = matter.unplaced().into_iter().map(|digest| (digest, None));
        let papers = placed
            .chain(unplaced)
            .filter(|(digest, _)| seen.insert(*digest))
            .filter_map(|(digest, document)| Some((matter.items.get(&digest)?.as_ref(), document)));
        let of_exhibit = |exhibit: &'m Arc<Exhibit>| {
            let id = exhibit.id.to_string();
            let documents = exhibit.documents.iter();
            documents.map(move |document| (document.id, id.clone()))
        };
        Self {
            papers: papers.collect(),
            exhibits: matter.exhibits.iter().flat_map(of_exhibit).collect(),
        }
    }
}

/// The labels of exhibits in the dossier, by their ids.
fn labels_of(state: &State, id: &MatterId) -> Result<HashMap<String, String>, AppError> {
    let planned = plans::planned(state, id)?;
    let exhibits = planned.plan.exhibits.iter();
    Ok(exhibits
        .map(|exhibit| (exhibit.id.to_string(), exhibit.label.as_str().to_owned()))
        .collect())
}

/// The words of a paper as they are searched: from the cache, or made of the words.
fn folded(state: &State, id: &MatterId, item: &Item) -> Result<Arc<FoldedPaper>, AppError> {
    let key = key_of(item);
    if let Some(known) = state.folded.get(&key) {
        return Ok(known);
    }
    let pictures = state.vault.pictures(id);
    let folded = match pictures.get(&key).and_then(FoldedPaper::from_kept) {
        Some(kept) => kept,
        None => {
            let open = PaperText::open(state, id, item)?;
            let made = FoldedPaper::of(open.pages()?.iter());
            pictures.keep(&key, made.bytes());
            made
        }
    };
    let folded = Arc::new(folded);
    state.folded.keep(key, &folded);
    Ok(folded)
}

/// The name of what is searched of a paper: that of its words and no others.
fn key_of(item: &Item) -> String {
    let read = item.read.as_ref().and_then(|read| read.words);
    match read {
        Some(words) => format!("found-{}-{}-{FORM}", item.original, words.short()),
        None => format!("found-{}-{FORM}", item.original),
    }
}

/// The words of a paper with their places.
struct PaperText {
    read: Option<(Bytes, WordsIndex)>,
    name: String,
}

impl PaperText {
    fn open(state: &State, id: &MatterId, item: &Item) -> Result<Self, AppError> {
        let altered = || BundleError::Altered {
            name: item.name.clone(),
        };
        let papers = state.vault.papers(id);
        let read = match item.read.as_ref().and_then(|read| read.words) {
            Some(file) => {
                let bytes = papers.bytes(&file).at(&papers.derivative(&file))?;
                let index = WordsIndex::of((*bytes).as_ref()).map_err(|_| altered())?;
                Some((bytes, index))
            }
            None => None,
        };
        Ok(Self {
            read,
            name: item.name.clone(),
        })
    }

    fn page(&self, page: u32) -> Result<Option<ReadPage>, AppError> {
        let altered = || BundleError::Altered {
            name: self.name.clone(),
        };
        match &self.read {
            Some((bytes, index)) => Ok(index
                .page((**bytes).as_ref(), page)
                .map_err(|_| altered())?),
            None => Ok(None),
        }
    }

    /// All pages with words, in order.
    fn pages(&self) -> Result<Vec<ReadPage>, AppError> {
        let mut pages = Vec::new();
        if let Some((_, index)) = &self.read {
            for number in index.pages() {
                pages.extend(self.page(number)?);
            }
        }
        Ok(pages)
    }
}
