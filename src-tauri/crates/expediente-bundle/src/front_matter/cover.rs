//! The cover page, in the style of each court.

use expediente_model::{Catalogue, Facts};

use crate::court::caption::Caption;
use crate::front_matter::area::MARGIN;
use crate::front_matter::canvas::{Align, Canvas};
use crate::front_matter::fonts::Face;
use crate::front_matter::words;

const SIZE: f64 = 12.0;
const LEADING: f64 = 15.5;

/// Draws the cover page. `volume` is the volume's number, counted from 1, and the number of
/// volumes; none where there is only one.
pub(crate) fn draw_cover(
    canvas: &mut Canvas,
    facts: &Facts,
    caption: Caption,
    volume: Option<(usize, usize)>,
    texts: &Catalogue,
) {
    let mut cover = Cover {
        top: canvas.height - MARGIN,
        canvas,
        facts,
        volume,
        texts,
    };
    match caption {
        Caption::Immigration => cover.immigration(),
        Caption::District => cover.district(),
        Caption::Uk => cover.uk("dossier.case-number"),
        Caption::UkTribunal => cover.uk_tribunal(),
        Caption::CanadaFederal => cover.canada_federal(),
        Caption::CanadaBoard => cover.canada_board(),
        Caption::InterAmerican => cover.inter_american(),
        Caption::Agency | Caption::Plain => cover.plain(),
    }
}

struct Cover<'a, 'c> {
    canvas: &'a mut Canvas<'c>,
    facts: &'a Facts,
    volume: Option<(usize, usize)>,
    texts: &'a Catalogue,
    /// The next baseline.
    top: f64,
}

impl Cover<'_, '_> {
    fn immigration(&mut self) {
        self.filer_block();
        self.top = self.top.min(self.canvas.height - MARGIN - 8.0 * LEADING) - 24.0;
        for key in ["department", "office", "court"] {
            self.centered(
                Face::SmallCaps,
                13.5,
                &self.words(&format!("dossier.immigration.{key}")),
                18.0,
            );
        }
        for line in &self.facts.court.clone() {
            self.centered(Face::SmallCaps, 13.5, line, 18.0);
        }
        self.top -= 26.0;
        let proceeding = self.facts.proceeding.clone();
        let proceeding = proceeding.unwrap_or_else(|| self.words("dossier.immigration.proceeding"));
        let left = vec![
            (Face::Regular, self.words("dossier.in-the-matter-of")),
            (Face::Regular, String::new()),
            (Face::Bold, self.facts.person.clone()),
            (Face::Regular, String::new()),
            (Face::Italic, proceeding),
        ];
        self.two_columns(&left, "dossier.file-number");
        self.top -= 22.0;
        self.judge_and_hearing("dossier.judge");
        self.filing_title();
    }

    fn district(&mut self) {
        self.filer_block();
        self.top = self.top.min(self.canvas.height - MARGIN - 8.0 * LEADING) - 24.0;
        self.centered(
            Face::SmallCaps,
            14.0,
            &self.words("dossier.district.court"),
            18.0,
        );
        for line in &self.facts.court.clone() {
            self.centered(Face::SmallCaps, 14.0, line, 18.0);
        }
        self.top -= 26.0;
        let mut left = vec![
            (Face::Bold, self.facts.person.clone()),
            (Face::Italic, self.words("dossier.district.petitioner")),
        ];
        if !self.facts.respondents.is_empty() {
            left.push((Face::Regular, String::new()));
            left.push((Face::Regular, self.words("dossier.district.against")));
            left.push((Face::Regular, String::new()));
            left.extend(
                self.facts
                    .respondents
                    .iter()
                    .map(|line| (Face::Bold, line.clone())),
            );
            let other = match self.facts.respondents.as_slice() {
                [one] if !names_several(one) => "dossier.district.respondent",
                _ => "dossier.district.respondents",
            };
            left.push((Face::Italic, self.words(other)));
        }
        self.two_columns(&left, "dossier.case-number");
        self.top -= 22.0;
        self.judge_and_hearing("dossier.district.judge");
        self.filing_title();
    }

