"""The diagnosis: every kind of mistake has its name, and explains the question that is shown."""

import numpy as np
import pytest
from exam_helpers import KNOWN, keeps, key_of, raising, spoils, variance, verdict_of

from gradelib.exam import ask, exercise, wrong
from gradelib.exam.plain import Raised, Unfit
from gradelib.exam.verdict import Diagnosis


def diagnosis(answer, **exam):
    found = verdict_of(answer, **exam)
    assert not found.right and found.points < found.max_points
    return found.diagnosis.kind, found.diagnosis.name


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_misconceptions_are_recognised_by_name_with_their_hint(known):
    found = verdict_of(known.function)
    assert not found.right
    assert found.diagnosis == Diagnosis("misconception", known.name.replace("_", " "), known.hint)


class LiesError(Exception):
    def __str__(self):
        raise RuntimeError


def hangs(table):
    while True:
        pass


def endless(table):
    return endless(table)


class Liar:
    def __eq__(self, other):
        return True

    __hash__ = object.__hash__

    def __array__(self, dtype=None, copy=None):
        return np.zeros(4)

    def __float__(self):
        return 1.0


@pytest.mark.parametrize(
    ("answer", "kind", "name"),
    [
        (raising(NotImplementedError()), "unwritten", "not written yet"),
        (raising(ValueError("x")), "raised", "raises ValueError"),
        (raising(LiesError()), "raised", "raises LiesError"),
        (raising(SystemExit()), "raised", "raises SystemExit"),
        (endless, "raised", "calls itself too deeply"),
        (lambda table: None, "form", "returns nothing"),
        (lambda table: print(variance(table)), "form", "returns nothing"),
        (lambda table: (v for v in variance(table)), "form", "wrong type"),
        (lambda table: str(variance(table)), "form", "wrong type"),
        (lambda table: Liar(), "form", "wrong type"),
        (lambda table: np.ma.array(variance(table), mask=True), "form", "wrong type"),
        (lambda table: variance(table)[:-1] * 3.3 - 1, "form", "wrong shape"),
        (lambda table: variance(table)[:, None], "form", "wrong shape"),
        (lambda table: variance(table).squeeze(), "form", "wrong shape"),
        (lambda table: -variance(table), "relation", "the sign is flipped (× −1)"),
        (lambda table: table.shape[1] * variance(table), "relation", "summed instead of averaged"),
        (
            lambda table: (table - table.mean(1, keepdims=True)) ** 2,
            "relation",
            "not averaged over",
        ),
        (lambda table: variance(table).mean(), "relation", "averaged over an axis too many"),
        (lambda table: variance(table) + 0.5, "relation", "off by a constant (+0.5)"),
        (spoils, "behaviour", "changes its arguments in place"),
        (keeps, "behaviour", "keeps state between calls"),
        (lambda t: np.random.normal(size=len(t)), "behaviour", "draws from a global random"),
        (lambda table: variance(table) * 3.3 + 0.1, "different", "the value differs: “typical”"),
        (lambda t: variance(t) + 7 * (t.std() == 0), "different", "an edge case differs: “all the"),
    ],
)
def test_every_kind_of_mistake_has_its_name(answer, kind, name):
    found = diagnosis(answer)
    assert found[0] == kind and found[1].startswith(name)


def test_what_hangs_takes_too_long():
    @exercise(points=1)
    def quick_exam(answer, rng):
        x = rng.normal(size=3)
        yield ask("typical", lambda: answer(x), seconds=0.05)

    key = key_of(quick_exam, np.sort)
    found = verdict_of(hangs, quick_exam, key)
    assert (found.diagnosis.kind, found.diagnosis.name) == ("raised", "takes too long")
    assert found.marks[0].difference == "it takes too long: it was stopped after 0.05 s"


def test_the_diagnosis_explains_the_question_that_the_card_shows():
    """A second mistake, in an edge case, does not hide the first."""

    def twice_wrong(table):
        if len(table) == 1:
            raise ZeroDivisionError
        return np.sqrt(variance(table))

    found = verdict_of(twice_wrong)
    assert found.first_failed.question == "typical"
    assert found.diagnosis.name == "gives the standard deviation"
    assert diagnosis(lambda t: 2 * variance(t) if len(t) > 1 else None)[1].startswith("twice")
    assert diagnosis(lambda t: [][1] if len(t) > 3 else None) == ("raised", "raises IndexError")


def test_an_edge_case_alone_is_no_misconception():
    """Many mistakes look the same where there is nothing to see."""

    @exercise(points=1)
    def ratio(answer, rng):
        a, b = rng.uniform(1, 2, size=2)
        yield ask("typical", lambda: answer(a, b))
        yield ask("nothing", lambda: answer(0.0, b))

    @wrong(ratio, hint="?")
    def turned_round(a, b):
        return b / a if a else -1.0

    key = key_of(ratio, lambda a, b: a / b, [turned_round])
    assert diagnosis(turned_round, exam=ratio, key=key)[1] == "turned round"
    found = diagnosis(lambda a, b: a / b if a else -1.0, exam=ratio, key=key)
    assert found == ("different", "an edge case differs: “nothing”")


def test_zeros_alone_are_no_misconception():
    """Where everything vanishes, many mistakes look the same."""

    @exercise(points=1)
    def share(answer, rng):
        a = rng.uniform(1, 2, size=3)
        yield ask("typical", lambda: answer(a))
        yield ask("tiny", lambda: answer(a * 1e-200))

    def reference(a):
        return a**2 / (a @ a) if a[0] > 1e-9 else a / a[0]

    @wrong(share, hint="?")
    def forgets_to_divide(a):
        return a**2

    key = key_of(share, reference, [forgets_to_divide])
    found = diagnosis(lambda a: a**2 / (a @ a) if a[0] > 1e-9 else 0 * a, exam=share, key=key)
    assert found == ("different", "the value differs: “tiny”")


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (lambda table: undefined, "name"),  # noqa: F821
        (lambda table: table @ table, "shape"),
        (lambda table: table.astype(int).__iadd__(0.5), "dtype"),
        (lambda table: len(table)(), "type"),
        (lambda table: 1 // 0, "zero"),
        (lambda table: table[99], "index"),
        (lambda table: {}["x"], "key"),
        (lambda table: np.linalg.inv(np.zeros((2, 2))), "matrix"),
        (raising(Warning("x")), "message"),
        (lambda table: variance(table)[1:], "shape"),
        (lambda table: "text", "docstring"),
    ],
)
def test_the_hint_fits_what_went_wrong(answer, word):
    assert word in verdict_of(answer).diagnosis.hint


def test_printing_instead_of_returning_is_told():
    hint = verdict_of(lambda table: print(variance(table))).diagnosis.hint
    assert hint.startswith("Printing a value does not return it.")
    assert "Printing" not in verdict_of(lambda table: None).diagnosis.hint


def test_unfit_values_inside_data_are_no_evidence():
    assert diagnosis(lambda table: [Unfit("x")] * 4) == ("form", "wrong type")
    assert diagnosis(lambda table: Raised("ValueError")) == ("form", "wrong type")
