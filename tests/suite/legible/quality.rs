//! Photos that cannot be read are told, and others are not.

use expediente_tests::program;
use serde_json::Value;

use super::{all, made, pictures, store};

fn told(folder: &std::path::Path, beginning: &str) -> Vec<String> {
    let photos = pictures(folder, beginning);
    let store = store(&photos);
    let (_, said) = program::in_store(store.path(), ["preflight", "m"]);
    let mut told = Vec::new();
    for finding in said["findings"].as_array().unwrap() {
        let code = finding["code"].as_str().unwrap();
        if ["picture-blurred", "picture-dark", "picture-small"].contains(&code) {
            let paper = finding["paper"].as_str().map_or("", |paper| paper);
            told.push(format!("{paper}: {code}"));
        }
    }
    assert!(!matches!(said, Value::Null));
    told
}

#[test]
fn photos_that_cannot_be_read_are_told() {
    let count: usize = if all() { 60 } else { 8 };
    let folder = made("make_quality.py", "quality", &[&count.to_string()]);
    let (good, bad) = (told(&folder, "good"), told(&folder, "bad"));
    eprintln!(
        "{} of {count} good ones told, {} of {count} bad ones",
        good.len(),
        bad.len()
    );
    assert!(good.len() * 20 <= count, "{good:#?}");
    assert!(bad.len() * 20 >= count * 19, "{bad:#?}");
}
