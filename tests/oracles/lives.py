"""Random lives of customers: as the oracle of the facts takes them, and as the gate does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit
from planner.policy.standing import Agreed, Decided, Held, Owed, Spoken, Standing
from tests.oracles.customer_law import AFTERWARDS, DECIDED, FAMILY, STOPPING, Life, Trouble, Yes

TO = ("hours", "hours.home", "caps", "caps.customer_met_30", "places.home", "places.workplace", "places.agreed")
NEAR = (-1, 0, 1, 6, 7, 13, 14, 15, 29, 30, 31, 59, 60, 61)
LIKELY = (*DECIDED, *FAMILY, *AFTERWARDS, "moratorium_or_insolvency", "adviser_or_plan_in_progress")


def ago(random: Random, when: date) -> date:
    """A day mostly just before or after one at which something ends to matter."""
    return when - timedelta(days=random.choice(NEAR))


def random_life(random: Random, when: date, visit: Visit, zone: ZoneInfo) -> Life:
    """A life in which most of what happened does just not matter any more, or just so."""
    few = (0, 0, 0, 1, 1, 2)
    tried = tuple((ago(random, when), random.random() < 0.5) for _ in range(random.choice(few)))
    for_case = (*tried, *((ago(random, when) - timedelta(days=random.choice((0, 333, 334, 335))), False)
                          for _ in range(random.choice((0, 0, 3, 4)))))  # fmt: skip
    noticed = _moment(random, when, zone) if random.random() < 0.6 else None
    changed = noticed + timedelta(seconds=random.choice((1, 3600))) if noticed and random.random() < 0.3 else None
    return Life(
        zone,
        troubles=tuple(_trouble(random, when) for _ in range(random.choice((0, 0, 1)))),
        yes=tuple(_yes(random, when, visit) for _ in range(random.choice(few))),
        overdue=when - timedelta(days=random.choice((13, 14, 15, 16, 60))) if random.random() < 0.4 else None,
        reminded=when - timedelta(days=random.choice((-1, 0, 5, 6, 7, 8))) if random.random() < 0.2 else None,
        noticed=noticed,
        changed=changed,
        decided=random.choice(("", *DECIDED)),
        tries=tried,
        case_tries=for_case,
    )


def _moment(random: Random, when: date, zone: ZoneInfo) -> datetime:
    """Just before or after the last moment to tell of a visit."""
    midnight = datetime.combine(when, time(), zone).astimezone(UTC)
    return midnight - timedelta(hours=120, seconds=random.choice((-3600, -1, 0, 1, 3600)))


def _trouble(random: Random, when: date) -> Trouble:
    kind = random.choice(LIKELY if random.random() < 0.8 else STOPPING)
    crisis = kind.startswith("moratorium") and random.random() < 0.7
    if random.random() < 0.5:  # just over, or the peace after it
        over = when - timedelta(days=random.choice((13, 14) if kind in AFTERWARDS else (29, 30)))
        told = over if kind in FAMILY else over - timedelta(days=70)
        return Trouble(kind, told, ended=None if kind in FAMILY else over, crisis=crisis)
    told = ago(random, when)
    last = told + timedelta(days=random.choice((0, 5, 30, 90))) if random.random() < 0.4 else None
    ended = told + timedelta(days=random.choice((0, 1, 5, 16, 46))) if random.random() < 0.4 else None
    if random.random() < 0.2:
        begin = random.choice((9, 12, 15)) * 60
        minutes = range(begin, begin + 120) if random.random() < 0.7 else None
        place = random.choice((None, *PlaceKind))
        return Trouble("inconvenient_time_or_place", told, last, ended, place=place, minutes=minutes)
    return Trouble(kind, told, last, ended, crisis=crisis)


def _yes(random: Random, when: date, visit: Visit) -> Yes:
    begin = random.choice((7, 9, 11, 16, 19)) * 60 + random.choice((0, 30))
    minutes = range(begin, begin + random.choice((60, 120, 240))) if random.random() < 0.6 else None
    if random.random() < 0.35:  # one that says yes to all there is
        every = frozenset({"hours", "caps", "places"})
        told = when - timedelta(days=random.choice((1, 1, 14, 15)))
        return Yes(every, "written", told, when, invited=True, minutes=minutes)
    days = (ago(random, when), when + timedelta(days=random.choice((-1, 0, 0, 9))))
    to = frozenset(random.sample(TO, random.randrange(1, 4))) | (
        {"places.workplace"} if random.random() < 0.3 else set()
    )
    return Yes(
        to,
        random.choice(("written", "written", "recorded", "spoken")),
        when - timedelta(days=random.choice((-1, 0, 1, 5, 13, 14, 15))),
        when + timedelta(days=random.choice((-1, 0, 0, 3, 3))),
        invited=random.random() < 0.6,
        place=random.choice((None, None, visit.place_kind, *PlaceKind)),
        days=days if random.random() < 0.2 else None,
        minutes=minutes,
        spent_on=random.choice((None, None, None, visit.id, UUID(int=7))),
    )


# --- as the gate takes it


def _notices(life: Life, visit: Visit) -> list[Spoken]:
    # Whatever they were told last, they are told once more: that changes nothing.
    spans = {life.noticed: (time(10), time(12)), life.changed: (time(10, 30), time(12, 30))}
    told = [(at, span) for at, span in spans.items() if at]
    again = [(at + timedelta(hours=3), span) for at, span in told[-1:]]
    return [Spoken(at, "sms", "promise", "sent", visit.date, offered_span=span) for at, span in (*told, *again)]


def standing_of(life: Life, visit: Visit) -> Standing:
    """The same life as the rules are told of it."""
    at = datetime(2020, 1, 1, tzinfo=UTC)
    told = _notices(life, visit)
    if life.reminded:
        noon = datetime.combine(life.reminded, time(23, 30), life.zone).astimezone(UTC)
        told.append(Spoken(noon, "letter", "reminder", "delivered"))
    evidence = {f"holds.{life.decided}": "seen"} if life.decided else {}
    return Standing(
        visit.customer.id,
        life.zone.key,
        held=tuple(map(_held, life.troubles)),
        agreed=tuple(map(_agreed, life.yes)),
        spoken=tuple(told),
        decided=(Decided(visit.id, at + timedelta(days=9000), True, "a", "b", evidence),),
        owed={case.id: Owed(life.overdue, at) for case in visit.cases} if life.overdue else {},
    )


def _held(trouble: Trouble) -> Held:
    begin, end = (trouble.minutes.start, trouble.minutes.stop) if trouble.minutes else (None, None)
    return Held(
        trouble.kind,
        datetime.combine(trouble.told, time(12), UTC),
        trouble.told,
        until=trouble.last,
        ended=trouble.ended,
        group="crisis" if trouble.crisis else "",
        place_kind=trouble.place,
        earliest=_clock(begin),
        latest=_clock(end),
    )


def _agreed(yes: Yes) -> Agreed:
    first, last = yes.days or (None, None)
    return Agreed(
        yes.to,
        yes.form,
        yes.told,
        yes.expires,
        invited=yes.invited,
        place_kind=yes.place,
        first_day=first,
        last_day=last,
        earliest=_clock(yes.minutes.start if yes.minutes else None),
        latest=_clock(yes.minutes.stop if yes.minutes else None),
        used_by=yes.spent_on,
    )


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)
