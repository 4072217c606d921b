# Needs nothing but python3 (3.11 or newer), make and git; everything else goes into .venv, by hash.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
BIN := .venv/bin
LOCK := requirements-dev.txt
# The lock that .venv was made from is kept inside it, written last: an interrupted or outdated .venv is made anew.
MADE_FROM := .venv/made-from-$(LOCK)
# The stacks that `make bench` measures against live apart: nothing else installs them.
BENCH_BIN := .venv-bench/bin
BENCH_LOCK := requirements-bench.txt
BENCH_MADE_FROM := .venv-bench/made-from-$(BENCH_LOCK)
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(args)

# A machine that follows this Makefile is a developer's, unless its environment or its .env says otherwise.
ifeq (,$(shell grep -s '^[[:space:]]*\(export[[:space:]]\)\{0,1\}[[:space:]]*APP_ENV=' .env))
export APP_ENV ?= development
endif

##@ Run
.PHONY: run migrate demo history psql purge recover reset verify-audit verify-rollups
run: .venv ## Serve the API on http://localhost:5000 with a PostgreSQL of its own; Ctrl-C stops both
	@$(BIN)/python -m entrypoints.cli run

migrate: .venv ## Bring the database to the newest schema
	@$(BIN)/python -m entrypoints.cli migrate

demo: .venv ## Play a dinner service against the running API, then print the sales report
	@$(BIN)/python -m entrypoints.cli demo $(args)

history: .venv ## Fill an empty database with a made-up year: make history ORDERS=3333333 DAYS=365
	@$(BIN)/python -m entrypoints.cli history --orders $(or $(ORDERS),3333333) --days $(or $(DAYS),365) $(args)

psql: .venv ## Open psql in the database, whether the program runs or not; make psql args="-c '\\d orders'"
	@$(BIN)/python -m entrypoints.cli psql $(args)

verify-rollups: .venv ## Prove the sums of the reports equal to the lines; make them anew: make verify-rollups args=--rebuild
	@$(BIN)/python -m entrypoints.cli verify-rollups $(args)

verify-audit: .venv ## Prove that no entry of the audit was changed or removed
	@$(BIN)/python -m entrypoints.cli verify-audit

recover: .venv ## Let a manager who is locked out back in: make recover EMAIL=ana@example.com
	@$(BIN)/python -m entrypoints.cli recover "$$EMAIL"

purge: .venv ## Forget answers kept for requests sent again, and sessions, codes and failures that expired
	@$(BIN)/python -m entrypoints.cli purge

reset: .venv ## Empty the data of `make run`, after asking: make reset, or make reset args=--yes
	@$(BIN)/python -m entrypoints.cli reset $(args)

##@ Develop
.PHONY: test bench bench-reading fuzz openapi sbom audit chaos check fix migration lock clean help
test: .venv ## Run every test with coverage; some of them: make test args="-k money"
	@$(BIN)/python -m pytest --cov --cov-report=term $(args)

bench: .venv .venv-bench ## Measure how fast orders are placed, beside two other stacks; in a minute: make bench args=--quick
	@$(BIN)/python -m tests.benchmarks.run $(args)

bench-reading: .venv .venv-bench ## Measure reports and lists at ten million lines; in two minutes: make bench-reading args=--quick
	@$(BIN)/python -m tests.benchmarks.reading $(args)

fuzz: .venv ## Make requests of the OpenAPI document for FUZZ_SECONDS (300) in each mode: no 5xx, nothing undocumented
	@$(BIN)/python -m tests.fuzz

openapi: .venv ## Write the OpenAPI documents in tests/openapi anew, after the API changed
	@$(BIN)/python -m tests.openapi

sbom: .venv ## Write what the program is made of to sbom.json (CycloneDX)
	@$(BIN)/python -m cyclonedx_py requirements requirements.txt --output-reproducible --output-file sbom.json

audit: .venv ## Look up what is known against the dependencies; says "not run" where it could not
	@$(BIN)/python -m tests.supply

chaos: .venv ## Kill everything under load for CHAOS_SECONDS (120), and account for every order
	@$(BIN)/python -m tests.chaos

check: .venv ## Look at style, types and layers; changes nothing
	@echo "ruff         style"       && $(BIN)/python -m ruff check --quiet
	@echo "ruff         format"      && $(BIN)/python -m ruff format --check --quiet || { echo "make fix formats"; exit 1; }
	@echo "basedpyright types"       && report=$$($(BIN)/basedpyright --level warning) || { echo "$$report"; exit 1; }
	@echo "bandit       security"    && $(BIN)/python -m bandit --quiet --recursive --configfile pyproject.toml domain application adapters entrypoints
	@echo "import-linter layers"     && report=$$($(BIN)/lint-imports) || { echo "$$report"; exit 1; }

fix: .venv ## Repair what ruff can repair, and format
	@$(BIN)/python -m ruff check --fix --quiet || true
	@$(BIN)/python -m ruff format --quiet
	@$(BIN)/python -m ruff check

migration: .venv ## Write a migration from what the tables say: make migration m="orders have tables"
	@test -n "$(m)" || { echo 'say what changes: make migration m="orders have tables"' >&2; exit 2; }
	@$(BIN)/python -m entrypoints.cli migration --message "$(m)"

lock: .venv ## Lock what pyproject.toml asks for; to newer versions: make lock args=--upgrade
	@$(COMPILE) pyproject.toml --output-file requirements.txt
	@$(COMPILE) pyproject.toml --constraint requirements.txt --group dev --output-file $(LOCK)
	@$(COMPILE) --constraint requirements.txt --group bench --output-file $(BENCH_LOCK)

clean: ## Remove what make made, except the data: caches, reports and both .venv
	@rm -rf .venv .venv-bench .coverage .coverage.* .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## Say what there is
	@awk -F ':.*## ' '/^##@ /{print "\n" substr($$0, 5)} /^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' Makefile

##@
.PHONY: .venv
.venv:
	@if ! cmp -s $(LOCK) $(MADE_FROM) || ! $(BIN)/python -c '' 2>/dev/null; then $(MAKE) install; fi

.PHONY: install
install:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version); try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv, once; it takes about a minute"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --requirement $(LOCK)
	@cp $(LOCK) $(MADE_FROM)

.PHONY: .venv-bench
.venv-bench: .venv
	@if ! cmp -s $(BENCH_LOCK) $(BENCH_MADE_FROM) || ! $(BENCH_BIN)/python -c '' 2>/dev/null; then $(MAKE) install-bench; fi

.PHONY: install-bench
install-bench:
	@echo "Installing what is measured against into .venv-bench, once"
	@$(PYTHON) -m venv --clear .venv-bench
	@$(BENCH_BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --requirement $(BENCH_LOCK)
	@cp $(BENCH_LOCK) $(BENCH_MADE_FROM)
