"""Names of people."""

from gradelib.data.files import PackageFile
from gradelib.data.kinds import DataSet
from gradelib.data.split import split

PACKAGED = {
    path: PackageFile(requirement="names==0.3.0", package="names", path=path, sha256=sha256)
    for path, sha256 in {
        "dist.male.first": "0a5078ef6effe3b483d15b0f7f95047662126c9bfb624ecd5e5b978fc0f2470b",
        "dist.female.first": "bd2f310fc4e5d5e5ea122c9d4342c9821145823118eb20db1647f305ec77b358",
        "dist.all.last": "b0e2b3743ccbad641ca48b344c24cdebcd1d9a1f76dc6dbf05986f2919f0b4e1",
    }.items()
}


def names() -> DataSet[list[str]]:
    """Return first names and surnames of the United States, in lower case, each once.

    All three parts are lists of names of the letters a to z, shuffled.

    Raises DataError if the data cannot be had. Source and licence: datasets/names.md
    """
    tables = [file.read().decode("ascii").splitlines() for file in PACKAGED.values()]
    # A line: the name, its share in per cent, the shares added up, its rank.
    known = list(dict.fromkeys(line.split()[0].lower() for table in tables for line in table))
    return DataSet(*([known[i] for i in part] for part in split(known)))
