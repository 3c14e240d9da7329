"""``rounds approvals`` and ``rounds approve``: a second person looks at proposed visits, and decides."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from planner.bootstrap import Office
from planner.cases import approving
from planner.cases.approving import Decision, Proposed, Why
from planner.cases.gate_words import line, title, why_words
from planner.cases.gates import Light
from planner.cases.gates_of_day import closed_of_plan
from planner.cases.masking import sees
from planner.cases.model import HoldKind
from planner.cli.console import opened, say, show_table
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import Right

MARKS = {Light.GREEN: "+", Light.RED: "-", Light.UNKNOWN: "?"}


def approvals(options: argparse.Namespace) -> int:
    """List what waits; 1 while anything does."""
    with opened(options, Right.SEE_CASE) as office:
        waiting, shown = approving.queue(office, by=office.user), sees(office.user)
        heads = (_("Visit"), _("Date"), _("Customer"), _("Proposed by"), _("Gates"), "")
        show_table(heads, [_cells(each) for each in waiting])
        for each in waiting:
            for gate in each.shut:
                say(f"  {each.visit.reference} {MARKS[gate.light]} {line(gate, office.pack, shown=shown)}")
            for hold in each.reviews:
                say(f"  {each.visit.reference} " + _("to decide: --hold {hold}").format(hold=hold.value))
        for back in approving.returned(office, by=office.user):
            words = _("Returned by {who}: {customer}, {day}: {why}")
            day = back.day.isoformat() if back.day else ""
            say(words.format(who=back.by, customer=back.customer, day=day, why=why_words(back.why)))
        green = sum(not each.refusal for each in waiting)
        words = ngettext(
            "{count} visit waits, {green} can be approved.",
            "{count} visits wait, {green} can be approved.",
            len(waiting),
        )
        say(words.format(count=len(waiting), green=green) if waiting else _("No visit waits for approval."))
    return int(bool(waiting))


def _cells(each: Proposed) -> Sequence[str]:
    visit = each.visit
    gates = "".join(MARKS[gate.light] for gate in each.gates)
    reasons = {
        "own_proposal": _("your own proposal"),
        "proposer_unknown": _("nobody knows who proposed it"),
        "approver_goes": _("you go there yourself"),
    }
    why = reasons.get(each.refusal) or listed(title(gate) for gate in each.shut)
    return visit.reference, visit.date.isoformat(), visit.customer.name, each.proposer, gates, why


def approve(options: argparse.Namespace) -> int:
    """Approve visits, all or none."""
    with opened(options) as office:
        _need_user(office)
        made = approving.approve(office, [each.visit.id for each in _found(office, options.visits)], by=office.user)
        words = ngettext("{count} visit approved: {visits}", "{count} visits approved: {visits}", len(made))
        say(words.format(count=len(made), visits=listed(visit.reference for visit in made)))
    return 0


def return_(options: argparse.Namespace) -> int:
    """Return a proposal."""
    with opened(options) as office:
        _need_user(office)
        (each,) = _found(office, [options.visit])
        approving.give_back(office, each.visit.id, Why(options.why), by=office.user)
        words = _("{visit} is returned: {why}. It has left its day.")
        say(words.format(visit=each.visit.reference, why=why_words(options.why)))
    return 0


def decide(options: argparse.Namespace) -> int:
    """Decide on a hold."""
    with opened(options) as office:
        _need_user(office)
        (each,) = _found(office, [options.visit])
        if options.hold not in set(HoldKind):
            raise BadInput("no_such_hold", value=options.hold)
        approving.decide_hold(
            office, each.visit.id, HoldKind(options.hold), Decision(options.why), by=office.user
        )  # fmt: skip
        say(_("{visit}: the hold need not stop this visit.").format(visit=each.visit.reference))
    return 0


def gates_told(office: Office, day: Day, plan: Plan | None) -> list[str]:
    """A line for each gate that keeps a planned visit from going out."""
    shown = sees(office.user)
    found = closed_of_plan(office, day, plan) if plan else {}
    words = _("Before it goes out: {visit} {mark} {gate}")
    return [
        words.format(visit=day.visit(key).reference, mark=MARKS[gate.light], gate=line(gate, office.pack, shown=shown))
        for key, gates in found.items()
        for gate in gates
    ]


def _need_user(office: Office) -> None:
    # Before anything is looked up: without users nobody can, and with users somebody has to say who they are.
    if not office.has_users:
        raise NotAllowed("nobody_to_approve")
    office.user.require(Right.APPROVE)


def _found(office: Office, references: Iterable[str]) -> list[Proposed]:
    waiting = {each.visit.reference: each for each in approving.queue(office, by=office.user)}
    wanted = list(dict.fromkeys(references))
    for reference in wanted:
        if reference not in waiting:
            raise NotFound("not_waiting", reference=reference)
    return [waiting[reference] for reference in wanted]
