"""Which pages the cases have, in the order of the rail; each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from planner.text import N_
from planner.users import Right, User
from ui.cases.desk import Desk
from ui.cases.page import Page


class PageEntry(NamedTuple):
    """A page: its name, its words on the rail, where it lives, and the right without which it is not shown."""

    name: str
    words: str
    module: str
    kind: str
    right: Right = Right.SEE_CASE
    home: str = ""
    """The page that it is left to, where none has led to it."""

    def load(self) -> Callable[[Desk], Page]:
        """What makes the page."""
        return cast("Callable[[Desk], Page]", getattr(import_module(self.module), self.kind))


PAGES: tuple[PageEntry, ...] = (
    PageEntry("board", N_("Board"), "ui.cases.board", "BoardPage"),
    PageEntry("case", N_("Case file"), "ui.cases.file", "FilePage", home="board"),
    PageEntry("reminders", N_("Reminders"), "ui.cases.reminders", "RemindersPage", Right.CONTACT),
    PageEntry("calls", N_("Calls"), "ui.cases.calls", "CallsPage", Right.CONTACT),
    PageEntry("morning", N_("Morning"), "ui.cases.morning", "MorningPage"),
    PageEntry("promises", N_("Promised times"), "ui.cases.promises", "PromisesPage", Right.CONTACT),
    PageEntry("outcomes", N_("Outcomes"), "ui.cases.outcomes", "OutcomesPage", Right.CONTACT),
    PageEntry("copies", N_("Copies"), "ui.cases.copies", "CopiesPage"),
    PageEntry("evening", N_("Evening"), "ui.running.evening", "EveningPage"),
    PageEntry("measured", N_("Measured times"), "ui.running.measured", "MeasuredPage", Right.PLAN),
    PageEntry("approvals", N_("Approvals"), "ui.cases.approvals", "ApprovalsPage"),
    PageEntry("repayment", N_("Repayment plan"), "ui.cases.repayment", "RepaymentPage", Right.CONTACT, "board"),
    PageEntry("follow_up", N_("Follow-up"), "ui.cases.follow_up", "FollowUpPage", Right.CONTACT),
    PageEntry("reports", N_("Reports"), "ui.cases.reports", "ReportsPage"),
    PageEntry("users", N_("Users"), "ui.cases.users", "UsersPage", Right.SEE_RECORD),
)
"""One line a page."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Today"), ("morning", "promises", "outcomes", "copies", "evening")),
    (N_("Cases"), ("board", "case", "reminders", "calls", "approvals", "repayment", "follow_up")),
    (N_("Office"), ("reports", "measured", "users")),
)
"""The pages in the order in which they stand on the rail, under the words of their group."""


def grouped(user: User) -> tuple[tuple[str, tuple[PageEntry, ...]], ...]:
    """The pages that somebody may see, by group; a group without any is left out."""
    entries = {entry.name: entry for entry in PAGES if user.may(entry.right)}
    found = ((words, tuple(entries[name] for name in names if name in entries)) for words, names in GROUPS)
    return tuple((words, pages) for words, pages in found if pages)
