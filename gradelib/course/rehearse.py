"""Put every answer that the authors know through its exam, and some that nobody should pay for.

Right answers must get all points, misconceptions must be refused and recognised by their own name,
lazy answers must get nothing, and changed references (mutants) must be refused.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gradelib.course.lessons import CourseError, Week, place
from gradelib.course.mutants import mutants
from gradelib.exam.answers import KnownAnswer
from gradelib.exam.call import Reply
from gradelib.exam.deed import Deed
from gradelib.exam.describe import in_words
from gradelib.exam.key import PUBLIC_SEED, ExerciseKey, Misconception, make_key
from gradelib.exam.questions import Exercise, Respondent, examine, local
from gradelib.exam.verdict import Verdict, judge

SECRET_SEED = 20_141_210  # any seed that is not the public one, fixed to be repeatable
PATIENCE = 0.25  # seconds that a mutant may take for a question
EQUIVALENT = "equivalent_mutants.json"


@dataclass(frozen=True)
class Tried:
    """How one answer fared over all seeds. note: what was not as it should be, else empty.

    refused: on every seed it got less than all points; a lazy answer: no points
    recognised: on every seed by its own name
    """

    name: str
    refused: bool
    recognised: bool = False
    note: str = ""


@dataclass(frozen=True)
class Survivor:
    """A mutant that some seed's exam took for right, and why it is equivalent, if argued."""

    description: str
    line: int
    argument: str = ""


@dataclass(frozen=True)
class MutantReport:
    """How many mutants of a reference were refused, and which were not."""

    total: int
    survivors: tuple[Survivor, ...]
    outdated: tuple[str, ...] = ()  # argued equivalent, but no survivor any more

    @property
    def refused(self) -> int:
        """The number of mutants that the exam refused."""
        return self.total - len(self.survivors)


@dataclass(frozen=True)
class Rehearsal:
    """What was found about one exercise."""

    exercise: str
    right: tuple[Tried, ...]
    wrong: tuple[Tried, ...]
    lazy: tuple[Tried, ...]
    mutants: MutantReport | None = None

    @property
    def troubles(self) -> list[str]:
        """A sentence for everything that is not as it should be."""
        told = [f"{t.name} is right but {t.note}" for t in self.right if t.note]
        told += [f"{t.name} {t.note}" for t in (*self.wrong, *self.lazy) if t.note]
        if self.mutants:
            told += [
                f"line {s.line}, a mutant passes: {s.description}"
                for s in self.mutants.survivors
                if not s.argument
            ]
            told += [f"{EQUIVALENT} argues about no survivor: {d}" for d in self.mutants.outdated]
        return [f"{self.exercise}: {sentence}" for sentence in told]


def rehearse(
    week: Week, seeds: Sequence[int], with_mutants: bool = False, names: Sequence[str] = ()
) -> Iterator[Rehearsal]:
    """Rehearse a week's exercises, one after the other.

    seeds: right answers and misconceptions are tried on each of them
    names: of the exercises; all if empty
    """
    exercises, references, answers = week.exam(), week.references(), week.answers()
    strangers = {answer.exercise for answer in answers} - set(exercises)
    if strangers:
        text = f"{place(week.folder)}/answers answers what the exam does not ask: "
        raise CourseError(text + ", ".join(sorted(strangers)))
    arguments = equivalent_mutants(week)
    for name in names or exercises:
        exercise, reference = exercises[name], references[name]
        known = [answer for answer in answers if answer.exercise == name]
        with week.at_hand():
            right, wrong = _known(exercise, reference, known, seeds)
            lazy = tuple(try_lazy(exercise, reference))
            report = None
            if with_mutants:
                report = try_mutants(exercise, reference, arguments.get(name, {}))
        yield Rehearsal(name, right, wrong, lazy, report)


def equivalent_mutants(week: Week) -> Mapping[str, Mapping[str, str]]:
    """The survivors argued equivalent: exercise -> description -> argument."""
    path = week.folder / EQUIVALENT
    if not path.exists():
        return {}
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CourseError(f"{place(path)} is no JSON: {error}") from error


def _known(
    exercise: Exercise, reference: Callable, known: Sequence[KnownAnswer], seeds: Sequence[int]
) -> tuple[tuple[Tried, ...], tuple[Tried, ...]]:
    own = KnownAnswer(exercise.name, "the reference", reference, right=True)
    verdicts: dict[str, list[Verdict]] = {a.name: [] for a in (own, *known)}
    for seed in seeds:
        examinations = {a.name: examine(exercise, local(a.function), seed) for a in (own, *known)}
        misconceptions = tuple(
            Misconception(a.name, a.hint, tuple(e.value for e in examinations[a.name].evidence))
            for a in known
            if not a.right
        )
        key = replace(_key(exercise, reference, seed), misconceptions=misconceptions)
        for name, examination in examinations.items():
            verdicts[name].append(judge(exercise, key, examination))
    right = tuple(_right(a.name, verdicts[a.name]) for a in (own, *known) if a.right)
    return right, tuple(_wrong(a.name, verdicts[a.name]) for a in known if not a.right)


