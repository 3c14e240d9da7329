"""Fourteen ways in which people write an address otherwise than the map does, in Latin letters and in Chinese."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.addresses.asked import Address

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHARACTERS = "东西南北大小上中山水金木春秋文武安平和明光新长永福寿松柏江海天云龙凤"
SHORT = (
    ("Street", "St."), ("Road", "Rd"), ("Lane", "Ln"), ("Avenue", "Ave."), ("Close", "Cl."), ("Court", "Ct"),
    ("Drive", "Dr"), ("Place", "Pl"), ("Gardens", "Gdns"), ("Crescent", "Cres"), ("Grove", "Gr."), ("Square", "Sq"),
    ("strasse", "str."), ("Strasse", "Str."), ("straße", "str."), ("platz", "pl."), ("Sankt", "St."), ("Saint", "St"),
    ("North", "N"), ("South", "S"), ("East", "E"), ("West", "W"), ("gasse", "g."),
)  # fmt: skip
LONG = (
    ("St. ", "Sankt "), ("str.", "strasse"), ("Str.", "Strasse"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"),
    ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss"),
)  # fmt: skip
EXTRA = ("near the bakery", "c/o Müller", "2nd gate", "opposite the school", "side door", "Hinterhaus", "back entrance")
EXTRA_ZH = ("（菜市场旁）", "门口", "附近", "（大门右侧）", "对面", "后门")
INNER_ZH = ("3栋2单元501室", "A座1203", "2号楼3单元402", "5幢101室", "501室")


@dataclass(frozen=True)
class Written:
    """A text, and the parts as they stand in it, so that a judge can tell what else it might mean."""

    text: str
    street: str
    city: str
    code: str


type Way = Callable[[Address, random.Random], Written | None]


def latin(address: Address) -> Written:
    """As a letter is addressed."""
    where = f"{address.code} {address.city}" if address.code else address.city
    parts = [f"{address.street} {address.number}", where] if where else [f"{address.street} {address.number}"]
    return Written(", ".join(parts), address.street, address.city, address.code)


def chinese(address: Address) -> Written:
    """The largest first, the number last, the postcode behind it."""
    text = f"{address.city}{address.street}{address.number}号" + (f" {address.code}" if address.code else "")
    return Written(text, address.street, address.city, address.code)


def slip(kind: str, letters: str, put: Callable[[Address], Written]) -> Way:
    """One slip of the pen in the street or, less often, in the town."""

    def write(address: Address, chance: random.Random) -> Written | None:
        in_street = chance.random() < 0.8 or len(address.city) < 4
        name = address.street if in_street else address.city
        at = [n for n, letter in enumerate(name) if letter.isalpha()]
        if len(at) < 2:
            return None
        n = chance.choice(at[:-1])
        changed = {
            "swap": name[:n] + name[n + 1] + name[n] + name[n + 2 :],
            "drop": name[:n] + name[n + 1 :],
            "double": name[:n] + name[n] + name[n:],
            "replace": name[:n] + chance.choice(letters) + name[n + 1 :],
        }[kind]
        if changed.casefold() == name.casefold():
            return None
        return put(replace(address, street=changed) if in_street else replace(address, city=changed))

    return write


def _without_code(put: Callable[[Address], Written]) -> Way:
    return lambda address, _: put(replace(address, code=""))


def _without_town(put: Callable[[Address], Written]) -> Way:
    return lambda address, _: put(replace(address, code="", city=""))


def _replaced(pairs: tuple[tuple[str, str], ...]) -> Callable[[Address], Address | None]:
    def change(address: Address) -> Address | None:
        street = address.street
        for old, new in pairs:
            street = (
                re.sub(rf"{re.escape(old)}(?=\b|$)", new, street) if old[-1].isalpha() else street.replace(old, new)
            )
        return replace(address, street=street) if street != address.street else None

    return change


def _abbreviated(address: Address, _: random.Random) -> Written | None:
    changed = _replaced(SHORT)(address)
    return replace(latin(changed), street=address.street) if changed else None


def _written_out(address: Address, _: random.Random) -> Written | None:
    changed = _replaced(LONG)(address)
    if changed:
        return replace(latin(changed), street=address.street)
    written = latin(replace(address, city=f"Town of {address.city}"))
    return replace(written, city=address.city)


def _turned(address: Address, chance: random.Random) -> Written:
    where = f"{address.code} {address.city}".strip()
    text = chance.choice(
        (
            f"{where}, {address.street} {address.number}",
            f"{address.number} {address.street}, {where}",
            f"{where}, {address.number} {address.street}",
            f"{address.city} {address.street} {address.number}",
        )
    )
    return replace(latin(address), text=text)


def _cased(address: Address, chance: random.Random) -> Written:
    written = latin(address)
    return replace(written, text=written.text.upper() if chance.random() < 0.5 else written.text.lower())


def wide(text: str) -> str:
    """ASCII as the wide characters of a Chinese keyboard."""
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _numbered(address: Address, chance: random.Random) -> Written:
    word = chance.choice(("No. ", "Nr. ", "No ", "#"))
    return replace(latin(address), text=latin(replace(address, number=f"{word}{address.number}")).text)


def _plain(address: Address, _: random.Random) -> Written:
    written = latin(address)
    return replace(written, text=re.sub(r"[.,'’]", "", written.text))


def _with_words(address: Address, chance: random.Random) -> Written:
    written, extra = latin(address), chance.choice(EXTRA)
    first, _, rest = written.text.partition(", ")
    text = f"{first}, {extra}, {rest}" if chance.random() < 0.5 else f"{written.text}, {extra}"
    return replace(written, text=text)


def _zh(change: Callable[[Address, random.Random], str]) -> Way:
    return lambda address, chance: replace(chinese(address), text=change(address, chance))


LATIN: dict[str, Way] = {
    **{kind: slip(kind, LETTERS, latin) for kind in ("swap", "drop", "double", "replace")},
    "no postcode": _without_code(latin),
    "no town": _without_town(latin),
    "abbreviated": _abbreviated,
    "written out": _written_out,
    "order": _turned,
    "case": _cased,
    "full-width": lambda address, _: replace(latin(address), text=wide(latin(address).text)),
    "No.": _numbered,
    "punctuation": _plain,
    "extra words": _with_words,
}
CHINESE: dict[str, Way] = {
    **{kind: slip(kind, CHARACTERS, chinese) for kind in ("swap", "drop", "double", "replace")},
    "no postcode": _without_code(chinese),
    "no town": _without_town(chinese),
    "abbreviated": _zh(lambda a, _: f"{a.city}{a.street}{a.number}"),
    "written out": _zh(lambda a, c: f"四川省{a.city}市{a.street}{a.number}号{c.choice(INNER_ZH)}"),
    "order": _zh(
        lambda a, c: c.choice((f"{a.street}{a.number}号，{a.city}", f"{a.code} {a.street}{a.number}号 {a.city}"))
    ),
    "case": _zh(lambda a, _: f"{a.city}{a.street}{a.number.upper()}号"),
    "full-width": _zh(lambda a, _: wide(f"{a.city}{a.street}{a.number}号")),
    "No.": _zh(lambda a, _: f"No. {a.number} {a.street}, {a.city}"),
    "punctuation": _zh(lambda a, _: f"{a.city}，{a.street} {a.number} 号。"),
    "extra words": _zh(lambda a, c: f"{a.city}{a.street}{a.number}号{c.choice(EXTRA_ZH)}"),
}
