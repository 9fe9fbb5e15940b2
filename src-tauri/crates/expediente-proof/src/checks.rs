//! All checks of a file, from the cross-reference table to the outline.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::catalog::own_font::{self, OwnFont};
use crate::catalog::{self, Entry, Frame, labels};
use crate::document::{Document, Role};
use crate::expected_dossier::ExpectedDossier;
use crate::file::{Fault, File, Stored, form};
use crate::flaw::{Flaw, FlawKind};
use crate::ledger::Ledger;
use crate::object::Object;
use crate::pages::{self, Checked, Row, Slip, flaw};
use crate::promise::Promised;
use crate::proof::{Proof, Unproved};

/// Flaws that are reported at most.
const MOST: usize = 50;

struct Checks {
    pages: usize,
    labels: Vec<String>,
    roles: Vec<Role>,
    rows: Vec<Row>,
    slips: Vec<Slip>,
    links: usize,
    wrong: Vec<Flaw>,
}

/// Proves a file. Hashing goes on beside the checks, unless the writer knows the hash already.
pub fn prove(
    file: &dyn Stored,
    expected: Option<&ExpectedDossier>,
    known: Option<[u8; 32]>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    let result = File::open(file).and_then(|file| {
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let digest = match known {
                Some(_) => None,
                None => Some(scope.spawn(|| file.digest(&stop))),
            };
            let checked = check(&file, expected, &stop, step);
            // The hash of a file that is wrong, or that nobody waits for, is not needed.
            if !matches!(&checked, Ok(checks) if checks.wrong.is_empty()) {
                stop.store(true, Ordering::Relaxed);
            }
            let digest = digest.map(|digest| {
                digest
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            let checks = checked?;
            if !checks.wrong.is_empty() {
                return Ok(Err(checks.wrong));
            }
            let sha256 = match (known, digest) {
                (Some(known), _) => known,
                (None, Some(digest)) => digest?,
                (None, None) => return form("its hash was not taken"),
            };
            Ok(Ok(Proof {
                sha256,
                bytes: file.length(),
                pages: checks.pages,
                exhibits: checks.slips.len(),
                links: checks.links,
            }))
        })
    });
    outcome(result)
}

fn outcome<T>(result: Result<Result<T, Vec<Flaw>>, Fault>) -> Result<T, Unproved> {
    match result {
        Ok(Ok(proof)) => Ok(proof),
        Ok(Err(mut wrong)) => {
            wrong.truncate(MOST);
            Err(Unproved::Wrong(wrong))
        }
        Err(Fault::Io(error)) => Err(Unproved::Unreadable(error)),
        Err(Fault::Form(why)) => Err(Unproved::Wrong(vec![
            Flaw::new(FlawKind::Form).with("why", why),
        ])),
        Err(Fault::Flaw(flaw)) => Err(Unproved::Wrong(vec![*flaw])),
        Err(Fault::Cancelled) => Err(Unproved::Cancelled),
    }
}

/// What may be promised of the pages of a paper, from a file that has the paper's pages and nothing
/// else, without labels and stamps. Checks that each page can be proved in a dossier.
pub fn promises(file: &dyn Stored) -> Result<Vec<Promised>, Unproved> {
    let stop = AtomicBool::new(false);
    let result = File::open(file).and_then(|file| {
        let ledger = Ledger::new(&file);
        let document = Document::open(&file, &ledger)?;
        let OwnFonts {
            stamps: (number, font),
            words,
            ..
        } = own_fonts(&ledger, &document)?;
        let checked = Checked {
            file: &file,
            ledger: &ledger,
            document: &document,
            labels: None,
            expected: None,
            stamp_font: (number, &font.font),
            words_font: words.as_ref().map(|(number, font)| (*number, &font.font)),
        };
        let pages = pages::prove(&checked, &stop, &mut |_, _| true)?;
        let mut promised = Vec::with_capacity(pages.len());
        let mut wrong = Vec::new();
        for page in pages {
            wrong.extend(page.wrong);
            let Some(page) = page.promised else {
                return form("nothing can be promised of a page");
            };
            promised.push(*page);
        }
        Ok(if wrong.is_empty() {
            Ok(promised)
        } else {
            Err(wrong)
        })
    });
    outcome(result)
}

/// The fonts of ours.
struct OwnFonts {
    /// That of the stamps, and its object.
    stamps: (u32, OwnFont),
    /// That of letters, where a form needs it.
    letters: Option<OwnFont>,
    /// That of words that are not seen, where a page has some, and its object.
    words: Option<(u32, OwnFont)>,
}

