"""Run a notebook cell by cell in a process of its own; at each check cell, let the exam ask."""

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from gradelib.sandbox.channel import ChannelError
from gradelib.sandbox.clean import clean_cell
from gradelib.sandbox.client import CellRunner, CellStoppedError
from gradelib.sandbox.definitions import only_definitions
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.process import StudentProcess
from gradelib.sandbox.sandbox import Sandbox
from gradelib.sandbox.standin import Budget, Line, StandIn
from gradelib.sandbox.struck import limit_struck
from gradelib.sandbox.watch import Watch

# Asks the exam of one exercise: its name, and the stand-in (None: the notebook defines no such
# function) or a sentence saying why the process could not be asked.
Ask = Callable[[str, StandIn | str | None], None]

_SERVE = (
    "__import__('gradelib.sandbox.agent', fromlist=['serve'])"
    ".serve({ticket!r}, {name!r}, globals())"
)
IDLE_SECONDS = 5.0
DYING_SECONDS = 0.2  # a process hangs up first, and is gone a little later


@dataclass(frozen=True)
class Stop:
    """A cell (by its index) in which a limit struck: `reason` in words for the student."""

    cell: int
    reason: str


@dataclass
class Run:
    """The executed notebook, and what happened on the way.

    stops: where the process was stopped or died; later cells ran in a new one, in which only
        what such a cell defines was run of it
    notes: where a limit made a cell fail, and the process went on
    confined: was the process confined?
    died: did a process end that the grader had not ended?
    """

    notebook: NotebookNode
    stops: list[Stop] = field(default_factory=list)
    notes: list[Stop] = field(default_factory=list)
    confined: bool = True
    died: bool = False


def run_notebook(
    notebook: NotebookNode,
    checks: Mapping[int, str],
    ask: Ask,
    files: Mapping[str, bytes],
    limits: Limits,
    sandbox: Sandbox | None = None,
) -> Run:
    """Run all cells; `ask` is called once for every check cell, in order, whatever happens.

    notebook: is executed in place
    checks: index of a check cell -> name of its exercise; these cells are not executed
    files: what lies beside the notebook, by relative path
    sandbox: where processes come from; by default they are confined, and made for this run only
    raises: ConfinementError when no process can be confined here
    """
    with contextlib.ExitStack() as stack:
        if sandbox is None:
            sandbox = stack.enter_context(Sandbox(warm=False))
        folder = None
        if not sandbox.confined:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="graded-")))

        def start() -> StudentProcess:
            return sandbox.start(files, limits, folder)

        run = Run(notebook, confined=sandbox.confined)
        return _complete(_Runner(run, checks, ask, start, limits).run())


