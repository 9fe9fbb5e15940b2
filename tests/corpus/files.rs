//! Where the corpus is, which files it has, and work split over two threads.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The folder of the corpus, if there is one.
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

/// Whether to test everything, and not only the selection that fits into `make test`.
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

/// At most `most` items, spread evenly over all of them.
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

/// Does the same work with each item, two at a time, and keeps their order.
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
