//! The language of messages until the user chooses one: that of the system.

use expediente_model::Language;

/// Spanish where the system speaks Spanish, else English.
#[must_use]
pub fn system_language() -> Language {
    // In the order that POSIX gives them, the first that is set decides; where none is, as in a program started from a
    // desktop of Windows or macOS, the system is asked.
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(sys_locale::get_locale);
    match set {
        Some(value) if value.to_lowercase().starts_with("es") => Language::Es,
        _ => Language::En,
    }
}
