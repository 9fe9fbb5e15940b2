//! A folder of mails in one file (RFC 4155): each begins with a line "From ".

/// The mails, byte for byte, without the lines between them.
pub(crate) fn mails(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    let mut was_empty = true;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let next = at + line.len();
        if was_empty && is_between(line, bytes.get(next..).map_or(b"", |rest| rest)) {
            starts.push((at, next));
        }
        was_empty = matches!(line, b"\n" | b"\r\n");
        at = next;
    }
    let ends = starts.iter().skip(1).map(|(between, _)| *between);
    let ends = ends.chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|((_, start), end)| bytes.get(*start..end))
        .map(without_last_empty_line)
        .map(without_marked_lines)
        .filter(|mail| !mail.is_empty())
        .collect()
}

/// Whether the mail program had marked a mail as deleted (Thunderbird's `X-Mozilla-Status`, of
/// which this flag is "expunged"). It is in the file until the folder is compacted, and nobody sees
/// it.
pub(crate) fn is_deleted(mail: &[u8]) -> bool {
    const NAME: &[u8] = b"x-mozilla-status:";
    const DELETED: u32 = 0x0008;
    let lines = mail.split(|byte| *byte == b'\n');
    let head = lines.take_while(|line| !line.trim_ascii().is_empty());
    head.into_iter().any(|line| {
        let value = line
            .split_at_checked(NAME.len())
            .filter(|(name, _)| name.eq_ignore_ascii_case(NAME));
        let value = value.and_then(|(_, value)| std::str::from_utf8(value).ok());
        let flags = value.and_then(|value| u32::from_str_radix(value.trim(), 16).ok());
        flags.is_some_and(|flags| flags & DELETED != 0)
    })
}

/// Whether a line separates mails: "From ", and the head of a mail below it. A program that marks no
/// lines of its mails writes a sender and a moment there; others write anything, or nothing, and
/// then the head must begin with a line that mails have.
fn is_between(line: &[u8], rest: &[u8]) -> bool {
    const USUAL: [&str; 14] = [
        "return-path",
        "received",
        "delivered-to",
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "reply-to",
        "sender",
        "mime-version",
        "content-type",
        "x-mozilla-status",
    ];
    let Some(said) = line.strip_prefix(b"From ") else {
        return false;
    };
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let has_time = said
        .windows(4)
        .any(|four| matches!(four, [_, _, b':', _]) && digit(four.get(1)) && digit(four.get(3)));
    let below = without_marked_lines(rest);
    let end = below
        .iter()
        .position(|byte| matches!(byte, b':' | b'\n' | b' '));
    let name = end
        .filter(|end| below.get(*end) == Some(&b':'))
        .and_then(|end| std::str::from_utf8(below.get(..end)?).ok())
        .filter(|name| !name.is_empty())
        .map(str::to_ascii_lowercase);
    name.is_some_and(|name| has_time || USUAL.contains(&name.as_str()))
}

/// The empty line before the next mail does not belong to this one.
fn without_last_empty_line(mail: &[u8]) -> &[u8] {
    let inner = mail
        .strip_suffix(b"\r\n")
        .or_else(|| mail.strip_suffix(b"\n"));
    match inner {
        Some(inner) if inner.ends_with(b"\n") => inner,
        _ => mail,
    }
}

/// Without lines ">From " before its head: a folder that was copied into another keeps the old line
/// so.
fn without_marked_lines(mail: &[u8]) -> &[u8] {
    let mut rest = mail;
    while rest.starts_with(b">From ") {
        let end = rest.iter().position(|byte| *byte == b'\n');
        rest = end
            .and_then(|end| rest.get(end + 1..))
            .map_or(b"", |rest| rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python's `mailbox.mbox` takes the same mails out of this.
    #[test]
    fn mails_are_taken_apart() {
        let all = b"From a@b Thu Apr  4 10:02:00 2024\nSubject: 1\n\nhola\nFrom here on\n\n\
                    From - Thu Apr  4 10:03:00 2024\r\nSubject: 2\r\n\r\nx\r\n";
        let mails = mails(all);
        assert_eq!(
            mails,
            [
                b"Subject: 1\n\nhola\nFrom here on\n".as_slice(),
                b"Subject: 2\r\n\r\nx\r\n",
            ]
        );
    }

    /// "From " lines without a sender or a moment, as other programs write them, and one in a text
    /// that nobody marked (Thunderbird's own rule; python/cpython 93376).
    #[test]
    fn separators_of_other_programs() {
        let all = b"From nobody\nFrom: a@b\nSubject: 1\n\nALFA\n\n\
                    From \nReceived: x\n\nBETA\n\nFrom a@b Thu Apr  4 10:02:00 2024\nwe know\n";
        assert_eq!(
            mails(all),
            [
                b"From: a@b\nSubject: 1\n\nALFA\n".as_slice(),
                b"Received: x\n\nBETA\n\nFrom a@b Thu Apr  4 10:02:00 2024\nwe know\n",
            ]
        );
    }

    /// A folder that was moved by another program (Thunderbird's import of another folder).
    #[test]
    fn a_marked_line_before_the_head_is_none_of_it() {
        let all = b"From a@b Thu Apr  4 10:02:00 2024\n>From - Thu Apr  4 10:02:00 2024\n\
                    Subject: 1\n\n>From the first day\n";
        assert_eq!(
            mails(all),
            [b"Subject: 1\n\n>From the first day\n".as_slice()]
        );
    }

    /// Thunderbird's flags: 0001 is read, 0008 expunged.
    #[test]
    fn deleted_mails_are_told() {
        assert!(is_deleted(b"X-Mozilla-Status: 0009\r\nFrom: a\r\n\r\nx"));
        assert!(!is_deleted(
            b"X-Mozilla-Status: 0011\nX-Mozilla-Status2: 00000008\n\nx"
        ));
        assert!(!is_deleted(b"From: a\n\nX-Mozilla-Status: 0009\n"));
    }
}
