"""Each rule of the checklist that `breaks` knows, tried at three doors: command line, window, and the lender's file.

At all of them somebody tries with a visit for which all was done but one thing. All goes by the real clock, as the
command line does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office, open_office, system_clock
from planner.calendar import closed_days
from planner.cases.approving import queue
from planner.cli import main
from planner.day.importing import apply, difference, read_visits
from planner.model import Visit
from planner.policy.gate import windows
from planner.policy.hours import is_visiting_day
from planner.policy.pack import load_pack
from planner.rules import settle_gates
from planner.storage import keys
from planner.users import Role, User
from tests.cases_rules.breaks import BREAKS, proposed, shut, the_day
from tests.planner.cases.proposals import a_proposal
from tests.planner.cli.conftest import HEAD
from tests.users import PASSWORD, a_user
from ui.cases.approvals import ApprovalsPage
from ui.cases.desk import Desk


@dataclass(frozen=True)
class Waiting:
    """An office in which one visit waits for each rule, and a good one."""

    folder: Path
    office: Office
    second: User
    visits: dict[str, Visit]
    good: Visit


def soon() -> date:
    """A working day for which there is still time to be told of a visit."""
    day = system_clock().date() + timedelta(days=3)
    while day.weekday() > 4 or not is_visiting_day(load_pack(), closed_days("", "", day.year), day):
        day += timedelta(days=1)
    return day


@pytest.fixture(scope="module")
def _waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Waiting]:
    folder = tmp_path_factory.mktemp("doors")
    (folder / "password.txt").write_text(PASSWORD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(folder / "keys"))
        with closing(open_office(folder / "data", clock=system_clock)) as office:
            maker, second = a_user(office, Role.COORDINATOR, "Tom Wren"), a_user(office, Role.SUPERVISOR, "Ines Holm")
            made = {rule: proposed(office, maker, broken, soon()) for rule, broken in BREAKS.items()}
            visits = {rule: the_day(office, soon()).visit(each.id) for rule, each in made.items()}
            yield Waiting(folder, office, second, visits, a_proposal(office, maker, soon()))


@pytest.fixture
def waiting(_waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> Waiting:
    """It, with its key at hand."""
    monkeypatch.setenv(keys.KEY_DIR_VARIABLE, str(_waiting.folder / "keys"))
    return _waiting


@pytest.mark.parametrize("rule", BREAKS)
def test_the_command_line_approves_no_more_than_the_window(waiting: Waiting, rule: str) -> None:
    visit, secret = waiting.visits[rule], waiting.folder / "password.txt"
    who = ("--user", waiting.second.name, "--password-file", str(secret), "--data-dir", str(waiting.folder / "data"))
    assert main(["approve", visit.reference, *who]) == 2
    waits = {each.visit.id: each for each in queue(waiting.office, by=waiting.second)}
    assert waits[visit.id].shut[0].id == BREAKS[rule].gate
    assert BREAKS[rule].number in range(1, 24), "of the checklist"


def test_nobody_approves_without_saying_who_they_are_nor_what_they_proposed(waiting: Waiting) -> None:
    there, secret = ("--data-dir", str(waiting.folder / "data")), str(waiting.folder / "password.txt")
    assert main(["approve", waiting.good.reference, *there]) == 2
    own = ("--user", "Tom Wren", "--password-file", secret)
    assert main(["approve", waiting.good.reference, *own, *there]) == 2


def test_in_the_window_what_is_red_cannot_be_chosen(qtbot: QtBot, waiting: Waiting) -> None:
    desk = Desk(waiting.office)
    desk.seat(waiting.second)
    page = ApprovalsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.model.rows) > len(BREAKS), timeout=30_000)
    page.all.click()
    assert page.model.ticked == {waiting.good.id}
    page.model.tick([n for n, each in enumerate(page.model.rows) if each.visit.id == waiting.good.id], False)
    for number in range(len(page.model.rows)):
        page.table.selectRow(number)
        if page.model.rows[number].visit.id != waiting.good.id:
            for key in (Qt.Key.Key_Space, Qt.Key.Key_A):
                qtbot.keyClick(page.table, key)  # type: ignore[no-untyped-call]
    assert page.model.ticked <= {waiting.good.id}
    desk.close()


def test_the_lenders_file_gets_none_of_them_onto_a_paper(waiting: Waiting, tmp_path: Path) -> None:
    office, day = waiting.office, soon()
    settle_gates(office, frozenset(), outsourced=False, by=a_user(office, Role.ADMINISTRATOR))
    columns = f"{HEAD},Place kind,Minutes"
    rows = [_row(number, each, day) for number, each in enumerate(waiting.visits.values())]
    file = tmp_path / "visits.csv"
    file.write_text("\n".join((columns, *rows)), encoding="utf-8")
    read = read_visits(office, file)
    assert not read.problems
    (town,) = apply(office, [difference(office, day, read)], read)
    _allowed, refused = windows(office.pack, office.closed(town), town)
    brought = [each for each in town.visits if each.reference.startswith("L-")]
    for rule, visit in zip(waiting.visits, brought, strict=True):
        assert BREAKS[rule].gate in shut(office, town, visit), rule
        assert refused.get(visit.id, "") == (f"rule:{BREAKS[rule].plan}" if BREAKS[rule].plan else ""), rule


def _row(number: int, visit: Visit, day: date) -> str:
    cases = "; ".join(case.reference for case in visit.cases)
    late = "20:30-20:30" if visit.windows[0].earliest.hour == 20 else ""
    stay = round(visit.service_time.total_seconds() / 60)
    who = f"{visit.customer.reference},{cases},{visit.customer.name},Oak Lane {number}"
    return f"L-{number},{who},{late},approved,R. Sorel,{day},45.2,-30.4,{visit.place_kind.value},{stay}"
