//! The EXIF facts of a photo: its orientation, when and where it was taken, and with what camera.
//!
//! For the record only; a photo's EXIF never enters a dossier by itself.

use std::io::Cursor;

use exif::{Exif, In, Reader, Tag, Value};
use expediente_model::{Date, Density, Orientation, PhotoFacts};

/// What a file's EXIF says of its picture.
#[derive(Default)]
pub(crate) struct ExifFacts {
    /// How to hold it.
    pub(crate) orientation: Orientation,
    /// The shape of its pixels, if they are not square.
    pub(crate) density: Option<Density>,
    /// When, where and with what it was taken.
    pub(crate) photo: Option<PhotoFacts>,
}

/// Reads the EXIF of a JPEG, PNG, TIFF or WebP. Damaged fields are ignored.
pub(crate) fn read(bytes: &[u8]) -> ExifFacts {
    facts_of(|reader| reader.read_from_container(&mut Cursor::new(bytes)))
}

/// Reads the EXIF of a block that was cut out of its file. Some programs begin it as the segment of
/// a JPEG begins.
pub(crate) fn read_block(block: &[u8]) -> ExifFacts {
    let block = match block.strip_prefix(b"Exif\0\0") {
        Some(block) => block,
        // Most have no prefix.
        None => block,
    };
    facts_of(|reader| reader.read_raw(block.to_vec()))
}

fn facts_of(read: impl FnOnce(&Reader) -> Result<Exif, exif::Error>) -> ExifFacts {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = read(&reader)
        .or_else(|e| e.distill_partial_result(|_| ()))
        .ok();
    exif.map_or_else(Default::default, |exif| ExifFacts {
        orientation: orientation(&exif),
        density: density(&exif),
        photo: facts(&exif),
    })
}

fn density(exif: &Exif) -> Option<Density> {
    let number = |tag| match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => parts.first().map(exif::Rational::to_f64),
        _ => None,
    };
    Density::uneven(number(Tag::XResolution)?, number(Tag::YResolution)?)
}

fn orientation(exif: &Exif) -> Orientation {
    let field = exif.get_field(Tag::Orientation, In::PRIMARY);
    field
        .and_then(|f| f.value.get_uint(0))
        .and_then(Orientation::from_exif)
        .unwrap_or_default() // Upright unless it says otherwise.
}

fn facts(exif: &Exif) -> Option<PhotoFacts> {
    let taken = [
        (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal),
        (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized),
        (Tag::DateTime, Tag::OffsetTime),
    ]
    .into_iter()
    .find_map(|(time, offset)| moment(&text(exif, time)?, text(exif, offset).as_deref()));
    let facts = PhotoFacts {
        date: taken.as_ref().map(|(date, _)| *date),
        taken: taken.map(|(_, moment)| moment),
        camera: camera(text(exif, Tag::Make), text(exif, Tag::Model)),
        position: position(exif),
    };
    (facts != PhotoFacts::default()).then_some(facts)
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = String::from_utf8_lossy(parts.first()?)
        .trim_matches(['\0', ' '])
        .to_owned();
    (!text.is_empty()).then_some(text)
}

/// Parses `2024:02:11 10:11:12`, as cameras write it, to a date and `2024-02-11T10:11:12`, with the
/// offset if it is valid. Cameras whose clock was never set write zeros, which is not a date.
fn moment(text: &str, offset: Option<&str>) -> Option<(Date, String)> {
    let number = |range: std::ops::Range<usize>| -> Option<u16> {
        let digits = text.get(range)?;
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse().ok())?
    };
    let small = |range| number(range).and_then(|n| u8::try_from(n).ok());
    let date = Date::new(number(0..4)?, Some(small(5..7)?), Some(small(8..10)?))?;
    let (hour, minute, second) = match (small(11..13), small(14..16), small(17..19)) {
        (Some(h), Some(m), Some(s)) if h < 24 && m < 60 && s < 61 => (h, m, s),
        _ => return Some((date, date.to_string())),
    };
    let offset = match offset {
        Some(offset) if is_offset(offset) => offset,
        _ => "",
    };
    Some((
        date,
        format!("{date}T{hour:02}:{minute:02}:{second:02}{offset}"),
    ))
}

