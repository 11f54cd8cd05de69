"""The handwritten digits."""

import gzip
import hashlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gradelib import data
from gradelib.data import DataError, pictures
from gradelib.data.pictures import parse

SIZES = {8: (1437, 180, 180), 28: (4000, 500, 500)}


@pytest.fixture(scope="module", params=SIZES)
def digits(request):
    return data.digits(size=request.param)


def parts(dataset):
    return [dataset.train, dataset.valid, dataset.test]


def test_shapes_types_and_range(digits):
    size = digits.train.images.shape[1]
    assert tuple(map(len, parts(digits))) == SIZES[size]
    for part in parts(digits):
        assert part.images.shape == (len(part), size, size)
        assert part.images.dtype == np.uint8 and part.images.flags.c_contiguous
        assert part.labels.shape == (len(part),)
        assert part.labels.dtype == np.int64
        assert part.levels == {8: 17, 28: 256}[size]
        assert part.images.min() == 0 and part.images.max() == part.levels - 1
        assert set(part.labels) == set(range(10))


def test_no_picture_is_in_two_parts(digits):
    seen = [{image.tobytes() for image in part.images} for part in parts(digits)]
    assert not seen[0] & seen[1] and not seen[0] & seen[2] and not seen[1] & seen[2]


def test_the_8x8_digits_are_those_of_scikit_learn():
    from sklearn.datasets import load_digits

    theirs = load_digits()
    expected = {
        (image.astype(np.uint8).tobytes(), int(tag))
        for image, tag in zip(theirs.images, theirs.target, strict=True)
    }
    ours = {
        (image.tobytes(), int(tag))
        for part in parts(data.digits(size=8))
        for image, tag in zip(part.images, part.labels, strict=True)
    }
    assert ours == expected


def test_every_call_gives_new_arrays():
    first = data.digits(size=8)
    before = first.train.images.copy()
    first.train.images[:] = 0
    assert (data.digits(size=8).train.images == before).all()


def test_it_shows_itself_in_a_line():
    assert repr(data.digits(size=8).test) == "Images(180 of 8×8 pixels, 17 levels)"


@given(
    arrays(np.uint8, st.tuples(st.integers(1, 5), st.just(64)), elements=st.integers(0, 16)),
    st.randoms(use_true_random=False),
)
def test_a_table_comes_back_as_it_was(pixels, random):
    labels = [random.randrange(10) for _ in pixels]
    rows = "".join(
        ",".join(map(str, [*row, tag])) + "\n" for row, tag in zip(pixels, labels, strict=True)
    )
    found = parse(gzip.compress(rows.encode()), 8)
    assert (found.images.reshape(-1, 64) == pixels).all()
    assert found.labels.tolist() == labels


@pytest.mark.parametrize("size", [0, 16, 32, "8", None])
def test_an_unknown_size_lists_the_sizes(size):
    with pytest.raises(DataError, match=r"no digits of size .*The sizes are 8 and 28"):
        data.digits(size=size)


def test_there_is_no_fuller_set_of_small_digits(cache):
    with pytest.raises(DataError, match=r"leave out full=True, or ask for size=28"):
        data.digits(size=8, full=True)
    assert not cache.exists()


def test_full_mnist_keeps_its_own_test_set(tmp_path, server, cache, monkeypatch):
    rng = np.random.default_rng(0)
    x_train = rng.integers(0, 256, (10_004, 28, 28), dtype=np.uint8)
    y_train = rng.integers(0, 10, 10_004, dtype=np.uint8)
    x_test, y_test = x_train[:3] // 2, y_train[:3]
    np.savez(tmp_path / "mnist.npz", x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    server.body = (tmp_path / "mnist.npz").read_bytes()
    sha256 = hashlib.sha256(server.body).hexdigest()
    local = replace(pictures.CANONICAL, url=server.url("whole"), sha256=sha256)
    monkeypatch.setattr(pictures, "CANONICAL", local)
    full = data.digits(size=28, full=True)
    assert (full.train.images == x_train[:4]).all() and (full.train.labels == y_train[:4]).all()
    assert (full.valid.images == x_train[4:]).all() and (full.valid.labels == y_train[4:]).all()
    assert (full.test.images == x_test).all() and (full.test.labels == y_test).all()
    assert full.test.labels.dtype == np.int64 and full.test.levels == 256
