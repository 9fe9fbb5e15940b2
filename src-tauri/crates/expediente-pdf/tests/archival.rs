//! What pages may draw with for their dossier to say that it is PDF/A-2b (ISO 19005-2).
//!
//! The veraPDF engine finds each of these faults in a dossier that says so all the same.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod fixtures;

use expediente_pdf::Source;
use fixtures::{one_page, open, pdf_of, stream};

/// Whether a page with these resources, this content, and more objects, from number 6 on, has only
/// what is listed.
fn is_listed(resources: &str, content: &str, more: &[&str]) -> bool {
    let page = format!("/Resources<<{resources}>>");
    open(one_page(&page, content, more)).has_archival_pages()
}

fn draws(content: &str) -> bool {
    is_listed("", content, &[])
}

#[test]
fn operators_that_exist_and_their_operands() {
    for content in [
        "",
        "q 1 0 0 1 .5 -2. cm 0.5 g 1 0 0 RG 72 72 200 100 re B* Q",
        "/Perceptual ri [3 1] 0 d 0 0 m 9 9 l S",
        "/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f",
        "/Span <</ActualText <0041>/Lang (en)>> BDC EMC /Artifact BMC EMC",
        "BI /W 2 /H 1 /BPC 8 /CS /G /I false ID ab EI",
        "BI /W 2 /H 1 /BPC 8 /CS [/I /RGB 1 <0001020304FF>] ID ab EI",
    ] {
        assert!(draws(content), "{content}");
    }
    for content in [
        // Inks.
        "0 0 0 1 k",
        "0 0 0 1 K",
        "/DeviceCMYK cs 0 0 0 1 sc",
        "BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI",
        "BI /W 1 /H 1 /BPC 8 /CS [/I /CMYK 0 <00000000>] ID a EI",
        // Operators that do not exist, even where viewers are told to pass over them, and operands
        // that are missing.
        "1 0 0 rgb",
        "BX undefined EX",
        "BX EX",
        "1 0 rg",
        "1 (a) 0 rg",
        "1 2 3 4 w",
        "9 0 d0",
        "0 0 9 9",
        "EI",
        // States.
        "Q",
        &"q ".repeat(25),
        "/Unknown ri",
        // Numbers, names and strings.
        "/Span <</ActualText <414>>> BDC EMC",
        "2147483648 w",
        "99999999999.0e9 w",
        "1--2 w",
        &format!("1{}.0 w", "0".repeat(39)),
        &format!("0.{}1 w", "0".repeat(40)),
        &format!("/{} BMC EMC", "n".repeat(128)),
        "/#ff BMC EMC",
        &format!("/Span <</ActualText ({})>> BDC EMC", "s".repeat(32_768)),
        // Readers disagree about these.
        "0 g } 0 g",
        "0 g ) 0 g",
        "[1 2 0 d",
        "/Span <</ActualText>> BDC EMC",
        // Inline images.
        "BI /W 2 /H 1 /BPC 8 /CS /G /I true ID ab EI",
        "BI /W 2 /H 1 /BPC 8 /CS /G /Interpolate true ID ab EI",
        "BI /W 2 /H 1 /BPC 8 /CS /G /F /LZW ID ab EI",
        "BI /W 2 /H 1 /BPC 8 /CS /G /F [/AHx /LZW] ID ab EI",
        "BI /W 2 /H 1 /BPC 8 /CS /G /Intent /Unknown ID ab EI",
        "BI /W 2 /H 1 /BPC 3 /CS /G ID ab EI",
        "BI /W 6 /H 1 /BPC 8 /CS /G ID a EI b EI",
        // Text without a font, and resources that are not there.
        "BT (a) Tj ET",
        "BT /F1 9 Tf (a) Tj ET",
        "/Im Do",
        "/G gs",
        "/C cs",
        "/S sh",
        "/P scn",
        "/Span /P BDC EMC",
    ] {
        assert!(!draws(content), "{content}");
    }
}

