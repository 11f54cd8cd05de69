"""Whatever happens to a notebook: no error, no lost work, no harm to the lesson."""

import json
import random
from copy import deepcopy

import nbformat
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gradelib.course.mend import mend
from tests.course.small_notebook import (
    LESSON,
    RELEASED,
    assert_gradeable,
    run,
    solved_lesson,
)

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
@example([("insert", 46), ("delete", 0), ("retype", 296)])  # broken text that writes another answer
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
