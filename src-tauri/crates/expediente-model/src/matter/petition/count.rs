//! Counts the signatures of a petition.

use crate::matter::exhibit::{Document, Exhibit, ExhibitKind};
use crate::matter::id::DocumentId;
use crate::matter::petition::row::{EntryMark, Sameness, SheetRow};
use crate::matter::petition::same::{Likeness, Pair, join, pair_key, pairs, root};

/// Where a row is. The sheets of an exhibit count from 1 in the order of its papers and pages; a
/// list that came without sheets has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// Its document and page, counted from 1; none in a list without sheets.
    pub page: Option<(DocumentId, u32)>,
    /// Its sheet, counted from 1; 0 in a list without sheets.
    pub sheet: usize,
    /// Its position on the sheet, counted from 1.
    pub row: usize,
}

/// A sheet, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCount {
    /// Its number among the sheets, counted from 1; 0 for a list without sheets.
    pub sheet: usize,
    /// Its document and page, counted from 1; none for a list without sheets.
    pub page: Option<(DocumentId, u32)>,
    /// Rows that hold something or nothing.
    pub rows: usize,
    /// Signatures that count.
    pub counted: usize,
    /// Signatures whose name cannot be read.
    pub unreadable: usize,
    /// Rows that were struck out.
    pub struck_out: usize,
    /// Empty rows.
    pub empty: usize,
    /// Entries of people who were counted before.
    pub again: usize,
}

/// The signatures of an exhibit, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its sheets in order; a list without sheets comes last.
    pub sheets: Vec<SheetCount>,
    /// Every row that is left out, with what it holds; an entry of somebody who was counted before
    /// is signed.
    pub left_out: Vec<LeftOut>,
    /// Pairs that nobody decided about.
    pub open: Vec<(RowPlace, RowPlace, Pair)>,
    /// Pairs that somebody decided about.
    pub decided: Vec<(RowPlace, RowPlace, Sameness)>,
    /// Sheets that nobody counted, while others were.
    pub uncounted: usize,
}

/// Two entries of an exhibit that may be of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPair<'e> {
    /// The key under which a decision about them is kept.
    pub key: String,
    /// What they have in common.
    pub like: Likeness,
    /// The earlier entry with its place.
    pub first: (RowPlace, &'e SheetRow),
    /// The later one.
    pub second: (RowPlace, &'e SheetRow),
    /// What somebody decided.
    pub decided: Option<Sameness>,
}

/// A row that is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it is.
    pub at: RowPlace,
    /// What it holds.
    pub mark: EntryMark,
    /// The entry of the same person that is counted.
    pub same_as: Option<RowPlace>,
}

impl Count {
    /// Whether it is of a list of names alone: no sheet was counted.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.sheets.iter().all(|sheet| sheet.page.is_none())
    }

    /// Signatures that count.
    #[must_use]
    pub fn total(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.counted).sum()
    }
}

impl Exhibit {
    /// Every row with its place: of the sheets in order, otherwise of a list without sheets. Sheets
    /// are the pages of its papers that are shown, which `pages` tells, whether they were counted
    /// or not: so a sheet has one number whatever is counted.
    #[must_use]
    pub fn rows(&self, pages: &dyn Fn(&Document) -> Vec<u32>) -> Vec<(RowPlace, &SheetRow)> {
        let mut all = Vec::new();
        for (sheet, (document, page)) in (1..).zip(self.sheets(pages)) {
            let rows = document.rows.get(&page).into_iter().flatten();
            all.extend(rows.enumerate().map(|(at, row)| {
                let place = RowPlace {
                    page: Some((document.id, page)),
                    sheet,
                    row: at + 1,
                };
                (place, row)
            }));
        }
        // Once sheets are counted, the list has done its work: added to them, everybody would count
        // twice.
        if all.is_empty() {
            let listed = self.tally.iter().flat_map(|tally| &tally.listed);
            all.extend(listed.enumerate().map(|(at, row)| {
                let place = RowPlace {
                    page: None,
                    sheet: 0,
                    row: at + 1,
                };
                (place, row)
            }));
        }
        all
    }