/// Each category with one object that is listed, and those that are not.
#[test]
fn resources_that_are_listed() {
    let has = |resources: &str, more: &[&str]| is_listed(resources, "", more);
    let state = |entries: &str| has(&format!("/ExtGState<</G<<{entries}>>>>"), &[]);
    for entries in [
        "/Type/ExtGState/LW 1/CA 0.5/ca 1/BM/Multiply/SMask/None/SA true/RI/Saturation",
        "/TR2/Default",
    ] {
        assert!(state(entries), "{entries}");
    }
    for entries in [
        "/BM/Unknown",
        "/BM[/Unknown/Normal]",
        "/RI/Unknown",
        "/TR/Identity",
        "/TR2/Identity",
        "/HT<</HalftoneType 1/Frequency 60/Angle 45/SpotFunction/Round>>",
        "/HTP[0 0]",
        "/CA 1.5",
        "/Font[5 0 R 9]",
        "/SMask<</S/Luminosity>>",
        "/LW 2147483648",
    ] {
        assert!(!state(entries), "{entries}");
    }
    let space = |space: &str, more: &[&str]| has(&format!("/ColorSpace<</C {space}>>"), more);
    let tint = "<</FunctionType 2/Domain[0 1]/N 1/C0[1 1 1]/C1[0 0 0]>>";
    for colors in [
        "/DeviceGray",
        "[/DeviceRGB]",
        "[/CalRGB<</WhitePoint[1 1 1]>>]",
        "[/Indexed/DeviceRGB 0<000000>]",
        "[/Pattern/DeviceGray]",
    ] {
        assert!(space(colors, &[]), "{colors}");
    }
    for colors in [
        "/DeviceCMYK",
        "[/DeviceCMYK]",
        "[/Indexed/DeviceCMYK 0<00000000>]",
        "[/Pattern/DeviceCMYK]",
        &format!("[/Separation/Spot/DeviceRGB{tint}]"),
        &format!("[/DeviceN[/Spot]/DeviceRGB{tint}]"),
        "[/ICCBased 6 0 R]",
        "7",
    ] {
        let profile = stream("/N 3", "no profile");
        assert!(!space(colors, &[&profile]), "{colors}");
    }
    let shading = |entries: &str| {
        let entries = format!("/ShadingType 2/Coords[0 0 1 1]{entries}");
        has(&format!("/Shading<</S<<{entries}>>>>"), &[])
            && has(
                &format!("/Pattern<</P<</PatternType 2/Shading<<{entries}>>>>>>"),
                &[],
            )
    };
    assert!(shading(&format!("/ColorSpace/DeviceRGB/Function{tint}")));
    assert!(!shading(&format!("/ColorSpace/DeviceCMYK/Function{tint}")));
    assert!(!shading(
        "/ColorSpace/DeviceRGB/Function<</FunctionType 9>>"
    ));
    assert!(!has("/Unknown<<>>", &[]));
    assert!(
        !has("/Font<</F 5 0 R>>", &[]),
        "a font that is not in the file"
    );
    assert!(!has(
        "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
        &[]
    ));
}

/// The image or the form with the number 6, drawn.
fn draws_object(entries: &str, data: &str, more: &[&str]) -> bool {
    let drawn = stream(&format!("/Type/XObject{entries}"), data);
    let objects: Vec<&str> = [drawn.as_str()].iter().chain(more).copied().collect();
    is_listed("/XObject<</X 6 0 R>>", "/X Do", &objects)
}

