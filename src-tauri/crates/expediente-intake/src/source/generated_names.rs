//! Names that a camera, a phone, a scanner or a program gave: they say nothing, and never become titles.

use crate::source::date_parser::{month, runs};

/// What such names begin with, in lower case, parted by bars.
const BEGINNINGS: &str = "\
    img|vid|pxl|dsc|dscn|dscf|dcim|mvimg|image|imagen|picture|photo|foto|fullsizerender|\
    snapseed|inshot|whatsapp|whatsapp image|whatsapp video|whatsapp audio|whatsapp ptt|\
    whatsapp document|whatsapp scan|whatsapp imagen|imagen de whatsapp|foto de whatsapp|telegram|\
    fb img|snapchat|messenger creation|viber image|resized|screenshot|screen shot|captura|\
    captura de pantalla|captura de tela|screen recording|screencapture|scan|scanned|scanned document|\
    scanned documents|scanned image|scanner|escaneo|escaneado|escanear|escaner|escáner|\
    documento escaneado|digitalización|digitalizacion|digitalizado|digitalizar|camscanner|adobe scan|\
    tapscanner|genius scan|office lens|microsoft lens|scannable|turboscan|simplescanner|xerox scan|\
    doc|docs|document|documento|new doc|new document|nuevo documento|nuevo doc|untitled|sin título|\
    sin titulo|unnamed|download|descarga|file|archivo|attachment|adjunto|output|export|print|pdf";

/// The same, where a number must follow: alone they may be a person's word.
const NUMBERED: &str = "\
    mov|pano|burst|p|sam|gopr|imag|imgp|cimg|kimg|mg|wp|hpim|sdc|dji|csc|camera|collage|\
    bmp|tmp|temp|signal|received|instagram|aud|ptt|stk|lrm|capture|scn|skm|kmbt|sharp|wa|fax";

/// Words that such names go on with.
const TAIL: &str = "\
    wa|at|am|pm|a|la|las|m|p|s|of|hdr|portrait|cover|burst|bokeh|night|mp|edit|edited|\
    editado|editada|copy|copia|de|y|mfnr|tr|br|mmexport|vie|exported|original|orig|compressed|\
    comprimido|page|img|image|ios|android|jpg|jpeg|png|pdf|photo|doc|document|low|small|large|\
    n|o|h|edt|est|utc|x|com|instagram|snapchat";

/// Whether a name, without its extension, is a machine's.
pub(crate) fn is_generated(name: &str) -> bool {
    let lower = name.to_lowercase();
    if is_random(&lower) {
        return true;
    }
    let runs = runs(&lower);
    let Some(first) = runs.first() else {
        return true;
    };
    let words: Vec<&str> = runs.iter().filter(|r| !r.digits).map(|r| r.text).collect();
    let has_number = runs.iter().any(|r| r.digits);
    // Nothing but numbers: 20240211_153012, 100_1234, 1707662412345.
    if first.digits {
        // A word that begins such names stands after an order of somebody's: 01 - IMG_1234.
        return words
            .iter()
            .all(|w| w.len() <= 4 && is_tail(w) && !is_one_of(w, BEGINNINGS));
    }
    // Phones add the name of the program that was shown.
    if first.text == "screenshot" && has_number {
        return true;
    }
    let begins = |beginnings: &str| {
        beginnings.split('|').any(|beginning| {
            let beginning: Vec<&str> = beginning.split(' ').collect();
            let rest = words
                .get(beginning.len()..)
                .filter(|_| words.starts_with(&beginning));
            rest.is_some_and(|rest| rest.iter().all(|w| is_tail(w) || month(w).is_some()))
        })
    };
    begins(BEGINNINGS) || (has_number && begins(NUMBERED))
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split('|').any(|w| w == word)
}

/// Single letters are marks or pieces of a hash.
fn is_tail(word: &str) -> bool {
    word.len() == 1 || is_one_of(word, TAIL)
}

/// UUIDs, hashes and other strings that nobody typed.
fn is_random(lower: &str) -> bool {
    let plain: String = lower
        .chars()
        .filter(|c| !matches!(c, '-' | '_' | ' ' | '{' | '}' | '(' | ')'))
        .collect();
    let hex = plain.len() >= 16 && plain.bytes().all(|b| b.is_ascii_hexdigit());
    if hex && plain.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    // Letters and digits by turns, as in identifiers: no word changes between them so often.
    let one = !lower.contains([' ', '.']);
    one && plain.len() >= 12 && plain.is_ascii() && runs(&plain).len() * 3 >= plain.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `IMG_1234` as a title in a court's table of exhibits would say that nobody looked.
    #[test]
    fn names_that_machines_give() {
        for name in [
            "IMG_1234",
            "IMG_20231104_153012",
            "DSC_0001",
            "DSCN0042",
            "PXL_20240713_201455123",
            "PXL_20240713_201455123.PORTRAIT",
            "IMG-20240211-WA0007",
            "VID-20240211-WA0007",
            "WhatsApp Image 2024-02-11 at 10.11.12 (1)",
            "WhatsApp Image 2024-02-11 at 10.11.12 AM",
            "Imagen de WhatsApp 2024-02-11 a las 10.11.12_a1b2c3",
            "Screenshot_20240211-101112",
            "Screenshot_20240211_101112_WhatsApp",
            "Captura de pantalla 2024-02-11 101112",
            "Scan_0001",
            "Scan",
            "scan0001",
            "CamScanner 01-02-2024 10.11",
            "Adobe Scan Feb 11, 2024",
            "Adobe Scan 11 feb 2024",
            "New Doc 2024-02-11 10.11.12",
            "Documento escaneado 3",
            "photo_2024-02-11_10-11-12",
            "image0",
            "image (3)",
            "doc123",
            "document(1)",
            "Documento1",
            "20240211_153012",
            "20240211",
            "100_1234",
            "1707662412345",
            "P1010023",
            "FB_IMG_1707662412345",
            "received_1234567890123456",
            "d0f1a2b3-1234-4abc-8def-0123456789ab",
            "e3b0c44298fc1c149afbf4c8996fb924",
            "IMG_1234 (2)",
            "IMG_1234 - copia",
            "Snapchat-1234567",
            "signal-2024-02-11-101112",
            "Untitled",
            "unnamed",
            "descarga (4)",
            "Foto 12",
            "imagen2",
            "a1b2c3d4e5f6g7h8",
            "--",
            "",
        ] {
            assert!(is_generated(name), "{name}");
        }
    }

    /// And a person's words stay, whatever they begin with.
    #[test]
    fn names_that_people_give() {
        for name in [
            "Carta de buena conducta",
            "Scan de la cédula",
            "Foto de la fachada",
            "Documento de identidad",
            "Document of title",
            "Imagen del local",
            "Acta 123",
            "ACTA2024",
            "Petición de vecinos",
            "Hoja 3",
            "Captura de los mensajes de amenaza",
            "Doc Martínez informe",
            "Archivo parroquial",
            "P. Rangel carta",
            "Fotos de su trabajo",
            "WhatsApp con mi madre",
            "2 cartas",
            "Constancia N.º 12345678",
            "3 facturas de luz",
        ] {
            assert!(!is_generated(name), "{name}");
        }
    }
}
