//! Pictures as scanners, fax machines and phones write them: every one is on its page as other
//! programs show it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use expediente_tests::dossier::Dossier;
use expediente_tests::photo::{Seen, apart, by_imagemagick, dots, of_page};
use expediente_tests::picture::{Pages, Picture};

/// The made pictures, and the dossier of all of them; made once per run.
fn made() -> &'static (PathBuf, Dossier) {
    static MADE: OnceLock<(PathBuf, Dossier)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scans/made");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let script = expediente_tests::root().join("tests/oracles/make_pictures.py");
        let output = Command::new("/usr/bin/python3")
            .arg(script)
            .arg(&folder)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let keep = folder.with_file_name("dossier");
        let dossier = Dossier::of(&folder, &keep);
        (folder, dossier)
    })
}

/// What a picture must show. ImageMagick reads coarse colors in a TIFF as if they were fine, a
/// fourth sample without an explanation as transparency, and ink with a formula of its own; those
/// pictures show the drawing from which they were made. It takes an orientation from TIFF and JPEG
/// only.
fn expected(folder: &Path, name: &str, page: usize) -> Seen {
    let is_drawing = ["ycc-", "old-jpeg", "jpeg-ycc", "fourth-sample", "ink"]
        .iter()
        .any(|beginning| name.starts_with(beginning) && !name.contains("gray"));
    let of = if is_drawing {
        "color-none-8-none-msb-.tif".to_owned()
    } else if let Some(start) = name.strip_suffix(".webp").or(name.strip_suffix(".png"))
        && start.starts_with("held")
    {
        format!("{start}.tif")
    } else {
        name.to_owned()
    };
    by_imagemagick(&folder.join(of), page).unwrap_or_else(|| panic!("{name} cannot be read"))
}

/// A page of a fax that is mirrored, squeezed, inverted or missing is not the paper that came.
#[test]
fn every_scan_is_on_its_page() {
    let (folder, dossier) = made();
    let mut names: Vec<&String> = dossier.papers.keys().collect();
    // In the order of their pages; of those that have none by their names.
    names.sort_by_key(|name| (dossier.placed.get(*name).map(|place| place.first), *name));
    let mut draws = [
        Pages::by_mupdf(&dossier.out, dots(1.0)),
        Pages::by_poppler(&dossier.out, dots(1.0)),
    ];
    assert!(names.len() > 230, "only {} pictures", names.len());
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (at, name) in names.into_iter().enumerate() {
        let state = dossier.state(name);
        // Many files hold the same bytes in two ways of writing them.
        if state == "again" {
            continue;
        }
        // These pictures are as small as nobody scans a paper.
        let told = dossier.codes(name);
        if state != "received" || told.iter().any(|code| *code != "picture-small") {
            wrong.push(format!("{name}: {state}, {told:?}"));
            continue;
        }
        let place = &dossier.placed[name];
        let pages = if name == "pages.tif" { 3 } else { 1 };
        assert_eq!(place.last - place.first + 1, pages, "{name}");
        for page in 0..pages {
            let seen = expected(folder, name, page);
            let number = place.first + page;
            let dpi = dots(seen.shape);
            let by = usize::from(at % 4 > 0);
            let fine = match (dpi == dots(1.0), by) {
                (true, _) => None,
                (false, 0) => Some(Picture::by_mupdf(&dossier.out, number, dpi)),
                (false, _) => Some(Picture::by_poppler(&dossier.out, number, dpi)),
            };
            let drawn = fine.as_ref().unwrap_or_else(|| draws[by].page(number));
            compared += 1;
            let (mean, worst) = apart(&of_page(drawn, seen.shape), &seen.pixels);
            // Squares of the grid are cut differently at edges; ink has no one color on a screen.
            let most = if name.starts_with("ink") || name == "cmyk.tif" {
                30.0
            } else {
                4.0
            };
            if mean > most || worst > 60 {
                wrong.push(format!(
                    "{name}, page {page}: off by {mean:.1}, {worst} at most"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 185, "only {compared} pages were compared");
}

/// Some programs mark pages as previews that are none: only a smaller picture of the same shape as
/// another is one. And a picture whose codes are broken is told, whichever its coding: libtiff says
/// of each of these that it is damaged.
#[test]
fn marked_pages_are_there_and_broken_codes_are_told() {
    const SCRIPT: &str = "
import struct, sys
from PIL import Image
folder = sys.argv[1]
def pages(name, sizes, kinds):
    out = b'II*\\0\\0\\0\\0\\0'
    link = 4
    for number, ((width, height), kind) in enumerate(zip(sizes, kinds)):
        pixels = bytes([40 * number + 40]) * (width * height)
        strip, out = len(out), out + pixels
        tags = [(254, kind), (256, width), (257, height), (258, 8), (259, 1), (262, 1),
                (273, strip), (277, 1), (278, height), (279, len(pixels))]
        place = len(out)
        out = out[:link] + struct.pack('<I', place) + out[link + 4:]
        out += struct.pack('<H', len(tags))
        out += b''.join(struct.pack('<HHII', tag, 4, 1, value) for tag, value in tags)
        link = len(out)
        out += bytes(4)
    open(f'{folder}/{name}.tif', 'wb').write(out)
full = (400, 500)
pages('3 marked', [full] * 3, [0, 1, 0])
pages('2 larger', [(100, 125), full], [0, 1])
pages('2 all marked', [full] * 2, [1, 1])
pages('2 of another shape', [full, (350, 100)], [0, 1])
pages('1 preview', [full, (100, 125)], [0, 1])
noise = Image.effect_noise((600, 400), 90)
for name, compression, image in [
        ('jpeg', 'jpeg', noise), ('packbits', 'packbits', noise.point(lambda v: v // 64 * 64)),
        ('lzw', 'tiff_lzw', noise), ('deflate', 'tiff_adobe_deflate', noise)]:
    path = f'{folder}/broken {name}.tif'
    image.save(path, compression=compression)
    data = bytearray(open(path, 'rb').read())
    # The pixels come first or last; either way they are in the middle.
    middle = len(data) // 2
    data[middle:middle + 400] = bytes((byte * 7 + 3) % 251 for byte in range(400))
    open(path, 'wb').write(data)
";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scans/marked");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new("/usr/bin/python3");
    let made = command.args(["-c", SCRIPT]).arg(&folder).status().unwrap();
    assert!(made.success());
    let dossier = Dossier::of(&folder, &folder.with_file_name("marked dossier"));
    assert_eq!(dossier.papers.len(), 9);
    for name in dossier.papers.keys() {
        let codes = dossier.codes(name);
        if name.starts_with("broken") {
            let is_told = codes.contains(&"picture-truncated");
            assert!(
                is_told || dossier.state(name) == "refused",
                "{name}: {codes:?}"
            );
            continue;
        }
        let place = &dossier.placed[name];
        let pages = place.last - place.first + 1;
        assert!(name.starts_with(&format!("{pages} ")), "{name}: {pages}");
        assert!(codes.is_empty(), "{name}: {codes:?}");
    }
}
