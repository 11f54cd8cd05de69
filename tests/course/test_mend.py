"""Every way to spoil the cells: what the student is told, and that all the rest is kept."""

import json
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gradelib.course.mend import find_renamed, mend
from tests.course.small_notebook import (
    LESSON,
    SOLVED,
    STUB,
    WORK,
    assert_gradeable,
    cell_of,
    exercise,
    known,
    known_cells,
    mended,
    run,
    solved_lesson,
)


def test_a_deleted_answer_costs_itself_alone():
    nb = solved_lesson()
    nb.cells.remove(cell_of(nb, "mean"))
    sources, remarks = mended(nb)
    assert sources == [STUB.format("mean") if s == WORK["mean"] else s for s in SOLVED]
    assert remarks == ["The answer cell of `mean` was missing and was put back as in the lesson."]


def test_deleted_tests_and_questions_are_put_back():
    nb = solved_lesson()
    nb.cells = [c for c in nb.cells if c.id not in ("check-mean", "check-top", "wrong")]
    assert mended(nb) == (
        SOLVED,
        [
            "The test cell of `mean`, the test cell of `top` and the question `wrong` "
            "were missing and were put back as in the lesson."
        ],
    )


def test_a_locked_cell_is_put_back_whether_changed_or_deleted():
    cell = known(new_code_cell("SIZE = 8"), "sizes", locked=True)
    lesson = new_notebook(cells=[cell, new_code_cell("print(SIZE)", id="last")])
    for own in ([], [deepcopy(cell) | {"source": "SIZE = 9"}]):
        nb = new_notebook(cells=[*own, lesson.cells[1]])
        result = mend(json.dumps(nb).encode(), lesson)
        assert result.notebook.cells[-2:] == lesson.cells
        assert result.remarks[0].startswith("The locked cell `sizes` was ")


def test_a_deleted_text_stays_deleted_but_imports_are_put_back():
    nb = solved_lesson()
    nb.cells = [c for c in nb.cells if c.id not in ("title", "imports", "experiment", "space")]
    sources, remarks = mended(nb)
    assert sources == [s for i, s in enumerate(SOLVED) if i not in (0, 4, 8)]
    assert remarks == [
        "The cell of the lesson that gives np was missing and was put back as in the lesson."
    ]


def test_imports_that_moved_to_another_cell_are_not_put_back():
    nb = solved_lesson()
    nb.cells[1] = new_code_cell("import numpy as np, os")
    sources, remarks = mended(nb)
    assert sources == [SOLVED[0], "import numpy as np, os", *SOLVED[2:]]
    assert not remarks


def test_of_a_repeated_answer_the_last_changed_copy_counts():
    nb = solved_lesson()
    first, last = "def mean(x):\n    return 1", "def mean(x):\n    return 2"
    copies = [known(new_code_cell(s), "mean", solution=True) for s in (first, last)]
    untouched = deepcopy(cell_of(LESSON, "mean"))
    nb.cells[2:3] = [*copies, untouched]
    sources, remarks = mended(nb)
    assert sources == [*SOLVED[:2], first, last, *SOLVED[3:]]
    assert "The answer cell of `mean` was there more than once; the last copy" in remarks[0]
    assert run(mend(json.dumps(nb).encode(), LESSON).notebook)["seen"]["mean"]([]) == 2


def test_a_repeated_test_stands_once():
    nb = solved_lesson()
    nb.cells += [deepcopy(cell_of(nb, "check-mean")) for _ in range(3)]
    sources, remarks = mended(nb)
    assert sorted(sources) == sorted(SOLVED)
    assert remarks[0] == "The test cell of `mean` was there more than once; only one is kept."


def test_a_copy_below_the_test_counts_too():
    nb = solved_lesson()
    nb.cells.insert(4, deepcopy(cell_of(nb, "mean")) | {"source": "def mean(x):\n    return 2"})
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    assert run(result.notebook)["seen"]["mean"]([]) == 2


def test_an_untouched_copy_does_not_undo_the_answer():
    nb = solved_lesson()
    cell_of(nb, "mean").source = "mean = np.mean"  # no definition that could be recognised
    nb.cells.insert(3, deepcopy(cell_of(LESSON, "mean")))
    sources, _ = mended(nb)
    assert sources == [*SOLVED[:2], "mean = np.mean", *SOLVED[3:]]


