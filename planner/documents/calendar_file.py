"""A route as a calendar (iCalendar, RFC 5545): one private entry for each stop. Names only where asked for.

How such a file is written serves other calendars too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from planner.discreet import carried_reference
from planner.documents.tracks import Track
from planner.text import gettext as _

LONGEST = 75
"""Bytes of a line, by RFC 5545, 3.1."""


def ics(track: Track) -> bytes:
    """The whole file."""
    return calendar(
        [
            f"X-WR-CALNAME:{escaped(track.title)}",
            f"X-WR-CALDESC:{escaped(track.holds)}",
            *(line for number in range(len(track.route.stops)) for line in _event(track, number)),
        ]
    )


def calendar(lines: Iterable[str]) -> bytes:
    """A file of these lines, within what every calendar begins and ends with."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rounds//Rounds//EN")
    return b"".join(_folded(line) for line in (*head, *lines, "END:VCALENDAR"))


def _event(track: Track, number: int) -> Iterator[str]:
    stop = track.route.stops[number]
    visit = track.day.visit(stop.visit_id)
    title = _("Stop {number} · {visit}", track.language)
    title = title.format(number=number + 1, visit=carried_reference(visit, number + 1))
    yield "BEGIN:VEVENT"
    yield f"UID:{visit.id}@rounds"
    yield f"DTSTAMP:{utc(track.issued_at)}"
    yield f"DTSTART:{utc(stop.start)}"
    yield f"DTEND:{utc(stop.departure)}"
    yield f"SUMMARY:{escaped(title)}"
    yield "CLASS:PRIVATE"
    if visit.location:
        yield f"GEO:{visit.location.coordinates.lat:.6f};{visit.location.coordinates.lon:.6f}"
    if track.with_names:
        yield f"LOCATION:{escaped(visit.address.whole)}"
        yield f"DESCRIPTION:{escaped(visit.customer.name)}"
    yield "END:VEVENT"


def utc(moment: datetime) -> str:
    """A moment as such a file has it."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as such a file has it."""
    plain = "".join(letter for letter in text if letter >= " " or letter == "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    # A line goes on after a line end and a space; no letter is cut in two.
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        encoded = letter.encode("utf-8")
        if len(piece) + len(encoded) > LONGEST - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
