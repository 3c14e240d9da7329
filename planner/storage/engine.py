"""Opens the encrypted file: connections, pragmas and transactions as they held under test (see docs of the house)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from planner.errors import StorageError


def open_engine(file: Path, key: str) -> Engine:
    """An engine on the encrypted database, made when it is not there.

    Raises
    ------
    StorageError
        ``wrong_key`` where the file is not a database of this key.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise StorageError("wrong_key")
    # With `creator` alone SQLAlchemy would choose one connection per thread, and lose writes.
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(file, key), poolclass=QueuePool, pool_size=5, max_overflow=10
    )
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except Exception as error:
        engine.dispose()
        if _is_database_error(error):
            raise StorageError("wrong_key") from None
        raise
    return engine


def _connect(file: Path, key: str) -> Any:
    connection = sqlcipher.connect(str(file), check_same_thread=False, isolation_level=None, timeout=10)
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlcipher.DatabaseError:
        connection.close()
        raise StorageError("wrong_key") from None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA busy_timeout = 10000")
    return connection


def _begin(connection: Any) -> None:
    # Two writers that both began by reading would deadlock: a writer says so at once.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _is_database_error(error: BaseException) -> bool:
    return isinstance(getattr(error, "orig", error), sqlcipher.DatabaseError)
