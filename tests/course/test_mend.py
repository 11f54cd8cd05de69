"""Every way to spoil a notebook: what the student is told, and that all the rest is kept."""

import json
import random
from copy import deepcopy

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds
from nbgrader.utils import compute_checksum

from gradelib.course.mend import find_renamed, mend
from gradelib.course.notebook_repair import LARGEST_FILE, MOST_CELLS

STUB = (
    'def {0}(x):\n    """Return {0} of x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
)
WORK = {"mean": "def mean(x):\n    return sum(x) / len(x)", "top": "def top(x):\n    return max(x)"}
ANSWERED = "Counting words forgets their order."
MISSED = "The lesson was graded as it was released, without answers."


def known(cell, grade_id, **settings):
    """Turn a cell into one that nbgrader knows, as it stands in a released notebook."""
    kind = {"grade": False, "locked": False, "solution": False, "task": False} | settings
    cell.id = grade_id.replace("_", "-")
    cell.metadata.nbgrader = {"schema_version": 3, "grade_id": grade_id, **kind}
    cell.metadata.nbgrader.update(cell_type=cell.cell_type, checksum=compute_checksum(cell))
    return cell


def exercise(name):
    test = new_code_cell(f'check("{name}", {name})')
    return [
        known(new_code_cell(STUB.format(name)), name, solution=True),
        known(test, f"check_{name}", grade=True, locked=True, points=2),
    ]


def released_lesson():
    return new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        cells=[
            new_markdown_cell("# Counting", id="title"),
            new_code_cell("import numpy as np\nrng = np.random.default_rng(0)", id="imports"),
            *exercise("mean"),
            new_code_cell("print(mean([1, 2]))", id="experiment"),
            *exercise("top"),
            known(new_markdown_cell("What is wrong?"), "wrong", locked=True, task=True, points=4),
            new_markdown_cell("*Write your answer here.*", id="space"),
        ],
    )


LESSON = released_lesson()
PLACES = {cell.id: place for place, cell in enumerate(LESSON.cells)}


def solved_lesson():
    nb = deepcopy(LESSON)
    for name, work in WORK.items():
        cell_of(nb, name).source = work
    cell_of(nb, "space").source = ANSWERED
    return nb


def cell_of(nb, cell_id):
    return next(cell for cell in nb.cells if cell.id == cell_id)


def mended(nb):
    """Mend a notebook (or any document) as a file, and return its sources and the remarks."""
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    return [cell.source for cell in result.notebook.cells], list(result.remarks)


def known_cells(nb):
    return [cell for cell in nb.cells if "nbgrader" in cell.metadata]


def assert_gradeable(nb):
    """The notebook is valid, nbgrader accepts it, and what nbgrader knows is as it was released."""
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor, nb.metadata) == (4, 5, LESSON.metadata)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)
    MetadataValidator().validate_nb(nb)
    checked, _ = CheckCellMetadata().preprocess(deepcopy(nb), {})
    unique, _ = DeduplicateIds().preprocess(deepcopy(nb), {})
    assert checked == unique == nb
    assert [c.metadata for c in known_cells(nb)] == [c.metadata for c in known_cells(LESSON)]
    for now, then in zip(known_cells(nb), known_cells(LESSON), strict=True):
        assert (now.cell_type, now.id) == (then.cell_type, then.id)
        assert now.source == then.source or now.metadata.nbgrader.solution
        assert not now.get("outputs") and "attachments" not in now
    nbformat.writes(nb).encode()


SOLVED = [cell.source for cell in solved_lesson().cells]
RELEASED = [cell.source for cell in LESSON.cells]


# The file


def test_a_solved_notebook_is_kept_without_a_remark():
    assert mended(solved_lesson()) == (SOLVED, [])


