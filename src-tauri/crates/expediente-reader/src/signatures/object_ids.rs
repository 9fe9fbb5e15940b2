//! The object identifiers of signatures: RFC 5652 (CMS), 5035 (signing certificates), 3161 (time
//! stamps), 5280 (certificates), 8017 and 5758 (methods).

use const_oid::ObjectIdentifier;

macro_rules! object_ids {
    ($($name:ident = $numbers:literal;)+) => {
        $(pub(crate) const $name: ObjectIdentifier = ObjectIdentifier::new_unwrap($numbers);)+
    };
}

object_ids! {
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    TIME_STAMP = "1.2.840.113549.1.9.16.1.4";

    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    SIGNING_TIME = "1.2.840.113549.1.9.5";
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    SIGNING_CERTIFICATE_2 = "1.2.840.113549.1.9.16.2.47";
    SIGNATURE_TIME_STAMP = "1.2.840.113549.1.9.16.2.14";

    COMMON_NAME = "2.5.4.3";
    ORGANIZATION = "2.5.4.10";
    SUBJECT_KEY_ID = "2.5.29.14";

    SHA_1 = "1.3.14.3.2.26";
    SHA_224 = "2.16.840.1.101.3.4.2.4";
    SHA_256 = "2.16.840.1.101.3.4.2.1";
    SHA_384 = "2.16.840.1.101.3.4.2.2";
    SHA_512 = "2.16.840.1.101.3.4.2.3";

    RSA = "1.2.840.113549.1.1.1";
    RSA_SHA_1 = "1.2.840.113549.1.1.5";
    RSA_SHA_1_OLD = "1.3.14.3.2.29";
    RSA_SHA_224 = "1.2.840.113549.1.1.14";
    RSA_SHA_256 = "1.2.840.113549.1.1.11";
    RSA_SHA_384 = "1.2.840.113549.1.1.12";
    RSA_SHA_512 = "1.2.840.113549.1.1.13";
    RSA_PSS = "1.2.840.113549.1.1.10";
    MASK_1 = "1.2.840.113549.1.1.8";

    CURVE_KEY = "1.2.840.10045.2.1";
    CURVE_SHA_1 = "1.2.840.10045.4.1";
    CURVE_SHA_224 = "1.2.840.10045.4.3.1";
    CURVE_SHA_256 = "1.2.840.10045.4.3.2";
    CURVE_SHA_384 = "1.2.840.10045.4.3.3";
    CURVE_SHA_512 = "1.2.840.10045.4.3.4";
    P_256 = "1.2.840.10045.3.1.7";
    P_384 = "1.3.132.0.34";
}
