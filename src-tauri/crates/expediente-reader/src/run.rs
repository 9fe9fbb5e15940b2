//! The verbs of the reader process.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write, stdin, stdout};

use expediente_intake::limits;
use expediente_intake::protocol::{
    DAYS_VERB, DRAW_VERB, DaysReply, FACTS_VERB, FactsReply, FactsRequest, INSPECT_VERB,
    InspectReply, InspectRequest, NOT_UNDERSTOOD, PROTOCOL, STRAIGHTEN_VERB, StraightenReply,
    StraightenRequest, TABLE_VERB, TableReply, TableRequest, UNPACK_VERB, UnpackReply,
    UnpackRequest,
};
use expediente_model::{Code, Finding};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::inspect::inspect;
use crate::sheet::straighten::straightened;
use crate::unpack::unpack;
use crate::words::text;
use crate::{draw, platform, read_facts, read_table};

/// Runs the verb in `arguments`, between the program's own name and the number of the protocol, and
/// returns the exit code: 0 when the work is done. The parent makes a finding of any other code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let mut arguments = arguments.into_iter().skip(1);
    match (arguments.next(), arguments.next()) {
        (_, protocol) if protocol.as_deref() != Some(OsStr::new(PROTOCOL)) => NOT_UNDERSTOOD,
        (Some(verb), _) if verb == INSPECT_VERB => inspect_one(),
        (Some(verb), _) if verb == UNPACK_VERB => unpack_one(),
        (Some(verb), _) if verb == FACTS_VERB => tell_facts(),
        (Some(verb), _) if verb == DAYS_VERB => tell_days(),
        (Some(verb), _) if verb == TABLE_VERB => tell_table(),
        (Some(verb), _) if verb == STRAIGHTEN_VERB => straighten_one(),
        (Some(verb), _) if verb == DRAW_VERB => draw::run(),
        _ => NOT_UNDERSTOOD,
    }
}

/// Reads one request from standard input, limits this process, reads the file and writes the reply
/// to standard output.
fn inspect_one() -> u8 {
    let Ok(request) = read_request::<InspectRequest>() else {
        return NOT_UNDERSTOOD;
    };
    if platform::limit_this_process(request.size, request.work()).is_err() {
        return 3;
    }
    // A panic becomes a reply, so that the parent can tell it from a killed process.
    let reply = match std::panic::catch_unwind(|| inspect(&request)) {
        Ok(Ok(received)) => InspectReply::Received(received),
        Ok(Err(finding)) => InspectReply::Refused(finding),
        Err(_) => InspectReply::Refused(Finding::new(Code::ReaderFailed)),
    };
    answer(&reply)
}

/// The same for a file that others are taken out of.
fn unpack_one() -> u8 {
    let Ok(request) = read_request::<UnpackRequest>() else {
        return NOT_UNDERSTOOD;
    };
    if platform::limit_this_process(request.size, request.size.saturating_mul(2)).is_err() {
        return 3;
    }
    let reply = match std::panic::catch_unwind(|| unpack(&request)) {
        Ok(Ok(members)) => UnpackReply::Unpacked(members),
        Ok(Err(finding)) => UnpackReply::Refused(finding),
        Err(_) => UnpackReply::Refused(Finding::new(Code::ReaderFailed)),
    };
    answer(&reply)
}

/// The same for the words that were read on pages.
fn tell_facts() -> u8 {
    let Ok(request) = read_request::<FactsRequest>() else {
        return NOT_UNDERSTOOD;
    };
    let work = request.size.saturating_mul(limits::WORDS_WORK);
    if platform::limit_this_process(request.size, work).is_err() {
        return 3;
    }
    let reply = match std::panic::catch_unwind(|| read_facts::told(&request)) {
        Ok(Ok((facts, first))) => FactsReply::Told(Box::new(facts), first),
        Ok(Err(finding)) => FactsReply::Refused(finding),
        Err(_) => FactsReply::Refused(Finding::new(Code::ReaderFailed)),
    };
    answer(&reply)
}

/// The same for the messages of a chat.
fn tell_days() -> u8 {
    let Ok(request) = read_request::<InspectRequest>() else {
        return NOT_UNDERSTOOD;
    };
    if platform::limit_this_process(request.size, request.work()).is_err() {
        return 3;
    }
    let reply = match std::panic::catch_unwind(|| text::chat_days(&request)) {
        Ok(Ok(days)) => DaysReply::Told(days),
        Ok(Err(finding)) => DaysReply::Refused(finding),
        Err(_) => DaysReply::Refused(Finding::new(Code::ReaderFailed)),
    };
    answer(&reply)
}

/// The same for the cells of a spreadsheet.
fn tell_table() -> u8 {
    let Ok(request) = read_request::<TableRequest>() else {
        return NOT_UNDERSTOOD;
    };
    if platform::limit_this_process(request.size, request.size).is_err() {
        return 3;
    }
    let reply = match std::panic::catch_unwind(|| read_table::told(&request)) {
        Ok(Ok(table)) => TableReply::Told(table),
        Ok(Err(finding)) => TableReply::Refused(finding),
        Err(_) => TableReply::Refused(Finding::new(Code::ReaderFailed)),
    };
    answer(&reply)
}

/// The same for a sheet that is cut out of a photo.
fn straighten_one() -> u8 {
    let Ok(request) = read_request::<StraightenRequest>() else {
        return NOT_UNDERSTOOD;
    };
    if platform::limit_this_process(request.size, request.size).is_err() {
        return 3;
    }
    let reply = match std::panic::catch_unwind(|| straightened(&request)) {
        Ok(Ok(sheet)) => StraightenReply::Made(sheet),
        Ok(Err(finding)) => StraightenReply::Refused(finding),
        Err(_) => StraightenReply::Refused(Finding::new(Code::ReaderFailed)),
    };
    answer(&reply)
}

fn answer(reply: &impl Serialize) -> u8 {
    let Ok(json) = serde_json::to_vec(reply) else {
        return 4;
    };
    let mut out = stdout().lock();
    if out.write_all(&json).and_then(|()| out.flush()).is_err() {
        return 5;
    }
    0
}

fn read_request<T: DeserializeOwned>() -> Result<T, std::io::Error> {
    let mut json = Vec::new();
    stdin()
        .lock()
        .take(limits::REQUEST_BYTES)
        .read_to_end(&mut json)?;
    Ok(serde_json::from_slice(&json)?)
}
