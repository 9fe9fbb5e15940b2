//! The tools that make pictures, as the store records them.

use expediente_intake::protocol::{MadePicture, PictureForm};

/// A library that decodes pictures, or the reader itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Gif,
    HayroJpeg2000,
    Heifer,
    Image,
    Png,
    Rav1d,
    Reader,
    ZuneJpeg,
}

impl Tool {
    #[cfg(test)]
    const ALL: [Self; 8] = [
        Self::Gif,
        Self::HayroJpeg2000,
        Self::Heifer,
        Self::Image,
        Self::Png,
        Self::Rav1d,
        Self::Reader,
        Self::ZuneJpeg,
    ];

    /// Its name and version. A test compares them with `Cargo.lock`.
    fn named(self) -> &'static str {
        match self {
            Self::Gif => "gif 0.14.2",
            Self::HayroJpeg2000 => "hayro-jpeg2000 0.5.0",
            Self::Heifer => "heifer 0.3.22",
            Self::Image => "image 0.25.10",
            Self::Png => "png 0.18.1",
            Self::Rav1d => "re_rav1d 0.1.3",
            Self::Reader => concat!("expediente-reader ", env!("CARGO_PKG_VERSION")),
            Self::ZuneJpeg => "zune-jpeg 0.5.15",
        }
    }
}

/// A plain PNG made by a tool.
pub(crate) fn png(by: Tool) -> MadePicture {
    MadePicture {
        form: PictureForm::Png,
        with: tool(by, &["PNG"]),
    }
}

/// The words of the store for what a tool made, and how it was set.
pub(crate) fn tool(tool: Tool, set: &[&str]) -> String {
    [&[tool.named()], set].concat().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The versions that are built in, which `Cargo.lock` says.
    #[test]
    fn versions_are_those_of_the_program() {
        let lock =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../Cargo.lock"));
        let lock = lock.unwrap();
        for tool in Tool::ALL {
            let (name, version) = tool.named().split_once(' ').unwrap();
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(lock.contains(&entry), "{name} {version}");
        }
    }
}
