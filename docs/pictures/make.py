"""Make the README's pictures: real pages from week 1, photographed with Chromium.

The pages are kept beside the pictures, and a test holds them to what this file makes.
"""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import nbformat

from gradelib.course.gradebook import Score
from gradelib.course.lessons import find_week, project_root
from gradelib.course.report import page_html, summarise
from gradelib.course.simulation import NAMES, choose
from gradelib.course.task import Graded
from gradelib.exam.answers import KnownAnswer
from gradelib.exam.card import card_html
from gradelib.exam.check import next_hint
from gradelib.exam.key import make_key
from gradelib.exam.questions import Exercise, examine, local
from gradelib.exam.verdict import Verdict, judge

HERE = Path(__file__).parent
WEEK, STUDENTS, CLASS_SEED, EXAM_SEED = "week01_naive_bayes", 24, 1, 7
SIZES = {"card": (760, 262), "report": (980, 1180)}


def pages() -> dict[str, str]:
    """The HTML of every picture, by name."""
    week = find_week(project_root(), WEEK)
    exam, references, answers = week.exam(), week.references(), week.answers()
    key = make_key(exam, references, answers, EXAM_SEED)

    def verdict(name: str, function: Callable) -> Verdict:
        found = examine(exam[name], local(function), EXAM_SEED)
        return judge(exam[name], key.exercises[name], found)

    wrong = next(a for a in answers if a.exercise == "word_log_probs" and not a.right)
    return {
        "card": _card(verdict("word_log_probs", wrong.function)),
        "report": _report(exam, answers, references, verdict),
    }


def _card(verdict: Verdict) -> str:
    """A misconception as its student sees it."""
    card = card_html(verdict, next_hint(verdict, tries=1))
    return f'<!doctype html>\n<meta charset="utf-8">\n<body style="margin:12px">{card}</body>\n'


def _report(
    exam: Mapping[str, Exercise],
    answers: Sequence[KnownAnswer],
    references: Mapping[str, Callable],
    verdict: Callable[[str, Callable], Verdict],
) -> str:
    """The report on a simulated class, examined without notebooks."""
    graded, grades = {}, {}
    for number, student in enumerate(NAMES[:STUDENTS]):
        rng = random.Random(f"{CLASS_SEED} {student}")
        verdicts = []
        for choice in choose(exam, answers, rng, diligence=number / STUDENTS):
            function = references[choice.exercise] if choice.reference else _unwritten
            function = choice.answer.function if choice.answer else function
            verdicts.append(verdict(choice.exercise, function))
        graded[student, "week"] = Graded(nbformat.v4.new_notebook(), verdicts)
        grades[student] = [Score(v.exercise, v.points, v.max_points, False) for v in verdicts]
    return page_html(summarise(WEEK, graded, grades))


def _unwritten(*arguments: object) -> None:
    raise NotImplementedError


def photograph(page: Path, width: int, height: int) -> None:
    """Write a page's picture beside it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory() as profile:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        flags += ["--disable-background-networking", f"--user-data-dir={profile}"]
        flags += [f"--window-size={width},{height}", "--force-device-scale-factor=2"]
        picture = f"--screenshot={page.with_suffix('.png')}"
        subprocess.run([browser, *flags, picture, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    for name, text in pages().items():
        page = HERE / f"{name}.html"
        page.write_text(text, encoding="utf-8")
        photograph(page, *SIZES[name])
