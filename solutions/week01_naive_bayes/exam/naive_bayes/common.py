"""What several exams of the lesson `naive_bayes` use."""

import numpy as np


def invented_words(rng: np.random.Generator, number: int) -> list[str]:
    """Different invented words of four letters, never in alphabetical order."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]
    places = rng.choice(len(syllables) ** 2, size=number, replace=False)
    words = [syllables[i // len(syllables)] + syllables[i % len(syllables)] for i in places]
    return words[::-1] if words == sorted(words) else words


def probabilities(rng: np.random.Generator, number: int) -> np.ndarray:
    """Uneven probabilities, none of them tiny, so that rounding hardly decides which word is drawn."""
    weights = rng.uniform(0.2, 2.0, size=number)
    return weights / weights.sum()


def well_inside(rng: np.random.Generator, chances: np.ndarray, number: int) -> np.ndarray:
    """Uniform numbers that fall near no edge of a word's stretch, so that rounding decides nothing."""
    ends = np.cumsum(chances)
    drawn = np.minimum(np.searchsorted(ends, rng.random(number)), len(chances) - 1)
    return ends[drawn] - chances[drawn] * rng.uniform(0.1, 0.9, size=number)
