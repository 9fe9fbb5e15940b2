//! Takes the attachments out of a mail, and the mails out of a folder of them.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use expediente_intake::limits;
use expediente_intake::protocol::{
    Container, UnpackRequest, UntrustedMember, UntrustedMembers, member_file_name,
};
use expediente_model::{Code, Finding};

use crate::mail::{Letter, Line, eml, mbox, msg};

/// Takes the attachments out of a mail.
///
/// # Errors
/// When the mail cannot be read, or there is too much in it.
pub(crate) fn attachments(
    bytes: &[u8],
    request: &UnpackRequest,
) -> Result<UntrustedMembers, Finding> {
    let letter = match request.container {
        Container::Msg => msg::read(bytes)?,
        _ => eml::read(bytes)?,
    };
    let mut out = Out::of(request, letter.passed_over);
    for one in letter.attached {
        match one.bytes {
            Ok(bytes) if bytes.is_empty() => out.refuse(one.name, Finding::new(Code::FileEmpty)),
            Ok(bytes) => out.write(one.name, &bytes)?,
            Err(finding) => out.refuse(one.name, finding),
        }
    }
    Ok(out.members)
}

/// Takes the mails out of a folder of them.
///
/// # Errors
/// When there are too many.
pub(crate) fn mails(bytes: &[u8], request: &UnpackRequest) -> Result<UntrustedMembers, Finding> {
    let mails = mbox::mails(bytes);
    if mails.is_empty() {
        return Err(Finding::new(Code::MailDamaged));
    }
    if mails.len() > limits::MBOX_MAILS {
        return Err(Finding::new(Code::MailTooMany)
            .with("mails", mails.len())
            .with("limit", limits::MBOX_MAILS));
    }
    let mut out = Out::of(request, 0);
    for (number, mail) in (1..).zip(mails) {
        let subject = eml::read(mail).ok().and_then(subject);
        let name = match subject {
            Some(subject) => format!("{number:04} {subject}.eml"),
            None => format!("{number:04}.eml"),
        };
        if mbox::is_deleted(mail) {
            out.refuse(name, Finding::new(Code::MailDeleted));
        } else {
            out.write(name, mail)?;
        }
    }
    Ok(out.members)
}

fn subject(letter: Letter) -> Option<String> {
    const LETTERS: usize = 60;
    let found = letter
        .head
        .into_iter()
        .find(|(line, _)| *line == Line::Subject);
    let subject = found.map(|(_, text)| text.replace(['/', '\\'], " "))?;
    Some(
        subject
            .chars()
            .take(LETTERS)
            .collect::<String>()
            .trim()
            .to_owned(),
    )
}

/// Writes members, and counts.
struct Out<'a> {
    folder: &'a Path,
    left: u64,
    entries: usize,
    members: UntrustedMembers,
}

impl<'a> Out<'a> {
    fn of(request: &'a UnpackRequest, passed_over: u64) -> Self {
        Self {
            folder: Path::new(&request.out),
            left: request.room,
            entries: request.entries,
            members: UntrustedMembers {
                members: Vec::new(),
                passed_over,
            },
        }
    }

    fn refuse(&mut self, name: String, finding: Finding) {
        self.members.members.push(UntrustedMember {
            path: vec![name],
            refused: Some(finding),
        });
    }

    fn write(&mut self, name: String, bytes: &[u8]) -> Result<(), Finding> {
        let too_large = |why: &str| Finding::new(Code::ZipTooLarge).with("why", why);
        if self.members.members.len() >= self.entries {
            return Err(too_large("too-many"));
        }
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| too_large("bytes"))?;
        let unwritten = |error: std::io::Error| Finding::unreadable(&error);
        let path = self
            .folder
            .join(member_file_name(self.members.members.len() + 1));
        let mut file = File::create_new(path).map_err(unwritten)?;
        file.write_all(bytes).map_err(unwritten)?;
        self.members.members.push(UntrustedMember {
            // Its name is one part, whatever it has in it.
            path: vec![name],
            refused: None,
        });
        Ok(())
    }
}
