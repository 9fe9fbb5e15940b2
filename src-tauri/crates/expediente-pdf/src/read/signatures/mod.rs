//! The signatures of a PDF, as its objects state them (ISO 32000-2, 12.8): who is said to have
//! signed, which bytes are signed, and the signature itself. Nothing is verified here.

pub(crate) mod signed_range;

use hayro_syntax::object::{Dict, Object};
use memchr::memmem;

use crate::read::signatures::signed_range::{RangeFault, SignedRange};
use crate::read::source::Source;
use crate::read::text_string;

/// Certificates that one signature dictionary may name.
const MOST_CERTIFICATES: usize = 16;
/// The numbers of a byte range: two ranges, each with its beginning and its length.
const RANGE_NUMBERS: usize = 4;

/// A signature of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// How its data is coded, such as `adbe.pkcs7.detached`; none if it is not said.
    pub coding: Option<String>,
    /// The signer's name, as the dictionary says it.
    pub name: Option<String>,
    /// The time of signing, as the dictionary says it: a date of a PDF such as
    /// `D:20250303101500-05'00'`.
    pub time: Option<String>,
    /// Certificates of the dictionary, the signer's first. Only one coding uses them.
    pub certificates: Vec<Vec<u8>>,
    /// The signed bytes and the data of the signature, or why they cannot be told.
    pub range: Result<SignedRange, RangeFault>,
}

impl Source {
    /// The signatures of the file, each once, in the order in which they were made: by the end of
    /// what they sign. Those whose range says nothing come last.
    ///
    /// `data` is the file as it came: this source may have been opened from a copy with tables made
    /// right, and a signature holds for the bytes that were signed.
    pub fn signatures(&self, data: &[u8]) -> Vec<Signature> {
        let mut seen = Vec::new();
        let mut found = Vec::new();
        for value in self.signature_values() {
            // Two fields may share one signature.
            if let Some(id) = value.obj_id() {
                if seen.contains(&id) {
                    continue;
                }
                seen.push(id);
            }
            found.push(self.signature(&value, data));
        }
        let end = |signature: &Signature| match &signature.range {
            Ok(range) => range.end,
            Err(_) => usize::MAX,
        };
        found.sort_by_key(end);
        found
    }

    fn signature(&self, value: &Dict<'_>, data: &[u8]) -> Signature {
        let objects = &self.objects;
        let contents = match objects.value(value, b"Contents") {
            Some(Object::String(contents)) => contents.as_ref().to_vec(),
            _ => Vec::new(),
        };
        // The data of a signature is not encrypted, and decrypting it leaves noise (ISO 32000-2,
        // 7.6.2). Then only the bytes of the file tell.
        let is_encrypted = self.was_encrypted() || memmem::find(data, b"/Encrypt").is_some();
        let stated = (!is_encrypted).then_some(contents.as_slice());
        Signature {
            coding: text_string::of_entry(objects, value, b"SubFilter"),
            name: text_string::of_entry(objects, value, b"Name").filter(|name| !name.is_empty()),
            time: text_string::of_entry(objects, value, b"M"),
            certificates: self.certificates(value),
            range: SignedRange::of(data, self.byte_range(value).as_deref(), stated),
        }
    }

    /// The numbers of the byte range; none unless all are whole numbers.
    fn byte_range(&self, value: &Dict<'_>) -> Option<Vec<i64>> {
        let numbers = self.objects.array(value, b"ByteRange")?;
        let whole = |number: f64| (number.fract() == 0.0).then_some(number);
        // One more than there should be, so that too many are seen.
        numbers
            .raw_iter()
            .take(RANGE_NUMBERS + 1)
            .map(|number| {
                let number = self.objects.resolve(number)?.into_number()?;
                whole(number.as_f64()).map(|_| number.as_i64())
            })
            .collect()
    }

    fn certificates(&self, value: &Dict<'_>) -> Vec<Vec<u8>> {
        let bytes = |object: Object<'_>| match object {
            Object::String(certificate) => Some(certificate.as_ref().to_vec()),
            _ => None,
        };
        match self.objects.value(value, b"Cert") {
            Some(Object::Array(list)) => list
                .raw_iter()
                .take(MOST_CERTIFICATES)
                .filter_map(|item| bytes(self.objects.resolve(item)?))
                .collect(),
            Some(certificate) => bytes(certificate).into_iter().collect(),
            None => Vec::new(),
        }
    }
}
