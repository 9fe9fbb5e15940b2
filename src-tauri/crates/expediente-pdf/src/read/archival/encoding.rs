//! The names of the letters of simple fonts (ISO 32000-1, annex D), as far as two readers cannot
//! disagree about them.

use std::collections::BTreeMap;

use hayro_syntax::object::{Dict, Object};

use crate::read::objects::Objects;

/// The letters of `WinAnsiEncoding` from code 32 on; `-` where a code has none of its own.
const WIN_ANSI: &str = "\
    space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft \
    parenright asterisk plus comma hyphen period slash zero one two three four five six \
    seven eight nine colon semicolon less equal greater question at A B C D E F G H I J K L \
    M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore \
    grave a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright \
    asciitilde - Euro - quotesinglbase florin quotedblbase ellipsis dagger daggerdbl \
    circumflex perthousand Scaron guilsinglleft OE - Zcaron - - quoteleft quoteright \
    quotedblleft quotedblright bullet endash emdash tilde trademark scaron guilsinglright oe \
    - zcaron Ydieresis space exclamdown cent sterling currency yen brokenbar section \
    dieresis copyright ordfeminine guillemotleft logicalnot hyphen registered macron degree \
    plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla \
    onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown \
    Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex \
    Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex \
    Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn \
    germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute \
    ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute \
    ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute \
    thorn ydieresis";

/// The Unicode values of its codes from 128 to 159.
const WINDOWS: [u32; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// The letters of a simple font, by their codes.
pub(super) struct Encoding {
    base: Base,
    differences: BTreeMap<u8, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// That of the font's program.
    BuiltIn,
    WinAnsi,
    /// Known here for the codes that it shares with the other.
    MacRoman,
}

impl Encoding {
    /// The encoding of a font that has an entry for it; nothing where it is not on the list.
    pub(super) fn read(objects: &Objects, entry: &Object<'_>) -> Option<Self> {
        let (base, differences) = match entry {
            Object::Name(name) => (base_of(name.as_ref())?, BTreeMap::new()),
            Object::Dict(dict) => {
                let base = match objects.value(dict, b"BaseEncoding") {
                    None => Base::BuiltIn,
                    Some(Object::Name(name)) => base_of(name.as_ref())?,
                    Some(_) => return None,
                };
                (base, differences(objects, dict)?)
            }
            _ => return None,
        };
        Some(Self { base, differences })
    }

    /// Whether it names one of the two encodings that a font of common letters may have.
    pub(super) fn has_base(&self) -> bool {
        self.base != Base::BuiltIn
    }

    /// The name of the letter of a code.
    pub(super) fn name(&self, code: u8) -> Option<&str> {
        if let Some(name) = self.differences.get(&code) {
            return Some(name);
        }
        match self.base {
            Base::WinAnsi => name_of(code),
            Base::MacRoman if code < 0x7F => name_of(code),
            Base::MacRoman | Base::BuiltIn => None,
        }
    }
}

fn base_of(name: &[u8]) -> Option<Base> {
    match name {
        b"WinAnsiEncoding" => Some(Base::WinAnsi),
        b"MacRomanEncoding" => Some(Base::MacRoman),
        _ => None,
    }
}

fn differences(objects: &Objects, dict: &Dict<'_>) -> Option<BTreeMap<u8, String>> {
    let mut found = BTreeMap::new();
    let mut code: Option<u8> = None;
    let Some(entry) = objects.value(dict, b"Differences") else {
        return Some(found);
    };
    for value in entry.into_array()?.raw_iter() {
        match objects.resolve(value)? {
            Object::Number(number) => code = Some(u8::try_from(number.as_i64()).ok()?),
            Object::Name(name) => {
                let at = code?;
                found.insert(at, std::str::from_utf8(name.as_ref()).ok()?.to_owned());
                code = at.checked_add(1);
            }
            _ => return None,
        }
    }
    Some(found)
}

fn name_of(code: u8) -> Option<&'static str> {
    let at = code.checked_sub(32)?;
    let name = WIN_ANSI.split(' ').nth(usize::from(at))?;
    (name != "-").then_some(name)
}

/// The Unicode value of a letter that `WinAnsiEncoding` has, by its name.
pub(super) fn unicode_of(name: &str) -> Option<u32> {
    let at = WIN_ANSI
        .split(' ')
        .position(|of| of == name && name != "-")?;
    match at + 32 {
        code @ 128..160 => WINDOWS.get(code - 128).copied(),
        code => u32::try_from(code).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_names() {
        assert_eq!(WIN_ANSI.split(' ').count(), 224);
        for (code, name, unicode) in [
            (32, "space", 32),
            (65, "A", 65),
            (0x80, "Euro", 0x20AC),
            (0x92, "quoteright", 0x2019),
            (0xF1, "ntilde", 0xF1),
            (0xFF, "ydieresis", 0xFF),
        ] {
            assert_eq!(name_of(code), Some(name));
            assert_eq!(unicode_of(name), Some(unicode));
        }
        assert_eq!(name_of(0x81), None);
        assert_eq!(unicode_of("-"), None);
    }
}
