//! Fuzz target: a record of a journal. `tests/fuzz.sh` runs it; `cargo test` runs its seeds and
//! past crashes.

#[path = "../../../../tests/fuzz/mutations.rs"]
mod mutations;

use std::sync::Arc;

use expediente_model::{Digest, Matter, MatterId};
use serde_json::value::RawValue;

use crate::journal::matter_state::MatterState;
use crate::journal::reader::{Parsed, parse};
use crate::journal::record::{Head, Line, Record};
use crate::journal::tip::Tip;

/// No line makes the program panic. Neither does any record whose hash and place are right,
/// whatever it contains, when it is applied to a matter.
#[test]
fn journal() {
    bolero::check!(name = "journal").for_each(read_record);
    mutations::of_seeds(env!("CARGO_MANIFEST_DIR"), "journal", read_record);
}

fn read_record(bytes: &[u8]) {
    let _ = parse(bytes, Tip::START);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (Ok(record), Ok(head)) = (
        RawValue::from_string(text.to_owned()),
        serde_json::from_str::<Head>(text),
    ) else {
        return;
    };
    let Some(seq) = head.seq.checked_sub(1) else {
        return;
    };
    let hash = Digest::of(record.get().as_bytes());
    let line = serde_json::to_vec(&Line { hash, record }).unwrap();
    let tip = Tip {
        seq,
        hash: head.prev,
        length: 0,
    };
    let Ok((record, found)) = parse(&line, tip) else {
        return;
    };
    assert_eq!(found, hash);
    let record = match record {
        Parsed::Known(record) => *record,
        Parsed::Newer(Some(record)) => *record,
        Parsed::Newer(None) => return,
    };
    let written = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&written).unwrap(), record);
    let matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
    let mut state = MatterState::new(matter, String::new());
    if state.replay(0, record.clone()) {
        state.replay(1, record);
    }
    let _ = Arc::clone(&state.matter);
}
