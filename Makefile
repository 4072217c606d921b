# Needs nothing but python3 (3.11 or newer), make and git; everything else goes into .venv, by hash.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
BIN := .venv/bin
# What each kind of command needs in .venv. It says inside, in made-from, which locks it was made from.
RUN := requirements-run.txt
DEV := requirements-dev.txt
# Traces are heavy and rarely wanted: installed where the environment or .env says where they go.
ifneq (,$(OTEL_EXPORTER_OTLP_ENDPOINT)$(shell grep -s '^[[:space:]]*\(export[[:space:]]\)\{0,1\}[[:space:]]*OTEL_EXPORTER_OTLP_ENDPOINT=.' .env))
RUN += requirements.txt
endif
# The stacks that `make bench` measures against live apart, and what browsers and mutants are tested with: nothing else installs them.
BENCH := requirements-bench.txt
BROWSER := requirements-browser.txt
MUTANTS := requirements-mutants.txt
# Whoever names a PYTHON gets that one, or is told why not.
ASKED := $(if $(filter environment command%,$(origin PYTHON)),--this-python)
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(args)

# A machine that follows this Makefile is a developer's, unless its environment or its .env says otherwise.
ifeq (,$(shell grep -s '^[[:space:]]*\(export[[:space:]]\)\{0,1\}[[:space:]]*APP_ENV=' .env))
export APP_ENV ?= development
endif

# As it was typed, a $ too, and never the environment's: some systems have a NAME there, which is the machine's.
export NAMED := $(if $(filter command%,$(origin NAME)),$(value NAME))

##@ Run
.PHONY: run migrate distribute demo export forget history import psql purge recover reset restaurant verify-audit verify-days verify-rollups
run: to-run ## Serve the API on http://localhost:5000 with a PostgreSQL of its own; Ctrl-C stops both
	@$(BIN)/python -m entrypoints.cli run

migrate: to-run ## Bring the database to the newest schema
	@$(BIN)/python -m entrypoints.cli migrate

distribute: to-run ## Distribute the tables of DATABASE_URL over the nodes of its Citus cluster
	@$(BIN)/python -m entrypoints.cli distribute

demo: to-run ## Play a dinner service against the running API, print what it sold and took, and close the day
	@$(BIN)/python -m entrypoints.cli demo $(args)

history: to-run ## Fill an empty database with a made-up year: make history ORDERS=3333333 DAYS=365
	@$(BIN)/python -m entrypoints.cli history --orders $(or $(ORDERS),3333333) --days $(or $(DAYS),365) $(args)

psql: to-run ## Open psql in the database, whether the program runs or not; make psql args="-c '\\d orders'"
	@$(BIN)/python -m entrypoints.cli psql $(args)

verify-rollups: to-run ## Prove the sums of the reports equal to the lines; make them anew: make verify-rollups args=--rebuild
	@$(BIN)/python -m entrypoints.cli verify-rollups $(args)

verify-audit: to-run ## Prove that no entry of the audit was changed or removed
	@$(BIN)/python -m entrypoints.cli verify-audit

verify-days: to-run ## Prove that no report of a closed day was changed or removed
	@$(BIN)/python -m entrypoints.cli verify-days

restaurant: to-run ## List the restaurants, or open another: make restaurant SLUG=trattoria NAME="Trattoria da Ana"; what else there is: args=--help
	@$(BIN)/python -m entrypoints.cli restaurant --slug "$$SLUG" --name "$$NAMED" $(args)

recover: to-run ## Let a manager who is locked out back in: make recover EMAIL=ana@example.com; not of the first restaurant: SLUG=trattoria
	@$(BIN)/python -m entrypoints.cli recover "$$EMAIL" --slug "$$SLUG"

purge: to-run ## Forget answers kept for requests sent again, what expired, and events older than EVENTS_KEPT_DAYS
	@$(BIN)/python -m entrypoints.cli purge

