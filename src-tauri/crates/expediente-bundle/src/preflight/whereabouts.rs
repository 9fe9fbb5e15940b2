//! Whether a place, as people write it, is in the United States. The wording of a declaration
//! depends on it.

use expediente_model::folded;

/// The country of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// The United States, their territories or possessions.
    UnitedStates,
    /// Another country.
    Abroad,
    /// Not recognized.
    Unknown,
}

/// States and territories whose names are not also those of countries.
const STATES: [&str; 56] = [
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "florida",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "nuevo mexico",
    "new york",
    "nueva york",
    "north carolina",
    "north dakota",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "rhode island",
    "south carolina",
    "south dakota",
    "tennessee",
    "texas",
    "tejas",
    "utah",
    "vermont",
    "virginia",
    "washington",
    "wisconsin",
    "wyoming",
    "puerto rico",
    "guam",
    "district of columbia",
    "virgin islands",
    "american samoa",
];

/// Postal abbreviations, recognized only behind a comma and in capitals.
const POSTAL: [&str; 52] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS",
    "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY",
    "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV",
    "WI", "WY", "DC", "PR",
];

const COUNTRY: [&str; 9] = [
    "united states",
    "u.s.a.",
    "usa",
    "u.s.",
    "estados unidos",
    "ee. uu.",
    "ee.uu.",
    "eeuu",
    "ee uu",
];

/// Countries that families in such cases often write from, in Spanish and English.
const ABROAD: [&str; 62] = [
    "venezuela",
    "el salvador",
    "colombia",
    "mexico",
    "honduras",
    "guatemala",
    "nicaragua",
    "costa rica",
    "panama",
    "cuba",
    "haiti",
    "republica dominicana",
    "dominican republic",
    "ecuador",
    "peru",
    "bolivia",
    "chile",
    "argentina",
    "uruguay",
    "paraguay",
    "brasil",
    "brazil",
    "spain",
    "espana",
    "portugal",
    "canada",
    "united kingdom",
    "reino unido",
    "england",
    "inglaterra",
    "scotland",
    "france",
    "francia",
    "italy",
    "italia",
    "germany",
    "alemania",
    "trinidad",
    "aruba",
    "curazao",
    "curacao",
    "jamaica",
    "guyana",
    "suriname",
    "belize",
    "belice",
    "china",
    "india",
    "russia",
    "rusia",
    "ukraine",
    "ucrania",
    "afghanistan",
    "iran",
    "iraq",
    "turkey",
    "turquia",
    "nigeria",
    "ghana",
    "cameroon",
    "senegal",
    "philippines",
];

/// The country of a place, from its last words: "Houston, Texas, Estados Unidos", "San Cristóbal,
/// Venezuela".
pub(super) fn whereabouts(place: &str) -> Whereabouts {
    let folded = folded(place);
    for (at, part) in folded.rsplit(',').map(str::trim).enumerate() {
        let names = |list: &[&str]| {
            list.iter()
                .any(|name| part == *name || ends_with_word(part, name))
        };
        if names(&COUNTRY) {
            return Whereabouts::UnitedStates;
        }
        let abbreviated = place
            .rsplit(',')
            .nth(at)
            .map(str::trim)
            .and_then(|part| part.split_whitespace().next());
        let postal = place.contains(',') && abbreviated.is_some_and(|word| POSTAL.contains(&word));
        // States come first: "Nuevo México" ends with a country. "Georgia" counts as the state.
        if names(&STATES) || part == "georgia" || postal {
            return Whereabouts::UnitedStates;
        }
        if names(&ABROAD) {
            return Whereabouts::Abroad;
        }
    }
    Whereabouts::Unknown
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word)
        .is_some_and(|before| before.ends_with([' ', '(', '-']))
        || text
            .strip_suffix(')')
            .is_some_and(|inner| inner.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A declaration from abroad without the words of 28 USC 1746(1) is void; one from home must
    /// not be held up for words that it does not need.
    #[test]
    fn places_as_people_write_them() {
        for (place, expected) in [
            ("San Cristóbal, Táchira, Venezuela", Whereabouts::Abroad),
            ("Capacho (Venezuela)", Whereabouts::Abroad),
            ("Ciudad de México", Whereabouts::Abroad),
            ("El Paso, Texas", Whereabouts::UnitedStates),
            ("El Paso, TX 79901", Whereabouts::UnitedStates),
            ("Houston, Texas, EE. UU.", Whereabouts::UnitedStates),
            ("Santa Fe, Nuevo México", Whereabouts::UnitedStates),
            ("Nueva York", Whereabouts::UnitedStates),
            ("Atlanta, Georgia", Whereabouts::UnitedStates),
            ("London, United Kingdom", Whereabouts::Abroad),
            ("La casa de mi madre", Whereabouts::Unknown),
            ("", Whereabouts::Unknown),
            ("Lima, Perú", Whereabouts::Abroad),
            ("Panama City, Florida", Whereabouts::UnitedStates),
        ] {
            assert_eq!(whereabouts(place), expected, "{place}");
        }
    }
}
