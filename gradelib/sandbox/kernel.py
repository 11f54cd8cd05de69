"""A student's process as Jupyter's tools see it: provisioner, manager and client of one kernel."""

import time
from collections.abc import Callable
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

from gradelib.sandbox.confine import ConfinementError
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.process import START_SECONDS, StudentProcess

SEND_MILLISECONDS = 2000  # or one would wait for ever where nobody is connected any more
NEVER_MILLISECONDS = 10**9  # to wait before connecting again: 11 days
WAITING_MESSAGES = 64  # kept of each kind; a flood then waits in the student's process


class ConfinedProvisioner(KernelProvisionerBase):
    """Starts a confined process as a kernel; there are no signals to it but the last."""

    start: Callable[[], StudentProcess]
    process: StudentProcess | None = None

    @property
    def has_process(self) -> bool:
        """Was it started, and not yet taken away?"""
        return self.process is not None

    async def launch_kernel(self, cmd: list[str], **_: Any) -> dict[str, Any]:
        """Start the process; the command line is its own affair."""
        self.process = self.start()
        info = self.process.connection()
        return info | {"key": str(info["key"]).encode()}

    async def pre_launch(self, **_: Any) -> dict[str, Any]:
        """There is nothing to prepare."""
        return {"cmd": []}

    async def poll(self) -> int | None:
        """None while it runs."""
        return None if self.process is not None and self.process.alive() else 1

    async def wait(self) -> int | None:
        """Wait until nothing of it is left."""
        await self.cleanup()
        return 0

    async def send_signal(self, signum: int) -> None:
        """Confined processes take no signals from outside."""

    async def kill(self, restart: bool = False) -> None:
        """End it, and all that it started."""
        if self.process is not None:
            self.process.kill()

    async def terminate(self, restart: bool = False) -> None:
        """There is no graceful end: nothing of it is needed any more."""
        await self.kill()

    async def cleanup(self, restart: bool = False) -> None:
        """Give back what the operating system lent."""
        if self.process is not None:
            self.process.close()
            self.process = None


class StudentClient(AsyncKernelClient):
    """Talks to a kernel that may say anything: what it sends is bounded before it is read."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return as soon as the kernel answers and its output is heard."""
        until = time.monotonic() + (START_SECONDS if timeout is None else timeout)
        while time.monotonic() < until:
            self.kernel_info()
            try:
                await self.iopub_channel.get_msg(timeout=0.1)
                await self.shell_channel.get_msg(timeout=5.0)
            except Empty:
                if not await self.is_alive():
                    raise ConfinementError("a student's process ended while it started") from None
                continue
            return
        raise ConfinementError("a student's process did not start in time")


class StudentKernelManager(AsyncKernelManager):
    """Manages one kernel and leaves no file behind."""

    client_class = "gradelib.sandbox.kernel.StudentClient"
    client_factory = StudentClient

    @property
    def kernel_spec(self) -> KernelSpec:
        """No command line: the provisioner knows how to start it."""
        return KernelSpec(argv=[], display_name="graded", language="python")

    def write_connection_file(self, **_: Any) -> None:
        """The kernel gets its connection from the provisioner."""

    def cleanup_ipc_files(self) -> None:
        """They end with the folder in memory that holds them."""


def student_kernel(start: Callable[[], StudentProcess], limits: Limits) -> StudentKernelManager:
    """A manager for the kernel that `start` starts."""
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.MAXMSGSIZE, limits.message)
    context.setsockopt(zmq.RCVHWM, WAITING_MESSAGES)
    context.setsockopt(zmq.SNDTIMEO, SEND_MILLISECONDS)
    # Connecting once is enough, for it listens already; later, a student's link could stand at that
    # place. The interval is not -1: with that, libzmq 4.3.5 aborts the grader now and then if a
    # process ends while its output is being read ("Assertion failed: !_more", fq.cpp).
    context.setsockopt(zmq.RECONNECT_IVL, NEVER_MILLISECONDS)
    manager = StudentKernelManager(context=context)
    provisioner = ConfinedProvisioner(kernel_id="graded", kernel_spec=manager.kernel_spec)
    provisioner.start = start
    manager.provisioner = provisioner
    return manager
