//! Names in a zip: UTF-8 where it says so or is so, else the letters of DOS.

/// The letters of DOS above ASCII (code page 437), as zips without another mark have them. Where
/// 437 has lines and Greek signs that no name of a paper has, it is read as code page 850, with
/// which Windows in the West writes Á, Í, Ó, Ú and their like.
const DOS: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ',
    'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ',
    'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©',
    '╣', '║', '╗', '╝', '¢', '¥', '┐', '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦',
    '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì',
    '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', '\u{ad}',
    '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

/// The extra field in which Info-ZIP writes a name as UTF-8 (APPNOTE 4.6.9).
const UNICODE_PATH: u16 = 0x7075;

/// The parts of the path of an entry, of its bytes and its extra fields.
pub(crate) fn parts(raw: &[u8], extra: &[u8]) -> Vec<String> {
    let name = match (unicode_path(extra), std::str::from_utf8(raw)) {
        (Some(name), _) => name,
        (None, Ok(name)) => name.to_owned(),
        (None, Err(_)) => raw.iter().map(|byte| dos(*byte)).collect(),
    };
    // Some programs of Windows part with the other stroke.
    name.split(['/', '\\'])
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn dos(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        // There are 128 letters.
        Some(at) => DOS.get(usize::from(at)).map_or('\u{fffd}', |c| *c),
    }
}

fn unicode_path(mut extra: &[u8]) -> Option<String> {
    while let Some((head, rest)) = extra.split_at_checked(4) {
        let id = u16::from_le_bytes(head.get(..2)?.try_into().ok()?);
        let length = u16::from_le_bytes(head.get(2..)?.try_into().ok()?);
        let (field, after) = rest.split_at_checked(usize::from(length))?;
        if id == UNICODE_PATH {
            // A version, and a checksum of the other name.
            return String::from_utf8(field.get(5..)?.to_vec()).ok();
        }
        extra = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes are those of Python's codecs `cp437` and `cp850`.
    #[test]
    fn names_of_old_zips_are_read() {
        for (raw, name) in [
            (
                b"C\x82dula de Mar\xa1a Nu\xa4ez.pdf".as_slice(),
                "Cédula de María Nuñez.pdf",
            ),
            (
                b"\xb5rea \xd6ndice \xe0rgano \xe9ltimo.pdf",
                "Área Índice Órgano Último.pdf",
            ),
            (b"certid\xc6o.pdf", "certidão.pdf"),
            ("Cédula.pdf".as_bytes(), "Cédula.pdf"),
        ] {
            assert_eq!(parts(raw, &[]), [name]);
        }
        assert_eq!(parts(b"a\\b//c.pdf", &[]), ["a", "b", "c.pdf"]);
        let extra = [
            b"\x75\x70\x0b\0\x01....".as_slice(),
            "niño".as_bytes(),
            b".",
        ]
        .concat();
        assert_eq!(parts(b"ni?o", &extra), ["niño."]);
    }
}
