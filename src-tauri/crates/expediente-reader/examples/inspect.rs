//! Takes in a folder and says what became of each path: `inspect FOLDER…`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use expediente_intake::{
    Inspector, Question, ReaderProgram, Siblings, Stopped, name_facts, stage, walk,
};

fn main() -> anyhow::Result<()> {
    let inspector = Inspector::new(ReaderProgram::beside_this_program()?);
    let go = AtomicBool::new(false);
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    let begin = Instant::now();
    for folder in std::env::args().skip(1) {
        let walk = walk(Path::new(&folder));
        for passed in &walk.passed_over {
            *ends
                .entry(format!("passed over: {:?}", passed.why))
                .or_default() += 1;
        }
        for found in walk.files {
            let staging = tempfile::tempdir()?;
            let clock = Instant::now();
            let (end, line) = match stage(&found.path, staging.path(), &go).and_then(|staged| {
                inspector.inspect(&Question::new(&staged, &staging.path().join("made")), &go)
            }) {
                Ok(received) => {
                    let notes: Vec<_> = received.findings.iter().map(|f| f.code.word()).collect();
                    let facts = name_facts(
                        found.path.file_name().unwrap_or_default(),
                        &Siblings::default(),
                    );
                    let made: u64 = received.derivatives.iter().map(|d| d.size).sum();
                    let page_facts = serde_json::to_string(&received.page_facts)?;
                    let line = format!(
                        "{} pages, {made} bytes made, {facts:?}, {:?}, {notes:?}, page_facts {page_facts}",
                        received.pages, received.photo
                    );
                    ("received".to_owned(), line)
                }
                Err(Stopped::Refused(finding)) => (
                    finding.code.word().to_owned(),
                    format!("{:?}", finding.args),
                ),
                Err(Stopped::Cancelled) => ("cancelled".to_owned(), String::new()),
            };
            println!(
                "{:>5} ms  {end:<18} {}: {line}",
                clock.elapsed().as_millis(),
                found.display()
            );
            *ends.entry(end).or_default() += 1;
        }
    }
    println!("{} ms", begin.elapsed().as_millis());
    for (end, count) in ends {
        println!("{count:>6} {end}");
    }
    Ok(())
}
