//! Tells content that draws from content that is empty, without interpreting it. Runs in the child.

/// Whether content has an operator that draws.
pub(crate) fn draws(content: &[u8]) -> bool {
    const DRAWING: [&[u8]; 15] = [
        b"Tj", b"TJ", b"'", b"\"", b"Do", b"BI", b"sh", b"f", b"F", b"f*", b"S", b"s", b"B", b"B*",
        b"b",
    ];
    content
        .split(|byte| byte.is_ascii_whitespace() || b"()<>[]".contains(byte))
        .any(|word| DRAWING.contains(&word))
}
