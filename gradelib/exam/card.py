"""A verdict as a small card: HTML for notebooks and pages, plain text elsewhere."""

from functools import cache
from pathlib import Path

import jinja2

from gradelib.exam.verdict import Verdict


def card_html(verdict: Verdict, hint: str = "", seed: int | None = None) -> str:
    """The card as a self-contained piece of HTML; `hint` is the next one to offer."""
    return _template().render(v=verdict, mark=verdict.first_failed, hint=hint, seed=seed)


def card_text(verdict: Verdict, hint: str = "") -> str:
    """The card as a few lines of text."""
    lines = [headline(verdict)]
    mark = verdict.first_failed
    if mark is not None and verdict.diagnosis.kind != "unwritten":
        lines.append(f"  question    {mark.question}")
        lines += [f"  asked       {mark.asked}"] if mark.asked else []
        lines.append(f"  found       {mark.difference}")
        lines += [f"  your line   {mark.line}"] if mark.line else []
        lines.append(f"  recognised  {verdict.diagnosis.name}")
    if hint:
        lines.append(f"  hint        {hint}")
    lines += [f"  note        {remark}" for remark in verdict.remarks]
    return "\n".join(lines)


def headline(verdict: Verdict) -> str:
    """One line: the exercise, its points, how many questions passed."""
    if verdict.right:
        return f"✓ {verdict.exercise}: right, {verdict.points:g} points"
    if verdict.diagnosis.kind == "unwritten":
        return f"○ {verdict.exercise}: not written yet ({verdict.max_points:g} points)"
    passed = sum(mark.passed for mark in verdict.marks)
    return (
        f"✗ {verdict.exercise}: {verdict.points:g} of {verdict.max_points:g} points, "
        f"{passed} of {len(verdict.marks)} questions"
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    return environment.get_template("card.html.j2")
