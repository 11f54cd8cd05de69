"""The scoreboard keeps what a student measured, and overwrites nothing that is not its own."""

import json
import math

import matplotlib
import pytest

from gradelib import learn
from gradelib.learn.scoreboard import PUBLISHED, ScoreboardError, default_path, load, reference

matplotlib.use("agg")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scoreboard.json"


def test_a_line_is_kept_and_told(path, capsys):
    learn.scoreboard.add("a fair coin", nats=64 * math.log(2), dims=64, path=path)
    line = load(path)["a fair coin"]
    assert line["nats"] == pytest.approx(44.361, abs=1e-3)
    assert line["bits"] == pytest.approx(1.0)
    assert capsys.readouterr().out == (
        "a fair coin: 44.36 nats per digit, 1.000 bits per dimension\n"
    )


def test_models_stand_side_by_side_and_a_new_score_replaces_the_old(path):
    learn.scoreboard.add("one", nats=30, dims=64, path=path)
    learn.scoreboard.add("two", nats=20, dims=64, path=path)
    learn.scoreboard.add("one", nats=25, dims=64, path=path)
    assert {model: line["nats"] for model, line in load(path).items()} == {"one": 25, "two": 20}


@pytest.mark.parametrize("nats", [0.0, -3.0, math.nan, math.inf])
def test_an_impossible_score_is_refused(path, nats):
    with pytest.raises(ValueError, match="cannot be"):
        learn.scoreboard.add("wrong", nats=nats, dims=64, path=path)
    assert not path.exists()


def test_a_digit_has_dimensions(path):
    with pytest.raises(ValueError, match="at least one dimension"):
        learn.scoreboard.add("wrong", nats=1.0, dims=0, path=path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"title": "Scoreb',
        b"[1, 2]",
        b"null",
        b"\xff\xfe not text",
        json.dumps({"title": "someone else's", "lines": {}}).encode(),
        json.dumps({"lines": {}}).encode(),
    ],
    ids=["empty", "cut off", "a list", "null", "not text", "another title", "no title"],
)
def test_a_broken_or_foreign_file_is_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises(ScoreboardError, match="move it somewhere else"):
        learn.scoreboard.add("mine", nats=25, dims=64, path=path)
    with pytest.raises(ScoreboardError, match=r"scoreboard\.json"):
        learn.scoreboard.draw(path)
    assert path.read_bytes() == content


def test_a_line_that_is_no_line_is_refused(path):
    learn.scoreboard.add("mine", nats=25, dims=64, path=path)
    content = path.read_text().replace("nats", "gnats")
    path.write_text(content)
    with pytest.raises(ScoreboardError):
        learn.scoreboard.add("other", nats=20, dims=64, path=path)
    assert path.read_text() == content


def test_a_failed_write_keeps_the_old_scoreboard_and_leaves_nothing_behind(path, monkeypatch):
    learn.scoreboard.add("mine", nats=25, dims=64, path=path)
    before = path.read_bytes()

    def full_disk(source, target):
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", full_disk)
    with pytest.raises(OSError, match="no space left"):
        learn.scoreboard.add("mine", nats=20, dims=64, path=path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_file_lies_beside_the_weeks(tmp_path, monkeypatch):
    week = tmp_path / "notebooks" / "week01_naive_bayes"
    week.mkdir(parents=True)
    monkeypatch.chdir(week)
    assert default_path() == tmp_path / "notebooks" / "scoreboard.json"
    monkeypatch.chdir(tmp_path)
    assert default_path() == tmp_path / "scoreboard.json"


def test_the_figure_shows_both_scores_and_the_best_model_on_top(path):
    learn.scoreboard.add("naive Bayes, 10 classes", nats=21, dims=64, path=path)
    learn.scoreboard.add("independent pixels", nats=26, dims=64, path=path)
    learn.scoreboard.add("a model of my own", nats=30, dims=64, path=path)
    ax = learn.scoreboard.draw(path).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "a model of my own",
        "independent pixels",
        "naive Bayes, 10 classes",
    ]
    theirs, mine = ax.collections
    assert len(mine.get_offsets()) == 3
    known = reference()
    assert sorted(theirs.get_offsets()[:, 0]) == pytest.approx(
        sorted(known[model]["bits"] for model in ("independent pixels", "naive Bayes, 10 classes"))
    )
    assert "bits per dimension" in ax.get_xlabel()


def test_published_figures_stand_on_an_axis_of_their_own_that_says_what_differs(path):
    learn.scoreboard.add("MADE", nats=18, dims=64, path=path)
    mine, published = learn.scoreboard.draw(path).axes
    assert not mine.get_shared_x_axes().joined(mine, published)
    assert "784 pixels" in published.get_xlabel() and "larger pictures" in published.get_title()
    names = [label.get_text() for label in published.get_yticklabels()]
    assert set(names) == set(PUBLISHED)
    told = dict(zip(names, published.collections[0].get_offsets()[:, 0], strict=True))
    assert told == {name: nats for name, (nats, _) in PUBLISHED.items()}
    assert list(told.values()) == sorted(told.values(), reverse=True)


def test_an_empty_scoreboard_can_be_drawn(path):
    assert learn.scoreboard.draw(path).axes[0].get_title()
    assert not path.exists()
