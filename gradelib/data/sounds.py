"""Musical notes, made by our own code."""

import numpy as np

from gradelib.data.files import DataError
from gradelib.data.kinds import DataSet, Waves
from gradelib.data.split import split

# The scale of C major from C4 to C5 in equal temperament (A4 = 440 Hz), in whole Hz.
PITCHES = (262, 294, 330, 349, 392, 440, 494, 523)
ATTACK = 0.01  # seconds in which a note swells


def tones(seconds: float = 0.25, rate: int = 8000, seed: int = 0, each: int = 50) -> DataSet[Waves]:
    """Return notes of one scale, labelled with their pitch in Hz.

    seconds: how long a note is
    rate: samples per second, more than twice the highest pitch
    seed: decides every note's brightness, loudness, decay and phases
    each: how many notes of each of the eight pitches

    A note is a sum of harmonics below rate / 2, under an envelope that swells and then decays;
    sounds are levels of 16 bits.

    Raises DataError if there is no such sound. How they are made: datasets/tones.md
    """
    samples = round(seconds * rate)
    if rate <= 2 * max(PITCHES) or samples < 1 or each < 1:
        raise DataError(
            f"There are no tones of {seconds} s at {rate} samples per second, {each} of each: "
            f"seconds, rate and each must be positive, and rate more than {2 * max(PITCHES):,}"
        )
    random = np.random.RandomState(seed)  # frozen for good, as in split
    time = np.arange(samples) / rate
    labels = np.tile(np.array(PITCHES, dtype=np.int64), each)
    waves = np.stack([note(int(pitch), time, rate, random) for pitch in labels])
    notes = Waves(waves, labels, rate)
    return DataSet(*map(notes.take, split(range(len(notes)))))


def note(pitch: int, time: np.ndarray, rate: int, random: np.random.RandomState) -> np.ndarray:
    """Return one note, (samples,) float32: its timbre and loudness are drawn at random."""
    darkness, decay = random.uniform(0.3, 1.5), random.uniform(2, 8)
    harmonics = np.arange(1, (rate - 1) // (2 * pitch) + 1)
    phases = random.uniform(0, 2 * np.pi, len(harmonics))
    loudness = random.uniform(0.3, 0.9)
    swings = np.sin(2 * np.pi * pitch * np.outer(harmonics, time) + phases[:, None])
    wave = np.exp(-darkness * harmonics) @ swings
    wave *= np.minimum(time / ATTACK, 1) * np.exp(-decay * time)
    return to_16_bits(loudness * wave / max(np.abs(wave).max(), 1e-12))


def to_16_bits(wave: np.ndarray) -> np.ndarray:
    """Return a wave in [-1, 1] as float32, rounded to whole numbers of 1/32768."""
    return (np.clip(np.round(wave * 32768), -32768, 32767) / 32768).astype(np.float32)
