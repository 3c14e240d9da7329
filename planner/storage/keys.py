"""Where keys lie: the system's keyring, or, where there is none, a file only the user can read.

The key of the database, and those of online services that an office was given. The file lies outside the data folder,
so that neither a copied folder nor a backup carries its own key.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
from pathlib import Path

import keyring
import keyring.errors
import platformdirs

from planner.errors import StorageError

SERVICE, ONLINE = "Rounds database", "Rounds online service"
KEY_DIR_VARIABLE = "ROUNDS_KEY_DIR"
"""Names a folder for key files and passes the keyring over: for servers without one, and for tests."""


def find_key(database: Path) -> str | None:
    """The 64 hex digits of the key, or None where there is none yet."""
    return _find(SERVICE, key_name(database))


def find_service_key(database: Path, service: str) -> str | None:
    """The key of an online service that an office was given, or None."""
    return _find(ONLINE, f"{key_name(database)}-{service}") or None


def keep_service_key(database: Path, service: str, key: str) -> None:
    """Put the key of an online service where `find_service_key` looks; an empty one takes its place as none."""
    _keep(ONLINE, f"{key_name(database)}-{service}", key)


def make_key() -> str:
    """A new random 256-bit key as 64 hex digits."""
    return secrets.token_hex(32)


def keep_key(database: Path, key: str) -> None:
    """Put the key where `find_key` looks."""
    _keep(SERVICE, key_name(database), key)


def key_place(database: Path) -> str:
    """``"keyring"`` or the path of the key file."""
    file = _key_file(key_name(database))
    return str(file) if file.exists() or not _keyring_works() else "keyring"


def key_name(database: Path) -> str:
    """What the key of a database is called: by where the database lies, without naming the place."""
    return hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:24]


def anchor_file(database: Path) -> Path:
    """Where the anchor of the record lies: signed, so that it need not be secret, but with the key files."""
    return _key_file(f"{key_name(database)}.anchor")


def require_key(database: Path) -> str:
    """The key, or a clear error: a database without its key cannot be opened."""
    key = find_key(database)
    if key is None:
        raise StorageError("no_key", file=database.name)
    return key


def _find(service: str, name: str) -> str | None:
    if _keyring_works():
        with contextlib.suppress(keyring.errors.KeyringError):
            if key := keyring.get_password(service, name):
                return key
    file = _key_file(name)
    return file.read_text(encoding="ascii").strip() if file.exists() else None


def _keep(service: str, name: str, key: str) -> None:
    if _keyring_works():
        with contextlib.suppress(keyring.errors.KeyringError):
            keyring.set_password(service, name, key)
            if keyring.get_password(service, name) == key:
                return
    file = _key_file(name)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists():
        file.unlink()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key + "\n")


def _key_file(name: str) -> Path:
    folder = os.environ.get(KEY_DIR_VARIABLE)
    return (Path(folder) if folder else Path(platformdirs.user_config_dir("Rounds", appauthor=False)) / "keys") / name


def _keyring_works() -> bool:
    if os.environ.get(KEY_DIR_VARIABLE):
        return False
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False  # asking for a secret service without a session bus would hang or start one
    return float(keyring.get_keyring().priority) >= 1
