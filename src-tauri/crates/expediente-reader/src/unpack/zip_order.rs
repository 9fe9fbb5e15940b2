//! The order of what comes out of a zip: natural, and the media of a chat behind its text, as it
//! names them.

use std::cmp::Ordering;
use std::ffi::OsStr;

use expediente_intake::{Siblings, limits, natural};
use memchr::memmem;

/// Characters of texts, times names that are looked for in them: about a second.
const MOST_WORK: usize = 8_000_000_000;

/// Compares paths part by part, as a person orders files and folders.
pub(crate) fn by_path(a: &[String], b: &[String]) -> Ordering {
    let siblings = Siblings::default();
    let pairs = a.iter().zip(b);
    pairs
        .map(|(a, b)| natural(OsStr::new(a), OsStr::new(b), &siblings))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// A member: its path, and its bytes if it is a text.
pub(crate) struct Listed<'a> {
    pub(crate) path: &'a [String],
    pub(crate) text: Option<Vec<u8>>,
}

/// The order in which members come: those that a text names follow it.
pub(crate) fn order(members: &[Listed<'_>]) -> Vec<usize> {
    let mut rank: Vec<(usize, usize, usize)> = (0..members.len()).map(|at| (at, 0, at)).collect();
    let texts = members.iter().enumerate();
    for (at, member) in texts {
        let Some(text) = &member.text else { continue };
        if text.len().saturating_mul(members.len()) > MOST_WORK {
            continue;
        }
        let Some((_, folder)) = member.path.split_last() else {
            continue;
        };
        let mut first = at;
        let mut named = Vec::new();
        for (other, listed) in members.iter().enumerate() {
            if other == at || !listed.path.starts_with(folder) {
                continue;
            }
            let name = listed.path.last();
            if let Some(place) = name.and_then(|name| memmem::find(text, name.as_bytes())) {
                named.push((other, place));
                first = first.min(other);
            }
        }
        if named.is_empty() {
            continue;
        }
        // The text comes where the first of them all was.
        if let Some(own) = rank.get_mut(at) {
            *own = (first, 0, at);
        }
        for (other, place) in named {
            if let Some(own) = rank.get_mut(other) {
                *own = (first, place + 1, other);
            }
        }
    }
    rank.sort_unstable();
    rank.into_iter().map(|(_, _, at)| at).collect()
}

/// Whether a member can be a chat, whose text names others.
pub(crate) fn may_name_others(path: &[String], size: u64) -> bool {
    let name = path.last().map(|name| name.to_lowercase());
    size <= limits::TEXT_BYTES
        && name.is_some_and(|name| name.ends_with(".txt") || name.ends_with(".json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_follow_the_chat_that_names_them() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let paths: Vec<Vec<String>> = ["9.jpg", "10.jpg", "Carta.pdf", "_chat.txt"]
            .map(path)
            .into();
        let text = |at: usize| (at == 3).then(|| b"x 10.jpg y\nx 9.jpg".to_vec());
        let listed: Vec<Listed<'_>> = paths
            .iter()
            .enumerate()
            .map(|(at, path)| Listed {
                path,
                text: text(at),
            })
            .collect();
        assert_eq!(order(&listed), [3, 1, 0, 2]);
        let mut sorted = [
            path("b/1.jpg"),
            path("10.jpg"),
            path("9.jpg"),
            path("a/2.jpg"),
        ];
        sorted.sort_by(|a, b| by_path(a, b));
        let shown: Vec<String> = sorted.iter().map(|path| path.join("/")).collect();
        assert_eq!(shown, ["9.jpg", "10.jpg", "a/2.jpg", "b/1.jpg"]);
    }
}
