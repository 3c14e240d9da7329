"""What happened to the people of the demo, in lines: so many days before, at what time, what. Dates nothing.

Days are counted back from the day that a story hangs on (today, or the day of a visit), and fall on working days; of a
negative one the day came after it. What is of a case is of each case of that customer.

========== ======================================================================================
verb       words
========== ======================================================================================
contact    channel, purpose, result; then a template, ``why=reason/willingness``, ``offer``, ``at=20:30``
step       kind of step, why
tick       items of the preparation; none for all of them
hold       kind; ``group=``, ``until=`` days from then, ``by=`` how it came
means      income, expenses, debts, offer, in whole units a month
draft      a repayment plan of so many installments, the first in so many days
plan       the same, agreed; then how each that is due was paid: (o)n time, (l)ate, (p)artly, (m)issed
approve    by a second person
consent    what it covers; then from, to, where it is to hours; a place is invited to
outcome    the code of how the visit ended
paid       all of it
========== ======================================================================================
"""

from __future__ import annotations

from typing import NamedTuple

_TOLD = """
24 09:40 contact sms reminder delivered reminder-sms-1
24 09:41 step reminded
22 17:20 contact phone reminder no_answer reminder-phone-1
"""
_READY = f"""{_TOLD}
11 11:05 tick
11 11:10 step prepared
"""
_TALKED = f"""{_READY}
5 10:25 contact phone pre_contact talked call-open why=WHY offer
5 10:26 step contacted
"""
PROPOSED = "4 15:10 step proposed"
_PROPOSED = f"""{_TALKED}
{PROPOSED}
"""
_APPROVED = f"""{_PROPOSED}
1 16:20 approve
1 16:21 step approved
"""
_VISITED = f"""{_APPROVED}
0 07:25 step issued
0 18:05 outcome CODE
0 18:06 step visited
"""
_PLAN = """
AT 11:40 plan TERMS
AT 11:41 step agreed plan_agreed
"""


class Story(NamedTuple):
    """One way that customers have come, how many, and since how long they are overdue (from-to days)."""

    name: str
    people: int
    late: tuple[int, int]
    lines: str
    cases: int = 1
    hangs_on: int = 0
    """0: today. Else a team was there so many working days before; below 0 a visit is proposed so many days ahead."""


def _then(*lines: str) -> str:
    return "\n".join(lines)


def _talk(lines: str, why: str) -> str:
    return lines.replace("WHY", why)


def _met(name: str, back: int, code: str, after: str = "", why: str = "hardship/willing", cases: int = 1) -> Story:
    return Story(name, 1, (45, 110), _talk(_VISITED, why).replace("CODE", code) + after, cases, back)


def _agreed(days: int, terms: str) -> str:
    return _PLAN.replace("AT", str(days)).replace("TERMS", terms)


def _by_phone(name: str, people: int, days: int, terms: str, after: str = "") -> Story:
    told = _TOLD.replace("24 ", f"{days + 14} ").replace("22 ", f"{days + 12} ")
    talk = f"{days} 11:20 contact phone reminder talked call-open why=job_loss/willing"
    return Story(name, people, (days + 20, days + 70), f"{told}\n{talk}\n{_agreed(days, terms)}\n{after}")


DAY = Story("day", 0, (30, 120), _talk(_APPROVED, "forgotten/willing"))
"""What lies behind every visit of the demo day; who is told apart is in `DAY_OTHERS`."""
INVITED = "4 09:20 consent places.workplace\n"
"""Whoever is visited at work has asked for it, but for one: see `NOT_INVITED`."""
NOT_INVITED = 40
"""The number of the visit at a workplace to which nobody was invited: no team goes there."""
DAY_OTHERS: dict[int, str] = {
    15: _talk(_APPROVED, "unknown/willing").replace("offer", "offer at=20:30"),
    29: _then(_talk(_APPROVED, "job_loss/willing"), "1 16:40 means 1180 1010 60 95", "1 16:45 draft affordable 21"),
}
"""By the number of the visit: a wish for 20:30 without consent; a plan, drawn up, that makes the visit needless."""

_SOME = "tick address contract statement leaflet\n"
_LETTER = f"""{_READY}
7 10:15 contact phone pre_contact no_answer call-open
5 17:40 contact phone pre_contact no_answer call-open
"""

