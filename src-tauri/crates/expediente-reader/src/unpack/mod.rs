//! Takes files out of others: a zip, the attachments of a mail, the mails of a folder of mails.
//!
//! Every file that comes out is written under a number into the folder of the request; its name is
//! only told. The parent gives names.

mod mail_parts;
mod zip_directory;
mod zip_names;
mod zip_order;
mod zip_unpack;

use std::path::Path;

use expediente_intake::protocol::{Container, UnpackRequest, UntrustedMembers};
use expediente_model::{Code, Finding};

use crate::mapped_file;

/// Takes the files out of the one that the request names.
///
/// # Errors
/// The finding with which it is refused as a whole.
pub(crate) fn unpack(request: &UnpackRequest) -> Result<UntrustedMembers, Finding> {
    let unreadable = |error: std::io::Error| Finding::unreadable(&error);
    let map = mapped_file::map(Path::new(&request.path)).map_err(unreadable)?;
    if map.len() as u64 != request.size {
        return Err(Finding::new(Code::FileChanged));
    }
    match request.container {
        Container::Zip => zip_unpack::unpack(&map, request),
        Container::Mail | Container::Msg => mail_parts::attachments(&map, request),
        Container::Mbox => mail_parts::mails(&map, request),
    }
}
