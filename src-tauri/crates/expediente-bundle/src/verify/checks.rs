//! The checks themselves, from the table of objects to the outline.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use expediente_model::{Code, Finding};

use super::content::{self, Run};
use super::document::{Document, Page, Role};
use super::file::{Fault, File, form};
use super::labels;
use super::object::{Dict, Object};
use super::{Promise, Proof, Unproved};

const MOST: usize = 50;

/// A line of the table.
struct Row {
    /// The page of the table.
    page: usize,
    target: usize,
    label: String,
    pages: String,
}

/// A slip sheet.
struct Slip {
    page: usize,
    label: String,
    texts: Vec<String>,
    back: Option<usize>,
}

struct Checks<'a, R> {
    file: File<R>,
    document: Document,
    labels: Vec<String>,
    roles: Vec<Option<Role>>,
    rows: Vec<Row>,
    slips: Vec<Slip>,
    links: usize,
    wrong: Vec<Finding>,
    step: &'a mut dyn FnMut(u64, u64) -> bool,
}

pub fn prove<R: Read + Seek>(
    file: R,
    promise: Option<&Promise>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    let result = (|| {
        let mut file = File::open(file)?;
        let mut wrong = scan(&mut file, step)?;
        let mut document = Document::open(&mut file)?;
        wrong.extend(check_catalog(&document.root));
        let labels = labels::read(&mut file, &document.root, document.len())?;
        let pages = document.len();
        document.root.0.shrink_to_fit();
        let mut checks = Checks {
            file,
            document,
            labels,
            roles: Vec::with_capacity(pages),
            rows: Vec::new(),
            slips: Vec::new(),
            links: 0,
            wrong,
            step,
        };
        checks.check_promise(promise);
        for at in 0..pages {
            let stamps = promise.and_then(|promise| promise.stamps.get(at)).map_or(&[][..], Vec::as_slice);
            checks.check_page(at, stamps)?;
        }
        checks.check_slips(promise);
        checks.check_table();
        checks.check_outline()?;
        let proof = Proof {
            sha256: checks.file.digest()?,
            bytes: checks.file.length(),
            pages,
            exhibits: checks.slips.len(),
            links: checks.links,
        };
        Ok((proof, checks.wrong))
    })();
    match result {
        Ok((proof, wrong)) if wrong.is_empty() => Ok(proof),
        Ok((_, mut wrong)) => {
            wrong.truncate(MOST);
            Err(Unproved::Wrong(wrong))
        }
        Err(Fault::Io(error)) => Err(Unproved::Unreadable(error)),
        Err(Fault::Form(why)) => Err(Unproved::Wrong(vec![Finding::new(Code::ProofForm).with("why", why)])),
        Err(Fault::Cancelled) => Err(Unproved::Cancelled),
    }
}