#[test]
fn images_that_are_listed() {
    let image = |entries: &str| {
        let mask = stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
            "a",
        );
        let bad = mask.replace("DeviceGray", "DeviceGray/Interpolate true");
        let entries = format!("/Subtype/Image/Width 1/Height 1{entries}");
        draws_object(&entries, "abc", &[&mask, &bad])
    };
    for entries in [
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Intent/Perceptual/Interpolate false",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 7 0 R",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Mask[0 1 0 1 0 1]",
        "/ImageMask true/Decode[1 0]",
    ] {
        assert!(image(entries), "{entries}");
    }
    for entries in [
        "/BitsPerComponent 8/ColorSpace/DeviceCMYK",
        "/BitsPerComponent 8",
        "/BitsPerComponent 5/ColorSpace/DeviceRGB",
        "/BitsPerComponent 8/ImageMask true",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Interpolate true",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Intent/Unknown",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 8 0 R",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Mask 7 0 R",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Alternates[]",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/OPI<<>>",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/LZWDecode",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/JPXDecode",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode",
        "/BitsPerComponent 8/ColorSpace/DeviceRGB/F(other.bin)",
    ] {
        assert!(!image(entries), "{entries}");
    }
    // A JPEG of gray that is said to be one of gray, and of three colors.
    let jpeg = "\u{1}\u{8}\0\u{1}\0\u{1}";
    for (parts, space, expected) in [
        ('\u{1}', "DeviceGray", true),
        ('\u{1}', "DeviceRGB", false),
        ('\u{4}', "DeviceRGB", false),
    ] {
        let mut data = b"\xFF\xD8\xFF\xC0\0\x0B".to_vec();
        data.extend(jpeg.bytes().skip(1).chain([parts as u8, 1, 0x11, 0]));
        data.extend(b"\xFF\xD9");
        let mut objects: Vec<Vec<u8>> = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>>>",
        ]
        .iter()
        .map(|object| object.as_bytes().to_vec())
        .collect();
        objects.push(binary_stream(
            &format!(
                "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/{space}\
                 /Filter/DCTDecode"
            ),
            &data,
        ));
        assert_eq!(open(pdf_of(&objects)).has_archival_pages(), expected);
    }
}

#[test]
fn forms_patterns_and_masks_that_are_listed() {
    let form = |entries: &str, content: &str| {
        draws_object(&format!("/Subtype/Form{entries}"), content, &[])
    };
    assert!(form(
        "/BBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceRGB>>",
        "0 g"
    ));
    // It may draw itself, which ends the walk and not the program.
    assert!(form(
        "/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
        "/X Do"
    ));
    for (entries, content) in [
        ("/BBox[0 0 9 9]", "0 0 0 1 k"),
        ("/BBox[0 0 9 9]", "/X Do"),
        ("", "0 g"),
        ("/BBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceCMYK>>", ""),
        ("/BBox[0 0 9 9]/PS 4 0 R", ""),
        ("/BBox[0 0 9 9]/Subtype2/PS", ""),
        ("/BBox[0 0 9 9]/OPI<<>>", ""),
        ("/BBox[0 0 9 9]/Ref<<>>", ""),
        ("/BBox[0 0 9 9]/Filter/LZWDecode", ""),
    ] {
        assert!(!form(entries, content), "{entries} {content}");
    }
    assert!(!draws_object("/Subtype/PS", "", &[]));
    let tiling = |content: &str| {
        let tiling = stream(
            "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>",
            content,
        );
        is_listed("/Pattern<</P 6 0 R>>", "/Pattern cs /P scn", &[&tiling])
    };
    assert!(tiling("1 0 0 rg"));
    assert!(!tiling("1 0 0 0 k"));
    let mask = |entries: &str, content: &str| {
        let group = stream(
            "/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>",
            content,
        );
        let state = format!("/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R{entries}>>>>>>");
        is_listed(&state, "/G gs", &[&group])
    };
    assert!(mask("", "0 g"));
    assert!(!mask("", "0 0 0 0 k"));
    assert!(!mask("/TR<</FunctionType 2/N 1>>", "0 g"));
}

#[test]
fn pages_that_are_listed() {
    let page = |entries: &str| {
        let page = format!("/Resources<<>>{entries}");
        open(one_page(&page, "0 g", &[])).has_archival_pages()
    };
    assert!(page("/Group<</S/Transparency/CS/DeviceRGB>>/Rotate 90"));
    assert!(page(
        "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/F 4>>]"
    ));
    for entries in [
        "/Group<</S/Transparency/CS/DeviceCMYK>>",
        "/MediaBox[0 0 14401 100]",
        "/MediaBox[0 0 100 2]",
        "/CropBox[0 0 2 100]",
        "/AA<<>>",
        "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/F 4>>]",
    ] {
        assert!(!page(entries), "{entries}");
    }
    // Resources of an ancestor are those of the page, but not in PDF/A.
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</ExtGState<</G<<>>>>>>>>";
    for (own, expected) in [("/Resources<</ExtGState<</G<<>>>>>>", true), ("", false)] {
        let source = fixtures::pdf(&[
            "<</Type/Catalog/Pages 2 0 R>>",
            pages,
            &format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R{own}>>"),
            &stream("", "/G gs"),
        ]);
        assert_eq!(open(source).has_archival_pages(), expected);
    }
}

