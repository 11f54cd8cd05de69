"""The student's check: the card, the next hint, and what to do when something is not at hand."""

import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest

from gradelib import check
from gradelib.exam.check import NotYetError, _failed_tries, next_hint, verdict_on
from gradelib.exam.key import FILE_NAME, key_to_bytes, make_key
from gradelib.exam.load import load_answers, load_exam

EXAM = '''
import numpy as np
from gradelib.exam import ask, exercise

@exercise(points={points})
def mean_row(answer, rng):
    """The mean of the rows."""
    table = rng.normal(size=(3, 4))
    yield ask("typical", lambda: answer(table), hints=["What is added?", "And what divides?"])
    yield ask("one row", lambda: answer(table[:1]), hints=["One is a number, too."])

@exercise(points=1)
def largest(answer, rng):
    """The largest number."""
    numbers = rng.normal(size=9)
    yield ask("typical", lambda: answer(numbers))
'''
ANSWERS = """
from gradelib.exam import wrong
from {origin} import mean_row

@wrong(mean_row, hint="Which axis are the rows?")
def averages_the_columns(table): return table.mean(1)
"""


def mean_row(table):
    return table.mean(0)


def columns(table):
    return table.mean(1)


def odd(table):
    return table.mean(0) * 1.7 + 0.3


def unwritten(table):
    raise NotImplementedError


def write_key(folder):
    exercises = load_exam(folder)
    answers = load_answers(folder)
    key = make_key(exercises, {"mean_row": mean_row, "largest": np.max}, answers, 0)
    (folder / FILE_NAME).write_bytes(key_to_bytes(key))


@pytest.fixture(params=["exam.py", "exam/"])
def week(request, tmp_path, monkeypatch):
    exam, answers, origin = tmp_path / "exam.py", tmp_path / "answers.py", ".exam"
    if request.param == "exam/":
        (tmp_path / "exam").mkdir()
        (tmp_path / "exam/__init__.py").write_text("")
        exam, origin = tmp_path / "exam/rows.py", ".exam.rows"
    exam.write_text(EXAM.format(points=2))
    answers.write_text(ANSWERS.format(origin=origin))
    write_key(tmp_path)
    answers.unlink()  # students do not have it
    monkeypatch.chdir(tmp_path)
    _failed_tries.clear()
    return tmp_path


def failing(name, answer):
    with pytest.raises(NotYetError) as caught:
        check(name, answer)
    return str(caught.value)


def hint_shown(capsys):
    lines = capsys.readouterr().out.splitlines()
    return next((line[14:] for line in lines if line.startswith("  hint")), "")


def test_a_right_answer_shows_its_card(week, capsys):
    check("mean_row", mean_row)
    assert capsys.readouterr() == ("✓ mean_row: right, 2 points\n", "")


def test_a_wrong_answer_is_an_assertion_that_fails(week, capsys):
    assert failing("mean_row", columns) == "✗ mean_row: 0 of 2 points, 0 of 2 questions passed"
    assert "  recognised  averages the columns" in capsys.readouterr().out
    assert issubclass(NotYetError, AssertionError)


def test_hints_grow_stronger_at_each_try_of_the_same_mistake(week, capsys):
    shown = []
    for answer in (columns, columns, columns, columns, odd, odd, odd, columns):
        failing("mean_row", answer)
        shown.append(hint_shown(capsys))
    first, second, third = "Which axis are the rows?", "What is added?", "And what divides?"
    assert shown == [first, second, third, third, second, third, third, third]


def test_what_is_not_written_yet_gets_no_hint_and_costs_none(week, capsys):
    for _ in range(3):
        assert failing("mean_row", unwritten) == "○ mean_row: not written yet (2 points)"
        assert hint_shown(capsys) == ""
    failing("mean_row", columns)
    assert hint_shown(capsys) == "Which axis are the rows?"


def test_a_relation_brings_its_hint_first(week, capsys):
    failing("mean_row", lambda table: 2 * table.mean(0))
    assert hint_shown(capsys) == "Is a factor of one half missing?"


def test_an_exception_brings_a_hint_about_itself_and_none_about_the_question(week, capsys):
    for _ in range(3):
        failing("mean_row", lambda table: table.mean(0) + np.zeros(99))
        assert hint_shown(capsys).startswith("The shapes do not fit together.")


def test_the_arguments_of_the_failed_question_are_at_hand(week, capsys):
    failing("mean_row", lambda table: table.mean(0) if len(table) > 1 else 0.0)
    assert "`mean_row(*check.asked)` asks the failed question again." in capsys.readouterr().out
    (table,) = check.asked
    assert table.shape == (1, 4)
    check("mean_row", mean_row)
    assert check.asked == ()


