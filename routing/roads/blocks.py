"""A matrix cut into blocks, done on several engines at once, one thread each. What an engine is, it does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import pairwise
from math import ceil
from queue import SimpleQueue

type Block = tuple[list[int], list[int]]
"""Rows by columns."""

MOST = 170
"""Rows or columns of a block. 500 by 500 on two engines took 649 MB so, and 905 MB with 250, at the same cost."""
WORTH_SHARING = 50
"""So many rows are shared between engines."""


def blocks(rows: Sequence[int], columns: Sequence[int], engines: int, *, wide: bool = False) -> list[Block]:
    """Every row with every column once, in even blocks, and at least one for each engine where that pays.

    Wide blocks have all columns, and never more rows than columns.
    """
    if not rows or not columns:
        return []
    least = engines if min(len(rows), len(columns)) >= WORTH_SHARING else 1
    if wide:
        return [(some, list(columns)) for some in _cut(rows, least, min(MOST, len(columns)))]
    return [(some, others) for some in _cut(rows, least) for others in _cut(columns)]


def _cut(numbers: Sequence[int], least: int = 1, most: int = MOST) -> list[list[int]]:
    pieces = max(least, ceil(len(numbers) / most))
    ends = [round(len(numbers) * piece / pieces) for piece in range(pieces + 1)]
    return [list(numbers[start:end]) for start, end in pairwise(ends)]


def on_engines[E, R](work: Sequence[Block], engines: Sequence[E], do: Callable[[E, Block], R]) -> Iterator[R]:
    """What `do` makes of each block, as it is done; whoever stops asking ends the work after the blocks under way."""
    free: SimpleQueue[E] = SimpleQueue()
    for engine in engines:
        free.put(engine)

    def on_a_free_one(block: Block) -> R:
        engine = free.get()
        try:
            return do(engine, block)
        finally:
            free.put(engine)

    pool = ThreadPoolExecutor(len(engines), thread_name_prefix="roads")
    try:
        for done in as_completed([pool.submit(on_a_free_one, block) for block in work]):
            yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)
