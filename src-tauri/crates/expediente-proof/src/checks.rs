//! All checks of a file, from the cross-reference table to the outline.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::document::{Document, Role};
use crate::expected_dossier::ExpectedDossier;
use crate::file::{Fault, File, Stored, form};
use crate::flaw::{Flaw, FlawKind};
use crate::labels;
use crate::object::{Dict, Object};
use crate::pages::{self, Row, Slip, flaw};
use crate::proof::{Proof, Unproved};

/// Flaws that are reported at most.
const MOST: usize = 50;

struct Checks<'a> {
    file: &'a File<'a>,
    document: Document,
    labels: Vec<String>,
    roles: Vec<Role>,
    rows: Vec<Row>,
    slips: Vec<Slip>,
    links: usize,
    wrong: Vec<Flaw>,
}

/// Proves a file. Hashing goes on beside the checks.
pub fn prove(
    file: &dyn Stored,
    expected: Option<&ExpectedDossier>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    let result = File::open(file).and_then(|file| {
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let digest = scope.spawn(|| file.digest(&stop));
            let checked = check(&file, expected, &stop, step);
            // The hash of a file that is wrong, or that nobody waits for, is not needed.
            if !matches!(&checked, Ok(checks) if checks.wrong.is_empty()) {
                stop.store(true, Ordering::Relaxed);
            }
            let digest = digest
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let checks = checked?;
            if !checks.wrong.is_empty() {
                return Ok(Err(checks.wrong));
            }
            Ok(Ok(Proof {
                sha256: digest?,
                bytes: file.length(),
                pages: checks.document.len(),
                exhibits: checks.slips.len(),
                links: checks.links,
            }))
        })
    });
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
        Err(Fault::Cancelled) => Err(Unproved::Cancelled),
    }
}

/// All checks but the hash.
fn check<'a>(
    file: &'a File<'a>,
    expected: Option<&ExpectedDossier>,
    stop: &AtomicBool,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Checks<'a>, Fault> {
    let mut wrong = scan(file, step)?;
    let mut document = Document::open(file)?;
    wrong.extend(check_catalog(&document.root));
    let labels = labels::read(file, &document.root, document.len())?;
    document.root.0.shrink_to_fit();
    let pages = pages::prove(file, &document, &labels, expected, stop, step)?;
    let mut checks = Checks {
        file,
        document,
        labels,
        roles: Vec::new(),
        rows: Vec::new(),
        slips: Vec::new(),
        links: 0,
        wrong,
    };
    checks.check_expected(expected);
    for page in pages {
        checks.roles.push(page.role);
        checks.rows.extend(page.rows);
        checks.slips.extend(page.slip);
        checks.links += page.links;
        checks.wrong.extend(page.wrong);
    }
    checks.check_slips(expected);
    checks.check_table()?;
    checks.check_outline()?;
    Ok(checks)
}

/// Reads every object once: each reference must lead to one, and none may be active.
fn scan(file: &File<'_>, step: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<Flaw>, Fault> {
    // Actions other than going to a page of the file or to a web address (ISO 32000-2, table 201).
    const ACTIONS: [&[u8]; 17] = [
        b"JavaScript",
        b"Launch",
        b"SubmitForm",
        b"ImportData",
        b"GoToR",
        b"GoToE",
        b"GoToDp",
        b"Rendition",
        b"RichMediaExecute",
        b"Movie",
        b"Sound",
        b"ResetForm",
        b"SetOCGState",
        b"Hide",
        b"Named",
        b"Trans",
        b"GoTo3DView",
    ];
    let mut wrong = Vec::new();
    file.scan(step, |number, object| {
        object.walk(&mut |inner| {
            if wrong.len() >= MOST {
                return;
            }
            match inner {
                Object::Reference(to) if !file.exists(*to) => {
                    wrong.push(Flaw::new(FlawKind::Reference).with("object", number));
                }
                Object::Dict(dict) => {
                    if let Some(what) = active(dict, &ACTIONS) {
                        wrong.push(Flaw::new(FlawKind::Active).with("what", what));
                    }
                }
                _ => {}
            }
        });
    })?;
    Ok(wrong)
}

/// The name of the active content that a dictionary is, if it is.
fn active(dict: &Dict, actions: &[&[u8]]) -> Option<String> {
    let named = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    if let Some(kind) = dict.name(b"S").filter(|kind| actions.contains(kind)) {
        // Other dictionaries have /S too, with other values: the style of a page label, the kind of
        // a group.
        return Some(named(kind));
    }
    match dict.name(b"Type") {
        Some(kind @ (b"EmbeddedFile" | b"Rendition" | b"MediaClip")) => return Some(named(kind)),
        Some(b"Filespec" | b"F") if dict.get(b"EF").is_some() => {
            return Some("EmbeddedFile".to_owned());
        }
        Some(b"Page" | b"Annot" | b"Catalog") if dict.get(b"AA").is_some() => {
            return Some("AA".to_owned());
        }
        _ => {}
    }
    let subtype = dict.name(b"Subtype")?;
    let media = [
        b"RichMedia".as_slice(),
        b"Movie",
        b"Screen",
        b"Sound",
        b"3D",
        b"FileAttachment",
        b"Widget",
    ];
    if media.contains(&subtype) && dict.get(b"Rect").is_some() {
        return Some(named(subtype));
    }
    None
}

