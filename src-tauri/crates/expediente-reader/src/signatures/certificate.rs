//! The certificate of a signer (RFC 5280): the name it is in, its key, and when it may be used.
//!
//! Who issued it, and whether it was revoked, is not asked: that needs a network and a list of
//! whom to trust.

use const_oid::ObjectIdentifier;

use crate::signatures::ber::{
    BITS, INTEGER, OBJECT_ID, OCTETS, SEQUENCE, SET, Value, Values, context,
};
use crate::signatures::object_ids as ids;
use crate::signatures::time::Time;

/// Parts of a name, and extensions of a certificate.
const MOST_PARTS: usize = 200;

pub(crate) struct Certificate<'a> {
    /// Its very bytes.
    pub(crate) whole: &'a [u8],
    serial: &'a [u8],
    issuer: &'a [u8],
    /// The name in it: of a person or an authority, else of an organization.
    pub(crate) name: Option<String>,
    /// Whether its issuer has the same name as the one whom it is for: then its owner made it, and
    /// could write any name into it.
    pub(crate) is_own: bool,
    /// From when to when it may be used.
    pub(crate) valid: (Time, Time),
    key_id: Option<&'a [u8]>,
    pub(crate) key: KeyInfo<'a>,
}

/// A key as a certificate has it.
#[derive(Clone, Copy)]
pub(crate) struct KeyInfo<'a> {
    pub(crate) algorithm: Algorithm<'a>,
    pub(crate) bits: &'a [u8],
}

/// A method with its parameters, as all structures name it.
#[derive(Clone, Copy)]
pub(crate) struct Algorithm<'a> {
    pub(crate) id: ObjectIdentifier,
    pub(crate) parameters: Values<'a>,
}

impl<'a> Algorithm<'a> {
    pub(crate) fn read(values: &mut Values<'a>) -> Option<Self> {
        let mut inside = values.sequence()?;
        Some(Self {
            id: object_id(&mut inside)?,
            parameters: inside,
        })
    }
}

/// The next value, which must be an object identifier.
pub(crate) fn object_id(values: &mut Values<'_>) -> Option<ObjectIdentifier> {
    ObjectIdentifier::from_bytes(values.next(OBJECT_ID)?.content).ok()
}

/// Which certificate is the signer's.
pub(crate) enum CertificateId<'a> {
    /// The one with this number of this issuer.
    Number { issuer: &'a [u8], serial: &'a [u8] },
    /// The one with this name of its key.
    Key(&'a [u8]),
}

impl<'a> Certificate<'a> {
    pub(crate) fn read(certificate: Value<'a>) -> Option<Self> {
        let mut outer = certificate.inside();
        let mut inside = outer.sequence()?;
        let _version = inside.optional(context(0))?;
        let serial = inside.next(INTEGER)?.content;
        let _method = inside.next(SEQUENCE)?;
        let issuer = inside.next(SEQUENCE)?.whole;
        let mut valid = inside.sequence()?;
        let valid = (Time::of_value(valid.any()?)?, Time::of_value(valid.any()?)?);
        let subject = inside.next(SEQUENCE)?;
        let mut key = inside.sequence()?;
        let key = KeyInfo {
            algorithm: Algorithm::read(&mut key)?,
            // The first byte counts the bits that are not used, and keys use all.
            bits: key.next(BITS)?.content.strip_prefix(&[0])?,
        };
        Some(Self {
            whole: certificate.whole,
            serial,
            issuer,
            name: name(subject)?,
            is_own: issuer == subject.whole,
            valid,
            key_id: key_id(inside)?,
            key,
        })
    }

    /// Whether it is this one.
    pub(crate) fn is(&self, id: &CertificateId<'_>) -> bool {
        match id {
            CertificateId::Number { issuer, serial } => {
                self.issuer == *issuer && self.serial == *serial
            }
            CertificateId::Key(key) => self.key_id == Some(key),
        }
    }
}

/// The name of its own key that a certificate has among its extensions. The outer none is a
/// certificate that is broken.
fn key_id<'a>(mut rest: Values<'a>) -> Option<Option<&'a [u8]>> {
    let mut extensions = None;
    while !rest.is_empty() {
        let value = rest.any()?;
        if value.tag == context(3) {
            extensions = Some(value.inside().sequence()?);
        }
    }
    let Some(extensions) = extensions else {
        return Some(None);
    };
    for extension in extensions.all(MOST_PARTS)? {
        let mut inside = extension.inside();
        if object_id(&mut inside) == Some(ids::SUBJECT_KEY_ID) {
            // Between them may be whether it is critical.
            let octets = inside.all(2)?.pop()?;
            return Some(Some(octets.inside().next(OCTETS)?.content));
        }
    }
    Some(None)
}

/// The common name of a subject, else its organization: the last of them, which is the narrowest.
/// The outer none is a name that is broken.
fn name(subject: Value<'_>) -> Option<Option<String>> {
    let mut common = None;
    let mut organization = None;
    for part in subject.inside().all(MOST_PARTS)? {
        if part.tag != SET {
            return None;
        }
        for attribute in part.inside().all(MOST_PARTS)? {
            let mut inside = attribute.inside();
            let found = match object_id(&mut inside) {
                Some(ids::COMMON_NAME) => &mut common,
                Some(ids::ORGANIZATION) => &mut organization,
                _ => continue,
            };
            let text = text(inside.any()?);
            if !text.trim().is_empty() {
                *found = Some(text.trim().to_owned());
            }
        }
    }
    Some(common.or(organization))
}

/// The text of a string, by the letters of its type (X.680, 41).
fn text(value: Value<'_>) -> String {
    match value.tag {
        // BMPString
        0x1e => {
            let (pairs, _) = value.content.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
        // UTF8String, and types with fewer letters, into which some authorities put UTF-8 or
        // Latin-1.
        _ => match std::str::from_utf8(value.content) {
            Ok(text) => text.to_owned(),
            Err(_) => value.content.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}
