"""How commands speak to the person at the terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from gradelib.course.lessons import CourseError

if TYPE_CHECKING:
    from rich.console import Console


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """What a person can put right is told in red, without a traceback."""
    try:
        yield
    except CourseError as error:
        err().print(escaped(str(error)), style="red")
        raise typer.Exit(1) from None


def out() -> "Console":
    """Where results are told."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def err() -> "Console":
    """Where errors and progress are told."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def escaped(text: str) -> str:
    """Text that rich prints as it is."""
    from rich.markup import escape

    return escape(text)


@contextlib.contextmanager
def progress_bars() -> Iterator[Callable[..., None]]:
    """A function (stage, done, total, failed) that shows a bar for each stage.

    Each says what is done, what failed, and how long the rest will take.
    """
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = [TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn()]
    columns += [TextColumn("{task.fields[failed]}", style="red")]
    columns += [TimeElapsedColumn(), TextColumn("left:"), TimeRemainingColumn()]
    with Progress(*columns, console=err()) as progress:
        stages = {}

        def tell(stage: str, done: int, total: int, failed: int = 0) -> None:
            if stage not in stages:
                stages[stage] = progress.add_task(stage, total=total, failed="")
            told = f"{failed} failed" if failed else ""
            progress.update(stages[stage], completed=done, total=total, failed=told)

        yield tell