def test_next_hint_is_empty_where_there_is_none(week):
    assert next_hint(verdict_on("largest", np.min, week), 1) == ""
    assert next_hint(verdict_on("largest", np.max, week), 5) == ""


def test_an_unknown_exercise_lists_the_known_ones(week):
    with pytest.raises(
        LookupError, match=r"no exercise called 'mean_rows'.*has: mean_row, largest"
    ):
        check("mean_rows", mean_row)


def test_a_called_function_is_told_apart_from_the_function(week):
    with pytest.raises(TypeError, match=r"without calling it: check\('largest', largest\)"):
        check("largest", np.max([1, 2]))


def test_a_missing_exam_or_key_says_what_to_do(week, tmp_path, monkeypatch):
    (week / FILE_NAME).unlink()
    with pytest.raises(FileNotFoundError, match=r"no exam\.key .*own week's folder"):
        check("mean_row", mean_row)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError, match=r"no exam .*own week's folder"):
        check("mean_row", mean_row)


def test_a_damaged_key_says_what_to_do(week):
    (week / FILE_NAME).write_bytes(b"\0" * 99)
    with pytest.raises(ValueError, match=r"is damaged\. Fetch the week's folder again"):
        check("mean_row", mean_row)


def test_an_edited_exam_is_read_again(week, capsys):
    check("mean_row", mean_row)
    source = next(p for p in week.rglob("*.py") if "mean_row" in p.read_text())
    source.write_text(EXAM.format(points=5))
    check("mean_row", mean_row)
    assert "right, 5 points" in capsys.readouterr().out


def test_an_exam_of_another_version_than_its_key_is_refused(week):
    source = next(p for p in week.rglob("*.py") if "mean_row" in p.read_text())
    text = source.read_text()
    source.write_text(text.replace('"one row"', '"a single row"'))
    with pytest.raises(ValueError, match="belongs to another version of the exam"):
        check("mean_row", mean_row)
    check("largest", np.max)
    source.write_text(text.replace("def largest", "def greatest"))
    with pytest.raises(ValueError, match="belongs to another version of the exam"):
        check("greatest", np.max)


def test_the_exam_is_not_read_again_without_need(week):
    verdict_on("mean_row", mean_row, week)
    start = time.perf_counter()
    verdict_on("mean_row", mean_row, week)
    assert time.perf_counter() - start < 0.1


def test_checking_draws_nothing_from_the_students_generators(week):
    np.random.seed(3)
    before = np.random.get_state()[1].tolist()
    check("mean_row", lambda table: table.mean(0) + 0 * np.random.normal())
    assert np.random.get_state()[1].tolist() == before


def test_the_stop_button_stops_a_check(week):
    def stopped(table):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("mean_row", stopped)


def python(code, *arguments, cwd=None):
    command = [sys.executable, *arguments, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=cwd, check=True)
    return done.stdout


def test_a_check_is_quick_and_needs_no_torch(week):
    out = python(
        """
        import sys, time
        import numpy as np
        start = time.perf_counter()
        from gradelib import check
        started = time.perf_counter()
        check("mean_row", lambda table: table.mean(0))
        print("torch" in sys.modules, time.perf_counter() - started, started - start)
        """,
        cwd=week,
    )
    torch, seconds, importing = out.split()[-3:]
    assert torch == "False"
    assert float(seconds) < 0.5
    assert float(importing) < 1.0  # 0.1 s on a quiet machine


def test_importing_the_package_is_cheap():
    out = python(
        """
        import sys
        import gradelib
        print(sorted({"torch", "numpy", "jinja2", "gradelib.exam"} & set(sys.modules)))
        """
    )
    assert out.strip() == "[]"


def test_in_a_notebook_the_card_is_html_and_the_traceback_one_line(week):
    out = python(
        """
        from IPython.core.interactiveshell import InteractiveShell
        from IPython.utils.capture import capture_output

        shell = InteractiveShell.instance(colors="NoColor")
        with capture_output() as shown:
            shell.run_cell("from gradelib import check")
            shell.run_cell("check('mean_row', lambda table: table.mean(1))")
        print(shown.outputs[0].data["text/html"][:26].strip())
        print(shown.outputs[0].data["text/plain"].splitlines()[0])
        print(shown.stdout.strip())
        """,
        cwd=week,
    )
    headline = "✗ mean_row: 0 of 2 points, 0 of 2 questions passed"
    assert out.splitlines() == ['<div class="gradelib-card"', headline, headline]
