#!/usr/bin/env bash
# Changes the code on which the word "proved" rests, one line at a time, and tells which changes no
# test notices: mutants.sh [K/N], for the part K, counted from 0, of N parts. All of it takes hours.
# What is changed is in .cargo/mutants.toml. At least 85 of 100 changes must be noticed.
set -euo pipefail
cd "$(dirname "$0")/.."
part=(${1:+--shard "$1"})
here=$PWD/target/mutants
rm -rf "$here/tree" "$here/found"
mkdir -p "$here/tree" "$here/found"
# In a copy, so that a run that is ended leaves nothing changed.
git ls-files -z --cached --others --exclude-standard |
    tar --null --files-from=- --create | tar --extract --directory="$here/tree"
export CARGO_TARGET_DIR=$here/build PATH=$PWD/target/tools/bin:$PATH
cd "$here/tree"
# The tests start the program as it is; what is changed is called by the tests themselves.
cargo build --locked --package expediente-cli --package expediente-reader --bins
# Ends with 2 where a change was not noticed, and with 3 where one went on forever.
try() {
    local name=$1
    shift
    cargo mutants --in-place --output "$here/found/$name" "${part[@]}" "$@" ||
        { code=$?; [ "$code" = 2 ] || [ "$code" = 3 ] || exit "$code"; }
}
in_suite=(--test-package expediente-tests)
try model --package expediente-model
try vault --package expediente-vault
try proof --package expediente-proof --test-package expediente-proof "${in_suite[@]}" \
    -- --lib --test suite -- tests:: proof::alterations proof::expected
try plan --package expediente-bundle --test-package expediente-bundle "${in_suite[@]}" \
    -- --lib --test suite -- tests:: proof::expected
try copy --package expediente-pdf
cat "$here"/found/*/mutants.out/missed.txt
python3 - "$here"/found/*/mutants.out <<'PYTHON'
import sys
count = lambda kind: sum(len(open(f"{folder}/{kind}.txt").readlines()) for folder in sys.argv[1:])
noticed, missed = count("caught") + count("timeout"), count("missed")
print(f"{noticed} of {noticed + missed} changes were noticed")
sys.exit(noticed * 100 < (noticed + missed) * 85)
PYTHON
