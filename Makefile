# Side by Side. `make` alone prints what there is to do. Each target sets up what it needs first; once that is done it is
# skipped in an instant. What the targets run is short on purpose: README.md lists the same commands for Windows.

PYTHON = python3
ADDRESS = 127.0.0.1:8000
BIN = .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

# Material for MkDocs prints a screenful about its own end at every start. We are ready for it: only
# hooks/mkdocs_*.py and hooks/theme/ know MkDocs and Material, so that the host can be replaced.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL = help
.PHONY: help set-up set-up-test serve test test-all check build bench pictures snapshots clean

help: ## Print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F '|' '{ printf "%-14s %s\n", $$1, $$2 }'

serve: set-up ## Show the training at 127.0.0.1:8000, and again after every change (ADDRESS=… for another place)
	@echo "The training opens at http://$(ADDRESS)/ in a few seconds. Control and C ends it."
	@$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

test: set-up-test ## Pass the tests: style, types, content, builds and browsers (under 20 minutes)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal $(MARKS)

test-all: MARKS = -m "matrix or not matrix"
test-all: test ## The same with the whole matrix of states, browsers and pages (long)

check: set-up ## Check quizzes, checklists and pages, and say what to mend where (seconds)
	@$(BIN)/selfcheck check --strict

# The time in sitemap, PDF and zip files is that of the last commit, so that one commit always gives the same bytes. In a
# copy without Git's history it is the time of this file, which is the commit's time in a downloaded archive.
build: set-up ## Write the finished site to site/
	@SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || \
		$(BIN)/python -c 'import os; print(int(os.path.getmtime("Makefile")))')} $(BIN)/mkdocs build --strict

bench: set-up-test ## Measure speed and size, beside the peers (BENCH="--help" for less of it)
	$(BIN)/python tests/bench/run.py $(BENCH)

pictures: set-up-test ## Take the pictures of the README and the authors' guide again
	$(BIN)/python tests/pictures.py

snapshots: set-up-test ## Write again what each kind of question tells a screen reader
	$(BIN)/python tests/spoken.py

clean: ## Remove everything that these commands made
	rm -rf .venv site build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/results tests/node_modules hooks/*.egg-info
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

set-up:
	@$(PYTHON) set_up.py

set-up-test:
	@$(PYTHON) set_up.py test
