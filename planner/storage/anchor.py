"""The anchor: the last entry of the record, signed and kept with the key, outside the database and every backup.

Whoever cuts off the end of the record, or writes all of it anew, would have to write this file too, and sign it with
the key. It follows each change in two steps, so that a program that is killed between them never looks like a forger.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import StorageError
from planner.storage.chain import Head, Known
from planner.storage.keys import anchor_file, key_name

LENGTH = 400
"""Bytes of the file, below the 512 that a disk writes at once: it is written over in place, whole or not at all."""
LOCKED_AT = 4096


class Anchor:
    """The anchor of one database. Threads and processes take turns by a lock on the file."""

    def __init__(self, database: Path, key: str) -> None:
        self.file = anchor_file(database)
        self._key = hmac.digest(bytes.fromhex(key), b"rounds record " + key_name(database).encode(), "sha256")

    @contextmanager
    def held(self) -> Iterator[Known]:
        """What it says, while nobody else changes it and no change of the record is being kept."""
        if not self.file.exists():
            yield Known()
            return
        with self._opened() as number:
            yield self._read(number)

    def begin(self, head: Head) -> None:
        """Make it, where it is not there."""
        with self._opened() as number:
            if not self._read(number).heads:
                self._write(number, (head,))

    @contextmanager
    def following(self, before: Head, after: Head, *, adopt: bool = False) -> Iterator[Callable[[], None]]:
        """Follow a change of the record from one head to another; what is given is called when it is kept for sure.

        Where the record was not the one that was known, the anchor stays as it is, so that the next examination
        still finds it; unless it is to `adopt` the record, as when somebody has said why.
        """
        with self._opened() as number:
            known = self._read(number)
            follows = known.kept and before in known.heads
            if follows or adopt:
                self._write(number, (before if follows else known.seen if known.kept else after, after))

            def kept() -> None:
                if follows or adopt:
                    with suppress(StorageError):  # until the next change both heads are known
                        self._write(number, (after,), sure=False)

            yield kept

    @contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise _trouble(error) from error
        try:
            try:
                _lock(number)
            except OSError as error:
                raise _trouble(error) from error
            yield number
        finally:
            os.close(number)  # and the lock goes with it

    def _read(self, number: int) -> Known:
        os.lseek(number, 0, os.SEEK_SET)
        raw = os.read(number, LENGTH)
        if not raw:
            return Known()
        text, _space, signature = raw.decode("ascii", "replace").strip().rpartition(" ")
        if not hmac.compare_digest(self._signature(text).encode(), signature.encode()):
            return Known(forged=True)
        numbers, hashes = text.split()[::2], text.split()[1::2]
        return Known(tuple(Head(int(number), hash_) for number, hash_ in zip(numbers, hashes, strict=True)))

    def _write(self, number: int, heads: tuple[Head, ...], *, sure: bool = True) -> None:
        text = " ".join(f"{head.number} {head.hash}" for head in dict.fromkeys(heads))
        line = f"{text} {self._signature(text)}".ljust(LENGTH - 1) + "\n"
        try:
            os.lseek(number, 0, os.SEEK_SET)
            os.write(number, line.encode("ascii"))
            if sure:
                os.fsync(number)
        except OSError as error:
            raise _trouble(error) from error

    def _signature(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def forget_anchor(database: Path) -> None:
    """Forget what was known of a database that is gone: of a demo, never of an office."""
    anchor_file(database).unlink(missing_ok=True)


def keep_for_sure(database: Path) -> None:
    """Have the disk keep what was committed: the anchor must never be ahead of the record when the power fails."""
    with suppress(OSError):
        log = os.open(database.with_name(database.name + "-wal"), os.O_RDWR)
        try:
            os.fsync(log)
        finally:
            os.close(log)


def _trouble(error: OSError) -> StorageError:
    return StorageError("anchor_trouble", reason=error.strerror or type(error).__name__)


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(number, LOCKED_AT, os.SEEK_SET)  # beyond what is read
        msvcrt.locking(number, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX)
