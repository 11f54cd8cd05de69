# Two commands on a fresh machine: `make demo` and `make test`. Everything else is below them.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
export OMP_NUM_THREADS ?= 1
FUZZ_SECONDS ?= 60

.PHONY: help demo test stress attacks fuzz bench load results attacks-stock test-gpu lint course check pictures lab

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

demo: $(READY)  ## build week 1, simulate a class, grade it, report
	$(BIN)/gradelib demo

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup --ignore=tests/attacks -m "not stress"

stress: $(READY)  ## a small load run and a small benchmark (some minutes)
	$(BIN)/python -m pytest -m stress tests

attacks: $(READY)  ## attack the grader, each attack by itself (some minutes)
	$(BIN)/python -m pytest -n auto tests/attacks

fuzz: $(READY)  ## let atheris send bytes to the grader as a student's process could (Linux, a minute)
	$(BIN)/python -m tests.fuzz.channel -max_total_time=$(FUZZ_SECONDS)

bench: $(READY)  ## grade a class beside stock nbgrader and write docs/benchmark.md (half an hour)
	$(BIN)/python benchmarks/grading.py --write

attacks-stock: $(READY)  ## let the same attacks loose on stock nbgrader; writes docs/attacks.md (a quarter of an hour)
	$(BIN)/python -m tests.attacks.against_stock

test-gpu: $(READY)  ## run the tests that need an NVIDIA GPU
	$(BIN)/python -m pytest -m gpu tests

load: $(READY)  ## grade 300 submissions, some hostile, while workers are killed (some minutes)
	$(BIN)/python -m benchmarks.load

lint: $(READY)  ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

course: $(READY)  ## generate everything that is made from the sources
	$(BIN)/gradelib build

check: $(READY)  ## is everything generated what the sources give?
	$(BIN)/gradelib build --check
	$(BIN)/python -m gradelib.learn.results --check

results: $(READY)  ## run the reference lessons with three seeds, write docs/results.md (half an hour)
	$(BIN)/python -m gradelib.learn.results

pictures: $(READY)  ## make the README's pictures again (needs Chromium)
	$(BIN)/python docs/pictures/make.py

lab: $(READY)  ## open JupyterLab in notebooks/
	$(BIN)/jupyter lab --notebook-dir=notebooks

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)
