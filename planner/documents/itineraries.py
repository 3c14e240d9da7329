"""What goes out for each team beside its route sheet: numbered copies, folders, and word of what changed.

Only a team with something new on its paper is printed again; the copies it had are to be destroyed then. Called by
`planner.day.issue` alone, before the papers are written and again in the transaction that lets them out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.copies import copies_of, copies_out, next_number, prints_of, sign_out
from planner.cases.copy_model import Copy, OnPaper, Paper
from planner.cases.copy_words import ranges_words
from planner.cases.drawing_up import closed_for_plans
from planner.cases.folder_facts import TalkFacts, language_for, talk_facts
from planner.cases.preparation import Item, keep_tick
from planner.day.difference import difference
from planner.documents.changes import TeamChanges, changes_of, renumbered
from planner.documents.copy_fields import (
    on_changes,
    on_customer_envelope,
    on_left_out,
    on_list,
    on_route_sheet,
    on_team_envelope,
)
from planner.documents.digest import digest_of
from planner.documents.file_names import folder_file
from planner.documents.folder_order import FolderOrder, OfficeWords, Talk
from planner.documents.meeting_rows import hands_of
from planner.documents.paper_order import PaperOrder
from planner.documents.route_sheet import valid_until
from planner.documents.terms import SheetCopy
from planner.documents.terms import copies_of as sheet_copies
from planner.logo import logo_in
from planner.model import Plan, Route, Shift, Staff, Visit
from planner.policy.door import door_rules
from planner.storage.session import Session


@dataclass(frozen=True, slots=True)
class _Before:
    # What is known of the papers of this day that went out earlier.
    copies: tuple[Copy, ...]
    prints: Mapping[str, str]
    plan: Plan | None
    first: int
    still_out: tuple[Copy, ...]

    def of(self, shift_id: UUID) -> list[Copy]:
        # The page for the telephone is about a team, but no team has it.
        return [copy for copy in self.copies if copy.shift_id == shift_id and copy.paper != Paper.CHANGES]

    def issue_of(self, shift_id: UUID) -> int:
        return max((copy.issue for copy in self.of(shift_id)), default=0)

    def open_of(self, shift_id: UUID) -> tuple[int, ...]:
        return tuple(copy.number for copy in self.of(shift_id) if copy.open)

    def newcomers(self, made: FolderOrder) -> tuple[str, ...]:
        # Who goes now, where the papers that are out name others.
        named = {member for copy in self.of(made.shift_id) if not copy.replaced_by for member in copy.members}
        others = named and named != {member.id for member in made.members}
        return tuple(member.name for member in made.members) if others else ()

    def good(self, going: Collection[str], anew: Iterable[FolderOrder]) -> Iterator[Copy]:
        # What teams have in hand that go, and are not printed anew.
        printed = {each.shift_id for each in anew}
        for copy in self.copies:
            theirs = copy.shift_id is not None and copy.shift_id not in printed and str(copy.shift_id) in going
            if theirs and not copy.replaced_by and copy.paper != Paper.CHANGES:
                yield copy

    def letter_of(self, visit: Visit, shift_id: UUID) -> int:
        # Where two teams go in together, each has its own.
        letters = (
            copy.number
            for copy in self.copies
            if copy.paper == Paper.TEAM_ENVELOPE and any(held.visit_id == visit.id for held in copy.held)
            and (copy.shift_id == shift_id or not visit.two_teams)
        )  # fmt: skip
        return max(letters, default=0)


def with_itineraries(office: Office, order: PaperOrder) -> PaperOrder:
    """The order with its folders and numbered copies; where some teams have nothing new, without these teams."""
    today = order.stamp.issued_at.date()
    closed = closed_for_plans(office, today, office.pack.plan.max_months)
    routes = [route for route in order.plan.routes if route.stops]
    visits = {stop.visit_id: order.day.visit(stop.visit_id) for route in routes for stop in route.stops}
    with office.store.reading() as session:
        day, months = order.day.date, office.pack.plan.max_months
        facts = talk_facts(session, visits.values(), day, order.stamp.issued_at, closed, months)
        before = _Before(
            copies_of(session, day), prints_of(session, day), session.issued(order.day.id), next_number(session),
            copies_out(session, day),
        )  # fmt: skip
    plain = [_folder(office, order, route, facts) for route in routes]
    prints = {str(each.shift_id): digest_of(order, route, each) for each, route in zip(plain, routes, strict=True)}
    fresh = {each.shift_id for each in plain if before.prints.get(str(each.shift_id)) != prints[str(each.shift_id)]}
    anew = fresh or {each.shift_id for each in plain}  # asked for again without any change: all of them
    printed = [each for each in plain if each.shift_id in anew]
    left = (on_left_out(order.day.visit(each.visit_id)) for each in order.plan.unassigned)
    return _numbered(order, printed, before, prints, (*_all_on_list(plain), *left))


def note_out(session: Session, order: PaperOrder, *, at: datetime, by: str) -> None:
    """Sign the copies out in this transaction, and note that the letters are there. Raises as `copies.sign_out`."""
    sign_out(session, order.numbered, order.day.date, dict(order.prints), at=at, by=by)
    cases = {case.id for each in order.folders for talk in each.talks for case in talk.cases}
    for file in session.case_files(cases):
        keep_tick(session, file, Item.AUTHORIZATION, at, by, order.day.date)


# --- folders


def _folder(office: Office, order: PaperOrder, route: Route, facts: Mapping[UUID, TalkFacts]) -> FolderOrder:
    shift, settings = order.day.shift(route.shift_id), office.settings
    return FolderOrder(
        shift,
        _here(order, shift),
        order.day.date,
        order.day.branch.time_zone,
        order.stamp,
        OfficeWords(
            settings.signed_by or order.day.branch.name,
            settings.office_phone,
            settings.payment_channels,
            settings.complaints_to,
            settings.advice_at,
            office.pack.plan.cool_off_hours,
            logo_in(office.data),
        ),
        tuple(_talk(order, number, stop.visit_id, route, facts) for number, stop in enumerate(route.stops, start=1)),
        0,
        valid_until(order.day, route),
        longest=office.pack.longest,
        paper=order.terms.page,
        both_sides=order.terms.both_sides,
        door=door_rules(office.pack),
    )


def _here(order: PaperOrder, shift: Shift) -> tuple[Staff, ...]:
    return tuple(member for member in shift.members if member.id not in order.day.absent)


def _talk(order: PaperOrder, number: int, visit_id: UUID, route: Route, facts: Mapping[UUID, TalkFacts]) -> Talk:
    visit, stop, known = order.day.visit(visit_id), route.stops[number - 1], facts[visit_id]
    return Talk(
        number, visit, stop.start, stop.departure, 0, 0, language_for(visit, order.stamp.language),
        known.cases, known.reason, known.affordable, known.plans, known.drafted,
    )  # fmt: skip


# --- numbers


def _numbered(
    order: PaperOrder,
    plain: list[FolderOrder],
    before: _Before,
    prints: dict[str, str],
    everybody: tuple[OnPaper, ...],
) -> PaperOrder:
    numbers, copies, folders, files = count(before.first), list[Copy](), list[FolderOrder](), order.sheet_files
    sheets = _still_held(order, before)
    for each in plain:
        first = next(numbers)
        sheets[each.shift_id] = sheet_copies(each.shift, order.day.absent, first)
        for _more in sheets[each.shift_id][1:]:
            next(numbers)
        made = _with_numbers(each, numbers, before)
        folders.append(made)
        copies += _copies_of(order, made, first, files[each.shift_id])
    office_copy = Copy(
        next(numbers), order.day.date, order.stamp.version, Paper.CONTROL_SHEET, held=everybody, file="control"
    )
    told = [each for each in folders if before.prints.get(str(each.shift_id)) != prints[str(each.shift_id)]]
    changes = tuple(_changes(order, told, before, prints, numbers))
    copies += [office_copy, *(_change_copy(order, each) for each in changes)]
    return replace(
        order, copies=sheets, still_out=_still_out(before), folders=tuple(folders), changes=changes,
        numbered=tuple(copies), carried=(*before.good(prints, folders), *copies), prints=prints,
        only=frozenset(each.shift_id for each in folders),
        replaces={each.shift_id: each.replaces for each in folders if each.replaces},
        hands=hands_of(order.plan, before.copies, copies),
    )  # fmt: skip


def _still_held(order: PaperOrder, before: _Before) -> dict[UUID, tuple[SheetCopy, ...]]:
    # The route sheets that teams have in hand: those which are printed anew take their place.
    found: dict[UUID, list[Copy]] = defaultdict(list)
    for copy in before.copies:
        if copy.paper == Paper.ROUTE_SHEET and not copy.replaced_by and copy.shift_id:
            found[copy.shift_id].append(copy)
    names = {member.id: member.name for shift in order.day.shifts for member in shift.members}
    return {
        shift_id: tuple(
            SheetCopy(place, len(held), names.get(copy.holder, "") if copy.holder else "", copy.number)
            for place, copy in enumerate(held, start=1)
        )
        for shift_id, held in found.items()
    }


def _still_out(before: _Before) -> tuple[str, ...]:
    # A line for each team and day.
    lines: dict[tuple[date, str], list[int]] = defaultdict(list)
    for copy in before.still_out:
        lines[copy.day, copy.team].append(copy.number)
    told = (f"{day:%Y-%m-%d} · {team or '–'} · {ranges_words(numbers)}" for (day, team), numbers in lines.items())
    return tuple(told)


def _with_numbers(plain: FolderOrder, numbers: Iterator[int], before: _Before) -> FolderOrder:
    packing = next(numbers)
    talks = tuple(
        replace(
            talk, team_copy=next(numbers), customer_copy=next(numbers),
            void=before.letter_of(talk.visit, plain.shift_id),
        )
        for talk in plain.talks
    )  # fmt: skip
    return replace(
        plain, talks=talks, packing_copy=packing, replaces=before.issue_of(plain.shift_id),
        destroy=before.open_of(plain.shift_id),
    )  # fmt: skip


def _copies_of(order: PaperOrder, made: FolderOrder, first: int, sheet: str) -> Iterable[Copy]:
    members = tuple(each.id for each in made.members)
    base = Copy(
        first, made.day, made.stamp.version, Paper.ROUTE_SHEET, made.shift_id, made.shift.team.name, members=members,
        file=sheet.removesuffix(".pdf"),
    )  # fmt: skip
    on_sheet = tuple(on_route_sheet(talk, order.terms) for talk in made.talks)
    for number, holder in enumerate(members or (None,), start=first):
        yield replace(base, number=number, holder=holder, held=on_sheet)
    base = replace(base, file=folder_file(base.file))
    listed = tuple(map(on_list, made.talks))
    yield replace(base, number=made.packing_copy, paper=Paper.PACKING_LIST, held=listed)
    for talk in made.talks:
        envelope = replace(base, number=talk.team_copy, paper=Paper.TEAM_ENVELOPE, stop=talk.number)
        yield replace(envelope, held=(on_team_envelope(talk),))
        theirs = replace(envelope, number=talk.customer_copy, paper=Paper.CUSTOMER_ENVELOPE)
        yield replace(theirs, held=(on_customer_envelope(talk),))


def _all_on_list(plain: Iterable[FolderOrder]) -> tuple[OnPaper, ...]:
    return tuple(on_list(talk) for each in plain for talk in each.talks)


# --- what changed


def _changes(
    order: PaperOrder, folders: Iterable[FolderOrder], before: _Before, going: Collection[str], numbers: Iterator[int]
) -> Iterator[TeamChanges]:
    if before.plan is None or not before.copies:
        return
    found = difference(order.day, before.plan, order.plan, issued=before.plan)
    for each in folders:
        if each.replaces:
            changed = changes_of(found, each.shift)
            others = renumbered(before.plan, order.plan, each.shift, changed)
            yield TeamChanges(
                each.shift, changed, each.replaces, each.destroy, next(numbers), before.newcomers(each), others
            )  # fmt: skip
    for shift in found.teams:
        if str(shift.id) not in going and before.open_of(shift.id):  # it stays here now
            changed, had = changes_of(found, shift), before.issue_of(shift.id)
            yield TeamChanges(shift, changed, had, before.open_of(shift.id), next(numbers))


def _change_copy(order: PaperOrder, told: TeamChanges) -> Copy:
    held = tuple(
        on_changes(each.visit, goes=any(place.shift.id == told.shift.id for place in each.after))
        for each in told.changes
    )
    day, issue = order.day.date, order.stamp.version
    team = told.shift.team.name
    return Copy(told.copy, day, issue, Paper.CHANGES, told.shift.id, team, held=held, file="changes")
