"""Attacks by what lies in the folder that is handed in, and by what is shown of it afterwards.

They are graded from files, as `gradelib grade` does, each beside an honest student.
"""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from gradelib.course.build import build
from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.grade_class import grade_class
from gradelib.course.lessons import CourseError
from gradelib.course.nbgrader import nbgrader, open_gradebook
from gradelib.course.plugin import put_missing_notebooks
from gradelib.course.report import write_report
from gradelib.course.results import Results
from gradelib.course.task import Graded
from gradelib.sandbox.confine import ConfinementError, confinement
from gradelib.sandbox.limits import MB, Limits
from tests.attacks.attack import Attack, attacks
from tests.course.small_class import cell_of
from tests.course.small_week import change, everything_in, small_week

ATTACKS = [attack for attack in attacks() if attack.family == "folder"]
SHOWN = [attack for attack in attacks() if attack.family == "html"]
LIMITS = Limits(cell_seconds=3, notebook_seconds=8, exam_seconds=3, disk=16 * MB, file=4 * MB)
NAME, LESSON = "week01_small", "small"
SECRET = "a secret of the course: 5f0c1e"
RIGHT = "def weighted_sum(values, weights):\n    return (np.array(values) * weights).sum()"
WRONG = "def weighted_sum(values, weights):\n    return 7.0"
SCHOOL = pytest.mark.timeout(60)  # an attack may make the grader wait for ever


@pytest.fixture(scope="session")
def released_course(tmp_path_factory) -> Path:
    """The small week, given out by nbgrader."""
    try:
        confinement()
    except ConfinementError as error:
        pytest.skip(str(error))
    root = Path(__file__).parents[2]
    with pytest.MonkeyPatch.context() as patch:
        week = small_week(tmp_path_factory.mktemp("course"), patch)
        change(week.folder / "small.py", 'raise RuntimeError("an experiment was run")', "")
        change(week.folder / "small.py", "Because some count more.", SECRET)
        shutil.copy(root / "nbgrader_config.py", week.root)
        build(week)
        nbgrader(week.root, "generate_assignment", NAME)
    return week.root


@pytest.fixture
def results(released_course, tmp_path, monkeypatch) -> Results:
    """The course in a copy for each test, in which one honest student has handed in."""
    root = shutil.copytree(released_course, tmp_path / "course")
    monkeypatch.setenv("GRADELIB_ROOT", str(root))
    monkeypatch.delenv("GRADELIB_CLASS", raising=False)
    made = Results(GradedWeek(Classroom(root), NAME), LIMITS)
    hand_in(made, "honest", RIGHT)
    (root / "class" / "gradebook-old.db").write_text(SECRET)
    made.week.keep_seed(1)
    assert made.week.key
    return made


def hand_in(results: Results, student: str, answer: str) -> Path:
    """Put a copy of what was given out, with this answer, where the student's work lies."""
    classroom = results.week.classroom
    folder = classroom.submitted(student, NAME)
    shutil.copytree(classroom.released(NAME), folder)
    path = folder / f"{LESSON}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell_of(notebook, "weighted_sum").source = answer
    nbformat.write(notebook, path)
    return folder


def attack_folder(attack: Attack, results: Results, student: str = "mallory") -> None:
    """Let the attacker hand in."""
    folder = hand_in(results, student, attack.cells.get("weighted_sum", WRONG))
    classroom = results.week.classroom
    target = {
        "submission": classroom.submitted("honest", NAME) / f"{LESSON}.ipynb",
        "solution": classroom.folder / "source" / NAME / f"{LESSON}.ipynb",
        "key": next(classroom.results(NAME).glob("key-*")),
        "seed": classroom.results(NAME) / "seed.json",
        "gradebook": classroom.folder / "gradebook-old.db",
        "course": classroom.folder,
    }
    exec(attack.cells["folder"], {"folder": folder, "TARGET": target})


def grade_one(results: Results, student: str) -> Graded:
    """Grade as nbgrader's autograde does, and gradelib's grade."""
    folder = results.week.classroom.submitted(student, NAME)
    present = sorted(str(path) for path in folder.glob("*.ipynb"))
    put_missing_notebooks(NAME, student, present or [str(folder / "none.ipynb")])
    return results.graded(student, LESSON)


