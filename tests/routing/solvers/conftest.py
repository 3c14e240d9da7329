"""Each engine in turn, for every test that asks for one."""

from __future__ import annotations

import pytest

from routing.solvers import ENGINES
from tests.routing.solvers.engines import THOROUGH, Engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Any of them."""
    return Engine(request.param)


@pytest.fixture(params=THOROUGH)
def thorough(request: pytest.FixtureRequest) -> Engine:
    """Any that promises to get small days right."""
    return Engine(request.param)