def test_a_second_try_with_a_copy_of_the_test_below_is_tested():
    nb = solved_lesson()
    again = new_code_cell("def mean(x):\n    return 2")
    nb.cells[4:4] = [again, deepcopy(cell_of(nb, "check-mean"))]
    sources, _ = mended(nb)
    assert sources == [*SOLVED[:3], again.source, *SOLVED[3:]]


def test_a_test_typed_again_by_the_student_is_left_alone():
    nb = solved_lesson()
    nb.cells.append(new_code_cell(cell_of(nb, "check-mean").source))
    assert mended(nb) == ([cell.source for cell in nb.cells], [])
    cell_of(nb, "check-mean").source = "# check"
    sources, remarks = mended(nb)
    assert sources == [*SOLVED[:3], "# check", *SOLVED[3:]]
    assert not any("own" in remark for remark in remarks)


@pytest.mark.parametrize("ids_too", [False, True])
def test_the_order_is_restored_without_any_settings(ids_too):
    nb = solved_lesson()
    nb.cells.insert(5, new_code_cell("# after the experiment"))
    sources = [cell.source for cell in nb.cells]
    nb.cells = [*nb.cells[6:8], nb.cells[1], *nb.cells[4:6], *nb.cells[2:4], *nb.cells[8:]]
    for cell in nb.cells:
        cell.metadata = {}
        if ids_too:
            del cell["id"]
    assert mended(nb)[0] == sources[1:]  # the title stays deleted


def test_an_edited_cell_keeps_its_place_although_a_copy_of_the_original_is_there():
    nb = solved_lesson()
    cell_of(nb, "imports").source = "import numpy as np"
    nb.cells.insert(0, new_code_cell(SOLVED[1]))
    assert mended(nb) == ([cell.source for cell in nb.cells], [])


def test_the_order_of_the_lesson_is_restored_and_own_cells_go_along():
    nb = solved_lesson()
    nb.cells.insert(0, new_markdown_cell("by me"))
    for cell_id in ("mean", "top"):
        place = nb.cells.index(cell_of(nb, cell_id)) + 1
        nb.cells.insert(place, new_code_cell(f"# after {cell_id}"))
    cells = nb.cells
    nb.cells = [*cells[:3], *cells[7:10], *cells[3:7], *cells[10:]]  # `top` before `mean`
    sources, remarks = mended(nb)
    assert sources == [cell.source for cell in cells]
    assert remarks == [
        "A part of the notebook was not in the order of the lesson and was moved back."
    ]


@pytest.mark.parametrize("ids_too", [False, True])
def test_stripped_metadata_is_restored(ids_too):
    nb = solved_lesson()
    for cell in nb.cells:
        cell.metadata = {}
        if ids_too:
            del cell["id"]
    sources, remarks = mended(nb)
    assert sources == SOLVED
    assert len(remarks) == 1
    assert remarks[0].startswith("The answer cell of `mean`, the test cell of `mean`, ")
    assert remarks[0].endswith(
        "had no nbgrader settings any more and were recognised by what is in it."
    )


def test_a_stripped_answer_with_a_syntax_error_is_recognised():
    nb = solved_lesson()
    broken = "%matplotlib inline\ndef mean(x):\n    return (1"
    nb.cells[2] = new_code_cell(broken)
    sources, remarks = mended(nb)
    assert sources == [*SOLVED[:2], broken, *SOLVED[3:]]
    assert len(remarks) == 1


@pytest.mark.parametrize(
    ("cell_id", "change"),
    [
        ("check-mean", {"points": 100}),
        ("check-mean", {"solution": True}),
        ("check-mean", {"locked": False, "grade": False}),
        ("mean", {"grade": True, "points": 100}),
        ("mean", {"solution": False, "locked": True}),
        ("wrong", {"task": "yes", "schema_version": "three"}),
    ],
)
def test_altered_settings_are_set_back(cell_id, change):
    nb = solved_lesson()
    cell_of(nb, cell_id).metadata.nbgrader.update(change)
    sources, remarks = mended(nb)
    assert sources == SOLVED
    assert len(remarks) == 1
    assert remarks[0].endswith(
        "had other nbgrader settings than in the lesson; they were set back."
    )


