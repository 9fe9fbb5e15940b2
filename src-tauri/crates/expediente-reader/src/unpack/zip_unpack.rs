//! Takes the files out of a zip, entry by entry, with caps of our own: what a zip says of its sizes
//! is not believed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::path::Path;

use expediente_intake::protocol::{
    UnpackRequest, UntrustedMember, UntrustedMembers, member_file_name,
};
use expediente_intake::{is_left_behind, limits};
use expediente_model::{Code, Finding};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::unpack::zip_directory::{self, Entry};
use crate::unpack::zip_names;
use crate::unpack::zip_order::{self, Listed};

/// The file that makes a folder a case.
const CASE: &str = "dossier.toml";

/// Bits of a Unix mode that tell the kind of a file, and those of a link.
const KIND: u32 = 0o170_000;
const LINK: u32 = 0o120_000;
const FILE: u32 = 0o100_000;

/// An entry that can be a paper.
struct Wanted<'a> {
    path: Vec<String>,
    raw: &'a [u8],
}

fn damaged() -> Finding {
    Finding::new(Code::ZipDamaged)
}

fn too_large(why: &str) -> Finding {
    Finding::new(Code::ZipTooLarge).with("why", why)
}

/// Takes the files out.
///
/// # Errors
/// The finding with which the zip is refused as a whole.
pub(crate) fn unpack(bytes: &[u8], request: &UnpackRequest) -> Result<UntrustedMembers, Finding> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let entries = zip_directory::entries(
        bytes,
        archive.central_directory_start(),
        archive.offset(),
        request.entries,
    );
    let entries = entries.ok_or_else(damaged)?;
    if entries.len() > request.entries {
        return Err(too_large("too-many"));
    }
    zip_directory::check(bytes, &entries)?;
    let (wanted, passed_over, twice) = papers(&entries)?;
    if wanted.is_empty() {
        return Err(Finding::new(Code::ZipNoPapers));
    }
    let places = places(&mut archive)?;
    check_sizes(&mut archive, &wanted, &places, request)?;
    let mut taken = Taken {
        out: Path::new(&request.out),
        password: request.password.as_deref(),
        left: request.room,
    };
    let mut members = Vec::with_capacity(wanted.len());
    for (at, one) in wanted.iter().enumerate() {
        let index = places.get(one.raw).copied().ok_or_else(damaged)?;
        let path = taken.out.join(format!("entry-{at}"));
        let refused = match taken.take(&mut archive, index, &path) {
            Ok(()) => None,
            Err(Refusal::Member(finding)) => {
                // The part that was written is no paper.
                let _ = fs::remove_file(&path);
                Some(finding)
            }
            Err(Refusal::Whole(finding)) => return Err(finding),
        };
        members.push((one.path.clone(), path, refused));
    }
    let mut listed = in_order(members)?;
    listed.extend(twice.into_iter().map(|path| UntrustedMember {
        path,
        refused: Some(Finding::new(Code::MemberTwice)),
    }));
    Ok(UntrustedMembers {
        members: listed,
        passed_over,
    })
}

/// The entries that can be papers, in natural order; how many were passed over; and the paths that
/// are there more than once, of which only the last is read.
#[allow(clippy::type_complexity)]
fn papers<'a>(entries: &[Entry<'a>]) -> Result<(Vec<Wanted<'a>>, u64, Vec<Vec<String>>), Finding> {
    let mut wanted: BTreeMap<&[u8], Wanted<'a>> = BTreeMap::new();
    let (mut passed_over, mut twice) = (0, Vec::new());
    for entry in entries {
        let path = zip_names::parts(entry.name, entry.extra);
        if entry.name.ends_with(b"/") || entry.name.ends_with(b"\\") || path.is_empty() {
            continue;
        }
        let is_top = path.len() <= 2;
        if is_top && path.last().is_some_and(|name| name == CASE) {
            return Err(Finding::new(Code::ZipIsCase));
        }
        if path.iter().any(|part| is_passed_over(part)) {
            passed_over += 1;
            continue;
        }
        let raw = entry.name;
        let one = Wanted { path, raw };
        if let Some(before) = wanted.insert(raw, one) {
            twice.push(before.path);
        }
    }
    let mut wanted: Vec<Wanted<'a>> = wanted.into_values().collect();
    let paths: BTreeSet<Vec<String>> = wanted.iter().map(|one| one.path.clone()).collect();
    let before = wanted.len();
    wanted.retain(|one| !is_about_another(&one.path, &paths));
    passed_over += (before - wanted.len()) as u64;
    wanted.sort_by(|a, b| zip_order::by_path(&a.path, &b.path));
    Ok((wanted, passed_over, twice))
}