fn binary_stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// A page that draws a string with a font, whose dictionary has the number 5, its descriptor 6, its
/// program 7, and more objects from 8 on.
fn with_font(
    string: &str,
    font: &str,
    descriptor: &str,
    program: (&str, &[u8]),
    more: &[&str],
) -> Source {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R\
          /Resources<</Font<</F 5 0 R>>>>>>"
            .to_vec(),
        stream("", &format!("BT /F 9 Tf {string} Tj ET")).into_bytes(),
        format!("<</Type/Font/BaseFont/A{font}>>").into_bytes(),
        format!("<</Type/FontDescriptor/FontName/A{descriptor}>>").into_bytes(),
        binary_stream(program.0, program.1),
    ];
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    Source::open(std::sync::Arc::new(pdf_of(&objects)), None).unwrap()
}

const TRUETYPE: &[u8] = include_bytes!("../../../../assets/fonts/ExpedienteSerif-Regular.ttf");

/// The glyph of a letter of that font and its width.
fn glyph(letter: char) -> (u16, f64) {
    let face = ttf_parser::Face::parse(TRUETYPE, 0).unwrap();
    let glyph = face.glyph_index(letter).unwrap();
    let width = f64::from(face.glyph_hor_advance(glyph).unwrap());
    (glyph.0, width * 1000.0 / f64::from(face.units_per_em()))
}

/// Letters as wide as their program says, and all of them there.
#[test]
fn truetype_fonts_that_are_listed() {
    let (_, width) = glyph('A');
    let font = |string: &str, entries: &str, flags: u32| {
        let descriptor = format!("/Flags {flags}/FontFile2 7 0 R");
        let font = format!("/Subtype/TrueType/FontDescriptor 6 0 R{entries}");
        with_font(string, &font, &descriptor, ("", TRUETYPE), &[]).has_archival_pages()
    };
    let widths = |width: f64| format!("/FirstChar 65/LastChar 66/Widths[{width} 0]");
    let encoding = "/Encoding/WinAnsiEncoding";
    assert!(font("(A)", &(widths(width) + encoding), 32));
    assert!(font("(A)", &(widths(width + 0.9) + encoding), 32));
    assert!(font(
        "(A)",
        &(widths(width) + "/Encoding/MacRomanEncoding"),
        32
    ));
    let other = "/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[66/A]>>";
    let both = format!("/FirstChar 65/LastChar 66/Widths[{width} {width}]{other}");
    assert!(font("(B)", &both, 32));
    for (string, entries, flags) in [
        ("(A)", widths(width + 2.0) + encoding, 32),
        // Its letters have another width, and others none.
        ("(B)", widths(width) + encoding, 32),
        ("(C)", widths(width) + encoding, 32),
        ("(A)", widths(width), 32),
        ("(A)", widths(width) + "/Encoding/StandardEncoding", 32),
        ("(A)", widths(width) + "/Encoding<</Differences[66/A]>>", 32),
        // A font with letters of its own has no encoding, and one table or that for symbols.
        ("(A)", widths(width) + encoding, 4),
        ("(A)", widths(width), 4),
        (
            "(A)",
            widths(width).replace("/FirstChar 65", "") + encoding,
            32,
        ),
        ("(A)", widths(width).replace("66", "67") + encoding, 32),
        ("(A)", widths(width) + encoding + "/Unknown 1", 32),
    ] {
        assert!(!font(string, &entries, flags), "{string} {entries} {flags}");
    }
    let entries = format!("{}{encoding}/FontDescriptor 6 0 R", widths(width));
    let program = |subtype: &str, key: &str, data: &[u8]| {
        let descriptor = format!("/Flags 32/{key} 7 0 R");
        let font = format!("/Subtype/{subtype}{entries}");
        with_font("(A)", &font, &descriptor, ("", data), &[]).has_archival_pages()
    };
    assert!(program("TrueType", "FontFile2", TRUETYPE));
    assert!(!program("Type1", "FontFile2", TRUETYPE));
    assert!(!program("TrueType", "FontFile", TRUETYPE));
    assert!(!program("TrueType", "FontFile3", TRUETYPE));
    assert!(!program("Type1", "FontFile", b"%!PS-AdobeFont-1.0"));
    assert!(!program("MMType1", "FontFile2", TRUETYPE));
    assert!(!program(
        "TrueType",
        "FontFile2",
        &TRUETYPE[..TRUETYPE.len() - 9_000]
    ));
    assert!(!program("TrueType", "FontFile 4 0 R/FontFile2", TRUETYPE));
    let other = [b"OTTO", &TRUETYPE[4..]].concat();
    assert!(!program("TrueType", "FontFile2", &other));
}

