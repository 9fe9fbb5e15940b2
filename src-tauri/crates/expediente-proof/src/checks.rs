//! The checks themselves, from the table of objects to the outline.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::flaw::{Flaw, FlawKind};

use crate::document::{Document, Role};
use crate::expected_dossier::ExpectedDossier;
use crate::file::{Fault, File, Stored, form};
use crate::object::{Dict, Object};
use crate::pages::{self, Row, Slip, flaw};
use crate::{Proof, Unproved, labels};

const MOST: usize = 50;

struct Checks<'a> {
    file: &'a File<'a>,
    document: Document,
    labels: Vec<String>,
    roles: Vec<Option<Role>>,
    rows: Vec<Row>,
    slips: Vec<Slip>,
    links: usize,
    wrong: Vec<Flaw>,
}

pub fn prove(
    file: &dyn Stored,
    promise: Option<&ExpectedDossier>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    let result = File::open(file).and_then(|file| {
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let digest = scope.spawn(|| file.digest(&stop));
            let checked = check(&file, promise, &stop, step);
            // No need to hash to the end what is proved to be wrong, or what nobody waits for.
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
    promise: Option<&ExpectedDossier>,
    stop: &AtomicBool,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Checks<'a>, Fault> {
    let mut wrong = scan(file, step)?;
    let mut document = Document::open(file)?;
    wrong.extend(check_catalog(&document.root));
    let labels = labels::read(file, &document.root, document.len())?;
    document.root.0.shrink_to_fit();
    let pages = pages::prove(file, &document, &labels, promise, stop, step)?;
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
    checks.check_promise(promise);
    for page in pages {
        checks.roles.push(page.role);
        checks.rows.extend(page.rows);
        checks.slips.extend(page.slip);
        checks.links += page.links;
        checks.wrong.extend(page.wrong);
    }
    checks.check_slips(promise);
    checks.check_table();
    checks.check_outline()?;
    Ok(checks)
}

/// Every object once: does each reference lead to one, and is there an action among them?
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
    let size = file.size();
    let exists: Vec<bool> = (0..u32::try_from(size).unwrap_or(0))
        .map(|number| file.exists(number))
        .collect();
    let mut wrong = Vec::new();
    file.scan(step, |number, object| {
        object.walk(&mut |inner| {
            if wrong.len() >= MOST {
                return;
            }
            match inner {
                Object::Reference(to) if !exists.get(*to as usize).is_some_and(|&there| there) => {
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

fn active(dict: &Dict, actions: &[&[u8]]) -> Option<String> {
    let named = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    if let Some(kind) = dict.name(b"S").filter(|kind| actions.contains(kind)) {
        // /S is also a key of other dictionaries (a page label's style, a group's kind), with other values.
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
    (media.contains(&subtype) && dict.get(b"Rect").is_some()).then(|| named(subtype))
}

/// The catalog has nothing but what we write.
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

    fn check_promise(&mut self, promise: Option<&ExpectedDossier>) {
        let Some(promise) = promise else { return };
        let (expected, found) = (promise.labels.len(), self.document.len());
        if expected != found {
            let flaw = Flaw::new(FlawKind::Pages);
            self.wrong
                .push(flaw.with("expected", expected).with("found", found));
        }
        for (at, (expected, found)) in promise.labels.iter().zip(self.labels.clone()).enumerate() {
            if *expected != found && self.wrong.len() < MOST {
                let flaw = self.wrong(FlawKind::Label, at);
                *flaw = flaw.clone().with("expected", expected).with("found", found);
            }
        }
    }

    fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", String::as_str)
    }

    /// The exhibits begin where they were planned to.
    fn check_slips(&mut self, promise: Option<&ExpectedDossier>) {
        let found: Vec<usize> = self.slips.iter().map(|slip| slip.page).collect();
        if let Some(promise) = promise.filter(|promise| promise.slips != found) {
            let first = promise
                .slips
                .iter()
                .zip(&found)
                .find(|(planned, found)| planned != found);
            self.wrong(
                FlawKind::TableMissing,
                first.map_or(0, |(planned, _)| *planned),
            );
        }
    }

    /// The pages from one slip sheet to the next, as they should be printed.
    fn ranges(&self) -> BTreeMap<usize, String> {
        let mut ranges = BTreeMap::new();
        for (index, slip) in self.slips.iter().enumerate() {
            let next = self.slips.get(index + 1).map(|next| next.page);
            let end = next.unwrap_or_else(|| {
                let papers = self.roles.iter().skip(slip.page + 1);
                slip.page
                    + 1
                    + papers
                        .take_while(|role| **role == Some(Role::Paper))
                        .count()
            });
            let (first, last) = (self.label(slip.page), self.label(end.saturating_sub(1)));
            let range = if first == last {
                first.to_owned()
            } else {
                format!("{first}–{last}")
            };
            ranges.insert(slip.page, range);
        }
        ranges
    }

    fn check_table(&mut self) {
        let ranges = self.ranges();
        let slips: BTreeMap<usize, String> = self
            .slips
            .iter()
            .map(|s| (s.page, s.label.clone()))
            .collect();
        let rows = std::mem::take(&mut self.rows);
        for row in &rows {
            let expected = ranges.get(&row.target).cloned().unwrap_or_default();
            if row.pages != expected || slips.get(&row.target) != Some(&row.label) {
                let label = slips.get(&row.target).cloned().unwrap_or_default();
                let flaw = self.wrong(FlawKind::Table, row.page);
                let flaw = (
                    flaw,
                    format!("{label} {expected}"),
                    format!("{} {}", row.label, row.pages),
                );
                *flaw.0 = flaw
                    .0
                    .clone()
                    .with("expected", flaw.1)
                    .with("found", flaw.2);
            }
        }
        let targets: Vec<usize> = rows.iter().map(|row| row.target).collect();
        let expected: Vec<usize> = slips.keys().copied().collect();
        if targets != expected {
            let missing = expected
                .iter()
                .find(|page| !targets.contains(page))
                .or(expected.first());
            self.wrong(FlawKind::TableMissing, missing.copied().unwrap_or(0));
        }
        for slip in std::mem::take(&mut self.slips) {
            let range = ranges.get(&slip.page).cloned().unwrap_or_default();
            let says = slip
                .texts
                .iter()
                .any(|text| text.rsplit(' ').next() == Some(range.as_str()));
            let back = slip
                .back
                .and_then(|page| self.roles.get(page).copied().flatten())
                == Some(Role::Table);
            if !says || !back {
                self.wrong(FlawKind::Slip, slip.page);
            }
            self.slips.push(slip);
        }
    }

    /// Our own entries stand on the first two levels and end with the label of their page in parentheses; deeper ones
    /// are a paper's own and need only lead somewhere.
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
            let title = entry
                .get(b"Title")
                .and_then(Object::text)
                .unwrap_or_default();
            let page = match entry.get(b"Dest") {
                Some(dest) => self.document.destination(self.file, dest)?,
                None => None,
            };
            self.links += 1;
            let named = page.is_some_and(|page| {
                let label = self.label(page);
                let last = title
                    .strip_suffix(')')
                    .and_then(|title| title.rsplit([' ', '\u{a0}', '(']).next());
                label.is_empty() || last == Some(label)
            });
            if depth <= 2 && (page.is_none() || !named) {
                self.wrong(FlawKind::Outline, page.unwrap_or(0))
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
