"""The class report: a static page that says what the class misunderstood, and grades.csv."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

import jinja2

from gradelib.course.gradebook import Score, scores
from gradelib.course.lessons import CourseError
from gradelib.course.results import Results
from gradelib.course.task import Graded
from gradelib.exam.verdict import Verdict
from gradelib.files import write_atomically

BINS = 10


@dataclass(frozen=True)
class Mistake:
    """One mistake in one exercise, and the students who made it."""

    exercise: str
    kind: str
    name: str
    hint: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Success:
    """How an exercise went."""

    exercise: str
    max_points: float
    right: int
    unwritten: int
    mean_points: float


@dataclass(frozen=True)
class Trouble:
    """What was wrong with a student's file or its run."""

    student: str
    lesson: str
    remarks: tuple[str, ...]
    stopped: bool


@dataclass
class Report:
    """Everything that the page shows."""

    week: str
    students: list[str]
    totals: dict[str, float]
    max_total: float
    successes: list[Success]
    mistakes: list[Mistake]
    troubles: list[Trouble]
    waiting: int
    bins: list[int] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """The mean of the points."""
        return mean(self.totals.values())

    @property
    def median(self) -> float:
        """The median of the points."""
        return median(self.totals.values())


def write_report(results: Results) -> Path:
    """Write the page and grades.csv; returns the page's path.

    raises: CourseError if nothing has been graded yet
    """
    week = results.week
    students = week.classroom.students(week.name)
    graded = {
        (student, lesson): kept
        for student in students
        for lesson in week.notebooks
        if (kept := results.summary(student, lesson)) is not None
    }
    if not graded:
        raise CourseError(f"Nothing of {week.name} has been graded: run `gradelib grade` first.")
    grades = scores(week.classroom.root, week.name, week.graded_cells)
    report = summarise(week.name, graded, grades)
    folder = week.classroom.folder / "report" / week.name
    write_atomically(folder / "grades.csv", grades_csv(grades).encode())
    write_atomically(folder / "index.html", page_html(report).encode())
    return folder / "index.html"


def summarise(
    week: str, graded: Mapping[tuple[str, str], Graded], grades: Mapping[str, Sequence[Score]]
) -> Report:
    """Count what the class did.

    graded: (student, lesson) -> what grading found
    grades: student -> the scores in the gradebook, manual ones included
    """
    verdicts: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for (student, _), result in graded.items():
        for verdict in result.verdicts:
            verdicts[verdict.exercise][student] = verdict
    totals = {student: sum(s.points for s in row) for student, row in grades.items()}
    max_total = max((sum(s.max_points for s in row) for row in grades.values()), default=0.0)
    return Report(
        week=week,
        students=sorted(grades),
        totals=totals,
        max_total=max_total,
        successes=[_success(name, list(mine.values())) for name, mine in verdicts.items()],
        mistakes=_mistakes(verdicts),
        troubles=[
            Trouble(student, lesson, tuple(result.remarks), result.stops > 0)
            for (student, lesson), result in sorted(graded.items(), key=lambda item: item[0])
            if result.remarks
        ],
        waiting=sum(score.waiting for row in grades.values() for score in row),
        bins=_histogram(list(totals.values()), max_total),
    )


def _success(exercise: str, verdicts: Sequence[Verdict]) -> Success:
    return Success(
        exercise,
        verdicts[0].max_points,
        right=sum(v.right for v in verdicts),
        unwritten=sum(v.diagnosis.kind == "unwritten" for v in verdicts),
        mean_points=mean(v.points for v in verdicts),
    )


def _mistakes(verdicts: Mapping[str, Mapping[str, Verdict]]) -> list[Mistake]:
    """The mistakes, the most frequent first."""
    made: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    hints: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for exercise, mine in verdicts.items():
        for student, verdict in sorted(mine.items()):
            diagnosis = verdict.diagnosis
            if diagnosis.kind in ("right", "unwritten"):
                continue
            mistake = (exercise, diagnosis.kind, diagnosis.name)
            made[mistake].append(student)
            hint = diagnosis.hint or next(iter(getattr(verdict.first_failed, "hints", ())), "")
            hints[mistake][hint] += 1
    found = [
        Mistake(*mistake, hints[mistake].most_common(1)[0][0], tuple(students))
        for mistake, students in made.items()
    ]
    return sorted(found, key=lambda m: (-len(m.students), m.exercise, m.name))


def _histogram(totals: Sequence[float], max_total: float) -> list[int]:
    """How many students lie in each tenth of the points; the last tenth includes all points."""
    counts = [0] * BINS
    for total in totals:
        share = total / max_total if max_total else 0.0
        counts[min(int(share * BINS), BINS - 1)] += 1
    return counts


def grades_csv(grades: Mapping[str, Sequence[Score]]) -> str:
    """One row for each student, one column for each exercise and question, and the total."""
    columns = list(dict.fromkeys(score.name for row in grades.values() for score in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", *columns, "total", "max"])
    for student, row in sorted(grades.items()):
        points = {score.name: "" if score.waiting else f"{score.points:g}" for score in row}
        total, most = sum(s.points for s in row), sum(s.max_points for s in row)
        writer.writerow(
            [_safe(student), *(points.get(c, "") for c in columns), f"{total:g}", f"{most:g}"]
        )
    return text.getvalue()


def _safe(text: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def page_html(report: Report) -> str:
    """The report as one page that loads nothing from anywhere."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    return environment.get_template("report.html.j2").render(r=report)
