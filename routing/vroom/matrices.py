"""Reads travel times, distances and costs by profile: square, whole numbers, of one size. Computes none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from routing.errors import BadProblem
from routing.travel import UNREACHABLE, Seconds
from routing.vroom.fields import MOST, Field, is_whole
from routing.vroom.request import Matrices


def read_matrices(root: Mapping[str, Field]) -> dict[str, Matrices]:
    """Those of ``matrices``, or the one of the old key ``matrix`` as travel times by car; empty where there is none."""
    if "matrix" in root:
        if "matrices" in root:
            root["matrix"].refuse()
        return {"car": Matrices(_matrix(root["matrix"]))}
    if "matrices" not in root:
        return {}
    profiles = root["matrices"]
    return {name: _profile(each) for name, each in profiles.members(_keys(profiles)).items()}


def _keys(field: Field) -> list[str]:
    return list(field.value) if isinstance(field.value, dict) else []


def _profile(field: Field) -> Matrices:
    members = field.members(("durations", "distances", "costs"))
    if "durations" not in members:
        where = f"{field.where}.durations"
        raise BadProblem("key_missing", f"{where} is missing.", where=where)
    read = {key: _matrix(each) for key, each in members.items()}
    for key, each in read.items():
        if len(each) != len(read["durations"]):
            raise _not_square(members[key].where, len(read["durations"]))
    return Matrices(read["durations"], read.get("distances"), read.get("costs"))


def _matrix(field: Field) -> Seconds:
    # Larger than any day: what VROOM can hold, and we cannot, counts as unreachable.
    rows = field.items()
    if not rows:
        raise _not_square(field.where, 1)
    for row in rows:
        if not isinstance(row.value, list) or len(row.value) != len(rows):
            raise _not_square(row.where, len(rows))
        if not all(is_whole(cell, 0, MOST) for cell in row.value):
            for cell in row.items():
                cell.whole()
    cells = np.array([row.value for row in rows], dtype=np.int64)
    return np.minimum(cells, UNREACHABLE).astype(np.int32)


def _not_square(where: str, size: int) -> BadProblem:
    return BadProblem("not_square", f"{where} must have {size} items.", where=where, size=size)
