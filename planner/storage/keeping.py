"""What is kept beside people and days: addresses, travel rows, settings, regions, and the chain of records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal_column, select, update

from planner.model import Location
from planner.storage import tables as t
from planner.storage.codec import dump, load
from planner.storage.rows import Rows

GENESIS = "0" * 64
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

    # --- records

    def record(self, kind: str, actor: str, at: datetime, **details: object) -> None:
        """Add to the chain who did what. Details hold references and counts, never names or addresses."""
        last = self.connection.execute(
            select(t.record.c.number, t.record.c.hash).order_by(t.record.c.number.desc()).limit(1)
        ).first()
        number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
        row = {
            "number": number,
            "at": at.astimezone(UTC).isoformat(),
            "kind": kind,
            "actor": actor,
            "details": json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
            "previous": previous,
        }
        self.connection.execute(insert(t.record).values(**row, hash=_hash(row)))

    def records(self) -> tuple[dict[str, Any], ...]:
        """The chain, oldest first."""
        return tuple(
            dict(row._mapping) for row in self.connection.execute(select(t.record).order_by(t.record.c.number))
        )

    def records_of(self, kind: str, since: datetime | None = None) -> tuple[dict[str, Any], ...]:
        """The records of one kind, or those since a moment; oldest first."""
        wanted = select(t.record).where(t.record.c.kind == kind).order_by(t.record.c.number)
        if since:
            wanted = wanted.where(t.record.c.at >= since.astimezone(UTC).isoformat())
        return tuple(dict(row._mapping) for row in self.connection.execute(wanted))

    def broken_record(self) -> int | None:
        """The number of the first record that was changed, removed or slipped in; None where the chain is whole."""
        previous = GENESIS
        for number, row in enumerate(self.records(), start=1):
            own = row.pop("hash")
            if row["number"] != number or row["previous"] != previous or _hash(row) != own:
                return number
            previous = own
        return None


def _hash(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
