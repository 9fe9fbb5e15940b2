//! Where the corpus lies, which files it has, and work shared out over two threads.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The corpus, where there is one.
pub fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("EXPEDIENTE_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => expediente_tests::root().join("../shared/corpus"),
    };
    if !folder.is_dir() {
        eprintln!("skipped: there is no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// Whether everything is asked for, and not only what has room among the other tests.
pub fn all() -> bool {
    std::env::var_os("EXPEDIENTE_CORPUS_ALL").is_some()
}

/// The files of one of its folders, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Some of many, spread over all of them.
pub fn spread<T>(items: Vec<T>, most: usize) -> Vec<T> {
    let total = items.len();
    if total <= most {
        return items;
    }
    let chosen = |at: usize| at * most / total != (at + 1) * most / total;
    items
        .into_iter()
        .enumerate()
        .filter(|(at, _)| chosen(*at))
        .map(|(_, item)| item)
        .collect()
}

/// Does the same with each item, two at a time, and keeps their order.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((at, item)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    items.get(at).map(|item| (at, item))
                } {
                    let result = work(item);
                    done.lock().unwrap()[at] = Some(result);
                }
            });
        }
    });
    done.into_inner()
        .unwrap()
        .into_iter()
        .map(Option::unwrap)
        .collect()
}
