"""Every way to spoil a file: what the student is told, and that what can be read is kept."""

import json
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from gradelib.course.mend import Mended, mend
from gradelib.course.notebook_repair import LARGEST_FILE, MOST_CELLS
from tests.course.small_notebook import (
    LESSON,
    RELEASED,
    SOLVED,
    STUB,
    WORK,
    assert_gradeable,
    cell_of,
    mended,
    run,
    solved_lesson,
)

MISSED = "The lesson was graded as it was released, without answers."


def test_a_solved_notebook_is_kept_without_a_remark():
    assert mended(solved_lesson()) == (SOLVED, [])


def test_the_released_notebook_is_kept_without_a_remark():
    before = deepcopy(LESSON)
    result = mend(nbformat.writes(LESSON).encode(), LESSON)
    assert result == Mended(LESSON, ())
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


@pytest.mark.parametrize("version", [3, 4])
def test_whole_cells_of_a_file_that_was_cut_off_are_kept(version):
    nb = nbformat.convert(solved_lesson(), version)
    data = json.dumps(nb, indent=1, sort_keys=True).encode()
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


def test_headings_of_old_notebooks_keep_their_level():
    headings = [{"cell_type": "heading", "level": level, "source": "Own"} for level in (3, "x")]
    nb = solved_lesson()
    nb.cells += headings
    assert mended(nb) == ([*SOLVED, "### Own", "# Own"], [])


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
