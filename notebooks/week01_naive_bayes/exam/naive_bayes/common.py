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

# Made from solutions/week01_naive_bayes/exam/naive_bayes/common.py; edit that. Checksum b596e1b355d5c26c073c10d35f85918a2588ec9557840974b5f956a350da3b48