    /// The pages of its papers that are shown, in the order of each paper.
    pub fn sheets<'e>(&'e self, pages: &dyn Fn(&Document) -> Vec<u32>) -> Vec<(&'e Document, u32)> {
        let papers = self.documents.iter().filter(|one| one.role.is_paper());
        let sheets = papers.flat_map(|document| {
            let mut shown = pages(document);
            shown.sort_unstable();
            shown.dedup();
            shown.into_iter().map(move |page| (document, page))
        });
        sheets.collect()
    }

    /// The pairs among its signed entries that may be of one person, as [`pairs`] finds them. A row
    /// that is struck out, unreadable or empty is compared with nobody.
    #[must_use]
    pub fn entry_pairs(&self, pages: &dyn Fn(&Document) -> Vec<u32>) -> Vec<EntryPair<'_>> {
        self.pairs_of(&signed(&self.rows(pages)))
            .into_iter()
            .map(|(_, pair)| pair)
            .collect()
    }

    /// The pairs among signed entries, with the positions of their entries.
    fn pairs_of<'e>(&self, signed: &[(RowPlace, &'e SheetRow)]) -> Vec<(Pair, EntryPair<'e>)> {
        let entries: Vec<&SheetRow> = signed.iter().map(|(_, row)| *row).collect();
        let at = |at: usize| {
            let (place, row) = signed.get(at)?;
            Some(((place.sheet, place.row), *row))
        };
        let decided = |first, second| {
            let key = pair_key(at(first)?, at(second)?);
            self.tally.as_ref()?.decided.get(&key).copied()
        };
        let found = pairs(&entries, &decided).into_iter().filter_map(|pair| {
            let (first, second) = (*signed.get(pair.first)?, *signed.get(pair.second)?);
            let key = pair_key(at(pair.first)?, at(pair.second)?);
            let decided = decided(pair.first, pair.second);
            let like = pair.like;
            Some((
                pair,
                EntryPair {
                    key,
                    like,
                    first,
                    second,
                    decided,
                },
            ))
        });
        found.collect()
    }

    /// The count of its signatures; none where nobody began to count, or it is no petition.
    ///
    /// A signature counts once for each person, as far as somebody decided that two entries are of
    /// one person: then the later one is left out. Unreadable, struck-out and empty rows do not
    /// count.
    #[must_use]
    pub fn count(&self, pages: &dyn Fn(&Document) -> Vec<u32>) -> Option<Count> {
        let all = self.rows(pages);
        if all.is_empty() || self.kind.is_some_and(|kind| kind != ExhibitKind::Petition) {
            return None;
        }
        let has_sheets = all.iter().any(|(place, _)| place.page.is_some());
        let uncounted = if has_sheets {
            let sheets = self.sheets(pages).into_iter();
            sheets
                .filter(|(document, page)| !document.rows.contains_key(page))
                .count()
        } else {
            0
        };
        let signed = signed(&all);
        // The entry that each one is another entry of; its own position where it is the first.
        let mut first_of: Vec<usize> = (0..signed.len()).collect();
        let mut open = Vec::new();
        let mut decided = Vec::new();
        for (at, pair) in self.pairs_of(&signed) {
            match pair.decided {
                None => open.push((pair.first.0, pair.second.0, at)),
                Some(said) => {
                    decided.push((pair.first.0, pair.second.0, said));
                    if said == Sameness::OnePerson {
                        join(&mut first_of, at.first, at.second);
                    }
                }
            }
        }
        let mut left_out = Vec::new();
        for (at, (place, row)) in signed.iter().enumerate() {
            let first = root(&first_of, at);
            if first != at {
                let same_as = signed.get(first).map(|(place, _)| *place);
                left_out.push(LeftOut {
                    at: *place,
                    mark: row.mark,
                    same_as,
                });
            }
        }
        let others = all
            .iter()
            .filter(|(_, row)| !matches!(row.mark, EntryMark::Signed | EntryMark::Empty));
        left_out.extend(others.map(|(place, row)| LeftOut {
            at: *place,
            mark: row.mark,
            same_as: None,
        }));
        left_out.sort_by_key(|one| (one.at.sheet == 0, one.at.sheet, one.at.row));
        Some(Count {
            sheets: sheets(&all, &left_out),
            left_out,
            open,
            decided,
            uncounted,
        })
    }
}

