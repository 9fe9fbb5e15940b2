//! Inspects a PDF as it is: pages, findings, and an unlocked copy where it needed a password.
//!
//! A file that cannot be read this way goes to [`recovery`].

use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::time::Instant;

use expediente_intake::findings_of;
use expediente_intake::protocol::{REPLACEMENT_NAME, UntrustedPaper};
use expediente_model::{Bytes, Code, Finding, Purpose};
use expediente_pdf::{Notice, Source};

use crate::out_folder::OutFolder;
use crate::pdf::recovery;
use crate::pdf::rehearsal::{
    add_page_facts, described, of_replacement, refusal, rehearse, uncopied, unwritten,
};
use crate::pdf::revisions;
use crate::signatures::Signatures;

pub(crate) fn inspect(
    bytes: Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    // Fuzzing found bytes on which hayro panics where overflow is checked (a predictor with a row
    // of too many bits). Such a file is recovered like an unreadable one.
    let first = recovery::guarded(|| as_it_is(&bytes, password, words, out)).unwrap_or_else(|| {
        // A half-written file would block the next step.
        let _ = std::fs::remove_file(out.path(REPLACEMENT_NAME));
        Err(Finding::new(Code::PdfDamaged))
    });
    match first {
        Err(finding) if recovery::may_help(finding.code) => {
            match recovery::climb(&bytes, password, words, out, finding.code) {
                Some(result) => result,
                None => Err(finding),
            }
        }
        Err(finding) if finding.code == Code::PdfWrongPassword => {
            recovery::with_other_letters(&bytes, password, words, out).ok_or(finding)
        }
        result => result,
    }
}

/// The first step: the file as it is.
fn as_it_is(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let source = Arc::new(Source::open(Arc::clone(bytes), password).map_err(|e| refusal(&e))?);
    let described = described(&source)?;
    let mut notices = source.report();
    let begun = Instant::now();
    let (mut weighed, promises) = rehearse(&source, out)?;
    let took = begun.elapsed();
    notices.append(&mut weighed.notices);
    let lost = notices
        .iter()
        .filter(|notice| recovery::is_lost(notice))
        .count();
    if notices.contains(&Notice::Repaired)
        && let Some(received) =
            recovery::with_newer_objects(bytes, password, words, out, source.page_count())
    {
        return Ok(received);
    }
    if lost > 0
        && let Some(received) =
            recovery::with_lost_parts(bytes, password, words, out, (source.page_count(), lost))
    {
        return Ok(received);
    }
    let mut findings = findings_of(&notices);
    let mut signatures = Signatures::of(&source, (**bytes).as_ref(), &notices);
    let instead = source.needed_password().then_some(Purpose::Unlocked);
    if instead.is_some() {
        write_unlocked(&source, out)?;
        findings.extend(signatures.findings());
        findings.push(Finding::new(Code::PdfUnlocked));
        let described = UntrustedPaper {
            instead,
            findings,
            ..described
        };
        return of_replacement(described, words, out);
    }
    if words {
        out.mark_as_read();
        let as_promised = (&*promises, took);
        revisions::compare(&mut signatures, bytes, password, as_promised, out);
    }
    findings.extend(signatures.findings());
    if words && notices.iter().any(recovery::is_doubtful) {
        findings.extend(recovery::second_opinion(
            (**bytes).as_ref(),
            password,
            source.page_count(),
        ));
    }
    let described = UntrustedPaper {
        findings,
        promises: Some(promises),
        ..described
    };
    if !words {
        return Ok(described);
    }
    let (mut described, blank) = add_page_facts(described, &source, weighed, out)?;
    let unseen = recovery::seen_by_second_reader(&source, (**bytes).as_ref(), password, &blank);
    let known = described.findings.clone();
    let is_new = |page: &u32| {
        let of_page = |finding: &Finding| {
            finding.code == Code::PdfContentUnreadable && finding.page == Some(*page)
        };
        !known.iter().any(of_page)
    };
    let unseen = unseen.into_iter().filter(is_new);
    described
        .findings
        .extend(unseen.map(|page| Finding::new(Code::PdfContentUnreadable).on_page(page)));
    Ok(described)
}

fn write_unlocked(source: &Arc<Source>, out: &OutFolder<'_>) -> Result<(), Finding> {
    let file = File::create_new(out.path(REPLACEMENT_NAME)).map_err(|e| unwritten(&e))?;
    let mut written = source
        .write_unlocked(BufWriter::new(file))
        .map_err(uncopied)?;
    written.flush().map_err(|e| unwritten(&e))
}
