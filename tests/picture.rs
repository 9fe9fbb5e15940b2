//! Rendered pages as pixels.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A page as pixels.
#[derive(Clone, Debug)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

/// An area in pixels, from the top left.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// The pages of a PDF as another program draws them, some at a time: to read a file and the
/// profiles of its colors takes it longer than to draw a page.
pub struct Pages {
    pdf: PathBuf,
    dpi: u32,
    is_poppler: bool,
    first: usize,
    kept: Vec<Picture>,
}

impl Pages {
    const AT_ONCE: usize = 16;

    pub fn by_poppler(pdf: &Path, dpi: u32) -> Self {
        Self {
            pdf: pdf.to_owned(),
            dpi,
            is_poppler: true,
            first: 1,
            kept: Vec::new(),
        }
    }

    pub fn by_mupdf(pdf: &Path, dpi: u32) -> Self {
        Self {
            is_poppler: false,
            ..Self::by_poppler(pdf, dpi)
        }
    }

    /// A page, counted from 1. It is fast where the next one that is asked for follows soon.
    pub fn page(&mut self, page: usize) -> &Picture {
        if !(self.first..self.first + self.kept.len()).contains(&page) {
            self.kept = self.drawn(page, page + Self::AT_ONCE - 1);
            self.first = page;
        }
        &self.kept[page - self.first]
    }

    /// The pages from one to another, or to the last that there is.
    fn drawn(&self, from: usize, to: usize) -> Vec<Picture> {
        let dpi = self.dpi.to_string();
        let mut command = if self.is_poppler {
            let mut command = Command::new("pdftoppm");
            command.args(["-cropbox", "-r", &dpi]);
            command.args(["-f", &from.to_string(), "-l", &to.to_string()]);
            command.arg(&self.pdf);
            command
        } else {
            let mut command = Command::new("mutool");
            command.args(["draw", "-q", "-F", "ppm", "-r", &dpi, "-o", "-"]);
            command.arg(&self.pdf).arg(format!("{from}-{to}"));
            command
        };
        let output = command.output().unwrap();
        let mut ppms = output.stdout.as_slice();
        let mut found = Vec::new();
        while !ppms.is_empty() {
            let (picture, others) = Picture::first_of(ppms);
            found.push(picture);
            ppms = others;
        }
        found
    }
}

impl Picture {
    /// A page, counted from 1, as poppler draws it.
    pub fn by_poppler(pdf: &Path, page: usize, dpi: u32) -> Self {
        Pages::by_poppler(pdf, dpi).drawn(page, page).remove(0)
    }

    /// A page, counted from 1, as MuPDF draws it.
    pub fn by_mupdf(pdf: &Path, page: usize, dpi: u32) -> Self {
        Pages::by_mupdf(pdf, dpi).drawn(page, page).remove(0)
    }

    /// A page, counted from 1, as poppler draws it with its longest side of so many pixels.
    pub fn by_poppler_scaled(pdf: &Path, page: usize, side: u32) -> Self {
        let page = page.to_string();
        let side = side.to_string();
        let output = Command::new("pdftoppm")
            .args(["-cropbox", "-scale-to", &side, "-f", &page, "-l", &page])
            .arg(pdf)
            .output()
            .unwrap();
        Self::parse(&output.stdout)
    }

    /// A JPEG as Pillow reads it.
    pub fn of_jpeg(jpeg: &[u8]) -> Self {
        const SCRIPT: &str = "import sys; from PIL import Image; \
             Image.open(sys.stdin.buffer).convert('RGB').save(sys.stdout.buffer, 'PPM')";
        let mut child = Command::new("/usr/bin/python3")
            .args(["-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(jpeg).unwrap();
        Self::parse(&child.wait_with_output().unwrap().stdout)
    }

    /// The mean difference from another picture, by the means of squares of this size: every
    /// program draws the edges of letters differently. The other may be larger by a row or a
    /// column, because programs also round differently.
    pub fn mean_difference(&self, other: &Self, square: usize) -> f64 {
        let near = |a: usize, b: usize| a.abs_diff(b) <= 1;
        let sizes = ((self.width, self.height), (other.width, other.height));
        assert!(
            near(self.width, other.width) && near(self.height, other.height),
            "{sizes:?}"
        );
        let (across, down) = (
            self.width.min(other.width) / square,
            self.height.min(other.height) / square,
        );
        let mean = |picture: &Self, x: usize, y: usize, channel: usize| {
            let pixels = (0..square * square)
                .map(|at| picture.at(x * square + at % square, y * square + at / square));
            pixels.map(|pixel| f64::from(pixel[channel])).sum::<f64>() / (square * square) as f64
        };
        let mut sum = 0.0;
        for y in 0..down {
            for x in 0..across {
                sum += (0..3)
                    .map(|channel| (mean(self, x, y, channel) - mean(other, x, y, channel)).abs())
                    .sum::<f64>();
            }
        }
        sum / (across * down * 3) as f64
    }

    /// Parses a PPM.
    pub fn parse(ppm: &[u8]) -> Self {
        Self::first_of(ppm).0
    }

    /// Parses the first of some PPMs; returns the others, too.
    fn first_of(ppm: &[u8]) -> (Self, &[u8]) {
        let mut at = 0;
        let mut words = Vec::new();
        while words.len() < 4 {
            let start = at;
            while !ppm[at].is_ascii_whitespace() {
                at += 1;
            }
            let word = std::str::from_utf8(&ppm[start..at]).unwrap();
            at += 1;
            if word.starts_with('#') {
                while ppm[at - 1] != b'\n' {
                    at += 1;
                }
            } else if !word.is_empty() {
                words.push(word.to_owned());
            }
        }
        assert_eq!(words[0], "P6");
        let (width, height) = (words[1].parse().unwrap(), words[2].parse().unwrap());
        let (rgb, others) = ppm[at..].split_at(width * height * 3);
        let rgb = rgb.to_vec();
        (Self { width, height, rgb }, others)
    }

    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }

    /// How many pixels differ by more than `by` from another picture of the same size, inside or
    /// outside of areas.
    pub fn differences(&self, other: &Self, by: u8, places: &[Place], inside: bool) -> usize {
        assert_eq!(
            (self.width, self.height),
            (other.width, other.height),
            "the pages have different sizes"
        );
        let mut count = 0;
        for y in 0..self.height {
            for x in 0..self.width {
                let (px, py) = (x as f64 + 0.5, y as f64 + 0.5);
                let within = places
                    .iter()
                    .any(|p| px >= p.left && px <= p.right && py >= p.top && py <= p.bottom);
                let far = self
                    .at(x, y)
                    .iter()
                    .zip(other.at(x, y))
                    .any(|(a, b)| a.abs_diff(b) > by);
                count += usize::from(within == inside && far);
            }
        }
        count
    }
}
