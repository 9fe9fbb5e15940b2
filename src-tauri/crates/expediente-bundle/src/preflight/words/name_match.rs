//! Compares names as papers spell them.

use expediente_model::{folded, is_particle};

/// A person's name, folded.
pub struct Name {
    words: Vec<String>,
}

/// How a run of words relates to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It has nothing of the name, or another person's.
    None,
    /// One word of the name, as of a relative or between friends.
    Mentioned,
    /// Two words of the name or more, as it is spelled.
    Same,
    /// The name with a word spelled in another way.
    Misspelled,
}

/// Letters of a word that can be misspelled: short words differ by a letter and are other words.
const LEAST: usize = 4;

impl Name {
    /// None of a name without words that can be compared.
    pub fn new(text: &str) -> Option<Self> {
        let folded = folded(text);
        let words: Vec<String> = words_of(&folded).map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The words of the name that a run has.
    pub(super) fn words_of(&self, text: &str) -> Vec<&str> {
        let folded = folded(text);
        let is_there = |word: &&String| words_of(&folded).any(|other| other == word.as_str());
        self.words
            .iter()
            .filter(is_there)
            .map(String::as_str)
            .collect()
    }

    /// The part of a run that is about the name: "Daniella Quintero" of "Dear Daniella Quintero A".
    pub(super) fn part_of(&self, text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        let is_related = |word: &str| {
            let word = folded(word);
            let own = || self.words.iter();
            own().any(|own| *own == word || is_slip(own, &word))
        };
        let first = words.iter().position(|word| is_related(word));
        let last = words.iter().rposition(|word| is_related(word));
        let part = first
            .zip(last)
            .and_then(|(first, last)| words.get(first..=last));
        part.map_or_else(|| text.to_owned(), |part| part.join(" "))
    }

    /// The longest passage of a run that spells the name: words of it, each once, right or with a
    /// slip, and what is between them: particles, initials, and one word that is another. It has the
    /// first given name and another word; a relative who has the surname has neither.
    #[must_use]
    pub fn spelled_in(&self, text: &str) -> Option<String> {
        // The parts of "Briceño-Márquez" are compared one by one.
        let words: Vec<&str> = text
            .split_whitespace()
            .flat_map(|word| word.split_inclusive('-'))
            .collect();
        let passages = (0..words.len()).filter_map(|start| self.passage(&words, start));
        let best = passages.min_by_key(|passage| {
            (
                std::cmp::Reverse(passage.count),
                passage.others,
                passage.words.len(),
            )
        });
        best.map(|passage| {
            let mut text = String::new();
            for part in passage.words {
                if !text.is_empty() && !text.ends_with('-') {
                    text.push(' ');
                }
                text.push_str(part);
            }
            text.trim_end_matches('-').to_owned()
        })
    }

    /// The longest passage that begins with a word of the name.
    fn passage<'w>(&self, words: &'w [&'w str], start: usize) -> Option<Passage<'w>> {
        let mut taken = vec![false; self.words.len()];
        let (mut end, mut count, mut surely, mut others, mut between) = (start, 0, 0, 0, 0);
        for (at, word) in words.iter().enumerate().skip(start) {
            match self.place_of(word, &taken) {
                Some((place, likeness)) => {
                    if let Some(slot) = taken.get_mut(place) {
                        *slot = true;
                    }
                    count += 1;
                    surely += usize::from(likeness != Slip::Short);
                    others += between;
                    (end, between) = (at + 1, 0);
                }
                None if at == start => return None,
                None if is_between(word) => {}
                // "Rojas" in the place of "Gómez".
                None if others + between == 0 && word.starts_with(char::is_uppercase) => {
                    between = 1;
                }
                None => break,
            }
        }
        let has_given = taken.first() == Some(&true);
        // With a word that is another, most of the name: a cousin shares less.
        let is_like = others == 0 || count >= 3 || self.words.len() <= 3;
        let is_one = has_given && count >= 2 && is_like && (surely == count || surely >= 2);
        is_one.then_some(Passage {
            words: words.get(start..end)?,
            count,
            others,
        })
    }

    /// Which word of the name a word is, or is with a slip, among those that are not taken.
    fn place_of(&self, word: &str, taken: &[bool]) -> Option<(usize, Slip)> {
        let word = folded(word);
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        let free = || {
            let places = self.words.iter().zip(taken).enumerate();
            places.filter(|(_, (_, taken))| !**taken)
        };
        let find = |is: &dyn Fn(usize, &str) -> bool| {
            let found = free().find(|(at, (own, _))| is(*at, own));
            found.map(|(at, _)| at)
        };
        let same = find(&|_, own| own == word).map(|at| (at, Slip::None));
        let slip = || find(&|at, own| self.is_slip_of(at, own, word)).map(|at| (at, Slip::One));
        let short = || find(&|_, own| is_short_slip(own, word)).map(|at| (at, Slip::Short));
        same.or_else(slip).or_else(short)
    }

    /// Whether a word is one of the name with a slip. Given names come first: "Daniel" is her
    /// brother, and "Quintera" a slip of a surname.
    fn is_slip_of(&self, at: usize, own: &str, word: &str) -> bool {
        is_slip(own, word) && (at >= self.given() || stem(own) != stem(word))
    }

    /// How many of its words are given names.
    fn given(&self) -> usize {
        if self.words.len() > 3 { 2 } else { 1 }
    }

    /// Words of the name that a paper about the person has at least: one is a relative's, too.
    pub(super) fn least(&self) -> usize {
        self.words.len().min(2)
    }

    /// How a run of words relates to it.
    pub(super) fn likeness(&self, text: &str) -> Likeness {
        let folded = folded(text);
        let is_word = |other: &str| self.words.iter().any(|word| word == other);
        // Most runs have nothing of it.
        if !words_of(&folded).any(is_word) {
            return Likeness::None;
        }
        let mut same = 0;
        let mut taken = vec![false; self.words.len()];
        let mut rest = Vec::new();
        for other in words_of(&folded) {
            let at = (self.words.iter().zip(&taken))
                .position(|(word, is_taken)| !is_taken && *word == other);
            match at.and_then(|at| taken.get_mut(at)) {
                Some(is_taken) => {
                    *is_taken = true;
                    same += 1;
                }
                None => rest.push(other),
            }
        }
        let left = || {
            let words = self.words.iter().zip(&taken).enumerate();
            words.filter(|(_, (_, is_taken))| !**is_taken)
        };
        let misspelled = rest
            .iter()
            .any(|other| left().any(|(at, (word, _))| self.is_slip_of(at, word, other)));
        match same {
            _ if misspelled => Likeness::Misspelled,
            1 if self.words.len() > 1 => Likeness::Mentioned,
            _ => Likeness::Same,
        }
    }
}

/// A passage of a run that spells a name.
struct Passage<'w> {
    words: &'w [&'w str],
    /// Words of the name in it.
    count: usize,
    /// Words that are others.
    others: usize,
}

