//! Papers for the tests: small PDFs with known words, direction, size and resolution.

/// Letter, upright, in points.
pub const LETTER: (u32, u32) = (612, 792);
/// A4, upright, in points.
pub const A4: (u32, u32) = (595, 842);

/// Which way the words of a page run.
#[derive(Clone, Copy, PartialEq)]
pub enum Words {
    Upright,
    UpsideDown,
    Upwards,
}

/// A PDF with these lines on each of its pages.
pub fn typed(size: (u32, u32), pages: usize, words: Words, lines: &[&str]) -> Vec<u8> {
    let (width, height) = size;
    let mut content = String::from("BT /F1 12 Tf ");
    for (at, line) in lines.iter().enumerate() {
        let down = 90 + 20 * u32::try_from(at).unwrap();
        let matrix = match words {
            Words::Upright => format!("1 0 0 1 72 {}", height - down),
            Words::UpsideDown => format!("-1 0 0 -1 {} {down}", width - 72),
            Words::Upwards => format!("0 1 -1 0 {down} 72"),
        };
        let escaped = line
            .replace('\\', "\\\\")
            .replace('(', "\\(")
            .replace(')', "\\)");
        content.push_str(&format!("{matrix} Tm ({escaped}) Tj "));
    }
    content.push_str("ET");
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec();
    let mut objects = vec![font, stream("", content.as_bytes())];
    let kids: Vec<usize> = (0..pages).map(|at| objects.len() + 3 + at).collect();
    for _ in 0..pages {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
        );
        objects.push(page.into_bytes());
    }
    file(&objects, &kids)
}

/// A PDF with a page of its own for each list of lines, as in a text that a user typed. A page
/// without lines is empty.
pub fn leaves(pages: &[&[&str]]) -> Vec<u8> {
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec();
    let mut objects = vec![font];
    let mut kids = Vec::new();
    for lines in pages {
        let mut content = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            content.extend(format!("BT /F1 11 Tf 60 {} Td (", 720 - 18 * at).bytes());
            // Latin-1, as far as these texts go, is what the encoding has.
            for c in line.chars() {
                if matches!(c, '\\' | '(' | ')') {
                    content.push(b'\\');
                }
                content.push(u8::try_from(u32::from(c)).unwrap());
            }
            content.extend(b") Tj ET\n");
        }
        objects.push(stream("", &content));
        let at = objects.len() + 2;
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {at} 0 R>>"
            )
            .into_bytes(),
        );
        kids.push(objects.len() + 2);
    }
    file(&objects, &kids)
}

/// A one-page PDF of nothing but a white picture at this resolution.
pub fn scan((width, height): (u32, u32), dpi: u32) -> Vec<u8> {
    let (across, down) = (width * dpi / 72, height * dpi / 72);
    // One bit per pixel; runs of white, 128 bytes each (ISO 32000-2, 7.4.5).
    let bytes = (across as usize).div_ceil(8) * down as usize;
    let mut packed = Vec::new();
    let mut left = bytes;
    while left > 0 {
        let run = left.min(128);
        packed.extend(if run == 1 {
            vec![0, 255]
        } else {
            vec![u8::try_from(257 - run).unwrap(), 255]
        });
        left -= run;
    }
    packed.push(128);
    let dictionary = format!(
        "/Type/XObject/Subtype/Image/Width {across}/Height {down}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/RunLengthDecode"
    );
    let draw = format!("q {width} 0 0 {height} 0 0 cm /I Do Q");
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</XObject<</I 3 0 R>>>>/Contents 4 0 R>>"
    );
    file(
        &[
            stream(&dictionary, &packed),
            stream("", draw.as_bytes()),
            page.into_bytes(),
        ],
        &[5],
    )
}

/// A one-page PDF whose invisible bytes take so many in a dossier, where they are compressed: one
/// of 90 characters has 6.5 bits.
pub fn heavy(bytes: usize, line: &str) -> Vec<u8> {
    let mut content = format!("BT /F1 12 Tf 72 700 Td ({line}) Tj ET\n").into_bytes();
    // Every line differs from the one before.
    let mut state = 1u64;
    while content.len() < bytes * 124 / 100 {
        content.push(b'%');
        for _ in 0..75 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            content.push(b'!' + u8::try_from((state >> 33) % 90).unwrap());
        }
        content.push(b'\n');
    }
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec();
    let page =
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>".to_vec();
    file(&[font, stream("", &content), page], &[5])
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary}/Length {}>>stream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// A file of these objects, numbered from 3; `kids` are its pages.
fn file(objects: &[Vec<u8>], kids: &[usize]) -> Vec<u8> {
    let named: String = kids.iter().map(|kid| format!("{kid} 0 R ")).collect();
    let tree = format!("<</Type/Pages/Count {}/Kids[{named}]>>", kids.len());
    let catalog = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in [catalog, tree.into_bytes()]
        .iter()
        .chain(objects)
        .enumerate()
    {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend_from_slice(
        format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes(),
    );
    for place in &places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!(
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    );
    out.extend_from_slice(end.as_bytes());
    out
}