def _right(name: str, verdicts: Sequence[Verdict]) -> Tried:
    refused = [verdict for verdict in verdicts if not verdict.right]
    if not refused:
        return Tried(name, refused=False)
    mark = refused[0].first_failed
    times = f"on {len(refused)} of {len(verdicts)} seeds"
    return Tried(name, True, note=f"is refused {times}: “{mark.question}”, {mark.difference}")


def _wrong(name: str, verdicts: Sequence[Verdict]) -> Tried:
    accepted = sum(verdict.right for verdict in verdicts)
    if accepted:
        return Tried(name, False, note=f"is accepted on {accepted} of {len(verdicts)} seeds")
    own = ("misconception", in_words(name))
    others = [v.diagnosis for v in verdicts if (v.diagnosis.kind, v.diagnosis.name) != own]
    if not others:
        return Tried(name, refused=True, recognised=True)
    times = f"on {len(others)} of {len(verdicts)} seeds"
    return Tried(name, True, note=f"is recognised {times} as {others[0].kind}: {others[0].name}")


def try_lazy(exercise: Exercise, reference: Callable) -> Iterator[Tried]:
    """Answers that know nothing, on a secret seed: each must get no points."""
    key = _key(exercise, reference, SECRET_SEED)
    for name, respondent in _lazy_answers(exercise, reference):
        verdict = judge(exercise, key, examine(exercise, respondent, SECRET_SEED))
        passed = ", ".join(f"“{m.question}”" for m in verdict.marks if m.passed and m.counted)
        note = f"gets {verdict.points:g} points, for {passed}" if verdict.points else ""
        yield Tried(name, refused=not verdict.points, note=note)


def _lazy_answers(exercise: Exercise, reference: Callable) -> Iterator[tuple[str, Respondent]]:
    for value in (None, 0, 1, 0.5, "", []):
        always = local(lambda *args, value=value, **kwargs: value)
        yield f"an answer that always returns {value!r}", always
    yield "an answer that returns its first argument", local(lambda *args, **kwargs: args[0])
    yield "an answer that returns its last argument", local(lambda *args, **kwargs: args[-1])
    yield (
        "an answer that returns zeros like its first argument",
        local(lambda *args, **kwargs: np.zeros(np.shape(args[0]))),
    )
    yield "an answer that replays what is right for the public seed", _replay(exercise, reference)
    yield "an answer that always raises ValueError", local(_raise_value_error)


def _raise_value_error(*arguments: object, **keywords: object) -> None:
    raise ValueError


def _replay(exercise: Exercise, reference: Callable) -> Respondent:
    """Gives what the reference gives for the public seed, in the order of the deeds."""
    respond, replies = local(reference), []

    def record(deed: Deed, seconds: float, turn: int) -> Reply:
        replies.append(respond(deed, seconds, turn))
        return replies[-1]

    examine(exercise, record, PUBLIC_SEED)
    waiting = iter(replies)
    return lambda deed, seconds, turn: next(waiting, Reply(None))


def try_mutants(
    exercise: Exercise, reference: Callable, arguments: Mapping[str, str]
) -> MutantReport:
    """Examine all mutants of a reference; one that any of two seeds takes for right survives.

    arguments: why a mutant is equivalent to the reference, by its description
    """
    seeds = (PUBLIC_SEED, SECRET_SEED)
    keys = {seed: _key(exercise, reference, seed) for seed in seeds}
    total, survivors = 0, []
    for mutant in mutants(reference):
        total += 1
        respondent = _impatient(mutant.function)
        verdicts = (judge(exercise, keys[s], examine(exercise, respondent, s)) for s in seeds)
        if any(verdict.right for verdict in verdicts):
            argument = arguments.get(mutant.description, "")
            survivors.append(Survivor(mutant.description, mutant.line, argument))
    outdated = set(arguments) - {survivor.description for survivor in survivors}
    return MutantReport(total, tuple(survivors), tuple(sorted(outdated)))


def _key(exercise: Exercise, reference: Callable, seed: int) -> ExerciseKey:
    name = exercise.name
    try:
        return make_key({name: exercise}, {name: reference}, (), seed).exercises[name]
    except ValueError as error:  # an exam that cannot mark anything
        raise CourseError(str(error)) from error


def _impatient(function: Callable) -> Respondent:
    """Let a function answer, which may loop for ever."""
    respond = local(function)

    def soon(deed: Deed, seconds: float, turn: int) -> Reply:
        return respond(deed, min(seconds, PATIENCE), turn)

    return soon
