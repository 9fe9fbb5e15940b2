//! Verifies a signature of a digest by the key of a certificate: RSA (RFC 8017) and the curves
//! P-256 and P-384 (FIPS 186-5).

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{BoxedUint, Pkcs1v15Sign, Pss};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

use crate::signatures::ber::{INTEGER, Values, context};
use crate::signatures::certificate::{Algorithm, KeyInfo, object_id};
use crate::signatures::fault::Fault;
use crate::signatures::hash::Hash;
use crate::signatures::object_ids as ids;

/// How a digest is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Rsa(Hash),
    RsaPss { hash: Hash, salt: usize },
    Curve(Hash),
}

const UNKNOWN: Fault = Fault::Unchecked("signature-method");
const KEY: Fault = Fault::Unchecked("signature-key");

impl Method {
    /// The method that a signature names. `hash` is the function of its content's digest, which
    /// counts where the method names none of its own.
    pub(crate) fn of(algorithm: Algorithm<'_>, hash: Hash) -> Result<Self, Fault> {
        match algorithm.id {
            ids::RSA => Ok(Self::Rsa(hash)),
            ids::RSA_SHA_1
            | ids::RSA_SHA_1_OLD
            | ids::RSA_SHA_224
            | ids::RSA_SHA_256
            | ids::RSA_SHA_384
            | ids::RSA_SHA_512 => Hash::of(algorithm.id).map(Self::Rsa).ok_or(UNKNOWN),
            ids::RSA_PSS => pss(algorithm.parameters)
                .ok_or(Fault::Unchecked("signature-damaged"))?
                .ok_or(UNKNOWN),
            ids::CURVE_KEY => Ok(Self::Curve(hash)),
            ids::CURVE_SHA_1
            | ids::CURVE_SHA_224
            | ids::CURVE_SHA_256
            | ids::CURVE_SHA_384
            | ids::CURVE_SHA_512 => Hash::of(algorithm.id).map(Self::Curve).ok_or(UNKNOWN),
            _ => Err(UNKNOWN),
        }
    }

    /// The function of the digest that is signed.
    pub(crate) fn hash(self) -> Hash {
        match self {
            Self::Rsa(hash) | Self::RsaPss { hash, .. } | Self::Curve(hash) => hash,
        }
    }

    /// Whether this is the signature of a digest by a key.
    ///
    /// # Errors
    /// When the key is of a kind or size that is not known.
    pub(crate) fn is_signed(
        self,
        key: KeyInfo<'_>,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<bool, Fault> {
        match (self, key.algorithm.id) {
            (Self::Rsa(hash), ids::RSA) => {
                let key = rsa_key(key)?;
                let padding = match hash {
                    Hash::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
                    Hash::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
                    Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                };
                Ok(key.verify(padding, digest, signature).is_ok())
            }
            // A key may be bound to a salt and a function of its own; a signature that keeps to
            // them holds all the same.
            (Self::RsaPss { hash, salt }, ids::RSA | ids::RSA_PSS) => {
                let key = rsa_key(key)?;
                let result = match hash {
                    Hash::Sha1 => key.verify(Pss::<Sha1>::new_with_salt(salt), digest, signature),
                    Hash::Sha224 => {
                        key.verify(Pss::<Sha224>::new_with_salt(salt), digest, signature)
                    }
                    Hash::Sha256 => {
                        key.verify(Pss::<Sha256>::new_with_salt(salt), digest, signature)
                    }
                    Hash::Sha384 => {
                        key.verify(Pss::<Sha384>::new_with_salt(salt), digest, signature)
                    }
                    Hash::Sha512 => {
                        key.verify(Pss::<Sha512>::new_with_salt(salt), digest, signature)
                    }
                };
                Ok(result.is_ok())
            }
            (Self::Curve(_), ids::CURVE_KEY) => on_curve(key, digest, signature),
            // A method of another kind of key than this one.
            (_, ids::RSA | ids::RSA_PSS | ids::CURVE_KEY) => Ok(false),
            _ => Err(KEY),
        }
    }
}

/// The parameters of RSASSA-PSS (RFC 8017, A.2.3). The outer none is parameters that are broken,
/// the inner none functions that are not known, or two different ones.
fn pss(mut parameters: Values<'_>) -> Option<Option<Method>> {
    let mut inside = if parameters.is_empty() {
        parameters
    } else {
        parameters.sequence()?
    };
    let mut hash = Some(Hash::Sha1);
    if let Some(value) = inside.optional(context(0))? {
        hash = Hash::of(Algorithm::read(&mut value.inside())?.id);
    }
    let mut mask = Some(Hash::Sha1);
    if let Some(value) = inside.optional(context(1))? {
        let mut function = Algorithm::read(&mut value.inside())?;
        let of = object_id(&mut function.parameters.sequence()?)?;
        mask = if function.id == ids::MASK_1 {
            Hash::of(of)
        } else {
            None
        };
    }
    let mut salt = 20;
    if let Some(value) = inside.optional(context(2))? {
        salt = small(value.inside().next(INTEGER)?.content)?;
    }
    let mut trailer = 1;
    if let Some(value) = inside.optional(context(3))? {
        trailer = small(value.inside().next(INTEGER)?.content)?;
    }
    let is_known = trailer == 1 && mask == hash;
    Some(
        hash.filter(|_| is_known)
            .map(|hash| Method::RsaPss { hash, salt }),
    )
}

/// A small number that is not negative.
fn small(content: &[u8]) -> Option<usize> {
    match *content {
        [low @ 0..0x80] => Some(usize::from(low)),
        [0, low] => Some(usize::from(low)),
        [high @ 0..0x80, low] => Some(usize::from(u16::from_be_bytes([high, low]))),
        _ => None,
    }
}

fn rsa_key(key: KeyInfo<'_>) -> Result<rsa::PublicKey, Fault> {
    let numbers = || {
        let mut inside = Values(key.bits).sequence()?;
        Some((inside.next(INTEGER)?.content, inside.next(INTEGER)?.content))
    };
    let (modulus, exponent) = numbers().ok_or(KEY)?;
    // Numbers that are too large to be told apart from an attack on this computer's time.
    if modulus.len() > MOST_RSA_BYTES || exponent.len() > MOST_RSA_BYTES {
        return Err(KEY);
    }
    rsa::PublicKey::new(
        BoxedUint::from_be_slice_vartime(modulus),
        BoxedUint::from_be_slice_vartime(exponent),
    )
    .map_err(|_| KEY)
}

/// Bytes of the longest modulus, 8192 bits, with a sign.
const MOST_RSA_BYTES: usize = 8192 / 8 + 1;

fn on_curve(key: KeyInfo<'_>, digest: &[u8], signature: &[u8]) -> Result<bool, Fault> {
    let mut parameters = key.algorithm.parameters;
    match object_id(&mut parameters) {
        Some(ids::P_256) => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key.bits).map_err(|_| KEY)?;
            let signature = p256::ecdsa::Signature::from_der(signature);
            Ok(signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok()))
        }
        Some(ids::P_384) => {
            let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key.bits).map_err(|_| KEY)?;
            let signature = p384::ecdsa::Signature::from_der(signature);
            Ok(signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok()))
        }
        // Another curve, or one that is written out.
        _ => Err(KEY),
    }
}
