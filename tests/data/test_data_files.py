"""Files of packages and downloads: what is wrong is said, and nothing bad is kept."""

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from gradelib.data import DataError, files
from gradelib.data.files import Download, PackageFile

BODY = b"some data"


def sha256(body):
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def carried(tmp_path, monkeypatch):
    """A package on the path that carries a data file and cannot be imported."""
    package = tmp_path / "carrier_of_data"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('the package was imported')")
    (package / "table.csv").write_bytes(BODY)
    monkeypatch.syspath_prepend(str(tmp_path))
    return PackageFile("carrier-of-data==1.2", "carrier_of_data", "table.csv", sha256(BODY))


def test_a_package_is_read_but_not_imported(carried):
    assert carried.read() == BODY


def test_a_missing_package_is_named_with_the_command_that_installs_it():
    missing = PackageFile("no-such-package==3.1", "no_such_package", "table.csv", sha256(BODY))
    with pytest.raises(DataError, match=r'not installed.*pip install "no-such-package==3\.1"'):
        missing.read()


def test_a_missing_file_is_named_with_the_remedy(carried):
    with pytest.raises(
        DataError,
        match=r'Cannot read .*other\.csv: No such file.*--force-reinstall.*"carrier-of-data==1\.2"',
    ):
        replace(carried, path="other.csv").read()


def test_an_unreadable_file_is_named(carried, tmp_path):
    path = tmp_path / "carrier_of_data" / "table.csv"
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(DataError, match=r"Cannot read .*table\.csv: Permission denied"):
        carried.read()


def test_a_folder_in_the_place_of_the_file_is_named(carried, tmp_path):
    (tmp_path / "carrier_of_data" / "folder").mkdir()
    with pytest.raises(DataError, match=r"Cannot read .*folder"):
        replace(carried, path="folder").read()


@pytest.mark.parametrize("damaged", [b"", BODY[:-1], BODY + b"\n"])
def test_a_damaged_file_is_refused(carried, tmp_path, damaged):
    (tmp_path / "carrier_of_data" / "table.csv").write_bytes(damaged)
    with pytest.raises(DataError, match=r"table\.csv is not the file .*--force-reinstall"):
        carried.read()


@pytest.fixture
def download(server):
    return Download("data.bin", server.url("whole"), sha256(server.body))


def test_a_download_is_kept_and_not_repeated(download, server, cache):
    path = download.fetch()
    assert path == cache / "data.bin"
    assert path.read_bytes() == server.body
    assert os.listdir(cache) == ["data.bin"]
    assert download.fetch() == path
    assert server.requests == 1


def test_a_download_shows_its_progress(download, cache, capfd):
    download.fetch()
    assert "100%" in capfd.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_others_can_read_a_shared_cache(download, cache):
    assert download.fetch().stat().st_mode & 0o444 == 0o444


def test_a_file_put_there_by_hand_needs_no_network(server, cache):
    cache.mkdir()
    (cache / "data.bin").write_bytes(server.body)
    Download("data.bin", server.url("missing"), sha256(server.body)).fetch()
    assert server.requests == 0


BROKEN = {
    "missing": r"the server answered 404 Not Found\. Check the network",
    "truncated": r"connection broke before the end of the file",
    "short": r"not the expected file \(its checksum differs\)",
    "other": r"not the expected file \(its checksum differs\)",
}


@pytest.mark.parametrize("name", BROKEN)
def test_of_a_broken_download_nothing_is_kept(download, server, cache, name):
    with pytest.raises(DataError, match=BROKEN[name]):
        replace(download, url=server.url(name)).fetch()
    assert os.listdir(cache) == []
    assert download.fetch().read_bytes() == server.body


@pytest.mark.parametrize("name", BROKEN)
def test_a_failed_download_leaves_other_files_and_an_older_version(download, server, cache, name):
    cache.mkdir()
    (cache / "notes.txt").write_text("mine")
    (cache / "data.bin").write_bytes(b"an older version")
    with pytest.raises(DataError):
        replace(download, url=server.url(name)).fetch()
    assert sorted(os.listdir(cache)) == ["data.bin", "notes.txt"]
    assert (cache / "data.bin").read_bytes() == b"an older version"
    assert (cache / "notes.txt").read_text() == "mine"


def test_a_damaged_file_in_the_cache_is_replaced(download, server, cache):
    cache.mkdir()
    (cache / "data.bin").write_bytes(server.body[:100])
    assert download.fetch().read_bytes() == server.body


def test_without_a_network_the_message_says_where_to_put_the_file(download, server, cache):
    server.shutdown()
    server.server_close()
    with pytest.raises(DataError) as caught:
        download.fetch()
    assert "no connection to the server" in str(caught.value)
    assert f"put it at {cache / 'data.bin'}" in str(caught.value)
    assert os.listdir(cache) == []


def test_a_server_that_says_nothing_is_given_up(download, server, cache, monkeypatch):
    import pooch

    patient = pooch.HTTPDownloader
    monkeypatch.setattr(pooch, "HTTPDownloader", lambda **options: patient(timeout=0.3, **options))
    with pytest.raises(DataError, match="could not be downloaded"):
        replace(download, url=server.url("stalled")).fetch()
    assert os.listdir(cache) == []


def test_a_certificate_that_is_refused_is_not_called_a_missing_network():
    from requests.exceptions import ReadTimeout, SSLError

    assert "certificate" in files._reason(SSLError())
    assert "in time" in files._reason(ReadTimeout())


@pytest.mark.parametrize("package", ["pooch", "requests", "tqdm"])
def test_a_missing_downloader_is_named(download, monkeypatch, cache, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DataError, match=f"python -m pip install {package}"):
        download.fetch()
    assert not cache.exists()


def test_a_cache_that_is_no_folder_is_named(download, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("GRADELIB_DATA", str(tmp_path / "file"))
    with pytest.raises(DataError, match=r"Cannot keep data\.bin in .*GRADELIB_DATA"):
        download.fetch()
    assert (tmp_path / "file").read_text() == "not a folder"


def test_the_cache_folder_may_begin_with_a_tilde(download, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("GRADELIB_DATA", "~/sets")
    assert download.fetch() == tmp_path / "sets" / "data.bin"


FETCH = """
import signal, sys
from gradelib.data.files import Download
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits none
Download(*sys.argv[1:]).fetch()
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_download_is_never_taken_for_the_file(download, server, cache, ending):
    arguments = [download.name, server.url("stalled"), download.sha256]
    child = subprocess.Popen(
        [sys.executable, "-c", FETCH, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert server.half_sent.wait(30)
    child.send_signal(ending)
    assert child.wait(30) != 0
    left = os.listdir(cache)
    if ending == signal.SIGINT:
        assert left == []
    else:  # a killed process cannot clean up: its temporary file stays, under another name
        assert "data.bin" not in left
    assert download.fetch().read_bytes() == server.body