/// In which way a word is one of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    None,
    One,
    /// A slip in a word so short that it can be another: Gil and Jil, but also Roa and Rosa.
    Short,
}

/// Whether two spellings are of two names: neither is the other with fewer words.
pub(super) fn are_two(one: &str, other: &str) -> bool {
    !is_form_of(one, other) && !is_form_of(other, one)
}

/// Whether a passage says a name in its words, perhaps fewer of them: in the order of the name or
/// that of a form, which has the surnames first; in capitals, accents need not be there.
pub(super) fn is_form_of(passage: &str, name: &str) -> bool {
    let own = plain_words(name);
    let is_capital = !passage.chars().any(char::is_lowercase);
    let mut taken = vec![false; own.len()];
    let places = plain_words(passage).into_iter().map(|word| {
        let is_same = |own: &String| *own == word || (is_capital && folded(own) == folded(&word));
        let mut free = own.iter().zip(&taken).enumerate();
        let found = free.find(|(_, (own, taken))| !**taken && is_same(own));
        let at = found.map(|(at, _)| at)?;
        if let Some(slot) = taken.get_mut(at) {
            *slot = true;
        }
        Some(at)
    });
    let Some(places) = places.collect::<Option<Vec<usize>>>() else {
        return false;
    };
    // From the first to the last and once around.
    let next = places.iter().skip(1).chain(places.first());
    places
        .iter()
        .zip(next)
        .filter(|(one, two)| one > two)
        .count()
        <= 1
}

