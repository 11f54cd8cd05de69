"""The reference's scores are what the lessons give, not what somebody typed."""

import copy
import os
import subprocess
import sys
from pathlib import Path

from gradelib.learn.reference import agree
from gradelib.learn.scoreboard import reference

ROOT = Path(__file__).parents[2]


def test_the_lessons_give_the_reference_scores():
    lessons = sorted((ROOT / "solutions").glob("week*/*.py"))
    assert lessons
    run = subprocess.run(
        [sys.executable, "-m", "gradelib.learn.reference", "--check", *map(str, lessons)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert run.returncode == 0, run.stderr


def test_another_score_or_another_model_would_be_noticed():
    lines = reference()
    model = next(iter(lines))
    worse, fewer = copy.deepcopy(lines), copy.deepcopy(lines)
    worse[model]["nats"] += 0.1
    del fewer[model]
    assert agree(lines, copy.deepcopy(lines))
    assert not agree(lines, worse)
    assert not agree(lines, fewer)
