"""What the commands share: an office and a worker for one command, progress, and dates as people type them."""

from __future__ import annotations

import argparse
import getpass
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tqdm import tqdm

from planner.bootstrap import Office, open_office
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Day, Plan
from planner.signing_in import sign_in
from planner.text import gettext as _
from planner.text import step_name, use_language
from planner.users import Right
from routing.solution import Solution
from routing.worker import Better, Progress, Worker

YES = {"y", "yes", "是", "好"}
COMMAND_LINE = "command line"
"""How the record names an office without users that is worked in from here."""


def say(text: str = "") -> None:
    """One line of the answer."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """One line beside the answer, for who watches."""
    sys.stderr.write(text + "\n")


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under their heads, each column as wide as its widest cell; nothing without rows."""
    cells = [heads, *rows] if rows else []
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        say("  ".join(padded).rstrip())


def _width(text: str) -> int:
    # Chinese letters are two columns wide.
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def agreed(question: str) -> bool | None:
    """What a person answers; None where nobody is there to ask."""
    if not sys.stdin.isatty():
        return None
    sys.stdout.write(f"{question} [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in YES


def need_folder(file: Path) -> None:
    """Refuse to write into a folder that is not there, before any work is done."""
    if not file.absolute().parent.is_dir():
        raise BadInput("no_such_folder", folder=file.absolute().parent)


def need_new_workbook(file: Path) -> None:
    """Refuse a workbook that would overwrite something, or that no program would open by its name."""
    if file.exists():
        raise NotAllowed("file_exists", file=file.name)
    if file.suffix.casefold() != ".xlsx":
        raise BadInput("not_xlsx", file=file.name)
    need_folder(file)


def given_password(options: argparse.Namespace, question: str) -> str:
    """What ``--password-file`` holds, or what somebody types unseen; never an argument.

    Raises
    ------
    BadInput
        ``no_password``, ``many_passwords``.
    """
    if options.password_file:
        return password_in(options.password_file)
    if not sys.stdin.isatty():
        raise BadInput("no_password")
    return getpass.getpass(question)


def password_in(file: Path) -> str:
    """The one line of a file; raises as `given_password`."""
    lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    if len(lines) > 1:
        raise BadInput("many_passwords", file=file.name)
    if not lines or not lines[0]:
        raise BadInput("no_password")
    return lines[0]


@contextmanager
def opened(options: argparse.Namespace, right: Right | None = None) -> Iterator[Office]:
    """The office these options mean, with ``--user`` at work in it; refused at once where they lack the right."""
    office = open_office(options.data_dir, demo=options.demo)
    office.seat.alone = COMMAND_LINE
    try:
        if options.user:
            office.seat.take(sign_in(office, options.user, given_password(options, _("Password: "))))
        if right:
            office.user.require(right)
        if options.lang is None and (chosen := office.settings.language):
            use_language(chosen)
        yield office
    finally:
        office.close()


@contextmanager
def at_work(options: argparse.Namespace, right: Right | None = None) -> Iterator[tuple[Office, Worker]]:
    """The office and a child process to work in."""
    with opened(options, right) as office, Worker() as worker:
        yield office, worker


@contextmanager
def progress_bar() -> Iterator[Callable[[object], None]]:
    """What takes progress and shows it, where a person is watching."""
    with tqdm(
        total=100, leave=False, disable=None, file=sys.stderr, bar_format="{desc} {percentage:3.0f}% {bar:30}"
    ) as bar:

        def show(message: object) -> None:
            if isinstance(message, Progress):
                bar.set_description_str(step_name(message.step), refresh=False)
                bar.update(round(message.share * 100) - bar.n)
            elif isinstance(message, Plan):
                bar.set_description_str(_("{count} planned").format(count=message.planned))
            elif isinstance(message, Better) and isinstance(message.value, Solution):
                count = sum(len(route.stops) for route in message.value.routes)
                bar.set_description_str(_("{count} planned").format(count=count))

        yield show


def read_date(office: Office, text: str | None) -> date:
    """A date as typed; without one the next day that has visits, or the newest."""
    today = today_of(office)
    if text is None:
        return _next_with_visits(office, today)
    words = {"today": today, "tomorrow": today + timedelta(days=1), "今天": today, "明天": today + timedelta(days=1)}
    if text.lower() in words:
        return words[text.lower()]
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("bad_date", value=text) from None


def today_of(office: Office) -> date:
    """The date where the branch is."""
    return office.clock().astimezone(branch_zone(office)).date()


def branch_zone(office: Office) -> ZoneInfo:
    """The time zone that the branch lives in."""
    with office.store.reading() as session:
        return session.branch().zone


def read_day(office: Office, text: str | None) -> Day:
    """The stored day of a date as typed."""
    wanted = read_date(office, text)
    with office.store.reading() as session:
        day = session.day(wanted)
    if day is None:
        raise NotFound("no_day", date=wanted.isoformat())
    return day


def _next_with_visits(office: Office, today: date) -> date:
    # A day may be known without visits, as when only its staff was imported.
    with office.store.reading() as session:
        dates = session.dates_of_visits()
    if not dates:
        raise NotFound("no_visits_yet")
    return next((when for when in dates if when >= today), dates[-1])