export: to-run ## Write all of one restaurant into files, as JSON lines: make export SLUG=trattoria
	@$(BIN)/python -m entrypoints.cli export "$$SLUG"

forget: to-run ## Close and export one restaurant, then delete it, after asking: make forget SLUG=trattoria, or with args=--yes
	@$(BIN)/python -m entrypoints.cli forget "$$SLUG" $(args)

import: to-run ## Bring an export of another installation in: make import FOLDER=.data/exports/trattoria-...; args=--keep-devices
	@$(BIN)/python -m entrypoints.cli import "$$FOLDER" $(args)

reset: to-run ## Empty the data of `make run`, after asking: make reset, or make reset args=--yes
	@$(BIN)/python -m entrypoints.cli reset $(args)

##@ Develop
.PHONY: test test-browser pictures bench bench-listening bench-reading bench-restaurants fuzz mutants openapi chart sbom audit chaos check fix migration lock clean help
# A database that is given to the tests is not what the programs they start are to serve from; one of them at a time.
GIVEN := $(filter command%,$(origin DATABASE_URL))
test: to-develop ## Run every test with coverage; some: make test args="-k money"; on another database: DATABASE_URL=...
	@$(if $(GIVEN),TESTED_DATABASE_URL="$$DATABASE_URL" env -u DATABASE_URL -u MAKEFLAGS -u MAKEOVERRIDES) \
		$(BIN)/python -m pytest --numprocesses=$(if $(GIVEN),0,2) --dist=loadfile --cov --cov-report=term $(args)

test-browser: to-develop to-browse ## Use the console in Chromium, page by page; some: make test-browser args="-k board"
	@.venv-browser/bin/python -m pytest tests/browser --confcutdir=tests/browser --numprocesses=3 --dist=loadfile $(args)

pictures: to-develop to-browse ## Take the pictures of the console that README shows, after a page changed
	@PYTHONPATH=. .venv-browser/bin/python -m tests.browser.pictures

bench: to-bench ## Measure how fast orders are placed, beside two other stacks; in a minute: make bench args=--quick
	@$(BIN)/python -m tests.benchmarks.run $(args)

bench-listening: to-develop ## Measure how late 200 listeners hear of 300 commands a second
	@$(BIN)/python -m tests.benchmarks.listening $(args)

bench-reading: to-bench ## Measure reports and lists at ten million lines; in two minutes: make bench-reading args=--quick
	@$(BIN)/python -m tests.benchmarks.reading $(args)

bench-restaurants: to-develop ## Measure 1,000 restaurants against one; 300 in two minutes: make bench-restaurants args=--quick
	@$(BIN)/python -m tests.benchmarks.restaurants $(args)

fuzz: to-develop ## Make requests of the OpenAPI document for FUZZ_SECONDS (300) in each mode: no 5xx, nothing undocumented
	@$(BIN)/python -m tests.fuzz

mutants: to-mutate ## Change domain and application a little, and list the changes no test notices; anew: make mutants args=--anew
	@.venv-mutants/bin/python -m tests.mutants $(args)

openapi: to-develop ## Write the OpenAPI documents in tests/openapi anew, after the API changed
	@$(BIN)/python -m tests.openapi

chart: to-develop ## Draw the chart of an order's life in README.md anew, after domain/ordering/chart.py changed
	@$(BIN)/python -m tests.architecture.chart

sbom: to-develop ## Write what the program is made of to sbom.json (CycloneDX)
	@$(BIN)/python -m cyclonedx_py requirements requirements.txt --output-reproducible --output-file sbom.json

audit: to-develop ## Look up what is known against the dependencies; says "not run" where it could not
	@$(BIN)/python -m tests.supply

chaos: to-develop ## Kill everything under load for CHAOS_SECONDS (120), and account for every order
	@$(BIN)/python -m tests.chaos

