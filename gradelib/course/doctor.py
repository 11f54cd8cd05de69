"""Is this machine ready for the course? One small check each, with what to do where it is not.

A check is a function without arguments that returns a `Finding`; `CHECKS` lists them in the order
in which they are made. Whatever a check imports, it imports inside: an installation that is broken
is then a finding, not a doctor who does not come.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
OLDEST_PYTHON = (3, 11)
NEEDED_DISK = 2e9  # bytes: data sets, weights and a graded class
TORCH_SECONDS = 120  # the first import after installing reads 1 GB from a cold disk

INSTALL = "Run `python -m pip install -r requirements.lock` in the course's folder."
REINSTALL = (
    "In the course's folder run "
    "`python -m pip install --force-reinstall --no-deps -c requirements.lock {package}`."
)
LAB_EXTENSION = "@jupyter/nbgrader"
SERVER_EXTENSIONS = tuple(
    f"nbgrader.server_extensions.{name}"
    for name in ("assignment_list", "formgrader", "validate_assignment")
)


@dataclass(frozen=True)
class Finding:
    """What one check found: whether it is well, in words, and otherwise what to do."""

    ok: bool
    what: str
    remedy: str = ""


Check = Callable[[], Finding]


def python_version() -> Finding:
    """The course needs at least the Python that its packages were locked for."""
    what = f"Python {platform.python_version()}"
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Finding(True, what)
    oldest = ".".join(map(str, OLDEST_PYTHON))
    return Finding(
        False,
        f"{what} is older than {oldest}",
        f"Install Python {oldest} or newer, remove the folder .venv and set the course up again.",
    )


def locked_packages() -> Finding:
    """Every package of requirements.lock is installed at exactly its locked version."""
    from packaging.requirements import Requirement

    if not LOCK.exists():
        return Finding(
            False,
            "requirements.lock is missing beside the course's files",
            "Install the course from its own folder: `python -m pip install -e .`",
        )
    lines = (line.strip() for line in LOCK.read_text().splitlines())
    locked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    locked = [package for package in locked if not package.marker or package.marker.evaluate()]
    differing = []
    for package in locked:
        try:
            found = metadata.version(package.name)
        except metadata.PackageNotFoundError:
            found = "missing"
        # "2.13.0+cpu" is a build of 2.13.0, and which build is right depends on the machine
        if found == "missing" or not package.specifier.contains(found, prereleases=True):
            differing.append(f"{package.name} {found} (locked {package.specifier})")
    if differing:
        what = f"{len(differing)} of {len(locked)} packages differ from the lock: "
        return Finding(False, what + ", ".join(differing), INSTALL)
    return Finding(True, f"all {len(locked)} packages at their locked versions")


def torch_and_device() -> Finding:
    """PyTorch can be imported; with or without a GPU is both well.

    A broken PyTorch may take its whole process with it, so it is imported in another one.
    """
    probe = (
        "import json, torch; gpu = torch.cuda.is_available();"
        "print(json.dumps([torch.__version__, torch.cuda.get_device_name() if gpu else None]))"
    )
    try:
        ran = subprocess.run(
            [sys.executable, "-c", probe], capture_output=True, text=True, timeout=TORCH_SECONDS
        )
    except subprocess.TimeoutExpired:
        return Finding(
            False,
            f"PyTorch was not imported after {TORCH_SECONDS} s",
            "Run the doctor again; if it is as slow, move the course to a local disk.",
        )
    if ran.returncode != 0:
        broken = REINSTALL.format(package="torch")
        said = ran.stderr.strip().splitlines() or [f"it ended with status {ran.returncode}"]
        return Finding(False, f"PyTorch cannot be imported: {said[-1]}", broken)
    version, gpu = json.loads(ran.stdout.splitlines()[-1])
    where = f"on the GPU {gpu} (CUDA)" if gpu else "on the CPU (no CUDA device)"
    return Finding(True, f"PyTorch {version} computes {where}")


def python_kernel() -> Finding:
    """Notebooks ask for the kernel `python3`: it has to start this interpreter, not another."""
    from jupyter_client import KernelManager
    from jupyter_client.kernelspec import NoSuchKernel

    register = "`python -m ipykernel install --sys-prefix`"
    kernel = KernelManager(kernel_name="python3")
    try:
        program = kernel.format_kernel_cmd()[0]
    except NoSuchKernel:
        return Finding(False, "the Jupyter kernel python3 is not registered", f"Run {register}.")
    # The folder decides: the interpreters of two environments are often links to one file.
    found = Path(shutil.which(program) or program).parent
    if os.path.realpath(found) == os.path.realpath(Path(sys.executable).parent):
        return Finding(True, "the Jupyter kernel python3 starts this Python")
    return Finding(
        False,
        f"the Jupyter kernel python3 starts another Python: {program}",
        f"Run `jupyter kernelspec remove python3`, then {register}.",
    )


def jupyterlab_extension() -> Finding:
    """JupyterLab shows nbgrader's buttons only if its page and its server know the extension."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path
    from jupyter_server.extension.config import ExtensionConfigManager
    from jupyterlab_server.config import get_page_config

    page = get_page_config(jupyter_path("labextensions"))
    configured = ExtensionConfigManager(read_config_path=jupyter_config_path())
    server = configured.get_jpserver_extensions()
    missing = [name for name in SERVER_EXTENSIONS if name not in server]
    disabled = [name for name in SERVER_EXTENSIONS if server.get(name) is False]
    if LAB_EXTENSION not in [extension["name"] for extension in page["federated_extensions"]]:
        missing.insert(0, LAB_EXTENSION)
    if missing:
        what = "JupyterLab does not find nbgrader's extension: " + ", ".join(missing)
        return Finding(False, what, REINSTALL.format(package="nbgrader"))
    if LAB_EXTENSION in page["disabledExtensions"]:
        what = "nbgrader's extension is disabled in JupyterLab's page"
        return Finding(False, what, f"Run `jupyter labextension enable {LAB_EXTENSION}`.")
    if disabled:
        what = "nbgrader's extension is disabled in Jupyter's server: " + ", ".join(disabled)
        return Finding(False, what, f"Run `jupyter server extension enable {' '.join(disabled)}`.")
    return Finding(True, "JupyterLab has nbgrader's extension")


