//! What is printed: tables and sentences for people, JSON for programs.

use expediente_app::{
    BuildReport, Catalogue, CheckReport, DocumentContents, FindingView, IntakeReport,
    MatterContents, MatterListing, PaperState, PreflightReport, ProfileView, Severity, Translator,
};
use serde::Serialize;

use crate::failure::{Failure, Why};
use crate::out;

/// Prints JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Why::Output(error.into()))?;
    out::line(text);
    Ok(())
}

/// Columns as wide as their widest cell; the last one runs on.
fn table(heads: &[&str], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: Vec<&str>| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        out::line(padded.collect::<Vec<_>>().join("  ").trim_end());
    };
    line(heads.to_vec());
    for row in rows {
        line(row.iter().map(String::as_str).collect());
    }
}

/// The table at the end of an intake.
pub fn intake(texts: &Catalogue, report: &IntakeReport) {
    let rows: Vec<Vec<String>> = report
        .papers
        .iter()
        .map(|paper| {
            let (state, detail) = match paper.state {
                PaperState::Received => (
                    "received",
                    texts.count("report.pages", paper.pages.unwrap_or(0).into()),
                ),
                PaperState::Duplicate => {
                    let name = paper.same_as.clone().unwrap_or_default();
                    ("duplicate", texts.fill("report.same-as", [("name", name)]))
                }
                PaperState::Refused => ("refused", String::new()),
            };
            vec![
                paper.path.clone(),
                texts.text(&format!("report.state.{state}")).to_owned(),
                detail,
            ]
        })
        .collect();
    if !rows.is_empty() {
        table(
            &[
                "report.head.file",
                "report.head.state",
                "report.head.detail",
            ]
            .map(|key| texts.text(key)),
            &rows,
        );
    }
    for paper in &report.papers {
        for finding in &paper.findings {
            out::line(format_args!("{}: {}", paper.path, sentence(texts, finding)));
        }
    }
    for link in &report.links {
        out::line(format_args!("{link}: {}", texts.text("report.link")));
    }
    let mut counts = vec![texts.count("report.received", report.received as u64)];
    for (key, count) in [
        ("report.duplicate", report.duplicates),
        ("report.refused", report.refused),
        ("report.passed-over", report.passed_over),
    ] {
        if count > 0 {
            counts.push(texts.count(key, count as u64));
        }
    }
    out::line(format_args!("{}.", counts.join(", ")));
}

/// The message of a finding, with the page that it is about.
fn sentence(texts: &Catalogue, finding: &FindingView) -> String {
    // What is printed on the page is what people look for.
    let page = finding
        .label
        .clone()
        .filter(|label| !label.is_empty())
        .or_else(|| finding.page.map(|page| page.to_string()));
    match page {
        Some(page) => {
            format!(
                "{}: {}",
                texts.fill("report.page", [("page", page)]),
                finding.message
            )
        }
        None => finding.message.clone(),
    }
}

/// Findings, one a line, each with how grave it is.
pub fn findings(texts: &Catalogue, findings: &[FindingView]) {
    for finding in findings {
        let word = match finding.severity {
            Severity::Stops => "stops",
            Severity::Check => "check",
            Severity::Note => "note",
        };
        let paper = finding
            .paper
            .as_ref()
            .map(|paper| format!("{paper}: "))
            .unwrap_or_default();
        out::line(format_args!(
            "  [{}] {paper}{}",
            texts.text(&format!("severity.{word}")),
            sentence(texts, finding)
        ));
    }
}

/// What a preflight found: each with the rule behind it, how it is mended and what was answered.
pub fn preflight(texts: &Catalogue, report: &PreflightReport) {
    out::line(texts.fill(
        "report.preflight",
        [
            ("court", report.court.clone()),
            ("name", report.name.clone()),
        ],
    ));
    for finding in &report.findings {
        findings(texts, std::slice::from_ref(finding));
        if let Some(rule) = &finding.rule {
            let sure = texts.text(&format!("sure.{}", rule.sure)).to_owned();
            let values = [
                ("rule", rule.says.clone()),
                ("source", rule.source.clone()),
                ("checked", rule.checked.clone()),
                ("sure", sure),
            ];
            out::line(format_args!("    {}", texts.fill("report.rule", values)));
        }
        if let Some(answer) = &finding.answer {
            out::line(format_args!(
                "    {}",
                texts.fill("report.answered", [("answer", answer.clone())])
            ));
        }
        if let Some(name) = &finding.name {
            let direct = finding
                .fix
                .as_ref()
                .filter(|fix| ["split", "turn", "photos"].contains(&fix.kind));
            let line = match direct {
                Some(fix) => texts.fill(
                    "report.mend",
                    [("name", name.clone()), ("fix", fix.words.clone())],
                ),
                None => texts.fill("report.finding-name", [("name", name.clone())]),
            };
            out::line(format_args!("    {line}"));
        }
    }
    let counts = [
        ("stops", report.stops.to_string()),
        ("checks", report.checks.to_string()),
    ];
    out::line(texts.fill("report.preflight-counts", counts));
}

/// The register of translators.
pub fn translators(texts: &Catalogue, translators: &[Translator]) {
    for one in translators {
        let mut parts = vec![
            one.name.clone(),
            one.address.join(", "),
            one.phone.clone(),
            one.languages.join(", "),
        ];
        parts.push(one.competence.clone());
        parts.retain(|part| !part.is_empty());
        out::line(parts.join(" · "));
    }
    if translators.is_empty() {
        out::line(texts.text("report.no-translator"));
    }
}

