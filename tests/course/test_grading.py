"""What a handed-in notebook earns, whatever state it is in."""

import nbformat
import pytest

from gradelib.course.task import Graded
from gradelib.course.worker import grade_here as grade
from tests.course.small_class import as_bytes, cell_of, nbgrader_cell, released, solved, task


def points(graded: Graded) -> dict[str, float]:
    return {verdict.exercise: verdict.points for verdict in graded.verdicts}


def diagnosis(graded: Graded, exercise: str) -> str:
    return next(v.diagnosis.name for v in graded.verdicts if v.exercise == exercise)


ALL = {"square": 2.0, "total": 3.0}
NONE = {"square": 0.0, "total": 0.0}
ONLY_TOTAL = {"square": 0.0, "total": 3.0}
ONLY_SQUARE = {"square": 2.0, "total": 0.0}


def test_the_released_notebook_earns_nothing_and_the_reference_all(tmp_path):
    untouched = grade(task(released(), tmp_path))
    assert points(untouched) == NONE
    assert {v.diagnosis.kind for v in untouched.verdicts} == {"unwritten"}
    assert untouched.remarks == []
    assert points(grade(task(solved(), tmp_path))) == ALL


def test_a_mistake_is_recognised_and_its_card_lies_in_the_notebook(tmp_path):
    graded = grade(task(solved(square="def square(x):\n    return -(x**2)"), tmp_path))
    assert points(graded) == ONLY_TOTAL
    assert "sign is flipped" in diagnosis(graded, "square")
    card, value = cell_of(graded.notebook, "check_square").outputs
    assert "sign is flipped" in card.data["text/html"]
    assert (value.output_type, value.data["text/plain"]) == ("execute_result", "0")


def syntax_error():
    return solved(square="def square(x:\n    return x")


def renamed_function():
    return solved(square="def my_square(x):\n    return x**2")


def exception_half_way():
    notebook = solved()
    notebook.cells.insert(4, nbformat.v4.new_code_cell("1 / 0", id="oops"))
    return notebook


def asks_for_input():
    return solved(square="n = input('how many?')\ndef square(x):\n    return x**2")


def endless_cell():
    return solved(square="def square(x):\n    return x**2\nwhile True:\n    pass")


def ends_its_process():
    return solved(square="import os\nos._exit(0)")


def leaves_by_sys_exit():
    return solved(square="import sys\nsys.exit()\ndef square(x):\n    return x**2")


def calls_exit():
    return solved(square="def square(x):\n    return x**2\nexit()")


def warns_on_stderr():
    return solved(
        square="import sys, warnings\ndef square(x):\n    warnings.warn('hm')\n"
        "    print('hm', file=sys.stderr)\n    return x**2\nwarnings.warn('hm')"
    )


def shadowed_later():
    notebook = solved()
    notebook.cells.append(nbformat.v4.new_code_cell("square = total = 3", id="later"))
    return notebook


def shadowed_before_its_check():
    return solved(square="def square(x):\n    return x**2\nsquare = 3")


def test_cell_deleted():
    notebook = solved()
    notebook.cells = [c for c in notebook.cells if c.id != "check-square"]
    return notebook


def answer_deleted():
    notebook = solved()
    notebook.cells = [c for c in notebook.cells if c.id != "square"]
    return notebook


def duplicated():
    notebook = solved()
    notebook.cells.insert(3, notebook.cells[2].copy())
    return notebook


def reordered():
    notebook = solved()
    notebook.cells = notebook.cells[:1] + notebook.cells[1:][::-1]
    return notebook


def metadata_stripped():
    notebook = solved()
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def points_altered():
    notebook = solved(square="def square(x):\n    return 0")
    cell_of(notebook, "check_square").metadata.nbgrader.points = 100
    return notebook


def marked_as_a_solution():
    notebook = solved(square="def square(x):\n    return 0")
    cell_of(notebook, "check_square").metadata.nbgrader.solution = True
    return notebook


def own_test_cell():
    notebook = solved(square="def square(x):\n    return 0")
    notebook.cells.append(
        nbgrader_cell("code", "check_bonus", "100", grade=True, locked=True, points=100)
    )
    return notebook


test_cell_deleted.__test__ = False  # a way to hand in, not a test

