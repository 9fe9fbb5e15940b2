//! Signed data (CMS, RFC 5652): the certificates, what is signed, and the signature of one signer.

use const_oid::ObjectIdentifier;

use crate::signatures::ber::{
    INTEGER, OCTETS, SEQUENCE, SET, Value, Values, built, context, shortest, simple,
};
use crate::signatures::certificate::{Algorithm, Certificate, CertificateId, object_id};
use crate::signatures::fault::Fault;
use crate::signatures::hash::Hash;
use crate::signatures::method::Method;
use crate::signatures::object_ids as ids;
use crate::signatures::time::Time;

/// Certificates of one signature, with those of the authorities above the signer's.
const MOST_CERTIFICATES: usize = 64;
/// What one signer may say beside the signature.
const MOST_ATTRIBUTES: usize = 64;

const DAMAGED: Fault = Fault::Unchecked("signature-damaged");

/// Signed data with one signer, as every signature of a PDF has (ISO 32000-2, 12.8.3.3.1).
pub(crate) struct SignedData<'a> {
    content_kind: ObjectIdentifier,
    /// What is signed, if it is inside.
    pub(crate) content: Option<&'a [u8]>,
    certificates: Vec<Certificate<'a>>,
    signer: Signer<'a>,
}

struct Signer<'a> {
    certificate: CertificateId<'a>,
    hash: Algorithm<'a>,
    /// Said by the signer, and signed.
    signed: Option<Attributes<'a>>,
    method: Algorithm<'a>,
    signature: &'a [u8],
    /// Added to the signature afterwards.
    added: Option<Attributes<'a>>,
}

/// What is said beside a signature.
struct Attributes<'a> {
    whole: &'a [u8],
    inside: Values<'a>,
    list: Vec<(ObjectIdentifier, Value<'a>)>,
}

impl<'a> SignedData<'a> {
    /// Reads signed data whose lengths are all given.
    ///
    /// # Errors
    /// When it is broken, or has another number of signers than one.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        let (data, signers) = Self::parts(bytes).ok_or(DAMAGED)?;
        let [signer] = signers.as_slice() else {
            return Err(Fault::Unchecked("signature-signers"));
        };
        let signer = Signer::read(signer.inside()).ok_or(DAMAGED)?;
        let (content_kind, content, certificates) = data;
        Ok(Self {
            content_kind,
            content,
            certificates,
            signer,
        })
    }

    fn parts(bytes: &'a [u8]) -> Option<(Data<'a>, Vec<Value<'a>>)> {
        let mut outer = Values(bytes).sequence()?;
        if object_id(&mut outer)? != ids::SIGNED_DATA {
            return None;
        }
        let mut inside = outer.next(context(0))?.inside().sequence()?;
        let _version = inside.next(INTEGER)?;
        let _hashes = inside.next(SET)?;
        let mut content = inside.sequence()?;
        let kind = object_id(&mut content)?;
        let content = match content.optional(context(0))? {
            Some(content) => Some(content.inside().next(OCTETS)?.content),
            None => None,
        };
        let certificates = match inside.optional(context(0))? {
            Some(list) => list.inside().all(MOST_CERTIFICATES)?,
            None => Vec::new(),
        };
        let _revoked = inside.optional(context(1))?;
        let signers = inside.next(SET)?.inside().all(MOST_CERTIFICATES)?;
        // A certificate that cannot be read matters only if it is the signer's, and is then missed.
        let certificates = certificates.into_iter().filter_map(Certificate::read);
        Some(((kind, content, certificates.collect()), signers))
    }

    /// The certificate that the signer names, if it is among those that came along.
    pub(crate) fn certificate(&self) -> Option<&Certificate<'a>> {
        let id = &self.signer.certificate;
        self.certificates
            .iter()
            .find(|certificate| certificate.is(id))
    }

    /// When it was signed, by the signer's clock, if that is said and signed.
    pub(crate) fn time(&self) -> Option<Time> {
        let signed = self.signer.signed.as_ref()?;
        Time::of_value(signed.get(ids::SIGNING_TIME)?)
    }

    /// The time stamp of the signature: signed data by itself.
    pub(crate) fn stamp(&self) -> Option<&'a [u8]> {
        let added = self.signer.added.as_ref()?;
        Some(added.get(ids::SIGNATURE_TIME_STAMP)?.whole)
    }

    /// The bytes of the signature, of which a time stamp is made.
    pub(crate) fn signature(&self) -> &'a [u8] {
        self.signer.signature
    }

    /// Whether the content is of this kind.
    pub(crate) fn is_of(&self, kind: ObjectIdentifier) -> bool {
        self.content_kind == kind
    }

    /// The function of the content's digest.
    pub(crate) fn hash(&self) -> Result<Hash, Fault> {
        Hash::of(self.signer.hash.id).ok_or(Fault::Unchecked("signature-method"))
    }

    /// Checks that the signer signed a content by the key of their certificate. `digest` makes the
    /// digest of the content.
    ///
    /// # Errors
    /// When the content has another digest, when it was another key that signed, or when something
    /// is not known.
    pub(crate) fn verify(&self, digest: &dyn Fn(Hash) -> Vec<u8>) -> Result<(), Fault> {
        let signer = &self.signer;
        let hash = self.hash()?;
        let certificate = self
            .certificate()
            .ok_or(Fault::Unchecked("signature-no-certificate"))?;
        let method = Method::of(signer.method, hash)?;
        let is_signed = |digest: &[u8]| method.is_signed(certificate.key, digest, signer.signature);
        let Some(signed) = &signer.signed else {
            return match is_signed(&digest(method.hash()))? {
                true => Ok(()),
                // Other bytes or another key: nothing tells which.
                false => Err(Fault::Fails("signature-other")),
            };
        };
        let said = signed.get(ids::MESSAGE_DIGEST).ok_or(DAMAGED)?;
        let kind = signed.get(ids::CONTENT_TYPE).ok_or(DAMAGED)?;
        if object_id(&mut Values(kind.whole)) != Some(self.content_kind) {
            return Err(Fault::Fails("signature-other"));
        }
        if said.tag != OCTETS || said.content != digest(hash) {
            return Err(Fault::Fails("signature-bytes"));
        }
        let mut right = false;
        for form in signed.signed_forms() {
            right |= is_signed(&method.hash().digest(&[&form]))?;
        }
        if !right {
            return Err(Fault::Fails("signature-key-other"));
        }
        signed.names(certificate)
    }
}

