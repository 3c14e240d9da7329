"""Opens a document of a case in the program of its kind: from a private folder, emptied when another user sits down."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from planner.errors import NotFound

PREFIX = "rounds-opened-"
LEFT_BEHIND_S = 24 * 3600
_folder: Path | None = None


def open_document(name: str, content: bytes) -> Path:
    """Write it where only this user can read it, and hand it to the system; where it lies until it is emptied.

    Raises
    ------
    NotFound
        ``no_program``: nothing here opens documents of this kind. It is not left lying about then.
    """
    folder = Path(tempfile.mkdtemp(prefix="d", dir=_private()))
    file = folder / (re.sub(r"[^\w.\- ]", "_", Path(name).name).strip(". ") or "document")
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        shutil.rmtree(folder, ignore_errors=True)
        raise NotFound("no_program")
    return file


def empty() -> None:
    """Remove all that was opened. What another program still holds goes at the next start."""
    global _folder
    if _folder:
        shutil.rmtree(_folder, ignore_errors=True)
        _folder = None


def _private() -> Path:
    global _folder
    if _folder is None or not _folder.is_dir():
        _sweep()
        _folder = Path(tempfile.mkdtemp(prefix=PREFIX))  # of mode 0700
        atexit.register(empty)
        if app := QCoreApplication.instance():
            app.aboutToQuit.connect(empty)
    return _folder


def _sweep() -> None:
    # What a run that ended badly has left.
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if left.is_dir() and not left.is_symlink() and time.time() - left.stat().st_mtime > LEFT_BEHIND_S:
                shutil.rmtree(left, ignore_errors=True)
