"""Measure what the reference lessons tell: `make results` writes docs/results.md.

`python -m gradelib.learn.results` runs every lesson at laptop scale with three seeds and holds the
figures against those in solutions/<week>/expected.json: under "<lesson>:laptop", or under
"<lesson>" where a lesson is the same at every scale. A run that was measured before, of the same
sources, is not repeated. With `--check` nothing is run: does the document tell what
expected.json tells? (That the smoke-scale figures are true is what the lessons' tests check.)
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradelib.files import write_atomically

SEEDS = (0, 1, 2)
DOCUMENT = Path("docs/results.md")
CACHE = Path(".results")
HEAD = """# What the lessons give

Written by `make results` from the reference lessons; do not edit. Each lesson was run at laptop
scale with the seeds {seeds}. A figure holds if the first run (the one that everybody gets) and the
mean lie within the tolerance that the lesson tells. The spread is the standard deviation over the
runs; it is 0 for what does not depend on chance, and for a lesson that fixes its random numbers.
"""
COLUMNS = (
    "| figure | told | tolerance | first run | mean | spread | holds |\n"
    "|---|---|---|---|---|---|---|\n"
)
SMOKE = "At smoke scale, checked by the tests:\n\n| figure | told | tolerance |\n|---|---|---|\n"

Told = dict[str, tuple[float, float]]  # figure -> (value, tolerance)


@dataclass(frozen=True)
class Lesson:
    """A lesson with the figures that its text tells.

    source: solutions/<week>/<lesson>.py
    told: at laptop scale
    smoke: at smoke scale, where that differs
    """

    source: Path
    told: Told
    smoke: Told

    @property
    def name(self) -> str:
        """<week>/<lesson>."""
        return f"{self.source.parent.name}/{self.source.stem}"


def lessons(root: Path) -> list[Lesson]:
    """Return the lessons that tell figures, in order; root holds solutions/."""
    found = []
    for source in sorted((root / "solutions").glob("week*/*.py")):
        expected = source.with_name("expected.json")
        told = json.loads(expected.read_text(encoding="utf-8")) if expected.exists() else {}
        plain, laptop = told.get(source.stem), told.get(f"{source.stem}:laptop")
        figures = [{n: tuple(v) for n, v in (t or {}).items()} for t in (laptop or plain, plain)]
        if figures[0]:
            found.append(Lesson(source, figures[0], figures[1] if laptop else {}))
    return found


def measure(lesson: Lesson, seed: int, cache: Path) -> dict[str, float]:
    """Return the lesson's figures and its "seconds" with this seed, measured now or before.

    raises: SystemExit, with the end of its output, if the lesson fails
    """
    digest = hashlib.sha256(lesson.source.read_bytes() + json.dumps(sorted(lesson.told)).encode())
    kept = cache / f"{lesson.source.stem}-{seed}-{digest.hexdigest()[:16]}.json"
    if kept.exists():
        return json.loads(kept.read_text())
    environment = os.environ | {"GRADELIB_SEED": str(seed), "GRADELIB_SCALE": "laptop"}
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        command = [sys.executable, "-m", __spec__.name, "--run", str(lesson.source.resolve())]
        done = subprocess.run(
            [*command, str(answer), *lesson.told],
            cwd=folder, env=environment | {"MPLBACKEND": "agg"}, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise SystemExit(f"{lesson.name} fails with seed {seed}:\n{done.stderr[-2000:]}")
        content = answer.read_bytes()
    cache.mkdir(exist_ok=True)
    write_atomically(kept, content)
    return json.loads(content)


def run(source: Path, answer: Path, figures: list[str]) -> None:
    """Run a lesson here, with its reference answers, and write its figures."""
    import runpy

    import gradelib

    gradelib.check = lambda name, answer: None  # the answers are the reference's own
    started = time.perf_counter()
    names = runpy.run_path(str(source))
    seconds = time.perf_counter() - started
    measured = {figure: float(eval(figure, names)) for figure in figures}
    answer.write_text(json.dumps(measured | {"seconds": seconds}))


def holds(told: tuple[float, float], values: list[float]) -> bool:
    """Do the first run and the mean lie within the tolerance?"""
    value, tolerance = told
    slack = tolerance + 1e-9 * abs(value)  # a tolerance of 0.1 allows 0.3 for 0.2
    return all(abs(x - value) <= slack for x in (values[0], statistics.fmean(values)))


def section(lesson: Lesson, runs: list[dict[str, float]]) -> str:
    """Return a lesson's part of the document."""
    longest = max(run["seconds"] for run in runs)
    lines = [f"\n## {lesson.name}\n\nThe longest run took {longest:.0f} s.\n\n{COLUMNS}"]
    for figure, told in lesson.told.items():
        values = [run[figure] for run in runs]
        spread = statistics.stdev(values) if len(values) > 1 else 0.0
        verdict = "yes" if holds(told, values) else "**no**"
        measured = [*told, values[0], statistics.fmean(values), spread]
        lines.append(f"| {_cell(figure)} | {' | '.join(map(_number, measured))} | {verdict} |\n")
    if lesson.smoke:
        lines.append("\n" + SMOKE)
        for figure, told in lesson.smoke.items():
            lines.append(f"| {_cell(figure)} | {' | '.join(map(_number, told))} |\n")
    return "".join(lines)


def _cell(figure: str) -> str:
    """Return a figure's name as code in a table, where a bar would end the cell."""
    return f"`{figure}`".replace("|", "\\|")


def _number(value: float) -> str:
    return f"{value:.5g}"


def told_by(text: str) -> list[list[str]]:
    """Return what a document tells: its headings, and the first three cells of each row."""
    rows = []
    for line in text.splitlines():
        if line.startswith("## "):
            rows.append([line])
        elif line.startswith("| `"):
            rows.append([cell.strip() for cell in line.replace("\\|", "¦").split("|")[1:4]])
    return rows


def troubles(text: str, found: list[Lesson]) -> Iterator[str]:
    """Say what is wrong with a document: other figures than the lessons', or one that fails."""
    nothing = {"seconds": 0.0}
    wanted = [section(lesson, [dict.fromkeys(lesson.told, 0.0) | nothing]) for lesson in found]
    wanted, there = told_by("".join(wanted)), told_by(text)
    yield from (f"missing or changed: {' '.join(row)}" for row in wanted if row not in there)
    yield from (f"no lesson tells: {' '.join(row)}" for row in there if row not in wanted)
    if wanted != there and all(row in there for row in wanted):
        yield "the figures stand in another order, or twice"
    failing = [line for line in text.splitlines() if line.endswith("| **no** |")]
    yield from (f"does not hold: {line}" for line in failing)


def main() -> None:
    """Write the document, or check it; the exit status tells whether all figures hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="run nothing")
    parser.add_argument("--run", nargs="+", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.run:
        source, answer, *figures = wanted.run
        return run(Path(source), Path(answer), figures)
    found = lessons(Path.cwd())
    if not wanted.check:
        text = HEAD.format(seeds=", ".join(map(str, SEEDS)))
        for lesson in found:
            runs = []
            for seed in SEEDS:
                print(f"{lesson.name}, seed {seed}", flush=True)
                runs.append(measure(lesson, seed, CACHE))
            text += section(lesson, runs)
        write_atomically(DOCUMENT, text.encode())
    text = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    if found_troubles := list(troubles(text, found)):
        raise SystemExit("\n".join([f"{DOCUMENT} (`make results` writes it):", *found_troubles]))


if __name__ == "__main__":
    main()
