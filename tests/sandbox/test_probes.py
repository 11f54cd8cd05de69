"""The probes pass on a machine whose sandbox holds, and fail where it does not."""

import pytest

from gradelib.sandbox import probes
from gradelib.sandbox.probes import probe_sandbox
from gradelib.sandbox.sandbox import Sandbox


def test_every_probe_passes_and_tells_what_it_saw(warm, monkeypatch):
    monkeypatch.setenv("GRADER_TOKEN", "a secret that is long enough")
    results = probe_sandbox(warm)
    assert [result.name for result in results if not result.ok] == []
    assert len(results) == 9 and all(result.seen for result in results)


def test_they_refuse_a_machine_without_walls():
    with Sandbox(unsafe=True) as unsafe, pytest.raises(ValueError, match="confined"):
        probe_sandbox(unsafe)


@pytest.mark.parametrize("source", ["print('reached the net')", "1 / 0", "import time"])
def test_a_probe_that_gets_through_is_no_good(warm, source):
    assert not probes._probe(warm, "no network", source).ok
    assert not probes._probe(warm, "memory is bounded", source).ok