def disk_space() -> Finding:
    """Data sets, trained weights and a graded class need some room."""
    free = shutil.disk_usage(ROOT).free
    what = f"{free / 1e9:.1f} GB free on the course's disk"
    if free >= NEEDED_DISK:
        return Finding(True, what)
    return Finding(
        False,
        f"only {what}",
        f"Make room for at least {NEEDED_DISK / 1e9:.0f} GB; "
        "`python -m pip cache purge` frees what the installation left behind.",
    )


CHECKS: tuple[Check, ...] = (
    python_version,
    locked_packages,
    torch_and_device,
    python_kernel,
    jupyterlab_extension,
    disk_space,
)


def examine_sandbox() -> list[Finding]:
    """Attack the sandbox in which students' notebooks are graded: a finding for each probe."""
    from gradelib.sandbox.confine import ConfinementError
    from gradelib.sandbox.probes import probe_sandbox
    from gradelib.sandbox.sandbox import Sandbox

    remedy = "Do not grade on this machine: its sandbox leaks. Please report this."
    try:
        with Sandbox() as sandbox:
            return [
                Finding(p.ok, f"sandbox, {p.name}: {p.seen}", remedy)
                for p in probe_sandbox(sandbox)
            ]
    except ConfinementError as error:
        text = "There is no sandbox here, so nothing can be graded safely"
        return [Finding(False, text, str(error))]


def examine_machine(checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Make the checks, in order; one that cannot be made is itself something found."""
    return [_make(check) for check in checks]


def _make(check: Check) -> Finding:
    try:
        return check()
    except Exception as error:
        name = getattr(check, "__name__", repr(check)).replace("_", " ")
        return Finding(False, f"{name}: {type(error).__name__}: {error}", INSTALL)
