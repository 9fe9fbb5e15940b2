//! Rectangles, turns and matrices, and the two spaces of a page.
//!
//! User space is that of the file, before turn and UserUnit. Displayed space is that of the viewer:
//! points, with the origin at the bottom left of the page as displayed.

use serde::{Deserialize, Serialize};

/// A normalized rectangle: `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x0: f64,
    /// Bottom edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Top edge.
    pub y1: f64,
}

impl Rect {
    /// US Letter at the origin, the size of a page without a usable box.
    pub const LETTER: Self = Self {
        x0: 0.0,
        y0: 0.0,
        x1: 612.0,
        y1: 792.0,
    };

    /// The rectangle between two opposite corners, in any order.
    pub fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self {
            x0: x0.min(x1),
            y0: y0.min(y1),
            x1: x0.max(x1),
            y1: y0.max(y1),
        }
    }

    /// Width.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// The area that both rectangles cover; nothing when they do not overlap.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        both.is_usable().then_some(both)
    }

    pub(crate) fn is_usable(&self) -> bool {
        let is_sane = [self.x0, self.y0, self.x1, self.y1]
            .iter()
            .all(|v| v.is_finite() && v.abs() < 1e9);
        is_sane && self.width() > 1e-3 && self.height() > 1e-3
    }

    pub(crate) fn is_finite(&self) -> bool {
        [self.x0, self.y0, self.x1, self.y1]
            .iter()
            .all(|v| v.is_finite())
    }

    pub(crate) fn corners(&self) -> [(f64, f64); 4] {
        [
            (self.x0, self.y0),
            (self.x1, self.y0),
            (self.x1, self.y1),
            (self.x0, self.y1),
        ]
    }
}

/// A clockwise turn by quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub enum Turn {
    /// Upright.
    #[default]
    None,
    /// A quarter clockwise.
    Quarter,
    /// Upside down.
    Half,
    /// A quarter counter-clockwise.
    ThreeQuarters,
}

impl Turn {
    /// The turn for an angle in degrees, clockwise. Negative and large angles wrap; angles that are
    /// not multiples of 90 count as upright, as viewers treat them.
    pub fn from_degrees(degrees: f64) -> Self {
        if !degrees.is_finite() {
            return Self::None;
        }
        match degrees.rem_euclid(360.0).round() as i64 {
            90 => Self::Quarter,
            180 => Self::Half,
            270 => Self::ThreeQuarters,
            _ => Self::None,
        }
    }

    /// The angle in degrees, clockwise.
    pub fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        }
    }

    /// This turn followed by another.
    pub fn then(self, next: Self) -> Self {
        Self::from_degrees(f64::from(self.degrees() + next.degrees()))
    }

    /// Whether width and height are swapped.
    pub fn is_sideways(self) -> bool {
        matches!(self, Self::Quarter | Self::ThreeQuarters)
    }
}

/// How a page is displayed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageGeometry {
    /// The visible part of the page (CropBox within MediaBox), in default user space.
    pub visible: Rect,
    /// The page's own turn.
    pub turn: Turn,
    /// Size of a user space unit in points.
    pub user_unit: f64,
}

impl PageGeometry {
    /// A plain upright page of the given size in points.
    pub fn plain(width: f64, height: f64) -> Self {
        Self {
            visible: Rect::new(0.0, 0.0, width, height),
            turn: Turn::None,
            user_unit: 1.0,
        }
    }

    /// Width and height in points as displayed: after turn and UserUnit.
    pub fn displayed_size(&self) -> (f64, f64) {
        let (w, h) = (
            self.visible.width() * self.user_unit,
            self.visible.height() * self.user_unit,
        );
        if self.turn.is_sideways() {
            (h, w)
        } else {
            (w, h)
        }
    }

    /// The matrix from displayed space to user space.
    pub fn display_to_user(&self) -> Matrix {
        let s = 1.0 / self.user_unit;
        let v = &self.visible;
        match self.turn {
            Turn::None => Matrix::new(s, 0.0, 0.0, s, v.x0, v.y0),
            Turn::Quarter => Matrix::new(0.0, s, -s, 0.0, v.x1, v.y0),
            Turn::Half => Matrix::new(-s, 0.0, 0.0, -s, v.x1, v.y1),
            Turn::ThreeQuarters => Matrix::new(0.0, -s, s, 0.0, v.x0, v.y1),
        }
    }

