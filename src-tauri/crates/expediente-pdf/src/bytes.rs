//! The bytes of a file, wherever they are stored.

use std::sync::Arc;

/// The bytes of a file: a memory map, a vector, anything that can be borrowed as a slice.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;
