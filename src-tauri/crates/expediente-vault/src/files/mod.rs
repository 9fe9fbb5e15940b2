//! The files and folders of a store, and how they are written so that a power cut loses nothing.

pub mod disk;
pub mod durable;
pub mod faults;
pub mod own_files;
pub mod papers;
pub mod pictures;
pub mod plain_file;
pub mod store_paths;
pub mod system_disk;
