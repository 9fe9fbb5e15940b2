//! The count of a petition's signatures, as a page before its sheets.

use expediente_model::{
    Catalogue, Count, Document, EntryMark, Exhibit, LeftOut, RowPlace, Sameness, SheetCount,
    SheetRow,
};

use crate::front_matter::lists::list_table::{ListColumn, ListTable};
use crate::front_matter::lists::listing::{ListPart, Listing};
use crate::front_matter::words;

/// The count of an exhibit's signatures, with what was left out and why. It says how many entries
/// there are, never who signed. `rows` are those that were counted.
pub(crate) fn tally(
    texts: &Catalogue,
    exhibit: &Exhibit,
    count: &Count,
    rows: &[(RowPlace, &SheetRow)],
) -> Listing {
    let mut parts = vec![ListPart::Big(words::counted(texts, count))];
    parts.push(ListPart::Text(method(texts, exhibit, count, rows)));
    parts.push(ListPart::Table(by_sheet(texts, exhibit, count)));
    if !count.left_out.is_empty() {
        let heading = texts.text("dossier.tally.left-out").to_owned();
        parts.push(ListPart::Heading(heading));
        parts.push(ListPart::Table(left_out(texts, count)));
    }
    let two = count
        .decided
        .iter()
        .filter(|(_, _, said)| *said == Sameness::TwoPeople)
        .count();
    if two > 0 {
        let text = texts.count("dossier.tally.two-people", two as u64);
        parts.push(ListPart::Text(text));
    }
    // Names on a list are not called signatures.
    let (title, scope) = if count.is_list() {
        ("dossier.tally.title-list", "dossier.tally.scope-list")
    } else {
        ("dossier.tally.title", "dossier.tally.scope")
    };
    parts.push(ListPart::Text(texts.text(scope).to_owned()));
    Listing {
        title: texts.text(title).to_owned(),
        subtitle: exhibit.title.clone(),
        parts,
    }
}

/// Who counted, when and how.
fn method(
    texts: &Catalogue,
    exhibit: &Exhibit,
    count: &Count,
    rows: &[(RowPlace, &SheetRow)],
) -> String {
    let tally = exhibit.tally.as_deref();
    let by = tally.map(|tally| tally.by.clone());
    let by = by.filter(|by| !by.is_empty());
    let on = tally.and_then(|tally| tally.on);
    let on = on.map(|day| words::date(texts, day));
    let who = match (by, on) {
        (Some(by), Some(on)) => texts.fill("dossier.tally.by-on", [("by", by), ("on", on)]),
        (Some(by), None) => texts.fill("dossier.tally.by", [("by", by)]),
        (None, Some(on)) => texts.fill("dossier.tally.on", [("on", on)]),
        (None, None) => texts.text("dossier.tally.nobody").to_owned(),
    };
    let signed: Vec<_> = rows
        .iter()
        .filter(|(_, row)| row.mark == EntryMark::Signed)
        .collect();
    let has_sheets = rows.iter().any(|(place, _)| place.page.is_some());
    let how = match (has_sheets, count.uncounted) {
        (false, _) => texts.text("dossier.tally.by-list").to_owned(),
        (true, 0) => texts.text("dossier.tally.by-sheet").to_owned(),
        (true, left) => texts.count("dossier.tally.not-all", left as u64),
    };
    let named = |is_read: bool| {
        let rows = signed.iter().filter(|(_, row)| row.read == is_read);
        rows.filter(|(_, row)| row.name.is_some() || row.number.is_some())
            .count()
    };
    let compared = match (named(false), named(true)) {
        (0, 0) => texts.text("dossier.tally.not-compared").to_owned(),
        (some, read) => {
            let total = signed.len().to_string();
            let values = |n: usize| [("n", n.to_string()), ("total", total.clone())];
            let key = if has_sheets {
                "dossier.tally.compared"
            } else {
                "dossier.tally.compared-list"
            };
            // What a machine read is not called written down.
            let compared = match (some, read) {
                (some, 0) => texts.fill(key, values(some)),
                (0, read) => texts.fill("dossier.tally.read", values(read)),
                (some, read) => {
                    let read = [("read", read.to_string())];
                    let both = values(some).into_iter().chain(read);
                    texts.fill("dossier.tally.written-and-read", both)
                }
            };
            let decided = match (count.decided.len(), count.open.len()) {
                (0, 0) if read > 0 => texts.text("dossier.tally.none-alike-read").to_owned(),
                (0, 0) => texts.text("dossier.tally.none-alike").to_owned(),
                (_, 0) => texts.text("dossier.tally.all-decided").to_owned(),
                (_, open) => texts.count("dossier.tally.undecided", open as u64),
            };
            format!("{compared} {decided}")
        }
    };
    let sentences = [who.as_str(), how.as_str(), compared.as_str()];
    let said: Vec<&str> = sentences
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
        .collect();
    said.join(" ")
}

