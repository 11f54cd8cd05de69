"""The questions of `m_step`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import ROUGH, eighths


@exercise(points=3)
def m_step(answer, rng):
    """Weights (K,), means (K, d) and covariances (K, d, d) from points and responsibilities."""
    x, shares, floor = eighths(rng, 7, 2), _shares(rng, 7, 3), rng.uniform(0.2, 0.5)
    yield ask(
        "weights",
        lambda: answer(x, shares, floor)[0],
        hints=["How many points does a component have, if shares of points count? Of how many?"],
    )
    yield ask(
        "means",
        lambda: answer(x, shares, floor)[1],
        hints=["A weighted mean divides by the sum of its weights."],
    )
    yield ask(
        "covariances",
        lambda: answer(x, shares, floor)[2],
        weight=2,
        hints=[
            "The deviations are those from the component's own, new mean.",
            "The floor stands on the diagonal alone.",
        ],
    )
    certain = np.eye(3)[rng.permutation([0, 1, 1, 2, 2, 2, 2])]  # so that all means are exact
    yield ask(
        "no doubt who made which point, no floor",
        lambda: list(answer(x, certain, 0.0)),
        rule=close(abs=1e-12),
        hints=[
            "Each component is now the Gaussian of its own points: divide by their number.",
            "One component has a single point. With no floor at all, what is its covariance?",
        ],
    )
    left_out = np.insert(_shares(rng, 7, 2), rng.integers(3), 0.0, axis=1)
    two_left_out = np.insert(_shares(rng, 7, 2), [rng.integers(2), 2], 0.0, axis=1)
    wide = eighths(rng, 7, 5)
    yield ask(
        "components without points, in five dimensions",
        lambda: list(answer(wide, two_left_out, floor)),
        hints=["0 / 0 is nan, and one nan spoils all the rest. What does the docstring want?"],
    )
    hardly = left_out.copy()
    hardly[:, left_out.sum(axis=0) == 0] = 2.0**-40
    yield ask(
        "a component with hardly any share",
        lambda: list(answer(x, hardly, floor)),
        rule=ROUGH,  # a guard as small as scikit-learn's, 2e-15, is welcome
        hints=["A sum of 0.000000000006 is small, but it is no zero."],
    )
    yield ask(
        "one component",
        lambda: list(answer(_with_axis(x), np.ones((7, 1)), floor)),
        hints=["This is the Gaussian of week 1, and the floor."],
    )
    yield ask(
        "one point",
        lambda: list(answer(x[:1], shares[:1], floor)),
        hints=["One point is every component's mean. How much does it vary?"],
    )
    square = _shares(rng, 4, 4)
    yield ask(
        "as many components as points, in one dimension",
        lambda: list(answer(x[:4, :1], square, 4.0)),
        hints=[
            "Four points, four components: which axis is which?",
            "The floor is 4, and it is added to the one variance of each component.",
        ],
    )
    origin = 1024.0 * rng.integers(2, 5, size=2)
    yield ask(
        "far from the origin",
        lambda: list(answer(origin + x, shares, floor)),
        rule=ROUGH,
        hints=["Subtract the mean before you square."],
    )


def _with_axis(x: np.ndarray) -> np.ndarray:
    """The same points with a third coordinate that depends on the other two."""
    return np.column_stack([x, x[:, 0] * x[:, 1] / 8])


def _shares(rng: np.random.Generator, n: int, size: int) -> np.ndarray:
    """(n, size) responsibilities: rows of positive multiples of 1/64 with sum 1."""
    return (2 + rng.multinomial(64 - 2 * size, np.full(size, 1 / size), size=n)) / 64

# Made from solutions/week02_density_fitting/exam/mixtures/m_step.py; edit that. Checksum 9014554393a03c3792b97d886a39ee274709a2e2a833695b4e4fdb5b28f759fe
