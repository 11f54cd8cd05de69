"""The reference's scores are what the lessons give, not what somebody typed."""

import copy
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gradelib
from gradelib.learn import reference as reference_module
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


LESSON = """
from gradelib import learn
learn.scoreboard.add("{model}", nats={nats}, dims=64)
"""


def test_a_lesson_that_trains_is_not_run_but_its_models_are_known(tmp_path, monkeypatch):
    known = {m: {"nats": n, "bits": n / 44} for m, n in {"quick": 20.0, "slow": 10.0}.items()}
    monkeypatch.setattr(reference_module, "reference", lambda: known)
    # What measuring changes in its process is changed back.
    monkeypatch.setattr(gradelib, "check", None, raising=False)
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("GRADELIB_SCALE", "laptop")
    quick, slow = tmp_path / "quick.py", tmp_path / "slow.py"
    quick.write_text(LESSON.format(model="quick", nats=20.0))
    slow.write_text('learn.scaled(1)\nraise SystemError\nlearn.scoreboard.add("slow", nats=1)')
    reference_module.check([quick, slow], tmp_path)
    with pytest.raises(SystemExit, match="not what the lessons give"):
        reference_module.check([quick], tmp_path)  # nobody gives the line "slow"
    quick.write_text(LESSON.format(model="quick", nats=21.0))
    with pytest.raises(SystemExit, match="write it anew"):
        reference_module.check([quick, slow], tmp_path)
