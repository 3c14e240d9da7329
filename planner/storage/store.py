"""The database as a whole: opened, migrated, and entered through transactions. Rows are the business of `Session`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from planner.errors import StorageError
from planner.storage.anchor import Anchor, keep_for_sure
from planner.storage.chain import Head, Verdict, judge
from planner.storage.engine import make_private, open_engine, told
from planner.storage.recall import Recall
from planner.storage.session import Session

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0004"
"""The revision that this program writes. A test holds it equal to the newest file in `migrations`."""

ANCHORED = "0002"
"""The revision from which on the record has an anchor. One that is missing later was taken away."""


class Store:
    """An open database. Usable from any thread; each transaction has a connection of its own."""

    def __init__(self, file: Path, key: str) -> None:
        self.file = file
        self._key = key
        self._engine = open_engine(file, key)
        self.anchor = Anchor(file, key)
        self.recall = Recall(file)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view; nothing can be changed in it for good."""
        with told(), self._engine.connect() as connection, connection.begin() as transaction:
            yield Session(connection)
            transaction.rollback()

    @contextmanager
    def writing(self, *, adopt: bool = False) -> Iterator[Session]:
        """One transaction: leaving it by an error undoes everything.

        With `adopt` the anchor takes over a record that it did not know; what is written must say why.
        """
        with told(), self._engine.connect().execution_options(writing=True) as connection, ExitStack() as held:
            kept = None
            with connection.begin():
                session = Session(connection)
                yield session
                if session.before and session.after:
                    kept = held.enter_context(self.anchor.following(session.before, session.after, adopt=adopt))
            self.recall.forget()
            if kept:
                keep_for_sure(self.file)
                kept()

    def examine(self, paper: Head | None = None) -> Verdict:
        """Whether the record is whole, by itself, by the anchor of this computer, and by one on a paper."""
        with self.anchor.held() as known, self.reading() as session:
            entries = session.chain()
        return judge(entries, known, paper)

    def copy_to(self, file: Path) -> None:
        """Write a copy encrypted with the same key."""
        with told(), self._engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            make_private(file)
            raw.execute("ATTACH DATABASE ? AS copy KEY \"x'" + self._key + "'\"", (str(file),))
            try:
                raw.execute("BEGIN")  # or each table would be of its own moment
                raw.execute("SELECT sqlcipher_export('copy')").fetchall()
                raw.execute("COMMIT")
            finally:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raw.execute("DETACH DATABASE copy")

    def is_whole(self) -> bool:
        """Whether every page is as it was written."""
        with told(), self._engine.connect() as connection:
            return not connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        now = _revision(self._engine)
        if now == NEWEST:
            return
        if now is not None and now > NEWEST:
            raise StorageError("database_is_newer", file=self.file.name)
        if now is not None:
            copy = self.file.with_name(f"{self.file.stem}-before-{NEWEST}.backup")
            copy.unlink(missing_ok=True)
            self.copy_to(copy)
        with told(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            migrate(connection)
            if now is None or now < ANCHORED:
                self.anchor.begin(Session(connection).record_head())


def migrate(connection: Connection, to: str = "head") -> None:
    """Run what migrations are missing."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory(str(MIGRATIONS))

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs(to, revision)

    with EnvironmentContext(config, script, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=False)
        environment.run_migrations()


def _revision(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
