#!/bin/sh
# Fuzzes the readers of untrusted bytes: each target for so many seconds, two at a time, guided by
# coverage (libFuzzer through bolero; stable Rust has the compiler pass for it). Inputs that panic,
# hang, or take too much memory are written into the `crashes` folder beside the seeds, where
# `cargo test` reads them from then on.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
folder=target/fuzz

# RUSTFLAGS cover dependencies too: most bugs are in how they handle the bytes.
pass="-Cpasses=sancov-module"
for option in -sanitizer-coverage-level=3 -sanitizer-coverage-inline-8bit-counters -sanitizer-coverage-pc-table -sanitizer-coverage-trace-compares; do
    pass="$pass -Cllvm-args=$option"
done
target=$(rustc -vV | sed -n 's/^host: //p')
mkdir -p "$folder"
RUSTFLAGS="--cfg fuzzing --cfg fuzzing_libfuzzer $pass -Ccodegen-units=1" "${CARGO:-cargo}" test --locked --quiet --no-run --target "$target" --target-dir "$folder" \
    --lib --package expediente-reader --package expediente-vault --package expediente-app --message-format=json-render-diagnostics >"$folder/built.json"

fuzz() { # crate, target, longest input
    program=$(sed -n "s|.*\"name\":\"$(echo "$1" | tr - _)\".*\"test\":true.*\"executable\":\"\([^\"]*\)\".*|\1|p" "$folder/built.json" | tail -n 1)
    seeds="$PWD/src-tauri/crates/$1/src/__fuzz__/$2"
    found="$PWD/$folder/corpus/$2"
    mkdir -p "$found" "$seeds/crashes"
    ways="-max_total_time=$seconds -max_len=$3 -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix=$seeds/crashes/ $found $seeds/corpus"
    if (cd "src-tauri/crates/$1" && BOLERO_LIBFUZZER_ARGS="$ways" RUST_BACKTRACE=0 "$program" --exact "fuzz::$2" --nocapture --test-threads 1) >"$folder/$2.log" 2>&1; then
        echo "fuzz $2: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$2.log") inputs in $seconds s, nothing found"
        rmdir "$seeds/crashes" 2>/dev/null || true
    else
        tail -n 40 "$folder/$2.log"
        echo "fuzz $2: FAILED. The input is in $seeds/crashes; the whole log is $PWD/$folder/$2.log"
        touch "$folder/failed"
    fi
}

rm -f "$folder/failed"
# Crate, target and longest input; each of the two takes the next that nobody has taken.
next() {
    while read -r crate target longest; do
        if mkdir "$folder/taken-$target" 2>/dev/null; then
            fuzz "$crate" "$target" "$longest"
        fi
    done <<END
expediente-reader pdf 65536
expediente-reader picture 65536
expediente-vault journal 16384
expediente-reader photo 16384
expediente-reader chat 65536
expediente-reader mail 65536
expediente-reader zip 65536
expediente-reader text 65536
expediente-reader model 16384
expediente-app manifest 16384
END
}
rm -rf "$folder"/taken-*
next &
next &
wait
test ! -e "$folder/failed"