def _complete(work: Coroutine[None, None, Run]) -> Run:
    """Run to the end, also where an event loop is running already, as in formgrader."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as own_thread:
        return own_thread.submit(asyncio.run, work).result()


class _Runner:
    def __init__(
        self,
        result: Run,
        checks: Mapping[int, str],
        ask: Ask,
        start: Callable[[], StudentProcess],
        limits: Limits,
    ) -> None:
        self.result, self.cells = result, result.notebook.cells
        self.checks, self.ask, self.start, self.limits = checks, ask, start, limits
        self.budget = Budget(limits.exam_seconds)
        self.left = limits.notebook_seconds
        self.position = 0  # the next cell that has not been run yet
        self.kept = 0  # characters of output
        self.instead: dict[int, str] = {}  # of cells that were stopped: what is run from now on

    async def run(self) -> Run:
        while self.position < len(self.cells):
            if len(self.result.stops) > self.limits.restarts:
                self._give_up("it had ended its process too often")
                break
            if self.left <= 0:
                self._give_up(f"it had run for {self.limits.notebook_seconds:.0f} s")
                break
            await self._run_in_one_process()
        for cell in self.cells:
            if cell.cell_type == "code":  # a later cell may have changed what an earlier one shows
                clean_cell(cell)
        return self.result

    async def _run_in_one_process(self) -> None:
        """Run the earlier cells again, then go on, until the end or until the process stops."""
        runner = CellRunner(self.result.notebook, self.limits, self.kept)
        try:
            process = await runner.start(self.start)
            with Watch(process, self.limits) as watch:
                await self._run_cells(runner, process, watch)
        finally:
            self.kept = runner.kept
            self.left -= runner.used
            await runner.stop()

    async def _run_cells(self, runner: CellRunner, process: StudentProcess, watch: Watch) -> None:
        replay = [i for i in range(self.position) if i not in self.checks]
        for cell in [*replay, *range(self.position, len(self.cells))]:
            if self.left <= runner.used:
                return
            self.position = max(self.position, cell + 1)
            if self.cells[cell].cell_type != "code":
                continue
            try:
                if cell in self.checks:
                    await self._check(runner, process, self.checks[cell])
                elif self.cells[cell].source.strip():
                    await self._run_cell(runner, cell)
            except CellStoppedError as stop:
                self.result.died |= process.died()
                self.result.stops.append(Stop(cell, watch.reason or str(stop)))
                again = cell in self.instead
                self.instead[cell] = "" if again else only_definitions(self.cells[cell].source)
                return

    async def _run_cell(self, runner: CellRunner, cell: int) -> None:
        if cell in self.instead:
            return await self._run_definitions(runner, cell)
        limits, left = self.limits, self.left - runner.used
        together = f", as all cells together had run for {limits.notebook_seconds:.0f} s"
        why = together if left < limits.cell_seconds else ""
        await runner.run_cell(cell, min(limits.cell_seconds, left), why)
        note = Stop(cell, limit_struck(self.cells[cell], self.limits))
        if note.reason and note not in self.result.notes:
            self.result.notes.append(note)
        return None

    async def _run_definitions(self, runner: CellRunner, index: int) -> None:
        """Of a cell that was stopped, run what it defines; what it showed then stays."""
        cell = self.cells[index]
        shown = cell.source, cell.outputs, cell.get("execution_count")
        cell.source = self.instead[index]
        try:
            await runner.run_cell(index, self.limits.cell_seconds)
        finally:
            cell.source, cell.outputs, cell.execution_count = shown

    async def _check(self, runner: CellRunner, process: StudentProcess, name: str) -> None:
        """Let the student's process serve one answer while the exam asks in a thread."""
        killed = ""

        def kill(reason: str) -> None:
            nonlocal killed
            killed = reason
            self.result.died |= process.died(DYING_SECONDS)
            process.kill()

        try:
            line = Line(process.broker)
        except ChannelError as error:
            self.ask(name, str(error))
            raise CellStoppedError(f"could not be asked for `{name}`") from None
        try:
            runner.order(_SERVE.format(ticket=line.ticket, name=name))
        except CellStoppedError as stop:
            line.close()
            self.ask(name, f"the process {stop}")
            raise
        await asyncio.to_thread(self._ask, line, name, kill)
        if killed:
            raise CellStoppedError(f"was stopped while `{name}` was asked: {killed}")
        if not await runner.is_idle(IDLE_SECONDS):
            raise CellStoppedError(f"did not go on after `{name}` was asked")

    def _ask(self, line: Line, name: str, kill: Callable[[str], None]) -> None:
        try:
            stand_in = line.stand_in(name)
        except ChannelError as error:  # whether the process is all right is seen afterwards
            return self.ask(name, str(error))
        if stand_in is None:
            return self.ask(name, None)
        stand_in.budget, stand_in.stop = self.budget, kill
        with contextlib.closing(stand_in):
            return self.ask(name, stand_in)

    def _give_up(self, reason: str) -> None:
        for index in range(self.position, len(self.cells)):
            if index in self.checks:
                self.ask(self.checks[index], f"the notebook did not get this far: {reason}")
        self.position = len(self.cells)
