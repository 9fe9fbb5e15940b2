//! The language of messages: that of the system.

use expediente_app::Language;

/// Spanish where the system speaks Spanish, else English.
pub fn of_system() -> Language {
    // In the order that POSIX gives them; the first that is set decides.
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match set {
        Some(value) if value.to_lowercase().starts_with("es") => Language::Es,
        _ => Language::En,
    }
}
