"""What the same attacks gain from stock nbgrader, as a table: docs/attacks.md.

    make attacks-stock        (python -m tests.attacks.against_stock)

Each attack runs in nbgrader's own Execute preprocessor with the grader's rights, as there, and its
tests are asserts in the notebook. The whole grader, with a throw-away home and course, stands in a
sandbox of its own, so that no harm leaves it: everything else is read-only, there is no network but
its own, and what it leaves running ends with it. Attacks that this does not hold, or that would
find nothing to attack there, are not run, and the table says why.
"""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil

from gradelib.sandbox.confine import confinement
from tests.attacks.attack import HERE, Attack, attacks
from tests.attacks.ground import Ground
from tests.course.small_class import cell_of

SECONDS = 60.0
CELL_SECONDS = 10
MB = 2**20
ROOT = HERE.parents[1]
TABLE = ROOT / "docs" / "attacks.md"
POINTS = {"check_square": 2.0, "check_total": 3.0}
TESTS = {
    "check_square": "x = np.random.default_rng(424242).normal(size=5)\n"
    "assert np.allclose(square(x), x**2)\nassert square(x).shape == (5,)",
    "check_total": "x = np.random.default_rng(424243).normal(size=7)\n"
    "np.testing.assert_allclose(total(x), x.sum())",
}
HEAD = """# What the attacks gain from stock nbgrader

Each attack is a file in `tests/attacks/`, whose docstring says what it tries and why it must fail.
Every answer in it is wrong, so every point is a gain. `make attacks` runs all of them against this
course's grader, where none may gain a point, read a secret, reach a server, change a file, leave
anything behind or cost an honest student anything. That is asserted, so the table has no column for
it. Ten more, on exams that let an answer make objects and take gradients, are in
`tests/attacks/test_objects.py`.

`make attacks-stock` wrote this table. There the same attacks meet nbgrader {version} as it comes:
its own execution and scoring, the same exercises tested by asserts in the notebook. That is a
comparison, and nothing of it is asserted. "Reaches" means that the attack read a secret of the
course, connected to a server, changed a file of the course or of the grader's home, or left a
process running. A cell may take ten seconds there.

{summary}

| family | what it tries | gains | reaches or harms |
|---|---|---|---|
"""


def main() -> None:
    """Run all attacks and write the table."""
    if len(sys.argv) == 3:
        return run_one(sys.argv[1], Path(sys.argv[2]))
    all_attacks = attacks()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        write_table(dict(zip(all_attacks, pool.map(row, all_attacks), strict=True)))


def row(attack: Attack) -> tuple[str, str]:
    """What an attack gains and reaches, or why it is not run."""
    why_not = attack.settings.get("stock", "")
    if attack.family == "folder":
        why_not = "not run, it attacks the folder, not the notebook"
    found = (why_not, "") if why_not else stock(attack)
    print(f"{attack.family:12} {attack.name:34}", *found, sep=" | ", flush=True)
    return found


