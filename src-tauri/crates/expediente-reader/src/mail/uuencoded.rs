//! Files in the text of a mail, as programs wrote them before MIME (uuencode, POSIX.1-2017).

/// A file that was in a text.
pub(crate) struct Inside {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The text without the files in it, each in its place by its name, and the files. What begins as
/// one and does not end as one stays as it is.
pub(crate) fn taken_out(text: &str) -> (String, Vec<Inside>) {
    let mut files = Vec::new();
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest
            .split_inclusive('\n')
            .next()
            .map_or((rest, ""), |line| {
                (line, rest.get(line.len()..).map_or("", |after| after))
            });
        let file = name_of(line).and_then(|name| Some((name, decoded(after)?)));
        if let Some((name, (bytes, after))) = file {
            kept.push_str(&format!("[{name}]\n"));
            files.push(Inside {
                name: name.to_owned(),
                bytes,
            });
            rest = after;
        } else {
            kept.push_str(line);
            rest = after;
        }
    }
    (kept, files)
}

/// `begin 644 foto.jpg`.
fn name_of(line: &str) -> Option<&str> {
    let (mode, name) = line.trim_end().strip_prefix("begin ")?.split_once(' ')?;
    let is_mode = (3..=4).contains(&mode.len()) && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    let name = name.trim();
    if is_mode && !name.is_empty() {
        Some(name)
    } else {
        None
    }
}

/// The bytes up to the line `end`, and what follows it.
fn decoded(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut bytes = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line == "end" {
            return Some((bytes, text.get(at..)?));
        }
        let mut letters = line.bytes();
        let Some(first) = letters.next() else {
            continue;
        };
        let count = usize::from(value(first)?);
        let start = bytes.len();
        // Spaces at the end of a line may have been lost.
        let mut values = letters.map(value).chain(std::iter::repeat(Some(0)));
        for _ in 0..count.div_ceil(3) {
            let mut bits = 0u32;
            for _ in 0..4 {
                bits = bits << 6 | u32::from(values.next()??);
            }
            let [_, three @ ..] = bits.to_be_bytes();
            bytes.extend(three);
        }
        bytes.truncate(start + count);
    }
    None
}

fn value(letter: u8) -> Option<u8> {
    match letter {
        b' '..=b'`' => Some((letter - b' ') & 0x3f),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    /// The lines are those of Python's `binascii.b2a_uu(b"hola mundo")`.
    #[test]
    fn a_file_is_taken_out_of_the_text() {
        let text = "Mira:\nbegin 644 nota.txt\n*:&]L82!M=6YD;P  \n`\nend\nbegin 2024 with me\nfin";
        let (kept, files) = super::taken_out(text);
        assert_eq!(kept, "Mira:\n[nota.txt]\nbegin 2024 with me\nfin");
        assert_eq!(files.len(), 1);
        assert_eq!(
            (files[0].name.as_str(), files[0].bytes.as_slice()),
            ("nota.txt", b"hola mundo".as_slice())
        );
        let cut = "begin 644 a.jpg\n*:&]L82!M=6YD;P  \n";
        let (kept, files) = super::taken_out(cut);
        assert_eq!((kept.as_str(), files.len()), (cut, 0));
    }
}