#[test]
fn fonts_of_many_letters_that_are_listed() {
    let (number, width) = glyph('A');
    let font = |string: &str, entries: &str, descendant: &str, descriptor: &str| {
        let font = format!("/Subtype/Type0/Encoding/Identity-H/DescendantFonts[8 0 R]{entries}");
        let descendant = format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/FontDescriptor 6 0 R\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>{descendant}>>"
        );
        let descriptor = format!("/Flags 4/FontFile2 7 0 R{descriptor}");
        with_font(string, &font, &descriptor, ("", TRUETYPE), &[&descendant]).has_archival_pages()
    };
    let string = format!("<{number:04X}>");
    let widths = format!("/CIDToGIDMap/Identity/W[{number}[{width}]]");
    let range = format!("/CIDToGIDMap/Identity/W[{number} {number} {width}]");
    assert!(font(&string, "", &widths, ""));
    assert!(font(&string, "", &range, ""));
    assert!(font(
        &string,
        "",
        &format!("/CIDToGIDMap/Identity/DW {width}"),
        ""
    ));
    for (string, entries, descendant, descriptor) in [
        (string.as_str(), "", "/CIDToGIDMap/Identity", ""),
        // Two widths of one letter.
        (
            &string,
            "",
            &range.replace("/W[", &format!("/W[{number}[0]")),
            "",
        ),
        (&string, "", &format!("/W[{number}[{width}]]"), ""),
        (&string, "", &format!("{widths}/DW2[880 -1000]"), ""),
        (&string, "/WMode 1", &widths, ""),
        (&string, "", &widths, "/CIDSet 4 0 R"),
        (
            &string,
            "",
            &format!("/CIDToGIDMap/Identity/W[{number}[{}]]", width + 2.0),
            "",
        ),
        // The glyph for letters that are missing, one that is not there, half a letter.
        (
            "<0000>",
            "",
            &format!("/CIDToGIDMap/Identity/DW {width}"),
            "",
        ),
        (
            "<FFF0>",
            "",
            &format!("/CIDToGIDMap/Identity/DW {width}"),
            "",
        ),
        ("<00>", "", &widths, ""),
    ] {
        let is_listed = font(string, entries, descendant, descriptor);
        assert!(!is_listed, "{string} {entries} {descendant} {descriptor}");
    }
}

/// Codes of one byte are the numbers of letters only by the table that is known.
#[test]
fn codes_of_one_byte() {
    let (number, width) = glyph('A');
    let known = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo 3 dict dup begin\n/Registry (Adobe) def\n/Ordering (Identity) def\n\
        /Supplement 0 def\nend def\n/CMapName /OneByteIdentityH def\n/CMapVersion 1.000 def\n\
        /CMapType 1 def\n/UIDOffset 0 def\n/XUID [1 10 25404 9999] def\n/WMode 0 def\n\
        1 begincodespacerange\n<00> <FF>\nendcodespacerange\n1 begincidrange\n<00> <FF> 0\n\
        endcidrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    let font = |table: &str, entries: &str, ordering: &str| {
        let descendant = format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/FontDescriptor 6 0 R\
             /CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>\
             /CIDToGIDMap/Identity/W[{number}[{width}]]>>"
        );
        let table = stream(&format!("/Type/CMap{entries}"), table);
        let font = "/Subtype/Type0/Encoding 9 0 R/DescendantFonts[8 0 R]";
        let (string, descriptor) = (format!("<{number:02X}>"), "/Flags 4/FontFile2 7 0 R");
        let more = [descendant.as_str(), &table];
        with_font(&string, font, descriptor, ("", TRUETYPE), &more).has_archival_pages()
    };
    assert!(number < 256);
    assert!(font(known, "/CMapName/OneByteIdentityH", "Identity"));
    assert!(!font(known, "/UseCMap/Identity-H", "Identity"));
    assert!(!font(known, "", "Japan1"));
    assert!(!font(&known.replace("<FF> 0", "<FF> 1"), "", "Identity"));
    assert!(!font(
        &known.replace("/WMode 0", "/WMode 1"),
        "",
        "Identity"
    ));
}