    /// The tribunal's own name stands over the place that the user gave.
    fn uk_tribunal(&mut self) {
        self.top -= 8.0;
        for key in ["dossier.uk.tribunal", "dossier.uk.chamber"] {
            let line = self.words(key);
            self.centered(Face::SmallCaps, 14.0, &line, 19.0);
        }
        self.uk("dossier.uk.appeal-number");
    }

    fn uk(&mut self, number_key: &str) {
        self.top -= 8.0;
        for line in &self.facts.court.clone() {
            self.centered(Face::SmallCaps, 14.0, line, 19.0);
        }
        self.parties(number_key, "dossier.uk.appellant", "dossier.uk.respondent");
        let title = self.words("dossier.uk.bundle");
        self.centered(Face::Bold, 20.0, &title, 28.0);
        if self.facts.title != title {
            self.centered(Face::Regular, 14.0, &self.facts.title.clone(), 19.0);
        }
        self.bundle_foot();
    }

    /// The style of cause of the Federal Court: number on the right, court centered, parties
    /// between rules.
    fn canada_federal(&mut self) {
        self.top -= 8.0;
        self.centered(
            Face::SmallCaps,
            15.0,
            &self.words("dossier.canada.federal"),
            20.0,
        );
        for line in &self.facts.court.clone() {
            self.centered(Face::SmallCaps, 14.0, line, 19.0);
        }
        self.parties(
            "dossier.canada.file",
            "dossier.canada.applicant",
            "dossier.uk.respondent",
        );
        self.centered(Face::Bold, 20.0, &self.facts.title.clone(), 28.0);
        self.bundle_foot();
    }

    fn canada_board(&mut self) {
        self.board("dossier.canada.board", "dossier.canada.claimant");
    }

    fn inter_american(&mut self) {
        self.board("dossier.iachr.name", "dossier.iachr.victim");
    }

    /// A board or commission: its name, the numbers, the person with their role, the title.
    fn board(&mut self, name: &str, role: &str) {
        self.top -= 40.0;
        self.centered(Face::SmallCaps, 15.0, &self.words(name), 20.0);
        for line in &self.facts.court.clone() {
            self.centered(Face::SmallCaps, 14.0, line, 19.0);
        }
        self.top -= 26.0;
        for number in &self.facts.docket.clone() {
            self.centered(Face::Regular, SIZE, number, LEADING);
        }
        self.top -= 10.0;
        self.rule();
        self.top -= 28.0;
        let facts = self.facts;
        self.party(std::slice::from_ref(&facts.person), role);
        for line in &facts.respondents {
            self.centered(Face::Regular, SIZE, line, LEADING);
        }
        self.rule();
        self.top -= 46.0;
        self.centered(Face::Bold, 20.0, &self.facts.title.clone(), 28.0);
        self.bundle_foot();
    }

    /// Numbers on the right, then the parties between rules.
    fn parties(&mut self, number_key: &str, person_key: &str, other_key: &str) {
        let right = self.canvas.width - MARGIN;
        self.top -= 6.0;
        for number in &self.facts.docket.clone() {
            let line = format!("{} {number}", self.words(number_key));
            self.canvas
                .text(Face::Regular, SIZE, Align::Right, (right, self.top), &line);
            self.top -= LEADING;
        }
        self.top -= 18.0;
        if !self.facts.respondents.is_empty() {
            self.canvas.text(
                Face::SmallCaps,
                SIZE,
                Align::Left,
                (MARGIN, self.top),
                &self.words("dossier.uk.between"),
            );
            self.top -= LEADING + 6.0;
        }
        self.rule();
        self.top -= 28.0;
        let facts = self.facts;
        self.party(std::slice::from_ref(&facts.person), person_key);
        if !self.facts.respondents.is_empty() {
            self.centered(Face::Regular, SIZE, &self.words("dossier.uk.and"), 26.0);
            self.party(&self.facts.respondents.clone(), other_key);
        }
        self.rule();
        self.top -= 46.0;
    }

    /// Below the title: volume, hearing, detention, filer.
    fn bundle_foot(&mut self) {
        self.volume_line();
        self.top -= 16.0;
        if let Some(hearing) = &self.facts.hearing {
            let line = format!(
                "{} {}",
                self.words("dossier.hearing"),
                words::hearing(self.texts, hearing)
            );
            self.centered(Face::Regular, SIZE, &line, LEADING + 12.0);
        }
        self.detained_line();
        self.filer_foot();
    }

