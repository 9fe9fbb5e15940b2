//! Names that files must not have.

/// Names of devices, which Windows reserves in every folder.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// Devices that have a digit: Windows takes the superscripts ¹, ² and ³ for digits, too.
const PORTS: [&str; 2] = ["com", "lpt"];

/// Whether Windows does not allow a file or folder to have this name, alone or before an extension.
///
/// These are the names of devices, in any case and with any extension (`nul`, `Com1.txt`), and
/// names that end in a dot or a space, which Windows drops. See Microsoft, "Naming Files, Paths,
/// and Namespaces", <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
///
/// ```
/// use expediente_model::is_reserved_name;
///
/// assert!(is_reserved_name("aux") && is_reserved_name("LPT1.pdf"));
/// assert!(!is_reserved_name("auxiliar") && !is_reserved_name("lpt10"));
/// ```
#[must_use]
pub fn is_reserved_name(stem: &str) -> bool {
    if stem.ends_with(['.', ' ']) {
        return true;
    }
    // Windows ignores an extension, and spaces before it.
    let device = match stem.split_once('.') {
        Some((device, _)) => device.trim_end_matches(' '),
        None => stem,
    };
    let device = device.to_ascii_lowercase();
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
    let is_port = PORTS.iter().any(|port| {
        let number = device.strip_prefix(port);
        number.is_some_and(|number| number.chars().count() == 1 && number.contains(is_digit))
    });
    is_port || DEVICES.contains(&device.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A matter called "Aux" or a volume "con.pdf" could not be opened on Windows, or would write
    /// to a device.
    #[test]
    fn devices_are_reserved() {
        for device in [
            "con", "prn", "aux", "nul", "com0", "com9", "lpt0", "lpt9", "com¹", "lpt³",
        ] {
            let upper = device.to_uppercase();
            for name in [
                device.to_owned(),
                upper.clone(),
                format!("{device}.pdf"),
                format!("{upper}.tar.gz"),
                format!("{device} .pdf"),
                format!("{device}."),
                format!("{device} "),
                format!("{device}. ."),
            ] {
                assert!(is_reserved_name(&name), "{name:?}");
            }
        }
    }

    /// A name that Windows shortens is another name than the one that was asked for.
    #[test]
    fn dots_and_spaces_at_the_end_are_reserved() {
        for name in ["carta.", "carta ", "carta. .", ".", "..", " "] {
            assert!(is_reserved_name(name), "{name:?}");
        }
    }

    /// Words that only begin like a device are names.
    #[test]
    fn other_names_are_free() {
        for name in [
            "",
            "c",
            "co",
            "com",
            "lpt",
            "com10",
            "lpt12",
            "coma",
            "conde",
            "con-2",
            "auxiliar",
            "null",
            "carta.con",
            "Dr. Prn",
            "com1a",
            "com⁴",
            "consulta.pdf",
            " con",
            "año",
        ] {
            assert!(!is_reserved_name(name), "{name:?}");
        }
    }
}
