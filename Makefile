# Détente: the two commands that matter are `make brief` and `make test`; each sets up what it needs first.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3.11
TALKS ?= us-pakistan-2010

.PHONY: help setup client brief test check bench likely messages docs lock clean chromium postgres

help:
	@echo "make brief   set up what is missing and print the brief of $(TALKS)"
	@echo "make test    set up and run every test"
	@echo "make check   linter, types and the import contract"
	@echo "make bench   speed and memory, as ratios against the naive reference"
	@echo "make likely    whether the shipped model of reading follows from its marked sentences"
	@echo "make messages  the other languages' catalogues in step with the report's words"
	@echo "make docs    the documentation site, into site/ (no network needed once set up)"
	@echo "make lock    the lists of packages with their hashes, anew after a change of dependencies"
	@echo "make client  the page's engine and switches, bundled from client/ (needs node 20 and npm; users need neither)"
	@echo "make setup   the environment with every extra and tool"
	@echo "make clean   remove the environment and everything built"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
EXTRAS := report read scale symbolic stamp web postgres editor docs test check

# The program alone: enough for the brief, and quick to install. Every file that is fetched has its hash in the list.
$(VENV)/.program: $(BIN)/python pyproject.toml locks/program.txt
	$(PIP) --require-hashes -r locks/program.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Everything: extras, tests, linters, documentation.
$(VENV)/.everything: $(VENV)/.program locks/everything.txt
	$(PIP) --require-hashes -r locks/everything.txt
	@touch $@

# The lists with hashes, made anew from pyproject.toml and the versions in constraints.txt.
LOCK = build/lock/bin/pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-trusted-host \
  --no-emit-find-links --strip-extras --no-annotate --allow-unsafe --build-deps-for=editable -c constraints.txt
lock:
	@$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(LOCK) -o locks/program.txt pyproject.toml
	$(LOCK) $(EXTRAS:%=--extra %) -o locks/everything.txt pyproject.toml

setup: $(VENV)/.everything

# The client's tools, exactly as its lock file has them; then the bundle, which the wheel carries and git does not.
client/node_modules/.ready: client/package.json client/package-lock.json
	@command -v npm >/dev/null || { echo "no npm: install node 20 with npm (Debian: nodejs, npm) to build client/"; exit 1; }
	cd client && npm ci --silent
	@touch $@

client: client/node_modules/.ready
	@cd client && npm run --silent bundle

brief: $(VENV)/.program
	@$(BIN)/detente brief $(TALKS)

# The browser tests drive Debian's Chromium; nothing else needs a system package.
chromium:
	@command -v chromium >/dev/null || { \
	  echo "installing Chromium for the browser tests"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	  || echo "no Chromium: the browser tests will be skipped (install the package 'chromium' to run them)"; }

# The tests of the store start a PostgreSQL of their own, as a user without rights, in a temporary folder.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
	  echo "installing PostgreSQL for the tests of the store"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; } \
	  || echo "no PostgreSQL: its tests will be skipped (install the package 'postgresql' to run them)"; }

test: setup chromium postgres client
	cd client && npm test --silent
	$(BIN)/python -m pytest -n auto --dist loadfile --max-worker-restart 1

check: setup client/node_modules/.ready
	cd client && npm run --silent types
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup client
	@for part in benchmarks/*.py; do $(BIN)/python $$part || exit 1; done

likely: setup
	$(BIN)/python benchmarks/reading_train.py --compare

messages: setup
	$(BIN)/python -m detente.report.messages

docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) site build client/node_modules client/build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
