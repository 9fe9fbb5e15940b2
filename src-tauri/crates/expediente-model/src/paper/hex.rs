//! Hashes as hexadecimal text: 32 bytes as 64 lower-case digits.

/// The digits of a hash.
pub fn digits(hash: &[u8; 32]) -> String {
    let digit = |half: u8| {
        char::from(match half {
            0..=9 => b'0' + half,
            _ => b'a' + half - 10,
        })
    };
    // Written as one string: a list of a thousand papers does this for each.
    let mut text = String::with_capacity(64);
    for byte in hash {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}
