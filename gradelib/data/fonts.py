"""Capital letters, drawn from fonts in the way the small digits were scanned."""

import io
from itertools import pairwise

import numpy as np

from gradelib.data.files import DataError, PackageFile
from gradelib.data.kinds import DataSet, Images
from gradelib.data.split import split

FONTS = {
    "DejaVuSans": "3fdf69cabf06049ea70a00b5919340e2ce1e6d02b0cc3c4b44fb6801bd1e0d22",
    "DejaVuSans-Bold": "b184b89e3c1075f22f6b71575b6fc20d4972b3cfd3b23322ca6fd596dcaef167",
    "DejaVuSansMono": "602ec86b8948cfcd956482fe64f94c36c867770149ef2f791d4613f443bcecb3",
    "DejaVuSerif": "107244956e9962b9e96faccdc551825e0ae0898ae13737133e1b921a2fd35ffa",
    "DejaVuSerif-Bold": "c3753f2ed6bc673f15846dc45addbeb3b9c872f32fb18fd53a21f1bef1ed7676",
    "DejaVuSerif-Italic": "3e7994fbc54fa10ce3352a42d548fadd7d9cadb69cb1109bc9d960f6dac57f04",
    "STIXGeneral": "167378031e2dddc6216d67819c9260e9a06ffc4c478e4e23cb98a6fd44b183c2",
    "STIXGeneralBolIta": "98788fd4ba48dfbb2bd026c0e20a247a8b06c7372879628b7a6bb0d5bb09736c",
    "cmr10": "4dd9761b058c009db9b2145f55ee6617d093c273dd3d6c5b3e43ff6110fa9bf6",
    "cmss10": "7df91a83d05b2e471ec638cb0b435a360a3c792b09fc42a7da67e91f2e79115a",
}
PACKAGED = {
    name: PackageFile("matplotlib>=3.10", "matplotlib", f"mpl-data/fonts/ttf/{name}.ttf", sha256)
    for name, sha256 in FONTS.items()
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TAKES = 4  # of each letter of each font, each leaning and stretched in another way
LEVELS = {8: 17, 28: 256}
FINE = 4  # a pixel is cut into FINE×FINE points, of which the inked ones are counted


def letters(size: int = 8) -> DataSet[Images]:
    """Return capital letters of ten fonts, labelled 0…25 for A…Z: like digits, but none.

    size: 8 with 17 grey levels, or 28 with 256, as digits have them

    Raises DataError if the data cannot be had. How they are made: datasets/letters8.md
    """
    if size not in LEVELS:
        raise DataError(f"There are no letters of size {size}. The sizes are 8 and 28")
    random = np.random.RandomState(0)  # frozen for good, as in split
    images, labels = [], []
    for name in FONTS:
        for label, outline in enumerate(outlines(PACKAGED[name].read())):
            for _ in range(TAKES):
                images.append(scan(place(outline, random), size))
                labels.append(label)
    drawn = Images(np.stack(images), np.array(labels, dtype=np.int64), LEVELS[size])
    return DataSet(*map(drawn.take, split([image.tobytes() for image in drawn.images])))


def outlines(raw: bytes) -> list[np.ndarray]:
    """Read a TrueType font: for each letter its outline as edges, (n, 2, 2) with x to the right.

    Curves are replaced by eight straight edges each; units are the font's own, y points up.
    """
    from matplotlib.ft2font import FT2Font, LoadFlags

    font, found = FT2Font(io.BytesIO(raw)), []
    for letter in LETTERS:
        font.load_char(ord(letter), flags=LoadFlags.NO_SCALE)
        found.append(np.array(_edges(*font.get_path())))
    return found


def _edges(vertices: np.ndarray, codes: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Follow a path's commands: 1 moves, 2 draws a line, 3 and 4 curves, 79 closes."""
    edges, pen, start, i = [], None, None, 0
    while i < len(codes):
        extra = {3: 1, 4: 2}.get(int(codes[i]), 0)  # the control points before a curve's end
        points = vertices[i : i + extra + 1]
        if codes[i] == 1:
            pen = start = points[0]
        elif codes[i] == 79:
            edges.append((pen, start))
            pen = start
        else:
            start_of_curve = pen
            for t in np.arange(1, 9) / 8 if extra else [1.0]:
                point = _bend(start_of_curve, points, t)
                edges.append((pen, point))
                pen = point
        i += extra + 1
    return edges


def _bend(pen: np.ndarray, points: np.ndarray, t: float) -> np.ndarray:
    """De Casteljau: the point at t of the Bézier curve from the pen through these points."""
    row = [pen, *points]
    while len(row) > 1:
        row = [(1 - t) * a + t * b for a, b in pairwise(row)]
    return row[0]


def place(outline: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """Lean and stretch a letter a little at random, and put it upright into the unit square.

    The height is filled, as in the digits; the width at most.
    """
    lean, stretch = random.uniform(-0.15, 0.35), random.uniform(0.75, 1.05)
    edges = outline @ np.array([[1.0, 0.0], [lean, -1.0]])
    edges = edges - edges.min(axis=(0, 1))
    width, height = edges.max(axis=(0, 1))
    scale = np.array([min(stretch / height, 1 / width), 1 / height])
    return edges * scale + [(1 - width * scale[0]) / 2, 0]


def scan(edges: np.ndarray, size: int) -> np.ndarray:
    """Return (size, size) uint8 levels: how much of each pixel lies inside the outline.

    edges: (n, 2, 2), closed outlines in the unit square with y downwards
    """
    points = size * FINE
    (x0, y0), (x1, y1) = edges[:, 0].T * points, edges[:, 1].T * points
    centre = np.arange(points) + 0.5
    crossed = (y0 <= centre[:, None]) != (y1 <= centre[:, None])
    row, edge = np.nonzero(crossed)
    x = x0[edge] + (centre[row] - y0[edge]) * (x1 - x0)[edge] / (y1 - y0)[edge]
    # To the right of a crossing the outline winds once more, or once less.
    winding = np.zeros((points, points + 1), dtype=np.int64)
    column = np.clip(np.ceil(x - 0.5), 0, points).astype(int)
    np.add.at(winding, (row, column), np.where(y1 > y0, 1, -1)[edge])
    inside = np.cumsum(winding, axis=1)[:, :points] != 0
    inked = inside.reshape(size, FINE, size, FINE).sum(axis=(1, 3))
    return np.round(inked * ((LEVELS[size] - 1) / FINE**2)).astype(np.uint8)