/// The court profiles.
pub fn profiles(texts: &Catalogue, profiles: &[ProfileView]) {
    let heads =
        ["report.head.name", "report.head.court", "report.head.limit"].map(|key| texts.text(key));
    let row = |profile: &ProfileView| {
        vec![
            profile.name.clone(),
            profile.title.clone(),
            profile.limit_size.clone().unwrap_or_default(),
        ]
    };
    table(&heads, &profiles.iter().map(row).collect::<Vec<_>>());
    for broken in profiles
        .iter()
        .filter_map(|profile| profile.broken.as_ref())
    {
        out::line(broken);
    }
}

/// What a court asks.
pub fn profile(texts: &Catalogue, profile: &ProfileView) {
    out::line(&profile.title);
    for rule in &profile.rules {
        let values = [
            ("rule", rule.says.clone()),
            ("source", rule.source.clone()),
            ("checked", rule.checked.clone()),
            (
                "sure",
                texts.text(&format!("sure.{}", rule.sure)).to_owned(),
            ),
        ];
        out::line(format_args!("  {}", texts.fill("report.rule", values)));
    }
}

/// What was built. What the table of an intake has just said of its papers is not said again.
pub fn built(texts: &Catalogue, path: &str, report: &BuildReport, intake: Option<&IntakeReport>) {
    let key = if report.limit.is_some() {
        "report.built-limit"
    } else {
        "report.built"
    };
    let values = [
        ("path", path.to_owned()),
        (
            "pages",
            texts.count("report.pages", report.proof.pages as u64),
        ),
        ("size", report.size.clone()),
        ("limit", report.limit_size.clone().unwrap_or_default()),
    ];
    let said = |finding: &&FindingView| {
        let papers = intake
            .map(|intake| intake.papers.as_slice())
            .unwrap_or_default();
        papers
            .iter()
            .flat_map(|paper| &paper.findings)
            .any(|had| had.message == finding.message)
    };
    let new: Vec<FindingView> = report
        .findings
        .iter()
        .filter(|finding| !said(finding))
        .cloned()
        .collect();
    findings(texts, &new);
    if let [_, _, ..] = report.files.as_slice() {
        for file in &report.files {
            let pages = texts.count("report.pages", file.pages as u64);
            out::line(format_args!("  {} ({pages}, {})", file.path, file.size));
        }
    }
    out::line(texts.fill(key, values));
}

/// What a check found.
pub fn check(texts: &Catalogue, report: &CheckReport) {
    if report.whole {
        let matters = texts.count("report.matters", report.matters as u64);
        let values = [
            ("matters", matters),
            ("papers", texts.count("report.papers", report.papers as u64)),
        ];
        out::line(texts.fill("report.checked", values));
    } else {
        out::line(texts.text("report.checked-wrong"));
    }
    findings(texts, &report.findings);
}

/// The list of matters.
pub fn matters(texts: &Catalogue, matters: &[MatterListing]) {
    if matters.is_empty() {
        out::line(texts.text("report.matter-none"));
        return;
    }
    let heads = ["id", "name", "person", "exhibits", "papers", "built"]
        .map(|head| format!("report.head.{head}"));
    let heads: Vec<&str> = heads.iter().map(|key| texts.text(key)).collect();
    let rows: Vec<Vec<String>> = matters
        .iter()
        .map(|matter| {
            let built = matter.built.clone().unwrap_or_else(|| "–".to_owned());
            let (exhibits, papers) = (matter.exhibits.to_string(), matter.papers.to_string());
            vec![
                matter.id.to_string(),
                matter.name.clone(),
                matter.person.clone(),
                exhibits,
                papers,
                built,
            ]
        })
        .collect();
    table(&heads, &rows);
}

/// A matter as its table of exhibits will be.
pub fn matter(texts: &Catalogue, matter: &MatterContents) {
    out::line(format_args!("{} ({})", matter.name, matter.id));
    let facts = &matter.facts;
    for line in [&facts.person, &facts.title]
        .into_iter()
        .filter(|line| !line.is_empty())
    {
        out::line(line);
    }
    out::line(format_args!(
        "{} · {} · {}\n",
        facts.profile,
        texts.count("report.pages", matter.pages as u64),
        matter.estimate
    ));
    let heads = ["exhibit", "pages", "id", "title"].map(|head| format!("report.head.{head}"));
    let heads: Vec<&str> = heads.iter().map(|key| texts.text(key)).collect();
    let mut rows = Vec::new();
    let document = |rows: &mut Vec<Vec<String>>, document: &DocumentContents| {
        let title = document
            .title
            .clone()
            .or_else(|| document.caption.clone())
            .unwrap_or_default();
        let name = if title.is_empty() {
            document.paper.clone()
        } else {
            format!("{title} ({})", document.paper)
        };
        let pages = document.pages.clone().filter(|pages| !pages.is_empty());
        rows.push(vec![
            String::new(),
            pages.unwrap_or_else(|| "–".to_owned()),
            document.id.clone(),
            format!("  {name}"),
        ]);
    };
    matter
        .front
        .iter()
        .for_each(|paper| document(&mut rows, paper));
    for exhibit in &matter.exhibits {
        let none = || "–".to_owned();
        rows.push(vec![
            exhibit.label.clone().unwrap_or_else(none),
            exhibit.pages.clone().unwrap_or_else(none),
            exhibit.id.clone(),
            exhibit.title.clone(),
        ]);
        exhibit
            .documents
            .iter()
            .for_each(|paper| document(&mut rows, paper));
    }
    matter
        .back
        .iter()
        .for_each(|paper| document(&mut rows, paper));
    table(&heads, &rows);
    if !matter.unplaced.is_empty() {
        out::line(format_args!(
            "\n{}",
            texts.fill("report.unplaced", [("names", matter.unplaced.join(", "))])
        ));
    }
    if !matter.findings.is_empty() {
        out::line("");
        findings(texts, &matter.findings);
    }
}
