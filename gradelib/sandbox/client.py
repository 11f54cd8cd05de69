"""Executes cells in a student's kernel and keeps a bounded part of their output as it arrives."""

import asyncio
import contextlib
from collections.abc import Callable

import nbformat
import zmq.asyncio
from nbclient import NotebookClient
from nbclient.client import CellExecutionComplete
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from gradelib.sandbox.clean import clean_cell
from gradelib.sandbox.clock import Clock
from gradelib.sandbox.kernel import student_kernel
from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.process import StudentProcess
from gradelib.sandbox.watch import descendants

_ENDED = "ended the process it ran in"
_DEAF = "hung up on the grader"
_SHOWN = ("stream", "display_data", "update_display_data", "execute_result", "error")
_PLAINLY = {"store_widget_state": False, "record_timing": False}  # the same at every run


class CellStoppedError(Exception):
    """A cell had to be stopped, or ended its process; says why in words for the student."""


class CellRunner(NotebookClient):
    """Runs the cells of one notebook in one process, whatever that process sends.

    kept: characters of output kept, from earlier processes on
    used: seconds that its cells took, as `Clock` counts
    """

    def __init__(self, notebook: NotebookNode, limits: Limits, kept: int) -> None:
        super().__init__(notebook, allow_errors=True, timeout=None, **_PLAINLY)
        self.limits, self.kept, self.used = limits, kept, 0.0
        self.on_cell_executed = self._notice_exit
        self._alarm = asyncio.Event()
        self._reason = ""
        self._listening: list[asyncio.Task] = []
        self._processes: list[int] = []

    async def start(self, start: Callable[[], StudentProcess]) -> StudentProcess:
        """Start a kernel with `start`, and wait until it listens."""
        self.km = student_kernel(start, self.limits)
        await self.km.start_kernel()
        process = self.km.provisioner.process
        asyncio.get_running_loop().add_reader(process.fileno(), self._raise_alarm, _ENDED)
        self.kc = self.km.client(context=self.km.context)
        self.kc.start_channels(stdin=False, hb=False, control=False)
        too_long = f"wrote or showed more than {self.limits.message // MB} MB at once"
        for channel, reason in ((self.kc.iopub_channel, too_long), (self.kc.shell_channel, _DEAF)):
            listening = self._listen_for_hanging_up(channel.socket, reason)
            self._listening.append(asyncio.ensure_future(listening))
        await self.kc.wait_for_ready()
        self._processes = descendants(process.root)[:2]  # the namespace's first, and the kernel
        return process

    async def stop(self) -> None:
        """End the kernel at once; nothing of it is waited for."""
        if self.km is None:
            return
        if self.km.provisioner.process is not None:
            handle = self.km.provisioner.process.fileno()
            asyncio.get_running_loop().remove_reader(handle)
        await self.km.provisioner.cleanup()
        for listening in self._listening:
            listening.cancel()
        if self.kc is not None:
            self.kc.stop_channels()
        self.km._close_control_socket()
        self.km.context.destroy(linger=0)

    async def run_cell(self, index: int, seconds: float, why: str = "") -> None:
        """Execute one cell.

        seconds, why: it is stopped after so long, as `Clock` counts, for this reason
        raises: CellStoppedError when it has to be stopped
        """
        self._begin()
        cell, clock = self.nb.cells[index], Clock(self._processes)
        work = asyncio.ensure_future(self.async_execute_cell(cell, index))
        alarm = asyncio.ensure_future(self._alarm.wait())
        late = asyncio.ensure_future(_after(max(seconds, 0.1), clock))
        try:
            await asyncio.wait({work, alarm, late}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                too_long = f"was stopped after {seconds:.0f} s{why}"
                raise CellStoppedError(self._reason if alarm.done() else too_long)
            work.result()
        except DeadKernelError:
            raise CellStoppedError(_ENDED) from None
        except zmq.Again:
            raise CellStoppedError(_DEAF) from None
        except CellStoppedError:
            raise
        except Exception:  # no message of Jupyter's: it was forged
            raise CellStoppedError("sent something that no notebook sends") from None
        finally:
            for task in (work, alarm, late):
                task.cancel()
            await asyncio.gather(work, alarm, late, return_exceptions=True)
            self.used += clock.seconds()
            clean_cell(cell)
        if self._exited:
            raise CellStoppedError("called exit(), which ends the process")

    def order(self, code: str) -> None:
        """Let the process run code of ours; raises CellStoppedError if it does not listen."""
        try:
            self.kc.execute(code, silent=True, store_history=False, allow_stdin=False)
        except zmq.Again:
            raise CellStoppedError(_DEAF) from None

    async def is_idle(self, seconds: float) -> bool:
        """Does the process answer within this time? It is asked for nothing but an answer."""
        with contextlib.suppress(Exception):
            request = self.kc.kernel_info()
            async with asyncio.timeout(seconds):
                while True:
                    message = await self.kc.get_shell_msg(timeout=seconds)
                    if message["parent_header"].get("msg_id") == request:
                        return True
        return False

    def _begin(self) -> None:
        self.of_cell = self.received = 0
        self._exited = False
        if self._reason != _ENDED:
            self._reason = ""
            self._alarm.clear()

    def _raise_alarm(self, reason: str) -> None:
        self._reason = self._reason or reason
        self._alarm.set()
        if reason == _ENDED:
            asyncio.get_running_loop().remove_reader(self.km.provisioner.process.fileno())

    async def _listen_for_hanging_up(self, channel: zmq.asyncio.Socket, reason: str) -> None:
        """A message that is too long makes our own side of the connection hang up."""
        await channel.get_monitor_socket(zmq.EVENT_DISCONNECTED).recv_multipart()
        await asyncio.sleep(0.1)  # the process may just have ended
        if await self.km.provisioner.poll() is None:
            self._raise_alarm(reason)

    async def _async_poll_output_msg(
        self, parent_msg_id: str, cell: NotebookNode, cell_index: int
    ) -> None:
        """Count every message, also those of threads that earlier cells have left behind."""
        while True:
            message = await self.kc.iopub_channel.get_msg(timeout=None)
            self.received += len(str(message["content"]))
            if self.received > self.limits.flood:
                return self._raise_alarm(f"wrote more than {self.limits.flood // MB} MB of output")
            if message["parent_header"].get("msg_id") == parent_msg_id:
                try:
                    self.process_message(message, cell, cell_index)
                except CellExecutionComplete:
                    return None

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> object:
        """Let output through as long as it is within its limits."""
        if msg["msg_type"] not in _SHOWN:
            return super().process_message(msg, cell, cell_index)
        limits, size = self.limits, len(str(msg["content"]))
        if self.of_cell > limits.output_characters:
            return None
        self.of_cell += size
        self.kept += size
        for kept, most, of in (
            (self.of_cell, limits.output_characters, ""),
            (self.kept, limits.notebook_characters, " of all cells"),
        ):
            if kept > most:
                self.of_cell = limits.output_characters + 1
                text = f"\n[output{of} beyond {most:,} characters was cut off]\n"
                cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=text))
                return None
        return super().process_message(msg, cell, cell_index)

    def handle_comm_msg(self, outs: list, msg: dict, cell_index: int) -> None:
        """Widgets are not shown to anybody while grading."""

    def _notice_exit(self, execute_reply: dict, **_: object) -> None:
        payload = execute_reply["content"].get("payload", [])
        self._exited = self._exited or any(p.get("source") == "ask_exit" for p in payload)


async def _after(seconds: float, clock: Clock) -> None:
    """Wait until the clock shows so many seconds."""
    while (left := seconds - clock.seconds()) > 0:
        await asyncio.sleep(left)
