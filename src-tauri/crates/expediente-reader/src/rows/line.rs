//! Straight lines through points, and medians.

/// A line that is nearly level: its height at the left edge of the page, and how much it falls for
/// each pixel to the right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) start: f32,
    pub(crate) slope: f32,
}

impl Line {
    /// The line with the least squares from these points; nothing where there is none.
    pub(crate) fn through(points: &[(f32, f32)]) -> Option<Self> {
        if points.is_empty() {
            return None;
        }
        let count = points.len() as f32;
        let mean_x = points.iter().map(|(x, _)| x).sum::<f32>() / count;
        let mean_y = points.iter().map(|(_, y)| y).sum::<f32>() / count;
        let (mut both, mut square) = (0.0, 0.0);
        for (x, y) in points {
            both += (x - mean_x) * (y - mean_y);
            square += (x - mean_x) * (x - mean_x);
        }
        let slope = if square > 0.0 { both / square } else { 0.0 };
        Some(Self {
            start: mean_y - slope * mean_x,
            slope,
        })
    }

    /// The same, without the points that are farther from it than `off`, again and again.
    pub(crate) fn through_most(points: &[(f32, f32)], off: f32) -> Option<Self> {
        let mut kept = points.to_vec();
        let mut line = Self::through(&kept)?;
        for _ in 0..4 {
            // The first line may be far off where a point is: so half of them stay at least.
            let apart = |(x, y): &(f32, f32)| (y - line.at(*x)).abs();
            let middle = median(kept.iter().map(apart))?;
            let least = off.max(1.5 * middle);
            kept.retain(|point| apart(point) <= least);
            line = Self::through(&kept)?;
        }
        Some(line)
    }

    pub(crate) fn at(&self, x: f32) -> f32 {
        self.start + self.slope * x
    }
}

/// The value in the middle; nothing where there is none.
pub(crate) fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    quantile(values, 0.5)
}

/// The value that such a part of all are below; nothing where there is none.
pub(crate) fn quantile(values: impl Iterator<Item = f32>, part: f32) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    if values.is_empty() {
        return None;
    }
    // Within the values.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let at = ((values.len() - 1) as f32 * part.clamp(0.0, 1.0)).round() as usize;
    Some(*values.select_nth_unstable_by(at, f32::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_are_far_off_do_not_bend_a_line() {
        let mut points: Vec<(f32, f32)> = (0_u8..20)
            .map(|x| (f32::from(x) * 10.0, 50.0 + f32::from(x)))
            .collect();
        points[3].1 = 90.0;
        points[16].1 = 20.0;
        let line = Line::through_most(&points, 2.0).unwrap();
        assert!((line.slope - 0.1).abs() < 1e-4, "{line:?}");
        assert!((line.at(100.0) - 60.0).abs() < 1e-3, "{line:?}");
        assert_eq!(Line::through_most(&[], 2.0), None);
        let level = Line::through(&[(7.0, 3.0)]).unwrap();
        assert_eq!((level.slope, level.at(90.0)), (0.0, 3.0));
    }

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values = || [4.0, 1.0, 3.0, 2.0, 5.0].into_iter();
        assert_eq!(median(values()), Some(3.0));
        assert_eq!(quantile(values(), 0.0), Some(1.0));
        assert_eq!(quantile(values(), 1.0), Some(5.0));
        assert_eq!(median(std::iter::empty()), None);
    }
}
