"""The questions of `pixel_log_prob`."""

import numpy as np

from gradelib.exam import ask, exercise


@exercise(points=2)
def pixel_log_prob(answer, rng):
    """The log-probability of each binary picture with independent pixels, in nats; (n,)."""
    on_probs = rng.uniform(0.05, 0.95, size=6)
    images = (rng.random((4, 6)) < 0.5).astype(float)
    images[0, :2] = images[1, 2:4] = [0.0, 1.0]
    yield ask(
        "typical",
        lambda: answer(images, on_probs),
        weight=2,
        hints=[
            "Take a picture of two pixels, one on and one off. What is its probability?",
            "Each pixel adds one of two logarithms; each picture gives one number.",
        ],
    )
    yield ask(
        "every pixel off",
        lambda: answer(np.zeros((3, 6)), on_probs),
        hints=["A pixel that is off has been observed, too. How probable was that?"],
    )
    yield ask(
        "every pixel on",
        lambda: answer(np.ones((2, 6)), on_probs),
        hints=["How probable is a pixel that is on?"],
    )
    yield ask(
        "one picture",
        lambda: answer(images[:1], on_probs),
        hints=["The pixels of one picture give one number."],
    )
    wide = rng.uniform(0.2, 0.8, size=3000)
    pictures = (rng.random((2, 3000)) < wide).astype(float)
    yield ask(
        "large pictures",
        lambda: answer(pictures, wide),
        hints=["The probability of 3,000 pixels underflows. Take the logarithms first."],
    )
    yield ask(
        "as many pictures as pixels",
        lambda: answer(images[:, :4], on_probs[:4]),
        hints=["Which axis are the pictures, and which are the pixels?"],
    )
    # 2**-148 is hardly more than nothing, and exact in float32; its logarithm is -102.6.
    rare = rng.permutation(6) < 3
    nearly = np.where(rare, 2.0**-148, (1 - 1e-4) * rng.uniform(0.99, 1, size=6))
    all_on_last = np.concatenate([images[:3], np.ones((1, 6))])
    yield ask(
        "pixels that are nearly always on or off",
        lambda: answer(all_on_last, nearly),
        hints=["Do you change the probabilities, or their logarithms, before you use them?"],
    )
