//! Draws pages and says how long each took:
//! `draw SIDE FILE… [--page N] [--times N] [--out FOLDER]`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use expediente_intake::{DrawPool, Drawing, ReaderProgram, sniff};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1).cloned()
    };
    let number = |name: &str| {
        option(name)
            .and_then(|n| n.parse::<u32>().ok())
            .unwrap_or(1)
    };
    let side = arguments
        .first()
        .and_then(|n| n.parse().ok())
        .unwrap_or(320);
    let files = arguments
        .iter()
        .skip(1)
        .take_while(|a| !a.starts_with("--"))
        .map(PathBuf::from);
    let pool = DrawPool::new(ReaderProgram::beside_this_program()?, 2);
    for file in files {
        let mut head = std::fs::read(&file)?;
        head.truncate(4096);
        let Ok(media) = sniff(&head) else {
            println!("{}: no paper", file.display());
            continue;
        };
        for page in number("--page")..number("--page") + number("--times") {
            let begun = Instant::now();
            let drawn = pool.draw(&Drawing::of_file(&file, media).page(page).longest_side(side));
            let took = begun.elapsed().as_secs_f64() * 1000.0;
            println!("{took:7.1} ms  {} {page}: {drawn:?}", file.display());
            if let (Some(folder), Ok(drawn)) = (option("--out"), drawn) {
                let name = file
                    .file_stem()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default();
                std::fs::write(
                    Path::new(&folder).join(format!("{name}-{page}.jpg")),
                    drawn.bytes,
                )?;
            }
        }
    }
    Ok(())
}
