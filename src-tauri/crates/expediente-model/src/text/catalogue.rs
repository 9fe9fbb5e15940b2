//! The texts of one language, by key.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The texts that people read, in one language: a flat JSON object of key and text, where `{name}`
/// marks a value. A count picks `key.one` or `key.other`. Cheap to clone, and to compare with a
/// clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    texts: Arc<BTreeMap<String, String>>,
}

/// The catalogue is not a flat JSON object of texts.
#[derive(Debug, thiserror::Error)]
#[error("the catalogue cannot be read: {0}")]
pub struct CatalogueError(#[from] serde_json::Error);

impl Catalogue {
    /// Reads the JSON of one language.
    ///
    /// # Errors
    /// When it is not an object whose values are all texts.
    pub fn from_json(json: &str) -> Result<Self, CatalogueError> {
        Ok(Self {
            texts: Arc::new(serde_json::from_str(json)?),
        })
    }

    /// The same texts with those of a style in the place of the usual ones: `uk.dossier.hearing`
    /// is the text for `dossier.hearing` in the style `uk`.
    #[must_use]
    pub fn in_style(&self, style: &str) -> Self {
        let mut texts = (*self.texts).clone();
        for (key, text) in self.texts.iter() {
            let own = key
                .strip_prefix(style)
                .and_then(|key| key.strip_prefix('.'));
            if let Some(usual) = own {
                texts.insert(usual.to_owned(), text.clone());
            }
        }
        Self {
            texts: Arc::new(texts),
        }
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The text for a key, or the key itself: a missing text must show, and a test finds it first.
    #[must_use]
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// Whether there is such a text.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// The text with `{name}` replaced by its value.
    #[must_use]
    pub fn fill<'v>(
        &self,
        key: &str,
        values: impl IntoIterator<Item = (&'v str, String)>,
    ) -> String {
        let values: BTreeMap<&str, String> = values.into_iter().collect();
        let mut rest = self.text(key);
        let mut filled = String::with_capacity(rest.len());
        // One pass, so that braces inside a value are never filled in.
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            match after.split_once('}') {
                Some((name, tail)) => {
                    match values.get(name) {
                        Some(value) => filled.push_str(value),
                        None => filled.extend(["{", name, "}"]),
                    }
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    /// The text for a reason word of [`crate::io_reason`] or a finding; anything else is returned
    /// as it is.
    #[must_use]
    pub fn why(&self, why: &str) -> String {
        self.texts
            .get(&format!("why.{why}"))
            .map_or(why, String::as_str)
            .to_owned()
    }

    /// A size for people: in units of 1,000 (the stricter reading of a court's limit), to one
    /// decimal.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        if bytes < 1_000 {
            return format!("{bytes} B");
        }
        let mut value = bytes as f64 / 1_000.0;
        let mut unit = "kB";
        for larger in ["MB", "GB", "TB"] {
            if value < 999.95 {
                break;
            }
            value /= 1_000.0;
            unit = larger;
        }
        let number = format!("{value:.1}");
        let number = number.strip_suffix(".0").map_or_else(
            || number.replace('.', self.text("number.point")),
            str::to_owned,
        );
        format!("{number} {unit}")
    }

    /// A size that is only estimated: below a megabyte, to ten kilobytes.
    #[must_use]
    pub fn about(&self, bytes: u64) -> String {
        const TEN: u64 = 10_000;
        if !(TEN..1_000_000 - TEN / 2).contains(&bytes) {
            return self.size(bytes);
        }
        self.size((bytes + TEN / 2) / TEN * TEN)
    }

    /// The text for a count, `{n}` being the count itself.
    #[must_use]
    pub fn count(&self, key: &str, n: u64) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), [("n", n.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title with braces must come out as it is, and an unknown value must be seen rather than
    /// vanish.
    #[test]
    fn values_are_filled_once() {
        let texts = Catalogue::from_json(
            r#"{"a":"{x} and {y}", "n.one":"{n} page", "n.other":"{n} pages"}"#,
        )
        .unwrap();
        assert_eq!(texts.fill("a", [("x", "{y}".to_owned())]), "{y} and {y}");
        assert_eq!(texts.count("n", 1), "1 page");
        assert_eq!(texts.count("n", 0), "0 pages");
        assert_eq!(texts.text("none"), "none");
    }

    /// Sizes appear beside a court's limit: with the language's own decimal point, and never as
    /// "1000 kB".
    #[test]
    fn sizes_are_written_as_they_are_read() {
        let texts = Catalogue::from_json(r#"{"number.point":","}"#).unwrap();
        let sizes = [
            0,
            999,
            1_000,
            1_950,
            999_949,
            999_950,
            25_000_000,
            2_040_000,
            1_500_000_000,
        ];
        let read = [
            "0 B", "999 B", "1 kB", "1,9 kB", "999,9 kB", "1 MB", "25 MB", "2 MB", "1,5 GB",
        ];
        assert_eq!(sizes.map(|bytes| texts.size(bytes)), read);
        let about = [999, 600_800, 996_000, 25_300_000].map(|bytes| texts.about(bytes));
        assert_eq!(about, ["999 B", "600 kB", "996 kB", "25,3 MB"]);
    }
}
