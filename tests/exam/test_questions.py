"""Asking: the same inputs for everybody, and every misbehaviour noticed."""

import time

import numpy as np
import pytest
import torch

from gradelib.exam import ask, exercise
from gradelib.exam.call import Reply
from gradelib.exam.plain import Raised, Unfit
from gradelib.exam.questions import examine, local


@exercise(points=3)
def total(answer, rng):
    """The sum."""
    numbers = rng.normal(size=(2, 3))
    yield ask("typical", lambda: answer(numbers))
    yield ask("twice", lambda: [answer(numbers), answer(numbers=numbers[:1])])
    yield ask("empty", lambda: answer(np.zeros(0)))


def values(examination):
    return [evidence.value for evidence in examination.evidence]


def told(function, exam=total, seed=0):
    return examine(exam, local(function), seed)


def right(numbers):
    return numbers.sum()


def test_an_exercise_knows_its_name_points_and_purpose():
    assert (total.name, total.points, total.purpose) == ("total", 3.0, "The sum.")


def test_evidence_depends_on_the_seed_only():
    one, again, other = (values(told(right, seed=seed)) for seed in (0, 0, 1))
    assert one == again
    assert one[0] != other[0] and one[2] == other[2] == 0


def test_what_was_asked_is_told_in_words():
    evidence = told(right).evidence
    assert evidence[2].asked == "total(array (0,) [])"
    assert evidence[1].asked.startswith("total(numbers=array (1, 3) [")
    assert evidence[0].sizes == (2, 3)


def test_the_sizes_of_nested_arguments_are_known():
    @exercise(points=1)
    def nested(answer, rng):
        yield ask("lists", lambda: answer([[1, 2, 3], [4]], {"a": np.ones((5, 6))}))
        yield ask("others", lambda: answer({1, 2}, "text", 7, rows=()))

    assert [e.sizes for e in told(lambda *a, **k: 0, nested).evidence] == [(1, 2, 3, 5, 6), (0, 2)]


def test_a_question_that_fails_does_not_stop_the_others():
    def picky(numbers):
        if numbers.size:
            raise KeyError("no")
        return 0.0

    assert [type(v) for v in values(told(picky))] == [Raised, Raised, float]


def test_a_question_that_hangs_does_not_stop_the_others_and_shortens_their_time():
    @exercise(points=1)
    def slow(answer, rng):
        for name in "abc":
            yield ask(name, lambda: answer(0), seconds=0.2)
        yield ask("d", lambda: answer(1))

    def hangs(n):
        while not n:
            pass
        return 1

    start = time.perf_counter()
    found = values(told(hangs, slow))
    assert time.perf_counter() - start < 1
    texts = ["it was stopped after 0.2 s", *["it was stopped after 0.05 s"] * 2]
    assert [v.message for v in found[:3]] == texts and found[3] == 1


def test_the_calls_of_a_question_share_its_time():
    @exercise(points=1)
    def many(answer, rng):
        yield ask("many", lambda: [answer() for _ in range(50)], seconds=0.2)

    calls = []

    def computes():
        calls.append(1)
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass

    assert values(told(computes, many))[0].kind == "TimeUp"
    assert len(calls) < 25  # about 10; with a clock for each call it would be 50


@pytest.mark.parametrize("value", [None, "text", 3, [1], {}, np.zeros(0)])
def test_an_exam_that_cannot_use_what_came_back_fails_that_question(value):
    @exercise(points=1)
    def demanding(answer, rng):
        yield ask("first", lambda: answer()["x"].mean(axis=7))
        yield ask("second", lambda: 1)

    first, second = values(told(lambda: value, demanding))
    assert isinstance(first, Unfit) and "Error" in first.what
    assert second == 1


def test_an_exam_that_dies_half_way_keeps_what_it_has():
    @exercise(points=1)
    def dies(answer, rng):
        yield ask("first", lambda: answer())
        _ = 1 / answer()
        yield ask("second", lambda: answer())

    examination = told(lambda: 0, dies)
    assert values(examination) == [0]
    assert examination.stopped == "ZeroDivisionError: division by zero"
    assert len(values(told(lambda: 1, dies))) == 2


def test_the_exam_may_change_what_came_back():
    @exercise(points=1)
    def rude(answer, rng):
        yield ask("first", lambda: answer(3).fill(7))
        yield ask("second", lambda: answer(2))

    assert not told(np.zeros, rude).fickle


def test_an_answer_that_gives_the_arguments_back_cannot_touch_the_exams_own():
    seen = []

    @exercise(points=1)
    def shared(answer, rng):
        numbers = np.zeros(3)
        yield ask("first", lambda: answer(numbers))
        seen.append(numbers.tolist())

    def spoils(numbers):
        numbers += 1
        return numbers

    assert told(spoils, shared).changed == ("1",)
    assert seen == [[0, 0, 0]]


def counter():
    calls = []

    def answer(numbers):
        calls.append(1)
        return numbers.sum() + len(calls)

    return answer


def remembering(numbers, seen=[]):  # noqa: B006
    seen.append(numbers.sum())
    return sum(seen)


def exhausted():
    waiting = iter([1.0, 2.0, 3.0])
    return lambda numbers: next(waiting)


@pytest.mark.parametrize("answer", [counter(), remembering, exhausted()])
def test_state_between_calls_is_noticed(answer):
    examination = told(answer)
    assert examination.fickle and not examination.drew


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (lambda numbers: np.random.normal(), "numpy.random"),
        (lambda numbers: torch.rand(2), "torch"),
    ],
)
def test_draws_from_global_generators_are_noticed(answer, name):
    examination = told(answer)
    assert examination.fickle and examination.drew == (name,)
    assert values(examination)[0] == pytest.approx(values(told(answer))[0])


def test_a_cache_and_rounding_are_no_state():
    cache = {}

    def cached(numbers):
        return cache.setdefault(numbers.tobytes(), numbers.sum() * (1 + 1e-12 * len(cache)))

    assert not told(cached).fickle
    calls = []

    def rounds_otherwise(numbers):
        calls.append(1)
        return numbers.sum() * (1 + 1e-13 * len(calls))

    assert not told(rounds_otherwise).fickle


def test_variables_that_an_exam_uses_again_are_no_state():
    @exercise(points=1)
    def reuses(answer, rng):
        for n in (1, 2, 3):
            yield ask(f"{n}", lambda: answer(n))  # noqa: B023

    examination = told(lambda n: n * 1.5, reuses)
    assert values(examination) == [1.5, 3, 4.5] and not examination.fickle


def test_a_process_that_is_lost_at_the_end_is_no_state():
    def respond(arguments, keywords, seconds, turn):
        return Reply(1.0) if turn <= 4 else Reply(Raised("Lost", "gone", "", ("Lost",)))

    assert not examine(total, respond, 0).fickle


def test_printing_is_added_up():
    assert told(lambda numbers: print("1234")).printed == 5 * 5


def test_questions_are_checked_when_they_are_written():
    with pytest.raises(TypeError, match="list of sentences"):
        ask("a", lambda: 1, hints="a hint")
    for weight in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="should be positive"):
            ask("a", lambda: 1, weight=weight)
