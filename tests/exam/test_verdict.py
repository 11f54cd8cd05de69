"""Judging: the points are between none and all, and the diagnosis names the mistake."""

from dataclasses import asdict, replace

import numpy as np
import pytest
import torch
from exam_helpers import (
    SPREAD,
    keeps,
    key_of,
    plain_values,
    quick,
    raising,
    spoils,
    spread,
    variance,
    verdict_of,
)
from hypothesis import given
from hypothesis import strategies as st

from gradelib.exam import ask, at_most, close, exercise, holds
from gradelib.exam.plain import Raised
from gradelib.exam.questions import Evidence, Examination, examine, local
from gradelib.exam.verdict import Diagnosis, failed, judge

RIGHT = [
    variance,
    lambda table: np.var(table, axis=1),
    lambda table: [float(np.var(row)) for row in table],
    lambda table: tuple(torch.from_numpy(table).var(1, correction=0)),
    lambda table: np.float32(variance(table)),
    lambda table: np.ma.array(variance(table)),
]


@pytest.mark.parametrize("answer", RIGHT)
def test_right_answers_get_all_points(answer):
    found = verdict_of(answer)
    assert found.right and found.points == found.max_points == 2
    assert found.diagnosis == Diagnosis("right", "right") and found.first_failed is None
    assert all(mark.passed and mark.counted and not mark.difference for mark in found.marks)


@quick
@given(st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 3))
def test_points_rise_with_every_question_passed(passed, more):
    def points(passes):
        evidence = examine(spread, local(variance), 0).evidence
        kept = [e if ok else replace(e, value=-1.0) for e, ok in zip(evidence, passes, strict=True)]
        return judge(spread, SPREAD, Examination(tuple(kept))).points

    better = [ok or i == more for i, ok in enumerate(passed)]
    assert 0 <= points(passed) <= points(better) <= 2
    assert (points(passed) == 2) is all(passed)
    if not any(passed[:3]):  # the last one has the same answer for every seed
        assert points(passed) == 0


@quick
@given(st.lists(plain_values, min_size=4, max_size=4), st.booleans())
def test_any_evidence_can_be_judged_and_judged_again(values, raised):
    questions = [e.question for e in examine(spread, local(variance), 0).evidence]
    evidence = [Evidence(q, v) for q, v in zip(questions, values, strict=True)]
    if raised:
        evidence[0] = replace(evidence[0], value=Raised("E", "\ud800", "\x1b", ("E",)))
    examination = Examination(tuple(evidence), ("1",), ("random",), 10**6, raised)
    found = judge(spread, SPREAD, examination)
    assert found == judge(spread, SPREAD, examination)
    assert 0 <= found.points < 2 and not found.right
    for text in (found.diagnosis.name, *found.remarks, *(m.difference for m in found.marks)):
        assert text.isprintable() and len(text) < 700


@quick
@given(plain_values)
def test_a_constant_answer_gets_nothing(value):
    assert verdict_of(lambda table: value).points == 0


@pytest.mark.parametrize("value", [0.0, np.zeros(2), None, np.full(4, 1.0)])
def test_a_lucky_constant_passes_but_does_not_count(value):
    found = verdict_of(lambda table: value)
    assert found.points == 0
    assert not any(mark.passed and mark.counted for mark in found.marks)
    assert verdict_of(lambda table: table).points == 0


def test_a_replayed_answer_gets_nothing():
    public = iter([e.value for e in examine(spread, local(variance), 0).evidence])
    key = key_of(spread, variance, seed=99)
    replayed = judge(spread, key, examine(spread, local(lambda table: next(public)), 99))
    assert replayed.points == 0 and replayed.marks[3].passed


def test_an_answer_right_but_for_an_edge_case_keeps_the_rest():
    found = verdict_of(lambda table: variance(table) if len(table) > 1 else variance(table) + 9.5)
    assert found.points == pytest.approx(2 * 4 / 5)
    assert [mark.passed for mark in found.marks] == [True, True, False, True]
    assert found.first_failed.question == "one row" and found.first_failed.asked.startswith(
        "spread("
    )


@exercise(points=3)
def weighty(answer, rng):
    x = rng.normal()
    yield ask("typical", lambda: answer(x))
    yield ask("light", lambda: answer(x + 1), weight=1e-9)


def test_a_wrong_answer_never_shows_all_points():
    key = key_of(weighty, lambda x: x)
    x = examine(weighty, local(lambda x: x), 0).evidence[0].value
    found = verdict_of(lambda y: y if y == x else 0.0, exam=weighty, key=key)
    assert found.points == 2.99 and not found.right


