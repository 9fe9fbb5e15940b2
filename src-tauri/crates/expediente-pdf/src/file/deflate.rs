//! Compresses the data of a stream.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::{self, Write};

pub(crate) fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}