fn own_fonts(ledger: &Ledger<'_>, document: &Document) -> Result<OwnFonts, Fault> {
    let Some(stamps) = document.root.reference(b"XPDT_Font") else {
        return form("the font of its page numbers is missing");
    };
    let letters = match document.root.get(b"XPDT_Letters") {
        Some(Object::Reference(letters)) => {
            Some(own_font::read(ledger, *letters, &own_font::LETTERS)?)
        }
        Some(_) => return form("its font of letters is damaged"),
        None => None,
    };
    let words = match document.root.get(b"XPDT_Words") {
        Some(Object::Reference(words)) => {
            Some((*words, own_font::read(ledger, *words, &own_font::WORDS)?))
        }
        Some(_) => return form("its font of words is damaged"),
        None => None,
    };
    let font = own_font::read(ledger, stamps, &own_font::STAMPS)?;
    Ok(OwnFonts {
        stamps: (stamps, font),
        letters,
        words,
    })
}

/// All checks but the hash.
fn check(
    file: &File<'_>,
    expected: Option<&ExpectedDossier>,
    stop: &AtomicBool,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Checks, Fault> {
    let ledger = Ledger::new(file);
    let document = Document::open(file, &ledger)?;
    let mut wrong = Vec::new();
    if document.root.get(b"XPDT_Frame").is_none() {
        let kind = if is_of_expediente(file)? {
            FlawKind::Older
        } else {
            FlawKind::Foreign
        };
        wrong.push(Flaw::new(kind));
        return Ok(Checks::of(&document, Vec::new(), wrong));
    }
    catalog::check(&ledger, &document)?;
    let labels = labels::read(&document.root, document.len())?;
    let OwnFonts {
        stamps: (number, font),
        letters,
        words,
    } = own_fonts(&ledger, &document)?;
    let checked = Checked {
        file,
        ledger: &ledger,
        document: &document,
        labels: Some(&labels),
        expected,
        stamp_font: (number, &font.font),
        words_font: words.as_ref().map(|(number, font)| (*number, &font.font)),
    };
    let pages = pages::prove(&checked, stop, step)?;
    let outline = catalog::outline(file, &ledger, &document)?;
    let mut frame = Frame::new();
    pages.iter().for_each(|page| frame.page(&page.digest));
    frame.font(&font);
    letters.iter().for_each(|letters| frame.font(letters));
    words.iter().for_each(|(_, words)| frame.font(words));
    if !catalog::check_frame(frame, file, &ledger, &document, &outline)? {
        wrong.push(Flaw::new(FlawKind::Frame));
    }
    ledger.check_all_read()?;
    let mut checks = Checks::of(&document, labels, wrong);
    checks.check_expected(expected);
    for page in pages {
        checks.roles.push(page.role);
        checks.rows.extend(page.rows);
        checks.slips.extend(page.slip.map(|slip| *slip));
        checks.links += page.links;
        checks.wrong.extend(page.wrong);
    }
    checks.check_slips(expected);
    checks.check_table()?;
    checks.check_outline(&outline);
    Ok(checks)
}

/// Whether a file says that Expediente wrote it.
fn is_of_expediente(file: &File<'_>) -> Result<bool, Fault> {
    let Some(info) = file.trailer.reference(b"Info") else {
        return Ok(false);
    };
    let info = file.indirect(info)?.object;
    let producer = info.dict().and_then(|info| info.get(b"Producer")?.text());
    Ok(producer.is_some_and(|producer| producer.starts_with("Expediente")))
}

impl Checks {
    fn of(document: &Document, labels: Vec<String>, wrong: Vec<Flaw>) -> Self {
        Self {
            pages: document.len(),
            labels,
            roles: Vec::new(),
            rows: Vec::new(),
            slips: Vec::new(),
            links: 0,
            wrong,
        }
    }
}

impl Checks {
    fn wrong(&mut self, kind: FlawKind, at: usize) -> &mut Flaw {
        flaw(&mut self.wrong, kind, at)
    }

    /// The pages and their labels must be the planned ones.
    fn check_expected(&mut self, expected: Option<&ExpectedDossier>) {
        let Some(dossier) = expected else { return };
        let (expected, found) = (dossier.pages.len(), self.pages);
        if expected != found {
            let flaw = Flaw::new(FlawKind::Pages);
            self.wrong
                .push(flaw.with("expected", expected).with("found", found));
        }
        let labels = dossier.pages.iter().map(|page| &page.label);
        for (at, (expected, found)) in labels.zip(&self.labels).enumerate() {
            if expected != found && self.wrong.len() < MOST {
                flaw(&mut self.wrong, FlawKind::Label, at)
                    .details
                    .extend([("expected", expected.clone()), ("found", found.clone())]);
            }
        }
    }

    fn label(&self, at: usize) -> Option<&str> {
        self.labels.get(at).map(String::as_str)
    }

    /// The exhibits must begin where they were planned to.
    fn check_slips(&mut self, expected: Option<&ExpectedDossier>) {
        let Some(expected) = expected else { return };
        let found: Vec<usize> = self.slips.iter().map(|slip| slip.page).collect();
        if expected.slips != found {
            let first = expected
                .slips
                .iter()
                .zip(&found)
                .find(|(planned, found)| planned != found);
            // Where only the numbers of slip sheets differ, the flaw is reported on the first page.
            let page = first.map_or(0, |(planned, _)| *planned);
            self.wrong(FlawKind::TableMissing, page);
        }
    }

    /// The pages from one slip sheet to the next, as the table should print them, by slip sheet.
    fn ranges(&self) -> Result<BTreeMap<usize, String>, Fault> {
        let mut ranges = BTreeMap::new();
        for (index, slip) in self.slips.iter().enumerate() {
            let end = match self.slips.get(index + 1) {
                Some(next) => next.page,
                None => {
                    let papers = self.roles.iter().skip(slip.page + 1);
                    let papers = papers.take_while(|role| role.is_of_exhibit());
                    slip.page + 1 + papers.count()
                }
            };
            let labels = (self.label(slip.page), self.label(end.saturating_sub(1)));
            let (Some(first), Some(last)) = labels else {
                return form("a page has no label");
            };
            let range = if first == last {
                first.to_owned()
            } else {
                format!("{first}–{last}")
            };
            ranges.insert(slip.page, range);
        }
        Ok(ranges)
    }

    /// Every row of the table must name its exhibit and print its pages, and every exhibit must
    /// have a row and a link back.
    fn check_table(&mut self) -> Result<(), Fault> {
        let ranges = self.ranges()?;
        let slips: BTreeMap<usize, String> = self
            .slips
            .iter()
            .map(|s| (s.page, s.label.clone()))
            .collect();
        let rows = std::mem::take(&mut self.rows);
        for row in &rows {
            // A row that does not lead to a slip sheet has neither.
            let (label, range) = (slips.get(&row.target), ranges.get(&row.target));
            if range != Some(&row.pages) || label != Some(&row.label) {
                let expected = match (label, range) {
                    (Some(label), Some(range)) => format!("{label} {range}"),
                    _ => String::new(),
                };
                let found = format!("{} {}", row.label, row.pages);
                self.wrong(FlawKind::Table, row.page)
                    .details
                    .extend([("expected", expected), ("found", found)]);
            }
        }
        let targets: Vec<usize> = rows.iter().map(|row| row.target).collect();
        let expected: Vec<usize> = slips.keys().copied().collect();
        if targets != expected {
            let missing = expected.iter().find(|page| !targets.contains(page));
            // Where every exhibit has a row, the rows are out of order.
            let page = missing.or(expected.first());
            self.wrong(FlawKind::TableMissing, page.map_or(0, |page| *page));
        }
        for slip in std::mem::take(&mut self.slips) {
            let says = ranges.get(&slip.page).is_some_and(|range| {
                let mut texts = slip.texts.iter();
                texts.any(|text| text.rsplit(' ').next() == Some(range.as_str()))
            });
            let back = slip.back.and_then(|page| self.roles.get(page));
            if !says || back != Some(&Role::Table) {
                self.wrong(FlawKind::Slip, slip.page);
            }
            self.slips.push(slip);
        }
        Ok(())
    }

    /// Our own entries are on the first two levels and end with the label of their page in
    /// parentheses. Deeper ones belong to papers and must only be well-formed.
    fn check_outline(&mut self, outline: &[Entry]) {
        let mut reached = Vec::new();
        for entry in outline {
            self.links += 1;
            let named = entry.page.is_some_and(|page| {
                let last = entry
                    .title
                    .strip_suffix(')')
                    .and_then(|title| title.rsplit([' ', '\u{a0}', '(']).next());
                // An unnumbered page has nothing to print.
                self.label(page)
                    .is_some_and(|label| label.is_empty() || last == Some(label))
            });
            if entry.page.is_none() || (entry.depth <= 2 && !named) {
                // An entry that leads nowhere is reported on the first page.
                self.wrong(FlawKind::Outline, entry.page.map_or(0, |page| page))
                    .details
                    .insert("entry", entry.title.clone());
            }
            if entry.depth == 1 {
                reached.extend(entry.page);
            }
        }
        for page in self.slips.iter().map(|slip| slip.page).collect::<Vec<_>>() {
            if !reached.contains(&page) {
                self.wrong(FlawKind::Outline, page);
            }
        }
    }
}
