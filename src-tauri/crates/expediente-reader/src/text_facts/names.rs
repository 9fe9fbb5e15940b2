//! Words that begin with a capital, as they follow each other: names are among them. Runs in the
//! child.
//!
//! Which of them is a name nobody can say; the preflight looks among them for the names of the
//! matter.

use expediente_intake::limits;

/// Words of one run; a longer one, as in a line of capitals, is cut, with so many words repeated.
const WORDS: usize = 10;
const REPEATED: usize = 4;

/// Small words inside of names.
const SMALL: [&str; 13] = [
    "de", "del", "la", "las", "los", "da", "do", "dos", "das", "van", "von", "y", "e",
];

/// The runs of a page.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut found = Names(Vec::new());
    found.read(text);
    found.0
}

struct Names(Vec<String>);

impl Names {
    fn read(&mut self, text: &str) {
        // The run at the end of the line above, and the one before a comma: "Quintero, Sofía".
        let mut above: Vec<&str> = Vec::new();
        for line in text.lines() {
            let mut run: Vec<&str> = Vec::new();
            let mut before_comma: Vec<&str> = Vec::new();
            let mut begins_line = true;
            for word in line.split_whitespace() {
                let inside = |c: char| !c.is_alphabetic() && c != '\'' && c != '’' && c != '-';
                let clean = word.trim_matches(|c: char| !c.is_alphabetic());
                let begins = word.starts_with(|c: char| {
                    c.is_alphabetic() || matches!(c, '(' | '"' | '“' | '«' | '¿')
                });
                let is_word = !clean.is_empty()
                    && !clean.contains(inside)
                    && !word.contains(char::is_numeric);
                let is_capital = is_word && clean.starts_with(char::is_uppercase);
                let is_small = SMALL.contains(&clean) && !run.is_empty();
                if !begins || !is_capital && !is_small {
                    self.add(&run);
                    run.clear();
                    begins_line = false;
                    if !is_capital {
                        before_comma.clear();
                        continue;
                    }
                }
                run.push(clean);
                if begins_line && !above.is_empty() {
                    self.add(&[above.as_slice(), run.as_slice()].concat());
                }
                if !before_comma.is_empty() {
                    self.add(&[before_comma.as_slice(), run.as_slice()].concat());
                }
                // An initial has a point of its own.
                let is_initial = clean.chars().count() == 1;
                if word.ends_with(|c: char| !c.is_alphabetic()) && !is_initial {
                    self.add(&run);
                    before_comma = if word.ends_with(',') {
                        std::mem::take(&mut run)
                    } else {
                        Vec::new()
                    };
                    run.clear();
                    begins_line = false;
                }
            }
            self.add(&run);
            above = std::mem::take(&mut run);
        }
    }

    fn add(&mut self, run: &[&str]) {
        let mut run = run;
        while let Some((last, rest)) = run.split_last() {
            if !SMALL.contains(last) {
                break;
            }
            run = rest;
        }
        let mut begin = 0;
        while begin < run.len() {
            let part = run.iter().skip(begin).take(WORDS);
            let words: Vec<&str> = part.copied().collect();
            self.add_name(words.join(" "));
            if begin + WORDS >= run.len() {
                break;
            }
            begin += WORDS - REPEATED;
        }
    }

    fn add_name(&mut self, name: String) {
        // A single letter is a mark, and a name of more than a line is none.
        if name.chars().count() >= 2 && name.len() <= limits::NAME_BYTES {
            self.0.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text_facts::tests::read;

    #[test]
    fn runs_of_capitals() {
        for (text, expected) in [
            (
                "I know Andry José Hernández Romero since 2019.",
                &["Andry José Hernández Romero"][..],
            ),
            (
                "vive María de la Cruz, en Capacho",
                &["María de la Cruz", "Capacho"],
            ),
            (
                "QUIEN SUSCRIBE, MARISOL PRADO,",
                &[
                    "QUIEN SUSCRIBE",
                    "QUIEN SUSCRIBE MARISOL",
                    "QUIEN SUSCRIBE MARISOL PRADO",
                    "MARISOL PRADO",
                ],
            ),
            (
                "la señora (Ana M. Pérez-Gil) dijo",
                &["Ana M. Pérez-Gil".replace("M.", "M").as_str()],
            ),
            ("nothing of the kind", &[]),
            ("the pupil Ana\nPérez", &["Ana", "Ana Pérez", "Pérez"]),
            ("PÉREZ, Ana", &["PÉREZ", "PÉREZ Ana", "Ana"]),
            ("O'Brien y Cía", &["O'Brien y Cía"]),
        ] {
            let facts = read(&[text]);
            let names: Vec<&str> = facts.names.iter().map(|(name, _)| name.as_str()).collect();
            // The English "I" is one letter and no name.
            let names: Vec<&str> = names.into_iter().filter(|name| *name != "I").collect();
            assert_eq!(names, expected, "{text}");
        }
    }

    /// A line of capitals is cut, and no name is lost at the cut.
    #[test]
    fn long_runs_overlap() {
        let text = "A1 ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE";
        let facts = read(&[text]);
        let names: Vec<&str> = facts.names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN",
                "SEVEN EIGHT NINE TEN ELEVEN TWELVE"
            ]
        );
    }
}
