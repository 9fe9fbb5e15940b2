//! Long strokes through a row.

use crate::rows::band::Ink;
use crate::rows::columns::Columns;

/// Pixels side by side that are one step of a stroke: it rises or falls by a pixel at most.
const STEP: usize = 4;
/// Steps that a stroke may leave out, as where the pen skips.
const SKIPPED: u16 = 2;
/// Where in the row strokes are looked for, in parts of its height.
const FROM: f32 = 0.2;
const TO: f32 = 0.86;
/// The part of the columns in which people write that a stroke takes.
const LONG: f32 = 0.5;

/// The longest stroke in a row, in parts of the columns in which people write.
pub(crate) fn longest(row: &Ink, columns: &Columns) -> f32 {
    // Parts of the height.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let at = |part: f32| (row.height as f32 * part) as usize;
    let (from, to) = (at(FROM), at(TO).max(at(FROM) + 1));
    let count = to - from;
    // For each height, the steps of the longest stroke that ends there, and those it left out.
    let mut ends: Vec<(u16, u16)> = vec![(0, 0); count];
    let (mut best, mut steps) = (0, 0_u16);
    for cell in &columns.written {
        for u in cell.clone().step_by(STEP).filter(|u| u + STEP <= cell.end) {
            steps += 1;
            let mut next = Vec::with_capacity(count);
            for v in 0..count {
                let around = ends
                    .iter()
                    .skip(v.saturating_sub(1))
                    .take(if v == 0 { 2 } else { 3 });
                let had = around.max_by_key(|(length, skipped)| (*length, u16::MAX - skipped));
                let (length, skipped) = had.copied().map_or((0, 0), |had| had);
                let dark = (u..u + STEP).filter(|u| row.at(*u, from + v)).count();
                next.push(if 2 * dark >= STEP {
                    (length + 1, 0)
                } else if skipped < SKIPPED {
                    (length, skipped + 1)
                } else {
                    (0, 0)
                });
            }
            ends = next;
            let longest = ends.iter().map(|(length, _)| *length).max();
            best = longest.map_or(best, |longest| best.max(longest));
        }
    }
    f32::from(best) / f32::from(steps.max(1))
}

/// Whether a stroke of this length strikes out what is in the row.
pub(crate) fn is_struck(length: f32) -> bool {
    length >= LONG
}