/// The words of a name in lower case with their accents, with initials and particles: a married
/// woman's "de" makes another spelling.
pub(super) fn all_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The same without initials and particles.
fn plain_words(name: &str) -> Vec<String> {
    let mut words = all_words(name);
    words.retain(|word| !is_between(word));
    words
}

/// The words of a folded text, without initials.
pub(super) fn words_in(folded: &str) -> impl Iterator<Item = &str> {
    let words = folded.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.chars().nth(1).is_some())
}

/// The words of a folded name, without initials and particles.
fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    words_in(folded).filter(|word| !is_particle(word))
}

/// Whether a word can be between two words of a name: a particle or an initial.
fn is_between(word: &str) -> bool {
    let folded = folded(word);
    let word = folded.trim_end_matches('.');
    word.chars().count() == 1 || is_particle(word)
}

/// Whether one word is another with a slip: a letter more, less, another, or two exchanged; two of
/// them in long words.
fn is_slip(word: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let least = a.len().min(b.len());
    if least < LEAST || a == b {
        return false;
    }
    // Two slips in a long word that begins as the other does.
    let most = if least >= 7 && a.first() == b.first() {
        2
    } else {
        1
    };
    distance(&a, &b) <= most
}

/// Whether a word of three letters is another with one slip.
fn is_short_slip(word: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    a.len().min(b.len()) == LEAST - 1 && distance(&a, &b) == 1
}

/// A given name without the ending that tells men from women.
fn stem(word: &str) -> &str {
    word.strip_suffix(['a', 'o', 'e']).map_or(word, |stem| stem)
}

