//! Words for why the system refused a file operation: people never read an error number.

use std::io;

/// A reason word of the catalogues (the text is under `why.` and the word), or the system's own
/// text without its number when there is no word for it.
#[must_use]
pub fn io_reason(error: &io::Error) -> String {
    // EIO, ENXIO and ENODEV, for which `std` has no kind: a USB stick that was pulled out.
    const NO_DEVICE: [i32; 3] = [5, 6, 19];
    let word = match error.kind() {
        io::ErrorKind::NotFound => "not-found",
        io::ErrorKind::PermissionDenied => "not-permitted",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk-full",
        io::ErrorKind::AlreadyExists => "exists",
        io::ErrorKind::IsADirectory => "is-folder",
        io::ErrorKind::NotADirectory => "no-folder",
        io::ErrorKind::DirectoryNotEmpty => "not-empty",
        io::ErrorKind::ReadOnlyFilesystem => "read-only-disk",
        io::ErrorKind::FileTooLarge => "too-large",
        io::ErrorKind::InvalidFilename => "bad-name",
        io::ErrorKind::ResourceBusy
        | io::ErrorKind::ExecutableFileBusy
        | io::ErrorKind::WouldBlock => "busy",
        io::ErrorKind::UnexpectedEof => "cut-short",
        _ if cfg!(unix)
            && error
                .raw_os_error()
                .is_some_and(|number| NO_DEVICE.contains(&number)) =>
        {
            "no-device"
        }
        _ => {
            let text = error.to_string();
            return text
                .split_once(" (os error ")
                .map_or(text.as_str(), |(before, _)| before)
                .to_owned();
        }
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tempfile` appends the path of a hidden file to the system's text.
    #[test]
    fn no_number_and_no_hidden_path() {
        let io = |kind: io::ErrorKind| {
            io_reason(&io::Error::new(
                kind,
                "No such thing (os error 2) at path \"/x/.part\"",
            ))
        };
        assert_eq!(io(io::ErrorKind::NotFound), "not-found");
        assert_eq!(io(io::ErrorKind::Other), "No such thing");
        assert_eq!(io_reason(&io::Error::other("anything")), "anything");
    }
}
