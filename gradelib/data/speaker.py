"""eSpeak NG in a process of its own, asked once: `python -m gradelib.data.speaker`.

It remembers what it said before and then says the next word a little differently; in a new
process the same request always gives the same samples. Request on stdin, as JSON: the folder of
the library, words, voices and pitches. Answer on stdout: a line of JSON, the samples per second
and every clip's length, and all samples as 16-bit integers.
"""

import ctypes
import json
import sys
from pathlib import Path

import numpy as np

# From eSpeak NG's speak_lib.h.
SYNCHRONOUS, UTF8, PITCH = 2, 1, 3
CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def start(folder: Path) -> tuple[ctypes.CDLL, int]:
    """Start eSpeak NG; return it and its samples per second. OSError if it does not start."""
    libraries = [*folder.glob("*espeak-ng.so"), *folder.glob("*espeak-ng.d*l*")]
    if not libraries:
        raise OSError("its library is missing")
    engine = ctypes.CDLL(str(libraries[0]))
    rate = engine.espeak_Initialize(SYNCHRONOUS, 0, str(folder).encode(), 0)
    if rate <= 0:
        raise OSError("its voices are missing")
    return engine, rate


def speak(engine: ctypes.CDLL, words: list[str], voices: list[str], heights: list[int]) -> list:
    """Return every word by every voice at every height, each (samples,) int16.

    LookupError if there is no such voice.
    """
    pieces: list[np.ndarray] = []

    @CALLBACK
    def heard(samples: "ctypes._Pointer", count: int, events: int | None) -> int:
        if samples and count > 0:
            pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0  # go on

    engine.espeak_SetSynthCallback(heard)
    engine.espeak_ng_SetRandSeed(ctypes.c_long(0))  # breath is noise
    clips = []
    for voice in voices:
        if engine.espeak_SetVoiceByName(voice.encode()) != 0:
            raise LookupError(voice)
        for height in heights:
            engine.espeak_SetParameter(PITCH, height, 0)
            for word in words:
                pieces.clear()
                raw = word.encode()
                length = ctypes.c_size_t(len(raw) + 1)
                engine.espeak_Synth(raw, length, 0, 0, 0, UTF8, None, None)
                clips.append(np.concatenate(pieces or [np.zeros(1, np.int16)]))
    return clips


def main() -> None:
    """Answer one request; exit status 3 means that the voice named on stderr is unknown."""
    asked = json.load(sys.stdin)
    try:
        engine, rate = start(Path(asked["folder"]))
        clips = speak(engine, asked["words"], asked["voices"], asked["heights"])
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        raise SystemExit(3) from None
    except (OSError, AttributeError) as error:
        raise SystemExit(str(error)) from None
    sys.stdout.buffer.write(json.dumps([rate, [len(clip) for clip in clips]]).encode() + b"\n")
    sys.stdout.buffer.write(np.concatenate(clips).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
