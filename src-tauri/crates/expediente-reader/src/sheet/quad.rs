//! Quadrilaterals.

/// A point of a picture, in pixels whose centers are at whole numbers.
pub(crate) type Point = (f32, f32);

/// Four corners: upper left, upper right, lower right, lower left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quad(pub(crate) [Point; 4]);

impl Quad {
    /// The quadrilateral of four points in any order, so that its corners are named as a reader of
    /// the upright picture names them; none if they make none without a dent.
    pub(crate) fn of(points: [Point; 4]) -> Option<Self> {
        let sum = |part: fn(&Point) -> f32| points.iter().map(part).sum::<f32>() / 4.0;
        let (x, y) = (sum(|p| p.0), sum(|p| p.1));
        let mut around = points;
        // Clockwise on a picture, whose second axis points down.
        around.sort_by(|one, other| {
            let angle = |p: &Point| (p.1 - y).atan2(p.0 - x);
            angle(one).total_cmp(&angle(other))
        });
        // The upper left corner is the one whose side to the next goes right the most.
        let [a, b, c, d] = around;
        let turned = [[a, b, c, d], [b, c, d, a], [c, d, a, b], [d, a, b, c]];
        let goes_right = |[from, to, ..]: &[Point; 4]| {
            let (across, down) = (to.0 - from.0, to.1 - from.1);
            across / across.hypot(down).max(f32::MIN_POSITIVE)
        };
        let first = turned
            .into_iter()
            .max_by(|one, other| goes_right(one).total_cmp(&goes_right(other)))?;
        let quad = Self(first);
        quad.is_convex().then_some(quad)
    }

    /// Its sides in order: upper, right, lower, left.
    pub(crate) fn sides(&self) -> [(Point, Point); 4] {
        let [a, b, c, d] = self.0;
        [(a, b), (b, c), (c, d), (d, a)]
    }

    fn is_convex(&self) -> bool {
        let [a, b, c, d] = self.0;
        [(a, b, c), (b, c, d), (c, d, a), (d, a, b)]
            .into_iter()
            .all(|(p, q, r)| (q.0 - p.0) * (r.1 - q.1) - (q.1 - p.1) * (r.0 - q.0) > 0.0)
    }

    /// The point between its corners.
    pub(crate) fn middle(&self) -> Point {
        let sum = self
            .0
            .iter()
            .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
        (sum.0 / 4.0, sum.1 / 4.0)
    }

    /// Whether a point lies inside.
    pub(crate) fn has(&self, (x, y): Point) -> bool {
        let side =
            |((ax, ay), (bx, by)): (Point, Point)| (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        let sides = self.sides().map(side);
        sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
    }

    pub(crate) fn area(&self) -> f32 {
        let sides = self.sides().into_iter();
        sides.map(|(p, q)| p.0 * q.1 - q.0 * p.1).sum::<f32>() / 2.0
    }

    /// The lengths of its sides.
    pub(crate) fn lengths(&self) -> [f32; 4] {
        self.sides().map(|(p, q)| (q.0 - p.0).hypot(q.1 - p.1))
    }

    /// The cosines of its angles, which are nought where they are right.
    pub(crate) fn cosines(&self) -> [f32; 4] {
        let [a, b, c, d] = self.0;
        [(d, a, b), (a, b, c), (b, c, d), (c, d, a)].map(|(p, q, r)| {
            let (one, other) = ((p.0 - q.0, p.1 - q.1), (r.0 - q.0, r.1 - q.1));
            let length = one.0.hypot(one.1) * other.0.hypot(other.1);
            (one.0 * other.0 + one.1 * other.1) / length.max(f32::MIN_POSITIVE)
        })
    }

    /// In another picture of the same, `by` times as large.
    pub(crate) fn scaled(&self, by: (f32, f32)) -> Self {
        // The center of the first pixel is half a pixel from the edge.
        let part = |value: f32, by: f32| (value + 0.5) * by - 0.5;
        Self(self.0.map(|(x, y)| (part(x, by.0), part(y, by.1))))
    }

    /// The greatest distance between corners of the two.
    pub(crate) fn distance(&self, other: &Self) -> f32 {
        let corners = self.0.into_iter().zip(other.0);
        let far = corners.map(|(p, q)| (p.0 - q.0).hypot(p.1 - q.1));
        far.fold(0.0, f32::max)
    }
}

/// A straight line: the points whose distance along its normal is `offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Line {
    /// The direction of its normal.
    pub(crate) normal: (f32, f32),
    pub(crate) offset: f32,
}

impl Line {
    /// Where two lines meet; none where they are nearly parallel.
    pub(crate) fn meets(&self, other: &Self) -> Option<Point> {
        let ((a, b), (c, d)) = (self.normal, other.normal);
        let whole = a * d - b * c;
        if whole.abs() < 0.2 {
            return None;
        }
        Some((
            (self.offset * d - other.offset * b) / whole,
            (a * other.offset - c * self.offset) / whole,
        ))
    }

    /// The line that is nearest to these points, each of which counts by its weight (total least
    /// squares).
    pub(crate) fn through(points: &[(Point, f32)]) -> Option<Self> {
        let all: f32 = points.iter().map(|(_, weight)| weight).sum();
        if points.len() < 2 || all <= 0.0 {
            return None;
        }
        let mean = |part: fn(&Point) -> f32| {
            points
                .iter()
                .map(|(p, weight)| part(p) * weight)
                .sum::<f32>()
                / all
        };
        let (x, y) = (mean(|p| p.0), mean(|p| p.1));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (point, weight) in points {
            let (dx, dy) = (point.0 - x, point.1 - y);
            xx += weight * dx * dx;
            xy += weight * dx * dy;
            yy += weight * dy * dy;
        }
        let along = (2.0 * xy).atan2(xx - yy) / 2.0;
        let normal = (-along.sin(), along.cos());
        Some(Self {
            normal,
            offset: normal.0 * x + normal.1 * y,
        })
    }

    pub(crate) fn distance(&self, point: Point) -> f32 {
        (point.0 * self.normal.0 + point.1 * self.normal.1 - self.offset).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_have_their_names_whatever_their_order() {
        let upright = Quad([(10.0, 12.0), (90.0, 8.0), (95.0, 140.0), (5.0, 130.0)]);
        let [a, b, c, d] = upright.0;
        for points in [[a, b, c, d], [c, a, d, b], [d, c, b, a]] {
            assert_eq!(Quad::of(points), Some(upright));
        }
        let dented = [(0.0, 0.0), (10.0, 0.0), (3.0, 3.0), (0.0, 10.0)];
        assert_eq!(Quad::of(dented), None);
        assert!(
            (upright.area() - 10_930.0).abs() < 800.0,
            "{}",
            upright.area()
        );
    }
}
