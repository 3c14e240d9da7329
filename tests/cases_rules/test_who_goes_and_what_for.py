"""Numbers 4 and 13 of the checklist: nobody is sent for another purpose, nor anybody who is not known to be trained.

Somebody tries through the files, the window, a plan by hand, the morning, the command line, and the door out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.approving import approve
from planner.cases.changes import What, changes
from planner.day import edit
from planner.day.importing import apply_staff, read_staff, read_visits
from planner.day.issue import issue
from planner.day.optimize import Planning, prepare
from planner.day.workday import save_over
from planner.errors import NotAllowed
from planner.model import Day, Plan, Route, Shift, Staff, Stop, VisitPurpose
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.crew import crew_rules, is_trained
from planner.policy.pack import Pack, load_pack, shipped
from planner.storage.codec import build, plain
from planner.text import sentence
from planner.users import Role
from routing.worker import Worker
from tests.builders import TUESDAY, day, person, visit
from tests.cases_rules.breaks import THURSDAY, the_day
from tests.conftest import NOW
from tests.planner.cases.proposals import a_proposal
from tests.planner.cli.conftest import HEAD, Rounds, row, visits
from tests.planner.cli.conftest import rounds as rounds
from tests.users import a_user
from ui.dialogs.roster import STAFF, RosterDialog
from ui.dialogs.visit import VisitDialog

FLOOR, INDIA = load_pack(), load_pack(shipped("IN"))
ROSTER = "Staff reference,Name,Team,Depot,Depot address"


# --- 4: what for


@pytest.mark.parametrize("word", ["collect", "pressure", "收款", "warn", "demand payment"])
def test_no_file_brings_a_visit_for_another_purpose(office: Office, tmp_path: Path, word: str) -> None:
    file = tmp_path / "visits.csv"
    good = row(2) + ",协商"
    file.write_text("\n".join((f"{HEAD},Purpose", f"{row(1)},{word}", good)), encoding="utf-8")
    read = read_visits(office, file)
    assert [(each.row, each.code, each.value) for each in read.problems] == [(2, "bad_purpose", word)]
    assert [(each.reference, each.purpose) for each in read.visits] == [("V-2", VisitPurpose.NEGOTIATE)]


def test_the_command_line_says_what_visits_are_for(rounds: Rounds, tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    file.write_text("\n".join((f"{HEAD},Purpose", f"{row(1)},collect")), encoding="utf-8")
    answer = rounds("import", file)
    assert answer.code != 0
    assert "to understand, to negotiate, or for an agreed document" in answer.said + answer.complained


def test_the_window_offers_no_other_purpose(qtbot: QtBot) -> None:
    dialog = VisitDialog(None, day(), visit(1))
    qtbot.addWidget(dialog)
    offered = {dialog.purpose.itemData(number) for number in range(dialog.purpose.count())}
    assert offered == set(VisitPurpose)
    assert not dialog.purpose.isEditable()
    dialog.purpose.setCurrentIndex(dialog.purpose.findData(VisitPurpose.AGREED_DOCUMENT))
    dialog.confirm()
    assert dialog.value
    assert dialog.value.purpose == VisitPurpose.AGREED_DOCUMENT


def test_another_purpose_than_was_approved_waits_for_another_approval(office: Office) -> None:
    maker, second = a_user(office, Role.COORDINATOR, "Tom Wren"), a_user(office, Role.SUPERVISOR, "Ines Holm")
    approve(office, [a_proposal(office, maker, THURSDAY).id], by=second)
    office.seat.take(maker)
    town = the_day(office)
    other = tuple(replace(each, purpose=VisitPurpose.AGREED_DOCUMENT) for each in town.visits)
    assert [each.approved_by for each in town.visits] == ["Ines Holm"]
    assert [each.approved_by for each in save_over(office, replace(town, visits=other), town).visits] == [""]


# --- 13: who goes


def untaught(*, of: int = 1) -> Day:
    """A town of two teams; of some of the first one no training is known."""
    town = day(visit(1), visit(2, north=300))
    first = town.shifts[0]
    members = tuple(replace(m, trained_on=None) if n < of else m for n, m in enumerate(first.members))
    staff = {each.id: each for each in (*town.staff, *members)}
    return replace(town, shifts=(replace(first, members=members), *town.shifts[1:]), staff=tuple(staff.values()))


def broken_by(pack: Pack, *people: Staff, on: date = TUESDAY) -> set[str]:
    shift = replace(day().shifts[0], members=people, date=on)
    return set(crew_rules(pack, shift, frozenset()))


@pytest.mark.parametrize(("ago", "good"), [(0, True), (365, True), (366, False), (-1, False), (None, False)], ids=str)
def test_a_training_counts_for_a_year_and_no_day_is_none(ago: int | None, good: bool) -> None:
    taught = None if ago is None else TUESDAY - timedelta(days=ago)
    assert is_trained(FLOOR, replace(person(1), trained_on=taught), TUESDAY) == good


def test_every_one_of_a_team_is_trained_but_who_is_in_training() -> None:
    old = replace(person(1), trained_on=date(2024, 2, 29))
    assert broken_by(FLOOR, person(2), old) == {"training_due"}
    assert broken_by(FLOOR, person(2), replace(old, in_training=True)) == set()
    assert broken_by(FLOOR, person(2), replace(person(3), trained_on=TUESDAY + timedelta(days=1))) == {"training_due"}


def test_in_india_all_hold_the_certificate_trainees_too() -> None:
    held = [replace(person(n), certificates=frozenset({"iibf_dra", "first aid"})) for n in (1, 2)]
    assert broken_by(INDIA, *held) == set()
    assert broken_by(INDIA, held[0], person(3)) == {"certificate_missing"}
    assert broken_by(INDIA, held[0], replace(person(3), in_training=True)) == {"certificate_missing"}
    assert broken_by(FLOOR, person(1), person(2)) == set()


def test_a_search_gives_them_nothing_and_a_hand_is_told(office: Office, worker: Worker) -> None:
    town = untaught()
    plan = Planning(office, town, None, worker, time_limit_s=0.2).wait()
    assert {route.shift_id for route in plan.routes if route.stops} == {town.shifts[1].id}
    dp = prepare(office, town, worker)
    by_hand = edit.move(dp, plan, town.visits[0].id, town.shifts[0].id)
    found = edit.violations(dp, by_hand, office.pack, ClosedDays())
    assert [(v.kind, v.shift_id, v.amount, v.legal) for v in found] == [("training_due", town.shifts[0].id, 1, True)]


def test_who_is_ill_need_not_be_trained_today() -> None:
    town = untaught()
    first = town.shifts[0]
    three = replace(first, members=(*first.members, person(70)))
    ill = replace(town, shifts=(three, *town.shifts[1:]), absent=frozenset({first.members[0].id}))
    assert not gate.unfit(FLOOR, ill)


def test_the_door_out_and_the_morning_stay_shut(office: Office, worker: Worker, tmp_path: Path) -> None:
    with office.store.writing() as session:
        town = session.save_day(untaught())
    start = NOW + timedelta(days=1, hours=3)
    stop = Stop(town.visits[0].id, start, start, start + town.visits[0].service_time)
    plan = Plan(town.id, (Route(town.shifts[0].id, (stop,), start, stop.departure),))
    with pytest.raises(NotAllowed) as told:
        issue(office, town, edit.follow(prepare(office, town, worker), plan), tmp_path / "out", worker=worker)
    assert (told.value.code, told.value.details["first"]) == ("breaks_rules", "training_due")
    assert "trained lately" in sentence(told.value)
    assert not (tmp_path / "out").exists()
    (changed,) = changes(office, town, plan, None, NOW)
    assert (changed.what, changed.rule, changed.blocks) == (What.STAFF, "training_due", True)


def test_who_was_kept_before_there_were_such_fields_is_read_as_not_known() -> None:
    old = {name: value for name, value in plain(person(1)).items() if name not in ("trained_on", "certificates")}
    assert build(Staff, old) == replace(person(1), id=UUID(old["id"]), trained_on=None)


def test_a_file_of_staff_tells_it_and_one_without_the_column_takes_nothing_away(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    known = f"{ROSTER},Trained on,Certificates,In training"
    file.write_text(f"{known}\nS-1,Mira Sol,Heron,Office,,2026-03-14,IIBF_DRA; first aid,yes", encoding="utf-8")
    (mira,) = apply_staff(office, read_staff(file), TUESDAY).staff
    file.write_text(f"{ROSTER}\nS-1,Mira Sol,Heron,Office,", encoding="utf-8")
    (again,) = apply_staff(office, read_staff(file), TUESDAY).staff
    told = date(2026, 3, 14), frozenset({"IIBF_DRA", "first aid"}), True
    assert (mira.trained_on, mira.certificates, mira.in_training) == told
    assert (again.trained_on, again.certificates, again.in_training) == told
    file.write_text(f"{known}\nS-1,Mira Sol,Heron,Office,,last spring,,", encoding="utf-8")
    assert [each.code for each in read_staff(file).problems] == ["bad_date"]


def test_the_command_line_says_whose_day_is_missing_and_where_it_goes(rounds: Rounds, tmp_path: Path) -> None:
    team = tmp_path / "staff.csv"
    team.write_text(f"{ROSTER}\nS-1,Li Wen,Heron,Office,\nS-2,Li Min,Heron,Office,", encoding="utf-8")
    rounds("import", visits(tmp_path, row(1)))
    rounds("import", team, "--kind", "staff", "--date", "2026-11-24")
    answer = rounds("plan", "2026-11-24", "--seconds", "0.2")
    assert answer.code == 1
    assert "0 of 1 visits planned" in answer.said
    assert "V-1: A rule forbids it: Whoever goes to a door was trained lately" in answer.said
    assert "Enter “Trained on” in the roster" in answer.said


def test_the_roster_says_it_takes_the_day_and_lets_the_team_go(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, worker: Worker
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    town = untaught()
    one: Shift = town.shifts[0]
    roster = RosterDialog(None, office, town, None, worker)
    qtbot.addWidget(roster)
    roster.show()
    assert f"Team 1 ({one.members[0].name})" in roster.unfit.text()
    roster.tabs.setCurrentIndex(STAFF)
    roster.staff.choose(one.members[0].id)
    page = roster.staff.pages[one.members[0].id]
    assert "no training is known" in page.said("trained_on")
    for typed, said in (("soon", "This is no day"), ("2026-12-24", "yet to come"), ("1.3.2025", "It counted until")):
        page.trained_on.setText(typed)  # type: ignore[union-attr]
        page.commit()
        assert said in page.said("trained_on")
        assert roster.unfit.text()
    page.trained_on.setText("14 Mar 2026")  # type: ignore[union-attr]
    page.commit()
    assert page.trained_on.text() == "2026-03-14"  # type: ignore[union-attr]
    assert "Counts until" in page.said("trained_on")
    assert roster.unfit.isHidden()
    assert roster.draft.day.shifts[0].members[0].trained_on == date(2026, 3, 14)
