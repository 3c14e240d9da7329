"""The record in words: what each entry says, and how the record stands. Reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.audit import Entry
from planner.storage.chain import State, Verdict
from planner.text import N_, ngettext
from planner.text import gettext as _
from planner.user_words import ROLES

KINDS = {
    "issued": N_("Plan issued"),
    "papers_printed": N_("Papers printed"),
    "planned": N_("Plan made or changed"),
    "day_changed": N_("Day changed"),
    "visits_imported": N_("Visits imported"),
    "staff_imported": N_("Staff imported"),
    "places_imported": N_("Places imported"),
    "place_confirmed": N_("Place confirmed"),
    "place_withdrawn": N_("Place withdrawn"),
    "follow_up": N_("Further visit made"),
    "follow_up_taken_back": N_("Further visit taken back"),
    "request_sent": N_("Request sent outside"),
    "recipients_changed": N_("Changed who is asked outside"),
    "rules_changed": N_("Rules changed"),
    "calendar_confirmed": N_("Public holidays confirmed"),
    "gates_settled": N_("Settled what outside approvals cover"),
    "region_built": N_("Region built"),
    "region_chosen": N_("Region chosen"),
    "region_removed": N_("Region removed"),
    "recovery_key_shown": N_("Recovery key shown"),
    "logo_changed": N_("Logo changed"),
    "backup_written": N_("Backup written"),
    "backup_restored": N_("Backup restored"),
    "case_step": N_("Case moved on"),
    "told_by_hand": N_("Told by hand"),
    "reminded_by_hand": N_("Reminded by hand"),
    "messages_exported": N_("Messages exported"),
    "message_sent": N_("Message sent"),
    "message_settled": N_("Message known to have arrived, or not"),
    "delivery_read": N_("Results of messages read"),
    "letters_printed": N_("Letters printed"),
    "call_noted": N_("Call noted"),
    "consent_given": N_("Consent noted"),
    "visit_proposed": N_("Visit proposed"),
    "visit_approved": N_("Visit approved"),
    "visit_returned": N_("Visit returned"),
    "approval_lapsed": N_("Approval over: the visit was changed"),
    "hold_decided": N_("Decided that a hold need not stop a visit"),
    "approvals_imported": N_("Approvals of the lender imported"),
    "reach_changed": N_("Changed how the office is reached"),
    "words_changed": N_("Changed the office's own words"),
    "cases_imported": N_("Cases imported"),
    "customer_erased": N_("Customer erased"),
    "customers_merged": N_("Two customers merged into one"),
    "customers_kept_apart": N_("Two customers kept apart"),
    "preparation_checked": N_("Preparation checked"),
    "attachment_added": N_("Document attached"),
    "attachment_opened": N_("Document opened"),
    "attachment_removed": N_("Document removed"),
    "customer_called": N_("Customer called"),
    "hold_set": N_("Hold set"),
    "hold_ended": N_("Hold ended"),
    "visit_withdrawn": N_("Visit called off"),
    "visit_made_after_all": N_("Visit made before its team knew that it was called off"),
    "phone_team": N_("Team to be rung up"),
    "team_phoned": N_("Team rung up"),
    "outcome": N_("Outcome entered"),
    "day_closed": N_("Day closed"),
    "day_opened_again": N_("Closed day opened again"),
    "day_report_printed": N_("Report of a day printed"),
    "measured_accepted": N_("Measured times accepted"),
    "measured_forgotten": N_("Measured times forgotten"),
    "outcome_taken_back": N_("Outcome taken back"),
    "checked_in": N_("Team heard"),
    "check_in_taken_back": N_("Check-in taken back"),
    "route_confirmed": N_("Team confirmed its route by telephone"),
    "control_sheet_now": N_("Control sheet of a moment written"),
    "road_closed": N_("Road closed for the day"),
    "road_opened": N_("Closed road open again"),
    "customer_told": N_("Customer told of a change by telephone"),
    "customer_not_reached": N_("Customer called about a change, not reached"),
    "alarm_raised": N_("Alarm: team not heard"),
    "alarm_tried": N_("Alarm: somebody was tried"),
    "alarm_ended": N_("Alarm over: team heard"),
    "incident_opened": N_("Incident opened"),
    "incident_noted": N_("Line added to an incident"),
    "dwelling_held": N_("Dwelling held for all after danger"),
    "team_goes_on": N_("Team goes on after an incident"),
    "incident_closed": N_("Incident closed"),
    "returned_read": N_("Returned sheet read"),
    "report_exported": N_("Report exported"),
    "promised": N_("Customer told when"),
    "promise_taken_back": N_("Time taken back: its message did not arrive"),
    "promise_not_reached": N_("Customer not reached to be told when"),
    "promises_exported": N_("Messages that tell customers when, exported"),
    "span_chosen": N_("Length of told spans chosen"),
    "visits_taken_off": N_("Visits taken off a plan in the morning"),
    "means_told": N_("Means noted"),
    "plan_drawn_up": N_("Repayment plan drawn up"),
    "plan_agreed": N_("Repayment plan agreed"),
    "plan_kept": N_("Repayment plan kept"),
    "plan_ended": N_("Repayment plan ended"),
    "agreement_printed": N_("Agreement printed"),
    "plan_calendar_written": N_("Calendar of a repayment plan written"),
    "copies_out": N_("Copies signed out"),
    "copies_settled": N_("Copies ticked"),
    "copy_lost": N_("Copy lost: whose fields were on it"),
    "loss_judged": N_("Visits judged after a loss"),
    "followed_up": N_("Plan followed up"),
    "payments_read": N_("Payments read"),
    "holds_read": N_("Holds read"),
    "demo_cases": N_("Demo cases laid out"),
    "record_resumed": N_("Record went on after a break"),
    "user_added": N_("User added"),
    "role_changed": N_("Role changed"),
    "password_changed": N_("Password changed"),
    "user_retired": N_("User retired"),
    "deputy_set": N_("Deputy named"),
    "user_goes": N_("User is one of the staff"),
    "deputy_ended": N_("Deputy ended"),
    "signed_in": N_("Signed in"),
    "signed_out": N_("Signed out"),
    "wrong_password": N_("Wrong password"),
    "case_seen": N_("Case file seen"),
}
"""What each kind of entry is called."""

ACTORS = {
    "user": N_("user"),
    "command line": N_("command line"),
    "nobody": N_("nobody signed in"),
    "clock": N_("the clock"),
    "lender": N_("the lender"),
}

_KEEP = N_("Keep a copy of the database as it is, and restore the newest backup that is whole.")
_SAY_WHY = N_("Where you know why, say so: rounds audit resume --reason TEXT")
FOUND: dict[State, tuple[str, str]] = {
    State.CHANGED: (N_("The record is broken at entry {at}: it was changed from outside."), _KEEP),
    State.UNLINKED: (N_("The record is broken at entry {at}: it was slipped in, or the order was changed."), _KEEP),
    State.REMOVED: (N_("The record is broken at entry {at}: it was removed."), _KEEP),
    State.DOUBLED: (N_("The record is broken at entry {at}: there are two of one number."), _KEEP),
    State.OLDER: (
        N_(
            "The record ends at entry {head}, and this computer has seen entry {seen}: an older backup was put in its"
            " place, or its end was cut off."
        ),
        _SAY_WHY,
    ),
    State.OTHER: (N_("Entry {seen} is not the one this computer has seen: the record was written anew."), _SAY_WHY),
    State.BEYOND: (
        N_("The record goes on after entry {seen}, the last one written here: something else has written it."),
        _SAY_WHY,
    ),
    State.NO_ANCHOR: (
        N_("The record is whole in itself, but this computer has nothing to compare its end with."),
        N_("Compare it with a paper: rounds audit verify --anchor LETTERS. Then: rounds audit resume --reason TEXT"),
    ),
    State.FORGED_ANCHOR: (
        N_("What this computer has kept of the record was not signed with its key: it was changed from outside."),
        N_("Compare it with a paper: rounds audit verify --anchor LETTERS. Then: rounds audit resume --reason TEXT"),
    ),
    State.PAPER_OTHER: (N_("Entry {at} is not the one on the paper: the record was written anew, or cut off."), _KEEP),
    State.PAPER_LOST: (
        N_("Entry {at}, which the paper names, is one of those given up when the record went on at entry {resumed}."),
        N_("The record of that time is in a later backup, if there is one."),
    ),
}
"""What was found, and what to do."""


def verdict_words(verdict: Verdict) -> str:
    """How the record stands, and what to do, in one line."""
    if not verdict.whole:
        what, way = FOUND[verdict.state]
        resumed = verdict.resumed[-1]["number"] if verdict.resumed else 0
        said = _(what).format(at=verdict.at, head=verdict.head.number, seen=verdict.known.seen.number, resumed=resumed)
        return f"{said} {_(way)}"
    count = verdict.head.number
    words = ngettext(
        "The record is whole: {count} entry, up to {head}.",
        "The record is whole: {count} entries, up to {head}.",
        count,
    ).format(count=count, head=verdict.head.short)
    if verdict.at:
        words += " " + _("The paper agrees.")
    if verdict.resumed:
        numbers = ", ".join(str(entry["number"]) for entry in verdict.resumed)
        words += " " + _("It went on after a restore or a break at entry {numbers}.").format(numbers=numbers)
    return words


def restored_words(before: Verdict) -> str:
    """What a backup that was brought back is, against what this computer had seen; empty where that is the same."""
    if before.state == State.OLDER:
        return _(
            "This backup is older than what was here: it ends at entry {head} of the record, and this computer has seen"
            " entry {seen}. What was done since is not in it. The record says so and goes on."
        ).format(head=before.head.number, seen=before.known.seen.number)
    if before.state == State.NO_ANCHOR:
        return _("This computer has not seen this record before; it goes on from entry {head}.").format(
            head=before.head.number
        )
    return "" if before.whole else verdict_words(before)


def kind_words(kind: str) -> str:
    """What a kind of entry is called."""
    return _(KINDS[kind]) if kind in KINDS else kind.replace("_", " ")


def who_words(entry: Entry) -> str:
    """Who did it."""
    actor = entry.actor
    return entry.names.get(actor) or (_(ACTORS[actor]) if actor in ACTORS else actor)


def _people(entry: Entry) -> list[str]:
    # Whom it is about, where that is somebody who works here.
    details, names = entry.details, entry.names
    parts = [names.get(str(details.get("user")), ""), _(ROLES[details["role"]]) if details.get("role") in ROLES else ""]
    if away := names.get(str(details.get("instead_of")), ""):
        days = {"name": away, "first": details.get("since", ""), "last": details.get("until", "")}
        parts.append(_("instead of {name}, {first} to {last}").format(**days))
    return parts if entry.kind != "signed_in" else parts[1:]


def what_words(entry: Entry) -> str:
    """What an entry says, beside its kind and its numbers."""
    details = entry.details
    parts = [str(details.get(name) or "") for name in ("date", "day", "year", "place")]
    parts.append(entry.visit and _("visit {reference}").format(reference=entry.visit))
    if entry.kind == "issued":
        parts.append(_("version {version}").format(version=details.get("version", "?")))
        parts.append(_("with names") if details.get("with_names") else "")
    parts.append(str(details.get("rules") or ""))
    parts += [str(details.get(name) or "") for name in ("host", "file", "source", "reason", "chosen")]
    parts.append(", ".join(map(str, details.get("asked") or ())))
    parts += _people(entry)
    if details.get("seen"):
        parts.append(_("entry {seen} had been seen").format(seen=details["seen"]))
    return " · ".join(filter(None, parts))


def count_words(entry: Entry) -> str:
    """How many things an entry is about."""
    told = [words.format(count=count) for words, count in _counts(entry.details) if count]
    return ", ".join(told)


def _counts(details: Mapping[str, Any]) -> list[tuple[str, int]]:
    def of(name: str) -> int:
        found = details.get(name, 0)
        return found if isinstance(found, int) else 0

    visits, teams, staff, addresses = of("visits"), of("teams"), of("staff"), of("addresses")
    return [
        (ngettext("{count} visit", "{count} visits", visits), visits),
        (ngettext("{count} person", "{count} people", staff), staff),
        (ngettext("{count} team", "{count} teams", teams), teams),
        (ngettext("{count} address", "{count} addresses", addresses), addresses),
        (_("{count} added"), of("added")),
        (_("{count} changed"), of("changed")),
        (_("{count} withdrawn"), of("withdrawn")),
        (_("{count} vanished"), of("vanished")),
        ("{count}", of("count")),
    ]
