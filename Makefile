# `make help` lists what there is. Everything lives in .venv; another Python: make install PYTHON=python3.12
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
PLUGINS := $(wildcard plugins_contrib/*/pyproject.toml)
GRAPHIQL := gql_crm/http/graphiql/manifest.json
GRAPHIQL_INPUTS := $(wildcard web/graphiql/*.json web/graphiql/*.mjs web/graphiql/src/*)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-16s %s\n' "$$name" "$$text"; done

# --- Set-up ---------------------------------------------------------------------------------------

.PHONY: install
install: .venv/.packages ## make .venv and install everything into it

.PHONY: demo
demo: install ## start the CRM with demo data on http://127.0.0.1:8000
	@exec $(BIN)/gql-crm demo --data-dir ./.demo

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'make: gql_crm needs Python 3.11 or newer; "$(PYTHON)" is '"$$({ $(PYTHON) --version || echo missing; } 2>/dev/null)."' Name another one: make install PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'make: "$(PYTHON)" cannot make virtual environments; the package "python3-venv" is missing. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@echo '[1/4] Making .venv with '"$$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.requirements: requirements/dev.txt | .venv/.python
	@echo '[2/4] Installing the packages of requirements/dev.txt (a minute or so at the first time)'
	@PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements/dev.txt 2>&1 \
	  | tee .venv/install.log | awk -v all="$$(grep -c == requirements/dev.txt)" "$$COUNT_PACKAGES" \
	  || { tail -n 20 .venv/install.log >&2; exit 1; }
	@touch $@

define COUNT_PACKAGES
/^(Collecting|Processing|Requirement already) / { printf "\r      %d of %d fetched", ++n, all }
/^Installing collected/ { printf ", unpacking" }
{ fflush() }
END { print "" }
endef
export COUNT_PACKAGES

# A machine that cannot build GraphiQL gets everything else; `/` of the server then says how to build it.
.venv/.packages: .venv/.requirements pyproject.toml $(PLUGINS) $(GRAPHIQL_INPUTS)
	@echo '[3/4] Installing gql-crm$(foreach plugin,$(PLUGINS), and $(patsubst plugins_contrib/%/pyproject.toml,%,$(plugin)))'
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-build-isolation --no-deps -e . $(foreach plugin,$(PLUGINS),-e $(dir $(plugin)))
	@echo '[4/4] Building GraphiQL'
	@$(MAKE) graphiql || echo 'make: GraphiQL was not built (see above); everything else works. Try again with: make graphiql' >&2
	@touch $@

.PHONY: graphiql
graphiql: $(GRAPHIQL) ## build the GraphQL explorer that `/` serves

$(GRAPHIQL): $(GRAPHIQL_INPUTS) hatch_build.py | .venv/.requirements
	@$(BIN)/python hatch_build.py

# --- Tests and checks -----------------------------------------------------------------------------

# A file's tests share what is dear to make. Each process has a PostgreSQL of its own.
ON_ALL_PROCESSORS := -n auto --maxprocesses 4 --dist loadfile

.PHONY: test
test: install ## run the tests
	@$(BIN)/pytest $(ON_ALL_PROCESSORS)

.PHONY: test-browser
test-browser: install ## run only the tests that need Chromium or Node
	@$(BIN)/pytest -m 'browser or javascript'

.PHONY: test-postgres15
test-postgres15: install ## run the smoke tests on Debian's PostgreSQL 15
	@test -x /usr/lib/postgresql/15/bin/postgres || { \
	  echo 'make: PostgreSQL 15 is not installed in /usr/lib/postgresql/15. On Debian 12: apt-get install postgresql-15' >&2; exit 1; }
	@GQL_CRM_TEST_POSTGRES=15 $(BIN)/pytest $(ON_ALL_PROCESSORS) -m postgres_smoke

.PHONY: bench
bench: install ## measure the performance promises, BENCH="build change" for some, BENCH=--no-fail on a busy machine
	@$(BIN)/python -m benchmarks $(BENCH)

.PHONY: torture
torture: install ## run the proofs that take hours: processes killed for minutes, 50,000 random queries
	@$(BIN)/pytest -m torture -s -o faulthandler_timeout=0 tests/torture
	@$(MAKE) torture-reads

.PHONY: torture-reads
torture-reads: install ## ask 50,000 random queries and compare each answer with plain Python's
	@HYPOTHESIS_PROFILE=thorough $(BIN)/pytest -o faulthandler_timeout=0 tests/reads/test_reference.py tests/reads/test_costs.py

.PHONY: lint
lint: install ## check style, types, layers, sizes, imports and schema.graphql
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(MAKE) types
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/gql-crm schema check
	@$(BIN)/pytest -q -p no:cacheprovider $(READ_ONLY_PROMISES)

# These read the sources only: a slip shows at once, not after the whole suite.
READ_ONLY_PROMISES := $(patsubst %,tests/promises/test_%.py,sizes imports sql_stays_home tracked_files)

# Plugins are packages of their own, each with a folder "tests": mypy takes them one by one.
.PHONY: types
types: install ## check types
	@$(BIN)/mypy
	@for plugin in $(dir $(PLUGINS)); do echo "mypy $$plugin"; (cd $$plugin && $(CURDIR)/$(BIN)/mypy --config-file $(CURDIR)/pyproject.toml .) || exit 1; done

.PHONY: check
check: lint test ## everything that has to be green before a change lands

.PHONY: format
format: install ## format the code and repair what ruff can repair
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

# --- Upkeep ---------------------------------------------------------------------------------------

COMPILE := UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url

.PHONY: lock
lock: install ## write requirements/ and package-lock.json anew, UPGRADE=1 for newer releases
	@$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements/runtime.txt
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev -c requirements/runtime.txt -o requirements/dev.txt
	@$(BIN)/python hatch_build.py lock
	@$(BIN)/python -m benchmarks.reads.contenders.postgraphile.packages lock

.PHONY: clean
clean: ## remove everything that was made, except the demo's data in .demo
	rm -rf .venv dist gql_crm/http/graphiql web/graphiql/node_modules benchmarks/reads/postgraphile/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
