"""Hold evidence against the key: points, what differs, and which mistake it is."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gradelib.exam.describe import printable
from gradelib.exam.diagnose import Diagnosis, Finding, diagnose, misbehaviour
from gradelib.exam.difference import Difference
from gradelib.exam.key import ExerciseKey
from gradelib.exam.plain import Raised
from gradelib.exam.questions import Examination, Exercise

__all__ = ["Diagnosis", "Mark", "Verdict", "failed", "judge"]

FLOOD = 10_000  # characters printed while being asked that are worth a remark


@dataclass(frozen=True)
class Mark:
    """One question's outcome. `counted` is False where a pass earns nothing by itself."""

    question: str
    passed: bool
    counted: bool = True
    difference: str = ""
    asked: str = ""
    line: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The points of one exercise, and the reason."""

    exercise: str
    points: float
    max_points: float
    marks: tuple[Mark, ...]
    diagnosis: Diagnosis
    remarks: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Was every question passed?"""
        return self.diagnosis.kind == "right"

    @property
    def first_failed(self) -> Mark | None:
        """The first question that failed."""
        return next((mark for mark in self.marks if not mark.passed), None)


def judge(exercise: Exercise, key: ExerciseKey, examination: Examination) -> Verdict:
    """Points are the weighted share of questions passed.

    A question that a fixed value could pass counts only beside one that none can pass, so a
    constant or replayed answer earns nothing.
    """
    with np.errstate(all="ignore"):  # whatever the student set
        findings = list(_findings(key, examination))
        behaviour = list(misbehaviour(examination))
        diagnosis = diagnose(key, findings, behaviour, examination)
    earned = any(f.passed and not f.key.replayable for f in findings)
    marks = [_mark(finding, counted=earned or not finding.key.replayable) for finding in findings]
    marks += [Mark(b.question, passed=False, difference=b.found) for b in behaviour]
    weights = [f.evidence.question.weight if f.evidence else 1.0 for f in findings]
    weights += [1.0] * len(behaviour)
    points = _points(exercise.points, marks, weights)
    remarks = tuple(_remarks(examination))
    return Verdict(exercise.name, points, exercise.points, tuple(marks), diagnosis, remarks)


def failed(exercise: Exercise, key: ExerciseKey, diagnosis: Diagnosis) -> Verdict:
    """The verdict on an answer that could not be asked at all."""
    marks = tuple(Mark(q.name, passed=False, difference=diagnosis.name) for q in key.questions)
    return Verdict(exercise.name, 0.0, exercise.points, marks, diagnosis)


def _findings(key: ExerciseKey, examination: Examination) -> Iterator[Finding]:
    """For each question of the key: the evidence, and how it differs from the reference's."""
    for i, question in enumerate(key.questions):
        if i < len(examination.evidence):
            evidence = examination.evidence[i]
            rule = evidence.question.rule
            yield Finding(question, evidence, rule.difference(evidence.value, question.reference))
        else:
            reason = f" ({printable(examination.stopped)})" if examination.stopped else ""
            text = f"the exam did not get as far as this question{reason}"
            yield Finding(question, None, Difference("type", text))


def _mark(finding: Finding, counted: bool) -> Mark:
    evidence, difference = finding.evidence, finding.difference
    if evidence is None:
        return Mark(finding.key.name, False, counted, difference.text)
    raised = isinstance(evidence.value, Raised)
    return Mark(
        finding.key.name,
        passed=finding.passed,
        counted=counted,
        difference=difference.text if difference else "",
        asked=evidence.asked,
        line=printable(evidence.value.line) if raised else "",
        hints=evidence.question.hints,
    )


def _points(points: float, marks: Sequence[Mark], weights: Sequence[float]) -> float:
    gained = sum(w for mark, w in zip(marks, weights, strict=True) if mark.passed and mark.counted)
    if all(mark.passed and mark.counted for mark in marks):
        return points
    # Rounded down, so that a wrong answer never shows all points.
    return math.floor(100 * points * gained / sum(weights) + 1e-9) / 100


def _remarks(examination: Examination) -> Iterator[str]:
    if examination.printed > FLOOD:
        yield f"It printed {examination.printed:,} characters while it was asked."
    # A layer that is made draws its first weights from torch's generator; no harm is in that.
    drew = [name for name in examination.drew if name != "torch"]
    if drew and not examination.fickle:
        yield f"It drew from the global generator of {' and '.join(drew)}."
