//! The kinds of objects that a page can draw with, and the entries that each may have.
//!
//! Copying is by allowance: an entry that ISO 32000-2 does not define for a kind of object, or that
//! changes nothing about how a page is drawn, is not copied. So private keys, metadata, alternate
//! pictures, reference XObjects, structure and actions stay out without being named here. The
//! numbers of the tables are those of ISO 32000-2.

/// What an object is, by the entry that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum ObjectKind {
    /// Anything, as it is: for a copy that leaves nothing out.
    Whole,
    /// Numbers, names, strings, and arrays of them.
    Value,
    /// Content of a page, which must stay a stream even when it cannot be read.
    Content,
    /// The appearance of an annotation, which may lack entries that a form needs.
    Appearance,
    /// A form or an image.
    XObject,
    Form,
    Image,
    Font,
    FontDescriptor,
    /// A stream of data that has no entries of its own but lengths and a subtype.
    Data,
    Encoding,
    CMap,
    CidSystemInfo,
    /// The glyphs of a Type 3 font, by freely chosen names.
    CharProcs,
    Group,
    GraphicsState,
    SoftMask,
    Pattern,
    Shading,
    Function,
    ColorSpace,
    /// Colorants and their color spaces, by freely chosen names.
    Colorants,
    Halftone,
    /// A property list of marked content.
    Properties,
    /// Parameters of a filter.
    FilterParameters,
}

use ObjectKind as K;

impl ObjectKind {
    /// The kind of what an entry holds; nothing when the entry is not copied. Entries of streams
    /// that say how the data is encoded are written by the copier.
    pub(crate) fn entry(self, key: &[u8]) -> Option<Self> {
        let values: &[&[u8]] = match self {
            Self::Whole => return Some(Self::Whole),
            Self::Value | Self::Content => &[],
            Self::CharProcs => return Some(Self::Content),
            Self::Colorants => return Some(Self::ColorSpace),
            Self::Appearance | Self::Form => return form(key),
            Self::Image => return image(key),
            Self::XObject => return image(key).or_else(|| form(key)),
            Self::Font => return font(key),
            Self::FontDescriptor => return font_descriptor(key),
            // Tables 125 (fonts); 90 (embedded data of JBIG2) has none.
            Self::Data => &[b"Length1", b"Length2", b"Length3", b"Subtype"],
            // Tables 112 and 118: the encoding of a composite font is a stream.
            Self::Encoding | Self::CMap => match key {
                b"UseCMap" => return Some(K::CMap),
                b"CIDSystemInfo" => return Some(K::CidSystemInfo),
                _ => &[
                    b"Type",
                    b"CMapName",
                    b"WMode",
                    b"BaseEncoding",
                    b"Differences",
                ],
            },
            // Table 114.
            Self::CidSystemInfo => &[b"Registry", b"Ordering", b"Supplement"],
            // Tables 94 and 145.
            Self::Group => match key {
                b"CS" => return Some(K::ColorSpace),
                _ => &[b"Type", b"S", b"I", b"K"],
            },
            Self::GraphicsState => return graphics_state(key),
            // Table 142.
            Self::SoftMask => match key {
                b"G" => return Some(K::Form),
                b"TR" => return Some(K::Function),
                _ => &[b"Type", b"S", b"BC"],
            },
            Self::Pattern => return pattern(key),
            Self::Shading => return shading(key),
            Self::Function => return function(key),
            Self::ColorSpace => return color_space(key),
            Self::Halftone => return halftone(key),
            // Table 352, and what replaces or explains text (14.9). No layers: content of those
            // that are on is content like any other.
            Self::Properties => &[b"Type", b"MCID", b"ActualText", b"Alt", b"E", b"Lang"],
            // Tables 8 to 13.
            Self::FilterParameters => match key {
                b"JBIG2Globals" => return Some(K::Data),
                _ => &[
                    b"Predictor",
                    b"Colors",
                    b"BitsPerComponent",
                    b"Columns",
                    b"EarlyChange",
                    b"K",
                    b"EndOfLine",
                    b"EncodedByteAlign",
                    b"Rows",
                    b"EndOfBlock",
                    b"BlackIs1",
                    b"DamagedRowsBeforeError",
                    b"ColorTransform",
                ],
            },
        };
        values.contains(&key).then_some(K::Value)
    }

    /// Whether it can be a dictionary or a stream. Others are values and arrays only.
    pub(crate) fn is_structure(self) -> bool {
        !matches!(self, Self::Value)
    }
}

/// Table 93, without what describes the form or leads to another file.
fn form(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"Subtype" | b"FormType" | b"BBox" | b"Matrix" | b"Name" => K::Value,
        b"Group" => K::Group,
        // `Resources` is written by the copier, which knows what the content names.
        _ => return None,
    })
}

