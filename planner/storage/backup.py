"""Backups: an encrypted copy of the database in one file, and its way back with the recovery key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from planner.errors import BadInput, NotAllowed, StorageError
from planner.storage.anchor import forget_anchor
from planner.storage.engine import make_private
from planner.storage.keys import keep_key
from planner.storage.recovery import read_recovery_key
from planner.storage.store import Store


def backup(store: Store, file: Path) -> None:
    """Write a backup; it is as encrypted as the database and carries no key.

    Raises
    ------
    NotAllowed
        ``file_exists``: a backup never overwrites anything.
    """
    if file.exists():
        raise NotAllowed("file_exists", file=file.name)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        store.copy_to(part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def restore(file: Path, written_key: str, database: Path, accept: Callable[[Store], None] = lambda store: None) -> None:
    """Bring a backup back as the database of an empty data folder, on this or another machine.

    `accept` looks into it before anything counts, and raises where it is not wanted.

    Raises
    ------
    BadInput
        ``no_such_file``, ``bad_recovery_key``, or ``not_a_backup``: damaged, or of another key.
    NotAllowed
        ``database_exists``.
    """
    if not file.is_file():
        raise BadInput("no_such_file", file=file.name)
    if not file.stat().st_size:
        raise BadInput("not_a_backup", file=file.name)  # SQLite would make an empty database of it
    if database.exists():
        raise NotAllowed("database_exists", file=database.name)
    key = read_recovery_key(written_key)
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_name(database.name + ".part")
    make_private(part)
    try:
        shutil.copyfile(file, part)
        _prove(part, key, file.name, accept)
        part.replace(database)
    finally:
        for left in database.parent.glob(part.name + "*"):
            left.unlink()
        forget_anchor(part)
    keep_key(database, key)


def _prove(part: Path, key: str, name: str, accept: Callable[[Store], None]) -> None:
    # The key opens it, no page is damaged, and it is wanted.
    try:
        store = Store(part, key)
    except StorageError as error:
        if error.code != "wrong_key":
            raise
        raise BadInput("not_a_backup", file=name) from None
    try:
        if not store.is_whole():
            raise BadInput("not_a_backup", file=name)
        accept(store)
    finally:
        store.close()
