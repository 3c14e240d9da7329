"""The features of a day for the window, as JSON in groups that change together. Remembers what it has worded before.

A day of thirty teams takes a thread 45 ms to word; after an edit, when only the routes that changed are worded, 4 ms.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from planner.day.lines import Lines, route_places
from planner.documents.map_features import Beside, Feature, Telling, beside_each_other
from planner.documents.map_lanes import RoutePaths, lanes, route_paths
from planner.model import Day, Plan, Route
from planner.text import language as language_in_use

type Key = tuple[object, ...]
"""What something follows from: while it is equal, so is what was made of it."""


@dataclass(eq=False)
class MapGroups:
    """Words one day after the other. One thread at a time."""

    _paths: dict[UUID, tuple[Key, RoutePaths]] = field(default_factory=dict)
    _texts: dict[UUID, tuple[Key, str]] = field(default_factory=dict)

    def word(self, day: Day, plan: Plan | None, lines: Lines, language: str | None = None) -> dict[str, str]:
        """Each group of features as JSON, names included: a shift's id, ``"bases"`` or ``"left"``."""
        telling = Telling(day, plan, lines, True, frozenset(), language or language_in_use())
        beside = beside_each_other(day, plan)
        routes = [route for route in plan.routes if route.stops] if plan else []
        paths = [self._path(day, route, lines) for route in routes]
        inner, outer = lanes([each.leg_steps for each in paths]), lanes([each.way_steps for each in paths])
        groups = {
            str(route.shift_id): self._route(telling, beside, route, path, in_lanes)
            for route, path, in_lanes in zip(routes, paths, zip(inner, outer, strict=True), strict=True)
        }
        self._forget({route.shift_id for route in routes})
        rest = {"bases": list(telling.bases()), "left": list(telling.left(beside))}
        return groups | {name: _json(found) for name, found in rest.items() if found}

    def _path(self, day: Day, route: Route, lines: Lines) -> RoutePaths:
        shift = day.shift(route.shift_id)
        legs = lines.get(route.shift_id, ())
        key = (shift.start_at, shift.end_at, route_places(day, route), legs)
        kept = self._paths.get(route.shift_id)
        if kept is None or kept[0] != key:
            kept = self._paths[route.shift_id] = key, route_paths(day, route, legs, names=True)
        return kept[1]

    def _route(
        self, telling: Telling, beside: Beside, route: Route, paths: RoutePaths, in_lanes: tuple[int, int]
    ) -> str:
        visits = [telling.visits.get(stop.visit_id) for stop in route.stops]
        places = [beside.get((stop.visit_id, route.shift_id)) for stop in route.stops]
        shift = telling.day.shift(route.shift_id)
        key = (route, shift, visits, places, paths, in_lanes, telling.language, telling.day.branch.time_zone)
        kept = self._texts.get(route.shift_id)
        if kept is None or kept[0] != key:
            kept = self._texts[route.shift_id] = key, _json(telling.route(route, paths, in_lanes, beside))
        return kept[1]

    def _forget(self, kept: set[UUID]) -> None:
        for remembered in (self._paths, self._texts):
            for shift_id in remembered.keys() - kept:
                del remembered[shift_id]


def plan_groups(day: Day, plan: Plan | None, lines: Lines, language: str | None = None) -> dict[str, str]:
    """As `MapGroups.word`, from nothing."""
    return MapGroups().word(day, plan, lines, language)


def _json(features: Iterable[Feature]) -> str:
    return json.dumps(list(features), ensure_ascii=False, separators=(",", ":"))
