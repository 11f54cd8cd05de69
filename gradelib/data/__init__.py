"""The data sets of the course, by name.

>>> sms = data.sms()                  # text messages, ham or spam
>>> digits = data.digits(size=8)      # handwritten digits, 8×8 or 28×28
>>> letters = data.letters(size=8)    # capital letters from fonts: like digits, but none
>>> text = data.bible()               # running text
>>> names = data.names()              # names of people
>>> notes = data.tones()              # musical notes
>>> words = data.speech()             # spoken digits; needs an optional package

Nothing needs the network unless ``full=True``. ``datasets/`` holds a card for every set.
"""

from gradelib.data.files import DataError
from gradelib.data.fonts import letters
from gradelib.data.kinds import DataSet, Images, Texts, Waves
from gradelib.data.messages import sms
from gradelib.data.people import names
from gradelib.data.pictures import digits
from gradelib.data.scripture import bible, bible_kept_back
from gradelib.data.sounds import tones
from gradelib.data.voices import speech

__all__ = [
    "DataError",
    "DataSet",
    "Images",
    "Texts",
    "Waves",
    "bible",
    "bible_kept_back",
    "digits",
    "letters",
    "names",
    "sms",
    "speech",
    "tones",
]
