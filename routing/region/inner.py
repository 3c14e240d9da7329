"""Splits off the part of an address that lies behind the front door: building, stair, floor, flat; 栋 单元 室.

It is text for whoever stands at the door. Nothing here locates, and nothing that is split off is used for locating.
"""

from __future__ import annotations

import re
import unicodedata

_HAN = re.compile(r"[\u3400-\u9fff]")
_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[A-Za-z](?![A-Za-z]))"
_CHINESE = re.compile(
    rf"""(?:{_COUNT}\s*(?:栋|幢|棟|单元|單元|室(?!\w*[路街])|号楼(?=$|[\s,，\dA-Za-z一二三四五六七八九十])|門|座(?=$|[\s,，\d]))
    |{_COUNT}\s*(?:层|層|楼|樓|户|戶|房|门)(?=$|[\s,，\dA-Za-z]))""",
    re.VERBOSE,
)
_BEHIND_NUMBER = re.compile(r"(?<=\d[号號])\s*(?:院\s*)?[，,]?\s*(?=\d{1,4}(?:\s*-\s*\d{1,4})*\s*(?:室|房|户)?\s*$)")
_ID = r"(?:\d{1,4}\s?[a-z]?|[a-z]\s?-?\d{0,4}|[ivx]{1,4})"
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th|\.)|ground|first|second|third|fourth|fifth|top)"
_KIND = (
    r"apartment|apt|app|appartement|flat|unit|suite|ste|room|rm|floor|fl|building|bldg|block|blk|entrance|staircase|"
    r"stair|stairs|door|top|tür|tuer|stiege|stg|stock|stockwerk|og|etage|whg|wohnung|zimmer|étage|esc|escalier|bât|"
    r"batiment|bâtiment|piso|puerta|planta|scala|interno|int|lokal|kv"
)
_PIECE = rf"(?:(?:{_KIND})\b\.?\s*(?:no\.?\s*)?[#:]?\s*{_ID}|{_ORDINAL}\s*(?:floor|stock|og|etage|étage|piso|ug)\b)"
_LATIN = re.compile(rf"(?<![\w]){_PIECE}(?:[\s/]+{_PIECE})*\.?(?=\s*(?:[,;]|$))", re.IGNORECASE)
_LEADING = re.compile(rf"^\s*{_PIECE}(?:[\s/,]+{_PIECE})*[\s,]+(?=\d)", re.IGNORECASE)
_LEADING_HASH = re.compile(r"^\s*#\s?\d+[a-z]?\s*,\s*(?=\d)", re.IGNORECASE)
# Main Street #5 is the house; 12 Main Street #5 is a flat in it.
_HASH = re.compile(r"(?:^|[,;])[^,;]*\d[^,;#]*(?P<inner>#\s?\d+[a-z]?)(?=\s*(?:[,;]|$))", re.IGNORECASE)
_SLASHES = re.compile(r"(?<=\d)(?P<inner>/\d+[a-z]?/\d+[a-z]?)(?=\s*(?:[,;]|$))", re.IGNORECASE)


def split_inner(text: str) -> tuple[str, str]:
    """An address as what can be located, and what lies behind its front door.

    >>> split_inner("人民路12号3栋2单元501室")
    ('人民路12号', '3栋2单元501室')
    >>> split_inner("12 Main Street, Apt 5, Ford")
    ('12 Main Street, Ford', 'Apt 5')
    >>> split_inner("Top 3")
    ('Top 3', '')
    """
    outer, inner = _chinese(text) if _HAN.search(text) else ("", "")
    if not inner:
        outer, inner = _latin(text)
    return (outer, inner) if re.search(r"[^\W\d]", outer) else (text.strip(), "")


def _chinese(text: str) -> tuple[str, str]:
    # Everything from the first building, stair, floor or room on; in front of it the town may stand in any order.
    plain = "".join(c if unicodedata.category(c) != "Nd" else str(unicodedata.digit(c)) for c in text)
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c != "，" else c for c in plain)
    found = _CHINESE.search(plain) or _BEHIND_NUMBER.search(plain)
    if found is None:
        return text, ""
    head, rest = text[: found.start()], text[found.start() :]
    parts = re.split(r"[,，;；\s]+", rest)
    behind = next((n for n, part in enumerate(parts) if n and _HAN.search(part) and not _CHINESE.search(part)), None)
    if behind is not None:  # as in 3栋501室，枫叶街12号，余烬津
        head, rest = f"{head} {'，'.join(parts[behind:])}", " ".join(parts[:behind])
    return head.strip(" ,，;；"), rest.strip(" ,，;；")


def _latin(text: str) -> tuple[str, str]:
    pieces = [found[0] for found in _LATIN.finditer(text)]
    outer = _LATIN.sub("", text)
    if leading := _LEADING_HASH.match(outer) or _LEADING.match(outer):
        pieces.insert(0, leading[0])
        outer = outer[leading.end() :]
    if slashes := _SLASHES.search(outer):
        pieces.append(slashes["inner"])
        outer = outer[: slashes.start()] + outer[slashes.end() :]
    if hash_ := _HASH.search(outer):
        pieces.append(hash_["inner"])
        outer = outer[: hash_.start("inner")] + outer[hash_.end() :]
    if not pieces:
        return text.strip(), ""
    kept = [part.strip() for part in re.split(r"[,;]", outer) if part.strip()]
    return ", ".join(kept), ", ".join(piece.strip(" ,/") for piece in pieces)
