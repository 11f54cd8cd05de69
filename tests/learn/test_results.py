"""The table of results: measured, resumed, and refused where a lesson tells something else."""

import json

import pytest

from gradelib.learn import results
from gradelib.learn.results import holds, lessons, main, measure, troubles

LESSON = """
import os, random
from gradelib import check, learn
from pathlib import Path
count = Path({count!r})
count.write_text(count.read_text() + os.environ["GRADELIB_SCALE"][0])
rng = random.Random(int(os.environ["GRADELIB_SEED"]))
check("anything", print)
loss = {{"best": 2.0 + 0.1 * rng.random()}}
steps = learn.scaled(smoke=1, laptop=600, lab=9000)
"""
TOLD = {"tiny": {"steps": [1, 0]}, "tiny:laptop": {"steps": [600, 0], "loss['best']": [2.05, 0.05]}}


@pytest.fixture
def project(tmp_path, monkeypatch):
    week = tmp_path / "solutions" / "week01_tiny"
    week.mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    count = tmp_path / "count"
    count.write_text("")
    (week / "tiny.py").write_text(LESSON.format(count=str(count)))
    (week / "expected.json").write_text(json.dumps(TOLD))
    (week / "silent.py").write_text("raise RuntimeError('tells nothing, so is not run')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["results"])
    return tmp_path


def tell(project, told):
    (project / "solutions" / "week01_tiny" / "expected.json").write_text(json.dumps(told))


def check(monkeypatch):
    monkeypatch.setattr("sys.argv", ["results", "--check"])
    main()


def test_every_figure_is_measured_with_three_seeds_at_laptop_scale(project, monkeypatch):
    main()
    assert (project / "count").read_text() == "lll"
    text = (project / "docs" / "results.md").read_text()
    assert "## week01_tiny/tiny" in text and "silent" not in text
    rows = {line.split(" | ")[0]: line.split(" | ")[1:] for line in text.splitlines()}
    assert rows["| `steps`"][:2] == ["1", "0 |"]  # the last table is of smoke scale
    told, tolerance, first, mean, spread, verdict = rows["| `loss['best']`"]
    assert (told, tolerance, verdict) == ("2.05", "0.05", "yes |")
    assert 2 < float(mean) < 2.1 and first != mean and 0 < float(spread) < 0.1
    check(monkeypatch)


def test_a_run_is_not_repeated_until_its_source_changes(project):
    main()
    main()
    assert (project / "count").read_text() == "lll"
    source = project / "solutions" / "week01_tiny" / "tiny.py"
    source.write_text(source.read_text() + "\n# another word\n")
    main()
    assert (project / "count").read_text() == "llllll"


def test_another_told_value_needs_no_new_run(project):
    main()
    tell(project, TOLD | {"tiny": {"steps": [2, 0]}})
    main()
    assert (project / "count").read_text() == "lll"


def test_a_missed_figure_fails_and_is_still_written_down(project, monkeypatch):
    tell(project, TOLD | {"tiny:laptop": {"steps": [601, 0.5]}})
    with pytest.raises(SystemExit, match=r"does not hold: \| `steps` \| 601 "):
        main()
    with pytest.raises(SystemExit, match="does not hold"):
        check(monkeypatch)


def test_a_failing_lesson_says_why(project):
    tell(project, {"tiny": {"no_such_name": [1, 0]}})
    with pytest.raises(SystemExit, match=r"(?s)week01_tiny/tiny fails with seed 0.*no_such_name"):
        main()
    assert not (project / "docs" / "results.md").exists()


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        (TOLD | {"tiny": {"steps": [2, 0]}}, "missing or changed: `steps` 2 0"),
        (TOLD | {"tiny:laptop": {"steps": [600, 0]}}, "no lesson tells: `loss"),
        ({"tiny": TOLD["tiny:laptop"]}, "no lesson tells: `steps` 1 0"),
        (TOLD | {"silent": {"x": [1, 0]}}, "missing or changed: ## week01_tiny/silent"),
    ],
    ids=["value", "figure gone", "scale gone", "new lesson"],
)
def test_a_document_that_tells_something_else_is_refused(project, monkeypatch, told, trouble):
    main()
    tell(project, told)
    with pytest.raises(SystemExit) as caught:
        check(monkeypatch)
    assert trouble in str(caught.value)
    assert (project / "count").read_text() == "lll"


def test_no_document_is_no_result(project, monkeypatch):
    with pytest.raises(SystemExit, match="missing or changed: ## week01_tiny/tiny"):
        check(monkeypatch)


def test_a_bar_in_a_figure_does_not_end_its_cell(project):
    tell(project, {"tiny": {"steps | 1": [601, 0]}})
    main()
    (lesson,) = lessons(project)
    text = (project / "docs" / "results.md").read_text()
    assert r"| `steps \| 1` | 601 |" in text and not list(troubles(text, [lesson]))


@pytest.mark.parametrize(
    ("values", "expected"),
    [([2.0], True), ([2.1, 2.1], True), ([2.2, 1.9], False), ([2.0, 2.5], False)],
)
def test_what_holds(values, expected):
    assert holds((2.0, 0.1), values) is expected


def test_an_interrupted_measurement_leaves_no_half_result(project, monkeypatch):
    (lesson,) = lessons(project)

    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(results.subprocess, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        measure(lesson, 0, project / ".results")
    assert not (project / ".results").exists()
