# Psychograph. On a fresh machine, `make demo` and `make test` need only Python 3.11+ and make.
# Packages go into a private .venv at the versions of constraints.txt: through uv where it is
# installed, through pip otherwise. Another Python: make test PYTHON=python3.13
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin

# Every installer reads the pins, also for the packages that build this one.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export UV_CONSTRAINT := constraints.txt
export UV_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

ifdef UV # it finds a fitting Python, or fetches one, unless PYTHON names one
  venv = "$(UV)" venv --quiet --python $(if $(filter file,$(origin PYTHON)),'>=3.11',$(PYTHON)) .venv
  install = "$(UV)" pip install --quiet --compile-bytecode --python $(BIN)/python
else # the pip that is there fills .venv, so a Python without ensurepip is enough
  outer-pip = $(shell $(PYTHON) -m pip --python $(PYTHON) --version 2>/dev/null)
  venv = $(PYTHON) -m venv $(if $(outer-pip),--without-pip) .venv
  install = $(if $(outer-pip),$(PYTHON) -m pip --python $(BIN)/python,$(BIN)/python -m pip) install --quiet
endif

.PHONY: help demo test lint types contracts check clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

demo: .venv/ready ## the worked example from survey to campaign; opens nothing, prints where it wrote
	@$(BIN)/psychograph demo

test: .venv/ready-dev ## every test
	@$(BIN)/pytest -n auto --dist worksteal

lint: .venv/ready-dev ## style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/ready-dev ## strict types
	@$(BIN)/mypy

contracts: .venv/ready-dev ## which room may import which
	@$(BIN)/lint-imports

check: lint types contracts test ## all of the above, as CI runs it

clean: ## remove .venv and every cache
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests examples -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: pyproject.toml constraints.txt
	@echo 'Setting up .venv (once, up to a minute or two) ...' >&2
	@rm -rf .venv
	@{ $(venv) && $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))'; } || { rm -rf .venv; \
	  echo 'Psychograph needs Python 3.11 or newer; name one: make demo PYTHON=python3.12' >&2; exit 3; }
	@$(install) -e .
	@touch $@

.venv/ready-dev: .venv/ready
	@echo 'Adding what tests need ...' >&2
	@$(install) -e '.[dev]'
	@touch $@
