//! The languages that a certificate of translation names. Runs in the child.

use regex::bytes::Regex;

use crate::text_facts::{PageText, pattern};

/// Names of languages in English and Spanish, folded, with their tags.
const NAMES: [(&str, &str); 27] = [
    ("spanish|castilian|espanol|castellano", "es"),
    ("portuguese|portugues", "pt"),
    ("french|frances", "fr"),
    ("haitian creole|haitian|creole|criollo haitiano|creol", "ht"),
    ("italian|italiano", "it"),
    ("german|aleman", "de"),
    ("dutch|neerlandes|holandes", "nl"),
    ("catalan", "ca"),
    ("polish|polaco", "pl"),
    ("romanian|rumano", "ro"),
    ("turkish|turco", "tr"),
    ("vietnamese|vietnamita", "vi"),
    ("russian|ruso", "ru"),
    ("ukrainian|ucraniano", "uk"),
    ("arabic|arabe", "ar"),
    ("persian|farsi|persa", "fa"),
    ("urdu", "ur"),
    ("hindi", "hi"),
    ("punjabi|panyabi", "pa"),
    ("chinese|mandarin|chino", "zh"),
    ("japanese|japones", "ja"),
    ("korean|coreano", "ko"),
    ("hebrew|hebreo", "he"),
    ("amharic|amarico", "am"),
    ("k'iche'|quiche|k'iche", "quc"),
    ("quechua", "qu"),
    ("english|ingles", "en"),
];

pub(super) struct TranslatedFrom {
    from: Regex,
    both: Regex,
    name: Regex,
}

impl TranslatedFrom {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let names: Vec<&str> = NAMES.iter().map(|(names, _)| *names).collect();
        let names = names.join("|");
        Ok(Self {
            name: pattern(&format!(r"\b(?:{names})\b"))?,
            both: pattern(&format!(
                concat!(
                    r"\b(?:in|between|en|entre|translate)(?: the| both)? +(?:{names})\b(?:(?:,| and",
                    r"| y|,? and the|-| e| language| ?-?>| ?/)+ *(?:{names})\b)+",
                ),
                names = names,
            ))?,
            from: pattern(&format!(
                concat!(
                    r"\b(?:from(?: the)?|translate(?: the)?|of the|(?:the )?original|del",
                    r"|desde el|en)\s+(?:(?:source )?(?:idioma|language)(?: de origen)? \(?)?",
                    r"({names})\b(?:\s+language)?(?:[^.]{{0,24}}?\b(?:into|to|al?)(?: the)?",
                    r"\s+(?:(?:target )?(?:idioma|language)(?: de destino)? \(?)?({names})\b)?",
                ),
                names = names,
            ))?,
        })
    }

    /// The languages that a page says were translated, as tags.
    pub(super) fn languages(&self, page: &PageText) -> Vec<&'static str> {
        let text = page.folded.as_str();
        if !text.contains("translat") && !text.contains("traduc") && !text.contains("traduz") {
            return Vec::new();
        }
        // "In the Haitian Creole and English languages", "between French-English", "fluent in
        // Portuguese and English".
        let both = self.both.find_iter(text.as_bytes()).flat_map(|span| {
            let names = self.name.find_iter(span.as_bytes());
            let tags = names.filter_map(|name| tag_of(std::str::from_utf8(name.as_bytes()).ok()?));
            tags.filter(|tag| *tag != "en").collect::<Vec<_>>()
        });
        let found = self
            .from
            .captures_iter(text.as_bytes())
            .filter_map(|found| {
                // "Translated to English" and "in English" name the other side.
                let is_pair = found.get(2).is_some();
                let said = found.get(0)?.as_bytes();
                let is_source = is_pair || said.starts_with(b"from") || said.starts_with(b"desde");
                let tag = tag_of(text.get(found.get(1)?.range())?)?;
                is_source.then_some(tag)
            });
        found.chain(both).collect()
    }
}

fn tag_of(name: &str) -> Option<&'static str> {
    let is = |names: &&(&str, &str)| names.0.split('|').any(|known| known == name);
    NAMES.iter().find(is).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use crate::text_facts::tests::read;

    /// A certificate for another language certifies nothing about the paper.
    #[test]
    fn the_language_of_a_certificate() {
        for (text, expected) in [
            (
                "I am competent to translate from Spanish into English.",
                &["es"][..],
            ),
            (
                "competent to translate from the Russian language into the English language",
                &["ru"],
            ),
            ("the translation from Haitian Creole to English", &["ht"]),
            ("Traducción del ruso al inglés", &["ru"]),
            ("traducido del idioma castellano al inglés", &["es"]),
            (
                "I, Ana Perez, am fluent in English and translated it into English.",
                &[],
            ),
            (
                "competent to translate from the source language (Portuguese) into the target \
                 language (English)",
                &["pt"],
            ),
            ("I am competent to translate Portuguese > English", &["pt"]),
            ("She comes from Spanish Town", &[]),
        ] {
            let facts = read(&[text]);
            let tags: Vec<&str> = facts
                .translated_from
                .iter()
                .map(|(t, _)| t.as_str())
                .collect();
            assert_eq!(tags, expected, "{text}");
        }
    }
}