    fn volume_line(&mut self) {
        if let Some((n, total)) = self.volume {
            let line = self.texts.fill(
                "dossier.volume",
                [("n", n.to_string()), ("total", total.to_string())],
            );
            self.centered(Face::Regular, 14.0, &line, 20.0);
        }
    }

    fn plain(&mut self) {
        self.top -= 110.0;
        for line in &self.facts.court.clone() {
            self.centered(Face::SmallCaps, 14.0, line, 19.0);
        }
        if !self.facts.court.is_empty() {
            self.top -= 30.0;
        }
        self.rule();
        self.top -= 34.0;
        self.centered(Face::Bold, 22.0, &self.facts.title.clone(), 29.0);
        self.top += 6.0;
        self.rule();
        self.top -= 40.0;
        self.centered(Face::Regular, 16.0, &self.facts.person.clone(), 22.0);
        self.volume_line();
        for number in &self.facts.docket.clone() {
            self.centered(Face::Regular, SIZE, number, LEADING);
        }
        self.top -= 10.0;
        self.detained_line();
        if let Some(proceeding) = &self.facts.proceeding.clone() {
            self.centered(Face::Italic, SIZE, proceeding, LEADING);
        }
        self.filer_foot();
    }

    fn words(&self, key: &str) -> String {
        self.texts.text(key).to_owned()
    }

    /// Centered text, broken into lines within the margins.
    fn centered(&mut self, face: Face, size: f64, text: &str, leading: f64) {
        if text.is_empty() {
            return;
        }
        let lines = self
            .canvas
            .fonts()
            .wrap(face, size, text, self.canvas.width - 2.0 * MARGIN);
        let middle = self.canvas.width / 2.0;
        self.top = self.canvas.lines(
            face,
            size,
            Align::Center,
            (middle, self.top),
            leading,
            &lines,
        );
    }

    fn rule(&mut self) {
        let right = self.canvas.width - MARGIN;
        self.canvas.rule((MARGIN, self.top), (right, self.top), 0.6);
    }

    fn party(&mut self, names: &[String], role: &str) {
        for name in names {
            self.centered(Face::Bold, 13.0, name, 18.0);
        }
        let right = self.canvas.width - MARGIN;
        self.canvas.text(
            Face::Italic,
            SIZE,
            Align::Right,
            (right, self.top),
            &self.words(role),
        );
        self.top -= 26.0;
    }

