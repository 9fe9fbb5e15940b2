//! What day it is where the person is.

use expediente_tests::program;

/// The clock of the tests is at 03:04 UTC on January 2; in Caracas it is still the 1st. A hearing
/// today is near, one of yesterday is over. (ca-irb wants papers 20 days before, 10 in answer.)
#[test]
fn a_hearing_today_is_near_and_one_of_yesterday_is_over() {
    for (zone, hearing, near) in [
        ("UTC0", "2026-01-01 09:00", false),
        ("UTC0", "2026-01-02 09:00", true),
        ("<-04>4", "2025-12-31 09:00", false),
        ("<-04>4", "2026-01-01 09:00", true),
        ("<+14>-14", "2026-01-01 09:00", false),
        ("<+14>-14", "2026-01-02 09:00", true),
    ] {
        let place = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| {
            let mut command = program::command();
            command.env("TZ", zone).args(arguments).arg("--json");
            command.arg("--store").arg(place.path().join("store"));
            program::Said::of(&command.output().unwrap())
        };
        let new = [
            "matter",
            "new",
            "m",
            "--profile",
            "ca-irb",
            "--hearing",
            hearing,
        ];
        assert_eq!(run(&new).code, 0);
        let found = run(&["preflight", "m"]).json()["findings"].to_string();
        assert_eq!(
            found.contains("hearing-near"),
            near,
            "{zone} {hearing}: {found}"
        );
    }
}