/// Table 87, without `Alternates`, `OPI` and what describes the picture.
fn image(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"Subtype" | b"Width" | b"Height" | b"BitsPerComponent" | b"Intent"
        | b"ImageMask" | b"Decode" | b"Interpolate" | b"SMaskInData" | b"Name" | b"Matte" => {
            K::Value
        }
        b"ColorSpace" => K::ColorSpace,
        b"Mask" | b"SMask" => K::Image,
        _ => return None,
    })
}

/// Tables 109, 110, 115 and 119.
fn font(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"Subtype" | b"BaseFont" | b"Name" | b"FirstChar" | b"LastChar" | b"Widths"
        | b"FontBBox" | b"FontMatrix" | b"DW" | b"W" | b"DW2" | b"W2" => K::Value,
        b"FontDescriptor" => K::FontDescriptor,
        b"Encoding" => K::Encoding,
        b"ToUnicode" => K::CMap,
        b"DescendantFonts" => K::Font,
        b"CIDSystemInfo" => K::CidSystemInfo,
        b"CIDToGIDMap" => K::Data,
        b"CharProcs" => K::CharProcs,
        _ => return None,
    })
}

/// Tables 120 and 122.
fn font_descriptor(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"FontName" | b"FontFamily" | b"FontStretch" | b"FontWeight" | b"Flags"
        | b"FontBBox" | b"ItalicAngle" | b"Ascent" | b"Descent" | b"Leading" | b"CapHeight"
        | b"XHeight" | b"StemV" | b"StemH" | b"AvgWidth" | b"MaxWidth" | b"MissingWidth"
        | b"CharSet" | b"Lang" => K::Value,
        b"FontFile" | b"FontFile2" | b"FontFile3" | b"CIDSet" => K::Data,
        _ => return None,
    })
}

/// Table 57.
fn graphics_state(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"LW" | b"LC" | b"LJ" | b"ML" | b"D" | b"RI" | b"OP" | b"op" | b"OPM" | b"FL"
        | b"SM" | b"SA" | b"BM" | b"CA" | b"ca" | b"AIS" | b"TK" | b"UseBlackPtComp" | b"HTO" => {
            K::Value
        }
        b"Font" => K::Font,
        b"BG" | b"BG2" | b"UCR" | b"UCR2" | b"TR" | b"TR2" => K::Function,
        b"HT" => K::Halftone,
        b"SMask" => K::SoftMask,
        _ => return None,
    })
}

/// Tables 74 and 75.
fn pattern(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"PatternType" | b"PaintType" | b"TilingType" | b"BBox" | b"XStep" | b"YStep"
        | b"Matrix" => K::Value,
        b"Shading" => K::Shading,
        b"ExtGState" => K::GraphicsState,
        _ => return None,
    })
}

/// Tables 77 to 83.
fn shading(key: &[u8]) -> Option<K> {
    Some(match key {
        b"ShadingType" | b"Background" | b"BBox" | b"AntiAlias" | b"Coords" | b"Domain"
        | b"Extend" | b"Matrix" | b"BitsPerCoordinate" | b"BitsPerComponent" | b"BitsPerFlag"
        | b"Decode" | b"VerticesPerRow" => K::Value,
        b"ColorSpace" => K::ColorSpace,
        b"Function" => K::Function,
        _ => return None,
    })
}

/// Tables 38 to 41.
fn function(key: &[u8]) -> Option<K> {
    Some(match key {
        b"FunctionType" | b"Domain" | b"Range" | b"Size" | b"BitsPerSample" | b"Order"
        | b"Encode" | b"Decode" | b"C0" | b"C1" | b"N" | b"Bounds" => K::Value,
        b"Functions" => K::Function,
        _ => return None,
    })
}

/// Tables 62 to 72. The items of a color space's array are spaces, functions, and data, which
/// share this kind.
fn color_space(key: &[u8]) -> Option<K> {
    Some(match key {
        b"WhitePoint" | b"BlackPoint" | b"Gamma" | b"Matrix" | b"Range" | b"N" | b"Subtype"
        | b"Components" | b"PrintingOrder" | b"Solidities" | b"DotGain" => K::Value,
        b"Alternate" => K::ColorSpace,
        b"Colorants" => K::Colorants,
        b"Process" => K::ColorSpace,
        b"ColorSpace" => K::ColorSpace,
        _ => return function(key),
    })
}

/// Tables 128 to 132. A halftone of type 5 has halftones by the names of colorants.
fn halftone(key: &[u8]) -> Option<K> {
    Some(match key {
        b"Type" | b"HalftoneType" | b"HalftoneName" | b"Frequency" | b"Angle"
        | b"AccurateScreens" | b"Width" | b"Height" | b"Width2" | b"Height2" | b"Xsquare"
        | b"Ysquare" => K::Value,
        b"SpotFunction" | b"TransferFunction" => K::Function,
        b"Cyan" | b"Magenta" | b"Yellow" | b"Black" | b"Red" | b"Green" | b"Blue" | b"Gray"
        | b"Default" => K::Halftone,
        _ => return None,
    })
}
