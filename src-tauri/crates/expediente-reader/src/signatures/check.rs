//! Checks one signature of a PDF: who signed, when, and whether it holds for the bytes that it
//! signs.
//!
//! What is checked is what the file itself can prove: that the signed bytes have the digest that
//! was signed, and that the key of the certificate signed it. Whether the certificate can be
//! trusted is not.

use std::cell::RefCell;
use std::collections::BTreeMap;

use expediente_model::PageRanges;
use expediente_pdf::{Signature, SignedRange};

use crate::signatures::ber::{OCTETS, Values, definite};
use crate::signatures::certificate::Certificate;
use crate::signatures::fault::Fault;
use crate::signatures::hash::Hash;
use crate::signatures::method::Method;
use crate::signatures::signed_data::SignedData;
use crate::signatures::time::Time;
use crate::signatures::time_stamp::TimeStamp;

const DAMAGED: Fault = Fault::Unchecked("signature-damaged");

/// What was found out about a signature.
pub(crate) struct Checked {
    /// Whether it is the time stamp of an authority, which says nothing about who made the paper.
    pub(crate) is_stamp: bool,
    /// Who signed.
    pub(crate) name: Option<SignerName>,
    /// When.
    pub(crate) time: Option<Time>,
    /// By whose clock, if not the signer's.
    pub(crate) clock: Clock,
    /// From when to when the certificate may be used, if the time is not between them.
    pub(crate) out_of_date: Option<(Time, Time)>,
    /// Whether the signer made the certificate, so that any name can be in it.
    pub(crate) is_own: bool,
    /// Whether its digest is SHA-1, of which two files with one digest can be made.
    pub(crate) is_weak: bool,
    /// What it signs.
    pub(crate) range: Option<SignedRange>,
    /// Whether it holds for that.
    pub(crate) holds: Result<(), Fault>,
    /// The pages that look otherwise than when it was signed, the inner none if there are none;
    /// the outer none if that is not known.
    pub(crate) changed: Option<Option<PageRanges>>,
}

/// A signer's name, and what says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignerName {
    /// The certificate.
    Certificate(String),
    /// Only the dictionary in the file, which anybody can write.
    File(String),
}

/// The clock that a time is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// The signer's own.
    Own,
    /// That of an authority, with its name.
    Authority(Option<String>),
}

impl Checked {
    /// What its dictionary says, with nothing checked.
    pub(crate) fn new(signature: &Signature) -> Self {
        Self {
            is_stamp: false,
            name: signature.name.clone().map(SignerName::File),
            time: signature.time.as_deref().and_then(Time::of_pdf),
            clock: Clock::Own,
            out_of_date: None,
            is_own: false,
            is_weak: false,
            range: None,
            holds: Err(DAMAGED),
            changed: None,
        }
    }

    fn with_certificate(&mut self, certificate: Option<&Certificate<'_>>) {
        let Some(certificate) = certificate else {
            return;
        };
        if let Some(name) = &certificate.name {
            self.name = Some(SignerName::Certificate(name.clone()));
        }
        self.is_own = certificate.is_own;
        let (from, to) = certificate.valid;
        let minutes = |time: Time| time.minutes();
        if let Some(time) = self.time.and_then(minutes)
            && let (Some(first), Some(last)) = (minutes(from), minutes(to))
            && !(first..=last).contains(&time)
        {
            self.out_of_date = Some((from, to));
        }
    }
}

/// The digests of what a signature signs, each made once.
struct Digests<'a> {
    parts: [&'a [u8]; 2],
    made: RefCell<BTreeMap<Hash, Vec<u8>>>,
}

impl Digests<'_> {
    fn get(&self, hash: Hash) -> Vec<u8> {
        let mut made = self.made.borrow_mut();
        let digest = made.entry(hash).or_insert_with(|| hash.digest(&self.parts));
        digest.clone()
    }
}

