//! The entries that objects of a dossier may have. What is not listed is refused.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::file::Fault;
use crate::flaw::{Flaw, FlawKind};
use crate::object::{Dict, Object};

/// Entries of the catalog.
pub const CATALOG: [&[u8]; 14] = [
    b"Type",
    b"Pages",
    b"PageLabels",
    b"Outlines",
    b"PageMode",
    b"ViewerPreferences",
    b"Lang",
    b"Metadata",
    b"OpenAction",
    b"OutputIntents",
    b"XPDT_Font",
    b"XPDT_Letters",
    b"XPDT_Words",
    b"XPDT_Frame",
];
/// Entries of the trailer.
pub const TRAILER: [&[u8]; 4] = [b"Size", b"Root", b"Info", b"ID"];
/// Entries of the document's properties.
pub const INFO: [&[u8]; 5] = [
    b"Title",
    b"Author",
    b"Producer",
    b"CreationDate",
    b"ModDate",
];
/// Entries of a node of the page tree.
pub const NODE: [&[u8]; 4] = [b"Type", b"Parent", b"Count", b"Kids"];
/// Entries of a page.
pub const PAGE: [&[u8]; 15] = [
    b"Type",
    b"Parent",
    b"MediaBox",
    b"CropBox",
    b"Rotate",
    b"UserUnit",
    b"Resources",
    b"Contents",
    b"Group",
    b"Annots",
    b"XPDT_Role",
    b"XPDT_Parts",
    b"XPDT_Promise",
    b"XPDT_Pictures",
    b"XPDT_Page",
];
/// Categories of resources.
pub const RESOURCES: [&[u8]; 7] = [
    b"ColorSpace",
    b"ExtGState",
    b"Font",
    b"Pattern",
    b"Properties",
    b"Shading",
    b"XObject",
];
/// Entries of a link.
pub const LINK: [&[u8]; 12] = [
    b"Type",
    b"Subtype",
    b"F",
    b"Rect",
    b"Border",
    b"BS",
    b"C",
    b"H",
    b"QuadPoints",
    b"Dest",
    b"A",
    b"Contents",
];
/// Entries of an entry of the outline.
pub const OUTLINE: [&[u8]; 8] = [
    b"Title", b"Parent", b"Prev", b"Next", b"First", b"Last", b"Count", b"Dest",
];

/// Entries whose keys are names that a paper chose.
const CHOSEN_NAMES: [&[u8]; 9] = [
    b"ColorSpace",
    b"ExtGState",
    b"Font",
    b"Pattern",
    b"Properties",
    b"Shading",
    b"XObject",
    b"CharProcs",
    b"Colorants",
];

/// Entries of everything that a page draws with: fonts, images, forms, patterns, functions, color
/// spaces, graphics states and filters, as ISO 32000-2 defines them. None of them acts,
/// leads to another file, or has a use besides how the page looks and reads.
const DRAWN: &[&[u8]] = &[
    b"AIS",
    b"AccurateScreens",
    b"ActualText",
    b"Alt",
    b"Alternate",
    b"Angle",
    b"AntiAlias",
    b"Ascent",
    b"AvgWidth",
    b"BBox",
    b"BC",
    b"BG",
    b"BG2",
    b"BM",
    b"Background",
    b"BaseEncoding",
    b"BaseFont",
    b"BitsPerComponent",
    b"BitsPerCoordinate",
    b"BitsPerFlag",
    b"BitsPerSample",
    b"Black",
    b"BlackIs1",
    b"BlackPoint",
    b"Blue",
    b"Bounds",
    b"C0",
    b"C1",
    b"CA",
    b"CIDSet",
    b"CIDSystemInfo",
    b"CIDToGIDMap",
    b"CMapName",
    b"CS",
    b"CapHeight",
    b"CharProcs",
    b"CharSet",
    b"ColorSpace",
    b"ColorTransform",
    b"Colorants",
    b"Colors",
    b"Columns",
    b"Components",
    b"Coords",
    b"Cyan",
    b"D",
    b"DW",
    b"DW2",
    b"DamagedRowsBeforeError",
    b"Decode",
    b"DecodeParms",
    b"Default",
    b"Descent",
    b"DescendantFonts",
    b"Differences",
    b"Domain",
    b"DotGain",
    b"E",
    b"EarlyChange",
    b"Encode",
    b"EncodedByteAlign",
    b"Encoding",
    b"EndOfBlock",
    b"EndOfLine",
    b"ExtGState",
    b"Extend",
    b"FL",
    b"Filter",
    b"FirstChar",
    b"Flags",
    b"Font",
    b"FontBBox",
    b"FontDescriptor",
    b"FontFamily",
    b"FontFile",
    b"FontFile2",
    b"FontFile3",
    b"FontMatrix",
    b"FontName",
    b"FontStretch",
    b"FontWeight",
    b"FormType",
    b"Frequency",
    b"Function",
    b"FunctionType",
    b"Functions",
    b"G",
    b"Gamma",
    b"Gray",
    b"Green",
    b"Group",
    b"HT",
    b"HTO",
    b"HalftoneName",
    b"HalftoneType",
    b"Height",
    b"Height2",
    b"I",
    b"ImageMask",
    b"Intent",
    b"Interpolate",
    b"ItalicAngle",
    b"JBIG2Globals",
    b"K",
    b"LC",
    b"LJ",
    b"LW",
    b"Lang",
    b"LastChar",
    b"Leading",
    b"Length",
    b"Length1",
    b"Length2",
    b"Length3",
    b"MCID",
    b"ML",
    b"Magenta",
    b"Mask",
    b"Matrix",
    b"Matte",
    b"MaxWidth",
    b"MissingWidth",
    b"N",
    b"Name",
    b"OP",
    b"OPM",
    b"Order",
    b"Ordering",
    b"P",
    b"PaintType",
    b"Pattern",
    b"PatternType",
    b"Predictor",
    b"PrintingOrder",
    b"Process",
    b"Properties",
    b"RI",
    b"Range",
    b"Red",
    b"Registry",
    b"Resources",
    b"Rows",
    b"S",
    b"SA",
    b"SM",
    b"SMask",
    b"SMaskInData",
    b"Shading",
    b"ShadingType",
    b"Size",
    b"Solidities",
    b"SpotFunction",
    b"StemH",
    b"StemV",
    b"Subtype",
    b"Supplement",
    b"TK",
    b"TR",
    b"TR2",
    b"TilingType",
    b"ToUnicode",
    b"TransferFunction",
    b"Type",
    b"UCR",
    b"UCR2",
    b"UseBlackPtComp",
    b"UseCMap",
    b"VerticesPerRow",
    b"W",
    b"W2",
    b"WMode",
    b"WhitePoint",
    b"Width",
    b"Width2",
    b"Widths",
    b"XHeight",
    b"XObject",
    b"XStep",
    b"Xsquare",
    b"YStep",
    b"Yellow",
    b"Ysquare",
    b"ca",
    b"op",
];

