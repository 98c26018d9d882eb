# Needs Python 3.11, 3.12 or 3.13 (with venv and pip), git and make; everything else comes from requirements/.
# Another interpreter: make setup PYTHON=/path/to/python3.12      Part of the tests: make test ARGS="-k rotation"

SHELL := bash
PYTHON ?= python3
ARGS ?=
# Tests that run at the same time. Not the number of processors the machine says it has: in a container these may be many
# more than it may use.
WORKERS ?= 2

VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.installed
DEMO := instances/fujian-county-autumn.json
OUT := build/demo

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup demo test test-long test-next coverage gates lint format docs bench lock clean distclean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup: $(STAMP) ## make .venv with the locked packages and this project

# The stamp is written last: a set-up that was interrupted starts again.
$(STAMP): requirements/dev.txt pyproject.toml
	@bash scripts/setup.sh "$(PYTHON)" $(VENV)
	@touch $@

demo: $(STAMP) ## plan one county's autumn, check the plan, say where it is
	@mkdir -p $(OUT)
	$(VENV)/bin/sched solve $(DEMO) -o $(OUT)/plan.json --time-limit 60 --report $(OUT)/summary.txt
	$(VENV)/bin/sched check $(DEMO) $(OUT)/plan.json
	@printf '\nThe plan:    %s\nThe summary: %s\n' $(OUT)/plan.json $(OUT)/summary.txt

test: $(STAMP) ## run the fast tests, two at a time
	$(RUN) -m pytest -n $(WORKERS) $(ARGS)

test-long: $(STAMP) ## run all tests, with larger counts and instances, one at a time
	SCHED_LONG=1 $(RUN) -m pytest $(ARGS)

test-next: ## try the release of OR-Tools that is kept out; blocks nothing
	@bash scripts/test_next.sh "$(PYTHON)"

coverage: $(STAMP) ## run the fast tests and show the lines and branches they miss
	$(RUN) -m pytest --cov --cov-report=term $(ARGS)

gates: $(STAMP) ## style, types, layers, and the wheel in empty environments
	@bash .ci/gates.sh $(RUN)

lint: $(STAMP) ## style, types and layers only
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

format: $(STAMP) ## format the code and mend what can be mended
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

docs: $(STAMP) ## write the generated pages of docs/ anew
	$(RUN) scripts/make_docs.py

bench: $(STAMP) ## measure against the stated figures
	$(RUN) benchmarks/foundation.py

lock: ## write requirements/ anew (needs uv)
	bash scripts/lock.sh $(ARGS)

clean: ## remove what builds and tests left behind
	rm -rf build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests scripts benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## the same, and the environments
	rm -rf .venv .venv-next
