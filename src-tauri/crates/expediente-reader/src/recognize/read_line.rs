//! Reads the letters of a line: the model gives for each eighth pixel of the line how likely each
//! letter stands there; the likeliest of each place, without repetitions, are the text (CTC).

use expediente_model::{ReadLine, ReadWord};
use rten::{Model, RunOptions};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use crate::recognize::crop::{Gray, Tilted};

/// Pixels from top to bottom of a line.
const HEIGHT: usize = 48;
/// The longest line in pixels; a longer one is squeezed.
const LONGEST: usize = 3200;
/// A line of fewer is widened, because the model was trained on none.
const SHORTEST: usize = 48;
/// Where the baseline is between the top and the foot of a line as it is found.
const BASELINE: f32 = 0.74;
/// The size of letters, as fonts count it, to the height of a line as it is found.
const SIZE: f32 = 0.80;

/// A letter with its place in the line, from 0 to 1.
struct Letter {
    letter: char,
    at: f32,
    likely: f32,
}

/// The words of a line; nothing where the model cannot be run.
pub(super) fn read(
    (model, options): (&Model, &RunOptions),
    letters: &[char],
    picture: &Gray<'_>,
    place: &Tilted,
) -> Option<Option<ReadLine>> {
    let width = width_of(place);
    let part = picture.part(place, width, HEIGHT);
    let plane = part.iter().map(|value| value / 127.5 - 1.0);
    let input: Vec<f32> = plane.clone().chain(plane.clone()).chain(plane).collect();
    let input = NdTensor::from_data([1, 3, HEIGHT, width], input);
    let output = model
        .run_one(input.view().into(), Some(options.clone()))
        .ok()?;
    let scores: NdTensor<f32, 3> = output.try_into().ok()?;
    let found = decoded(&scores, letters)?;
    let dark = darkness(&part, width);
    Some(line(place, &spaced(found, &dark), &dark))
}

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of some thousand pixels"
)]
fn width_of(place: &Tilted) -> usize {
    let wide = place.width / place.height * HEIGHT as f32;
    (wide.round() as usize)
        .clamp(SHORTEST, LONGEST)
        .next_multiple_of(8)
}

/// The letters of scores; nothing where the model knows other letters.
#[allow(clippy::cast_precision_loss, reason = "some hundred places")]
fn decoded(scores: &NdTensor<f32, 3>, letters: &[char]) -> Option<Vec<Letter>> {
    let [1, places, classes] = scores.shape() else {
        return None;
    };
    // Nothing is a class of its own.
    if classes != letters.len() + 1 {
        return None;
    }
    let mut found: Vec<Letter> = Vec::new();
    let mut before = 0;
    for place in 0..places {
        let row = scores.slice((0, place));
        let (class, likely) = row
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(class, likely)| (class, *likely))?;
        let at = (place as f32 + 0.5) / places as f32;
        if class > 0 && class != before {
            let letter = *letters.get(class - 1)?;
            found.push(Letter { letter, at, likely });
        } else if class > 0
            && let Some(last) = found.last_mut()
        {
            last.likely = last.likely.max(likely);
        }
        before = class;
    }
    Some(found)
}

/// How much darker each column of a line is than its paper, from 0 to 1.
fn darkness(part: &[f32], width: usize) -> Vec<f32> {
    let mut columns = vec![255.0f32; width];
    // Without the rows of the lines above and below.
    for row in part
        .chunks_exact(width)
        .skip(HEIGHT / 8)
        .take(HEIGHT * 3 / 4)
    {
        for (column, value) in columns.iter_mut().zip(row) {
            *column = column.min(*value);
        }
    }
    let mut sorted: Vec<f32> = part.to_vec();
    sorted.sort_by(f32::total_cmp);
    let share = |part: usize| sorted.get(sorted.len() * part / 100).map_or(0.0, |v| *v);
    let (ink, paper) = (share(3), share(80));
    let depth = (paper - ink).max(1.0);
    columns
        .into_iter()
        .map(|value| ((paper - value) / depth).clamp(0.0, 1.0))
        .collect()
}

/// Columns without ink between two letters that are a space: a fifth of the size of letters, which
/// no two letters of a word are apart.
const SPACE: usize = 8;
/// How dark a column is that has ink.
const INK: f32 = 0.35;

/// The letters with spaces where the model gave none and there is room for one: it was trained on
/// a script without them.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some thousand columns"
)]
fn spaced(found: Vec<Letter>, dark: &[f32]) -> Vec<Letter> {
    let column = |at: f32| (at * dark.len() as f32) as usize;
    let room = |from: f32, to: f32| {
        let between = dark.get(column(from)..column(to)).unwrap_or_default();
        let runs = between.split(|dark| *dark > INK).map(<[f32]>::len);
        runs.max().is_some_and(|longest| longest >= SPACE)
    };
    let mut out: Vec<Letter> = Vec::with_capacity(found.len());
    for letter in found {
        if let Some(last) = out.last()
            && last.letter != ' '
            && letter.letter != ' '
            && room(last.at, letter.at)
        {
            let at = f32::midpoint(last.at, letter.at);
            out.push(Letter {
                letter: ' ',
                at,
                likely: 1.0,
            });
        }
        out.push(letter);
    }
    out
}

/// A line with its words where their ink is.
fn line(place: &Tilted, found: &[Letter], dark: &[f32]) -> Option<ReadLine> {
    let mut words: Vec<&[Letter]> = Vec::new();
    for word in found.split(|letter| letter.letter == ' ') {
        if !word.is_empty() {
            words.push(word);
        }
    }
    let middle = |a: Option<&&[Letter]>, b: Option<&&[Letter]>| {
        let (a, b) = (a?.last()?, b?.first()?);
        Some(f32::midpoint(a.at, b.at))
    };
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let from = middle(before, Some(word)).map_or(0.0, |from| from);
        let to = middle(Some(word), words.get(at + 1)).map_or(1.0, |to| to);
        let (first, last) = (word.first()?, word.last()?);
        let (from, to) = inked(dark, (from, to), (first.at, last.at));
        let likely: f32 = word.iter().map(|letter| letter.likely).sum();
        #[allow(clippy::cast_precision_loss, reason = "letters of a word")]
        let sure = likely / word.len() as f32 * 100.0;
        // From 0 to 100.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let sure = sure.clamp(0.0, 100.0).round() as u8;
        out.push(ReadWord {
            text: word.iter().map(|letter| letter.letter).collect(),
            from: from * place.width,
            to: to * place.width,
            sure,
        });
    }
    if out.is_empty() {
        return None;
    }
    let (x, y) = place.at(0.0, BASELINE * place.height);
    Some(ReadLine {
        x,
        y,
        angle: place.angle.to_degrees(),
        size: SIZE * place.height,
        words: out,
    })
}

/// The part of a range of a line that has ink, around the middles of its first and last letter.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some thousand columns"
)]
fn inked(dark: &[f32], (from, to): (f32, f32), (first, last): (f32, f32)) -> (f32, f32) {
    let count = dark.len() as f32;
    let column = |at: f32| (at * count).clamp(0.0, count - 1.0) as usize;
    let is_ink = |at: &usize| dark.get(*at).is_some_and(|dark| *dark > INK);
    let begin = (column(from)..=column(first)).find(is_ink);
    let end = (column(last)..=column(to)).rev().find(is_ink);
    let begin = begin.map_or(first, |at| at as f32 / count);
    let end = end.map_or(last, |at| (at + 1) as f32 / count);
    // A word has some width.
    (begin, end.max(begin + 1.0 / count))
}