/// The catalog must have nothing but the entries that we write.
fn check_catalog(root: &Dict) -> Vec<Flaw> {
    const KNOWN: [&[u8]; 13] = [
        b"Type",
        b"Version",
        b"Pages",
        b"PageLabels",
        b"PageMode",
        b"PageLayout",
        b"Outlines",
        b"OpenAction",
        b"ViewerPreferences",
        b"Lang",
        b"Metadata",
        b"OutputIntents",
        b"OCProperties",
    ];
    let strange = root
        .0
        .iter()
        .filter(|(key, _)| !KNOWN.contains(&key.as_slice()));
    let mut wrong: Vec<Flaw> = strange
        .map(|(key, _)| Flaw::new(FlawKind::Active).with("what", String::from_utf8_lossy(key)))
        .collect();
    if root
        .get(b"OpenAction")
        .is_some_and(|action| action.array().is_none())
    {
        wrong.push(Flaw::new(FlawKind::Active).with("what", "OpenAction"));
    }
    if root.name(b"PageMode") != Some(b"UseOutlines") {
        wrong.push(Flaw::new(FlawKind::Form).with("why", "it does not open with its outline"));
    }
    wrong
}

impl Checks<'_> {
    fn wrong(&mut self, kind: FlawKind, at: usize) -> &mut Flaw {
        flaw(&mut self.wrong, kind, at)
    }

    /// The pages and their labels must be the planned ones.
    fn check_expected(&mut self, expected: Option<&ExpectedDossier>) {
        let Some(dossier) = expected else { return };
        let (expected, found) = (dossier.labels.len(), self.document.len());
        if expected != found {
            let flaw = Flaw::new(FlawKind::Pages);
            self.wrong
                .push(flaw.with("expected", expected).with("found", found));
        }
        if dossier.stamps.len() != expected {
            let why = "its plan has stamps for another number of pages";
            self.wrong.push(Flaw::new(FlawKind::Form).with("why", why));
        }
        let labels = dossier.labels.iter().zip(self.labels.clone());
        for (at, (expected, found)) in labels.enumerate() {
            if *expected != found && self.wrong.len() < MOST {
                self.wrong(FlawKind::Label, at)
                    .details
                    .extend([("expected", expected.clone()), ("found", found)]);
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
                    let papers = papers.take_while(|role| **role == Role::Paper);
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
    fn check_outline(&mut self) -> Result<(), Fault> {
        let root = self.document.root.clone();
        let Some(outlines) = self.file.dict(&root, b"Outlines")? else {
            return form("its outline is missing");
        };
        let mut waiting: Vec<(u32, usize)> = outlines
            .reference(b"First")
            .map(|first| (first, 1))
            .into_iter()
            .collect();
        let mut reached = Vec::new();
        let mut count = 0;
        while let Some((number, depth)) = waiting.pop() {
            count += 1;
            if count > self.file.size() {
                return form("its outline goes round in a circle");
            }
            let Object::Dict(entry) = self.file.indirect(number)?.object else {
                return form("its outline is damaged");
            };
            waiting.extend(entry.reference(b"Next").map(|next| (next, depth)));
            waiting.extend(entry.reference(b"First").map(|first| (first, depth + 1)));
            let Some(title) = entry.get(b"Title").and_then(Object::text) else {
                return form("an entry of its outline has no title");
            };
            let page = match entry.get(b"Dest") {
                Some(dest) => self.document.destination(self.file, dest)?,
                None => None,
            };
            self.links += 1;
            let named = page.is_some_and(|page| {
                let last = title
                    .strip_suffix(')')
                    .and_then(|title| title.rsplit([' ', '\u{a0}', '(']).next());
                // An unnumbered page has nothing to print.
                self.label(page)
                    .is_some_and(|label| label.is_empty() || last == Some(label))
            });
            if depth <= 2 && (page.is_none() || !named) {
                // An entry that leads nowhere is reported on the first page.
                self.wrong(FlawKind::Outline, page.map_or(0, |page| page))
                    .details
                    .insert("entry", title);
            }
            if depth == 1 {
                reached.extend(page);
            }
        }
        for page in self.slips.iter().map(|slip| slip.page).collect::<Vec<_>>() {
            if !reached.contains(&page) {
                self.wrong(FlawKind::Outline, page);
            }
        }
        Ok(())
    }
}
