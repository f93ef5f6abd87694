# Two commands do all the set-up: `make demo` and `make test`. They need Python 3.11 or
# newer with venv, git and make, and nothing else.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PEERS  := $(VENV)/.peers

CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
AXE     := .browser/node_modules/axe-core/axe.min.js
BPMN_JS := .browser/node_modules/bpmn-js/dist

.PHONY: demo test test-long test-browser pictures lint types borders bench clean

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Frontstage needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

# A torch that is already there is left alone; the README tells how to put a CPU build in first.
$(STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Frontstage into $(VENV) (the first time takes some minutes) ..."
	@$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/python -m pip install -q -c constraints.txt torch
	@$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev,llm,mcp]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/frontstage demo
	@echo
	@echo "To go on:  . $(BIN)/activate  and  cd frontstage-demo"

test: lint types borders
	$(BIN)/python -m pytest -n 2

# The properties alone, each with ten times the examples: for the night.
test-long: $(STAMP)
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile=long

# Debian and Ubuntu: apt install chromium. axe-core comes through npm; without npm its tests skip.
test-browser: $(STAMP)
	@test -n "$(CHROMIUM)" || { echo "make test-browser needs Chromium: apt install chromium"; exit 1; }
	@test -f $(AXE) || ! command -v npm >/dev/null || \
		npm install --silent --no-audit --no-fund --prefix .browser axe-core@4.14.1
	@test -d $(BPMN_JS) || ! command -v npm >/dev/null || \
		npm install --silent --no-audit --no-fund --prefix .browser bpmn-js@18.31.1
	FRONTSTAGE_CHROMIUM=$(CHROMIUM) FRONTSTAGE_AXE=$$(test -f $(AXE) && echo $(AXE)) \
		FRONTSTAGE_BPMN_JS=$(BPMN_JS) \
		$(BIN)/python -m pytest tests/assistant/reports/test_browser.py \
		tests/assistant/chat/test_web_browser.py tests/journeys/draw/test_browser.py

pictures: $(STAMP)
	$(BIN)/python -m scripts.pictures $(CHROMIUM)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

borders: $(STAMP)
	$(BIN)/lint-imports

# What others are measured with is installed for this alone.
$(PEERS): pyproject.toml constraints.txt | $(STAMP)
	@$(BIN)/python -m pip install -q -c constraints.txt -e '.[bench]'
	@touch $@

bench: $(PEERS)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .browser .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
