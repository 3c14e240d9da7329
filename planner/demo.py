"""The demo: a town of our own and one approved day in it, brought in by the same ways as a real office's.

Where the town's streets and the day's people come from is the business of `resources.demo`; nothing is planned here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from planner import demo_cases, region_build, regions
from planner.bootstrap import DATABASE, Office, data_folder, open_office
from planner.calendar import closed_days, next_working_day
from planner.day.geocoding import locate_visits
from planner.day.importing import (
    STAFF_COLUMNS,
    VISIT_COLUMNS,
    apply,
    apply_staff,
    difference,
    read_staff,
    read_visits,
    write_workbook,
)
from planner.errors import NotAllowed, StorageError
from planner.model import Branch, Day, PlaceKind
from planner.policy.closed import ClosedDays
from planner.policy.hours import is_visiting_day
from planner.policy.pack import Pack, load_pack
from planner.storage.anchor import forget_anchor
from planner.text import LANGUAGES, language
from planner.text import gettext as _
from resources.demo.day import DemoDay, choose_day, draw_day
from resources.demo.plan import TOWN
from resources.demo.town import draw_town
from routing.worker import Progress, Worker

BRANCH = Branch(TOWN.en, time_zone="Atlantic/Azores", country="PT", subdivision="20")
"""The town lies in the open Atlantic; the nearest people keep the time and the holidays of the Azores."""
FIRST_SHIFT = time(8, 30)
DEMO_DAY = "demo_day"

type Listener = Callable[[object], None] | None


def reset(data_dir: Path | None) -> None:
    """Begin the demo anew: an empty database, marked as demo, that still knows the region that was built.

    Raises
    ------
    NotAllowed
        ``not_a_demo``: a database that is not marked as demo lies there; nothing was changed.
    StorageError
        ``demo_in_use``: another program holds it open.
    """
    file = data_folder(data_dir, demo=True) / DATABASE
    if not file.exists():
        return
    with closing(open_office(data_dir, demo=True)) as office, office.store.reading() as session:
        built = [row for row in session.regions() if row["active"]]
    _remove(file)
    with closing(open_office(data_dir, demo=True)) as office, office.store.writing() as session:
        for row in built:
            body = {name: value for name, value in row.items() if name not in ("id", "active")}
            session.save_region(row["id"], body, active=True)


def _remove(file: Path) -> None:
    # The database with what SQLite and migrations put beside it; regions stay.
    beside = (*file.parent.glob(f"{file.name}-*"), *file.parent.glob(f"{file.stem}-before-*.backup"))
    try:
        for each in (file, *beside):
            each.unlink(missing_ok=True)
    except PermissionError:
        raise StorageError("demo_in_use") from None
    forget_anchor(file)


def prepare(office: Office, worker: Worker, *, language: str | None = None, on_message: Listener = None) -> Day:
    """The demo day, ready to plan: its region, staff and visits are there and its addresses looked up.

    A day that is there already, and is today or later and lawful, is kept as it is; so is the region while it is the
    same town. Runs for some seconds the first time.

    Parameters
    ----------
    language
        Of names, addresses and notes; a day in another language is brought in anew. None takes what there is, else
        the language in use.

    Raises
    ------
    NotAllowed
        ``not_a_demo``: this is the office's own database.
    """
    if not office.is_demo:
        raise NotAllowed("not_a_demo")
    if kept := _kept(office, language):
        demo_cases.keep_fresh(office)
        return kept
    return _brought_in(office, worker, language, on_message)


def demo_date(office: Office) -> date:
    """The next day on which every kind of place may be visited; today, while no team has set out."""
    now = office.clock().astimezone(ZoneInfo(BRANCH.time_zone))
    day = now.date()
    if now.time() < FIRST_SHIFT and _is_lawful(day):
        return day
    while True:
        day = next_working_day(load_pack(), _closed(day), day)
        if _is_lawful(day):
            return day


def write_files(folder: Path, when: date) -> tuple[Path, ...]:
    """Write the day as the workbooks that `prepare` reads, one in each language; visits and staff on a sheet each."""
    demo = choose_day(draw_town().houses)
    return tuple(_write_file(folder, demo, when, spoken) for spoken in LANGUAGES)


def _write_file(folder: Path, demo: DemoDay, when: date, spoken: str) -> Path:
    file = folder / f"emberford-{when.isoformat()}-{spoken}.xlsx"
    visits = [call.row(when, spoken) for call in demo.calls]
    staff = [member.row(when, spoken) for member in demo.members]
    sheets = ((_("Visits", spoken), VISIT_COLUMNS, visits), (_("Staff", spoken), STAFF_COLUMNS, staff))
    write_workbook(file, sheets, spoken)
    return file


def _kept(office: Office, wanted: str | None) -> Day | None:
    today = office.clock().astimezone(ZoneInfo(BRANCH.time_zone)).date()
    with office.store.reading() as session:
        stored = session.setting(DEMO_DAY, {})
        when = date.fromisoformat(stored["date"]) if stored else today
        day = session.day(when) if stored and when >= today and session.has_case_files() else None
    if day is None or not day.visits or regions.active(office) is None or not _is_lawful(when):
        return None
    return day if wanted in (None, stored["language"]) else None


def _brought_in(office: Office, worker: Worker, wanted: str | None, on_message: Listener) -> Day:
    spoken, when = wanted or language(), demo_date(office)
    _furnish(office, spoken)
    with TemporaryDirectory(prefix="rounds-demo-") as scratch:
        extract = Path(scratch) / "emberford.osm.pbf"
        if on_message:
            on_message(Progress(0.0, "town"))
        demo = worker.submit(draw_day, str(extract)).wait(on_message)
        _use_region(office, extract, worker, spoken, on_message)
        day = _imported(office, _write_file(Path(scratch), demo, when, spoken), when)
    day = locate_visits(office, day, on_progress=on_message)
    day = demo_cases.lay_out(office, day, demo.cases, spoken, _is_lawful)
    with office.store.writing() as session:
        session.set_setting(DEMO_DAY, {"date": when.isoformat(), "language": spoken})
    return day


def _furnish(office: Office, spoken: str) -> None:
    with office.store.writing() as session:
        branch = session.branch()
        named = replace(BRANCH, name=TOWN[spoken == "zh"], id=branch.id, version=branch.version)
        if named != branch:
            session.save_branch(named)


def _use_region(office: Office, extract: Path, worker: Worker, spoken: str, on_message: Listener) -> None:
    with extract.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    known = next((region for region in regions.regions(office) if region.sha256 == sha256), None)
    if known is None:
        region_build.build(office, extract, worker, name=TOWN[spoken == "zh"], on_message=on_message)
        regions.sweep(office)
    elif not known.active:
        regions.use(office, known.id)


def _imported(office: Office, file: Path, when: date) -> Day:
    # Staff first: the day is then there with its teams. What is not approved is left out by the reader.
    apply_staff(office, read_staff(file), when)
    result = read_visits(office, file, date=when)
    return apply(office, [difference(office, when, result)], result, keep_vanished=False)[0]


def _is_lawful(day: date) -> bool:
    # By the house floor: somebody may try a stricter pack on the demo, which then shows what it forbids.
    # Workplaces are visited by invitation, which is not the day's: their hours are.
    free = all(is_visiting_day(_floor(), _closed(day), day, kind) for kind in (PlaceKind.HOME, PlaceKind.AGREED))
    return free and bool(_floor().hours[PlaceKind.WORKPLACE, day.weekday()])


@cache
def _floor() -> Pack:
    return load_pack()


def _closed(day: date) -> ClosedDays:
    return closed_days(BRANCH.country, BRANCH.subdivision, day.year)
