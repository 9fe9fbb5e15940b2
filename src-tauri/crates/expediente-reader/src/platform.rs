//! What differs from one system to another: the limits that the child puts on itself.
//!
//! Unix: memory, processor seconds, size of written files, open files, no core dump. macOS accepts the limits on
//! memory and does not keep them. Windows: none of these; there only the parent's clock holds.

use std::io;

use expediente_intake::limits;

/// Limits this process for good, for a file of `size` bytes. Called by the child before it reads anything.
#[cfg(unix)]
pub(crate) fn limit_this_process(size: u64) -> io::Result<()> {
    use rlimit::{Resource, getrlimit, setrlimit};
    // The file is mapped, so it counts as address space without taking memory.
    let limits = [
        (Resource::AS, limits::MEMORY_BYTES + size, 0),
        // The hard limit kills without saying why, so the soft one, which says it, comes a second earlier.
        (Resource::CPU, limits::seconds(size), 1),
        (Resource::FSIZE, limits::DERIVED_BYTES, 0),
        (Resource::NOFILE, limits::OPEN_FILES, 0),
        (Resource::CORE, 0, 0),
    ];
    for (resource, soft, more) in limits {
        // A system with a lower limit of its own keeps it: a hard limit cannot be raised.
        let (_, hard) = getrlimit(resource)?;
        setrlimit(resource, soft.min(hard), (soft + more).min(hard))?;
    }
    Ok(())
}

/// Limits this process for good, for pictures of many files. Called by the child that draws before it reads anything.
#[cfg(unix)]
pub(crate) fn limit_this_drawer() -> io::Result<()> {
    use rlimit::{Resource, getrlimit, setrlimit};
    // Data and not address space: it maps many files in its life, of any size, and they take no memory of their own.
    // No processor seconds either: it lives as long as somebody turns pages, and has a clock for each of them.
    let limits = [
        (Resource::DATA, limits::MEMORY_BYTES),
        (Resource::FSIZE, 0),
        (Resource::NOFILE, limits::OPEN_FILES),
        (Resource::CORE, 0),
    ];
    for (resource, most) in limits {
        let (_, hard) = getrlimit(resource)?;
        setrlimit(resource, most.min(hard), most.min(hard))?;
    }
    Ok(())
}

/// Nothing to set here; see the module.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn limit_this_drawer() -> io::Result<()> {
    Ok(())
}

/// Nothing to set here; see the module.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn limit_this_process(_size: u64) -> io::Result<()> {
    let _ = limits::MEMORY_BYTES;
    Ok(())
}
