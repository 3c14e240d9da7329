"""The recovery key: the database's key in a form that can be written on paper and typed again.

Base 32 without 0, 1, 8 and 9, in groups of four, with a checksum that catches a wrong letter.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from planner.errors import BadInput


def recovery_key(key: str) -> str:
    """The key (64 hex digits) as 14 groups of four letters."""
    raw = bytes.fromhex(key)
    letters = base64.b32encode(raw + _checksum(raw)).decode()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def read_recovery_key(text: str) -> str:
    """The key that was written down; small letters, spaces and missing dashes are fine.

    Raises
    ------
    BadInput
        ``bad_recovery_key``: a letter is wrong or missing.
    """
    letters = "".join(text.upper().split()).replace("-", "")
    try:
        raw = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        raise BadInput("bad_recovery_key") from None
    if len(raw) != 35 or _checksum(raw[:32]) != raw[32:]:
        raise BadInput("bad_recovery_key")
    return raw[:32].hex()


def _checksum(raw: bytes) -> bytes:
    return hashlib.sha256(b"rounds recovery key" + raw).digest()[:3]
