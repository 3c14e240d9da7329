"""What each gate of a case is green by: contacts, checks and decisions, in the customer's own days. Pure.

Each function gives what is missing, as a code, or nothing and what tells that it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from planner.model import Visit
from planner.policy.pack import GateTerms, Pack
from planner.policy.personal import day_begins, holding, notices, too_late_to_tell
from planner.policy.schema import Access, Effect
from planner.policy.standing import SENT, WRITING, Looked, Spoken, Standing

DOCUMENTS = ("contract", "statement", "plan_form", "leaflet")
"""What a team carries: items of `planner.cases.preparation`."""
REFUSING = ("visit_refused", "cease_contact")
UNTIL = ("authorization_valid", "ids_valid")
"""Gates whose evidence from outside is a last day; that of others is the day on which it was done."""

type Answer = tuple[str, str]
"""What is missing, if anything; and what it is green by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a gate is asked: the rules, now, the customer, the visit, who goes there, and whether it goes out now."""

    pack: Pack
    now: datetime | None
    standing: Standing
    visit: Visit
    team: Set[UUID]
    issuing: bool

    @property
    def inside(self) -> bool:
        """Whether a case of it lies here; else it was prepared elsewhere."""
        return any(case.id in self.standing.owed for case in self.visit.cases)

    @property
    def cases(self) -> tuple[UUID, ...]:
        """The cases it is for."""
        return tuple(case.id for case in self.visit.cases)

    def local(self, moment: datetime) -> date:
        """The customer's day of a moment."""
        return moment.astimezone(self.standing.zone).date()

    def leads(self, moment: datetime, hours: int) -> bool:
        """Whether it was so long before the day of the visit begins."""
        return moment <= day_begins(self.standing, self.visit.date) - timedelta(hours=hours)

    def fresh(self, moment: datetime, terms: GateTerms) -> bool:
        """Whether it is no older on the day of the visit than the gate allows."""
        return terms.max_days is None or (self.visit.date - self.local(moment)).days <= terms.max_days


def concerns(gate: str, asked: Asked) -> bool:
    """Whether a gate is asked for here: that of another firm's visits only where that is so, or everywhere."""
    return gate != "agent_notice" or asked.standing.outsourced or asked.pack.gates[gate].always


def held_by(asked: Asked) -> str:
    """The key of the hold that stops the visit: first of those that no decision lets pass."""
    keys = [key for key, _hold in holding(asked.pack, asked.standing, asked.visit)]
    return min(keys, key=lambda key: is_reviewed(asked.pack, key), default="")


def is_reviewed(pack: Pack, key: str) -> bool:
    """Whether a hold lets a supervisor's recorded decision pass: `Approval.evidence` under this key."""
    section, _dot, kind = key.partition(".")
    return section == "holds" and pack.effect(kind) == Effect.REVIEW


def against(asked: Asked, gate: str, said: str) -> str:
    """What speaks against evidence that came with an approval from outside, as a code: its day. What is no day stands.

    At what hour of its day it was is not known: it counts from its end.
    """
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        return ""
    terms, end = asked.pack.gates[gate], asked.visit.date
    if gate in UNTIL:
        return "" if day >= end else "evidence_old"
    if gate == "balance_fresh" and asked.now:
        end = asked.local(asked.now)
    if gate != "four_eyes" and terms.max_days is not None and (end - day).days > terms.max_days:
        return "evidence_old"
    over = day_begins(asked.standing, day + timedelta(days=1))
    return "evidence_young" if terms.lead_hours and not asked.leads(over, terms.lead_hours) else ""


# --- what was said


def _reminder_sent(asked: Asked) -> Answer:
    terms, spoken = asked.pack.gates["reminder_sent"], asked.standing.spoken
    for case in asked.cases:
        sent = [
            s for s in spoken if s.purpose == "reminder" and s.channel in WRITING and s.reached and s.concerns(case)
        ]
        if not sent:
            return "no_reminder", ""
        if not any(asked.fresh(each.at, terms) for each in sent):
            return "reminder_old", ""
        if not any(asked.leads(each.at, terms.lead_hours) and asked.fresh(each.at, terms) for each in sent):
            return "reminder_young", ""
    calls = [s for s in spoken if s.channel == "phone" and s.purpose in ("reminder", "pre_contact")]
    return ("no_call", "") if len(calls) < terms.attempts else ("", "reminded")


def _pre_contact(asked: Asked) -> Answer:
    terms = asked.pack.gates["pre_contact"]
    talks = [s for s in _talks(asked) if s.told_why]
    offered = [s for s in talks if s.offered_day]
    if any(asked.leads(s.at, terms.lead_hours) and asked.fresh(s.at, terms) for s in offered):
        return "", "talked"
    letter = _by_letter(asked, terms)
    if not letter or not talks:
        return letter, "by_letter"
    if not offered:
        return "not_offered", ""
    return "talk_old" if not any(asked.fresh(s.at, terms) for s in offered) else "talk_young", ""


