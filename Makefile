.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-httpx2 argo e2e check format generate bench compare clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST := $(BIN)/python -m pytest
# Hours of use leave caches in a checkout; none of them may change what a run finds.
unexport PYTHONPATH PYTHONDONTWRITEBYTECODE

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "Python 3.10 or newer is needed; name one with make PYTHON=..." >&2; exit 2; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[codegen]' --group dev
	@touch $(STAMP)

demo: $(STAMP)  ## Regenerate the models from Argo's facts; show the diamond, run it on ARGO_SERVER
	@$(BIN)/python -m examples.demo

test: $(STAMP)  ## Run the tests (a few minutes; `make test-all` adds the slow ones)
	@$(PYTEST) -n auto -m "not slow"

test-all: $(STAMP)  ## Run all tests, the slow ones too
	@$(PYTEST) -n auto

test-httpx2: $(STAMP)  ## Run the client's tests on httpx2 in the place of httpx
	@$(BIN)/python tests/client/_with_httpx2.py -n auto

argo: $(STAMP)  ## Build the real Argo from Go modules into a cache (takes long the first time)
	@$(BIN)/python -m tests.e2e.packages
	@$(BIN)/python -m tests.e2e.build

e2e: $(STAMP)  ## Run the tests on the real Argo, which is built first if need be
	@$(BIN)/python -m tests.e2e

check: $(STAMP)  ## Check format, lint, types, and that the generated code is up to date
	@$(BIN)/python -m black --check --quiet codegen hera hera_models hera_client tests examples bench || \
	  { echo "format: run make format" >&2; exit 1; }
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m pyright --warnings
	@$(BIN)/hera-codegen check

format: $(STAMP)  ## Format the code
	@$(BIN)/python -m ruff check --quiet --fix .
	@$(BIN)/python -m black --quiet codegen hera hera_models hera_client tests examples bench

generate: $(STAMP)  ## Rebuild models, client and facade from specs/ and codegen/overrides/
	@$(BIN)/hera-codegen generate

bench: $(STAMP)  ## Measure speed and memory beside Hera 7.1 (takes some minutes)
	@$(BIN)/python -m bench

compare: $(STAMP)  ## Build the same programs with Hera 7.1, and compare the manifests
	@$(BIN)/python -m tests.compare

clean:  ## Remove the virtual environment and caches
	@rm -rf $(VENV) .bench .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
