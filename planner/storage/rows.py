"""Rows of any table: read, and written under optimistic locking, many at a time. Knows no tables and no people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Column, Connection, Row, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from planner.errors import Conflict
from planner.storage.codec import build, dump

type AnyRow = Row[*tuple[Any, ...]]
MOST_VALUES = 500
"""Values asked for in one statement."""


class Entity(Protocol):
    """What has a key of ours and counts its edits."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...


class Rows:
    """The part of a `Session` that knows only rows. Rows have an ``id``, a ``version`` and a ``body``."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    # --- reading

    def _in(self, table: Table, column: Column[Any], values: Iterable[Any], **others: str) -> Iterator[AnyRow]:
        # Rows whose column holds one of the values, and whose others hold exactly these.
        for some in batched(dict.fromkeys(values), MOST_VALUES):
            yield from self.connection.execute(select(table).where(column.in_(some)).filter_by(**others))

    def _all[E: Entity](self, table: Table, kind: type[E]) -> tuple[E, ...]:
        # In the order they came: SQLite's own row number counts it.
        rows = self.connection.execute(select(table.c.body, table.c.version).order_by(text("rowid")))
        return tuple(_entity(kind, row) for row in rows)

    def _by_id[E: Entity](self, table: Table, kind: type[E], keys: Iterable[str]) -> dict[str, E]:
        return {row.id: _entity(kind, row) for row in self._in(table, table.c.id, keys)}

    # --- writing

    def _put(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        self.connection.execute(
            upsert(table).values(**key, **values).on_conflict_do_update(index_elements=list(key), set_=dict(values))
        )

    def _save_known[E: Entity](self, table: Table, entities: Iterable[E], *names: str) -> dict[tuple[Any, ...], E]:
        """Save entities that are told apart by these columns, and return them by these, with our ids and versions.

        One of version 0 (from a file) counts as an edit of the newest; any other must be the newest, or the same.
        """
        wanted = {tuple(getattr(entity, name) for name in names): entity for entity in entities}
        last = table.c[names[-1]]
        known = {tuple(getattr(row, name) for name in names): row for row in self._in(table, last, _lasts(wanted))}
        fresh, changed = [], []
        for key, entity in wanted.items():
            row = known.get(key)
            if row is None:
                wanted[key] = replace(entity, version=1)  # type: ignore[type-var]
                columns = dict(zip(names, key, strict=True))
                fresh.append({"id": str(entity.id), "version": 1, **columns, "body": _body(entity)})
                continue
            read, wanted[key] = entity.version, replace(entity, id=UUID(row.id), version=row.version)  # type: ignore[type-var]
            if (body := _body(wanted[key])) != row.body:
                if read not in (0, row.version):
                    raise _changed_meanwhile(table)
                wanted[key] = replace(wanted[key], version=row.version + 1)  # type: ignore[type-var]
                changed.append({"id": row.id, "version": row.version, "body": body})
        self._insert(table, fresh)
        self._change(table, changed)
        return wanted

    def _save_of_day(self, table: Table, day_id: UUID, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Make these the rows of a day: new ones have version 0, others that which was read; the rest goes.

        What is as it was is not written. Returns the versions as they are then.
        """
        stored = select(table).where(table.c.day_id == str(day_id))
        before = {row.id: row._mapping for row in self.connection.execute(stored)}
        self._remove(table, before.keys() - {row["id"] for row in rows})
        fresh, changed, versions = [], [], []
        for row in rows:
            old = before.get(row["id"])
            if row["version"] == 0 and old is None:
                fresh.append({**row, "version": 1})
            elif old is None or old["version"] != row["version"]:
                raise _changed_meanwhile(table)
            elif any(old[name] != value for name, value in row.items()):
                changed.append(row)
            else:
                versions.append(row["version"])
                continue
            versions.append(row["version"] + 1)
        self._insert(table, fresh)
        self._change(table, changed)
        return versions

    def _write(self, table: Table, key: UUID, version: int, columns: Mapping[str, Any]) -> int:
        # Version 0 is new; any other must still be the one that was read.
        row = {"id": str(key), "version": version or 1, **columns}
        if version == 0:
            self._insert(table, [row])
            return 1
        self._change(table, [row])
        return version + 1

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _change(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        names = [name for name in rows[0] if name not in ("id", "version")]
        statement = (
            update(table)
            .where(table.c.id == bindparam("old_id"), table.c.version == bindparam("old_version"))
            .values(version=table.c.version + 1, **{name: bindparam(f"new_{name}") for name in names})
        )
        values = [
            {"old_id": row["id"], "old_version": row["version"], **{f"new_{name}": row[name] for name in names}}
            for row in rows
        ]
        if self.connection.execute(statement, values).rowcount != len(rows):
            raise _changed_meanwhile(table)

    def _remove(self, table: Table, keys: Iterable[str]) -> None:
        for some in batched(keys, MOST_VALUES):
            self.connection.execute(delete(table).where(table.c.id.in_(some)))


def _entity[E: Entity](kind: type[E], row: AnyRow) -> E:
    return build(kind, json.loads(row.body) | {"version": row.version})


def _body(entity: Any) -> str:
    return dump(replace(entity, version=0))


def _lasts(keys: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    return (key[-1] for key in keys)


def _changed_meanwhile(table: Table) -> Conflict:
    return Conflict("changed_meanwhile", what=table.name.rstrip("_"))