/// `+02:00`, `-04:00` or `Z`.
fn is_offset(text: &str) -> bool {
    match text.as_bytes() {
        b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// Make and model as one name; most models repeat the make.
fn camera(make: Option<String>, model: Option<String>) -> Option<String> {
    match (make, model) {
        (Some(make), Some(model)) if model.to_lowercase().starts_with(&make.to_lowercase()) => {
            Some(model)
        }
        (Some(make), Some(model)) => Some(format!("{make} {model}")),
        (make, model) => model.or(make),
    }
}

fn position(exif: &Exif) -> Option<(f64, f64)> {
    let coordinate = |value: Tag, reference: Tag, negative: &str, limit: f64| -> Option<f64> {
        // Some phones write the parts as signed numbers.
        let parts: Vec<(f64, f64)> = match &exif.get_field(value, In::PRIMARY)?.value {
            Value::Rational(parts) => parts
                .iter()
                .map(|p| (p.num.into(), p.denom.into()))
                .collect(),
            Value::SRational(parts) => parts
                .iter()
                .map(|p| (p.num.into(), p.denom.into()))
                .collect(),
            _ => return None,
        };
        let degrees = degrees(&parts)?;
        // Without the hemisphere the position could be a world away.
        let reference = text(exif, reference)?;
        let signed = if reference.eq_ignore_ascii_case(negative) {
            -degrees
        } else {
            degrees
        };
        (signed.abs() <= limit).then_some(signed)
    };
    let latitude = coordinate(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S", 90.0)?;
    let longitude = coordinate(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W", 180.0)?;
    // Phones that do not know their position write zeros.
    (latitude != 0.0 || longitude != 0.0).then_some((latitude, longitude))
}

/// Degrees, minutes and seconds as one number, to a tenth of a meter.
fn degrees(parts: &[(f64, f64)]) -> Option<f64> {
    let mut sum = 0.0;
    for (&(above, below), scale) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        if below == 0.0 {
            // Some phones write the seconds as 0/0.
            if above == 0.0 && scale > 1.0 {
                continue;
            }
            return None;
        }
        sum += above / below / scale;
    }
    (!parts.is_empty() && sum >= 0.0 && sum.is_finite()).then(|| (sum * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that was never set, or a half-written time, gives no date.
    #[test]
    fn moments() {
        for (text, offset, expected) in [
            ("2024:02:11 10:11:12", None, Some("2024-02-11T10:11:12")),
            (
                "2024:02:11 10:11:12",
                Some("-04:00"),
                Some("2024-02-11T10:11:12-04:00"),
            ),
            (
                "2024:02:11 10:11:12",
                Some("   :  "),
                Some("2024-02-11T10:11:12"),
            ),
            ("2024-02-11 10:11:12", None, Some("2024-02-11T10:11:12")),
            ("2024:02:11", None, Some("2024-02-11")),
            ("0000:00:00 00:00:00", None, None),
            ("2024:02:31 10:00:00", None, None),
            ("    :  :     :  :  ", None, None),
        ] {
            assert_eq!(
                moment(text, offset).map(|m| m.1).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    /// The maker's name appears once.
    #[test]
    fn cameras() {
        for (make, model, expected) in [
            (
                Some("NIKON CORPORATION"),
                Some("NIKON D90"),
                "NIKON CORPORATION NIKON D90",
            ),
            (Some("samsung"), Some("SAMSUNG-SM"), "SAMSUNG-SM"),
            (Some("Apple"), Some("iPhone 12"), "Apple iPhone 12"),
            (None, Some("X"), "X"),
        ] {
            assert_eq!(
                camera(make.map(Into::into), model.map(Into::into)).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(camera(None, None), None);
    }

    /// Without a hemisphere, no position is better than a wrong one.
    #[test]
    fn degrees_of_parts() {
        assert_eq!(degrees(&[(8.0, 1.0), (30.0, 1.0), (36.0, 1.0)]), Some(8.51));
        assert_eq!(degrees(&[(8.0, 1.0), (30.0, 1.0), (0.0, 0.0)]), Some(8.5));
        assert_eq!(degrees(&[(8.0, 0.0)]), None);
        assert_eq!(degrees(&[(-8.0, 1.0)]), None);
        assert_eq!(degrees(&[]), None);
    }
}
