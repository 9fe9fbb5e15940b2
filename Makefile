# `make demo` builds the program and makes a dossier of the sample case. `make test` runs every test.
# Both install what is missing on Debian and Ubuntu, and elsewhere say what to install.

CARGO ?= cargo
PROGRAM = target/debug/expediente
DENY_VERSION = 0.20.2

.PHONY: demo test crash goldens build-tools test-tools deny

demo: build-tools
	$(CARGO) build --locked --package expediente-cli
	rm -rf target/demo-store
	$(PROGRAM) build assets/sample/caso-ejemplo --output dossier.pdf --store target/demo-store
	@echo
	@echo "The dossier of the sample case: $(CURDIR)/dossier.pdf"

test: test-tools deny
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	$(CARGO) build --locked --workspace --all-targets
	$(CARGO) test --locked --workspace

# The long form of the crash tests: 20 kills in each of three places happen in `make test` too; this runs ten times as many.
crash: test-tools
	$(CARGO) build --locked --workspace --all-targets
	EXPEDIENTE_CRASH_ROUNDS=200 $(CARGO) test --locked --package expediente-tests crash

# Writes the pictures of the front matter anew, after they were looked at.
goldens: test-tools
	$(CARGO) build --locked --workspace --all-targets
	UPDATE=1 $(CARGO) test --locked --package expediente-tests goldens

build-tools:
	@tests/tools.sh build

test-tools:
	@tests/tools.sh test

deny:
	@command -v cargo-deny >/dev/null || test -x target/tools/bin/cargo-deny || \
		$(CARGO) install --locked --quiet cargo-deny@$(DENY_VERSION) --root target/tools
	PATH="$(CURDIR)/target/tools/bin:$$PATH" $(CARGO) deny --log-level error check bans licenses sources
