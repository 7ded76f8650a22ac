# Needs Python 3.11 or later and make; everything else goes into .venv
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := .demo
STAMP := $(VENV)/.installed

.PHONY: help demo review test check format bench clean

help:
	@echo "make demo    environment, install, read the example article, store it, export a report"
	@echo "make review  open the review of the example"
	@echo "make test    environment, install, all tests"
	@echo "make check   lint, types, import contracts"
	@echo "make bench   the measurements that need no corpus"

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("factcheck needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

demo: $(STAMP)
	@mkdir -p $(DEMO)
	$(BIN)/factcheck extract fixtures/kim-toughest-policy.txt
	$(BIN)/factcheck add --database $(DEMO)/desk.db fixtures/kim-toughest-policy.txt
	$(BIN)/factcheck export --database $(DEMO)/desk.db kim-toughest-policy --output $(DEMO)/kim-toughest-policy.html --force
	@echo "The report is $(DEMO)/kim-toughest-policy.html. Open the review with: make review"

review: $(STAMP)
	@mkdir -p $(DEMO)
	@$(BIN)/factcheck add --database $(DEMO)/desk.db fixtures/kim-toughest-policy.txt
	@$(BIN)/factcheck review --database $(DEMO)/desk.db kim-toughest-policy

test: $(STAMP)
	# a file of tests stays with one worker: some share a server or roles
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.quotes
	$(BIN)/python -m benchmarks.matches

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache
