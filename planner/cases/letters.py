"""Letters on paper: composed, set by Typst in the child process, and let out with a record of what they were.

Beside `planner.day.issue` the only door by which something is printed: reminders, and the letter that offers a
conversation to whom nobody reached.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from planner.cases.around import Around, around, spoken_of
from planner.cases.calls import CallGroup, read_calls
from planner.cases.contacts import room
from planner.cases.gateway import writing_out
from planner.cases.message_values import day_words, meeting_values, usual_values
from planner.cases.messages import Batch, LeftOut, Message, Wanted, batch, keep_all, record_batch
from planner.cases.model import CaseFile, Channel, ContactResult, CustomerFile, Purpose
from planner.cases.precontact import letter_lead
from planner.cases.templates import choose, fill
from planner.documents.letter import Letter, letters_page
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.errors import BadInput, NotAllowed
from planner.model import PlaceKind, Window
from planner.policy.hours import closing
from planner.users import Right, User
from routing.worker import Worker

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

POST_DAYS = 3
"""A letter is on its way so long: the notice of a conversation begins when it can have arrived."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, and whose letters are in it."""

    file: Path
    batch: Batch


def print_reminders(
    office: Office,
    customers: Collection[UUID],
    file: Path,
    *,
    by: User,
    worker: Worker,
    purpose: Purpose = Purpose.REMINDER,
    on_message: Callable[[object], None] | None = None,
) -> Printed:
    """Print reminders, or what else is to be told, by letter; they count as sent, until somebody ticks them as arrived.

    Raises
    ------
    NotAllowed
        ``no_right``; ``file_exists``; ``nothing_to_send``; ``letters_outdated``.
    BadInput
        ``cannot_export``; ``no_chinese_font``.
    """
    wanted: list[Wanted] = [(key, Channel.LETTER) for key in customers]
    return _print(office, lambda session, known: batch(session, known, wanted, purpose), file, by, worker, on_message)


def first_offer_day(known: Around) -> date:
    """The first day that a letter of today may offer a conversation on."""
    reached = known.now + timedelta(days=POST_DAYS) + letter_lead(known.pack)
    day = reached.astimezone(known.zone).date() + timedelta(days=1)
    while closing(known.pack, known.closed, day, PlaceKind.HOME) is not None and day < known.today + timedelta(days=60):
        day += timedelta(days=1)
    return day


def print_offers(
    office: Office,
    customers: Collection[UUID],
    day: date,
    window: Window,
    file: Path,
    *,
    by: User,
    worker: Worker,
    on_message: Callable[[object], None] | None = None,
) -> Printed:
    """Print the letter that offers a conversation to customers who were not reached.

    Raises
    ------
    NotAllowed
        ``no_right``; ``offer_too_soon``, with the first day there is time for; ``day_closed``; ``file_exists``;
        ``nothing_to_send`` where none of them may be written to: each must have been tried as the rules ask.
    BadInput
        ``cannot_export``; ``no_chinese_font``; ``template_value``.
    """
    known = around(office)
    if day < (first := first_offer_day(known)):
        raise NotAllowed("offer_too_soon", date=first.isoformat())
    hours = known.pack.hours[PlaceKind.HOME, day.weekday()]
    inside = any(begin <= window.earliest and window.latest <= end for begin, end in hours)
    if not inside or closing(known.pack, known.closed, day, PlaceKind.HOME) is not None:
        raise NotAllowed("day_closed", date=day.isoformat())

    def made(session: Session, now: Around) -> Batch:
        return _offers(session, now, customers, day, window)

    return _print(office, made, file, by, worker, on_message)


def _offers(session: Session, office: Around, customers: Collection[UUID], day: date, window: Window) -> Batch:
    ready = {call.customer.id: call for call in read_calls(session, office, customers) if call.group == CallGroup.WRITE}
    files = session.customer_files(customers)
    spoken = spoken_of(session, office, files)
    messages, left = [], []
    for key, file in ((each, files[each]) for each in customers if each in files):
        space = room(office.pack, spoken[key], Channel.LETTER, office.now)
        if key in ready and space.open and file.address.text:
            messages.append(_offer(office, file, ready[key].cases, day, window))
        else:
            left.append(LeftOut(key, file.customer.reference, space.why or "not_due"))
    return Batch(tuple(messages), tuple(left))


def _offer(office: Around, file: CustomerFile, cases: tuple[CaseFile, ...], day: date, window: Window) -> Message:
    language = office.language_of(file)
    template = choose(office.templates, Purpose.PRE_CONTACT, Channel.LETTER)
    if template is None:
        raise BadInput("no_template", channel=Channel.LETTER.value)
    meeting = meeting_values(day, window.earliest, window.latest, PlaceKind.HOME, language)
    filled = fill(template, language, usual_values(office, file, language) | meeting)
    # It gives notice of a day, and so the rules count it as one; nobody comes before a visit is approved.
    purpose = Purpose.VISIT_NOTICE
    return Message(uuid4().hex[:16], file, cases, Channel.LETTER, purpose, filled, (day, window))


# --- printing


def _print(
    office: Office,
    made: Callable[[Session, Around], Batch],
    file: Path,
    by: User,
    worker: Worker,
    on_message: Callable[[object], None] | None,
) -> Printed:
    by.require(Right.CONTACT)
    if file.exists():
        raise NotAllowed("file_exists", file=file.name)
    known = around(office)
    with office.store.reading() as session:
        found = made(session, known)
    if not found.messages:
        raise NotAllowed("nothing_to_send")
    folder = Path(tempfile.mkdtemp(prefix="rounds-letters-"))
    try:
        part = folder / "letters.pdf"
        page = letters_page(_letters(found.messages, known), known.return_address, is_demo=known.is_demo)
        run = worker.submit(compile_pdfs, [PdfJob("letter", page, str(part))], known.now)
        run.wait(on_message) if on_message else run.wait()
        return _let_out(office, known, made, found, part, file, by)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _letters(messages: Sequence[Message], office: Around) -> list[Letter]:
    return [
        Letter(
            tuple(filter(None, (m.customer.customer.name, m.customer.address.inner, m.customer.address.text))),
            m.filled.language,
            day_words(office.today, m.filled.language),
            m.filled.text,
        )
        for m in messages
    ]


def _let_out(
    office: Office,
    known: Around,
    made: Callable[[Session, Around], Batch],
    found: Batch,
    part: Path,
    file: Path,
    by: User,
) -> Printed:
    # Judged again: what was set while it was printed would be paper that must not be there.
    content = part.read_bytes()
    with writing_out(office) as (session, write):
        again = {(message.customer.id, message.filled.text) for message in made(session, known).messages}
        if again != {(message.customer.id, message.filled.text) for message in found.messages}:
            raise NotAllowed("letters_outdated")
        keep_all(session, found.messages, ContactResult.SENT, known.now, by)
        digest = sha256(content).hexdigest()
        record_batch(session, "letters_printed", found, known.now, by, sha256=digest)
        write(file, content)
    return Printed(file, found)
