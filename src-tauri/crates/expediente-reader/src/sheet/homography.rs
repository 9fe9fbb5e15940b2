//! The shape of a sheet from how a camera saw it.

use crate::sheet::quad::Quad;

/// How many times as wide as high a sheet is, of which a camera saw this quadrilateral on a photo
/// of this size (Zhang and He, "Whiteboard scanning and image enhancement", 2007). The photo is
/// taken for uncropped, so that the camera looked at its middle.
pub(crate) fn proportion(quad: &Quad, (width, height): (f32, f32)) -> f64 {
    let middle = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    let long = f64::from(width.max(height));
    let [m1, m2, m4, m3] = quad.0.map(|(x, y)| {
        // In parts of the longer side.
        [
            (f64::from(x) - middle.0) / long,
            (f64::from(y) - middle.1) / long,
            1.0,
        ]
    });
    let k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3);
    let k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2);
    let n2 = less(times(m2, k2), m1);
    let n3 = less(times(m3, k3), m1);
    let [a2, b2, c2] = n2;
    let [a3, b3, c3] = n3;
    // The focal length, where the picture tells it; else that of a phone.
    const PHONE: f64 = 0.75;
    let told = -(a2 * a3 + b2 * b3) / (c2 * c3);
    let strength = (c2 * c3).abs();
    let focal = if strength > 4e-3 && told.is_finite() && told > 0.0 {
        told.sqrt().clamp(0.6 * PHONE, 2.5 * PHONE)
    } else {
        PHONE
    };
    let length = |[a, b, c]: [f64; 3]| ((a * a + b * b) / (focal * focal) + c * c).sqrt();
    length(n2) / length(n3)
}

fn dot([a, b, c]: [f64; 3], [d, e, f]: [f64; 3]) -> f64 {
    a * d + b * e + c * f
}

fn cross([a, b, c]: [f64; 3], [d, e, f]: [f64; 3]) -> [f64; 3] {
    [b * f - c * e, c * d - a * f, a * e - b * d]
}

fn times(vector: [f64; 3], by: f64) -> [f64; 3] {
    vector.map(|value| value * by)
}

fn less([a, b, c]: [f64; 3], [d, e, f]: [f64; 3]) -> [f64; 3] {
    [a - d, b - e, c - f]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of 0.85 x 1.1, turned in space, as a camera with the focal length 0.8 sees it.
    fn seen(tilt: f64, swing: f64, spin: f64) -> Quad {
        let corner = |x: f64, y: f64| {
            let (x, y) = (
                x * spin.cos() - y * spin.sin(),
                x * spin.sin() + y * spin.cos(),
            );
            let (y, z) = (y * tilt.cos(), y * tilt.sin());
            let (x, z) = (
                x * swing.cos() + z * swing.sin(),
                -x * swing.sin() + z * swing.cos(),
            );
            let depth = z + 1.6;
            let place = |v: f64| (v / depth * 0.8 * 4000.0) as f32;
            (1500.0 + place(x), 2000.0 + place(y))
        };
        Quad([
            corner(-0.425, -0.55),
            corner(0.425, -0.55),
            corner(0.425, 0.55),
            corner(-0.425, 0.55),
        ])
    }

    #[test]
    fn the_proportion_of_a_sheet_is_told_from_its_photo() {
        for (tilt, swing, spin) in [
            (0.0, 0.0, 0.0),
            (0.1, 0.05, 0.05),
            (0.4, 0.0, 0.0),
            (0.3, 0.3, 0.1),
            (-0.5, 0.2, -0.2),
        ] {
            let told = proportion(&seen(tilt, swing, spin), (3000.0, 4000.0));
            let off = told / (0.85 / 1.1) - 1.0;
            assert!(off.abs() < 0.035, "{tilt} {swing} {spin}: {off}");
        }
    }
}
