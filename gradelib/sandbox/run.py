"""Run a notebook cell by cell in a process of its own; at each check cell, let the exam ask."""

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from gradelib.sandbox.channel import ChannelError
from gradelib.sandbox.kernel import student_environment, student_kernel
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.standin import Budget, Listener, StandIn

# Asks the exam of one exercise: its name, and the stand-in (None: the notebook defines no such
# function) or a sentence saying why the process could not be asked.
Ask = Callable[[str, StandIn | str | None], None]

_SERVE = "__import__('gradelib.sandbox.agent', fromlist=['serve']).serve({address!r}, {name!r}, globals())"


@dataclass(frozen=True)
class Stop:
    """The process was stopped or died in a cell: `reason` in words for the student."""

    cell: int
    reason: str


@dataclass
class Run:
    """The executed notebook and every stop on the way."""

    notebook: NotebookNode
    stops: list[Stop] = field(default_factory=list)


def run_notebook(
    notebook: NotebookNode,
    checks: Mapping[int, str],
    ask: Ask,
    files: Mapping[str, bytes],
    limits: Limits,
) -> Run:
    """Run all cells; `ask` is called once for every check cell, in order, whatever happens.

    notebook: is executed in place
    checks: index of a check cell -> name of its exercise; these cells are not executed
    files: what lies beside the notebook, by relative path
    """
    folder = Path(tempfile.mkdtemp(prefix="graded-"))
    try:
        _write_files(folder / "work", files)
        return asyncio.run(_Runner(notebook, checks, ask, folder, limits).run())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


class _Client(NotebookClient):
    """Keeps a bounded part of a cell's output as it arrives, and notices `exit()`."""

    def __init__(self, notebook: NotebookNode, limits: Limits, folder: Path) -> None:
        super().__init__(
            notebook,
            km=student_kernel(folder),
            allow_errors=True,
            timeout=None,
            startup_timeout=60,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(folder / "work")}},
        )
        self.limit = limits.output_characters
        self.kept = 0
        self.exited = False

    def begin(self, seconds: float) -> None:
        self.timeout = max(int(seconds), 1)
        self.kept = 0
        self.exited = False

    def output(self, outs: list, msg: dict, display_id: str, cell_index: int) -> object:
        size = len(str(msg["content"]))
        if self.kept > self.limit:
            return None
        self.kept += size
        if self.kept <= self.limit:
            return super().output(outs, msg, display_id, cell_index)
        text = f"\n[output beyond {self.limit:,} characters was cut off]\n"
        return outs.append(nbformat.v4.new_output("stream", name="stderr", text=text))

    def _notice_exit(self, execute_reply: dict, **_: object) -> None:
        payload = execute_reply["content"].get("payload", [])
        self.exited = self.exited or any(p.get("source") == "ask_exit" for p in payload)


class _Runner:
    def __init__(
        self,
        notebook: NotebookNode,
        checks: Mapping[int, str],
        ask: Ask,
        folder: Path,
        limits: Limits,
    ) -> None:
        self.notebook, self.checks, self.ask = notebook, checks, ask
        self.folder, self.limits = folder, limits
        self.result = Run(notebook)
        self.budget = Budget(limits.exam_seconds)
        self.deadline = time.monotonic() + limits.notebook_seconds
        self.position = 0  # the next cell that has not been run yet
        self.fatal: set[int] = set()  # cells that end the process; never run again

    async def run(self) -> Run:
        while self.position < len(self.notebook.cells):
            if len(self.result.stops) > self.limits.restarts:
                self._give_up("it had ended its process too often")
                break
            if time.monotonic() > self.deadline:
                self._give_up(f"it had run for {self.limits.notebook_seconds:.0f} s")
                break
            await self._run_in_one_process()
        return self.result

    async def _run_in_one_process(self) -> None:
        """Run the earlier cells again, then go on, until the end or until the process stops."""
        folder = Path(tempfile.mkdtemp(prefix="p", dir=self.folder))
        client = _Client(self.notebook, self.limits, self.folder)
        client.on_cell_executed = client._notice_exit
        listener = Listener(folder)
        try:
            environment = student_environment(self.folder / "work")
            async with client.async_setup_kernel(env=environment, cleanup_kc=True):
                replay = [i for i in range(self.position) if i not in self.checks]
                for cell in [*replay, *range(self.position, len(self.notebook.cells))]:
                    self.position = max(self.position, cell + 1)
                    if cell in self.fatal or self.notebook.cells[cell].cell_type != "code":
                        continue
                    await self._run_cell(client, listener, cell)
        except _StoppedError as stop:
            self.result.stops.append(Stop(stop.cell, stop.reason))
            self.fatal.add(stop.cell)
        finally:
            listener.close()

    async def _run_cell(self, client: _Client, listener: Listener, index: int) -> None:
        if index in self.checks:
            return await self._check(client, listener, index)
        left = self.deadline - time.monotonic()
        seconds = min(self.limits.cell_seconds, left)
        client.begin(seconds)
        try:
            await client.async_execute_cell(self.notebook.cells[index], index)
        except CellTimeoutError:
            raise _StoppedError(index, f"was stopped after {seconds:.0f} s") from None
        except DeadKernelError:
            raise _StoppedError(index, "ended the process it ran in") from None
        if client.exited:
            raise _StoppedError(index, "called exit(), which ends the process")
        return None

    async def _check(self, client: _Client, listener: Listener, index: int) -> None:
        """Let the student's process serve one answer while the exam asks in a thread."""
        name = self.checks[index]
        serve = _SERVE.format(address=listener.address, name=name)
        client.kc.execute(serve, silent=True, store_history=False, allow_stdin=False)
        killed = asyncio.Event()

        def kill() -> None:
            killed.set()
            _kill(client)

        await asyncio.to_thread(self._ask, listener, name, kill)
        if killed.is_set():
            raise _StoppedError(index, f"was stopped while `{name}` was asked")
        if not await _is_idle(client):
            raise _StoppedError(index, f"did not go on after `{name}` was asked")

    def _ask(self, listener: Listener, name: str, kill: Callable[[], None]) -> None:
        try:
            stand_in = listener.accept(name)
        except ChannelError as error:
            kill()
            return self.ask(name, str(error))
        if stand_in is None:
            return self.ask(name, None)
        stand_in.budget, stand_in.stop = self.budget, kill
        with contextlib.closing(stand_in):
            return self.ask(name, stand_in)

    def _give_up(self, reason: str) -> None:
        for index in range(self.position, len(self.notebook.cells)):
            if index in self.checks:
                self.ask(self.checks[index], f"the notebook did not get this far: {reason}")
        self.position = len(self.notebook.cells)


class _StoppedError(Exception):
    def __init__(self, cell: int, reason: str) -> None:
        super().__init__(reason)
        self.cell, self.reason = cell, reason


async def _is_idle(client: _Client) -> bool:
    """Has the process come back from serving? It is asked for nothing but an answer."""
    request = client.kc.kernel_info()
    with contextlib.suppress(asyncio.TimeoutError, TimeoutError):
        async with asyncio.timeout(5.0):
            while True:
                message = await client.kc.get_shell_msg(timeout=5.0)
                if message["parent_header"].get("msg_id") == request:
                    return True
    return False


def _kill(client: _Client) -> None:
    process = getattr(client.km.provisioner, "process", None)
    if process is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
