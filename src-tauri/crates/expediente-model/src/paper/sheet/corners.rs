//! Where a sheet of paper is on a photo, and what shape it has.

use serde::{Deserialize, Serialize};

/// The four corners of a paper on a picture as it is held: upper left, upper right, lower right and
/// lower left, each across and down in ten-thousandths of the sides of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Corners(pub [[u16; 2]; 4]);

impl Corners {
    /// The parts of a side.
    pub const WHOLE: u16 = 10_000;

    /// The corners at these parts of the sides, from 0 to 1; the nearest ones of the picture.
    #[must_use]
    pub fn of_parts(parts: [(f64, f64); 4]) -> Self {
        let whole = f64::from(Self::WHOLE);
        // At most ten thousand.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let part = |value: f64| (value * whole).round().clamp(0.0, whole) as u16;
        Self(parts.map(|(x, y)| [part(x), part(y)]))
    }

    /// The corners in parts of the sides, from 0 to 1.
    #[must_use]
    pub fn parts(&self) -> [(f64, f64); 4] {
        let part = |value: u16| f64::from(value) / f64::from(Self::WHOLE);
        self.0.map(|[x, y]| (part(x), part(y)))
    }

    /// Whether a paper can have them: inside the picture, in order, without a dent, and a hundredth
    /// of the picture at least.
    #[must_use]
    pub fn are_possible(&self) -> bool {
        let inside = |[x, y]: [u16; 2]| x <= Self::WHOLE && y <= Self::WHOLE;
        let [a, b, c, d] = self.parts();
        let turns = [turn(a, b, c), turn(b, c, d), turn(c, d, a), turn(d, a, b)];
        let is_small = self.share() < 0.01;
        self.0.into_iter().all(inside) && turns.iter().all(|turn| *turn > 1e-4) && !is_small
    }

    /// The part of the picture that lies between them, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let [a, b, c, d] = self.parts();
        turn(a, b, c).midpoint(turn(c, d, a))
    }
}

/// How far a way turns to the right at its second point: twice the area between them.
fn turn((ax, ay): (f64, f64), (bx, by): (f64, f64), (cx, cy): (f64, f64)) -> f64 {
    (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
}

impl std::fmt::Display for Corners {
    /// `120,80 9840,60 9900,9950 90,9900`, as settings of derivatives have it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, [x, y]) in self.0.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{x},{y}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Corners {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "corners are four pairs of numbers from 0 to 10000, as in \
                             500,400 9500,420 9600,9700 450,9650";
        let corner = |word: &str| {
            let (x, y) = word.split_once(',')?;
            Some([x.parse().ok()?, y.parse().ok()?])
        };
        let all: Option<Vec<[u16; 2]>> = text.split_whitespace().map(corner).collect();
        let all = all
            .and_then(|all| <[_; 4]>::try_from(all).ok())
            .ok_or(WRONG)?;
        let corners = Self(all);
        if corners.are_possible() {
            Ok(corners)
        } else {
            Err(WRONG)
        }
    }
}

/// The shape of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum PaperShape {
    /// US letter.
    Letter,
    /// US legal.
    Legal,
    /// Oficio of 8.5 x 13 inches.
    Oficio,
    /// A4.
    A4,
    /// An identity card, bank card or driving licence (ISO/IEC 7810 ID-1).
    Card,
    /// None of these: as it is.
    Other,
}

impl PaperShape {
    /// The shapes with sides of their own.
    pub const KNOWN: [Self; 5] = [
        Self::Letter,
        Self::Legal,
        Self::Oficio,
        Self::A4,
        Self::Card,
    ];

    /// Its short and its long side in millimeters.
    #[must_use]
    pub fn sides(self) -> Option<(f64, f64)> {
        match self {
            Self::Letter => Some((215.9, 279.4)),
            Self::Legal => Some((215.9, 355.6)),
            Self::Oficio => Some((215.9, 330.2)),
            Self::A4 => Some((210.0, 297.0)),
            Self::Card => Some((53.98, 85.60)),
            Self::Other => None,
        }
    }

