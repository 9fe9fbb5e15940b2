//! Names for files that came out of others: safe on every system, whatever the file said.
//!
//! A path in a zip can be absolute, climb with `..`, name a drive, a device or another computer,
//! hide its ending behind marks that turn the direction of writing, or be the same as another but
//! for the case of its letters. What stays is a path below a folder of ours, with names that read
//! as the file's own.

use std::collections::BTreeSet;
use std::path::PathBuf;

use expediente_model::{composed, is_hidden, is_reserved_name};

use crate::sandbox::limits;

/// Folders of one path that are kept; the last ones, where there are more.
const FOLDERS: usize = 12;

/// Bytes of a name: two more than this fit into every system's 255 with a number behind.
const NAME_BYTES: usize = 120;

/// Bytes of the ending of a name that are kept when it is cut.
const ENDING_BYTES: usize = 10;

/// Gives each path of one file a safe path of its own.
#[derive(Default)]
pub(crate) struct MemberNames {
    given: BTreeSet<String>,
}

impl MemberNames {
    /// A relative path of safe names that no other member has.
    pub(crate) fn safe(&mut self, path: &[String]) -> PathBuf {
        let mut parts: Vec<String> = path
            .iter()
            .flat_map(|part| part.split(['/', '\\']))
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .map(safe_name)
            .collect();
        let name = match parts.pop() {
            Some(name) => name,
            None => safe_name(""),
        };
        let folders = parts.split_off(parts.len().saturating_sub(FOLDERS));
        for number in 1.. {
            let numbered = numbered(&name, number);
            let mut whole = folders.clone();
            whole.push(numbered);
            // Systems that do not tell letters by case or form would take them for one file. A
            // file must not have the name of a folder either.
            let key = |parts: &[String]| parts.join("/").to_lowercase();
            if self.given.insert(key(&whole)) {
                return whole.iter().collect();
            }
        }
        folders.iter().collect()
    }
}

/// The path as people see it: its parts as they were, without what cannot be seen.
pub(crate) fn shown(path: &[String]) -> String {
    let seen = |part: &String| -> String {
        let part: String = part.chars().filter(|c| !is_hidden(*c)).collect();
        let part = composed(&part);
        part.chars().take(limits::TEXT_CHARS).collect()
    };
    let parts: Vec<String> = path.iter().map(seen).collect();
    parts.join("/")
}

fn numbered(name: &str, number: u64) -> String {
    if number == 1 {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem} ({number}).{ending}"),
        _ => format!("{name} ({number})"),
    }
}

/// A name that every system takes.
fn safe_name(name: &str) -> String {
    let plain: String = composed(name)
        .chars()
        .filter(|c| !is_hidden(*c))
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            other => other,
        })
        .collect();
    let plain = plain.trim().trim_end_matches(['.', ' ']);
    let mut plain = cut(plain);
    if plain.is_empty() {
        plain.push('_');
    }
    // A name that begins with a point would be passed over as hidden.
    if is_reserved_name(&plain) || plain.starts_with('.') {
        plain.insert(0, '_');
    }
    plain
}

/// A name that is not too long, with its ending.
fn cut(name: &str) -> String {
    if name.len() <= NAME_BYTES {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= ENDING_BYTES => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut short = String::new();
    for c in stem.chars() {
        if short.len() + c.len_utf8() + ending.len() > NAME_BYTES {
            break;
        }
        short.push(c);
    }
    short.trim_end().to_owned() + &ending
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use super::*;

    /// Each stays below the folder, and no two are one file on any system.
    #[test]
    fn hostile_names_become_names() {
        let long = "a".repeat(5000);
        let long_ending = format!("{long}.pdf");
        let hostile = [
            "/etc/passwd",
            "../../x.pdf",
            "..\\..\\x.pdf",
            "a/../../b.pdf",
            "C:\\Windows\\x.pdf",
            "C:x.pdf",
            "\\\\server\\share\\x.pdf",
            "//server/share/x.pdf",
            "\\\\?\\C:\\x.pdf",
            "x.pdf\0.exe",
            "x.pdf.",
            "x.pdf ",
            "x.pdf. . .",
            "con",
            "CON.pdf",
            "nul.txt",
            "COM1",
            "lpt9.pdf",
            "aux.",
            "x\u{202e}fdp.exe",
            "\u{200f}x.pdf",
            "",
            ".",
            "..",
            "...",
            "/",
            "a//b.pdf",
            "./a.pdf",
            "A.PDF",
            "a.pdf",
            "a\u{301}.pdf",
            "\u{e1}.pdf",
            "a|b?.pdf",
            "x.pdf:stream",
            "\u{1b}[2Jx.pdf",
            "-rf",
            "~/x.pdf",
            ".hidden",
            long.as_str(),
            long_ending.as_str(),
            "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q.pdf",
        ];
        assert!(hostile.len() >= 40);
        let mut names = MemberNames::default();
        let mut seen = BTreeSet::new();
        for name in hostile {
            let safe = names.safe(&[name.to_owned()]);
            let inside = safe
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            assert!(inside && safe != Path::new(""), "{name:?}: {safe:?}");
            let text = safe.to_str().unwrap().to_owned();
            for part in text.split('/') {
                assert!(!is_reserved_name(part), "{name:?}: {part}");
                assert!(part.len() <= limits::MEMBER_NAME_BYTES, "{part}");
                assert!(!part.contains(['\\', ':', '\0', '|', '?']), "{part}");
                assert!(!part.chars().any(is_hidden), "{part}");
            }
            assert!(seen.insert(text.to_lowercase()), "{name:?}: {text}");
        }
        assert!(
            names
                .safe(std::slice::from_ref(&long_ending))
                .to_str()
                .unwrap()
                .ends_with(".pdf")
        );
    }

    #[test]
    fn usual_names_stay() {
        let mut names = MemberNames::default();
        let path = |parts: &[&str]| {
            parts
                .iter()
                .map(|one| (*one).to_owned())
                .collect::<Vec<_>>()
        };
        let safe = names.safe(&path(&["Fotos de 2024", "C\u{e9}dula (1).jpg"]));
        assert_eq!(safe, Path::new("Fotos de 2024/C\u{e9}dula (1).jpg"));
        let again = names.safe(&path(&["fotos de 2024", "C\u{c9}DULA (1).JPG"]));
        assert_eq!(again, Path::new("fotos de 2024/C\u{c9}DULA (1) (2).JPG"));
        assert_eq!(shown(&path(&["..", "x\u{202e}y.pdf"])), "../xy.pdf");
    }
}
