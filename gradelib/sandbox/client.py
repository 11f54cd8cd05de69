"""Executes cells in a student's kernel and keeps a bounded part of their output as it arrives."""

import asyncio
import contextlib
from collections.abc import Callable

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from gradelib.sandbox.kernel import student_kernel
from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.process import StudentProcess


class CellStoppedError(Exception):
    """A cell had to be stopped, or ended its process; says why in words for the student."""


class CellRunner(NotebookClient):
    """Runs the cells of one notebook in one process, whatever that process sends.

    kept: characters of output kept in earlier processes
    """

    def __init__(self, notebook: NotebookNode, limits: Limits, kept: int) -> None:
        super().__init__(notebook, allow_errors=True, timeout=None, store_widget_state=False)
        self.limits, self.kept = limits, kept
        self._begin(0.0)

    async def start(self, start: Callable[[], StudentProcess]) -> None:
        """Start a kernel with `start`, and wait until it listens."""
        self.km = student_kernel(start, self.limits)
        await self.km.start_kernel()
        self.kc = self.km.client()
        self.kc.allow_stdin = False
        self.kc.start_channels(stdin=False, hb=False, control=False)
        await self.kc.wait_for_ready()

    async def stop(self) -> None:
        """End the kernel at once; nothing of it is waited for."""
        if self.km is None:
            return
        await self.km.provisioner.cleanup()
        if self.kc is not None:
            self.kc.stop_channels()
        self.km._close_control_socket()
        self.km.context.destroy(linger=0)

    async def run_cell(self, index: int, seconds: float) -> None:
        """Execute one cell.

        raises: CellStoppedError when it has to be stopped
        """
        self._begin(seconds)
        cell = self.nb.cells[index]
        work = asyncio.ensure_future(self.async_execute_cell(cell, index))
        flood = asyncio.ensure_future(self._flooded.wait())
        try:
            await asyncio.wait({work, flood}, return_when=asyncio.FIRST_COMPLETED)
            if self._flooded.is_set():
                text = f"wrote more than {self.limits.flood // MB} MB of output"
                raise CellStoppedError(text)
            await work
        except CellTimeoutError:
            raise CellStoppedError(f"was stopped after {seconds:.0f} s") from None
        except DeadKernelError:
            raise CellStoppedError("ended the process it ran in") from None
        except CellStoppedError:
            raise
        except Exception:  # no message of Jupyter's: it was forged
            raise CellStoppedError("sent something that no notebook sends") from None
        finally:
            for task in (work, flood):
                task.cancel()
            await asyncio.gather(work, flood, return_exceptions=True)
            cell.outputs = [_writable(output) for output in cell.get("outputs", [])]
        if self._exited:
            raise CellStoppedError("called exit(), which ends the process")

    async def is_idle(self, seconds: float) -> bool:
        """Does the process answer within this time? It is asked for nothing but an answer."""
        request = self.kc.kernel_info()
        with contextlib.suppress(Exception):
            async with asyncio.timeout(seconds):
                while True:
                    message = await self.kc.get_shell_msg(timeout=seconds)
                    if message["parent_header"].get("msg_id") == request:
                        return True
        return False

    def _begin(self, seconds: float) -> None:
        self.timeout = max(int(seconds), 1)
        self.of_cell = self.received = 0
        self._exited = False
        self._flooded = asyncio.Event()

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> object:
        """Count every message, and let only those through that are still allowed."""
        size = len(str(msg["content"]))
        self.received += size
        if self.received > self.limits.flood:
            self._flooded.set()
        shows = msg["msg_type"] in ("stream", "display_data", "execute_result", "error")
        shows = shows or msg["msg_type"] == "update_display_data"
        if not shows:
            return super().process_message(msg, cell, cell_index)
        before = self.of_cell
        self.of_cell += size
        self.kept += size
        most = self.limits.output_characters
        if self.of_cell <= most and self.kept <= self.limits.notebook_characters:
            return super().process_message(msg, cell, cell_index)
        if before <= most:
            self.of_cell = most + 1
            text = f"\n[output beyond {most:,} characters was cut off]\n"
            cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=text))
        self.kept -= size
        return None

    def handle_comm_msg(self, outs: list, msg: dict, cell_index: int) -> None:
        """Widgets are not shown to anybody while grading."""

    def notice_exit(self, execute_reply: dict, **_: object) -> None:
        """A cell has been executed: did it ask for the end of the process?"""
        payload = execute_reply["content"].get("payload", [])
        self._exited = self._exited or any(p.get("source") == "ask_exit" for p in payload)
