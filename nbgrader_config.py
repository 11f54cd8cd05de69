"""nbgrader's settings for this course. All that a class produces lies in `class/`.

GRADELIB_CLASS names another class folder (one for each term, or the demonstration's), and
GRADELIB_EXCHANGE the folder through which students and instructors exchange assignments.
"""

import os
import sys
import warnings
from pathlib import Path

from nbgrader.converters import Autograde
from sqlalchemy.exc import SAWarning

from gradelib.course.stub import release_steps

c = get_config()  # noqa: F821 - given by traitlets

# nbgrader 0.9.6 adds submissions in an order that SQLAlchemy 2.1 comments on, every time anew.
warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")

# nbgrader starts `alembic`, which lies beside this interpreter, on the path or not.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

root = Path(__file__).resolve().parent
class_folder = root / os.environ.get("GRADELIB_CLASS", "class")
class_folder.mkdir(parents=True, exist_ok=True)

c.CourseDirectory.root = str(class_folder)
c.CourseDirectory.course_id = "generative_models"
exchange = Path(os.environ.get("GRADELIB_EXCHANGE", class_folder / "exchange"))
if exchange.parent == class_folder and not exchange.exists():
    exchange.mkdir()
    exchange.chmod(0o777)  # every student hands in through it
c.Exchange.root = str(exchange)

# What takes the place of a solution says which exercise it is.
c.GenerateAssignment.preprocessors = release_steps()

# A handed-in notebook is read whatever its state, runs in a process of its own, and is asked by
# the exam from outside. See gradelib/course/plugin.py.
c.Autograde.pre_convert_hook = "gradelib.course.plugin.put_missing_notebooks"
c.Autograde.exporter_class = "gradelib.course.plugin.SubmissionExporter"
c.Autograde.autograde_preprocessors = [
    "gradelib.course.plugin.Examine",
    *Autograde.autograde_preprocessors.default()[1:],
]
c.GenerateFeedback.exporter_class = "gradelib.course.plugin.FeedbackExporter"
