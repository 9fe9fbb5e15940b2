//! Letters that HTML writes as names (HTML 4.01, section 24).

/// The names of the letters from 160 on.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

/// Others that mails have.
const OTHER: [(&str, char); 26] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("trade", '™'),
    ("larr", '←'),
    ("rarr", '→'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("check", '✓'),
];

/// The letter of a name or number between `&` and `;`.
pub(crate) fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    if let Some(at) = LATIN.iter().position(|own| *own == name) {
        return char::from_u32(160 + u32::try_from(at).ok()?);
    }
    OTHER.iter().find(|(own, _)| *own == name).map(|(_, c)| *c)
}

/// A text with its letters in the place of their names.
pub(crate) fn decoded(text: &str) -> String {
    const LONGEST: usize = 10;
    let mut rest = text;
    let mut done = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('&') {
        done.push_str(before);
        let name = after.split_once(';');
        let found = name.filter(|(name, _)| name.len() <= LONGEST);
        match found.and_then(|(name, tail)| Some((letter(name)?, tail))) {
            Some((c, tail)) => {
                done.push(c);
                rest = tail;
            }
            None => {
                done.push('&');
                rest = after;
            }
        }
    }
    done.push_str(rest);
    done
}
