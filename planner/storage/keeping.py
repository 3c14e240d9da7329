"""What is kept beside people and days: addresses, travel rows, settings and regions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, func, literal_column, select, update

from planner.model import Location
from planner.storage import tables as t
from planner.storage.codec import dump, load
from planner.storage.rows import Rows

MOST_TRAVEL_ROWS = 20_000
"""About a season of days with 300 visits."""


class Keeping(Rows):
    """The part of a `Session` that knows no days."""

    # --- addresses

    def location(self, key: str) -> Location | None:
        """Where an address was found before."""
        return self.locations((key,)).get(key)

    def locations(self, keys: Iterable[str]) -> dict[str, Location]:
        """Where addresses were found before, by address key; what was not is left out."""
        return {row.key: load(Location, row.body) for row in self._in(t.location, t.location.c.key, keys)}

    def remembered(self) -> dict[str, Location]:
        """Where every address was found before, by address key."""
        return {row.key: load(Location, row.body) for row in self.connection.execute(select(t.location))}

    def remember_location(self, key: str, found: Location) -> None:
        """Keep where an address is; a later answer replaces an earlier one."""
        self._put(t.location, {"key": key}, {"body": dump(found)})

    def forget_locations(self, keys: Iterable[str]) -> None:
        """Forget where addresses are."""
        self.connection.execute(delete(t.location).where(t.location.c.key.in_(list(keys))))

    def address_book(self) -> dict[str, Location]:
        """The office's own places by address key."""
        return {row.key: load(Location, row.body) for row in self.connection.execute(select(t.address_book))}

    def save_address_book(self, entries: Mapping[str, Location]) -> None:
        """Add to the address book; a known key is replaced."""
        for key, found in entries.items():
            self._put(t.address_book, {"key": key}, {"body": dump(found)})

    # --- travel

    def travel_rows(self, network: str, mode: str, origins: Iterable[str]) -> dict[str, bytes]:
        """Remembered rows by origin; what the cells mean is `planner.day.travel`'s business."""
        rows = self._in(t.travel_row, t.travel_row.c.origin, origins, network=network, mode=mode)
        return {row.origin: row.cells for row in rows}

    def save_travel_rows(self, network: str, mode: str, rows: Mapping[str, bytes]) -> None:
        """Keep rows by origin; the oldest beyond `MOST_TRAVEL_ROWS` go, with the homes they begin at."""
        for origin, cells in rows.items():
            self._put(t.travel_row, {"network": network, "mode": mode, "origin": origin}, {"cells": cells})
        newest = select(func.max(literal_column("rowid"))).select_from(t.travel_row).scalar_subquery()
        self.connection.execute(delete(t.travel_row).where(literal_column("rowid") <= newest - MOST_TRAVEL_ROWS))

    def forget_travel_rows(self, network: str) -> None:
        """Drop the rows of a network that is gone."""
        self.connection.execute(delete(t.travel_row).where(t.travel_row.c.network == network))

    # --- settings and regions

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting, as JSON has it."""
        row = self.connection.execute(select(t.setting.c.value).where(t.setting.c.key == key)).first()
        return json.loads(row.value) if row else default

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting."""
        self._put(t.setting, {"key": key}, {"value": json.dumps(value, ensure_ascii=False)})

    def regions(self) -> tuple[dict[str, Any], ...]:
        """What is known of each region; ``active`` marks the one in use."""
        rows = self.connection.execute(select(t.region).order_by(t.region.c.id))
        return tuple(json.loads(row.body) | {"id": row.id, "active": bool(row.active)} for row in rows)

    def save_region(self, key: str, body: Mapping[str, Any], *, active: bool) -> None:
        """Keep a region; an active one takes the place of the one before."""
        if active:
            self.connection.execute(update(t.region).values(active=0))
        self._put(t.region, {"id": key}, {"active": int(active), "body": json.dumps(body, ensure_ascii=False)})

    def remove_region(self, key: str) -> None:
        """Forget a region; its folder is not this module's business."""
        self.connection.execute(delete(t.region).where(t.region.c.id == key))