/// A CFF font with the letters A, 500 wide, and B, 700 wide.
fn compact() -> Vec<u8> {
    let index = |items: &[&[u8]]| {
        let mut out = vec![0, items.len() as u8, 1, 1];
        let mut end = 1u8;
        for item in items {
            end += item.len() as u8;
            out.push(end);
        }
        items.iter().for_each(|item| out.extend_from_slice(item));
        out
    };
    let whole = |value: u16| [28, (value >> 8) as u8, value as u8];
    let (header, name) = (vec![1, 0, 4, 1], index(&[b"A"]));
    // The offsets have three bytes each, so that the length of the top is known.
    let top = |charset: u16, letters: u16, private: u16| {
        let entries = [
            whole(charset).to_vec(),
            vec![15],
            whole(letters).to_vec(),
            vec![17],
            whole(6).to_vec(),
            whole(private).to_vec(),
            vec![18],
        ];
        index(&[&entries.concat()])
    };
    // Letters: no glyph, A with the width that is usual, B with 100 more than what is nominal.
    let letters = index(&[&[14], &[14], &[239, 14]]);
    let charset = [0, 0, 34, 0, 35];
    let private = [whole(500).to_vec(), vec![20], whole(600).to_vec(), vec![21]].concat();
    let after = header.len() + name.len() + top(0, 0, 0).len() + 4;
    let at = |offset: usize| (after + offset) as u16;
    let (letters_at, private_at) = (at(charset.len()), at(charset.len() + letters.len()));
    let mut top = top(at(0), letters_at, private_at);
    let size = (private.len() as u16).to_be_bytes();
    let six = top.windows(3).position(|bytes| bytes == whole(6)).unwrap();
    top[six + 1..six + 3].copy_from_slice(&size);
    // No strings and no subroutines.
    let empty = vec![0; 4];
    [header, name, top, empty, charset.to_vec(), letters, private].concat()
}

#[test]
fn compact_fonts_that_are_listed() {
    let data = compact();
    let font = |string: &str, entries: &str, descriptor: &str, subtype: &str| {
        let font = format!("/Subtype/Type1/FontDescriptor 6 0 R/FirstChar 65/LastChar 67{entries}");
        let descriptor = format!("/Flags 32/FontFile3 7 0 R{descriptor}");
        let subtype = format!("/Subtype/{subtype}");
        with_font(string, &font, &descriptor, (&subtype, &data), &[]).has_archival_pages()
    };
    let widths = "/Widths[500 700 0]";
    let names = "/Encoding/WinAnsiEncoding/Widths[500 700 0]";
    assert!(font("(AB)", widths, "", "Type1C"));
    assert!(font("(AB)", names, "/CharSet(/A/B)", "Type1C"));
    let other = "/Encoding<</Differences[67/A]>>/Widths[0 0 500]";
    assert!(font("(C)", other, "", "Type1C"));
    for (string, entries, descriptor, subtype) in [
        ("(A)", "/Widths[502 700 0]", "", "Type1C"),
        ("(B)", "/Widths[500 702 0]", "", "Type1C"),
        ("(C)", names, "", "Type1C"),
        ("(A)", other, "", "Type1C"),
        ("(AB)", names, "/CharSet(/A)", "Type1C"),
        ("(AB)", widths, "", "CIDFontType0C"),
        ("(AB)", widths, "", "OpenType"),
    ] {
        let is_listed = font(string, entries, descriptor, subtype);
        assert!(!is_listed, "{string} {entries} {descriptor} {subtype}");
    }
}
