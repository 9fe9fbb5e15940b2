//! What came out of a zip or a mail, as the checked reply of the child describes it.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_model::{Code, Finding};

use crate::sandbox::limits;
use crate::sandbox::member_names::{MemberNames, shown};
use crate::sandbox::protocol::{UntrustedMembers, member_file_name};
use crate::sandbox::reply_check::clean;

/// What came out of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// Its members, in order.
    pub members: Vec<Member>,
    /// How many files of systems were passed over.
    pub passed_over: u64,
}

/// A file that came out of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path inside, as people see it.
    pub shown: String,
    /// Where it is, below the folder that was given, under a safe name; or why it was not taken
    /// out.
    pub file: Result<PathBuf, Finding>,
    /// Its bytes; 0 if it was not taken out.
    pub size: u64,
}

/// Checks a reply, and moves the files that the child made in `out` to safe names below `to`.
///
/// # Errors
/// When the reply contradicts itself or the files beside it.
pub(crate) fn checked(
    untrusted: UntrustedMembers,
    (entries, room): (usize, u64),
    out: &Path,
    to: &Path,
) -> Result<Unpacked, Finding> {
    let unbelievable = || Finding::new(Code::ReaderFailed);
    if untrusted.members.len() > entries {
        return Err(unbelievable());
    }
    let mut names = MemberNames::default();
    let mut unpacked = Unpacked {
        members: Vec::with_capacity(untrusted.members.len()),
        passed_over: untrusted.passed_over,
    };
    let mut total = 0u64;
    for (at, member) in untrusted.members.into_iter().enumerate() {
        let shown = shown(&member.path);
        if let Some(refused) = member.refused {
            unpacked.members.push(Member {
                shown,
                file: Err(clean(refused)),
                size: 0,
            });
            continue;
        }
        let made = out.join(member_file_name(at + 1));
        let is_file = fs::symlink_metadata(&made).ok();
        let is_file = is_file.filter(fs::Metadata::is_file);
        let size = is_file.ok_or_else(unbelievable)?.len();
        total = total.saturating_add(size);
        if total > room.saturating_add(limits::MEMBER_BYTES) {
            return Err(unbelievable());
        }
        let path = to.join(names.safe(&member.path));
        let unwritten = |error: std::io::Error| Finding::unreadable(&error);
        let folder = path.parent().ok_or_else(unbelievable)?;
        let moved = fs::create_dir_all(folder).and_then(|()| fs::rename(&made, &path));
        let file = match moved {
            Ok(()) => Ok(path),
            // A folder has the name of a file: the file gets its number before its name.
            Err(_) => {
                let own = path.file_name().ok_or_else(unbelievable)?;
                let mut name = std::ffi::OsString::from(format!("_{} ", at + 1));
                name.push(own);
                let other = to.join(name);
                fs::rename(&made, &other).map_err(unwritten)?;
                Ok(other)
            }
        };
        unpacked.members.push(Member { shown, file, size });
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::protocol::UntrustedMember;

    fn member(path: &[&str], refused: Option<Finding>) -> UntrustedMember {
        UntrustedMember {
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            refused,
        }
    }

    fn of(members: Vec<UntrustedMember>) -> UntrustedMembers {
        UntrustedMembers {
            members,
            passed_over: 1,
        }
    }

    /// Each member is where its name says, below the folder; a file and a folder of one name, too.
    #[test]
    fn members_get_their_places() {
        let dir = tempfile::tempdir().unwrap();
        let (out, to) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir_all(&out).unwrap();
        for (at, text) in [(1, "uno"), (2, "dos"), (4, "cuatro")] {
            fs::write(out.join(member_file_name(at)), text).unwrap();
        }
        let said = of(vec![
            member(&["a"], None),
            member(&["a", "b.txt"], None),
            member(&["c"], Some(Finding::new(Code::MemberLink))),
            member(&["..", "\u{202e}d.txt"], None),
        ]);
        let unpacked = checked(said, (4, 100), &out, &to).unwrap();
        let shown: Vec<&str> = unpacked
            .members
            .iter()
            .map(|one| one.shown.as_str())
            .collect();
        assert_eq!(shown, ["a", "a/b.txt", "c", "../d.txt"]);
        let read = |at: usize| {
            let path = unpacked.members[at].file.as_ref().unwrap();
            assert!(path.starts_with(&to), "{path:?}");
            fs::read_to_string(path).unwrap()
        };
        assert_eq!([read(0), read(1), read(3)], ["uno", "dos", "cuatro"]);
        assert_eq!(unpacked.members[3].size, 6);
        assert!(unpacked.members[2].file.is_err());
    }

    /// A child that names a file that it did not make, a link, or more than it may is not believed.
    #[test]
    fn nothing_false_is_believed() {
        let dir = tempfile::tempdir().unwrap();
        let (out, to) = (dir.path().join("out"), dir.path().join("in"));
        fs::create_dir_all(&out).unwrap();
        let one = || of(vec![member(&["a"], None)]);
        assert!(checked(one(), (1, 100), &out, &to).is_err());
        assert!(checked(one(), (0, 100), &out, &to).is_err());
        #[cfg(unix)]
        {
            let link = out.join(member_file_name(1));
            std::os::unix::fs::symlink("/etc/passwd", link).unwrap();
            assert!(checked(one(), (1, 100), &out, &to).is_err());
        }
    }
}
