"""Files appear whole or not at all, and none is lost."""

import os

import pytest

from gradelib.files import set_aside, write_atomically


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "new" / "file.bin"
    for data in (b"first", b"second, longer"):
        write_atomically(path, data)
        assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "file.bin"
    write_atomically(path, b"old")

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_set_aside_is_never_written_over(tmp_path):
    path, kept = tmp_path / "made.safetensors", []
    for data in (b"one", b"two", b"three"):
        path.write_bytes(data)
        kept.append(set_aside(path))
    assert [k.name for k in kept] == [
        f"made.previous{number}.safetensors" for number in ("", "2", "3")
    ]
    assert [k.read_bytes() for k in kept] == [b"one", b"two", b"three"]