static DRAWN_SET: LazyLock<HashSet<&'static [u8]>> =
    LazyLock::new(|| DRAWN.iter().copied().collect());

/// Types of objects that no page draws with.
const FOREIGN: [&[u8]; 13] = [
    b"Page",
    b"Pages",
    b"Catalog",
    b"Annot",
    b"Action",
    b"Outlines",
    b"Filespec",
    b"EmbeddedFile",
    b"Metadata",
    b"Sig",
    b"XRef",
    b"ObjStm",
    b"StructElem",
];

/// Checks that something that is drawn has no entries but those that drawing needs. `key` is the
/// entry that it is the value of.
pub fn check_drawn(key: &[u8], object: &Object) -> Result<(), Fault> {
    match object {
        // What is in an array says itself what it is.
        Object::Array(items) => items.iter().try_for_each(|item| check_drawn(b"", item)),
        Object::Dict(dict) if has_names(key) && !is_object(dict) => {
            let values = dict.0.iter().map(|(_, value)| value);
            values
                .into_iter()
                .try_for_each(|value| check_drawn(b"", value))
        }
        Object::Dict(dict) => {
            if dict
                .name(b"Type")
                .is_some_and(|kind| FOREIGN.contains(&kind))
            {
                return strange("an object that is not drawn");
            }
            dict.0.iter().try_for_each(|(name, value)| {
                if DRAWN_SET.contains(name.as_slice()) {
                    check_drawn(name, value)
                } else {
                    strange(String::from_utf8_lossy(name))
                }
            })
        }
        _ => Ok(()),
    }
}

/// Whether the keys of an entry's value are names that a paper chose.
pub fn has_names(key: &[u8]) -> bool {
    CHOSEN_NAMES.contains(&key)
}

/// Whether a dictionary is an object written in place, not a map of names: names have no values
/// but objects.
pub fn is_object(dict: &Dict) -> bool {
    dict.name(b"Type").is_some() || dict.integer(b"ShadingType").is_some()
}

/// Checks that a dictionary has only entries of a list.
pub fn check(of: &str, dict: &Dict, known: &[&[u8]]) -> Result<(), Fault> {
    match dict.others(known).next() {
        Some((name, _)) => strange(format!("{} ({of})", String::from_utf8_lossy(name))),
        None => Ok(()),
    }
}

/// A flaw: something that a dossier does not have.
pub fn strange<T>(what: impl ToString) -> Result<T, Fault> {
    /// Letters of a name that are told.
    const TOLD: usize = 60;
    let what: String = what.to_string().chars().take(TOLD).collect();
    let flaw = Flaw::new(FlawKind::Active).with("what", what);
    Err(Fault::Flaw(Box::new(flaw)))
}
