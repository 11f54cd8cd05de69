"""The command `gradelib`. Each command is thin, and imports what it needs when it is called."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradelib.class_cli import demo, grade, report, simulate
from gradelib.course.lessons import CourseError, chosen_weeks, project_root
from gradelib.terminal import err, escaped, out, told_plainly

if TYPE_CHECKING:
    from gradelib.course.keep import Placed
    from gradelib.course.lessons import Week
    from gradelib.course.rehearse import Rehearsal

app = typer.Typer(
    help="Make the course's notebooks, rehearse its answers, grade a class, look at this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Weeks = Annotated[list[str] | None, typer.Argument(help="Names of weeks; all if none is given.")]


@app.command()
def build(
    names: Weeks = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if notebooks/ is stale.")
    ] = False,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Only make the notebooks with the answers.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Rename notebooks somebody worked in to <name>.mine.")
    ] = False,
) -> None:
    """Make notebooks/ and the class's source from solutions/."""
    from gradelib.course import build as making

    with told_plainly():
        root = project_root()
        weeks = chosen_weeks(root, names or [])
        if check:
            _tell_stale(root, weeks, whole=not names)
            return
        make = making.build_solutions if solutions else making.build
        errors = []
        for week in weeks:
            try:
                _tell_placed(week, make(week, put_aside=keep))
            except CourseError as error:  # the other weeks do not suffer
                errors.append(str(error))
        if not names and not solutions:
            for path in making.dropped(root):
                path.unlink()
                out().print(f"removed {path.relative_to(root)}")
        if errors:
            raise CourseError("\n".join(errors))


@app.command()
def answers(
    names: Weeks = None,
    seeds: Annotated[int, typer.Option(min=1, help="On how many seeds they are tried.")] = 5,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Also try changed references (a minute a week).")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Put every known answer through its exam: are right and wrong ones told apart?"""
    from rich.progress import track

    from gradelib.course.rehearse import rehearse

    found: dict[str, list[Rehearsal]] = {}
    with told_plainly():
        for week in chosen_weeks(project_root(), names or []):
            trials = track(
                rehearse(week, range(seeds), mutants),
                f"Rehearsing {week.name}",
                total=len(week.exam()),
                console=err(),
                transient=True,
            )
            found[week.name] = list(trials)
            if not as_json:
                _tell_rehearsals(week.name, found[week.name])
    if as_json:
        told = {
            week: [asdict(r) | {"troubles": r.troubles} for r in rehearsals]
            for week, rehearsals in found.items()
        }
        print(json.dumps(told, indent=2, ensure_ascii=False))
    if any(r.troubles for rehearsals in found.values() for r in rehearsals):
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look whether this machine is ready for the course, and say what to do where it is not."""
    from gradelib.course.doctor import examine_machine, examine_sandbox

    findings = [*examine_machine(), *examine_sandbox()]
    for finding in findings:
        mark = "[green]✓[/]" if finding.ok else "[red]✗[/]"
        out().print(mark, escaped(finding.what))
        if not finding.ok:
            out().print("   ", escaped(finding.remedy))
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _tell_stale(root: Path, weeks: "list[Week]", whole: bool) -> None:
    from gradelib.course import build as making

    told = [sentence for week in weeks for sentence in making.stale(week)]
    if whole:
        told += [
            f"{path.relative_to(root)} has no source any more" for path in making.dropped(root)
        ]
    if told:
        raise CourseError("\n".join([*told, "Run `gradelib build` and commit what it makes."]))
    out().print("notebooks/ is what the sources give.")


def _tell_placed(week: "Week", placed: "Placed") -> None:
    files = [
        *(("wrote", path) for path in placed.written),
        *(("removed", path) for path in placed.removed),
        *(("kept", path) for path in placed.kept),
    ]
    out().print(f"[bold]{week.name}[/]" + ("" if files else ": nothing to do"))
    for what, path in files:
        note = "  (somebody worked in it)" if what == "kept" else ""
        out().print(f"  {what:7} {escaped(path.relative_to(week.root).as_posix())}{note}")


def _tell_rehearsals(name: str, rehearsals: "list[Rehearsal]") -> None:
    from rich.table import Table

    table = Table(title=name, title_justify="left", title_style="bold")
    columns = ["right\naccepted", "wrong\nrefused", "by own\nname", "lazy\nrefused"]
    columns += ["mutants\nrefused"] if any(r.mutants for r in rehearsals) else []
    table.add_column("exercise", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    for r in rehearsals:
        row = [
            _share(sum(not t.refused for t in r.right), len(r.right)),
            _share(sum(t.refused for t in r.wrong), len(r.wrong)),
            _share(sum(t.recognised for t in r.wrong), len(r.wrong)),
            _share(sum(t.refused for t in r.lazy), len(r.lazy)),
        ]
        if r.mutants:
            row.append(f"{r.mutants.refused}/{r.mutants.total}")
        table.add_row(("[red]" if r.troubles else "[green]") + r.exercise, *row)
    out().print(table)
    for r in rehearsals:
        for sentence in r.troubles:
            out().print("[red]✗[/]", escaped(sentence))


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" if part == whole else f"[red]{part}/{whole}[/]"


for command in (grade, report, simulate, demo):
    app.command()(command)
