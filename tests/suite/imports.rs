//! The graph of imports between the files of a crate, read from its source text.
//!
//! Every path that begins with `crate`, `super` or `self` is resolved to the file that defines it:
//! the longest prefix that names a module, then through `pub use` re-exports of that module to the
//! file behind them. Tests inside a file do not count. Imports between a module and its own
//! descendants are ignored, because a parent with its children is one unit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Module paths (`["plan", "layout"]`) by file, and the text of each file.
pub struct Modules {
    files: BTreeMap<Vec<String>, (PathBuf, String)>,
}

impl Modules {
    /// All modules below a `src` folder.
    pub fn of(src: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(src, &mut Vec::new(), &mut files);
        Self { files }
    }

    /// Modules from texts, to test this reader itself.
    pub fn of_texts(texts: &[(&str, &str)]) -> Self {
        let files = texts.iter().map(|(module, text)| {
            let path = segments(module);
            (path, (PathBuf::from(module), production(text)))
        });
        Self {
            files: files.collect(),
        }
    }

    /// Circles of imports: groups of files that reach each other.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let names: Vec<&Vec<String>> = self.files.keys().collect();
        let index: BTreeMap<&Vec<String>, usize> = names
            .iter()
            .enumerate()
            .map(|(at, name)| (*name, at))
            .collect();
        let edges: Vec<BTreeSet<usize>> = names
            .iter()
            .map(|name| {
                let reached = self.imports(name).into_iter();
                reached
                    .filter(|target| !is_kin(name, target))
                    .map(|target| index[&target])
                    .collect()
            })
            .collect();
        let reaches = |from: usize| {
            let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
            while let Some(at) = next.pop() {
                for to in &edges[at] {
                    if seen.insert(*to) {
                        next.push(*to);
                    }
                }
            }
            seen
        };
        let reached: Vec<BTreeSet<usize>> = (0..names.len()).map(reaches).collect();
        let mut circles = BTreeSet::new();
        for at in 0..names.len() {
            let circle: Vec<String> = (0..names.len())
                .filter(|other| reached[at].contains(other) && reached[*other].contains(&at))
                .map(|other| names[other].join("::"))
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }

    /// The modules that a module imports.
    fn imports(&self, module: &[String]) -> BTreeSet<Vec<String>> {
        let text = &self.files[module].1;
        let paths = paths(text).into_iter();
        let resolved = paths.filter_map(|path| self.resolve(module, &path, 0));
        resolved.filter(|target| target != module).collect()
    }

    /// The module that defines the item a path names.
    fn resolve(&self, module: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
        let mut absolute: Vec<String> = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module[..module.len().checked_sub(1)?].to_vec(),
            _ => return None,
        };
        for part in &path[1..] {
            if part == "super" {
                absolute.pop()?;
            } else {
                absolute.push(part.clone());
            }
        }
        let known = (0..=absolute.len())
            .rev()
            .find(|length| self.files.contains_key(&absolute[..*length]))?;
        let (target, rest) = absolute.split_at(known);
        if let Some(item) = rest.first()
            && depth < 8
        {
            for export in exports(&self.files[target].1) {
                if export.last() == Some(item) {
                    let first = export.first()?;
                    let mut child = target.to_vec();
                    child.push(first.clone());
                    let path = match first.as_str() {
                        "crate" | "self" | "super" => export.clone(),
                        _ if self.files.contains_key(&child) => {
                            [&["self".to_owned()], export.as_slice()].concat()
                        }
                        _ => continue,
                    };
                    return self.resolve(target, &path, depth + 1);
                }
            }
        }
        Some(target.to_vec())
    }
}

/// Whether one module contains the other.
fn is_kin(one: &[String], other: &[String]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn segments(path: &str) -> Vec<String> {
    let parts = path.split("::").map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

fn collect(
    folder: &Path,
    module: &mut Vec<String>,
    files: &mut BTreeMap<Vec<String>, (PathBuf, String)>,
) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            module.push(stem);
            collect(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = production(&fs::read_to_string(&path).unwrap());
            let mut name = module.clone();
            if !["lib", "main", "mod"].contains(&stem.as_str()) {
                name.push(stem);
            }
            // A crate may have both a library and a program; the library is the root.
            files.entry(name).or_insert((path, text));
        }
    }
}

/// The text without comments and without tests.
pub fn production(text: &str) -> String {
    let tests = [
        "#[cfg(test)]\nmod tests",
        "#[cfg(all(test, unix))]\nmod tests",
    ];
    let begin = tests.iter().filter_map(|begin| text.find(begin)).min();
    let end = begin.unwrap_or(text.len());
    let lines = text[..end].lines();
    let code = lines.map(|line| match line.find("//") {
        Some(at) if !line[..at].contains('"') => &line[..at],
        _ => line,
    });
    code.collect::<Vec<_>>().join("\n")
}

/// Every path in a text that begins with `crate`, `super` or `self`, groups expanded.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            expand(&text[at..], &mut Vec::new(), &mut found);
        }
    }
    found
}

/// The paths that a module exports under its own name.
fn exports(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["pub use ", "pub(crate) use ", "pub(super) use "] {
        for (at, _) in text.match_indices(start) {
            expand(&text[at + start.len()..], &mut Vec::new(), &mut found);
        }
    }
    found
}

/// Expands one path, with groups in braces, into single paths. Returns the rest of the text.
fn expand<'t>(
    mut text: &'t str,
    prefix: &mut Vec<String>,
    found: &mut Vec<Vec<String>>,
) -> &'t str {
    let depth = prefix.len();
    loop {
        text = text.trim_start();
        if let Some(group) = text.strip_prefix('{') {
            text = group;
            loop {
                let before = text.len();
                text = expand(text, prefix, found).trim_start();
                if let Some(rest) = text.strip_prefix(',') {
                    text = rest.trim_start();
                }
                if let Some(rest) = text.strip_prefix('}') {
                    prefix.truncate(depth);
                    return rest;
                }
                if text.is_empty() || text.starts_with(';') || text.len() == before {
                    prefix.truncate(depth);
                    return text;
                }
            }
        }
        let end = text
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if name.is_empty() {
            prefix.truncate(depth);
            // A glob, a closing brace or something that is not a path.
            return rest.strip_prefix('*').unwrap_or(rest);
        }
        prefix.push(name.to_owned());
        match rest.strip_prefix("::") {
            Some(more) => text = more,
            None => {
                let mut path = prefix.clone();
                if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                    path.pop();
                }
                found.push(path);
                prefix.truncate(depth);
                let rest = rest.trim_start();
                // `as Name`
                return match rest.strip_prefix("as ") {
                    Some(alias) => {
                        let end = alias
                            .find(|c: char| !c.is_alphanumeric() && c != '_')
                            .unwrap_or(alias.len());
                        &alias[end..]
                    }
                    None => rest,
                };
            }
        }
    }
}
