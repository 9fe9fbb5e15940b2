//! `merge out.pdf in1.pdf in2.pdf …`: the inputs one after another, each page stamped "Page N".
//!
//! The stamp font is the file named by `STAMP_FONT`; with `NO_STAMP` there are no stamps.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use anyhow::{Context, Result};
use expediente_pdf::{
    Anchor, Assembler, CatalogEntries, OpenAt, Outline, Page, Properties, Reach, Setup, Source,
    Stamp, StampFont, Timestamp,
};
use std::fs::File;
use std::sync::Arc;

fn main() {
    if let Err(error) = merge() {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}

fn merge() -> Result<()> {
    let mut args = std::env::args_os().skip(1);
    let out = args.next().context("merge out.pdf in.pdf …")?;
    let font = std::env::var_os("STAMP_FONT").context("set STAMP_FONT to a TrueType file")?;
    let font = StampFont::parse(std::fs::read(font)?)?;
    let plain = std::env::var_os("NO_STAMP").is_some();
    let mut sources = Vec::new();
    for path in args {
        let bytes = std::fs::read(&path)?;
        let source = Source::open(Arc::new(bytes), None)
            .with_context(|| format!("{}", path.to_string_lossy()))?;
        for notice in source.report() {
            println!("notice {notice:?}");
        }
        sources.push((path, Arc::new(source)));
    }
    let total = sources.iter().map(|(_, s)| s.page_count()).sum();
    let setup = Setup {
        font,
        output_intent: None,
    };
    let mut file = Assembler::new(File::create(out)?, total, setup)?;
    let mut next = 0;
    let mut outline = Vec::new();
    for (path, source) in sources {
        let first = next;
        let count = source.page_count();
        outline.push(Outline {
            title: path.to_string_lossy().into_owned(),
            page: first,
            open: false,
            children: Vec::new(),
        });
        let placement = (0..count).map(|i| (i, first + i)).collect();
        let id = file.source(source, &[placement]);
        for index in 0..count {
            next += 1;
            let mut page = Page::of_source(id, index);
            if !plain {
                page.stamps.push(Stamp {
                    text: format!("Page {next}"),
                    size: 10.0,
                    at: Anchor::BottomCenter,
                    dx: 0.0,
                    dy: 18.0,
                    reach: Reach::Edge,
                });
            }
            for notice in file.page(page)? {
                println!("page {next} {notice:?}");
            }
        }
        file.close_source(id);
    }
    let done = file.finish(CatalogEntries {
        outline,
        labels: (1..=total).map(|n| n.to_string()).collect(),
        info: Properties {
            archival: false,
            title: "Merged".into(),
            language: "en".into(),
            author: None,
            created: Timestamp {
                year: 2026,
                month: 1,
                day: 1,
                hour: 0,
                minute: 0,
                second: 0,
            },
            producer: "Expediente".into(),
        },
        id: [7; 16],
        open_at: OpenAt::Zoom(1.0),
    })?;
    println!("pages {} bytes {}", done.pages, done.bytes);
    Ok(())
}
