"""What the authors' answers, lazy answers and changed references reveal about an exam."""

import dis
import io
import json
import re
import sys

import pytest
from typer.testing import CliRunner

from gradelib.cli import app
from gradelib.course.lessons import CourseError, definitions
from gradelib.course.mutants import mutants
from gradelib.course.rehearse import rehearse, try_lazy, try_mutants
from gradelib.exam import ask, exercise
from tests.course.small_week import change, write

EQUIVALENT = [
    "total = START  ->  total = -START",
    "for value, weight in zip(values, weights):  ->  for value, weight in zip(weights, values):",
]


def the_only(week, **options):
    (rehearsal,) = rehearse(week, range(3), **options)
    return rehearsal


def test_a_sound_week_has_no_troubles(week):
    found = the_only(week)
    assert found.exercise == "weighted_sum"
    assert [tried.name for tried in found.right] == ["the reference", "with_dot"]
    assert not any(tried.refused for tried in found.right)
    assert [tried.name for tried in found.wrong] == [
        *("forgets_the_weights", "divides_by_the_weights")
    ]
    assert all(tried.refused and tried.recognised for tried in found.wrong)
    assert len(found.lazy) == 11 and all(tried.refused for tried in found.lazy)
    assert found.mutants is None
    assert found.troubles == []


def test_a_right_answer_that_is_refused_is_told_with_its_question(week):
    change(
        week.folder / "answers" / "small.py",
        "return np.dot(values, weights)",
        "return np.dot(values, weights) if len(values) > 1 else 0.5",
    )
    (trouble,) = the_only(week).troubles
    assert trouble.startswith("weighted_sum: with_dot is right but is refused on 3 of 3 seeds")
    assert "one value" in trouble


def test_a_right_answer_that_is_refused_on_some_seeds_is_told(week):
    change(
        week.folder / "answers" / "small.py",
        "return np.dot(values, weights)",
        "return np.dot(values, weights) if np.sum(weights) > 0 else 0.0",
    )
    (rehearsal,) = rehearse(week, range(30))
    assert re.search(r"with_dot is right but is refused on \d+ of 30 seeds", rehearsal.troubles[0])


def test_a_misconception_that_is_accepted_is_told(week):
    change(week.folder / "answers" / "small.py", "return np.sum(values)", "return values @ weights")
    found = the_only(week)
    assert not found.wrong[0].refused
    assert found.troubles == ["weighted_sum: forgets_the_weights is accepted on 3 of 3 seeds"]


def test_a_misconception_that_goes_by_another_name_is_told(week):
    change(
        week.folder / "answers" / "small.py",
        "return np.sum(np.divide(values, weights))",
        "return sum(values.tolist())",
    )
    (trouble,) = the_only(week).troubles
    assert "divides_by_the_weights is recognised on 3 of 3 seeds as" in trouble
    assert trouble.endswith("misconception: forgets the weights")


def test_an_answer_to_nothing_is_an_error(week):
    change(
        week.folder / "answers" / "small.py",
        "from ..exam.small import weighted_sum",
        "from gradelib.exam import exercise\n\n"
        "weighted_sum = exercise(points=1)(lambda answer, rng: None)",
    )
    with pytest.raises(CourseError, match="answers what the exam does not ask: <lambda>"):
        the_only(week)


@exercise(points=2)
def with_a_gift(answer, rng):
    """An exam that pays for the first argument, for a zero, and for a replayed order."""
    x = rng.normal()
    yield ask("typical", lambda: answer(x, 2.0))
    yield ask("factor one", lambda: answer(x, 1.0))


def product(x, factor):
    """The reference."""
    return x * factor


def test_lazy_answers_that_are_paid_are_told():
    paid = [tried for tried in try_lazy(with_a_gift, product) if not tried.refused]
    assert [tried.name for tried in paid] == ["an answer that returns its first argument"]
    assert paid[0].note == "gets 1 points, for “factor one”"


def test_an_exam_that_cannot_mark_is_told(week):
    change(week.folder / "exam" / "small.py", "rng.normal(size=(2, 5))", "np.ones((2, 5))")
    result = CliRunner().invoke(app, ["answers"])
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert "`weighted_sum` cannot be used" in result.output
    assert "`weighted_sum` cannot be used" in CliRunner().invoke(app, ["build"]).output


MUTATED = '''
import numpy as np


def example(values, start=0):
    """A docstring of 3 words + 1."""
    if not len(values) or start < 0:
        raise ValueError("at least 1 value")
    kept = [v for v in values if v > 2]
    total = np.sum(np.log(kept), axis=0, keepdims=True) + start
    return -total
'''


@pytest.fixture
def example(tmp_path):
    write(tmp_path / "lesson.py", MUTATED)
    return definitions(tmp_path / "lesson.py")["example"]


