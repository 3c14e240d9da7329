"""Garbage is collected on the window's thread, in pieces that nobody notices however long the day is."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.collector import OFTEN, Collector


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    """As the program has it; afterwards Python collects as before."""
    threshold = gc.get_threshold()
    made = Collector()
    yield made
    made.deleteLater()
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def until_the_oldest(collector: Collector) -> None:
    # Every collection of it is preceded by some of the younger ones.
    frozen = gc.get_freeze_count()
    kept: list[list[list[object]]] = []
    for _turn in range(2 * (OFTEN + 2) ** 2):
        kept.append([[] for _new in range(gc.get_threshold()[0] + 1)])
        collector.collect()
        if gc.get_freeze_count() > frozen:
            return
    raise AssertionError("The oldest generation was never due.")


def test_what_has_grown_old_is_not_looked_at_again(collector: Collector) -> None:
    steps = [[number] for number in range(50_000)]
    until_the_oldest(collector)
    assert gc.get_freeze_count() >= len(steps)
    assert len(gc.get_objects()) < len(steps)


def test_garbage_is_still_collected(collector: Collector) -> None:
    until_the_oldest(collector)
    loop: list[object] = []
    loop.append(loop)
    gone = id(loop)
    del loop
    until_the_oldest(collector)
    assert not any(id(each) == gone for each in gc.get_objects())


def test_when_the_window_goes_all_is_looked_at_again(collector: Collector) -> None:
    until_the_oldest(collector)
    collector.stir()
    assert not gc.get_freeze_count()
