//! Pictures on their pages in a dossier, beside what ImageMagick reads from their files.

use std::path::Path;
use std::process::Command;

use crate::picture::Picture;

/// Squares per side of the grid in which colors are compared.
const GRID: usize = 8;

/// What another program sees in a picture.
pub struct Seen {
    /// Sides in pixels, once it is upright.
    pub width: usize,
    pub height: usize,
    /// Width by height as displayed, which is not that of its pixels if they are not square.
    pub shape: f64,
    /// The mean colors of a grid on white.
    pub pixels: Vec<[u8; 3]>,
}

/// A picture of a file, counted from 0, as ImageMagick reads it. An animation's first frame is
/// placed on its canvas, and a BMP's alpha is ignored, as viewers do.
pub fn by_imagemagick(file: &Path, frame: usize) -> Option<Seen> {
    let first = format!("{}[{frame}]", file.display());
    let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
    let as_viewers_do: &[&str] = match ending.to_str() {
        Some("gif") => &["-coalesce"],
        Some("bmp") => &["-alpha", "off"],
        Some("tif" | "tiff") => &["-colorspace", "sRGB"],
        _ => &[],
    };
    let convert = |more: &[&str]| {
        let mut command = Command::new("convert");
        command
            .args(["-limit", "memory", "512MiB", "-limit", "time", "60"])
            .arg(&first)
            .args(as_viewers_do);
        let output = command.args(more).output().unwrap();
        (output.status.success() && !output.stdout.is_empty()).then_some(output.stdout)
    };
    let facts = convert(&["-format", "%w|%h|%x|%y|%[orientation]", "info:"])?;
    let facts = String::from_utf8_lossy(&facts).into_owned();
    let facts: Vec<&str> = facts.split('|').collect();
    // Some versions write the unit after the number.
    let number = |at: usize| {
        let word = facts[at].split_whitespace().next().unwrap_or_default();
        word.parse::<f64>().unwrap()
    };
    let (width, height) = (number(0), number(1));
    let ratio = number(3) / number(2);
    let ratio = if (0.25..=4.0).contains(&ratio) && (ratio - 1.0).abs() > 0.01 {
        ratio
    } else {
        1.0
    };
    let shape = width / height * ratio;
    let sideways = ["LeftTop", "RightTop", "RightBottom", "LeftBottom"].contains(&facts[4]);
    let (width, height, shape) = if sideways {
        (height, width, 1.0 / shape)
    } else {
        (width, height, shape)
    };
    // Colors by the picture's own profile, if it has one, as a viewer of the dossier shows them.
    let srgb = crate::root()
        .join("assets/icc/srgb.icc")
        .display()
        .to_string();
    let grid = format!("{GRID}x{GRID}!");
    let ppm = convert(&[
        "-auto-orient",
        "-background",
        "white",
        "-alpha",
        "remove",
        "-profile",
        &srgb,
        "-depth",
        "8",
        "-filter",
        "Box",
        "-resize",
        &grid,
        "ppm:-",
    ])?;
    let small = Picture::parse(&ppm);
    let pixels = (0..GRID * GRID)
        .map(|at| small.at(at % GRID, at / GRID))
        .collect();
    Some(Seen {
        width: width as usize,
        height: height as usize,
        shape,
        pixels,
    })
}

/// How far two grids of colors are apart: in the mean, and at most.
pub fn apart(found: &[[u8; 3]], expected: &[[u8; 3]]) -> (f64, u8) {
    let off =
        |(a, b): (&[u8; 3], &[u8; 3])| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
    let pairs = || found.iter().zip(expected);
    let sum: f64 = pairs().map(|pair| f64::from(off(pair))).sum();
    (sum / found.len() as f64, pairs().map(off).max().unwrap())
}

/// The mean colors of the same grid over the only picture, of this shape, on a page drawn with
/// [`dots`] per inch.
pub fn of_page(page: &Picture, shape: f64) -> Vec<[u8; 3]> {
    // The picture fills the page within margins of 54 points, 64 at the foot, in its own
    // proportions.
    let scale = f64::from(dots(shape)) / 72.0;
    let (room_w, room_h) = (
        page.width as f64 - 108.0 * scale,
        page.height as f64 - 118.0 * scale,
    );
    let (w, h) = if room_w / room_h > shape {
        (room_h * shape, room_h)
    } else {
        (room_w, room_w / shape)
    };
    let (left, top) = (
        54.0 * scale + (room_w - w) / 2.0,
        54.0 * scale + (room_h - h) / 2.0,
    );
    let mean = |column: usize, row: usize| {
        let edges = |from: f64, side: f64, at: usize| {
            let step = side / GRID as f64;
            (
                (from + step * at as f64).ceil() as usize,
                (from + step * (at + 1) as f64).floor() as usize,
            )
        };
        let ((x0, x1), (y0, y1)) = (edges(left, w, column), edges(top, h, row));
        let mut sums = [0usize; 3];
        for y in y0..y1.max(y0 + 1) {
            for x in x0..x1.max(x0 + 1) {
                let pixel = page.at(x.min(page.width - 1), y.min(page.height - 1));
                for (sum, value) in sums.iter_mut().zip(pixel) {
                    *sum += usize::from(value);
                }
            }
        }
        let count = (x1.max(x0 + 1) - x0) * (y1.max(y0 + 1) - y0);
        sums.map(|sum| u8::try_from(sum / count).unwrap())
    };
    (0..GRID * GRID)
        .map(|at| mean(at % GRID, at / GRID))
        .collect()
}

/// Dots per inch at which a page is drawn: more for a long and narrow picture, whose squares would
/// be cut too roughly.
pub fn dots(shape: f64) -> u32 {
    if (0.25..4.0).contains(&shape) {
        60
    } else {
        240
    }
}
