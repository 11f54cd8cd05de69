"""The benchmark measures what it says, here on a class of four."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "grading.py"


@pytest.mark.stress
@pytest.mark.timeout(900)
def test_the_benchmark_measures_both_graders_on_the_same_class(released):
    options = ["week01_small", "--students", "4", "--sizes", "2", "6"]
    done = subprocess.run(
        [sys.executable, BENCHMARK, *options],
        cwd=released.root,
        env={**os.environ, "GRADELIB_ROOT": str(released.root)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    theirs, ours, ratio = map(
        float, re.search(r"seconds \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", done.stdout).groups()
    )
    assert min(theirs, ours) > 1.0  # both have started an interpreter, at least
    assert ratio == pytest.approx(theirs / ours, abs=0.06)
    assert "Of 4 answers, both hold 4 alike" in done.stdout
    assert re.search(r"^\| 2 \| \d+ \|.*^\| 6 \| \d+ \|", done.stdout, re.MULTILINE | re.DOTALL)
    assert "| formgrader: students |" in done.stdout
    assert "| gradelib report |" in done.stdout
