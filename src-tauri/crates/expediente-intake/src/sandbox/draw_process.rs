//! One child that draws, seen from the parent: starts it, sends requests, limits its time, and
//! validates its answers.
//!
//! `draw_pool` decides how many there are and which request each serves.

use std::io::{self, Read};
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use expediente_model::{Code, Corners, Finding, FoundRows, PageCode, one_line};
use expediente_pdf::JpegSegments;

use crate::reading::engine::RawPage;
use crate::reading::line_check;
use crate::sandbox::drawing::{Drawing, Gray, Jpeg};
use crate::sandbox::limits;
use crate::sandbox::protocol::{
    DRAW_VERB, DrawReply, DrawRequest, UntrustedCode, Want, receive, send,
};
use crate::sandbox::reader_program::ReaderProgram;
use crate::sandbox::reply_check::clean;

/// A request and the bytes sent with it.
type Question = (DrawRequest, Option<Arc<Vec<u8>>>);
type Answer = (DrawReply, Vec<u8>);

/// A picture, of the kind that was asked for.
pub(crate) enum Picture {
    Jpeg(Jpeg),
    Gray(Gray),
    Words(RawPage),
    Sheet(Option<Corners>),
    Codes(Vec<PageCode>),
    Rows(FoundRows),
}

/// Why a child gave no picture.
#[derive(Debug)]
pub(crate) enum Failed {
    /// It reports that the page cannot be drawn, and can be used again.
    Refused(Finding),
    /// It is dead, or its answers are invalid.
    Broken,
    /// It took too long and was ended.
    Late,
}

/// A child that draws. It does not outlive this value.
pub(crate) struct DrawProcess {
    child: Child,
    questions: Option<Sender<Question>>,
    answers: Receiver<Answer>,
    /// Whether it has answered before.
    pub(crate) seasoned: bool,
}

impl DrawProcess {
    pub(crate) fn start(program: &ReaderProgram) -> io::Result<Self> {
        let mut child = program.command(DRAW_VERB).spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            let _ = child.kill();
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        // A pipe blocks a writer whose child does not read, and a reader whose child does not
        // write. So two threads do both, and end when the child does.
        let (questions, asked) = channel();
        let (told, answers) = channel();
        thread::spawn(move || write(to, &asked));
        thread::spawn(move || read(from, &told));
        Ok(Self {
            child,
            questions: Some(questions),
            answers,
            seasoned: false,
        })
    }

    /// Requests the picture of a page. After any other answer than a picture or a refusal, this
    /// child must not be used again.
    pub(crate) fn ask(&mut self, drawing: &Drawing, patience: Duration) -> Result<Picture, Failed> {
        let question = (drawing.request.clone(), drawing.inline.clone());
        let sent = self
            .questions
            .as_ref()
            .map(|questions| questions.send(question));
        if !matches!(sent, Some(Ok(()))) {
            return Err(Failed::Broken);
        }
        match self.answers.recv_timeout(patience) {
            Ok((untrusted, bytes)) => {
                self.seasoned = true;
                check(untrusted, bytes, &drawing.request)
            }
            Err(RecvTimeoutError::Timeout) => Err(Failed::Late),
            Err(RecvTimeoutError::Disconnected) => Err(Failed::Broken),
        }
    }
}

