"""What the lessons' training and bookkeeping share; nothing here knows of grading."""

from gradelib.learn import scoreboard

__all__ = ["scoreboard"]
