//! Time stamps (RFC 3161): signed data in which an authority says when it saw a digest.

use crate::signatures::ber::{GENERALIZED_TIME, INTEGER, OBJECT_ID, OCTETS, Values};
use crate::signatures::certificate::Algorithm;
use crate::signatures::fault::Fault;
use crate::signatures::hash::Hash;
use crate::signatures::object_ids as ids;
use crate::signatures::signed_data::SignedData;
use crate::signatures::time::Time;

pub(crate) struct TimeStamp<'a> {
    pub(crate) data: SignedData<'a>,
    content: &'a [u8],
    hash: Algorithm<'a>,
    digest: &'a [u8],
    /// When the authority saw it, by the authority's clock.
    pub(crate) time: Time,
}

impl<'a> TimeStamp<'a> {
    /// Reads a time stamp whose lengths are all given.
    ///
    /// # Errors
    /// When it is broken.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        let damaged = || Fault::Unchecked("signature-damaged");
        let data = SignedData::read(bytes)?;
        if !data.is_of(ids::TIME_STAMP) {
            return Err(damaged());
        }
        let content = data.content.ok_or_else(damaged)?;
        let (hash, digest, time) = parts(content).ok_or_else(damaged)?;
        Ok(Self {
            data,
            content,
            hash,
            digest,
            time,
        })
    }

    /// Checks that it is the time stamp of something. `digest` makes the digest of that.
    ///
    /// # Errors
    /// When it is of something else, or does not hold itself.
    pub(crate) fn verify(&self, digest: &dyn Fn(Hash) -> Vec<u8>) -> Result<(), Fault> {
        let hash = Hash::of(self.hash.id).ok_or(Fault::Unchecked("signature-method"))?;
        if self.digest != digest(hash) {
            return Err(Fault::Fails("signature-bytes"));
        }
        self.data.verify(&|hash| hash.digest(&[self.content]))
    }
}

/// What a time stamp says (RFC 3161, 2.4.2): function and digest of what was stamped, and the time.
fn parts(content: &[u8]) -> Option<(Algorithm<'_>, &[u8], Time)> {
    let mut inside = Values(content).sequence()?;
    let _version = inside.next(INTEGER)?;
    let _policy = inside.next(OBJECT_ID)?;
    let mut stamped = inside.sequence()?;
    let hash = Algorithm::read(&mut stamped)?;
    let digest = stamped.next(OCTETS)?.content;
    let _number = inside.next(INTEGER)?;
    let time = Time::of_value(inside.next(GENERALIZED_TIME)?)?;
    Some((hash, digest, time))
}
