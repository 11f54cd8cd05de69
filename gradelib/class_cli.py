"""The commands around a class: grade, report, simulate, demo."""

import shlex
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gradelib.course.lessons import find_week, project_root
from gradelib.terminal import err, escaped, out, progress_bars, told_plainly

if TYPE_CHECKING:
    from gradelib.course.demo import Row
    from gradelib.course.results import Results

WeekName = Annotated[str, typer.Argument(metavar="WEEK", help="For instance week01_naive_bayes.")]


def grade(
    week: WeekName,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes on this machine; one a core by default.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="The address of a dask scheduler to use instead.")
    ] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Grade only this student; may be repeated.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Grade with this secret seed, and keep it.")
    ] = None,
    device: Annotated[
        Literal["cpu", "cuda"], typer.Option(help="cuda: let students' code reach NVIDIA GPUs.")
    ] = "cpu",
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Run students' code unconfined; marks every grade.")
    ] = False,
) -> None:
    """Grade what a class handed in, in parallel, and write nbgrader's gradebook.

    Stopped at any point, it is simply run again: it grades what is missing.
    """
    from gradelib.course.grade_class import InterruptedGrading, grade_class
    from gradelib.sandbox.gpu import gpus

    with told_plainly():
        results = _results(week, unsafe, device)
        if results.gpu and scheduler is None and not gpus():
            err().print("This machine has no NVIDIA GPU (no /dev/nvidia0): grading on the CPU.")
        if seed is not None:
            results.week.keep_seed(seed)
        students = student or results.week.classroom.students(results.week.name)
        try:
            with progress_bars() as progress:
                grade_class(
                    results, students, workers=workers, scheduler=scheduler, progress=progress
                )
        except InterruptedGrading as stopped:
            again = escaped(shlex.join(["gradelib", *sys.argv[1:]]))
            err().print(f"{stopped} To go on: [bold]{again}[/]")
            raise typer.Exit(130) from None
        out().print(f"{len(students)} students graded. `gradelib report {week}` tells the rest.")


def report(week: WeekName) -> None:
    """Write the class report: a page, and grades.csv with a column for every exercise."""
    from gradelib.course.report import write_report

    with told_plainly():
        out().print(escaped(str(write_report(_results(week)))))


def simulate(
    week: WeekName,
    students: Annotated[int, typer.Option(min=1, help="How many.")] = 24,
    seed: Annotated[int, typer.Option(help="Another seed makes another class.")] = 1,
) -> None:
    """Let simulated students, whose true points are known, hand in a week."""
    from gradelib.course.simulation import simulate as let_hand_in

    with told_plainly():
        names = let_hand_in(_results(week).week.classroom, week, students, seed)
        out().print(f"{len(names)} simulated students handed in {week}.")


def demo(
    students: Annotated[int, typer.Option(min=1, help="How many simulated students.")] = 24,
) -> None:
    """Show the whole way on a simulated class: build, hand in, grade, feedback, report."""
    from gradelib.course.demo import FEEDBACK, run_demo

    with told_plainly():
        root = project_root()
        with progress_bars() as progress:
            rows, page = run_demo(root, students, progress)
        _tell_rows(rows)
        out().print(f"class report     {escaped(str(page.relative_to(root)))}")
        out().print(f"grades           {escaped(str(page.parent.relative_to(root)))}/grades.csv")
        out().print(f"feedback pages   {FEEDBACK}/<student>/")
        out().print(
            "by hand          GRADELIB_CLASS=class/demo .venv/bin/jupyter lab  (formgrader)"
        )
        if any(row.points != row.true_points for row in rows):
            raise typer.Exit(1)


def _results(week: str, unsafe: bool = False, device: str = "cpu") -> "Results":
    from gradelib.course.classroom import Classroom, GradedWeek
    from gradelib.course.results import Results

    root = project_root()
    graded_week = GradedWeek(Classroom(root), find_week(root, week).name)
    return Results(graded_week, unsafe=unsafe, gpu=device == "cuda")


def _tell_rows(rows: "list[Row]") -> None:
    from rich.table import Table

    table = Table()
    table.add_column("student", no_wrap=True)
    table.add_column("points", justify="right")
    table.add_column("true", justify="right")
    table.add_column("recognised")
    for row in rows:
        colour = "green" if row.points == row.true_points else "red"
        table.add_row(
            escaped(row.student),
            f"[{colour}]{row.points:g}[/]",
            f"{row.true_points:g}",
            escaped("; ".join(row.recognised)) or "all right",
        )
    out().print(table)
