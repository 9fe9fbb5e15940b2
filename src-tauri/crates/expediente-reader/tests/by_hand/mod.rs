//! Runs tests without the usual harness: a program that is its own child needs its own `main`.

use std::panic::catch_unwind;
use std::process::ExitCode;

/// Runs the tests that the program's arguments name, or lists them.
pub fn run(tests: &[(&str, fn())]) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let filter: Vec<&String> = arguments.iter().filter(|a| !a.starts_with('-')).collect();
    if arguments.iter().any(|a| a == "--list") {
        tests.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let chosen: Vec<_> = tests
        .iter()
        .filter(|(name, _)| filter.is_empty() || filter.iter().any(|f| name.contains(f.as_str())))
        .collect();
    if chosen.is_empty() {
        // A misspelled name must not look like a test that passed.
        println!("no test has {filter:?} in its name");
        return ExitCode::FAILURE;
    }
    let mut failed = 0;
    for (name, test) in chosen {
        let right = catch_unwind(test).is_ok();
        println!("test {name} ... {}", if right { "ok" } else { "FAILED" });
        failed += i32::from(!right);
    }
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
