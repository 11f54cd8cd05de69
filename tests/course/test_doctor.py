"""Each check is broken once, the way a machine breaks, and has to say what to do."""

import json
import subprocess
import sys
from collections import namedtuple
from importlib import metadata
from types import SimpleNamespace

import pytest

from gradelib.course import doctor
from gradelib.course.doctor import Finding, examine_machine

Version = namedtuple("Version", "major minor micro releaselevel serial")


@pytest.fixture
def lock(tmp_path, monkeypatch):
    """Write a lock file of one's own."""

    def write(text):
        path = tmp_path / "requirements.lock"
        path.write_text(text)
        monkeypatch.setattr(doctor, "LOCK", path)

    return write


@pytest.fixture
def user_config(tmp_path, monkeypatch):
    """A user's Jupyter folders, empty and stronger than the environment's."""
    for variable in ("CONFIG", "DATA"):
        folder = tmp_path / variable.lower()
        folder.mkdir()
        monkeypatch.setenv(f"JUPYTER_{variable}_DIR", str(folder))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))

    return write


# Python


def test_this_python_is_new_enough():
    assert doctor.python_version() == Finding(True, "Python {}.{}.{}".format(*sys.version_info[:3]))


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor.sys, "version_info", Version(3, 9, 18, "final", 0))
    monkeypatch.setattr(doctor.platform, "python_version", lambda: "3.9.18")
    finding = doctor.python_version()
    assert not finding.ok
    assert finding.what == "Python 3.9.18 is older than 3.11"
    assert "Install Python 3.11 or newer" in finding.remedy


# packages


def test_locked_versions_are_installed(lock):
    numpy, pytest_ = metadata.version("numpy"), metadata.version("pytest")
    lock(f"# a comment\n\nnumpy=={numpy}\npytest=={pytest_}\n")
    assert doctor.locked_packages() == Finding(True, "all 2 packages at their locked versions")


def test_differing_and_missing_packages_are_listed(lock):
    numpy, pytest_ = metadata.version("numpy"), metadata.version("pytest")
    lock(f"numpy==0.1\npytest=={pytest_}\nno-such-package==1.0\n")
    finding = doctor.locked_packages()
    assert not finding.ok
    assert finding.what == (
        "2 of 3 packages differ from the lock: "
        f"numpy {numpy} (locked ==0.1), no-such-package missing (locked ==1.0)"
    )
    assert "pip install -r requirements.lock" in finding.remedy


def test_a_build_of_the_locked_version_is_that_version(lock, monkeypatch):
    lock("torch==2.13.0\n")
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "2.13.0+cpu")
    assert doctor.locked_packages().ok
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "2.13.1")
    assert not doctor.locked_packages().ok


def test_packages_of_another_system_are_not_asked_for(lock):
    lock("no-such-package==1.0 ; sys_platform == 'no-such-system'\n")
    assert doctor.locked_packages() == Finding(True, "all 0 packages at their locked versions")


def test_no_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "LOCK", tmp_path / "requirements.lock")
    finding = doctor.locked_packages()
    assert not finding.ok
    assert "requirements.lock is missing" in finding.what
    assert "own folder" in finding.remedy


# PyTorch


def answer_with(monkeypatch, **ran):
    ran = SimpleNamespace(**{"returncode": 0, "stdout": "", "stderr": "", **ran})
    monkeypatch.setattr(doctor.subprocess, "run", lambda *args, **options: ran)


def test_torch_is_imported_in_another_process():
    finding = doctor.torch_and_device()
    assert finding.ok, finding
    assert metadata.version("torch").split("+")[0] in finding.what
    assert "CUDA" in finding.what


def test_with_and_without_a_gpu_is_well(monkeypatch):
    answer_with(monkeypatch, stdout='a greeting\n["2.13.0", "H200"]\n')
    assert doctor.torch_and_device() == Finding(
        True, "PyTorch 2.13.0 computes on the GPU H200 (CUDA)"
    )
    answer_with(monkeypatch, stdout='["2.13.0", null]\n')
    assert doctor.torch_and_device() == Finding(
        True, "PyTorch 2.13.0 computes on the CPU (no CUDA device)"
    )


def test_a_torch_that_raises(monkeypatch):
    answer_with(monkeypatch, returncode=1, stderr="Traceback\nOSError: libcudart.so is missing\n")
    finding = doctor.torch_and_device()
    assert not finding.ok
    assert finding.what == "PyTorch cannot be imported: OSError: libcudart.so is missing"
    assert "--force-reinstall --no-deps -c requirements.lock torch" in finding.remedy


