//! Why a signature is not one that holds.

use expediente_pdf::RangeFault;

/// Why a signature is not told as one that holds. The words are those of the catalogues, `why.`
/// and the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It does not hold.
    Fails(&'static str),
    /// It could not be checked.
    Unchecked(&'static str),
}

impl From<RangeFault> for Fault {
    fn from(fault: RangeFault) -> Self {
        match fault {
            RangeFault::Missing => Self::Unchecked("signature-range-missing"),
            RangeFault::Impossible => Self::Unchecked("signature-range-impossible"),
            RangeFault::Empty => Self::Unchecked("signature-empty"),
            RangeFault::CutOff => Self::Fails("signature-cut-off"),
            RangeFault::Gap => Self::Fails("signature-gap"),
            RangeFault::OtherContents => Self::Fails("signature-other-data"),
        }
    }
}