@pytest.mark.parametrize(
    "line",
    [
        "if len(values) or start < 0:",
        "if not len(values) and start < 0:",
        "if not len(values) or start <= 0:",
        "if not len(values) or start > 0:",
        "if not len(values) or start < 1:",
        "if not (not len(values) or start < 0):",
        "kept = [v for v in values]",
        "kept = [v for v in values if v >= 2]",
        "kept = [v for v in values if v > 4]",
        "total = np.sum(np.log(kept), axis=1, keepdims=True) + start",
        "total = np.sum(np.log(kept), axis=0, keepdims=False) + start",
        "total = np.sum(np.log(kept), axis=0) + start",
        "total = np.sum(np.log(kept), axis=0, keepdims=True) - start",
        "total = np.sum(np.log(kept), axis=0, keepdims=True)",
        "total = start",
        "total = np.mean(np.log(kept), axis=0, keepdims=True) + start",
        "total = np.sum(np.log1p(kept), axis=0, keepdims=True) + start",
        "total = np.sum(np.exp(kept), axis=0, keepdims=True) + start",
        "total = np.sum(kept, axis=0, keepdims=True) + start",
        "return total",
        "pass",
    ],
)
def test_the_usual_changes_are_made(example, line):
    assert line in {m.description.split("  ->  ")[1].split("  (")[0] for m in mutants(example)}


def test_mutants_have_names_of_their_own_and_lines(example):
    made = list(mutants(example))
    descriptions = [m.description for m in made]
    assert len(set(descriptions)) == len(descriptions)
    assert {m.line for m in made} == {6, 7, 8, 9, 10, 4}  # 4: a changed default value
    assert not any("docstring" in d or "2 value" in d for d in descriptions)


def test_mutants_do_something_else_and_leave_the_reference_alone(example):
    before = example([3.0, 4.0])
    made = [_what_it_is(mutant.function) for mutant in mutants(example)]
    assert len(made) > 20
    assert len({*made, _what_it_is(example)}) == len(made) + 1
    assert example([3.0, 4.0]) == before


def _what_it_is(function):
    """Its bytecode, and its inner functions', as `dis` shows it, without line numbers."""
    text = io.StringIO()
    dis.dis(function, file=text)
    listing = re.sub(r"(?m)^ *\d+ (?= )|at 0x\w+|line \d+", "", text.getvalue())
    return listing, function.__defaults__


def test_a_mutant_that_calls_itself_calls_the_mutant(tmp_path):
    write(tmp_path / "f.py", "def f(n):\n    return n * f(n - 1) if n else 1\n")
    factorial = definitions(tmp_path / "f.py")["f"]
    found = {m.description.split("  ->  ")[1]: m.function for m in mutants(factorial)}
    assert found["return n / f(n - 1) if n else 1"](3) == 3 / (2 / (1 / 1))


def test_a_good_exam_refuses_all_but_equivalent_mutants(week):
    report = the_only(week, with_mutants=True).mutants
    assert report.total >= 10
    assert [s.description for s in report.survivors] == EQUIVALENT
    assert report.refused == report.total - 2


def test_survivors_are_told_until_they_are_argued(week):
    path = week.folder / "exam" / "small.py"
    change(path, 'yield ask("lengths differ"', 'ask("lengths differ"')
    found = the_only(week, with_mutants=True)
    assert found.mutants.survivors
    assert len(found.troubles) == len(found.mutants.survivors)
    assert f"line {found.mutants.survivors[0].line}, a mutant passes" in found.troubles[0]

    argued = {s.description: "nobody asks" for s in found.mutants.survivors}
    arguments = week.folder / "equivalent_mutants.json"
    arguments.write_text(json.dumps({"weighted_sum": argued}))
    assert the_only(week, with_mutants=True).troubles == []

    arguments.write_text(json.dumps({"weighted_sum": argued | {"a  ->  b": "long ago"}}))
    (trouble,) = the_only(week, with_mutants=True).troubles
    assert trouble.endswith("argues about no survivor: a  ->  b")

    arguments.write_text("{")
    with pytest.raises(CourseError, match=r"equivalent_mutants\.json is no JSON"):
        the_only(week, with_mutants=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no interval timers")
def test_mutants_that_never_end_are_refused(tmp_path):
    write(
        tmp_path / "loop.py",
        """
        def halvings(n):
            count = 0
            while n > 1:
                n = n // 2
                count += 1
            return count
        """,
    )

    @exercise(points=1)
    def halvings(answer, rng):
        """How often can n be halved?"""
        some = [int(n) for n in rng.integers(100, 10**6, size=20)]
        yield ask("typical", lambda: [answer(n) for n in some])
        yield ask("one", lambda: answer(1))
        yield ask("two, three, four", lambda: [answer(2), answer(3), answer(4)])

    report = try_mutants(halvings, definitions(tmp_path / "loop.py")["halvings"], {})
    assert report.total > 8 and not report.survivors


def test_the_command_tells_tables_or_json_and_fails_when_anything_is_off(week):
    run = CliRunner().invoke
    good = run(app, ["answers", "--seeds", "2"])
    assert good.exit_code == 0 and "weighted_sum" in good.output and "2/2" in good.output
    with_mutants = run(app, ["answers", "--json", "--mutants"])
    (told,) = json.loads(with_mutants.stdout)[week.name]
    assert [s["description"] for s in told["mutants"]["survivors"]] == EQUIVALENT
    assert with_mutants.exit_code == 1  # nobody has argued yet
    change(week.folder / "answers" / "small.py", "return np.sum(values)", "return values @ weights")
    bad = run(app, ["answers"])
    assert bad.exit_code == 1 and "forgets_the_weights is accepted" in bad.output
    as_json = run(app, ["answers", week.name, "--json"])
    assert as_json.exit_code == 1
    assert "is accepted" in json.loads(as_json.stdout)[week.name][0]["troubles"][0]