/// Whether a part of a path is one that systems leave behind. `.` and `..` are parts of hostile
/// paths, not hidden files.
fn is_passed_over(part: &str) -> bool {
    !part.trim_matches('.').is_empty() && is_left_behind(OsStr::new(part))
}

/// Whether a file only says something of the one beside it: Google writes `IMG_1.jpg.json` or
/// `IMG_1.jpg.supplemental-metadata.json` beside `IMG_1.jpg`.
fn is_about_another(path: &[String], paths: &BTreeSet<Vec<String>>) -> bool {
    let Some((name, folder)) = path.split_last() else {
        return false;
    };
    let Some(about) = name.strip_suffix(".json") else {
        return false;
    };
    let is_there = |name: &str| {
        let other: Vec<String> = folder.iter().cloned().chain([name.to_owned()]).collect();
        paths.contains(&other)
    };
    let longer = about.rsplit_once('.');
    let is_longer = longer.is_some_and(|(about, what)| {
        // Google cuts long names.
        !what.is_empty() && "supplemental-metadata".starts_with(what) && is_there(about)
    });
    is_there(about) || is_longer
}

/// The index of each entry, by the bytes of its name.
fn places(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<BTreeMap<Vec<u8>, usize>, Finding> {
    let mut places = BTreeMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| damaged())?;
        places.insert(entry.name_raw().to_vec(), index);
    }
    Ok(places)
}

/// Refuses a zip by what it says of itself, before anything is unpacked: that it is locked, or that
/// it holds far more than it weighs.
fn check_sizes(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    wanted: &[Wanted<'_>],
    places: &BTreeMap<Vec<u8>, usize>,
    request: &UnpackRequest,
) -> Result<(), Finding> {
    let mut total = 0u64;
    for one in wanted {
        let index = places.get(one.raw).copied().ok_or_else(damaged)?;
        let entry = archive.by_index_raw(index).map_err(|_| damaged())?;
        if entry.encrypted() && request.password.is_none() {
            return Err(Finding::new(Code::ZipEncrypted));
        }
        total = total.saturating_add(entry.size());
    }
    if total > request.room {
        return Err(too_large("bytes"));
    }
    if total > 10 * limits::RATIO_FREE_BYTES && total / limits::RATIO > request.size {
        return Err(too_large("ratio"));
    }
    Ok(())
}

/// Why an entry was not taken out.
enum Refusal {
    /// It alone is refused.
    Member(Finding),
    /// The whole zip is.
    Whole(Finding),
}

/// Writes entries, and counts.
struct Taken<'a> {
    out: &'a Path,
    password: Option<&'a [u8]>,
    left: u64,
}