@pytest.mark.parametrize("others", [("top",), ("check-mean",), ("wrong",), ("check-mean", "wrong")])
@pytest.mark.parametrize("ids_too", [False, True])
def test_work_is_found_under_exchanged_settings(others, ids_too):
    nb = solved_lesson()
    for other in others:
        one, two = cell_of(nb, "mean"), cell_of(nb, other)
        one.metadata, two.metadata = two.metadata, one.metadata
        if ids_too:
            one.id, two.id = two.id, one.id
    sources, remarks = mended(nb)
    assert sources == SOLVED
    assert any("other nbgrader settings" in remark for remark in remarks)


def test_work_is_found_when_an_own_cell_has_its_settings():
    nb = solved_lesson()
    own, answer = new_markdown_cell("Note."), cell_of(nb, "mean")
    own.metadata, answer.metadata, own.id, answer.id = answer.metadata, {}, answer.id, own.id
    nb.cells.append(own)
    sources, _ = mended(nb)
    assert sources == [*SOLVED, "Note."]


def test_an_answer_with_the_settings_of_a_deleted_one_counts_for_itself():
    nb = solved_lesson()
    cell_of(nb, "top").metadata = cell_of(nb, "mean").metadata
    nb.cells.remove(cell_of(nb, "mean"))
    sources, _ = mended(nb)
    assert sources == [STUB.format("mean") if s == WORK["mean"] else s for s in SOLVED]


def test_tests_with_exchanged_settings_are_not_called_changed():
    nb = solved_lesson()
    one, two = cell_of(nb, "check-mean"), cell_of(nb, "check-top")
    one.metadata, two.metadata = two.metadata, one.metadata
    sources, remarks = mended(nb)
    assert sources == SOLVED
    assert len(remarks) == 1 and "other nbgrader settings" in remarks[0]


def test_one_id_for_all_cells_harms_nothing():
    nb = solved_lesson()
    cell_of(nb, "mean").source = "import numpy as np\n" + WORK["mean"]
    for cell in nb.cells:
        cell.id = "imports"
    assert mended(nb) == ([cell.source for cell in nb.cells], [])


@pytest.mark.parametrize("strip", [False, True])
@pytest.mark.parametrize("shift", [1, 2, 3, 8])
def test_ids_of_an_earlier_release_that_now_belong_to_other_cells_do_not_mislead(shift, strip):
    nb = solved_lesson()
    for place, cell in enumerate(nb.cells):
        cell.id = LESSON.cells[(place + shift) % len(LESSON.cells)].id
        cell.metadata = {} if strip else cell.metadata
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    assert sorted(cell.source for cell in result.notebook.cells) == sorted(SOLVED)
    assert [c.source for c in known_cells(result.notebook)] == [SOLVED[i] for i in (2, 3, 5, 6, 7)]
    assert run(result.notebook)["seen"]["top"]([1, 3]) == 3


def test_an_unrecognisable_answer_is_not_taken_for_another_with_its_old_id():
    nb = solved_lesson()
    cell_of(nb, "mean").source = STUB.format("mean")
    cell_of(nb, "top").source, cell_of(nb, "top").id = "top = np.max", "mean"
    sources, _ = mended(nb)
    assert sources == [*SOLVED[:2], STUB.format("mean"), *SOLVED[3:5], "top = np.max", *SOLVED[6:]]


def test_an_emptied_test_is_put_back():
    nb = solved_lesson()
    cell_of(nb, "check-mean").source = ""
    assert mended(nb)[0] == SOLVED


def test_an_edited_test_is_put_back_and_what_was_written_there_runs_before_it():
    nb = solved_lesson()
    edited = "mean = lambda x: 0\nprint('passed')"
    cell_of(nb, "check-mean").source = edited
    cell_of(nb, "check-mean").metadata.nbgrader["locked"] = False
    sources, remarks = mended(nb)
    assert sources == [*SOLVED[:3], edited, *SOLVED[3:]]
    assert remarks[0].startswith("The test cell of `mean` was changed and was put back")


def test_an_answer_written_into_the_test_cell_is_taken():
    nb = solved_lesson()
    cell_of(nb, "mean").source = STUB.format("mean")
    cell_of(nb, "check-mean").source = WORK["mean"] + "\n\ncheck('mean', mean)"
    sources, _ = mended(nb)
    assert sources == [*SOLVED[:2], WORK["mean"] + "\n\ncheck('mean', mean)", *SOLVED[3:]]


