"""Pieces of names by which the index finds them, misspelled too: three letters, or one and two Chinese characters.

FTS5's own trigrams would not find names of two characters. Its `detail=none` would rank all rows alike in a table
without content (measured: 14 % found), so the table keeps the default.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from routing.region.normalize import CJK

MOST_PIECES = {False: 5, True: 14}
"""Of each word at most so many pieces are asked for, of a Chinese address (one word) more."""
MOST_ROWS = 1500
"""And only pieces that so many places have in all: the rare ones tell names apart."""
CANDIDATES = 40
OF_ONE_NAME = 120
"""A street of a common name is in as many towns; then the pieces of its town decide."""


def pieces(names: Iterable[str]) -> set[str]:
    """The pieces of comparable names, as terms of the index."""
    found: set[str] = set()
    for word in (word for name in names for word in name.split()):
        if CJK.search(word):
            found.update(word, (word[i : i + 2] for i in range(len(word) - 1)))
        else:
            closed = f"_{word}_"
            found.update(closed[i : i + 3] for i in range(len(closed) - 2))
    return {piece.encode("utf-8").hex() for piece in found}


def by_name(connection: sqlite3.Connection, said: Sequence[str]) -> list[int]:
    """The places of which a whole name was said."""
    chinese = len(said) == 1 and CJK.search(said[0])
    parts, joint, longest = (said[0], "", 12) if chinese else (said, " ", 6)
    runs = [joint.join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, min(len(parts), i + longest) + 1)]
    marks = ",".join("?" * len(runs))
    found = connection.execute(f"SELECT place FROM name WHERE form IN ({marks}) LIMIT {OF_ONE_NAME}", runs)
    return [row[0] for row in found]


def by_pieces(connection: sqlite3.Connection, said: Sequence[str], codes: Collection[str]) -> list[int]:
    """The places whose names and towns share most pieces with what was said, best first."""
    by_word = [(pieces([word]), MOST_PIECES[bool(CJK.search(word))]) for word in said]
    asked = set().union({code_term(code) for code in codes}, *(own for own, _ in by_word))
    marks = ",".join("?" * len(asked))
    counted = connection.execute(f"SELECT term, places FROM gram WHERE term IN ({marks})", list(asked))
    common = dict(counted.fetchall())
    chosen = {code_term(code) for code in codes} & common.keys()
    for own, most in by_word:
        chosen.update(_rarest({term: common[term] for term in own & common.keys()}, most))
    if not chosen:
        return []
    found = connection.execute(
        "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rank LIMIT ?",
        (" OR ".join(f'"{term}"' for term in sorted(chosen)), CANDIDATES),
    )
    return [row[0] for row in found]


def _rarest(common: dict[str, int], most: int) -> list[str]:
    rows, chosen = 0, list[str]()
    for term in sorted(common, key=lambda term: (common[term], term))[:most]:
        rows += common[term]
        if chosen and rows > MOST_ROWS:
            break
        chosen.append(term)
    return chosen


def code_term(code: str) -> str:
    """A postcode as a term of the index."""
    return f"p{code.encode('utf-8').hex()}"
