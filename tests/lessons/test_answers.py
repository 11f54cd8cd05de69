"""Every known answer of every week, through its exam: on the spot, and by way of the stand-in."""

import nbformat
import pytest

from gradelib.course.cell_source import cell_source
from gradelib.course.lessons import project_root, weeks
from gradelib.course.rehearse import rehearse
from gradelib.exam.questions import Examination, examine, local
from gradelib.exam.wire import pack
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.run import run_notebook
from gradelib.sandbox.standin import StandIn

# Wrong answers divide by zero and overflow; that is what is wrong with them.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

WEEKS = weeks(project_root())
EXERCISES = [pytest.param(w, name, id=f"{w.name}-{name}") for w in WEEKS for name in w.exam()]
SEEDS = range(10)  # `gradelib answers WEEK --seeds 200` tries more
FEW_SEEDS = range(3)  # for results, `my_...`: a trained model is asked thousands of times each
LEAST_REFUSED = 0.95  # of the mutants; the survivors are argued one by one


@pytest.mark.parametrize(("week", "name"), EXERCISES)
def test_right_answers_are_accepted_and_misconceptions_named(week, name):
    """Over many seeds; and lazy answers (constants, arguments, replays) earn nothing."""
    seeds = FEW_SEEDS if name.startswith("my_") else SEEDS
    (rehearsal,) = rehearse(week, seeds, names=[name])
    assert rehearsal.troubles == []
    assert len(rehearsal.right) >= 3  # the reference and two others
    assert len(rehearsal.wrong) >= 5


@pytest.mark.parametrize(("week", "name"), EXERCISES)
def test_mutants_of_the_reference_are_refused_or_argued_equivalent(week, name):
    (rehearsal,) = rehearse(week, range(1), with_mutants=True, names=[name])
    assert rehearsal.troubles == []
    assert rehearsal.mutants.total >= 5


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.name)
def test_most_mutants_are_refused(week):
    """Of all mutants of a week; counted from the arguments, which the test above holds true."""
    from gradelib.course.mutants import mutants
    from gradelib.course.rehearse import equivalent_mutants

    total = sum(len(list(mutants(reference))) for reference in week.references().values())
    survivors = sum(len(argued) for argued in equivalent_mutants(week).values())
    assert 1 - survivors / total >= LEAST_REFUSED


@pytest.mark.parametrize(("week", "name"), EXERCISES)
def test_the_stand_in_gives_the_same_evidence(week, name):
    """Of the reference and of every known answer, as cells of a notebook run apart."""
    exercise, seed = week.exam()[name], 7
    functions = [
        week.references()[name],
        *(a.function for a in week.answers() if a.exercise == name),
    ]
    notebook, checks = nbformat.v4.new_notebook(), {}
    for function in functions:
        notebook.cells.append(nbformat.v4.new_code_cell(cell_source(function, name)))
        checks[len(notebook.cells)] = name
        notebook.cells.append(nbformat.v4.new_code_cell("check"))
    found: list[Examination] = []

    def ask(name: str, answer: StandIn | str | None) -> None:
        assert isinstance(answer, StandIn)
        found.append(examine(exercise, answer, seed))

    run = run_notebook(notebook, checks, ask, week.weights, Limits(exam_seconds=900))
    assert run.stops == []
    for function, apart in zip(functions, found, strict=True):
        with week.at_hand():
            here = examine(exercise, local(function), seed)
        assert _bytes(apart) == _bytes(here), function.__name__


def _bytes(examination: Examination) -> bytes:
    """Everything that the judge sees; of exceptions not the line, which has another file name."""
    told = [
        [e.question.name, _without_line(e.value), e.asked, list(e.sizes)]
        for e in examination.evidence
    ]
    return pack([told, list(examination.changed), list(examination.drew), examination.fickle])


def _without_line(value: object) -> object:
    return [value.kind, value.message] if hasattr(value, "line") else value