def test_an_exercise_without_points_can_be_wrong_too():
    free = replace(spread, points=0.0)
    key = key_of(free, variance)
    assert verdict_of(variance, free, key).right
    assert not verdict_of(np.sum, free, key).right


def test_misbehaviour_costs_one_question():
    found = verdict_of(spoils)
    assert found.points == pytest.approx(2 * 5 / 6, abs=0.01)
    assert found.marks[-1].question == "leaves its arguments alone"
    assert found.marks[-1].difference == "argument 1 was changed in place"
    assert verdict_of(keeps).marks[-1].question == "gives the same answer twice"


def test_a_draw_that_does_no_harm_is_only_remarked():
    found = verdict_of(lambda table: variance(table) + 0 * np.random.normal())
    assert found.right
    assert found.remarks == ("It drew from the global generator of numpy.random.",)


def test_a_flood_is_remarked():
    found = verdict_of(lambda table: [variance(table), print("x" * 5000)][0])
    assert found.right and found.remarks == ("It printed 25,005 characters while it was asked.",)


def test_the_line_of_the_student_is_shown():
    def answer(table):
        wanted = "rows"
        return {}[wanted]

    mark = verdict_of(answer).first_failed
    assert mark.line == "return {}[wanted]"
    assert mark.difference == "it raised KeyError: 'rows'"


def test_an_exam_that_dies_half_way_fails_the_rest():
    @exercise(points=2)
    def fragile(answer, rng):
        x = rng.normal(size=3)
        yield ask("first", lambda: answer(x))
        size = len(answer(x))
        yield ask("second", lambda: answer(np.arange(size) * x))

    key = key_of(fragile, np.sort)
    found = verdict_of(lambda x: 3.0, fragile, key)
    assert found.points == 0 and len(found.marks) == 2
    told = "the exam did not get as far as this question (TypeError: object of type 'float'"
    assert found.marks[1].difference.startswith(told)
    assert verdict_of(np.sort, fragile, key).right
    assert judge(fragile, key, Examination(())).diagnosis.name == "wrong type"


def test_a_reference_that_raises_asks_for_the_exception():
    @exercise(points=1)
    def careful(answer, rng):
        x = rng.normal(size=3)
        yield ask("typical", lambda: answer(x))
        yield ask("empty", lambda: answer(x[:0]))

    def first(x):
        if not len(x):
            raise ValueError("empty")
        return x[0]

    key = key_of(careful, first)
    assert verdict_of(first, careful, key).right
    found = verdict_of(lambda x: x[0] if len(x) else 0.0, careful, key)
    assert found.marks[1].difference == "0 came back, but it should raise ValueError here"
    assert verdict_of(raising(ValueError()), careful, key).points == 0


def test_bounds_and_properties_are_judged():
    @exercise(points=2)
    def noisy(answer, rng):
        x = rng.normal(size=9)
        yield ask("typical", lambda: answer(x), rule=close(abs=0.01))
        yield ask("small", lambda: abs(answer(x) - x).max(), rule=at_most(0.01))
        ordered = holds(lambda got, _: got == sorted(got) or "it should be in order")
        yield ask("ordered", lambda: answer(np.sort(x)).tolist(), rule=ordered)

    key = key_of(noisy, lambda x: x)
    assert verdict_of(lambda x: x + 0.001, noisy, key).right
    told = [mark.difference for mark in verdict_of(lambda x: -x, noisy, key).marks]
    assert "should be at most 0.01" in told[1] and told[2] == "it should be in order"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [np.zeros((0, 3)), [], np.inf, np.nan, 1e308, [1e308] * 4])
def test_judging_warns_of_nothing(value):
    assert not verdict_of(lambda table: value).right


def test_the_students_settings_do_not_reach_the_judge():
    with np.errstate(all="raise"):
        found = verdict_of(lambda table: np.full(len(table), np.inf))
    assert found.diagnosis.kind == "different"


def test_an_answer_that_could_not_be_asked():
    found = failed(spread, SPREAD, Diagnosis("unasked", "its cell has a syntax error"))
    assert found.points == 0 and not found.right and len(found.marks) == 4
    assert {mark.difference for mark in found.marks} == {"its cell has a syntax error"}


def test_a_verdict_is_plain_enough_to_be_kept():
    parts = asdict(verdict_of(lambda table: -variance(table)))
    assert set(parts) == {"exercise", "points", "max_points", "marks", "diagnosis", "remarks"}