/// Every object once: does each reference lead to one, and is there an action among them?
fn scan<R: Read + Seek>(file: &mut File<R>, step: &mut dyn FnMut(u64, u64) -> bool) -> Result<Vec<Finding>, Fault> {
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
    let exists: Vec<bool> = (0..u32::try_from(size).unwrap_or(0)).map(|number| file.exists(number)).collect();
    let mut wrong = Vec::new();
    file.scan(step, |number, object| {
        object.walk(&mut |inner| {
            if wrong.len() >= MOST {
                return;
            }
            match inner {
                Object::Reference(to) if !exists.get(*to as usize).is_some_and(|&there| there) => {
                    wrong.push(Finding::new(Code::ProofReference).with("object", number));
                }
                Object::Dict(dict) => {
                    if let Some(what) = active(dict, &ACTIONS) {
                        wrong.push(Finding::new(Code::ProofActive).with("what", what));
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
        Some(b"Filespec" | b"F") if dict.get(b"EF").is_some() => return Some("EmbeddedFile".to_owned()),
        Some(b"Page" | b"Annot" | b"Catalog") if dict.get(b"AA").is_some() => return Some("AA".to_owned()),
        _ => {}
    }
    let subtype = dict.name(b"Subtype")?;
    let media = [b"RichMedia".as_slice(), b"Movie", b"Screen", b"Sound", b"3D", b"FileAttachment", b"Widget"];
    (media.contains(&subtype) && dict.get(b"Rect").is_some()).then(|| named(subtype))
}

/// The catalog has nothing but what we write.
fn check_catalog(root: &Dict) -> Vec<Finding> {
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
    let strange = root.0.iter().filter(|(key, _)| !KNOWN.contains(&key.as_slice()));
    let mut wrong: Vec<Finding> =
        strange.map(|(key, _)| Finding::new(Code::ProofActive).with("what", String::from_utf8_lossy(key))).collect();
    if root.get(b"OpenAction").is_some_and(|action| action.array().is_none()) {
        wrong.push(Finding::new(Code::ProofActive).with("what", "OpenAction"));
    }
    if root.name(b"PageMode") != Some(b"UseOutlines") {
        wrong.push(Finding::new(Code::ProofForm).with("why", "it does not open with its outline"));
    }
    wrong
}

impl<R: Read + Seek> Checks<'_, R> {
    fn wrong(&mut self, code: Code, at: usize) -> &mut Finding {
        let page = u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.wrong.push(Finding::new(code).on_page(page));
        let last = self.wrong.len() - 1;
        // Just pushed, so it is there.
        #[allow(clippy::indexing_slicing)]
        &mut self.wrong[last]
    }

    fn check_promise(&mut self, promise: Option<&Promise>) {
        let Some(promise) = promise else { return };
        let (expected, found) = (promise.labels.len(), self.document.len());
        if expected != found {
            let finding = Finding::new(Code::ProofPages);
            self.wrong.push(finding.with("expected", expected).with("found", found));
        }
        for (at, (expected, found)) in promise.labels.iter().zip(self.labels.clone()).enumerate() {
            if *expected != found && self.wrong.len() < MOST {
                let finding = self.wrong(Code::ProofLabel, at);
                *finding = finding.clone().with("expected", expected).with("found", found);
            }
        }
    }

    fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", String::as_str)
    }

    fn check_page(&mut self, at: usize, promised: &[String]) -> Result<(), Fault> {
        if at.is_multiple_of(64) && !(self.step)(at as u64, self.document.len() as u64) {
            return Err(Fault::Cancelled);
        }
        let page = self.document.page(&mut self.file, at)?;
        let fonts = self.document.fonts(&mut self.file, &page)?;
        self.roles.push(page.role);
        if page.role.is_none() {
            return form(format!("page {} is none that Expediente wrote", at + 1));
        }
        if page.stray_annotation {
            self.wrong(Code::ProofActive, at).args.insert("what".to_owned(), "annotation".to_owned());
        }
        if page.broken_link {
            self.wrong(Code::ProofLink, at);
        }
        self.links += page.links.len();
        let mut below = Vec::new();
        let mut last = Vec::new();
        for (index, &number) in page.contents.iter().enumerate() {
            let (_, bytes) = self.file.stream(number)?;
            if index + 1 == page.contents.len() {
                last = bytes;
            } else {
                below.extend_from_slice(&bytes);
                below.push(b'\n');
            }
        }
        // The last stream first closes what is below, then stamps.
        let begins = last.windows(9).position(|bytes| bytes == b"/Artifact").unwrap_or(last.len());
        below.extend(last.drain(..begins));
        let stamps: Vec<Run> = content::runs(&last, &fonts).into_iter().filter(|run| run.artifact).collect();
        self.check_stamps(at, &page, &stamps, promised);
        let balance = content::balance(&below);
        if !stamps.is_empty() && (balance.depth != 0 || balance.loose) {
            self.wrong(Code::ProofGraphicsState, at);
        }
        if matches!(page.role, Some(Role::Table | Role::Slip)) {
            let runs = content::runs(&below, &fonts);
            match page.role {
                Some(Role::Table) => self.read_table(at, &page, &runs),
                _ => self.read_slip(at, &page, &runs),
            }
        }
        Ok(())
    }

    fn check_stamps(&mut self, at: usize, page: &Page, stamps: &[Run], promised: &[String]) {
        let label = self.label(at).to_owned();
        if label.is_empty() {
            if !stamps.is_empty() {
                self.wrong(Code::ProofStampStray, at);
            }
            return;
        }
        for text in promised.iter().chain([&label]) {
            let filled: Vec<&Run> = stamps.iter().filter(|run| run.text == *text && run.grey.is_some()).collect();
            let code = if filled.is_empty() {
                Code::ProofStampMissing
            } else if !filled.iter().any(|run| is_seen(run, page)) {
                Code::ProofStampHidden
            } else {
                continue;
            };
            self.wrong(code, at).args.insert("label".to_owned(), text.clone());
        }
    }

    fn read_table(&mut self, at: usize, page: &Page, runs: &[Run]) {
        for link in &page.links {
            let [left, bottom, right, top] = link.rect;
            let inside = |run: &&Run| {
                let (x, y) = run.from;
                x >= left - 1.0 && run.to.0 <= right + 1.0 && y >= bottom - 1.0 && y <= top + 1.0
            };
            let texts: Vec<&Run> = runs.iter().filter(inside).collect();
            let rightmost = texts.iter().max_by(|a, b| a.to.0.total_cmp(&b.to.0));
            let leftmost = texts.iter().min_by(|a, b| a.from.0.total_cmp(&b.from.0));
            let (Some(target), Some(pages), Some(label)) = (link.page, rightmost, leftmost) else {
                self.wrong(Code::ProofLink, at);
                continue;
            };
            let (label, pages) = (label.text.clone(), pages.text.clone());
            self.rows.push(Row { page: at, target, label, pages });
        }
    }

    fn read_slip(&mut self, at: usize, page: &Page, runs: &[Run]) {
        let largest = runs.iter().max_by(|a, b| a.size.total_cmp(&b.size));
        self.slips.push(Slip {
            page: at,
            label: largest.map(|run| run.text.clone()).unwrap_or_default(),
            texts: runs.iter().map(|run| run.text.clone()).collect(),
            back: page.links.iter().find_map(|link| link.page),
        });
    }

    /// The exhibits begin where they were planned to.
    fn check_slips(&mut self, promise: Option<&Promise>) {
        let found: Vec<usize> = self.slips.iter().map(|slip| slip.page).collect();
        if let Some(promise) = promise.filter(|promise| promise.slips != found) {
            let first = promise.slips.iter().zip(&found).find(|(planned, found)| planned != found);
            self.wrong(Code::ProofTableMissing, first.map_or(0, |(planned, _)| *planned));
        }
    }

    /// The pages from one slip sheet to the next, as they should be printed.
    fn ranges(&self) -> BTreeMap<usize, String> {
        let mut ranges = BTreeMap::new();
        for (index, slip) in self.slips.iter().enumerate() {
            let next = self.slips.get(index + 1).map(|next| next.page);
            let end = next.unwrap_or_else(|| {
                let papers = self.roles.iter().skip(slip.page + 1);
                slip.page + 1 + papers.take_while(|role| **role == Some(Role::Paper)).count()
            });
            let (first, last) = (self.label(slip.page), self.label(end.saturating_sub(1)));
            let range = if first == last { first.to_owned() } else { format!("{first}–{last}") };
            ranges.insert(slip.page, range);
        }
        ranges
    }

    fn check_table(&mut self) {
        let ranges = self.ranges();
        let slips: BTreeMap<usize, String> = self.slips.iter().map(|s| (s.page, s.label.clone())).collect();
        let rows = std::mem::take(&mut self.rows);
        for row in &rows {
            let expected = ranges.get(&row.target).cloned().unwrap_or_default();
            if row.pages != expected || slips.get(&row.target) != Some(&row.label) {
                let label = slips.get(&row.target).cloned().unwrap_or_default();
                let finding = self.wrong(Code::ProofTable, row.page);
                let finding = (finding, format!("{label} {expected}"), format!("{} {}", row.label, row.pages));
                *finding.0 = finding.0.clone().with("expected", finding.1).with("found", finding.2);
            }
        }
        let targets: Vec<usize> = rows.iter().map(|row| row.target).collect();
        let expected: Vec<usize> = slips.keys().copied().collect();
        if targets != expected {
            let missing = expected.iter().find(|page| !targets.contains(page)).or(expected.first());
            self.wrong(Code::ProofTableMissing, missing.copied().unwrap_or(0));
        }
        for slip in std::mem::take(&mut self.slips) {
            let range = ranges.get(&slip.page).cloned().unwrap_or_default();
            let says = slip.texts.iter().any(|text| text.rsplit(' ').next() == Some(range.as_str()));
            let back = slip.back.and_then(|page| self.roles.get(page).copied().flatten()) == Some(Role::Table);
            if !says || !back {
                self.wrong(Code::ProofSlip, slip.page);
            }
            self.slips.push(slip);
        }
    }

    /// Our own entries stand on the first two levels and end with the label of their page in parentheses; deeper ones
    /// are a paper's own and need only lead somewhere.
    fn check_outline(&mut self) -> Result<(), Fault> {
        let root = self.document.root.clone();
        let Some(outlines) = self.file.dict(&root, b"Outlines")? else { return form("its outline is missing") };
        let mut waiting: Vec<(u32, usize)> = outlines.reference(b"First").map(|first| (first, 1)).into_iter().collect();
        let mut reached = Vec::new();
        let mut count = 0;
        while let Some((number, depth)) = waiting.pop() {
            count += 1;
            if count > self.file.size() {
                return form("its outline goes round in a circle");
            }
            let Object::Dict(entry) = self.file.indirect(number)?.object else { return form("its outline is damaged") };
            waiting.extend(entry.reference(b"Next").map(|next| (next, depth)));
            waiting.extend(entry.reference(b"First").map(|first| (first, depth + 1)));
            let title = entry.get(b"Title").and_then(Object::text).unwrap_or_default();
            let page = match entry.get(b"Dest") {
                Some(dest) => self.document.destination(&mut self.file, dest)?,
                None => None,
            };
            self.links += 1;
            let named = page.is_some_and(|page| {
                let label = self.label(page);
                let last = title.strip_suffix(')').and_then(|title| title.rsplit([' ', '\u{a0}', '(']).next());
                label.is_empty() || last == Some(label)
            });
            if depth <= 2 && (page.is_none() || !named) {
                self.wrong(Code::ProofOutline, page.unwrap_or(0)).args.insert("entry".to_owned(), title);
            }
            if depth == 1 {
                reached.extend(page);
            }
        }
        for page in self.slips.iter().map(|slip| slip.page).collect::<Vec<_>>() {
            if !reached.contains(&page) {
                self.wrong(Code::ProofOutline, page);
            }
        }
        Ok(())
    }
}

/// Upright, dark, in an embedded font, and wholly inside the visible page.
fn is_seen(run: &Run, page: &Page) -> bool {
    let along = page.shown_direction((run.to.0 - run.from.0, run.to.1 - run.from.1));
    let up = page.shown_direction(run.up);
    let upright = along.0 > 0.0 && along.1.abs() < 0.01 * along.0 && up.1 > 0.0 && up.0.abs() < 0.01 * up.1;
    let corners = [run.from, run.to, (run.from.0 + run.up.0 * 0.7, run.from.1 + run.up.1 * 0.7)];
    let inside = corners
        .into_iter()
        .map(|corner| page.shown(corner))
        .all(|(x, y)| (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y));
    upright && inside && run.embedded && run.grey.is_some_and(|grey| grey <= 0.35) && run.size > 0.0
}
