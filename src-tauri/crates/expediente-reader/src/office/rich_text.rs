//! Rich Text Format 1.9: groups in braces, words that begin with a backslash.

use encoding_rs::WINDOWS_1252;

use crate::office::seen::{Seen, add};

/// Reads what the file says. It has no end that can be missed: what is cut off is read to there.
pub(crate) fn see(bytes: &[u8], seen: &mut Seen) {
    let mut reader = Reader {
        groups: vec![Group::default()],
        ..Reader::default()
    };
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = match first {
            b'{' => {
                let inner = reader.group().clone();
                // Nothing real is so deep; what lies deeper is read as if it were not.
                if reader.groups.len() < DEPTH {
                    reader.groups.push(Group {
                        is_new: true,
                        ..inner
                    });
                }
                after
            }
            b'}' => {
                reader.close(seen);
                after
            }
            b'\\' => reader.control(after, seen),
            b'\r' | b'\n' => after,
            byte => {
                reader.byte(byte, seen);
                after
            }
        };
    }
    seen.end_line();
}

/// Groups within groups.
const DEPTH: usize = 500;

/// A group and what it takes over from the one around it.
#[derive(Clone, Default)]
struct Group {
    is_new: bool,
    /// Its words are not those of the paper.
    is_aside: bool,
    is_deleted: bool,
    is_hidden: bool,
    /// Its words are the code of a field.
    is_code: bool,
    /// How many characters stand in for a Unicode one.
    fallback: usize,
}

#[derive(Default)]
struct Reader {
    groups: Vec<Group>,
    code: String,
    /// Characters to pass over after a Unicode one.
    skip: usize,
    /// The first half of a character beyond the first plane.
    half: Option<u16>,
    is_starred: bool,
    /// What holds outside of all groups.
    outside: Group,
}

impl Reader {
    fn group(&mut self) -> &mut Group {
        match self.groups.last_mut() {
            Some(group) => group,
            None => &mut self.outside,
        }
    }

    fn close(&mut self, seen: &mut Seen) {
        if self.group().is_code {
            let code = std::mem::take(&mut self.code);
            seen.field(&code);
        }
        if self.groups.len() > 1 {
            self.groups.pop();
        }
        self.skip = 0;
    }

    /// Reads what follows a backslash; returns the rest.
    fn control<'a>(&mut self, after: &'a [u8], seen: &mut Seen) -> &'a [u8] {
        let letters = after
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let (word, rest) = after.split_at(letters);
        if word.is_empty() {
            return self.symbol(after, seen);
        }
        let is_negative = rest.first() == Some(&b'-');
        let digits = rest.get(usize::from(is_negative)..).unwrap_or(&[]);
        let length = digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
            .min(10);
        let (digits, rest) = digits.split_at(length);
        let number = std::str::from_utf8(digits)
            .ok()
            .and_then(|text| text.parse::<i64>().ok());
        let number = number.map(|number| if is_negative { -number } else { number });
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if word == b"bin" {
            let length = number
                .and_then(|number| usize::try_from(number).ok())
                .unwrap_or(0);
            return rest.get(length..).unwrap_or(&[]);
        }
        self.word(word, number, seen);
        rest
    }

    fn symbol<'a>(&mut self, after: &'a [u8], seen: &mut Seen) -> &'a [u8] {
        match after.split_first() {
            Some((b'\'', rest)) => {
                let (digits, rest) = rest.split_at(rest.len().min(2));
                let digits = std::str::from_utf8(digits).ok();
                if let Some(byte) = digits.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte, seen);
                }
                rest
            }
            Some((b'*', rest)) => {
                self.is_starred = true;
                self.group().is_aside = true;
                rest
            }
            Some((b'~', rest)) => {
                self.text(" ", seen);
                rest
            }
            Some((byte @ (b'\\' | b'{' | b'}'), rest)) => {
                let text = char::from(*byte).to_string();
                self.text(&text, seen);
                rest
            }
            Some((_, rest)) => rest,
            None => &[],
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i64>, seen: &mut Seen) {
        let is_on = number != Some(0);
        let is_first =
            std::mem::take(&mut self.group().is_new) || std::mem::take(&mut self.is_starred);
        match word {
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object"
            | b"themedata" | b"datastore" | b"listtable" | b"generator" | b"header" | b"footer"
            | b"headerl" | b"headerr" | b"headerf" | b"footerl" | b"footerr" | b"footerf"
            | b"xmlnstbl"
                if is_first =>
            {
                self.group().is_aside = true;
            }
            b"annotation" if is_first => seen.comments += 1,
            b"fldinst" => {
                self.group().is_aside = true;
                self.group().is_code = true;
            }
            b"fldrslt" => {
                self.group().is_aside = false;
                self.group().is_code = false;
            }
            b"objlink" | b"objautlink" | b"objsub" => seen.outside += 1,
            b"revised" if is_on => seen.changes += 1,
            b"deleted" => {
                seen.changes += u64::from(is_on);
                self.group().is_deleted = is_on;
            }
            b"v" => self.group().is_hidden = is_on,
            b"plain" => {
                self.group().is_hidden = false;
                self.group().is_deleted = false;
            }
            b"par" | b"line" | b"row" | b"page" | b"sect" if !self.group().is_aside => {
                seen.end_line();
            }
            b"tab" | b"cell" => self.text(" ", seen),
            b"chdate" | b"chtime" | b"chdpl" | b"chdpa" => seen.fields += 1,
            b"uc" => {
                let count = number.and_then(|count| usize::try_from(count).ok());
                self.group().fallback = 1 + count.unwrap_or(1).min(8);
            }
            b"u" => self.unicode(number, seen),
            _ => {}
        }
    }

    /// A character by its number in UTF-16, written as a signed one.
    fn unicode(&mut self, number: Option<i64>, seen: &mut Seen) {
        let unit = number.and_then(|number| u16::try_from(number.rem_euclid(65_536)).ok());
        let Some(unit) = unit else { return };
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) && units.len() == 1 {
            self.half = Some(unit);
        } else {
            self.skip = 0;
            let text = String::from_utf16_lossy(&units);
            self.text(&text, seen);
        }
        // Without \uc it is one.
        let fallback = self.group().fallback;
        self.skip = fallback.checked_sub(1).map_or(1, |count| count);
    }

    /// A letter as Windows wrote it in the West.
    fn byte(&mut self, byte: u8, seen: &mut Seen) {
        let bytes = [byte];
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        self.text(&text, seen);
    }

    fn text(&mut self, text: &str, seen: &mut Seen) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.group().is_new = false;
        let group = self.group().clone();
        if group.is_code {
            add(&mut self.code, text);
        } else if group.is_aside {
        } else if group.is_deleted {
            add(&mut seen.deleted, text);
        } else if group.is_hidden {
            add(&mut seen.hidden_words, text);
        } else {
            seen.word(text);
        }
    }
}