    /// Its word in settings and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Legal => "legal",
            Self::Oficio => "oficio",
            Self::A4 => "a4",
            Self::Card => "card",
            Self::Other => "other",
        }
    }

    /// The nearest known shape of a paper whose long side is so many times its short one, within
    /// four in a hundred.
    #[must_use]
    pub fn nearest(proportion: f64) -> Self {
        let off = |shape: &Self| {
            let (short, long) = shape.sides()?;
            Some((proportion / (long / short)).ln().abs())
        };
        let known = Self::KNOWN.into_iter();
        known
            .filter_map(|shape| Some((off(&shape)?, shape)))
            .filter(|(off, _)| *off <= 0.04)
            .min_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, shape)| shape)
            // Its proportion alone does not make a card, which is printed in its true size.
            .filter(|shape| *shape != Self::Card)
            .map_or(Self::Other, |shape| shape)
    }
}

/// Maps points of a sheet to points of the photo that shows it, and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection([[f64; 3]; 3]);

impl Projection {
    /// Maps the corners of a square with sides of 1 to these points.
    #[must_use]
    pub fn onto(corners: [(f64, f64); 4]) -> Self {
        // Heckbert, Fundamentals of Texture Mapping and Image Warping, 2.2.3.
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = corners;
        let (dx1, dx2, dx3) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        let (dy1, dy2, dy3) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        let whole = dx1 * dy2 - dx2 * dy1;
        let (g, h) = if whole.abs() < f64::EPSILON {
            (0.0, 0.0)
        } else {
            (
                (dx3 * dy2 - dx2 * dy3) / whole,
                (dx1 * dy3 - dx3 * dy1) / whole,
            )
        };
        Self([
            [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
            [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
            [g, h, 1.0],
        ])
    }

    /// The other way round.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        // Its scale does not matter, so the adjugate will do.
        Self([
            [e * i - f * h, c * h - b * i, b * f - c * e],
            [f * g - d * i, a * i - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ])
    }

    /// Where a point goes.
    #[must_use]
    pub fn map(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [one, two, three] = self.0.map(|[a, b, c]| a * x + b * y + c);
        (one / three, two / three)
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> [[f64; 3]; 3] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projection_meets_its_corners_and_comes_back() {
        let corners = [(0.1, 0.2), (0.9, 0.15), (0.95, 0.8), (0.05, 0.9)];
        let projection = Projection::onto(corners);
        let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        for (from, to) in square.into_iter().zip(corners) {
            let (x, y) = projection.map(from);
            assert!((x - to.0).hypot(y - to.1) < 1e-9);
            let (x, y) = projection.inverse().map(to);
            assert!((x - from.0).hypot(y - from.1) < 1e-9);
        }
    }

    /// A child, a window and a case from elsewhere can say anything.
    #[test]
    fn corners_of_no_sheet_are_refused() {
        let good = "1000,1000 9000,1200 8800,9000 1200,8800";
        let corners: Corners = good.parse().unwrap();
        assert_eq!(corners.to_string(), good);
        for wrong in [
            "",
            "1,1 2,2 3,3",
            // Twisted, the other way round, dented, tiny, outside.
            "1000,1000 8800,9000 9000,1200 1200,8800",
            "1000,1000 1200,8800 8800,9000 9000,1200",
            "1000,1000 9000,1200 2000,2000 1200,8800",
            "1000,1000 1100,1000 1100,1100 1000,1100",
            "1000,1000 10001,1200 8800,9000 1200,8800",
        ] {
            assert!(wrong.parse::<Corners>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn shapes_are_told_by_their_proportion() {
        for (proportion, shape) in [
            (279.4 / 215.9, PaperShape::Letter),
            (1.30, PaperShape::Letter),
            (1.40, PaperShape::A4),
            // A card, and also an oficio of Mexico.
            (1.58, PaperShape::Other),
            (1.65, PaperShape::Legal),
            (1.52, PaperShape::Oficio),
            (1.0, PaperShape::Other),
            (2.0, PaperShape::Other),
        ] {
            assert_eq!(PaperShape::nearest(proportion), shape, "{proportion}");
        }
    }
}
