//! The signatures of a PDF: who signed, when, and whether what was signed is still what the file
//! has.
//!
//! Data goes one way: `expediente-pdf` reads what the file states, `check` verifies one signature
//! with `signed_data`, `time_stamp`, `certificate` and `method`, all of which read through `ber`,
//! and the findings are made here.

mod ber;
mod certificate;
mod check;
mod fault;
mod hash;
mod method;
mod object_ids;
mod signed_data;
mod time;
mod time_stamp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use expediente_model::{Code, Finding, PageRanges};
use expediente_pdf::{Notice, Signature, Source};

use crate::signatures::check::{Checked, Clock, SignerName, check};
use crate::signatures::fault::Fault;

/// Signatures of one paper that are checked. The rest is counted.
const MOST: usize = 20;
/// Bytes that are read for all signatures of a paper: each reads what it signs.
const MOST_BYTES: usize = 2 << 30;

/// The signatures of a paper, checked, in the order in which they were made.
#[derive(Default)]
pub(crate) struct Signatures {
    checked: Vec<Checked>,
    /// The last of all, where more are in the file than are told: it may sign what the others do
    /// not.
    last: Option<Checked>,
    /// All of them, with those that were not checked.
    count: usize,
}

/// A signature that holds, and after which something was added to the file.
pub(crate) struct Followed<'a> {
    /// The end of what it signs.
    pub(crate) end: usize,
    /// The pages that look otherwise since then, once that is known.
    pub(crate) changed: &'a mut Option<Option<PageRanges>>,
}

impl Signatures {
    /// Checks those of a paper. `data` is the file as it came, and its notices say whether there are
    /// any.
    pub(crate) fn of(source: &Source, data: &[u8], notices: &[Notice]) -> Self {
        let is_signed = |notice: &Notice| matches!(notice, Notice::Signed { .. });
        if !notices.iter().any(is_signed) {
            return Self::default();
        }
        let signatures = source.signatures(data);
        let mut left = MOST_BYTES;
        let mut checked = Vec::new();
        for signature in signatures.iter().take(MOST) {
            match looked_at(signature, data, &mut left) {
                Some(found) => checked.push(found),
                None => break,
            }
        }
        let last = signatures.get(checked.len()..).and_then(<[_]>::last);
        Self {
            last: last.and_then(|last| looked_at(last, data, &mut left)),
            checked,
            count: signatures.len(),
        }
    }

    /// Those that hold for less than the whole file.
    pub(crate) fn followed(&mut self) -> impl Iterator<Item = Followed<'_>> {
        self.checked.iter_mut().filter_map(|checked| {
            let range = checked.range.as_ref()?;
            (checked.holds.is_ok() && range.is_followed).then_some(Followed {
                end: range.end,
                changed: &mut checked.changed,
            })
        })
    }

    /// What is to be told of them.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let of = |(number, checked)| self.finding(checked, number);
        let mut findings: Vec<Finding> = (1..).zip(&self.checked).map(of).collect();
        let more = self.count - self.checked.len();
        if more > 0 {
            findings.push(Finding::new(Code::PdfSignaturesMore).with("count", more));
        }
        findings
    }

    fn finding(&self, checked: &Checked, number: usize) -> Finding {
        let mut finding = match checked.holds {
            Ok(()) => self.held(checked),
            Err(Fault::Fails(why)) => Finding::new(Code::PdfSignatureBroken).with("why", why),
            Err(Fault::Unchecked(why)) => {
                Finding::new(Code::PdfSignatureUnchecked).with("why", why)
            }
        };
        if self.count > 1 {
            finding = finding.with("number", number).with("count", self.count);
        }
        if checked.is_stamp {
            finding = finding.with("stamp", true);
        }
        finding = match &checked.name {
            Some(SignerName::Certificate(name)) => finding.with("certificate", name),
            Some(SignerName::File(name)) => finding.with("file", name),
            None => finding,
        };
        if let Some(time) = checked.time {
            finding = finding.with("time", time);
        }
        finding = match &checked.clock {
            Clock::Own => finding,
            Clock::Authority(Some(name)) => finding.with("clock", name),
            Clock::Authority(None) => finding.with("clock", ""),
        };
        if let Some((from, to)) = checked.out_of_date {
            finding = finding.with("valid", format!("{from}/{to}"));
        }
        if checked.is_own {
            finding = finding.with("own", true);
        }
        if checked.is_weak {
            finding = finding.with("weak", true);
        }
        finding
    }

    /// The finding for a signature that holds for what it signs.
    fn held(&self, checked: &Checked) -> Finding {
        let after = match self.after(checked) {
            After::Nothing => return Finding::new(Code::PdfSignatureHeld),
            After::Signed => "signed",
            After::Unsigned => "unsigned",
        };
        let finding = match &checked.changed {
            Some(None) => Finding::new(Code::PdfSignatureAdded),
            Some(Some(pages)) => Finding::new(Code::PdfSignatureChanged).with("pages", pages),
            // What cannot be compared may be changed.
            None => Finding::new(Code::PdfSignatureChanged),
        };
        finding.with("after", after)
    }

    fn after(&self, checked: &Checked) -> After {
        let is_followed = |it: &Checked| it.range.as_ref().is_none_or(|range| range.is_followed);
        let mut all = self.checked.iter().chain(&self.last);
        if !is_followed(checked) {
            After::Nothing
        } else if all.any(|it| it.holds.is_ok() && !is_followed(it)) {
            After::Signed
        } else {
            After::Unsigned
        }
    }
}

/// What came after a signature.
enum After {
    /// Nothing: the file ends with what is signed.
    Nothing,
    /// Something that a later signature signs, which reaches to the end of the file.
    Signed,
    /// Something that no signature signs.
    Unsigned,
}

/// What is found out about a signature; none if too many bytes were read before.
fn looked_at(signature: &Signature, data: &[u8], left: &mut usize) -> Option<Checked> {
    let size = signature.range.as_ref().map_or(0, |range| range.end);
    *left = left.checked_sub(size)?;
    // A fault in a library must not take the paper along.
    let checked = catch_unwind(AssertUnwindSafe(|| check(signature, data)));
    Some(checked.unwrap_or_else(|_| Checked::new(signature)))
}