    fn filer_lines(&self) -> Vec<String> {
        let filer = &self.facts.filer;
        let mut lines = vec![filer.name.clone(), filer.role.clone(), filer.number.clone()];
        lines.extend(filer.address.iter().cloned());
        lines.extend([filer.phone.clone(), filer.email.clone()]);
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// The filer's block at the top left, and DETAINED at the top right where the person is.
    fn filer_block(&mut self) {
        let top = self.top;
        let width = (self.canvas.width - 2.0 * MARGIN) * 0.62;
        for line in self.filer_lines() {
            let lines = self.canvas.fonts().wrap(Face::Regular, 11.0, &line, width);
            self.top = self.canvas.lines(
                Face::Regular,
                11.0,
                Align::Left,
                (MARGIN, self.top),
                14.0,
                &lines,
            );
        }
        if self.facts.detained {
            let word = self.words("dossier.detained");
            let right = self.canvas.width - MARGIN;
            let width = self.canvas.fonts().width(Face::Bold, 14.0, &word);
            self.canvas
                .text(Face::Bold, 14.0, Align::Right, (right, top - 3.0), &word);
            // Underlined twice, because the clerk looks for it first.
            for below in [8.0, 10.5] {
                self.canvas
                    .rule((right - width, top - below), (right, top - below), 0.8);
            }
        }
    }

    fn detained_line(&mut self) {
        if self.facts.detained {
            self.centered(Face::Bold, 14.0, &self.words("dossier.detained"), 22.0);
        }
    }

    /// The filer, at the foot of the page.
    fn filer_foot(&mut self) {
        let lines = self.filer_lines();
        if lines.is_empty() {
            return;
        }
        let mut y = MARGIN + 24.0 + 14.0 * lines.len() as f64;
        self.canvas.text(
            Face::SmallCaps,
            11.0,
            Align::Left,
            (MARGIN, y),
            &self.words("dossier.filed-by"),
        );
        y -= 16.0;
        self.canvas
            .lines(Face::Regular, 11.0, Align::Left, (MARGIN, y), 14.0, &lines);
    }

    /// The caption: parties on the left, numbers on the right, a column of closing parentheses
    /// between.
    fn two_columns(&mut self, left: &[(Face, String)], number: &str) {
        let middle = self.canvas.width / 2.0 + 8.0;
        let width = middle - MARGIN - 24.0;
        let mut lines: Vec<(Face, String)> = Vec::new();
        for (face, text) in left {
            lines.extend(
                self.canvas
                    .fonts()
                    .wrap(*face, SIZE, text, width)
                    .into_iter()
                    .map(|line| (*face, line)),
            );
        }
        let height = lines.len().max(self.facts.docket.len() + 2);
        let mut y = self.top;
        for at in 0..height {
            if let Some((face, line)) = lines.get(at) {
                self.canvas
                    .text(*face, SIZE, Align::Left, (MARGIN, y), line);
            }
            self.canvas
                .text(Face::Regular, SIZE, Align::Center, (middle, y), ")");
            y -= LEADING;
        }
        let right = middle + 26.0;
        let mut y = self.top - LEADING * 2.0;
        if let Some(first) = self.facts.docket.first() {
            let line = format!("{} ", self.words(number));
            self.canvas
                .text(Face::Regular, SIZE, Align::Left, (right, y), &line);
            let x = right + self.canvas.fonts().width(Face::Regular, SIZE, &line);
            self.canvas
                .text(Face::Bold, SIZE, Align::Left, (x, y), first);
            for more in self.facts.docket.iter().skip(1) {
                y -= LEADING;
                self.canvas
                    .text(Face::Bold, SIZE, Align::Left, (x, y), more);
            }
        }
        self.top -= LEADING * height as f64;
    }

    fn judge_and_hearing(&mut self, judge_key: &str) {
        let right = self.canvas.width - MARGIN;
        let half = (right - MARGIN) / 2.0 - 10.0;
        let mut lowest = self.top;
        let judge = self
            .facts
            .judge
            .as_ref()
            .map(|judge| (judge_key, judge.clone(), Align::Left, MARGIN));
        let hearing = self.facts.hearing.as_ref();
        let hearing = hearing.map(|text| {
            (
                "dossier.hearing",
                words::hearing(self.texts, text),
                Align::Right,
                right,
            )
        });
        for (key, value, align, x) in [judge, hearing].into_iter().flatten() {
            self.canvas.text(
                Face::SmallCaps,
                SIZE,
                align,
                (x, self.top),
                &self.words(key),
            );
            let lines = self.canvas.fonts().wrap(Face::Regular, SIZE, &value, half);
            let y = self.canvas.lines(
                Face::Regular,
                SIZE,
                align,
                (x, self.top - LEADING),
                LEADING,
                &lines,
            );
            lowest = lowest.min(y);
        }
        self.top = lowest;
    }

    /// The title of the filing between rules, centered on the rest of the page.
    fn filing_title(&mut self) {
        let lines = self.canvas.fonts().wrap(
            Face::Bold,
            16.0,
            &self.facts.title,
            self.canvas.width - 2.0 * MARGIN - 40.0,
        );
        let block = 22.0 * lines.len() as f64 + 30.0;
        let room = self.top - MARGIN - 20.0;
        self.top -= ((room - block) * 0.42).max(10.0);
        self.rule();
        self.top -= 30.0;
        let middle = self.canvas.width / 2.0;
        self.top = self.canvas.lines(
            Face::Bold,
            16.0,
            Align::Center,
            (middle, self.top),
            22.0,
            &lines,
        );
        self.top += 6.0;
        self.rule();
        self.top -= 26.0;
        self.volume_line();
    }
}

/// Whether one line names more than one party: "Bondi and Noem", "Bondi; Noem".
fn names_several(line: &str) -> bool {
    let line = line.to_lowercase();
    [" and ", " y ", "; ", " et al"]
        .iter()
        .any(|mark| line.contains(mark))
}
