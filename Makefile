# make demo   sets up, reads the bundled example, keeps a record of all three, tells of its dyad
# make test   sets up and runs the tests
# make check  linters, types, import rules
# make train  the reading model, from ../shared/data to src/detente/language/model/

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: demo test check train clean

demo: $(STAMP)
	$(BIN)/detente read --format rich examples/hotline.txt
	@rm -f $(VENV)/demo.db*
	$(BIN)/detente add --db $(VENV)/demo.db examples
	$(BIN)/detente contacts --db $(VENV)/demo.db --format rich GRC TUR
	$(BIN)/detente dyad --db $(VENV)/demo.db --format rich GRC TUR

test: $(STAMP)
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

train: $(VENV)/.installed-train
	$(BIN)/python -m training

# uv where it is installed, else venv and pip: the result is the same.
$(STAMP): pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  test -d $(VENV) || uv venv --quiet --python ">=3.11" $(VENV); \
	  uv pip install --quiet --python $(BIN)/python -e '.[dev,bench]'; \
	else \
	  $(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("detente needs Python 3.11 or newer; try: make PYTHON=python3.12")'; \
	  test -d $(VENV) || $(PYTHON) -m venv $(VENV); \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,bench]'; \
	fi
	@touch $@

$(VENV)/.installed-train: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	@touch $@

# FollowTheMoney needs PyICU, which is compiled: a compiler and ICU's headers must be there.
$(VENV)/.installed-ftm: $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python -e '.[ftm]'; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[ftm]'; \
	fi
	@touch $@

clean:
	rm -rf $(VENV)