/// Checks a signature of the file with these bytes.
pub(crate) fn check(signature: &Signature, data: &[u8]) -> Checked {
    let mut checked = Checked::new(signature);
    let coding = signature.coding.as_deref();
    checked.is_stamp = coding == Some("ETSI.RFC3161");
    checked.holds = look(signature, data, &mut checked);
    checked
}

/// Finds out what the signature says, as far as it goes, and whether it holds.
fn look(signature: &Signature, data: &[u8], checked: &mut Checked) -> Result<(), Fault> {
    let range = signature
        .range
        .as_ref()
        .map_err(|fault| Fault::from(*fault))?;
    checked.range = Some(range.clone());
    let digests = Digests {
        parts: range.signed(data)?,
        made: RefCell::default(),
    };
    let digest = |hash| digests.get(hash);
    let bytes = definite(&range.contents).ok_or(DAMAGED)?;
    match signature.coding.as_deref() {
        Some("adbe.pkcs7.detached" | "ETSI.CAdES.detached") => {
            let signed = SignedData::read(&bytes)?;
            tell(&signed, checked);
            // A content of its own is not what the file shows, so that it does not count.
            signed.verify(&digest)
        }
        Some("adbe.pkcs7.sha1") => {
            let signed = SignedData::read(&bytes)?;
            tell(&signed, checked);
            checked.is_weak = true;
            let content = signed.content.ok_or(DAMAGED)?;
            if content != digest(Hash::Sha1) {
                return Err(Fault::Fails("signature-bytes"));
            }
            signed.verify(&|hash| hash.digest(&[content]))
        }
        Some("ETSI.RFC3161") => {
            let stamp = TimeStamp::read(&bytes)?;
            let certificate = stamp.data.certificate();
            checked.time = Some(stamp.time);
            checked.clock = Clock::Authority(certificate.and_then(|it| it.name.clone()));
            checked.with_certificate(certificate);
            checked.is_weak = stamp.data.hash() == Ok(Hash::Sha1);
            stamp.verify(&digest)
        }
        Some("adbe.x509.rsa_sha1") => plain(signature, &bytes, &digest, checked),
        _ => Err(Fault::Unchecked("signature-coding")),
    }
}

/// Tells who signed and when, as signed data says it.
fn tell(signed: &SignedData<'_>, checked: &mut Checked) {
    checked.is_weak = signed.hash() == Ok(Hash::Sha1);
    if let Some(time) = signed.time() {
        checked.time = Some(time);
    }
    // A time stamp counts only if it is of this signature and holds.
    if let Some(Ok(stamp)) = signed.stamp().map(TimeStamp::read)
        && stamp
            .verify(&|hash| hash.digest(&[signed.signature()]))
            .is_ok()
    {
        checked.time = Some(stamp.time);
        let authority = stamp.data.certificate();
        checked.clock = Clock::Authority(authority.and_then(|it| it.name.clone()));
    }
    checked.with_certificate(signed.certificate());
}

/// A signature without signed data around it (ISO 32000-2, 12.8.3.2): the certificate is in the
/// dictionary.
fn plain(
    signature: &Signature,
    bytes: &[u8],
    digest: &dyn Fn(Hash) -> Vec<u8>,
    checked: &mut Checked,
) -> Result<(), Fault> {
    let certificates = signature.certificates.first();
    let first = certificates.ok_or(Fault::Unchecked("signature-no-certificate"))?;
    let first = definite(first).ok_or(DAMAGED)?;
    let certificate = Values(&first).any().and_then(Certificate::read);
    let certificate = certificate.ok_or(DAMAGED)?;
    checked.with_certificate(Some(&certificate));
    let signed = Values(bytes).next(OCTETS).ok_or(DAMAGED)?.content;
    // The signature itself names the function of its digest, in spite of the coding's name.
    for hash in [Hash::Sha1, Hash::Sha256, Hash::Sha384, Hash::Sha512] {
        let digest = digest(hash);
        if Method::Rsa(hash).is_signed(certificate.key, &digest, signed)? {
            checked.is_weak = hash == Hash::Sha1;
            return Ok(());
        }
    }
    Err(Fault::Fails("signature-other"))
}