/// The edit distance with exchanged neighbors (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut above = None;
    for (row, x) in a.iter().enumerate() {
        let mut now = vec![row + 1];
        let mut left = None;
        for (column, y) in b.iter().enumerate() {
            let at =
                |line: &[usize], at: usize| line.get(at).copied().map_or(usize::MAX / 2, |d| d);
            let replaced = at(&last, column) + usize::from(x != y);
            let mut best = replaced
                .min(at(&last, column + 1) + 1)
                .min(at(&now, column) + 1);
            if above == Some(y) && left == Some(x) && column > 0 {
                best = best.min(at(&before, column - 1) + 1);
            }
            now.push(best);
            left = Some(y);
        }
        before = std::mem::replace(&mut last, now);
        above = Some(x);
    }
    last.last().copied().map_or(a.len(), |distance| distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mother has the surnames, and another given name.
    #[test]
    fn the_passage_that_spells_a_name() {
        let name = Name::new("Yuleidy Carolina BRICEÑO MÁRQUEZ").unwrap();
        for (text, expected) in [
            ("Yuleidi Briceño Marquez", Some("Yuleidi Briceño Marquez")),
            (
                "CERTIFICA QUE YULEIDY CAROLINA BRICEÑO MÁRQUEZ TITULAR",
                Some("YULEIDY CAROLINA BRICEÑO MÁRQUEZ"),
            ),
            ("Yuleidy C. de Briceño", Some("Yuleidy C. de Briceño")),
            ("Briceño Márquez, Yuleidy", Some("Briceño Márquez, Yuleidy")),
            (
                "Yuleidy Carolina Briceño Márquez I CARMEN BRICEÑO",
                Some("Yuleidy Carolina Briceño Márquez"),
            ),
            ("Carmen Briceño de Márquez", None),
            ("Yuleidy", None),
        ] {
            assert_eq!(name.spelled_in(text).as_deref(), expected, "{text}");
        }
        // Short words, and words in the place of others.
        for (person, text) in [
            ("Ana Maria GIL DE LA CRUZ", "Ana Maria Jil de la Cruz"),
            ("Ana Maria GIL DE LA CRUZ", "Ana Maria Paz de la Cruz"),
            ("Ana Maria GIL DE LA CRUZ", "Anna Maria Gil de la Cruz"),
            ("Ana Maria GIL DE LA CRUZ", "Maria Ana Gil de la Cruz"),
            ("Rosa Elena GÓMEZ PÉREZ", "Rosa Elena Rojas Pérez"),
            ("Rosa Elena GÓMEZ PÉREZ", "Rosa Eloísa Gómez Pérez"),
            ("Ana María DÍAZ PÉREZ", "Ana María León Pérez"),
            ("José Luis GIL ROA", "José Luis Gill Roa"),
            ("José Luis GIL ROA", "Jose Luis Jil Roa"),
            ("Luis ROA PÉREZ", "Luis Paz Pérez"),
            (
                "Yuleidy Carolina BRICEÑO MÁRQUEZ",
                "Yuleidy Carolina Briceno-Marquez",
            ),
            (
                "Yuleidy Carolina BRICEÑO MÁRQUEZ",
                "Yuleidy Carolina Márquez Briceño",
            ),
        ] {
            let found = Name::new(person).unwrap().spelled_in(text);
            assert_eq!(found.as_deref(), Some(text), "{person}");
            assert!(!is_form_of(text, person), "{person}: {text}");
        }
        let sister = Name::new("Daniela QUINTERO").unwrap();
        assert_eq!(sister.spelled_in("Daniel Quintero"), None);
        assert!(!are_two("DANIELA DEL CARMEN QUINTERO", "Daniela QUINTERO"));
        let uncle = Name::new("José Luis GIL ROA").unwrap();
        assert_eq!(uncle.spelled_in("José Antonio Gil"), None);
    }

    /// The pairs are from real papers and from families: a slip is told, a brother is not.
    #[test]
    fn names_and_slips() {
        let name = Name::new("Andry José HERNÁNDEZ Romero").unwrap();
        for (text, expected) in [
            ("Andry José Hernández Romero", Likeness::Same),
            ("ANDRY HERNANDEZ", Likeness::Same),
            ("Hernández Romero Andry", Likeness::Same),
            ("Andry", Likeness::Mentioned),
            ("Señora Romero", Likeness::Mentioned),
            ("Andry Hernandes", Likeness::Misspelled),
            ("Andri José Hernández", Likeness::Misspelled),
            ("Andry Hermandez Romero", Likeness::Misspelled),
            ("Adnry Hernández", Likeness::Misspelled),
            ("Andry José Hernánez Romero", Likeness::Misspelled),
            ("Pedro Hernández Romero", Likeness::Same),
            ("Carla Díaz", Likeness::None),
            ("Tribunal Supremo", Likeness::None),
        ] {
            assert_eq!(name.likeness(text), expected, "{text}");
        }
        let name = Name::new("Daniela Quintero").unwrap();
        for (text, expected) in [
            ("Daniel Quintero", Likeness::Mentioned),
            ("Mario Quintero", Likeness::Mentioned),
            ("Daniella Quintero", Likeness::Misspelled),
            ("Daniela Quinteros", Likeness::Misspelled),
            ("Daniela Quintera", Likeness::Misspelled),
            ("QUINTEROS Daniela", Likeness::Misspelled),
            ("Danelia Quintero", Likeness::Misspelled),
            ("Gabriela Quintero", Likeness::Mentioned),
            ("Mariela Quintero", Likeness::Mentioned),
        ] {
            assert_eq!(name.likeness(text), expected, "{text}");
        }
        assert_eq!(
            name.part_of("Dear Daniella Quintero A"),
            "Daniella Quintero"
        );
        assert!(Name::new("  -- ").is_none());
        assert_eq!(
            Name::new("Ana").unwrap().likeness("Ana Pérez"),
            Likeness::Same
        );
    }

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("abc", "abc", 0),
            ("abc", "acb", 1),
            ("abcd", "abd", 1),
            ("ab", "xy", 2),
            ("", "abc", 3),
        ] {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(distance(&a, &b), expected);
        }
    }
}
