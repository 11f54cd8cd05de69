"""What an attacker would like to reach, with traps in it: a course, an environment, servers."""

import contextlib
import json
import os
import secrets
import socket
import sqlite3
import sysconfig
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import gradelib
from tests.course.small_class import RIGHT, as_bytes, solved

VARIABLE = "GRADER_PASSWORD"


class Ground:
    """A course with its secrets in a folder, and servers on this machine.

    token: stands in every secret; whoever shows it has read one
    mark: part of the name of every file that an attack writes
    visits: which servers were reached
    """

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.token, self.mark = secrets.token_hex(12), f"attacker-{secrets.token_hex(4)}"
        self.sign = secrets.token_hex(8)
        self.visits: list[str] = []
        self.files = {name: folder / place for name, place in _PLACES.items()}
        for path in self.files.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        self.files["solution"].write_text("\n".join([f"# {self.token}", *RIGHT.values()]))
        self.files["key"].write_text(f"the secret key {self.token}")
        self.files["seed"].write_text(json.dumps({"seed": 424242, "token": self.token}))
        self.files["config"].write_text(f"c = get_config()  # {self.token}")
        self.files["submission"].write_bytes(as_bytes(solved()) + self.token.encode())
        with contextlib.closing(sqlite3.connect(self.files["gradebook"])) as gradebook:
            gradebook.execute("create table grade (student text, score real)")
            gradebook.execute("insert into grade values (?, 5.0)", [f"ada {self.token}"])
            gradebook.commit()
        self._before = self._contents()

    def target(self) -> dict[str, object]:
        """What every attack is told."""
        files = {name: str(path) for name, path in self.files.items()}
        places = {"course": str(self.folder), "home": str(self.home), "mark": self.mark}
        return files | places | {"sign": self.sign, "variable": VARIABLE} | self._addresses

    @contextlib.contextmanager
    def open(self) -> Iterator["Ground"]:
        """Set the variable and let the servers serve."""
        path, abstract = self.folder / "socket", f"\0{self.mark}"
        with contextlib.ExitStack() as stack:
            tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            udp.bind(("127.0.0.1", 0))
            unix = stack.enter_context(socket.socket(socket.AF_UNIX))
            unix.bind(str(path))
            path.chmod(0o777)
            hidden = stack.enter_context(socket.socket(socket.AF_UNIX))
            hidden.bind(abstract)
            for name, server in ("tcp", tcp), ("unix", unix), ("abstract", hidden):
                server.listen()
                threading.Thread(target=self._accept, args=(name, server), daemon=True).start()
            threading.Thread(target=self._receive, args=(udp,), daemon=True).start()
            self._addresses = {"tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1]}
            self._addresses |= {"unix": str(path), "abstract": abstract}
            os.environ[VARIABLE] = self.token
            try:
                yield self
            finally:
                del os.environ[VARIABLE]

    def changed(self) -> list[str]:
        """The course's files that are not as they were, and the attacker's anywhere else."""
        now = self._contents()
        names = [n for n in now.keys() | self._before.keys() if now.get(n) != self._before.get(n)]
        left = [str(path) for place in _watched(self.home) for path in place.glob(f"*{self.mark}*")]
        return sorted(names) + left

    def shown_in(self, text: str) -> bool:
        """Does a text hold a secret, or say that something was reached?"""
        return self.token in text or self.sign[::-1] in text

    def _contents(self) -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()}

    def _accept(self, name: str, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection:
                    self.visits.append(name)
                    connection.sendall(self.token.encode())

    def _receive(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                _, sender = server.recvfrom(100)
                self.visits.append("udp")
                server.sendto(self.token.encode(), sender)


_PLACES = {
    "solution": "solutions/week01/lesson.py",
    "key": "class/results/week01/key-0123456789abcdef",
    "seed": "class/results/week01/seed.json",
    "submission": "class/submitted/ada/week01/lesson.ipynb",
    "gradebook": "class/gradebook.db",
    "config": "nbgrader_config.py",
}


def _watched(home: Path) -> list[Path]:
    """Folders in which nothing of an attacker's may ever lie."""
    startup = home / ".ipython" / "profile_default" / "startup"
    packages = Path(sysconfig.get_paths()["purelib"])
    places = ["/tmp", "/var/tmp", "/dev/shm", tempfile.gettempdir(), home, startup]
    places += [home / ".jupyter", home / ".config", packages, packages / "numpy", Path.cwd()]
    return [*map(Path, places), Path(gradelib.__file__).parent]
