//! Writes the dossier of a case to a file, without proving or syncing it, so that it compares with
//! programs that do neither.
//!
//! `assemble STORE CASE FILE` is for the benchmark only. It plans, draws, merges, stamps and links
//! the pages, and compares the hash of every paper, which is part of writing. A build
//! ([`expediente_app::Filing::build`]) does more.
#![allow(missing_docs)]

use std::fs::File;
use std::io;
use std::path::Path;

use expediente_app::{Assets, MatterId};
use expediente_bundle::{BundlePlan, RenderInput, render};
use expediente_vault::Vault;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store, id, out] = arguments.as_slice() else {
        return Err("assemble STORE CASE FILE".into());
    };
    let id = MatterId::from_untrusted(id).map_err(|_| io::Error::other("no such case"))?;
    let (vault, _) = Vault::open(Path::new(store), "assemble")?;
    let matter = vault.matter(&id)?;
    let assets = Assets::load()?;
    let (profile, texts) = (
        assets
            .profile(&matter.facts.profile)
            .ok_or("a profile of the program's own is needed")?,
        assets
            .profile(&matter.facts.profile)
            .map(|profile| assets.dossier_texts(matter.facts.language, profile))
            .ok_or("a profile of the program's own is needed")?,
    );
    let plan = BundlePlan::of(&matter, profile, texts, &assets.fonts);
    let papers = vault.papers(&id);
    let input = RenderInput {
        matter: &matter,
        plan: &plan,
        profile,
        texts,
        fonts: &assets.fonts,
        icc: assets.icc,
        papers: &papers,
        created: (2025, 1, 1, 0, 0, 0),
    };
    render(&input, 0, File::create(out)?, &mut |_, _| true)?;
    Ok(())
}