impl Taken<'_> {
    fn take(
        &mut self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        index: usize,
        path: &Path,
    ) -> Result<(), Refusal> {
        let (is_locked, packed) = {
            let entry = archive
                .by_index_raw(index)
                .map_err(|_| Refusal::Member(damaged()))?;
            let kind = entry.unix_mode().map_or(FILE, |mode| mode & KIND);
            if kind == LINK || !matches!(kind, 0 | FILE) {
                return Err(Refusal::Member(Finding::new(Code::MemberLink)));
            }
            let method = entry.compression();
            let is_read = matches!(
                method,
                CompressionMethod::Stored
                    | CompressionMethod::Deflated
                    | CompressionMethod::Deflate64
                    | CompressionMethod::Aes
            );
            if !is_read {
                let finding = Finding::new(Code::MemberPacking).with("how", method);
                return Err(Refusal::Member(finding));
            }
            if entry.size() > limits::MEMBER_BYTES {
                return Err(Refusal::Member(large(entry.size())));
            }
            (entry.encrypted(), entry.compressed_size())
        };
        let opened = match (is_locked, self.password) {
            (true, Some(password)) => archive.by_index_decrypt(index, password),
            _ => archive.by_index(index),
        };
        let wrong = || Refusal::Whole(Finding::new(Code::ZipWrongPassword));
        let mut entry = opened.map_err(|error| match error {
            ZipError::InvalidPassword => wrong(),
            ZipError::CompressionMethodNotSupported(how) => {
                Refusal::Member(Finding::new(Code::MemberPacking).with("how", how))
            }
            _ => Refusal::Member(damaged()),
        })?;
        match self.copy(&mut entry, packed, path) {
            // A short key can open a lock by chance; what comes out is then not what was packed.
            Err(Refusal::Member(finding)) if is_locked && finding.code == Code::ZipDamaged => {
                Err(wrong())
            }
            result => result,
        }
    }

    fn copy(&mut self, entry: &mut impl Read, packed: u64, path: &Path) -> Result<(), Refusal> {
        let unwritten = |error: io::Error| Refusal::Whole(Finding::unreadable(&error));
        let mut to = BufWriter::new(File::create_new(path).map_err(unwritten)?);
        let mut size = 0u64;
        let mut part = vec![0; 64 * 1024];
        loop {
            let count = match entry.read(&mut part) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(Refusal::Member(damaged())),
            };
            size += count as u64;
            if size > limits::MEMBER_BYTES {
                return Err(Refusal::Member(large(size)));
            }
            if size > limits::RATIO_FREE_BYTES && size / limits::RATIO > packed {
                return Err(Refusal::Member(too_large("ratio")));
            }
            self.left = match self.left.checked_sub(count as u64) {
                Some(left) => left,
                None => return Err(Refusal::Whole(too_large("bytes"))),
            };
            let bytes = part.get(..count).map_or(&[][..], |bytes| bytes);
            to.write_all(bytes).map_err(unwritten)?;
        }
        to.flush().map_err(unwritten)
    }
}

fn large(size: u64) -> Finding {
    Finding::new(Code::FileTooLarge)
        .with("size", size)
        .with("limit", limits::MEMBER_BYTES)
}

/// The members in order, their files under the numbers of their places.
fn in_order(
    members: Vec<(Vec<String>, std::path::PathBuf, Option<Finding>)>,
) -> Result<Vec<UntrustedMember>, Finding> {
    let listed: Vec<Listed<'_>> = members
        .iter()
        .map(|(path, file, refused)| {
            let size = fs::metadata(file).map_or(u64::MAX, |data| data.len());
            let is_read = refused.is_none() && zip_order::may_name_others(path, size);
            Listed {
                path,
                text: if is_read { fs::read(file).ok() } else { None },
            }
        })
        .collect();
    let order = zip_order::order(&listed);
    drop(listed);
    let mut members: Vec<Option<_>> = members.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(members.len());
    for (place, at) in order.into_iter().enumerate() {
        let member = members.get_mut(at).and_then(Option::take);
        let (path, file, refused) = member.ok_or_else(damaged)?;
        if refused.is_none() {
            let to = file.with_file_name(member_file_name(place + 1));
            fs::rename(&file, to).map_err(|error| Finding::unreadable(&error))?;
        }
        ordered.push(UntrustedMember { path, refused });
    }
    Ok(ordered)
}
