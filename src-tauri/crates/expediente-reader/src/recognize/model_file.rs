//! The files of the models: ONNX with half-precision weights, in segments
//! (`assets/models/make_models.py` says how).

/// The ONNX file that a file of segments widens to; nothing where it is damaged.
pub(super) fn widened(mut packed: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(packed.len() * 2);
    while !packed.is_empty() {
        let (&kind, rest) = packed.split_first()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (data, rest) = rest.split_at_checked(length)?;
        match kind {
            0 => out.extend_from_slice(data),
            1 => {
                for half in data.as_chunks::<2>().0 {
                    out.extend_from_slice(&single(u16::from_le_bytes(*half)).to_le_bytes());
                }
            }
            _ => return None,
        }
        packed = rest;
    }
    Some(out)
}

/// A number of half precision as one of single precision (IEEE 754-2008, 3.6).
fn single(half: u16) -> f32 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((half >> 10) & 0x1f);
    let fraction = f32::from(half & 0x3ff) / 1024.0;
    let size = match exponent {
        0 => fraction * 2f32.powi(-14),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction) * 2f32.powi(exponent - 15),
    };
    sign * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_widened() {
        for (half, wide) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0400, 6.103_515_6e-5),
            (0x0001, 5.960_464_5e-8),
            (0x3555, 0.333_251_95),
        ] {
            assert_eq!(single(half), wide, "{half:04x}");
        }
        assert!(single(0x7c00).is_infinite() && single(0x7e00).is_nan());
        let packed = [
            [0, 2, 0, 0, 0].as_slice(),
            b"ab",
            &[1, 2, 0, 0, 0, 0x00, 0x3c],
        ]
        .concat();
        assert_eq!(
            widened(&packed).unwrap(),
            [b"ab".as_slice(), &1f32.to_le_bytes()].concat()
        );
        assert_eq!(widened(&packed[..packed.len() - 1]), None);
        assert_eq!(widened(&[7, 0, 0, 0, 0]), None);
    }
}
