"""Make a gradeable notebook of whatever a student handed in.

The released notebook is the truth, and the student's work is grafted onto it: every cell that
nbgrader knows stands once, in the released order, with the released metadata; tests, questions and
locked cells have the released text, answers the student's. Cells that a student added keep their
place and lose their metadata. So a damaged file costs its author only what cannot be found in it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import chain, count

import nbformat
from nbformat import NotebookNode

from gradelib.course.notebook_repair import Cell, recover
from gradelib.course.slots import Slot, listing

# What can have happened to cells of the lesson, in the order in which the student is told.
_MISSING = "{what} {was} missing and {was} put back as in the lesson."
_CHANGED = "{what} {was} changed and {was} put back; what you wrote there is kept beside it."
_REPEATED = "{what} {was} there more than once; the last copy that you changed counts."
_DOUBLED = "{what} {was} there more than once; only one is kept."
_UNMARKED = "{what} had no nbgrader settings any more and {was} recognised by what is in it."
_ALTERED = "{what} had other nbgrader settings than in the lesson; they were set back."
_RETYPED = "{what} {was} turned into another type of cell and {was} turned back."
_OWN_CELL = "{what} {was} left as in the lesson; the answer was found in a cell of your own."
_TOGETHER = "{what} stays empty, because an earlier cell of yours holds that answer too."
_SHUFFLED = "{what} {was} not in the order of the lesson and {was} moved back."
_FOREIGN = "{what} had nbgrader settings, which were removed."
_SENTENCES = (
    *(_MISSING, _CHANGED, _REPEATED, _DOUBLED, _UNMARKED, _ALTERED),
    *(_RETYPED, _OWN_CELL, _TOGETHER, _SHUFFLED, _FOREIGN),
)
Notes = defaultdict[str, list[str]]  # sentence -> the cells that it is about


@dataclass(frozen=True)
class Mended:
    """A notebook that can be graded, and what was wrong with the file, said to the student."""

    notebook: NotebookNode
    remarks: tuple[str, ...]


def mend(submitted: bytes | None, released: NotebookNode) -> Mended:
    """Graft what was handed in onto the released notebook; never fails, whatever the bytes are.

    submitted: the file as it came; None if nothing was handed in under the notebook's name
    released: the notebook that students received, made by nbgrader
    """
    cells, remarks = recover(submitted)
    slots = [Slot(cell) for cell in released.cells]
    if not cells:
        remarks.append("The lesson was graded as it was released, without answers.")
        return Mended(_notebook(released, [(slot, None) for slot in slots]), tuple(remarks))
    notes: Notes = defaultdict(list)
    holders = _match(cells, slots)
    _note_damage(cells, slots, holders, notes)
    grafts = _grafts(cells, slots, holders, notes)
    order = list(_arrange(cells, slots, holders, grafts))
    return Mended(_notebook(released, order), (*remarks, *_told(notes)))


def find_renamed(
    submitted: Mapping[str, bytes], expected: Mapping[str, NotebookNode]
) -> dict[str, str]:
    """Return, for expected names that were not handed in, the file that holds that lesson's work.

    A file belongs to the lesson with which it shares most nbgrader ids, else most functions; of
    several such files the one with most answers is taken.
    """
    lessons = {name: [Slot(cell) for cell in nb.cells] for name, nb in sorted(expected.items())}
    spare = sorted(submitted.keys() - lessons.keys()) if lessons.keys() - submitted.keys() else ()
    found: dict[str, tuple[tuple[int, int, int], str]] = {}
    for file in spare:
        cells, _ = recover(submitted[file])
        kinships = {name: _kinship(cells, slots) for name, slots in lessons.items()}
        name = max(kinships, key=kinships.__getitem__)
        best, _ = found.get(name, ((0, 0, 0), ""))
        if name not in submitted and kinships[name] > best:
            found[name] = kinships[name], file
    return {name: file for name, (_, file) in found.items()}


def _kinship(cells: Sequence[Cell], slots: Sequence[Slot]) -> tuple[int, int, int]:
    """Count what cells share with a lesson: nbgrader ids, functions, answers to its exercises."""
    stubs = {slot.name: slot.text for slot in slots if slot.role == "answer"}
    ids = {cell.grade_id for cell in cells} & {slot.name for slot in slots if slot.name}
    written = {(name, cell.text) for cell in cells for name in cell.names.functions & stubs.keys()}
    answered = {name for name, text in written if text != stubs[name]}
    return len(ids), len({name for name, _ in written}), len(answered)


def _match(cells: Sequence[Cell], slots: Sequence[Slot]) -> dict[int, int]:
    """Return which handed-in cell stands for which released one: index of the slot -> of the cell.

    Answers choose first, so that no work is taken for anything else.
    """
    exercises = {slot.name for slot in slots if slot.role == "answer"}
    untouched = {slot.text for slot in slots if slot.role != "answer"}
    names = {slot.name for slot in slots if slot.name}
    fixed = {slot.cell.get("id"): slot.gives for slot in slots if slot.role == "plain"}

    def fit(i: int, slot: Slot) -> tuple[int, ...] | None:
        """Return a rank, the larger the better a cell fits, or None if it does not."""
        cell, marks = cells[i], slot.marks(cells[i])
        changed = cell.text != slot.text
        if slot.role == "plain":
            return (marks, -i) if marks or not changed else None
        if slot.role == "given":
            return (not changed, marks, i) if marks or not changed else None
        if cell.text in untouched:
            return None
        # What is in an answer says more than its marks; of equals the last counts, as when run.
        writes = slot.name in cell.names.functions
        if writes:  # but a cell of the lesson from which others import must not be moved away
            gives = fixed.get(cell.id)
            fits = marks or not gives or not gives <= cell.names.bindings
        else:  # then nbgrader's id of another cell stands above the cell id of this one
            turned_back = replace(cell, kind=slot.cell.cell_type).names.functions
            foreign = slot.name not in turned_back and turned_back & exercises
            fits = marks > (cell.grade_id in names) and not foreign
        return (changed and writes, changed, marks, i) if fits else None

    holders: dict[int, int] = {}
    free = set(range(len(cells)))
    for role in ("answer", "given", "plain"):
        for s, slot in enumerate(slots):
            ranks = {i: rank for i in free if slot.role == role and (rank := fit(i, slot))}
            if ranks:
                holders[s] = max(ranks, key=ranks.__getitem__)
                free.remove(holders[s])
    return holders


def _note_damage(
    cells: Sequence[Cell], slots: Sequence[Slot], holders: Mapping[int, int], notes: Notes
) -> None:
    """Note what happened to the cells that nbgrader knows; missing answers are noted by _grafts."""
    matched = set(holders.values())
    strays = [cell for i, cell in enumerate(cells) if i not in matched and cell.claim]
    repeated = {cell.grade_id for cell in strays}
    for s, slot in enumerate(slots):
        if slot.role == "plain":
            continue
        if s not in holders:
            if slot.role == "given":
                notes[_MISSING].append(slot.title)
            continue
        cell = cells[holders[s]]
        own = slot.role == "answer" and slot.name in repeated and not slot.marks(cell)
        happened = {
            _OWN_CELL: own,
            _REPEATED: slot.name in repeated and slot.role == "answer" and not own,
            _DOUBLED: slot.name in repeated and slot.role == "given",
            _UNMARKED: not cell.claim and not own,
            _ALTERED: cell.claim and cell.claim != slot.claim,
            _RETYPED: cell.kind != slot.cell.cell_type,
            _CHANGED: slot.role == "given" and cell.text != slot.text,
        }
        for sentence in (sentence for sentence, true in happened.items() if true):
            notes[sentence].append(slot.title)
    if repeated - {slot.name for slot in slots if slot.name}:
        notes[_FOREIGN].append("a cell of your own")
    order = [s for s, i in sorted(holders.items(), key=lambda pair: pair[1])]
    anchored = [s for s in order if slots[s].marks(cells[holders[s]])]
    if anchored != sorted(anchored):
        notes[_SHUFFLED].append("a part of the notebook")


def _grafts(
    cells: Sequence[Cell], slots: Sequence[Slot], holders: Mapping[int, int], notes: Notes
) -> dict[int, Cell | None]:
    """Return the cell that stands in each slot; None is the released one.

    A plain cell that was deleted stays deleted, unless it gives names that nothing else gives.
    """
    answers = {i for s, i in holders.items() if slots[s].role == "answer"}
    others = (cell for i, cell in enumerate(cells) if i not in answers and cell.kind == "code")
    known = frozenset[str]().union(*(cell.names.bindings for cell in others))
    written: set[str] = set()
    grafts: dict[int, Cell | None] = {}
    for s, slot in enumerate(slots):
        cell = cells[holders[s]] if s in holders else None
        if slot.role == "given":
            cell = None
        elif slot.role == "answer" and (cell is None or cell.text == slot.text):
            together = slot.name in written
            if together or cell is None:
                notes[_TOGETHER if together else _MISSING].append(slot.title)
            pointer = Cell("code", f"# `{slot.name}` is written in an earlier cell.")
            cell = pointer if together else None
        elif slot.role == "answer":
            cell = replace(cell, kind=slot.cell.cell_type)
        elif slot.gives - known:
            if cell is None:
                notes[_MISSING].append(slot.title)
            elif cell.kind != "code":
                notes[_RETYPED].append(slot.title)
                cell = replace(cell, kind="code")
        elif cell is None:
            continue
        grafts[s] = cell
        if cell and cell.kind == "code":
            written |= cell.names.functions
    return grafts


def _arrange(
    cells: Sequence[Cell],
    slots: Sequence[Slot],
    holders: Mapping[int, int],
    grafts: Mapping[int, Cell | None],
) -> Iterator[tuple[Slot | None, Cell | None]]:
    """Put the slots in the released order, the student's own cells behind what they followed."""
    owners = {i: s for s, i in holders.items()}
    stubs = {slot.text: s for s, slot in enumerate(slots) if slot.role == "answer"}
    given = {slot.text for slot in slots if slot.role == "given"}
    before, behind = defaultdict(list), defaultdict(list)
    anchor = -1
    for i, cell in enumerate(cells):
        s = owners.get(i)
        nothing_new = cell.text in stubs or (cell.text in given and (s is not None or cell.claim))
        if s is None and not nothing_new:
            behind[anchor].append(cell)
        elif s is None:  # a second copy; what follows it also follows the first
            if cell.text in stubs and holders.get(stubs[cell.text], i) < i:
                anchor = stubs[cell.text]
        else:
            if slots[s].role != "answer" or slots[s].marks(cell):
                anchor = s
            anchor = max(anchor, s)
            if slots[s].role == "given" and cell.text and not nothing_new:
                # Code written into a test cell must run before the test; text follows the question.
                (before if slots[s].cell.cell_type == "code" else behind)[s].append(cell)
    for s in range(-1, len(slots)):
        yield from ((None, cell) for cell in before[s])
        if s in grafts:
            yield slots[s], grafts[s]
        yield from ((None, cell) for cell in behind[s])