fn by_sheet(texts: &Catalogue, exhibit: &Exhibit, count: &Count) -> ListTable {
    let number = |key: &str| ListColumn::number(texts.text(key));
    let head = vec![
        number("dossier.tally.sheet"),
        ListColumn::text(texts.text("dossier.tally.paper")),
        number("dossier.tally.rows"),
        number("dossier.tally.counted"),
        number("dossier.tally.again"),
        number("dossier.tally.unreadable"),
        number("dossier.tally.struck-out"),
        number("dossier.tally.empty"),
    ];
    let numbers = |sheet: &SheetCount| {
        [
            sheet.rows,
            sheet.counted,
            sheet.again,
            sheet.unreadable,
            sheet.struck_out,
            sheet.empty,
        ]
    };
    let mut rows = Vec::with_capacity(count.sheets.len() + 1);
    let mut sums = [0; 6];
    for sheet in &count.sheets {
        let paper = match sheet.page {
            Some((id, page)) => {
                let mut papers = (1..).zip(&exhibit.documents);
                let paper = papers.find(|(_, one)| one.id == id);
                // As the sheet before the exhibit has it.
                let called = |(n, one): (usize, &Document)| {
                    let number = || texts.fill("dossier.document", [("n", n.to_string())]);
                    one.title.clone().unwrap_or_else(number)
                };
                let paper = paper.map_or_else(String::new, called);
                let pages = count.sheets.iter().filter_map(|sheet| sheet.page);
                if pages.filter(|(other, _)| *other == id).count() > 1 {
                    let values = [("paper", paper), ("n", page.to_string())];
                    texts.fill("dossier.tally.paper-page", values)
                } else {
                    paper
                }
            }
            None => texts.text("dossier.tally.list").to_owned(),
        };
        let of = numbers(sheet);
        for (sum, number) in sums.iter_mut().zip(of) {
            *sum += number;
        }
        let name = match sheet.page {
            Some(_) => sheet.sheet.to_string(),
            None => String::new(),
        };
        let mut row = vec![name, paper];
        row.extend(of.iter().map(ToString::to_string));
        rows.push(row);
    }
    let mut sum = vec![String::new(), texts.text("dossier.tally.sum").to_owned()];
    sum.extend(sums.iter().map(ToString::to_string));
    rows.push(sum);
    ListTable {
        head,
        rows,
        has_sum: true,
    }
}

fn left_out(texts: &Catalogue, count: &Count) -> ListTable {
    let rows = count.left_out.iter();
    ListTable {
        head: vec![
            ListColumn::text(texts.text("dossier.tally.where")),
            ListColumn::text(texts.text("dossier.tally.why")),
        ],
        rows: rows
            .map(|one| vec![place(texts, one.at), why(texts, one)])
            .collect(),
        has_sum: false,
    }
}

/// "Sheet 3, row 7".
pub(crate) fn place(texts: &Catalogue, at: RowPlace) -> String {
    let row = ("row", at.row.to_string());
    match at.page {
        Some(_) => {
            let values = [("sheet", at.sheet.to_string()), row];
            texts.fill("dossier.tally.at", values)
        }
        None => texts.fill("dossier.tally.at-list", [row]),
    }
}

fn why(texts: &Catalogue, one: &LeftOut) -> String {
    match (one.same_as, one.mark) {
        (Some(other), _) => {
            let values = [("where", place(texts, other))];
            texts.fill("dossier.tally.same-as", values)
        }
        (None, EntryMark::StruckOut) => texts.text("dossier.tally.is-struck-out").to_owned(),
        (None, _) => texts.text("dossier.tally.is-unreadable").to_owned(),
    }
}
