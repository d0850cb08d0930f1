# Every command a person needs. `make demo` and `make test` set everything up by themselves.

PYTHON ?= python3
# Tests wait more than they compute, so three of them share two cores well.
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
PACKAGES := personal protocol texts settings look speech server terminal kiosk displays desk demo
# Rooms and the roof; the roof is a single module.
SOURCES := $(PACKAGES) $(wildcard antrean.py) tests $(wildcard benchmarks) $(wildcard tools)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types contracts catalogues bench chaos audit lock screenshots clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with everything that is needed

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with make PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## run a whole busy day on this machine, ten times as fast as life
	$(BIN)/antrean demo

test: setup ## run all tests
	$(BIN)/pytest -n $(WORKERS)

check: setup ## format, lint, types, import contracts, catalogues, tests: what CI holds
	$(BIN)/ruff format --check $(SOURCES)
	$(MAKE) --no-print-directory lint types contracts catalogues test

format: setup ## put all sources in shape
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix --exit-zero --quiet $(SOURCES)

lint: setup ## look for mistakes in the sources
	$(BIN)/ruff check $(SOURCES)

types: setup ## check the types
	$(BIN)/mypy $(PACKAGES) $(wildcard antrean.py)

contracts: setup ## check that each room imports only from rooms above it
	$(BIN)/lint-imports

catalogues: setup ## check that the catalogues are complete, right and compiled
	$(BIN)/python -m texts.catalogue check

bench: setup ## measure, with each limit measured in the same run
	$(BIN)/python -m benchmarks

chaos: setup ## break everything that can break, for a quarter of an hour at most, and see what is lost
	$(BIN)/python -m tests.chaos

audit: setup ## ask whether anything in requirements.lock is known to be dangerous (needs a network)
	@$(BIN)/python -m tests.dependencies

screenshots: setup ## make the pictures of the README anew
	$(BIN)/python -m docs.screenshots

lock: setup ## choose the newest versions of all dependencies and write requirements.lock
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade \
	  --extra postgres --extra plan --extra printer --extra dev \
	  --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --output-file requirements.lock

clean: ## remove .venv and what the tools leave behind
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
