//! Fuzzing without a special compiler: seeds and past crashes are mutated at random and read, for
//! `EXPEDIENTE_FUZZ_SECONDS` seconds (one by default). Each crate with a target includes this file.
//!
//! Without coverage to guide it, it finds less in an hour than `tests/fuzz.sh`; but it needs no
//! separate build, and every `make test` runs it.
#![allow(
    clippy::print_stdout,
    reason = "how many inputs were read is what a run is for"
)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Longer inputs are not tried: most faults of a long one are also faults of a short one, and take
/// longer to find.
const LONGEST: usize = 65_536;

/// Numbers that break counts and sizes.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "127",
    "255",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "4294967296",
    "99999999999999999999",
    "1e9",
];

/// A generator that repeats its sequence for the same seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % (end.max(1) as u64)).unwrap()
    }
}

/// Reads mutated seeds of a target. An input that panics is written into the folder `crashes`
/// beside the seeds, and is a seed from then on.
pub fn of_seeds(crate_folder: &str, target: &str, read: impl Fn(&[u8])) {
    let seconds = std::env::var("EXPEDIENTE_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let folder = Path::new(crate_folder).join("src/__fuzz__").join(target);
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for inner in ["corpus", "crashes"] {
        let entries = std::fs::read_dir(folder.join(inner))
            .into_iter()
            .flatten()
            .flatten();
        seeds.extend(entries.filter_map(|entry| std::fs::read(entry.path()).ok()));
    }
    assert!(!seeds.is_empty(), "{target} has no seeds");
    let begun = Instant::now();
    // A different sequence each time; a crash is saved, so it need not be found again.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut dice = Dice(now.as_nanos() as u64);
    let mut inputs = 0u64;
    while begun.elapsed() < Duration::from_secs(seconds) {
        let input = changed(&seeds, &mut dice);
        inputs += 1;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(&input))) {
            let kept = keep(&folder.join("crashes"), &input);
            println!(
                "{target}: the input that broke it lies in {}",
                kept.display()
            );
            resume_unwind(panic);
        }
    }
    println!("fuzz {target}: {inputs} inputs in {seconds} s, nothing found");
}

fn keep(folder: &Path, input: &[u8]) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let name = input.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let path = folder.join(format!("{name:016x}"));
    std::fs::write(&path, input).unwrap();
    path
}

/// A seed with one to eight mutations.
fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut input = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(8) {
        let length = input.len();
        let at = dice.below(length + 1);
        let end = (at + 1 + dice.below(64)).min(length);
        match dice.below(8) {
            0 if at < length => input[at] ^= 1 << dice.below(8),
            1 if at < length => {
                input[at] = [0, 1, 0x7f, 0x80, 0xff, b' ', b'<', b'/'][dice.below(8)]
            }
            2 if at < end => drop(input.drain(at..end)),
            3 if at < end => {
                let copy = input[at..end].to_vec();
                let to = dice.below(length);
                input.splice(to..to, copy);
            }
            4 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let piece = other[from..(from + 1 + dice.below(512)).min(other.len())].to_vec();
                input.splice(at..end.max(at), piece);
            }
            5 => {
                // A number in digits becomes another one.
                let digit = (at..length).find(|at| input[*at].is_ascii_digit());
                if let Some(from) = digit {
                    let to = (from..length)
                        .find(|at| !input[*at].is_ascii_digit())
                        .unwrap_or(length);
                    input.splice(from..to, NUMBERS[dice.below(NUMBERS.len())].bytes());
                }
            }
            6 if at + 4 <= length => {
                let value = [0u32, 1, 0xffff, 0x1_0000, 0x7fff_ffff, u32::MAX][dice.below(6)];
                let bytes = if dice.below(2) == 0 {
                    value.to_le_bytes()
                } else {
                    value.to_be_bytes()
                };
                input[at..at + 4].copy_from_slice(&bytes);
            }
            _ => input.truncate(at.max(1)),
        }
        input.truncate(LONGEST);
    }
    input
}
