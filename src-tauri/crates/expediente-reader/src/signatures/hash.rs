//! The digests that signatures are made of.

use const_oid::ObjectIdentifier;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::signatures::object_ids as ids;

/// A function that makes digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The function with an identifier. Some signers name their whole method where the function
    /// alone belongs.
    pub(crate) fn of(id: ObjectIdentifier) -> Option<Self> {
        Some(match id {
            ids::SHA_1 | ids::RSA_SHA_1 | ids::RSA_SHA_1_OLD | ids::CURVE_SHA_1 => Self::Sha1,
            ids::SHA_224 | ids::RSA_SHA_224 | ids::CURVE_SHA_224 => Self::Sha224,
            ids::SHA_256 | ids::RSA_SHA_256 | ids::CURVE_SHA_256 => Self::Sha256,
            ids::SHA_384 | ids::RSA_SHA_384 | ids::CURVE_SHA_384 => Self::Sha384,
            ids::SHA_512 | ids::RSA_SHA_512 | ids::CURVE_SHA_512 => Self::Sha512,
            _ => return None,
        })
    }

    /// The digest of all parts together.
    pub(crate) fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for part in parts {
                digest.update(part);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Sha1 => of::<Sha1>(parts),
            Self::Sha224 => of::<Sha224>(parts),
            Self::Sha256 => of::<Sha256>(parts),
            Self::Sha384 => of::<Sha384>(parts),
            Self::Sha512 => of::<Sha512>(parts),
        }
    }
}
