//! Finds the sheet of paper on a photo.

use expediente_model::Corners;

use crate::raster::pixels::Pixels;
use crate::sheet::lines::Edges;
use crate::sheet::plane::Lab;
use crate::sheet::quad::Quad;
use crate::sheet::refine::{fit, refined};
use crate::sheet::score::Score;
use crate::sheet::silhouette;
use crate::sheet::surface::Surface;

/// The longest side of the picture on which sheets are looked for, and of that on which their edges
/// are found.
const COARSE: u32 = 400;
pub(crate) const FINE: u32 = 1400;

/// The least score of a sheet that is offered.
const OFFERED: f32 = 0.5;

/// The least part of a photo that a sheet beside another one is, and one that is cut out.
const SEEN: f32 = 0.03;
const CUT_OUT: f32 = 0.08;

/// Candidates that are fitted to the finer picture.
const FITTED: usize = 40;

/// How much of each side of a sheet that is offered is an edge on the finer picture. Of 143 made
/// photos of papers that were rightly found, fingers and shadows hid at most a fifth of a side.
const LEAST_FIT: f32 = 0.6;

/// How much of the rank of a sheet one must have that goes on where it ends.
const GOES_ON: f32 = 0.85;

/// How far outside of the photo a corner may be found, in parts of a side.
const OFF: f64 = 0.004;

/// A sheet that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    pub(crate) corners: Corners,
    pub(crate) score: Score,
    pub(crate) is_paper: bool,
}

/// The sheet on a photo that is held upright; none where none is seen, or where the photo is
/// nothing but the sheet.
pub(crate) fn sheet(pixels: &Pixels) -> Option<Sheet> {
    let found = best(pixels)?;
    let is_offered = found.is_paper && found.score.whole() >= OFFERED && !is_whole(&found.corners);
    is_offered.then_some(found)
}

/// The best candidate, however good it is.
fn best(pixels: &Pixels) -> Option<Sheet> {
    let sharp = Lab::of(pixels, COARSE);
    let coarse = sharp.blurred(1);
    let edges = Edges::of(&coarse);
    let mut quads = edges.quads();
    quads.extend(silhouette::quads(&coarse.blurred(1)));
    let flooded = silhouette::flooded(&edges);
    quads.extend(
        flooded
            .iter()
            .filter_map(|quad| refined(quad, &coarse, 14.0)),
    );
    quads.extend(flooded);
    // Seen from afar, a checked cloth has one color, and the sheet on it another.
    let far = sharp.blurred(7).blurred(7);
    let from_afar = silhouette::quads(&far).into_iter();
    quads.extend(from_afar.filter_map(|quad| refined(&quad, &coarse, 14.0)));
    let size = (sharp.width() as f32, sharp.height() as f32);
    let is_possible = |quad: &Quad| {
        let lengths = quad.lengths();
        let shortest = lengths.into_iter().fold(f32::MAX, f32::min);
        let longest = lengths.into_iter().fold(0.0, f32::max);
        let part = quad.area() / (size.0 * size.1);
        part > SEEN
            && longest < 5.0 * shortest
            && quad.cosines().iter().all(|cosine| cosine.abs() < 0.6)
    };
    let fine = Lab::of(pixels, FINE).blurred(1);
    let by = (fine.width() as f32 / size.0, fine.height() as f32 / size.1);
    let scored: Vec<(Quad, Score)> = quads
        .into_iter()
        .filter(is_possible)
        .map(|quad| {
            // Lines are a pixel or two off, which a side of some hundred pixels shows.
            let quad = refined(&quad, &coarse, 3.0).map_or(quad, |refined| refined);
            (quad, Score::of(&quad, &coarse, &edges))
        })
        .collect();
    let exact = fitted(&scored, &fine, by);
    let first = likeliest(exact.iter())?;
    let found = gone_on(first, &exact);
    if found.least_fit < LEAST_FIT {
        return None;
    }
    let Candidate {
        quad, exact, score, ..
    } = found;
    // Of two sheets, none is the one that is meant: cutting out one would lose the other. Two that
    // lie close make one quadrilateral, which goes on from the one to the other.
    let beside = |one: &Quad, other: &Quad, least: f32| {
        other.area() > least * quad.area() && !one.has(other.middle()) && !other.has(one.middle())
    };
    let others = scored.iter().filter(|(other, score)| {
        let is_beside = beside(&quad, other, 0.15) || beside(&first.quad, other, 0.3);
        score.whole() >= OFFERED && is_beside
    });
    let mut surfaces = others.filter_map(|(other, _)| Surface::of(other, &sharp));
    if surfaces.any(|surface| surface.is_paper()) {
        return None;
    }
    let is_paper = Surface::of(&quad, &sharp)?.is_whole_paper();
    let part = |value: f32, side: usize| f64::from((value + 0.5) / side as f32);
    let corners = exact
        .0
        .map(|(x, y)| (part(x, fine.width()), part(y, fine.height())));
    // What runs off the photo is seen in part: no corners of the whole sheet are on it.
    if corners
        .iter()
        .flat_map(|(x, y)| [x, y])
        .any(|part| !(-OFF..=1.0 + OFF).contains(part))
    {
        return None;
    }
    let corners = Corners::of_parts(corners);
    corners.are_possible().then_some(Sheet {
        corners,
        score,
        is_paper,
    })
}