def test_an_answer_written_into_the_question_stays_behind_it():
    nb = solved_lesson()
    cell_of(nb, "wrong").source += "\n\nEverything."
    sources, remarks = mended(nb)
    assert sources == [*SOLVED[:8], "What is wrong?\n\nEverything.", SOLVED[8]]
    assert remarks[0].startswith("The question `wrong` was changed and was put back")


@pytest.mark.parametrize("place", [1, 3, 4, 9])
def test_an_answer_in_a_cell_of_its_own_is_taken_wherever_it_stands(place):
    nb = solved_lesson()
    cell_of(nb, "mean").source = STUB.format("mean")
    nb.cells.insert(place, new_code_cell(WORK["mean"]))
    sources, remarks = mended(nb)
    assert sources == SOLVED
    assert remarks == [
        "The answer cell of `mean` was left as in the lesson; "
        "the answer was found in a cell of your own."
    ]


def test_helpers_between_the_untouched_cell_and_the_answer_still_run_first():
    nb = solved_lesson()
    cell_of(nb, "mean").source = STUB.format("mean")
    own = [new_code_cell("def same(f):\n    return f"), new_code_cell("@same\n" + WORK["mean"])]
    nb.cells[3:3] = own
    sources, _ = mended(nb)
    assert sources == [*SOLVED[:2], *(cell.source for cell in own), *SOLVED[3:]]


def test_a_second_try_below_a_changed_answer_wins_as_it_did_for_the_student():
    nb = solved_lesson()
    nb.cells.insert(3, new_code_cell("def mean(x):\n    return 3"))
    sources, remarks = mended(nb)
    assert sources == [cell.source for cell in nb.cells]
    assert not remarks


def test_two_answers_merged_into_one_cell_both_count():
    nb = solved_lesson()
    cell_of(nb, "mean").source = "\n\n".join(WORK.values())
    nb.cells.remove(cell_of(nb, "top"))
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    assert result.remarks == (
        "The answer cell of `top` stays empty, because an earlier cell of yours holds that answer "
        "too.",
    )
    seen = run(result.notebook)["seen"]
    assert seen["mean"]([1, 3]) == 2 and seen["top"]([1, 3]) == 3


def test_an_answer_added_to_the_imports_leaves_them_first():
    nb = solved_lesson()
    cell_of(nb, "imports").source += "\n\n" + WORK["top"]
    cell_of(nb, "top").source = STUB.format("top")
    sources, remarks = mended(nb)
    assert sources[1] == SOLVED[1] + "\n\n" + WORK["top"]
    assert sources[5] == "# `top` is written in an earlier cell."
    assert remarks[0].startswith("The answer cell of `top` stays empty, because an earlier cell")


def test_an_answer_that_does_not_run_stands_for_no_other():
    nb = solved_lesson()
    text = new_markdown_cell(SOLVED[1] + "\n\n" + WORK["top"], id="imports")
    nb.cells[1:2] = [text, new_code_cell("import numpy as np")]
    cell_of(nb, "top").source = STUB.format("top")
    sources, _ = mended(nb)
    assert sources[-4] == STUB.format("top")


def test_imports_with_an_answer_that_moves_are_also_kept_in_their_place():
    nb = solved_lesson()
    nb.cells[1:3] = [new_code_cell("import numpy as np\n\n" + WORK["mean"])]
    sources, _ = mended(nb)
    assert sources == [*SOLVED[:2], nb.cells[1].source, *SOLVED[3:]]


def test_a_stripped_answer_turned_into_text_is_recognised():
    nb = solved_lesson()
    nb.cells[2] = new_markdown_cell(WORK["mean"])
    assert mended(nb)[0] == SOLVED


def test_types_of_cells_are_restored():
    nb = solved_lesson()
    nb.cells = [
        (new_markdown_cell if cell.cell_type == "code" else new_code_cell)(
            cell.source, id=cell.id, metadata=cell.metadata
        )
        for cell in nb.cells
    ]
    cell_of(nb, "mean").attachments = {"x": {"image/png": "iVBORw0KGgo="}}
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    assert [cell.source for cell in result.notebook.cells] == SOLVED
    assert result.notebook.cells[1].cell_type == "code"
    assert len(result.remarks) == 1
    assert (
        "and the cell of the lesson that gives np were turned into another type"
        in result.remarks[0]
    )


