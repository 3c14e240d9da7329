"""The office's logo for letters and leaflets: kept in its data folder, or none. It is on no paper that others see."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from pathlib import Path

from planner.bootstrap import Office
from planner.errors import BadInput
from planner.signing_in import acting
from planner.users import Right, User

NAMES = ("logo.svg", "logo.png", "logo.jpg", "logo.jpeg")
MOST = 1_000_000
"""Bytes: a logo is small, and stands on every letter."""
CHANGED = "logo_changed"


def logo_file(folder: Path) -> Path | None:
    """The first of `NAMES` that lies in a folder and can be used."""
    for file in (folder / name for name in NAMES):
        with suppress(OSError):
            if 0 < file.stat().st_size <= MOST:
                return file
    return None


def logo_in(folder: Path) -> str:
    """It in base64; empty without one, or where it cannot be read.

    Whether it is a picture at all shows when it is set: a broken one is then left out.
    """
    with suppress(OSError):
        if file := logo_file(folder):
            return b64encode(file.read_bytes()).decode("ascii")
    return ""


def read_logo(file: Path) -> bytes:
    """A picture that may become the logo.

    Raises
    ------
    BadInput
        ``bad_logo``: of another kind, too large, or not to be read.
    """
    with suppress(OSError):
        if f"logo{file.suffix.lower()}" in NAMES and 0 < file.stat().st_size <= MOST:
            return file.read_bytes()
    raise BadInput("bad_logo", file=file.name)


def keep_logo(office: Office, file: Path | None, *, by: User | None = None) -> None:
    """Take a picture as the office's logo, or with None none any more; that it changed is recorded.

    Raises
    ------
    BadInput
        ``bad_logo`` as `read_logo`; ``cannot_write``.
    NotAllowed
        ``no_right``, of `by` or who sits here.
    """
    actor = acting(office, Right.SETTLE, by)
    content = read_logo(file) if file else b""
    with office.store.writing() as session:
        session.record(CHANGED, actor, office.clock(), size=len(content))
        try:
            _replace(office.data, file.suffix.lower() if file else "", content)
        except OSError as error:
            raise BadInput("cannot_write", folder=str(office.data), reason=error.strerror or "") from error


def _replace(folder: Path, suffix: str, content: bytes) -> None:
    # The new one is whole before the old one goes.
    new = folder / f"logo{suffix}" if content else None
    if new:
        part = folder / "logo.part"
        part.write_bytes(content)
        part.replace(new)
    for old in (folder / name for name in NAMES):
        if old != new:
            old.unlink(missing_ok=True)
