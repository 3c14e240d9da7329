"""What was measured is taken apart again, as surely as it was measured."""

from __future__ import annotations

import random

import pytest

from routing.least_squares import fitted


def test_what_was_put_together_is_taken_apart_again_and_one_blunder_does_no_harm() -> None:
    draw = random.Random(7)
    rows = [{draw.randrange(2): draw.uniform(3, 30), 2: 1.0} for _ in range(200)]
    true = (1.4, 0.9, 5.0)
    measured = [sum(true[column] * part for column, part in row.items()) + draw.gauss(0, 1) for row in rows]
    measured[0] += 500
    found = fitted(rows, measured, 3)
    for mean, error, each in zip(found.means, found.errors, true, strict=True):
        assert abs(mean - each) < 4 * error
        assert error < 0.3
    assert found.counts[2] == pytest.approx(199, abs=1)


def test_a_column_that_nothing_rests_on_is_0() -> None:
    found = fitted([{0: 2.0}, {0: 4.0}], [4.0, 8.0], 2)
    assert found.means == pytest.approx((2.0, 0.0))
    assert found.counts == (2, 0)
