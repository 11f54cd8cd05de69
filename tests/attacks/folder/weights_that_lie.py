"""Hand in weights that are a pickle, claim an endless header, or name more numbers than they hold.

Only the student's own process ever reads them.
"""
# %% weighted_sum
import glob

import torch
from gradelib import learn

for name in sorted(glob.glob("*.safetensors")):
    try:
        learn.load_weights(torch.nn.Linear(2, 2), name)
    except Exception as error:
        print(name, type(error).__name__, error)


def weighted_sum(values, weights):
    return 7.0
# %% folder
import json
import pickle


class Evil:
    def __reduce__(self):
        return open, (str(folder / "was-here"), "w")


def header(told, data=b""):
    text = json.dumps(told).encode()
    return len(text).to_bytes(8, "little") + text + data


huge = {"dtype": "F32", "shape": [2**40, 2**40], "data_offsets": [0, 2**63]}
both = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
(folder / "pickle.safetensors").write_bytes(pickle.dumps(Evil()))
(folder / "header.safetensors").write_bytes((2**63).to_bytes(8, "little"))
(folder / "huge.safetensors").write_bytes(header({"weight": huge, "bias": huge}))
(folder / "nested.safetensors").write_bytes(len(b"[" * 90_000).to_bytes(8, "little") + b"[" * 90_000)
(folder / "shared.safetensors").write_bytes(header({"weight": both, "bias": both}, bytes(16)))
