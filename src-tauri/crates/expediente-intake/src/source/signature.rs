//! The first bytes of files that hold several streams or members, and how names are found in them.

/// The signature of an OLE file.
pub(crate) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether it begins as a zip.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|signature| head.starts_with(*signature))
}

/// Where a name is in UTF-16.
pub(crate) fn find_wide(head: &[u8], name: &str) -> Option<usize> {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    find(head, &wide)
}

/// Where bytes are in others.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|w| w == needle)
}
