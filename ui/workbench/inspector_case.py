"""The gates of a visit's case that are shut, for the inspector: which rule asks, by which source, and what would help.

Those that are open are not named: they are on the page of approvals. Judges nothing.
"""

from __future__ import annotations

from planner.bootstrap import Office
from planner.cases.gate_words import origin, remedy, stands, title
from planner.cases.gates import DAY, HOURS, At, CaseGate, Light
from planner.cases.gates_of_day import gates_of_visit
from planner.cases.masking import sees
from planner.day.states import VisitRow
from planner.model import Day, Plan
from planner.policy.gate import is_approved
from planner.text import gettext as _
from planner.text import listed
from ui.workbench.inspector_gates import Line

NO_EVIDENCE = "no_evidence"
TOLD_BESIDE = frozenset({DAY, HOURS})
"""Gates that the inspector shows anyway."""


def case_lines(office: Office, day: Day, row: VisitRow, plan: Plan | None) -> list[Line]:
    """What keeps a visit in, beside the plan: now, or when it goes out. Nothing once somebody has been there."""
    if any(place.stop.begun or place.stop.outcome for place in row.places):
        return []
    waits = not is_approved(row.visit)
    now = _shut(gates_of_visit(office, day, row.visit, At.APPROVAL if waits else At.PLAN, plan), strictly=waits)
    later = {} if waits else _shut(gates_of_visit(office, day, row.visit, At.ISSUE, plan))
    lines = [_line(gate, office, "{words}") for gate in now.values() if gate.why != NO_EVIDENCE]
    if silent := [gate for gate in now.values() if gate.why == NO_EVIDENCE]:
        lines.append(_elsewhere(silent, office))
    before = _("Before it goes out: {words}")
    return lines + [_line(gate, office, before, later=True) for key, gate in later.items() if key not in now]


def _shut(gates: tuple[CaseGate, ...], *, strictly: bool = False) -> dict[str, CaseGate]:
    # Whoever approves here lets nothing unknown pass, whatever an approval from outside covers.
    shut = (gate for gate in gates if (gate.light != Light.GREEN if strictly else not gate.open))
    return {gate.id: gate for gate in shut if gate.id not in TOLD_BESIDE}


def _elsewhere(gates: list[CaseGate], office: Office) -> Line:
    # Of a visit that was prepared outside most gates are unknown, all for the same reason: one line.
    asked = listed(title(gate) for gate in gates)
    words = _("{gates}. {remedy} ({source})")
    detail = words.format(gates=asked, remedy=remedy(gates[0]), source=origin(gates[0], office.pack))
    return Line(_("No evidence"), detail, "dot", "legal")


def _line(gate: CaseGate, office: Office, said: str, *, later: bool = False) -> Line:
    words = " ".join((stands(gate, shown=sees(office.user)), remedy(gate)))
    detail = said.format(words=f"{words} ({origin(gate, office.pack)})")
    if later:
        return Line(title(gate), detail, "dot", "worse")
    return Line(title(gate), detail, "law" if gate.light == Light.RED else "dot", "legal")