def _by_letter(asked: Asked, terms: GateTerms) -> str:
    # What is missing of a letter that offered this day, where nobody could be reached; it stands in for a talk.
    tries = [
        s
        for s in asked.standing.spoken
        if s.purpose == "pre_contact" and s.channel == "phone" and s.result in ("no_answer", "failed")
    ]
    if len({asked.local(s.at) for s in tries}) < max(terms.attempts, 1):
        return "too_few_tries"
    if asked.pack.access(asked.visit.place_kind) != Access.ALLOW or "permission_asked" in asked.pack.gates:
        return "must_agree"
    notice = asked.pack.gates.get("visit_notice")
    lead = max(terms.lead_hours, notice.lead_hours if notice else 0)
    letters = [
        s
        for s in asked.standing.spoken
        if s.channel == "letter" and s.result in SENT and s.purpose in ("pre_contact", "visit_notice")
        and s.offered_day == asked.visit.date
    ]  # fmt: skip
    if not letters:
        return "no_letter"
    return "" if any(asked.leads(each.at, lead) for each in letters) else "letter_young"


def _talks(asked: Asked) -> Iterator[Spoken]:
    return (s for s in asked.standing.spoken if s.purpose == "pre_contact" and s.result == "talked")


def _visit_not_refused(asked: Asked) -> Answer:
    if any(hold.kind in REFUSING for _key, hold in holding(asked.pack, asked.standing, asked.visit)):
        return "refused", ""
    declined = max((s.at for s in asked.standing.spoken if s.result == "declined"), default=None)
    last = max((s.at for s in _talks(asked)), default=None)
    return ("declined", "") if declined and (last is None or declined >= last) else ("", "no_refusal")


def _visit_notice(asked: Asked) -> Answer:
    if too_late_to_tell(asked.pack, asked.standing, asked.visit, asked.now):
        return "notice_late", ""
    if notices(asked.standing, asked.visit):
        return "", "told"
    return ("not_told", "") if asked.issuing else ("", "still_to_tell")


def _agent_notice(asked: Asked) -> Answer:
    told = [s.at for s in asked.standing.spoken if s.purpose == "agent_notice" and s.reached]
    if not told:
        return "not_told", ""
    lead = asked.pack.gates["agent_notice"].lead_hours
    return ("", "told") if asked.leads(min(told), lead) else ("notice_late", "")


def _less_intrusive(asked: Asked) -> Answer:
    tried = {"phone" if s.channel == "phone" else "writing" for s in asked.standing.spoken if s.purpose != "incoming"}
    return ("", "tried") if len(tried) == 2 else ("not_tried", "")


def _permission(asked: Asked) -> Answer:
    if any(s.offered_day for s in _talks(asked)):
        return "", "talked"
    return _looked(asked, "permission", None, "permission_asked")


# --- what was checked


def _looked(asked: Asked, item: str, case: UUID | None, gate: str) -> Answer:
    of = (None, case) if case and item == "address" else (case,) if case else (None, *asked.cases)
    newest: Looked | None = max(
        (each for each in asked.standing.checked if each.item == item and each.case_id in of),
        key=lambda each: each.at,
        default=None,
    )
    if newest is None or (newest.valid_until and newest.valid_until < asked.local(newest.at)):
        return f"missing:{item}", ""  # one that ended before it began takes an earlier one back
    good = newest.valid_until is None or newest.valid_until >= asked.visit.date
    return ("", "checked") if good and asked.fresh(newest.at, asked.pack.gates[gate]) else (f"expired:{item}", "")


def _all_looked(gate: str, *items: str) -> Callable[[Asked], Answer]:
    def ask(asked: Asked) -> Answer:
        answers = (_looked(asked, item, case, gate) for case in asked.cases for item in items)
        return next((each for each in answers if each[0]), ("", "checked"))

    return ask


def _authorization(asked: Asked) -> Answer:
    # The letter is made at the door out itself, for those who go there: with a team known, nothing can be missing.
    if asked.issuing and asked.team:
        return "", "made_at_issue"
    return _all_looked("authorization_valid", "authorization")(asked)


def _balance_fresh(asked: Asked) -> Answer:
    terms, owed = asked.pack.gates["balance_fresh"], asked.standing.owed
    if asked.now is None or not all(case in owed for case in asked.cases):
        return "balance_unknown", ""
    ages: Iterable[int] = ((asked.local(asked.now) - asked.local(owed[case].balance_at)).days for case in asked.cases)
    return ("balance_old", "") if terms.max_days is not None and max(ages) > terms.max_days else ("", "fresh")


def _holds_clear(asked: Asked) -> Answer:
    return ("held", "") if held_by(asked) else ("", "no_hold")


def _four_eyes(asked: Asked) -> Answer:
    decided = asked.standing.decision(asked.visit.id)
    if decided is None or not decided.approved:
        return "not_approved", ""
    if decided.by == decided.proposed_by:
        return "own_proposal", ""
    return ("approver_in_team", "") if decided.staff_id in asked.team else ("", "approved")


OF: Mapping[str, Callable[[Asked], Answer]] = {
    "reminder_sent": _reminder_sent,
    "agent_notice": _agent_notice,
    "pre_contact": _pre_contact,
    "visit_notice": _visit_notice,
    "validation_notice": _all_looked("validation_notice", "validation_notice"),
    "visit_not_refused": _visit_not_refused,
    "address_verified": _all_looked("address_verified", "address"),
    "documents_ready": _all_looked("documents_ready", *DOCUMENTS),
    "authorization_valid": _authorization,
    "ids_valid": _all_looked("ids_valid", "staff_ids"),
    "carry_set": _all_looked("carry_set", "carry_set"),
    "less_intrusive_failed": _less_intrusive,
    "permission_asked": _permission,
    "balance_fresh": _balance_fresh,
    "holds_clear": _holds_clear,
    "four_eyes": _four_eyes,
}
"""How each gate is answered."""
