# `make app` builds the program and opens its window. `make demo` makes a dossier of the sample case
# on the command line. `make test` runs every test. All install missing tools on Debian and Ubuntu;
# elsewhere they say what to install.

CARGO ?= cargo
PROGRAM = target/debug/expediente
MUTANTS_VERSION = 27.1.0

# One feature set for every build: another one would compile the window's libraries twice.
BUILD = $(CARGO) build --locked --workspace

# Puts the reader where the packager looks for programs to install beside the window.
define lay-reader
	mkdir -p target/beside
	cp target/$(1)/expediente-reader target/beside/expediente-reader-$$(rustc -vV | sed -n 's/^host: //p')
endef
TAURI = ui/node_modules/.bin/tauri

.PHONY: app demo test built parts windows e2e crash corpus fuzz fuzz-minute clippy mutants goldens types ui ui-test package package-test bench bench-ui build-tools app-tools test-tools bench-tools

app: app-tools ui
	$(BUILD) --bins
	target/debug/expediente-desktop --sample

demo: build-tools
	$(BUILD) --bin expediente --bin expediente-reader
	rm -rf target/demo-store
	# The sample lacks translations, so that something still stops the filing: exit code 6.
	$(PROGRAM) build assets/sample/caso-ejemplo --output dossier.pdf --store target/demo-store || [ $$? -eq 6 ]
	@echo
	@echo "The dossier of the sample case: $(CURDIR)/dossier.pdf"

# What waits for the network or for a window runs beside what works: installing tools and the tests
# of the scripts beside the build, all other tests and fuzzing beside the driven windows. The
# workspace is compiled by clippy's driver, which is the compiler with more lints: `cargo clippy`
# would read every dependency once more. Without what is kept to compile parts anew, and without the
# lines of a backtrace, a build from nothing is faster.
test: export RUSTC_WORKSPACE_WRAPPER = clippy-driver
test: export CLIPPY_ARGS = -D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__
test: export CARGO_INCREMENTAL = 0
test: export CARGO_PROFILE_DEV_DEBUG = false
test: app-tools
	$(MAKE) --no-print-directory -j4 test-tools ui-test built
	$(CARGO) fmt --all --check
	$(MAKE) --no-print-directory package-test
	$(MAKE) --no-print-directory -j3 windows parts fuzz-minute
	$(CARGO) test --locked --workspace --doc

# Every test but those of the window.
parts:
	$(CARGO) test --locked --workspace --lib --bins --test '[!e]*'

# Everything, built.
built: ui
	$(BUILD) --all-targets

windows:
	$(CARGO) test --locked --workspace --test e2e

# Each fuzz target for a minute, all of a crate at once, in the time that nothing else wants.
fuzz-minute:
	EXPEDIENTE_FUZZ_SECONDS=60 RUST_TEST_THREADS=16 nice -n 19 $(CARGO) test --locked --workspace --lib fuzz:: -- --nocapture

# The lints alone; `make test` has them too.
clippy:
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

# The window tests alone; screenshots of every view go to target/screenshots.
e2e: test-tools ui
	$(BUILD) --all-targets
	$(MAKE) --no-print-directory package-test windows

# The scripts and styles of the window.
ui: ui/dist/index.html

ui/node_modules/.package-lock.json: ui/package-lock.json
	npm --prefix ui ci --no-audit --no-fund --loglevel=error

ui/dist/index.html: ui/node_modules/.package-lock.json ui/index.html ui/vite.config.ts $(shell find ui/src assets/messages assets/fonts docs/guide -type f 2>/dev/null | sed 's/ /\\ /g')
	npm --prefix ui run --silent build

ui-test: ui
	npm --prefix ui run --silent lint
	npm --prefix ui run --silent check
	npm --prefix ui run --silent test

# Rewrites the TypeScript of commands and types, after a change to the Rust.
types: app-tools
	mkdir -p ui/dist
	UPDATE=1 $(CARGO) test --locked --workspace --lib the_types_of_the_window

# The Debian package, in target/release/bundle/deb.
package: app-tools ui
	$(CARGO) build --locked --release --package expediente-reader
	$(call lay-reader,release)
	cd src-tauri && ../$(TAURI) build --bundles deb --config tauri.package.json

# Measures how fast the window is and writes it into docs/benchmarks.md.
bench-ui: test-tools ui
	$(BUILD) --release --bins
	if ! ls /dev/dri/renderD* > /dev/null 2>&1; then export WEBKIT_DISABLE_DMABUF_RENDERER=1; fi; \
	$(CARGO) test --locked --workspace --test e2e -- --ignored how_fast --test-threads 1

# Measures the engine beside its peers and writes it into docs/benchmarks.md. The first run makes
# 1.7 GB of inputs.
bench: bench-tools ui
	$(BUILD) --release --bins --examples
	test -x target/bench/venv/bin/img2pdf || { python3 -m venv target/bench/venv && \
		target/bench/venv/bin/pip install --quiet --requirement tests/bench/requirements.txt; }
	test -f target/bench/inputs/made || { target/bench/venv/bin/python tests/bench/make_workload.py target/bench/inputs && \
		touch target/bench/inputs/made; }
	target/bench/venv/bin/python tests/bench/run.py target/release/expediente target/bench/inputs docs/benchmarks.md
	target/bench/venv/bin/python tests/bench/reading.py target/release/expediente target/bench/inputs docs/benchmarks.md
	target/bench/venv/bin/python tests/bench/papers.py target/release/expediente docs/benchmarks.md
	$(CARGO) bench --locked --workspace --bench case

# The same package, of the debug build; a test unpacks it and starts the program from it.
package-test: ui
	$(call lay-reader,debug)
	cd src-tauri && ../$(TAURI) bundle --debug --bundles deb --ci --config tauri.package.json

# The long crash tests: 200 kills in each of three places, where `make test` does 20.
crash: test-tools
	$(CARGO) build --locked --workspace --all-targets
	EXPEDIENTE_CRASH_ROUNDS=200 $(CARGO) test --locked --workspace --test crash

# Fuzzing guided by coverage (`make test` mutates seeds blindly for a minute each): an hour for each
# of the targets, two at a time (SECONDS_EACH=60 for a minute each).
fuzz: test-tools
	tests/fuzz.sh $(or $(SECONDS_EACH),3600)

# Hard real files of others: all pages, and each file alone; `make test` compares some. Skipped
# without the files: EXPEDIENTE_CORPUS names their folder.
corpus: test-tools
	$(BUILD) --all-targets
	EXPEDIENTE_CORPUS_ALL=1 $(CARGO) test --locked --workspace --test corpus -- --nocapture

# Changes the code that "proved" rests on, one line at a time; some test must notice each. It takes
# hours (PART=0/40 for the first of forty parts).
mutants: test-tools
	test -x target/tools/bin/cargo-mutants || \
		$(CARGO) install --locked --quiet cargo-mutants@$(MUTANTS_VERSION) --root target/tools
	tests/mutants.sh $(PART)

# Rewrites the goldens of the front matter. Look at them before you commit them.
goldens: test-tools
	$(CARGO) build --locked --workspace --all-targets
	UPDATE=1 $(CARGO) test --locked --workspace --test oracles goldens

build-tools:
	@tests/tools.sh build

app-tools:
	@tests/tools.sh app

test-tools:
	@tests/tools.sh test

bench-tools:
	@tests/tools.sh bench