impl Drop for DrawProcess {
    fn drop(&mut self) {
        drop(self.questions.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(mut to: ChildStdin, asked: &Receiver<Question>) {
    for (request, inline) in asked {
        let bytes = inline.as_ref().map_or(&[][..], |bytes| bytes.as_slice());
        if send(&mut to, &request, bytes).is_err() {
            return;
        }
    }
}

fn read(mut from: ChildStdout, told: &Sender<Answer>) {
    while let Ok(Some(reply)) = receive::<DrawReply>(&mut from) {
        let length = match reply {
            DrawReply::Drawn { length, .. } if length > limits::PICTURE_BYTES => return,
            DrawReply::Drawn { length, .. } => length,
            DrawReply::Gray { width, height } => {
                let length = u64::from(width) * u64::from(height);
                if length > limits::PICTURE_BYTES {
                    return;
                }
                length
            }
            DrawReply::Refused(_)
            | DrawReply::Words { .. }
            | DrawReply::Codes { .. }
            | DrawReply::Rows(_)
            | DrawReply::Sheet(_) => 0,
        };
        let mut bytes = Vec::new();
        let whole = (&mut from).take(length).read_to_end(&mut bytes);
        if whole.is_err() || bytes.len() as u64 != length || told.send((reply, bytes)).is_err() {
            return;
        }
    }
}

/// Validates an answer: it must be a picture of the kind that was asked for and of the size it
/// claims, no larger than requested.
fn check(untrusted: DrawReply, bytes: Vec<u8>, asked: &DrawRequest) -> Result<Picture, Failed> {
    let fits =
        |width: u32, height: u32| width >= 1 && height >= 1 && width.max(height) <= asked.side;
    match untrusted {
        DrawReply::Refused(untrusted) => Err(Failed::Refused(clean(untrusted))),
        DrawReply::Gray { width, height } => {
            let length = u64::from(width) * u64::from(height);
            if asked.want == Want::Gray && fits(width, height) && bytes.len() as u64 == length {
                Ok(Picture::Gray(Gray {
                    bytes: Arc::new(bytes),
                    width,
                    height,
                }))
            } else {
                Err(Failed::Broken)
            }
        }
        DrawReply::Words {
            width,
            height,
            lines,
        } => {
            let lines = match asked.want {
                _ if !fits(width, height) => return Err(Failed::Broken),
                Want::Words => line_check::checked(lines, (width, height)),
                Want::Printed => line_check::printed(lines, (width, height)),
                Want::Jpeg | Want::Gray | Want::Sheet | Want::Codes | Want::Rows => {
                    return Err(Failed::Broken);
                }
            };
            Ok(Picture::Words(RawPage {
                width,
                height,
                lines,
                aside: 0,
            }))
        }
        DrawReply::Codes {
            width,
            height,
            codes,
        } => {
            if asked.want == Want::Codes && fits(width, height) {
                Ok(Picture::Codes(checked_codes(
                    codes,
                    (width, height),
                    asked.page,
                )))
            } else {
                Err(Failed::Broken)
            }
        }
        DrawReply::Sheet(corners) => {
            let is_possible = corners.is_none_or(|corners| corners.are_possible());
            if asked.want == Want::Sheet && is_possible {
                Ok(Picture::Sheet(corners))
            } else {
                Err(Failed::Broken)
            }
        }
        DrawReply::Rows(rows) => {
            if asked.want == Want::Rows && rows.are_possible() {
                Ok(Picture::Rows(rows))
            } else {
                Err(Failed::Broken)
            }
        }
        DrawReply::Drawn { width, height, .. } => {
            let is_whole = size_of(&bytes) == Some((width, height));
            if asked.want == Want::Jpeg && fits(width, height) && is_whole {
                Ok(Picture::Jpeg(Jpeg {
                    bytes,
                    width,
                    height,
                }))
            } else {
                Err(Failed::Broken)
            }
        }
    }
}

/// The codes that can be on a page of this size, their texts on one line.
fn checked_codes(
    untrusted: Vec<UntrustedCode>,
    (width, height): (u32, u32),
    page: u32,
) -> Vec<PageCode> {
    // Pictures have sides of 16 bits.
    #[allow(clippy::cast_precision_loss)]
    let (width, height) = (width as f32, height as f32);
    let codes = untrusted
        .into_iter()
        .take(limits::PAGE_CODES)
        .filter_map(|code| {
            let kept: String = code.text.chars().take(limits::CODE_CHARS).collect();
            let text = one_line(&kept);
            let [left, top, right, bottom] = code.place;
            let is_inside = code.place.iter().all(|value| value.is_finite())
                && (0.0..=width).contains(&left)
                && (left..=width).contains(&right)
                && (0.0..=height).contains(&top)
                && (top..=height).contains(&bottom);
            let thousandth = |part: f32| (part * 1000.0).round() / 1000.0;
            (is_inside && !text.is_empty()).then(|| PageCode {
                page,
                kind: code.kind,
                text,
                place: [
                    thousandth(left / width),
                    thousandth(top / height),
                    thousandth((right - left) / width),
                    thousandth((bottom - top) / height),
                ],
            })
        });
    codes.collect()
}

/// The size in the frame header of a baseline JPEG (ITU T.81, B.2.2), which must end as one.
fn size_of(jpeg: &[u8]) -> Option<(u32, u32)> {
    let jpeg = jpeg.strip_suffix(b"\xff\xd9")?;
    if !jpeg.starts_with(b"\xff\xd8") {
        return None;
    }
    let mut at = 2;
    for segment in JpegSegments::new(jpeg) {
        if segment.range.start != at || segment.declared < 2 {
            return None;
        }
        at = segment.range.end;
        match (segment.marker, segment.body) {
            (0xc0, [8, y1, y2, x1, x2, ..]) => {
                return Some((
                    u16::from_be_bytes([*x1, *x2]).into(),
                    u16::from_be_bytes([*y1, *y2]).into(),
                ));
            }
            // Tables, application segments and comments may come before it.
            (0xc4 | 0xdb | 0xdd | 0xe0..=0xef | 0xfe, _) => {}
            _ => return None,
        }
    }
    None
}

/// The finding for a failure.
pub(crate) fn finding(failed: Failed) -> Finding {
    match failed {
        Failed::Refused(finding) => finding,
        Failed::Broken => Finding::new(Code::ReaderFailed),
        Failed::Late => Finding::new(Code::ReaderTimeout).with("seconds", limits::DRAW_SECONDS),
    }
}

#[cfg(test)]
mod tests {
    use expediente_model::{CodeKind, FoundRow, RowMark};

    use super::*;

    /// A child under the control of its paper can send anything; nothing but a picture is passed
    /// on.
    #[test]
    fn nothing_that_is_not_a_small_jpeg_passes() {
        let mut jpeg = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 85);
        encoder
            .encode(&[200; 20 * 10 * 3], 20, 10, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        let said = |width, height, bytes: &[u8], side| {
            let length = bytes.len() as u64;
            check(
                DrawReply::Drawn {
                    width,
                    height,
                    length,
                },
                bytes.to_vec(),
                &DrawRequest {
                    side,
                    ..DrawRequest::default()
                },
            )
            .is_ok()
        };
        assert!(said(20, 10, &jpeg, 20));
        assert!(!said(20, 10, &jpeg, 19), "larger than was asked for");
        assert!(!said(10, 10, &jpeg, 20), "another size than it says");
        assert!(!said(20, 10, &jpeg[..jpeg.len() - 1], 20), "cut");
        assert!(!said(20, 10, b"<html>", 20));
        assert!(!said(0, 0, b"\xff\xd8\xff\xd9", 20));
        let gray = |width, height, length: usize, gray: bool| {
            let want = if gray { Want::Gray } else { Want::Jpeg };
            let asked = DrawRequest {
                side: 20,
                want,
                ..DrawRequest::default()
            };
            check(DrawReply::Gray { width, height }, vec![7; length], &asked).is_ok()
        };
        assert!(gray(20, 10, 200, true));
        assert!(!gray(20, 10, 199, true), "cut");
        assert!(!gray(21, 10, 210, true), "larger than was asked for");
        assert!(!gray(20, 0, 0, true));
        assert!(!gray(20, 10, 200, false), "another kind than was asked for");
        let sheet = |corners: [[u16; 2]; 4], want| {
            let asked = DrawRequest {
                want,
                ..DrawRequest::default()
            };
            let corners = Some(Corners(corners));
            check(DrawReply::Sheet(corners), Vec::new(), &asked).is_ok()
        };
        let good = [[1000, 1000], [9000, 1200], [8800, 9000], [1200, 8800]];
        assert!(sheet(good, Want::Sheet));
        assert!(!sheet(good, Want::Jpeg), "another kind than was asked for");
        assert!(!sheet([[0, 0]; 4], Want::Sheet), "no sheet");
        assert!(!sheet([[1, 1], [u16::MAX, 1], [9, 9], [1, 9]], Want::Sheet));
    }

    /// Rows are drawn over the page: each is on it, and they are in order.
    #[test]
    fn rows_are_on_their_page_and_in_order() {
        let row = |top: f32, bottom: f32| FoundRow {
            across: [0.1, 0.9],
            top: [top; 2],
            bottom: [bottom; 2],
            mark: RowMark::Filled,
            sure: true,
        };
        let passes = |rows: Vec<FoundRow>, want| {
            let asked = DrawRequest {
                want,
                ..DrawRequest::default()
            };
            check(DrawReply::Rows(FoundRows { rows }), Vec::new(), &asked).is_ok()
        };
        let good = vec![row(0.1, 0.2), row(0.2, 0.3)];
        assert!(passes(good.clone(), Want::Rows));
        assert!(passes(Vec::new(), Want::Rows));
        assert!(
            !passes(good, Want::Sheet),
            "another kind than was asked for"
        );
        assert!(!passes(vec![row(0.2, 0.3), row(0.1, 0.2)], Want::Rows));
        assert!(!passes(vec![row(0.9, 1.1)], Want::Rows));
        assert!(!passes(vec![row(0.3, 0.2)], Want::Rows));
        let many = (0..=FoundRows::MOST).map(|at| {
            // Far below 16 bits.
            let top = f32::from(at as u16) / 300.0;
            row(top, top + 0.003)
        });
        assert!(!passes(many.collect(), Want::Rows), "too many");
    }

    /// What a code says goes into lists and terminals; where it is, onto the page.
    #[test]
    fn a_code_is_cleaned_and_on_its_page() {
        let code = |text: &str, place| UntrustedCode {
            kind: CodeKind::Qr,
            text: text.to_owned(),
            place,
        };
        let place = [10.0, 20.0, 60.0, 70.0];
        let codes = vec![
            code("https://a.example/\u{202e}x\u{1b}[2J\ny", place),
            code("  \u{7}", place),
            code("x", [10.0, 20.0, 60.0, 101.0]),
            code("x", [f32::NAN, 20.0, 60.0, 70.0]),
            code("x", [60.0, 20.0, 10.0, 70.0]),
        ];
        let [one] = checked_codes(codes, (200, 100), 3).try_into().unwrap();
        assert_eq!(one.text, "https://a.example/x [2J y");
        assert_eq!((one.page, one.place), (3, [0.05, 0.2, 0.25, 0.5]));
    }
}