def test_the_released_notebook_is_left_as_it_is():
    before = deepcopy(LESSON)
    assert mend(nbformat.writes(LESSON).encode(), LESSON) == mend(
        nbformat.writes(LESSON).encode(), before
    )
    assert before == LESSON


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (None, "Nothing was handed in under this name."),
        (b"", "The file is empty."),
        (b" \n\xef\xbb\xbf"[2:], "The file is empty."),
        (b"\0" * 4096, "The file is empty."),
        (b"I could not do it.", "The file is not a notebook: there are no cells in it."),
        (b"[1, 2]", "The file is not a notebook: there are no cells in it."),
        (b"7", "The file is not a notebook: there are no cells in it."),
        (b"null", "The file is not a notebook: there are no cells in it."),
        (b'{"cells": 3}', "The file is not a notebook: there are no cells in it."),
        (b'{"cells": []}', "The file is not a notebook: there are no cells in it."),
        (b'{"cells": [7]}', "Cells that could not be read were left out: 1."),
        (b"[" * 1_000_000, "The file is not a notebook: there are no cells in it."),
        (b'{"cells":' * 100_000, "The file is not a notebook: there are no cells in it."),
        (b" " * (LARGEST_FILE + 1), "The file is larger than 20 MB and was not read"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_file_without_cells_is_graded_as_the_lesson_was_released(data, remark):
    result = mend(data, LESSON)
    assert_gradeable(result.notebook)
    assert [cell.source for cell in result.notebook.cells] == RELEASED
    assert result.remarks[0].startswith(remark)
    assert result.remarks[-1] == MISSED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_another_encoding_is_read(encoding):
    nb = solved_lesson()
    cell_of(nb, "space").source = "C'est naïf"
    data = json.dumps(nb, ensure_ascii=False).encode(encoding)
    result = mend(data, LESSON)
    assert result.notebook.cells[-1].source == "C'est naïf"
    assert len(result.remarks) == 1
    assert result.remarks[0].startswith("The file is not saved as plain UTF-8; it was read as ")


def test_nul_bytes_of_a_crash_are_left_out():
    result = mend(json.dumps(solved_lesson()).encode() + b"\0" * 100, LESSON)
    assert [cell.source for cell in result.notebook.cells] == SOLVED
    assert result.remarks == ("The file holds NUL bytes, which were left out.",)


def test_half_characters_and_nul_in_a_source_do_not_stop_the_grader():
    nb = solved_lesson()
    nb.cells.append(new_code_cell("print('\ud800\0')"))
    assert mended(nb) == ([*SOLVED, "print('?')"], [])


def test_whole_cells_of_a_file_that_was_cut_off_are_kept():
    data = nbformat.writes(solved_lesson()).encode()
    result = mend(data[: data.index(b'check(\\"top')], LESSON)
    assert_gradeable(result.notebook)
    sources = [cell.source for cell in result.notebook.cells]
    assert WORK["mean"] in sources and WORK["top"] in sources
    assert result.remarks[0].startswith("The file is damaged; only the cells that are still whole")
    assert "question `wrong`" in result.remarks[1]


def test_a_file_with_marks_of_git_and_one_inside_another_document_are_read():
    text = nbformat.writes(solved_lesson())
    merged = text.replace(' ],\n "metadata"', ' ],\n<<<<<<< HEAD\n "metadata"')
    for document in (merged, json.dumps({"type": "notebook", "content": json.loads(text)})):
        result = mend(document.encode(), LESSON)
        assert [cell.source for cell in result.notebook.cells] == SOLVED
        assert len(result.remarks) == 1 and "damaged" in result.remarks[0]


def test_a_python_script_is_read_as_one_cell():
    result = mend("\n\n".join(["import numpy as np", *WORK.values()]).encode(), LESSON)
    assert_gradeable(result.notebook)
    sources = [cell.source for cell in result.notebook.cells]
    assert sources.index("# `top` is written in an earlier cell.") > 0
    assert "Python script" in result.remarks[0]
    assert run(result.notebook)["top"]([1, 3]) == 3
    assert run(result.notebook)["mean"]([1, 3]) == 2


def run(nb):
    """Run the code cells as a kernel would, each on its own, and return the names."""
    names = {"check": lambda name, function: seen.append((name, function))}
    seen = []
    for cell in nb.cells:
        if cell.cell_type == "code":
            try:
                exec(cell.source, names)
            except Exception as error:
                names.setdefault("errors", []).append(error)
    return names | {"seen": dict(seen)}


@pytest.mark.parametrize(
    ("version", "remark"),
    [
        (5, "The notebook was saved by a newer program; it was read as far as possible."),
        (1e300, "The notebook was saved by a newer program; it was read as far as possible."),
        (-1, "The file does not say which notebook format it has; it was read as format 4."),
        ("four", "The file does not say which notebook format it has; it was read as format 4."),
        (None, "The file does not say which notebook format it has; it was read as format 4."),
        ([], "The file does not say which notebook format it has; it was read as format 4."),
    ],
)
def test_an_unknown_format_is_read_as_the_present_one(version, remark):
    assert mended(solved_lesson() | {"nbformat": version}) == (SOLVED, [remark])


def test_the_format_of_2013_is_brought_up_to_date():
    old = nbformat.convert(solved_lesson(), 3)
    assert "worksheets" in old and "cells" not in old
    assert mended(old) == (
        SOLVED,
        ["The notebook is in the old format 3; it was brought up to date."],
    )


def test_a_number_with_thousands_of_digits_is_no_obstacle():
    text = json.dumps(solved_lesson()).replace("null", "9" * 5000)
    result = mend(text.encode(), LESSON)
    assert [cell.source for cell in result.notebook.cells] == SOLVED and not result.remarks


@pytest.mark.parametrize("junk", [7, None, "text", [], {}, {"source": None}, {"source": 3}])
def test_entries_that_are_no_cells_are_left_out(junk):
    nb = json.loads(json.dumps(solved_lesson()))
    nb["cells"].insert(2, junk)
    assert mended(nb) == (SOLVED, ["Cells that could not be read were left out: 1."])


def test_an_answer_without_text_counts_as_missing():
    nb = solved_lesson()
    del cell_of(nb, "mean")["source"]
    sources, remarks = mended(nb)
    assert sources == [STUB.format("mean") if s == WORK["mean"] else s for s in SOLVED]
    assert remarks[1:] == [
        "The answer cell of `mean` was missing and was put back as in the lesson."
    ]


def test_sources_in_lines_and_cells_of_unknown_type_are_read():
    nb = json.loads(nbformat.writes(solved_lesson()))
    assert isinstance(nb["cells"][2]["source"], list)
    nb["cells"][2]["cell_type"] = "python"
    del nb["cells"][5]["cell_type"]
    assert mended(nb) == (SOLVED, [])


def test_a_flood_of_cells_is_cut():
    nb = solved_lesson()
    nb.cells += [{"cell_type": "code", "source": "1"}] * MOST_CELLS
    sources, remarks = mended(nb)
    assert len(sources) == MOST_CELLS
    assert remarks == [f"Only the first {MOST_CELLS} cells of the file were read."]


@pytest.mark.parametrize(
    "source",
    ["(" * 50_000, "-" * 90_000 + "1", "a" + ".b" * 45_000, "x = 1\n" * 200_000, "é = '\\d'"],
    ids=["brackets", "signs", "attributes", "long", "escape"],
)
def test_sources_that_trouble_a_parser_are_kept(source, recwarn):
    nb = solved_lesson()
    nb.cells.append(new_code_cell(source))
    assert mended(nb) == ([*SOLVED, source], [])
    assert not recwarn.list


# The cells


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


def test_the_first_of_two_imports_stays_where_it_is():
    nb = solved_lesson()
    cell_of(nb, "imports").source = "import numpy as np"
    nb.cells.append(new_code_cell(SOLVED[1]))
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
    for cell in nb.cells:
        cell.id = "title"
    assert mended(nb) == (SOLVED, [])


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
    cell_of(nb, "title").source = WORK["top"]  # a text cell never runs
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
    cell_of(nb, "space").attachments = picture | {"x": {"text/html": "<script>"}, "y": 3}
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


# Any damage at all

JUNK = [
    7,
    None,
    {"source": ["a = ", 3, "1"]},
    {"cell_type": "code", "source": "import os\nself = 1", "metadata": {"nbgrader": []}},
    {"cell_type": "markdown", "source": "Mine.", "metadata": {"nbgrader": {"grade_id": ["x"]}}},
    {"cell_type": "code", "source": "def mean(x):\n    return 0", "metadata": None},
    {"cell_type": "code", "source": "def mean(x):\n    top = (", "id": "top"},
    {"cell_type": "code", "source": "def top(x):\n    pass\ndef mean(x):\n    pass", "id": 3},
    {"cell_type": "raw", "source": "", "attachments": [], "id": "imports"},
    {"cell_type": "heading", "source": "Mine", "level": 3},
]
SETTINGS = ["points", "grade_id", "solution", "grade", "locked", "task", "schema_version"]
VALUES = [True, False, None, 100, -1, "mean", "check_top", "wrong", [], {}]


def _mutate(cells, action, number):
    chance = random.Random(number)
    place = chance.randrange(len(cells) + 1)
    if action == "insert":
        cells.insert(place, deepcopy(chance.choice(JUNK)))
    elif place < len(cells) and isinstance(cell := cells[place], dict):
        metadata = cell.get("metadata") or {}
        if action == "delete":
            cells.pop(place)
        elif action == "duplicate":
            cells.insert(chance.randrange(len(cells) + 1), deepcopy(cell))
        elif action == "move":
            cells.insert(chance.randrange(len(cells)), cells.pop(place))
        elif action == "strip":
            cell["metadata"] = {}
        elif action == "forget":
            cell.pop("id", None)
        elif action == "retype":
            cell["cell_type"] = chance.choice(["code", "markdown", "raw", None])
        elif action == "edit":
            cell["source"] = f"{cell.get('source')}\n# {number}"
        elif action == "alter" and isinstance(metadata.get("nbgrader"), dict):
            metadata["nbgrader"][chance.choice(SETTINGS)] = chance.choice(VALUES)


HARMLESS = ["duplicate", "move", "strip", "forget", "retype", "edit", "alter"]
ACTIONS = ["insert", "delete", *HARMLESS]


def damages(actions):
    return st.lists(
        st.tuples(st.sampled_from(actions), st.integers(0, 10_000)), min_size=1, max_size=25
    )


@settings(max_examples=300, deadline=None)
@given(damages(ACTIONS))
def test_no_damage_loses_work_or_harms_the_lesson(damage):
    nb = json.loads(json.dumps(solved_lesson()))
    for action, number in damage:
        _mutate(nb["cells"], action, number)
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    kept = " \n".join(cell.source for cell in result.notebook.cells)
    for cell in nb["cells"]:
        source = cell.get("source") if isinstance(cell, dict) else None
        if isinstance(source, str) and source not in RELEASED:
            assert source in kept
    again = mend(nbformat.writes(result.notebook).encode(), LESSON)
    assert again.remarks == ()
    assert again.notebook == result.notebook


@settings(max_examples=200, deadline=None)
@given(damages(HARMLESS))
def test_answers_that_are_there_are_the_ones_tested(damage):
    nb = json.loads(json.dumps(solved_lesson()))
    for action, number in damage:
        _mutate(nb["cells"], action, number)
    seen = run(mend(json.dumps(nb).encode(), LESSON).notebook)["seen"]
    assert seen["mean"]([1, 3]) == 2
    assert seen["top"]([1, 3]) == 3


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(0, 300))
def test_no_bytes_raise(noise, place, length):
    solved = json.dumps(solved_lesson()).encode()
    for data in (noise, solved[:place] + noise + solved[place + length :]):
        assert_gradeable(mend(data, LESSON).notebook)


KEYS = "cells worksheets nbformat cell_type source metadata nbgrader id attachments input"
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=5)
    ),
    max_leaves=15,
)


@settings(max_examples=100, deadline=None)
@given(json_values, json_values)
def test_no_json_raises(value, cell):
    for document in (value, {"cells": [cell], "worksheets": value}):
        assert_gradeable(mend(json.dumps(document).encode(), LESSON).notebook)