/// A quadrilateral with what is seen along its sides.
#[derive(Clone, Copy)]
struct Candidate {
    quad: Quad,
    /// The same on the finer picture.
    exact: Quad,
    score: Score,
    /// The score, less where its sides are not the strongest edges there.
    rank: f32,
    /// How much of one of its sides is the strongest edge there.
    least_fit: f32,
}

/// The candidates with the best scores, fitted to the edges of the finer picture.
fn fitted(scored: &[(Quad, Score)], fine: &Lab, by: (f32, f32)) -> Vec<Candidate> {
    let mut best: Vec<(Quad, Score)> = Vec::with_capacity(FITTED);
    let large = scored.iter().filter(|(_, score)| score.part > CUT_OUT);
    let mut scored: Vec<(Quad, Score)> = large.copied().collect();
    scored.sort_by(|one, other| other.1.whole().total_cmp(&one.1.whole()));
    for (quad, score) in scored {
        if best.len() == FITTED {
            break;
        }
        if best.iter().all(|(had, _)| had.distance(&quad) > 2.0) {
            best.push((quad, score));
        }
    }
    let fitted = best.into_iter().map(|(quad, score)| {
        let start = quad.scaled(by);
        let exact = refined(&start, fine, 1.5 * by.0.max(1.0) + 1.0);
        let exact = exact.filter(|exact| exact.distance(&start) < 8.0 * by.0.max(1.0));
        let exact = exact.map_or(start, |exact| exact);
        let (mean, least) = fit(&exact, fine);
        Candidate {
            quad,
            exact,
            score,
            rank: score.whole() * mean * least.sqrt(),
            least_fit: least,
        }
    });
    fitted.collect()
}

/// The candidate with the best rank.
fn likeliest<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> Option<Candidate> {
    candidates
        .max_by(|one, other| one.rank.total_cmp(&other.rank))
        .copied()
}

/// A sheet has bands and boxes of its own that reach three of its edges; so one that ends where
/// this one ends on two corners, and goes on, is taken instead.
fn gone_on(mut best: Candidate, candidates: &[Candidate]) -> Candidate {
    loop {
        let goes_on = |other: &&Candidate| {
            let same = best.quad.0.into_iter().zip(other.quad.0);
            let near = same
                .filter(|(p, q)| (p.0 - q.0).hypot(p.1 - q.1) < 4.0)
                .count();
            let larger = other.score.part > best.score.part * 1.03;
            near >= 2 && larger && other.rank > GOES_ON * best.rank
        };
        match likeliest(candidates.iter().filter(goes_on)) {
            Some(larger) => best = larger,
            None => return best,
        }
    }
}

/// Whether the sheet is all of the photo, as on a scan: there is nothing to cut off.
fn is_whole(corners: &Corners) -> bool {
    let edge = Corners::WHOLE / 50;
    let near = |value: u16| value <= edge || value >= Corners::WHOLE - edge;
    corners.0.iter().flatten().all(|value| near(*value))
}