def test_a_torch_that_kills_its_process(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    finding = doctor.torch_and_device()
    assert not finding.ok
    assert "ended with status -11" in finding.what


def test_a_torch_that_never_comes(monkeypatch):
    def run(*args, timeout, **options):
        raise subprocess.TimeoutExpired("python", timeout)

    monkeypatch.setattr(doctor.subprocess, "run", run)
    finding = doctor.torch_and_device()
    assert not finding.ok
    assert "not imported after 120 s" in finding.what
    assert "Run the doctor again" in finding.remedy


# kernel


def test_the_kernel_is_this_python(user_config):
    finding = doctor.python_kernel()
    assert finding == Finding(True, "the Jupyter kernel python3 starts this Python")


def test_the_kernel_of_another_python(user_config):
    kernel = {"argv": ["/opt/other/bin/python", "-m", "ipykernel"], "display_name": "other"}
    user_config("data/kernels/python3/kernel.json", kernel)
    finding = doctor.python_kernel()
    assert not finding.ok
    assert finding.what.endswith("starts another Python: /opt/other/bin/python")
    assert "jupyter kernelspec remove python3" in finding.remedy
    assert "python -m ipykernel install --sys-prefix" in finding.remedy


def test_two_environments_of_one_python_are_told_apart(user_config, tmp_path):
    other = tmp_path / "bin" / "python"
    other.parent.mkdir()
    other.symlink_to(sys.executable)
    user_config("data/kernels/python3/kernel.json", {"argv": [str(other)], "display_name": "other"})
    assert not doctor.python_kernel().ok


def test_no_kernel(user_config, monkeypatch, tmp_path):
    from jupyter_client import kernelspec

    monkeypatch.setattr(kernelspec, "jupyter_path", lambda *parts: [str(tmp_path)])
    # without ipykernel, Jupyter has no kernel of its own to fall back on
    monkeypatch.setitem(sys.modules, "ipykernel.kernelspec", None)
    finding = doctor.python_kernel()
    assert not finding.ok
    assert finding.what == "the Jupyter kernel python3 is not registered"
    assert "python -m ipykernel install" in finding.remedy


# JupyterLab


def test_the_extension_is_there(user_config):
    assert doctor.jupyterlab_extension() == Finding(True, "JupyterLab has nbgrader's extension")


def test_the_extension_is_not_installed(user_config, monkeypatch, tmp_path):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *parts: [str(tmp_path)])
    finding = doctor.jupyterlab_extension()
    assert not finding.ok
    assert finding.what == "JupyterLab does not find nbgrader's extension: @jupyter/nbgrader"
    assert "--force-reinstall --no-deps -c requirements.lock nbgrader" in finding.remedy


def test_the_page_has_it_disabled(user_config):
    user_config(
        "config/labconfig/page_config.json", {"disabledExtensions": {"@jupyter/nbgrader": True}}
    )
    finding = doctor.jupyterlab_extension()
    assert not finding.ok
    assert "disabled in JupyterLab's page" in finding.what
    assert finding.remedy == "Run `jupyter labextension enable @jupyter/nbgrader`."


def test_the_server_has_it_disabled(user_config):
    name = "nbgrader.server_extensions.formgrader"
    user_config(
        "config/jupyter_server_config.d/class.json",
        {"ServerApp": {"jpserver_extensions": {name: False}}},
    )
    finding = doctor.jupyterlab_extension()
    assert not finding.ok
    assert finding.what == f"nbgrader's extension is disabled in Jupyter's server: {name}"
    assert finding.remedy == f"Run `jupyter server extension enable {name}`."


# disk


@pytest.mark.parametrize(("free", "ok"), [(2_000_000_000, True), (1_999_999_999, False)])
def test_disk_space(monkeypatch, free, ok):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    finding = doctor.disk_space()
    assert finding.ok is ok
    assert "2.0 GB free" in finding.what
    assert ok or "Make room for at least 2 GB" in finding.remedy


# all together


def test_checks_are_made_in_order_and_more_can_be_added():
    def first():
        return Finding(True, "first")

    def second():
        return Finding(False, "second", "mend it")

    assert examine_machine([first, second]) == [first(), second()]


def test_a_check_that_breaks_is_a_finding_and_stops_no_other():
    def needs_a_lot():
        raise ImportError("no jupyter here")

    broken, whole = examine_machine([needs_a_lot, lambda: Finding(True, "well")])
    assert not broken.ok
    assert broken.what == "needs a lot: ImportError: no jupyter here"
    assert broken.remedy
    assert whole.ok


def test_whatever_is_not_well_has_a_remedy():
    assert all(finding.ok or finding.remedy for finding in examine_machine())
