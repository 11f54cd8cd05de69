"""The repository as a whole: its files, its versions, its layers and its promises to readers."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import typer.main
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from gradelib.course import doctor
from gradelib.exam.key import make_key
from gradelib.exam.load import load_answers, load_exam
from gradelib.exam.questions import examine, local
from gradelib.exam.verdict import judge

ROOT = Path(__file__).resolve().parents[1]
GRADELIB = ROOT / "gradelib"
GUIDES = ("README.md", "CONTRIBUTING.md", "syllabus.md")
FIXED = [
    *("solutions", "notebooks", "datasets", "tests"),
    *(f"gradelib/{part}" for part in ("course", "sandbox", "exam", "data", "learn", "plot")),
    *("pyproject.toml", "requirements.lock", "environment.yml", "nbgrader_config.py", "Makefile"),
    *(*GUIDES, "LICENSE", ".ci/run"),
]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project():
    return tomllib.loads(read("pyproject.toml"))


@pytest.fixture(scope="module")
def declared(project):
    """What pyproject.toml asks for, the developers' tools included."""
    lists = [project["project"]["dependencies"]]
    lists += project["project"]["optional-dependencies"].values()
    return [Requirement(line) for lines in lists for line in lines]


@pytest.fixture(scope="module")
def lock():
    """The lines of requirements.lock, without comments."""
    lines = [line.strip() for line in read("requirements.lock").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def locked(lock):
    """The locked versions by name."""
    packages = [Requirement(line) for line in lock]
    return {canonicalize_name(p.name): Version(str(p.specifier)[2:]) for p in packages}


@pytest.fixture(scope="module")
def texts():
    """Every text file that a commit would hold, by its path."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if listing.returncode != 0:
        pytest.skip("this is not a git checkout")
    found = {}
    for name in sorted(set(listing.stdout.split("\0")) - {""}):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data:
            found[name] = data.decode("utf-8", errors="replace")
    return found


# Files


@pytest.mark.parametrize("name", FIXED)
def test_what_has_a_fixed_place_is_there(name):
    assert (ROOT / name).exists(), f"{name} has a fixed place in the course and is missing"


def test_modules_stay_short():
    files = [f for f in GRADELIB.rglob("*") if f.suffix in (".py", ".j2", ".css", ".js")]
    long = {
        str(file.relative_to(ROOT)): lines
        for file in files
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) >= 400
    }
    assert not long, f"too long for one purpose; move a part into a module of its own: {long}"


# A pattern written with [.] or a group does not match its own text.
LEAKS = {
    "the address of a package index": re.compile(
        r"pypi[.]org|pythonhosted[.]org|anaconda[.](?:org|com)|npmjs[.](?:org|com)"
        r"|download[.]pytorch[.]org|https?://\S+/simple\b"
        r"|--(?:extra-)?(?:index)-url|--(?:find)-links|--(?:trusted)-host"
    ),
    "an absolute path of one machine": re.compile(
        r"(?<![\w.~)}])/(?:home|Users|root|work)/[\w.]|[A-Z]:\\Users"
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_nothing_of_one_machine_is_committed(texts, leak):
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if LEAKS[leak].search(line)
    ]
    assert not found, f"{leak} does not belong into the repository:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("leak", "line"),
    [
        ("the address of a package index", "https://py" + "pi.org/simple"),
        ("the address of a package index", "--index" + "-url http://mirror.example"),
        ("the address of a package index", "http://mirror.example/sim" + "ple"),
        ("an absolute path of one machine", "path = '/ho" + "me/ada/course'"),
        ("an absolute path of one machine", "/Use" + "rs/ada/course"),
        ("an absolute path of one machine", "cd /wo" + "rk/main"),
    ],
)
def test_a_leak_is_seen(leak, line):
    assert LEAKS[leak].search(line)


@pytest.mark.parametrize("line", ["https://example.org/home/page", "docs/work/x", "~/work/x"])
def test_an_address_is_no_path(line):
    assert not LEAKS["an absolute path of one machine"].search(line)


# Versions


def test_the_lock_names_exact_versions_and_nothing_else(lock):
    exact = re.compile(r"[A-Za-z0-9][\w.-]*==\d[\w.!]*(?: ?; ?.+)?")
    other = [line for line in lock if not exact.fullmatch(line)]
    assert not other, (
        "every line of requirements.lock is `name==version`, without addresses, paths, options "
        f"or a build that one machine alone has (+cpu): {other}"
    )
    assert lock, "requirements.lock is empty"


def test_nothing_is_locked_twice(lock):
    names = [canonicalize_name(Requirement(line).name) for line in lock]
    assert len(names) == len(set(names))


def test_the_lock_satisfies_pyproject(declared, locked):
    unlocked = [
        f"{need} (locked: {locked.get(canonicalize_name(need.name), 'no')})"
        for need in declared
        if (version := locked.get(canonicalize_name(need.name))) is None
        or not need.specifier.contains(version, prereleases=True)
    ]
    assert not unlocked, f"write requirements.lock anew, it does not hold: {unlocked}"


def test_the_lock_holds_what_its_packages_need(locked):
    """Otherwise pip would choose a version of its own, another one every month."""
    bundled = {"pip", "setuptools", "wheel"}  # these, `pip freeze` leaves out
    unlocked = set()
    for name in locked:
        try:
            needs = [Requirement(line) for line in metadata.requires(name) or ()]
        except metadata.PackageNotFoundError:
            continue  # locked for another system
        for need in needs:
            wanted = not need.marker or need.marker.evaluate({"extra": ""})
            # torch's CUDA build pins its own libraries, which a machine without a GPU has not
            if (
                wanted
                and name != "torch"
                and canonicalize_name(need.name) not in bundled | set(locked)
            ):
                unlocked.add(f"{need.name} (for {name})")
    assert not unlocked, f"missing in requirements.lock: {sorted(unlocked)}"


def test_conda_installs_what_the_lock_says(project):
    environment = yaml.safe_load(read("environment.yml"))
    *conda, with_pip = environment["dependencies"]
    oldest = project["project"]["requires-python"].removeprefix(">=")
    assert conda == [f"python={oldest}", "pip"], "conda brings Python and pip, the lock the rest"
    assert with_pip == {"pip": ["-r requirements.lock", "-e ."]}


def test_one_python_everywhere(project):
    oldest = project["project"]["requires-python"].removeprefix(">=")
    assert ".".join(map(str, doctor.OLDEST_PYTHON)) == oldest
    assert project["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    said = {
        f"{name}: {match[0]}"
        for name in (*GUIDES, "environment.yml", "Makefile", ".ci/run")
        for match in re.finditer(r"[Pp]ython ?(?:[≥=>]*) ?(3\.\d+)", read(name))
        if match[1] != oldest
    }
    assert not said, f"pyproject.toml says Python {oldest}: {said}"


# Layers

TOOLS = {"data", "learn", "plot", "metrics"}
MAY_IMPORT = {
    "exam": {"exam"},
    "sandbox": {"sandbox", "exam"},
    "course": {"course", "sandbox", "exam", "files", *TOOLS},
    **{tool: TOOLS | {"files"} for tool in TOOLS},
}


def imported_parts(source, package):
    """The parts of gradelib that a module of `package` (dotted) imports, wherever it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (n.split(".")[1] for n in names if n.startswith("gradelib."))


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_a_part_imports_only_what_lies_below_it(part):
    upwards = {
        f"{file.relative_to(ROOT)} imports gradelib.{name}"
        for file in (GRADELIB / part).rglob("*.py")
        for name in imported_parts(
            file.read_text(encoding="utf-8"), ".".join(file.relative_to(ROOT).parent.parts)
        )
        if name not in MAY_IMPORT[part]
    }
    assert not upwards, f"move what is shared to a part below both: {sorted(upwards)}"


def test_every_part_has_its_layer():
    parts = {file.parent.name for file in GRADELIB.glob("*/__init__.py")}
    assert parts <= set(MAY_IMPORT), "say in MAY_IMPORT what the new part may import"


@pytest.mark.parametrize(
    "line",
    [
        "import gradelib.course.report",
        "from gradelib import course",
        "from gradelib.course import report",
        "from ..course import report",
        "from .. import course",
        "def f():\n    from gradelib.course.report import page",
    ],
)
def test_every_way_to_import_is_seen(line):
    assert list(imported_parts(line, "gradelib.exam")) == ["course"]


def test_importing_gradelib_takes_no_torch():
    program = "import sys, gradelib; sys.exit('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr or "import torch only inside the function that needs it"


# What the guides promise


def commands(program):
    """(guide, first argument) of every `program argument` in the guides' code."""
    call = re.compile(rf"(?:\$ )?(?:[\w./]*/)?{program} ([a-z][\w-]*)")
    for guide in GUIDES:
        text = read(guide)
        blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
        inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
        for line in [*inline, *"\n".join(blocks).splitlines()]:
            if found := call.match(line.strip()):
                yield guide, found[1]


def test_the_guides_commands_are_in_the_makefile():
    targets = set(re.findall(r"^([a-z][\w-]*)\s*:(?!=)", read("Makefile"), re.M))
    told = set(commands("make"))
    assert ("README.md", "demo") in told
    assert ("README.md", "test") in told
    unknown = {(guide, target) for guide, target in told if target not in targets}
    assert not unknown, f"the Makefile has only {sorted(targets)}: {unknown}"


def test_the_guides_commands_are_gradelibs():
    from gradelib.cli import app

    known = set(typer.main.get_command(app).commands)
    unknown = {(guide, command) for guide, command in commands("gradelib") if command not in known}
    assert not unknown, f"gradelib has only {sorted(known)}: {unknown}"


def table(heading):
    """The rows of the first table below a heading of the syllabus."""
    below = read("syllabus.md").split(f"# {heading}\n", 1)[1]
    lines = re.search(r"(?:^\|.*\n)+", below, re.M)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_syllabus_has_sixteen_weeks():
    assert [week.split()[0] for week, *_ in table("The weeks")] == [str(n) for n in range(1, 17)]
    assert [week for week, _ in table("Reading")] == [str(n) for n in range(1, 17)]


def test_the_syllabus_says_which_weeks_are_written():
    states = {week.split("`")[1]: state for week, _, _, state in table("The weeks")}
    assert set(states.values()) <= {"available", "not written yet"}
    written = {folder.name for folder in (ROOT / "solutions").glob("week*") if folder.is_dir()}
    assert {week for week, state in states.items() if state == "available"} == written


def test_the_syllabus_names_the_lessons_of_written_weeks():
    lessons = {
        week.split("`")[1]: re.findall("`(.+?)`", names) for week, names, *_ in table("The weeks")
    }
    for folder in (ROOT / "solutions").glob("week*"):
        assert set(lessons[folder.name]) == {
            file.stem for file in folder.glob("*.py") if not file.stem.startswith("_")
        }


@pytest.mark.parametrize("policy", ['Policy "course"', 'Policy "seminar"'])
def test_the_shares_of_a_policy_sum_to_a_hundred(policy):
    assert sum(float(share.removesuffix("%")) for _, share in table(policy)) == 100


# The example in CONTRIBUTING.md


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example's files, written where they say; their week's folder."""
    root = tmp_path_factory.mktemp("course")
    files = re.findall(r"^```python\n# (\S+)\n(.*?)^```", read("CONTRIBUTING.md"), re.M | re.S)
    for name, source in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    (week,) = (root / "solutions").iterdir()
    for part in ("exam", "answers"):
        (week / part / "__init__.py").touch()
    return week


@pytest.fixture(scope="module")
def reference(example):
    source = (example / "information.py").read_text(encoding="utf-8")
    assert "### BEGIN SOLUTION" in source
    names = {}
    exec(source.split('\n# %% nbgrader={"grade": true')[0], names)
    return names["entropy"]


@pytest.mark.parametrize("seed", range(20))
def test_the_example_marks_and_recognises(example, reference, seed):
    exercises, answers = load_exam(example), load_answers(example)
    exercise = exercises["entropy"]
    key = make_key(exercises, {"entropy": reference}, answers, seed).exercises["entropy"]

    def verdict(function):
        return judge(exercise, key, examine(exercise, local(function), seed))

    assert {answer.right for answer in answers} == {True, False}
    assert verdict(reference).right
    for answer in answers:
        found = verdict(answer.function)
        assert found.right is answer.right
        if not answer.right:
            assert found.diagnosis.kind == "misconception"
            assert found.diagnosis.name == answer.name.replace("_", " ")
            assert found.diagnosis.hint == answer.hint
    assert verdict(lambda probabilities: 0.0).points == 0


def test_the_examples_points_agree(example):
    source = (example / "information.py").read_text(encoding="utf-8")
    (points,) = re.findall(r'"grade_id": "check_entropy".*?"points": (\d+)', source)
    assert load_exam(example)["entropy"].points == float(points)
