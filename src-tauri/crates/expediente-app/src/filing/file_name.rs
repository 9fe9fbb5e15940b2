//! The proposed name for the file of a dossier.

use expediente_bundle::{Profile, accepted_name};

use crate::file_names::{portable, unreserved};
use crate::views::plans::Planned;

/// A name for the file of a dossier that every system and the court accept.
pub(crate) fn proposed_name(planned: &Planned) -> String {
    let stem = proposed_stem(&planned.matter.name, &planned.profile);
    format!("{stem}.pdf")
}

fn proposed_stem(name: &str, profile: &Profile) -> String {
    let stem = portable(name);
    let stem = if stem.is_empty() { "dossier" } else { &stem };
    // Last, because a name without its accents can be that of a device.
    unreserved(accepted_name(profile, stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;

    /// The proposed name can be saved on Windows, whatever the matter is called.
    #[test]
    fn proposed_names_are_not_reserved() {
        let assets = Assets::load().unwrap();
        for (profile, name, expected) in [
            ("plain", "Quintero", "Quintero"),
            ("plain", "Quintero.pdf", "Quintero.pdf"),
            ("plain", "con", "_con"),
            ("plain", "a/b: c. ", "a_b_ c"),
            ("plain", "...", "dossier"),
            ("uscis-online", "Cón", "_Con"),
        ] {
            let profile = assets.profile(profile).unwrap();
            assert_eq!(proposed_stem(name, profile), expected, "{name}");
        }
    }
}
