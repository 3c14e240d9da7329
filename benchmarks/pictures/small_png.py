"""Writes a picture with 256 colors of its own: a third of the bytes, and hardly to be told apart.

The colors are found by cutting boxes of color where they vary most (Heckbert 1982, doi 10.1145/965145.801294).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

COLORS = 256
STEP = 3
"""Bits of each channel that are looked at together: 32 steps of red, green and blue."""

type Floats = NDArray[np.float64]


def write_small(image: QImage, file: Path) -> None:
    """Write a picture, in place of one that is there."""
    pixels = _pixels(image)
    cells = (pixels >> STEP).astype(np.int64) @ np.array([1 << 10, 1 << 5, 1])
    _keys, which, counts = np.unique(cells, return_inverse=True, return_counts=True)
    sums = [np.bincount(which, weights=pixels[:, channel]) for channel in range(3)]
    means: Floats = np.stack(sums, axis=1) / counts[:, None]
    box = _boxes(means, counts.astype(np.float64))
    weight = np.bincount(box, weights=counts)
    palette = np.stack([np.bincount(box, weights=each) for each in sums], axis=1) / weight[:, None]
    shown = box[which].astype(np.uint8).tobytes()
    small = QImage(shown, image.width(), image.height(), image.width(), QImage.Format.Format_Indexed8)
    small.setColorTable([0xFF000000 | r << 16 | g << 8 | b for r, g, b in palette.round().astype(int).tolist()])
    small.save(str(file), quality=0)  # of a PNG the lowest quality is the most thorough compression


def _pixels(image: QImage) -> NDArray[np.uint8]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : plain.width() * 3].reshape(-1, 3).copy()  # the image goes with this function


def _boxes(means: Floats, counts: Floats) -> NDArray[np.intp]:
    """Which of at most `COLORS` boxes each color is in."""
    box = np.zeros(len(means), np.intp)
    spread = [_spread(means, counts)]
    while len(spread) < COLORS and max(spread) > 0:
        widest = spread.index(max(spread))
        mine = np.flatnonzero(box == widest)
        upper = mine[_upper(means[mine], counts[mine])]
        box[upper] = len(spread)
        rest = np.setdiff1d(mine, upper, assume_unique=True)
        spread[widest] = _spread(means[rest], counts[rest])
        spread.append(_spread(means[upper], counts[upper]))
    return box


def _spread(means: Floats, counts: Floats) -> float:
    # By the root of how often: what is small on the picture has colors of its own as well.
    weights = np.sqrt(counts)
    center = np.average(means, axis=0, weights=weights)
    return float((((means - center) ** 2).sum(axis=1) * weights).sum()) if len(means) > 1 else 0.0


def _upper(means: Floats, counts: Floats) -> NDArray[np.bool_]:
    channel = int(np.argmax(means.max(axis=0) - means.min(axis=0)))
    values = means[:, channel]
    middle = np.average(values, weights=np.sqrt(counts))
    return values > middle if (values > middle).any() else values == values.max()