/// The content's kind, the content, and the certificates.
type Data<'a> = (ObjectIdentifier, Option<&'a [u8]>, Vec<Certificate<'a>>);

impl<'a> Signer<'a> {
    fn read(mut inside: Values<'a>) -> Option<Self> {
        let _version = inside.next(INTEGER)?;
        let certificate = match inside.optional(simple(0))? {
            Some(key) => CertificateId::Key(key.content),
            None => {
                let mut number = inside.sequence()?;
                CertificateId::Number {
                    issuer: number.next(SEQUENCE)?.whole,
                    serial: number.next(INTEGER)?.content,
                }
            }
        };
        let hash = Algorithm::read(&mut inside)?;
        let signed = inside.optional(context(0))?;
        let method = Algorithm::read(&mut inside)?;
        let signature = inside.next(OCTETS)?.content;
        let added = inside.optional(context(1))?;
        // What is added is not signed, so that only what is read of it must be right.
        let signed = match signed {
            Some(signed) => Some(Attributes::read(signed)?),
            None => None,
        };
        Some(Self {
            certificate,
            hash,
            signed,
            method,
            signature,
            added: added.and_then(Attributes::read),
        })
    }
}

impl<'a> Attributes<'a> {
    fn read(set: Value<'a>) -> Option<Self> {
        let mut list = Vec::new();
        for attribute in set.inside().all(MOST_ATTRIBUTES)? {
            let mut inside = attribute.inside();
            let id = object_id(&mut inside)?;
            let values = inside.next(SET)?.inside().all(MOST_ATTRIBUTES)?;
            // One that is said twice, or has two values, could be read in two ways.
            let is_known = list.iter().any(|(known, _)| *known == id);
            match values.as_slice() {
                [value] if !is_known => list.push((id, *value)),
                _ if is_needed(id) => return None,
                _ => {}
            }
        }
        Some(Self {
            whole: set.whole,
            inside: set.inside(),
            list,
        })
    }

    fn get(&self, id: ObjectIdentifier) -> Option<Value<'a>> {
        let found = self.list.iter().find(|(known, _)| *known == id);
        found.map(|(_, value)| *value)
    }

    /// The forms in which they may have been signed: as a set of DER (RFC 5652, 5.4). Where they
    /// were written in another form or order, signers sign the one or the other.
    fn signed_forms(&self) -> Vec<Vec<u8>> {
        let mut forms = Vec::new();
        // The set has the tag of its place.
        let retagged = self.whole.split_first();
        let as_they_are = retagged.map(|(_, rest)| [&[SET], rest].concat());
        let in_order = || {
            let all = self.inside.all(MOST_ATTRIBUTES)?;
            let mut all: Vec<Vec<u8>> = all
                .into_iter()
                .map(|attribute| shortest(attribute.whole))
                .collect::<Option<_>>()?;
            all.sort();
            Some(built(SET, &all.concat()))
        };
        forms.extend(in_order().filter(|form| Some(form) != as_they_are.as_ref()));
        forms.extend(as_they_are);
        forms
    }

    /// Checks that the certificate is the one that the signer meant (RFC 5035): with another one
    /// for the same key, the signature would verify too.
    fn names(&self, certificate: &Certificate<'_>) -> Result<(), Fault> {
        for (id, is_second) in [
            (ids::SIGNING_CERTIFICATE, false),
            (ids::SIGNING_CERTIFICATE_2, true),
        ] {
            if let Some(value) = self.get(id) {
                let (hash, said) = meant(value, is_second).ok_or(DAMAGED)?;
                let hash = hash.ok_or(Fault::Unchecked("signature-method"))?;
                if said != hash.digest(&[certificate.whole]) {
                    return Err(Fault::Fails("signature-certificate-other"));
                }
            }
        }
        Ok(())
    }
}

/// Those without which nothing can be verified.
fn is_needed(id: ObjectIdentifier) -> bool {
    [
        ids::MESSAGE_DIGEST,
        ids::CONTENT_TYPE,
        ids::SIGNING_CERTIFICATE,
        ids::SIGNING_CERTIFICATE_2,
    ]
    .contains(&id)
}

/// The digest of the certificate that a signer names first, and its function: SHA-1 in the first
/// form, in the second SHA-256 if no other is named. None if it is broken.
fn meant(value: Value<'_>, is_second: bool) -> Option<(Option<Hash>, &[u8])> {
    let mut first = value.inside().sequence()?.sequence()?;
    let mut hash = Some(Hash::Sha1);
    if is_second {
        hash = Some(Hash::Sha256);
        if first.0.first() == Some(&SEQUENCE) {
            hash = Hash::of(Algorithm::read(&mut first)?.id);
        }
    }
    Some((hash, first.next(OCTETS)?.content))
}
