# Forankret. "make" alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test check serve verify bench kill fuzz lint clean manifest browser

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1#\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'#' '{printf "%-16s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@echo "Setting up the environment in $(VENV) (a minute or two, once) ..."
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Forankret needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

report: $(READY) ## Build the report of the study here to reports/
	@$(BIN)/forankret report

serve: $(READY) ## Open the study here as a page in the browser
	@$(BIN)/forankret serve

test: $(READY) browser ## Run every test
	@$(BIN)/pytest -n auto

browser: ## Install Chromium, which the tests of the page need (Debian, Ubuntu)
	@scripts/install_chromium

check: $(READY) ## Find everything that is wrong in the study here
	@$(BIN)/forankret check

verify: $(READY) ## Build everything again elsewhere and compare with reports/manifest.json
	@$(BIN)/forankret verify

bench: $(READY) browser ## Measure speed and size, the page's too; writes docs/performance.md
	@$(BIN)/python scripts/bench.py

kill: $(READY) ## Save 12,000 codings while the page is killed and by four at once; tell what is lost
	@$(BIN)/python scripts/kill_page.py

fuzz: $(READY) ## Read thousands of broken files, looking for a crash or a hang
	@$(BIN)/python scripts/fuzz_readers.py

lint: $(READY) ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean: ## Remove what the stages wrote (never what people wrote, nor reports/manifest.json)
	@if [ -x $(BIN)/forankret ]; then $(BIN)/forankret clean; else echo "No environment here ($(VENV)), so nothing was removed; what lies in data/processed and reports may be deleted by hand."; fi
