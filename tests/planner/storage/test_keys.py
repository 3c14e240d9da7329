"""The key lies in the system's keyring; where there is none, in a file that only the user can read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from planner.errors import StorageError
from planner.storage.keys import KEY_DIR_VARIABLE, find_key, keep_key, key_place, make_key, require_key


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory; a locked one refuses."""

    priority = 5.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.PasswordSetError("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ring]:
    before, ring = keyring.get_keyring(), Ring()
    monkeypatch.delenv(KEY_DIR_VARIABLE)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    for name in ("XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_the_keyring_keeps_it_and_no_file_does(ring: Ring, tmp_path: Path) -> None:
    database, key = tmp_path / "data" / "rounds.db", make_key()
    keep_key(database, key)
    assert list(ring.kept.values()) == [key]
    assert find_key(database) == key
    assert key_place(database) == "keyring"
    assert not (tmp_path / "config").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of settings is another one elsewhere")
def test_a_keyring_that_refuses_is_replaced_by_a_file(ring: Ring, tmp_path: Path) -> None:
    ring.locked = True
    database, key = tmp_path / "data" / "rounds.db", make_key()
    keep_key(database, key)
    assert find_key(database) == key
    assert Path(key_place(database)).is_relative_to(tmp_path / "config")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps others out by the user's folder")
def test_the_file_is_for_the_user_alone(tmp_path: Path) -> None:
    database = tmp_path / "data" / "rounds.db"
    keep_key(database, make_key())
    place = Path(key_place(database))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert not place.is_relative_to(database.parent)


def test_each_database_has_a_key_of_its_own(tmp_path: Path) -> None:
    keep_key(tmp_path / "rounds.db", make_key())
    with pytest.raises(StorageError, match="no_key"):
        require_key(tmp_path / "demo" / "rounds.db")
