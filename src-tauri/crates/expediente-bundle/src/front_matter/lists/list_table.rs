//! The tables of a list, and how wide their columns are.

use crate::front_matter::area::MARGIN;
use crate::front_matter::canvas::Align;
use crate::front_matter::fonts::{Face, Fonts};

/// Size of the words in tables.
pub(crate) const SMALL: f64 = 9.5;
const GAP: f64 = 12.0;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListTable {
    /// The headings of its columns.
    pub head: Vec<ListColumn>,
    /// Its rows, each with a cell for every column. A row of a single cell is a heading over those
    /// that follow.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row is the sum of the others.
    pub has_sum: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// Its heading.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Texts, which share the room that others leave.
    Texts,
    /// Numbers: as wide as they need, and set to the right.
    Numbers,
    /// Days: as wide as they need, so that no day breaks into lines.
    Days,
}

impl ListColumn {
    /// A column of texts.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            holds: Holds::Texts,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            holds: Holds::Numbers,
        }
    }

    /// A column of days.
    #[must_use]
    pub fn days(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            holds: Holds::Days,
        }
    }
}

/// A column in its position.
pub(crate) struct Column {
    /// Its left edge, or its right edge where it is set to the right.
    pub x: f64,
    pub width: f64,
    pub align: Align,
}

/// Numbers and days get the width that they need, up to a fifth of the table; texts share the rest.
pub(crate) fn columns(fonts: &Fonts, table: &ListTable, width: f64) -> Vec<Column> {
    let count = table.head.len();
    let rows = table.rows.iter().filter(|row| row.len() > 1 || count == 1);
    let wishes: Vec<Wish> = table
        .head
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let cells = rows.clone().filter_map(|row| row.get(at));
            Wish::of(fonts, &head.name, cells.map(String::as_str))
        })
        .collect();
    let fixed = |head: &ListColumn, wish: &Wish| match head.holds {
        Holds::Texts => None,
        Holds::Numbers | Holds::Days => Some(wish.whole.min(width / 5.0)),
    };
    let columns = || table.head.iter().zip(&wishes);
    let taken: f64 = columns().filter_map(|(head, wish)| fixed(head, wish)).sum();
    let texts = columns().filter(|(head, _)| head.holds == Holds::Texts);
    let texts: Vec<&Wish> = texts.map(|(_, wish)| wish).collect();
    let gaps = GAP * count.saturating_sub(1) as f64;
    let mut shared = share((width - gaps - taken).max(0.0), &texts).into_iter();
    let mut left = MARGIN;
    let mut placed = Vec::with_capacity(count);
    for (head, wish) in columns() {
        let wide = fixed(head, wish).or_else(|| shared.next());
        // Every column of texts has a share.
        let wide = wide.unwrap_or(wish.whole);
        let is_number = head.holds == Holds::Numbers;
        placed.push(Column {
            x: if is_number { left + wide } else { left },
            // What fits exactly must not break for a rounding.
            width: wide + 0.01,
            align: if is_number { Align::Right } else { Align::Left },
        });
        left += wide + GAP;
    }
    placed
}

/// The widths that the texts of a column ask for.
struct Wish {
    /// The longest word.
    least: f64,
    /// The longest text, on one line.
    whole: f64,
    /// The mean of the texts, on one line, but those that say nothing.
    usual: f64,
}

impl Wish {
    fn of<'t>(fonts: &Fonts, head: &str, cells: impl Iterator<Item = &'t str>) -> Self {
        let words = head.split_whitespace();
        let head = words.map(|word| fonts.width(Face::SmallCaps, SMALL, word));
        let head = head.fold(0.0, f64::max);
        let (mut least, mut whole) = (head, head);
        let (mut sum, mut filled) = (0.0, 0_usize);
        for cell in cells.filter(|cell| !cell.is_empty()) {
            // A sum is in bold.
            whole = whole.max(fonts.width(Face::Bold, SMALL, cell));
            for word in cell.split_whitespace() {
                least = least.max(fonts.width(Face::Bold, SMALL, word));
            }
            sum += fonts.width(Face::Regular, SMALL, cell);
            filled += 1;
        }
        let usual = (sum / filled.max(1) as f64).max(1.0);
        Self {
            least,
            whole,
            usual,
        }
    }
}

/// The widths of columns of texts that share a room, in their order.
///
/// A column that needs no more than an even share has all its texts on one line. The others share
/// what is left by the root of their usual widths: sentences break into lines anyway, and a few
/// words should not. None gets less than its longest word, where there is room for all of these.
fn share(room: f64, wishes: &[&Wish]) -> Vec<f64> {
    let mut widths = vec![0.0; wishes.len()];
    let mut left = room;
    let mut open: Vec<(&mut f64, &Wish)> = widths.iter_mut().zip(wishes.iter().copied()).collect();
    open.sort_by(|(_, one), (_, other)| other.whole.total_cmp(&one.whole));
    // The shortest is the last.
    while let Some((width, wish)) = open.pop() {
        if wish.whole > left / (open.len() + 1) as f64 {
            open.push((width, wish));
            break;
        }
        *width = wish.whole;
        left -= wish.whole;
    }
    let words: f64 = open.iter().map(|(_, wish)| wish.least).sum();
    let roots = |open: &[(&mut f64, &Wish)]| -> f64 {
        open.iter().map(|(_, wish)| wish.usual.sqrt()).sum()
    };
    if words <= left {
        loop {
            let each = left / roots(&open);
            let narrow = |(_, wish): &(&mut f64, &Wish)| each * wish.usual.sqrt() < wish.least;
            let Some(at) = open.iter().position(narrow) else {
                break;
            };
            let (width, wish) = open.remove(at);
            *width = wish.least;
            left -= wish.least;
        }
    }
    let each = left / roots(&open);
    for (width, wish) in open {
        *width = each * wish.usual.sqrt();
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(least: f64, whole: f64, usual: f64) -> Wish {
        Wish {
            least,
            whole,
            usual,
        }
    }

    fn shared(room: f64, wishes: &[Wish]) -> Vec<f64> {
        share(room, &wishes.iter().collect::<Vec<_>>())
    }

    #[test]
    fn what_fits_is_as_wide_as_it_needs() {
        let all = [wish(10.0, 290.0, 50.0), wish(5.0, 10.0, 10.0)];
        assert_eq!(shared(300.0, &all), [290.0, 10.0]);
        assert_eq!(shared(400.0, &all), [290.0, 10.0]);
        assert!(shared(300.0, &[]).is_empty());
    }

    #[test]
    fn a_short_column_does_not_break_beside_long_ones() {
        // A date between a caption of many lines, names and a place.
        let all = [
            wish(50.0, 2000.0, 900.0),
            wish(40.0, 400.0, 100.0),
            wish(30.0, 66.0, 60.0),
            wish(40.0, 90.0, 70.0),
        ];
        let widths = shared(400.0, &all);
        assert_eq!(widths[2], 66.0);
        assert_eq!(widths[3], 90.0);
        // 244 points by the roots 30 and 10.
        assert_eq!(widths[..2], [183.0, 61.0]);
    }

    #[test]
    fn a_long_word_has_room() {
        let all = [wish(80.0, 3000.0, 2500.0), wish(120.0, 250.0, 100.0)];
        assert_eq!(shared(300.0, &all), [180.0, 120.0]);
        // Where the words alone are too wide, all are shared.
        let all = [wish(200.0, 400.0, 400.0), wish(300.0, 400.0, 400.0)];
        assert_eq!(shared(300.0, &all), [150.0, 150.0]);
    }
}
