"""Students' processes reach one GPU, a share of its memory, and nothing else of it.

Most of this is tested with device files made for the test; what needs a real GPU is marked `gpu`.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gradelib.course import worker
from gradelib.sandbox import gpu as gpu_module
from gradelib.sandbox.gpu import PLACES, SHARE, Gpu, gpus, take_place, take_share
from gradelib.sandbox.limits import MB
from gradelib.sandbox.sandbox import Sandbox
from gradelib.sandbox.watch import descendants
from tests.course.small_class import solved, task

from .conftest import QUICK

PATIENT = replace(QUICK, cell_seconds=120, notebook_seconds=240, memory=8192 * MB)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """The device files of a machine with two GPUs."""
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr(gpu_module.tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / "dev"
    folder.mkdir()
    for name in ("nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm", "nvidia-caps", "sda"):
        (folder / name).write_text(name)
    return str(folder)


def test_the_gpus_of_a_machine_are_found(machine):
    assert [gpu.number for gpu in gpus(machine)] == [0, 1]
    assert gpus(f"{machine}/nothing") == []


@pytest.mark.parametrize(("told", "numbers"), [("1", [1]), ("", []), ("GPU-5f0c", [0, 1])])
def test_of_a_clusters_gpus_only_those_that_it_gave(machine, monkeypatch, told, numbers):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", told)
    assert [gpu.number for gpu in gpus(machine)] == numbers


def test_one_gpus_files_are_shown_and_no_other_device(walls, run_in, machine):
    with Sandbox(gpu=Gpu(1, machine)) as own:
        ran = run_in(
            own,
            "import os; print(*sorted(os.listdir('/dev')), open('/dev/nvidia1').read())",
            "print(*(os.environ.get(n) for n in ('CUDA_VISIBLE_DEVICES', 'NVIDIA_TF32_OVERRIDE')))",
            "print(open('/dev/sda').read())",
        )
    shown = ran.texts[0].split()
    assert {"nvidia1", "nvidiactl", "nvidia-uvm"} < set(shown) and shown[-1] == "nvidia1"
    assert not {"nvidia0", "nvidia-caps", "sda"} & set(shown)
    assert ran.texts[1] == "0 0\n" and ran.texts[2].startswith("FileNotFoundError")
    assert own.gpu == Gpu(1, machine) and "GPU" in own.cold


def test_without_one_no_process_sees_any(sandbox, run_in):
    source = "import os; print(repr(os.environ['CUDA_VISIBLE_DEVICES']), os.listdir('/dev'))"
    text = run_in(sandbox, source).texts[0]
    assert text.startswith("''") and "nvidia" not in text


def test_workers_spread_over_the_gpus_until_all_places_are_taken(machine):
    take = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[2]\n"
        "from gradelib.sandbox.gpu import gpus, take_place\n"
        "gpu = take_place(gpus(sys.argv[1]))\n"
        "print(None if gpu is None else gpu.number, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", take, machine, str(Path(machine).parent)]
    workers, places = [], []
    for _ in range(2 * PLACES + 1):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        workers.append(subprocess.Popen(command, **pipes))
        places.append(workers[-1].stdout.readline().strip())
    assert places == ["0", "1"] * PLACES + ["None"]
    assert SHARE * PLACES <= 0.9
    for process in workers:
        process.communicate("")
    assert take_place(gpus(machine)) == Gpu(0, machine)  # they have given them back


def test_a_machine_without_gpus_has_no_place():
    assert take_place([]) is None


def test_the_share_is_set_before_any_code_of_a_student(monkeypatch):
    import torch

    told = []
    monkeypatch.setenv("GRADELIB_GPU_SHARE", "0.2")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "set_per_process_memory_fraction", told.append)
    take_share()
    take_share()
    assert told == [0.2] and "GRADELIB_GPU_SHARE" not in os.environ


def test_the_nursery_never_starts_cuda(walls, run_in):
    with Sandbox(modules=["torch"]) as own:
        started = "import torch; print(torch.cuda.is_initialized(), torch.cuda.is_available())"
        assert run_in(own, started, limits=PATIENT).texts[0] == "False False\n"
        for process in descendants(own._nursery._popen.pid):
            files = [os.readlink(path) for path in Path(f"/proc/{process}/fd").iterdir()]
            assert not any("nvidia" in name for name in files), files
            assert "libcuda.so" not in Path(f"/proc/{process}/maps").read_text()


def test_the_exam_never_starts_cuda():
    program = (
        "import torch\nfrom gradelib.exam.call import call\n"
        "from gradelib.exam.deed import only_call\n"
        "assert call(lambda x: x, only_call(torch.ones(2)), 5.0, 1).value.sum() == 2\n"
        "print(torch.cuda.is_initialized())"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout == "False\n", told.stderr


def test_a_worker_grades_the_same_with_a_gpu_and_without_one(walls, machine, tmp_path, monkeypatch):
    with_gpu = replace(task(solved(), tmp_path), gpu=True)
    points = []
    for found in gpus(machine), []:
        monkeypatch.setattr(worker, "gpus", lambda found=found: found)
        worker._place.cache_clear()
        worker._sandbox.cache_clear()
        points.append([verdict.points for verdict in worker.grade_here(with_gpu).verdicts])
        assert worker._sandbox((), False, True).gpu == (found[0] if found else None)
    worker._sandbox.cache_clear()
    assert points == [[2.0, 3.0]] * 2


@pytest.fixture(scope="session")
def real():
    """A sandbox with a real GPU."""
    found = gpus()
    if not found:
        pytest.skip("this machine has no NVIDIA GPU (there is no /dev/nvidia0)")
    with Sandbox(gpu=found[0]) as made:
        yield made


@pytest.mark.gpu
def test_a_student_computes_on_the_gpu_without_tf32(walls, real, run_in):
    source = (
        "import torch\nx = torch.ones(64, 64) / 3\nprint(torch.cuda.device_count())\n"
        "print(float(((x.cuda() @ x.cuda()).cpu() - x @ x).abs().max()) < 1e-6)"
    )
    assert run_in(real, source, limits=PATIENT).texts[0] == "1\nTrue\n"


@pytest.mark.gpu
def test_a_student_gets_no_more_than_the_share(walls, real, run_in):
    source = (
        "import torch\ntotal = torch.cuda.get_device_properties(0).total_memory\n"
        f"torch.empty(int(total * {SHARE} * 1.1), dtype=torch.uint8, device='cuda')"
    )
    assert "OutOfMemoryError" in run_in(real, source, limits=PATIENT).texts[0]


@pytest.mark.gpu
def test_what_comes_back_is_on_the_cpu(walls, real, run_in):
    double = "import torch\ndef double(x): return 2 * torch.as_tensor(x).cuda()"
    told = run_in(real, double, "CHECK double", limits=PATIENT).asked["double"]
    assert all(str(value.device) == "cpu" for value in told.values()), told
