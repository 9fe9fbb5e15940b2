//! Decoded pixels.

/// Pixels in rows from the top, 8 bits per channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 1: gray; 3: RGB; 4: RGB and a channel to be ignored.
    pub(crate) channels: usize,
    pub(crate) data: Vec<u8>,
}

impl Pixels {
    /// A byte for each pixel, from black to white (ITU-R BT.601).
    pub(crate) fn into_gray(self) -> Vec<u8> {
        if self.channels < 3 {
            return self.data;
        }
        let gray = |pixel: &[u8]| match pixel {
            [r, g, b, ..] => {
                let sum = 299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b);
                // At most 255.
                (sum / 1000) as u8
            }
            _ => 255,
        };
        self.data.chunks_exact(self.channels).map(gray).collect()
    }

    /// The picture in gray.
    pub(crate) fn grayed(self) -> Self {
        Self {
            width: self.width,
            height: self.height,
            channels: 1,
            data: self.into_gray(),
        }
    }

    /// The picture as displayed with this EXIF orientation.
    pub(crate) fn held(self, exif: u8) -> Self {
        let (across, down) = (self.width as usize, self.height as usize);
        let sideways = exif >= 5;
        let (width, height) = if sideways {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        if exif <= 1 {
            return self;
        }
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..height as usize {
            for x in 0..width as usize {
                let (right, low) = (across.saturating_sub(1), down.saturating_sub(1));
                let (from_x, from_y) = match exif {
                    2 => (right - x, y),
                    3 => (right - x, low - y),
                    4 => (x, low - y),
                    5 => (y, x),
                    6 => (y, low - x),
                    7 => (right - y, low - x),
                    _ => (right - y, x),
                };
                let at = (from_y * across + from_x) * self.channels;
                // Within the data, which has `channels` bytes for each pixel.
                data.extend(self.data.iter().skip(at).take(self.channels));
            }
        }
        Self {
            width,
            height,
            data,
            ..self
        }
    }
}
