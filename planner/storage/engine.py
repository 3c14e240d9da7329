"""Opens the encrypted file: connections, pragmas and transactions as they held under test (`docs/storage.md`)."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from planner.errors import StorageError


def open_engine(file: Path, key: str) -> Engine:
    """An engine on the encrypted database, made when it is not there.

    Raises
    ------
    StorageError
        ``wrong_key`` where the file is not a database of this key, ``database_trouble`` where it cannot be read.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise StorageError("wrong_key")
    # With `creator` alone SQLAlchemy would choose one connection per thread, and lose writes.
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(file, key),
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=10,
        hide_parameters=True,  # an error must not quote a customer
    )
    event.listen(engine, "begin", _begin)
    try:
        with told(), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def told() -> Iterator[None]:
    """Errors of the database as errors that a person can understand; mistakes in our own statements stay so."""
    try:
        yield
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, sqlcipher.OperationalError) and "syntax" not in str(cause):
            raise StorageError("database_trouble", reason=str(cause)) from error
        if type(cause) is sqlcipher.DatabaseError:
            raise StorageError("wrong_key") from None
        raise


def make_private(file: Path) -> None:
    """Make the file, where it is not there, for the user alone; what SQLite puts beside it gets the same mode."""
    with contextlib.suppress(OSError):  # where it cannot be made, the database says so
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        file.chmod(0o600)


def _connect(file: Path, key: str) -> Any:
    make_private(file)
    connection = sqlcipher.connect(str(file), check_same_thread=False, isolation_level=None, timeout=10)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the screen what `told` says
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA busy_timeout = 10000")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Any) -> None:
    # Two writers that both began by reading would deadlock: a writer says so at once.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
