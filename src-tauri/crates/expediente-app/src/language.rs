//! The default language of messages: the system's.

use expediente_model::Language;

/// Spanish if the system speaks Spanish, else English.
#[must_use]
pub fn system_language() -> Language {
    // In the order of POSIX, the first variable that is set decides. Where none is set, as in a
    // program started from the desktop of Windows or macOS, ask the system.
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(sys_locale::get_locale);
    match set {
        Some(value) if value.to_lowercase().starts_with("es") => Language::Es,
        _ => Language::En,
    }
}
