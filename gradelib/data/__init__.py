"""The data sets of the course, by name.

>>> sms = data.sms()                  # text messages, ham or spam
>>> digits = data.digits(size=8)      # handwritten digits, 8×8 or 28×28

Nothing needs the network unless ``full=True``. ``datasets/`` holds a card for every set.
"""

from gradelib.data.files import DataError
from gradelib.data.kinds import DataSet, Images, Texts
from gradelib.data.messages import sms
from gradelib.data.pictures import digits

__all__ = ["DataError", "DataSet", "Images", "Texts", "digits", "sms"]