def write_table(found: dict[Attack, tuple[str, str]]) -> None:
    """Write the page."""
    ran = {attack: row for attack, row in found.items() if not row[0].startswith("not run")}
    summary = (
        f"Of {len(found)} attacks {len(ran)} were run against stock nbgrader: "
        f"{sum(gains.startswith('yes') for gains, _ in ran.values())} gained\n"
        f"points there, and {sum(bool(reaches) for _, reaches in ran.values())} reached or harmed "
        "something."
    )
    lines = [f"| {a.family} | {_title(a)} | {g} | {r} |" for a, (g, r) in found.items()]
    head = HEAD.format(summary=summary, version=_version())
    TABLE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def stock(attack: Attack) -> tuple[str, str]:
    """What an attack gains and reaches, as words for the table; in a sandbox of its own."""
    with tempfile.TemporaryDirectory(prefix="stock-") as name, tempfile.TemporaryFile("w+") as told:
        command = [*_walls(Path(name)), sys.executable, "-m", "tests.attacks.against_stock"]
        process = subprocess.Popen(
            [*command, f"{attack.family}/{attack.name}", name],
            env={"PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        told.seek(0)
        results = [line for line in told.read().splitlines() if line.startswith("RESULT|")]
    if not results:
        return "no", "stops the grader"
    _, gained, reached = results[0].split("|")
    return gained, reached


def _walls(folder: Path) -> list[str]:
    """bubblewrap around the whole grader: all is read-only but its folder and empty /tmp's."""
    (folder / "home").mkdir()
    options = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    options += ["--die-with-parent", "--new-session", "--clearenv", "--ro-bind", "/", "/"]
    options += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/var/tmp", "--tmpfs", "/tmp"]
    for shown in (folder, ROOT, Path(sys.prefix), Path(sys.base_prefix)):  # should it lie in /tmp
        options += ["--bind" if shown == folder else "--ro-bind", str(shown), str(shown)]
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": str(folder / "home"),
        "IPYTHONDIR": str(folder / "home" / ".ipython"),
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
        "MPLBACKEND": "agg",
        "NBGRADER_EXECUTION": "autograde",
    }
    for variable, value in environment.items():
        options += ["--setenv", variable, value]
    return [confinement().bwrap, *options, "--chdir", str(folder)]


def run_one(name: str, folder: Path) -> None:
    """One attack in this process, which is thrown away; tells the result as a line."""
    resource.setrlimit(resource.RLIMIT_DATA, (2048 * MB, 2048 * MB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * MB, 64 * MB))
    attack = next(a for a in attacks() if f"{a.family}/{a.name}" == name)
    with Ground(folder / "ground", folder / "home").open() as ground:
        try:
            executed = _execute(attack, ground, folder / "autograded")
            points = _points(executed)
        except BaseException as error:
            print(f"RESULT|no|{', '.join([_stopped(error), *_reached(ground, '')])}")
            return
        outputs = str([cell.get("outputs", []) for cell in executed.cells])
        print(f"RESULT|{_gained(points)}|{', '.join(_reached(ground, outputs))}")


def _execute(attack: Attack, ground: Ground, work: Path) -> nbformat.NotebookNode:
    """What `nbgrader autograde` does: put the tests back, run all cells."""
    from nbgrader.preprocessors import Execute

    data = attack.handed_in(ground.target())
    notebook = nbformat.reads(data.decode("utf-8", "surrogatepass"), as_version=4)
    for check, source in TESTS.items():
        cell = cell_of(notebook, check)
        cell.source = source
        cell.metadata.nbgrader.update(grade=True, solution=False, points=POINTS[check])
    work.mkdir()
    for path, text in attack.files.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_bytes(text)
    os.chdir(work)
    execute = Execute(timeout=CELL_SECONDS, kernel_name="python3")
    return execute.preprocess(notebook, {"metadata": {"path": str(work)}})[0]


def _points(notebook: nbformat.NotebookNode) -> float:
    from nbgrader.utils import determine_grade

    return sum(determine_grade(cell_of(notebook, check))[0] or 0.0 for check in TESTS)


def _stopped(error: BaseException) -> str:
    return f"cannot be graded ({type(error).__name__})"


def _gained(points: float) -> str:
    return f"yes, {points:g} of {sum(POINTS.values()):g}" if points > 0 else "no"


def _reached(ground: Ground, outputs: str) -> Iterator[str]:
    if ground.shown_in(outputs):
        yield "reads secrets"
    if ground.visits:
        yield f"connects ({' '.join(sorted(set(ground.visits)))})"
    if ground.changed():
        yield "changes files"
    if set(psutil.pids()) - {1, 2, os.getpid(), os.getppid()}:
        yield "leaves processes"


def _title(attack: Attack) -> str:
    first = attack.purpose.strip().splitlines()[0].rstrip(".")
    return f"[{first}](../tests/attacks/{attack.family}/{attack.name}.py)".replace("|", "\\|")


def _version() -> str:
    from nbgrader import __version__

    return __version__


if __name__ == "__main__":
    main()
