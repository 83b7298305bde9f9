# Everything runs from .venv; `make setup` is remade whenever the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-dev
WHEELS ?= wheels
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: setup build serve test lint bundle clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新版本：make PYTHON=python3.11 setup'; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements.lock
	touch $@

$(TEST_STAMP): $(STAMP) requirements-dev.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements-dev.lock
	touch $@

build: $(STAMP)
	$(BIN)/python indexer.py build

serve: build
	$(BIN)/python indexer.py serve --host $(HOST) --port $(PORT)

test: $(TEST_STAMP) lint
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A folder of wheels for a machine that is cut off:
#   python3 -m venv .venv && .venv/bin/pip install --no-index --find-links wheels -r requirements.lock
bundle: $(STAMP)
	mkdir -p $(WHEELS)
	$(BIN)/python -m pip wheel --disable-pip-version-check --quiet -r requirements.lock -w $(WHEELS)
	cp requirements.lock $(WHEELS)/
	@echo "离线安装包已放在 $(WHEELS)/"

clean:
	rm -rf $(VENV) build $(WHEELS)
