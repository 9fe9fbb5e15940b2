//! Pictures keep their colors and proportions and come out the right way up.

use std::process::Command;

use expediente_tests::judges;
use expediente_tests::picture::Picture;
use expediente_tests::{fixtures, program};

/// A picture as Pillow reads it: its size once upright, and the colors at nine grid points.
fn by_pillow(file: &std::path::Path) -> (f64, Vec<[u8; 3]>) {
    const SCRIPT: &str = "
import json, sys
from PIL import Image, ImageOps
image = Image.open(sys.argv[1])
if image.mode.startswith('I;16') or image.mode == 'I':
    image = image.point(lambda v: v / 256).convert('L')
image = ImageOps.exif_transpose(image)
if image.mode in ('RGBA', 'LA'):
    white = Image.new('RGBA', image.size, 'white')
    white.alpha_composite(image.convert('RGBA'))
    image = white
image = image.convert('RGB')
w, h = image.size
print(json.dumps([w / h, [list(image.getpixel((int(w * x / 10), int(h * y / 10)))) for y in (3, 5, 7) for x in (3, 5, 7)]]))
";
    let output = Command::new("/usr/bin/python3")
        .args(["-c", SCRIPT])
        .arg(file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A portrait that turned gray or upside down is not the photo the family sent.
#[test]
fn every_kind_of_picture() {
    // The tolerance covers poppler's own conversion of CMYK and the rounding of JPEG.
    let kinds = [
        ("progressive.jpg", 12),
        ("grey.jpg", 12),
        ("cmyk.jpg", 40),
        ("orientation-6.jpg", 12),
        ("plain.png", 4),
        ("alpha.png", 6),
        ("sixteen-bit.png", 4),
        ("photo.webp", 12),
        ("photo.gif", 20),
        ("photo.bmp", 4),
    ];
    let names: Vec<&str> = kinds.iter().map(|(name, _)| *name).collect();
    let folder = fixtures::some(&names);
    let out = folder.path().join("out.pdf");
    program::build(folder.path(), &out, &["--lang", "en", "--profile", "plain"]);
    judges::qpdf_is_content(&out);
    let pages = judges::words(&out);
    for (index, (name, allowed)) in kinds.iter().enumerate() {
        let (shape, colours) = by_pillow(&fixtures::folder().join(name));
        // Cover, table, then a slip sheet and a page for each.
        let page = 2 + 2 * index + 2;
        let drawn = Picture::by_poppler(&out, page, 72);
        assert_eq!(
            pages[page - 1].width > pages[page - 1].height,
            shape > 1.0,
            "{name}: the page lies as the picture does"
        );
        // The picture fills the page within margins of 54 points, 64 at the foot, in its own
        // proportions.
        let (room_w, room_h) = (drawn.width as f64 - 108.0, drawn.height as f64 - 118.0);
        let (w, h) = if room_w / room_h > shape {
            (room_h * shape, room_h)
        } else {
            (room_w, room_w / shape)
        };
        let (left, top) = (54.0 + (room_w - w) / 2.0, 54.0 + (room_h - h) / 2.0);
        let points = [3.0, 5.0, 7.0]
            .into_iter()
            .flat_map(|y| [3.0, 5.0, 7.0].map(|x| (x, y)));
        for ((x, y), expected) in points.zip(&colours) {
            let found = drawn.at(
                (left + w * x / 10.0) as usize,
                (top + h * y / 10.0) as usize,
            );
            let off = found
                .iter()
                .zip(expected)
                .map(|(a, b)| a.abs_diff(*b))
                .max()
                .unwrap();
            assert!(
                off <= *allowed,
                "{name} at {x},{y}: {found:?}, and Pillow sees {expected:?}"
            );
        }
    }
}

/// One, two, four or six photos on a page, each with its caption below it, none stretched.
#[test]
fn photo_sheets() {
    for (per_page, sheets) in [(1, 6), (2, 3), (4, 2), (6, 1)] {
        let folder = tempfile::tempdir().unwrap();
        let mut toml = format!(
            "version = 1\n[matter]\ntitle = \"T\"\nperson = \"P\"\nprofile = \"plain\"\nlanguage = \"es\"\n\
             [[exhibit]]\ntitle = \"Fotos\"\nphotos_per_page = {per_page}\n"
        );
        let kinds = [
            "progressive.jpg",
            "grey.jpg",
            "plain.png",
            "photo.webp",
            "photo.bmp",
            "orientation-6.jpg",
        ];
        for (number, name) in kinds.iter().enumerate() {
            std::fs::copy(fixtures::folder().join(name), folder.path().join(name)).unwrap();
            toml += &format!(
                "[[exhibit.document]]\nfile = \"{name}\"\ncaption = \"Foto{number}\"\ndate = \"2024-02-11\"\nplace = \"Capacho\"\n"
            );
        }
        std::fs::write(folder.path().join("dossier.toml"), toml).unwrap();
        let out = folder.path().join("out.pdf");
        program::build(folder.path(), &out, &[]);
        let texts = judges::texts(&out);
        assert_eq!(texts.len(), 3 + sheets, "{per_page} to a page");
        for number in 0..kinds.len() {
            let sheet = &texts[3 + number / per_page];
            assert!(
                sheet.contains(&format!("Foto{number}"))
                    && sheet.contains("11 de febrero de 2024 · Capacho"),
                "{sheet}"
            );
        }
    }
}
