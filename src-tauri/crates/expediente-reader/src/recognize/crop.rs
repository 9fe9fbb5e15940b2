//! Parts of a gray picture, turned upright and scaled.

/// A gray picture, a byte for each pixel.
pub(super) struct Gray<'a> {
    pub(super) pixels: &'a [u8],
    pub(super) width: usize,
    pub(super) height: usize,
}

/// A rectangle on a picture, which may be tilted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tilted {
    /// Its upper left corner.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How far it is turned clockwise, in radians.
    pub(super) angle: f32,
    /// Along its lines.
    pub(super) width: f32,
    /// Across them.
    pub(super) height: f32,
}

impl Tilted {
    /// A point of the picture by its place in the rectangle.
    pub(super) fn at(&self, along: f32, across: f32) -> (f32, f32) {
        let (sin, cos) = self.angle.sin_cos();
        (
            self.x + along * cos - across * sin,
            self.y + along * sin + across * cos,
        )
    }
}

impl Gray<'_> {
    /// The brightness of a point between pixels; that of the nearest edge outside.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "pictures have sides of 16 bits"
    )]
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (right, low) = (
            self.width.saturating_sub(1) as f32,
            self.height.saturating_sub(1) as f32,
        );
        let (x, y) = (x.clamp(0.0, right), y.clamp(0.0, low));
        let (left, top) = (x.floor(), y.floor());
        let (part_x, part_y) = (x - left, y - top);
        let pixel = |x: f32, y: f32| {
            let at = y.min(low) as usize * self.width + x.min(right) as usize;
            // Within the picture, which has a byte for each pixel.
            self.pixels.get(at).map_or(255.0, |value| f32::from(*value))
        };
        let upper = pixel(left, top) * (1.0 - part_x) + pixel(left + 1.0, top) * part_x;
        let lower = pixel(left, top + 1.0) * (1.0 - part_x) + pixel(left + 1.0, top + 1.0) * part_x;
        upper * (1.0 - part_y) + lower * part_y
    }

    /// A rectangle of the picture as rows of so many pixels. Where it is made smaller, each pixel
    /// is the mean of those that it covers.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides of some thousand pixels"
    )]
    pub(super) fn part(&self, place: &Tilted, width: usize, height: usize) -> Vec<f32> {
        let (step_x, step_y) = (place.width / width as f32, place.height / height as f32);
        let (many_x, many_y) = (
            step_x.round().clamp(1.0, 8.0) as usize,
            step_y.round().clamp(1.0, 8.0) as usize,
        );
        let mut out = Vec::with_capacity(width * height);
        let count = (many_x * many_y) as f32;
        for row in 0..height {
            for column in 0..width {
                let mut sum = 0.0;
                for j in 0..many_y {
                    for i in 0..many_x {
                        let along = (column as f32 + (i as f32 + 0.5) / many_x as f32) * step_x;
                        let across = (row as f32 + (j as f32 + 0.5) / many_y as f32) * step_y;
                        let (x, y) = place.at(along, across);
                        // The center of the first pixel is half a pixel in.
                        sum += self.at(x - 0.5, y - 0.5);
                    }
                }
                out.push(sum / count);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_turned_and_scaled() {
        // Black on the left half, white on the right.
        let pixels: Vec<u8> = (0..8 * 4)
            .map(|at| if at % 8 < 4 { 0 } else { 255 })
            .collect();
        let picture = Gray {
            pixels: &pixels,
            width: 8,
            height: 4,
        };
        let whole = Tilted {
            x: 0.0,
            y: 0.0,
            angle: 0.0,
            width: 8.0,
            height: 4.0,
        };
        assert_eq!(picture.part(&whole, 4, 1), [0.0, 0.0, 255.0, 255.0]);
        // From the upper right corner downwards: the white half is above.
        let turned = Tilted {
            x: 8.0,
            y: 0.0,
            angle: std::f32::consts::FRAC_PI_2,
            width: 4.0,
            height: 8.0,
        };
        let part = picture.part(&turned, 1, 4);
        assert!(part[0] > 250.0 && part[3] < 5.0, "{part:?}");
    }
}
