//! A name for the file of a dossier.

use expediente_bundle::accepted_name;

use crate::views::plans::Planned;

/// A name for the file that systems and the court take.
pub(crate) fn proposed_name(planned: &Planned) -> String {
    let name = file_name(&planned.matter.name);
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    format!("{}.pdf", accepted_name(&planned.profile, stem))
}

/// A name that every system takes.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || " -_.,()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let plain = plain.trim_matches([' ', '.']);
    if plain.is_empty() {
        "dossier.pdf".to_owned()
    } else {
        format!("{plain}.pdf")
    }
}