STORIES: tuple[Story, ...] = (
    # Nobody has spoken to them yet.
    Story("late by a few days", 36, (4, 8), ""),
    Story("late by two weeks", 20, (9, 20), ""),
    Story("two accounts", 6, (12, 40), "", cases=2),
    Story("did not arrive", 5, (10, 20), "1 10:05 contact sms reminder failed reminder-sms-1"),
    Story(
        "says it is paid",
        2,
        (12, 25),
        _then("1 14:20 contact phone incoming talked says_paid", "1 14:21 hold payment_claimed by=call"),
    ),
    Story(
        "disputes",
        3,
        (18, 40),
        _then(
            "6 09:50 contact phone incoming talked disputes",
            "6 09:51 hold dispute_or_complaint_open group=dispute by=call",
        ),
    ),
    # Reminded: the rest, then the preparation.
    Story("on its way", 5, (9, 18), _then("1 10:05 contact sms reminder sent reminder-sms-1", "1 10:06 step reminded")),
    Story(
        "in its rest",
        27,
        (12, 30),
        _then(
            "4 09:30 contact sms reminder delivered reminder-sms-1",
            "4 09:31 step reminded",
            "3 17:30 contact phone reminder no_answer reminder-phone-1",
        ),
    ),
    Story("to prepare", 20, (30, 60), _TOLD),
    Story("half prepared", 9, (32, 60), _then(_TOLD, "3 10:40 tick address contract statement")),
    Story("two accounts to prepare", 4, (32, 60), _then(_TOLD, "2 11:40 tick address contract"), cases=2),
    Story("insolvency", 2, (50, 90), _then(_TOLD, "9 11:00 hold moratorium_or_insolvency until=60 by=file")),
    Story("has an adviser", 2, (50, 90), _then(_TOLD, "8 11:00 hold adviser_or_plan_in_progress until=30 by=call")),
    Story("represented", 1, (60, 90), _then(_TOLD, "12 11:00 hold represented by=call")),
    Story("bereaved", 1, (60, 90), _then(_TOLD, "6 15:00 hold bereavement by=call")),
    # Prepared: the talk before anybody may come.
    Story("to call", 16, (34, 70), _READY),
    Story("tried once", 7, (34, 70), _then(_READY, "1 10:50 contact phone pre_contact no_answer call-open")),
    Story("to write to", 4, (40, 80), _LETTER),
    Story("letter is out", 3, (40, 80), _then(_LETTER, "1 15:00 contact letter visit_notice sent pre-letter offer")),
    Story(
        "moved",
        2,
        (50, 90),
        _then(_READY, "3 16:30 contact phone incoming talked moved", "3 16:31 hold address_in_doubt by=call"),
    ),
    # Spoken to.
    Story("to propose", 10, (36, 80), _talk(_TALKED, "forgotten/partly")),
    Story("to propose for two accounts", 2, (36, 80), _talk(_TALKED, "hardship/willing"), cases=2),
    Story(
        "hardship",
        4,
        (40, 80),
        _then(_talk(_TALKED, "job_loss/willing"), "5 10:40 means 1240 1050 70 100", "5 10:45 draft affordable 24"),
    ),
    Story(
        "ill",
        2,
        (40, 80),
        _then(_talk(_TALKED, "illness/unknown"), "5 10:27 hold vulnerable group=serious_illness by=call"),
    ),
    Story(
        "wants no visit",
        2,
        (40, 80),
        _then(
            _talk(_TALKED, "unwilling/unwilling"),
            "2 11:00 contact phone pre_contact declined call-refused",
            "2 11:01 hold visit_refused by=call",
        ),
    ),
    Story(
        "open to talk",
        3,
        (40, 80),
        _then(_talk(_TALKED, "dispute/partly"), "4 09:30 hold dispute_or_complaint_open group=dispute by=call"),
    ),
    # Proposed for the days ahead.
    Story("proposed", 8, (38, 80), _talk(_PROPOSED, "forgotten/willing"), 1, -1),
    Story("proposed for two accounts", 1, (38, 80), _talk(_PROPOSED, "hardship/partly"), 2, -2),
    Story(
        "proposed for 20:30", 1, (38, 80), _talk(_PROPOSED, "unknown/willing").replace("offer", "offer at=20:30"), 1, -2
    ),
    Story(
        "proposed for 20:30 by consent",
        1,
        (38, 80),
        _then(
            _talk(_PROPOSED, "unknown/willing").replace("offer", "offer at=20:30"), "3 09:15 consent hours 20:00 21:30"
        ),
        1,
        -2,
    ),
    Story(
        "proposed, in court",
        1,
        (80, 140),
        _then(_talk(_PROPOSED, "dispute/partly"), "3 12:00 hold sub_judice by=file"),
        1,
        -2,
    ),
    Story(
        "proposed, papers missing", 1, (38, 80), _talk(_PROPOSED, "forgotten/partly").replace("tick\n", _SOME), 1, -3
    ),
    Story(
        "proposed, complains now",
        1,
        (38, 80),
        _then(
            _talk(_PROPOSED, "hardship/partly"),
            "1 13:00 contact phone incoming talked complaint",
            "1 13:01 hold dispute_or_complaint_open group=complaint by=call",
        ),
        1,
        -3,
    ),
    # A team was there.
    _met("talked", 6, "B"),
    _met("not at home", 6, "C"),
    _met("says it is paid already", 6, "K", "0 18:07 hold payment_claimed by=outcome"),
    _met("plan at the door", 6, "A", _agreed(-1, "10 20")),
    _met("another plan", 6, "A", _agreed(-1, "12 18")),
    _met("refused", 6, "G", why="unwilling/unwilling"),
    _met("not well", 6, "I", "0 18:07 hold vulnerable group=unknown by=outcome"),
    _met("sees it otherwise", 6, "J", "0 18:07 hold dispute_or_complaint_open by=outcome"),
    _met("a plan", 3, "A", _agreed(-1, "8 12")),
    _met("a plan for two", 3, "A", _agreed(-1, "14 25"), cases=2),
    _met("nobody there", 3, "C"),
    _met("only a child there", 3, "F"),
    _met("met", 3, "B"),
    _met("gone away", 3, "D", "0 18:07 hold address_in_doubt by=outcome"),
    _met("never again", 3, "H", "0 18:07 hold visit_refused by=outcome", why="unwilling/unwilling"),
    _met("met again", 3, "B", cases=2),
    _met("agreed", 1, "A"),
    _met("was out", 1, "C"),
    _met("spoke", 1, "B"),
    _met("stopped", 1, "M"),
    *(
        Story(
            f"not told yet {n}", 1, (45, 110), _then(_talk(_APPROVED, "forgotten/willing"), "0 07:25 step issued"), 1, 1
        )
        for n in (1, 2, 3)
    ),
    # Plans that are kept, or nearly.
    _by_phone("keeps it", 9, 75, "10 15 ooo"),
    _by_phone("has just agreed", 4, 4, "6 12"),
    _by_phone("due in these days", 5, 58, "8 30 o"),
    _by_phone("missed one", 4, 70, "9 14 om"),
    _by_phone("paid in part", 3, 66, "9 10 op"),
    _by_phone("missed two", 2, 98, "12 10 omm"),
    _by_phone("late twice", 2, 98, "12 14 oll"),
    _by_phone(
        "followed up",
        16,
        80,
        "10 20 oo",
        _then("15 10:30 contact phone follow_up talked follow-up-phone", "15 10:31 step followed_up"),
    ),
    _by_phone(
        "ill since",
        2,
        80,
        "10 20 om",
        _then(
            "12 10:30 contact phone follow_up talked follow-up-phone why=illness/willing", "12 10:31 step followed_up"
        ),
    ),
    # Closed.
    Story("paid at once", 17, (25, 70), _then(_TOLD, "9 09:00 paid", "9 09:01 step closed paid")),
    Story(
        "paid after a talk",
        8,
        (40, 90),
        _then(_talk(_TALKED, "forgotten/willing"), "2 09:00 paid", "2 09:01 step closed paid"),
    ),
    _by_phone("kept to the end", 6, 160, "5 12 ooooo", "6 09:30 step closed paid"),
)
"""Everybody beside the demo day's visits; who makes up the number is late by two weeks."""
REST = STORIES[1]
