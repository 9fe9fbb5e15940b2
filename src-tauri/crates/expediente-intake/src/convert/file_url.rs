//! Paths as URLs, which LibreOffice wants for its profile.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::convert::platform;

/// What stays in a URL as it is (RFC 3986, 2.3), and what separates its parts.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':');

/// The URL of an absolute path.
pub(crate) fn file_url(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let slashes: Vec<u8> = if platform::IS_WINDOWS {
        let slash = |byte: &u8| if *byte == b'\\' { b'/' } else { *byte };
        bytes.iter().map(slash).collect()
    } else {
        bytes.to_vec()
    };
    // A path of Windows begins with its drive or, on a server, with two slashes.
    let begin = match slashes.as_slice() {
        [b'/', b'/', ..] if platform::IS_WINDOWS => "file:",
        [b'/', ..] => "file://",
        _ => "file:///",
    };
    format!("{begin}{}", percent_encode(&slashes, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_language_are_in_the_url() {
        assert_eq!(
            file_url(Path::new("/home/Peña/a b%#?")),
            "file:///home/Pe%C3%B1a/a%20b%25%23%3F"
        );
    }
}
