"""A newer program brings the database up to date, after a backup, wholly or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.bootstrap import Office, open_office
from planner.errors import StorageError
from planner.storage import store as store_module
from planner.storage.keys import require_key
from planner.storage.store import Store
from tests.builders import TUESDAY, day, visit

THIRD = """
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table("third", sa.Column("id", sa.Integer(), primary_key=True))
    {then}
"""


@pytest.fixture
def kept(office: Office) -> Office:
    """An office with a day, closed."""
    with office.store.writing() as session:
        session.save_day(day(visit(1)))
    office.close()
    return office


def newer_program(folder: Path, monkeypatch: pytest.MonkeyPatch, then: str = "pass") -> None:
    """This program, with one more migration."""
    shutil.copytree(store_module.MIGRATIONS, folder / "migrations")
    added = folder / "migrations" / "versions" / "0005_third.py"
    added.write_text(THIRD.format(then=then), encoding="utf-8")
    monkeypatch.setattr(store_module, "MIGRATIONS", folder / "migrations")
    monkeypatch.setattr(store_module, "NEWEST", "0005")


def tables(store: Store) -> set[str]:
    with store.reading() as session:
        rows = session.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {row[0] for row in rows}


def test_a_backup_is_made_before_a_migration_and_opens_with_the_same_key(
    kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = require_key(kept.store.file)
    newer_program(tmp_path, monkeypatch)
    migrated = open_office(kept.data)
    assert "third" in tables(migrated.store)
    with migrated.store.reading() as session:
        assert session.dates() == (TUESDAY,)
    migrated.close()
    monkeypatch.undo()
    before = Store(kept.data / "rounds-before-0005.backup", key)
    assert "third" not in tables(before)
    with before.reading() as session:
        assert session.dates() == (TUESDAY,)
    before.close()


def test_a_migration_that_fails_changes_nothing(kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = require_key(kept.store.file)
    with monkeypatch.context() as newer:
        newer_program(tmp_path, newer, then="raise RuntimeError('half way')")
        with pytest.raises(RuntimeError, match="half way"):
            open_office(kept.data)
    store = Store(kept.store.file, key)
    assert "third" not in tables(store)
    with store.reading() as session:
        assert session.dates() == (TUESDAY,)
    store.close()


def test_an_older_program_refuses_what_a_newer_one_migrated(
    kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer_program(tmp_path, newer)
        open_office(kept.data).close()
    with pytest.raises(StorageError, match="database_is_newer"):
        open_office(kept.data)