/// The rows that are signed.
fn signed<'e>(rows: &[(RowPlace, &'e SheetRow)]) -> Vec<(RowPlace, &'e SheetRow)> {
    let rows = rows.iter().copied();
    rows.filter(|(_, row)| row.mark == EntryMark::Signed)
        .collect()
}

fn sheets(all: &[(RowPlace, &SheetRow)], left_out: &[LeftOut]) -> Vec<SheetCount> {
    let mut sheets: Vec<(usize, SheetCount)> = Vec::new();
    for (place, row) in all {
        if sheets.last().is_none_or(|(sheet, _)| *sheet != place.sheet) {
            let none = SheetCount {
                sheet: place.sheet,
                page: place.page,
                rows: 0,
                counted: 0,
                unreadable: 0,
                struck_out: 0,
                empty: 0,
                again: 0,
            };
            sheets.push((place.sheet, none));
        }
        let Some((_, sheet)) = sheets.last_mut() else {
            continue;
        };
        sheet.rows += 1;
        let is_again = || left_out.iter().any(|one| one.at == *place);
        let number = match row.mark {
            EntryMark::Signed if is_again() => &mut sheet.again,
            EntryMark::Signed => &mut sheet.counted,
            EntryMark::Unreadable => &mut sheet.unreadable,
            EntryMark::StruckOut => &mut sheet.struck_out,
            EntryMark::Empty => &mut sheet.empty,
        };
        *number += 1;
    }
    sheets.into_iter().map(|(_, sheet)| sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::id::ExhibitId;
    use crate::matter::petition::row::Tally;
    use crate::paper::digest::Digest;

    fn signed(name: &str, number: &str) -> SheetRow {
        SheetRow {
            name: Some(name.to_owned()),
            number: Some(number.to_owned()),
            ..SheetRow::of(EntryMark::Signed)
        }
    }

    /// Each paper has one page, and it is shown.
    fn pages(_: &Document) -> Vec<u32> {
        vec![1]
    }

    /// Two sheets: five rows each, by hand: of ten rows one is struck out, one unreadable, one
    /// empty, and one is signed again by somebody who was counted.
    fn petition() -> Exhibit {
        let mut exhibit = Exhibit::new(ExhibitId(1), "Petición");
        let mut first = Document::new(DocumentId(2), Digest::of(b"1"));
        first.rows.insert(
            1,
            vec![
                signed("Rosa Prado", "V-1.111.111"),
                signed("José Núñez", "V-2.222.222"),
                SheetRow::of(EntryMark::StruckOut),
                signed("Ana Gil", "V-3.333.333"),
                SheetRow::of(EntryMark::Unreadable),
            ],
        );
        let mut second = Document::new(DocumentId(3), Digest::of(b"2"));
        second.rows.insert(
            1,
            vec![
                signed("Luis Mora", "V-4.444.444"),
                signed("Prado Rosa", "1111111"),
                signed("Ana Gil", "V-5.555.555"),
                signed("Eva Sol", "V-6.666.666"),
                SheetRow::of(EntryMark::Empty),
            ],
        );
        exhibit.documents = vec![first, second];
        exhibit
    }

    fn decide(exhibit: &mut Exhibit, first: (usize, usize), second: (usize, usize), is: Sameness) {
        let key = {
            let rows = exhibit.rows(&pages);
            let row = |(sheet, at): (usize, usize)| {
                let found = rows
                    .iter()
                    .find(|(place, _)| (place.sheet, place.row) == (sheet, at));
                ((sheet, at), found.unwrap().1)
            };
            pair_key(row(first), row(second))
        };
        let tally = exhibit.tally.get_or_insert_with(Box::<Tally>::default);
        tally.decided.insert(key, is);
    }

    #[test]
    fn a_person_counts_once_when_somebody_has_said_so() {
        let mut exhibit = petition();
        let before = exhibit.count(&pages).unwrap();
        assert_eq!(before.total(), 7);
        assert_eq!(before.open.len(), 2, "Rosa by her number, Ana by her name");
        decide(&mut exhibit, (1, 1), (2, 2), Sameness::OnePerson);
        decide(&mut exhibit, (1, 4), (2, 3), Sameness::TwoPeople);
        let count = exhibit.count(&pages).unwrap();
        assert_eq!(count.total(), 6);
        assert!(count.open.is_empty());
        let second = count.sheets.get(1).unwrap();
        assert_eq!((second.counted, second.again, second.empty), (3, 1, 1));
        let again: Vec<(usize, usize)> = count
            .left_out
            .iter()
            .map(|one| (one.at.sheet, one.at.row))
            .collect();
        assert_eq!(again, [(1, 3), (1, 5), (2, 2)]);
    }

    /// Who signed three times is counted once, not twice.
    #[test]
    fn three_entries_of_one_person_count_once() {
        let mut exhibit = petition();
        exhibit.documents[1].rows.get_mut(&1).unwrap()[4] = signed("Rosa Prado", "V-1.111.111");
        decide(&mut exhibit, (1, 1), (2, 2), Sameness::OnePerson);
        decide(&mut exhibit, (2, 2), (2, 5), Sameness::OnePerson);
        assert_eq!(exhibit.count(&pages).unwrap().total(), 6);
    }

    /// Who struck out a row and signed again on another is there once: nothing has to be decided,
    /// and the row is told as struck out, not as one that counts with another.
    #[test]
    fn a_row_that_is_struck_out_is_compared_with_nobody() {
        let mut exhibit = petition();
        let struck_out = SheetRow {
            mark: EntryMark::StruckOut,
            ..signed("Rosa Prado", "V-1.111.111")
        };
        exhibit.documents[1].rows.insert(1, vec![struck_out]);
        let count = exhibit.count(&pages).unwrap();
        assert!(count.open.is_empty(), "{:?}", count.open);
        let told = count.left_out.iter().filter(|one| one.at.sheet == 2);
        let told: Vec<_> = told.map(|one| (one.mark, one.same_as)).collect();
        assert_eq!(told, [(EntryMark::StruckOut, None)]);
    }

    /// The pairs that are shown are those that are counted, and can be decided: a row that is struck
    /// out between two of them does not part them.
    #[test]
    fn a_row_that_is_struck_out_parts_no_pair() {
        let mut exhibit = petition();
        let rows = exhibit.documents[1].rows.get_mut(&1).unwrap();
        rows[0] = SheetRow {
            mark: EntryMark::StruckOut,
            ..signed("Luz Rey", "V-1.111.111")
        };
        let shown = exhibit.entry_pairs(&pages);
        let at = |(place, _): (RowPlace, &SheetRow)| (place.sheet, place.row);
        let pairs = shown.iter().map(|one| (at(one.first), at(one.second)));
        assert_eq!(
            pairs.collect::<Vec<_>>(),
            [((1, 1), (2, 2)), ((1, 4), (2, 3))]
        );
        let rosa = shown[0].key.clone();
        let tally = exhibit.tally.get_or_insert_with(Box::<Tally>::default);
        tally.decided.insert(rosa, Sameness::OnePerson);
        assert_eq!(exhibit.count(&pages).unwrap().open.len(), 1);
    }

    /// A list that was read before the sheets were counted would count everybody twice.
    #[test]
    fn a_list_is_not_added_to_sheets() {
        let mut exhibit = petition();
        exhibit.tally = Some(Box::new(Tally {
            listed: vec![signed("Rosa Prado", "V-1.111.111"); 3],
            ..Tally::default()
        }));
        assert_eq!(exhibit.count(&pages).unwrap().total(), 7);
    }

    /// A sheet that is taken back keeps its number free: the next one is still sheet 2.
    #[test]
    fn sheets_keep_their_numbers() {
        let mut exhibit = petition();
        exhibit.documents[0].rows.clear();
        let count = exhibit.count(&pages).unwrap();
        assert_eq!((count.uncounted, count.total()), (1, 4));
        assert!(
            exhibit
                .rows(&pages)
                .iter()
                .all(|(place, _)| place.sheet == 2)
        );
        // What is left out of the dossier is not counted.
        assert_eq!(
            petition()
                .count(&|one| vec![1; usize::from(one.id.0 == 2)])
                .unwrap()
                .total(),
            3
        );
        // Rows of a paper that is no petition are not signatures.
        exhibit.kind = Some(ExhibitKind::Certificate);
        assert_eq!(exhibit.count(&pages), None);
    }

    #[test]
    fn what_nobody_counted_has_no_count() {
        assert_eq!(Exhibit::new(ExhibitId(1), "Petición").count(&pages), None);
    }
}
