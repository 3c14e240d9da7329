"""ID numbers as keyed hashes: enough to know a customer again, and nothing that could be read. Keeps no number.

The key is made of the key of the database, which lies in the key folder or the keyring: a restored backup knows its
customers again, and there is no second key to lose.
"""

from __future__ import annotations

import hmac
import re
import unicodedata

from planner.bootstrap import Office
from planner.storage import keys

_PURPOSE = b"Rounds: hashes of ID numbers"


def id_key(office: Office) -> bytes:
    """The key of the hashes of this office."""
    return hmac.digest(bytes.fromhex(keys.require_key(office.store.file)), _PURPOSE, "sha256")


def id_hash(key: bytes, number: str) -> str:
    """What stands for an ID number, however it is spaced and cased; nothing for nothing."""
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", number)).upper()
    return hmac.digest(key, plain.encode(), "sha256").hex() if plain else ""
