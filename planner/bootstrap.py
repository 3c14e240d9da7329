"""Opens an office: its data folder, its database, its choices and its clock, in one value that use cases are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import platformdirs

from planner.calendar import closed_days
from planner.cases.standing import standings
from planner.errors import NotAllowed
from planner.model import Branch, Day
from planner.outside import Outside
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.policy.packs import pack_in_force
from planner.policy.personal import longest_count
from planner.settings import Settings, confirmed_years, read_settings
from planner.storage import keys
from planner.storage.recovery import recovery_key
from planner.storage.store import Store
from planner.storage.tries import all_tries, begun
from planner.users import ALONE, NOBODY, Seat, User

Clock = Callable[[], datetime]
DATABASE = "rounds.db"
DEMO_MARK = "is_demo"
KEY_SHOWN = "recovery_key_shown"


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def data_folder(data_dir: Path | None = None, *, demo: bool = False) -> Path:
    """Where the data lies: the folder asked for, or the user's; the demo has a folder of its own in it."""
    folder = data_dir or Path(platformdirs.user_data_dir("Rounds", appauthor=False))
    return folder / "demo" if demo else folder


@dataclass(frozen=True)
class Office:
    """One open office. `clock` says what time it is; nothing below asks the system.

    `outside` counts what leaves this computer; one run of the program has one, whichever office is open.
    """

    data: Path
    store: Store
    clock: Clock
    is_demo: bool
    outside: Outside = field(default_factory=Outside, compare=False)
    seat: Seat = field(default_factory=Seat, compare=False)

    @property
    def user(self) -> User:
        """Who sits here: signed in, `ALONE` in an office without users, else `NOBODY`."""
        return self.seat.user or (NOBODY if self.has_users else ALONE)

    @property
    def actor(self) -> str:
        """How the record names who sits here."""
        return self.named(self.user)

    def named(self, user: User) -> str:
        """How the record names a user; one of an office without users by where they are (window, command line)."""
        return self.seat.alone if user == ALONE else user.actor

    @property
    def has_users(self) -> bool:
        """Whether anybody has to sign in here."""
        return self.store.recall.of("has_users", self._has_users)

    def _has_users(self) -> bool:
        with self.store.reading() as session:
            return any(not user.retired for user in session.users())

    @property
    def pack(self) -> Pack:
        """The rules in force now: those of the office's place, those it chose beside them, and its own."""
        branch, settings = self.store.recall.of("branch", self._branch), self.settings
        return pack_in_force(branch.country, branch.subdivision, settings.jurisdiction, settings.own_rules)

    @property
    def settings(self) -> Settings:
        """The office's choices as they are now."""
        return self.store.recall.of("settings", self._settings)

    def _branch(self) -> Branch:
        with self.store.reading() as session:
            return session.branch()

    def _settings(self) -> Settings:
        with self.store.reading() as session:
            return read_settings(session)

    def closed(self, day: Day) -> ClosedDays:
        """Closed days of the branch around a day, and how its customers stand, as of this hour."""
        customers = frozenset(visit.customer.id for visit in day.visits)
        # What cannot be done before the hour is over cannot be done any more: it is not read anew every second.
        hour = self.clock().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        what = "standing", day.branch, day.date, customers, hour
        return self.store.recall.of(what, lambda: self._closed(day, customers, hour))

    def _closed(self, day: Day, customers: frozenset[UUID], now: datetime) -> ClosedDays:
        around = self.closed_around(day.branch, day.date)
        with self.store.reading() as session:
            found = standings(
                session, customers, day.branch.time_zone, outsourced=self.settings.outsourced,
                begun=begun(session, day.date),
            )  # fmt: skip
        return replace(around, standings=found, now=now)

    def closed_around(self, branch: Branch, day: date) -> ClosedDays:
        """Closed days of a branch around a date, with the years that were confirmed for its place and who was tried."""
        place = branch.country, branch.subdivision
        return self.store.recall.of(("closed", place, day), lambda: self._closed_around(branch, day))

    def _closed_around(self, branch: Branch, day: date) -> ClosedDays:
        since = day - timedelta(days=longest_count(self.pack))
        with self.store.reading() as session:
            confirmed, (tried, cases) = confirmed_years(session, branch), all_tries(session, since, day)
        known = closed_days(branch.country, branch.subdivision, day.year)
        return replace(known, confirmed=confirmed, tried=tried, tried_cases=cases)

    def recovery_key_once(self) -> str | None:
        """The recovery key, the first time it is asked for, outside the demo; afterwards None."""
        with self.store.writing() as session:
            if self.is_demo or session.setting(KEY_SHOWN, False):
                return None
            session.set_setting(KEY_SHOWN, True)
            session.record("recovery_key_shown", self.actor, self.clock())
        return recovery_key(keys.require_key(self.store.file))

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def open_office(
    data_dir: Path | None = None, *, demo: bool = False, clock: Clock = system_clock, outside: Outside | None = None
) -> Office:
    """Open an office, made on first use.

    Raises
    ------
    StorageError
        The key is missing or wrong, or the database is of a newer program.
    NotAllowed
        ``not_a_demo``: a database that is not marked as demo lies where the demo should.
    """
    folder = data_folder(data_dir, demo=demo)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / DATABASE
    if not file.exists() and keys.find_key(file) is None:
        keys.keep_key(file, keys.make_key())
    store = Store(file, keys.require_key(file))
    try:
        _furnish(store, demo)
        check_mark(store, demo)
    except BaseException:
        store.close()
        raise
    return Office(folder, store, clock, demo, outside or Outside())


def _furnish(store: Store, demo: bool) -> None:
    # Once, also where an earlier start was interrupted before it: a database that holds anything is never marked anew.
    with store.reading() as session:
        if session.setting(DEMO_MARK) is not None or session.dates() or session.records():
            return
    with store.writing() as session:
        session.set_setting(DEMO_MARK, demo)
        session.save_branch(Branch(name="", time_zone=_local_zone()))


def check_mark(store: Store, demo: bool) -> None:
    """Refuse a demo where the office's own database is wanted, and the other way round."""
    with store.reading() as session:
        if session.setting(DEMO_MARK, False) != demo:
            raise NotAllowed("not_a_demo" if demo else "is_a_demo")


def _local_zone() -> str:
    from babel.localtime import get_localzone

    return str(getattr(get_localzone(), "key", "UTC"))
