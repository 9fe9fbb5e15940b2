//! Differences between systems: the limits that the child puts on itself.
//!
//! Unix: memory, processor time, size of written files, open files, no core dump. macOS accepts the
//! limits on memory and does not enforce them. Windows: none of these; only the parent's clock
//! limits the child.

use std::io;

use expediente_intake::limits;

/// Limits this process for good, for a file of `size` bytes and `work` bytes to be read. The child
/// calls it before it reads anything.
#[cfg(unix)]
pub(crate) fn limit_this_process(size: u64, work: u64) -> io::Result<()> {
    use rlimit::{Resource, getrlimit, setrlimit};
    // The file is mapped, so it counts as address space without taking memory.
    let limits = [
        (Resource::AS, limits::MEMORY_BYTES + size, 0),
        // The hard limit kills without giving a reason, so the soft one, which gives it, comes a
        // second earlier.
        (Resource::CPU, limits::seconds(work), 1),
        (Resource::FSIZE, limits::DERIVED_BYTES, 0),
        (Resource::NOFILE, limits::OPEN_FILES, 0),
        (Resource::CORE, 0, 0),
    ];
    for (resource, soft, more) in limits {
        // A lower limit of the system's own stays: a hard limit cannot be raised.
        let (_, hard) = getrlimit(resource)?;
        setrlimit(resource, soft.min(hard), (soft + more).min(hard))?;
    }
    Ok(())
}

/// Limits this process for good, for pictures of many files. The child that draws calls it before
/// it reads anything.
#[cfg(unix)]
pub(crate) fn limit_this_drawer() -> io::Result<()> {
    use rlimit::{Resource, getrlimit, setrlimit};
    // Data rather than address space: the child maps many files of any size in its life, and they
    // take no memory of their own. Processor time is not limited either: the child lives as long as
    // the user turns pages, and has a clock for each page.
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
pub(crate) fn limit_this_process(_size: u64, _work: u64) -> io::Result<()> {
    let _ = limits::MEMORY_BYTES;
    Ok(())
}