check: to-develop ## Look at style, types and layers; changes nothing
	@echo "ruff         style"       && $(BIN)/python -m ruff check --quiet
	@echo "ruff         format"      && $(BIN)/python -m ruff format --check --quiet || { echo "make fix formats"; exit 1; }
	@echo "basedpyright types"       && report=$$($(BIN)/basedpyright --level warning) || { echo "$$report"; exit 1; }
	@echo "bandit       security"    && $(BIN)/python -m bandit --quiet --recursive --configfile pyproject.toml domain application adapters entrypoints
	@echo "import-linter layers"     && report=$$($(BIN)/lint-imports) || { echo "$$report"; exit 1; }
	@echo "oxlint       console"     && report=$$($(BIN)/oxlint entrypoints/console/files 2>&1) || { echo "$$report"; exit 1; }
	@echo "oxfmt        console"     && $(BIN)/oxfmt --check entrypoints/console/files >/dev/null || { echo "make fix formats"; exit 1; }
	@echo "tsc          console"     && $(BIN)/python -m tests.console

fix: to-develop ## Repair what ruff can repair, and format
	@$(BIN)/python -m ruff check --fix --quiet || true
	@$(BIN)/python -m ruff format --quiet
	@$(BIN)/oxfmt entrypoints/console/files >/dev/null
	@$(BIN)/python -m ruff check

migration: what-changes to-develop ## Write a migration from what the tables say: make migration m="orders have tables"
	@$(BIN)/python -m entrypoints.cli migration --message "$(m)"

lock: to-develop ## Lock what pyproject.toml asks for; to newer versions: make lock args=--upgrade
	@$(COMPILE) pyproject.toml --extra traces --output-file requirements.txt
	@$(COMPILE) pyproject.toml --constraint requirements.txt --extra traces --group dev --output-file requirements-dev.txt
	@$(COMPILE) pyproject.toml --constraint requirements-dev.txt --group embedded --output-file requirements-run.txt
	@$(COMPILE) pyproject.toml --constraint requirements-dev.txt --group mutants --output-file requirements-mutants.txt
	@$(COMPILE) --constraint requirements-dev.txt --group browser --output-file requirements-browser.txt
	@$(COMPILE) --constraint requirements.txt --group bench --output-file requirements-bench.txt

clean: ## Remove what make made, except the data: caches, reports and every .venv
	@rm -rf .venv .venv-bench .venv-browser .venv-mutants mutants .coverage .coverage.* .hypothesis .import_linter_cache .pytest_cache .ruff_cache .schemathesis \
		schemathesis-report sbom.json
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## Say what there is
	@awk -F ':.*## ' '/^##@ /{print "\n" substr($$0, 5)} /^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' Makefile

##@
# $(call have,FOLDER,LOCKS,A LOCK WITH ALL OF THEM): one comparison where nothing changed; pip where something did.
define have
	@test -z "$(ASKED)" && $1/bin/python -c '' 2>/dev/null && { cat $2 | cmp -s - $1/made-from || cmp -s $3 $1/made-from; } || { \
		$(PYTHON) -c '' 2>/dev/null || \
			{ echo "Error: Python 3.11 or newer is needed, and there is no $(PYTHON) that runs" >&2; exit 1; }; \
		$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
			{ echo "Error: Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version 2>&1); try: make PYTHON=python3.11" >&2; exit 1; }; \
		$(PYTHON) -m entrypoints.cli.install $1 $2 --or $3 $(ASKED); }
endef

.PHONY: what-changes to-run to-develop to-bench to-browse to-mutate
what-changes: # before anything is installed for it
	@test -n "$(m)" || { echo 'say what changes: make migration m="orders have tables"' >&2; exit 2; }
to-run:
	$(call have,.venv,$(RUN),$(DEV))
to-develop:
	$(call have,.venv,$(DEV),$(DEV))
to-bench: to-develop
	$(call have,.venv-bench,$(BENCH),$(BENCH))
to-browse:
	$(call have,.venv-browser,$(BROWSER),$(BROWSER))
to-mutate:
	$(call have,.venv-mutants,$(MUTANTS),$(MUTANTS))
