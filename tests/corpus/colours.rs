//! Pictures of the corpus: received if other programs open them, and shown in the dossier with the
//! colors that ImageMagick sees, the right way up.

use std::path::Path;
use std::process::Command;

use crate::dossier::Dossier;
use crate::exceptions::Exceptions;
use crate::files::{corpus, each, files};
use expediente_tests::picture::Picture;

const FOLDERS: [&str; 3] = ["images", "photos", "scans"];

/// Pictures smaller than this are enlarged on the page, with edges that every viewer draws
/// differently.
const SMALLEST: usize = 48;

/// Squares per side of the grid in which colors are compared.
const GRID: usize = 8;

/// The first picture of a file as ImageMagick reads it: its sides once it is upright, and the mean
/// colors of a grid on white. An animation's first frame is placed on its canvas, and a BMP's alpha
/// is ignored, as viewers do.
fn by_imagemagick(file: &Path) -> Option<(usize, usize, Vec<[u8; 3]>)> {
    let first = format!("{}[0]", file.display());
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
        command.arg("-auto-orient");
        let output = command.args(more).output().unwrap();
        (output.status.success() && !output.stdout.is_empty()).then_some(output.stdout)
    };
    let size = convert(&["-format", "%w %h", "info:"])?;
    let size = String::from_utf8_lossy(&size).into_owned();
    let mut sides = size
        .split_whitespace()
        .map(|side| side.parse::<usize>().unwrap());
    let (width, height) = (sides.next()?, sides.next()?);
    if width.min(height) < SMALLEST {
        return None;
    }
    // Colors by the picture's own profile, if it has one, as a viewer of the dossier shows them.
    let srgb = expediente_tests::root()
        .join("assets/icc/srgb.icc")
        .display()
        .to_string();
    let grid = format!("{GRID}x{GRID}!");
    let ppm = convert(&[
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
    Some((width, height, pixels))
}

/// The mean colors of the same grid over the picture on a drawn page.
fn of_page(page: &Picture, shape: f64) -> Vec<[u8; 3]> {
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
fn dots(shape: f64) -> u32 {
    if (0.25..4.0).contains(&shape) {
        60
    } else {
        240
    }
}

/// A family's photos keep their colors and come out the right way up, whatever kind of file a
/// phone, a scanner or a program made of them. Rounding and another program's filter may change a
/// channel by 2 %.
#[test]
fn pictures_have_their_colours() {
    let Some(corpus) = corpus() else { return };
    let exceptions = Exceptions::of(&["picture", "colours"]);
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for folder in FOLDERS {
        let path = corpus.join(folder);
        let dossier = Dossier::of(&path);
        crate::leaks::none_in(&dossier.out, folder);
        let files: Vec<_> = files(&path)
            .into_iter()
            .filter(|file| {
                let end = file
                    .extension()
                    .map(|end| end.to_string_lossy().to_lowercase())
                    .unwrap_or_default();
                !["pdf", "heic", "heif"].contains(&end.as_str())
            })
            .collect();
        let seen = each(&files, |file| by_imagemagick(file));
        for (file, seen) in files.iter().zip(seen) {
            let relative = file.strip_prefix(&path).unwrap().display().to_string();
            let key = format!("{folder}/{relative}");
            let Some((width, height, expected)) = seen else {
                continue;
            };
            let Some(place) = dossier.placed.get(&relative) else {
                let state = dossier.state(&relative);
                if state == "refused" && !exceptions.allow(&key, "picture") {
                    wrong.push(format!("{key}: refused as {:?}", dossier.codes(&relative)));
                }
                continue;
            };
            let shape = width as f64 / height as f64;
            let found = of_page(
                &Picture::by_poppler(&dossier.out, place.first, dots(shape)),
                shape,
            );
            compared += 1;
            let off = |(a, b): (&[u8; 3], &[u8; 3])| {
                a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap()
            };
            let worst: u8 = found.iter().zip(&expected).map(off).max().unwrap();
            let mean: f64 = found
                .iter()
                .zip(&expected)
                .map(|pair| f64::from(off(pair)))
                .sum::<f64>()
                / found.len() as f64;
            // 2 % in the mean of all squares; a single square may contain an edge that the grids
            // cut differently.
            if (mean > 5.1 || worst > 40) && !exceptions.allow(&key, "colours") {
                wrong.push(format!(
                    "{key}: {width}x{height}, off by {mean:.1} in the mean, {worst} at most"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 80, "only {compared} pictures were compared");
    assert_eq!(exceptions.unneeded(), [], "unused exceptions");
}