    /// The matrix from user space to displayed space.
    pub fn user_to_display(&self) -> Matrix {
        let u = self.user_unit;
        let v = &self.visible;
        match self.turn {
            Turn::None => Matrix::new(u, 0.0, 0.0, u, -u * v.x0, -u * v.y0),
            Turn::Quarter => Matrix::new(0.0, -u, u, 0.0, -u * v.y0, u * v.x1),
            Turn::Half => Matrix::new(-u, 0.0, 0.0, -u, u * v.x1, u * v.y1),
            Turn::ThreeQuarters => Matrix::new(0.0, u, -u, 0.0, u * v.y1, -u * v.x0),
        }
    }
}

/// A PDF transformation matrix `[a b c d e f]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix {
    /// The six numbers in PDF order.
    pub values: [f64; 6],
}

impl Matrix {
    /// The matrix that changes nothing.
    pub const IDENTITY: Self = Self {
        values: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    };

    /// A matrix from its six numbers.
    pub fn new(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> Self {
        Self {
            values: [a, b, c, d, e, f],
        }
    }

    /// This matrix followed by another.
    pub fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.values;
        let [na, nb, nc, nd, ..] = next.values;
        let (x, y) = next.apply((e, f));
        Self::new(
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            x,
            y,
        )
    }

    /// A counter-clockwise turn about a point.
    pub(crate) fn turn_about(turn: Turn, (x, y): (f64, f64)) -> Self {
        let (cos, sin) = match turn {
            Turn::None => (1.0, 0.0),
            Turn::Quarter => (0.0, 1.0),
            Turn::Half => (-1.0, 0.0),
            Turn::ThreeQuarters => (0.0, -1.0),
        };
        Self::new(
            cos,
            sin,
            -sin,
            cos,
            x - cos * x + sin * y,
            y - sin * x - cos * y,
        )
    }

    /// The matrix that leads back; nothing where this one makes all of one line.
    pub(crate) fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.values;
        let area = a * d - b * c;
        if area.abs() < 1e-12 {
            return None;
        }
        Some(Self::new(
            d / area,
            -b / area,
            -c / area,
            a / area,
            (c * f - d * e) / area,
            (b * e - a * f) / area,
        ))
    }

    /// Transforms a point.
    pub fn apply(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.values;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The upright rectangle around the transformed one.
    pub fn apply_rect(&self, rect: &Rect) -> Rect {
        let [first, others @ ..] = rect.corners().map(|corner| self.apply(corner));
        let mut bounds = Rect::new(first.0, first.1, first.0, first.1);
        for (x, y) in others {
            bounds = Rect {
                x0: bounds.x0.min(x),
                y0: bounds.y0.min(y),
                x1: bounds.x1.max(x),
                y1: bounds.y1.max(y),
            };
        }
        bounds
    }
}

/// The orientation of a picture's pixels, as a number of EXIF (1 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Orientation(u8);

impl Orientation {
    /// The pixels are upright.
    pub const UPRIGHT: Self = Self(1);

    /// The orientation of an EXIF number; anything outside 1 to 8 is upright.
    pub fn from_exif(number: u32) -> Self {
        match u8::try_from(number) {
            Ok(n @ 1..=8) => Self(n),
            _ => Self::UPRIGHT,
        }
    }

    /// The EXIF number.
    pub fn exif(self) -> u8 {
        self.0.clamp(1, 8)
    }

    /// Whether width and height are swapped.
    pub fn is_sideways(self) -> bool {
        self.0 >= 5
    }

    /// The matrix that puts the unit square of an image upright into a box.
    pub(crate) fn into_box(self, r: &Rect) -> Matrix {
        let (x, y, w, h) = (r.x0, r.y0, r.width(), r.height());
        match self.exif() {
            2 => Matrix::new(-w, 0.0, 0.0, h, x + w, y),
            3 => Matrix::new(-w, 0.0, 0.0, -h, x + w, y + h),
            4 => Matrix::new(w, 0.0, 0.0, -h, x, y + h),
            5 => Matrix::new(0.0, -h, -w, 0.0, x + w, y + h),
            6 => Matrix::new(0.0, -h, w, 0.0, x, y + h),
            7 => Matrix::new(0.0, h, w, 0.0, x, y),
            8 => Matrix::new(0.0, h, -w, 0.0, x + w, y),
            _ => Matrix::new(w, 0.0, 0.0, h, x, y),
        }
    }
}