def _notebook(
    released: NotebookNode, order: Iterable[tuple[Slot | None, Cell | None]]
) -> NotebookNode:
    """Build the notebook: released cells keep their ids, all others get valid ones of their own."""
    taken = {cell.get("id") for cell in released.cells}
    nodes = []
    for slot, cell in order:
        node = deepcopy(slot.cell) if slot else NotebookNode(metadata=NotebookNode())
        if cell:
            node.update(cell_type=cell.kind, source=cell.source)
            node.pop("attachments", None)
            if cell.pictures and cell.kind != "code":
                node.attachments = nbformat.from_dict(cell.pictures)
        if "id" not in node:
            node.id = _new_id(cell.id if cell else "", node.source, taken)
        node.pop("outputs", None), node.pop("execution_count", None)
        if node.cell_type == "code":
            node.update(outputs=[], execution_count=None)
        nodes.append(node)
    return NotebookNode(
        cells=nodes, metadata=deepcopy(released.metadata), nbformat=4, nbformat_minor=5
    )


def _new_id(wanted: str, source: str, taken: set[str]) -> str:
    """Return a cell id that is not taken: the wanted one, else one that follows from the source."""
    digest = hashlib.sha256(source.encode()).hexdigest()[:12]
    numbered = (f"{digest}-{number}" for number in count())
    new = next(name for name in chain([wanted], numbered) if name and name not in taken)
    taken.add(new)
    return new


def _told(notes: Notes) -> Iterator[str]:
    """Make one sentence for the student of each kind of note."""
    for sentence in filter(notes.get, _SENTENCES):
        what = listing(notes[sentence])
        was = "were" if len(notes[sentence]) > 1 else "was"
        yield sentence.format(what=what[0].upper() + what[1:], was=was)