def test_settings_on_own_cells_are_removed():
    nb = solved_lesson()
    own = known(new_code_cell("1"), "mine", grade=True, locked=True, points=100)
    own.metadata.tags = ["skip-execution"]
    nb.cells.append(own)
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    assert result.notebook.cells[-1].metadata == {}
    assert result.remarks == ("A cell of your own had nbgrader settings, which were removed.",)


def test_equal_and_impossible_ids_become_valid_and_stay_the_same():
    nb = solved_lesson()
    own = [new_code_cell("own = 1") for _ in range(4)]
    for cell, cell_id in zip(own, ["mean", "mean", "né!", "x" * 65], strict=True):
        cell["id"] = cell_id
    nb.cells += own
    nb.cells.append(new_code_cell("own = 1", id="my-own"))
    assert mended(nb) == (SOLVED + ["own = 1"] * 5, [])
    assert mend(json.dumps(nb).encode(), LESSON).notebook.cells[-1].id == "my-own"
    data = json.dumps(nb).encode()
    assert nbformat.writes(mend(data, LESSON).notebook) == nbformat.writes(
        mend(data, LESSON).notebook
    )


def test_pictures_stay_and_outputs_go():
    nb = solved_lesson()
    picture = {"graph.png": {"image/png": "iVBORw0KGgo="}}
    cell_of(nb, "space").attachments = picture | {
        "x": {"text/html": "<script>", "image/png": 3, "image/jpeg": "é", "image/\ud800": "x"},
        "y": 3,
    }
    cell_of(nb, "mean").attachments = picture
    cell_of(nb, "mean").outputs = [{"output_type": "bomb", "data": "x" * 1_000_000}]
    nb.metadata.kernelspec = {"name": "evil", "display_name": "E"}
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    assert cell_of(result.notebook, "space").attachments == picture | {"x": {}}
    assert not result.remarks


def test_written_answers_that_nbgrader_grades_by_hand_are_grafted():
    cell = known(new_markdown_cell("YOUR ANSWER HERE"), "why", grade=True, solution=True, points=3)
    lesson = new_notebook(cells=[cell])
    nb = deepcopy(lesson)
    nb.cells[0].source = "Because."
    nb.cells[0].metadata.nbgrader.points = 30
    result = mend(json.dumps(nb).encode(), lesson)
    assert result.notebook.cells[0].source == "Because."
    assert result.notebook.cells[0].metadata == cell.metadata


# Renamed files


def other_lesson():
    return new_notebook(cells=[*exercise("median"), *exercise("spread")])


def as_file(nb, **strip):
    nb = deepcopy(nb)
    for cell in nb.cells if strip else ():
        cell.metadata = {}
    return json.dumps(nb).encode()


EXPECTED = {"counting": LESSON, "order": other_lesson()}


@pytest.mark.parametrize("strip", [{}, {"metadata": True}])
def test_renamed_files_are_found_by_what_is_in_them(strip):
    files = {
        "final.ipynb": as_file(solved_lesson(), **strip),
        "b": as_file(other_lesson(), **strip),
        "notes": b"\xff\xd8 no notebook",
    }
    assert find_renamed(files, EXPECTED) == {"counting": "final.ipynb", "order": "b"}


def test_of_several_renamed_files_the_one_with_answers_is_taken():
    files = {"a": as_file(LESSON), "b": as_file(solved_lesson()), "c": as_file(LESSON)}
    assert find_renamed(files, EXPECTED) == {"counting": "b"}


def test_a_copy_of_a_lesson_that_was_handed_in_stands_for_no_other():
    copy = other_lesson()
    copy.cells.append(new_code_cell(WORK["mean"]))
    files = {"order": as_file(other_lesson()), "order-Copy1": as_file(copy)}
    assert find_renamed(files, EXPECTED) == {}


def test_ids_tell_more_about_a_file_than_functions():
    nb = other_lesson()
    for cell, name in zip(nb.cells[::2], WORK, strict=True):
        cell.source = WORK[name]
    assert find_renamed({"x": as_file(nb)}, EXPECTED) == {"order": "x"}


def test_files_with_the_expected_names_are_left_alone():
    files = {"counting": b"", "order": as_file(solved_lesson()), "x": as_file(solved_lesson())}
    assert find_renamed(files, EXPECTED) == {}
