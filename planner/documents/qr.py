"""Codes that a phone's camera reads: a place, without a name or a word. The only place that knows the library."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno


def geo_uri(lat: float, lon: float) -> str:
    """A place as every navigation app understands it (RFC 5870): latitude and longitude alone, to a metre."""
    return f"geo:{lat:.5f},{lon:.5f}"


@lru_cache(maxsize=1024)
def qr_svg(text: str) -> str:
    """A code of level M as SVG, a unit for each module, without the quiet zone: the template leaves it white."""
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = [[bool(dark) for dark in row] for row in code.matrix]
    runs = "".join(_runs(number, row) for number, row in enumerate(rows))
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{runs}" fill="#000"/></svg>'


def _runs(number: int, row: list[bool]) -> str:
    found, at = "", 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            found += f"M{at} {number}h{width}v1h-{width}z"
        at += width
    return found
