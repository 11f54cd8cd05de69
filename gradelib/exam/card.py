"""A verdict as a small card: HTML for notebooks and pages, plain text elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from gradelib.exam.verdict import Verdict

_RECOGNISED = ("misconception", "relation", "behaviour")  # other diagnoses repeat what was found


def card_html(verdict: Verdict, hint: str = "") -> str:
    """The card as a self-contained piece of HTML; `hint` is the one to offer now."""
    points = f"{verdict.points:g} / {_points(verdict.max_points)}"
    rows, notes = list(_rows(verdict)), list(_notes(verdict))
    return _template().render(v=verdict, points=points, rows=rows, hint=hint, notes=notes)


def card_text(verdict: Verdict, hint: str = "") -> str:
    """The card as a few lines of text."""
    rows = list(_rows(verdict))
    rows += [("hint", hint)] if hint else []
    rows += [("note", note) for note in _notes(verdict)]
    return "\n".join([headline(verdict), *(f"  {label:10}  {text}" for label, text in rows)])


def headline(verdict: Verdict) -> str:
    """One line: the exercise, its points, how many questions passed."""
    points = _points(verdict.max_points)
    if verdict.right:
        return f"✓ {verdict.exercise}: right, {points}"
    if verdict.diagnosis.kind == "unwritten":
        return f"○ {verdict.exercise}: not written yet ({points})"
    passed = sum(mark.passed for mark in verdict.marks)
    share = f"{passed} of {len(verdict.marks)} questions passed"
    return f"✗ {verdict.exercise}: {verdict.points:g} of {points}, {share}"


def _points(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def _rows(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """What there is to tell about the first failed question."""
    mark = verdict.first_failed
    if mark is None or verdict.diagnosis.kind == "unwritten":
        return
    yield "failed at", mark.question
    if mark.asked:
        yield "asked", mark.asked
    yield "found", mark.difference
    if mark.line:
        yield "your line", mark.line
    if verdict.diagnosis.kind in _RECOGNISED:
        yield "recognised", verdict.diagnosis.name


def _notes(verdict: Verdict) -> Iterator[str]:
    if any(mark.passed and not mark.counted for mark in verdict.marks):
        yield (
            "What is not counted yet, a function would pass that gives the same for every input. "
            "It counts as soon as a question is passed in which the input matters."
        )
    yield from verdict.remarks


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["ticks"] = _ticks
    return environment.get_template("card.html.j2")


def _ticks(text: str) -> Markup:
    """What stands between backticks as code, everything escaped."""
    style = "font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:.92em"
    code = rf'<span style="{style}">\1</span>'
    return Markup(re.sub(r"`([^`]+)`", code, str(escape(text))))
