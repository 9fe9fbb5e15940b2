//! What everything is built from, by the lists of `deny.toml`: licenses that go together with ours,
//! one registry, nothing that opens connections.

use std::fs;
use std::process::Command;

use expediente_tests::root;
use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

/// The only registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn rules() -> toml::Table {
    let text = fs::read_to_string(root().join("deny.toml")).unwrap();
    text.parse().unwrap()
}

fn strings<'a>(rules: &'a toml::Table, table: &str, key: &str) -> Vec<&'a str> {
    let list = rules[table][key].as_array().unwrap();
    let list: Vec<&str> = list.iter().map(|one| one.as_str().unwrap()).collect();
    assert!(!list.is_empty(), "{key}");
    list
}

/// What cargo knows of all crates of the supported systems.
fn graph(rules: &toml::Table) -> Value {
    let mut ask = Command::new(env!("CARGO"));
    ask.current_dir(root())
        .args(["metadata", "--locked", "--format-version", "1"]);
    for system in strings(rules, "graph", "targets") {
        ask.args(["--filter-platform", system]);
    }
    let answer = ask.output().unwrap();
    let told = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "{told}");
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// Whether a license expression (SPDX, or `MIT/Apache-2.0` as old crates write it) can be kept by
/// keeping licenses of the list.
fn is_allowed(expression: &str, allowed: &[Licensee]) -> bool {
    let expression = Expression::parse_mode(expression, ParseMode::LAX).unwrap();
    expression.evaluate(|wanted| allowed.iter().any(|one| one.satisfies(wanted)))
}

fn licensees(allowed: &[&str]) -> Vec<Licensee> {
    let parse = |one: &&str| Licensee::parse(one).unwrap();
    allowed.iter().map(parse).collect()
}

#[test]
fn every_crate_may_be_built_on() {
    let rules = rules();
    let allowed = licensees(&strings(&rules, "licenses", "allow"));
    let graph = graph(&rules);
    let packages = graph["packages"].as_array().unwrap();
    // It names a crate for each line of Cargo.lock that one of the systems needs.
    assert!(packages.len() > 300, "{}", packages.len());
    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let license = package["license"].as_str();
        if !license.is_some_and(|license| is_allowed(license, &allowed)) {
            wrong.push(format!("{name}: the license {license:?}"));
        }
        let ours = package["source"].is_null() && name.starts_with("expediente");
        if !ours && package["source"] != REGISTRY {
            wrong.push(format!("{name}: from {}", package["source"]));
        }
    }
    let used_by = |banned: &str| -> Vec<String> {
        let name_of = |id: &Value| {
            let own = packages.iter().find(|package| package["id"] == *id);
            own.unwrap()["name"].as_str().unwrap().to_owned()
        };
        let nodes = graph["resolve"]["nodes"].as_array().unwrap().iter();
        let uses = |node: &&Value| {
            let all = node["dependencies"].as_array().unwrap();
            all.iter().any(|id| name_of(id) == banned)
        };
        nodes
            .filter(uses)
            .map(|node| name_of(&node["id"]))
            .collect()
    };
    for ban in rules["bans"]["deny"].as_array().unwrap() {
        let banned = ban["crate"].as_str().unwrap();
        let wrappers = ban.get("wrappers").and_then(|list| list.as_array());
        let may = |name: &str| {
            wrappers.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(name)))
        };
        for name in used_by(banned).iter().filter(|name| !may(name)) {
            wrong.push(format!("{name}: uses {banned}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// By the texts of the licenses.
#[test]
fn licenses_are_told_apart() {
    let allowed = licensees(&["MIT", "Apache-2.0", "Unicode-3.0"]);
    for kept in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0-only OR MIT",
        "(MIT OR GPL-3.0-only) AND Unicode-3.0",
    ] {
        assert!(is_allowed(kept, &allowed), "{kept}");
    }
    for not in [
        "GPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "AGPL-3.0-or-later",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(!is_allowed(not, &allowed), "{not}");
    }
}