@SCHOOL
@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_a_folder_gains_nothing_reaches_nothing_and_stops_nobody(attack, results):
    root = results.week.classroom.root
    before = everything_in(root / "class")
    attack_folder(attack, results)
    graded = grade_one(results, "mallory")
    assert [verdict.points for verdict in graded.verdicts] == [0.0]
    outputs = str([cell.get("outputs", []) for cell in graded.notebook.cells])
    assert SECRET not in outputs and "BEGIN SOLUTION" not in outputs and '"seed"' not in outputs
    assert [verdict.points for verdict in grade_one(results, "honest").verdicts] == [2.0]
    assert {name: (root / "class" / name).read_bytes() for name in before} == before


@pytest.mark.timeout(300)
def test_a_class_of_attackers_and_one_honest_student(results):
    """All at once, with nbgrader's gradebook, the feedback, formgrader's pages and the report."""
    for attack in ATTACKS:
        attack_folder(attack, results, f"mallory-{attack.name}")
    show(hand_in(results, "eve", "raise EVIL"))
    students = results.week.classroom.students(NAME)
    # A stamp that holds no time could hide that it is late: the instructor has to look at it.
    forged = "mallory-timestamp, gradebook: timestamp.txt holds no time"
    with pytest.raises(CourseError, match=forged) as failures:
        grade_class(results, students, workers=1)
    assert len(str(failures.value).splitlines()) == 2, failures.value
    classroom = results.week.classroom
    with open_gradebook(classroom.root) as gradebook:
        scores = {s.student.id: s.score for s in gradebook.assignment_submissions(NAME)}
    written = [student for student in students if student != "mallory-timestamp"]
    assert scores == {s: 2.0 if s == "honest" else 0.0 for s in written}
    report = write_report(results).read_text()
    assert_inert(report)
    assert all(character.isprintable() or character == "\n" for character in report)
    nbgrader(classroom.root, "generate_feedback", NAME, "eve", force=True)
    assert_inert((classroom.folder / "feedback" / "eve" / NAME / f"{LESSON}.html").read_text())
    assert_inert(formgrader_page(classroom, "eve"))
    # nbgrader copies what lies beside a notebook: not what lies behind a link.
    secrets = [results.week.key, SECRET.encode(), b'"seed": 1']
    for name, data in everything_in(classroom.folder / "autograded").items():
        assert name.endswith(".ipynb") or not any(secret in data for secret in secrets), name


def show(folder: Path) -> None:
    """Put the cells of all attacks on whoever looks at a page into one notebook."""
    path = folder / f"{LESSON}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    tools = {"notebook": notebook, "cell_of": cell_of, "nbformat": nbformat}
    for attack in SHOWN:
        if attack.cells["own"]:
            own = nbformat.v4.new_code_cell(attack.cells["own"], id=f"own-{attack.name}")
            notebook.cells.insert(2, own)
        exec(attack.cells.get("notebook", ""), tools)
    nbformat.write(notebook, path)


def formgrader_page(classroom: Classroom, student: str) -> str:
    """What an instructor's browser is sent by formgrader; as in nbgrader's handlers."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    path = classroom.folder / "autograded" / student / NAME / f"{LESSON}.ipynb"
    names = ("assignment_id", "notebook_id", "submission_id", "student", "last_name", "first_name")
    resources = dict.fromkeys(names, "x") | {"index": 0, "total": 1, "base_url": "/b"}
    resources["notebook_path"] = "x"
    return HTMLExporter(config=config).from_filename(str(path), resources=resources)[0]


class _ActiveContent(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Elements that run or load something, and attributes that do."""
        if tag in ("iframe", "object", "embed", "base", "form"):
            self.found.append(tag)
        for name, value in attributes:
            where = (value or "").lower()
            loads = name in ("src", "href") and where.startswith(("javascript", "x", "//x"))
            if loads or (name.startswith("on") and "alert" in where):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        """Scripts and styles."""
        if self.lasttag in ("script", "style") and re.search(r"alert\(|/api/contents|\*{d", data):
            self.found.append(data[:80])


def assert_inert(page: str) -> None:
    assert _ActiveContent(page).found == []
