# The two commands: `make lab` to work, `make test` to check. Needs Python 3.11 or newer and a network, nothing else.
# `make slow` runs what takes long: a thousand kills, power cuts, a file that loses any page. `make bench` measures.
# Without make:  python3 -m venv .venv && .venv/bin/pip install '.[english,xlsx,png]' && .venv/bin/discourse lab

PYTHON ?= python3
BIN := .venv/bin

.PHONY: lab demo test slow bench lint types clean

lab: .venv/lab
	$(BIN)/discourse lab

demo: .venv/lab
	$(BIN)/discourse demo

test: .venv/test browser npm
	$(BIN)/python -m pytest -m "not browser and not slow" -n auto --dist loadfile
	$(BIN)/python -m pytest -m browser tests/browser
	rm -rf build/notebooks && $(BIN)/discourse lab --no-open build/notebooks
	$(BIN)/python -m pytest --nbmake --nbmake-timeout=300 build/notebooks/*.ipynb

slow: .venv/test
	$(BIN)/python -m pytest -m "slow and not browser" -n auto

bench: .venv/test browser
	$(BIN)/python -m pytest tests/bench -o addopts= --import-mode=importlib -q -s

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test npm
	$(BIN)/mypy
	@if command -v npm >/dev/null; then cd tests/widgets/js && npx --no-install tsc; else echo "tsc: not run, there is no npm on this machine"; fi

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv || { echo "venv failed: on Debian and Ubuntu, apt install python3-venv"; rm -rf .venv; exit 1; }

.venv/lab: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[english,xlsx,png]'
	@touch $@

.venv/test: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ .venv/lab

# TypeScript and axe-core, which check the widgets: without npm those checks are skipped, by name.
.PHONY: npm
npm:
	@if command -v npm >/dev/null; then cd tests/widgets/js && npm install --no-audit --no-fund --no-package-lock --silent; fi

# A browser for the tests of the widgets: installed where we may, else said. Without it those tests are skipped, by name.
.PHONY: browser
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core fonts-noto-color-emoji >/dev/null; \
	else echo "The browser tests need Chromium: install it (Debian, Ubuntu: sudo apt install chromium fonts-noto-color-emoji)."; fi

clean:
	rm -rf .venv lab demo build dist .mypy_cache .ruff_cache tests/widgets/js/node_modules