HANDED_IN = [
    (syntax_error, ONLY_TOTAL, "has a syntax error", 0),
    (renamed_function, ONLY_TOTAL, "defines `my_square`: was it renamed?", 0),
    (exception_half_way, ALL, None, 0),
    (asks_for_input, ONLY_TOTAL, "raised StdinNotImplementedError before `square`", 0),
    (endless_cell, ALL, None, "was stopped after 3 s, in the cell that begins `def square(x):`"),
    (ends_its_process, ONLY_TOTAL, "not defined", "ended the process it ran in"),
    (leaves_by_sys_exit, ONLY_TOTAL, "raised SystemExit before `square`", 0),
    (calls_exit, ALL, None, "called exit(), which ends the process"),
    (warns_on_stderr, ALL, None, 0),
    (shadowed_later, ALL, None, 0),
    (shadowed_before_its_check, ONLY_TOTAL, "was something else, not a function", 0),
    (test_cell_deleted, ALL, None, "missing and was put back"),
    (answer_deleted, ONLY_TOTAL, "not written yet", "missing and was put back"),
    (duplicated, ALL, None, "there more than once"),
    (reordered, ALL, None, "not in the order of the lesson"),
    (metadata_stripped, ALL, None, "no nbgrader settings any more"),
    (points_altered, ONLY_TOTAL, None, "other nbgrader settings"),
    (marked_as_a_solution, ONLY_TOTAL, None, "other nbgrader settings"),
    (own_test_cell, ONLY_TOTAL, None, "had nbgrader settings, which were removed"),
]


@pytest.mark.parametrize(
    ("hand_in", "earned", "said", "remark"), HANDED_IN, ids=[h[0].__name__ for h in HANDED_IN]
)
def test_a_bad_submission_costs_only_what_it_must(hand_in, earned, said, remark, tmp_path):
    graded = grade(task(hand_in(), tmp_path))
    assert points(graded) == earned
    assert all(v.points <= v.max_points for v in graded.verdicts)
    if said:
        assert said in diagnosis(graded, "square")
    if remark:
        assert remark in " ".join(graded.remarks)
        assert graded.notebook.cells[0].id == "gradelib-remarks"
    else:
        assert graded.remarks == []


@pytest.mark.parametrize(
    ("bytes_handed_in", "remark"),
    [
        (None, "handed in"),
        (b"", "empty"),
        (b"\x00\xff no notebook", "not"),
        (b"{not json", "not"),
        (b"[1, 2]", "not"),
        (as_bytes(solved())[:-40], "not"),
    ],
    ids=["nothing", "empty", "binary", "no JSON", "no notebook", "cut off"],
)
def test_a_file_that_is_no_notebook_earns_nothing_and_is_explained(
    bytes_handed_in, remark, tmp_path
):
    graded = grade(task(bytes_handed_in, tmp_path))
    assert points(graded) == NONE
    assert remark in " ".join(graded.remarks)


@pytest.mark.parametrize("version", [3, 5])
def test_other_notebook_formats_are_read(version, tmp_path):
    if version == 3:
        submitted = nbformat.writes(solved(), version=3).encode()
    else:
        submitted = as_bytes(solved() | {"nbformat": 5, "nbformat_minor": 99})
    assert points(grade(task(submitted, tmp_path))) == ALL


def test_an_answer_that_hangs_in_the_exam_costs_only_itself(tmp_path):
    graded = grade(task(solved(square="def square(x):\n    while True: pass"), tmp_path))
    assert points(graded) == ONLY_TOTAL
    assert diagnosis(graded, "square") == "takes too long"


def test_an_answer_that_ends_the_process_in_the_exam_costs_only_itself(tmp_path):
    source = "import os\ndef square(x):\n    os._exit(1)"
    graded = grade(task(solved(square=source), tmp_path))
    assert points(graded) == ONLY_TOTAL
    assert "was stopped while `square` was asked" in " ".join(graded.remarks)


def test_after_too_many_stops_the_rest_is_explained(tmp_path):
    graded = grade(task(solved(square="import os\nos._exit(1)"), tmp_path, restarts=0))
    assert points(graded) == NONE
    assert "the notebook did not get this far" in diagnosis(graded, "total")


def test_an_answer_may_use_what_an_experiment_of_the_lesson_computed(tmp_path):
    """`run` is an experiment's variable; experiments are only run where they are needed."""
    graded = grade(task(solved(square="def square(x):\n    return run * x**2"), tmp_path))
    assert points(graded) == ALL


def test_a_flood_of_output_is_cut_off(tmp_path):
    source = "print('x' * 5_000_000)\ndef square(x):\n    print('y' * 5_000_000)\n    return x**2"
    graded = grade(task(solved(square=source), tmp_path))
    assert points(graded) == ALL
    assert "cut off" in str(cell_of(graded.notebook, "square").outputs)
    assert len(graded.to_json()) < 300_000


def test_grading_twice_gives_the_same_bytes_and_results_survive_the_disk(tmp_path):
    submission = task(solved(square="import random\ndef square(x):\n    return x + 1"), tmp_path)
    first, second = grade(submission), grade(submission)
    assert first.to_json() == second.to_json()
    assert Graded.from_json(first.to_json()).to_json() == first.to_json()


def test_the_digest_changes_with_what_was_handed_in(tmp_path):
    assert task(solved(), tmp_path).digest() == task(solved(), tmp_path).digest()
    assert task(solved(), tmp_path).digest() != task(released(), tmp_path).digest()
    assert task(None, tmp_path).digest() != task(b"", tmp_path).digest()
